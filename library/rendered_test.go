package library

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"tifa/reuse"
)

// TestRenderedWhole: the rendering of a long sentence is no suggestion for a
// clause of it, though the clause stands in it word for word; it is shown, and
// left out of what is counted and filled in.
func TestRenderedWhole(t *testing.T) {
	l := sampleLibrary(t)
	ctx := context.Background()
	_, body, err := l.edition(ctx, "strategy-2017.zh")
	if err != nil {
		t.Fatal(err)
	}
	var clauses []string
	for i := range body.Sentences {
		s := body.Sentence(i + 1)
		clause, _, _ := strings.Cut(s, "，")
		if n := utf8.RuneCountInString(clause); n >= 9 && utf8.RuneCountInString(s) > 3*n {
			clauses = append(clauses, clause+"。")
		}
	}
	if len(clauses) < 3 {
		t.Fatalf("the sample has %d long sentences with such a clause", len(clauses))
	}
	d, err := l.Drafted(ctx, "note.txt", DraftOptions{New: NewOptions{
		Thresholds: reuse.DefaultThresholds(), Into: "en", Stated: Stated{Lang: "zh"},
	}}, Uploads{"note.txt": {Name: "note.txt", Data: []byte(strings.Join(clauses, "\n\n"))}})
	if err != nil {
		t.Fatal(err)
	}
	longer := 0
	for i := range d.Ledger.Sentences {
		s := &d.Ledger.Sentences[i]
		switch r := s.Rendering; {
		case r == nil:
		case r.Longer:
			longer++
			if d.lines[i].Target != "" || !strings.Contains(strings.Join(d.lines[i].Notes, "\n"), r.Text) || !strings.Contains(d.lines[i].From, "longer passage") {
				t.Errorf("%s: drafted as %+v", s.Text, d.lines[i])
			}
		case r.Score < wholeEnough:
			t.Errorf("%s: %q is suggested, similarity %.2f", s.Text, r.Text, r.Score)
		}
	}
	if longer == 0 || d.Rendered.Longer != longer || d.Filled+d.Suggested != d.Rendered.Sentences || d.Filled+d.Suggested+d.Blank != d.Sentences {
		t.Errorf("%d longer of %d clauses; %+v, %+v", longer, len(clauses), d, d.Rendered)
	}
	var xliff bytes.Buffer
	if err := d.WriteXLIFF(&xliff); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(xliff.String(), "not suggested, renders a longer passage"); n != longer {
		t.Errorf("%d notes in the XLIFF, want %d", n, longer)
	}
}
