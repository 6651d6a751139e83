package concordance

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// Hit is one occurrence of a query. Positions are those of its segment.
type Hit struct {
	Segment  *Segment
	Doc      int // index in Segment.Docs
	From, To int // positions, end exclusive
}

// Info is what the index knows of the text of a hit.
func (h Hit) Info() *Doc { return &h.Segment.Docs[h.Doc] }

// Order is the order of hits.
type Order int

// The orders of hits. Ties are broken by date.
const (
	ByDate  Order = iota // first possible day, edition, start
	ByRight              // what stands from the match on
	ByLeft               // what stands before, from right to left
)

// each calls yield for every occurrence of q in texts that f chooses, in no
// order. It checks ctx now and then.
func (x *Index) each(ctx context.Context, q *Query, f Filter, yield func(Hit) bool) error {
	for _, s := range x.state.Load().segments {
		c, ok := q.code(s)
		if !ok {
			continue
		}
		chosen := f.Chosen(s)
		lo, hi := c.ranks()
		for rank := lo; rank < hi; rank++ {
			if rank&0xFFFF == 0xFFFF {
				if err := ctx.Err(); err != nil {
					return err
				}
			}
			pos := int(s.SA.At(rank))
			doc := s.DocOf(pos)
			if chosen != nil && !chosen[doc] {
				continue
			}
			end := c.end(pos, nil)
			if end < 0 {
				continue
			}
			h := Hit{s, doc, pos, end}
			if c.exact != 0 {
				same, err := x.exactly(q, h)
				if err != nil {
					return err
				}
				if !same {
					continue
				}
			}
			if !yield(h) {
				return nil
			}
		}
	}
	return nil
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
func (x *Index) Occurrences(ctx context.Context, q *Query, f Filter) (int, error) {
	n := 0
	if f.empty() && len(q.parts) == 1 && q.exact == 0 {
		for _, s := range x.state.Load().segments {
			if c, ok := q.code(s); ok {
				lo, hi := c.ranks()
				n += hi - lo
			}
		}
		return n, ctx.Err()
	}
	err := x.each(ctx, q, f, func(Hit) bool { n++; return true })
	return n, err
}

// Count counts occurrences and texts.
func (x *Index) Count(ctx context.Context, q *Query, f Filter) (Count, error) {
	var c Count
	seen := map[*Segment][]bool{}
	err := x.each(ctx, q, f, func(h Hit) bool {
		c.Count++
		docs := seen[h.Segment]
		if docs == nil {
			docs = make([]bool, len(h.Segment.Docs))
			seen[h.Segment] = docs
		}
		if !docs[h.Doc] {
			docs[h.Doc] = true
			c.Editions++
		}
		return true
	})
	return c, err
}

// Hits gives the occurrences from skip on, limit of them at most, in an order.
// A limit of 0 is none.
func (x *Index) Hits(ctx context.Context, q *Query, f Filter, order Order, skip, limit int) ([]Hit, error) {
	top := newTop(order, skip, limit)
	if err := x.each(ctx, q, f, func(h Hit) bool { top.add(h); return true }); err != nil {
		return nil, err
	}
	return top.hits(), nil
}

// First is the first occurrence by date, nil if there is none. Texts without
// a date come last.
func (x *Index) First(ctx context.Context, q *Query, f Filter) (*Hit, error) {
	return x.extreme(ctx, q, f, func(s *Segment, lo, hi int) int { return s.Least(lo, hi) }, -1)
}

// Last is the last occurrence by date, among texts with a date if there are
// any.
func (x *Index) Last(ctx context.Context, q *Query, f Filter) (*Hit, error) {
	return x.extreme(ctx, q, f, nil, 1)
}

// extreme finds the hit that comes first (sign -1) or last (sign 1). quick
// finds the best position of a range of ranks, if that needs no look at each.
func (x *Index) extreme(ctx context.Context, q *Query, f Filter, quick func(s *Segment, lo, hi int) int, sign int) (*Hit, error) {
	var best *Hit
	better := func(h Hit) bool {
		if best == nil {
			return true
		}
		if sign > 0 && h.Info().Date.IsZero() != best.Info().Date.IsZero() {
			return best.Info().Date.IsZero()
		}
		return byDate(h, *best)*sign > 0
	}
	if quick != nil && f.empty() && len(q.parts) == 1 && q.exact == 0 {
		for _, s := range x.state.Load().segments {
			c, ok := q.code(s)
			if !ok {
				continue
			}
			if lo, hi := c.ranks(); lo < hi {
				pos := quick(s, lo, hi)
				if h := (Hit{s, s.DocOf(pos), pos, pos + c.parts[0].len()}); better(h) {
					best = &h
				}
			}
		}
		return best, ctx.Err()
	}
	err := x.each(ctx, q, f, func(h Hit) bool {
		if better(h) {
			best = &h
		}
		return true
	})
	return best, err
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

// CompareHits orders hits by first possible day, edition and start.
func CompareHits(a, b Hit) int { return byDate(a, b) }

func byDate(a, b Hit) int {
	if a.Segment == b.Segment {
		return cmp.Compare(a.From, b.From)
	}
	return cmp.Or(a.Info().order(b.Info()), cmp.Compare(a.From, b.From))
}

// context orders hits by the tokens from the match on, or before it. Within a
// segment ids are compared, between segments the tokens themselves: both are
// the order of bytes.
func (o Order) context(a, b Hit) int {
	const far = 24 // tokens that are looked at
	for i := range far {
		x, y := a.From+i, b.From+i
		if o == ByLeft {
			x, y = a.From-1-i, b.From-1-i
		}
		p, q := a.Segment.at(x), b.Segment.at(y)
		if a.Segment == b.Segment {
			if p != q {
				return cmp.Compare(p, q)
			}
		} else if c := strings.Compare(a.Segment.Key(p), b.Segment.Key(q)); c != 0 {
			return c
		}
		if p == 0 {
			break
		}
	}
	return byDate(a, b)
}

// at is the id at a position; a boundary beyond the ends.
func (s *Segment) at(pos int) int32 {
	if pos < 0 || pos >= s.Text.Len() {
		return 0
	}
	return s.Text.At(pos)
}

func (o Order) compare(a, b Hit) int {
	if o == ByDate {
		return byDate(a, b)
	}
	return o.context(a, b)
}

// top keeps the first hits in an order.
type top struct {
	order      Order
	skip, keep int // keep 0: all
	held       []Hit
	worst      *Hit // hits beyond it need not be kept
}

func newTop(order Order, skip, limit int) *top {
	t := &top{order: order, skip: skip}
	if limit > 0 {
		t.keep = skip + limit
	}
	return t
}

func (t *top) add(h Hit) {
	if t.worst != nil && t.order.compare(h, *t.worst) > 0 {
		return
	}
	t.held = append(t.held, h)
	if t.keep > 0 && len(t.held) >= 2*t.keep+64 {
		t.cut()
	}
}

func (t *top) cut() {
	slices.SortFunc(t.held, t.order.compare)
	if t.keep > 0 && len(t.held) > t.keep {
		t.held = t.held[:t.keep]
		worst := t.held[t.keep-1]
		t.worst = &worst
	}
}

func (t *top) hits() []Hit {
	t.cut()
	return t.held[min(t.skip, len(t.held)):]
}
