package reuse

import (
	"testing"

	"tifa"
)

// TestAlone: what has the very words of a sentence with others added is an
// adaptation, and is told once.
func TestAlone(t *testing.T) {
	at := func(edition string, start, end int) tifa.Attestation {
		return tifa.Attestation{Edition: edition, Start: start, End: end}
	}
	l := &Afterlife{
		Uses:        []tifa.Attestation{at("a.en", 10, 20), at("a.en", 50, 60), at("b.en", 10, 20)},
		Adaptations: []Adaptation{{Attestation: at("a.en", 5, 40)}, {Attestation: at("b.en", 15, 40)}},
	}
	got := l.Alone()
	if len(got) != 2 || got[0] != l.Uses[1] || got[1] != l.Uses[2] || len(l.Uses) != 3 {
		t.Errorf("%v of %v", got, l.Uses)
	}
}
