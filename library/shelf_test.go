package library

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tifa/fetch"
	"tifa/shelves"
)

// Behind a host that does not answer only so many documents are fetched as
// there is room for, and everything comes in the order of the shelf.
func TestShelfWaitsForRoom(t *testing.T) {
	const perHost, size = 20, 100
	answer := make(chan struct{})
	var served atomic.Int32
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			<-answer
		}
	}))
	defer slow.Close()
	quick := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		served.Add(1)
		_, _ = fmt.Fprintf(w, "%-*s", size, r.URL.Path)
	}))
	defer quick.Close()
	entries := []shelves.Entry{{URL: slow.URL + "/first"}}
	for i := range perHost {
		entries = append(entries, shelves.Entry{URL: fmt.Sprintf("%s/%d", quick.URL, i)})
	}
	// One lane a host name: the second server gets another one.
	for i := range entries[1:] {
		entries[i+1].URL = strings.Replace(entries[i+1].URL, "127.0.0.1", "localhost", 1)
	}
	w := newFetching(t.Context(), fetch.New(fetch.Options{AllowPrivate: true, MinDelay: -1}), entries, 3*size)
	defer w.Wait()
	waiting := func() int {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.waiting
	}
	for waiting() < 3*size {
		time.Sleep(time.Millisecond)
	}
	if n := served.Load(); n != 3 {
		t.Errorf("%d documents fetched, room was for 3", n)
	}
	close(answer)
	for i := range entries {
		s, err := w.take(t.Context(), i)
		if err != nil || i > 0 && !strings.HasPrefix(string(s.data), fmt.Sprintf("/%d ", i-1)) {
			t.Errorf("place %d: %q, %v", i, s.data, err)
		}
	}
	if waiting() != 0 {
		t.Errorf("%d bytes are still counted", waiting())
	}
}
