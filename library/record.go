package library

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
	"tifa/store"
)

// List gives the editions that a filter chooses, in the order of date and
// address.
func (l *Library) List(ctx context.Context, f concordance.Filter) ([]tifa.Edition, error) {
	editions, err := l.editionsRead(ctx)
	if err != nil {
		return nil, err
	}
	chosen := map[string]bool{}
	l.index.Docs(func(d *concordance.Doc) bool {
		if f.Fits(d) {
			chosen[d.Edition] = true
		}
		return true
	})
	out := make([]tifa.Edition, 0, len(chosen))
	for i := range editions {
		if chosen[editions[i].Address] {
			out = append(out, editions[i])
		}
	}
	return out, nil
}

// Shown is an edition with its division.
type Shown struct {
	tifa.Edition
	History   []store.HistoryEntry `json:"history"`
	Former    []store.Former       `json:"former"` // versions that it had before, the oldest first
	Blocks    []ShownBlock         `json:"blocks"`
	Sentences []ShownSentence      `json:"sentences"` // stands where the record has their number
}

// ShownBlock is a block; Start and End are code points, From and To the
// numbers of its sentences.
type ShownBlock struct {
	Kind  tifa.BlockKind `json:"kind"`
	Level int            `json:"level,omitempty"`
	Start int            `json:"start"`
	End   int            `json:"end"`
	From  int            `json:"from"`
	To    int            `json:"to"`
}

