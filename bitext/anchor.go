package bitext

import (
	"cmp"
	"math"
	"slices"
)

// anchor is a pair of sentences that very probably belong to each other.
type anchor struct {
	src, tgt int
	weight   float64
}

// anchors finds pairs of sentences that are each other's best by the rare
// words that they share, and by the numbers of their articles, and of these
// the heaviest chain that ascends on both sides.
func (d *bitext) anchors(l *lexicon) []anchor {
	found, repeated := d.bestPairs(l)
	if !d.p.NoStructure {
		found = append(found, d.labelled()...)
	}
	slices.SortFunc(found, func(a, b anchor) int {
		return cmp.Or(cmp.Compare(a.src, b.src), -cmp.Compare(a.tgt, b.tgt), cmp.Compare(a.weight, b.weight))
	})
	chain := withoutOutliers(d.filled(heaviestChain(found, d.tgt.len()), repeated), d.src.len(), d.tgt.len())
	return d.closer(l, chain)
}

// longestGap is the number of sentences between two anchors up to which all
// that lies between them is compared.
const longestGap = 300

// filled puts anchors into the long gaps of a chain. Where a text repeats
// itself, as forms and laws do, a sentence has several partners that are
// equally good and none is an anchor by itself; their order tells which is
// right. Of laws repeated three times to 30,000 sentences 71 anchors were left
// without this, with gaps of 3,462.
func (d *bitext) filled(chain, repeated []anchor) []anchor {
	points := append(append([]anchor{{src: -1, tgt: -1}}, chain...), anchor{src: d.src.len(), tgt: d.tgt.len()})
	isLong := func(k int) bool { return points[k].src-points[k-1].src > longestGap }
	out := make([]anchor, 0, len(chain))
	for k := 1; k < len(points); k++ {
		from, to := points[k-1], points[k]
		if isLong(k) {
			var inside []anchor
			for _, a := range repeated {
				if a.src > from.src && a.src < to.src && a.tgt > from.tgt && a.tgt < to.tgt {
					inside = append(inside, anchor{a.src, a.tgt - from.tgt - 1, a.weight})
				}
			}
			for _, a := range heaviestChain(inside, to.tgt-from.tgt-1) {
				out = append(out, anchor{a.src, a.tgt + from.tgt + 1, a.weight})
			}
		}
		if k < len(points)-1 {
			out = append(out, to)
		}
	}
	return out
}

// labelled pairs the blocks whose number occurs once on each side.
func (d *bitext) labelled() []anchor {
	const weight = 2 // as much as a good pair by words
	once := func(s *side) map[string]int {
		at := map[string]int{}
		for i := range s.sentences {
			if label := s.sentences[i].label; label != "" {
				if _, again := at[label]; again {
					at[label] = -1
				} else {
					at[label] = i
				}
			}
		}
		return at
	}
	tgt := once(d.tgt)
	var out []anchor
	for label, i := range once(d.src) {
		if j, ok := tgt[label]; ok && i >= 0 && j >= 0 {
			out = append(out, anchor{i, j, weight})
		}
	}
	return out
}

// ranked is the best partner of a sentence and how far the second is.
type ranked struct {
	at           int
	best, second float64
}

func (r *ranked) offer(at int, score float64) {
	switch {
	case score > r.best:
		r.second, r.best, r.at = r.best, score, at
	case score > r.second:
		r.second = score
	}
}

// bestPairs are the sentences that are each other's best, and clearly so; and
// the pairs that are nearly the best for both of their sentences, in the order
// that heaviestChain wants.
func (d *bitext) bestPairs(l *lexicon) (found, repeated []anchor) {
	const near = .9
	bySrc := make([]ranked, d.src.len())
	byTgt := make([]ranked, d.tgt.len())
	d.sharing(l, func(i int, shared []anchor) {
		for _, a := range shared {
			bySrc[i].offer(a.tgt, a.weight)
			byTgt[a.tgt].offer(i, a.weight)
		}
		for _, a := range shared {
			if a.weight >= near*bySrc[i].best {
				repeated = append(repeated, a)
			}
		}
	})
	for i, r := range bySrc {
		if r.best == 0 {
			continue
		}
		back := byTgt[r.at]
		if back.at == i && r.best > d.p.AnchorMargin*r.second && back.best > d.p.AnchorMargin*back.second {
			found = append(found, anchor{i, r.at, r.best - max(r.second, back.second)})
		}
	}
	repeated = slices.DeleteFunc(repeated, func(a anchor) bool { return a.weight < near*byTgt[a.tgt].best })
	return found, few(repeated)
}

