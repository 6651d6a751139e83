// Package chart works out where the marks of a chart over time stand: lines or
// bars of values by period, the axes, and the years of which there is no text.
//
// It knows numbers and dates and how much room words take. It must not know
// what is counted, nor how a chart is set: the templates of the reading room
// do that, and everything here is numbers and plain text to them.
//
// A period with texts and no use is a mark at nought; a period without texts
// has no mark, the line breaks there, and the ground is hatched. Nothing is
// interpolated.
package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"tifa"
)

// Point is the value of a period that has texts.
type Point struct {
	Period  tifa.Date
	Value   float64
	Weight  float64 // how much text the period has
	Thin    bool    // so little that the value says little
	Name    string  // what a reader is told at the point
	Address string  // where the point leads; empty: nowhere
}

// Series is the values of one thing over time, in the order of time.
type Series struct {
	Name, Lang string
	Points     []Point
}

// Mark is a date that is pointed at.
type Mark struct {
	At   tifa.Date
	Name string
}

// Options say how a chart is drawn. Lengths are in pixels.
type Options struct {
	ID            string // of the chart on its page
	Width, Height float64
	From, To      tifa.Date            // the axis of time; zero: that of the values
	Unit          string               // stands over the axis
	Number        func(float64) string // sets the values of the axis and the peaks
	Peaks         int                  // how many are labelled
	Bars          bool
	Whole         bool // values are whole numbers
	Bare          bool // no axes: a line among words
	Weights       bool // bars under the axis show how much text there is
	Ends          bool // names at the ends of the lines
	Marks         []Mark
}

// Chart is a chart with all its marks in their places.
type Chart struct {
	ID                       string
	Width, Height            float64
	Left, Right, Top, Bottom float64 // the edges of what the axes enclose
	Unit                     string
	Rows, Columns            []Tick // of the two axes
	Gaps                     string // path of the periods without texts; empty if there are none
	Weights                  string // path of bars
	Lines                    []Line
	Peaks                    []Label
	Cut                      bool // values lie beyond the upper edge; their labels say which
	Ends                     []Label
	Marks                    []Label
}

// Tick is a value on an axis.
type Tick struct {
	At   float64
	Text string
}

// Label is words in their place; Anchor is that of SVG. Class is the number
// of the line that they belong to.
type Label struct {
	X, Y   float64
	Text   string
	Lang   string
	Anchor string
	Class  int
}

// Line is a series as it is drawn.
type Line struct {
	Class int    // from 1: tells lines apart, by colour, dash and mark
	Path  string // through the points, broken where there are no texts
	Stems string // of points that no line reaches, and bars
	Marks string // of all values, where there are too many for Dots
	Dots  []Dot
}

// used is how many points have a value.
func used(s Series) int {
	n := 0
	for _, p := range s.Points {
		if p.Value > 0 {
			n++
		}
	}
	return n
}

// Dot is the mark of a value.
type Dot struct {
	X, Y          float64
	Mark          string // path
	Kind          string // zero, thin or empty
	Name, Address string
	HitX, HitY    float64 // where a pointer finds it
	HitW, HitH    float64
}

// The room that words take, in pixels.
const (
	fontSize  = 12
	tickSpace = 8
	thinnest  = 1.5 // width of a bar
	fattest   = 26
	fewest    = 8   // height of a chart without axes keeps so much for its edge
	perLink   = 4   // pixels: of more points only those with a value are links, of still more none is
	outlying  = 1.2 // a value that rests on little text is cut from so many times the others
)

// New draws series.
func New(series []Series, o Options) *Chart {
	d := &drawing{o: o, c: &Chart{ID: o.ID, Width: o.Width, Height: o.Height, Unit: o.Unit}}
	d.time(series)
	d.value(series)
	d.edges(series)
	d.gaps(series)
	if !o.Bare {
		d.axes()
	}
	for i, s := range series {
		d.line(i+1, s, len(series) == 1)
	}
	if o.Peaks > 0 && len(series) == 1 {
		d.peaks(series[0])
	}
	if o.Ends {
		d.ends(series)
	}
	if o.Weights && len(series) == 1 {
		d.weights(series[0])
	}
	d.beyond(series)
	d.marks()
	d.c.Cut = d.cut
	return d.c
}

// drawing is one call of New.
type drawing struct {
	o        Options
	c        *Chart
	from, to float64 // days
	fine     int     // how exact the most exact period is: 1 a year, 2 a month, 3 a day
	most     float64 // the value at the upper edge
	points   int     // of the series that has most
	cut      bool    // values that rest on little text lie beyond it
	rows     []float64
}