// ShownSentence is a sentence; Start and End are code points.
type ShownSentence struct {
	N       int    `json:"n"`
	Address string `json:"address"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Text    string `json:"text"`
	Now     *Move  `json:"now,omitempty"` // of a former version: what became of it in the present one
}

// Show gives an edition with its blocks and sentences; an address with
// sentences shows these only, and the error wraps tifa.ErrNotFound if the text
// ends before the last of them. Of a former version it says of each sentence
// what became of it.
func (l *Library) Show(ctx context.Context, address string) (*Shown, error) {
	a, err := tifa.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	e, t, err := l.edition(ctx, address)
	if err != nil {
		return nil, err
	}
	if a.To > len(t.Sentences) {
		return nil, noSentence(address, t)
	}
	s := &Shown{Edition: e, Blocks: []ShownBlock{}, Sentences: []ShownSentence{}}
	if s.History, err = l.store.History(ctx, e.Address); err != nil {
		return nil, err
	}
	if s.History == nil {
		s.History = []store.HistoryEntry{}
	}
	if s.Former, err = l.store.Formers(ctx, e.Address); err != nil {
		return nil, err
	}
	points := newPoints(t.Body)
	for _, b := range t.Blocks {
		block := ShownBlock{Kind: b.Kind, Level: b.Level, From: t.SentenceAt(b.Start), To: t.SentenceAt(max(b.Start, b.End-1))}
		if a.From > 0 && (block.To < a.From || block.From > a.To) {
			continue
		}
		block.Start, block.End = points.at(b.Start), points.at(b.End)
		s.Blocks = append(s.Blocks, block)
	}
	points = newPoints(t.Body)
	for i, span := range t.Sentences {
		if n := i + 1; a.From == 0 || n >= a.From && n <= a.To {
			s.Sentences = append(s.Sentences, ShownSentence{
				n, tifa.SentenceAddress(e.Pinned(), n, n), points.at(span.Start), points.at(span.End), span.Of(t.Body), nil,
			})
		}
	}
	if e.ReplacedBy != "" {
		err = l.since(ctx, s, t)
	}
	return s, err
}

// since fills in what became of the sentences of a former version.
func (l *Library) since(ctx context.Context, s *Shown, t *tifa.Text) error {
	now, fresh, err := l.edition(ctx, s.Address)
	if err != nil || len(s.Sentences) == 0 {
		return err
	}
	first, last := s.Sentences[0].N, s.Sentences[len(s.Sentences)-1].N
	fates, err := l.fates.of(ctx, s.Version, &now, t, fresh)
	if err != nil {
		return err
	}
	became := moves(&s.Edition, &now, fresh, fates, first, last)
	for i := range s.Sentences {
		s.Sentences[i].Now = &became.Sentences[i]
	}
	return nil
}

// noSentence tells that a text ends before the sentences of an address.
func noSentence(address string, t *tifa.Text) error {
	return fmt.Errorf("%s: %w; the text has %s", address, tifa.ErrNotFound, plural(len(t.Sentences), "sentence"))
}

// points turns ascending byte offsets of a text into code points.
type points struct {
	body   string
	read   int
	passed int
}

func newPoints(body string) *points { return &points{body: body} }

func (p *points) at(offset int) int {
	p.passed += utf8.RuneCountInString(p.body[p.read:offset])
	p.read = offset
	return p.passed
}

// edition finds an edition, by an address that may name sentences too, and
// its text.
func (l *Library) edition(ctx context.Context, address string) (tifa.Edition, *tifa.Text, error) {
	a, err := tifa.ParseAddress(address)
	if err != nil {
		return tifa.Edition{}, nil, err
	}
	name := a.Edition
	if a.Version != "" {
		name += "@" + a.Version
	}
	e, err := l.store.Edition(ctx, name)
	if err != nil {
		return tifa.Edition{}, nil, err
	}
	t, err := l.text(ctx, &e)
	return e, t, err
}

// Choose finds editions by addresses, as all commands do, and by patterns, in
// which * stands for any characters and ? for one: gwr-*, *.zh. Those of a
// pattern come in the order of date and address, none comes twice. A pattern
// that no address fits is an error.
func (l *Library) Choose(ctx context.Context, args []string) ([]string, error) {
	var out []string
	add := func(address string) {
		if !slices.Contains(out, address) {
			out = append(out, address)
		}
	}
	for _, arg := range args {
		if !strings.ContainsAny(arg, "*?") {
			if err := alone(arg); err != nil {
				return nil, err
			}
			e, err := l.store.Edition(ctx, arg)
			switch {
			case err != nil:
				return nil, err
			case e.ReplacedBy != "": // it is refused where it is changed
				add(arg)
			default:
				add(e.Address)
			}
			continue
		}
		editions, err := l.store.Editions(ctx)
		if err != nil {
			return nil, err
		}
		fits := false
		for i := range editions {
			ok, err := path.Match(arg, editions[i].Address)
			if err != nil {
				return nil, fmt.Errorf("%s: %w: %w", arg, err, tifa.ErrUsage)
			}
			if fits = fits || ok; ok {
				add(editions[i].Address)
			}
		}
		if !fits {
			return nil, fmt.Errorf("%s: no edition fits this pattern: %w", arg, tifa.ErrNotFound)
		}
	}
	return out, nil
}

// Edit changes the metadata of an edition.
func (l *Library) Edit(ctx context.Context, address string, change store.Change) (tifa.Edition, error) {
	editions, err := l.EditAll(ctx, []string{address}, change)
	if err != nil {
		return tifa.Edition{}, err
	}
	return editions[0], nil
}

// EditAll changes the metadata of editions, all or none.
func (l *Library) EditAll(ctx context.Context, addresses []string, change store.Change) ([]tifa.Edition, error) {
	change.By = l.o.By
	for _, address := range addresses {
		if err := alone(address); err != nil {
			return nil, err
		}
	}
	if change.Work != nil {
		id, err := WorkID(*change.Work)
		if err != nil {
			return nil, err
		}
		change.Work = &id
	}
	editions, err := l.store.UpdateAll(ctx, addresses, change)
	if err != nil {
		return nil, err
	}
	return editions, l.sync(ctx)
}

// Remove takes editions out of the library, all or none.
func (l *Library) Remove(ctx context.Context, addresses ...string) error {
	for _, address := range addresses {
		if err := alone(address); err != nil {
			return err
		}
	}
	if err := l.store.RemoveAll(ctx, addresses, l.o.By); err != nil {
		return err
	}
	return l.sync(ctx)
}
