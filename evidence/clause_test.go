package evidence

import (
	"strings"
	"testing"

	"tifa"
)

// TestToClauses: a passage is cut where a clause ends, if that is near, and never
// inside a number.
func TestToClauses(t *testing.T) {
	long := strings.Repeat("a long way ", 8)
	for _, c := range []struct{ body, part, want string }{
		{"In winter, the lights of the pier are lit at noon, and put out.", "pier are lit", "the lights of the pier are lit at noon"},
		{"The fine is 3.5 pounds a day; none pays.", "pounds a", "The fine is 3.5 pounds a day"},
		{"坚持和平发展，推动构建人类命运共同体，为人类作贡献。", "构建人类", "推动构建人类命运共同体"},
		{"One ends.\nThe harbour is open", "harbour", "The harbour is open"},
		{"It goes " + long + "to the pier, " + "at dawn.", "to the pier", "to the pier"},
	} {
		at := strings.Index(c.body, c.part)
		span := toClauses(c.body, tifa.Span{Start: at, End: at + len(c.part)})
		if got := span.Of(c.body); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// TestShown: an ellipsis says that the sentence of a passage goes on.
func TestShown(t *testing.T) {
	sentence := "In winter, the lights are lit at noon, and put out."
	for quote, want := range map[string]string{
		"the lights are lit at noon": "… the lights are lit at noon …",
		"In winter":                  "In winter …",
		"In winter, the lights are lit at noon, and put out": "In winter, the lights are lit at noon, and put out",
	} {
		q := &Quotation{Nearest: &tifa.Attestation{Quote: quote}, Sentence: &sentence}
		if got := q.Shown(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if (&Quotation{}).Shown() != "" {
		t.Error("nothing is near, and something is shown")
	}
}
