package web

import (
	"context"
	"sync"

	"tifa/library"
)

// texts keeps the texts that are being read: a page asks for the same text
// again with each part and each sentence, and one of 20,000 sentences takes
// 60 ms to be read, checked and divided.
type texts struct {
	library *library.Library

	mu       sync.Mutex
	revision library.Revision
	kept     []keptText // the one asked for last at the end
}

type keptText struct {
	name  string
	shown *library.Shown
}

// textsKept is how many texts are kept; the largest take some ten megabytes.
const textsKept = 8

// get gives a text by its address. It is shared: whoever gets it must not
// change it.
func (c *texts) get(ctx context.Context, name string) (*library.Shown, error) {
	revision, err := c.library.Revision(ctx)
	if err != nil {
		return nil, err
	}
	if s := c.find(name, revision); s != nil {
		return s, nil
	}
	s, err := c.library.Show(ctx, name)
	if err != nil {
		return nil, err
	}
	after, err := c.library.Revision(ctx)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	// What was read while a change came in may be of before or after it.
	if c.revision == revision && after == revision {
		if len(c.kept) == textsKept {
			c.kept = c.kept[1:]
		}
		c.kept = append(c.kept, keptText{name, s})
	}
	return s, nil
}

// find gives a text that is kept, nil if it is not.
func (c *texts) find(name string, revision library.Revision) *library.Shown {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.revision != revision {
		c.revision, c.kept = revision, nil
	}
	for i, t := range c.kept {
		if t.name == name {
			c.kept = append(append(c.kept[:i:i], c.kept[i+1:]...), t)
			return t.shown
		}
	}
	return nil
}
