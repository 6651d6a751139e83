package library

import (
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
	if _, err := l.Analyse(t.Context(), concordance.Filter{Langs: []string{"zh"}}); err != nil {
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
	for _, e := range first.Editions {
		if e.Lang == "en" {
			t.Errorf("%s was not analysed and was read first", e.Edition)
		}
	}
	if len(first.Editions) == 0 || len(first.Editions) >= len(whole.Editions) {
		t.Errorf("the part has %d texts, the whole %d", len(first.Editions), len(whole.Editions))
	}
	if again := look()[0]; again.Anew != 0 || len(again.Editions) != len(whole.Editions) {
		t.Errorf("the second time %d texts were read anew, and the part has %d", again.Anew, len(again.Editions))
	}
}
