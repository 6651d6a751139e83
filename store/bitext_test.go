package store

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tifa"
)

// versionOf is a version that no text has.
func versionOf(digit string) string { return strings.Repeat(digit, 64) }

var (
	someSrc = versionOf("a")
	someTgt = versionOf("b")
)

// must gives a value, and fails the test on an error.
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same(t testing.TB, what string, want, got any, opts ...cmp.Option) {
	t.Helper()
	if diff := cmp.Diff(want, got, opts...); diff != "" {
		t.Errorf("%s: -want +got\n%s", what, diff)
	}
}

// grows checks that do counts up work by one, and the generation not at all.
func grows(t testing.TB, s *Store, what string, by int64, do func() error) {
	t.Helper()
	work, generation := must(s.Work(t.Context()))(t), must(s.Generation(t.Context()))(t)
	if err := do(); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if got := must(s.Work(t.Context()))(t) - work; got != by {
		t.Errorf("%s: work grew by %d instead of %d", what, got, by)
	}
	if got := must(s.Generation(t.Context()))(t); got != generation {
		t.Errorf("%s: the generation went from %d to %d", what, generation, got)
	}
}

func TestPairs(t *testing.T) {
	s := open(t)
	p := Pair{Src: someSrc, Tgt: someTgt, By: "anna", At: "2024-05-06T07:08:09Z"}
	denied := Pair{Src: someSrc, Tgt: versionOf("c"), Not: true, By: "ben"}
	grows(t, s, "set", 1, func() error { return s.SetPair(t.Context(), p) })
	grows(t, s, "set again", 0, func() error { return s.SetPair(t.Context(), p) })
	grows(t, s, "set another", 1, func() error { return s.SetPair(t.Context(), denied) })
	got := must(s.Pairs(t.Context()))(t)
	if len(got) != 2 || got[1].At == "" {
		t.Fatalf("pairs %+v", got)
	}
	denied.At = got[1].At
	same(t, "pairs", []Pair{p, denied}, got)
	turned := p
	turned.Not, turned.By = true, "ben"
	grows(t, s, "deny", 1, func() error { return s.SetPair(t.Context(), turned) })
	grows(t, s, "remove", 1, func() error { return s.RemovePair(t.Context(), someSrc, someTgt, "carl") })
	if err := s.RemovePair(t.Context(), someSrc, someTgt, "carl"); !errors.Is(err, tifa.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	same(t, "what is left", []Pair{denied}, must(s.Pairs(t.Context()))(t))
	var said []string
	for _, c := range must(s.WorkHistory(t.Context()))(t) {
		said = append(said, c.What+" "+c.By+" "+c.Name[len(c.Name)-1:])
		if c.By == "carl" && (string(c.New) != "null" || !strings.Contains(string(c.Old), `"not":true`)) {
			t.Errorf("the removal is kept as %s, %s", c.Old, c.New)
		}
	}
	same(t, "history", []string{"pair anna b", "pair ben c", "pair ben b", "pair carl b"}, said)
	for _, bad := range []Pair{{Src: someSrc, Tgt: someSrc}, {Src: "a.zh", Tgt: someTgt}, {Src: someSrc}} {
		if err := s.SetPair(t.Context(), bad); !errors.Is(err, tifa.ErrUsage) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

func beadOf(src, tgt []int) tifa.Bead { return tifa.Bead{Src: src, Tgt: tgt, Score: .3} }

// runs is the sentences of beads.
func runs(beads []tifa.Bead) [][2][]int {
	out := [][2][]int{}
	for _, b := range beads {
		out = append(out, [2][]int{b.Src, b.Tgt})
	}
	return out
}

func TestBeadEdits(t *testing.T) {
	s := open(t)
	edit := func(op string, removed, added []tifa.Bead) error {
		_, err := s.AddBeadEdit(t.Context(), BeadEdit{Src: someSrc, Tgt: someTgt, Op: op, Removed: removed, Added: added, By: "anna"})
		return err
	}
	locked := func() []tifa.Bead { return must(s.LockedBeads(t.Context(), someSrc, someTgt))(t) }
	merged := beadOf([]int{7, 8}, []int{9})
	grows(t, s, "merge", 1, func() error { return edit("merge", nil, []tifa.Bead{merged}) })
	grows(t, s, "lock", 1, func() error {
		return edit("lock", nil, []tifa.Bead{beadOf([]int{2}, []int{2}), beadOf(nil, []int{3}), beadOf([]int{4}, nil)})
	})
	want := [][2][]int{{{2}, {2}}, {{4}, {}}, {{}, {3}}, {{7, 8}, {9}}}
	same(t, "locked", want, runs(locked()))
	same(t, "a locked bead", tifa.Bead{
		Src: []int{7, 8}, Tgt: []int{9}, Score: 1, Kind: "2-1", Reasons: []string{}, Locked: true, By: "anna",
	}, locked()[3])

	grows(t, s, "split", 1, func() error {
		return edit("split", []tifa.Bead{merged}, []tifa.Bead{beadOf([]int{7}, []int{9}), beadOf([]int{8}, nil)})
	})
	grows(t, s, "unlock", 1, func() error { return edit("unlock", []tifa.Bead{beadOf([]int{2}, []int{2})}, nil) })
	same(t, "split and unlocked", [][2][]int{{{4}, {}}, {{}, {3}}, {{7}, {9}}, {{8}, {}}}, runs(locked()))
	for i, undone := range []string{"unlock", "split"} {
		var e BeadEdit
		grows(t, s, "undo", 1, func() (err error) { e, err = s.UndoBeadEdit(t.Context(), someSrc, someTgt, "ben"); return err })
		if e.Op != undone || !e.Undone || e.UndoneBy != "ben" || e.UndoneAt == "" || e.By != "anna" {
			t.Errorf("undo %d: %+v", i, e)
		}
	}
	same(t, "after two undone", want, runs(locked()))
	grows(t, s, "again", 1, func() error { return edit("unlock", []tifa.Bead{merged}, nil) })
	var said []string
	for _, e := range must(s.BeadEdits(t.Context(), someSrc, someTgt))(t) {
		said = append(said, e.Op)
		if e.Undone {
			said[len(said)-1] += " undone by " + e.UndoneBy
		}
	}
	same(t, "edits", []string{"merge", "lock", "split undone by ben", "unlock undone by ben", "unlock"}, said)
	same(t, "edited pairs", []Pair{{Src: someSrc, Tgt: someTgt}}, must(s.EditedPairs(t.Context()))(t))
	for range 3 {
		must(s.UndoBeadEdit(t.Context(), someSrc, someTgt, "ben"))(t)
	}
	if _, err := s.UndoBeadEdit(t.Context(), someSrc, someTgt, "ben"); !errors.Is(err, tifa.ErrNotFound) {
		t.Errorf("nothing to undo: %v", err)
	}
	same(t, "all undone", []Pair{}, must(s.EditedPairs(t.Context()))(t))
	same(t, "nothing locked", []tifa.Bead{}, locked())
}

func TestBeadEditsRefused(t *testing.T) {
	s := open(t)
	add := func(op string, removed, added []tifa.Bead) error {
		_, err := s.AddBeadEdit(t.Context(), BeadEdit{Src: someSrc, Tgt: someTgt, Op: op, Removed: removed, Added: added, By: "anna"})
		return err
	}
	check(t, add("lock", nil, []tifa.Bead{beadOf([]int{2, 3}, []int{4})}))
	for name, c := range map[string]struct {
		op             string
		removed, added []tifa.Bead
		want           error
	}{
		"no such op":       {"glue", nil, []tifa.Bead{beadOf([]int{1}, nil)}, tifa.ErrUsage},
		"nothing":          {"lock", nil, nil, tifa.ErrUsage},
		"an empty bead":    {"lock", nil, []tifa.Bead{beadOf(nil, nil)}, tifa.ErrUsage},
		"a gap":            {"merge", nil, []tifa.Bead{beadOf([]int{5, 7}, nil)}, tifa.ErrUsage},
		"sentence 0":       {"lock", nil, []tifa.Bead{beadOf([]int{0}, nil)}, tifa.ErrUsage},
		"a source locked":  {"lock", nil, []tifa.Bead{beadOf([]int{3}, []int{5})}, ErrEdited},
		"a target locked":  {"lock", nil, []tifa.Bead{beadOf([]int{5}, []int{4})}, ErrEdited},
		"twice in one":     {"lock", nil, []tifa.Bead{beadOf([]int{5}, nil), beadOf([]int{5}, nil)}, ErrEdited},
		"crossed":          {"lock", nil, []tifa.Bead{beadOf([]int{1}, []int{5})}, ErrEdited},
		"not locked":       {"unlock", []tifa.Bead{beadOf([]int{2}, []int{4})}, nil, ErrEdited},
		"removed two ways": {"move", []tifa.Bead{beadOf([]int{2, 3}, []int{4})}, []tifa.Bead{beadOf([]int{2, 3}, []int{4}), beadOf([]int{3}, nil)}, ErrEdited},
	} {
		grows(t, s, name, 0, func() error {
			if err := add(c.op, c.removed, c.added); !errors.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
			return nil
		})
	}
}

func TestSeenMarks(t *testing.T) {
	s := open(t)
	m := Seen{Src: someSrc, Tgt: someTgt, Check: "numbers", SrcRun: []int{3, 4}, TgtRun: []int{}, Note: "a round figure\nin both", By: "anna", At: "2024-05-06T07:08:09Z"}
	other := m
	other.Check, other.SrcRun, other.TgtRun, other.At = "modality", []int{}, []int{12}, "2024-05-06T07:08:10Z"
	grows(t, s, "mark", 1, func() error { return s.MarkSeen(t.Context(), m) })
	grows(t, s, "mark again", 0, func() error { return s.MarkSeen(t.Context(), m) })
	grows(t, s, "mark another", 1, func() error { return s.MarkSeen(t.Context(), other) })
	same(t, "marks", []Seen{m, other}, must(s.SeenMarks(t.Context(), someSrc, someTgt))(t))
	same(t, "the other way", []Seen{}, must(s.SeenMarks(t.Context(), someTgt, someSrc))(t))
	m.Note, m.By = "better", "ben"
	grows(t, s, "another note", 1, func() error { return s.MarkSeen(t.Context(), m) })
	grows(t, s, "unmark", 1, func() error { return s.UnmarkSeen(t.Context(), other) })
	if err := s.UnmarkSeen(t.Context(), other); !errors.Is(err, tifa.ErrNotFound) {
		t.Errorf("unmarked twice: %v", err)
	}
	same(t, "what is left", []Seen{m}, must(s.SeenMarks(t.Context(), someSrc, someTgt))(t))
	if history := must(s.WorkHistory(t.Context()))(t); len(history) != 4 || history[2].By != "ben" || !strings.Contains(string(history[2].Old), "round figure") {
		t.Errorf("history %+v", history)
	}
	for _, bad := range []Seen{{Src: someSrc, Tgt: someTgt, SrcRun: []int{1}}, {Src: someSrc, Tgt: someTgt, Check: "numbers", SrcRun: []int{1, 3}}} {
		if err := s.MarkSeen(t.Context(), bad); !errors.Is(err, tifa.ErrUsage) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	whole := Seen{Src: someSrc, Tgt: someTgt, Check: "stale", SrcRun: []int{}, TgtRun: []int{}, By: "ben", At: "2024-05-07T07:08:09Z"}
	grows(t, s, "mark the whole text", 1, func() error { return s.MarkSeen(t.Context(), whole) })
	same(t, "the whole text", []Seen{m, whole}, must(s.SeenMarks(t.Context(), someSrc, someTgt))(t))
}

// What people worked out outlives the editions, and goes with a backup.
func TestWorkStays(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "plan", "zh", "第一条。"), record(t, s, "plan", "en", "Article 1."))
	zh, en := must(s.Edition(t.Context(), "plan.zh"))(t), must(s.Edition(t.Context(), "plan.en"))(t)
	check(t, s.SetPair(t.Context(), Pair{Src: zh.Version, Tgt: en.Version, By: "anna"}))
	lock := BeadEdit{Src: zh.Version, Tgt: en.Version, Op: "lock", Added: []tifa.Bead{beadOf([]int{1}, []int{1})}, By: "anna"}
	must(s.AddBeadEdit(t.Context(), lock))(t)
	must(s.UndoBeadEdit(t.Context(), zh.Version, en.Version, "ben"))(t)
	must(s.AddBeadEdit(t.Context(), lock))(t)
	check(t, s.MarkSeen(t.Context(), Seen{Src: zh.Version, Tgt: en.Version, Check: "numbers", SrcRun: []int{1}, By: "anna"}))
	must(s.PutConcepts(t.Context(), []tifa.Concept{concept("plan", "规划", "plan")}, "anna"))(t)
	must(s.PutConcepts(t.Context(), []tifa.Concept{concept("plan", "规划", "programme")}, "ben"))(t)
	must(s.PutUnits(t.Context(), []tifa.Unit{unit("一", "one", "a.tmx"), unit("二", "two", "b.tmx")}, "anna"))(t)
	must(s.RemoveUnits(t.Context(), "b.tmx", "ben"))(t)

	check(t, s.Remove(t.Context(), "plan.zh", "ben"))
	dest := filepath.Join(t.TempDir(), "b.tar")
	check(t, s.Backup(t.Context(), dest))
	dir := filepath.Join(t.TempDir(), "restored")
	check(t, Restore(t.Context(), dest, dir))
	r := must(Open(t.Context(), dir))(t)
	defer func() { _ = r.Close() }()

	if found := verify(t, r); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
	if locked := must(r.LockedBeads(t.Context(), zh.Version, en.Version))(t); len(locked) != 1 {
		t.Errorf("locked: %+v", locked)
	}
	if pairs := must(r.Pairs(t.Context()))(t); len(pairs) != 1 || pairs[0].Src != zh.Version {
		t.Errorf("pairs: %+v", pairs)
	}
	all := func(s *Store) []any {
		return []any{
			must(s.Work(t.Context()))(t),
			must(s.Pairs(t.Context()))(t),
			must(s.BeadEdits(t.Context(), zh.Version, en.Version))(t),
			must(s.SeenMarks(t.Context(), zh.Version, en.Version))(t),
			must(s.Concepts(t.Context()))(t),
			must(s.Units(t.Context(), "zh", "en"))(t),
			must(s.WorkHistory(t.Context()))(t),
		}
	}
	same(t, "restored", all(s), all(r))
}

func concept(id, zh, en string) tifa.Concept {
	return tifa.Concept{ID: id, Terms: []tifa.Term{
		{Lang: "zh-Hans", Text: zh, Status: tifa.Preferred},
		{Lang: "en", Text: en, Status: tifa.Preferred},
	}}
}

func unit(src, tgt, origin string) tifa.Unit {
	return tifa.Unit{SrcLang: "zh", TgtLang: "en", Src: src, Tgt: tgt, Origin: origin}
}

func TestConcepts(t *testing.T) {
	s := open(t)
	full := tifa.Concept{
		ID: "cyber-sovereignty", Definition: "what a state\nmay rule", Scope: "digital policy", Source: "a law", Note: "see note",
		Terms: []tifa.Term{
			{Lang: "zh-Hans", Text: "网络主权", Status: tifa.Preferred, Source: "law", Note: "since 2015"},
			{Lang: "en", Text: "cyber sovereignty", Status: tifa.Preferred},
			{Lang: "en", Text: "CS", Status: tifa.Admitted, Variant: true},
		},
		Decisions: []tifa.Decision{{Options: []string{"cyber sovereignty", "network sovereignty"}, Choice: "cyber sovereignty", Reasons: "official", By: "anna", At: "2024-01-02T03:04:05Z"}},
	}
	putAll := func(by string, concepts ...tifa.Concept) func() error {
		return func() error { _, err := s.PutConcepts(t.Context(), concepts, by); return err }
	}
	grows(t, s, "put", 1, putAll("anna", full, concept("plan", "规划", "plan")))
	grows(t, s, "put again", 0, putAll("ben", full))
	got := must(s.Concept(t.Context(), full.ID))(t)
	if got.By != "anna" || got.At == "" {
		t.Errorf("put by %q at %q", got.By, got.At)
	}
	same(t, "concept", full, got, cmpopts.IgnoreFields(tifa.Concept{}, "By", "At"))
	changed := full
	changed.Note = "another"
	grows(t, s, "change", 1, putAll("ben", changed))
	foreign := concept("plan", "规划", "programme")
	foreign.By, foreign.At = "zoe", "2001-02-03T04:05:06Z"
	grows(t, s, "from another term base", 1, putAll("ben", foreign))
	if got := must(s.Concept(t.Context(), "plan"))(t); got.By != "zoe" || got.At != foreign.At {
		t.Errorf("put by %q at %q", got.By, got.At)
	}
	grows(t, s, "remove", 1, func() error { return s.RemoveConcept(t.Context(), full.ID, "carl", nil) })
	for _, err := range []error{s.RemoveConcept(t.Context(), full.ID, "carl", nil), func() error { _, err := s.Concept(t.Context(), full.ID); return err }()} {
		if !errors.Is(err, tifa.ErrNotFound) {
			t.Errorf("removed: %v", err)
		}
	}
	var by []string
	history := must(s.ConceptHistory(t.Context(), full.ID))(t)
	for _, c := range history {
		by = append(by, c.By)
	}
	same(t, "history", []string{"anna", "ben", "carl"}, by)
	if string(history[0].Old) != "null" || !strings.Contains(string(history[1].Old), "see note") || string(history[2].New) != "null" {
		t.Errorf("history %+v", history)
	}
	if left := must(s.Concepts(t.Context()))(t); len(left) != 1 || left[0].ID != "plan" {
		t.Errorf("left %+v", left)
	}
}

func TestConceptsRefused(t *testing.T) {
	s := open(t)
	with := func(change func(c *tifa.Concept)) tifa.Concept {
		c := concept("plan", "规划", "plan")
		change(&c)
		return c
	}
	for name, c := range map[string]tifa.Concept{
		"no id":     with(func(c *tifa.Concept) { c.ID = "" }),
		"a bad id":  with(func(c *tifa.Concept) { c.ID = "Plan B" }),
		"no term":   with(func(c *tifa.Concept) { c.Terms = nil }),
		"no text":   with(func(c *tifa.Concept) { c.Terms[0].Text = " \x00" }),
		"no lang":   with(func(c *tifa.Concept) { c.Terms[0].Lang = "chinese" }),
		"no status": with(func(c *tifa.Concept) { c.Terms[0].Status = "good" }),
		"twice":     with(func(c *tifa.Concept) { c.Terms = append(c.Terms, c.Terms[0]) }),
	} {
		grows(t, s, name, 0, func() error {
			if _, err := s.PutConcepts(t.Context(), []tifa.Concept{concept("good", "好", "good"), c}, "anna"); !errors.Is(err, tifa.ErrUsage) {
				t.Errorf("%s: %v", name, err)
			}
			return nil
		})
	}
	c := must(CheckConcept(with(func(c *tifa.Concept) {
		c.Terms[0].Lang, c.Terms[0].Text, c.Terms[0].Status = "zh_hans", " 规\n划\xff ", ""
		c.Note = "one\r\ntwo\x00"
	})))(t)
	if got := c.Terms[0]; got.Lang != "zh-Hans" || got.Text != "规 划" || got.Status != tifa.Admitted || c.Note != "one\ntwo" {
		t.Errorf("kept as %+v, %q", got, c.Note)
	}
}

func TestUnits(t *testing.T) {
	s := open(t)
	a := unit("一。", "One.", "a.tmx")
	a.Date, a.Status, a.Before, a.After, a.Note, a.Checked = tifa.Date{Year: 2015, Month: 3}, "draft", "零。", "二。", "a note", true
	var added int
	putAll := func(units ...tifa.Unit) func() error {
		return func() (err error) { added, err = s.PutUnits(t.Context(), units, "anna"); return err }
	}
	grows(t, s, "put", 1, putAll(a, unit("二。", "Two.", "a.tmx"), a))
	if added != 2 {
		t.Errorf("%d are new", added)
	}
	grows(t, s, "put again", 0, putAll(a))
	another := a
	another.SrcLang = "zh-Hant"
	grows(t, s, "others", 1, putAll(a, another, unit("一。", "One.", "b.tmx"), unit("一。", "One!", "a.tmx")))
	if added != 3 {
		t.Errorf("%d are new", added)
	}
	units := must(s.Units(t.Context(), "zh", "en"))(t)
	if len(units) != 5 || units[0].By != "anna" || units[0].At == "" || units[0].ID == units[2].ID {
		t.Fatalf("units %+v", units)
	}
	same(t, "unit", a, units[0], cmpopts.IgnoreFields(tifa.Unit{}, "ID", "By", "At"))
	same(t, "the other way", []tifa.Unit{}, must(s.Units(t.Context(), "en", "zh"))(t))
	same(t, "origins", []UnitOrigin{{"a.tmx", "zh", "en", 4}, {"b.tmx", "zh", "en", 1}}, must(s.UnitOrigins(t.Context()))(t))

	var removed int
	grows(t, s, "remove", 1, func() (err error) { removed, err = s.RemoveUnits(t.Context(), "a.tmx", "ben"); return err })
	if left := must(s.Units(t.Context(), "zh-Hant", "en-GB"))(t); removed != 4 || len(left) != 1 || left[0].Origin != "b.tmx" {
		t.Errorf("%d removed, left %+v", removed, left)
	}
	if _, err := s.RemoveUnits(t.Context(), "a.tmx", "ben"); !errors.Is(err, tifa.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	grows(t, s, "put once more", 1, putAll(a))
	if units := must(s.Units(t.Context(), "zh", "en"))(t); added != 1 || len(units) != 2 {
		t.Errorf("put once more: %d, %+v", added, units)
	}
	var kept int
	check(t, s.reader.QueryRowContext(t.Context(), `select count(*) from units where removed_by = 'ben'`).Scan(&kept))
	if kept != 4 {
		t.Errorf("%d of the removed are kept", kept)
	}
	for _, bad := range []tifa.Unit{unit("", "One.", ""), {SrcLang: "zh", Src: "一", Tgt: "One"}} {
		if _, err := s.PutUnits(t.Context(), []tifa.Unit{bad}, "anna"); !errors.Is(err, tifa.ErrUsage) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}
