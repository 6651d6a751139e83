package evidence

import (
	"fmt"
	"strings"
	"unicode"

	"tifa"
	"tifa/text"
)

// Kind is what a part of a text in marks of quotation is.
type Kind string

// The kinds of what stands in marks.
const (
	IsQuotation Kind = "quotation"
	IsTitle     Kind = "title"
	IsTerm      Kind = "term"  // a word or short term: a coinage, a name, a scare quote
	IsFrame     Kind = "frame" // the author's own sentence around a quotation
)

// WhyFrame is the reason that is given for a frame.
const WhyFrame = "the author's own words around a quotation"

// The longest term. In both measures together, a term weighs at most 1.
const (
	termChars = 6
	termWords = 3
)

// classify tells quotations from titles and terms.
func (f *Found) classify(t *tifa.Text) {
	s := f.Of(t.Body)
	f.Kind = IsQuotation
	if strings.ContainsAny(f.Marks, "《〈") {
		f.Kind, f.Why = IsTitle, "stands in the marks of a title"
		return
	}
	if f.Form != InMarks {
		return
	}
	chars, words, capitals, marks := 0, 0, 0, 0
	for _, tok := range text.Tokens(s) {
		switch tok.Kind {
		case text.Char:
			chars++
		case text.Word:
			words++
			if unicode.IsUpper(firstRune(s[tok.Start:])) || strings.Contains(" and of the for in on to a an ", " "+tok.Key+" ") {
				capitals++
			}
		case text.Mark:
			if strings.ContainsAny(tok.Key, ",.;:!?。、") {
				marks++
			}
		}
	}
	switch {
	case chars+words == 0:
		f.Kind, f.Why = IsTerm, "holds no word"
	case marks > 0 || len(marksOf(s)) > 0:
	case introduced(t.Body[:f.Start]):
	case chars == 0 && words > termWords && words <= 12 && capitals == words && unicode.IsUpper(firstRune(s)):
		f.Kind, f.Why = IsTitle, "every word begins with a capital letter"
	case float64(chars)/termChars+float64(words)/termWords <= 1:
		f.Kind, f.Why = IsTerm, fmt.Sprintf("a word or short term (up to %d characters or %d words) without punctuation", termChars, termWords)
	}
}

// introduced says whether what stands before a mark of quotation is a colon.
func introduced(before string) bool {
	before = strings.TrimRightFunc(before, func(r rune) bool {
		_, opening := pairs[r]
		return opening || unicode.IsSpace(r)
	})
	return endsInColon(before)
}
