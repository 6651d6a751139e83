package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"pgregory.net/rapid"

	"tifa"
)

func drawnNote(t *rapid.T) Annotation {
	word := rapid.StringN(1, 12, -1)
	start := rapid.IntRange(0, 1000).Draw(t, "start")
	n := Annotation{Before: word.Draw(t, "now before"), After: word.Draw(t, "now after")}
	n.Annotation = tifa.Annotation{
		ID: fmt.Sprintf("n%d", rapid.IntRange(1, 9999).Draw(t, "id")), Edition: "pier.en", Version: strings.Repeat("a", 64),
		Address: "pier.en@aaaaaaaa:s3.1-4", Start: start, End: start + 3, Quote: word.Draw(t, "quote"), Before: word.Draw(t, "before"),
		After: word.Draw(t, "after"), Body: word.Draw(t, "body"), BodyLang: rapid.SampledFrom([]string{"", "en", "zh"}).Draw(t, "language"),
		By: word.Draw(t, "by"), At: "2026-01-02T03:04:05Z", State: tifa.Orphan,
	}
	if rapid.Bool().Draw(t, "edited") {
		at, by := "2026-02-03T04:05:06Z", word.Draw(t, "editor")
		n.EditedAt, n.EditedBy = &at, &by
	}
	then := tifa.Attestation{Address: "pier.en@aaaaaaaa:s3", Edition: "pier.en", Start: n.Start, End: n.End, Quote: n.Quote}
	n.State = rapid.SampledFrom([]string{tifa.PlacedExact, tifa.PlacedMoved, tifa.PlacedChanged, tifa.Orphan}).Draw(t, "state")
	if rapid.Bool().Draw(t, "replaced") || n.State != tifa.PlacedExact {
		n.Then = &then
	}
	if n.State != tifa.Orphan {
		now := tifa.Attestation{Address: "pier.en:s4", Edition: "pier.en", Start: start + 9, End: start + 12, Quote: n.Quote}
		if n.State == tifa.PlacedChanged {
			now.Quote = word.Draw(t, "now")
			n.Similarity = .5
		}
		n.Now = &now
	}
	return n
}

var iri = regexp.MustCompile(`^(https?://[^ "<>\\^{|}` + "`" + `]+|urn:[a-z0-9][a-z0-9-]{1,31}:[^ "<>\\^{|}` + "`" + `]+)$`)

// What is written is what the Web Annotation Data Model asks for: every id and
// source an IRI, required fields there, times as xsd:dateTime; and nothing of a
// note is lost.
func TestWebAnnotations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := &Annotations{
			Edition: "pier.en", Title: rapid.String().Draw(t, "title"), Version: strings.Repeat("b", 64),
			Base:  rapid.SampledFrom([]string{"", "https://example.org/tifa/", "http://127.0.0.1:8017"}).Draw(t, "base"),
			Notes: rapid.SliceOfN(rapid.Custom(drawnNote), 0, 4).Draw(t, "notes"),
		}
		var out bytes.Buffer
		if err := WriteAnnotations(&out, a); err != nil {
			t.Fatal(err)
		}
		var c webCollection
		dec := json.NewDecoder(bytes.NewReader(out.Bytes()))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&c); err != nil {
			t.Fatal(err)
		}
		if c.Context[0] != "http://www.w3.org/ns/anno.jsonld" || c.Type != "AnnotationCollection" || c.Total != len(a.Notes) ||
			c.First.Type != "AnnotationPage" || c.First.PartOf != c.ID || len(c.First.Items) != len(a.Notes) {
			t.Fatalf("%+v", c)
		}
		iris := []string{c.ID, c.First.ID}
		for i := range a.Notes {
			n, w := &a.Notes[i], &c.First.Items[i]
			iris = append(iris, w.ID, w.Target.Source)
			if w.Type != "Annotation" || w.Motivation != "commenting" || w.Creator.Name != n.By || w.Created != n.At || w.State != n.State || w.Note != n.ID {
				t.Fatalf("%+v of %+v", w, n)
			}
			if (w.Modified == "") != (n.EditedAt == nil) || n.EditedAt != nil && w.Modified != *n.EditedAt {
				t.Fatalf("modified %s", w.Modified)
			}
			if _, err := time.Parse(time.RFC3339, w.Created); err != nil {
				t.Fatal(err)
			}
			if b := w.Body[0]; b.Value != n.Body || b.Format != "text/markdown" || b.Language != n.BodyLang {
				t.Fatalf("body %+v", b)
			}
			target := w.Target
			if n.Now != nil {
				checkTarget(t, &target, "@bbbbbbbb", n.Now.Quote, n.Before, n.After, n.Now.Start)
				if (w.Then == nil) != (n.Then == nil) {
					t.Fatalf("then %+v", w.Then)
				}
				if w.Then == nil {
					continue
				}
				target = *w.Then
			}
			checkTarget(t, &target, "@aaaaaaaa", n.Quote, n.Annotation.Before, n.Annotation.After, n.Start)
		}
		for _, s := range iris {
			if !iri.MatchString(s) || a.Base != "" && !strings.HasPrefix(s, strings.TrimRight(a.Base, "/")+"/") {
				t.Fatalf("%q is no IRI of %q", s, a.Base)
			}
		}
	})
}

