package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
)

// class is what a character may mean for the end of a sentence.
type class uint8

const (
	plain class = iota
	stop
	mark
	dot
	ellipsis
	bracket
	quote
)

// splitter is a table of sentence ends prepared for the scan.
type splitter struct {
	pages   [256]*[256]class // by high and low byte of a character below U+10000
	step    [256]uint8       // by first byte: bytes to pass over, 0 where the character must be looked at
	pairs   map[rune]rune    // opening to closing bracket or quote
	never   map[string]bool
	before  map[string]bool
	mayEnd  map[string]bool
	openers map[string]bool
}

func newSplitter(t *SentenceRules) splitter {
	sp := splitter{
		pairs:   map[rune]rune{},
		never:   set(t.Abbreviations),
		before:  set(t.BeforeNumber),
		mayEnd:  set(t.MayEnd),
		openers: set(t.Openers),
	}
	for b := range sp.step {
		switch {
		case b >= 0xF0:
			sp.step[b] = 4
		case b >= 0xE0:
			sp.step[b] = 3
		case b >= 0xC0:
			sp.step[b] = 2
		default:
			sp.step[b] = 1
		}
	}
	mark1 := func(r rune, c class) {
		page := &sp.pages[r>>8&0xFF]
		if *page == nil {
			*page = new([256]class)
		}
		(*page)[r&0xFF] = c
		sp.step[string(r)[0]] = 0
	}
	for c, chars := range map[class]string{stop: t.Stops, mark: t.Marks, dot: t.Dots, ellipsis: t.Ellipses} {
		for _, r := range chars {
			mark1(r, c)
		}
	}
	for c, pairs := range map[class][]string{bracket: t.Brackets, quote: t.Quotes} {
		for _, p := range pairs {
			opening, size := utf8.DecodeRuneInString(p)
			closing, _ := utf8.DecodeRuneInString(p[size:])
			sp.pairs[opening] = closing
			mark1(opening, c)
		}
	}
	return sp
}

func (sp *splitter) class(r rune) class {
	if r >= 1<<16 {
		return plain
	}
	if page := sp.pages[r>>8]; page != nil {
		return page[r&0xFF]
	}
	return plain
}

// Sentences cuts a block into sentences: spans of s in bytes, in order, none
// empty, with nothing but white space outside them. A sentence keeps its
// stop, the quotes and brackets that close behind it, and its numbering.
// Cutting a sentence again gives that sentence.
func (l *Language) Sentences(s string) []tifa.Span {
	return l.appendSentences(nil, s, 0)
}

