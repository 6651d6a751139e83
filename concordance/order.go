package concordance

import (
	"bytes"
	"cmp"
	"context"
	"math"
	"slices"
	"sort"
)

// Order is the order of hits.
type Order int

// The orders of hits. Ties are broken by date.
const (
	ByDate  Order = iota // first possible day, edition, start
	ByRight              // what stands from the match on
	ByLeft               // what stands before, from right to left
)

// contextTokens is how many tokens beyond the match an order by context looks
// at.
const contextTokens = 24

// Hits gives the occurrences from skip on, limit of them at most, in an order.
// A limit of 0 is none.
func (x *Index) Hits(ctx context.Context, q *Query, f Filter, order Order, skip, limit int) (hits []Hit, err error) {
	defer Guard(&err)()
	r := ranking{order: order, far: contextTokens, keep: math.MaxInt}
	if limit > 0 {
		r.keep = skip + limit
	}
	if order == ByRight {
		r.far += len(q.parts[0].tokens)
	}
	for _, s := range x.state.Load().segments {
		c, ok := q.code(s)
		if !ok {
			continue
		}
		found, err := r.search(ctx, x, &c, f.Chosen(s))
		if err != nil {
			return nil, err
		}
		r.merge(s, found)
	}
	return r.hits[min(skip, len(r.hits)):], nil
}

// ranking keeps the first hits in an order.
type ranking struct {
	order Order
	far   int // tokens that an order by context looks at
	keep  int // how many hits
	hits  []Hit
}

// worst is the hit that all better ones have to beat, nil as long as there is
// room for every hit.
func (r *ranking) worst() *Hit {
	if len(r.hits) < r.keep {
		return nil
	}
	return &r.hits[r.keep-1]
}

// search finds the matches in a segment that may be among the first, in their
// order.
func (r *ranking) search(ctx context.Context, x *Index, c *coded, chosen []bool) ([]match, error) {
	lo, hi := c.ranks()
	if c.whole() && r.keep < hi-lo && r.order == ByDate {
		return c.earliest(lo, hi, r.keep, r.bound(c.s), chosen), ctx.Err()
	}
	if c.whole() && r.keep < hi-lo && r.order == ByRight {
		return r.right(c, lo, hi, chosen), ctx.Err()
	}
	compare := func(a, b match) int { return r.compareIn(c.s, a, b) }
	var held []match
	// Once full, held[r.keep-1] is the worst that can be of use, and nearest
	// the token before it: most hits by left context fail at that one.
	full, nearest := false, int32(math.MaxInt32)
	err := x.matches(ctx, c, chosen, func(m match) bool {
		if full && (r.order == ByLeft && c.s.at(int(m.from)-1) > nearest || compare(m, held[r.keep-1]) > 0) {
			return true
		}
		held = append(held, m)
		if len(held)/2-32 > r.keep {
			slices.SortFunc(held, compare)
			held, full = held[:r.keep], true
			nearest = c.s.at(int(held[r.keep-1].from) - 1)
		}
		return true
	})
	slices.SortFunc(held, compare)
	return held[:min(len(held), r.keep)], err
}

// merge adds the matches of a segment, which are in order.
func (r *ranking) merge(s *Segment, found []match) {
	if len(found) == 0 {
		return
	}
	old := r.hits
	r.hits = make([]Hit, 0, min(r.keep, len(old)+len(found)))
	for len(r.hits) < r.keep && len(old)+len(found) > 0 {
		var next Hit
		if len(found) > 0 {
			next = found[0].hit(s)
		}
		if len(found) == 0 || len(old) > 0 && r.compare(old[0], next) < 0 {
			next, old = old[0], old[1:]
		} else {
			found = found[1:]
		}
		r.hits = append(r.hits, next)
	}
}

// bound is the position in s from which on hits are later than the worst.
func (r *ranking) bound(s *Segment) int32 {
	worst := r.worst()
	if worst == nil {
		return math.MaxInt32
	}
	i := sort.Search(len(s.Docs), func(i int) bool { return s.Docs[i].order(worst.Info()) > 0 })
	return s.starts[i]
}

