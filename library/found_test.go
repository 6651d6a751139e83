package library

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa/concordance"
)

// What pages show of a text is the same whether it is found anew or read from
// what was kept when the library was analysed.
func TestFoundAsAnalysed(t *testing.T) {
	l := sampleLibrary(t)
	before := keptAnswers(t, l)
	if _, err := l.Analyse(t.Context(), concordance.Filter{}); err != nil {
		t.Fatal(err)
	}
	fresh, err := Open(t.Context(), l.Dir(), Options{By: "fresh"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = fresh.Close() }()
	if diff := cmp.Diff(before, keptAnswers(t, fresh)); diff != "" {
		t.Errorf("found anew (-), and analysed before (+):\n%s", diff)
	}
	if len(fresh.found.analyses.kept) == 0 {
		t.Error("what was kept was not read")
	}
}

// Each name of a state changes with what it is a name for, and with nothing
// else: an answer of minutes must not be worked out again for a note.
func TestStates(t *testing.T) {
	l := sampleLibrary(t)
	type states struct{ All, Texts, Renderings string }
	now := func() states {
		t.Helper()
		var s states
		for _, x := range []struct {
			of func(context.Context) (string, error)
			to *string
		}{{l.State, &s.All}, {l.TextState, &s.Texts}, {l.RenderingState, &s.Renderings}} {
			var err error
			if *x.to, err = x.of(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		return s
	}
	const a, b = "strategy-2023.zh", "strategy-2023.en"
	type changed struct{ All, Texts, Renderings bool }
	for _, c := range []struct {
		what string
		do   func() error
		want changed
	}{
		{"nothing", func() error { return nil }, changed{}},
		{"a note", func() error {
			_, err := l.AddNote(t.Context(), NoteStated{Address: a + ":s3", Body: "Mark this."})
			return err
		}, changed{All: true}},
		{"a verdict", func() error { return l.Judge(t.Context(), a+":s33", a+":s36", "tension", "") }, changed{All: true}},
		{"a term", func() error {
			_, err := l.AddTerm(t.Context(), TermStated{Term: "网络", Lang: "zh", Renderings: []string{"network"}, Into: "en"})
			return err
		}, changed{All: true, Renderings: true}},
		{"a pair", func() error { return l.SetPair(t.Context(), "gwr-2010.zh", b, true) }, changed{All: true, Renderings: true}},
		{"a text", func() error {
			addText(t, l, "compact", "en", "Compact of the Southern Shore\n\nThe parties will strengthen the patrols.")
			return nil
		}, changed{All: true, Texts: true, Renderings: true}},
	} {
		was := now()
		if err := c.do(); err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		is := now()
		if got := (changed{was.All != is.All, was.Texts != is.Texts, was.Renderings != is.Renderings}); got != c.want {
			t.Errorf("%s: changed %+v, want %+v", c.what, got, c.want)
		}
	}
}
