package reuse

import (
	"cmp"
	"slices"
)

// cmpComparer holds two texts and what of them belongs together.
type cmpComparer struct {
	older, newer *cmpSide
	unitGroups   []cmpGroup // of units
	groups       []cmpGroup // of pieces
}

// matchSentences matches the sentences inside each group of units, then those
// that went from one to another. In a unit that has moved all that stayed in
// it has moved.
func (c *cmpComparer) matchSentences(corpus *cmpCorpus) {
	for _, g := range c.unitGroups {
		piecesA, piecesB := c.older.inUnits(g.a), c.newer.inUnits(g.b)
		for _, inner := range corpus.match(c.older.items(piecesA), c.newer.items(piecesB)) {
			for i, a := range inner.a {
				inner.a[i] = piecesA[a]
			}
			for i, b := range inner.b {
				inner.b[i] = piecesB[b]
			}
			inner.moved = inner.moved || g.moved
			c.groups = append(c.groups, inner)
		}
	}
	c.groups = corpus.extend(c.older.allItems(), c.newer.allItems(), c.groups)
}

// joinUnits matches units that found no counterpart as a whole, but whose
// sentences did: where the order was kept, half the words of the shorter unit
// are enough; where it was not, it must be half of the longer.
func (c *cmpComparer) joinUnits() {
	type link struct{ a, b, words, moved int }
	links := make(map[[2]int]*link)
	for _, g := range c.groups {
		if len(g.a) == 0 || len(g.b) == 0 {
			continue
		}
		a, b := c.older.pieces[g.a[0]].unit, c.newer.pieces[g.b[0]].unit
		l := links[[2]int{a, b}]
		if l == nil {
			l = &link{a: a, b: b}
			links[[2]int{a, b}] = l
		}
		n := min(cmpWords(c.older.items(g.a)), cmpWords(c.newer.items(g.b)))
		l.words += n
		if g.moved {
			l.moved += n
		}
	}
	var lonely []*link
	freeA, freeB := make(map[int]bool), make(map[int]bool)
	for _, g := range c.unitGroups {
		if len(g.b) == 0 {
			freeA[g.a[0]] = true
		}
		if len(g.a) == 0 {
			freeB[g.b[0]] = true
		}
	}
	for _, l := range links {
		wordsA, wordsB := cmpWords(c.older.items(c.older.byUnit[l.a])), cmpWords(c.newer.items(c.newer.byUnit[l.b]))
		least := min(wordsA, wordsB)
		if 2*l.moved > l.words {
			least = max(wordsA, wordsB)
		}
		if freeA[l.a] && freeB[l.b] && 2*l.words >= least {
			lonely = append(lonely, l)
		}
	}
	slices.SortFunc(lonely, func(x, y *link) int {
		return cmp.Or(cmp.Compare(y.words, x.words), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	for _, l := range lonely {
		if !freeA[l.a] || !freeB[l.b] {
			continue
		}
		freeA[l.a], freeB[l.b] = false, false
		c.unitGroups = slices.DeleteFunc(c.unitGroups, func(g cmpGroup) bool {
			return len(g.b) == 0 && g.a[0] == l.a || len(g.a) == 0 && g.b[0] == l.b
		})
		c.unitGroups = append(c.unitGroups, cmpGroup{[]int{l.a}, []int{l.b}, 2*l.moved > l.words})
	}
}

func cmpWords(items []*cmpItem) int {
	n := 0
	for _, item := range items {
		n += len(item.words)
	}
	return n
}
