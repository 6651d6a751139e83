package reuse

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// The thresholds of matching, on similarity as in cmpCorpus.similarity.
const (
	cmpInOrder   = .5 // matched where the order of both texts agrees
	cmpNearBest  = .8 // and at least this share of the best that either has
	cmpOutOf     = .5 // matched out of order: moved
	cmpInGap     = .3 // matched where both stand in the same gap between matches
	cmpInWideGap = .4 // the same for sentences, where the gap may span several units
	cmpHeld      = .4 // of a unit, the share that another must hold in which one of its sentences stands
	cmpLinked    = 5  // and the part of the longer unit, one of so many, that the sentence must be
	cmpInside    = .6 // share of a leftover that its neighbour's counterpart must hold: split, merged
)

const (
	cmpCandidates  = 8  // counterparts looked at for each item
	cmpPostings    = 32 // items looked at for a frequent n-gram, the nearest by place
	cmpMovedTokens = 4  // least length of what may be called moved
)

// cmpGroup is what belongs together: indexes into both lists of items. One
// side may be empty.
type cmpGroup struct {
	a, b  []int
	moved bool
}

// cmpPair is a possible match.
type cmpPair struct {
	a, b       int
	similarity float64
}

// match groups two lists of items: every index of both stands in exactly one
// group.
func (c *cmpCorpus) match(as, bs []*cmpItem) []cmpGroup {
	m := c.matcher(as, bs)
	pairs := m.candidates()
	m.accept(m.chain(m.nearBest(pairs)), false)
	m.accept(m.chain(m.nearBest(m.inGaps(pairs))), false)
	m.acceptMoves(pairs)
	m.accept(m.chain(m.inGaps(pairs)), false)
	m.absorb()
	m.leave()
	return m.groups
}

// extend matches what is still free once some groups are known: those with
// both sides are kept, items in none or in one-sided groups are free.
func (c *cmpCorpus) extend(as, bs []*cmpItem, known []cmpGroup) []cmpGroup {
	m := c.matcher(as, bs)
	for _, g := range known {
		if len(g.a) > 0 && len(g.b) > 0 {
			m.hold(g)
		}
	}
	pairs := m.candidates()
	m.accept(m.chain(m.nearBest(m.inGaps(pairs))), false)
	m.acceptMoves(pairs)
	m.accept(m.chain(m.atLeast(cmpInWideGap, m.inGaps(pairs))), false)
	m.absorb()
	m.leave()
	return m.groups
}

// again matches what is still free once some groups are known, as match ends.
// The known ones come first, but for those of one side.
func (c *cmpCorpus) again(as, bs []*cmpItem, known []cmpGroup, moves bool) []cmpGroup {
	m := c.matcher(as, bs)
	for _, g := range known {
		m.hold(g)
	}
	m.accept(m.chain(m.inGaps(m.candidates())), false)
	m.link(moves)
	m.leave()
	return m.groups
}

// hold keeps a group that is known.
func (m *cmpMatcher) hold(g cmpGroup) {
	for _, a := range g.a {
		m.toB[a] = len(m.groups)
	}
	for _, b := range g.b {
		m.toA[b] = len(m.groups)
	}
	m.groups = append(m.groups, g)
}

// cmpMatcher is the state of one match.
type cmpMatcher struct {
	corpus   *cmpCorpus
	as, bs   []*cmpItem
	toB, toA []int // the group of each item, -1: none yet
	groups   []cmpGroup
}

func (c *cmpCorpus) matcher(as, bs []*cmpItem) *cmpMatcher {
	return &cmpMatcher{corpus: c, as: as, bs: bs, toB: cmpFill(len(as)), toA: cmpFill(len(bs))}
}

func cmpFill(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = -1
	}
	return s
}

// candidates gives, for every free item of the first list, those free ones of
// the second that share most rare n-grams with it, in the order of both lists.
func (m *cmpMatcher) candidates() []cmpPair {
	type posting struct{ b, n int32 }
	postings := make(map[int32][]posting)
	for b, item := range m.bs {
		if m.toA[b] >= 0 {
			continue
		}
		for _, g := range item.grams {
			postings[g.id] = append(postings[g.id], posting{int32(b), g.n})
		}
	}
	var pairs []cmpPair
	shared := make([]float64, len(m.bs))
	for a, item := range m.as {
		if m.corpus.stopped() {
			return nil
		}
		if m.toB[a] >= 0 {
			continue
		}
		place := a * len(m.bs) / len(m.as)
		var touched []int
		for _, g := range item.grams {
			list := postings[g.id]
			if len(list) > cmpPostings {
				near, _ := slices.BinarySearchFunc(list, int32(place), func(p posting, b int32) int { return cmp.Compare(p.b, b) })
				from := min(max(near-cmpPostings/2, 0), len(list)-cmpPostings)
				list = list[from : from+cmpPostings]
			}
			for _, p := range list {
				if shared[p.b] == 0 {
					touched = append(touched, int(p.b))
				}
				shared[p.b] += float64(min(g.n, p.n)) * m.corpus.idf[g.id]
			}
		}
		score := func(b int) float64 { return shared[b] / (item.weight + m.bs[b].weight) }
		for _, b := range cmpBest(touched, place, score) {
			if s := m.corpus.similarity(item, m.bs[b]); s >= cmpInGap {
				pairs = append(pairs, cmpPair{a, b, s})
			}
		}
		for _, b := range touched {
			shared[b] = 0
		}
	}
	return pairs
}

