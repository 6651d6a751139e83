package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"sync"

	"tifa/fetch"
	"tifa/shelves"
)

// hostsAtOnce is how many hosts are fetched from at the same time. One host
// is asked one thing at a time.
const hostsAtOnce = 8

// shelfAhead is how many bytes of documents may wait for one that stands
// before them on the shelf, from a slow host. Those on their way come on top.
const shelfAhead = 256 << 20

// AddShelf adds what a shelf names: one that comes with the program, or a file
// of tab-separated columns. What stated leaves out, the shelf says. An address
// that cannot be had is told to yield with its error, and the rest go on.
// Documents are stored in the order of the shelf.
func (l *Library) AddShelf(ctx context.Context, shelf string, stated Stated, yield func(name string, a *Added, err error)) error {
	entries, err := openShelf(shelf)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	fetching := newFetching(ctx, l.o.Fetcher, entries, shelfAhead)
	defer fetching.Wait()
	defer cancel()

	inputs := make([]input, len(entries))
	said := make(map[string]Stated, len(entries))
	for i := range entries {
		e := &entries[i]
		said[e.URL] = shelfStated(stated, e)
		inputs[i] = input{e.URL, func(ctx context.Context, _ *fetch.Fetcher) (source, error) {
			return fetching.take(ctx, i)
		}}
	}
	return l.addInputs(ctx, inputs, func(in input) Stated { return said[in.name] }, yield)
}

// openShelf opens a shelf by its name, else by its path.
func openShelf(shelf string) ([]shelves.Entry, error) {
	entries, unknown := shelves.Open(shelf)
	if !errors.Is(unknown, fs.ErrNotExist) {
		return entries, unknown
	}
	f, err := os.Open(shelf)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, unknown // it says which shelves there are, and that a path may be given
	}
	if err != nil {
		return nil, fmt.Errorf("open the shelf: %w", err)
	}
	defer f.Close()
	return shelves.Parse(f, shelf)
}

// shelfStated is what is stated of a document: by the user, else by its shelf.
func shelfStated(s Stated, e *shelves.Entry) Stated {
	fill := func(to *string, value string) {
		if *to == "" {
			*to = value
		}
	}
	fill(&s.Work, e.Work)
	fill(&s.Lang, e.Lang)
	fill(&s.Title, e.Title)
	fill(&s.Issuer, e.Issuer)
	fill(&s.Kind, e.Kind)
	fill(&s.Status, e.Status)
	if s.Date.IsZero() {
		s.Date = e.Date
	}
	return s
}

// fetching is the documents of a shelf on their way. They are taken in the
// order of the shelf.
type fetching struct {
	sync.WaitGroup
	got []chan fetched // by place on the shelf; each gives one

	mu      sync.Mutex
	moved   *sync.Cond // waiting or next has changed
	waiting int        // bytes fetched and not taken
	next    int        // the place that is taken next
	limit   int        // of waiting
}

type fetched struct {
	source source
	err    error
}

// newFetching starts to fetch the entries of each host in their order. Where
// limit bytes wait to be taken it starts only what is taken next.
func newFetching(ctx context.Context, f *fetch.Fetcher, entries []shelves.Entry, limit int) *fetching {
	w := &fetching{got: make([]chan fetched, len(entries)), limit: limit}
	w.moved = sync.NewCond(&w.mu)
	context.AfterFunc(ctx, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.moved.Broadcast()
	})
	hosts := map[string][]int{}
	var order []string
	for i := range entries {
		w.got[i] = make(chan fetched, 1)
		host := ""
		if u, err := url.Parse(entries[i].URL); err == nil {
			host = u.Host
		}
		if hosts[host] == nil {
			order = append(order, host)
		}
		hosts[host] = append(hosts[host], i)
	}
	turns := make(chan struct{}, hostsAtOnce)
	for _, host := range order {
		w.Go(func() {
			for _, i := range hosts[host] {
				// The room comes first: who waits for it must not keep a turn
				// from the one that is taken next.
				if !w.room(ctx, i) {
					return
				}
				select {
				case turns <- struct{}{}:
				case <-ctx.Done():
					return
				}
				s, err := addressInput(entries[i].URL).read(ctx, f)
				<-turns
				w.count(len(s.data))
				w.got[i] <- fetched{s, err}
			}
		})
	}
	return w
}

// room waits until there is room for what stands at a place; false if ctx
// ended before.
func (w *fetching) room(ctx context.Context, place int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.waiting >= w.limit && place > w.next && ctx.Err() == nil {
		w.moved.Wait()
	}
	return ctx.Err() == nil
}

// count counts bytes that wait, or, below 0, that do no longer.
func (w *fetching) count(bytes int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting += bytes
	w.moved.Broadcast()
}

// take waits for what stands at a place.
func (w *fetching) take(ctx context.Context, place int) (source, error) {
	w.mu.Lock()
	w.next = place
	w.moved.Broadcast()
	w.mu.Unlock()
	select {
	case got := <-w.got[place]:
		w.count(-len(got.source.data))
		return got.source, got.err
	case <-ctx.Done():
		return source{}, ctx.Err()
	}
}
