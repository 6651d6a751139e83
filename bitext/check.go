package bitext

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

// Side is one of the two texts of a bitext.
type Side struct {
	Text *tifa.Text
	Lang string // BCP 47
}

// The names of the checks.
const (
	CheckOmitted      = "omitted"      // a sentence, or a part of one, has no counterpart in the translation
	CheckAdded        = "added"        // the reverse
	CheckUnaligned    = "unaligned"    // sentences of both sides at one place, or both whole texts, that no bead joins
	CheckNumber       = "number"       // numbers and ordinals
	CheckDate         = "date"         // dates
	CheckPercent      = "percent"      // shares
	CheckBound        = "bound"        // at most, at least
	CheckUnit         = "unit"         // the same number of other things
	CheckEnumerator   = "enumerator"   // numbering at the beginning of a sentence
	CheckName         = "name"         // names in Latin letters
	CheckNegation     = "negation"     // not, no
	CheckModality     = "modality"     // shall, may, shall not
	CheckTerm         = "term"         // terms of the term base
	CheckMark         = "mark"         // quotation marks, brackets, marks of the other script
	CheckUntranslated = "untranslated" // words of the source language in the translation
	CheckStale        = "stale"        // the source changed after it was translated
)

// Checks are the names of all checks.
func Checks() []string {
	return []string{
		CheckOmitted, CheckAdded, CheckUnaligned, CheckNumber, CheckDate, CheckPercent, CheckBound, CheckUnit, CheckEnumerator, CheckName,
		CheckNegation, CheckModality, CheckTerm, CheckMark, CheckUntranslated, CheckStale,
	}
}

// The severities of a Finding.
const (
	Error   = "error"   // the two versions say different things
	Warning = "warning" // they probably do
	Notice  = "note"    // they may; or a matter of form
)

// Finding is a place where a translation may differ from its source. Src and
// Tgt are sentence numbers; one of them may be empty, and both are where the
// finding is about the whole text.
type Finding struct {
	Src      []int  `json:"src"`
	Tgt      []int  `json:"tgt"`
	Check    string `json:"check"`
	Severity string `json:"severity"`
	Why      string `json:"why"`
	Seen     *Seen  `json:"seen"` // a person looked at it and holds it to be right; else null
}

// Seen says who holds a finding to be right as it is.
type Seen struct {
	By   string `json:"by"`
	At   string `json:"at"` // RFC 3339, UTC
	Note string `json:"note"`
}

// CheckOptions say what to check against.
type CheckOptions struct {
	Concepts []tifa.Concept // of the term base
	Only     []string       // names of checks; empty: all

	// Changed are the source sentences that changed since they were translated.
	// Where that is not known it is nil, and the dates alone decide.
	Changed          map[int]bool
	Suspicion        Suspicion // of the sentences of both sides; may be empty
	SrcDate, TgtDate tifa.Date
}

// checker is one run of Check.
type checker struct {
	o        CheckOptions
	src, tgt checkedSide
	matcher  *Matcher
	ratios   ratios
	findings []Finding
}

type checkedSide struct {
	Side

	language *text.Language
	scripts  scripts
	name     string // the source, the translation
}

func newCheckedSide(s Side, name string) checkedSide {
	l := text.Lookup(s.Lang)
	return checkedSide{Side: s, language: l, scripts: scriptsOf(l), name: name}
}

// passage is the part of a side that belongs to a bead.
type passage struct {
	*checkedSide

	run  []int
	text string

	modalWords *modalCount  // nil until somebody asks
	negations  []text.Modal // nil until somebody asks
}

func (s *checkedSide) passage(run []int) passage {
	p := passage{checkedSide: s, run: run}
	if len(run) > 0 {
		span := tifa.Span{Start: s.Text.Sentences[run[0]-1].Start, End: s.Text.Sentences[run[len(run)-1]-1].End}
		p.text = span.Of(s.Text.Body)
	}
	return p
}

