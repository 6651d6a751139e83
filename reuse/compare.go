package reuse

import (
	"context"

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
	FromA      int    `json:"from_a,omitempty"` // the sentence in which it begins in the older text, the first of several
	FromB      int    `json:"from_b,omitempty"` // and in the newer
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
// them, then by sentences that went from one to another; then those that were
// left over, by words that stand nowhere else and by terms that were renamed.
// lang is the BCP 47
// tag of both texts; its table says how articles are numbered. Line breaks
// inside sentences and the division into blocks do not matter. The error is that
// of ctx.
func Compare(ctx context.Context, a, b *tifa.Text, lang string) (*Comparison, error) {
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

	// What is broken off holds groups that are incomplete, and is not shown.
	sentences.stopped = func() bool { return ctx.Err() != nil }
	units.stopped = sentences.stopped
	c := &cmpComparer{older: older, newer: newer}
	if divided {
		c.unitGroups = units.match(unitsA, unitsB)
	} else {
		// Two whole texts are each other's counterpart, however little they
		// have in common: to see how much, two of 13,000 sentences took 12 s.
		c.unitGroups = []cmpGroup{{a: []int{0}, b: []int{0}}}
	}
	c.matchSentences(sentences)
	c.joinUnits(func(a, b int) bool {
		x, y := unitsA[a], unitsB[b]
		return units.shared(x.grams, y.grams) >= cmpHeld*min(x.weight, y.weight)
	})
	if divided {
		c.matchAgain(ids, units, unitsA, unitsB, sentences)
	}
	result := &Comparison{Changes: c.changes(ctx), Units: []UnitChange{}}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if divided {
		result.Units = c.units(unitsA, unitsB)
	}
	for _, change := range result.Changes {
		result.Summary.add(change.Kind)
	}
	for _, u := range result.Units {
		result.Summary.Units.add(u.Kind)
	}
	return result, nil
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
		unitItems[u].number = text.Fold(s.units[u].label)
		unitItems[u].word, _ = cmpReadLabel(s.units[u].label)
	}
	return unitItems
}
