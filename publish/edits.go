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
	for _, e := range script {
		if e.Op == tifa.Equal {
			out = addPiece(out, "", e.B)
			continue
		}
		out = addPiece(out, "del"+moveMark(e), e.A)
		out = addPiece(out, "ins"+moveMark(e), e.B)
	}
	return out
}

// SidePieces sets one of the two texts: the older, side 0, with what went from
// it marked, or the newer with what came.
func SidePieces(script []tifa.Edit, side int) []Piece {
	var out []Piece
	for _, e := range script {
		text, mark := e.A, "del"
		if side == 1 {
			text, mark = e.B, "ins"
		}
		if e.Op == tifa.Equal {
			mark = ""
		} else {
			mark += moveMark(e)
		}
		out = addPiece(out, mark, text)
	}
	return out
}

func addPiece(out []Piece, mark, text string) []Piece {
	if text == "" {
		return out
	}
	words := strings.TrimRightFunc(text, unicode.IsSpace)
	if words == "" {
		mark = "" // nothing to be seen
	}
	return append(out, Piece{mark, words, text[len(words):]})
}

func moveMark(e tifa.Edit) string {
	if e.Op == tifa.Move {
		return " move"
	}
	return ""
}
