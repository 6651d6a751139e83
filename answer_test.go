package tifa

import (
	"slices"
	"testing"
)

// TestLimits: every limit is said, but for the language of a ledger that its
// texts tell.
func TestLimits(t *testing.T) {
	filters := map[string]string{"lang": "zh,en", "editions": "a.zh"}
	before := Date{Year: 2020}
	for _, c := range []struct {
		langs  []string
		before Date
		want   []string
	}{
		{[]string{}, Date{}, []string{"editions", "lang"}},
		{[]string{"en", "zh-Hans"}, Date{}, []string{"editions", "lang"}},
		{[]string{"en", "zh-Hans"}, before, []string{"editions"}},
		{[]string{"en"}, before, []string{"editions", "lang"}},
	} {
		x := Coverage{Filters: filters, Langs: c.langs, Before: c.before}
		if got := x.Limits(); !slices.Equal(got, c.want) {
			t.Errorf("%v before %v: %q, want %q", c.langs, c.before, got, c.want)
		}
	}
}
