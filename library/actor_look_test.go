package library

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa/concordance"
)

// Who waits for an actor is told what was found so far: the texts that were
// analysed before come first. The answer is the same in the end, and the next
// time no text is read anew.
func TestLookForActor(t *testing.T) {
	l := sampleLibrary(t)
	o := StatementOptions{Actor: "Yunze"}
	whole, err := l.ActorTime(t.Context(), o, concordance.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	last := whole.Editions[len(whole.Editions)-1].Edition
	if _, err := l.Analyse(t.Context(), concordance.Filter{Editions: []string{last}}); err != nil {
		t.Fatal(err)
	}
	look := func() (parts []*ActorTime) {
		t.Helper()
		got, err := l.LookForActor(t.Context(), o, concordance.Filter{}, ActorLook{Keep: true, Part: func(part *ActorTime) { parts = append(parts, part) }})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(asJSON(t, whole), asJSON(t, got)); d != "" {
			t.Errorf("the answer is another:\n%s", d)
		}
		return parts
	}
	first := look()[0]
	if first.Unread == 0 || first.Unread != first.Anew || first.Unread >= first.Naming {
		t.Errorf("of %d texts %d were not read, %d not analysed", first.Naming, first.Unread, first.Anew)
	}
	if len(whole.Editions) < 2 || len(first.Editions) != 1 || first.Editions[0].Edition != last {
		t.Errorf("the part has %d texts, the whole %d; only %s was analysed", len(first.Editions), len(whole.Editions), last)
	}
	if again := look()[0]; again.Anew != 0 || len(again.Editions) != len(whole.Editions) {
		t.Errorf("the second time %d texts were read anew, and the part has %d", again.Anew, len(again.Editions))
	}
}

// TestActorAgainstAllTexts: only the texts in which a name of an actor stands
// are read for him, side by side and the latest first. The answer is that of
// reading all texts one after the other, for everybody who acts in the sample
// library: those whose actor is carried over from a sentence before too.
func TestActorAgainstAllTexts(t *testing.T) {
	l := sampleLibrary(t)
	editions, err := l.List(t.Context(), concordance.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	pool, inferred := actorPool{}, 0
	for _, e := range editions {
		s, err := l.Statements(t.Context(), e.Pinned(), StatementOptions{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		pool.add(s.All)
	}
	names := slices.Sorted(maps.Keys(pool))
	if len(names) < 50 {
		t.Fatalf("only %d act in the sample", len(names))
	}
	least := 50
	if testing.Short() { // for each name all texts are read
		const oneIn = 10
		some := []string{}
		for i := 0; i < len(names); i += oneIn {
			some = append(some, names[i])
		}
		names, least = some, 1
	}
	for _, name := range names {
		got, err := l.LookForActor(t.Context(), StatementOptions{Actor: name}, concordance.Filter{}, ActorLook{Keep: true})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := []ActorEdition{}
		for _, e := range editions {
			s, err := l.Statements(t.Context(), e.Pinned(), StatementOptions{Actor: name}, nil)
			if err != nil {
				t.Fatal(err)
			}
			for i := range s.Statements {
				if s.Statements[i].Inferred {
					inferred++
				}
			}
			if len(s.Statements) > 0 {
				want = append(want, ActorEdition{Edition: e.Address, Title: e.Title, Date: e.Date, Lang: e.Lang, Statements: s.Statements})
			}
		}
		all := &ActorTime{Editions: want}
		all.count()
		if d := cmp.Diff(asJSON(t, all.Editions), asJSON(t, got.Editions)); d != "" {
			t.Errorf("%s: the answer is another (-all texts +those that name him):\n%s", name, d)
		}
	}
	if inferred < least {
		t.Errorf("only %d statements whose actor was carried over", inferred)
	}
}
