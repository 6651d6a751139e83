// Package library holds the use cases, each one method of Library: Add,
// Import, New, Trace, Search, Compare, Verify and so on. The command line, the
// pages and the HTTP API call these and nothing below them.
//
// It knows every room before it and puts them together. It must not know how
// answers are shown.
package library

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"tifa"
	"tifa/bitext"
	"tifa/concordance"
	"tifa/discourse"
	"tifa/evidence"
	"tifa/fetch"
	"tifa/lineage"
	"tifa/reuse"
	"tifa/store"
)

// Library is an open library. It is safe for use by several goroutines.
type Library struct {
	store *store.Store
	index *concordance.Index
	texts textShelf
	o     Options

	dictionaries shelfOfDictionaries

	corpora corpora

	realigned  recent[[]tifa.Bead]
	checked    recent[[]bitext.Finding]
	explained  recent[[][]string]
	ledgers    recent[[]reuse.Sentence]
	absent     recent[[]lineage.Absent]
	found      foundInTexts
	names      latest[int64, *evidence.Names]   // by the generation that the index shows
	pairs      latest[[2]int64, *pairings]      // by the generations of the record and of people's work
	terms      latest[int64, *termBase]         // by the generation of people's work
	renderings latest[int64, string]            // by the generation of people's work
	memories   latest[string, *bitext.Memory]   // by direction and by what it is made of
	scoped     latest[int64, *scopes]           // by the generation that the index shows
	authority  latest[string, *discourse.Names] // by the library's own table
	tables     latest[string, *statementTables] // by the library's own tables
	counts     latest[string, *discourse.Enumerations]
	fates      fates

	shares  shares
	records records
}

// Options of an open library.
type Options struct {
	By       string           // who acts; stands in every record that a person makes
	Log      *slog.Logger     // nil: nowhere
	Now      func() time.Time // nil: time.Now
	Fetcher  *fetch.Fetcher   // for addresses; nil: one with the usual manners
	Progress Progress         // nil: nobody is told
}

// Progress is told how far long work has come. total is 0 where it is not
// known. unit says what is counted: "files", "bytes", "sentences".
type Progress func(what string, done, total int64, unit string)

// Open opens the library in a folder and makes it if it is not there. Where
// the index is behind the record, or damaged, it is brought up to date.
func Open(ctx context.Context, dir string, o Options) (*Library, error) {
	l, err := open(ctx, dir, o)
	if err != nil {
		return nil, err
	}
	if err := l.sync(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// open opens the library without a look at the state of its index.
func open(ctx context.Context, dir string, o Options) (*Library, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Progress == nil {
		o.Progress = func(string, int64, int64, string) {}
	}
	if o.Fetcher == nil {
		o.Fetcher = fetch.New(fetch.Options{})
	}
	s, err := store.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	l := &Library{store: s, o: o}
	// A text that was changed on disk must not be quoted as if it were whole.
	body := func(version string) (string, error) {
		t, err := l.text(context.WithoutCancel(ctx), &tifa.Edition{Address: "version " + version, Version: version})
		if err != nil {
			return "", err
		}
		return t.Body, nil
	}
	folder := indexDir(s.Dir())
	l.index, err = concordance.Open(folder, body)
	if errors.Is(err, tifa.ErrDamaged) || errors.Is(err, concordance.ErrNoIndex) {
		o.Log.Warn("the index cannot be used and is made again", "why", err)
		if err = concordance.Clear(folder); err == nil {
			l.index, err = concordance.Open(folder, body)
		}
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return l, nil
}

// Close ends the use of the library.
func (l *Library) Close() error {
	return errors.Join(l.index.Close(), l.store.Close())
}

// Dir is the folder of the library.
func (l *Library) Dir() string { return l.store.Dir() }

// syncAttempts is how often sync begins anew when somebody removed a text that
// it was about to index.
const syncAttempts = 10

// sync brings the index up to the record: after a change, and after one that
// was broken off before it came to the index.
func (l *Library) sync(ctx context.Context) error {
	for try := 1; ; try++ {
		generation, err := l.store.Generation(ctx)
		if err != nil || generation == l.index.Record() {
			return err
		}
		err = l.index.Update(ctx, func() (*concordance.Change, error) { return l.behind(ctx) })
		if err == nil {
			return nil
		}
		now, _ := l.store.Generation(ctx)
		if now == generation || try == syncAttempts || ctx.Err() != nil {
			return fmt.Errorf("the texts are stored, but the index could not be written; the next command tries again: %w", err)
		}
	}
}

// behind is what the index lacks of the record, nil if nothing. It is asked
// for while no other process writes the index, so that a record that is older
// than the one indexed last is never put in its place.
func (l *Library) behind(ctx context.Context) (*concordance.Change, error) {
	generation, err := l.store.Generation(ctx)
	if err != nil || generation == l.index.Record() {
		return nil, err
	}
	editions, err := l.store.Editions(ctx)
	if err != nil {
		return nil, err
	}
	c := &concordance.Change{Record: generation, Load: l.store.Text}
	indexed := map[string]*concordance.Doc{}
	l.index.Docs(func(d *concordance.Doc) bool {
		indexed[d.Edition] = d
		return true
	})
	var total, done int64
	for i := range editions {
		e := &editions[i]
		d := indexed[e.Address]
		delete(indexed, e.Address)
		if d == nil || !d.Same(e) {
			c.Add = append(c.Add, e)
			total += int64(e.Chars)
		}
	}
	c.Remove = slices.Sorted(maps.Keys(indexed))
	c.Progress = func(chars int) {
		done += int64(chars)
		l.o.Progress("indexing", done, total, "characters")
	}
	return c, nil
}

// now is the present moment as records keep it.
func (l *Library) now() string { return l.o.Now().UTC().Format(time.RFC3339) }

// indexDir is the folder of the index in that of a library.
func indexDir(dir string) string { return filepath.Join(dir, "index") }
