package publish

import (
	"strings"
	"unicode"

	"tifa"
)

// Piece is a piece of an edit script as it is set: the mark ends with the
// words, before the space that follows them.
type Piece struct {
	Mark  string // empty, "del" or "ins", with " move" for what stands elsewhere
	Text  string
	Space string
}

// Pieces sets the older text and the newer in one line. What is equal is given
// as the newer writes it.
func Pieces(script []tifa.Edit) []Piece {
	var out []Piece
	add := func(mark, text string) {
		if text == "" {
			return
		}
		words := strings.TrimRightFunc(text, unicode.IsSpace)
		if words == "" {
			mark = "" // nothing to be seen
		}
		out = append(out, Piece{mark, words, text[len(words):]})
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
