package reuse

import (
	"unicode/utf8"

	"tifa"
)

// fateAlignment tells where the parts of an older passage stand in a newer
// one.
type fateAlignment struct {
	a, b  *cmpSequence
	hunks []cmpHunk
	to    []int // the token of b that a token of a became; -1: none
}

func (x *fateAlignment) align() {
	x.hunks = cmpScript(x.a.ids, x.b.ids)
	x.to = cmpFill(len(x.a.ids))
	a, b := 0, 0
	same := func(until int) {
		for ; a < until; a, b = a+1, b+1 {
			x.to[a] = b
		}
	}
	for _, h := range x.hunks {
		same(h.a0)
		a, b = h.a1, h.b1
	}
	same(len(x.a.ids))
}

// place is where a span of the older passage stands in the newer one; false
// where nothing is left of it.
func (x *fateAlignment) place(span tifa.Span) (tifa.Span, bool) {
	i, j := x.tokens(span)
	first, last := -1, -1
	for k := i; k < j; k++ {
		if x.to[k] >= 0 {
			if first < 0 {
				first = k
			}
			last = k
		}
	}
	if first < 0 {
		return x.replaced(i, j)
	}
	from, to := x.to[first], x.to[last]
	start, end := x.b.tokens[from].Start, x.b.tokens[to].End
	if h := x.before(first); first > i && h.a0 >= i && h.b0 < h.b1 {
		start = x.b.tokens[h.b0].Start // its beginning was reworded
	} else if first == i {
		start += x.inside(i, from, span.Start-x.a.tokens[i].Start, false)
	}
	if h := x.after(last); last < j-1 && h.a1 <= j && h.b0 < h.b1 {
		end = x.b.tokens[h.b1-1].End
	} else if last == j-1 {
		end -= x.inside(last, to, x.a.tokens[last].End-span.End, true)
	}
	return tifa.Span{Start: start, End: end}, start < end
}

// tokens is the tokens that a span touches, the last excluded.
func (x *fateAlignment) tokens(span tifa.Span) (i, j int) {
	for i < len(x.a.tokens) && x.a.tokens[i].End <= span.Start {
		i++
	}
	for j = i; j < len(x.a.tokens) && x.a.tokens[j].Start < span.End; {
		j++
	}
	return i, j
}

// inside is how many bytes of token k of b stand before, or with fromEnd
// behind, the place where a span begins or ends that does so as many bytes
// inside token i of a. Both must have as many characters.
func (x *fateAlignment) inside(i, k, offset int, fromEnd bool) int {
	a := x.a.text[x.a.tokens[i].Start:x.a.tokens[i].End]
	b := []rune(x.b.text[x.b.tokens[k].Start:x.b.tokens[k].End])
	if offset <= 0 || offset >= len(a) || utf8.RuneCountInString(a) != len(b) {
		return 0 // also where the span takes in the space beside the token
	}
	if fromEnd {
		return len(string(b[len(b)-utf8.RuneCountInString(a[len(a)-offset:]):]))
	}
	return len(string(b[:utf8.RuneCountInString(a[:offset])]))
}

// before is the change that ends where token i of a begins, after the one that
// begins where it ends.
func (x *fateAlignment) before(i int) cmpHunk {
	for _, h := range x.hunks {
		if h.a1 == i {
			return h
		}
	}
	return cmpHunk{}
}

func (x *fateAlignment) after(i int) cmpHunk {
	for _, h := range x.hunks {
		if h.a0 == i+1 {
			return h
		}
	}
	return cmpHunk{}
}

// replaced is what stands for tokens i to j of a of which none is left: what
// the change put there that swallowed them, unless it swallowed much more.
func (x *fateAlignment) replaced(i, j int) (tifa.Span, bool) {
	for _, h := range x.hunks {
		if i < j && h.a0 <= i && j <= h.a1 && h.b0 < h.b1 && h.size() <= fateHunk*(j-i)+fateHunkMore {
			return tifa.Span{Start: x.b.tokens[h.b0].Start, End: x.b.tokens[h.b1-1].End}, true
		}
	}
	return tifa.Span{}, false
}
