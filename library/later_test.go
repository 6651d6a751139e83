package library

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tifa"
	"tifa/concordance"
	"tifa/reuse"
)

// Whatever the ledger of a text has as adapted from a sentence, the sentence
// has as adapted by that text; and what it has word for word, as a use.
func TestLater(t *testing.T) {
	l := sampleLibrary(t)
	all, err := l.List(t.Context(), concordance.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	adapted, missed, uses := 0, 0, 0
	for i := range all {
		e := &all[i]
		if e.Date.Year < 2017 {
			continue
		}
		for _, s := range newLedger(t, l, e.Address).Sentences {
			if s.Ancestor == nil {
				continue
			}
			at, err := tifa.ParseAddress(s.Ancestor.Address)
			if err != nil {
				t.Fatal(err)
			}
			of := tifa.SentenceAddress(at.Edition, at.From, at.From)
			later, err := l.Later(t.Context(), of, 0)
			if err != nil {
				t.Fatal(err)
			}
			own := tifa.SentenceAddress(e.Address, s.N, s.N)
			if s.Class == reuse.Inherited && at.From == at.To && s.Text == later.Quote {
				uses++
				if !hasUse(later.Uses, own) {
					t.Errorf("%s is no use of %s", own, of)
				}
			}
			if s.Class != reuse.Adapted || at.From != at.To {
				continue
			}
			adapted++
			if !hasAdaptation(t, later, own) {
				missed++
				t.Logf("%s is not among the adaptations of %s (%.2f): %s", own, of, s.Similarity, s.Text)
			}
		}
	}
	t.Logf("%d uses; of %d adapted sentences %d are missed from their ancestors", uses, adapted, missed)
	if adapted < 30 || uses < 30 || 20*missed > adapted {
		t.Errorf("%d uses; of %d adapted sentences %d are missed", uses, adapted, missed)
	}
}

func hasUse(uses []tifa.Attestation, address string) bool {
	for i := range uses {
		if uses[i].Address == address {
			return true
		}
	}
	return false
}

// hasAdaptation looks for a direct adaptation, whose edits must make of the
// sentence what the later one says.
func hasAdaptation(t *testing.T, later *Later, address string) bool {
	t.Helper()
	for _, a := range later.Adaptations {
		var older, newer strings.Builder
		for _, e := range a.Edits {
			older.WriteString(e.A)
			newer.WriteString(e.B)
		}
		if older.String() != later.Quote || newer.String() != a.Quote {
			t.Errorf("%s: the edits make %q of %q", a.Address, newer.String(), older.String())
		}
		if a.Address == address {
			return a.Direct != nil && *a.Direct && a.From == nil
		}
	}
	return false
}

func TestLaterRefuses(t *testing.T) {
	l := sampleLibrary(t)
	for address, want := range map[string]error{
		"strategy-2023.zh": tifa.ErrUsage, "strategy-2023.zh:s4-5": tifa.ErrUsage, "nothing.zh:s1": tifa.ErrNotFound, "strategy-2023.zh:s9999": tifa.ErrNotFound,
	} {
		if _, err := l.Later(t.Context(), address, time.Second); !errors.Is(err, want) {
			t.Errorf("%s: %v", address, err)
		}
	}
}
