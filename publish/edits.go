package publish

import (
	"strings"
	"unicode"

	"tifa"
)

// edit is a piece of an edit script as it is set: the mark ends with the
// words, before the space that follows them.
type edit struct {
	Mark  string // empty, "del" or "ins", with " move" for what stands elsewhere
	Text  string
	Space string
}

// newEdits sets the older text and the newer in one line. What is equal is
// given as the newer writes it.
func newEdits(script []tifa.Edit) []edit {
	var out []edit
	add := func(mark, text string) {
		if text == "" {
			return
		}
		words := strings.TrimRightFunc(text, unicode.IsSpace)
		if words == "" {
			mark = "" // nothing to be seen
		}
		out = append(out, edit{mark, words, text[len(words):]})
	}
	for _, e := range script {
		move := ""
		if e.Op == tifa.Move {
			move = " move"
		}
		if e.Op == tifa.Equal {
			add("", e.B)
			continue
		}
		add("del"+move, e.A)
		add("ins"+move, e.B)
	}
	return out
}
