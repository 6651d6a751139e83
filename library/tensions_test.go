package library

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa"
	"tifa/store"
)

// tensionPairs are the pairs of the sample that are tensions, and those that
// only look so: document, passage, passage, why.
func tensionPairs(t *testing.T) (tensions, none [][4]string) {
	t.Helper()
	data, err := os.ReadFile("../sample/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Tensions   [][4]string `json:"tensions"`
		NoTensions [][4]string `json:"no_tensions"`
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all.Tensions, all.NoTensions
}

// rank is the place of a pair in a list, from 1; 0 if it is not there.
func (x *Tensions) rank(a, b string) int {
	for i := range x.Items {
		t := &x.Items[i]
		if strings.Contains(t.A.Quote, a) && strings.Contains(t.B.Quote, b) || strings.Contains(t.A.Quote, b) && strings.Contains(t.B.Quote, a) {
			return i + 1
		}
	}
	return 0
}

func TestTensionsOfSample(t *testing.T) {
	l := withNames(t, sampleLibrary(t))
	cache := map[string]*Tensions{}
	of := func(doc string) *Tensions {
		if cache[doc] == nil {
			x, err := l.Tensions(t.Context(), doc, TensionOptions{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			cache[doc] = x
		}
		return cache[doc]
	}
	tensions, none := tensionPairs(t)
	missed, within := 0, 0
	for _, p := range tensions {
		r := of(p[0]).rank(p[1], p[2])
		t.Logf("tension, rank %d of %d: %s", r, len(of(p[0]).Items), p[3])
		if r == 0 {
			missed++
		}
		if r > 0 && r <= 10 {
			within++
		}
	}
	for _, p := range none {
		if r := of(p[0]).rank(p[1], p[2]); r > 0 {
			t.Errorf("%s: proposed at rank %d: %q and %q (%s)", p[0], r, p[1], p[2], p[3])
		}
	}
	t.Logf("%d of %d found, %d among the first ten, %d near misses left alone", len(tensions)-missed, len(tensions), within, len(none))
	if missed > 0 || within < 5 {
		t.Errorf("%d missed and %d among the first ten, they were 0 and 5", missed, within)
	}
}

// The pair that the sample's reader notices: its distance, and that the
// sentence on the force is inherited from a text two years older.
func TestTensionSides(t *testing.T) {
	l := sampleLibrary(t)
	x, err := l.Tensions(t.Context(), "strategy-2023.zh", TensionOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := x.Items[x.rank("坚决反对网络空间军事化", "加快组建专司网络防卫的部队")-1]
	if p.Distance != 3 || p.A.For || !p.B.For || p.A.Cue != "军事化" || p.B.Cue != "部队" || p.Axis != "arms" {
		t.Errorf("%+v", p)
	}
	if p.B.Ancestor == nil || p.B.Ancestor.Edition != "whitepaper-2021.zh" || p.B.Class != "adapted" {
		t.Errorf("the sentence on the force: %q from %+v", p.B.Class, p.B.Ancestor)
	}
	_, text, err := l.edition(t.Context(), "strategy-2023.zh")
	if err != nil {
		t.Fatal(err)
	}
	runes := []rune(text.Body)
	for _, item := range x.Items {
		for _, side := range []TensionSide{item.A, item.B} {
			if got := string(runes[side.CueAt.Start:side.CueAt.End]); got != side.Cue || side.CueAt.Start < side.Start || side.CueAt.End > side.End {
				t.Errorf("%s: the cue %q is %q", side.Address, side.Cue, got)
			}
		}
		if item.A.Start >= item.B.Start || item.Why == "" {
			t.Errorf("%s, %s: %q", item.A.Address, item.B.Address, item.Why)
		}
	}
}

func TestTensionsOfIssuer(t *testing.T) {
	l := sampleLibrary(t)
	x, err := l.Tensions(t.Context(), "strategy-2023.zh", TensionOptions{SameIssuer: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	other := 0
	for _, item := range x.Items {
		if item.A.Edition != "strategy-2023.zh" && item.B.Edition != "strategy-2023.zh" {
			t.Errorf("%s, %s: neither is of the text", item.A.Address, item.B.Address)
		}
		if item.A.Edition != item.B.Edition {
			other++
		}
	}
	if other == 0 || x.Issuer == "" || x.Coverage.Editions < 2 {
		t.Errorf("%d pairs with other texts of %q, in %d texts", other, x.Issuer, x.Coverage.Editions)
	}
}

// A verdict is kept for its words: it comes back with the text, outlives a new
// version in which both sentences stand, and is told where one is gone.
func TestVerdictsOfPeople(t *testing.T) {
	l := sampleLibrary(t)
	ask := func(o TensionOptions) *Tensions {
		t.Helper()
		x, err := l.Tensions(t.Context(), "strategy-2023.zh", o, nil)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	before := ask(TensionOptions{})
	first, second := before.Items[0], before.Items[1]
	judge := func(x *Tension, verdict string) {
		t.Helper()
		if err := l.Judge(t.Context(), x.B.Address, x.A.Address, verdict, "because"); err != nil {
			t.Fatal(err)
		}
	}
	judge(&first, store.NoTension)
	judge(&second, store.Unsure)
	// one that no rule proposes
	if err := l.Judge(t.Context(), "strategy-2023.zh:s2", "strategy-2023.zh:s110", store.IsTension, ""); err != nil {
		t.Fatal(err)
	}
	after := ask(TensionOptions{})
	if len(after.Judged) != 1 || after.Judged[0].A.Address != first.A.Address || after.Judged[0].Verdict.Note != "because" || after.Judged[0].Verdict.By != "test" {
		t.Errorf("judged: %+v", after.Judged)
	}
	for i, want := range []string{second.A.Address, "strategy-2023.zh:s2"} {
		if x := after.Items[i]; x.A.Address != want || x.Verdict == nil {
			t.Errorf("item %d: %s, %+v", i, x.A.Address, x.Verdict)
		}
	}
	for _, x := range after.Items[2:] {
		if x.Verdict != nil || x.A.Address == first.A.Address && x.B.Address == first.B.Address {
			t.Errorf("asked again: %s, %s", x.A.Address, x.B.Address)
		}
	}
	if only := ask(TensionOptions{Verdicts: true}); len(only.Items) != 2 || len(only.Judged) != 1 {
		t.Errorf("verdicts alone: %d and %d", len(only.Items), len(only.Judged))
	}

	// a new version without one of the sentences
	_, text, err := l.edition(t.Context(), "strategy-2023.zh")
	if err != nil {
		t.Fatal(err)
	}
	body := strings.Replace(text.Body, second.A.Quote, "", 1)
	path := filepath.Join(t.TempDir(), "strategy.txt")
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Replace(t.Context(), "strategy-2023.zh", path, ReplaceOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	x := ask(TensionOptions{})
	if len(x.Lost) != 1 || x.Lost[0].A.Quote != second.A.Quote && x.Lost[0].B.Quote != second.A.Quote || len(x.Judged) != 1 {
		t.Errorf("after a new version: lost %+v, judged %d", x.Lost, len(x.Judged))
	}
	judge(&Tension{A: x.Judged[0].A, B: x.Judged[0].B}, Forget)
	if x = ask(TensionOptions{}); len(x.Judged) != 0 {
		t.Errorf("taken back: %+v", x.Judged)
	}
	for _, bad := range [][3]string{
		{"strategy-2023.zh:s1", "strategy-2023.zh:s1", store.IsTension},
		{"strategy-2023.zh:s1", "strategy-2023.zh:s2", "perhaps"},
		{"strategy-2023.zh", "strategy-2023.zh:s2", store.IsTension},
		{"strategy-2023.zh:s1", "strategy-2023.zh:s2-3", store.IsTension},
	} {
		if err := l.Judge(t.Context(), bad[0], bad[1], bad[2], ""); !errors.Is(err, tifa.ErrUsage) {
			t.Errorf("%v: %v", bad, err)
		}
	}
}
