package library

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"tifa"
	"tifa/reuse"
	"tifa/store"
	"tifa/text"
)

// placing finds the places of notes in the present texts.
type placing struct {
	l     *Library
	homes map[string]*home // by the address and the version of the note
}

// home is the edition that a note is on, as it is now; the edition is nil
// where the library has it no more.
type home struct {
	edition *tifa.Edition
	text    *tifa.Text
}

func (h *home) work(n *store.Note) string {
	if h.edition == nil {
		return n.Work
	}
	return h.edition.Work
}

// home finds the edition of a note: by its address, which goes on to name it,
// else by its text, which another edition may have by now.
func (p *placing) home(ctx context.Context, n *store.Note) (*home, error) {
	key := n.Edition + "@" + n.Version
	if h := p.homes[key]; h != nil {
		return h, nil
	}
	h := &home{}
	e, t, err := p.l.edition(ctx, n.Edition)
	if errors.Is(err, tifa.ErrNotFound) {
		var holder string
		if holder, err = p.l.store.Holder(ctx, n.Version); err != nil {
			return nil, err
		}
		if holder == "" {
			p.homes[key] = h
			return h, nil
		}
		e, t, err = p.l.edition(ctx, holder)
	}
	if err != nil {
		return nil, err
	}
	h.edition, h.text = &e, t
	p.homes[key] = h
	return h, nil
}

// placedNote is a note with the edition that it is on.
type placedNote struct {
	tifa.Annotation
	home *home
	at   tifa.Span // its place in the present text, if it has one
}

// shown is a note with its place in the present text. One that is damaged, or
// whose text is, has none: it is shown for what it is, and does not fail what
// others are on. What is wrong is in the log, and tifa verify finds it.
func (p *placing) shown(ctx context.Context, n *store.Note) (placedNote, error) {
	a, err := p.place(ctx, n)
	if !errors.Is(err, tifa.ErrDamaged) {
		return a, err
	}
	p.l.o.Log.Error("a note cannot be shown at its place", "note", n.ID, "why", err)
	a = placedNote{home: &home{}, Annotation: bareNote(n)}
	a.State, a.Address = tifa.PlacedDamaged, n.Edition+":"+n.Passage
	return a, nil
}

// bareNote is a note without a place.
func bareNote(n *store.Note) tifa.Annotation {
	a := tifa.Annotation{
		ID: n.ID, Edition: n.Edition, Version: n.Version, Start: n.Chars.Start, End: n.Chars.End,
		Quote: n.Quote, Before: n.Before, After: n.After, Body: n.Body, BodyLang: text.Detect(n.Body), Lang: n.Lang, By: n.By, At: n.At,
		RemovedBy: n.RemovedBy, RemovedAt: n.RemovedAt, State: tifa.Orphan, Edits: []tifa.Edit{},
	}
	if n.EditedAt != "" {
		a.EditedBy, a.EditedAt = &n.EditedBy, &n.EditedAt
	}
	return a
}

// place is a note with its place in the present text.
func (p *placing) place(ctx context.Context, n *store.Note) (placedNote, error) {
	h, err := p.home(ctx, n)
	if err != nil {
		return placedNote{}, fmt.Errorf("%s: %w", ofAnchor(n.ID), err)
	}
	a := placedNote{home: h, Annotation: bareNote(n)}
	then := tifa.Attestation{Start: n.Chars.Start, End: n.Chars.End, Quote: n.Quote}
	if h.edition != nil {
		a.Edition = h.edition.Address
		then.Date, then.Title = h.edition.Date, h.edition.Title
	}
	then.Edition = a.Edition
	if h.edition != nil && h.edition.Version == n.Version {
		a.Address = a.Edition + ":" + n.Passage
		if n.Span.Start < 0 || n.Span.Start > n.Span.End || n.Span.End > len(h.text.Body) || n.Span.Of(h.text.Body) != n.Quote {
			return a, fmt.Errorf("%s does not have the words of %s: %w; restore a backup", ofAnchor(n.ID), a.Address, tifa.ErrDamaged)
		}
		at := attest(h.edition, h.text, n.Span)
		a.State, a.Now, a.at, a.Similarity = tifa.PlacedExact, &at, n.Span, 1
		return a, nil
	}
	former := tifa.Edition{Address: a.Edition, Version: n.Version, ReplacedBy: n.Version} // for its pinned address
	a.Address = former.Pinned() + ":" + n.Passage
	then.Address, _, _ = strings.Cut(a.Address, ":")
	sentences, _, _ := strings.Cut(n.Passage, ".")
	then.Address += ":" + sentences
	a.Then = &then
	if h.edition == nil {
		return a, nil
	}
	fate, err := p.l.fateOf(ctx, n, h)
	if err != nil {
		return a, err
	}
	if fate.State != reuse.Gone {
		at := attest(h.edition, h.text, fate.Span)
		a.Now, a.at, a.Similarity, a.Edits = &at, fate.Span, fate.Similarity, fate.Edits
	}
	a.State = map[string]string{
		reuse.Exact: tifa.PlacedExact, reuse.Moved: tifa.PlacedMoved, reuse.Changed: tifa.PlacedChanged, reuse.Gone: tifa.Orphan,
	}[fate.State]
	return a, nil
}

