package bitext

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
)

// unit is a piece of a translation at which a span may begin or end: a word,
// or a character of a script without spaces.
type unit struct {
	tifa.Span

	of      []int // words of the translation that cover it
	word    string
	stop    bool
	capital bool
	cut     float64 // how dear it is to cut before it, by capitals
	before  float64 // price of a span that begins here
	after   float64 // price of a span that ends here
	marked  bool    // a mark stands before it
}

// cutUnits cuts a translation into units: its words, and of overlapping words
// the smallest.
func cutUnits(words []token, translation string) []unit {
	var out []unit
	for j, t := range words {
		if isSign(t.word) {
			continue
		}
		u := unit{Span: t.Span, of: []int{j}, word: t.word, stop: t.stop}
		if n := len(out); n > 0 && out[n-1].End > t.Start {
			if t.Len() >= out[n-1].Len() {
				continue // a pair of characters
			}
			out[n-1] = u
			continue
		}
		out = append(out, u)
	}
	for _, t := range words { // figures are no words, but numbers alone
		if isSign(t.word) && !slices.ContainsFunc(out, func(u unit) bool { return u.Start < t.End && t.Start < u.End }) {
			out = append(out, unit{Span: t.Span, word: t.word})
		}
	}
	slices.SortStableFunc(out, func(a, b unit) int { return cmp.Compare(a.Start, b.Start) })
	for k := range out {
		u := &out[k]
		u.of = u.of[:0]
		for j, t := range words {
			if t.Start < u.End && u.Start < t.End {
				u.of = append(u.of, j)
			}
		}
		u.capital = beginsCapital(u.Of(translation))
		if k > 0 {
			u.marked = hasMark(translation[out[k-1].End:u.Start])
		}
	}
	priceCapitals(out)
	return out
}

// priceCapitals says how dear a cut before each unit is: between two words with
// capitals it is dear, less so where function words stand between them, and
// the less the more words of the passage have capitals.
func priceCapitals(units []unit) {
	const loosely = .3
	capitals := 0
	for k := range units {
		if units[k].capital {
			capitals++
		}
	}
	rare := 1 - float64(capitals)/float64(max(1, len(units)))
	last := -1 // word with a capital
	for k := range units {
		u := &units[k]
		if u.marked || (!u.capital && !u.stop) {
			last = -1
		}
		if !u.capital {
			continue
		}
		if last >= 0 {
			cost := rare
			if last < k-1 {
				cost *= loosely
			}
			for between := last + 1; between <= k; between++ {
				units[between].cut = cost
			}
		}
		last = k
	}
}

func beginsCapital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

func hasMark(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsSpace(r) && r != '-' && r != '’' && r != '\'' })
}
