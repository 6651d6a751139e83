package discourse

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

// The kinds of a Hinge.
const (
	Concession = "concession" // although A, B; A, but B
	Balance    = "balance"    // both poles are to hold: while doing A, B; 既A又B
	Exception  = "exception"  // A, unless B
)

// Hinge is a place where a sentence sets two poles against each other.
type Hinge struct {
	Sentence int    // from 1
	Kind     string // concession, balance or exception
	Cue      string // as it stands in the text: 在 … 的同时
	Cues     []tifa.Span
	Poles    [2]tifa.Span // in the order of the text
	// Subordinate is the pole that is said by the way, 0 or 1; -1 where neither
	// is.
	Subordinate int
	// Across says that the cue opens its sentence: the first pole is then the
	// sentence before it.
	Across bool
}

//go:embed hinges.tsv
var hingesTable []byte

// Hinges finds hinges in the texts of all languages of its table.
type Hinges struct {
	langs map[string]*hingeCues
}

// hingeCues are the cues of one language.
type hingeCues struct {
	byFirst map[string][]*hingeForm // by the first literal
	near    map[string][][]hingeElem
	openers map[string]bool
}

// The kinds of lines of the table that are no cues.
const (
	noCue  = "none"
	opener = "opener"
)

// ReadHinges reads the table of the program with tables of a library added to
// it.
func ReadHinges(own ...Table) (*Hinges, error) {
	h := &Hinges{langs: map[string]*hingeCues{}}
	order := 0
	for _, table := range append([]Table{{"hinges.tsv", hingesTable}}, own...) {
		t, err := readTSV(table.File, table.Data, "lang", "kind", "subordinate", "form")
		if err != nil {
			return nil, err
		}
		for _, row := range t.rows {
			order++
			if err := h.add(row.fields, order); err != nil {
				return nil, fmt.Errorf("%s, line %d: %w", t.file, row.line, err)
			}
		}
	}
	return h, nil
}

// add takes in a line of a table.
func (h *Hinges) add(fields map[string]string, order int) error {
	lang := fields["lang"]
	c := h.langs[lang]
	if c == nil {
		c = &hingeCues{byFirst: map[string][]*hingeForm{}, near: map[string][][]hingeElem{}, openers: map[string]bool{}}
		h.langs[lang] = c
	}
	kind, pattern := fields["kind"], fields["form"]
	switch kind {
	case noCue:
		if elems := hingeWords(pattern); len(elems) > 0 {
			c.near[elems[0].key] = append(c.near[elems[0].key], elems)
		}
	case opener:
		c.openers[pattern] = true
	case Concession, Balance, Exception:
		if sub := fields["subordinate"]; sub != "" && sub != "a" && sub != "b" {
			return fmt.Errorf("the subordinate pole is a, b or empty, not %q: %w", sub, tifa.ErrUsage)
		}
		forms, err := newHingeForms(hingeForm{kind: kind, subordinate: fields["subordinate"], order: order}, pattern)
		if err != nil {
			return err
		}
		for i := range forms {
			f := &forms[i]
			key := f.elems[f.anchor].key
			c.byFirst[key] = append(c.byFirst[key], f)
		}
	default:
		return fmt.Errorf("the kind of a hinge is concession, balance or exception, not %q: %w", kind, tifa.ErrUsage)
	}
	return nil
}

// hingeWords are the tokens of a form without markup.
func hingeWords(s string) []hingeElem {
	var out []hingeElem
	for _, t := range text.Tokens(s) {
		out = append(out, hingeElem{kind: literal, key: t.Key})
	}
	return out
}

// Knows says whether the table has anything for a language.
func (h *Hinges) Knows(lang string) bool { return h.langs[tifa.BaseLang(lang)] != nil }

// Find finds the hinges of a text in a language, in order; none where the
// table has nothing for the language.
func (h *Hinges) Find(t *tifa.Text, lang string) []Hinge {
	t = t.Own()
	c := h.langs[tifa.BaseLang(lang)]
	if c == nil {
		return nil
	}
	var all []Hinge
	for n := 1; n <= len(t.Sentences); n++ {
		all = append(all, c.sentence(t, n)...)
	}
	return all
}

// sentence finds the hinges of sentence n.
func (c *hingeCues) sentence(t *tifa.Text, n int) []Hinge {
	at := t.Sentences[n-1]
	m := &hingeMatcher{tokens: text.Tokens(at.Of(t.Body)), openers: c.openers}
	var found []hingeMatch
	for i := range m.tokens {
		for _, f := range c.byFirst[m.tokens[i].Key] {
			if m.masked == nil {
				m.masked = c.masked(m.tokens)
			}
			if x, ok := m.at(f, i); ok {
				found = append(found, x)
			}
		}
	}
	sortHingeMatches(found)
	used := map[int]bool{}
	var out []Hinge
	for i := range found {
		x := &found[i]
		if slices.ContainsFunc(x.cues, func(c int) bool { return used[c] }) {
			continue
		}
		hinge, ok := m.hinge(t, n, x)
		if !ok {
			continue
		}
		for _, c := range x.cues {
			used[c] = true
		}
		out = append(out, hinge)
	}
	slices.SortStableFunc(out, func(a, b Hinge) int { return a.Cues[0].Start - b.Cues[0].Start })
	return out
}

// masked marks the tokens of longer forms that only look like a cue.
func (c *hingeCues) masked(tokens []text.Token) []bool {
	out := make([]bool, len(tokens))
	for i := range tokens {
		for _, elems := range c.near[tokens[i].Key] {
			fits := i+len(elems) <= len(tokens)
			for j := 0; fits && j < len(elems); j++ {
				fits = elems[j].fits(&tokens[i+j])
			}
			for j := 0; fits && j < len(elems); j++ {
				out[i+j] = true
			}
		}
	}
	return out
}

// hinge gives a match its places in the text. It is none where the pole before
// would be a sentence of another block.
func (m *hingeMatcher) hinge(t *tifa.Text, n int, x *hingeMatch) (Hinge, bool) {
	base := t.Sentences[n-1].Start
	span := func(from, to int) tifa.Span {
		return tifa.Span{Start: base + m.tokens[from].Start, End: base + m.tokens[to-1].End}
	}
	h := Hinge{Sentence: n, Kind: x.form.kind, Subordinate: -1, Across: x.before}
	var parts []string
	for i := 0; i < len(x.cues); {
		j := i + 1
		for j < len(x.cues) && x.cues[j] == x.cues[j-1]+1 {
			j++
		}
		s := span(x.cues[i], x.cues[j-1]+1)
		h.Cues, parts = append(h.Cues, s), append(parts, s.Of(t.Body))
		i = j
	}
	h.Cue = strings.Join(parts, " … ")
	b := span(x.b[0], x.b[1])
	var a tifa.Span
	if x.before {
		if n == 1 || t.BlockAt(t.Sentences[n-2].Start) != t.BlockAt(base) {
			return h, false
		}
		a = t.Sentences[n-2]
	} else {
		a = span(x.a[0], x.a[1])
	}
	sub := strings.IndexByte("ab", (x.form.subordinate + "-")[0])
	h.Poles, h.Subordinate = [2]tifa.Span{a, b}, sub
	if b.Start < a.Start {
		h.Poles = [2]tifa.Span{b, a}
		if sub >= 0 {
			h.Subordinate = 1 - sub
		}
	}
	return h, true
}
