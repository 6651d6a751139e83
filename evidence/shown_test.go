package evidence

import (
	"context"
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// TestShownPassage: what is said of a quotation is said of the passage that is
// shown, and that is one of the text which the others come from.
func TestShownPassage(t *testing.T) {
	x := shelf(t, map[string][]string{
		"older.en": {"Ice and light are the things that the port has most of in the year, says the book of the pilots."},
		"newer.en": {"The bay keeps ice and light alike, and ice and light are the things that the port has most of in winter. Nobody owns the quay but the town itself."},
	})
	body := text.Canonical([]extract.Block{{Kind: tifa.Paragraph, Text: "He wrote that “nobody owns the quay but the town itself”. And “Ice and light are the things that the port has most of in” it."}}, "en")
	found, _ := Find(body, nil)
	got, err := Judge(context.Background(), x, body, found, Options{})
	if err != nil {
		t.Fatal(err)
	}
	g := got[len(got)-1]
	if len(g.Passages) != 2 || g.Passages[0].Edition != "newer.en" {
		t.Fatalf("%s %+v", g.Verdict, g.Passages)
	}
	if len(g.Notes) != 1 || g.Notes[0] != (Note{NoteCase, "ice", "Ice"}) {
		t.Errorf("notes %+v, of %s", g.Notes, g.Passages[0].Quote)
	}
}
