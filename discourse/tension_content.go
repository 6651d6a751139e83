package discourse

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// Contents tells what passages of a language are about, by their rare terms:
// stems of words in scripts with spaces, pairs of neighbouring characters in the
// others, without words of grammar. It keeps what it learns of rarity, and is
// not safe for use by several goroutines.
type Contents struct {
	light  map[string]bool
	stem   *text.Stemmer
	rarity func(phrase string) float64
	known  map[string]float64
}

// NewContents weighs terms by rarity, which says of a word, or a pair of
// characters, how rare it is: from 0, everywhere, to 1, nowhere.
func NewContents(lang string, rarity func(phrase string) float64) *Contents {
	c := &Contents{light: map[string]bool{}, stem: text.NewStemmer(lang), rarity: rarity, known: map[string]float64{}}
	l := text.Lookup(lang)
	for _, list := range [][]string{l.StopWords, l.Phrases.Function} {
		for _, w := range list {
			if ts := text.Tokens(w); len(ts) == 1 {
				c.light[ts[0].Key] = true
			}
		}
	}
	return c
}

// Content is the terms of a passage, in its order.
type Content struct {
	Terms  []Term
	Weight float64 // of its terms, each counted once

	weights map[string]float64
}

// Term is a word or a pair of characters. Its place is in bytes of the passage.
type Term struct {
	tifa.Span

	Key    string
	Weight float64
}

// Of is the content of a passage.
func (c *Contents) Of(passage string) Content {
	out := Content{weights: map[string]float64{}}
	tokens := text.Tokens(passage)
	for i := range tokens {
		t := &tokens[i]
		switch {
		case c.light[t.Key] || t.Kind == text.Mark || t.Kind == text.Break:
		case t.Kind == text.Word:
			if utf8.RuneCountInString(t.Key) > 2 && !isNumber(t.Key) {
				out.add(c, tifa.Span{Start: t.Start, End: t.End}, c.stem.Stem(t.Key), t.Key)
			}
		case i+1 < len(tokens) && tokens[i+1].Kind == text.Char && !c.light[tokens[i+1].Key]:
			pair := t.Key + tokens[i+1].Key
			out.add(c, tifa.Span{Start: t.Start, End: tokens[i+1].End}, pair, pair)
		}
	}
	return out
}

func isNumber(s string) bool { return strings.Trim(s, "0123456789.,%") == "" }

func (x *Content) add(c *Contents, at tifa.Span, key, phrase string) {
	w, ok := c.known[key]
	if !ok {
		w = c.rarity(phrase)
		c.known[key] = w
	}
	x.Terms = append(x.Terms, Term{at, key, w})
	if _, ok := x.weights[key]; !ok {
		x.weights[key] = w
		x.Weight += w
	}
}

// Has is the weight of a term, 0 if the passage does not have it.
func (x *Content) Has(key string) float64 { return x.weights[key] }

// Shared is the weight of the terms that two passages share, and how many they
// are.
func (x *Content) Shared(y *Content) (weight float64, n int) {
	seen := map[string]bool{}
	for i := range x.Terms { // in order: sums of floats depend on it
		t := &x.Terms[i]
		if _, ok := y.weights[t.Key]; ok && !seen[t.Key] {
			seen[t.Key] = true
			weight += t.Weight
			n++
		}
	}
	return weight, n
}

// SharedWords are the words of a passage that another shares, pairs joined,
// the weightiest first.
func (x *Content) SharedWords(y *Content, passage string) []string {
	type run struct {
		tifa.Span
		weight float64
	}
	var runs []run
	for i := range x.Terms {
		t := &x.Terms[i]
		if _, ok := y.weights[t.Key]; !ok {
			continue
		}
		if n := len(runs); n > 0 && t.Start < runs[n-1].End {
			runs[n-1].End = t.End
			runs[n-1].weight += t.Weight
			continue
		}
		runs = append(runs, run{t.Span, t.Weight})
	}
	slices.SortStableFunc(runs, func(a, b run) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return 0
	})
	var out []string
	for _, r := range runs {
		if s := r.Of(passage); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
