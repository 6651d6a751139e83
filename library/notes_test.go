package library

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa"
)

// addText adds a text under a work.
func addText(t testing.TB, l *Library, work, lang, body string) {
	t.Helper()
	err := l.Add(t.Context(), []string{file(t, work+".txt", body)}, Stated{Work: work, Lang: lang}, nil, func(_ string, _ *Added, err error) {
		if err != nil {
			t.Fatal(err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

const pier = "The pier is long. Nets are dried on the southern pier. The harbour office keeps the register of all boats in the bay."

func TestAddNote(t *testing.T) {
	l := emptyLibrary(t, "anna")
	addText(t, l, "pier", "en", pier)
	addText(t, l, "wang", "zh", "网络主权是根本。国家维护网络主权。\n\n任何人不得危害。")
	for _, c := range []struct {
		address, quote string
		want, words    string
	}{
		{"pier", "southern", "pier.en:s2.22-30", "southern"},
		{"pier.en:s2", "", "pier.en:s2", "Nets are dried on the southern pier."},
		{"pier.en:s1-2", "", "pier.en:s1-2", "The pier is long. Nets are dried on the southern pier."},
		{"pier.en:s1.4-8", "", "pier.en:s1.4-8", "pier"},
		{"pier.en:s1.3-9", "", "pier.en:s1.4-8", "pier"}, // without the space around it
		{"pier.en:s1-2.12-22", "", "pier.en:s1-2.12-22", "long. Nets"},
		{"pier.en:s2", "pier", "pier.en:s2.31-35", "pier"},
		{"wang.zh:s2", "网络主权", "wang.zh:s2.4-8", "网络主权"},
		{"wang.zh:s2.4-8", "主权", "wang.zh:s2.6-8", "主权"},
		{"wang.zh:s1-3", "", "wang.zh:s1-3", "网络主权是根本。国家维护网络主权。\n任何人不得危害。"},
	} {
		n, err := l.AddNote(t.Context(), NoteStated{Address: c.address, Quote: c.quote, Body: "Look: *here*."})
		if err != nil {
			t.Errorf("%s %q: %v", c.address, c.quote, err)
			continue
		}
		if n.Address != c.want || n.Quote != c.words || n.State != tifa.PlacedExact || n.Then != nil || n.Now.Quote != c.words ||
			n.Start != n.Now.Start || n.By != "anna" || n.EditedAt != nil {
			t.Errorf("%s %q: %+v", c.address, c.quote, n)
		}
		again, err := l.AddNote(t.Context(), NoteStated{Address: n.Address, Body: "By its own address."})
		if err != nil || again.Start != n.Start || again.End != n.End || again.Address != n.Address {
			t.Errorf("%s: %+v, %v", n.Address, again, err)
		}
	}
	for _, c := range []struct {
		address, quote, body string
		want                 error
		says                 string
	}{
		{"pier", "pier", "x", tifa.ErrUsage, "2 times (wrong use); name one of them: pier.en:s1.4-8, pier.en:s2.31-35"},
		{"pier", "pear", "x", tifa.ErrUsage, "do not stand there"},
		{"pier", "", "x", tifa.ErrUsage, "name the sentences, as in pier.en:s1"},
		{"pier.en:s4", "", "x", tifa.ErrNotFound, "the text has 3 sentences"},
		{"pier.en:s1.4-90", "", "x", tifa.ErrUsage, "ends after 17 characters"},
		{"pier.en:s1.3-4", "", "x", tifa.ErrUsage, "nothing but space"},
		{"pier.en:s1", "", " ", tifa.ErrUsage, "the note is empty"},
		{"pier.en:1", "", "x", tifa.ErrUsage, "is no address"},
		{"quay.en:s1", "", "x", tifa.ErrNotFound, "quay.en"},
	} {
		_, err := l.AddNote(t.Context(), NoteStated{Address: c.address, Quote: c.quote, Body: c.body})
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s %q: %v", c.address, c.quote, err)
		}
	}
}

// A note says where its words are in each new version, and what they were.
func TestNotesAcrossVersions(t *testing.T) {
	l := emptyLibrary(t, "anna")
	addText(t, l, "pier", "en", pier)
	for _, quote := range []string{"register of all boats", "dried on the southern pier", "pier is long"} {
		if _, err := l.AddNote(t.Context(), NoteStated{Address: "pier", Quote: quote, Body: "on " + quote}); err != nil {
			t.Fatal(err)
		}
	}
	states := func() string {
		t.Helper()
		notes, err := l.Notes(t.Context(), NoteFilter{Edition: "pier"})
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, n := range notes {
			line := n.ID + " " + n.State
			if n.Now != nil {
				line += " " + n.Now.Address
			}
			if (n.Then != nil) != strings.Contains(n.Address, "@") {
				t.Errorf("%s: then %+v, now %+v", n.Address, n.Then, n.Now)
			}
			out = append(out, line)
		}
		return strings.Join(out, ", ")
	}
	if got, want := states(), "n3 exact pier.en:s1, n2 exact pier.en:s2, n1 exact pier.en:s3"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	replace := func(body string) *Replaced {
		t.Helper()
		r, err := l.Replace(t.Context(), "pier", file(t, "new.txt", body), ReplaceOptions{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := replace("The harbour office keeps the register of all boats in the bay. It is new. Nets are dried on the northern pier.")
	if got, want := states(), "n3 orphan, n2 changed pier.en:s3, n1 exact pier.en:s1"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	n, err := l.Note(t.Context(), "n2")
	if err != nil {
		t.Fatal(err)
	}
	pinned := "pier.en@" + r.Former[:8] + ":s2"
	if n.Address != pinned+".9-35" || n.Version != r.Former || n.Quote != "dried on the southern pier" || n.Then.Address != pinned || n.Then.Quote != n.Quote ||
		n.Now.Quote != "dried on the northern pier" || n.Similarity != .8 || len(n.Edits) != 3 {
		t.Errorf("%+v, then %+v, now %+v", n, n.Then, n.Now)
	}
	if notes, err := l.Notes(t.Context(), NoteFilter{Edition: "pier.en:s3"}); err != nil || len(notes) != 1 || notes[0].ID != "n2" {
		t.Errorf("on sentence 3: %+v, %v", notes, err)
	}
	// A note on a version that was replaced.
	if n, err := l.AddNote(t.Context(), NoteStated{Address: pinned, Body: "in the old one"}); err != nil || n.State != tifa.PlacedChanged || n.Address != pinned {
		t.Errorf("%+v, %v", n, err)
	}
	// Back again: the anchor was never rewritten.
	replace(pier)
	if got, want := states(), "n4 exact pier.en:s2, n3 exact pier.en:s1, n2 exact pier.en:s2, n1 exact pier.en:s3"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	// Without the edition all of them are orphans, with it they are back.
	if err := l.Remove(t.Context(), "pier"); err != nil {
		t.Fatal(err)
	}
	notes, err := l.Notes(t.Context(), NoteFilter{Work: "pier"})
	if err != nil || len(notes) != 4 || notes[0].State != tifa.Orphan || notes[0].Then.Quote != "Nets are dried on the southern pier." {
		t.Errorf("after removal: %+v, %v", notes, err)
	}
	addText(t, l, "pier", "en", pier)
	if got := states(); strings.Count(got, "exact") != 4 {
		t.Errorf("added again: %s", got)
	}
}

// Where the version of a note is gone, it is placed by the words it keeps.
func TestNoteOnALostVersion(t *testing.T) {
	l := emptyLibrary(t, "anna")
	addText(t, l, "pier", "en", pier)
	if _, err := l.AddNote(t.Context(), NoteStated{Address: "pier", Quote: "register of all boats", Body: "x"}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Replace(t.Context(), "pier", file(t, "b.txt", "It is new. "+pier), ReplaceOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	if err := l.Remove(t.Context(), "pier"); err != nil {
		t.Fatal(err)
	}
	addText(t, l, "pier", "en", "It is new. "+pier)
	notes, err := l.Notes(t.Context(), NoteFilter{Edition: "pier"})
	if err != nil || len(notes) != 1 || notes[0].Now == nil || notes[0].Now.Quote != "register of all boats" || notes[0].Now.Address != "pier.en:s4" {
		t.Errorf("%+v, %v", notes, err)
	}
}

func TestNoteHistory(t *testing.T) {
	l := emptyLibrary(t, "anna")
	addText(t, l, "pier", "en", pier)
	if _, err := l.AddNote(t.Context(), NoteStated{Address: "pier.en:s1", Body: "one"}); err != nil {
		t.Fatal(err)
	}
	if n, err := l.EditNote(t.Context(), "n1", nil, "two"); err != nil || n.Body != "two" || *n.EditedBy != "anna" {
		t.Errorf("%+v, %v", n, err)
	}
	if n, err := l.RemoveNote(t.Context(), "n1", nil); err != nil || n.RemovedBy != "anna" {
		t.Errorf("%+v, %v", n, err)
	}
	n, err := l.Note(t.Context(), "n1")
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, c := range n.History {
		line := c.What + " by " + c.By
		for _, body := range []*string{c.Old, c.New} {
			if body == nil {
				line += " -"
			} else {
				line += " " + *body
			}
		}
		said = append(said, line)
	}
	if got, want := strings.Join(said, ", "), "written by anna - one, edited by anna one two, removed by anna two -"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if notes, err := l.Notes(t.Context(), NoteFilter{}); err != nil || len(notes) > 0 {
		t.Errorf("left: %+v, %v", notes, err)
	}
}

func TestExportNotes(t *testing.T) {
	l := emptyLibrary(t, "anna")
	addText(t, l, "pier", "en", pier)
	for _, quote := range []string{"register of all boats", "dried on the southern pier", "pier is long"} {
		if _, err := l.AddNote(t.Context(), NoteStated{Address: "pier", Quote: quote, Body: "on " + quote}); err != nil {
			t.Fatal(err)
		}
	}
	next := "It is new. Nets are dried on the northern pier. The harbour office keeps the register of all boats in the bay."
	r, err := l.Replace(t.Context(), "pier", file(t, "new.txt", next), ReplaceOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := l.ExportNotes(t.Context(), &out, "pier", NotesJSON, "https://example.org/tifa"); err != nil {
		t.Fatal(err)
	}
	var c struct {
		Total int
		First struct {
			Items []struct {
				State  string `json:"tifa:state"`
				Target struct {
					Source   string
					Selector []struct {
						Exact, Prefix, Suffix string
						Start, End            int
					}
				}
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &c); err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, item := range c.First.Items {
		version, body := r.Version, next
		if item.State == tifa.Orphan {
			version, body = r.Former, pier
		}
		s := item.Target.Selector
		if item.Target.Source != "https://example.org/tifa/pier.en@"+version[:8] || body[s[1].Start:s[1].End] != s[0].Exact ||
			!strings.Contains(body, s[0].Prefix+s[0].Exact+s[0].Suffix) {
			t.Errorf("%+v", item)
		}
		said = append(said, item.State+" "+s[0].Exact)
	}
	if got, want := strings.Join(said, ", "), "changed dried on the northern pier, exact register of all boats, orphan pier is long"; got != want || c.Total != 3 {
		t.Errorf("%d: %s, want %s", c.Total, got, want)
	}
	out.Reset()
	if err := l.ExportNotes(t.Context(), &out, "pier", NotesMarkdown, ""); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# Notes on pier\n", ", 3 notes, 1 without a place in it\n", "> dried on the northern pier\n", "Not in the present text", "\non pier is long\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, &out)
		}
	}
	if err := l.ExportNotes(t.Context(), &out, "pier", "xml", ""); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("a format that there is not: %v", err)
	}
}

// However a text is replaced, a note is never shown on words that it was not
// written on without being said to be changed, and its anchor stays.
func TestNotesNeverSlip(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and of one goroutine")
	}
	words := strings.Fields("harbour register boats owner report quarter lights pier dusk 网络主权 国家 安全 应当 报告")
	line := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 9).Draw(t, "words"), " ") + "."
	})
	l := emptyLibrary(t, "anna")
	path := file(t, "text.txt", "")
	rapid.Check(t, func(rt *rapid.T) {
		defer func() { _ = l.Remove(t.Context(), "w") }() // where it was added
		write := func(lines []string) {
			if err := os.WriteFile(path, []byte(strings.Join(lines, "\n\n")), 0o600); err != nil {
				rt.Fatal(err)
			}
		}
		lines := rapid.SliceOfN(line, 1, 6).Draw(rt, "lines")
		write(lines)
		err := l.Add(t.Context(), []string{path}, Stated{Work: "w", Lang: "en"}, nil, func(_ string, _ *Added, err error) {
			if err != nil {
				rt.Fatal(err)
			}
		})
		if err != nil {
			rt.Fatal(err)
		}
		shown, err := l.Show(t.Context(), "w")
		if err != nil {
			rt.Fatal(err)
		}
		made := map[string]*tifa.Annotation{}
		defer func() { // the same text would have them when it is drawn again
			for id := range made {
				_, _ = l.RemoveNote(t.Context(), id, nil)
			}
		}()
		for range rapid.IntRange(1, 3).Draw(rt, "notes") {
			s := rapid.SampledFrom(shown.Sentences).Draw(rt, "sentence")
			from := rapid.IntRange(0, s.End-s.Start-1).Draw(rt, "from")
			to := rapid.IntRange(from+1, s.End-s.Start).Draw(rt, "to")
			n, err := l.AddNote(t.Context(), NoteStated{Address: fmt.Sprintf("%s.%d-%d", s.Address, from, to), Body: "x"})
			if err == nil { // not where only space was chosen
				made[n.ID] = n
			}
		}
		for range rapid.IntRange(1, 2).Draw(rt, "replacements") {
			i := rapid.IntRange(0, len(lines)-1).Draw(rt, "line")
			lines = append(append(append([]string{}, lines[i:]...), line.Draw(rt, "new")), lines[:i]...)
			if rapid.Bool().Draw(rt, "drop") {
				lines = lines[1:]
			}
			write(lines)
			if _, err := l.Replace(t.Context(), "w", path, ReplaceOptions{}, nil); err != nil && !errors.Is(err, tifa.ErrDuplicate) {
				rt.Fatal(err)
			}
		}
		e, now, err := l.edition(t.Context(), "w")
		if err != nil {
			rt.Fatal(err)
		}
		body := []rune(now.Body)
		notes, err := l.Notes(t.Context(), NoteFilter{Edition: e.Address})
		if err != nil || len(notes) != len(made) {
			rt.Fatalf("%d notes of %d, %v", len(notes), len(made), err)
		}
		for _, n := range notes {
			was := made[n.ID]
			if n.Quote != was.Quote || n.Version != was.Version || n.Start != was.Start || n.End != was.End || n.Before != was.Before || n.After != was.After {
				rt.Fatalf("the anchor was %+v, now %+v", was, n)
			}
			if n.Now == nil {
				if n.State != tifa.Orphan {
					rt.Fatalf("nowhere, but %s", n.State)
				}
				continue
			}
			there := string(body[n.Now.Start:n.Now.End])
			if there != n.Now.Quote || (there == n.Quote) == (n.State == tifa.PlacedChanged) || n.State == tifa.Orphan {
				rt.Fatalf("%q is said to be %s, at %q", n.Quote, n.State, there)
			}
		}
	})
}