// few keeps the pairs of the source sentences that have few, since a form that
// stands in a text hundreds of times says nothing; those of one sentence are
// put in descending order of the target.
func few(pairs []anchor) []anchor {
	const most = 8
	out := pairs[:0]
	for from, to := 0, 0; from < len(pairs); from = to {
		for to < len(pairs) && pairs[to].src == pairs[from].src {
			to++
		}
		if of := pairs[from:to]; len(of) <= most {
			slices.SortFunc(of, func(a, b anchor) int { return cmp.Compare(b.tgt, a.tgt) })
			out = append(out, of...)
		}
	}
	return out
}

// sharing tells for each source sentence the target sentences that share words
// with it through the lexicon, with a score by the rarity of the words; in no
// order: to sort them took a seventh of the time of a long text. Words in many
// sentences are not looked at, so that the time grows with the text and not
// with its square.
func (d *bitext) sharing(l *lexicon, each func(src int, shared []anchor)) {
	const mostSentences = 30
	rare := max(5, min(mostSentences, d.tgt.len()/50))
	rarity := make([]float64, rare+1) // by the number of sentences that hold a word
	for n := 1; n <= rare; n++ {
		rarity[n] = math.Log(float64(d.tgt.len()+1) / float64(n))
	}
	like := make([]float64, d.tgt.len())
	for j := range like {
		like[j] = likeLength(len(d.tgt.words(j)))
	}
	postings := sentencesOf(d.tgt, len(d.tgtVocab.words))
	score := make([]float64, d.tgt.len())
	var touched []int32
	var shared []anchor
	seen := make([]int32, len(d.srcVocab.words))
	for i := range d.src.len() {
		words := d.src.words(i)
		for _, w := range words {
			if seen[w] == int32(i)+1 {
				continue
			}
			seen[w] = int32(i) + 1
			for _, e := range l.row(w) {
				in := postings.bead(int(e.tgt))
				if len(in) == 0 || len(in) > rare {
					continue
				}
				weight := rarity[len(in)] * math.Sqrt(float64(e.forward))
				for _, j := range in {
					if score[j] == 0 {
						touched = append(touched, j)
					}
					score[j] += weight
				}
			}
		}
		of := likeLength(len(words))
		shared = shared[:0]
		for _, j := range touched {
			shared = append(shared, anchor{i, int(j), score[j] / (of * like[j])})
			score[j] = 0
		}
		each(i, shared)
		touched = touched[:0]
	}
}

// sentencesOf lists for each word the sentences that hold it, each once.
func sentencesOf(s *side, words int) *bags {
	o := &bags{from: make([]int32, words+1)}
	last := make([]int32, words)
	for range 2 { // first count, then fill
		clear(last)
		fill := o.words != nil
		at := slices.Clone(o.from)
		for i := range s.sentences {
			for _, w := range s.words(i) {
				if last[w] == int32(i)+1 {
					continue
				}
				last[w] = int32(i) + 1
				if fill {
					o.words[at[w]] = int32(i)
					at[w]++
				} else {
					o.from[w+1]++
				}
			}
		}
		if !fill {
			for i := range words {
				o.from[i+1] += o.from[i]
			}
			o.words = make([]int32, o.from[words]+1)[:o.from[words]]
		}
	}
	return o
}

// heaviestChain is the chain of anchors, ascending on both sides, with the
// greatest sum of weights. The anchors are in order of their source sentence,
// and of one sentence in descending order of the target.
func heaviestChain(found []anchor, targets int) []anchor {
	type node struct {
		weight float64
		last   int // index into found, -1: none
	}
	tree := make([]node, targets+2) // Fenwick tree of maxima over targets
	for i := range tree {
		tree[i].last = -1
	}
	before := make([]int, len(found))
	best := node{0, -1}
	for k, a := range found {
		n := node{0, -1}
		for x := a.tgt; x > 0; x -= x & -x {
			if tree[x].weight > n.weight {
				n = tree[x]
			}
		}
		before[k] = n.last
		n = node{n.weight + a.weight, k}
		for x := a.tgt + 1; x <= targets; x += x & -x {
			if n.weight > tree[x].weight {
				tree[x] = n
			}
		}
		if n.weight > best.weight {
			best = n
		}
	}
	var chain []anchor
	for k := best.last; k >= 0; k = before[k] {
		chain = append(chain, found[k])
	}
	slices.Reverse(chain)
	return chain
}

// withoutOutliers drops anchors that no neighbour agrees with.
func withoutOutliers(chain []anchor, src, tgt int) []anchor {
	const around, slack, slope = 3, 10, .5
	if len(chain) < 4 {
		return chain
	}
	ratio := float64(tgt) / float64(src)
	var out []anchor
	for k, a := range chain {
		agrees := false
		for q := max(0, k-around); q <= min(len(chain)-1, k+around) && !agrees; q++ {
			di := math.Abs(float64(chain[q].src - a.src))
			dj := math.Abs(float64(chain[q].tgt - a.tgt))
			agrees = q != k && math.Abs(dj-di*ratio) <= slack+slope*di
		}
		if agrees {
			out = append(out, a)
		}
	}
	return out
}
