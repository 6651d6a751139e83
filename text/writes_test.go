package text

import "testing"

func TestWrites(t *testing.T) {
	for _, c := range []struct {
		lang, s string
		want    bool
	}{
		{"en", "network", true},
		{"en", "网络主权", false},
		{"en", "网络 sovereignty", true},
		{"zh", "网络主权", true},
		{"zh-Hant", "網路", true},
		{"zh", "cyber sovereignty", false},
		{"zh", "WTO", true},
		{"zh", "5G", true},
		{"ja", "主権", true},
		{"ja", "カナ", true},
		{"ru", "суверенитет", true},
		{"ru", "主权", false},
		{"en", "суверенитет", false},
		{"en", "2023", true},
		{"xx", "网络", true},
	} {
		if got := Lookup(c.lang).Writes(c.s); got != c.want {
			t.Errorf("%s, %q: %v", c.lang, c.s, got)
		}
	}
}
