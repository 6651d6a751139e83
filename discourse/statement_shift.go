package discourse

import (
	"slices"
	"strings"

	"tifa"
	"tifa/reuse"
	"tifa/text"
)

// Shift is a statement that is weaker or stronger in another version of its
// text, or in a translation.
type Shift struct {
	A         Statement `json:"a"` // of the older version, or of the source
	B         Statement `json:"b"`
	From      string    `json:"from"` // the words that decided
	To        string    `json:"to"`
	Direction string    `json:"direction"` // stronger, weaker or other
}

// The directions of a Shift.
const (
	Stronger  = "stronger"
	Weaker    = "weaker"
	Otherwise = "other"
)

// strength is how much a modality binds. Those that are not here cannot be
// ordered.
var strength = map[string]int{Must: 5, Shall: 4, Should: 3, Urged: 2, Encouraged: 1, May: 0}

// direction tells how b binds against a.
func direction(a, b *Statement) string {
	if a.Modality == nil || b.Modality == nil || a.Negated != b.Negated {
		return Otherwise
	}
	from, ok := strength[*a.Modality]
	to, too := strength[*b.Modality]
	switch {
	case !ok || !too || from == to:
		return Otherwise
	case a.Negated == (to > from):
		return Weaker
	}
	return Stronger
}

// VersionShifts finds the statements that changed their modality or stance
// between two versions in one language, in the sentences that became one
// another. The statements are those of both versions.
func VersionShifts(changes []reuse.Change, a, b []Statement) []Shift {
	found := []Shift{}
	byA, byB := bySentence(a), bySentence(b)
	for i := range changes {
		c := &changes[i]
		if c.Kind == reuse.Same || len(c.A) == 0 || len(c.B) == 0 {
			continue
		}
		older, newer := in(byA, c.A), in(byB, c.B)
		for _, pair := range pairs(older, newer) {
			x, y := pair[0], pair[1]
			if !sameDeed(x, y) || class(x) == class(y) && text.Fold(x.Cue) == text.Fold(y.Cue) && x.Negated == y.Negated {
				continue
			}
			found = append(found, Shift{*x, *y, x.Cue, y.Cue, direction(x, y)})
		}
	}
	return found
}

// sameDeed says whether two statements can be of the same thing to do: what the
// older one demands stands in the newer one in part, or the other way round.
func sameDeed(a, b *Statement) bool {
	x, y := deed(a), deed(b)
	return x == "" || y == "" || alike(x, y) >= someDeed
}

// someDeed is the share of common pairs of tokens from which what is to be done is
// held to be the same, worded otherwise: 收回同意 and 中断服务 have none in common.
const someDeed = .1

// deed is what is to be done, and to what.
func deed(s *Statement) string {
	var parts []string
	for _, part := range []*string{s.Action, s.Object, s.Topic} {
		if part != nil {
			parts = append(parts, *part)
		}
	}
	return strings.Join(parts, " ")
}

// class is what a statement is by: its modality, else its stance.
func class(s *Statement) string {
	if s.Modality != nil {
		return *s.Modality
	}
	if s.Stance != nil {
		return *s.Stance
	}
	return ""
}

func bySentence(all []Statement) map[int][]*Statement {
	m := map[int][]*Statement{}
	for i := range all {
		if all[i].List == 0 { // an item has the word of its opener, which is compared once
			m[all[i].Sentence] = append(m[all[i].Sentence], &all[i])
		}
	}
	return m
}

// in is the statements of some sentences.
func in(all map[int][]*Statement, sentences []int) []*Statement {
	var out []*Statement
	for _, n := range sentences {
		out = append(out, all[n]...)
	}
	return out
}

// samePassage is the share of common pairs of tokens from which two statements
// are held to be about the same.
const samePassage = .3

// pairs pairs the statements of two passages that are about the same, the most
// alike first.
func pairs(a, b []*Statement) [][2]*Statement {
	var out [][2]*Statement
	taken := make([]bool, len(b))
	for _, x := range a {
		best, share := -1, 0.0
		for j, y := range b {
			if s := alike(about(x), about(y)); !taken[j] && (s > share || best < 0 && len(a) == 1 && len(b) == 1) {
				best, share = j, s
			}
		}
		if best >= 0 && (share >= samePassage || len(a) == 1 && len(b) == 1) {
			taken[best] = true
			out = append(out, [2]*Statement{x, b[best]})
		}
	}
	return out
}

// about is what a statement says apart from its cue.
func about(s *Statement) string {
	var parts []string
	for _, part := range []*string{s.Actor, s.Topic, s.Target, s.Action, s.Object} {
		if part != nil {
			parts = append(parts, *part)
		}
	}
	return strings.Join(parts, " ")
}

