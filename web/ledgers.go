package web

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"tifa"
	"tifa/concordance"
	"tifa/library"
)

// ledgers keeps the ledgers that readers look at. A long text takes minutes to
// be held against a large library, so that it is done once, whoever asks, goes
// on when a reader leaves for a moment, and pages are there without it until it
// is done. One is made at a time, since each uses all processors: first what a
// reader waits for now, then what was asked for last. What nobody has asked for
// in a while is not made.
type ledgers struct {
	log     *slog.Logger
	ctx     context.Context //nolint:containedctx // that of the work between requests, which outlives each of them
	stop    context.CancelFunc
	running sync.WaitGroup

	generation func() int64
	work       func(ctx context.Context, address string) (*library.Ledger, error)
	now        func() time.Time

	mu     sync.Mutex
	made   map[ledgerKey]*ledgerEntry // also what waits for its turn
	uses   int64                      // counts questions, to tell which entry was asked for last
	turns  bool                       // somebody takes turns
	making *ledgerEntry               // whose turn it is
	give   context.CancelFunc         // ends its turn
}

// ledgerKey is all that a ledger depends on: the edition with its metadata
// and the texts of the library, both of which the generation counts.
type ledgerKey struct {
	address    string
	generation int64
}

type ledgerEntry struct {
	key    ledgerKey
	done   chan struct{} // closed when ledger or err is there, or nobody asked any more and neither is
	ledger *library.Ledger
	err    error

	used    int64
	asked   time.Time // the last time
	readers int       // who wait at this moment
}

// ledgersKept is how many ledgers are kept in memory; one of an ordinary
// document takes about half a megabyte.
const ledgersKept = 64

// ledgerInterest is how long a reader who does not ask is thought to be still
// there. The script of a page asks every 10 seconds at least.
const ledgerInterest = time.Minute

func newLedgers(l *library.Library, log *slog.Logger) *ledgers {
	ctx, stop := context.WithCancel(context.Background())
	return &ledgers{
		log: log, ctx: ctx, stop: stop, made: map[ledgerKey]*ledgerEntry{}, now: time.Now, generation: l.Generation,
		work: func(ctx context.Context, address string) (*library.Ledger, error) {
			return l.New(ctx, address, library.NewOptions{}, library.Uploads(nil))
		},
	}
}

func (c *ledgers) close() {
	c.stop()
	c.running.Wait()
}

// get gives the ledger of an edition, nil if it is not there after a while. It
// is then being made, and will be there when it is asked for again.
func (c *ledgers) get(ctx context.Context, e *tifa.Edition, patience time.Duration) (*library.Ledger, error) {
	entry := c.entry(ledgerKey{e.Pinned(), c.generation()})
	defer c.leave(entry)
	t := time.NewTimer(patience)
	defer t.Stop()
	select {
	case <-entry.done:
		return entry.ledger, entry.err
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-t.C:
		return nil, nil //nolint:nilnil // not there yet is an answer
	}
}

// entry asks for a ledger; whoever asked leaves afterwards.
func (c *ledgers) entry(key ledgerKey) *ledgerEntry {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.uses++
	entry := c.made[key]
	if entry == nil {
		entry = &ledgerEntry{key: key, done: make(chan struct{})}
		c.made[key] = entry
		c.forget()
	}
	entry.used, entry.asked = c.uses, c.now()
	entry.readers++
	switch {
	case entry.is():
	case !c.turns:
		c.turns = true
		c.running.Go(c.takeTurns)
	case c.making != nil && c.making != entry && c.abandoned(c.making):
		c.give()
	}
	return entry
}

func (c *ledgers) leave(entry *ledgerEntry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	entry.readers--
	entry.asked = c.now()
}

// is says whether the ledger is made.
func (e *ledgerEntry) is() bool {
	select {
	case <-e.done:
		return true
	default:
		return false
	}
}

// abandoned says whether nobody waits for an entry any more.
func (c *ledgers) abandoned(e *ledgerEntry) bool {
	return e.readers == 0 && c.now().Sub(e.asked) > ledgerInterest
}

