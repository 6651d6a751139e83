package bitext

import "math"

// A long list is often one sentence of the other side. The lattice does not try
// beads as large as that, since it tries its beads everywhere, and gives
// sentences without a counterpart on both sides instead, next to each other.
// There, and only there, it is asked whether they are one bead.
const (
	mostWide   = 20 // sentences on the larger side
	wideAround = 2  // sentences more or less at each end of where they stand
)

// tooWide says whether the lattice leaves out a bead by its size. Beads of
// many sentences on both sides would say nothing.
func (p *Params) tooWide(x span) bool {
	const few = 2
	a, b := x.src(), x.tgt()
	return min(a, b) > 0 && min(a, b) <= few && (a > p.MostSource || b > p.MostTarget || a+b > p.MostTogether)
}

// wideBeads are the beads that cover about the sentences of z and are likelier
// than no counterparts at all, by the place within around where they begin.
func (d *bitext) wideBeads(words *wordSums, w weights, z, around span) map[[2]int][]edge {
	const worst = -12 // score of lengths
	p := d.p
	var out map[[2]int][]edge
	if z.src() > mostWide || z.tgt() > mostWide {
		return nil
	}
	for s0 := max(around.s0, z.s0-wideAround); s0 <= z.s0+wideAround; s0++ {
		for s1 := max(s0+1, z.s1-wideAround); s1 <= min(around.s1, z.s1+wideAround); s1++ {
			for t0 := max(around.t0, z.t0-wideAround); t0 <= z.t0+wideAround; t0++ {
				for t1 := max(t0+1, z.t1-wideAround); t1 <= min(around.t1, z.t1+wideAround); t1++ {
					x := span{s0, s1, t0, t1}
					if !p.tooWide(x) || d.lengthScore(d.priors, x) < worst || !d.locked.allows(x) {
						continue
					}
					v := d.lengthScore(d.priors, x) + p.shape(x.src(), x.tgt()) + d.formScore(d.priors, x)
					forward, backward := words.score(x)
					v += w.lexical * (p.Forward*forward + p.Backward*backward)
					if v <= w.leastOf(x) {
						continue
					}
					if out == nil {
						out = map[[2]int][]edge{}
					}
					at := [2]int{s0 - around.s0, t0 - around.t0}
					out[at] = append(out[at], edge{int16(x.src()), int16(x.tgt()), float32(v)})
				}
			}
		}
	}
	return out
}

// wordSums computes the lexical score of one bead at a time.
type wordSums struct {
	d *bitext
	l *lexicon
}

// score is the one that lexical.score gives.
func (s *wordSums) score(x span) (forward, backward float64) {
	d, p := s.d, s.d.p
	src := d.src.tokens[d.src.sentences[x.s0].firstTok:d.src.sentences[x.s1-1].afterTok]
	tgt := d.tgt.tokens[d.tgt.sentences[x.t0].firstTok:d.tgt.sentences[x.t1-1].afterTok]
	at := map[int32][]int{}
	for k, e := range tgt {
		at[e] = append(at[e], k)
	}
	ratio := (1 - p.Background) / p.Background
	odds, back := make([]float64, len(tgt)), make([]float64, len(src))
	every := make([]int32, max(len(tgt), len(src)))
	for k := range every {
		every[k] = int32(k)
	}
	for k, f := range src {
		for _, e := range s.l.row(f) {
			places := at[e.tgt]
			for _, j := range places {
				odds[j] += float64(e.forward) * ratio * d.tgtInverse[e.tgt]
			}
			back[k] += float64(len(places)) * float64(e.backward) * ratio * d.srcInverse[f]
		}
	}
	most, absent := math.Exp(p.TokenCap), math.Log(p.Background)
	forward = logOdds(odds, every[:len(tgt)], 1/float64(len(src)+1), most) + absent*float64(len(tgt))
	backward = logOdds(back, every[:len(src)], 1/float64(len(tgt)+1), most) + absent*float64(len(src))
	return forward, backward
}
