package chart

import (
	"strconv"
	"strings"
)

// Year is the step of one year, from 0 at the bottom.
type Year struct {
	Year    int
	Step    int
	Thin    bool   // one text alone decides it
	Name    string // what a reader is told
	Address string
}

// Warmth is the steps of one thing, in the order of the years.
type Warmth struct {
	Name, Lang string
	Years      []Year
}

// HeatOptions say how steps over years are drawn.
type HeatOptions struct {
	ID    string
	Width float64
	Steps []string // their names, the lowest first
}

// Heat is a plot of steps over years: a staff a thing, with a line for each
// step, and a stroke for each year. Years without texts are hatched.
type Heat struct {
	ID            string
	Width, Height float64
	Left, Right   float64
	Bottom        float64
	Columns       []Tick // years
	Staves        []Staff
}

// Staff is the steps of one thing.
type Staff struct {
	Class      int // from 1
	Name, Lang string
	NameY      float64
	Rows       []Tick // names of the steps
	Path       string // joins the years
	Gaps       string // path of the years without texts
	Strokes    []HeatStroke
}

// HeatStroke is one year.
type HeatStroke struct {
	Path, Name, Address    string
	Thin                   bool
	NameY                  float64
	HitX, HitY, HitW, HitH float64
}

const (
	heatStep  = 14 // between two lines of a staff: a name must fit
	heatName  = 28
	heatAfter = 14
)

// NewHeat draws steps over years.
func NewHeat(things []Warmth, o HeatOptions) *Heat {
	h := &Heat{ID: o.ID, Width: o.Width, Right: o.Width - 6}
	for _, s := range o.Steps {
		h.Left = max(h.Left, width(s))
	}
	h.Left = round(h.Left + tickSpace)
	from, to := 0, -1
	for _, t := range things {
		for _, y := range t.Years {
			if to < from {
				from, to = y.Year, y.Year
			}
			from, to = min(from, y.Year), max(to, y.Year)
		}
	}
	column := (h.Right - h.Left) / float64(max(1, to-from+1))
	x := func(year int) float64 { return round(h.Left + column*float64(year-from)) }
	staff := float64(heatStep*(len(o.Steps)-1) + heatName + heatAfter)
	for i, t := range things {
		s := Staff{Class: i + 1, Name: t.Name, Lang: t.Lang, NameY: staff*float64(i) + 13}
		low := staff*float64(i+1) - heatAfter
		y := func(step int) float64 { return low - heatStep*float64(step) }
		for k, name := range o.Steps {
			s.Rows = append(s.Rows, Tick{y(k), name})
		}
		s.years(t.Years, x, y, from, to, len(o.Steps)-1)
		h.Staves = append(h.Staves, s)
	}
	h.Bottom = staff*float64(len(things)) - heatAfter + 6
	h.Height = h.Bottom + stripBottom
	free := 0.0
	for year := from; year <= to; year++ {
		text := strconv.Itoa(year)
		if at := x(year) + column/2; at-width(text)/2 >= free && at+width(text)/2 <= h.Right+6 {
			h.Columns = append(h.Columns, Tick{round(at), text})
			free = at + width(text)/2 + 2*tickSpace
		}
	}
	return h
}

// years sets the strokes of one thing, what joins them, and what is not known.
func (s *Staff) years(years []Year, x func(int) float64, y func(int) float64, from, to, top int) {
	var path, gaps strings.Builder
	at := map[int]*Year{}
	for i := range years {
		at[years[i].Year] = &years[i]
	}
	for year := from; year <= to; year++ {
		left, right := x(year), x(year+1)
		now := at[year]
		if now == nil {
			rectangle(&gaps, left, y(top), right-left, y(0)-y(top))
			continue
		}
		if before := at[year-1]; before != nil && before.Step != now.Step {
			write(&path, "M", left, y(before.Step))
			write(&path, "V", y(now.Step))
		}
		var stroke strings.Builder
		write(&stroke, "M", left+.5, y(now.Step))
		write(&stroke, "H", right-.5)
		s.Strokes = append(s.Strokes, HeatStroke{
			Path: stroke.String(), Name: now.Name, Address: now.Address, Thin: now.Thin, NameY: s.NameY,
			HitX: left, HitY: y(top) - heatStep/2, HitW: max(round(right-left), 1), HitH: y(0) - y(top) + heatStep,
		})
	}
	s.Path, s.Gaps = path.String(), gaps.String()
}
