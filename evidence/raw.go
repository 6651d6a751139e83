package evidence

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
)

// Place is where a part of a canonical text stands in the file that it was read
// from: for every byte of the part, and for its end, the byte of the file.
type Place []int

// Located is a file of plain text or Markdown beside the canonical text that was
// read from it, which has other line breaks, spaces and signs of emphasis.
type Located struct {
	raw         string
	text        *tifa.Text
	passed      func(rune) bool // characters that do not count
	file        compact
	blocks      []int // where in the compact file a block begins; -1 if it was not found
	lengths     []int // of the blocks, compact
	cursor, end int   // where the last part was found that stands in no block
	last        tifa.Span
}

// Locate lays a canonical text along its file. Long blocks that stand in the
// file once are found first, wherever they are; what lies between them is found
// in order, so that the second of two equal parts is the second in the file too.
func Locate(file string, t *tifa.Text) *Located { return locate(file, t, passedInMarkdown) }

// LocateWords is Locate for a file that has no signs of emphasis: an asterisk is
// one.
func LocateWords(file string, t *tifa.Text) *Located { return locate(file, t, unicode.IsSpace) }

func locate(file string, t *tifa.Text, passed func(rune) bool) *Located {
	l := &Located{raw: file, text: t, passed: passed, file: compacted(file, passed), blocks: make([]int, len(t.Blocks)), lengths: make([]int, len(t.Blocks)), last: tifa.Span{End: -1}}
	parts := make([]string, len(t.Blocks))
	for i := range t.Blocks {
		parts[i] = compacted(t.Blocks[i].Of(t.Body), passed).s
		l.blocks[i], l.lengths[i] = -1, len(parts[i])
	}
	l.anchors(file, parts)
	l.between(parts)
	return l
}

// keyLength is how many bytes of a block are looked up at once.
const keyLength = 24

// anchors finds the blocks that stand at the beginning of a line, and once.
func (l *Located) anchors(file string, parts []string) {
	lines := map[string][]int{} // the beginnings of lines
	add := func(at int) {
		if at+keyLength <= len(l.file.s) {
			k := l.file.s[at : at+keyLength]
			if have := lines[k]; len(have) == 0 || have[len(have)-1] != at {
				lines[k] = append(have, at)
			}
		}
	}
	for from := 0; from < len(file); {
		size := strings.IndexByte(file[from:], '\n') + 1
		if size == 0 {
			size = len(file) - from
		}
		line := file[from : from+size]
		rest := strings.TrimLeft(line, lineMarks)
		add(l.file.at(from))
		add(l.file.at(from + len(line) - len(rest)))
		if i := strings.IndexAny(rest, ".)"); i > 0 && strings.Trim(rest[:i], "0123456789") == "" {
			add(l.file.at(from + len(line) - len(rest) + i + 1))
		}
		from += size
	}
	for i, part := range parts {
		if len(part) < keyLength {
			continue
		}
		var found []int
		for _, at := range lines[part[:keyLength]] {
			if strings.HasPrefix(l.file.s[at:], part) {
				found = append(found, at)
			}
		}
		if len(found) == 1 {
			l.blocks[i] = found[0]
		}
	}
	l.ascending()
}

// lineMarks may stand before a block on its first line.
const lineMarks = "\uFEFF \t\u3000#>*+-|"

