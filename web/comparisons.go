package web

import (
	"context"
	"sync"

	"tifa/library"
	"tifa/publish"
)

// compared is two editions held against each other and set.
type compared struct {
	*library.Compared
	line *publish.Redline
}

// comparisons keeps what readers compared last: a page that is loaded in parts
// asks for the same comparison again and again.
type comparisons struct {
	library *library.Library

	mu   sync.Mutex
	made []*comparison // the last used first
}

type comparison struct {
	key  [2]string // versions
	once sync.Mutex
	done *compared
}

// comparisonsKept is how many comparisons stay in memory; one of two laws of a
// thousand sentences takes about two megabytes.
const comparisonsKept = 12

// get compares two editions of the library, older and newer, by the addresses
// that were asked for.
func (c *comparisons) get(ctx context.Context, older, newer string) (*compared, error) {
	a, err := c.library.Edition(ctx, older)
	if err != nil {
		return nil, err
	}
	b, err := c.library.Edition(ctx, newer)
	if err != nil {
		return nil, err
	}
	entry := c.entry([2]string{a.Version + a.Lang, b.Version + b.Lang})
	entry.once.Lock()
	defer entry.once.Unlock()
	if entry.done == nil {
		x, err := c.library.CompareTexts(ctx, older, newer, library.Stated{}, library.Uploads(nil))
		if err != nil {
			return nil, err
		}
		entry.done = &compared{x, publish.NewRedline(x.Comparison, x.OlderText, x.NewerText)}
	}
	// Titles and dates may have been corrected since.
	now := *entry.done.Compared
	now.Older, now.Newer = a, b
	return &compared{&now, entry.done.line}, nil
}

func (c *comparisons) entry(key [2]string) *comparison {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, e := range c.made {
		if e.key == key {
			copy(c.made[1:i+1], c.made[:i])
			c.made[0] = e
			return e
		}
	}
	e := &comparison{key: key}
	c.made = append([]*comparison{e}, c.made[:min(len(c.made), comparisonsKept-1)]...)
	return e
}
