package library

import (
	"context"
	"slices"
	"sync"

	"tifa"
	"tifa/discourse"
)

// records keeps the editions of the library as they were read last: every page
// asks for all of them several times, and reading 4,400 takes 25 ms. So too the
// catalogue of their titles and numbers, which takes 100 ms.
type records struct {
	mu         sync.Mutex
	generation int64
	editions   []tifa.Edition
	catalogue  func() *discourse.Catalogue // of these editions; made when it is first asked for
}

// editionsNow are all editions in the order of date and address. The slice is
// the caller's own.
func (l *Library) editionsNow(ctx context.Context) ([]tifa.Edition, error) {
	all, err := l.editionsRead(ctx)
	return slices.Clone(all), err
}

// editionsRead is editionsNow for those who change nothing in it.
func (l *Library) editionsRead(ctx context.Context) ([]tifa.Edition, error) {
	r := &l.records
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.readAgain(ctx, l); err != nil {
		return nil, err
	}
	return r.editions, nil
}

// catalogueNow finds editions by their titles and numbers.
func (l *Library) catalogueNow(ctx context.Context) (*discourse.Catalogue, error) {
	r := &l.records
	r.mu.Lock()
	err := r.readAgain(ctx, l)
	made := r.catalogue
	r.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return made(), nil
}

// readAgain reads the editions if the record has changed since. Whoever calls
// it holds the lock.
func (r *records) readAgain(ctx context.Context, l *Library) error {
	// The generation is read first: should a change come between, what is kept
	// under it is newer, and the next question reads again.
	generation, err := l.store.Generation(ctx)
	if err != nil {
		return err
	}
	if r.editions != nil && r.generation == generation {
		return nil
	}
	editions, err := l.store.Editions(ctx)
	if err != nil {
		r.editions = nil
		return err
	}
	r.generation, r.editions = generation, editions
	r.catalogue = sync.OnceValue(func() *discourse.Catalogue { return discourse.NewCatalogue(editions) })
	return nil
}