// alike is the share of common pairs of neighbouring tokens (Dice).
func alike(a, b string) float64 {
	pairsOf := func(s string) map[[2]string]bool {
		m, last := map[[2]string]bool{}, ""
		for sc := text.NewScanner(s); sc.Next(); {
			if sc.Kind == text.Mark {
				continue
			}
			key := string(sc.Key())
			m[[2]string{last, key}] = true
			last = key
		}
		return m
	}
	x, y := pairsOf(a), pairsOf(b)
	common := 0
	for p := range x {
		if y[p] {
			common++
		}
	}
	if len(x)+len(y) == 0 {
		return 0
	}
	return 2 * float64(common) / float64(len(x)+len(y))
}

// A rendering may be a step weaker than what it renders, for 应当 is shall and
// should; and 要 is should and must. What only encourages or allows is none of
// them.
const (
	weakerBy = 1
	obliges  = 3
)

// TranslationShifts finds the statements whose rendering binds more or less
// than the source: 应当 rendered "may". Only beads are looked at that have one
// statement on either side, and no other word that obliges or allows what the
// other side's does: of several, in the order in which they stand, half were no
// pairs, and what is found as a statement is not all that a sentence demands.
// The texts and the tables are those of both languages.
func TranslationShifts(beads []tifa.Bead, src, tgt []Statement, texts [2]*tifa.Text, tables [2]*StatementTable) []Shift {
	found := []Shift{}
	bySrc, byTgt := bySentence(src), bySentence(tgt)
	for i := range beads {
		b := &beads[i]
		x, y := in(bySrc, b.Src), in(byTgt, b.Tgt)
		x, y = slices.DeleteFunc(x, noModality), slices.DeleteFunc(y, noModality)
		if len(x) != 1 || len(y) != 1 || !departs(x[0], y[0], tables) {
			continue
		}
		if binds(x[0], texts[0], b.Src, y[0], tables[0]) || binds(y[0], texts[1], b.Tgt, x[0], tables[1]) {
			continue
		}
		found = append(found, Shift{*x[0], *y[0], x[0].Cue, y[0].Cue, direction(x[0], y[0])})
	}
	return found
}

// binds says whether sentences bind as a statement in another language does, by
// other words than those of their own statement: by a modal word elsewhere, or
// by one that limits what they allow (may only).
func binds(own *Statement, t *tifa.Text, sentences []int, other *Statement, table *StatementTable) bool {
	for _, n := range sentences {
		s := t.Sentence(n)
		for _, m := range table.Lang.Modals(s) {
			if m.Class == text.Apparent || strings.EqualFold(m.Of(s), own.Cue) {
				continue
			}
			if kind := bindingOf(m.Class); kind != "" && kind == binding(other) && kind != binding(own) {
				return true
			}
		}
		if binding(own) == allows && binding(other) == demands && slices.ContainsFunc(table.Rules.Statements.Limits, func(w string) bool {
			return strings.Contains(" "+table.fold(s)+" ", table.spaced(w))
		}) {
			return true
		}
	}
	return false
}

// What words and statements come to, beyond their strength.
const (
	demands = "demands"
	allows  = "allows"
	forbids = "forbids"
)

// bindingOf is what a modal word comes to by its class; see text.Modal.
func bindingOf(class string) string {
	switch class {
	case "must", "should":
		return demands
	case "may", "possible":
		return allows
	case "prohibit":
		return forbids
	}
	return ""
}

// binding is what a statement comes to.
func binding(s *Statement) string {
	switch {
	case s.Negated || s.Modality != nil && *s.Modality == Prohibited:
		return forbids
	case s.Modality != nil && strength[*s.Modality] >= obliges:
		return demands
	}
	return allows
}

// spaced is a form as it is looked for in folded words: whole words, where
// there are spaces.
func (t *StatementTable) spaced(form string) string {
	if t.Lang.Sentence.Unspaced {
		return t.fold(form)
	}
	return " " + t.fold(form) + " "
}

func noModality(s *Statement) bool {
	return s.Modality == nil || *s.Modality == Will || *s.Modality == Exempt
}

// departs says whether a rendering binds more or less than what it renders, or
// forbids what that does not.
func departs(a, b *Statement, tables [2]*StatementTable) bool {
	if a.Negated != b.Negated {
		// What is not negated by its modality can be so in other words: shall be
		// refused, shall last no longer than.
		plain, lang, negated, other := b, tables[1].Lang, a, tables[0].Lang
		if b.Negated {
			plain, lang, negated, other = a, tables[0].Lang, b, tables[1].Lang
		}
		twice := len(other.Negations(negated.Quote)) > 1 // may not refuse
		return !twice && len(lang.Negations(plain.Quote)) == 0 && len(lang.Bounds(plain.Quote)) == 0
	}
	from, ok := strength[*a.Modality]
	to, too := strength[*b.Modality]
	if !ok || !too {
		return false // forbidden both, by words of any strength
	}
	return from-to > weakerBy || from < obliges && to >= obliges
}
