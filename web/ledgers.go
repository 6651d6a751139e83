package web

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"tifa"
	"tifa/concordance"
	"tifa/library"
)

// ledgers keeps the ledgers that readers look at. A long text takes minutes to
// be held against a large library, so that it is done once, whoever asks, goes
// on when a reader leaves, and pages are there without it until it is done.
type ledgers struct {
	library *library.Library
	log     *slog.Logger
	ctx     context.Context //nolint:containedctx // that of the work between requests, which outlives each of them
	stop    context.CancelFunc
	turn    chan struct{} // one is made at a time: each uses all processors
	running sync.WaitGroup

	mu   sync.Mutex
	made map[ledgerKey]*ledgerEntry
	uses int64 // counts questions, to tell which entry was not asked for the longest
}

// ledgerKey is all that a ledger depends on: the edition with its metadata
// and the texts of the library, both of which the generation counts.
type ledgerKey struct {
	address    string
	generation int64
}

type ledgerEntry struct {
	done   chan struct{} // closed when ledger or err is there
	ledger *library.Ledger
	err    error
	used   int64
}

// ledgersKept is how many ledgers are kept in memory; one of an ordinary
// document takes about half a megabyte.
const ledgersKept = 64

func newLedgers(l *library.Library, log *slog.Logger) *ledgers {
	ctx, stop := context.WithCancel(context.Background())
	return &ledgers{library: l, log: log, ctx: ctx, stop: stop, turn: make(chan struct{}, 1), made: map[ledgerKey]*ledgerEntry{}}
}

func (c *ledgers) close() {
	c.stop()
	c.running.Wait()
}

// get gives the ledger of an edition, nil if it is not there after a while. It
// is then being made, and will be there when it is asked for again.
func (c *ledgers) get(ctx context.Context, e *tifa.Edition, patience time.Duration) (*library.Ledger, error) {
	entry := c.entry(ledgerKey{e.Pinned(), c.library.Generation()})
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

func (c *ledgers) entry(key ledgerKey) *ledgerEntry {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.uses++
	entry := c.made[key]
	if entry == nil {
		entry = &ledgerEntry{done: make(chan struct{})}
		c.made[key] = entry
		c.forget()
		c.running.Go(func() { c.make(key, entry) })
	}
	entry.used = c.uses
	return entry
}

// make makes a ledger. One that failed is forgotten, so that the next question
// tries again; so is one whose turn came when the texts had changed, which
// nobody will ask for: who waits for it asks for the new one.
func (c *ledgers) make(key ledgerKey, entry *ledgerEntry) {
	defer close(entry.done)
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-c.ctx.Done():
		entry.err = c.ctx.Err()
		return
	}
	late := c.library.Generation() != key.generation
	if !late {
		entry.ledger, entry.err = c.library.New(c.ctx, key.address, library.NewOptions{}, library.Uploads(nil))
	}
	if late || entry.err != nil {
		c.mu.Lock()
		delete(c.made, key)
		c.mu.Unlock()
	}
}

// forget drops what was not asked for the longest. What is being made stays:
// somebody waits for it.
func (c *ledgers) forget() {
	for len(c.made) > ledgersKept {
		var oldest ledgerKey
		var found *ledgerEntry
		for key, entry := range c.made {
			select {
			case <-entry.done:
				if found == nil || entry.used < found.used {
					oldest, found = key, entry
				}
			default:
			}
		}
		if found == nil {
			return
		}
		delete(c.made, oldest)
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
			r.log.Warn("how new the documents are cannot be worked out", "why", err)
			return
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
			if _, err := r.library.WorkOutShares(ctx, &all[i]); err != nil && ctx.Err() == nil {
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

func wait(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
