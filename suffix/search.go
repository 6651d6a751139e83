package suffix

// Sorted is a sequence of ids with its suffix array, as they lie on a disk.
// Searches in it do not panic whatever the numbers are; if they are damaged the
// answers are wrong.
//
// A pattern that holds an id below 1 occurs nowhere: boundaries are not matched,
// and the caller may give -1 for what has no id.
type Sorted struct {
	Text Packed // ids
	SA   Packed // positions in Text
}

// Range returns the half-open range of ranks whose suffixes begin with pattern.
// It is empty if there are none.
func (x Sorted) Range(pattern []int32) (lo, hi int) {
	return x.Narrow(0, x.SA.Len(), 0, pattern)
}

// Narrow is Range within the ranks lo to hi (exclusive), whose suffixes are
// known to begin with the first known ids of pattern.
func (x Sorted) Narrow(lo, hi, known int, pattern []int32) (int, int) {
	if matchable(pattern) < len(pattern) {
		return lo, lo
	}
	// below and above are how many ids the suffixes next to the range share with
	// the pattern; all between share at least the smaller (Manber and Myers).
	below, above := known, known
	found := -1
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		n, less := x.match(mid, pattern, min(below, above))
		if n == len(pattern) {
			found = mid
			break
		}
		if less {
			lo, below = mid+1, n
		} else {
			hi, above = mid, n
		}
	}
	if found < 0 {
		return lo, lo
	}
	for end := found; lo < end; {
		mid := int(uint(lo+end) >> 1)
		if n, _ := x.match(mid, pattern, below); n == len(pattern) {
			end = mid
		} else {
			lo, below = mid+1, n
		}
	}
	for start := found + 1; start < hi; {
		mid := int(uint(start+hi) >> 1)
		if n, _ := x.match(mid, pattern, above); n == len(pattern) {
			start = mid + 1
		} else {
			hi, above = mid, n
		}
	}
	return lo, hi
}

// Refine narrows the ranks lo to hi (exclusive), whose suffixes begin with the
// same k ids, to those that go on with id.
func (x Sorted) Refine(lo, hi, k int, id int32) (int, int) {
	return x.Between(lo, hi, k, id, id)
}

// Between narrows the ranks lo to hi (exclusive), whose suffixes begin with the
// same k ids, to those that go on with an id from first to last, both included.
func (x Sorted) Between(lo, hi, k int, first, last int32) (int, int) {
	first = max(first, 1)
	if last < first {
		return lo, lo
	}
	lo = x.bound(lo, hi, k, int(first))
	return lo, x.bound(lo, hi, k, int(last)+1)
}

// bound is the first rank from lo to hi whose suffix goes on after k ids with at
// least id, which is above 0; or hi.
func (x Sorted) bound(lo, hi, k, id int) int {
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		c := 0 // the end sorts as a boundary
		if at := x.position(mid) + k; at < x.Text.Len() {
			c = int(x.Text.At(at))
		}
		if c < id {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// Longest returns how many of the first ids of pattern occur together, and the
// rank of a suffix that begins with them. Asked at each position of a text it
// gives its matching statistics. If not even the first id occurs both are 0.
func (x Sorted) Longest(pattern []int32) (length, rank int) {
	pattern = pattern[:matchable(pattern)]
	lo, hi := 0, x.SA.Len()
	below, above := 0, 0
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		n, less := x.match(mid, pattern, min(below, above))
		if n > length {
			length, rank = n, mid
		}
		switch {
		case n == len(pattern):
			return length, rank
		case less:
			lo, below = mid+1, n
		default:
			hi, above = mid, n
		}
	}
	return length, rank
}

// match tells how many ids the suffix of a rank and pattern share, the first
// known of which need no look, and if they are not the whole pattern whether
// the suffix sorts before it.
func (x Sorted) match(rank int, pattern []int32, known int) (n int, less bool) {
	p := x.position(rank)
	rest := min(len(pattern), x.Text.Len()-p)
	for n = known; n < rest; n++ {
		if c := x.Text.At(p + n); c != pattern[n] {
			return n, c < pattern[n]
		}
	}
	return n, true
}

// position is where the suffix of a rank begins, or the end if that is damaged.
func (x Sorted) position(rank int) int {
	return min(int(uint32(x.SA.At(rank))), x.Text.Len())
}

// matchable is how many ids of pattern come before the first that cannot match.
func matchable(pattern []int32) int {
	for i, id := range pattern {
		if id < 1 {
			return i
		}
	}
	return len(pattern)
}
