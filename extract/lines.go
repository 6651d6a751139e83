package extract

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraphsOf puts lines together into paragraphs, which are not yet clean.
// A blank line ends a paragraph.
func paragraphsOf(raw []string) []string {
	blanks, texts := 0, make([]string, 0, len(raw))
	hyphens := false
	for i, line := range raw {
		switch {
		case !isBlank(line):
			texts = append(texts, line)
			hyphens = hyphens || strings.HasSuffix(line, "-") || strings.HasSuffix(line, "- ")
		case i > 0 && !isBlank(raw[i-1]):
			blanks++
		}
	}
	j := newJoiner(texts, blanks > 0 && blanks*8 > len(texts))
	if hyphens && j.wrapped {
		j.learnCompounds(texts)
	}
	// Where blank lines are rare in a wrapped text, they are page breaks, and
	// a sentence may run across one.
	paged := j.wrapped && !j.spaced
	paragraphs := make([]string, 0, len(texts))
	var current []byte // the paragraph so far, once it has two lines
	previous, gap := "", false
	for _, line := range raw {
		if isBlank(line) {
			gap = true
			continue
		}
		before := previous
		if current != nil && !j.wrapped {
			before = tail(current)
		}
		joins := previous != "" && (!gap || paged) && j.wraps(before, line)
		if gap && joins {
			joins = j.runsOn(before, line)
		}
		switch {
		case joins && current == nil:
			current = j.extend([]byte(previous), line)
		case joins:
			current = j.extend(current, line)
		default:
			if current != nil {
				paragraphs[len(paragraphs)-1] = string(current)
				current = nil
			}
			paragraphs = append(paragraphs, line)
		}
		previous, gap = line, false
	}
	if current != nil {
		paragraphs[len(paragraphs)-1] = string(current)
	}
	return paragraphs
}

// tail is the end of a paragraph, long enough to judge it by.
func tail(paragraph []byte) string {
	const enough = 600
	from := max(0, len(paragraph)-enough)
	for from < len(paragraph) && !utf8.RuneStart(paragraph[from]) {
		from++
	}
	return string(paragraph[from:])
}

// joiner decides which line breaks of a text were made by wrapping. Widths
// are in columns, where a Han character takes two.
type joiner struct {
	wrapped   bool            // the text as a whole is set to a width
	width     int             // that width
	spaced    bool            // blank lines stand between its paragraphs
	compounds map[string]bool // words with a hyphen inside a line, in lower case
	spelled   map[string]bool // words without one, as they would be divided before a word that joins two
}

// A text is taken as wrapped where wrappedShare of its lines come within
// fullShare of its width, or within wideShare, since scripts without spaces
// fill each line to the last character. Texts with a paragraph a line have
// lines of all lengths, most beyond maxWidth. In a list of titles the lengths
// are spread, none ends a sentence, and none begins with a small letter.
const (
	minWidth     = 36
	maxWidth     = 160
	maxTitle     = 100 // no title in Chinese is wider
	fullShare    = .85
	wideShare    = .93
	wrappedShare = .3
)

func newJoiner(lines []string, spaced bool) *joiner {
	j := &joiner{spaced: spaced}
	widths := make([]int, 0, len(lines))
	long, wide, stops, lower := 0, 0, 0, 0
	for _, line := range lines {
		w := columns(line, maxWidth+1)
		if w == 0 {
			continue
		}
		widths = append(widths, w)
		if w > maxWidth {
			long++
		}
		switch first := firstRune(strings.TrimLeftFunc(line, isSpace)); {
		case isWide(first):
			wide++
		case unicode.IsLower(first):
			lower++
		}
		if endsInStop(strings.TrimRightFunc(line, isSpace)) {
			stops++
		}
	}
	n := len(widths)
	if n < 2 || long*20 > n {
		return j
	}
	share, running := fullShare, lower*8 >= n
	if wide*2 > n {
		share, running = wideShare, stops*20 >= n
	}
	slices.Sort(widths)
	j.width = widths[(n-1)*19/20]
	full, _ := slices.BinarySearch(widths, int(float64(j.width)*share))
	j.wrapped = running && j.width >= minWidth && j.width <= maxWidth && float64(n-full) >= wrappedShare*float64(n)
	return j
}