// ascending gives up blocks that were found before one that stands before them
// in the text: of notes, which the file may have elsewhere, both are right, but
// what stands between blocks is sought between them. Most are kept.
func (l *Located) ascending() {
	var tails []int // the last block of the best run of each length
	before := make([]int, len(l.blocks))
	for i, at := range l.blocks {
		if at < 0 {
			continue
		}
		k, _ := slices.BinarySearchFunc(tails, at, func(b, at int) int { return cmp.Compare(l.blocks[b], at) })
		before[i] = -1
		if k > 0 {
			before[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
	}
	kept := map[int]bool{}
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = before[i] {
			kept[i] = true
		}
	}
	for i := range l.blocks {
		if !kept[i] {
			l.blocks[i] = -1
		}
	}
}

// between finds the other blocks, each between those around it: where it has
// lines or cells to itself, or else directly behind a block that was found.
func (l *Located) between(parts []string) {
	from := 0
	for i, part := range parts {
		if l.blocks[i] < 0 && part != "" {
			to := l.next(i)
			inside := -1
			for at, tries := from, 0; l.blocks[i] < 0 && tries < mostTries; tries++ {
				k := strings.Index(l.file.s[at:to], part)
				if k < 0 {
					break
				}
				at += k
				if l.alone(at, len(part)) {
					l.blocks[i] = at
				} else if inside < 0 {
					inside = at
				}
				_, n := utf8.DecodeRuneInString(l.file.s[at:])
				at += n
			}
			if l.blocks[i] < 0 && inside >= 0 && (i == 0 || l.blocks[i-1] >= 0) {
				l.blocks[i] = inside
			}
		}
		if l.blocks[i] >= 0 {
			from = l.blocks[i] + len(part)
		}
	}
}

// mostTries is how many occurrences of a short block are looked at.
const mostTries = 200

// alone says whether a part of the compact file has lines or cells to itself.
func (l *Located) alone(at, size int) bool {
	start, end := l.file.of[at], l.file.of[at+size-1]+1
	head := l.raw[strings.LastIndexByte(l.raw[:start], '\n')+1 : start]
	head = head[strings.LastIndexByte(head, '|')+1:]
	tail, _, _ := strings.Cut(l.raw[end:], "\n")
	tail, _, _ = strings.Cut(tail, "|")
	return strings.Trim(head, lineMarks+"_`0123456789.)") == "" && strings.Trim(tail, lineMarks+"\r_`") == ""
}

// next is where the first block that was found behind block i begins.
func (l *Located) next(i int) int {
	for _, at := range l.blocks[i+1:] {
		if at >= 0 {
			return at
		}
	}
	return len(l.file.s)
}

// block is the block in which a byte of the text stands; -1 if there is none.
func (l *Located) block(at int) int {
	b, found := slices.BinarySearchFunc(l.text.Blocks, at, func(b tifa.Block, at int) int { return cmp.Compare(b.Start, at) })
	if found {
		return b
	}
	return b - 1
}

// Line is the line of the file, from 1, in which the block of a byte of the text
// begins, or the last before it that was found.
func (l *Located) Line(at int) int {
	for b := l.block(at); b >= 0; b-- {
		if k := l.blocks[b]; k >= 0 && l.lengths[b] > 0 {
			return l.LineOf(l.file.of[k])
		}
	}
	return 1
}

// LineOf is the line of a byte of the file.
func (l *Located) LineOf(at int) int { return 1 + strings.Count(l.raw[:at], "\n") }

// Place is where a part of the text stands; nil if it is not found. Parts are
// asked for in the order in which they begin.
func (l *Located) Place(span tifa.Span) Place {
	b := l.block(span.Start)
	if b < 0 || span.Len() == 0 {
		return nil
	}
	part := span.Of(l.text.Body)
	lead := compacted(l.text.Body[l.text.Blocks[b].Start:span.Start], l.passed).s
	if at := l.blocks[b]; at >= 0 && span.End <= l.text.Blocks[b].End {
		return l.file.place(at+len(lead), part, l.passed)
	}
	// The block has more in the file, an address for one: the part is the next
	// that reads so, or stands in the one before.
	from := 0
	for i := b; i >= 0 && from == 0; i-- {
		if l.blocks[i] >= 0 {
			from = l.blocks[i] + l.lengths[i]
		}
	}
	from = max(from, l.end)
	if span.Start < l.last.End {
		from = l.cursor + len(compacted(l.text.Body[l.last.Start:span.Start], l.passed).s)
	}
	want := compacted(part, l.passed).s
	k := strings.Index(l.file.s[from:max(from, l.next(b))], want)
	if k < 0 || want == "" {
		return nil
	}
	if span.Start >= l.last.End {
		l.cursor, l.end, l.last = from+k, from+k+len(want), span
	}
	return l.file.place(from+k, part, l.passed)
}

// compact is a text without spaces and signs of emphasis.
type compact struct {
	s  string
	of []int // for every byte of s, that of the text
}

func passedInMarkdown(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("*_>\\`", r) }

func compacted(text string, passed func(rune) bool) compact {
	c := compact{of: make([]int, 0, len(text))}
	var b strings.Builder
	b.Grow(len(text))
	for i, r := range text {
		if passed(r) {
			continue
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		b.WriteString(text[i : i+n])
		for k := range n {
			c.of = append(c.of, i+k)
		}
	}
	c.s = b.String()
	return c
}

// at is the first byte that came from a byte of the text or one behind it.
func (c *compact) at(of int) int {
	k, _ := slices.BinarySearch(c.of, of)
	return k
}

// place is where the bytes of part stand that begins at a byte of c. What c
// leaves out stands where the character before it ends.
func (c *compact) place(at int, part string, passed func(rune) bool) Place {
	p := make(Place, 0, len(part)+1)
	end := c.of[at]
	for i, r := range part {
		_, n := utf8.DecodeRuneInString(part[i:])
		if passed(r) {
			for range n {
				p = append(p, end)
			}
			continue
		}
		for range n {
			p = append(p, c.of[at])
			end = c.of[at] + 1
			at++
		}
	}
	return append(p, end)
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
	paragraphs := 0
	l := Locate(file, t)
	for i := range t.Blocks {
		at := l.Place(t.Blocks[i].Span)
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
