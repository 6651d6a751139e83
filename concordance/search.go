package concordance

import (
	"context"
	"slices"
	"sort"
)

// Hit is one occurrence of a query. Positions are those of its segment.
type Hit struct {
	Segment  *Segment
	Doc      int // index in Segment.Docs
	From, To int // positions, end exclusive
}

// Info is what the index knows of the text of a hit.
func (h Hit) Info() *Doc { return &h.Segment.Docs[h.Doc] }

// Each calls yield for every occurrence of q, in no order, until it gives
// false: for those who look at thousands and need no order and no filter.
func (x *Index) Each(ctx context.Context, q *Query, yield func(Hit) bool) (err error) {
	defer Guard(&err)()
	return x.each(ctx, q, Filter{}, yield)
}

// each calls yield for every occurrence of q in texts that f chooses, in no
// order.
func (x *Index) each(ctx context.Context, q *Query, f Filter, yield func(Hit) bool) error {
	for _, s := range x.state.Load().segments {
		c, ok := q.code(s)
		if !ok {
			continue
		}
		more := true
		err := x.matches(ctx, &c, f.Chosen(s), func(m match) bool {
			more = yield(m.hit(s))
			return more
		})
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// match is an occurrence in a segment that is known: its positions, end
// exclusive.
type match struct{ from, to int32 }

func (m match) hit(s *Segment) Hit {
	return Hit{s, s.DocOf(int(m.from)), int(m.from), int(m.to)}
}

// matches calls yield for every occurrence of a query in the chosen texts of
// its segment, in no order. It checks ctx now and then.
func (x *Index) matches(ctx context.Context, c *coded, chosen []bool, yield func(match) bool) error {
	lo, hi := c.ranks()
	n, whole := int32(c.parts[0].len()), c.whole()
	for rank := lo; rank < hi; rank++ {
		if rank&0xFFFF == 0xFFFF {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		from := c.s.SA.At(rank)
		if chosen != nil && !chosen[c.s.DocOf(int(from))] {
			continue
		}
		m := match{from, from + n}
		if !whole {
			end := c.end(int(from), nil)
			if end < 0 {
				continue
			}
			m.to = int32(end)
			if c.exact != 0 {
				same, err := x.exactly(c.query, m.hit(c.s))
				if err != nil {
					return err
				}
				if !same {
					continue
				}
			}
		}
		if !yield(m) {
			return nil
		}
	}
	return ctx.Err()
}

// counts gives, for each text of a segment, how often a query occurs in it.
func (x *Index) counts(ctx context.Context, q *Query, s *Segment, chosen []bool) ([]int32, error) {
	n := make([]int32, len(s.Docs))
	c, ok := q.code(s)
	if !ok {
		return n, nil
	}
	if !c.whole() {
		err := x.matches(ctx, &c, chosen, func(m match) bool {
			n[s.DocOf(int(m.from))]++
			return true
		})
		return n, err
	}
	lo, hi := c.ranks()
	for rank := lo; rank < hi; rank++ {
		n[s.DocOf(int(s.SA.At(rank)))]++
	}
	for i, fits := range chosen {
		if !fits {
			n[i] = 0
		}
	}
	return n, ctx.Err()
}

// exactly says whether a hit stands without the foldings that q switches off.
func (x *Index) exactly(q *Query, h Hit) (bool, error) {
	body, err := x.Body(h.Info().Version)
	if err != nil {
		return false, err
	}
	at := h.From
	for i := range q.parts {
		p := &q.parts[i]
		if p.gap > 0 { // find the run again: the fill is the shortest
			c, _ := q.code(h.Segment)
			var fills []int
			c.end(h.From, &fills)
			gap := 0
			for j := range q.parts[:i] {
				if q.parts[j+1].gap > 0 {
					gap++
				}
			}
			at = fills[2*gap-1]
		}
		text := h.Segment.Span(body, h.Doc, at, at+len(p.tokens)).Of(body)
		want := p.text
		if p.prefix {
			text = cutRunes(text, want)
		}
		if !q.exact.same(text, want) {
			return false, nil
		}
		at += len(p.tokens)
	}
	return true, nil
}

// cutRunes cuts s to as many characters as want has.
func cutRunes(s, want string) string {
	n := len([]rune(want))
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// Count is how often a query occurs and in how many texts.
type Count struct {
	Count    int `json:"count"`
	Editions int `json:"editions"`
}

// Occurrences counts the occurrences of q in texts that f chooses; where
// neither f nor q asks for a look at each, it takes a few binary searches.
func (x *Index) Occurrences(ctx context.Context, q *Query, f Filter) (n int, err error) {
	defer Guard(&err)()
	if f.Empty() && len(q.parts) == 1 && q.exact == 0 {
		for _, s := range x.state.Load().segments {
			if c, ok := q.code(s); ok {
				lo, hi := c.ranks()
				n += hi - lo
			}
		}
		return n, ctx.Err()
	}
	err = x.each(ctx, q, f, func(Hit) bool { n++; return true })
	return n, err
}

// Count counts occurrences and texts.
func (x *Index) Count(ctx context.Context, q *Query, f Filter) (n Count, err error) {
	defer Guard(&err)()
	for _, s := range x.state.Load().segments {
		c, ok := q.code(s)
		if !ok {
			continue
		}
		if lo, hi := c.ranks(); c.whole() && fewHits*(hi-lo) <= len(s.Docs) {
			n.add(s, &f, lo, hi)
			continue
		}
		counts, err := x.counts(ctx, q, s, f.Chosen(s))
		if err != nil {
			return n, err
		}
		for _, count := range counts {
			if count > 0 {
				n.Count += int(count)
				n.Editions++
			}
		}
	}
	return n, nil
}

// fewHits is how many texts a segment must have for each hit, that the texts of
// the hits alone are held against the filter. Candidates for formulations are
// counted by the hundred, and most are rare.
const fewHits = 8

// add counts the occurrences at a range of ranks in texts that f chooses.
func (n *Count) add(s *Segment, f *Filter, lo, hi int) {
	docs := make([]int, 0, hi-lo)
	for rank := lo; rank < hi; rank++ {
		docs = append(docs, s.DocOf(int(s.SA.At(rank))))
	}
	slices.Sort(docs)
	for i := 0; i < len(docs); {
		from := i
		for i < len(docs) && docs[i] == docs[from] {
			i++
		}
		if f.Fits(&s.Docs[docs[from]]) {
			n.Count += i - from
			n.Editions++
		}
	}
}

// First is the first occurrence by date, nil if there is none. Texts without
// a date come last.
func (x *Index) First(ctx context.Context, q *Query, f Filter) (h *Hit, err error) {
	defer Guard(&err)()
	return x.extreme(ctx, q, f, func(s *Segment, lo, hi int) int { return s.Least(lo, hi) },
		func(h, best Hit) bool { return byDate(h, best) < 0 })
}

// Last is the last occurrence by date, among texts with a date if there are
// any.
func (x *Index) Last(ctx context.Context, q *Query, f Filter) (h *Hit, err error) {
	defer Guard(&err)()
	return x.extreme(ctx, q, f, (*Segment).last, func(h, best Hit) bool {
		if dated := !h.Info().Date.IsZero(); dated == best.Info().Date.IsZero() {
			return dated
		}
		return byDate(h, best) > 0
	})
}

// extreme finds the hit that is better than all others. quick finds the best
// position of a range of ranks that is not empty without a look at each.
func (x *Index) extreme(ctx context.Context, q *Query, f Filter, quick func(s *Segment, lo, hi int) int, better func(h, best Hit) bool) (*Hit, error) {
	var best *Hit
	add := func(h Hit) bool {
		if best == nil || better(h, *best) {
			best = &h
		}
		return true
	}
	if !f.Empty() || len(q.parts) > 1 || q.exact != 0 {
		err := x.each(ctx, q, f, add)
		return best, err
	}
	for _, s := range x.state.Load().segments {
		if c, ok := q.code(s); ok {
			if lo, hi := c.ranks(); lo < hi {
				pos := quick(s, lo, hi)
				add(match{int32(pos), int32(pos + c.parts[0].len())}.hit(s))
			}
		}
	}
	return best, ctx.Err()
}

// Least is the lowest position of a range of ranks that is not empty.
func (s *Segment) Least(lo, hi int) int {
	low := s.SA.At(lo)
	for rank := lo; rank < hi; {
		if rank%extremeRun == 0 && rank+extremeRun <= hi {
			low = min(low, s.lowest.At(rank/extremeRun))
			rank += extremeRun
			continue
		}
		low = min(low, s.SA.At(rank))
		rank++
	}
	return int(low)
}

// last is the highest position, of a range of ranks that is not empty, in a
// text with a date; the highest of all if there is none.
func (s *Segment) last(lo, hi int) int {
	undated := sort.Search(len(s.Docs), func(i int) bool { return s.Docs[i].Date.IsZero() })
	if high := s.highestBelow(lo, hi, s.starts[undated]); high >= 0 {
		return int(high)
	}
	return int(s.highestBelow(lo, hi, s.starts[len(s.Docs)]))
}

// highestBelow is the highest position under bound of a range of ranks, -1 if
// there is none.
func (s *Segment) highestBelow(lo, hi int, bound int32) int32 {
	high := int32(-1)
	for rank := lo; rank < hi; {
		if rank%extremeRun == 0 && rank+extremeRun <= hi {
			if top := s.highest.At(rank / extremeRun); top <= high || top < bound {
				high = max(high, top)
				rank += extremeRun
				continue
			}
		}
		if pos := s.SA.At(rank); pos < bound {
			high = max(high, pos)
		}
		rank++
	}
	return high
}
