package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// More readers than there are places all get their answers, each of which is
// worked out once: nobody is pushed out by those who come later.
func TestWorkedForMany(t *testing.T) {
	r := sampleRoom(t)
	r.worked.patience = 5 * time.Millisecond
	const readers = 60
	var begun, now, most, answered atomic.Int64
	var busy atomic.Bool
	work := func(ctx context.Context, _ progress) (*int, error) {
		begun.Add(1)
		n := now.Add(1)
		defer now.Add(-1)
		for m := most.Load(); n > m; m = most.Load() {
			most.CompareAndSwap(m, n)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(20 * time.Millisecond):
			return new(int), nil
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var all sync.WaitGroup
	for i := range readers {
		all.Go(func() {
			q := &request{Request: httptest.NewRequestWithContext(ctx, http.MethodGet, "/render", nil)}
			for {
				value, working, err := soon(ctx, r, q, "question "+strconv.Itoa(i), r.library.State, work)
				switch {
				case err != nil:
					t.Errorf("reader %d: %v", i, err)
					return
				case value != nil:
					answered.Add(1)
					return
				}
				// As the script of the page does: it asks for the page again
				// when there is no reason to wait.
				for status := http.StatusAccepted; status == http.StatusAccepted && ctx.Err() == nil; {
					time.Sleep(5 * time.Millisecond)
					if status, _ = get(t, r, working.Poll); status == http.StatusAccepted {
						busy.Store(true)
					}
				}
			}
		})
	}
	all.Wait()
	if answered.Load() != readers || begun.Load() != readers || most.Load() > answersAtOnce || !busy.Load() {
		t.Errorf("%d of %d readers have an answer; %d begun, up to %d at a time; anybody had to wait: %v", answered.Load(), readers, begun.Load(), most.Load(), busy.Load())
	}
}

// What is worked out and taken makes room for others; what is broken off is
// begun once more for the reader who comes then, and not again and again.
func TestWorkedMakesRoom(t *testing.T) {
	r := sampleRoom(t)
	q := &request{Request: httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/render", nil)}
	ask := func(question string, err error) (*int, *workingView, int) {
		t.Helper()
		begun := 0
		value, working, told := soon(t.Context(), r, q, question, r.library.State, func(context.Context, progress) (*int, error) {
			begun++
			return new(int), err
		})
		if told != nil {
			t.Fatal(told)
		}
		return value, working, begun
	}
	for i := range 2 * answersKept {
		if value, _, begun := ask(strconv.Itoa(i), nil); value == nil || begun != 1 {
			t.Fatalf("question %d: %v, begun %d times", i, value, begun)
		}
	}
	if n := len(r.worked.made); n != answersKept {
		t.Errorf("%d answers are kept, want %d", n, answersKept)
	}
	if _, _, begun := ask(strconv.Itoa(2*answersKept-1), nil); begun != 0 {
		t.Error("an answer that is kept was worked out again")
	}
	if value, working, begun := ask("broken off", context.Canceled); value != nil || working == nil || begun != 2 {
		t.Errorf("broken off: %v, %v, begun %d times", value, working, begun)
	}
}
