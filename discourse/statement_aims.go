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

// review is a paragraph that has begun to tell what was: 过去两年，…
type review struct {
	words []string
	block int // where it begins, -1 outside
}

// told says whether a sentence stands behind one of its paragraph that opens
// with a word of what was; it is called for the sentences of a text in their
// order.
func (r *review) told(t *tifa.Text, span tifa.Span, b tifa.Block) bool {
	if r.block == b.Start {
		return true
	}
	r.block = -1
	line := strings.ToLower(span.Of(t.Body))
	for _, w := range r.words {
		if strings.HasPrefix(line, w) {
			r.block = b.Start
		}
	}
	return false
}
