package bitext

import (
	"context"
	"fmt"
	"math"

	"tifa"
	"tifa/text"
)

// Method changes with every change of the program that may change beads.
const Method = 5

// Options of Align.
type Options struct {
	Params   Params                // the zero value means DefaultParams
	Progress func(done, total int) // source sentences, over all passes; may be nil
}

// Aligned is the beads of one pair.
type Aligned struct {
	Beads    []tifa.Bead // without reasons; those come from Explain
	Coverage float64     // share of the source words for which the dictionaries, numbers and names had a counterpart before anything was learnt
}

// Corpus is bitexts of two languages that were aligned together, and the
// lexicon that was learnt from all of them.
type Corpus struct {
	Bitexts []Aligned // in the order of the pairs
	Lexicon *Lexicon
}

// Align aligns pairs of the same two languages together, so that each profits
// from the words of all. Where the source language is written with spaces and
// the target language is not, it works from the target to the source: the
// parameters were fitted that way round.
//
// The method follows Moore (2002): sentences are paired by length, then by
// IBM model 1 learnt from these pairs, here with a dictionary as its prior,
// with beads of up to eight sentences and nulls in runs of affine cost.
func Align(ctx context.Context, pairs []Pair, r Resources, o Options) (*Corpus, error) {
	if len(pairs) == 0 {
		return &Corpus{}, nil
	}
	if o.Params == (Params{}) {
		o.Params = DefaultParams()
	}
	srcLang, tgtLang := tifa.BaseLang(pairs[0].SrcLang), tifa.BaseLang(pairs[0].TgtLang)
	for i := range pairs {
		p := &pairs[i]
		if tifa.BaseLang(p.SrcLang) != srcLang || tifa.BaseLang(p.TgtLang) != tgtLang {
			return nil, fmt.Errorf("pair %d is %s–%s among pairs of %s–%s: align them on their own: %w", i+1, p.SrcLang, p.TgtLang, srcLang, tgtLang, tifa.ErrUsage)
		}
	}
	turned := Turned(srcLang, tgtLang)
	if turned {
		pairs, r = turn(pairs), Resources{Dictionaries: r.Reverse, Reverse: r.Dictionaries, Concepts: r.Concepts, Learnt: r.Learnt}
		srcLang, tgtLang = tgtLang, srcLang
	}
	a := newAligner(o.Params, pairs, r)
	a.progress = o.Progress
	if err := a.run(ctx); err != nil {
		return nil, err
	}
	c := &Corpus{Lexicon: lexiconOf(a, srcLang, tgtLang)}
	for i, d := range a.pairs {
		c.Bitexts = append(c.Bitexts, Aligned{Beads: d.result(pairs[i].Locked), Coverage: a.prior.coverage(d.src)})
		if turned {
			turnBeads(c.Bitexts[i].Beads)
		}
	}
	return c, nil
}

// Turned says whether pairs of these languages are worked on from the target
// to the source.
func Turned(src, tgt string) bool {
	a, b := text.Lookup(src).Sentence.Unspaced, text.Lookup(tgt).Sentence.Unspaced
	if a != b {
		return b
	}
	return tifa.BaseLang(src) > tifa.BaseLang(tgt)
}

func turn(pairs []Pair) []Pair {
	out := make([]Pair, len(pairs))
	for i, p := range pairs {
		locked := make([]tifa.Bead, len(p.Locked))
		copy(locked, p.Locked)
		turnBeads(locked)
		out[i] = Pair{Src: p.Tgt, Tgt: p.Src, SrcLang: p.TgtLang, TgtLang: p.SrcLang, Locked: locked}
	}
	return out
}

func turnBeads(beads []tifa.Bead) {
	for i := range beads {
		b := &beads[i]
		b.Src, b.Tgt = b.Tgt, b.Src
		b.Kind = tifa.BeadKind(len(b.Src), len(b.Tgt))
	}
}

// result makes beads for the outside of the path. Locked ones are given back
// as they came.
func (d *bitext) result(locked []tifa.Bead) []tifa.Bead {
	by := make(map[span]tifa.Bead, len(locked))
	for _, b := range locked {
		by[spanOf(b)] = b
		for _, n := range b.Src {
			if len(b.Tgt) == 0 {
				by[span{n - 1, n, 0, 0}] = b
			}
		}
		for _, n := range b.Tgt {
			if len(b.Src) == 0 {
				by[span{0, 0, n - 1, n}] = b
			}
		}
	}
	beads := make([]tifa.Bead, 0, len(d.beads))
	for k, x := range d.beads {
		b := tifa.Bead{
			Src: tifa.Run(x.s0+1, x.s1), Tgt: tifa.Run(x.t0+1, x.t1), Kind: tifa.BeadKind(x.src(), x.tgt()),
			Score: math.Round(float64(d.scores[k])*1000) / 1000, Reasons: []string{},
		}
		if was, ok := by[spanOf(b)]; ok {
			b.Locked, b.By, b.Score = true, was.By, 1
		}
		beads = append(beads, b)
	}
	return beads
}
