package discourse

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

//go:embed targets.tsv
var targetsTable []byte

// The kinds of a Target.
const (
	Pointed = "pointed" // somebody is meant and not named: 个别国家
	Bare    = "bare"    // an unnamed party with a reproach: some countries … threaten
	Norm    = "norm"    // what nobody is to do: no country should
)

// The kinds of lines of the table that are no cues.
const (
	noTarget = "none"
	reproach = "reproach"
	helpless = "helpless"
)

// Target is a passage aimed at a party that is not named.
type Target struct {
	Sentence   int // from 1
	Kind       string
	Cue        tifa.Span
	Predicate  tifa.Span   // what is said of the party, as far as the rule can tell
	Reproaches []tifa.Span // words that reproach, near the cue
}

// Targets finds passages aimed at a party that is not named. It is safe for use
// by several goroutines.
type Targets struct {
	langs    map[string]*targetWords
	nameless *Nameless
}

// targetWords are the words of one language, by their first token; those that
// begin with a part of a word stand under the empty key.
type targetWords map[string][]targetForm

type targetForm struct {
	kind  string
	opens bool // it counts where it opens a sentence
	elems []targetElem
}

// targetElem is a token, the beginning of one, or any word.
type targetElem struct {
	key string
	any bool
	cut bool // the key is a beginning
}

// ReadTargets reads the table of the program with tables of a library added to
// it. What nameless finds counts as bare.
func ReadTargets(nameless *Nameless, own ...Table) (*Targets, error) {
	x := &Targets{langs: map[string]*targetWords{}, nameless: nameless}
	for _, table := range append([]Table{{"targets.tsv", targetsTable}}, own...) {
		t, err := readTSV(table.File, table.Data, "lang", "kind", "form")
		if err != nil {
			return nil, err
		}
		for _, row := range t.rows {
			f := row.fields
			if !slices.Contains([]string{Pointed, Bare, Norm, noTarget, reproach, helpless}, f["kind"]) || f["form"] == "" {
				return nil, fmt.Errorf("%s, line %d: the kind is pointed, bare, norm, none, helpless or reproach, with a form: %w", t.file, row.line, tifa.ErrUsage)
			}
			if x.langs[f["lang"]] == nil {
				x.langs[f["lang"]] = &targetWords{}
			}
			for _, choice := range hingeChoices(f["form"]) {
				x.langs[f["lang"]].put(f["kind"], choice)
			}
		}
	}
	return x, nil
}

func (w targetWords) put(kind, pattern string) {
	f := targetForm{kind: kind}
	for word := range strings.FieldsSeq(pattern) {
		if word == "^" {
			f.opens = true
			continue
		}
		if word == "_" {
			f.elems = append(f.elems, targetElem{any: true})
			continue
		}
		beginning, cut := strings.CutSuffix(word, "*")
		for _, t := range text.Tokens(beginning) {
			f.elems = append(f.elems, targetElem{key: t.Key})
		}
		if cut && len(f.elems) > 0 {
			f.elems[len(f.elems)-1].cut = true
		}
	}
	if len(f.elems) == 0 || f.elems[0].any {
		return
	}
	key := f.elems[0].key
	if f.elems[0].cut {
		key = ""
	}
	w[key] = append(w[key], f)
}

// at is the longest form at token i with its kind; its end is 0 if there is
// none. Reproaches are looked for apart from the cues.
func (w targetWords) at(tokens []text.Token, i int, reproaches bool) (kind string, end int) {
	for _, forms := range [2][]targetForm{w[tokens[i].Key], w[""]} {
		for k := range forms {
			f := &forms[k]
			if (f.kind == reproach) == reproaches && f.kind != helpless && i+len(f.elems) > end && (!f.opens || i == 0) && f.fits(tokens[i:]) {
				kind, end = f.kind, i+len(f.elems)
			}
		}
	}
	return kind, end
}

// helplessIn says whether some tokens have words by which what nobody does is no
// norm: alone.
func (w targetWords) helplessIn(tokens []text.Token) bool {
	for i := range tokens {
		for _, forms := range [2][]targetForm{w[tokens[i].Key], w[""]} {
			for k := range forms {
				if forms[k].kind == helpless && forms[k].fits(tokens[i:]) {
					return true
				}
			}
		}
	}
	return false
}

// nobody says whether a cue speaks of nobody: it begins as a norm of the table
// does.
func (w targetWords) nobody(cue []text.Token) bool {
	for _, f := range w[cue[0].Key] {
		if f.kind == Norm {
			return true
		}
	}
	return false
}