// time sets the axis of time.
func (d *drawing) time(series []Series) {
	d.from, d.to, d.fine = math.Inf(1), math.Inf(-1), 1
	take := func(p tifa.Date) {
		from, to := days(p)
		d.from, d.to = min(d.from, from), max(d.to, to)
	}
	for _, s := range series {
		d.points = max(d.points, len(s.Points))
		for _, p := range s.Points {
			take(p.Period)
			d.fine = max(d.fine, exactness(p.Period))
		}
	}
	if !d.o.From.IsZero() && !d.o.To.IsZero() {
		d.from, d.to = math.Inf(1), math.Inf(-1)
		take(d.o.From)
		take(d.o.To)
	}
	if d.from >= d.to {
		d.from, d.to = 0, 1
	}
}

// value sets the axis of values: its values are round.
func (d *drawing) value(series []Series) {
	firm, all := 0.0, 0.0
	for _, s := range series {
		for _, p := range s.Points {
			all = max(all, p.Value)
			if !p.Thin {
				firm = max(firm, p.Value)
			}
		}
	}
	d.most = all
	if firm > 0 && all > outlying*firm {
		d.most, d.cut = firm, true
	}
	if d.most == 0 {
		d.most = 1
	}
	if d.o.Bare {
		return
	}
	step := roundStep(d.most/max(2, math.Floor(d.o.Height/60)), d.o.Whole)
	n := math.Ceil(d.most/step - 1e-9)
	d.most = n * step
	for i := 0.0; i <= n; i++ {
		d.rows = append(d.rows, i*step)
	}
}

// roundStep is the least round number that is not less: 1, 2, 2.5, 4 or 5 times
// a power of ten.
func roundStep(least float64, whole bool) float64 {
	if whole {
		least = max(least, 1)
	}
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, f := range []float64{1, 2, 2.5, 4, 5} {
		if step := f * power; step >= least*(1-1e-9) && (!whole || step == math.Trunc(step)) {
			return step
		}
	}
	return 10 * power
}

// edges leaves room for words around what is drawn.
func (d *drawing) edges(series []Series) {
	c := d.c
	if d.o.Bare {
		c.Left, c.Right, c.Top, c.Bottom = 3, d.o.Width-3, fewest/2, d.o.Height-3
		return
	}
	widest := 0.0
	for _, v := range d.rows {
		widest = max(widest, width(d.o.Number(v)))
	}
	c.Left = round(widest + tickSpace)
	c.Right = d.o.Width - 8
	c.Top = 22
	if d.o.Peaks > 0 || d.cut {
		c.Top += fontSize + 4
	}
	if len(d.o.Marks) > 0 {
		c.Top += fontSize + 4
	}
	c.Bottom = d.o.Height - 22
	if d.o.Weights {
		c.Bottom -= weightsHeight + 6
	}
	if d.o.Ends {
		room := 0.0
		for _, s := range series {
			if !d.endsEarly(s) {
				room = max(room, width(d.endName(s.Name)))
			}
		}
		c.Right = round(d.o.Width - room - 12)
	}
}

func (d *drawing) x(day float64) float64 {
	return round(d.c.Left + (day-d.from)/(d.to-d.from)*(d.c.Right-d.c.Left))
}

func (d *drawing) y(value float64) float64 {
	value = min(value, d.most)
	return round(d.c.Bottom - value/d.most*(d.c.Bottom-d.c.Top))
}

// middle is where the mark of a period stands.
func (d *drawing) middle(p tifa.Date) float64 {
	from, to := days(p)
	return d.x((from + to) / 2)
}

// hole is the shortest time without texts that is shown as one: a period, and
// for days a month, since few days have texts.
func (d *drawing) hole() float64 {
	if d.fine == 1 {
		return 360
	}
	return 27
}

// gaps finds the times of which no series has texts.
func (d *drawing) gaps(series []Series) {
	if d.o.Bare {
		return
	}
	var all []tifa.Date
	for _, s := range series {
		for _, p := range s.Points {
			all = append(all, p.Period)
		}
	}
	slices.SortFunc(all, tifa.Date.Compare)
	var path strings.Builder
	end := d.from
	hatch := func(from, to float64) {
		if to-from >= d.hole() {
			a, b := d.x(from), d.x(to)
			rectangle(&path, a, d.c.Top, b-a, d.c.Bottom-d.c.Top)
		}
	}
	for _, p := range all {
		from, to := days(p)
		hatch(end, from)
		end = max(end, to)
	}
	hatch(end, d.to)
	d.c.Gaps = path.String()
}

