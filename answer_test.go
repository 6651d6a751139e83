package tifa

import (
	"slices"
	"testing"
)

// TestLimits: every limit is said, but for languages that the texts tell.
func TestLimits(t *testing.T) {
	for _, c := range []struct {
		asked string
		langs []string
		want  []string
	}{
		{"zh", []string{}, []string{"editions", "lang"}},
		{"zh,en", []string{"en"}, []string{"editions", "lang"}},
		{"zh,en", []string{"en", "zh-Hans"}, []string{"editions"}},
		{"zh", []string{"zh-Hans", "zh-Hant"}, []string{"editions"}},
	} {
		x := Coverage{Filters: map[string]string{"lang": c.asked, "editions": "a.zh"}, Langs: c.langs}
		if got := x.Limits(); !slices.Equal(got, c.want) {
			t.Errorf("%s of %v: %q, want %q", c.asked, c.langs, got, c.want)
		}
	}
}
