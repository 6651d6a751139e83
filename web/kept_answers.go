package web

import (
	"context"
	"sync"

	"tifa/library"
)

// keptAnswers keeps what readers asked last, by what they asked, for as long as
// the library's texts and tables stay as they are: people edit tables, and that
// is no revision. What they work out of terms and bitexts, and their notes,
// changes none of these answers. What it gives is shared and must not be changed.
type keptAnswers[T any] struct {
	library *library.Library
	most    int // are kept

	mu    sync.Mutex
	state string // of the library, for which they were made
	made  map[string]T
}

// The numbers of answers that are kept. A history takes about 50 kB, the
// words of two sets of texts 100 kB and seconds to be counted.
const (
	tracesKept  = 64
	keynessKept = 16
)

// get gives the answer to a question, which workOut makes.
func (c *keptAnswers[T]) get(ctx context.Context, question string, workOut func() (T, error)) (T, error) {
	var none T
	state, err := c.library.TextState(ctx)
	if err != nil {
		return none, err
	}
	c.mu.Lock()
	if c.made == nil || c.state != state || len(c.made) >= c.most {
		c.state, c.made = state, map[string]T{}
	}
	v, there := c.made[question]
	c.mu.Unlock()
	if there {
		return v, nil
	}
	if v, err = workOut(); err != nil {
		return none, err
	}
	after, err := c.library.TextState(ctx)
	if err != nil {
		return none, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state == state && after == state {
		c.made[question] = v
	}
	return v, nil
}

// has says whether an answer is kept.
func (c *keptAnswers[T]) has(ctx context.Context, question string) bool {
	state, err := c.library.TextState(ctx)
	if err != nil {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	_, there := c.made[question]
	return there && c.state == state
}
