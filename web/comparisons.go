package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"tifa"
	"tifa/concordance"
	"tifa/library"
	"tifa/publish"
	"tifa/reuse"
)

// compared is two editions held against each other and set.
type compared struct {
	*library.Compared
	line *publish.Redline // nil while they are being compared
}

// comparisons keeps what readers compared last: a page that is loaded in parts
// asks for the same comparison again and again. Two long texts take seconds:
// they are compared once, whoever asks, and the page is there before.
type comparisons struct {
	library  *library.Library
	ctx      context.Context //nolint:containedctx // that of the work between requests, which outlives each of them
	running  *sync.WaitGroup
	patience time.Duration // how long a page waits

	mu   sync.Mutex
	made []*comparison // the last used first
}

type comparison struct {
	key     [2]string     // versions and languages
	ready   chan struct{} // closed when done or err is there
	done    *compared
	err     error
	stop    context.CancelFunc
	readers int // who wait at this moment
}

// comparisonsKept is how many comparisons stay in memory; one of two laws of a
// thousand sentences takes about two megabytes.
const comparisonsKept = 12

// comparePatience is how long a page waits for its comparison: those of
// ordinary documents are there by then.
const comparePatience = 80 * time.Millisecond

// errLanguages says that two editions are not in one language.
var errLanguages = fmt.Errorf("the texts are in two languages, and the page /bitext shows them side by side: %w", tifa.ErrUsage)

// soon is get for a page that is there without its rows too.
func (c *comparisons) soon(ctx context.Context, older, newer string) (*compared, error) {
	return c.get(ctx, older, newer, c.patience)
}

// whole is get for what is nothing without the comparison.
func (c *comparisons) whole(ctx context.Context, older, newer string) (*compared, error) {
	return c.get(ctx, older, newer, 0)
}

// get compares two editions of the library, older and newer, by the addresses
// that were asked for. It waits for patience, or where that is 0 for as long as
// it takes.
func (c *comparisons) get(ctx context.Context, older, newer string, patience time.Duration) (*compared, error) {
	a, err := c.library.Edition(ctx, older)
	if err != nil {
		return nil, err
	}
	b, err := c.library.Edition(ctx, newer)
	if err != nil {
		return nil, err
	}
	if tifa.BaseLang(a.Lang) != tifa.BaseLang(b.Lang) {
		return nil, errLanguages
	}
	entry := c.entry(&a, &b)
	defer c.leave(entry)
	var enough <-chan time.Time
	if patience > 0 {
		t := time.NewTimer(patience)
		defer t.Stop()
		enough = t.C
	}
	select {
	case <-entry.ready:
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-enough:
		return &compared{Compared: &library.Compared{Older: a, Newer: b}}, nil
	}
	switch {
	case errors.Is(entry.err, context.Canceled) && ctx.Err() == nil && c.ctx.Err() == nil: // broken off just before this came
		return c.get(ctx, older, newer, patience)
	case entry.err != nil:
		return nil, entry.err
	}
	// Titles, dates and addresses may have been corrected since.
	now := *entry.done.Compared
	now.Older, now.Newer = a, b
	comparison := *now.Comparison
	comparison.A, comparison.B = a.Pinned(), b.Pinned()
	now.Comparison = &comparison
	return &compared{&now, entry.done.line}, nil
}

// entry finds a comparison, or begins it.
func (c *comparisons) entry(a, b *tifa.Edition) *comparison {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := [2]string{a.Version + a.Lang, b.Version + b.Lang}
	i := slices.IndexFunc(c.made, func(e *comparison) bool { return e.key == key })
	if i >= 0 {
		e := c.made[i]
		copy(c.made[1:i+1], c.made[:i])
		c.made[0] = e
		e.readers++
		return e
	}
	ctx, stop := context.WithCancel(c.ctx)
	e := &comparison{key: key, ready: make(chan struct{}), stop: stop, readers: 1}
	c.made = append([]*comparison{e}, c.made[:min(len(c.made), comparisonsKept-1)]...)
	older, newer := a.Address+"@"+a.Version, b.Address+"@"+b.Version
	c.running.Go(func() { c.compare(ctx, e, older, newer) })
	return e
}

// leave is said by who waits no more. When nobody has come back for a while,
// what is not done is broken off.
func (c *comparisons) leave(e *comparison) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e.readers--
	time.AfterFunc(ledgerInterest, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if e.readers == 0 {
			e.stop()
		}
	})
}

// compare makes a comparison. One that failed is forgotten, so that the next
// question tries again.
func (c *comparisons) compare(ctx context.Context, e *comparison, older, newer string) {
	e.done, e.err = c.make(ctx, older, newer)
	e.stop()
	if e.err != nil {
		c.mu.Lock()
		c.made = slices.DeleteFunc(c.made, func(o *comparison) bool { return o == e })
		c.mu.Unlock()
	}
	close(e.ready)
}

func (c *comparisons) make(ctx context.Context, older, newer string) (_ *compared, err error) {
	defer concordance.Recover(&err)
	x, err := c.library.CompareTexts(ctx, older, newer, library.Stated{}, library.Uploads(nil))
	if err != nil {
		return nil, err
	}
	return &compared{x, publish.NewRedline(x.Comparison, x.OlderText, x.NewerText)}, nil
}

// counts are how many rows there are of each kind.
func (x *compared) counts() map[string]int {
	counts := map[string]int{}
	for i := range x.line.Rows {
		counts[x.line.Rows[i].Kind]++
	}
	return counts
}

// same is how many rows say the same in both texts.
func same(counts map[string]int) int { return counts[reuse.Same] + counts[publish.Renumbered] }
