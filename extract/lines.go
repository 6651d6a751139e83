package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// joinLines puts the lines of one stretch of text together into paragraphs.
// A line is joined to the one before it where that one looks wrapped.
func joinLines(lines []string) []string {
	j := newJoiner(lines, false)
	var out []string
	for i, line := range lines {
		if i > 0 && len(out) > 0 && j.wraps(lines[i-1], line) {
			out[len(out)-1] = j.join(out[len(out)-1], line)
			continue
		}
		out = append(out, line)
	}
	for i := range out {
		out[i] = clean(out[i])
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// joiner decides which line breaks of a text were made by wrapping. Widths
// are in columns, where a Han character takes two.
type joiner struct {
	wrapped   bool            // the text as a whole is set to a width
	width     int             // that width
	spaced    bool            // blank lines stand between its paragraphs
	compounds map[string]bool // words with a hyphen inside a line, in lower case
}

// A text is taken as wrapped where this share of its lines comes within
// fullShare of its width. Texts with a paragraph a line have lines of all
// lengths, most beyond maxWidth.
const (
	minWidth     = 36
	maxWidth     = 160
	fullShare    = .85
	wrappedShare = .3
)

func newJoiner(lines []string, spaced bool) *joiner {
	j := &joiner{spaced: spaced}
	widths := make([]int, 0, len(lines))
	long := 0
	for _, line := range lines {
		w := columns(line, maxWidth+1)
		if w > maxWidth {
			long++
		}
		if w > 0 {
			widths = append(widths, w)
		}
	}
	if len(widths) < 2 || long*20 > len(widths) {
		return j
	}
	slices.Sort(widths)
	j.width = widths[(len(widths)-1)*19/20]
	full, _ := slices.BinarySearch(widths, int(float64(j.width)*fullShare))
	j.wrapped = j.width >= minWidth && j.width <= maxWidth &&
		float64(len(widths)-full) >= wrappedShare*float64(len(widths))
	return j
}

// wraps says whether the break between a and b was made by wrapping. Both
// are raw lines: an indent of b counts.
func (j *joiner) wraps(a, b string) bool {
	indent := indentOf(b)
	if indent > indentOf(a) && (indent >= 4 || strings.HasPrefix(b, "\u3000")) || strings.HasPrefix(b, "\u3000\u3000") {
		return false
	}
	a, b = strings.TrimFunc(a, droppedOrSpace), strings.TrimFunc(b, droppedOrSpace)
	if a == "" || b == "" {
		return false
	}
	full := j.isFull(a, b)
	m := markOf(b)
	next := firstRune(b)
	if endsInStop(a) {
		// In a text with blank lines between its paragraphs a full line that
		// happens to end with a sentence goes on.
		return full && j.spaced && m.kind == noMark
	}
	if headingLevel(a) > 0 && !(full && unicode.IsLower(next)) {
		return false
	}
	if m.kind != noMark && m.kind != bullet && (m.apart || !full) && !(full && endsOpen(a)) {
		// "under\nArticle 5 of" is running text, "Article 5\n" is not.
		return full && m.kind == unitWord && unicode.IsLower(firstRune(m.rest))
	}
	if m.kind == bullet && (unicode.IsUpper(firstRune(m.rest)) || isWide(firstRune(m.rest)) && !full) {
		return false
	}
	switch {
	case full:
		return headingLevel(b) == 0
	case j.wrapped:
		return unicode.IsLower(next) && columns(a, j.width) > j.width/2
	case isWide(next):
		return endsOpen(a)
	}
	return unicode.IsLower(next) && (endsOpen(a) || unicode.IsLower(lastRune(a)))
}

// isFull says whether a reaches the width, so that the first word of b, or
// the first characters of a script without spaces, found no room on it.
func (j *joiner) isFull(a, b string) bool {
	if !j.wrapped {
		return false
	}
	w := columns(a, maxWidth)
	word := 1 + min(j.width/6, columns(b[:skip(b, func(r rune) bool { return !isSpace(r) && !isWide(r) })], maxWidth))
	return w+word >= int(float64(j.width)*fullShare) && w > j.width/2
}

// join puts b after a. Scripts without spaces get none; a hyphen is undone
// before a small letter, unless the text has the word with a hyphen in the
// middle of a line too.
func (j *joiner) join(a, b string) string {
	soft := strings.HasSuffix(a, "\u00ad") || strings.HasSuffix(strings.TrimRight(a, " "), "\u00ad")
	a, b = strings.TrimRightFunc(a, droppedOrSpace), strings.TrimLeftFunc(b, droppedOrSpace)
	last, next := lastRune(a), firstRune(b)
	switch {
	case a == "" || b == "":
		return a + b
	case soft:
		return a + b
	case isWide(last) || isWide(next):
		return a + b
	case last == '-' || last == '\u2010':
		head := strings.TrimRight(a, "-\u2010")
		if !unicode.IsLetter(lastRune(head)) {
			break
		}
		if unicode.IsLower(next) && !j.compounds[compound(head, b)] {
			return head + b
		}
		return a + b
	}
	return a + " " + b
}

// learnCompounds remembers the words that lines spell with a hyphen.
func (j *joiner) learnCompounds(lines []string) {
	j.compounds = map[string]bool{}
	for _, line := range lines {
		for at := 0; ; {
			i := strings.IndexByte(line[at:], '-')
			if i < 0 {
				break
			}
			at += i + 1
			if c := compound(line[:at-1], line[at:]); c != "" {
				j.compounds[c] = true
			}
		}
	}
}

// compound is the word that stands before and after a hyphen, as left-right
// in lower case; empty where one side has no letters.
func compound(before, after string) string {
	start := strings.LastIndexFunc(before, func(r rune) bool { return !unicode.IsLetter(r) })
	if start >= 0 {
		_, n := utf8.DecodeRuneInString(before[start:])
		before = before[start+n:]
	} else {
		before = before[max(start, 0):]
	}
	after = after[:skip(after, unicode.IsLetter)]
	if before == "" || after == "" {
		return ""
	}
	return strings.ToLower(before + "-" + after)
}

// columns is the width of s, counted up to limit.
func columns(s string, limit int) int {
	w := 0
	for i, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if r > ' ' || w > 0 {
				w++
			}
		case dropped(r):
		case isWide(r) || r == '\u3000':
			w += 2
		default:
			w++
		}
		if w >= limit && i+1 < len(s) {
			return limit
		}
	}
	return w
}

// indentOf is the width of the space at the beginning of line, in columns.
func indentOf(line string) int {
	w := 0
	for _, r := range line {
		switch {
		case r == '\t':
			w += 4
		case r == '\u3000':
			w += 2
		case isSpace(r):
			w++
		default:
			return w
		}
	}
	return 0
}
