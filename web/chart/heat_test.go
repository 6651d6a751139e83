package chart

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Each year has a stroke at the height of its step, the higher the hotter; what
// joins two years joins neighbours of different steps; years without texts are
// hatched, each once.
func TestHeatShowsEveryYear(t *testing.T) {
	steps := []string{"冷", "温", "暖", "热", "烫", "沸"}
	rapid.Check(t, func(t *rapid.T) {
		var years []Year
		joints, holes := 0, 0
		for year := 1950; year < 1990; year++ {
			if rapid.Bool().Draw(t, "there") {
				years = append(years, Year{Year: year, Step: rapid.IntRange(0, 5).Draw(t, "step"), Name: fmt.Sprint(year)})
			}
		}
		for i := 1; i < len(years); i++ {
			apart := years[i].Year - years[i-1].Year
			holes += apart - 1
			if apart == 1 && years[i].Step != years[i-1].Step {
				joints++
			}
		}
		h := NewHeat([]Warmth{{}, {Name: "渠", Years: years}}, HeatOptions{Width: 820, Steps: steps})
		s := h.Staves[1]
		if len(s.Strokes) != len(years) || len(s.Rows) != len(steps) || len(h.Staves[0].Strokes) != 0 {
			t.Fatalf("%d strokes of %d years, %d rows", len(s.Strokes), len(years), len(s.Rows))
		}
		last := h.Left
		for i, k := range s.Strokes {
			var from, y, to float64
			if _, err := fmt.Sscanf(strings.NewReplacer("M", "", "H", " ").Replace(k.Path), "%f %f %f", &from, &y, &to); err != nil {
				t.Fatal(err)
			}
			if from < last || to <= from || to > h.Right+.5 || k.Name != fmt.Sprint(years[i].Year) {
				t.Fatalf("%s from %v to %v after %v", k.Name, from, to, last)
			}
			if y != s.Rows[years[i].Step].At {
				t.Fatalf("%s is at %v, its step at %v", k.Name, y, s.Rows[years[i].Step].At)
			}
			last = to
		}
		for i := 1; i < len(s.Rows); i++ {
			if s.Rows[i].At >= s.Rows[i-1].At {
				t.Fatal("a hotter step does not stand higher")
			}
		}
		if n := strings.Count(s.Path, "M"); n != joints {
			t.Fatalf("%d joints, want %d", n, joints)
		}
		if n := strings.Count(s.Gaps, "M"); n != holes {
			t.Fatalf("%d years without texts, want %d", n, holes)
		}
	})
}
