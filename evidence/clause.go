package evidence

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
)

// mostClause is how many characters a passage is extended by on either side to
// the end of a clause.
const mostClause = 60

// toClauses extends a span of a text to the beginning and the end of the clauses
// that it begins and ends in, where they are near; else it stays at its words.
func toClauses(body string, span tifa.Span) tifa.Span {
	at := span.Start
	for n := 0; ; n++ {
		r, size := utf8.DecodeLastRuneInString(body[:at])
		if size == 0 || endsClause(r, body[at:]) {
			span.Start = at + len(body[at:span.Start]) - len(strings.TrimLeftFunc(body[at:span.Start], unicode.IsSpace))
			break
		}
		if n == mostClause {
			break
		}
		at -= size
	}
	at = span.End
	for n := 0; ; n++ {
		r, size := utf8.DecodeRuneInString(body[at:])
		if size == 0 || endsClause(r, body[at+size:]) {
			span.End += len(strings.TrimRightFunc(body[span.End:at], unicode.IsSpace))
			break
		}
		if n == mostClause {
			break
		}
		at += size
	}
	return span
}

// endsClause says whether r ends a clause, before rest. Commas and stops of
// scripts with spaces stand in numbers and abbreviations too.
func endsClause(r rune, rest string) bool {
	switch r {
	case '\n', '，', '。', '；', '：', '！', '？', '、', '…', '—', '–':
		return true
	case ',', '.', ';', ':', '!', '?':
		next, size := utf8.DecodeRuneInString(rest)
		return size == 0 || unicode.IsSpace(next)
	}
	return false
}

// Shown is the passage nearest to a quotation that was not found, with an
// ellipsis where its sentence goes on.
func (q *Quotation) Shown() string {
	if q.Nearest == nil {
		return ""
	}
	s := q.Nearest.Quote
	if q.Sentence == nil {
		return s
	}
	head, tail, ok := strings.Cut(*q.Sentence, s)
	words := func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	}
	if ok && words(head) {
		s = "… " + s
	}
	if ok && words(tail) {
		s += " …"
	}
	return s
}
