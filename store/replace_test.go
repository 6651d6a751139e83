package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa"
)

// replacement is a corrected text of an edition, whose source is kept.
func replacement(t testing.TB, s *Store, address string, lines ...string) Replacement {
	t.Helper()
	e := must(s.Edition(t.Context(), address))(t)
	sha := must(s.PutSource([]byte("corrected source of " + strings.Join(lines, "\n"))))(t)
	return Replacement{
		From: e.Version, Source: tifa.Source{SHA256: sha, MediaType: "text/html", URL: "https://example.org/b"},
		Text: text(lines...), By: "ben", Why: "a line was missing",
	}
}

func TestReplace(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "plan", "en", "One. Two."))
	old := must(s.Edition(t.Context(), "plan"))(t)
	generation := must(s.Generation(t.Context()))(t)
	done := must(s.Replace(t.Context(), "plan", replacement(t, s, "plan", "One. Two. Three.")))(t)
	if got := must(s.Generation(t.Context()))(t); got != generation+1 {
		t.Errorf("the generation grew by %d", got-generation)
	}
	want := old
	want.Version, want.Source, want.Chars, want.Count = text("One. Two. Three.").Hash(), done.Edition.Source, 16, 3
	same(t, "answer", want, done.Edition)
	same(t, "record", want, must(s.Edition(t.Context(), "plan.en"))(t))
	if done.Edition.Source.URL != "https://example.org/b" || done.Edition.Source.SHA256 == old.Source.SHA256 {
		t.Errorf("source %+v", done.Edition.Source)
	}
	was := must(s.Edition(t.Context(), "plan@"+old.Version[:8]+":s2"))(t)
	former := old
	former.ReplacedBy = want.Version
	same(t, "former", former, was)
	if got := was.Pinned(); got != "plan.en@"+old.Version[:8] {
		t.Errorf("pinned %s", got)
	}
	if got := must(s.Text(t.Context(), &was))(t).Body; got != "One. Two." {
		t.Errorf("former text %q", got)
	}
	if got := must(s.Editions(t.Context()))(t); len(got) != 1 || got[0].Version != want.Version {
		t.Errorf("editions %+v", got)
	}
	formers := must(s.Formers(t.Context(), "plan"))(t)
	if len(formers) != 1 || formers[0].Since != old.Added || formers[0].Until == "" || formers[0].By != "ben" ||
		formers[0].Why != "a line was missing" || formers[0].ReplacedBy != want.Version || formers[0].Source != old.Source {
		t.Errorf("formers %+v", formers)
	}
	history := must(s.History(t.Context(), "plan"))(t)
	if len(history) != 1 || history[0].Field != "version" || history[0].Old != old.Version || history[0].New != want.Version || history[0].By != "ben" {
		t.Errorf("history %+v", history)
	}
	if found := verify(t, s); len(found) > 0 {
		t.Errorf("verify: %+v", found)
	}
}

// What cannot replace changes nothing.
func TestReplaceRefused(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "en", "One."), record(t, s, "b", "en", "Two."))
	stale := replacement(t, s, "a", "Three.")
	stale.From = versionOf("c")
	lost := replacement(t, s, "a", "Four.")
	lost.Source.SHA256 = versionOf("d")
	for _, c := range []struct {
		what, address string
		r             Replacement
		want          error
	}{
		{"its own text", "a", replacement(t, s, "a", "One."), tifa.ErrDuplicate},
		{"another's text", "a", replacement(t, s, "a", "Two."), tifa.ErrDuplicate},
		{"replaced meanwhile", "a", stale, ErrMeanwhile},
		{"no source", "a", lost, nil},
		{"no text", "a", Replacement{Text: &tifa.Text{}, Source: lost.Source}, tifa.ErrUsage},
		{"no edition", "c", stale, tifa.ErrNotFound},
	} {
		generation := must(s.Generation(t.Context()))(t)
		_, err := s.Replace(t.Context(), c.address, c.r)
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.what, err)
		}
		if got := must(s.Generation(t.Context()))(t); got != generation {
			t.Errorf("%s: the generation grew", c.what)
		}
	}
	if got := must(s.Formers(t.Context(), "a"))(t); len(got) > 0 {
		t.Errorf("formers %+v", got)
	}
	for _, d := range verify(t, s) {
		if d.What != Leftover || strings.Contains(d.File, string(filepath.Separator)+"texts"+string(filepath.Separator)) {
			t.Errorf("verify: %+v", d)
		}
	}
}

