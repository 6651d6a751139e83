package reuse

import (
	"cmp"
	"maps"
	"slices"

	"tifa/text"
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

// cmpLink is what the sentences of two units have to do with each other, in
// words of the shorter sentence.
type cmpLink struct {
	a, b         int
	words, moved int
}

// joinUnits matches units that found no counterpart as a whole, but whose
// sentences did. Two that are both alone are matched where half the words of
// the shorter went to the other, or half of the longer if the order was not
// kept; any words will do where the number and the order are the same, and where
// besides one holds much of the other, and the sentences are no small part of the
// longer: an article that went into a longer one was not removed, but a last
// sentence on punishment is in many articles. One that is alone joins its neighbour's match,
// where half its words went to the same counterpart: a split or a merger.
func (c *cmpComparer) joinUnits(holds func(a, b int) bool) {
	links := c.links()
	ofA, ofB := cmpFill(len(c.older.units)), cmpFill(len(c.newer.units))
	for n, g := range c.unitGroups {
		for _, a := range g.a {
			ofA[a] = n
		}
		for _, b := range g.b {
			ofB[b] = n
		}
	}
	aloneA := func(a int) bool { return len(c.unitGroups[ofA[a]].b) == 0 }
	aloneB := func(b int) bool { return len(c.unitGroups[ofB[b]].a) == 0 }
	for _, l := range links {
		wordsA, wordsB := cmpWords(c.older.items(c.older.byUnit[l.a])), cmpWords(c.newer.items(c.newer.byUnit[l.b]))
		least := min(wordsA, wordsB)
		if l.outOfOrder() {
			least = max(wordsA, wordsB)
		}
		sameNumber := !l.outOfOrder() && text.Fold(c.older.units[l.a].label) == text.Fold(c.newer.units[l.b].label)
		if aloneA(l.a) && aloneB(l.b) && (sameNumber || 2*l.words >= least || cmpLinked*l.words >= max(wordsA, wordsB) && holds(l.a, l.b)) {
			c.unitGroups[ofA[l.a]] = cmpGroup{[]int{l.a}, []int{l.b}, l.outOfOrder()}
			c.unitGroups[ofB[l.b]] = cmpGroup{}
			ofB[l.b] = ofA[l.a]
		}
	}
	for _, l := range links {
		into, from := &c.unitGroups[ofB[l.b]], &c.unitGroups[ofA[l.a]]
		switch {
		case l.outOfOrder() || aloneA(l.a) == aloneB(l.b):
		case aloneA(l.a) && 2*l.words >= cmpWords(c.older.items(c.older.byUnit[l.a])) && cmpBeside(l.a, into.a):
			into.a = append(into.a, l.a)
			slices.Sort(into.a)
			*from = cmpGroup{}
			ofA[l.a] = ofB[l.b]
		case aloneB(l.b) && 2*l.words >= cmpWords(c.newer.items(c.newer.byUnit[l.b])) && cmpBeside(l.b, from.b):
			from.b = append(from.b, l.b)
			slices.Sort(from.b)
			*into = cmpGroup{}
			ofB[l.b] = ofA[l.a]
		}
	}
	c.unitGroups = slices.DeleteFunc(c.unitGroups, func(g cmpGroup) bool { return len(g.a)+len(g.b) == 0 })
}

func (l *cmpLink) outOfOrder() bool { return 2*l.moved > l.words }

// cmpBeside says whether unit i stands right before or after a run of units.
func cmpBeside(i int, run []int) bool {
	return len(run) > 0 && (i == run[0]-1 || i == run[len(run)-1]+1)
}

// links gives, most words first, what became of sentences between units of the
// same kind: a chapter's heading is never an article.
func (c *cmpComparer) links() []*cmpLink {
	found := make(map[[2]int]*cmpLink)
	for _, g := range c.groups {
		if len(g.a) == 0 || len(g.b) == 0 {
			continue
		}
		a, b := c.older.pieces[g.a[0]].unit, c.newer.pieces[g.b[0]].unit
		wordA, _ := cmpReadLabel(c.older.units[a].label)
		wordB, _ := cmpReadLabel(c.newer.units[b].label)
		if wordA != wordB {
			continue
		}
		l := found[[2]int{a, b}]
		if l == nil {
			l = &cmpLink{a: a, b: b}
			found[[2]int{a, b}] = l
		}
		n := min(cmpWords(c.older.items(g.a)), cmpWords(c.newer.items(g.b)))
		l.words += n
		if g.moved {
			l.moved += n
		}
	}
	return slices.SortedFunc(maps.Values(found), func(x, y *cmpLink) int {
		return cmp.Or(cmp.Compare(y.words, x.words), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
}

func cmpWords(items []*cmpItem) int {
	n := 0
	for _, item := range items {
		n += len(item.words)
	}
	return n
}
