package extract

import (
	"math"
	"slices"
)

// setting finds the reading order of a page: columns where a white strip
// divides the page, else from the top down.
type setting struct {
	page   int
	column *int
	out    []line
}

// Columns are recognised by these measures.
const (
	columnRows   = 3   // rows that each side has at least
	fewRows      = 6   // with fewer rows, gaps between words may stand in line by chance
	fewRowsGap   = 1.0 // so then the strip is at least so many times the size of the type
	columnFill   = .4  // share of its side that a usual row fills: one of two columns
	columnShare  = .15 // of the region's width that a column has at least
	gutterWidth  = 5.0 // points
	cellGap      = 2.5 // times the size of the type, between cells of one row
	cellGaps     = 4.0 // and times the usual gap in that row
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
		for _, part := range cellsOf(r) {
			l := lineOf(part, s.page)
			l.left, l.right, l.column = edges.left, edges.right, *s.column
			s.out = append(s.out, l)
		}
	}
}

// cellsOf cuts a row where a gap stands that no line of text has, as between
// the cells of a table with too few rows for columns. In a line stretched to
// the column's width all gaps are wide, so it must be much wider than most of
// the others. A number stays with what follows it.
func cellsOf(r row) []row {
	var gaps []float64
	for i, s := range r {
		for k := 1; k < len(s.glyphs); k++ {
			if gap := s.glyphs[k].x0 - s.glyphs[k-1].x1; gap > .15*s.size {
				gaps = append(gaps, gap)
			}
		}
		if i > 0 {
			gaps = append(gaps, s.x0-r[i-1].x1)
		}
	}
	if len(gaps) == 0 {
		return []row{r}
	}
	slices.Sort(gaps)
	usual := gaps[(len(gaps)-1)/2]
	if len(gaps) == 1 {
		usual = r[0].size
	}
	var out []row
	begin, right := 0, r[0].x1
	for i := 1; i < len(r); i++ {
		gap := r[i].x0 - right
		right = max(right, r[i].x1)
		if gap < cellGap*r[i].size || gap < cellGaps*usual {
			continue
		}
		if m := markOf(lineOf(r[begin:i], 0).text); m.kind == noMark || m.rest != "" {
			out = append(out, r[begin:i])
			begin = i
		}
	}
	return append(out, r[begin:])
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
	if len(rows) < fewRows && extent(right).left-extent(left).right < fewRowsGap*rows[0][0].size {
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
