package evidence

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
)

// Place is where a part of a canonical text stands in the file that it was read
// from: for every byte of the part, and for its end, the byte of the file.
type Place []int

// Locate finds parts of a canonical text, in their order, in a file of plain
// text or Markdown, which has other line breaks, spaces and signs of emphasis.
// What is not found has no Place.
func Locate(file, body string, spans []tifa.Span) []Place {
	out := make([]Place, len(spans))
	cursor := 0
	for i, s := range spans {
		want := s.Of(body)
		first := firstRune(want)
		for at := cursor; want != ""; {
			k := strings.IndexRune(file[at:], first)
			if k < 0 {
				break
			}
			at += k
			if p := follow(file, at, want); p != nil {
				out[i], cursor = p, at
				break
			}
			at += utf8.RuneLen(first)
		}
	}
	return out
}

// follow reads want in a file from a byte on; nil if it does not stand there.
func follow(file string, at int, want string) Place {
	p := make(Place, 0, len(want)+1)
	for i, r := range want {
		if unicode.IsSpace(r) {
			for range utf8.RuneLen(r) {
				p = append(p, at)
			}
			continue
		}
		n := 0
		for at < len(file) {
			var have rune
			have, n = utf8.DecodeRuneInString(file[at:])
			if have == r || i == 0 || !unicode.IsSpace(have) && !strings.ContainsRune("*_>\\`", have) {
				if have != r {
					return nil
				}
				break
			}
			at += n
		}
		if at >= len(file) {
			return nil
		}
		for k := range utf8.RuneLen(r) {
			p = append(p, at+k)
		}
		at += n
	}
	return append(p, at)
}

// IndentedIn finds the blocks of a text that stand indented in its file, by at
// least four columns more than most: so a quotation of several lines is set off
// where there are no marks. An indent of two ideographic spaces is how Chinese
// paragraphs begin.
func IndentedIn(file string, t *tifa.Text) map[int]bool {
	const deep = 4
	out := map[int]bool{}
	if file == "" {
		return out
	}
	spans := make([]tifa.Span, len(t.Blocks))
	for i := range t.Blocks {
		spans[i] = t.Blocks[i].Span
	}
	paragraphs := 0
	for i, at := range Locate(file, t.Body, spans) {
		if at == nil || t.Blocks[i].Kind != tifa.Paragraph {
			continue
		}
		paragraphs++
		line := file[strings.LastIndexByte(file[:at[0]], '\n')+1 : at[0]]
		width := 0
		for _, r := range line {
			switch r {
			case ' ':
				width++
			case '\t':
				width += deep
			case '\u3000':
				width += 2
			default:
				width = -1 << 30 // no indent: the block begins inside the line
			}
		}
		if width >= deep && line != "\u3000\u3000" {
			out[i] = true
		}
	}
	if 2*len(out) > paragraphs {
		clear(out)
	}
	return out
}