// sentence is a sentence of the passage, by its place in the run.
func (p *passage) sentence(i int) string { return p.Text.Sentence(p.run[i]) }

// Check compares the two sides of all beads and reports where they do not say
// the same, in the order of the source. It finds differences of form (a number
// that is missing, a permission for an obligation); it does not understand the
// texts, and a translation without findings may still be wrong.
func Check(beads []tifa.Bead, src, tgt Side, o CheckOptions) []Finding {
	c := &checker{o: o, src: newCheckedSide(src, "the source"), tgt: newCheckedSide(tgt, "the translation")}
	if len(o.Concepts) > 0 {
		c.matcher = NewMatcher(o.Concepts)
	}
	c.ratios = c.measure(beads)
	c.stale(beads)
	if n, of, apart := Apart(beads, src, tgt); apart {
		c.o.Only = nil // whatever is asked for, this is the answer
		c.report(nil, nil, CheckUnaligned, Error, fmt.Sprintf("these do not look like a text and its translation: %d of the %d sentences of the shorter seem to have a counterpart", n, of))
		return c.findings // what else there is to find says nothing
	}
	c.alone(slices.DeleteFunc(slices.Clone(beads), c.credits))
	c.suspect(beads)
	for i := range beads {
		if b := &beads[i]; len(b.Src) > 0 && len(b.Tgt) > 0 {
			c.bead(b)
		}
	}
	slices.SortStableFunc(c.findings, c.inOrder(beads))
	return c.findings
}

// credits says whether a bead holds credits alone: nobody has to translate them.
func (c *checker) credits(b tifa.Bead) bool {
	return !slices.ContainsFunc(b.Src, func(n int) bool { return !c.src.Text.IsCredit(n) }) &&
		!slices.ContainsFunc(b.Tgt, func(n int) bool { return !c.tgt.Text.IsCredit(n) })
}

func (c *checker) bead(b *tifa.Bead) {
	s, t := c.src.passage(b.Src), c.tgt.passage(b.Tgt)
	if c.untranslated(&s, &t) {
		return // nothing else says more
	}
	c.length(&s, &t)
	c.numbers(&s, &t)
	c.names(&s, &t)
	c.modality(&s, &t)
	c.negation(&s, &t)
	c.terms(&s, &t)
	c.marks(&s, &t)
}

func (c *checker) report(src, tgt []int, check, severity, why string) {
	if len(c.o.Only) > 0 && !slices.Contains(c.o.Only, check) {
		return
	}
	c.findings = append(c.findings, Finding{
		Src: append([]int{}, src...), Tgt: append([]int{}, tgt...), Check: check, Severity: severity, Why: why,
	})
}

// inOrder orders findings by their source sentence; what has none stands
// behind the source sentence that comes before its target sentence.
func (c *checker) inOrder(beads []tifa.Bead) func(a, b Finding) int {
	before := map[int]int{} // source sentence before a target sentence
	last := 0
	for _, b := range beads {
		if len(b.Src) > 0 {
			last = b.Src[0]
		}
		for _, t := range b.Tgt {
			before[t] = last
		}
	}
	place := func(f Finding) (int, int, int) {
		switch {
		case len(f.Src) > 0 && len(f.Tgt) > 0:
			return f.Src[0], 0, f.Tgt[0]
		case len(f.Src) > 0:
			return f.Src[0], 0, 0
		case len(f.Tgt) > 0:
			return before[f.Tgt[0]], 1, f.Tgt[0]
		}
		return 0, 0, 0
	}
	return func(a, b Finding) int {
		a1, a2, a3 := place(a)
		b1, b2, b3 := place(b)
		return cmp.Or(a1-b1, a2-b2, a3-b3, slices.Index(Checks(), a.Check)-slices.Index(Checks(), b.Check), strings.Compare(a.Why, b.Why))
	}
}
