package chart

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tifa"
)

func number(x float64) string { return strconv.FormatFloat(x, 'g', 4, 64) }

// drawn are series of one phrase or several, by one length of period, and a
// size to draw them in.
func drawn(t *rapid.T) ([]Series, Options) {
	exact := rapid.IntRange(1, 3).Draw(t, "exactness")
	whole := rapid.Bool().Draw(t, "whole")
	var out []Series
	for i := range rapid.IntRange(1, Shapes).Draw(t, "series") {
		s := Series{Name: fmt.Sprint("phrase ", i)}
		for y := 2000; y < 2030; y++ {
			for m := 1; m <= 12; m++ {
				if rapid.IntRange(0, 9).Draw(t, "there") < 7 || exact == 1 && m > 1 {
					continue
				}
				p := Point{Period: tifa.Date{Year: y}, Value: rapid.Float64Range(0, 2000).Draw(t, "value"), Weight: 1, Thin: rapid.Bool().Draw(t, "thin")}
				if whole {
					p.Value = math.Trunc(p.Value)
				}
				if exact > 1 && (m > 1 || rapid.Bool().Draw(t, "month")) {
					p.Period.Month = m
				}
				if exact > 2 && p.Period.Month > 0 {
					p.Period.Day = rapid.IntRange(1, 28).Draw(t, "day")
				}
				if n := len(s.Points); n == 0 || s.Points[n-1].Period != p.Period {
					s.Points = append(s.Points, p)
				}
			}
		}
		out = append(out, s)
	}
	return out, Options{
		Width: rapid.SampledFrom([]float64{344, 820}).Draw(t, "width"), Height: rapid.SampledFrom([]float64{118, 268}).Draw(t, "height"),
		Number: number, Whole: whole, Peaks: rapid.IntRange(0, 5).Draw(t, "peaks"), Bars: rapid.Bool().Draw(t, "bars"),
		Weights: rapid.Bool().Draw(t, "weights"), Ends: rapid.Bool().Draw(t, "ends"),
	}
}

// Every mark lies within the axes, and at its value.
func TestMarksStandAtTheirValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		series, o := drawn(t)
		c := New(series, o)
		if c.Left >= c.Right || c.Top >= c.Bottom {
			t.Fatalf("there is no room between %v and %v, %v and %v", c.Left, c.Right, c.Top, c.Bottom)
		}
		top, err := strconv.ParseFloat(c.Rows[len(c.Rows)-1].Text, 64)
		if err != nil || c.Rows[0].Text != "0" {
			t.Fatalf("the axis goes from %s to %s", c.Rows[0].Text, c.Rows[len(c.Rows)-1].Text)
		}
		for i, l := range c.Lines {
			for _, d := range l.Dots {
				if d.X < c.Left-1 || d.X > c.Right+1 || d.Y < c.Top-.1 || d.Y > c.Bottom+.1 {
					t.Fatalf("a mark at %v, %v lies outside", d.X, d.Y)
				}
				if !holds(series[i], (c.Bottom-d.Y)/(c.Bottom-c.Top)*top, top, top/(c.Bottom-c.Top)) {
					t.Fatalf("a mark at height %v, which no value has", d.Y)
				}
			}
		}
		for i, tick := range c.Columns[:max(len(c.Columns)-1, 0)] {
			if next := c.Columns[i+1]; next.At-tick.At < width(tick.Text)*.9 {
				t.Fatalf("%s at %v and %s at %v lie on each other", tick.Text, tick.At, next.Text, next.At)
			}
		}
	})
}

// holds says whether a series has a value, those beyond the edge cut.
func holds(s Series, value, top, near float64) bool {
	for _, p := range s.Points {
		if math.Abs(min(p.Value, top)-value) <= near {
			return true
		}
	}
	return false
}

// No line runs through years without texts, and these are hatched; years with
// texts are not.
func TestGaps(t *testing.T) {
	at := func(years ...int) Series {
		var s Series
		for _, y := range years {
			s.Points = append(s.Points, Point{Period: tifa.Date{Year: y}, Value: float64(y % 7)})
		}
		return s
	}
	for _, c := range []struct {
		name   string
		series []Series
		gaps   int
		breaks int // M of the first line
	}{
		{"none", []Series{at(2000, 2001, 2002)}, 0, 1},
		{"one", []Series{at(2000, 2001, 2005, 2006)}, 1, 2},
		{"alone", []Series{at(2000, 2005)}, 1, 2},
		{"two", []Series{at(2000, 2002, 2004)}, 2, 3},
		{"another phrase has texts", []Series{at(2000, 2001, 2005, 2006), at(2002, 2003, 2004)}, 0, 2},
		{"a single period", []Series{at(2000)}, 0, 1},
	} {
		got := New(c.series, Options{Width: 600, Height: 200, Number: number})
		if n := len(regexp.MustCompile("M").FindAllString(got.Gaps, -1)); n != c.gaps {
			t.Errorf("%s: %d gaps, want %d: %s", c.name, n, c.gaps, got.Gaps)
		}
		if n := len(regexp.MustCompile("M").FindAllString(got.Lines[0].Path, -1)); n != c.breaks {
			t.Errorf("%s: the line begins %d times, want %d: %s", c.name, n, c.breaks, got.Lines[0].Path)
		}
	}
}