// line draws one series.
func (d *drawing) line(class int, s Series, alone bool) {
	l := Line{Class: class}
	var path, stems strings.Builder
	joined := make([]bool, len(s.Points)) // to the point before or after it
	last, end := -1, math.Inf(-1)         // the last point on the line, and the last day with texts
	var runs [][][2]float64               // of points that the line joins
	for i, p := range s.Points {
		from, to := days(p.Period)
		if !d.o.Bars && exactness(p.Period) == d.fine {
			x, y := d.middle(p.Period), d.y(p.Value)
			if last >= 0 && from-end < d.hole() {
				runs[len(runs)-1] = append(runs[len(runs)-1], [2]float64{x, y})
				joined[last], joined[i] = true, true
			} else {
				runs = append(runs, [][2]float64{{x, y}})
			}
			last = i
		}
		end = max(end, to)
	}
	most := int(d.o.Width / perLink)
	named, linked := len(s.Points) <= most, used(s) <= most
	coveredMark, coveredStem := make([]bool, len(s.Points)), make([]bool, len(s.Points))
	if !linked {
		coveredMark, coveredStem = d.covered(s)
	}
	for _, run := range runs {
		if !named {
			run = thinned(run)
		}
		for i, p := range run {
			write(&path, [2]string{"L", "M"}[b2i(i == 0)], p[0], p[1])
		}
	}
	var marks strings.Builder
	for i, p := range s.Points {
		x, y := d.middle(p.Period), d.y(p.Value)
		from, to := days(p.Period)
		left, right := d.x(from), d.x(to)
		switch {
		case d.o.Bars:
			w := min(max((right-left)*.8, thinnest), fattest)
			rectangle(&stems, x-w/2, y, w, d.c.Bottom-y)
		case exactness(p.Period) < d.fine: // a text of some day of that time
			write(&stems, "M", left, y)
			write(&stems, "H", right)
		case !joined[i] && p.Value > 0 && !coveredStem[i]:
			write(&stems, "M", x, d.c.Bottom)
			write(&stems, "V", y)
		}
		if d.o.Bare || p.Value == 0 && (!named || !alone && joined[i]) {
			continue
		}
		dot := Dot{X: x, Y: y, Name: p.Name, Address: p.Address}
		switch {
		case p.Value == 0:
			dot.Kind = "zero"
		case p.Thin:
			dot.Kind = "thin"
		}
		if !d.o.Bars && (alone || p.Value > 0 || !joined[i]) {
			dot.Mark = shape(class, x, y, d.radius(dot.Kind))
		}
		if !linked {
			if p.Thin || coveredMark[i] {
				continue // one path is filled in one way
			}
			marks.WriteString(dot.Mark)
			continue
		}
		dot.HitX, dot.HitY, dot.HitW, dot.HitH = round(x-7), round(y-7), 14, 14
		if alone {
			dot.HitX, dot.HitY, dot.HitW, dot.HitH = left, d.c.Top, max(round(right-left), 1), round(d.c.Bottom-d.c.Top)
		}
		l.Dots = append(l.Dots, dot)
	}
	l.Path, l.Stems, l.Marks = path.String(), stems.String(), marks.String()
	d.c.Lines = append(d.c.Lines, l)
}

