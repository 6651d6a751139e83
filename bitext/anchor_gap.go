package bitext

import (
	"math"
	"slices"
)

// closer puts anchors between anchors: within a gap, words need not be rare in
// the whole text to tell a sentence from its neighbours. So the corridor of
// the first pass, which takes most of the time, becomes narrow.
func (d *bitext) closer(l *lexicon, chain []anchor) []anchor {
	const (
		narrow = 4    // sentences that are not worth it
		wide   = 1000 // sentences of either side that are too many to compare all with all
	)
	g := &gaps{d: d, l: l, postings: sentencesOf(d.tgt, len(d.tgtVocab.words)), logs: make([]float64, wide+2)}
	g.next = slices.Clone(g.postings.from)
	for n := range g.logs {
		g.logs[n] = math.Log(float64(n))
	}
	points := append([]anchor{{src: -1, tgt: -1}}, chain...)
	points = append(points, anchor{src: d.src.len(), tgt: d.tgt.len()})
	out := make([]anchor, 0, 2*len(chain))
	for k := 1; k < len(points); k++ {
		from, to := points[k-1], points[k]
		if n, m := to.src-from.src, to.tgt-from.tgt; min(n, m) > narrow && max(n, m) <= wide {
			out = append(out, g.between(from, to)...)
		}
		if k < len(points)-1 {
			out = append(out, to)
		}
	}
	return out
}

// gaps finds anchors within gaps.
type gaps struct {
	d        *bitext
	l        *lexicon
	postings *bags // sentences of each target word
	score    []float64
	bySrc    []ranked
	byTgt    []ranked
	words    []int32
	logs     []float64 // logarithms of whole numbers
	next     []int32   // of each target word: index into postings of its first sentence that no gap has left behind
}

// between is the chain of the sentences strictly between two anchors that are
// each other's best by far.
func (g *gaps) between(from, to anchor) []anchor {
	n, m := to.src-from.src-1, to.tgt-from.tgt-1
	g.bySrc = append(g.bySrc[:0], make([]ranked, n)...)
	g.byTgt = append(g.byTgt[:0], make([]ranked, m)...)
	for i := range n {
		g.compare(i, from, m)
	}
	var found []anchor
	for i, r := range g.bySrc {
		if r.best == 0 {
			continue
		}
		back := g.byTgt[r.at]
		if margin := g.d.p.AnchorMargin; back.at == i && r.best > margin*r.second && back.best > margin*back.second {
			found = append(found, anchor{i, r.at, r.best - max(r.second, back.second)})
		}
	}
	chain := heaviestChain(found, m)
	for k := range chain {
		chain[k].src += from.src + 1
		chain[k].tgt += from.tgt + 1
	}
	return chain
}

// compare offers sentence i of the gap all of its m target sentences that
// share words with it. Gaps ascend, so that what one has left behind is not
// looked at again.
func (g *gaps) compare(i int, from anchor, m int) {
	d := g.d
	g.score = append(g.score[:0], make([]float64, m)...)
	words := d.src.words(from.src + 1 + i)
	g.words = append(g.words[:0], words...)
	slices.Sort(g.words)
	first, after, all := int32(from.tgt+1), int32(from.tgt+1+m), g.logs[m+1]
	for _, w := range slices.Compact(g.words) {
		for _, e := range g.l.row(w) {
			in, at := g.postings.words[:g.postings.from[e.tgt+1]], g.next[e.tgt]
			for int(at) < len(in) && in[at] < first {
				at++
			}
			g.next[e.tgt] = at
			end := at
			for int(end) < len(in) && in[end] < after {
				end++
			}
			if end == at || 2*int(end-at) > m {
				continue
			}
			weight := (all - g.logs[end-at]) * math.Sqrt(float64(e.forward))
			for _, j := range in[at:end] {
				g.score[j-first] += weight
			}
		}
	}
	like := likeLength(len(words))
	for j, v := range g.score {
		if v > 0 {
			v /= like * likeLength(len(d.tgt.words(int(first)+j)))
			g.bySrc[i].offer(j, v)
			g.byTgt[j].offer(i, v)
		}
	}
}

// likeLength is what shared weight is divided by, for each of both sentences,
// so that long sentences do not win by length and short ones not by chance.
func likeLength(tokens int) float64 {
	const damping = 5 // tokens
	return math.Sqrt(float64(tokens + damping))
}
