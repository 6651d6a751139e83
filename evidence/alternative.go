package evidence

import "tifa"

// Alternative is a passage that a quotation may mean too, if it is not the nearest:
// that of another version, or of another translation.
type Alternative struct {
	tifa.Attestation
	Distance   int     `json:"distance"`   // words, or characters, that differ
	Similarity float64 `json:"similarity"` // of the words
}

// mostAlternatives is how many of them are given, and alternativeBehind how much
// less like the quotation they are than the nearest at most: what is further off
// shares a formula with it and nothing else.
const (
	mostAlternatives  = 3
	alternativeBehind = .25
)

// alternatives chooses them: one of each other edition, the nearest first, and
// then other passages of the editions that were given already.
func (g *Judgement) alternatives(least float64) {
	list := g.others
	g.others = nil
	if g.Verdict != Differs && (g.Verdict != NotFound || g.Nearest == nil) {
		return
	}
	least = max(least, g.Similarity-alternativeBehind)
	given := map[string][]tifa.Attestation{}
	if g.Nearest != nil {
		given[g.Nearest.Edition] = append(given[g.Nearest.Edition], *g.Nearest)
	}
	for _, p := range g.Passages {
		given[p.Edition] = append(given[p.Edition], p)
	}
	for _, elsewhere := range []bool{true, false} {
		for k := range list {
			p := &list[k]
			edition, similarity := p.hit.Info().Edition, p.r.similarity()
			if len(g.Alternatives) == mostAlternatives || similarity < least || elsewhere == (len(given[edition]) > 0) {
				continue
			}
			if g.Verdict == NotFound {
				p.r.span = toClauses(p.r.body, p.r.span)
			}
			at := p.attest()
			if overlaps(given[edition], &at) {
				continue
			}
			given[edition] = append(given[edition], at)
			g.Alternatives = append(g.Alternatives, Alternative{at, p.r.words, similarity})
		}
	}
}

func overlaps(given []tifa.Attestation, at *tifa.Attestation) bool {
	for i := range given {
		if at.Start < given[i].End && given[i].Start < at.End {
			return true
		}
	}
	return false
}
