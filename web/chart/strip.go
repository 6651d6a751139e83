package chart

import (
	"math"
	"strings"
)

// Place is something on an axis that runs from 0 to 1.
type Place struct {
	At      float64
	Name    string // what a reader is told at it
	Address string // where it leads
	Count   int    // how many stand here; 0 is one
}

// Trail is the places of one thing, in their order.
type Trail struct {
	Name, Lang string
	Places     []Place
}

// Edge is where a part of the axis begins. Labels stand over it where there is
// room.
type Edge struct {
	At    float64
	Label string
}

// StripOptions say how a strip is drawn. Lengths are in pixels.
type StripOptions struct {
	ID     string
	Width  float64
	Edges  []Edge
	Shades bool // every second part is shaded
	Ticks  []Edge
	Column float64 // places within one column are one stroke
	Bare   bool    // strokes alone: a strip among words
	// Tell says what a stroke of several places is named, beside the first.
	Tell func(first string, count int) string
}

// Strip is a plot of where things lie on one axis: a row a thing, a stroke a
// place. The stroke is longer where several places share a column.
type Strip struct {
	ID            string
	Width, Height float64
	Left, Right   float64
	Top, Bottom   float64
	Shades        string // path
	Edges         string // path
	Labels        []Tick // of the parts
	Ticks         []Tick // of the axis
	Rows          []StripRow
}

// StripRow is the places of one thing.
type StripRow struct {
	Class      int // from 1
	Name, Lang string
	NameY      float64
	Y          float64 // of the line that strokes stand on
	Path       string  // of all strokes, on a bare strip
	Strokes    []Stroke
}

// Stroke is one place or several.
type Stroke struct {
	Path                   string
	Name, Address          string
	HitX, HitY, HitW, HitH float64
	X                      float64 // middle
}

const (
	rowHeight   = 52 // of a thing with its name
	strokeMost  = 26
	bareHeight  = 9
	someCount   = 2 // from so many places a stroke is longer
	manyCount   = 5
	stripTop    = 18 // labels of the parts
	stripBottom = 20 // those of the axis
)

// strokeHeight is how long a stroke is: one place, some, many.
func strokeHeight(count int, most float64) float64 {
	switch {
	case count >= manyCount:
		return most
	case count >= someCount:
		return round(most * .72)
	}
	return round(most * .46)
}

// NewStrip draws trails.
func NewStrip(trails []Trail, o StripOptions) *Strip {
	s := &Strip{ID: o.ID, Width: o.Width, Left: 4, Right: o.Width - 4, Top: stripTop}
	if o.Bare {
		s.Left, s.Right, s.Top = 1, o.Width-1, 0
		s.Height = bareHeight * float64(len(trails))
		s.Bottom = s.Height
	} else {
		s.Bottom = s.Top + rowHeight*float64(len(trails)) + 4
		s.Height = s.Bottom + stripBottom
	}
	x := func(at float64) float64 { return round(s.Left + min(max(at, 0), 1)*(s.Right-s.Left)) }
	s.parts(o, x)
	for i, t := range trails {
		r := StripRow{Class: i + 1, Name: t.Name, Lang: t.Lang}
		most := float64(strokeMost)
		if o.Bare {
			r.Y, most = float64(i+1)*bareHeight-1, bareHeight-2
		} else {
			r.NameY, r.Y = s.Top+rowHeight*float64(i)+18, s.Top+rowHeight*float64(i+1)
		}
		r.strokes(t.Places, o, x, most)
		s.Rows = append(s.Rows, r)
	}
	return s
}

// parts sets shades, edges and labels.
func (s *Strip) parts(o StripOptions, x func(float64) float64) {
	if o.Bare {
		return
	}
	var shades, edges strings.Builder
	free := math.Inf(-1)
	for i, e := range o.Edges {
		from, to := x(e.At), s.Right
		if i+1 < len(o.Edges) {
			to = x(o.Edges[i+1].At)
		}
		if o.Shades {
			if i%2 == 1 {
				rectangle(&shades, from, s.Top, to-from, s.Bottom-s.Top)
			}
			if i > 0 {
				write(&edges, "M", from, s.Top)
				write(&edges, "V", s.Bottom)
			}
		}
		if e.Label != "" && from >= free && from+width(e.Label) <= s.Right {
			s.Labels = append(s.Labels, Tick{from, e.Label})
			free = from + width(e.Label) + tickSpace
		}
	}
	s.Shades, s.Edges = shades.String(), edges.String()
	free = math.Inf(-1)
	for _, t := range o.Ticks {
		at, half := x(t.At), width(t.Label)/2
		if at-half >= free && at+half <= s.Right+s.Left {
			s.Ticks = append(s.Ticks, Tick{at, t.Label})
			free = at + half + tickSpace
		}
	}
}

// strokes sets the places of a row, those of one column as one stroke.
func (r *StripRow) strokes(places []Place, o StripOptions, x func(float64) float64, most float64) {
	column := max(o.Column, 1)
	var path strings.Builder
	for i := 0; i < len(places); {
		n := math.Floor(x(places[i].At) / column)
		count, end := 0, i
		for ; end < len(places) && math.Floor(x(places[end].At)/column) == n; end++ {
			count += max(places[end].Count, 1)
		}
		at := x(places[i].At)
		if end-i > 1 {
			at = round((n + .5) * column)
		}
		height := strokeHeight(count, most)
		if o.Bare {
			write(&path, "M", at, r.Y)
			write(&path, "V", r.Y-height)
			i = end
			continue
		}
		var one strings.Builder
		write(&one, "M", at, r.Y)
		write(&one, "V", r.Y-height)
		stroke := Stroke{
			Path: one.String(), Name: places[i].Name, Address: places[i].Address, X: at,
			HitX: round(at - max(column, hitWidth)/2), HitY: r.Y - most - 2, HitW: max(column, hitWidth), HitH: most + 2,
		}
		if count > 1 && o.Tell != nil {
			stroke.Name = o.Tell(stroke.Name, count)
		}
		r.Strokes = append(r.Strokes, stroke)
		i = end
	}
	r.Path = path.String()
	for i := 1; i < len(r.Strokes); i++ { // neighbours share the room between them
		a, b := &r.Strokes[i-1], &r.Strokes[i]
		if middle := round((a.X + b.X) / 2); a.HitX+a.HitW > middle {
			a.HitW = round(middle - a.HitX)
			b.HitX, b.HitW = middle, round(b.HitX+b.HitW-middle)
		}
	}
}

// hitWidth is how wide a stroke is for a pointer.
const hitWidth = 5

// RoundTicks are round values from 0 to a whole, as places on an axis.
func RoundTicks(whole int, number func(float64) string) []Edge {
	if whole <= 0 {
		return nil
	}
	step := roundStep(float64(whole)/6, true)
	var out []Edge
	for v := 0.0; v <= float64(whole); v += step {
		out = append(out, Edge{v / float64(whole), number(v)})
	}
	return out
}
