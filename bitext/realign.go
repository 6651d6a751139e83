package bitext

import (
	"context"

	"tifa"
)

// Realign gives the beads of a pair of a corpus after people have locked some
// of them (Pair.Locked). machine is the beads without them. What lies further
// from every locked bead than a few sentences stays as it is, and so does the
// lexicon: a correction changes its surroundings and nothing else.
func Realign(ctx context.Context, l *Lexicon, p Pair, machine []tifa.Bead, r Resources) ([]tifa.Bead, error) {
	if len(p.Locked) == 0 || l == nil {
		return machine, nil
	}
	pairs, beads := []Pair{p}, machine
	turned := Turned(p.SrcLang, p.TgtLang)
	if turned {
		pairs = turn(pairs)
		beads = append([]tifa.Bead(nil), machine...)
		turnBeads(beads)
		r.Dictionaries, r.Reverse = r.Reverse, r.Dictionaries
	}
	a := afterwards(l, pairs[0], beads, r)
	d := a.pairs[0]
	d.locked = d.fix(append(pairs[0].credits(), around(spansOf(pairs[0].Locked), d.beads)...))
	if err := a.align(ctx, d, a.lastPass(), true); err != nil {
		return nil, err
	}
	out := d.result(pairs[0].Locked)
	if turned {
		turnBeads(out)
	}
	return out, nil
}

// afterwards is an aligner of one pair of a corpus, in the direction of its
// lexicon, which knows what it knew before the last pass over the corpus: the
// lexicon, how often its words occur, and the shapes of the beads.
func afterwards(l *Lexicon, p Pair, beads []tifa.Bead, r Resources) *aligner {
	a := newAligner(DefaultParams(), []Pair{p}, r)
	a.lexicon = l.within(a.src, a.tgt)
	a.src.countAs(l.src)
	a.tgt.countAs(l.tgt)
	d := a.pairs[0]
	d.srcInverse, d.tgtInverse = a.src.inverse(), a.tgt.inverse()
	d.beads = spansInOrder(beads)
	d.learnRatio()
	d.learnStructure()
	a.learnShapes()
	return a
}

// lastPass is the number of the pass that gives the beads.
func (a *aligner) lastPass() int { return max(1, a.passes()-1) }

// spansInOrder are the spans of beads that cover a text: those without one
// side stand where the one before them ends.
func spansInOrder(beads []tifa.Bead) []span {
	out := make([]span, 0, len(beads))
	s, t := 0, 0
	for _, b := range beads {
		out = append(out, span{s, s + len(b.Src), t, t + len(b.Tgt)})
		s, t = s+len(b.Src), t+len(b.Tgt)
	}
	return out
}

// crosses says whether one bead comes first on one side and the other on the
// other.
func crosses(x, y span) bool {
	both := x.src() > 0 && x.tgt() > 0 && y.src() > 0 && y.tgt() > 0
	return both && (x.s1 <= y.s0 && x.t0 >= y.t1 || x.s0 >= y.s1 && x.t1 <= y.t0)
}

// around is the locked beads and those of the others that are far from all of
// them and leave room for them.
func around(locked, others []span) []span {
	const near = 12 // sentences
	free := func(x span) bool {
		for _, l := range locked {
			bySrc := l.src() > 0 && x.s0 < l.s1+near && x.s1 > l.s0-near
			byTgt := l.tgt() > 0 && x.t0 < l.t1+near && x.t1 > l.t0-near
			if bySrc || byTgt || crosses(x, l) {
				return true
			}
		}
		return false
	}
	out := append([]span(nil), locked...)
	for _, x := range others {
		if free(x) {
			continue
		}
		switch {
		case x.src() == 0:
			x.s0, x.s1 = 0, 0
		case x.tgt() == 0:
			x.t0, x.t1 = 0, 0
		}
		out = append(out, x)
	}
	return out
}
