package discourse

import (
	"strings"

	"tifa"
)

// listOfAims is the line that announces aims, of the lines behind it: 主要预期目标是：
type listOfAims struct {
	words  []string
	word   string // that announces them
	block  int    // where the first sentence behind the line begins, -1 before it
	listed bool   // its items follow
}

// cue is the word that announces what a sentence aims at, empty if none does;
// it is called for the sentences of a text in their order.
func (a *listOfAims) cue(t *tifa.Text, span tifa.Span, b tifa.Block) string {
	switch {
	case a.word == "":
	case a.block < 0:
		a.block, a.listed = b.Start, b.Kind == tifa.ListItem
	case b.Start != a.block && !(a.listed && b.Kind == tifa.ListItem):
		a.word = ""
	}
	word := a.word
	const colons = ":："
	line := strings.TrimSpace(span.Of(t.Body))
	if announced := strings.TrimRight(line, colons); announced != line {
		for _, w := range a.words {
			if w = strings.TrimRight(w, colons); strings.HasSuffix(announced, w) {
				a.word, a.block = w, -1
			}
		}
	}
	return word
}