// cmpBest gives the cmpCandidates items with the highest scores, of equal ones
// the nearest to a place, in their order. They are picked and not sorted: a
// sentence of a long text shares some n-gram with thousands.
func cmpBest(items []int, place int, score func(int) float64) []int {
	type scored struct {
		score float64
		item  int
	}
	before := func(x, y scored) bool {
		if x.score != y.score {
			return x.score > y.score
		}
		if d := cmpAway(x.item, place) - cmpAway(y.item, place); d != 0 {
			return d < 0
		}
		return x.item < y.item
	}
	var best [cmpCandidates]scored
	n := 0
	for _, item := range items {
		s := scored{score(item), item}
		if n == len(best) {
			if !before(s, best[n-1]) {
				continue
			}
			n--
		}
		i := n
		for ; i > 0 && before(s, best[i-1]); i-- {
			best[i] = best[i-1]
		}
		best[i] = s
		n++
	}
	out := make([]int, n)
	for i := range out {
		out[i] = best[i].item
	}
	slices.Sort(out)
	return out
}

func cmpAway(x, y int) int { return max(x-y, y-x) }

// nearBest keeps the pairs that are good for both of their items.
func (m *cmpMatcher) nearBest(pairs []cmpPair) []cmpPair {
	bestA, bestB := make([]float64, len(m.as)), make([]float64, len(m.bs))
	for _, p := range pairs {
		bestA[p.a], bestB[p.b] = max(bestA[p.a], p.similarity), max(bestB[p.b], p.similarity)
	}
	var kept []cmpPair
	for _, p := range pairs {
		if p.similarity >= max(cmpInOrder, cmpNearBest*bestA[p.a], cmpNearBest*bestB[p.b]) {
			kept = append(kept, p)
		}
	}
	return kept
}

// inGaps keeps the pairs of items that are both still free and stand between
// the same two matches that keep the order.
func (m *cmpMatcher) inGaps(pairs []cmpPair) []cmpPair {
	gapA, gapB := m.gaps(m.toB), m.gaps(m.toA)
	var kept []cmpPair
	for _, p := range pairs {
		if m.toB[p.a] < 0 && m.toA[p.b] < 0 && gapA[p.a] == gapB[p.b] {
			kept = append(kept, p)
		}
	}
	return kept
}

// gaps gives for each item of a list the match before it that keeps the order;
// to is the list's.
func (m *cmpMatcher) gaps(to []int) []int {
	gaps := make([]int, len(to))
	last := -1
	for i, g := range to {
		if g >= 0 && !m.groups[g].moved {
			last = g
		}
		gaps[i] = last
	}
	return gaps
}

func (m *cmpMatcher) atLeast(least float64, pairs []cmpPair) []cmpPair {
	return slices.DeleteFunc(pairs, func(p cmpPair) bool { return p.similarity < least })
}

// chain gives the heaviest set of pairs in which both lists only go forward.
// The pairs come sorted by both; among equals the first by place wins.
func (m *cmpMatcher) chain(pairs []cmpPair) []cmpPair {
	type end struct {
		weight float64
		pair   int // index into pairs, -1: none
	}
	// A Fenwick tree of the best chain that ends before each place of the
	// second list.
	tree := make([]end, len(m.bs)+1)
	for i := range tree {
		tree[i].pair = -1
	}
	before := make([]int, len(pairs))
	ends := make([]end, len(pairs))
	for i := 0; i < len(pairs); {
		j := i
		for ; j < len(pairs) && pairs[j].a == pairs[i].a; j++ {
			best := end{0, -1}
			for k := pairs[j].b; k > 0; k -= k & -k {
				if tree[k].weight > best.weight {
					best = tree[k]
				}
			}
			before[j] = best.pair
			ends[j] = end{best.weight + m.value(pairs[j]), j}
		}
		for ; i < j; i++ { // only now, for an item has one counterpart
			for k := pairs[i].b + 1; k <= len(m.bs); k += k & -k {
				if ends[i].weight > tree[k].weight {
					tree[k] = ends[i]
				}
			}
		}
	}
	best := end{0, -1}
	for _, e := range ends {
		if e.weight > best.weight {
			best = e
		}
	}
	var chain []cmpPair
	for i := best.pair; i >= 0; i = before[i] {
		chain = append(chain, pairs[i])
	}
	slices.Reverse(chain)
	return chain
}

// value is what a pair counts for in a chain: long and similar is better. The
// last term lets nearness decide among equals.
func (m *cmpMatcher) value(p cmpPair) float64 {
	length := min(len(m.as[p.a].words), len(m.bs[p.b].words))
	away := math.Abs(float64(p.a)/float64(len(m.as)) - float64(p.b)/float64(len(m.bs)))
	return p.similarity*float64(1+bits.Len(uint(length))) - .01*away
}

func (m *cmpMatcher) accept(pairs []cmpPair, moved bool) {
	for _, p := range pairs {
		m.toB[p.a], m.toA[p.b] = len(m.groups), len(m.groups)
		m.groups = append(m.groups, cmpGroup{[]int{p.a}, []int{p.b}, moved})
	}
}

// acceptMoves matches, best first, what is still free.
func (m *cmpMatcher) acceptMoves(pairs []cmpPair) {
	var free []cmpPair
	for _, p := range pairs {
		if p.similarity >= cmpOutOf && min(len(m.as[p.a].words), len(m.bs[p.b].words)) >= cmpMovedTokens {
			free = append(free, p)
		}
	}
	slices.SortStableFunc(free, func(x, y cmpPair) int { return cmp.Compare(y.similarity, x.similarity) })
	for _, p := range free {
		if m.toB[p.a] < 0 && m.toA[p.b] < 0 {
			m.accept([]cmpPair{p}, true)
		}
	}
}
