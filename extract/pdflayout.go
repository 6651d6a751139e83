package extract

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Measures of the layout, in multiples of the type's size where not said
// otherwise. They were set by looking at pages, not on gold.
const (
	indent        = .8  // a first line begins so much further right
	farIndent     = 6   // a line so far in is no first line of a paragraph
	wideLine      = 1.2 // times the usual distance of lines: a new paragraph
	noteSize      = .92 // of the body's size: a note's type is at most this
	headingSize   = 1.1 // of the body's size: a heading's type is at least this
	titleLine     = 1.5 // between the lines of one title
	wideTitleLine = 2.2 // the same in scripts without spaces, if the first is full
	sameSize      = .08 // share by which sizes in one paragraph may differ
)

// layout is what is known of the whole file's typesetting.
type layout struct {
	body    float64 // size of most of its text
	bold    bool    // most of its text is bold
	spacing float64 // usual distance between lines, in multiples of the size
	leads   map[int]float64
	joiner  joiner
}

// paragraph is lines that belong together.
type paragraph struct {
	lines []line
	text  string
}

// newLayout measures lines.
func newLayout(lines []line) *layout {
	l := &layout{}
	sizes := map[int]int{}
	bold, all := 0, 0
	texts := make([]string, len(lines))
	for i, line := range lines {
		n := utf8.RuneCountInString(line.text)
		sizes[sizeClass(line.size)] += n
		all += n
		if line.bold {
			bold += n
		}
		texts[i] = line.text
	}
	best := 0
	for class, n := range sizes {
		if n > sizes[best] || n == sizes[best] && class < best {
			best = class
		}
	}
	l.body, l.bold = float64(best)/2, 2*bold > all
	l.joiner.learnCompounds(texts)
	gaps := map[int][]float64{}
	for i := 1; i < len(lines); i++ {
		a, b := lines[i-1], lines[i]
		if gap := (b.y - a.y) / a.size; a.column == b.column && similar(a, b) && gap > .5 && gap < 4 {
			gaps[sizeClass(a.size)] = append(gaps[sizeClass(a.size)], gap)
		}
	}
	l.leads = map[int]float64{}
	l.spacing = 1.5
	for class, g := range gaps {
		if len(g) >= 8 {
			l.leads[class] = usualGap(g)
		}
	}
	if lead, ok := l.leads[best]; ok {
		l.spacing = lead
	}
	return l
}

// usualGap is the commonest of gaps, in steps of a twentieth.
func usualGap(gaps []float64) float64 {
	counts := map[int]int{}
	best := 0
	for _, g := range gaps {
		class := int(math.Round(g * 20))
		counts[class]++
		if counts[class] > counts[best] || counts[class] == counts[best] && class < best {
			best = class
		}
	}
	return float64(best) / 20
}

func sizeClass(size float64) int { return int(math.Round(size * 2)) }

func similar(a, b line) bool {
	return math.Abs(a.size-b.size) <= sameSize*max(a.size, b.size)
}

// notesOf takes the notes out of the lines of a page: smaller type at the
// foot of a column with a number before it. begun says that the page before
// has notes: then one may go on here.
func (l *layout) notesOf(lines []line, begun bool) (text, notes []line) {
	for begin := 0; begin < len(lines); {
		end := begin
		for end < len(lines) && lines[end].column == lines[begin].column {
			end++
		}
		at := end
		for at > begin && lines[at-1].size < noteSize*l.body {
			at--
		}
		goesOn := begun && at < end && at > begin && lines[at].y-lines[at-1].y > wideLine*l.spacing*l.body
		for !goesOn && at < end && !isNoteStart(lines[at].text) {
			at++
		}
		for i := begin + 1; i < at; i++ {
			// A line that begins with a raised number is a note in type of any size.
			if lines[i].marked && lines[i].y-lines[i-1].y > wideLine*l.spacing*l.body {
				at = i
			}
		}
		text = append(text, lines[begin:at]...)
		notes = append(notes, lines[at:end]...)
		begin = end
	}
	return text, notes
}

// isNoteStart says whether a note begins with text: a number, an asterisk.
func isNoteStart(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	if strings.ContainsRune("*†‡§①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", r) {
		return true
	}
	text = strings.TrimLeft(text, "[〔")
	digits := skip(text, isDigit)
	next := firstRune(text[digits:])
	return digits > 0 && digits <= 3 && (isWide(next) || strings.ContainsRune(" ]〕.", next))
}