// wraps says whether the break between a and b was made by wrapping. Both
// are raw lines: an indent of b counts.
func (j *joiner) wraps(a, b string) bool {
	if strings.HasPrefix(b, "\u3000") && (indentOf(b) > indentOf(a) || strings.HasPrefix(b, "\u3000\u3000")) {
		return false
	}
	deeper := indentOf(b) >= indentOf(a)+4
	a, b = strings.TrimFunc(a, droppedOrSpace), strings.TrimFunc(b, droppedOrSpace)
	if a == "" || b == "" || isDrawn(a) || isDrawn(b) {
		return false
	}
	next := firstRune(b)
	if strings.ContainsRune("》〉，。、；：！？”’」』】）", next) || strings.ContainsRune("《〈“‘「『【（", lastRune(a)) {
		// No paragraph begins or ends so: it was wrapped without care, or a
		// link was cut out of its sentence.
		return true
	}
	stop := endsInStop(a)
	if stop && !j.spaced {
		return false
	}
	full := j.isFull(a, b)
	m := markOf(b)
	if stop {
		// In a text with blank lines between its paragraphs a full line that
		// happens to end with a sentence goes on.
		return full && m.kind == noMark && !deeper
	}
	if !full && (deeper || headingLevel(a) > 0 && !unicode.IsLower(next)) {
		return false // while items hang: the lines after the first stand deeper
	}
	switch m.kind {
	case noMark:
	case bullet:
		if unicode.IsUpper(firstRune(m.rest)) || isWide(firstRune(m.rest)) && !full {
			return false
		}
	case unitWord:
		// "under\nArticle 5 of" is running text, "Article 5\n" is not.
		if !full || !unicode.IsLower(firstRune(m.rest)) && !endsOpen(a) {
			return false
		}
	default:
		if (m.apart || !full) && !(full && endsOpen(a)) {
			return false
		}
	}
	switch {
	case full:
		return headingLevel(b) == 0
	case j.wrapped:
		return isWide(next) && endsOpen(a) || unicode.IsLower(next) && columns(a, j.width) > j.width/2
	case isWide(next):
		return endsOpen(a) || columns(a, maxTitle) >= maxTitle
	}
	return unicode.IsLower(next) && (endsOpen(a) || unicode.IsLower(lastRune(a)))
}

// isDrawn says whether line is part of a table drawn with characters.
func isDrawn(line string) bool {
	r := firstRune(line)
	return r >= 0x2500 && r < 0x2580 || r == '|' || r == '+' && strings.Contains(line, "--")
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

// runsOn says whether a sentence certainly goes on from a to b, although a
// blank line stands between them.
func (j *joiner) runsOn(a, b string) bool {
	a, b = strings.TrimFunc(a, droppedOrSpace), strings.TrimFunc(b, droppedOrSpace)
	if !j.isFull(a, b) || markOf(b).kind != noMark {
		return false
	}
	next := firstRune(b)
	return unicode.IsLower(next) || (isWide(next) || next == '(') && isWide(lastRune(a)) || isWide(next) && endsOpen(a)
}

// join is extend for strings.
func (j *joiner) join(a, b string) string { return string(j.extend([]byte(a), b)) }

// extend puts b after a. Scripts without spaces get none; a hyphen is undone
// before a small letter, unless the text has the word with a hyphen in the
// middle of a line too.
func (j *joiner) extend(a []byte, b string) []byte {
	a = bytes.TrimRightFunc(a, isSpace)
	soft := bytes.HasSuffix(a, []byte("\u00ad"))
	a, b = bytes.TrimRightFunc(a, droppedOrSpace), strings.TrimFunc(b, droppedOrSpaceButHyphen)
	last, _ := utf8.DecodeLastRune(a)
	next := firstRune(b)
	switch {
	case len(a) == 0 || b == "" || soft || isWide(last) || isWide(next):
	case last == '-' || last == '\u2010':
		head := bytes.TrimRight(a, "-\u2010")
		before, _ := utf8.DecodeLastRune(head)
		switch {
		case !unicode.IsLetter(before):
			a = append(a, ' ')
		case suspended(b) && !j.spelled[compound(tail(head), b)]:
			a = append(a, ' ')
		case unicode.IsLower(next) && !j.compounds[compound(tail(head), b)]:
			a = head
		}
	default:
		a = append(a, ' ')
	}
	return append(a, b...)
}

// droppedOrSpaceButHyphen keeps the soft hyphen at the end of a line, which
// tells the next join what to do.
func droppedOrSpaceButHyphen(r rune) bool { return r != '\u00ad' && droppedOrSpace(r) }

// suspended says that a line goes on after a hyphen with a word that joins two
// compounds with one part in common (Informations- und Kommunikationsdienste,
// short- and long-term): the hyphen stays, and so does the space. Words that
// are also the ends of others (den-noch, so-wie) are not among them.
func suspended(line string) bool {
	return slices.Contains(joinsCompounds(), strings.ToLower(line[:skip(line, unicode.IsLetter)]))
}

// joinsCompounds are words of German, English, and of Danish, Norwegian and
// Swedish.
func joinsCompounds() []string {
	return []string{"und", "oder", "bzw", "beziehungsweise", "sowie", "als", "bis", "and", "or", "og", "och", "eller"}
}

// learnCompounds remembers the words that lines spell with a hyphen, and those
// without that a word like "and" or "or" may end (isl-and, doct-or).
func (j *joiner) learnCompounds(lines []string) {
	j.compounds, j.spelled = map[string]bool{}, map[string]bool{}
	for _, line := range lines {
		for word := range strings.FieldsFuncSeq(line, func(r rune) bool { return !unicode.IsLetter(r) }) {
			for _, end := range joinsCompounds() {
				if head, ok := strings.CutSuffix(word, end); ok && head != "" {
					j.spelled[compound(head, end)] = true
				}
			}
		}
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
