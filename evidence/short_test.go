package evidence

import (
	"context"
	"strings"
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// A short quotation differs where the change is held on both sides, or the text
// names the document; else the nearest passage is told and no more.
func TestShort(t *testing.T) {
	x := shelf(t, map[string][]string{"Harbour Rules.en": english, "harbour.zh": chinese})
	for _, c := range []struct {
		quote   string
		verdict Verdict
		none    bool // nothing is near it
	}{
		{"“Broken” is no verdict here: “is broken thrice a day”", Differs, false},
		{"“is broken twice a night”", NotFound, false},
		{"“seas is broken twice a day”", NotFound, false},
		{"“may close no strait alone”", Differs, false},
		{"“每天破船两次”", Differs, false},
		{"“每天早晚破冰”", NotFound, true},
		// Eight characters hold a change at the edge.
		{"“港口冬季对各国船队”", Differs, false},
		{"The Harbour Rules say so: “is broken twice a night”", Differs, false},
	} {
		body := text.Canonical([]extract.Block{{Kind: tifa.Paragraph, Text: c.quote}}, "en")
		at := strings.LastIndex(body.Body, "“") + len("“")
		span := tifa.Span{Start: at, End: strings.LastIndex(body.Body, "”")}
		got, err := Judge(context.Background(), x, body, []Found{{Span: span, Form: InMarks, Kind: IsQuotation}}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if g := got[0]; g.Verdict != c.verdict || g.Verdict == NotFound && !c.none && g.Nearest == nil {
			t.Errorf("%s: %s of %q, nearest %v, want %s", span.Of(body.Body), g.Verdict, g.Edits, g.Nearest, c.verdict)
		}
	}
}
