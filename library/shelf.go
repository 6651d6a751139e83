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
	fetching := newFetching(ctx, l.o.Fetcher, entries)
	defer fetching.Wait()
	defer cancel()

	inputs := make([]input, len(entries))
	said := make(map[string]Stated, len(entries))
	for i := range entries {
		e := &entries[i]
		said[e.URL] = shelfStated(stated, e)
		inputs[i] = input{e.URL, func(ctx context.Context, _ *fetch.Fetcher) (source, error) {
			select {
			case got := <-fetching.got[e.URL]:
				return got.source, got.err
			case <-ctx.Done():
				return source{}, ctx.Err()
			}
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

// fetching is the documents of a shelf on their way.
type fetching struct {
	sync.WaitGroup
	got map[string]chan fetched // by address; each gives one
}

type fetched struct {
	source source
	err    error
}

// newFetching starts to fetch the entries of each host in their order.
func newFetching(ctx context.Context, f *fetch.Fetcher, entries []shelves.Entry) *fetching {
	w := &fetching{got: make(map[string]chan fetched, len(entries))}
	hosts := map[string][]string{}
	var order []string
	for i := range entries {
		address := entries[i].URL
		w.got[address] = make(chan fetched, 1)
		host := ""
		if u, err := url.Parse(address); err == nil {
			host = u.Host
		}
		if hosts[host] == nil {
			order = append(order, host)
		}
		hosts[host] = append(hosts[host], address)
	}
	turns := make(chan struct{}, hostsAtOnce)
	for _, host := range order {
		w.Go(func() {
			select {
			case turns <- struct{}{}:
				defer func() { <-turns }()
			case <-ctx.Done():
				return
			}
			for _, address := range hosts[host] {
				s, err := addressInput(address).read(ctx, f)
				w.got[address] <- fetched{s, err}
			}
		})
	}
	return w
}
