package library

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/reuse"
)

// leastCommon is the share of the sentences of the shorter of two texts that the
// other has, the same or edited, from which they are taken for versions of one
// document. Of the sample, strategies have .55 and more in common, yearly
// reports .44, a speech and a strategy .23 at most.
const leastCommon = .25

// common is the share of the sentences of the shorter of two texts that became a
// sentence of the other.
func common(x, y *tifa.Text, changes []reuse.Change) float64 {
	inX, inY := map[int]bool{}, map[int]bool{}
	for i := range changes {
		if c := &changes[i]; len(c.A) > 0 && len(c.B) > 0 {
			for _, n := range c.A {
				inX[n] = true
			}
			for _, n := range c.B {
				inY[n] = true
			}
		}
	}
	shorter, n := len(x.Sentences), len(inX)
	if len(y.Sentences) < shorter {
		shorter, n = len(y.Sentences), len(inY)
	}
	return float64(n) / float64(max(shorter, 1))
}

// bitextOfLibrary says whether two editions of the library are a bitext of it, or
// one of them is none of its editions: who sends a file says that it is.
func (l *Library) bitextOfLibrary(ctx context.Context, x, y *tifa.Edition) (bool, error) {
	if strings.HasPrefix(x.Address, "file:") || strings.HasPrefix(y.Address, "file:") {
		return true, nil
	}
	of, err := l.Counterparts(ctx, x.Address)
	return slices.ContainsFunc(of, func(e tifa.Edition) bool { return e.Address == y.Address }), err
}

// apart says that what two texts have in common is too little to say what binds
// otherwise.
func (s *StatementShifts) apart(why string) {
	s.Apart = true
	if s.Note == "" {
		s.Note = why
	} else {
		s.Note = why + "; " + s.Note
	}
}

// apartVersions is why, of two texts in one language.
func apartVersions(a, b string, share float64) string {
	return fmt.Sprintf("%s and %s are no versions of each other: %d %% of the sentences of the shorter are in the other, the same or edited", a, b, int(100*share))
}

// apartLanguages is why, of two languages.
func apartLanguages(a, b string) string {
	return fmt.Sprintf("%s and %s are no bitext of the library: they were aligned for this question alone", a, b)
}