// paragraphsOf joins lines, which stand in reading order, into paragraphs.
func (l *layout) paragraphsOf(lines []line) []paragraph {
	var out []paragraph
	for i, b := range lines {
		if i > 0 {
			last := &out[len(out)-1]
			if l.goesOn(last, lines[i-1], b) {
				last.lines = append(last.lines, b)
				last.text = l.join(last.text, b.text)
				continue
			}
		}
		out = append(out, paragraph{lines: []line{b}, text: b.text})
	}
	for i := range out {
		out[i].text = clean(out[i].text)
	}
	return slices.DeleteFunc(out, func(p paragraph) bool { return p.text == "" })
}

// goesOn says whether line b goes on with the paragraph p, whose last line
// is a.
func (l *layout) goesOn(p *paragraph, a, b line) bool {
	if !similar(a, b) || hasLeader(a.text) {
		return false
	}
	m := markOf(b.text)
	full := isFull(a, b)
	if a.column == b.column {
		lead, ok := l.leads[sizeClass(b.size)]
		if !ok {
			lead = l.spacing
		}
		if gap := (b.y - a.y) / max(a.size, b.size); gap > wideLine*lead || gap < .3 {
			return false
		}
	}
	if a.size > headingSize*l.body && a.page == b.page {
		// The lines of a title are broken by sense, not by width.
		gap := titleLine
		if full && isWide(lastRune(a.text)) {
			gap = wideTitleLine
		}
		switch {
		case b.y-a.y > gap*a.size:
			return false
		case m.kind == noMark && a.bold == b.bold && headingLevel(a.text) == 0 && 2*(a.x1-a.x0) > a.right-a.left && !endsInStop(a.text):
			return true
		}
	}
	if !full || m.kind == bullet && lastRune(a.text) != firstRune(b.text) {
		return false
	}
	stop := endsInStop(a.text)
	if m.kind != noMark && (stop || m.kind == hanUnit && m.apart || a.bold != b.bold) {
		return false
	}
	shift := b.x0 - a.x0
	if a.column != b.column {
		shift = (b.x0 - b.left) - min(a.x0-a.left, 0)
	}
	first := len(p.lines) == 1
	switch {
	case math.Abs(shift) > farIndent*b.size:
		return false // centred, or set to the right
	case stop && a.column != b.column && b.x1 < b.right-3*b.size && !strings.ContainsRune(";；:：", lastRune(a.text)):
		return false // a short line by itself at the head of a column
	case shift > indent*b.size:
		// A hanging indent follows a number or bullet.
		return first && a.column == b.column && (!stop || markOf(a.text).kind != noMark)
	case first && stop && math.Abs(shift) < .3*b.size && b.x0-b.left > indent*b.size:
		return false // both are first lines, indented
	}
	return true
}

// join puts the text of the next line after that of the lines before it.
func (l *layout) join(before, next string) string {
	last := lastRune(before)
	if (last == '–' || last == '/') && !strings.HasSuffix(strings.TrimSuffix(before, string(last)), " ") {
		return before + next // 2019–NM, https://
	}
	return l.joiner.join(before, next)
}

// isFull says whether a reaches the right edge, so that the beginning of b
// found no room on it.
func isFull(a, b line) bool {
	need := b.word + .2*b.size
	if isWide(firstRune(b.text)) {
		need = 1.6 * b.size // a mark may not begin a line and takes one with it
	}
	return a.x1+need > a.right-.5*a.size
}

// hasLeader says whether a row of dots leads to a page number, as in a table
// of contents.
func hasLeader(text string) bool {
	text = strings.TrimRightFunc(text, func(r rune) bool { return isDigit(r) || strings.ContainsRune("ivxlIVX- ", r) })
	dots := 0
	for text != "" {
		r, n := utf8.DecodeLastRuneInString(text)
		switch r {
		case '.', '…', '·', '‥', '．', '_':
			dots++
		case ' ':
		default:
			return dots >= 4
		}
		if r == '…' {
			dots += 2
		}
		text = text[:len(text)-n]
	}
	return false
}
