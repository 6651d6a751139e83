package library

import (
	"context"
	"strings"
	"testing"

	"tifa/evidence"
)

// TestCheckNested: a sentence of the author's around a quotation is no
// quotation. The inner one is put right, and not a word of the author's goes;
// what the library has around an inner quotation is quoted, and is put right.
func TestCheckNested(t *testing.T) {
	l := sampleLibrary(t)
	const zh, en = "尊重网络自主权，不是要把世界的网络切成大块", "Submarine cables are the arteries that all countries share"
	for _, c := range []struct {
		article, right string
		frames         int
	}{
		{"他不同意“所谓‘" + zh + "’的说法”。\n", "他不同意“所谓‘尊重网络自主权，不是要把世界的网络切成碎块’的说法”。\n", 1},
		{"她批评「所谓『" + zh + "』的提法」。\n", "她批评「所谓『尊重网络自主权，不是要把世界的网络切成碎块』的提法」。\n", 1},
		{"It is “the so-called ‘" + en + "’ line” again.\n", "It is “the so-called ‘Submarine cables are the blood vessels that all countries share’ line” again.\n", 1},
		{"It is \"the old ‘" + en + "’\" again.\n", "It is \"the old ‘Submarine cables are the blood vessels that all countries share’\" again.\n", 1},
		{"> Nobody whom I know would say “" + en + "” aloud.\n", "> Nobody whom I know would say “Submarine cables are the blood vessels that all countries share” aloud.\n", 1},
		// Nothing of it stands around the inner quotation.
		{"“‘" + zh + "’”\n", "“‘尊重网络自主权，不是要把世界的网络切成碎块’”\n", 0},
		// What is quoted is the whole: the inner marks are the quoter's.
		{"“‘尊重网络自主权’，不是要把世界的网络切成大块”\n", "“‘尊重网络自主权’，不是要把世界的网络切成碎块”\n", 0},
		{"“Submarine cables ‘are the arteries’ that all countries share”\n", "“Submarine cables ‘are the blood vessels’ that all countries share”\n", 0},
		// The author said much of her own around it: it was not found, and the inner
		// quotation is put right.
		{
			"He wrote: “Nobody in the whole ministry believed for a single day in what the old paper says, ‘" + en + "’, since not one of them had seen the sea.”\n",
			"He wrote: “Nobody in the whole ministry believed for a single day in what the old paper says, ‘Submarine cables are the blood vessels that all countries share’, since not one of them had seen the sea.”\n", 0,
		},
	} {
		got, err := l.Check(context.Background(), "a", CheckOptions{}, Uploads{"a": {Name: "a.md", Data: []byte(c.article)}})
		if err != nil {
			t.Fatal(err)
		}
		fixed, n, err := correctedText(t, got)
		if err != nil || fixed != c.right || n.Quotations != 1 || n.Left != 0 {
			t.Errorf("%s corrected to %s (%+v, %v)", strings.TrimSpace(c.article), strings.TrimSpace(fixed), n, err)
		}
		if got.Summary.Frames != c.frames {
			t.Errorf("%s: %d frames, want %d: %+v", strings.TrimSpace(c.article), got.Summary.Frames, c.frames, got.Others)
		}
		again, err := l.Check(context.Background(), "a", CheckOptions{}, Uploads{"a": {Name: "a.md", Data: []byte(fixed)}})
		if err != nil {
			t.Fatal(err)
		}
		if again.Summary.Differs != 0 || again.Summary.Frames != c.frames {
			t.Errorf("%s: once corrected %+v", strings.TrimSpace(fixed), again.Summary)
		}
		for i := range again.Quotations {
			if q := &again.Quotations[i]; q.Inner && c.frames > 0 {
				t.Errorf("%s stands in no other quotation", q.Quote)
			} else if c.frames > 0 && q.Verdict != evidence.Exact {
				t.Errorf("%s: %s", q.Quote, q.Verdict)
			}
		}
	}
}
