package concordance

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tifa"
	"tifa/text"
)

// Period is the length of a period.
type Period int

// The lengths of periods.
const (
	Year  Period = 4 // characters of a date that names it
	Month Period = 7
	Day   Period = 10
)

// ParsePeriod reads "year", "month" or "day".
func ParsePeriod(s string) (Period, error) {
	switch s {
	case "year", "":
		return Year, nil
	case "month":
		return Month, nil
	case "day":
		return Day, nil
	}
	return 0, fmt.Errorf("--by %s: write year, month or day: %w", s, tifa.ErrUsage)
}

// of is the period of a date; a date that is less exact is a period of its
// own. It is empty for an unknown date.
func (p Period) of(d tifa.Date) string {
	s := d.String()
	return s[:min(int(p), len(s))]
}

// Trend counts a query by period, over every period that has texts, in the
// order of time. Texts without a date are not counted.
func (x *Index) Trend(ctx context.Context, q *Query, f Filter, by Period) ([]tifa.Point, error) {
	t := newTally(by)
	for _, s := range x.state.Load().segments {
		chosen := f.Chosen(s)
		for i := range s.Docs {
			if chosen == nil || chosen[i] {
				t.text(s, i)
			}
		}
	}
	if err := x.each(ctx, q, f, func(h Hit) bool { t.hit(h); return true }); err != nil {
		return nil, err
	}
	return t.points(), nil
}

// tally counts texts and hits by period.
type tally struct {
	by      Period
	periods map[string]*tifa.Point
	docs    map[*Segment][]tallied
}

type tallied struct {
	point *tifa.Point
	hit   bool
}

func newTally(by Period) *tally {
	return &tally{by: by, periods: map[string]*tifa.Point{}, docs: map[*Segment][]tallied{}}
}

func (t *tally) text(s *Segment, doc int) {
	d := &s.Docs[doc]
	name := t.by.of(d.Date)
	if name == "" {
		return
	}
	p := t.periods[name]
	if p == nil {
		p = &tifa.Point{Period: name}
		t.periods[name] = p
	}
	p.Chars += d.Chars
	if t.docs[s] == nil {
		t.docs[s] = make([]tallied, len(s.Docs))
	}
	t.docs[s][doc].point = p
}

func (t *tally) hit(h Hit) {
	docs := t.docs[h.Segment]
	if docs == nil || docs[h.Doc].point == nil {
		return
	}
	d := &docs[h.Doc]
	d.point.Count++
	if !d.hit {
		d.hit = true
		d.point.Editions++
	}
}

func (t *tally) points() []tifa.Point {
	out := make([]tifa.Point, 0, len(t.periods))
	for _, p := range t.periods {
		if p.Chars > 0 {
			p.Per10k = float64(p.Count) * 10000 / float64(p.Chars)
		}
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b tifa.Point) int { return cmp.Compare(a.Period, b.Period) })
	return out
}

// Group is the use of a phrase by texts that share something.
type Group struct {
	Name  string // as it first occurs
	Count int
	First Hit
}

// Groups counts the hits of q by what name gives for each, most first. Names
// that fold to the same are one; the empty name is counted like any other.
func (x *Index) Groups(ctx context.Context, q *Query, f Filter, name func(Hit) (string, error)) ([]Group, error) {
	groups := map[string]*Group{}
	var failed error
	err := x.each(ctx, q, f, func(h Hit) bool {
		n, err := name(h)
		if err != nil {
			failed = err
			return false
		}
		key := text.Fold(n)
		g := groups[key]
		if g == nil {
			groups[key] = &Group{n, 1, h}
			return true
		}
		g.Count++
		if byDate(h, g.First) < 0 {
			g.First, g.Name = h, n
		}
		return true
	})
	if err = cmp.Or(failed, err); err != nil {
		return nil, err
	}
	out := make([]Group, 0, len(groups))
	for _, g := range groups {
		out = append(out, *g)
	}
	slices.SortFunc(out, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), byDate(a.First, b.First), cmp.Compare(a.Name, b.Name))
	})
	return out, nil
}

// Issuers counts the hits of q by issuer.
func (x *Index) Issuers(ctx context.Context, q *Query, f Filter) ([]Group, error) {
	return x.Groups(ctx, q, f, func(h Hit) (string, error) { return h.Info().Issuer, nil })
}

// Fillers counts what fills the gaps of q; the fills of several gaps are
// joined by " … ".
func (x *Index) Fillers(ctx context.Context, q *Query, f Filter) ([]Group, error) {
	codes := map[*Segment]coded{}
	return x.Groups(ctx, q, f, func(h Hit) (string, error) {
		c, ok := codes[h.Segment]
		if !ok {
			c, _ = q.code(h.Segment)
			codes[h.Segment] = c
		}
		body, err := x.Body(h.Info().Version)
		if err != nil {
			return "", err
		}
		var fills []int
		c.end(h.From, &fills)
		return x.filler(h, fills, body), nil
	})
}
