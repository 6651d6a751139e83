package lineage

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// yearly makes one text a year, as long as a report.
func yearly(counts ...int) []dated {
	var out []dated
	for i, n := range counts {
		out = append(out, dated{fmt.Sprint(1980 + i), n, 20_000, true})
	}
	return out
}

func TestBreakout(t *testing.T) {
	monthly := func(months ...[2]int) []dated { // texts with the phrase, texts
		var out []dated
		for m, c := range months {
			for i := range c[1] {
				d := dated{fmt.Sprintf("2022-%02d", m+1), 0, 1000, true}
				if i < c[0] {
					d.count = 1
				}
				out = append(out, d)
			}
		}
		return out
	}
	// After thirty years one short text uses it once, and then many do.
	short := append(yearly(make([]int, 30)...), dated{"2010", 1, 1950, true})
	for range 10 {
		short = append(short, dated{"2011", 4, 5000, true})
	}
	for name, c := range map[string]struct {
		texts []dated
		want  string
	}{
		"one use in a short text":    {short, "2011"},
		"nothing":                    {nil, ""},
		"never":                      {yearly(make([]int, 30)...), ""},
		"from the beginning":         {yearly(3, 2, 4, 3, 2, 4, 3, 2, 4, 3, 2, 4, 3, 2, 4), ""},
		"a new phrase that lasts":    {yearly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 1, 2, 4, 2), "1992"},
		"one report clings to it":    {yearly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30, 0, 0, 0, 0, 0), ""},
		"a rise over steady use":     {yearly(1, 2, 1, 1, 2, 1, 2, 1, 1, 2, 1, 1, 9, 8, 12, 9, 10, 8), "1992"},
		"too short a past":           {yearly(0, 0, 3, 3, 3, 3, 3), ""},
		"many texts a period":        {monthly([2]int{1, 30}, [2]int{0, 30}, [2]int{2, 30}, [2]int{20, 30}, [2]int{5, 30}), "2022-04"},
		"chance among many texts":    {monthly([2]int{1, 30}, [2]int{2, 30}, [2]int{2, 30}, [2]int{4, 30}, [2]int{3, 30}), ""},
		"silent for a year, then it": {yearly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 3, 1, 2, 4), "1992"},
	} {
		t.Run(name, func(t *testing.T) {
			b := breakout(c.texts)
			got := ""
			if b != nil {
				got = b.Period
			}
			if got != c.want {
				t.Errorf("breakout %+v, want %q", b, c.want)
			}
		})
	}
}

// Fisher's tail against counting: tea tasted by Muriel Bristol, and the chance
// that all n of n are marked.
func TestFisher(t *testing.T) {
	for _, c := range []struct {
		k, marked, n, total int
		want                float64
	}{
		{4, 4, 4, 8, 1.0 / 70}, {3, 4, 4, 8, 17.0 / 70}, {0, 4, 4, 8, 1}, {1, 1, 1, 10, .1}, {0, 0, 3, 10, 1}, {2, 2, 5, 5, 1},
	} {
		if got := fisher(c.k, c.marked, c.n, c.total); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("fisher(%d, %d, %d, %d) = %v, want %v", c.k, c.marked, c.n, c.total, got, c.want)
		}
	}
}

// A breakout is a period in which the phrase is used, after one without it or
// with less of it, and its p-value is below the level.
func TestBreakoutHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.SampledFrom([]int{0, 0, 0, 1, 2, 7}), 0, 40).Draw(t, "counts")
		texts := yearly(counts...)
		b := breakout(texts)
		if b == nil {
			return
		}
		if b.P < 0 || b.P >= breakoutLevel {
			t.Fatalf("p = %v", b.P)
		}
		for i, d := range texts {
			if d.period == b.Period && (i == 0 || d.count == 0) {
				t.Fatalf("breakout in %s with %d", d.period, d.count)
			}
		}
	})
}

func TestNthGreatest(t *testing.T) {
	a, b := []float64{1, 3, 5}, []float64{2, 4}
	for n, want := range []float64{5, 4, 3, 2, 1, 0, 0} {
		if got := nthGreatest(a, b, n); got != want {
			t.Errorf("greatest but for %d: %v, want %v", n, got, want)
		}
	}
}
