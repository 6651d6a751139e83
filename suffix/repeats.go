package suffix

import (
	"iter"
	"math"
	"slices"
	"sort"
)

// Repeat is a sequence of tokens that occurs more than once.
type Repeat struct {
	Lo, Hi int // its occurrences are the positions sa[Lo:Hi]
	Len    int // in tokens
	Docs   int // how many documents it occurs in
}

// Repeats yields every maximal repeat of at least minLen tokens (at least 1)
// that occurs in at least minDocs documents. Maximal means that its occurrences
// differ in the token after and in the token before; a boundary, the beginning
// and the end differ from everything. Document i begins at starts[i], starts
// ascends from 0. A repeat comes after the longer ones whose ranks lie within
// its own; else the order is that of the ranks.
//
// Maximal repeats are intervals of the LCP array, found bottom up; documents
// are counted by Hui's method (1992): an interval has as many documents as
// occurrences, less one for each pair of successive occurrences in a document
// that meets within it. It takes linear time but for a binary search in the
// stack of open intervals for each such pair, and 4 bytes a document.
func Repeats(s, sa, lcp, starts []int32, minLen, minDocs int) iter.Seq[Repeat] {
	return func(yield func(Repeat) bool) {
		m := newMiner(s, sa, starts)
		for r := 1; r <= len(sa); r++ {
			shared, next := 0, 0
			if r < len(sa) {
				shared = atLeast(lcp[r], minLen)
			}
			if r+1 < len(sa) {
				next = atLeast(lcp[r+1], minLen)
			}
			if !m.close(r, shared, minDocs, yield) {
				return
			}
			if shared > 0 || next > 0 {
				m.count(r)
			}
		}
	}
}

// atLeast is the length of a common prefix, or 0 if it is too short to matter.
func atLeast(shared int32, minLen int) int {
	if int(shared) < minLen {
		return 0
	}
	return int(shared)
}

// interval is an LCP interval whose last rank is not reached yet.
type interval struct {
	lo, length int
	again      int   // occurrences in a document that was counted already
	left       int32 // the token before all its occurrences, or mixed
}

const mixed = -1

// join takes an interval within v, now closed, or an occurrence into account.
func (v *interval) join(again int, left int32) {
	v.again += again
	if v.left != left {
		v.left = mixed
	}
}

// miner sweeps the ranks upwards.
type miner struct {
	s, sa []int32
	docs  documents
	last  []int32    // by document: the rank of its last occurrence so far
	open  []interval // each within the one before; the first, of length 0, holds all
}

func newMiner(s, sa, starts []int32) *miner {
	m := &miner{
		s: s, sa: sa,
		docs: newDocuments(starts, len(sa)),
		last: make([]int32, max(len(starts), 1)),
		open: []interval{{left: mixed}},
	}
	for i := range m.last {
		m.last[i] = -1
	}
	if len(sa) > 0 {
		m.count(0)
	}
	return m
}

// close ends the intervals that hold rank r-1 but not r, which shares so many
// tokens with it, and opens the one that begins with these tokens.
func (m *miner) close(r, shared, minDocs int, yield func(Repeat) bool) bool {
	top := &m.open[len(m.open)-1]
	if shared > top.length {
		m.open = append(m.open, interval{lo: r - 1, length: shared, left: m.left(r - 1)})
		return true
	}
	if top.length == 0 {
		return true
	}
	top.join(0, m.left(r-1))
	for top.length > shared {
		v := *top
		m.open = m.open[:len(m.open)-1]
		top = &m.open[len(m.open)-1]
		docs := r - v.lo - v.again
		if v.left == mixed && docs >= minDocs {
			if !yield(Repeat{Lo: v.lo, Hi: r, Len: v.length, Docs: docs}) {
				return false
			}
		}
		if top.length < shared {
			v.length = shared
			m.open = append(m.open, v)
			return true
		}
		top.join(v.again, v.left)
	}
	return true
}

// count enters rank r into the counts of documents: the innermost interval that
// holds it and the occurrence before in the same document has one to subtract.
func (m *miner) count(r int) {
	doc := m.docs.at(m.sa[r])
	before := int(m.last[doc])
	m.last[doc] = int32(r)
	if before >= 0 && len(m.open) > 1 && before >= m.open[1].lo {
		inner := sort.Search(len(m.open), func(i int) bool { return m.open[i].lo > before }) - 1
		m.open[inner].again++
	}
}

// left is the token before the suffix of rank r.
func (m *miner) left(r int) int32 {
	p := m.sa[r]
	if p == 0 || m.s[p-1] == 0 {
		return mixed
	}
	return m.s[p-1]
}

// maxSample is how many occurrences Entropy looks at.
const maxSample = 4096

// Entropy returns the branching entropies of r in nats: how freely the token
// before it and the token after it vary. Each boundary, beginning or end counts
// as a neighbour of its own kind, so a repeat that always stands alone in its
// block has the highest entropy possible, the logarithm of its occurrences. Of
// more than 4096 occurrences it takes so many at even distances in sa.
func (r Repeat) Entropy(s, sa []int32) (left, right float64) {
	occurrences := r.Hi - r.Lo
	n := min(occurrences, maxSample)
	before, after := make([]int32, n), make([]int32, n)
	for i := range n {
		p := int(sa[r.Lo+i*occurrences/n])
		if p > 0 {
			before[i] = s[p-1]
		}
		if q := p + r.Len; q < len(s) {
			after[i] = s[q]
		}
	}
	slices.Sort(before) // those after are in order, as the suffixes are
	return entropy(before), entropy(after)
}

// entropy of sorted neighbours, where those that are 0 differ from each other.
func entropy(sorted []int32) float64 {
	n := len(sorted)
	sum := 0.0
	for i := 0; i < n; {
		j := i + 1
		for j < n && sorted[j] == sorted[i] {
			j++
		}
		if sorted[i] != 0 {
			sum += float64(j-i) * math.Log(float64(j-i))
		}
		i = j
	}
	if n == 0 {
		return 0
	}
	return math.Log(float64(n)) - sum/float64(n)
}
