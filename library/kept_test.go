package library

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa"
	"tifa/reuse"
	"tifa/store"
)

// What a library keeps between questions is only kept as long as the texts,
// tables and corrections are what they were, whoever changes them: a library
// that was asked all the time answers as one that was just opened does.
func TestKeptAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and of one goroutine")
	}
	l := sampleLibrary(t)
	other, err := Open(t.Context(), l.Dir(), Options{By: "other"}) // as another process has it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	table := func(name, text string) {
		dir := filepath.Join(l.Dir(), store.Tables)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before := keptAnswers(t, l)
	for _, c := range []struct {
		what   string
		change func()
		same   bool // it changes no answer
	}{
		{"nothing", func() {}, true},
		{"a text is added that another refers to", func() {
			addText(t, other, "compact", "en", "Compact of the Southern Shore\n\nThe parties will strengthen the patrols in the southern waters.")
		}, false},
		{"a date is changed", func() {
			date := tifa.Date{Year: 2016}
			if _, err := other.Edit(t.Context(), "whitepaper-2021.zh", store.Change{Date: &date}); err != nil {
				t.Fatal(err)
			}
		}, false},
		{"a title is changed", func() {
			title := "Position Paper"
			if _, err := other.Edit(t.Context(), "whitepaper-2021.en", store.Change{Title: &title}); err != nil {
				t.Fatal(err)
			}
		}, false},
		{"a text is removed", func() {
			if err := other.Remove(t.Context(), "whitepaper-2021.zh"); err != nil {
				t.Fatal(err)
			}
		}, false},
		{"a pair is denied", func() {
			if err := other.SetPair(t.Context(), "strategy-2023.zh", "strategy-2023.en", true); err != nil {
				t.Fatal(err)
			}
		}, false},
		{"a table is written", func() { table("hinges.tsv", "lang\tform\tkind\tsubordinate\nen\t{a} and {b}\tbalance\t\n") }, false},
		{"a table is written again", func() { table("hinges.tsv", "lang\tform\tkind\tsubordinate\nen\t{a} or {b}\tbalance\t\n") }, false},
	} {
		c.change()
		if err := l.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		fresh, err := Open(t.Context(), l.Dir(), Options{By: "fresh"})
		if err != nil {
			t.Fatal(err)
		}
		kept, made := keptAnswers(t, l), keptAnswers(t, fresh)
		if err := fresh.Close(); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(made, kept); d != "" {
			t.Errorf("%s: the answers of a library that was asked before are not those of one just opened:\n%s", c.what, d)
		}
		if same := cmp.Equal(before, kept); same != c.same {
			t.Errorf("%s: the answers are as before: %v", c.what, same)
		}
		before = kept
	}
}

// keptAnswers asks what is kept between questions, twice each.
func keptAnswers(t *testing.T, l *Library) map[string]string {
	t.Helper()
	out := map[string]string{}
	tell := func(name string, answer any, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		json := asJSON(t, answer)
		if was, asked := out[name]; asked && was != json {
			t.Errorf("%s: the second answer is not the first: %s", name, cmp.Diff(was, json))
		}
		out[name] = json
	}
	article, err := os.ReadFile(filepath.Join("..", "sample", "articles", "reading-2023.en.md"))
	if err != nil {
		t.Fatal(err)
	}
	in := Uploads{"a.md": {Name: "a.md", MediaType: "text/markdown; charset=utf-8", Data: article}}
	for range 2 {
		for _, e := range []string{"strategy-2023.zh", "strategy-2023.en", "gwr-2022.zh"} {
			tensions, err := l.Tensions(t.Context(), e, TensionOptions{}, nil)
			tell("tensions of "+e, tensions, err)
			references, err := l.References(t.Context(), e, ReferencesOptions{CitedBy: true, Experimental: true}, nil)
			tell("references of "+e, references, err)
			silences, err := l.Silences(t.Context(), e, SilencesOptions{}, nil)
			tell("silences of "+e, silences, err)
			hinges, err := l.Hinges(t.Context(), e, Stated{}, nil)
			tell("hinges of "+e, hinges, err)
			targets, err := l.Targets(t.Context(), e, TargetOptions{}, nil)
			tell("targets of "+e, targets, err)
			named, err := l.Named(t.Context(), e, NamedOptions{}, nil)
			tell("named of "+e, named, err)
			counted, err := l.Enumerations(t.Context(), e, EnumerationsOptions{}, nil)
			tell("enumerations of "+e, counted, err)
			statements, err := l.Statements(t.Context(), e, StatementOptions{}, nil)
			tell("statements of "+e, statements, err)
			partners, err := l.Counterparts(t.Context(), e)
			tell("counterparts of "+e, partners, err)
		}
		checked, err := l.Check(t.Context(), "a.md", CheckOptions{}, in)
		tell("check", checked, err)
		qa, err := l.QA(t.Context(), "strategy-2023.zh", "strategy-2023.en", QAOptions{}, nil)
		tell("qa", qa, err)
	}
	return out
}

// The sentences that are kept of a ledger are those of the whole ledger, also
// where only some are asked for.
func TestSentencesOf(t *testing.T) {
	l := sampleLibrary(t)
	for _, e := range []string{"strategy-2023.zh", "strategy-2023.en", "gwr-2022.zh", "whitepaper-2021.en"} {
		edition, text, err := l.edition(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		some := []int{2, 3, len(text.Sentences)}
		few, err := l.sentencesOf(t.Context(), &subject{edition: edition, text: text}, some)
		if err != nil {
			t.Fatal(err)
		}
		whole := newLedger(t, l, e).Sentences
		want := []reuse.Sentence{whole[1], whole[2], whole[len(whole)-1]}
		if d := cmp.Diff(want, few, cmp.AllowUnexported(reuse.Sentence{})); d != "" {
			t.Errorf("%s, some sentences: %s", e, d)
		}
		for _, only := range [][]int{nil, some} { // all are there, and given
			got, err := l.sentencesOf(t.Context(), &subject{edition: edition, text: text}, only)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(whole, got, cmp.AllowUnexported(reuse.Sentence{})); d != "" {
				t.Errorf("%s: %s", e, d)
			}
		}
	}
}