// A month in which a text of that year may lie is no gap; other months without
// texts are.
func TestTextsDatedByTheYear(t *testing.T) {
	s := Series{Points: []Point{
		{Period: tifa.Date{Year: 2015}, Value: 1}, {Period: tifa.Date{Year: 2015, Month: 3}, Value: 2}, {Period: tifa.Date{Year: 2016, Month: 4}, Value: 2},
	}}
	c := New([]Series{s}, Options{Width: 600, Height: 200, Number: number})
	if n := len(regexp.MustCompile("M").FindAllString(c.Gaps, -1)); n != 1 {
		t.Errorf("%d gaps, want that from January to March 2016: %s", n, c.Gaps)
	}
	if !regexp.MustCompile(`M[\d. ]+H[\d.]+`).MatchString(c.Lines[0].Stems) {
		t.Errorf("the text of some day of 2015 is no bar over that year: %s", c.Lines[0].Stems)
	}
}

// Values that rest on little text do not flatten the others: they are cut, and
// say so.
func TestCut(t *testing.T) {
	s := Series{Points: []Point{
		{Period: tifa.Date{Year: 2000}, Value: 90, Thin: true}, {Period: tifa.Date{Year: 2001}, Value: 3}, {Period: tifa.Date{Year: 2002}, Value: 4},
	}}
	c := New([]Series{s}, Options{Width: 600, Height: 200, Number: number})
	if !c.Cut || len(c.Peaks) != 1 || c.Peaks[0].Text != "↑ 90" {
		t.Errorf("cut: %v, labels %v", c.Cut, c.Peaks)
	}
	s.Points[1].Thin, s.Points[2].Thin = true, true
	if c := New([]Series{s}, Options{Width: 600, Height: 200, Number: number}); c.Cut {
		t.Error("where all values rest on little text, none is cut")
	}
}

// Peaks are no neighbours of higher points, the highest first.
func TestPeaks(t *testing.T) {
	var s Series
	for i, v := range []float64{1, 9, 2, 5, 6, 7, 3, 0} {
		s.Points = append(s.Points, Point{Period: tifa.Date{Year: 2000 + i}, Value: v})
	}
	c := New([]Series{s}, Options{Width: 820, Height: 200, Number: number, Peaks: 3})
	got := ""
	for _, p := range c.Peaks {
		got += p.Text + "; "
	}
	if got != "2001: 9; 2005: 7; " {
		t.Errorf("peaks are %s", got)
	}
}

// Names at the ends of lines stand one under the other.
func TestEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		labels := make([]Label, rapid.IntRange(0, Shapes).Draw(t, "labels"))
		y := 20.0
		for i := range labels {
			y += rapid.Float64Range(0, 30).Draw(t, "step")
			labels[i].Y = y
		}
		apart(labels, 14, 200)
		for i := 1; i < len(labels); i++ {
			if labels[i].Y-labels[i-1].Y < 13.8 {
				t.Fatalf("labels at %v and %v", labels[i-1].Y, labels[i].Y)
			}
		}
		if n := len(labels); n > 0 && labels[n-1].Y > 200 {
			t.Fatalf("a label at %v, under the axis", labels[n-1].Y)
		}
	})
}

// The steps of an axis are round and no smaller than asked for.
func TestRoundStep(t *testing.T) {
	for _, c := range []struct {
		least float64
		whole bool
		want  float64
	}{{.3, false, .4}, {.3, true, 1}, {2.2, true, 4}, {2.2, false, 2.5}, {7, false, 10}, {21, true, 25}, {313, true, 400}, {1, false, 1}, {.05, false, .05}} {
		if got := roundStep(c.least, c.whole); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("from %v, whole %v: %v, want %v", c.least, c.whole, got, c.want)
		}
	}
}

// A chart of more points than it has pixels is as large as its pixels need it
// to be, and shows the first, the last and the highest.
func TestManyPoints(t *testing.T) {
	var points []Point
	highest := 0
	for i := range 6000 {
		day := tifa.DateOf(time.Date(2001, 1, 1+i, 0, 0, 0, 0, time.UTC))
		points = append(points, Point{Period: day, Value: float64(i * 7919 % 1000)})
		if points[i].Value > points[highest].Value {
			highest = i
		}
	}
	for _, bars := range []bool{false, true} {
		c := New([]Series{{Name: "x", Points: points}}, Options{ID: "x", Width: 800, Height: 200, Number: number, Bars: bars})
		if len(c.Lines) != 1 {
			t.Fatalf("%d lines", len(c.Lines))
		}
		l := c.Lines[0]
		if n := len(l.Path) + len(l.Marks); n == 0 && !bars || n > 150_000 {
			t.Errorf("its paths have %d bytes", n)
		}
	}
	run := [][2]float64{{0.1, 5}, {0.2, 1}, {0.3, 9}, {0.4, 4}, {0.5, 6}, {7, 3}, {8.1, 2}, {8.2, 2.5}}
	want := [][2]float64{{0.1, 5}, {0.2, 1}, {0.3, 9}, {0.5, 6}, {7, 3}, {8.1, 2}, {8.2, 2.5}}
	if got := thinned(run); !slices.Equal(got, want) {
		t.Errorf("the run becomes %v", got)
	}
}
