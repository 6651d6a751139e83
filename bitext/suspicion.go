package bitext

import (
	"context"

	"tifa"
)

// Suspicion says of each sentence of both sides how much speaks for its having
// no counterpart, from 0 to 1. It is no probability: a sentence at .5 is as
// suspect as one that the aligner would just leave alone if that cost it
// little.
type Suspicion struct{ Src, Tgt []float32 }

// Suspect finds the sentences of a bitext that may have no counterpart, with
// the lexicon that was learnt with it. To be left alone costs a sentence much
// when beads are chosen, so that one whose counterpart is missing is mostly
// glued to a neighbour; here it costs less (Params.SuspectNull), and what
// counts is the probability of all paths on which it is alone. beads are those
// of the pair, as Align or Realign gave them.
//
// To look also at how few words of a sentence its bead has a counterpart for
// made it worse (average precision .75 for .77 on MAC-Dev with single deleted
// sentences): lengths and neighbours know more.
func Suspect(ctx context.Context, l *Lexicon, p Pair, beads []tifa.Bead, r Resources) (Suspicion, error) {
	if l == nil || len(beads) == 0 {
		return Suspicion{make([]float32, len(p.Src.Sentences)), make([]float32, len(p.Tgt.Sentences))}, ctx.Err()
	}
	pairs := []Pair{p}
	turned := Turned(p.SrcLang, p.TgtLang)
	if turned {
		pairs = turn(pairs)
		beads = append([]tifa.Bead(nil), beads...)
		turnBeads(beads)
		r.Dictionaries, r.Reverse = r.Reverse, r.Dictionaries
	}
	a := afterwards(l, pairs[0], beads, r)
	d := a.pairs[0]
	var locked []tifa.Bead
	for _, b := range beads {
		if b.Locked {
			locked = append(locked, b)
		}
	}
	if len(locked) > 0 {
		d.locked = d.fix(spansOf(locked))
	}
	s := a.suspicion(d)
	if turned {
		s.Src, s.Tgt = s.Tgt, s.Src
	}
	return s, ctx.Err()
}

// suspicion of the sentences of a pair, after its beads are found.
func (a *aligner) suspicion(d *bitext) Suspicion {
	// After the first pass; in later ones those of a weak lexicon, which can
	// tell little, are too cheap for this (average precision .19 for .31).
	const pass = 1
	weak := a.weak(d)
	d.unlisted = weak
	d.place(a.lexicon, pass, weak)
	w := a.weights(pass, weak, false)
	if !weak {
		w = w.nulls(a.p.WeakOpen, a.p.WeakExtend)
	}
	w = w.nulls(w.null*a.p.SuspectNull, w.extend*a.p.SuspectNull)
	lex := d.lexicalScores(a.lexicon, d.band, w)
	x := d.lattice(d.priors, lex, w, d.locked)
	p := x.posterior(d.locked, a.p.Sharpness)
	s := Suspicion{make([]float32, d.src.len()), make([]float32, d.tgt.len())}
	for i := range x.lo {
		for j := x.lo[i]; j <= x.hi[i]; j++ {
			z := x.place(i, j)
			if i < d.src.len() {
				s.Src[i] += p.null[omitted][z]
			}
			if j < d.tgt.len() {
				s.Tgt[j] += p.null[added][z]
			}
		}
	}
	for _, side := range [][]float32{s.Src, s.Tgt} {
		for i := range side {
			side[i] = min(1, side[i])
		}
	}
	return s
}
