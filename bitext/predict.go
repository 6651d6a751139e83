package bitext

import (
	"math"

	"tifa"
)

// Apart says whether two texts do not look like a text and its translation: n of
// the sentences of the shorter are likely to have a counterpart by the scores of
// the beads, and that is less than two in five; or it is no sure case, and the
// beads do not predict each other (see predicts).
func Apart(beads []tifa.Bead, src, tgt Side) (n, of int, apart bool) {
	const (
		fewest = 10 // sentences: of less nothing can be said
		least  = .4 // share
		sure   = .9
		tries  = 40  // comparisons
		chance = .56 // share of them that are won; a half are by chance
	)
	var joined [2]float64
	for _, b := range beads {
		if len(b.Src) > 0 && len(b.Tgt) > 0 {
			joined[0] += b.Score * float64(len(b.Src))
			joined[1] += b.Score * float64(len(b.Tgt))
		}
	}
	likely, of := joined[0], len(src.Text.Sentences)
	if m := len(tgt.Text.Sentences); m < of {
		likely, of = joined[1], m
	}
	n = int(math.Round(likely))
	switch share := likely / float64(max(1, of)); {
	case of < fewest || share >= sure:
		return n, of, false
	case share < least:
		return n, of, true
	}
	won, tried := predicts(beads, src, tgt)
	return n, of, tried >= tries && float64(won) < chance*float64(tried)
}

// predicts asks whether two texts are a text and its translation, by what their
// beads teach: words learnt from every other bead are tried on those between, once
// on the two sides of a bead and once on its source and the target of another. In
// a translation the first fits better nearly always; where nothing but lengths
// brought sentences together, as often as not. It returns how many comparisons
// there were and how many the beads won, at most mostTried beads being looked at.
//
// This is cross-validation; that aligned words of unrelated texts look as well
// supported as those of a translation, as long as they are judged by what they
// were learnt from, is why it is needed.
func predicts(beads []tifa.Bead, src, tgt Side) (won, of int) {
	const mostTried = 400
	a := newAligner(DefaultParams(), []Pair{{Src: src.Text, Tgt: tgt.Text, SrcLang: src.Lang, TgtLang: tgt.Lang}}, Resources{})
	d, unigrams := a.pairs[0], a.tgt.unigrams()
	var sides [][2][]int32
	for _, b := range beads {
		if len(b.Src) == 0 || len(b.Tgt) == 0 {
			continue
		}
		x := spanOf(b)
		from := d.src.tokens[d.src.sentences[x.s0].firstTok:d.src.sentences[x.s1-1].afterTok]
		to := d.tgt.tokens[d.tgt.sentences[x.t0].firstTok:d.tgt.sentences[x.t1-1].afterTok]
		if sides = append(sides, [2][]int32{from, to}); len(sides) == mostTried {
			break
		}
	}
	for half := range 2 {
		src, tgt := new(bags), new(bags)
		for i := half; i < len(sides); i += 2 {
			src.add(sides[i][0])
			tgt.add(sides[i][1])
		}
		if len(src.from) == 0 {
			continue
		}
		l := newEM(&a.p, src, tgt, a.prior, a.src.unigrams(), unigrams).run()
		var tried [][2][]int32
		for i := 1 - half; i < len(sides); i += 2 {
			tried = append(tried, sides[i])
		}
		for i, x := range tried {
			own := l.explained(&a.p, x[0], x[1], unigrams)
			for _, apart := range [...]int{2, 3, 5} {
				if len(tried) <= apart {
					break
				}
				other := l.explained(&a.p, x[0], tried[(i+apart)%len(tried)][1], unigrams)
				if own == other {
					continue // nothing that was learnt stands in them
				}
				if of++; own > other {
					won++
				}
			}
		}
	}
	return won, of
}

// explained is the mean over target words of the log-odds that they come from the
// source words and not by themselves.
func (l *lexicon) explained(p *Params, src, tgt []int32, unigrams []float64) float64 {
	if len(src) == 0 {
		return 0
	}
	from := map[int32]float64{}
	for _, s := range src {
		for _, e := range l.row(s) {
			from[e.tgt] += float64(e.forward)
		}
	}
	sum := 0.
	for _, t := range tgt {
		odds := from[t] / float64(len(src)) / unigrams[t]
		sum += min(p.TokenCap, math.Log(p.Background+(1-p.Background)*odds))
	}
	return sum / float64(max(1, len(tgt)))
}
