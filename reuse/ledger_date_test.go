package reuse

import (
	"testing"

	"tifa/text"
)

// TestOnlyDate: the line of a date is short; a sentence with one is not.
func TestOnlyDate(t *testing.T) {
	for _, c := range []struct {
		lang, sentence string
		want           bool
	}{
		{"zh", "（2024年2月27日）", true},
		{"zh", "二〇二四年二月二十七日", true},
		{"en", "(27 February 2024)", true},
		{"en", "March 5, 2024.", true},
		{"zh", "（2020年10月30日国民议会第九届第六次会议通过）", false},
		{"zh", "本法自2021年5月1日起施行。", false},
		{"en", "This Law takes effect on 1 May 2021.", false},
		{"en", "...", false},
		{"zh", "", false},
	} {
		if got := onlyDate(text.Lookup(c.lang), c.sentence); got != c.want {
			t.Errorf("%s: %v", c.sentence, got)
		}
	}
}