// A version that was replaced is not changed by its address, and digits that
// fit several versions are not guessed at.
func TestFormerAddresses(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "en", "One."))
	first := must(s.Edition(t.Context(), "a"))(t)
	for _, line := range []string{"Two.", "Three.", "Four.", "Five.", "Six.", "Seven.", "Eight.", "Nine.", "Ten.", "Eleven.", "Twelve.", "Thirteen.", "Fourteen.", "Fifteen.", "Sixteen.", "Seventeen.", "Eighteen."} {
		must(s.Replace(t.Context(), "a", replacement(t, s, "a", line)))(t)
	}
	pinned := "a.en@" + first.Version[:12]
	if _, err := s.Update(t.Context(), pinned, Change{Title: new("X")}); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("update: %v", err)
	}
	if err := s.Remove(t.Context(), pinned, "ben"); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("remove: %v", err)
	}
	if _, err := s.Replace(t.Context(), pinned, replacement(t, s, "a", "More.")); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("replace: %v", err)
	}
	if _, err := s.Update(t.Context(), "a", Change{Title: new("Corrected")}); err != nil {
		t.Fatal(err)
	}
	if e := must(s.Edition(t.Context(), pinned))(t); e.Title != "Corrected" || e.Version != first.Version {
		t.Errorf("the former version is %+v", e)
	}
	// 17 former versions cannot all begin with different digits.
	digits := map[byte]int{}
	present := must(s.Edition(t.Context(), "a"))(t).Version
	for _, f := range must(s.Formers(t.Context(), "a"))(t) {
		digits[f.Version[0]]++
	}
	checked := false
	for digit, n := range digits {
		_, err := s.Edition(t.Context(), "a@"+string(digit))
		if many := n > 1 && present[0] != digit; errors.Is(err, tifa.ErrAmbiguous) != many {
			t.Errorf("%c, of %d versions: %v", digit, n, err)
		} else {
			checked = checked || many
		}
	}
	if !checked {
		t.Error("no digits fit several versions")
	}
}

// A text can come back, and can be that of another edition before and after.
func TestTextsInCommon(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "en", "One."))
	first := must(s.Edition(t.Context(), "a"))(t).Version
	must(s.Replace(t.Context(), "a", replacement(t, s, "a", "Two.")))(t)
	put(t, s, record(t, s, "b", "en", "One.")) // the former text of a
	if _, err := s.Replace(t.Context(), "a", replacement(t, s, "a", "One.")); !errors.Is(err, tifa.ErrDuplicate) {
		t.Errorf("the text of b: %v", err)
	}
	if err := s.Remove(t.Context(), "b", "ben"); err != nil {
		t.Fatal(err)
	}
	was := must(s.Edition(t.Context(), "a@"+first))(t)
	if got := must(s.Text(t.Context(), &was))(t).Body; got != "One." {
		t.Errorf("former text %q", got)
	}
	must(s.Replace(t.Context(), "a", replacement(t, s, "a", "One.")))(t)
	if e := must(s.Edition(t.Context(), "a@"+first))(t); e.ReplacedBy != "" || e.Version != first {
		t.Errorf("it came back as %+v", e)
	}
	if found := verify(t, s); len(found) > 0 {
		t.Errorf("verify: %+v", found)
	}
	if err := s.Remove(t.Context(), "a", "ben"); err != nil {
		t.Fatal(err)
	}
	for _, f := range []shelf{s.texts, s.sources} {
		if files := must(f.list())(t); len(files) > 0 {
			t.Errorf("left behind: %q", files)
		}
	}
}

// Former versions are part of a backup, and of what is verified.
func TestFormersAreKept(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "en", "One. Two."))
	old := must(s.Edition(t.Context(), "a"))(t)
	must(s.Replace(t.Context(), "a", replacement(t, s, "a", "One. Three.")))(t)
	dest, dir := filepath.Join(t.TempDir(), "b.tar"), filepath.Join(t.TempDir(), "restored")
	check(t, s.Backup(t.Context(), dest))
	check(t, Restore(t.Context(), dest, dir))
	r := must(Open(t.Context(), dir))(t)
	defer func() { _ = r.Close() }()
	same(t, "formers", must(s.Formers(t.Context(), "a"))(t), must(r.Formers(t.Context(), "a"))(t))
	was := must(r.Edition(t.Context(), "a@"+old.Version[:8]))(t)
	if got := must(r.Text(t.Context(), &was))(t).Body; got != "One. Two." {
		t.Errorf("former text %q", got)
	}
	if got := must(r.Source(was.Source.SHA256))(t); string(got) != "source of One. Two." {
		t.Errorf("former source %q", got)
	}
	check(t, os.WriteFile(r.texts.path(old.Version), []byte("One. Tw0."), 0o600))
	check(t, os.Remove(r.sources.path(old.Source.SHA256)))
	found := verify(t, r)
	if len(found) != 2 || found[0].What != "source" || found[1].What != "text" || !strings.Contains(found[1].Why, was.Pinned()) {
		t.Errorf("verify: %+v", found)
	}
	check(t, os.Remove(s.texts.path(old.Version)))
	if err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "c.tar")); !errors.Is(err, tifa.ErrDamaged) {
		t.Errorf("a backup without a former text: %v", err)
	}
}

