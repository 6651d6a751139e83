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

// setting finds the reading order of a page: columns where a white strip
// divides the page, else from the top down.
type setting struct {
	page   int
	column *int
	out    []line
}

// Columns are recognised by these measures.
const (
	columnRows   = 4   // rows that each side has at least
	columnFill   = .4  // share of its side that a usual row fills: one of two columns
	columnShare  = .15 // of the region's width that a column has at least
	gutterWidth  = 5.0 // points
	columnDepth  = 4   // divisions within divisions
	gutterProbes = 400
)

// bounds are the left and right edge that lines are set to, in points.
type bounds struct{ left, right float64 }

// set adds the lines of rows in reading order.
func (s *setting) set(rows []row, edges bounds, depth int) {
	x, zones := s.gutter(rows, depth)
	if len(zones) == 0 {
		s.emit(rows, edges)
		return
	}
	at := 0
	for _, z := range zones {
		if z.start > at {
			s.set(rows[at:z.start], edges, depth+1)
		}
		left, right := split(rows[z.start:z.end], x)
		s.set(left, extent(left), depth+1)
		s.set(right, extent(right), depth+1)
		at = z.end
	}
	if at < len(rows) {
		s.set(rows[at:], edges, depth+1)
	}
}

// emit adds the lines of one column.
func (s *setting) emit(rows []row, edges bounds) {
	if len(rows) == 0 {
		return
	}
	if len(rows) >= edgeRows {
		edges = commonEdges(rows)
	}
	*s.column++
	for _, r := range rows {
		l := lineOf(r, s.page)
		l.left, l.right, l.column = edges.left, edges.right, *s.column
		s.out = append(s.out, l)
	}
}

// edgeRows is the number of rows from which on they tell their own edges.
const edgeRows = 10

// commonEdges is where lines begin, first lines and numbers in the margin
// aside, and, in justified text, end; in ragged text the edge of all. One table
// that is wider than the text must not make every line look short.
func commonEdges(rows []row) bounds {
	b := extent(rows)
	lefts, rights := map[int]int{}, map[int]int{}
	for _, r := range rows {
		lefts[int(math.Round(r[0].x0/2))]++
		rights[int(math.Round(r[len(r)-1].x1/3))]++
	}
	for left := int(b.left / 2); left <= int(b.right/2); left++ {
		if n := lefts[left]; n >= 3 && 10*n >= len(rows) {
			b.left = 2 * float64(left)
			break
		}
	}
	best := 0
	for right, n := range rights {
		if n > rights[best] || n == rights[best] && right > best {
			best = right
		}
	}
	if 5*rights[best] >= len(rows) && rights[best] >= 3 {
		b.right = 3 * float64(best)
	}
	return b
}

// pageEdges is the edges of each page: its own, or, where it has few rows,
// those in the middle of the other pages'.
func pageEdges(pages [][]row) []bounds {
	edges := make([]bounds, len(pages))
	var lefts, rights []float64
	for i, rows := range pages {
		if len(rows) >= edgeRows {
			edges[i] = commonEdges(rows)
			lefts, rights = append(lefts, edges[i].left), append(rights, edges[i].right)
		}
	}
	slices.Sort(lefts)
	slices.Sort(rights)
	for i, rows := range pages {
		if len(rows) < edgeRows {
			edges[i] = extent(rows)
			if n := len(lefts); n > 0 {
				edges[i] = bounds{lefts[n/2], rights[n/2]}
			}
		}
	}
	return edges
}

// zone is a run of rows, end exclusive.
type zone struct{ start, end int }

// gutter finds the white strip that divides most of the text into two sides,
// and the runs of rows that it divides; none where there are no columns.
func (s *setting) gutter(rows []row, depth int) (at float64, zones []zone) {
	if depth >= columnDepth || len(rows) < columnRows {
		return 0, nil
	}
	edges := extent(rows)
	width := edges.right - edges.left
	best, begin, same := 0, 0.0, false
	for x := edges.left + columnShare*width; x < edges.right-columnShare*width; x += max(width/gutterProbes, .5) {
		z, glyphs := zonesAt(rows, x, columnShare*width)
		switch {
		case glyphs > best:
			best, begin, same = glyphs, x, true
			at, zones = x, z
		case same && glyphs == best && slices.Equal(z, zones):
			at = (begin + x) / 2 // the middle of the strip
		default:
			same = false
		}
	}
	return at, zones
}

// zonesAt is the runs of rows that a strip at x divides into columns, and
// how many glyphs they hold.
func zonesAt(rows []row, x, width float64) (zones []zone, glyphs int) {
	begin := 0
	for i := 0; i <= len(rows); i++ {
		if i < len(rows) && !crosses(rows[i], x) {
			continue
		}
		if n := columnGlyphs(rows[begin:i], x, width); n > 0 {
			zones = append(zones, zone{begin, i})
			glyphs += n
		}
		begin = i + 1
	}
	return zones, glyphs
}

func crosses(r row, x float64) bool {
	return slices.ContainsFunc(r, func(s stretch) bool { return s.x0 < x+gutterWidth/2 && s.x1 > x-gutterWidth/2 })
}

// columnGlyphs counts the glyphs of rows if x divides them into two columns
// of running text, else it is 0.
func columnGlyphs(rows []row, x, width float64) int {
	if len(rows) < columnRows {
		return 0
	}
	left, right := split(rows, x)
	if !filled(left, width) || !filled(right, width) {
		return 0
	}
	top := max(left[0][0].y, right[0][0].y)
	bottom := min(left[len(left)-1][0].y, right[len(right)-1][0].y)
	shorter := min(left[len(left)-1][0].y-left[0][0].y, right[len(right)-1][0].y-right[0][0].y)
	if bottom-top < .5*shorter {
		return 0
	}
	n := 0
	for _, r := range rows {
		for _, s := range r {
			n += len(s.glyphs)
		}
	}
	return n
}

// filled says whether rows look like a column of running text.
func filled(rows []row, width float64) bool {
	if len(rows) < columnRows {
		return false
	}
	edges := extent(rows)
	if edges.right-edges.left < width {
		return false
	}
	full := 0
	for _, r := range rows {
		covered := 0.0
		for _, s := range r {
			covered += s.x1 - s.x0
		}
		if covered > columnFill*(edges.right-edges.left) {
			full++
		}
	}
	return 2*full >= len(rows)
}

func split(rows []row, x float64) (left, right []row) {
	for _, r := range rows {
		i := slices.IndexFunc(r, func(s stretch) bool { return s.x0 >= x })
		if i < 0 {
			i = len(r)
		}
		if i > 0 {
			left = append(left, r[:i])
		}
		if i < len(r) {
			right = append(right, r[i:])
		}
	}
	return left, right
}

func extent(rows []row) bounds {
	b := bounds{math.Inf(1), math.Inf(-1)}
	for _, r := range rows {
		for _, s := range r {
			b.left, b.right = min(b.left, s.x0), max(b.right, s.x1)
		}
	}
	return b
}
