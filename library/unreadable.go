package library

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// unreadable warns of characters that stand in a text for what could not be
// read. Some are there because a file was converted badly before anybody got
// it: no reader can tell what they were, and neither can a quotation that comes
// from there.
func unreadable(t *tifa.Text) []string {
	n := strings.Count(t.Body, text.Unreadable)
	if n == 0 {
		return nil
	}
	const around = 8 // characters on either side
	at := strings.Index(t.Body, text.Unreadable)
	end := at
	for strings.HasPrefix(t.Body[end:], text.Unreadable) {
		end += len(text.Unreadable)
	}
	first := t.SentenceAt(at)
	s := t.Sentences[first-1]
	from, to := at, end
	for range around {
		if from > s.Start {
			_, size := utf8.DecodeLastRuneInString(t.Body[s.Start:from])
			from -= size
		}
		if to < s.End {
			_, size := utf8.DecodeRuneInString(t.Body[to:s.End])
			to += size
		}
	}
	return []string{fmt.Sprintf("unreadable characters (U+FFFD): %d, the first in s%d (%s); look for a better copy of the document, and put it in the place of this text with tifa replace",
		n, first, strings.TrimSpace(t.Body[from:to]))}
}
