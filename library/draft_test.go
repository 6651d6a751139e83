package library

import (
	"bytes"
	"strings"
	"testing"

	"tifa/extract"
)

// TestDraftHead: a draft for people says before its lines what it is of, what it
// was held against, and how to read it.
func TestDraftHead(t *testing.T) {
	l := sampleLibrary(t)
	d, err := l.Drafted(t.Context(), "strategy-2023.zh", DraftOptions{New: NewOptions{Into: "en"}}, Uploads(nil))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := d.WriteDOCX(&b, false); err != nil {
		t.Fatal(err)
	}
	doc, err := extract.Read(t.Context(), b.Bytes(), extract.Hint{})
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, x := range doc.Blocks {
		text.WriteString(x.Text + "\n")
	}
	at := 0
	for _, want := range []string{
		d.Title + "\n", "strategy-2023.zh ", "A text of " + d.Ledger.Date.String(), "110 sentences:", "Held against ", "must be checked",
		"Simplified Chinese\nEnglish\nWhere it comes from\n", "strategy-2023.zh:s1;",
	} {
		i := strings.Index(text.String()[at:], want)
		if i < 0 {
			t.Fatalf("%q is not in, or not in order in %.1500s", want, text.String())
		}
		at += i
	}
}
