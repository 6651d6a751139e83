package web

import (
	"context"
	"fmt"
	"sync"

	"tifa/library"
)

// traces keeps the histories that readers look at: the same one is asked for
// again with every other way to show it, and with every page of its uses. That
// of a phrase with 16,000 uses takes 50 ms and more.
type traces struct {
	library *library.Library

	mu       sync.Mutex
	revision library.Revision
	made     map[string]*library.Traced
}

// tracesKept is how many histories are kept; one takes about 50 kB.
const tracesKept = 64

// get gives a history without renderings: terms and beads, on which those
// depend, change without a new generation of the texts. What it gives is
// shared and must not be changed.
func (c *traces) get(ctx context.Context, q library.Query, o library.TraceOptions) (*library.Traced, error) {
	if o.Across {
		return c.library.Trace(ctx, q, o)
	}
	key := fmt.Sprintf("%q %d %d %#v %#v", q.Phrase, q.Gap, q.Exact, q.Filter, o)
	revision, err := c.library.Revision(ctx)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	if c.made == nil || c.revision != revision || len(c.made) >= tracesKept {
		c.revision, c.made = revision, map[string]*library.Traced{}
	}
	t := c.made[key]
	c.mu.Unlock()
	if t != nil {
		return t, nil
	}
	if t, err = c.library.Trace(ctx, q, o); err != nil {
		return nil, err
	}
	after, err := c.library.Revision(ctx)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.revision == revision && after == revision {
		c.made[key] = t
	}
	return t, nil
}
