package extract

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// stretch is a run of glyphs on one baseline without a wide gap: a word, a
// cell, or a whole line.
type stretch struct {
	glyphs []glyph
	x0, x1 float64
	y      float64 // baseline
	size   float64 // of most of its glyphs
}

// line is one line of text in one column.
type line struct {
	text   string
	page   int // index
	x0, x1 float64
	y      float64
	size   float64
	bold   bool
	left   float64 // edges of its column
	right  float64
	word   float64 // width of its first word
	marked bool    // begins with a superscript number
	column int     // count over the whole file
}

// Gaps, in multiples of the type's size.
const (
	wordGap    = .25 // between glyphs: a space
	stretchGap = .75 // between glyphs: another stretch
	sameLine   = .45 // between baselines: superscripts and subscripts
)

// stretchesOf cuts the glyphs, which come in the file's order, where the
// baseline changes or a wide gap stands.
func stretchesOf(glyphs []glyph) []stretch {
	var out []stretch
	begin := 0
	for i := range glyphs {
		if i+1 < len(glyphs) {
			a, b := glyphs[i], glyphs[i+1]
			size := max(a.size, b.size)
			gap := b.x0 - a.x1
			if math.Abs(b.y-a.y) < sameLine*size && gap < stretchGap*size && gap > -stretchGap*size {
				continue
			}
		}
		out = append(out, newStretch(glyphs[begin:i+1]))
		begin = i + 1
	}
	return out
}

func newStretch(glyphs []glyph) stretch {
	s := stretch{glyphs: glyphs, x0: math.Inf(1), x1: math.Inf(-1)}
	counts := map[[2]float64]int{}
	best := 0
	for _, g := range glyphs {
		s.x0, s.x1 = min(s.x0, g.x0), max(s.x1, g.x1)
		key := [2]float64{math.Round(g.size*4) / 4, g.y}
		counts[key]++
		if n := counts[key]; n > best {
			best, s.size, s.y = n, g.size, g.y
		}
	}
	return s
}

// row is the stretches that share a baseline, from left to right.
type row []stretch

// rowsOf sorts stretches into rows from the top down.
func rowsOf(stretches []stretch) []row {
	slices.SortStableFunc(stretches, func(a, b stretch) int { return cmp.Compare(a.y, b.y) })
	var rows []row
	for _, s := range stretches {
		if n := len(rows); n > 0 {
			if first := rows[n-1][0]; s.y-first.y < sameLine*max(s.size, first.size) {
				rows[n-1] = append(rows[n-1], s)
				continue
			}
		}
		rows = append(rows, row{s})
	}
	for _, r := range rows {
		slices.SortStableFunc(r, func(a, b stretch) int { return cmp.Compare(a.x0, b.x0) })
	}
	return rows
}

// lineOf writes one row of a column as a line.
func lineOf(r row, page int) line {
	var glyphs []glyph
	for _, s := range r {
		glyphs = append(glyphs, s.glyphs...)
	}
	whole := newStretch(glyphs)
	l := line{page: page, x0: whole.x0, x1: whole.x1, y: whole.y, size: whole.size}
	rightToLeft, bold := 0, 0
	for _, g := range glyphs {
		if unicode.In(g.r, unicode.Arabic, unicode.Hebrew, unicode.Syriac) {
			rightToLeft++
		}
		if g.bold {
			bold++
		}
	}
	l.bold = 2*bold > len(glyphs)
	if 2*rightToLeft > len(glyphs) {
		slices.SortStableFunc(glyphs, func(a, b glyph) int { return a.seq - b.seq })
	} else {
		slices.SortStableFunc(glyphs, func(a, b glyph) int { return cmp.Compare(a.x0, b.x0) })
		glyphs = composed(withoutShadows(glyphs))
	}
	l.write(glyphs)
	return l
}

// write makes the text of the line. A space stands where the file has one or
// the gap is wide; between characters of scripts without spaces only where
// the gap is nearly as wide as a character. A superscript number that refers
// to a note is left out, since it would make another word of the one before
// it; at the beginning of a note it stays.
func (l *line) write(glyphs []glyph) {
	var b strings.Builder
	for i := 0; i < len(glyphs); {
		end := i
		for end < len(glyphs) && glyphs[end].size < .85*l.size && glyphs[end].y < l.y-.1*l.size && unicode.IsDigit(glyphs[end].r) {
			end++
		}
		if end > i && isReference(b.String()) {
			i = end
			continue
		}
		if i > 0 && needsSpace(glyphs[i-1], glyphs[i]) && lastRune(b.String()) != ' ' {
			b.WriteByte(' ')
		}
		number := b.Len() == 0 && end > i && end < len(glyphs)
		for end = max(end, i+1); i < end; i++ {
			b.WriteRune(glyphs[i].r)
		}
		if number {
			l.marked = true
			b.WriteByte(' ')
		}
		if l.word == 0 && i < len(glyphs) && (needsSpace(glyphs[i-1], glyphs[i]) || isWide(glyphs[i].r)) {
			l.word = glyphs[i-1].x1 - l.x0
		}
	}
	if l.text = b.String(); l.word == 0 {
		l.word = l.x1 - l.x0
	}
}

// isReference says whether a superscript number after before refers to a
// note. It does after a word or a mark, but not after a unit (m², km³) or a
// number.
func isReference(before string) bool {
	last := lastRune(before)
	if before == "" || unicode.IsDigit(last) || !unicode.IsLetter(last) {
		return before != "" && (unicode.IsPunct(last) || last == ' ')
	}
	letters := 0
	for i := len(before); i > 0 && unicode.IsLetter(lastRune(before[:i])); letters++ {
		i -= len(string(lastRune(before[:i])))
	}
	return letters > 2 || isWide(last)
}

// needsSpace says whether a space stands between a and b, which is to the
// right of it.
func needsSpace(a, b glyph) bool {
	gap := (b.x0 - a.x1) / max(a.size, b.size)
	switch {
	case isWide(a.r) && isWide(b.r):
		// Justified lines have gaps, and PDFium takes the wider ones for spaces.
		return gap > .8 || b.spaced && (gap > .3 || gap > .1 && !b.guessed)
	case isWide(a.r) || isWide(b.r):
		return gap > .8 || b.spaced && gap > .1
	}
	return gap > wordGap || b.spaced && gap > .04 || b.spaced && b.seq > a.seq && gap > -.1
}
