package chart

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Every place is under a stroke at its column, no stroke lies beyond the axis,
// and the strokes together count what there is.
func TestStripHoldsEveryPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.SliceOfN(rapid.Float64Range(0, 1), 0, 60).Draw(t, "at")
		for i := 1; i < len(at); i++ {
			at[i] = max(at[i], at[i-1])
		}
		column := rapid.Float64Range(1, 5).Draw(t, "column")
		var places []Place
		for i, a := range at {
			places = append(places, Place{At: a, Name: fmt.Sprint(i), Address: fmt.Sprint("/", i)})
		}
		told := 0
		s := NewStrip([]Trail{{Name: "渠"}, {Name: "网", Places: places}}, StripOptions{
			Width: 344, Column: column, Tell: func(_ string, n int) string { told += n; return "" },
		})
		if len(s.Rows) != 2 || len(s.Rows[0].Strokes) != 0 || s.Height <= s.Bottom {
			t.Fatalf("%+v", s)
		}
		alone := 0
		for i, k := range s.Rows[1].Strokes {
			if k.X < s.Left-column || k.X > s.Right+column {
				t.Fatalf("a stroke at %v is beyond %v–%v", k.X, s.Left, s.Right)
			}
			if i > 0 && k.X <= s.Rows[1].Strokes[i-1].X {
				t.Fatal("strokes are not in order")
			}
			if k.Name != "" {
				alone++
			}
			if k.HitX > k.X || k.HitX+k.HitW < k.X || i > 0 && s.Rows[1].Strokes[i-1].HitX+s.Rows[1].Strokes[i-1].HitW > k.HitX+.11 {
				t.Fatalf("a pointer finds %v from %v on, %v wide", k.X, k.HitX, k.HitW)
			}
		}
		if alone+told != len(places) {
			t.Fatalf("%d alone, %d together; there are %d", alone, told, len(places))
		}
		for _, a := range at {
			x := s.Left + a*(s.Right-s.Left)
			near := false
			for _, k := range s.Rows[1].Strokes {
				near = near || math.Abs(k.X-x) <= column+.1
			}
			if !near {
				t.Fatalf("no stroke near %v", x)
			}
		}
	})
}

// Labels do not lie on each other, and a stroke of several is longer.
func TestStripLabels(t *testing.T) {
	var edges []Edge
	for i := range 200 {
		edges = append(edges, Edge{float64(i) / 200, fmt.Sprint(1900 + i)})
	}
	s := NewStrip([]Trail{{Places: []Place{{At: .1}, {At: .5, Count: 2}, {At: .9, Count: 9}}}}, StripOptions{Width: 820, Edges: edges, Ticks: RoundTicks(3297, func(v float64) string { return fmt.Sprint(v) })})
	for i := 1; i < len(s.Labels); i++ {
		if s.Labels[i].At < s.Labels[i-1].At+width(s.Labels[i-1].Text) {
			t.Errorf("%v lies on %v", s.Labels[i], s.Labels[i-1])
		}
	}
	if n := len(s.Labels); n < 10 || n > 40 {
		t.Errorf("%d labels", n)
	}
	if len(s.Ticks) != 4 || s.Ticks[1].Text != "1000" {
		t.Errorf("ticks %v", s.Ticks)
	}
	var heights []float64
	for _, k := range s.Rows[0].Strokes {
		var x, y, to float64
		if _, err := fmt.Sscanf(strings.NewReplacer("M", "", "V", " ").Replace(k.Path), "%f %f %f", &x, &y, &to); err != nil {
			t.Fatal(err)
		}
		heights = append(heights, y-to)
	}
	if len(heights) != 3 || heights[0] >= heights[1] || heights[1] >= heights[2] {
		t.Errorf("heights %v of one, two and nine", heights)
	}
}
