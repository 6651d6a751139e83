package claim

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa/concordance"
	"tifa/text"
)

// A phrase that stands nowhere proves little in a language that bends its words:
// "zuständiger Behörde" is absent from a text that has "zuständigen Behörde".
// So an absence says which words with the same beginnings are there.

// Form is another form of a phrase, which was not counted.
type Form struct {
	Phrase string `json:"phrase"`
	Count  int    `json:"count"` // occurrences in the scope
}

const (
	shortWord  = 5   // letters; shorter words have to stand as they are
	keptShare  = .6  // of the letters of a word, which its other forms share
	mostHits   = 400 // looked at, to tell forms
	mostForms  = 8   // kept
	formsNamed = 3   // in a sentence
)

// forms are words of the scope that begin like those of a phrase, the most
// frequent first. Scripts without spaces bend no words.
func (t *trial) forms(phrase string) ([]Form, error) {
	begins := beginnings(phrase)
	if begins == "" {
		return nil, nil
	}
	q, err := t.rule.parse(begins)
	if err != nil {
		return nil, nil //nolint:nilerr // what cannot be asked like this has no forms
	}
	hits, err := t.x.Hits(t.ctx, q, t.f, concordance.ByDate, 0, mostHits)
	if err != nil {
		return nil, err
	}
	out := []Form{}
	for _, h := range hits {
		a, err := t.x.Attest(h)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(out, func(f Form) bool { return strings.EqualFold(f.Phrase, a.Quote) })
		if i < 0 {
			i = len(out)
			out = append(out, Form{Phrase: a.Quote})
		}
		out[i].Count++
	}
	slices.SortStableFunc(out, func(a, b Form) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Phrase, b.Phrase)) })
	return out[:min(len(out), mostForms)], nil
}

// beginnings is a query for the beginnings of the words of a phrase; empty where
// none is long enough, and where the phrase is no plain run of words.
func beginnings(phrase string) string {
	if strings.Contains(phrase, "*") {
		return ""
	}
	var parts []string
	long := false
	for _, token := range text.Tokens(phrase) {
		switch n := utf8.RuneCountInString(token.Key); {
		case token.Kind != text.Word:
			return ""
		case n >= shortWord && !strings.ContainsFunc(token.Key, unicode.IsDigit):
			long = true
			runes := []rune(phrase[token.Start:token.End])
			parts = append(parts, string(runes[:min(len(runes), max(shortWord-1, int(keptShare*float64(len(runes))+.999)))])+"*")
		default:
			parts = append(parts, phrase[token.Start:token.End])
		}
	}
	if !long {
		return ""
	}
	return strings.Join(parts, " ")
}

// FormsOf are the first of the forms of phrases that were found nowhere, with
// their numbers, to be told; the rest are kept with the outcome.
func (o *Outcome) FormsOf() []Form {
	var out []Form
	for _, q := range o.Queries {
		if q.Count == 0 {
			out = append(out, q.Forms[:min(len(q.Forms), formsNamed)]...)
		}
	}
	return out[:min(len(out), formsNamed)]
}
