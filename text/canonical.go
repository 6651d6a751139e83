package text

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"tifa"
	"tifa/extract"
)

// Unreadable stands in a text for what could not be read: the replacement
// character of Unicode.
const Unreadable = "\ufffd"

// Canonical makes the canonical text of an edition: NFC, blocks joined by
// newlines, empty blocks dropped, every block cut into sentences by the table
// of lang. A line break inside a block becomes a space, and bytes that are no
// UTF-8 become U+FFFD.
func Canonical(blocks []extract.Block, lang string) *tifa.Text {
	l := Lookup(lang)
	size := 0
	for i := range blocks {
		size += len(blocks[i].Text) + 1
	}
	var body strings.Builder
	body.Grow(size)
	t := new(tifa.Text)
	for i := range blocks {
		b := &blocks[i]
		s := cleanBlock(b.Text)
		if s == "" {
			continue
		}
		if body.Len() > 0 {
			body.WriteByte('\n')
		}
		start := body.Len()
		body.WriteString(s)
		t.Blocks = append(t.Blocks, tifa.Block{
			Kind: b.Kind, Level: b.Level,
			Span: tifa.Span{Start: start, End: body.Len()},
		})
		t.Sentences = l.appendSentences(t.Sentences, s, start)
	}
	t.Body = body.String()
	return t
}

func cleanBlock(s string) string {
	s = strings.ToValidUTF8(s, Unreadable)
	if strings.ContainsFunc(s, isLineBreak) {
		s = strings.Map(func(r rune) rune {
			if isLineBreak(r) {
				return ' '
			}
			return r
		}, s)
	}
	return norm.NFC.String(strings.TrimFunc(s, isBlank))
}

func isLineBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}
