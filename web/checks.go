package web

import (
	"context"
	"sync"
	"time"

	"tifa/concordance"
	"tifa/library"
)

// checks makes the checks of bitexts beside their pages: they take longer than
// all the rest of a page that is looked at for the first time. The library
// keeps what they found.
type checks struct {
	library  *library.Library
	ctx      context.Context //nolint:containedctx // that of the work between requests, which outlives each of them
	running  *sync.WaitGroup
	patience time.Duration // how long a page waits

	mu    sync.Mutex
	going map[[2]string]*check // by the versions of the texts
}

type check struct {
	done chan struct{} // closed when qa or err is there
	qa   *library.QA
	err  error
}

// checkPatience is how long a page waits for the checks of its bitext, and
// checkPatienceBeside how long while its reader has the page before it already.
const (
	checkPatience       = 25 * time.Millisecond
	checkPatienceBeside = 2 * time.Second
)

// get gives what the checks found, nil if they take longer than patience; where
// that is 0 it waits for as long as they take.
func (c *checks) get(ctx context.Context, x *library.Bitext, patience time.Duration) (*library.QA, error) {
	e, mine := c.begin(x)
	var enough <-chan time.Time
	if patience > 0 {
		t := time.NewTimer(patience)
		defer t.Stop()
		enough = t.C
	}
	select {
	case <-e.done:
	case <-enough:
		return nil, nil //nolint:nilnil // not there yet is an answer
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if mine {
		return e.qa, e.err
	}
	// The other may have asked before a correction. If not, what it found is
	// kept.
	return c.library.QAOf(ctx, x, library.QAOptions{})
}

// begin begins the checks of a bitext, unless another has.
func (c *checks) begin(x *library.Bitext) (e *check, mine bool) {
	key := [2]string{x.Src.Version, x.Tgt.Version}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.going[key]; e != nil {
		return e, false
	}
	e = &check{done: make(chan struct{})}
	c.going[key] = e
	c.running.Go(func() {
		e.qa, e.err = c.make(x)
		c.mu.Lock()
		delete(c.going, key)
		c.mu.Unlock()
		close(e.done)
	})
	return e, true
}

func (c *checks) make(x *library.Bitext) (_ *library.QA, err error) {
	defer concordance.Recover(&err)
	return c.library.QAOf(c.ctx, x, library.QAOptions{})
}
