package reuse

import (
	"slices"

	"tifa/text"
)

// pair is a run that two sequences share, to the token.
type pair struct{ a, b, n int }

// sharedRuns gives the runs of equal tokens, in order, in a best alignment of
// a with the stretch r of b.
func sharedRuns(a, b []int32, r run) []pair {
	// cost[i][j] is the edit distance of a[i:] and b[j:], so that the runs come
	// out in order.
	s := b[r.from:r.to]
	width := len(s) + 1
	cost := make([]int32, (len(a)+1)*width)
	for i := len(a); i >= 0; i-- {
		for j := len(s); j >= 0; j-- {
			at := i*width + j
			switch {
			case i == len(a):
				cost[at] = int32(len(s) - j)
			case j == len(s):
				cost[at] = int32(len(a) - i)
			case a[i] == s[j]:
				cost[at] = cost[at+width+1]
			default:
				cost[at] = 1 + min(cost[at+width+1], cost[at+width], cost[at+1])
			}
		}
	}
	var out []pair
	for i, j := 0, 0; i < len(a) && j < len(s); {
		at := i*width + j
		switch {
		case a[i] == s[j]:
			if n := len(out); n > 0 && out[n-1].a+out[n-1].n == i && out[n-1].b+out[n-1].n == r.from+j {
				out[n-1].n++
			} else {
				out = append(out, pair{i, r.from + j, 1})
			}
			i, j = i+1, j+1
		case cost[at] == 1+cost[at+width+1]:
			i, j = i+1, j+1
		case cost[at] == 1+cost[at+width]:
			i++
		default:
			j++
		}
	}
	return out
}

// show chooses what is shown of the text near a best stretch, which shares
// runs with the sentence. The best stretch itself may end in a stray token,
// may lack parts of the sentence that stand beside it in another order, and
// may break off inside a clause.
func (f *finder) show(words []text.Token, ids []int32, near *stretch, shared []pair) (from, to int) {
	last := shared[len(shared)-1]
	from, to = shared[0].b, last.b+last.n
	before, after := f.addMoved(words, ids, near, shared, &from, &to)
	from, to = near.snapLeft(from, before), near.snapRight(to, after)
	for from > 0 && near.joined(from) {
		from--
	}
	for to < len(near.ids) && near.joined(to) {
		to++
	}
	return from, to
}

// joined says whether the punctuation before a word is part of a number.
func (s *stretch) joined(i int) bool { return s.pos[i-1]+1 < s.pos[i] && !s.edge[i] }

// dropStray drops short runs at both ends that are there by chance: farther
// from the others than twice their length, or in another block or clause.
func (f *finder) dropStray(words []text.Token, near *stretch, shared []pair) []pair {
	stray := func(r, left, right pair) bool {
		gap := right.b - left.b - left.n
		block := near.block[left.b+left.n-1] != near.block[right.b]
		clause := false
		for i := left.b + left.n; i <= right.b; i++ {
			clause = clause || near.edge[i]
		}
		return f.runWeight(words[r.a:r.a+r.n]) < .5 && (block || gap > 2*r.n || clause && gap > 0 && r.n <= 2)
	}
	for n := len(shared); n > 1 && stray(shared[n-1], shared[n-2], shared[n-1]); n-- {
		shared = shared[:n-1]
	}
	for len(shared) > 1 && stray(shared[0], shared[0], shared[1]) {
		shared = shared[1:]
	}
	return shared
}

// addMoved widens the stretch from to to of b to the parts of the sentence
// that it has not but that stand beside it. Each must weigh half a shared run,
// and the whole must not grow to more than twice the sentence. It tells how
// many words at the beginning and at the end of the sentence are left that the
// stretch has not.
func (f *finder) addMoved(words []text.Token, ids []int32, near *stretch, shared []pair, from, to *int) (before, after int) {
	b := near.ids
	at := 0
	for i, r := range append(slices.Clone(shared), pair{a: len(ids)}) {
		gap := run{at, r.a}
		at = r.a + r.n
		left := gap.to - gap.from
		for _, side := range near.beside(*from, *to) {
			if f.runWeight(words[gap.from:gap.to]) < .5 {
				break
			}
			inA, inB, n := longestCommon(ids[gap.from:gap.to], b[side.from:side.to])
			wide := run{min(*from, side.from+inB), max(*to, side.from+inB+n)}
			if f.runWeight(words[gap.from+inA:gap.from+inA+n]) >= .5 && wide.to-wide.from <= 2*len(ids) {
				*from, *to = wide.from, wide.to
				left = 0
				break
			}
		}
		if i == 0 {
			before = left
		}
		after = left
	}
	return before, after
}

// beside gives what stands before and after the words from to to in the same
// blocks: a heading is no part of the sentence below it.
func (s *stretch) beside(from, to int) [2]run {
	left, right := from, to
	for left > 0 && s.block[left-1] == s.block[from] {
		left--
	}
	for right < len(s.ids) && s.block[right] == s.block[to-1] {
		right++
	}
	return [2]run{{left, from}, {to, right}}
}

// snapLeft moves an edge to the left by at most so many words, to where a
// clause begins, and lets it stand if none begins there.
func (s *stretch) snapLeft(at, most int) int {
	for i := at; i >= max(0, at-most); i-- {
		if s.edge[i] {
			return i
		}
	}
	return at
}

// snapRight does the same to the right, to where a clause ends.
func (s *stretch) snapRight(at, most int) int {
	for i := at; i < min(len(s.edge), at+most+1); i++ {
		if s.edge[i] {
			return i
		}
	}
	return at
}

// longestCommon finds the longest run that a and b share, the first in b
// among equals: where it begins in a and in b, and its length.
func longestCommon(a, b []int32) (inA, inB, n int) {
	row := make([]int, len(a)+1)
	for j, id := range b {
		corner := 0
		for i := range a {
			corner, row[i+1] = row[i+1], corner+1
			if a[i] != id {
				row[i+1] = 0
			}
			if row[i+1] > n {
				n = row[i+1]
				inA, inB = i+1-n, j+1-n
			}
		}
	}
	return inA, inB, n
}
