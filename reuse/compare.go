package reuse

import (
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

// The kinds of a Change and of a UnitChange.
const (
	Same    = "same"    // but for writing (width, script variant, spaces) and its own number
	Edited  = "edited"  // the words differ
	Added   = "added"   // in the newer text alone
	Removed = "removed" // in the older text alone
	Moved   = "moved"   // stands elsewhere in the order, perhaps edited
	Split   = "split"   // one became several
	Merged  = "merged"  // several became one
)

// Comparison is how an older text A became a newer B. Compare leaves the
// addresses A and B empty.
type Comparison struct {
	A       string       `json:"a"`
	B       string       `json:"b"`
	Changes []Change     `json:"changes"` // in reading order of the newer text
	Units   []UnitChange `json:"units"`   // the same; empty where a text is not divided by numbers
	Summary Summary      `json:"summary"`
}

// Change is what became of some sentences. Every sentence of both texts stands
// in exactly one change, except that a sentence in which an article begins
// stands in one for each of its parts.
type Change struct {
	Kind       string      `json:"kind"`
	A          []int       `json:"a"`                    // sentences of the older text, from 1
	B          []int       `json:"b"`                    // of the newer
	Renumbered bool        `json:"renumbered,omitempty"` // the number before the words differs
	Edits      []tifa.Edit `json:"edits"`
}

// UnitChange is what became of an article, chapter heading or section. Every
// unit of both texts stands in exactly one. A and B are its number as it is
// written; several, of a split or merged unit, are joined by " + ". The part
// before the first number has the empty number.
type UnitChange struct {
	A          string `json:"a"`
	B          string `json:"b"`
	Kind       string `json:"kind"`
	Renumbered bool   `json:"renumbered,omitempty"`
}

// Counts are how many there are of each kind.
type Counts struct {
	Same    int `json:"same"`
	Edited  int `json:"edited"`
	Added   int `json:"added"`
	Removed int `json:"removed"`
	Moved   int `json:"moved"`
	Split   int `json:"split"`
	Merged  int `json:"merged"`
}

// Summary counts changes of sentences and, apart, of units.
type Summary struct {
	Counts
	Units Counts `json:"units"`
}

// Compare tells how the older text a became the newer b: first by articles,
// chapters and sections, whatever their numbers, then by sentences inside
// them, then by sentences that went from one to another. lang is the BCP 47
// tag of both texts; its table says how articles are numbered. Line breaks
// inside sentences and the division into blocks do not matter.
func Compare(a, b *tifa.Text, lang string) *Comparison {
	l := text.Lookup(lang)
	older, newer := cmpSideOf(a, l), cmpSideOf(b, l)
	divided := len(older.units) > 1 && len(newer.units) > 1
	if !divided {
		older.undivide()
		newer.undivide()
	}
	ids := make(cmpIDs)
	sentences := &cmpCorpus{grams: make(map[[3]int32]int32)}
	units := &cmpCorpus{grams: make(map[[3]int32]int32)}
	unitsA, unitsB := older.prepare(ids, sentences, units), newer.prepare(ids, sentences, units)
	sentences.weigh()
	units.weigh()

	c := &cmpComparer{older: older, newer: newer}
	groups := units.match(unitsA, unitsB)
	for _, g := range groups {
		c.sentences(sentences, g)
	}
	c.strays(sentences)
	result := &Comparison{Changes: c.changes(), Units: []UnitChange{}}
	if divided {
		result.Units = c.units(groups, unitsA, unitsB)
	}
	for _, change := range result.Changes {
		result.Summary.add(change.Kind)
	}
	for _, u := range result.Units {
		result.Summary.Units.add(u.Kind)
	}
	return result
}

func (c *Counts) add(kind string) {
	switch kind {
	case Same:
		c.Same++
	case Edited:
		c.Edited++
	case Added:
		c.Added++
	case Removed:
		c.Removed++
	case Moved:
		c.Moved++
	case Split:
		c.Split++
	case Merged:
		c.Merged++
	}
}

// undivide makes one unit of the whole text.
func (s *cmpSide) undivide() {
	s.units = []cmpUnit{{}}
	s.byUnit = [][]int{make([]int, len(s.pieces))}
	for i := range s.pieces {
		s.pieces[i].unit = 0
		s.byUnit[0][i] = i
	}
}

// prepare makes the items of all sentences and units, and gives the units'.
func (s *cmpSide) prepare(ids cmpIDs, sentences, units *cmpCorpus) []*cmpItem {
	unitItems := make([]*cmpItem, len(s.units))
	for u, pieces := range s.byUnit {
		var all, words []int32
		chars := 0
		for _, p := range pieces {
			piece := &s.pieces[p]
			allP, wordsP, han := ids.cmpTokens(piece.span.Of(s.text.Body), piece.label)
			piece.item = sentences.add(allP, wordsP, han)
			all, words = append(all, allP...), append(words, wordsP...)
			if han {
				chars += len(wordsP)
			}
		}
		unitItems[u] = units.add(all, words, 2*chars > len(words))
	}
	return unitItems
}

// cmpComparer collects groups of pieces.
type cmpComparer struct {
	older, newer *cmpSide
	groups       []cmpGroup
}

// sentences matches the sentences inside a group of units. In a unit that has
// moved all that stayed in it has moved.
func (c *cmpComparer) sentences(corpus *cmpCorpus, g cmpGroup) {
	piecesA, piecesB := cmpPieces(c.older, g.a), cmpPieces(c.newer, g.b)
	for _, inner := range corpus.match(c.older.items(piecesA), c.newer.items(piecesB)) {
		for i, a := range inner.a {
			inner.a[i] = piecesA[a]
		}
		for i, b := range inner.b {
			inner.b[i] = piecesB[b]
		}
		inner.moved = inner.moved || g.moved && len(inner.a) > 0 && len(inner.b) > 0
		c.groups = append(c.groups, inner)
	}
}

func cmpPieces(s *cmpSide, units []int) []int {
	var pieces []int
	for _, u := range units {
		pieces = append(pieces, s.byUnit[u]...)
	}
	return pieces
}

// strays matches, across units, sentences that seem added and removed.
func (c *cmpComparer) strays(corpus *cmpCorpus) {
	var matched []cmpGroup
	var lostA, lostB []int
	for _, g := range c.groups {
		switch {
		case len(g.a) == 0:
			lostB = append(lostB, g.b...)
		case len(g.b) == 0:
			lostA = append(lostA, g.a...)
		default:
			matched = append(matched, g)
		}
	}
	slices.Sort(lostA)
	slices.Sort(lostB)
	movedA, movedB := make(map[int]bool), make(map[int]bool)
	for _, g := range corpus.moves(c.older.items(lostA), c.newer.items(lostB)) {
		a, b := lostA[g.a[0]], lostB[g.b[0]]
		movedA[a], movedB[b] = true, true
		matched = append(matched, cmpGroup{[]int{a}, []int{b}, true})
	}
	for _, a := range lostA {
		if !movedA[a] {
			matched = append(matched, cmpGroup{a: []int{a}})
		}
	}
	for _, b := range lostB {
		if !movedB[b] {
			matched = append(matched, cmpGroup{b: []int{b}})
		}
	}
	c.groups = matched
}

// changes writes the groups of pieces in reading order.
func (c *cmpComparer) changes() []Change {
	changes := []Change{}
	for _, g := range cmpReadingOrder(c.groups, len(c.older.pieces)) {
		textA, textB := c.older.cut(g.a), c.newer.cut(g.b)
		changes = append(changes, Change{
			Kind: cmpKind(g, c.sameWords(g)), A: c.older.numbers(g.a), B: c.newer.numbers(g.b),
			Renumbered: len(g.a) > 0 && len(g.b) > 0 && c.older.labels(g.a) != c.newer.labels(g.b),
			Edits:      Edits(textA, textB),
		})
	}
	return changes
}

func (c *cmpComparer) sameWords(g cmpGroup) bool {
	return slices.Equal(cmpAll(c.older.items(g.a)), cmpAll(c.newer.items(g.b)))
}

func cmpAll(items []*cmpItem) []int32 {
	var all []int32
	for _, item := range items {
		all = append(all, item.all...)
	}
	return all
}

// cmpKind names what happened to a group. What reads the same is the same,
// however it is divided into sentences.
func cmpKind(g cmpGroup, same bool) string {
	switch {
	case len(g.a) == 0:
		return Added
	case len(g.b) == 0:
		return Removed
	case g.moved:
		return Moved
	case same:
		return Same
	case len(g.a) < len(g.b):
		return Split
	case len(g.a) > len(g.b):
		return Merged
	}
	return Edited
}

// units writes the groups of units in reading order.
func (c *cmpComparer) units(groups []cmpGroup, itemsA, itemsB []*cmpItem) []UnitChange {
	changes := []UnitChange{}
	for _, g := range cmpReadingOrder(groups, len(c.older.units)) {
		same := slices.Equal(cmpAll(cmpPick(itemsA, g.a)), cmpAll(cmpPick(itemsB, g.b)))
		u := UnitChange{
			A: c.older.unitLabels(g.a), B: c.newer.unitLabels(g.b),
			Kind: cmpKind(g, same && len(g.a) == len(g.b)),
		}
		u.Renumbered = len(g.a) > 0 && len(g.b) > 0 && text.Fold(u.A) != text.Fold(u.B)
		changes = append(changes, u)
	}
	return changes
}

func (s *cmpSide) unitLabels(units []int) string {
	labels := make([]string, len(units))
	for i, u := range units {
		labels[i] = s.units[u].label
	}
	return strings.Join(labels, " + ")
}

// cmpReadingOrder sorts groups by the newer text. What was removed follows
// what its predecessor became; n is the number of items of the older text.
func cmpReadingOrder(groups []cmpGroup, n int) []cmpGroup {
	place := cmpFill(n) // in the newer text, by item of the older that kept the order
	for _, g := range groups {
		for _, a := range g.a {
			if len(g.b) > 0 && !g.moved {
				place[a] = g.b[len(g.b)-1]
			}
		}
	}
	for a := 1; a < n; a++ {
		if place[a] < 0 {
			place[a] = place[a-1]
		}
	}
	key := func(g cmpGroup) [3]int {
		if len(g.b) > 0 {
			return [3]int{g.b[0], 0, 0}
		}
		return [3]int{place[g.a[0]], 1, g.a[0]}
	}
	sorted := slices.Clone(groups)
	slices.SortFunc(sorted, func(x, y cmpGroup) int {
		kx, ky := key(x), key(y)
		return slices.Compare(kx[:], ky[:])
	})
	return sorted
}
