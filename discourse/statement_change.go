package discourse

import (
	"cmp"
	"slices"

	"tifa"
	"tifa/reuse"
)

// What a statement lays on somebody, as a reader counts it.
const (
	Duty        = "duty"
	Prohibition = "prohibition"
	Power       = "power"
	Exemption   = "exemption"
	Appeal      = "appeal" // urged, encouraged
	Intention   = "intention"
	Position    = "stance"
)

// Lays is what a statement lays on somebody.
func (s *Statement) Lays() string {
	if s.Modality == nil {
		return Position
	}
	switch *s.Modality {
	case Prohibited:
		return Prohibition
	case Exempt:
		return Exemption
	case Will:
		return Intention
	case Urged, Encouraged:
		return Appeal
	}
	switch {
	case s.Negated:
		return Prohibition
	case *s.Modality == May:
		return Power
	}
	return Duty
}

// Turnover is the statements of sentences that one of two versions has alone.
type Turnover struct {
	Kinds      []LaidCount `json:"kinds"`
	Actors     []LaidCount `json:"actors"` // by actor and kind, the most frequent first
	Statements []Statement `json:"statements"`
}

// LaidCount is how many statements lay the same on somebody.
type LaidCount struct {
	Actor *string `json:"actor"` // null: nobody is named, or all are counted
	Kind  string  `json:"kind"`  // duty, prohibition, power …
	Count int     `json:"count"`
}

// VersionTurnover is the statements of the sentences that a comparison finds
// removed from the older version, and of those added in the newer one, without
// those that the other version has too, in another place or in other words.
func VersionTurnover(changes []reuse.Change, a, b []Statement, texts [2]*tifa.Text) (gone, added *Turnover, moved []Moved) {
	older, newer := map[int]bool{}, map[int]bool{}
	for i := range changes {
		switch c := &changes[i]; {
		case len(c.B) == 0:
			for _, n := range c.A {
				older[n] = true
			}
		case len(c.A) == 0:
			for _, n := range c.B {
				newer[n] = true
			}
		}
	}
	m := newMover(a, b, texts)
	m.keep(changes)
	moved, inA, inB := m.moved(older, newer)
	return turnover(a, older, inA), turnover(b, newer, inB), moved
}

// turnover is the statements of some sentences, but those that are elsewhere.
func turnover(all []Statement, in, elsewhere map[int]bool) *Turnover {
	t := &Turnover{Kinds: []LaidCount{}, Actors: []LaidCount{}, Statements: []Statement{}}
	type key struct{ who, kind string }
	kinds, actors, named := map[string]int{}, map[key]int{}, map[string]*string{}
	for i := range all {
		s := &all[i]
		if !in[s.Sentence] || elsewhere[i] {
			continue
		}
		t.Statements = append(t.Statements, *s)
		who, k := s.Bearer()
		kinds[s.Lays()]++
		actors[key{k, s.Lays()}]++
		if named[k] == nil {
			named[k] = who
		}
	}
	for kind, n := range kinds {
		t.Kinds = append(t.Kinds, LaidCount{Kind: kind, Count: n})
	}
	for k, n := range actors {
		t.Actors = append(t.Actors, LaidCount{named[k.who], k.kind, n})
	}
	for _, counts := range [][]LaidCount{t.Kinds, t.Actors} {
		slices.SortFunc(counts, func(x, y LaidCount) int {
			return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(orEmpty(x.Actor), orEmpty(y.Actor)), cmp.Compare(x.Kind, y.Kind))
		})
	}
	return t
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
