package reuse

import (
	"context"
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

// changes writes the groups of pieces in reading order.
func (c *cmpComparer) changes(ctx context.Context) []Change {
	changes := []Change{}
	for _, g := range cmpReadingOrder(c.groups, len(c.older.pieces)) {
		if ctx.Err() != nil {
			return nil
		}
		renumbered := len(g.a) > 0 && len(g.b) > 0 && c.older.labels(g.a) != c.newer.labels(g.b)
		changes = append(changes, Change{
			Kind: cmpKind(g, c.sameWords(g)), A: c.older.numbers(g.a), B: c.newer.numbers(g.b),
			Renumbered: renumbered, Edits: c.edits(g, renumbered),
		})
	}
	return changes
}

// edits is the edit script of a group. A number is one thing to the reader:
// 第五条 became 第六条, not 五 became 六.
func (c *cmpComparer) edits(g cmpGroup, renumbered bool) []tifa.Edit {
	labelA, restA := c.older.cut(g.a)
	labelB, restB := c.newer.cut(g.b)
	if !renumbered || text.Fold(labelA) == text.Fold(labelB) {
		return Edits(labelA+restA, labelB+restB)
	}
	step := tifa.Edit{Op: tifa.Replace, A: labelA, B: labelB}
	switch {
	case labelA == "":
		step.Op = tifa.Insert
	case labelB == "":
		step.Op = tifa.Delete
	}
	return append([]tifa.Edit{step}, Edits(restA, restB)...)
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
func (c *cmpComparer) units(itemsA, itemsB []*cmpItem) []UnitChange {
	changes := []UnitChange{}
	for _, g := range cmpReadingOrder(c.unitGroups, len(c.older.units)) {
		same := slices.Equal(cmpAll(cmpPick(itemsA, g.a)), cmpAll(cmpPick(itemsB, g.b)))
		u := UnitChange{
			A: c.older.unitLabels(g.a), B: c.newer.unitLabels(g.b),
			Kind:  cmpKind(g, same && len(g.a) == len(g.b)),
			FromA: c.older.from(g.a), FromB: c.newer.from(g.b),
		}
		u.Renumbered = len(g.a) > 0 && len(g.b) > 0 && text.Fold(u.A) != text.Fold(u.B)
		changes = append(changes, u)
	}
	return changes
}

// from is the first sentence of units; 0 if they hold none.
func (s *cmpSide) from(units []int) int {
	for _, u := range units {
		if pieces := s.byUnit[u]; len(pieces) > 0 {
			return s.pieces[pieces[0]].sentences[0]
		}
	}
	return 0
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