// People's work on bitexts goes along where its sentences do, and stays where
// it was in any case.
func TestCarried(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "zh", "一。二。三。四。五。"), record(t, s, "a", "en", "One. Two. Three. Four. Five."))
	zh, en := must(s.Edition(t.Context(), "a.zh"))(t).Version, must(s.Edition(t.Context(), "a.en"))(t).Version
	other := versionOf("c")
	check(t, s.SetPair(t.Context(), Pair{Src: zh, Tgt: en, By: "anna"}))
	check(t, s.SetPair(t.Context(), Pair{Src: other, Tgt: en, Not: true, By: "anna"}))
	lock := func(src, tgt []int) {
		t.Helper()
		must(s.AddBeadEdit(t.Context(), BeadEdit{Src: zh, Tgt: en, Op: "lock", Added: []tifa.Bead{beadOf(src, tgt)}, By: "anna"}))(t)
	}
	lock([]int{1}, []int{1})
	lock([]int{2, 3}, []int{2, 3})
	lock([]int{4}, []int{4})
	lock([]int{5}, []int{})
	for _, m := range []Seen{
		{Check: "number", SrcRun: []int{4}, TgtRun: []int{4}},
		{Check: "number", SrcRun: []int{2}, TgtRun: []int{2}},
		{Check: "length", SrcRun: []int{5}, TgtRun: []int{}},
		{Check: "whole", SrcRun: []int{}, TgtRun: []int{}},
	} {
		m.Src, m.Tgt, m.By, m.Note = zh, en, "anna", "it is right"
		check(t, s.MarkSeen(t.Context(), m))
	}
	work := must(s.Work(t.Context()))(t)
	r := replacement(t, s, "a.en", "One. Two. New. Three. Four! Five.")
	r.Same = map[int]int{1: 1, 2: 2, 3: 4, 5: 6}
	done := must(s.Replace(t.Context(), "a.en", r))(t)
	same(t, "carried", Carried{Pairs: 2, Beads: 1, BeadsLeft: 3, Seen: 1, SeenLeft: 3}, done.Carried)
	if got := must(s.Work(t.Context()))(t); got != work+1 {
		t.Errorf("work grew by %d", got-work)
	}
	fresh := done.Edition.Version
	locked := must(s.LockedBeads(t.Context(), zh, fresh))(t)
	if len(locked) != 1 || locked[0].By != "anna" || !locked[0].Locked || locked[0].Tgt[0] != 1 {
		t.Errorf("locked %+v", locked)
	}
	if _, err := s.UndoBeadEdit(t.Context(), zh, fresh, "ben"); !errors.Is(err, tifa.ErrNotFound) {
		t.Errorf("undone: %v", err)
	}
	if marks := must(s.SeenMarks(t.Context(), zh, fresh))(t); len(marks) != 1 || marks[0].By != "anna" || marks[0].TgtRun[0] != 2 {
		t.Errorf("marks %+v", marks)
	}
	if pairs := must(s.Pairs(t.Context()))(t); len(pairs) != 4 {
		t.Errorf("pairs %+v", pairs)
	}
	if beads := must(s.LockedBeads(t.Context(), zh, en))(t); len(beads) != 4 {
		t.Errorf("the old beads are %+v", beads)
	}
	if marks := must(s.SeenMarks(t.Context(), zh, en))(t); len(marks) != 4 {
		t.Errorf("the old marks are %+v", marks)
	}

	// The other side: what was decided on the former version is not asked again.
	r = replacement(t, s, "a.zh", "一。二。三。四。五。六。")
	r.Same = map[int]int{1: 1, 2: 2, 3: 3, 4: 4, 5: 5}
	done = must(s.Replace(t.Context(), "a.zh", r))(t)
	same(t, "carried on", Carried{Pairs: 1, Beads: 1, Seen: 1}, done.Carried)
}

// A text that comes back has the beads that were locked last.
func TestCarriedBack(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "zh", "一。二。"), record(t, s, "a", "en", "One. Two."))
	zh, en := must(s.Edition(t.Context(), "a.zh"))(t).Version, must(s.Edition(t.Context(), "a.en"))(t).Version
	must(s.AddBeadEdit(t.Context(), BeadEdit{Src: zh, Tgt: en, Op: "lock", Added: []tifa.Bead{beadOf([]int{1}, []int{1})}, By: "anna"}))(t)
	r := replacement(t, s, "a.en", "One. Two. Three.")
	r.Same = map[int]int{1: 1, 2: 2}
	fresh := must(s.Replace(t.Context(), "a.en", r))(t).Edition.Version
	must(s.AddBeadEdit(t.Context(), BeadEdit{
		Src: zh, Tgt: fresh, Op: "merge", By: "ben",
		Removed: []tifa.Bead{beadOf([]int{1}, []int{1})}, Added: []tifa.Bead{beadOf([]int{1, 2}, []int{1, 2})},
	}))(t)
	r = replacement(t, s, "a.en", "One. Two.")
	r.Same = map[int]int{1: 1, 2: 2}
	same(t, "carried", Carried{Beads: 1}, must(s.Replace(t.Context(), "a.en", r))(t).Carried)
	locked := must(s.LockedBeads(t.Context(), zh, en))(t)
	if len(locked) != 1 || locked[0].Kind != "2-2" || locked[0].By != "ben" {
		t.Errorf("locked %+v", locked)
	}
	if _, err := s.UndoBeadEdit(t.Context(), zh, en, "carl"); !errors.Is(err, tifa.ErrNotFound) {
		t.Errorf("an edit before it was undone: %v", err)
	}
}
