package store

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"tifa"
)

// noteOn is a note on the words of an edition.
func noteOn(t testing.TB, s *Store, address, quote, body string) Note {
	t.Helper()
	e := must(s.Edition(t.Context(), address))(t)
	full := must(s.Text(t.Context(), &e))(t).Body
	at := strings.Index(full, quote)
	if at < 0 {
		t.Fatalf("%q is not in %q", quote, full)
	}
	return Note{
		Edition: e.Address, Work: e.Work, Lang: e.Lang, Version: e.Version, Passage: "s1.0-1",
		Span: tifa.Span{Start: at, End: at + len(quote)}, Chars: tifa.Range{Start: 0, End: len([]rune(quote))},
		Quote: quote, Before: full[:at], After: full[at+len(quote):], Body: body, By: "anna",
	}
}

func ids(notes []Note) string {
	var out []string
	for _, n := range notes {
		out = append(out, n.ID)
	}
	return strings.Join(out, " ")
}

func TestNotes(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "zh", "第一条。第二条。"), record(t, s, "b", "en", "One. Two."))
	first := noteOn(t, s, "a", "第二条", "A *second*\r\narticle.\x00")
	var kept Note
	grows(t, s, "add", 1, func() (err error) {
		kept, err = s.AddNote(t.Context(), first)
		return err
	})
	want := first
	want.ID, want.Body, want.At = "n1", "A *second*\narticle.", kept.At
	same(t, "kept", want, kept)
	if kept.At == "" {
		t.Error("it has no time")
	}
	same(t, "read", want, must(s.Note(t.Context(), "n1"))(t))
	later := noteOn(t, s, "b", "Two", "later")
	later.At, later.By = "2999-01-01T00:00:00Z", "ben"
	must(s.AddNote(t.Context(), later))(t)
	must(s.AddNote(t.Context(), noteOn(t, s, "b", "One", "third")))(t)
	for _, c := range []struct {
		f    NoteFilter
		want string
	}{
		{NoteFilter{}, "n2 n3 n1"},
		{NoteFilter{Edition: "b"}, "n2 n3"},
		{NoteFilter{Work: "a"}, "n1"},
		{NoteFilter{Work: "nothing"}, ""},
		{NoteFilter{By: "anna"}, "n3 n1"},
		{NoteFilter{By: "anna", Edition: "b.en"}, "n3"},
	} {
		if got := ids(must(s.Notes(t.Context(), c.f))(t)); got != c.want {
			t.Errorf("%+v: %s, want %s", c.f, got, c.want)
		}
	}
	if _, err := s.Notes(t.Context(), NoteFilter{Edition: "c"}); !errors.Is(err, tifa.ErrNotFound) {
		t.Errorf("no such edition: %v", err)
	}

	grows(t, s, "edit", 1, func() error {
		n, err := s.EditNote(t.Context(), "n1", nil, "Better.", "carl")
		if n.Body != "Better." || n.EditedBy != "carl" || n.EditedAt == "" || n.By != "anna" || n.Quote != first.Quote {
			t.Errorf("edited %+v", n)
		}
		return err
	})
	grows(t, s, "edit to the same", 0, func() error {
		n, err := s.EditNote(t.Context(), "n1", nil, " Better.\n", "dora")
		if n.EditedBy != "carl" {
			t.Errorf("edited by %s", n.EditedBy)
		}
		return err
	})
	grows(t, s, "remove", 1, func() error {
		_, err := s.RemoveNote(t.Context(), "n1", nil, "dora")
		return err
	})
	if got := ids(must(s.Notes(t.Context(), NoteFilter{}))(t)); got != "n2 n3" {
		t.Errorf("left: %s", got)
	}
	if n := must(s.Note(t.Context(), "n1"))(t); n.RemovedBy != "dora" || n.Body != "Better." {
		t.Errorf("removed: %+v", n)
	}
	var said []string
	for _, c := range must(s.NoteHistory(t.Context(), "n1"))(t) {
		var before, after Note
		check(t, decode(string(c.Old), &before))
		check(t, decode(string(c.New), &after))
		said = append(said, c.By+": "+before.Body+" → "+after.Body)
	}
	same(t, "history", []string{"anna:  → A *second*\narticle.", "carl: A *second*\narticle. → Better.", "dora: Better. → Better."}, said)
	for what, do := range map[string]func() error{
		"edit a removed one":   func() error { _, err := s.EditNote(t.Context(), "n1", nil, "x", "anna"); return err },
		"remove a removed one": func() error { _, err := s.RemoveNote(t.Context(), "n1", nil, "anna"); return err },
		"show none":            func() error { _, err := s.Note(t.Context(), "n9"); return err },
	} {
		if err := do(); !errors.Is(err, tifa.ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, id := range []string{"", "1", "n", "n0", "n01", "n-1", "n1 ", "n99999999999999999999"} {
		if _, err := s.Note(t.Context(), id); !errors.Is(err, tifa.ErrUsage) {
			t.Errorf("id %q: %v", id, err)
		}
	}
	if found := verify(t, s); len(found) > 0 {
		t.Errorf("verify: %+v", found)
	}
}

func TestNotesRefused(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "en", "One. Two."))
	good := noteOn(t, s, "a", "Two", "x")
	for what, spoil := range map[string]func(n *Note){
		"empty":         func(n *Note) { n.Body = " \n\t" },
		"too long":      func(n *Note) { n.Body = strings.Repeat("x", MaxNote+1) },
		"no version":    func(n *Note) { n.Version = "abc" },
		"no passage":    func(n *Note) { n.Passage = "" },
		"no edition":    func(n *Note) { n.Edition = "" },
		"no words":      func(n *Note) { n.Quote, n.Span, n.Chars = "", tifa.Span{}, tifa.Range{} },
		"another span":  func(n *Note) { n.Span.End++ },
		"another range": func(n *Note) { n.Chars.End++ },
		"before":        func(n *Note) { n.Span = tifa.Span{Start: -3, End: 0} },
	} {
		n := good
		spoil(&n)
		if _, err := s.AddNote(t.Context(), n); !errors.Is(err, tifa.ErrUsage) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := s.EditNote(t.Context(), must(s.AddNote(t.Context(), good))(t).ID, nil, "", "anna"); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("edited to nothing: %v", err)
	}
}

