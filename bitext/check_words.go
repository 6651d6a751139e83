package bitext

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

// modalCount is the modal words of a passage by class, with the first of each.
type modalCount struct {
	n     map[string]int
	first map[string]string
}

func (p *passage) modals() *modalCount {
	if p.modalWords != nil {
		return p.modalWords
	}
	m := &modalCount{map[string]int{}, map[string]string{}}
	p.modalWords = m
	for _, f := range p.language.Modals(p.text) {
		m.n[f.Class]++
		if m.first[f.Class] == "" {
			m.first[f.Class] = f.Of(p.text)
		}
	}
	return m
}

// negate is the negations of the passage.
func (p *passage) negate() []text.Modal {
	if p.negations == nil {
		p.negations = append([]text.Modal{}, p.language.Negations(p.text)...)
	}
	return p.negations
}

// permissive is the number of words that permit or say that something can be.
func (m *modalCount) permissive() int { return m.n[text.May] + m.n[text.Possible] + m.n[text.Exempt] }

func (m *modalCount) total() int {
	n := 0
	for _, k := range m.n {
		n += k
	}
	return n
}

// permits is the first word that permits.
func (m *modalCount) permits() string {
	return cmp.Or(m.first[text.May], m.first[text.Possible], m.first[text.Exempt])
}

// modality compares what must, may and must not be. English laws say "shall"
// also where a Chinese one states a fact, so that an obligation more in the
// translation says nothing.
func (c *checker) modality(s, t *passage) {
	if len(c.src.language.Modality) == 0 || len(c.tgt.language.Modality) == 0 {
		return
	}
	const most = 6
	a, b := s.modals(), t.modals()
	if c.prohibition(s, t, a, b) {
		return
	}
	few := a.total()+b.total() <= most // in a long passage the words of many actions are mixed
	report := func(severity, format string, from, to string) {
		if !few {
			severity = Notice
		}
		c.report(s.run, t.run, CheckModality, severity, fmt.Sprintf(format, from, to))
	}
	must, may := a.n[text.Must]-b.n[text.Must], a.permissive()-b.permissive()
	const obliges, permits = "the source obliges (%s) where the translation permits (%s)", "the source permits (%s) where the translation obliges (%s)"
	switch {
	case may < 0 && a.n[text.Must] > 0 && a.permissive() == 0 && b.n[text.May] > 0 && b.n[text.Must] == 0:
		report(Error, obliges, a.first[text.Must], b.permits())
	case may < 0 && a.n[text.Must] > 0 && b.n[text.May] > 0:
		report(Warning, obliges, a.first[text.Must], b.permits())
	case may > 0 && a.n[text.May] > 0 && b.n[text.Must] > 0 && b.permissive() == 0 && a.n[text.Must] == 0 && b.n[text.Prohibit] == 0:
		report(Error, permits, a.first[text.May], b.first[text.Must])
	case may > 0 && a.n[text.May] > 0 && b.n[text.Must] > a.n[text.Must] && b.n[text.Prohibit] <= a.n[text.Prohibit]:
		report(Warning, permits, a.first[text.May], b.first[text.Must])
	case a.total() == 0 && b.n[text.May] > 0 && b.n[text.Must] == 0:
		c.report(s.run, t.run, CheckModality, Notice, fmt.Sprintf("the translation permits (%s), the source has no word for it", b.first[text.May]))
	case a.n[text.May] > 0 && a.n[text.Must] == 0 && b.total() == 0:
		c.report(s.run, t.run, CheckModality, Notice, fmt.Sprintf("the source permits (%s), the translation has no word for it", a.first[text.May]))
	case must > 0 && b.n[text.Should] > a.n[text.Should]:
		report(Warning, "the source obliges (%s), the translation recommends (%s)", a.first[text.Must], b.first[text.Should])
	}
}

// terms compares the terms of the term base.
func (c *checker) terms(s, t *passage) {
	if c.matcher == nil {
		return
	}
	rendered := map[int][]Match{}
	for _, m := range c.matcher.Find(t.text, t.Lang) {
		rendered[m.Concept] = append(rendered[m.Concept], m)
	}
	var done []int
	for _, m := range c.matcher.Find(s.text, s.Lang) {
		if slices.Contains(done, m.Concept) {
			continue
		}
		done = append(done, m.Concept)
		c.term(s, t, m, rendered[m.Concept])
	}
}

func (c *checker) term(s, t *passage, m Match, rendered []Match) {
	concept := &c.o.Concepts[m.Concept]
	preferred := ""
	for _, term := range concept.Terms {
		if tifa.BaseLang(term.Lang) == tifa.BaseLang(t.Lang) && (term.Status == tifa.Preferred || preferred == "" && term.Status == tifa.Admitted) {
			if preferred == "" || term.Status == tifa.Preferred && !term.Variant {
				preferred = term.Text
			}
		}
	}
	instead := ""
	if preferred != "" {
		instead = fmt.Sprintf("; the term base has %q", preferred)
	}
	good := false
	for _, r := range rendered {
		status := concept.Terms[r.Term].Status
		severity, what := Error, "forbidden"
		switch status {
		case tifa.Deprecated:
			severity, what = Warning, "deprecated"
		case tifa.Forbidden:
		default:
			good = true
			continue
		}
		c.report(s.run, t.run, CheckTerm, severity, fmt.Sprintf("%s is rendered by %q, which is %s%s", m.Of(s.text), r.Of(t.text), what, instead))
	}
	if len(rendered) == 0 && !good && preferred != "" {
		c.report(s.run, t.run, CheckTerm, Warning, fmt.Sprintf("%s is rendered by none of its terms%s", m.Of(s.text), instead))
	}
}

// short cuts a quotation for a message.
func shorten(s string) string {
	const longest = 40 // code points
	runes := []rune(strings.TrimSpace(s))
	if len(runes) <= longest {
		return string(runes)
	}
	return string(runes[:longest-1]) + "…"
}
