package evidence

import (
	"context"
	"slices"

	"tifa"
	"tifa/concordance"
	"tifa/text"
)

// A short quotation is like many passages: of four words three stand somewhere.
// It is said to differ from one only where a single change is held on both
// sides by words that are the same, or by a long stretch on one, and these are
// no formula; or where the text names the document that has the passage.
const (
	shortWords = 9 // of a short quotation, in scripts with spaces …
	shortChars = 13
	formulaic  = 100 // occurrences of the rarer side beyond which it is a formula
	heldAlone  = 8   // words or characters that hold a change on one side alone
)

// short says whether a quotation is too short to be known by what is right in
// it, and has no marks of its own.
func (q *quote) short() bool {
	if len(q.readings) > 1 {
		return false
	}
	words, chars := 0, 0
	for i := range q.readings[0].elements {
		switch e := &q.readings[0].elements[i]; {
		case e.sort != word && e.sort != fragment:
		case text.KindOf(e.key) == text.Char:
			chars++
		default:
			words++
		}
	}
	return words <= shortWords && chars <= shortChars && (words == 0 || chars == 0 || words+chars <= shortWords)
}

// meant says whether edits leave it plain which passage a short quotation
// means.
func (j *judge) meant(ctx context.Context, edits []tifa.Edit) (bool, error) {
	spoken := slices.DeleteFunc(slices.Clone(edits), func(e tifa.Edit) bool { return !hasWords(e.A) && !hasWords(e.B) })
	changes, longest, rarest, atEdge := 0, 0, -1, false
	for i, e := range spoken {
		if e.Op != tifa.Equal {
			if i == 0 || spoken[i-1].Op == tifa.Equal {
				changes++
			}
			atEdge = atEdge || i == 0 || i == len(spoken)-1
			continue
		}
		longest = max(longest, countWords(e.A))
		n, err := j.x.Occurrences(ctx, concordance.Literal(e.A), concordance.Filter{})
		if err != nil {
			return false, err
		}
		if rarest < 0 || n < rarest {
			rarest = n
		}
	}
	return changes <= 1 && rarest <= formulaic && (!atEdge || longest >= heldAlone), nil
}

// hasWords says whether a string is more than marks.
func hasWords(s string) bool { return countWords(s) > 0 }

// countWords counts the words of a string, and its characters in scripts
// without spaces.
func countWords(s string) int { return len(wordTokens(s)) }

// wordTokens are the tokens of a string that are words or characters.
func wordTokens(s string) []text.Token {
	return slices.DeleteFunc(text.Tokens(s), func(t text.Token) bool { return t.Kind == text.Mark || t.Kind == text.Break })
}
