package claim

import (
	"slices"
	"strings"
	"testing"

	"tifa"
)

// TestGuessed: an outcome that rests on the date of a text says so where nobody
// stated it, and no other does.
func TestGuessed(t *testing.T) {
	stated := tifa.Date{Year: 2005, Month: 3}
	at := func(edition string, d tifa.Date) tifa.Attestation { return tifa.Attestation{Edition: edition, Date: d} }
	for _, c := range []struct {
		kind      Kind
		passages  []tifa.Attestation
		undecided []tifa.Attestation
		want      string
	}{
		{First, []tifa.Attestation{at("a", stated)}, nil, ""},
		{First, []tifa.Attestation{at("a", stated.Guess())}, nil, "; the date of a is a guess, stated by nobody"},
		{Novelty, []tifa.Attestation{at("b", stated.Guess()), at("b", stated.Guess())}, []tifa.Attestation{at("a", stated.Guess())}, "; the dates of a, b are guesses, stated by nobody"},
		{Count, []tifa.Attestation{at("a", stated.Guess())}, nil, ""},
	} {
		o := newOutcome()
		o.Passages, o.Undecided = c.passages, c.undecided
		o.guesses(c.kind)
		if got := o.guessed(); got != c.want {
			t.Errorf("%s of %v: %q, want %q", c.kind, c.passages, got, c.want)
		}
	}
	many := newOutcome()
	many.Guessed = strings.Fields("a b c d e")
	if got := many.guessed(); !strings.Contains(got, "a, b, c and 2 more") || slices.Contains(many.Guessed, "") {
		t.Error(got)
	}
}
