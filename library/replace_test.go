package library

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa"
	"tifa/reuse"
	"tifa/store"
)

// file writes a text file and gives its path.
func file(t testing.TB, name, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReplace(t *testing.T) {
	l := small(t)
	before, err := l.Show(t.Context(), "a.en")
	if err != nil {
		t.Fatal(err)
	}
	path := file(t, "corrected.txt", "The bay is deep. The pier is long. It is very old and grey.")
	r, err := l.Replace(t.Context(), "a.en", path, ReplaceOptions{Why: "misread"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Edition != "a.en" || r.Former != before.Version || r.Sentences != 3 || r.Source.URL != path || r.Source.SHA256 == before.Source.SHA256 {
		t.Errorf("%+v", r)
	}
	if want := (FateCounts{Exact: 1, Changed: 1}); r.Counts != want {
		t.Errorf("counts %+v", r.Counts)
	}
	// The index follows.
	for phrase, want := range map[string]int{"deep": 1, "pier": 1, "is old": 0} {
		c, err := l.Count(t.Context(), Query{Phrase: phrase})
		if err != nil || c.Count.Count != want {
			t.Errorf("%s: %+v, %v", phrase, c, err)
		}
	}
	old, err := l.Show(t.Context(), "a.en@"+r.Former[:8]+":s1-2")
	if err != nil {
		t.Fatal(err)
	}
	if old.ReplacedBy != r.Version || old.Version != r.Former || len(old.Former) != 1 || old.Former[0].Why != "misread" {
		t.Errorf("the former version: %+v", old)
	}
	first, second := old.Sentences[0], old.Sentences[1]
	if first.Address != "a.en@"+r.Former[:8]+":s1" || first.Now.State != reuse.Exact || first.Now.Now.Address != "a.en:s2" {
		t.Errorf("first sentence: %+v, %+v", first, first.Now)
	}
	if second.Now.State != reuse.Changed || second.Now.Now.Quote != "It is very old and grey." || !slices.Equal(second.Now.To, []int{3}) {
		t.Errorf("second sentence: %+v", second.Now)
	}
	now, err := l.Show(t.Context(), "a.en")
	if err != nil || now.ReplacedBy != "" || now.Sentences[0].Now != nil || now.Title != before.Title {
		t.Errorf("the present version: %+v, %v", now, err)
	}
	c, err := l.Compare(t.Context(), "a.en@"+r.Former[:8], "a.en", Stated{}, nil)
	if err != nil || c.A != old.Pinned() || c.B != "a.en" {
		t.Errorf("compared: %+v, %v", c, err)
	}
	if v, err := Verify(t.Context(), l.Dir(), Options{}); err != nil || len(v.Damage)+len(v.Leftovers) > 0 {
		t.Errorf("verify: %+v, %v", v, err)
	}
}

func TestReplaceRefused(t *testing.T) {
	l := small(t)
	same := file(t, "same.txt", "The pier is long. It is old.\n")
	other := file(t, "other.txt", "The lights are lit at dusk.")
	for _, c := range []struct {
		edition, arg string
		want         error
	}{
		{"a.en", same, tifa.ErrDuplicate},
		{"a.en", other, tifa.ErrDuplicate}, // that of b.en
		{"a.en", filepath.Dir(same), tifa.ErrDuplicate},
		{"a.en", filepath.Join(t.TempDir(), "none.txt"), os.ErrNotExist},
		{"a.en", "-", tifa.ErrUsage},
		{"c.en", other, tifa.ErrNotFound},
	} {
		if _, err := l.Replace(t.Context(), c.edition, c.arg, ReplaceOptions{}, nil); !errors.Is(err, c.want) {
			t.Errorf("%s by %s: %v", c.edition, c.arg, err)
		}
	}
	if _, err := l.Resplit(t.Context(), "a.en"); !errors.Is(err, tifa.ErrDuplicate) {
		t.Errorf("resplit: %v", err)
	}
}

// After its language was corrected a text is divided as that language is.
func TestResplit(t *testing.T) {
	l := emptyLibrary(t, "anna")
	path := file(t, "a.txt", "Dies gilt für den 3. März 2001. Die Fähre fährt z. B. am Abend.")
	err := l.Add(t.Context(), []string{path}, Stated{Work: "ferry", Lang: "en"}, nil, func(_ string, _ *Added, err error) {
		if err != nil {
			t.Error(err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	before, err := l.Show(t.Context(), "ferry.en")
	if err != nil {
		t.Fatal(err)
	}
	s := &before.Edition
	if _, err := l.Edit(t.Context(), "ferry.en", store.Change{Lang: new("de")}); err != nil {
		t.Fatal(err)
	}
	r, err := l.Resplit(t.Context(), "ferry")
	if err != nil {
		t.Fatal(err)
	}
	if r.Sentences != 2 || r.Sentences == s.Count || r.Source != s.Source || r.Former != s.Version {
		t.Errorf("%+v, before %+v", r, s)
	}
	if want := (FateCounts{Exact: s.Count}); r.Counts != want {
		t.Errorf("counts %+v", r.Counts)
	}
	m, err := l.Moved(t.Context(), "ferry.de", s.Version, "")
	if err != nil {
		t.Fatal(err)
	}
	last := m.Sentences[len(m.Sentences)-1]
	if !slices.Equal(last.To, []int{2}) || last.Now.Quote != before.Sentences[last.N-1].Text || !strings.Contains(last.Address, "@"+s.Version[:8]+":s") {
		t.Errorf("the last sentence: %+v", last)
	}
}

// What is corrected on a bitext goes along, and nothing can be corrected on a
// version that was replaced.
func TestReplaceCarriesBeads(t *testing.T) {
	l := emptyLibrary(t, "anna")
	twoTexts(t, l, 6)
	if _, err := l.EditBeads(t.Context(), "lock", "boats.zh", "boats.en", []string{"s1-6"}); err != nil {
		t.Fatal(err)
	}
	var en strings.Builder
	for i, word := range []string{"one", "2", "3", "4", "5", "6"} {
		if i == 3 {
			en.WriteString("Nobody fishes on holidays.\n\n")
		}
		en.WriteString("Fishing boat number " + word + " shall be registered.\n\n")
	}
	r, err := l.Replace(t.Context(), "boats.en", file(t, "en.txt", en.String()), ReplaceOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Carried.Beads != 5 || r.Carried.BeadsLeft != 1 || r.Counts.Exact != 5 || r.Counts.Changed != 1 {
		t.Errorf("%+v", r)
	}
	x, err := l.Align(t.Context(), "boats.zh", "boats.en", Stated{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	locked := map[int]int{}
	for _, b := range x.Beads {
		if b.Locked {
			locked[b.Src[0]] = b.Tgt[0]
		}
	}
	for n, to := range map[int]int{2: 2, 3: 3, 4: 5, 5: 6, 6: 7} {
		if locked[n] != to {
			t.Errorf("sentence %d is locked to %d: %v", n, locked[n], locked)
		}
	}
	former := "boats.en@" + r.Former[:8]
	if _, err := l.EditBeads(t.Context(), "lock", "boats.zh", former, []string{"s1"}); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("lock: %v", err)
	}
	if _, err := l.UndoBeads(t.Context(), "boats.zh", former); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("undo: %v", err)
	}
	if err := l.SetPair(t.Context(), "boats.zh", former, false); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("pair: %v", err)
	}
	if edits, err := l.BeadEdits(t.Context(), "boats.zh", former); err != nil || len(edits) != 1 {
		t.Errorf("the log of the former version: %+v, %v", edits, err)
	}
}
