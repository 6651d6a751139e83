package reuse

// needle is a sequence to be searched for in others, with errors, by the
// bit-vectors of Myers 1999 in the blocks of Hyyrö 2003: a column of the edit
// matrix is a few machine words.
type needle struct {
	span     run // tokens of the text at hand that it was made from
	ids      []int32
	forward  *cmpMasks
	backward *cmpMasks // of the reversed sequence; nil until it is needed
	up, down []uint64
}

func (n *needle) set(span run, ids []int32) {
	*n = needle{span: span, ids: ids, forward: cmpMasksOf(ids), up: n.up, down: n.down}
}

// begin sets the column before the first: every row costs one more than the
// row above.
func (n *needle) begin() {
	n.up, n.down = n.up[:0], n.down[:0]
	for range n.forward.blocks {
		n.up, n.down = append(n.up, ^uint64(0)), append(n.down, 0)
	}
}

// column moves on by one column, whose token has the mask eq, and tells by
// how much the last row changes. With carry 0 the first row costs nothing
// (the sequence may begin anywhere), with 1 it grows.
func (n *needle) column(eq []uint64, carry uint64) int {
	last := len(eq) - 1
	bit := uint(len(n.ids)-1) & 63
	carryUp, carryDown := carry, uint64(0)
	change := 0
	for i, e := range eq {
		pv, mv := n.up[i], n.down[i]
		xv := e | mv
		e |= carryDown
		xh := (((e & pv) + pv) ^ pv) | e
		ph := mv | ^(xh | pv)
		mh := pv & xh
		if i == last {
			change = int(ph>>bit&1) - int(mh>>bit&1)
		}
		nextUp, nextDown := ph>>63, mh>>63
		ph = ph<<1 | carryUp
		mh = mh<<1 | carryDown
		n.up[i] = mh | ^(xv | ph)
		n.down[i] = ph & xv
		carryUp, carryDown = nextUp, nextDown
	}
	return change
}

// least is the least edit distance to a stretch of b, which may be empty.
func (n *needle) least(b []int32) int {
	n.begin()
	d := len(n.ids)
	best := d
	for _, id := range b {
		d += n.column(n.forward.of(id), 0)
		best = min(best, d)
	}
	return best
}

// shortest finds the shortest stretch of b whose distance is the least, which
// the caller knows, so that it begins and ends with tokens of the sequence;
// the first of several.
func (n *needle) shortest(b []int32, least int) (from, to int) {
	var ends []int
	n.begin()
	d := len(n.ids)
	for j, id := range b {
		if d += n.column(n.forward.of(id), 0); d == least {
			ends = append(ends, j+1)
		}
	}
	if n.backward == nil {
		reversed := make([]int32, len(n.ids))
		for i, id := range n.ids {
			reversed[len(n.ids)-1-i] = id
		}
		n.backward = cmpMasksOf(reversed)
	}
	for _, end := range ends {
		n.begin()
		d := len(n.ids)
		// A stretch with this distance is no longer than the two together, and
		// one that is not shorter than the best so far is of no use.
		most := min(end, len(n.ids)+least)
		if to > from {
			most = min(most, to-from-1)
		}
		for size := 1; size <= most; size++ {
			if d += n.column(n.backward.of(b[end-size]), 1); d == least {
				from, to = end-size, end
				break
			}
		}
	}
	return from, to
}
