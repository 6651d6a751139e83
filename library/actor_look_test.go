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
