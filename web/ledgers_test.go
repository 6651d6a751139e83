package web

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tifa"
	"tifa/library"
	"tifa/store"
)

// queue is ledgers whose work is told when it may end.
type queue struct {
	*ledgers
	began chan string // addresses, when their turn comes
	ends  chan error  // ends the turn
	clock time.Time
}

func newQueue(t *testing.T) *queue {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	q := &queue{began: make(chan string), ends: make(chan error), clock: time.Unix(0, 0)}
	q.ledgers = &ledgers{
		log: slog.New(slog.DiscardHandler), ctx: ctx, stop: stop, made: map[ledgerKey]*ledgerEntry{},
		generation: func() int64 { return 1 }, now: func() time.Time { return q.clock },
		work: func(ctx context.Context, address string) (*library.Ledger, error) {
			q.began <- address
			select {
			case err := <-q.ends:
				return &library.Ledger{Edition: address}, err
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		},
	}
	t.Cleanup(q.close)
	return q
}

// ask asks for a ledger and leaves.
func (q *queue) ask(address string) *ledgerEntry {
	e := q.entry(ledgerKey{address, 1})
	q.leave(e)
	return e
}

// What a reader waits for is made first, then what was asked for last.
func TestLedgerOrder(t *testing.T) {
	q := newQueue(t)
	first := q.ask("first")
	if got := <-q.began; got != "first" {
		t.Fatalf("%s has its turn", got)
	}
	q.ask("left-early")
	waiting := q.entry(ledgerKey{"waiting", 1})
	q.ask("left-late")
	q.ends <- nil
	<-first.done
	var order []string
	for range 3 {
		order = append(order, <-q.began)
		q.ends <- nil
	}
	if want := []string{"waiting", "left-late", "left-early"}; !slices.Equal(order, want) {
		t.Errorf("the order is %v", order)
	}
	if <-waiting.done; waiting.ledger == nil || waiting.ledger.Edition != "waiting" || waiting.err != nil {
		t.Errorf("it is %+v", waiting)
	}
}

// What nobody waits for any more is not made, and what is being made is given
// up when somebody else waits.
func TestLedgersAbandoned(t *testing.T) {
	q := newQueue(t)
	long := q.ask("long")
	<-q.began
	gone := q.ask("gone")
	q.clock = q.clock.Add(ledgerInterest + time.Second)
	now := q.entry(ledgerKey{"now", 1})
	if got := <-q.began; got != "now" {
		t.Errorf("%s has its turn", got)
	}
	for _, e := range []*ledgerEntry{long, gone} {
		if <-e.done; e.ledger != nil || e.err != nil {
			t.Errorf("%s was made: %v", e.key.address, e.err)
		}
	}
	q.ends <- nil
	if <-now.done; now.ledger == nil {
		t.Error("what is waited for was not made")
	}
	if again := q.ask("long"); again == long || <-q.began != "long" {
		t.Error("what was given up is not begun anew")
	}
}

// What fails is tried again by the next question.
func TestLedgerFails(t *testing.T) {
	q := newQueue(t)
	e := q.ask("bad")
	<-q.began
	q.ends <- errors.New("no")
	if <-e.done; e.err == nil {
		t.Error("there is no error")
	}
	if again := q.ask("bad"); again == e || <-q.began != "bad" {
		t.Error("it is not tried again")
	}
}

// A ledger that waits for its turn while the texts change is not made for
// nobody: others are waiting behind it.
func TestLateLedgers(t *testing.T) {
	r := sampleRoom(t)
	generation := r.library.Generation()
	title := "Changed meanwhile"
	if _, err := r.library.Edit(t.Context(), "press-2023.en", store.Change{Title: &title}); err != nil {
		t.Fatal(err)
	}
	late := r.ledgers.entry(ledgerKey{"strategy-2023.zh", generation})
	now := r.ledgers.entry(ledgerKey{"strategy-2023.zh", r.library.Generation()})
	<-late.done
	<-now.done
	if late.ledger != nil || late.err != nil {
		t.Errorf("the old one was made: %v", late.err)
	}
	if now.ledger == nil || now.err != nil {
		t.Errorf("the new one was not made: %v", now.err)
	}
	if n := len(r.ledgers.made); n != 1 {
		t.Errorf("%d are kept", n)
	}
}

// A fault in the ledger, in whatever goroutine, ends neither the server nor the
// page of the text: it says so, and the log names the edition.
func TestLedgerPanics(t *testing.T) {
	dir := t.TempDir()
	var broken atomic.Bool
	var log strings.Builder
	l, err := library.Demo(t.Context(), dir, "test", library.Options{By: "test", Progress: func(what string, _, _ int64, _ string) {
		if broken.Load() && what == "comparing" {
			panic("a hole in the ledger")
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(Config{Library: l, Version: "test", Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		r.Close()
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	broken.Store(true)
	<-r.ledgers.entry(ledgerKey{"strategy-2023.zh", l.Generation()}).done
	if !strings.Contains(log.String(), "strategy-2023.zh") || !strings.Contains(log.String(), "a hole in the ledger") {
		t.Errorf("the log is %s", log.String())
	}
	for _, c := range []struct {
		address string
		status  int
		says    string
	}{
		{"/new/strategy-2023.zh", 500, "could not be worked out"},
		{"/marks/strategy-2023.zh", 200, "could not be worked out"},
		{"/strategy-2023.zh", 200, "渠通则水活"},
		{"/at/strategy-2023.zh?s=4", 200, "evidence-head"},
	} {
		if status, body := get(t, r, c.address); status != c.status || !strings.Contains(body, c.says) || strings.Contains(body, "a hole") {
			t.Errorf("%s: status %d, without %q", c.address, status, c.says)
		}
	}
	page := r.handler(func(context.Context, *request) (reply, error) { panic("a hole in the page") })
	if status, body := get(t, page, "/"); status != 500 || !strings.Contains(body, "Something went wrong here") {
		t.Errorf("a page that breaks down: status %d", status)
	}
	broken.Store(false)
	if l, err := r.ledgers.get(t.Context(), &tifa.Edition{Address: "strategy-2023.zh"}, time.Minute); l == nil || err != nil {
		t.Errorf("it is not tried again: %v", err)
	}
}
