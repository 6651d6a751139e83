package reuse

import (
	"cmp"
	"slices"
)

// Two items that are too little alike to be matched by that may still be one
// that was reworded: where they share words that stand nowhere else in either
// text. A formula of many articles (违反本法规定，由…责令改正) links none.
const (
	cmpLinkGrams    = 3   // n-grams that only the two have
	cmpLinkHeld     = .2  // and the share of the lighter that the other holds, where both stand in the same gap
	cmpNumberGrams  = 2   // the same for two that have the same number
	cmpNumberHeld   = .14 //
	cmpLinkHeldOut  = .25 // out of order
	cmpLinkGramsOut = .08 // and the share of n-grams of the shorter that only the two have
	cmpAloneHeld    = .1  // of two that have the same number and are alone of their kind in their gap, and words of their own
	cmpAloneAlike   = .5  // or how alike they are by edits
)

// cmpOwnWords is a possible match by words that only its two items have.
type cmpOwnWords struct {
	a, b   int
	n      int     // n-grams that only the two have
	shared float64 // weight of all that they share
}

// link matches what is still free by words that stand nowhere else, the pair
// with most of them first: in the same gap, and if moves are looked for then
// elsewhere.
func (m *cmpMatcher) link(moves bool) {
	pairs := m.ownWords()
	var inGaps, others []cmpOwnWords
	for _, p := range pairs {
		if m.inGap(p.a, p.b) {
			inGaps = append(inGaps, p)
		} else {
			others = append(others, p)
		}
	}
	m.linkAmong(inGaps, false)
	m.linkNumbers()
	if moves {
		m.linkAmong(append(others, inGaps...), true)
	}
}

// linkAmong matches of some pairs those that are good for both of their items.
func (m *cmpMatcher) linkAmong(pairs []cmpOwnWords, moves bool) {
	mostA, mostB := make([]int, len(m.as)), make([]int, len(m.bs))
	free := func(p cmpOwnWords) bool { return m.toB[p.a] < 0 && m.toA[p.b] < 0 }
	for _, p := range pairs {
		if free(p) {
			mostA[p.a], mostB[p.b] = max(mostA[p.a], p.n), max(mostB[p.b], p.n)
		}
	}
	slices.SortFunc(pairs, func(x, y cmpOwnWords) int {
		return cmp.Or(cmp.Compare(y.n, x.n), cmp.Compare(y.shared, x.shared), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	for _, p := range pairs {
		if !free(p) || float64(p.n) < cmpNearBest*float64(max(mostA[p.a], mostB[p.b])) {
			continue
		}
		if inOrder := m.inGap(p.a, p.b); (inOrder || moves) && m.reworded(p, inOrder) {
			m.accept([]cmpPair{{a: p.a, b: p.b}}, !inOrder)
		}
	}
}

// linkNumbers matches units that have the same number, if each is alone of its
// kind in the same gap, and they have something in common. Each match makes two
// gaps of one.
func (m *cmpMatcher) linkNumbers() {
	for {
		a, b := m.sameNumber()
		if a < 0 {
			return
		}
		m.accept([]cmpPair{{a: a, b: b}}, false)
	}
}

// sameNumber is the first pair of units that linkNumbers matches; -1 if there
// is none.
func (m *cmpMatcher) sameNumber() (a, b int) {
	type kind struct {
		gap  int
		word string
	}
	free := func(items []*cmpItem, to []int) map[kind][]int {
		by := map[kind][]int{}
		for i, gap := range m.gaps(to) {
			if to[i] < 0 && items[i].number != "" {
				k := kind{gap, items[i].word}
				by[k] = append(by[k], i)
			}
		}
		return by
	}
	inA, inB := free(m.as, m.toB), free(m.bs, m.toA)
	a, b = -1, -1
	for k, as := range inA {
		if bs := inB[k]; len(as) == 1 && len(bs) == 1 && (a < 0 || as[0] < a) && m.somethingCommon(m.as[as[0]], m.bs[bs[0]]) {
			a, b = as[0], bs[0]
		}
	}
	return a, b
}

// somethingCommon says whether two units with the same number share words that
// stand nowhere else, and how much they share.
func (m *cmpMatcher) somethingCommon(x, y *cmpItem) bool {
	own := slices.ContainsFunc(x.grams, func(g cmpGram) bool {
		return m.corpus.df[g.id] == 2 && slices.ContainsFunc(y.grams, func(h cmpGram) bool { return h.id == g.id })
	})
	return x.number == y.number && (own && m.corpus.shared(x.grams, y.grams) >= cmpAloneHeld*min(x.weight, y.weight) ||
		float64(Distance(x.words, y.words)) <= (1-cmpAloneAlike)*float64(max(len(x.words), len(y.words))))
}

// inGap says whether two free items stand between the same two matches.
func (m *cmpMatcher) inGap(a, b int) bool { return len(m.inGaps([]cmpPair{{a: a, b: b}})) > 0 }

// reworded says whether two items are one that was reworded.
func (m *cmpMatcher) reworded(p cmpOwnWords, inOrder bool) bool {
	x, y := m.as[p.a], m.bs[p.b]
	held := p.shared / min(x.weight, y.weight)
	switch {
	case !inOrder:
		return p.n >= cmpLinkGrams && held >= cmpLinkHeldOut &&
			float64(p.n) >= cmpLinkGramsOut*float64(min(len(x.grams), len(y.grams)))
	case x.number != "" && x.number == y.number:
		return p.n >= cmpNumberGrams && held >= cmpNumberHeld
	}
	return p.n >= cmpLinkGrams && held >= cmpLinkHeld
}

// ownWords are the pairs of free items that share words which stand in no
// other, of either text.
func (m *cmpMatcher) ownWords() []cmpOwnWords {
	holder := map[int32]int{}
	for b, item := range m.bs {
		if m.toA[b] < 0 {
			for _, g := range item.grams {
				if m.corpus.df[g.id] == 2 {
					holder[g.id] = b
				}
			}
		}
	}
	var pairs []cmpOwnWords
	for a, item := range m.as {
		if m.toB[a] >= 0 {
			continue
		}
		own := map[int]int{}
		for _, g := range item.grams {
			if b, ok := holder[g.id]; ok {
				own[b]++
			}
		}
		for b, n := range own {
			if n >= cmpNumberGrams && item.word == m.bs[b].word {
				pairs = append(pairs, cmpOwnWords{a, b, n, m.corpus.shared(item.grams, m.bs[b].grams)})
			}
		}
	}
	return pairs
}