// A note is found by every address that its edition has had, and outlives the
// edition.
func TestNotesFollowAddresses(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "en", "One. Two."))
	must(s.AddNote(t.Context(), noteOn(t, s, "a", "Two", "x")))(t)
	must(s.Update(t.Context(), "a", Change{By: "ben", Work: new("plan")}))(t)
	must(s.Replace(t.Context(), "plan", replacement(t, s, "plan", "One. Two. Three.")))(t)
	must(s.AddNote(t.Context(), noteOn(t, s, "plan", "Three", "y")))(t)
	for _, f := range []NoteFilter{{Edition: "plan.en"}, {Edition: "a.en"}, {Work: "plan"}} {
		if got := ids(must(s.Notes(t.Context(), f))(t)); got != "n2 n1" {
			t.Errorf("%+v: %s", f, got)
		}
	}
	check(t, s.Remove(t.Context(), "plan", "ben"))
	if got := ids(must(s.Notes(t.Context(), NoteFilter{Edition: "plan.en"}))(t)); got != "n2" {
		t.Errorf("by its last address: %s", got)
	}
	if got := ids(must(s.Notes(t.Context(), NoteFilter{}))(t)); got != "n2 n1" {
		t.Errorf("all: %s", got)
	}
}

func TestNotesAreBackedUp(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "en", "One. Two."))
	must(s.AddNote(t.Context(), noteOn(t, s, "a", "Two", "x")))(t)
	must(s.EditNote(t.Context(), "n1", nil, "y", "ben"))(t)
	dest, dir := filepath.Join(t.TempDir(), "b.tar"), filepath.Join(t.TempDir(), "restored")
	check(t, s.Backup(t.Context(), dest))
	check(t, Restore(t.Context(), dest, dir))
	r := must(Open(t.Context(), dir))(t)
	defer func() { _ = r.Close() }()
	same(t, "notes", must(s.Notes(t.Context(), NoteFilter{}))(t), must(r.Notes(t.Context(), NoteFilter{}))(t))
	same(t, "history", must(s.NoteHistory(t.Context(), "n1"))(t), must(r.NoteHistory(t.Context(), "n1"))(t))
}

// A change that was made of what is no more changes nothing, and who made the
// same change is not told otherwise.
func TestFormerNote(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "en", "One sentence."))
	id := must(s.AddNote(t.Context(), noteOn(t, s, "a.en", "sentence", "First.")))(t).ID
	was, late := "one", "two"
	first := must(s.Note(t.Context(), id))(t).Body
	if _, err := s.EditNote(t.Context(), id, &first, was, "anna"); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func() error{
		"edit":   func() error { _, err := s.EditNote(t.Context(), id, &first, late, "ben"); return err },
		"remove": func() error { _, err := s.RemoveNote(t.Context(), id, &first, "ben"); return err },
	} {
		if err := change(); !errors.Is(err, ErrMeanwhile) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := must(s.Note(t.Context(), id))(t); n.Body != was || n.EditedBy != "anna" || n.RemovedAt != "" {
		t.Errorf("the note is %+v", n)
	}
	if _, err := s.EditNote(t.Context(), id, &first, was, "ben"); err != nil {
		t.Errorf("the same again: %v", err)
	}
	if _, err := s.EditNote(t.Context(), id, &was, late, "ben"); err != nil {
		t.Error(err)
	}
}
