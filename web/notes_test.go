package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tifa/library"
	"tifa/store"
)

// A note stands beside its sentence, can be changed and taken back, and what
// it says is set as Markdown without anything that could run or be fetched.
func TestNotes(t *testing.T) {
	r := sampleRoom(t)
	hostile := "Said **before**, <script>alert(1)</script> [here](javascript:alert(1)) ![x](http://evil.example/x.png) and [there](https://example.org/)."
	w := post(t, r, "/notes", url.Values{"address": {"strategy-2023.zh:s4"}, "quote": {"渠通则水活"}, "body": {hostile}, "back": {"/strategy-2023.zh?s=4#s4"}})
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/strategy-2023.zh?s=4") {
		t.Fatalf("status %d, to %q: %s", w.Code, w.Header().Get("Location"), w.Body)
	}
	for _, address := range []string{"/strategy-2023.zh?s=4", "/notes", "/notes?edition=strategy-2023.zh", "/note/n1", "/at/strategy-2023.zh?s=4"} {
		_, body := get(t, r, address)
		for _, want := range []string{"<strong>before</strong>", `href="https://example.org/"`} {
			if !strings.Contains(body, want) {
				t.Errorf("%s: there is no %q", address, want)
			}
		}
		for _, bad := range []string{"<script>alert", "javascript:alert(1)\"", "<img"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s: %q stands in it", address, bad)
			}
		}
	}
	if _, body := get(t, r, "/strategy-2023.zh"); !strings.Contains(body, "noted-mark") {
		t.Error("the sentence has no mark")
	}
	if w := post(t, r, "/note/n1", url.Values{"body": {"Another thought."}}); w.Code != http.StatusSeeOther {
		t.Errorf("changing: status %d", w.Code)
	}
	if _, body := get(t, r, "/note/n1"); !strings.Contains(body, "<p>Another thought.</p>") || !strings.Contains(body, "**before**") {
		t.Error("the note was not changed, or its history is lost")
	}
	for _, format := range []string{"json", "md"} {
		if status, body := get(t, r, "/notes/export?edition=strategy-2023.zh&format="+format); status != 200 || !strings.Contains(body, "Another thought.") {
			t.Errorf("export as %s: status %d", format, status)
		}
	}
	if status, _ := get(t, r, "/notes/export?format=md"); status != http.StatusBadRequest {
		t.Errorf("export of no text: status %d", status)
	}
	if status, _ := get(t, r, "/notes/export?edition=strategy-2023.zh&format=exe"); status != http.StatusBadRequest {
		t.Errorf("export in no format: status %d", status)
	}
	if w := post(t, r, "/note/n1", url.Values{"do": {"remove"}, "back": {"/notes"}}); w.Code != http.StatusSeeOther {
		t.Errorf("taking back: status %d", w.Code)
	}
	if _, body := get(t, r, "/notes"); strings.Contains(body, "Another thought.") {
		t.Error("it was taken back and is listed")
	}
	for _, form := range []url.Values{
		{"address": {"strategy-2023.zh:s999"}, "body": {"x"}},
		{"address": {"nothing.zh:s1"}, "body": {"x"}},
		{"address": {"strategy-2023.zh:s4"}, "body": {""}},
		{"address": {"strategy-2023.zh:s4"}, "quote": {"not there"}, "body": {"x"}},
	} {
		if w := post(t, r, "/notes", form); w.Code < 400 || w.Code >= 500 {
			t.Errorf("%v: status %d", form, w.Code)
		}
	}
}

// An address of a former version goes on to lead to its words, says that they
// were replaced, and offers the passage of today.
func TestFormerVersion(t *testing.T) {
	r := sampleRoom(t)
	ctx := context.Background()
	before, err := r.library.Show(ctx, "press-2023.en")
	if err != nil {
		t.Fatal(err)
	}
	var words strings.Builder
	for i, s := range before.Sentences {
		switch i {
		case 4:
			words.WriteString(strings.Replace(s.Text, " ", " plainly ", 1))
		case 6: // left out
		default:
			words.WriteString(s.Text)
		}
		words.WriteString("\n\n")
	}
	if w := post(t, r, "/notes", url.Values{"address": {"press-2023.en:s7"}, "body": {"Worth keeping."}}); w.Code != http.StatusSeeOther {
		t.Fatalf("a note: status %d, %s", w.Code, w.Body)
	}
	_, err = r.library.Replace(ctx, "press-2023.en", "doc", library.ReplaceOptions{Why: "a <b>better</b> copy"},
		library.Uploads{"doc": {Name: "press.txt", Data: []byte(words.String())}})
	if err != nil {
		t.Fatal(err)
	}
	old := "/press-2023.en@" + before.Version[:8]
	status, body := get(t, r, old)
	for _, want := range []string{"former version", "a &lt;b&gt;better&lt;/b&gt; copy", `href="/press-2023.en"`} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: status %d, there is no %q", old, status, want)
		}
	}
	for n, want := range map[string]string{"5": "Its words were changed", "7": "It is gone", "9": "in the same words"} {
		if status, body := get(t, r, old+"?s="+n); status != 200 || !strings.Contains(body, want) {
			t.Errorf("sentence %s: status %d, there is no %q", n, status, want)
		}
	}
	if _, body := get(t, r, "/press-2023.en"); !strings.Contains(body, "has no place in this version") || !strings.Contains(body, "Worth keeping.") {
		t.Error("the note on the sentence that is gone is not shown as one without a place")
	}
	if status, _ := get(t, r, "/press-2023.en@00000000"); status != http.StatusNotFound {
		t.Errorf("a version that never was: status %d", status)
	}
}