// takeTurns makes what waits until nothing does.
func (c *ledgers) takeTurns() {
	for entry, ctx := c.next(); entry != nil; entry, ctx = c.next() {
		ledger, err := c.make(ctx, entry.key.address)
		c.mu.Lock()
		givenUp := ctx.Err() != nil
		c.give()
		switch {
		case err == nil:
			entry.ledger = ledger
		case givenUp && c.ctx.Err() == nil: // nobody waited; who has come since asks again
			delete(c.made, entry.key)
		default: // the next question tries again
			entry.err = err
			delete(c.made, entry.key)
		}
		close(entry.done)
		c.making = nil
		c.mu.Unlock()
	}
}

// next is the entry whose turn it is. What nobody waits for is dropped, and so
// is what the texts have changed for: who waits for that asks for the new one.
func (c *ledgers) next() (*ledgerEntry, context.Context) {
	c.mu.Lock()
	defer c.mu.Unlock()
	generation := c.generation()
	var best *ledgerEntry
	for key, e := range c.made {
		switch {
		case e.is():
		case key.generation != generation || c.abandoned(e) || c.ctx.Err() != nil:
			e.err = c.ctx.Err()
			delete(c.made, key)
			close(e.done)
		case best == nil || min(e.readers, 1) > min(best.readers, 1) || min(e.readers, 1) == min(best.readers, 1) && e.used > best.used:
			best = e
		}
	}
	if c.making = best; best == nil {
		c.turns = false
		return nil, nil //nolint:nilnil // nothing waits
	}
	ctx, give := context.WithCancel(c.ctx)
	c.give = give
	return best, ctx
}

// make makes a ledger. What breaks down in it must not end the server.
func (c *ledgers) make(ctx context.Context, address string) (l *library.Ledger, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &concordance.PanicError{Value: p, Stack: debug.Stack()}
		}
		if broken, ok := errors.AsType[*concordance.PanicError](err); ok {
			c.log.Error("what is new in a document broke down", "edition", address, "why", broken.Value, "stack", string(broken.Stack))
		} else if err != nil && ctx.Err() == nil {
			c.log.Error("what is new in a document cannot be worked out", "edition", address, "why", err)
		}
	}()
	return c.work(ctx, address)
}

// forget drops what was not asked for the longest. What is being made stays,
// and what waits for its turn.
func (c *ledgers) forget() {
	for len(c.made) > ledgersKept {
		var found *ledgerEntry
		for _, entry := range c.made {
			if entry.is() && (found == nil || entry.used < found.used) {
				found = entry
			}
		}
		if found == nil {
			return
		}
		delete(c.made, found.key)
	}
}

// background works out how new each document is, the latest first, while the
// room is open: for the bars in the list. It leaves two thirds of the time to
// readers.
func (r *Room) background(ctx context.Context) {
	defer r.library.KeepShares()
	for done := int64(-1); ctx.Err() == nil; {
		generation := r.library.Generation()
		if generation == done {
			wait(ctx, 2*time.Second)
			continue
		}
		all, err := r.library.List(ctx, concordance.Filter{})
		if err != nil {
			r.log.Warn("how new the documents are cannot be worked out yet", "why", err)
			wait(ctx, time.Minute)
			continue
		}
		sortEditions(all, "new")
		for i := range all {
			if r.library.Generation() != generation || ctx.Err() != nil {
				break
			}
			if r.library.Shares(&all[i]) != nil {
				continue
			}
			began := time.Now()
			if err := r.workOutShares(ctx, &all[i]); err != nil && ctx.Err() == nil {
				r.log.Warn("how new a document is cannot be worked out", "edition", all[i].Address, "why", err)
			}
			wait(ctx, 2*time.Since(began))
		}
		if r.library.Generation() == generation {
			done = generation
			r.library.KeepShares()
		}
	}
}

// workOutShares works out how new a document is, and makes an error of what
// breaks down in it.
func (r *Room) workOutShares(ctx context.Context, e *tifa.Edition) (err error) {
	defer concordance.Recover(&err)
	_, err = r.library.WorkOutShares(ctx, e)
	return err
}

func wait(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