func checkTarget(t *rapid.T, w *webTarget, version, exact, prefix, suffix string, start int) {
	if len(w.Selector) != 2 || w.Type != "SpecificResource" || !strings.HasSuffix(w.Source, version) {
		t.Fatalf("%+v", w)
	}
	q, p := w.Selector[0], w.Selector[1]
	if q.Type != "TextQuoteSelector" || q.Exact != exact || q.Prefix != prefix || q.Suffix != suffix ||
		p.Type != "TextPositionSelector" || p.Start == nil || *p.Start != start || p.End == nil || *p.End != start+3 {
		t.Fatalf("%+v, %+v", q, p)
	}
}

// The ids of two notes differ, also of two libraries, and stay.
func TestNoteIRI(t *testing.T) {
	n := Annotation{Annotation: tifa.Annotation{ID: "n1", Version: "aa", At: "2026-01-02T03:04:05Z", By: "ada"}}
	uuid := regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	first := noteIRI(urn, &n)
	if !uuid.MatchString(first) {
		t.Errorf("%s is no UUID", first)
	}
	n.Body = "another text"
	if noteIRI(urn, &n) != first {
		t.Error("it changes with the text of the note")
	}
	n.At = "2026-01-02T03:04:06Z"
	if noteIRI(urn, &n) == first {
		t.Error("two notes have one id")
	}
	if got := noteIRI("https://example.org/", &n); got != "https://example.org/notes/n1" {
		t.Errorf("under an address: %s", got)
	}
}

func TestNotesAsMarkdown(t *testing.T) {
	edited, editor := "2026-02-03T00:00:00Z", "ben"
	now := tifa.Attestation{Address: "pier.en:s4", Quote: "the *new* pier"}
	a := &Annotations{Edition: "pier.en", Title: "The <Pier>", Version: strings.Repeat("b", 64), Notes: []Annotation{
		{Annotation: tifa.Annotation{ID: "n1", State: tifa.PlacedChanged, Address: "pier.en@aaaaaaaa:s3", Quote: "1. the pier", Now: &now, Similarity: .75, Body: "See **this**.", By: "ada", At: "2026-01-02T03:04:05Z", EditedAt: &edited, EditedBy: &editor}},
		{Annotation: tifa.Annotation{ID: "n2", State: tifa.Orphan, Address: "pier.en@aaaaaaaa:s9", Quote: "two\nlines", Body: "Lost.", By: "ada", At: "2026-01-02T03:04:05Z"}},
	}}
	var out bytes.Buffer
	if err := WriteNotes(&out, a); err != nil {
		t.Fatal(err)
	}
	want := `# Notes on The \<Pier\>

pier.en, version bbbbbbbb, 2 notes, 1 without a place in it

## pier.en:s4 · ada, 2026-01-02, edited by ben, 2026-02-03 · n1

> the \*new\* pier

*Changed since (similarity 0.75); pier.en@aaaaaaaa:s3 was:*

> 1\. the pier

See **this**.

---

Without a place in the present text:

## pier.en@aaaaaaaa:s9 · ada, 2026-01-02 · n2

> two
> lines

*Not in the present text.*

Lost.
`
	if got := out.String(); got != want {
		t.Errorf("got\n%s", got)
	}
}

// Words of others are words in Markdown, whatever they hold.
func TestPlainMarkdown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(strings.Fields(rapid.StringOf(rapid.SampledFrom([]rune("ab1 *_`[]()<>#&|~\\!.-+=:\"'网络主权\n/"))).Draw(t, "words")), " ")
		var html bytes.Buffer
		if err := goldmark.Convert([]byte("> "+plainMarkdown(s)), &html); err != nil {
			t.Fatal(err)
		}
		got := strings.TrimSpace(html.String())
		got = strings.TrimSuffix(strings.TrimPrefix(got, "<blockquote>"), "</blockquote>")
		got = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(got), "<p>"), "</p>")
		got = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&amp;", "&").Replace(got)
		if got != s {
			t.Fatalf("%q reads as %q, by %q", s, got, plainMarkdown(s))
		}
	})
}
