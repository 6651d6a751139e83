package library

import (
	"context"
	"slices"

	"tifa"
	"tifa/concordance"
)

// Query is what search, trend and trace ask for.
type Query struct {
	Phrase string
	Gap    int // tokens that a gap holds at most
	Exact  concordance.Exact
	Filter concordance.Filter
}

// parse reads the phrase of a query, and puts the present addresses for those
// of its filter: a bare work where one edition fits, an address of old. One that
// is not in the library is an error, since nothing would be found in it.
func (l *Library) parse(ctx context.Context, q *Query) (*concordance.Query, error) {
	q.Filter.Editions = slices.Clone(q.Filter.Editions)
	for i, address := range q.Filter.Editions {
		var err error
		if q.Filter.Editions[i], err = l.presentAddress(ctx, address); err != nil {
			return nil, err
		}
	}
	return concordance.Parse(q.Phrase, q.Gap, q.Exact)
}

// SearchOptions say which hits are shown, and how.
type SearchOptions struct {
	Order   concordance.Order
	Context int // code points on either side
	Skip    int
	Limit   int // 0: all
}

// Search tells yield every hit as a line in context.
func (l *Library) Search(ctx context.Context, q Query, o SearchOptions, yield func(concordance.Line) error) error {
	parsed, err := l.parse(ctx, &q)
	if err != nil {
		return err
	}
	hits, err := l.index.Hits(ctx, parsed, q.Filter, o.Order, o.Skip, o.Limit)
	if err != nil {
		return err
	}
	for _, h := range hits {
		if err := ctx.Err(); err != nil {
			return err
		}
		line, err := l.index.Line(h, o.Context)
		if err != nil {
			return err
		}
		if err := yield(line); err != nil {
			return err
		}
	}
	return nil
}

// Counted is how often a phrase occurs.
type Counted struct {
	concordance.Count
	Coverage tifa.Coverage `json:"coverage"`
}

// Count counts the hits of a query.
func (l *Library) Count(ctx context.Context, q Query) (*Counted, error) {
	parsed, err := l.parse(ctx, &q)
	if err != nil {
		return nil, err
	}
	c, err := l.index.Count(ctx, parsed, q.Filter)
	if err != nil {
		return nil, err
	}
	return &Counted{c, l.index.Coverage(q.Filter)}, nil
}

// Trend is the use of a phrase over time.
type Trend struct {
	Phrase   string        `json:"phrase"`
	By       string        `json:"by"`
	Points   []tifa.Point  `json:"points"`
	Coverage tifa.Coverage `json:"coverage"`
}

// Trend counts a query by period.
func (l *Library) Trend(ctx context.Context, q Query, by string) (*Trend, error) {
	parsed, err := l.parse(ctx, &q)
	if err != nil {
		return nil, err
	}
	period, err := concordance.ParsePeriod(by)
	if err != nil {
		return nil, err
	}
	if err := l.attestedLangs(ctx, parsed, &q.Filter); err != nil {
		return nil, err
	}
	points, err := l.index.Trend(ctx, parsed, q.Filter, period)
	if err != nil {
		return nil, err
	}
	if by == "" {
		by = "year"
	}
	return &Trend{q.Phrase, by, points, l.index.Coverage(q.Filter)}, nil
}

// attestedLangs limits a filter without languages to those in which the query
// is attested, if it is anywhere: the uses are the same, but what they are
// counted against is then not diluted by texts that could not have the phrase.
func (l *Library) attestedLangs(ctx context.Context, q *concordance.Query, f *concordance.Filter) error {
	if len(f.Langs) > 0 {
		return nil
	}
	for _, lang := range l.index.Coverage(*f).Langs {
		lang = tifa.BaseLang(lang)
		if slices.Contains(f.Langs, lang) {
			continue
		}
		within := *f
		within.Langs = []string{lang}
		first, err := l.index.First(ctx, q, within)
		if err != nil {
			return err
		}
		if first != nil {
			f.Langs = append(f.Langs, lang)
		}
	}
	return nil
}
