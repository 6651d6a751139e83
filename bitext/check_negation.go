package bitext

import (
	"fmt"
	"slices"

	"tifa/text"
)

// prohibition reports a prohibition of one side that the other has no word
// for, and says whether there is one.
func (c *checker) prohibition(s, t *passage, a, b *modalCount) bool {
	lost := func(a, b *modalCount, from, to *passage) bool {
		n := a.n[text.Prohibit] - b.n[text.Prohibit]
		if n <= 0 {
			return false
		}
		severity := Error
		if b.n[text.Prohibit] > 0 {
			severity = Warning
		}
		if from.language.TellsNegations() && to.language.TellsNegations() {
			left := unrendered(from, to)
			if len(left) == 0 {
				if b.n[text.Exempt] > a.n[text.Exempt] && a.n[text.Must] == b.n[text.Must] {
					c.report(s.run, t.run, CheckModality, Warning, fmt.Sprintf("%s prohibits (%s) where %s exempts (%s)", from.name, a.first[text.Prohibit], to.name, b.first[text.Exempt]))
					return true
				}
				return false
			}
			if left[0].Kind == text.Inability || len(to.negate())-b.n[text.Prohibit] >= n {
				severity = Warning // for not being able to, or rendered in a way that the tables do not know
			}
		} else if len(to.negate())-b.n[text.Prohibit] >= n {
			return false
		}
		c.report(s.run, t.run, CheckModality, severity, fmt.Sprintf("%s prohibits (%s) where %s does not", from.name, a.first[text.Prohibit], to.name))
		return true
	}
	return lost(a, b, s, t) || lost(b, a, t, s)
}

// negation reports a passage that negates more often than its counterpart has
// words that can render it.
func (c *checker) negation(s, t *passage) {
	if len(c.src.language.Negation) == 0 || len(c.tgt.language.Negation) == 0 {
		return
	}
	negated := c.negated
	if c.src.language.TellsNegations() && c.tgt.language.TellsNegations() {
		negated = c.negatedByKind
	}
	negated(s, t, s, t)
	negated(t, s, s, t)
}

// negated compares by number alone.
func (c *checker) negated(from, to, s, t *passage) {
	strong := slices.DeleteFunc(slices.Clone(from.negate()), func(m text.Modal) bool { return m.Class != text.Not })
	have := len(to.negate())
	modals, other := from.modals(), to.modals()
	need := len(strong) - modals.n[text.Exempt] - other.n[text.Exempt]
	if need <= have || modals.n[text.Prohibit] > other.n[text.Prohibit] {
		return // rendered, or reported as modality
	}
	severity := Warning
	if have > 0 {
		severity = Notice
	}
	c.report(s.run, t.run, CheckNegation, severity, fmt.Sprintf("%s negates (%s) where %s does not", from.name, strong[0].Of(from.text), to.name))
}

// negatedByKind compares word by word. In a long passage, where the words of
// many clauses are mixed, one more on a side says little.
func (c *checker) negatedByKind(from, to, s, t *passage) {
	const most = 6 // negations
	modals, other := from.modals(), to.modals()
	left := unrendered(from, to)
	if len(left) == 0 || modals.n[text.Prohibit] > other.n[text.Prohibit] {
		return // rendered, or reported as modality
	}
	severity := Warning
	if slices.ContainsFunc(to.negate(), func(m text.Modal) bool { return m.Class == text.Not }) {
		severity = Notice
	}
	if severity == Notice && len(left) == 1 && needing(from)+needing(to) > most {
		return
	}
	c.report(s.run, t.run, CheckNegation, severity, fmt.Sprintf("%s negates (%s) where %s does not", from.name, left[0].Of(from.text), to.name))
}

// needing is how many negations of a passage must have a counterpart.
func needing(p *passage) int {
	n := 0
	for _, m := range p.negate() {
		if needs(&m) {
			n++
		}
	}
	return n
}

// calling are the kinds of words with a negation in their meaning that
// translators render by one.
var calling = []string{text.Forbids, text.Failure}

// needs says whether a negation must have a counterpart.
func needs(m *text.Modal) bool {
	return m.Class == text.Not || m.Class == text.Inherent && slices.Contains(calling, m.Kind)
}