// thinned leaves out the points of a line that cannot be seen: of those in one
// column of pixels the first, the last, the highest and the lowest are kept.
func thinned(run [][2]float64) [][2]float64 {
	if len(run) == 1 {
		return nil // a beginning that nothing follows
	}
	var out [][2]float64
	for i := 0; i < len(run); {
		end, low, high := i, i, i
		for ; end < len(run) && int(run[end][0]) == int(run[i][0]); end++ {
			if run[end][1] > run[low][1] {
				low = end
			}
			if run[end][1] < run[high][1] {
				high = end
			}
		}
		kept := []int{i, low, high, end - 1}
		slices.Sort(kept)
		for _, k := range slices.Compact(kept) {
			out = append(out, run[k])
		}
		i = end
	}
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// covered says of each point whether its mark stands within a pixel of one
// before it, which hides it, and whether a taller stem stands in its column:
// there the picture is the same without them. Days can be thousands, on a chart of 800 pixels.
func (d *drawing) covered(s Series) (marks, stems []bool) {
	type pixel struct{ x, y int }
	at := make([]pixel, len(s.Points))
	const grid = 2 // pixels; a mark is more than 4 wide
	seen := map[pixel]bool{}
	tallest := map[int]int{} // point, by column
	marks, stems = make([]bool, len(s.Points)), make([]bool, len(s.Points))
	for i, p := range s.Points {
		at[i] = pixel{int(d.middle(p.Period)), int(d.y(p.Value))}
		near := pixel{at[i].x / grid, at[i].y / grid}
		marks[i], seen[near] = seen[near], true
		if best, there := tallest[at[i].x]; !there || p.Value > s.Points[best].Value {
			tallest[at[i].x] = i
		}
	}
	for i := range s.Points {
		stems[i] = tallest[at[i].x] != i
		if float64(len(s.Points)) > d.o.Width { // then only what sticks out
			marks[i] = marks[i] || stems[i]
		}
	}
	return marks, stems
}

// radius of a mark: small where there are many.
func (d *drawing) radius(kind string) float64 {
	r := 3.2
	if float64(d.points)/(d.c.Right-d.c.Left) > .06 {
		r = 2.2
	}
	if kind == "zero" {
		r *= .75
	}
	return r
}

// weightsHeight is that of the bars under the axis.
const weightsHeight = 20

// weights shows how much text the periods have.
func (d *drawing) weights(s Series) {
	// Periods that are narrower than a bar can be share one.
	type bar struct{ left, right, weight float64 }
	var bars []bar
	most := 0.0
	for _, p := range s.Points {
		from, to := days(p.Period)
		b := bar{d.x(from), d.x(to), p.Weight}
		if n := len(bars); n > 0 && b.right-bars[n-1].left < thinnest {
			bars[n-1].right, bars[n-1].weight = b.right, bars[n-1].weight+b.weight
		} else {
			bars = append(bars, b)
		}
		most = max(most, bars[len(bars)-1].weight)
	}
	if most == 0 {
		return
	}
	foot := d.o.Height - 2
	var path strings.Builder
	for _, b := range bars {
		w := max((b.right-b.left)*.8, 1)
		h := max(b.weight/most*weightsHeight, 1)
		rectangle(&path, (b.left+b.right)/2-w/2, foot-h, w, h)
	}
	d.c.Weights = path.String()
}

// peaks labels the highest points that are no neighbours of higher ones. A
// value that rests on little text is labelled only where no other is there.
func (d *drawing) peaks(s Series) {
	order := make([]int, 0, len(s.Points))
	for i, p := range s.Points {
		higher := func(j int) bool { return j >= 0 && j < len(s.Points) && s.Points[j].Value > p.Value }
		if p.Value > 0 && p.Value <= d.most && !higher(i-1) && !higher(i+1) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		p, q := s.Points[a], s.Points[b]
		if p.Thin != q.Thin {
			if p.Thin {
				return 1
			}
			return -1
		}
		return cmp.Compare(q.Value, p.Value)
	})
	for _, i := range order {
		p := s.Points[i]
		if len(d.c.Peaks) == d.o.Peaks || p.Thin && len(d.c.Peaks) > 0 || p.Value < d.most*.3 {
			return
		}
		label := p.Period.String() + ": " + d.o.Number(p.Value)
		x, y := d.middle(p.Period), d.y(p.Value)-7
		room := width(label)
		if slices.ContainsFunc(d.c.Peaks, func(l Label) bool {
			return math.Abs(l.X-x) < room+10 && math.Abs(l.Y-y) < 3*fontSize || math.Abs(l.X-x) < 24
		}) || d.hides(s, x, y, room) {
			continue
		}
		at := Label{X: x, Y: y, Text: label, Anchor: "middle"}
		if x-room/2 < d.c.Left {
			at.Anchor, at.X = "start", x-2
		} else if x+room/2 > d.c.Right {
			at.Anchor, at.X = "end", x+2
		}
		d.c.Peaks = append(d.c.Peaks, at)
	}
}

// hides says whether words over a point would lie on higher ones beside it.
func (d *drawing) hides(s Series, x, y, room float64) bool {
	return slices.ContainsFunc(s.Points, func(p Point) bool {
		px := d.middle(p.Period)
		return px != x && math.Abs(px-x) < room/2+5 && d.y(p.Value) < y+4
	})
}