// appendSentences appends the sentences of s, which begins at base in the
// whole text.
func (l *Language) appendSentences(spans []tifa.Span, s string, base int) []tifa.Span {
	s = s[:trimSpaceRight(s)]
	start := skipSpace(s, 0)
	sp := &l.split
	for i := start; i < len(s); {
		if n := sp.step[s[i]]; n > 0 {
			i += int(n)
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch sp.class(r) {
		case plain:
			i += size
		case bracket:
			i = l.skipBracket(s, start, i, r)
		case quote:
			i = l.skipQuote(s, i, r)
		default:
			end, next, ends := l.boundary(s, start, i)
			if ends && next < len(s) {
				spans = append(spans, tifa.Span{Start: base + start, End: base + end})
				start = next
			}
			i = next
		}
	}
	if start < len(s) {
		spans = append(spans, tifa.Span{Start: base + start, End: base + len(s)})
	}
	return spans
}

// skipBracket is the offset behind the bracket that opens at i, if it closes
// soon: a stop inside does not end the sentence around it. A sentence that
// stands in brackets as a whole is looked into.
func (l *Language) skipBracket(s string, start, i int, opening rune) int {
	inside := i + utf8.RuneLen(opening)
	if i == start {
		return inside
	}
	if end := l.closing(s, inside, opening); end > 0 {
		return end
	}
	return inside
}

// skipQuote is the offset behind the quotation that opens at i if the
// sentence goes on behind it, else the offset of its first character.
func (l *Language) skipQuote(s string, i int, opening rune) int {
	inside := i + utf8.RuneLen(opening)
	end := l.closing(s, inside, opening)
	if end > 0 && end < len(s) && l.continues(s[end:], true) {
		return end
	}
	return inside
}

// closing is the offset behind the partner of the opening character whose
// inside begins at i, 0 if there is none near enough.
func (l *Language) closing(s string, i int, opening rune) int {
	closing, depth := l.split.pairs[opening], 1
	window := s[i:min(len(s), i+l.Sentence.QuoteWindow)]
	for j, r := range window {
		switch r {
		case opening:
			depth++
		case closing:
			if depth--; depth == 0 {
				return i + j + utf8.RuneLen(r)
			}
		}
	}
	return 0
}

// boundary judges the stop at i in the sentence that begins at start. It gives
// the end of the stop with its closing quotes, the offset of what follows the
// white space behind it, and whether the sentence ends there.
func (l *Language) boundary(s string, start, i int) (end, next int, ends bool) {
	kind, after := l.stops(s, i)
	end = l.closers(s, after)
	next = skipSpace(s, end)
	if next == len(s) {
		return end, next, true
	}
	if l.continues(s[next:], end > after) {
		return end, next, false
	}
	r, _ := utf8.DecodeRuneInString(s[next:])
	spaced := next > end
	switch kind {
	case stop:
		return end, next, true
	case mark:
		return end, next, !unicode.IsLower(r) && (spaced || l.Sentence.Unspaced && !isASCII(r))
	case ellipsis:
		// Where neither space nor capital shows a new sentence an ellipsis is
		// taken for a pause, unless a quotation closes with it: on MAC-Dev
		// that is right more often than not.
		if l.Sentence.Unspaced {
			return end, next, end > after
		}
		return end, next, spaced && !unicode.IsLower(r)
	}
	if !spaced || unicode.IsLower(r) {
		return end, next, false
	}
	return end, next, l.dotEnds(s, start, i, next)
}

// stops passes over a run of stops and tells which kind it is as a whole.
func (l *Language) stops(s string, i int) (kind class, end int) {
	dots := 0
	for end = i; end < len(s); {
		r, size := utf8.DecodeRuneInString(s[end:])
		c := l.split.class(r)
		switch c {
		case stop, mark, ellipsis:
			kind = c
			if c != ellipsis {
				dots = 0
			}
		case dot:
			dots++
			if kind == plain {
				kind = dot
			}
		default:
			return wholeKind(kind, dots), end
		}
		end += size
		// An ellipsis may be written with spaces: . . .
		if c == dot && strings.HasPrefix(s[end:], " .") {
			end++
		}
	}
	return wholeKind(kind, dots), end
}

func wholeKind(kind class, dots int) class {
	if kind == dot && dots > 1 {
		return ellipsis
	}
	return kind
}

// closers passes over closing quotes and brackets, also where white space was
// put before one that cannot be an opening one.
func (l *Language) closers(s string, i int) int {
	for i < len(s) {
		j := i
		r, size := utf8.DecodeRuneInString(s[j:])
		if unicode.IsSpace(r) {
			j = skipSpace(s, i)
			r, size = utf8.DecodeRuneInString(s[j:])
			if !unicode.In(r, unicode.Pe, unicode.Pf) || r == '’' {
				return i
			}
		}
		if size == 0 || !strings.ContainsRune(l.Sentence.Closers, r) {
			return i
		}
		i = j + size
	}
	return i
}

// continues says whether rest goes on with the sentence before it.
func (l *Language) continues(rest string, quoted bool) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	if strings.ContainsRune(l.Sentence.Continuers, r) {
		return true
	}
	if !quoted {
		return false
	}
	for _, g := range l.Sentence.Glue {
		if strings.HasPrefix(rest, g) {
			return true
		}
	}
	return false
}

// dotEnds says whether the dot at i, with white space and no small letter
// behind it, ends the sentence.
func (l *Language) dotEnds(s string, start, i, next int) bool {
	if l.isLabel(s[start:i]) {
		return false
	}
	word := wordBefore(s[start:i])
	if word == "" {
		return true
	}
	following := wordAt(s[next:])
	opens := l.split.openers[strings.ToLower(following)]
	switch {
	case l.split.never[word]:
		return false
	case l.split.before[word]:
		return numeralLen(s[next:]) == 0
	case l.split.mayEnd[word]:
		return true
	case strings.Contains(word, "."), utf8.RuneCountInString(word) == 1 && !isDigits(word) && startsUpper(word):
		return opens
	case l.Sentence.OrdinalDot && len(word) <= 2 && isDigits(word):
		return opens
	}
	return true
}

// isLabel says whether the sentence so far is nothing but its numbering.
func (l *Language) isLabel(s string) bool {
	const longest = 40 // bytes; a longer beginning is no number
	return len(s) <= longest && len(l.Label(s+".")) >= len(s)
}

// wordBefore is the last word of s, with inner dots (U.S, e.g).
func wordBefore(s string) string {
	s = s[:trimSpaceRight(s)]
	i := len(s)
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if !isLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '\'' && r != '-' {
			break
		}
		i -= size
	}
	return strings.TrimLeft(s[i:], ".'-")
}

// wordAt is the first word of s behind opening quotes and brackets.
func wordAt(s string) string {
	s = strings.TrimLeftFunc(s, unicode.IsPunct)
	for i, r := range s {
		if !isLetter(r) {
			return s[:i]
		}
	}
	return s
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

func isASCII(r rune) bool { return r < utf8.RuneSelf }

func isASCIILetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// skipSpace is the offset of the first character at or after i that is no
// white space.
func skipSpace(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !isBlank(r) {
			return i
		}
		i += size
	}
	return i
}

// trimSpaceRight is the length of s without the white space at its end.
func trimSpaceRight(s string) int { return len(strings.TrimRightFunc(s, isBlank)) }

// isBlank counts the byte order mark as white space: it stands before the
// first word of many files.
func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' }