// renders are the kinds of words that can render a negation of a kind, beside
// those of the same kind and the plain ones.
var renders = map[string][]string{
	"":             {text.Refusal, text.BoundKind, text.Lack, text.Failure, text.Inability, text.Exemption, text.Forbids, text.Reversal, text.Excepts, text.Regardless, text.Choice, text.Violation, text.Condition, text.Until, text.Other},
	text.Forbids:   {text.Refusal, text.Only, text.End, text.Lack},
	text.Failure:   {text.Inability, text.Reversal},
	text.Undone:    {text.Failure, text.Other, text.Until, text.Inability, text.Reversal, text.Excepts, text.Refusal, text.Violation, text.BoundKind, text.End},
	text.Inability: {text.Failure, text.Lack, text.Reversal, text.Condition, text.Only},
	text.Lack:      {text.Failure, text.Other, text.Reversal, text.Exemption, text.Regardless},
	text.Without:   {text.Failure, text.Excepts, text.Only, text.Before, text.Reversal, text.Condition, text.Exemption},
	text.Other:     {text.Reversal, text.Excepts, text.Only, text.BoundKind},
	text.Excepts:   {text.Exemption},
	text.Refusal:   {text.Forbids, text.End, text.Failure, text.Exemption, text.Excepts},
	text.Reversal:  {text.Failure, text.Violation},
	text.BoundKind: {text.Reversal, text.Less},
	text.Exemption: {text.Excepts, text.Failure, text.Lack},
}

// apart are kinds of which one cannot render the other, though words of both
// negate: shall not, and unless.
var apart = []string{text.Without, text.Excepts}

// canRender says whether a word may be the rendering of a negation that needs
// one.
func canRender(need, by *text.Modal) bool {
	switch {
	case by.Kind == need.Kind && need.Kind != "":
		return true
	case need.Kind == text.Forbids && slices.Contains(apart, by.Kind), by.Kind == text.Forbids && slices.Contains(apart, need.Kind):
		return false
	}
	return by.Class == text.Not || by.Kind == text.Plain || by.Kind != "" && slices.Contains(renders[need.Kind], by.Kind)
}

// double are the kinds of words that can render a negation of a negation: shall
// not without.
var double = []string{text.Only, text.Condition, text.Before}

// unrendered are the negations of one side that need a counterpart and for
// which the other side has no word left. Each word renders one. Words of the
// same kind belong together first, also those that need no rendering: so that
// 拒绝 takes "refuse", and 不得 before it needs another word.
func unrendered(from, to *passage) []text.Modal {
	a, m := from.negate(), matching{}
	negates := false
	for _, w := range to.negate() {
		negates = negates || w.Class == text.Not
		if w.Kind == text.Plain && !negates {
			continue // nor goes on a negation before it
		}
		m.by = append(m.by, w)
	}
	for i := range a {
		if i > 0 && again(from.text, &a[i-1], &a[i]) {
			continue
		}
		same := slices.IndexFunc(m.by, func(w text.Modal) bool { return w.Kind == a[i].Kind && w.Kind != "" })
		if same < 0 {
			m.need = append(m.need, a[i])
			continue
		}
		m.by = slices.Delete(m.by, same, same+1)
	}
	for _, w := range m.by {
		if slices.Contains(double, w.Kind) {
			m.by = append(m.by, w)
		}
	}
	m.of = make([]int, len(m.by))
	var left []text.Modal
	for i := range m.need {
		if needs(&m.need[i]) && !m.try(i, make([]bool, len(m.by))) {
			left = append(left, m.need[i])
		}
	}
	return left
}

// again says whether a negation says the one before it once more, in the next
// member of a list: 未上市或未上櫃.
func again(s string, before, m *text.Modal) bool {
	const farthest = 21 // bytes
	return m.Class == text.Not && m.Start-before.End <= farthest && m.Of(s) == before.Of(s)
}

// matching gives each negation its own word of the other side, by augmenting
// paths.
type matching struct {
	need, by []text.Modal
	of       []int // for each word the negation that it renders, from 1
}

func (m *matching) try(i int, seen []bool) bool {
	for j := range m.by {
		if seen[j] || !canRender(&m.need[i], &m.by[j]) {
			continue
		}
		seen[j] = true
		if m.of[j] == 0 || m.try(m.of[j]-1, seen) {
			m.of[j] = i + 1
			return true
		}
	}
	return false
}
