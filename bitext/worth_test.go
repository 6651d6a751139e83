package bitext

import (
	"slices"
	"strings"
	"testing"
)

// TestWorth: what was measured is said in both directions, and what was not is
// said to be unknown.
func TestWorth(t *testing.T) {
	for _, p := range [][2]string{{"en", "de"}, {"fr", "de-AT"}, {"fr", "en-GB"}, {"zh-Hant", "en"}} {
		w, err := WorthOf(p[0], p[1])
		if err != nil {
			t.Fatal(err)
		}
		back, err := WorthOf(p[1], p[0])
		if err != nil || w.String() != back.String() {
			t.Errorf("%v: %s, in the other direction %s (%v)", p, &w, &back, err)
		}
		if w.On == "" || len(w.Faults) < 4 || w.Beads < 100 || w.Findings >= w.Beads || len(w.Silent) > 0 {
			t.Errorf("%v: %+v", p, w)
		}
		for _, f := range w.Faults {
			if f.Found > f.Planted || f.Planted == 0 {
				t.Errorf("%v: %+v", p, f)
			}
		}
	}
	w, err := WorthOf("fi", "de")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(w.String(), "not known") || !slices.Equal(w.Silent, []string{CheckBound, CheckNegation, CheckModality}) {
		t.Errorf("%s; silent %q", &w, w.Silent)
	}
}