// all are the kinds of the longest forms at token i, and where they end.
func (w targetWords) all(tokens []text.Token, i int) (kinds []string, end int) {
	for _, forms := range [2][]targetForm{w[tokens[i].Key], w[""]} {
		for k := range forms {
			f := &forms[k]
			if i+len(f.elems) < end || !f.fits(tokens[i:]) {
				continue
			}
			if i+len(f.elems) > end {
				kinds, end = nil, i+len(f.elems)
			}
			if !slices.Contains(kinds, f.kind) {
				kinds = append(kinds, f.kind)
			}
		}
	}
	return kinds, end
}

func (f *targetForm) fits(tokens []text.Token) bool {
	if len(f.elems) > len(tokens) {
		return false
	}
	for i := range f.elems {
		e, t := &f.elems[i], &tokens[i]
		switch {
		case e.any:
			if t.Kind != text.Word {
				return false
			}
		case e.cut:
			if !strings.HasPrefix(t.Key, e.key) {
				return false
			}
		case e.key != t.Key:
			return false
		}
	}
	return true
}

// Knows says whether the table has anything for a language.
func (x *Targets) Knows(lang string) bool { return x.langs[tifa.BaseLang(lang)] != nil }

// Find finds the targets of a text in a language, in order; none where the
// table has nothing for the language.
func (x *Targets) Find(t *tifa.Text, lang string) []Target {
	t = t.Own()
	words := x.langs[tifa.BaseLang(lang)]
	if words == nil {
		words = &targetWords{}
	}
	also := map[int][]tifa.Span{} // by sentence
	if x.nameless != nil {
		for _, c := range x.nameless.Unnamed(t, lang) {
			n := t.SentenceAt(c.Start)
			also[n] = append(also[n], c.Span)
		}
	}
	var all []Target
	for n := 1; n <= len(t.Sentences); n++ {
		all = append(all, words.sentence(t, n, also[n])...)
	}
	return all
}

// How far from a cue a reproach may stand, in tokens.
const (
	reproachBehind = 32
	reproachBefore = 10
)

// sentence finds the targets of sentence n; also has cues of the other table.
func (w targetWords) sentence(t *tifa.Text, n int, also []tifa.Span) []Target {
	base := t.Sentences[n-1]
	tokens := text.Tokens(base.Of(t.Body))
	var out []Target
	for i := 0; i < len(tokens); i++ {
		kind, end := w.at(tokens, i, false)
		if end == 0 {
			for _, s := range also {
				if s.Start == base.Start+tokens[i].Start {
					kind, end = Bare, i+1
					for end < len(tokens) && base.Start+tokens[end].Start < s.End {
						end++
					}
				}
			}
		}
		if end == 0 {
			continue
		}
		if x, ok := w.target(tokens, kind, i, end); ok {
			x.Sentence = n
			for _, s := range append([]*tifa.Span{&x.Cue, &x.Predicate}, pointers(x.Reproaches)...) {
				s.Start, s.End = s.Start+base.Start, s.End+base.Start
			}
			out = append(out, x)
		}
		i = end - 1
	}
	return out
}

func pointers(spans []tifa.Span) []*tifa.Span {
	out := make([]*tifa.Span, len(spans))
	for i := range spans {
		out[i] = &spans[i]
	}
	return out
}

// target is the target of a cue, in bytes of the sentence; it is none where
// nothing is said of the party, or nothing that aims at it.
func (w targetWords) target(tokens []text.Token, kind string, from, to int) (Target, bool) {
	if kind == noTarget {
		return Target{}, false
	}
	end := to
	for end < len(tokens) && !endsPart(&tokens[end]) {
		end++
	}
	for end > to && tokens[end-1].Kind == text.Mark {
		end--
	}
	begin := to
	for begin < end && tokens[begin].Kind == text.Mark {
		begin++
	}
	x := Target{Kind: kind, Cue: tifa.Span{Start: tokens[from].Start, End: tokens[to-1].End}}
	if w.nobody(tokens[from:to]) && w.helplessIn(tokens[to:end]) {
		return x, false
	}
	first := from
	for first > 0 && from-first < reproachBefore && !endsPart(&tokens[first-1]) {
		first--
	}
	for i := first; i < min(end, to+reproachBehind); {
		if i == from {
			i = to
			continue
		}
		if _, stop := w.at(tokens, i, true); stop > 0 {
			x.Reproaches = append(x.Reproaches, tifa.Span{Start: tokens[i].Start, End: tokens[stop-1].End})
			i = stop
			continue
		}
		i++
	}
	const least = 2 // tokens of a predicate
	if end-begin < least && len(x.Reproaches) == 0 || kind == Bare && len(x.Reproaches) == 0 {
		return x, false
	}
	x.Predicate = x.Cue
	if begin < end {
		x.Predicate = tifa.Span{Start: tokens[begin].Start, End: tokens[end-1].End}
	}
	return x, true
}
