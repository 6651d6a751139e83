package library

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tifa"
	"tifa/extract"
	"tifa/reuse"
	"tifa/text"
)

// An ancestor keeps to one side of a heading: to the side that is more like the
// sentence, and to none if neither is like it.
func TestAncestorWithinHeadings(t *testing.T) {
	paragraph := func(s string) extract.Block { return extract.Block{Kind: tifa.Paragraph, Text: s} }
	older := text.Canonical([]extract.Block{
		paragraph("Whoever dumps nets in the harbour pays a fine."),
		{Kind: tifa.Heading, Level: 2, Text: "Article 49"},
		paragraph("The harbour master sets the fine and tells the owner of the boat within ten days."),
	}, "en")
	for _, c := range []struct{ from, sentence, want string }{
		{"fine.\nArticle 49\nThe harbour master sets the fine and tells the owner", "The harbour master sets the fine and tells the captain.", "The harbour master sets the fine and tells the owner"},
		{"pays a fine.\nArticle 49\nThe harbour master", "Whoever pays a toll tells the harbour watch of every boat.", ""},
		{"The harbour master sets the fine", "The harbour master sets the toll.", "The harbour master sets the fine"},
	} {
		at := strings.Index(older.Body, c.from)
		if at < 0 {
			t.Fatalf("%q is not in the text", c.from)
		}
		start := utf8.RuneCountInString(older.Body[:at])
		s := reuse.Sentence{Class: reuse.Adapted, Text: c.sentence, Similarity: .6, Ancestor: &tifa.Attestation{Edition: "law.en", Start: start, End: start + utf8.RuneCountInString(c.from), Quote: c.from}}
		old := newAncestorText(older)
		kept := old.within(&s, .5)
		got := ""
		if s.Ancestor != nil {
			got = s.Ancestor.Quote
			if q := string([]rune(older.Body)[s.Ancestor.Start:s.Ancestor.End]); q != got {
				t.Errorf("%q stands at the place of %q", q, got)
			}
		}
		if got != c.want || kept != (c.want != "") || kept == (s.Class == reuse.New) {
			t.Errorf("%q: ancestor %q, class %s; want %q", c.sentence, got, s.Class, c.want)
		}
	}
}

// What is less than .7 like what a rendering renders is a note of a draft and
// not its translation.
func TestDraftFloor(t *testing.T) {
	for _, c := range []struct {
		score float64
		exact bool
		want  string
	}{{.69, false, ""}, {.7, false, "there"}, {1, true, "there"}} {
		s := &reuse.Sentence{N: 1, Class: reuse.Adapted, Text: "here", Rendering: &tifa.Rendering{Text: "there", Score: c.score, Exact: c.exact, Edition: "a.en"}}
		line := draftLine("a.zh", s)
		noted := len(line.Notes) == 1 && strings.Contains(line.Notes[0], "not suggested") && strings.Contains(line.Notes[0], "there")
		if line.Target != c.want || noted != (c.want == "") {
			t.Errorf("score %.2f: target %q, notes %q", c.score, line.Target, line.Notes)
		}
	}
}