// earliest gives the lowest positions under bound of a range of ranks, in
// ascending order, n of them at most.
func (c *coded) earliest(lo, hi, n int, bound int32, chosen []bool) []match {
	s, size := c.s, int32(c.parts[0].len())
	held := make([]match, 0, 2*n+64)
	cut := func() {
		slices.SortFunc(held, func(a, b match) int { return int(a.from) - int(b.from) })
		if len(held) >= n {
			held = held[:n]
			bound = held[n-1].from
		}
	}
	for rank := lo; rank < hi; {
		run := rank / extremeRun
		end := min(hi, (run+1)*extremeRun)
		if s.lowest.At(run) >= bound {
			rank = end
			continue
		}
		for ; rank < end; rank++ {
			from := s.SA.At(rank)
			if from >= bound || chosen != nil && !chosen[s.DocOf(int(from))] {
				continue
			}
			if held = append(held, match{from, from + size}); len(held) == cap(held) {
				cut()
			}
		}
	}
	cut()
	return held
}

// right takes the first matches by right context, which is the order of ranks
// but for ties.
func (r *ranking) right(c *coded, lo, hi int, chosen []bool) []match {
	var found []match
	worst := r.worst()
	for lo < hi && len(found) < r.keep {
		from := int(c.s.SA.At(lo))
		if worst != nil && compareContext(c.s, worst.Segment, from, worst.From, 1, r.far) > 0 {
			break
		}
		tied := r.tied(c.s, lo, hi)
		found = append(found, c.earliest(lo, tied, r.keep-len(found), math.MaxInt32, chosen)...)
		lo = tied
	}
	return found
}

// tied is the end of the ranks from lo on that have the same context.
func (r *ranking) tied(s *Segment, lo, hi int) int {
	from := int(s.SA.At(lo))
	if lo+1 == hi || compareContext(s, s, from, int(s.SA.At(lo+1)), 1, r.far) != 0 {
		return lo + 1
	}
	ids := make([]int32, 0, r.far)
	for len(ids) < r.far && s.at(from+len(ids)) != 0 {
		ids = append(ids, s.at(from+len(ids)))
	}
	_, end := s.Narrow(lo, hi, 0, ids)
	if len(ids) < r.far { // then a boundary follows, which sorts first
		end, _ = s.Between(lo, end, len(ids), 1, math.MaxInt32-1)
	}
	return max(end, lo+1) // also if the order is damaged
}

// compare orders hits.
func (r *ranking) compare(a, b Hit) int {
	if c := r.context(a.Segment, b.Segment, a.From, b.From); c != 0 {
		return c
	}
	return byDate(a, b)
}

// compareIn orders matches in one segment.
func (r *ranking) compareIn(s *Segment, a, b match) int {
	if c := r.context(s, s, int(a.from), int(b.from)); c != 0 {
		return c
	}
	return cmp.Compare(a.from, b.from)
}

func (r *ranking) context(s, t *Segment, x, y int) int {
	switch r.order {
	case ByRight:
		return compareContext(s, t, x, y, 1, r.far)
	case ByLeft:
		return compareContext(s, t, x-1, y-1, -1, r.far)
	}
	return 0
}

// compareContext compares the tokens of s from position x with those of t from
// y, going by step, until a boundary and far of them at most. Within a segment
// ids are compared, between segments the tokens themselves: both are the order
// of bytes.
func compareContext(s, t *Segment, x, y, step, far int) int {
	for ; far > 0; far-- {
		p, q := s.at(x), t.at(y)
		switch {
		case p == 0 || q == 0:
			return cmp.Compare(p, q)
		case s == t:
			if p != q {
				return cmp.Compare(p, q)
			}
		default:
			if c := bytes.Compare(s.lexicon.bytes(p), t.lexicon.bytes(q)); c != 0 {
				return c
			}
		}
		x += step
		y += step
	}
	return 0
}

// at is the id at a position; a boundary beyond the ends.
func (s *Segment) at(pos int) int32 {
	if pos < 0 || pos >= s.Text.Len() {
		return 0
	}
	return s.Text.At(pos)
}

// CompareHits orders hits by first possible day, edition and start.
func CompareHits(a, b Hit) int { return byDate(a, b) }

func byDate(a, b Hit) int {
	if a.Segment == b.Segment {
		return cmp.Compare(a.From, b.From)
	}
	return cmp.Or(a.Info().order(b.Info()), cmp.Compare(a.From, b.From))
}
