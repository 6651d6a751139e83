package library

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"

	"tifa"
	"tifa/bitext"
	"tifa/concordance"
)

// LineWith is a hit in context and the passage that translates its sentence.
type LineWith struct {
	concordance.Line
	Counterpart *Beside `json:"counterpart"` // nil: the text has no translation into the language, or the sentence no counterpart
}

// Beside is the counterpart of a hit.
type Beside struct {
	Edition     string    `json:"edition"`
	Date        tifa.Date `json:"date"`
	Sentences   []int     `json:"sentences"`
	Text        string    `json:"text"`
	Start       *int      `json:"start"` // code points of Text that probably stand for the phrase; nil: not clear which
	End         *int      `json:"end"`
	Probability float64   `json:"probability"` // mean, that the words belong to the phrase
	Source      string    `json:"source"`      // term base or beads
	Score       float64   `json:"score"`       // of the bead
}

// SearchWith tells yield every hit with its counterpart in a language. Of
// several translations of a text that comes first which is official, then the
// latest.
func (l *Library) SearchWith(ctx context.Context, q Query, o SearchOptions, into string, yield func(LineWith) error) error {
	parsed, err := l.parse(ctx, &q)
	if err != nil {
		return err
	}
	hits, err := l.index.Hits(ctx, parsed, q.Filter, o.Order, o.Skip, o.Limit)
	if err != nil {
		return err
	}
	lines := make([]LineWith, len(hits))
	byLang := map[string][]int{} // hits
	var langs []string
	for i, h := range hits {
		if lines[i].Line, err = l.index.Line(h, o.Context); err != nil {
			return err
		}
		lang := tifa.BaseLang(h.Info().Lang)
		if byLang[lang] == nil {
			langs = append(langs, lang)
		}
		byLang[lang] = append(byLang[lang], i)
	}
	for _, lang := range langs {
		if lang == tifa.BaseLang(into) {
			continue
		}
		r, err := l.reading(ctx, lang, into)
		if err != nil {
			return err
		}
		pool, err := l.index.Hits(ctx, parsed, concordance.Filter{Langs: []string{lang}}, concordance.ByDate, 0, pooled)
		if err != nil {
			return err
		}
		if err := r.beside(ctx, q.Phrase, hits, byLang[lang], pool, lines); err != nil {
			return err
		}
	}
	for _, line := range lines {
		if err := yield(line); err != nil {
			return err
		}
	}
	return nil
}

// pooled is how many hits of a phrase are looked at to learn what stands for
// it, beside those that are shown.
const pooled = 300

// beside fills in the counterparts of some hits. pool is hits that help.
func (r *reading) beside(ctx context.Context, phrase string, hits []concordance.Hit, which []int, pool []concordance.Hit, lines []LineWith) error {
	var list []bitext.Occurrence
	var of []*Beside
	for _, i := range which {
		f, x, err := r.best(ctx, hits[i])
		if err != nil {
			return err
		}
		if f == nil {
			continue
		}
		o := f.occurrence(x)
		list = append(list, o)
		b := &Beside{Edition: f.other.Address, Date: f.other.Date, Sentences: x.other, Text: o.Translation, Source: FromBeads, Score: x.score}
		of = append(of, b)
		lines[i].Counterpart = b
	}
	if len(list) == 0 {
		return nil
	}
	for _, h := range pool {
		if slices.ContainsFunc(which, func(i int) bool { return hits[i] == h }) {
			continue
		}
		f, x, err := r.best(ctx, h)
		if err != nil {
			return err
		}
		if f != nil {
			list = append(list, f.occurrence(x))
		}
	}
	found, status := r.counterparts(phrase, list)
	for i, c := range found[:len(of)] {
		of[i].Probability = round(c.Probability)
		if status[i] != "" {
			of[i].Source = FromTerms
		}
		if c.Form == "" || c.Probability < clearFrom {
			continue
		}
		start := utf8.RuneCountInString(of[i].Text[:c.Span.Start])
		end := start + utf8.RuneCountInString(c.Span.Of(of[i].Text))
		of[i].Start, of[i].End = &start, &end
	}
	return nil
}

// best is the bitext in which the counterpart of a hit is looked up; nil if
// there is none.
func (r *reading) best(ctx context.Context, h concordance.Hit) (*face, facing, error) {
	faces, err := r.of(ctx, h.Info().Edition)
	if err != nil || len(faces) == 0 {
		return nil, facing{}, err
	}
	span, _, err := r.l.index.Span(h)
	if err != nil {
		return nil, facing{}, err
	}
	official := func(f *face) int {
		if f.other.Status == "official translation" {
			return 0
		}
		return 1
	}
	faces = slices.Clone(faces)
	slices.SortStableFunc(faces, func(a, b *face) int {
		return cmp.Or(cmp.Compare(official(a), official(b)), compareDates(b.other.Date, a.other.Date))
	})
	for _, f := range faces {
		if x := f.facing(span); len(x.other) > 0 {
			return f, x, nil
		}
	}
	return nil, facing{}, nil
}
