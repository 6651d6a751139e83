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

// Of is the period of a date; a date that is less exact is a period of its
// own.
func (p Period) Of(d tifa.Date) tifa.Date {
	switch p {
	case Year:
		d.Month, d.Day = 0, 0
	case Month:
		d.Day = 0
	}
	return d.Stated()
}

// Trend counts a query by period, over every period that has texts, in the
// order of time. Texts without a date are not counted.
func (x *Index) Trend(ctx context.Context, q *Query, f Filter, by Period) (points []tifa.Point, err error) {
	defer Guard(&err)()
	periods := map[tifa.Date]*tifa.Point{}
	for _, s := range x.state.Load().segments {
		chosen := f.Chosen(s)
		counts, err := x.counts(ctx, q, s, chosen)
		if err != nil {
			return nil, err
		}
		var at tifa.Date
		var p *tifa.Point // of at; texts stand in the order of dates
		for i := range s.Docs {
			d := &s.Docs[i]
			if d.Date.IsZero() || chosen != nil && !chosen[i] {
				continue
			}
			if period := by.Of(d.Date); period != at {
				at = period
				if p = periods[at]; p == nil {
					p = &tifa.Point{Period: at.String()}
					periods[at] = p
				}
			}
			p.Chars += d.Chars
			p.Count += int(counts[i])
			if counts[i] > 0 {
				p.Editions++
			}
		}
	}
	points = make([]tifa.Point, 0, len(periods))
	for _, p := range periods {
		if p.Chars > 0 {
			p.Per10k = float64(p.Count) * 10000 / float64(p.Chars)
		}
		points = append(points, *p)
	}
	slices.SortFunc(points, func(a, b tifa.Point) int { return cmp.Compare(a.Period, b.Period) })
	return points, nil
}

// Group is the use of a phrase by texts that share something.
type Group struct {
	Name  string // as it first occurs
	Count int
	First Hit
}

// groups counts by name. Names that fold to the same are one; the empty name
// is counted like any other.
type groups map[string]*Group

func (g groups) add(name string, count int, first Hit) {
	key := text.Fold(name)
	had := g[key]
	if had == nil {
		g[key] = &Group{name, count, first}
		return
	}
	had.Count += count
	if byDate(first, had.First) < 0 {
		had.First, had.Name = first, name
	}
}

// sorted gives the groups, most hits first.
func (g groups) sorted() []Group {
	out := make([]Group, 0, len(g))
	for _, group := range g {
		out = append(out, *group)
	}
	slices.SortFunc(out, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), byDate(a.First, b.First), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// Issuers counts the hits of q by issuer, most first.
func (x *Index) Issuers(ctx context.Context, q *Query, f Filter) (out []Group, err error) {
	defer Guard(&err)()
	type use struct {
		count int
		first Hit
	}
	uses := map[*Doc]*use{}
	err = x.each(ctx, q, f, func(h Hit) bool {
		u := uses[h.Info()]
		if u == nil {
			u = &use{first: h}
			uses[h.Info()] = u
		}
		u.count++
		if h.From < u.first.From {
			u.first = h
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	g := groups{}
	for d, u := range uses {
		g.add(d.Issuer, u.count, u.first)
	}
	return g.sorted(), nil
}

// Fillers counts what fills the gaps of q, most first; the fills of several
// gaps are joined by " … ".
func (x *Index) Fillers(ctx context.Context, q *Query, f Filter) (out []Group, err error) {
	defer Guard(&err)()
	g := groups{}
	codes := map[*Segment]coded{}
	var failed error
	err = x.each(ctx, q, f, func(h Hit) bool {
		c, ok := codes[h.Segment]
		if !ok {
			c, _ = q.code(h.Segment)
			codes[h.Segment] = c
		}
		body, err := x.Body(h.Info().Version)
		if err != nil {
			failed = err
			return false
		}
		var fills []int
		c.end(h.From, &fills)
		g.add(x.filler(h, fills, body), 1, h)
		return true
	})
	if err = cmp.Or(failed, err); err != nil {
		return nil, err
	}
	return g.sorted(), nil
}
