package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"tifa/concordance"
	"tifa/library"
)

// worked keeps what readers look at that takes seconds or minutes to work
// out: the renderings of a term in a thousand passages, what is not rendered in
// one way. Each is worked out once, whoever asks, by one question and state of
// the library, and the page is there before.
type worked struct {
	library  *library.Library
	ctx      context.Context //nolint:containedctx // that of the work between requests, which outlives each of them
	running  *sync.WaitGroup
	patience time.Duration // how long a page waits
	places   chan struct{} // one for each that is worked out at the same time

	mu   sync.Mutex
	made []*answer // the last used first
}

type answer struct {
	key     string
	ready   chan struct{} // closed when value or err is there
	value   any
	err     error
	stop    context.CancelFunc
	readers int       // who wait at this moment
	asked   time.Time // the last time
	taken   bool      // somebody has it

	mu          sync.Mutex
	done, total int // how far it has come; 0 of 0: not known
}

// answersKept is how many answers stay in memory; that of a term in 1,800
// passages takes about a megabyte.
const answersKept = 24

// answersAtOnce is how many answers are worked out at a time. Those that come
// after them wait: more at once would only make each of them later.
const answersAtOnce = 2

// answerInterest is how long a reader who looks again and again may be silent
// before the place of the answer can be given to somebody else. The script of a
// page asks every ten seconds at least.
const answerInterest = 20 * time.Second

// answerPatience is how long a page waits for its answer: most are there by
// then.
const answerPatience = 400 * time.Millisecond

// workingView says that an answer is being worked out, and how far that has
// come.
type workingView struct {
	Percent int    // 0 where it is not known
	Poll    string // the same alone, for a script that waits
	Again   string // the page to look at again
}

// progress tells those who wait how far an answer has come.
type progress func(done, total int)

// stateFunc names the state of what an answer depends on. A state that is not
// too wide lets an answer of minutes outlive the next note.
type stateFunc func(context.Context) (string, error)

// soon gives an answer, or how far it has come if it is not there after a
// while. What it gives is shared and must not be changed. It is right as long as
// the state is the same.
func soon[T any](ctx context.Context, r *Room, q *request, question string, of stateFunc, work func(context.Context, progress) (*T, error)) (*T, *workingView, error) {
	state, err := of(ctx)
	if err != nil {
		return nil, nil, err
	}
	sum := sha256.Sum256([]byte(question + "\n" + state))
	c, key, again := r.worked, hex.EncodeToString(sum[:10]), q.URL.RequestURI()
	for range 2 { // it may be broken off just before this reader comes
		e := c.entry(key, func(ctx context.Context, p progress) (any, error) { return work(ctx, p) })
		if e == nil {
			break
		}
		err := c.wait(ctx, e)
		switch {
		case errors.Is(err, errNotYet):
			return nil, c.working(e, again), nil
		case errors.Is(err, context.Canceled) && ctx.Err() == nil && c.ctx.Err() == nil:
			continue
		case err != nil:
			return nil, nil, err
		}
		value, _ := e.value.(*T)
		return value, nil, nil
	}
	return nil, c.working(&answer{key: key}, again), nil
}

// errNotYet says that an answer is still being worked out.
var errNotYet = errors.New("not yet")

// wait waits for an answer as long as the patience lasts.
func (c *worked) wait(ctx context.Context, e *answer) error {
	taken := false
	defer func() { c.leave(e, taken) }()
	t := time.NewTimer(c.patience)
	defer t.Stop()
	select {
	case <-e.ready:
		taken = true
		if e.err != nil { // told now; the next question tries again
			c.forget(e)
		}
		return e.err
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return errNotYet
	}
}

func (c *worked) forget(e *answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.made = slices.DeleteFunc(c.made, func(o *answer) bool { return o == e })
}

// entry finds an answer, or begins to work it out. It gives nil where so many
// readers wait for others that there is no place for it.
func (c *worked) entry(key string, work func(context.Context, progress) (any, error)) *answer {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.find(key); e != nil {
		return e
	}
	if c.full() {
		return nil
	}
	for len(c.made) >= answersKept {
		i := c.free()
		c.made[i].stop()
		c.made = slices.Delete(c.made, i, i+1)
	}
	ctx, stop := context.WithCancel(c.ctx)
	e := &answer{key: key, ready: make(chan struct{}), stop: stop, readers: 1}
	c.made = append([]*answer{e}, c.made...)
	c.running.Go(func() {
		e.value, e.err = c.work(ctx, e, work)
		stop()
		if errors.Is(e.err, context.Canceled) {
			c.forget(e)
		}
		close(e.ready)
	})
	return e
}

// full says whether all places are those of answers that readers wait for.
func (c *worked) full() bool { return len(c.made) >= answersKept && c.free() < 0 }

// free is the place of the answer that was used longest ago among those that
// nobody waits for, or -1. Who looks again and again waits too.
func (c *worked) free() int {
	for i, e := range slices.Backward(c.made) {
		if e.readers == 0 && (e.taken || time.Since(e.asked) >= answerInterest) {
			return i
		}
	}
	return -1
}

// find gives the answer of a key, which somebody waits for now; nil if there
// is none.
func (c *worked) find(key string) *answer {
	i := slices.IndexFunc(c.made, func(e *answer) bool { return e.key == key })
	if i < 0 {
		return nil
	}
	e := c.made[i]
	copy(c.made[1:i+1], c.made[:i])
	c.made[0] = e
	e.readers++
	return e
}

func (c *worked) work(ctx context.Context, e *answer, work func(context.Context, progress) (any, error)) (_ any, err error) {
	defer concordance.Recover(&err)
	select {
	case c.places <- struct{}{}:
		defer func() { <-c.places }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return work(ctx, func(done, total int) {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.done, e.total = done, total
	})
}

// leave is said by who waits no more, with the answer or without. When nobody has come back for a while,
// what is not done is broken off.
func (c *worked) leave(e *answer, taken bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e.readers--
	e.asked = time.Now()
	e.taken = e.taken || taken
	time.AfterFunc(ledgerInterest, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if e.readers == 0 && time.Since(e.asked) >= ledgerInterest {
			e.stop()
		}
	})
}

// working says how far an answer has come.
func (c *worked) working(e *answer, again string) *workingView {
	v := &workingView{Poll: "/working?" + url.Values{"of": {e.key}}.Encode(), Again: again}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.total > 0 {
		v.Percent = min(99, max(1, 100*e.done/e.total))
	}
	return v
}

// workingFragment says how far an answer has come: 202 while it is worked out
// or there is no place for it, 200 when it is there or could be begun.
func (r *Room) workingFragment(_ context.Context, q *request) (reply, error) {
	c, key := r.worked, q.form.Get("of")
	c.mu.Lock()
	e := c.find(key)
	full := e == nil && c.full()
	c.mu.Unlock()
	if full {
		e = &answer{key: key}
	} else if e != nil {
		defer c.leave(e, false)
	}
	if e == nil || e.there() {
		return page("aligning#ready-answer", nil)
	}
	return reply{name: "aligning#working", page: c.working(e, ""), status: http.StatusAccepted}, nil
}

// there says whether an answer is worked out.
func (e *answer) there() bool {
	select {
	case <-e.ready: // never, of one that was not begun
		return true
	default:
		return false
	}
}