// ofAnchor says what is anchored, a note or a claim.
func ofAnchor(id string) string {
	if strings.HasPrefix(id, "c") {
		return "claim " + id
	}
	return "note " + id
}

// fateOf is what became of the passage of a note. Where the version that it
// was read in is not kept any more, because the edition was removed and added
// again, the words that the note keeps must do.
func (l *Library) fateOf(ctx context.Context, n *store.Note, h *home) (reuse.Fate, error) {
	old, err := l.store.Text(ctx, &tifa.Edition{Address: n.Edition, Version: n.Version})
	if err == nil && n.Span.Start >= 0 && n.Span.Start <= n.Span.End && n.Span.End <= len(old.Body) && n.Span.Of(old.Body) == n.Quote {
		fates, err := l.fates.of(ctx, n.Version, h.edition, old, h.text)
		if err != nil {
			return reuse.Fate{}, err
		}
		return fates.Of(n.Span), nil
	}
	if err != nil && !errors.Is(err, tifa.ErrNotFound) {
		l.o.Log.Warn("a former text cannot be read; a passage is placed by its words alone", "of", ofAnchor(n.ID), "why", err)
	}
	at := tifa.Span{Start: len(n.Before), End: len(n.Before) + len(n.Quote)}
	fates, err := reuse.NewFates(ctx, linesOf(n.Before+n.Quote+n.After), h.text, h.edition.Lang)
	if err != nil {
		return reuse.Fate{}, err
	}
	return fates.Of(at), nil
}

// linesOf is a text whose lines are blocks and sentences.
func linesOf(body string) *tifa.Text {
	t := &tifa.Text{Body: body}
	start := 0
	for line := range strings.SplitSeq(body, "\n") {
		span := tifa.Span{Start: start, End: start + len(line)}
		t.Blocks = append(t.Blocks, tifa.Block{Kind: tifa.Paragraph, Span: span})
		if len(line) > 0 {
			t.Sentences = append(t.Sentences, span)
		}
		start = span.End + 1
	}
	return t
}

// fates keeps the comparisons of versions that were asked for last: a page on
// which old notes stand asks for the same ones each time.
type fates struct {
	sync.Mutex
	kept []keptFates // the last asked for is the last
}

type keptFates struct {
	from, to, lang string
	fates          *reuse.Fates
}

func (f keptFates) same(o keptFates) bool {
	return f.from == o.from && f.to == o.to && f.lang == o.lang
}

// mostFates is how many comparisons are kept; each holds two texts.
const mostFates = 8

// of compares two versions, or gives the comparison that is kept. Two that ask
// for the same at once both compare: nobody waits for another's long texts.
func (k *fates) of(ctx context.Context, from string, to *tifa.Edition, a, b *tifa.Text) (*reuse.Fates, error) {
	f := keptFates{from: from, to: to.Version, lang: to.Lang}
	if f.fates = k.find(f); f.fates == nil {
		var err error
		if f.fates, err = reuse.NewFates(ctx, a, b, to.Lang); err != nil {
			return nil, err
		}
	}
	k.keep(f)
	return f.fates, nil
}

func (k *fates) find(f keptFates) *reuse.Fates {
	k.Lock()
	defer k.Unlock()
	for _, have := range k.kept {
		if have.same(f) {
			return have.fates
		}
	}
	return nil
}

// keep puts a comparison at the end, and lets that go which was not asked for
// longest.
func (k *fates) keep(f keptFates) {
	k.Lock()
	defer k.Unlock()
	k.kept = append(slices.DeleteFunc(k.kept, f.same), f)
	if len(k.kept) > mostFates {
		k.kept = slices.Delete(k.kept, 0, 1)
	}
}
