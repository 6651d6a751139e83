package library

import (
	"context"
	"maps"
	"slices"
	"strings"

	"tifa"
	"tifa/bitext"
	"tifa/reuse"
	"tifa/text"
)

// hiddenSearch looks for passages that stayed in one language, the still one.
type hiddenSearch struct {
	versions [2]*hiddenVersion // older, newer
	same     [2]map[int]int    // sentences of the still side, by version: where they stand in the other
	langs    [2]string         // still, other
	stayed   [2]map[int]bool   // sentences of the other side, by version: they stand in both versions
	side     int               // of the still one in the order of the question
	told     map[int]bool      // beads of the older version that are told as the same or as hidden
}

// hiddenVersion is one version with the still side first.
type hiddenVersion struct {
	editions [2]tifa.Edition
	texts    [2]*tifa.Text
	beads    []tifa.Bead
	bead     map[int]int // by sentence of the still side
}

func newHiddenSearch(ctx context.Context, older, newer *Bitext, side int, told map[int]bool) (*hiddenSearch, error) {
	s := &hiddenSearch{side: side, told: told, same: [2]map[int]int{{}, {}}, stayed: [2]map[int]bool{{}, {}}}
	for i, x := range []*Bitext{older, newer} {
		v := &hiddenVersion{
			editions: [2]tifa.Edition{x.Src, x.Tgt}, texts: [2]*tifa.Text{x.Texts.Src, x.Texts.Tgt}, beads: x.Beads, bead: map[int]int{},
		}
		if side == 1 {
			slices.Reverse(v.editions[:])
			slices.Reverse(v.texts[:])
			v.beads = turnedBeads(x.Beads)
		}
		for k, b := range v.beads {
			for _, n := range b.Src {
				v.bead[n] = k
			}
		}
		s.versions[i] = v
	}
	s.langs = [2]string{tifa.BaseLang(s.versions[0].editions[0].Lang), tifa.BaseLang(s.versions[0].editions[1].Lang)}
	still, err := reuse.Compare(ctx, s.versions[0].texts[0], s.versions[1].texts[0], s.langs[0])
	if err != nil {
		return nil, err
	}
	other, err := reuse.Compare(ctx, s.versions[0].texts[1], s.versions[1].texts[1], s.langs[1])
	if err != nil {
		return nil, err
	}
	for _, c := range still.Changes {
		if len(c.A) == len(c.B) && s.alike(c) {
			for i := range c.A {
				s.same[0][c.A[i]], s.same[1][c.B[i]] = c.B[i], c.A[i]
			}
		}
	}
	for _, c := range other.Changes {
		for i := range c.A {
			if c.Kind == reuse.Same || c.Kind == reuse.Moved && len(c.A) == len(c.B) &&
				s.words(1, s.versions[0].texts[1].Sentence(c.A[i])) == s.words(1, s.versions[1].texts[1].Sentence(c.B[i])) {
				s.stayed[0][c.A[i]] = true
			}
		}
		for i := range c.B {
			if c.Kind == reuse.Same || len(c.A) == len(c.B) && s.stayed[0][c.A[i]] {
				s.stayed[1][c.B[i]] = true
			}
		}
	}
	return s, nil
}

// moved says whether the sentences of the other side stand in both versions,
// so that only their alignment differs.
func (s *hiddenSearch) moved(older, newer versionPassage) bool {
	changed := func(version int, run []int) bool {
		return slices.ContainsFunc(run, func(n int) bool { return !s.stayed[version][n] })
	}
	return !changed(0, older.run) && !changed(1, newer.run)
}

// alike says whether the sentences of a change, as many on both sides, may have
// stood still: they are the same, or one is a part of the other.
func (s *hiddenSearch) alike(c reuse.Change) bool {
	switch c.Kind {
	case reuse.Same:
		return true
	case reuse.Edited, reuse.Moved:
		for i := range c.A {
			if !s.still(0, s.versions[0].texts[0].Sentence(c.A[i]), s.versions[1].texts[0].Sentence(c.B[i])) {
				return false
			}
		}
		return true
	}
	return false
}

