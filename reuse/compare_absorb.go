package reuse

import "slices"

// absorb draws what is still free into the match next to it, where that
// match's other side holds its words: a split or a merger.
func (m *cmpMatcher) absorb() {
	for grown := true; grown && !m.corpus.stopped(); {
		grown = false
		for b := range m.bs {
			if m.toA[b] < 0 {
				grown = m.absorbInto(b, m.toA, m.bs, m.as, func(g *cmpGroup) (own, other *[]int) { return &g.b, &g.a }) || grown
			}
		}
		for a := range m.as {
			if m.toB[a] < 0 {
				grown = m.absorbInto(a, m.toB, m.as, m.bs, func(g *cmpGroup) (own, other *[]int) { return &g.a, &g.b }) || grown
			}
		}
	}
}

// leave gives what is still free groups of its own.
func (m *cmpMatcher) leave() {
	for a, g := range m.toB {
		if g < 0 {
			m.groups = append(m.groups, cmpGroup{a: []int{a}})
		}
	}
	for b, g := range m.toA {
		if g < 0 {
			m.groups = append(m.groups, cmpGroup{b: []int{b}})
		}
	}
}

// absorbInto draws item i of the list own into the group before or after it.
// side tells which list of a group is of own and which of other.
func (m *cmpMatcher) absorbInto(i int, groupOf []int, own, other []*cmpItem, side func(*cmpGroup) (own, other *[]int)) bool {
	item := own[i]
	best, share := -1, cmpInside
	for _, next := range []int{i - 1, i + 1} {
		if next < 0 || next >= len(own) || groupOf[next] < 0 || len(item.words) < cmpMovedTokens {
			continue
		}
		mine, theirs := side(&m.groups[groupOf[next]])
		open := cmpRest(cmpUnion(cmpPick(other, *theirs)), cmpUnion(cmpPick(own, *mine)))
		if s := m.corpus.shared(item.grams, open) / item.weight; s > share {
			best, share = groupOf[next], s
		}
	}
	if best < 0 {
		return false
	}
	mine, _ := side(&m.groups[best])
	*mine = append(*mine, i)
	slices.Sort(*mine)
	groupOf[i] = best
	return true
}

func cmpPick(items []*cmpItem, indexes []int) []*cmpItem {
	picked := make([]*cmpItem, len(indexes))
	for k, i := range indexes {
		picked[k] = items[i]
	}
	return picked
}
