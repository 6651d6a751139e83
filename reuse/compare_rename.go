package reuse

import (
	"cmp"
	"maps"
	"slices"

	"tifa"
	"tifa/text"
)

// A term was renamed where it was replaced by the same words in several
// sentences, and in most where it stood. Shorter ones than cmpRenameTokens in a
// script without spaces are grammar (及, 和) and numbers.
const (
	cmpRenamedIn    = 3  // sentences
	cmpRenamedShare = .5 // of those that have the term
	cmpRenameTokens = 2
)

// cmpRenaming is a term of the older text and what the newer has for it, in
// token ids.
type cmpRenaming struct{ from, to []int32 }

// cmpRenamings are those of a comparison, by the first token of the term, the
// longest first.
type cmpRenamings map[int32][]cmpRenaming

// renamings finds what was renamed in the sentences that are matched.
func (c *cmpComparer) renamings(ids cmpIDs) cmpRenamings {
	type pair struct{ from, to string }
	in := map[pair]int{}
	for _, g := range c.groups {
		if len(g.a) == 0 || len(g.b) == 0 || c.sameWords(g) {
			continue
		}
		_, a := c.older.cut(g.a)
		_, b := c.newer.cut(g.b)
		seen := map[pair]bool{}
		for _, e := range Edits(a, b) {
			if e.Op == tifa.Replace {
				seen[pair{text.Fold(e.A), text.Fold(e.B)}] = true
			}
		}
		for p := range seen {
			in[p]++
		}
	}
	found := cmpRenamings{}
	for p, n := range in {
		if n < cmpRenamedIn {
			continue
		}
		_, from, han := ids.cmpTokens(p.from, 0)
		_, to, _ := ids.cmpTokens(p.to, 0)
		if len(from) == 0 || len(to) == 0 || han && len(from) < cmpRenameTokens || float64(n) < cmpRenamedShare*float64(c.older.having(from)) {
			continue
		}
		found[from[0]] = append(found[from[0]], cmpRenaming{from, to})
	}
	for _, list := range found {
		slices.SortFunc(list, func(x, y cmpRenaming) int {
			return cmp.Or(cmp.Compare(len(y.from), len(x.from)), slices.Compare(x.from, y.from), slices.Compare(x.to, y.to))
		})
	}
	return found
}

// having is how many sentences have a run of tokens.
func (s *cmpSide) having(run []int32) int {
	n := 0
	for _, p := range s.pieces {
		for i := range p.item.words {
			if rest := p.item.words[i:]; len(rest) >= len(run) && slices.Equal(rest[:len(run)], run) {
				n++
				break
			}
		}
	}
	return n
}

// in gives tokens with the new names.
func (r cmpRenamings) in(words []int32) []int32 {
	var out []int32
next:
	for i := 0; i < len(words); {
		for _, x := range r[words[i]] {
			if n := len(x.from); i+n <= len(words) && slices.Equal(words[i:i+n], x.from) {
				out = append(out, x.to...)
				i += n
				continue next
			}
		}
		out = append(out, words[i])
		i++
	}
	return out
}

// renamed are the items of two lists with the new names in the first, as the
// items of a corpus of their own.
func (r cmpRenamings) renamed(c *cmpCorpus, as, bs []*cmpItem) (corpus *cmpCorpus, newA, newB []*cmpItem) {
	corpus = &cmpCorpus{grams: make(map[[3]int32]int32), stopped: c.stopped}
	add := func(items []*cmpItem, older bool) []*cmpItem {
		out := make([]*cmpItem, len(items))
		for i, x := range items {
			words := x.words
			if older {
				words = r.in(words)
			}
			out[i] = corpus.add(x.all, words, x.han)
			out[i].number, out[i].word = x.number, x.word
		}
		return out
	}
	newA, newB = add(as, true), add(bs, false)
	corpus.weigh()
	return corpus, newA, newB
}

// matchAgain looks once more at what is still free, with the new names of terms
// in the older text, and by words that stand nowhere else: first at units, then
// at the sentences of those that belong together.
func (c *cmpComparer) matchAgain(ids cmpIDs, units *cmpCorpus, unitsA, unitsB []*cmpItem, sentences *cmpCorpus) {
	freeA, freeB := 0, 0
	for _, g := range c.groups {
		switch {
		case len(g.b) == 0:
			freeA++
		case len(g.a) == 0:
			freeB++
		}
	}
	if freeA == 0 || freeB == 0 || units.stopped() {
		return
	}
	names := c.renamings(ids)
	corpus, itemsA, itemsB := names.renamed(units, unitsA, unitsB)
	both := slices.DeleteFunc(slices.Clone(c.unitGroups), func(g cmpGroup) bool { return len(g.a) == 0 || len(g.b) == 0 })
	c.unitGroups = corpus.again(itemsA, itemsB, both, true)
	corpus, itemsA, itemsB = names.renamed(sentences, c.older.allItems(), c.newer.allItems())
	c.matchFree(corpus, itemsA, itemsB)
}

// matchFree matches, in units that belong together, the sentences that are
// still free. The only sentences of two such units belong together as they do.
func (c *cmpComparer) matchFree(corpus *cmpCorpus, itemsA, itemsB []*cmpItem) {
	of := map[[2]int]int{} // the group of a sentence: {0, i} of the older text, {1, i} of the newer
	for n, g := range c.groups {
		for _, a := range g.a {
			of[[2]int{0, a}] = n
		}
		for _, b := range g.b {
			of[[2]int{1, b}] = n
		}
	}
	matched := map[int]bool{} // groups of one side whose sentence has found another
	for _, u := range c.unitGroups {
		piecesA, piecesB := c.older.inUnits(u.a), c.newer.inUnits(u.b)
		known := c.within(piecesA, piecesB, of, u.moved)
		groups := corpus.again(cmpPick(itemsA, piecesA), cmpPick(itemsB, piecesB), known, false)[len(known):]
		if len(piecesA) == 1 && len(piecesB) == 1 && len(known) == 0 {
			groups = []cmpGroup{{a: []int{0}, b: []int{0}}}
		}
		for _, g := range groups {
			if len(g.a) == 0 || len(g.b) == 0 {
				continue // it has its group already
			}
			a, b := piecesA[g.a[0]], piecesB[g.b[0]]
			matched[of[[2]int{0, a}]], matched[of[[2]int{1, b}]] = true, true
			c.groups = append(c.groups, cmpGroup{[]int{a}, []int{b}, u.moved})
		}
	}
	kept := c.groups[:0]
	for n, g := range c.groups {
		if !matched[n] {
			kept = append(kept, g)
		}
	}
	c.groups = kept
}

// within are the groups that hold the sentences of two lists, by their places in
// these. What is matched to a sentence outside has moved.
func (c *cmpComparer) within(piecesA, piecesB []int, of map[[2]int]int, moved bool) []cmpGroup {
	groups := map[int]*cmpGroup{}
	for side, pieces := range [][]int{piecesA, piecesB} {
		for i, p := range pieces {
			n := of[[2]int{side, p}]
			g := &c.groups[n]
			if len(g.a) == 0 || len(g.b) == 0 {
				continue
			}
			if groups[n] == nil {
				groups[n] = &cmpGroup{}
			}
			if side == 0 {
				groups[n].a = append(groups[n].a, i)
			} else {
				groups[n].b = append(groups[n].b, i)
			}
		}
	}
	var out []cmpGroup
	for _, n := range slices.Sorted(maps.Keys(groups)) {
		g := *groups[n]
		g.moved = c.groups[n].moved && !moved || len(g.a) == 0 || len(g.b) == 0
		out = append(out, g)
	}
	return out
}