// still says whether two passages are the same words, or whether one is a part
// of the other that is long enough to be no chance.
func (s *hiddenSearch) still(side int, a, b string) bool {
	const least = 6 // words or characters
	a, b = s.words(side, a), s.words(side, b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || strings.Count(a, " ") >= least && strings.Contains(" "+b, " "+a)
}

// within says whether all words of one passage of the other side stand in the
// other, in their order, function words apart: then it lost or gained what its
// counterpart lost or gained.
func (s *hiddenSearch) within(a, b string) bool {
	l := text.Lookup(s.langs[1])
	words := func(passage string) []string {
		return slices.DeleteFunc(strings.Fields(s.words(1, passage)), func(w string) bool { return slices.Contains(l.StopWords, w) })
	}
	x, y := words(a), words(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	for _, w := range y {
		if len(x) > 0 && x[0] == w {
			x = x[1:]
		}
	}
	return len(x) == 0
}

// run goes over the beads of the older version, and takes with each as many
// neighbours, on both versions, as it needs for whole beads.
func (s *hiddenSearch) run(h *Hidden) {
	done := map[int]bool{}
	for k := range s.versions[0].beads {
		if done[k] || len(s.versions[0].beads[k].Src) == 0 {
			continue
		}
		sides, ok := s.together(k)
		for _, b := range sides[0] {
			done[b] = true
		}
		if !ok {
			continue
		}
		older, newer := s.versions[0].passages(sides[0]), s.versions[1].passages(sides[1])
		still := s.still(0, older[0].text, newer[0].text)
		if !still || older[1].text == "" || newer[1].text == "" {
			continue
		}
		for _, b := range sides[0] {
			s.told[b] = true
		}
		whole := s.words(0, older[0].text) == s.words(0, newer[0].text)
		if s.words(1, older[1].text) == s.words(1, newer[1].text) || s.moved(older[1], newer[1]) || !whole && s.within(older[1].text, newer[1].text) {
			if s.side == 0 { // the other direction would count them again
				h.Summary.Same++
			}
			continue
		}
		h.Summary.Hidden[s.langs[0]]++
		h.Items = append(h.Items, HiddenChange{
			Stayed: s.langs[0], Changed: s.langs[1], Kept: newer[0].text, Was: older[0].text,
			A: s.versions[0].address(older), B: s.versions[1].address(newer),
			Before: older[1].text, After: newer[1].text, Edits: reuse.Edits(older[1].text, newer[1].text),
			order: newer[s.side].run[0],
		})
	}
}

// together is the beads of both versions whose still sides are the same
// sentences, beginning with a bead of the older version; ok is false where
// there are none.
func (s *hiddenSearch) together(k int) (sides [2][]int, ok bool) {
	const most = 6 // beads of a version
	sets := [2]map[int]bool{{k: true}, {}}
	for from := 0; ; from = 1 - from {
		grown := false
		for _, b := range slices.Sorted(maps.Keys(sets[from])) {
			for _, n := range s.versions[from].beads[b].Src {
				m, found := s.same[from][n]
				if !found {
					return [2][]int{{k}, nil}, false
				}
				other, found := s.versions[1-from].bead[m]
				if !found {
					return [2][]int{{k}, nil}, false
				}
				grown = grown || !sets[1-from][other]
				sets[1-from][other] = true
			}
		}
		if len(sets[0]) > most || len(sets[1]) > most {
			return [2][]int{{k}, nil}, false
		}
		if !grown && from == 1 {
			break
		}
	}
	return [2][]int{slices.Sorted(maps.Keys(sets[0])), slices.Sorted(maps.Keys(sets[1]))}, true
}

// versionPassage is the sentences of one side and their text.
type versionPassage struct {
	run  []int
	text string
}

// passages are both sides of some beads.
func (v *hiddenVersion) passages(beads []int) (out [2]versionPassage) {
	for _, k := range beads {
		for side, run := range [2][]int{v.beads[k].Src, v.beads[k].Tgt} {
			if len(run) == 0 {
				continue
			}
			p := &out[side]
			if p.text != "" {
				p.text += " "
			}
			p.text += bitext.Passage(v.texts[side], run)
			p.run = append(p.run, run...)
		}
	}
	return out
}

func (v *hiddenVersion) address(p [2]versionPassage) BeadAddress {
	return BeadAddress{runAddress(v.editions[0].Address, p[0].run), runAddress(v.editions[1].Address, p[1].run)}
}

// words is a passage without marks, case, spaces and the number that it
// begins with: what has to differ for a change of words.
func (s *hiddenSearch) words(side int, passage string) string {
	l := text.Lookup(s.langs[side])
	passage = strings.TrimPrefix(passage, l.Label(passage))
	var b strings.Builder
	for sc := text.NewScanner(passage); sc.Next(); {
		if sc.Kind == text.Word || sc.Kind == text.Char {
			b.Write(sc.Key())
			b.WriteByte(' ')
		}
	}
	return b.String()
}