// A note that somebody else changed since the form was shown is not
// overwritten: both bodies are shown.
func TestNoteMeanwhile(t *testing.T) {
	r := sampleRoom(t)
	post(t, r, "/notes", url.Values{"address": {"strategy-2023.zh:s4"}, "body": {"First thought."}})
	_, body := get(t, r, "/note/n1")
	found := regexp.MustCompile(`name="was" value="([^"]+)"`).FindStringSubmatch(body)
	if found == nil {
		t.Fatal("the form does not say of what it was made")
	}
	for _, theirs := range []string{"Their thought.", "Their second thought."} {
		if _, err := r.library.EditNote(t.Context(), "n1", nil, theirs); err != nil {
			t.Fatal(err)
		}
		for _, form := range []url.Values{{"was": found[1:], "body": {"My <thought>."}}, {"was": found[1:], "body": {"My <thought>."}, "do": {"remove"}}} {
			w := post(t, r, "/note/n1", form)
			for _, want := range []string{"<p>" + theirs + "</p>", ">My &lt;thought&gt;.</textarea>", "<details open>"} {
				if w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), want) {
					t.Errorf("status %d, without %s", w.Code, want)
				}
			}
			if n, err := r.library.Note(t.Context(), "n1"); err != nil || n.Body != theirs || n.RemovedAt != "" {
				t.Errorf("after a refusal: %q, %q, %v", n.Body, n.RemovedAt, err)
			}
		}
	}
}

// What would take long to be read as Markdown stands as it was written.
func TestMarkdownBounds(t *testing.T) {
	m := newMarkdown()
	for _, c := range []struct {
		name, text, want, not string
	}{
		{"ordinary", "> **said**\n\n- a\n  - b\n", "<strong>said</strong>", "**"},
		{"a rule", strings.Repeat("-", 200), "<hr", "---"},
		{"many quoted lines", strings.Repeat("> a\n", 500), "<blockquote>", "&gt;"},
		{"deep quotations", strings.Repeat(">", 40) + "<b>", "&gt;&lt;b&gt;", "<blockquote>"},
		{"deep lists", "a\n\n" + strings.Repeat("- 1. ", 20) + "b", "- 1. - 1. ", "<li>"},
		{"long", strings.Repeat("[a](", 1<<15) + "\n<i>", "<br>\n&lt;i&gt;</p>", "<i>"},
	} {
		got := string(m.html(c.text))
		if !strings.Contains(got, c.want) || strings.Contains(got, c.not) {
			t.Errorf("%s: %.200s, want %q and no %q", c.name, got, c.want, c.not)
		}
	}
}

// One damaged note is shown for what it is, and fails none of the pages that it
// is on.
func TestDamagedNote(t *testing.T) {
	r := sampleRoom(t)
	post(t, r, "/notes", url.Values{"address": {"strategy-2023.zh:s4"}, "body": {"A whole note."}})
	whole, err := r.library.Note(t.Context(), "n1")
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), r.library.Dir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	n, err := s.Note(t.Context(), "n1")
	if err != nil {
		t.Fatal(err)
	}
	n.Body = "A damaged note."
	n.Quote = strings.Repeat("坏", whole.End-whole.Start)
	n.Span.End = n.Span.Start + len(n.Quote)
	if _, err := s.AddNote(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"/notes", "/notes?edition=strategy-2023.zh", "/note/n2", "/strategy-2023.zh", "/part/strategy-2023.zh?n=1", "/strategy-2023.zh?s=4", "/notes/export?edition=strategy-2023.zh&format=md", "/notes/export?edition=strategy-2023.zh&format=json", "/api/v1/note/list"} {
		status, body := get(t, r, address)
		if status != 200 {
			t.Errorf("%s: status %d", address, status)
		}
		if strings.HasPrefix(address, "/notes") && !strings.Contains(body, "A whole note.") {
			t.Errorf("%s: the other note is missing", address)
		}
		if strings.HasPrefix(address, "/note") && !strings.Contains(body, "amaged") {
			t.Errorf("%s does not say that the note is damaged", address)
		}
	}
}

// The pages of the notes together are all notes, each once, and those of one
// author are hers.
func TestNotesArePaged(t *testing.T) {
	r := sampleRoom(t)
	const many = 2*notesShown + 7
	for i := range many {
		post(t, r, "/notes", url.Values{"address": {fmt.Sprintf("strategy-2023.zh:s%d", 1+i%100)}, "body": {fmt.Sprintf("Note number %d.", i)}})
	}
	for _, first := range []string{"/notes", "/notes?by=test", "/notes?edition=strategy-2023.zh"} {
		seen := map[string]bool{}
		pages := 0
		for next := first; next != "" && pages < 9; pages++ {
			_, body := get(t, r, next)
			for _, m := range regexp.MustCompile(`<article class="note" id="(n\d+)"`).FindAllStringSubmatch(body, -1) {
				if seen[m[1]] {
					t.Errorf("%s: %s is there twice", first, m[1])
				}
				seen[m[1]] = true
			}
			if !strings.Contains(body, fmt.Sprintf("%d notes", many)) {
				t.Errorf("%s: the number of all notes is missing", next)
			}
			m := regexp.MustCompile(`href="([^"]*)" rel="next"`).FindStringSubmatch(body)
			if next = ""; m != nil {
				next = strings.ReplaceAll(m[1], "&amp;", "&")
			}
		}
		if len(seen) != many || pages != 3 {
			t.Errorf("%s: %d notes on %d pages", first, len(seen), pages)
		}
	}
	page, err := r.library.NotesPage(t.Context(), library.NoteFilter{}, "somebody", 0, 9)
	if err != nil || len(page.Notes) != 0 || page.Total != many || len(page.Authors) != 1 || page.Authors[0].Count != many {
		t.Errorf("of an author without notes: %+v, %v", page, err)
	}
}
