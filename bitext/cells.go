package bitext

import (
	"math"
	"slices"
)

// hit is a word at a place of a text, and its odds: the sum of its
// probabilities given the words of a sentence opposite, over its own share of
// the text and the background of the mixture.
type hit struct {
	at    int32
	value float32
}

// lexical holds the lexical scores of all groups of sentences within a band.
//
// The score of a bead is a sum: over its target sentences the log-odds that
// their words come from the source group, and over its source sentences the
// reverse. So it is enough to know for each source group and each target
// sentence one number, and for each target group and each source sentence
// one; the beads need no more than sums of those.
type lexical struct {
	band     *band
	groups   int // sentences of the largest source group
	targets  int // of the largest target group
	at       []int
	forward  []float32 // [at[i]*groups + (a-1)*width + j-lo]: prefix sums over j, of the group of a sentences from i
	backward []float32 // [at[i]*targets + (b-1)*width + j-lo]: of sentence i, given b target sentences from j
}

func (x *lexical) forwardAt(i, a, j int) int {
	width := x.band.hi[i] - x.band.lo[i] + 1
	return (x.at[i]+i)*x.groups + (a-1)*width + j - x.band.lo[i]
}

func (x *lexical) backwardAt(i, b, j int) int {
	width := x.band.hi[i] - x.band.lo[i]
	return x.at[i]*x.targets + (b-1)*width + j - x.band.lo[i]
}

// score of the bead of source sentences from i to i+a and target sentences
// from j to j+b, which must lie in the band.
func (x *lexical) score(i, a, j, b int) (forward, backward float64) {
	f := x.forwardAt(i, a, j)
	forward = float64(x.forward[f+b] - x.forward[f])
	for s := i; s < i+a; s++ {
		backward += float64(x.backward[x.backwardAt(s, b, j)])
	}
	return forward, backward
}

// places lists for each word of s its positions among the tokens, ascending.
func places(s *side, words int) *bags {
	o := &bags{from: make([]int32, words+1), words: make([]int32, len(s.tokens))}
	for _, w := range s.tokens {
		o.from[w+1]++
	}
	for i := range words {
		o.from[i+1] += o.from[i]
	}
	at := slices.Clone(o.from)
	for k, w := range s.tokens {
		o.words[at[w]] = int32(k)
		at[w]++
	}
	return o
}

// scorer computes the lexical scores of one bitext with one lexicon.
type scorer struct {
	d          *bitext
	l          *lexicon
	positions  *bags // of the words of the target side
	sentenceOf []int32
	out        *lexical
	cap        float64
	ratio      float64
	absent     float64 // log-odds of a word without a counterpart
	rows       [][]hit // of each source sentence: hits of target positions, ascending
}

// lexicalScores computes them all.
func (d *bitext) lexicalScores(l *lexicon, b *band, w weights) *lexical {
	p := d.p
	s := &scorer{
		d: d, l: l, positions: d.targetPlaces(), sentenceOf: d.targetSentences(),
		cap: math.Exp(p.TokenCap), ratio: (1 - p.Background) / p.Background, absent: math.Log(p.Background),
		rows: make([][]hit, d.src.len()),
	}
	if w.certain {
		s.absent = 0
	}
	n := d.src.len()
	x := &lexical{band: b, groups: p.MostSource, targets: p.MostTarget, at: make([]int, n+1)}
	for i := range n {
		x.at[i+1] = x.at[i] + b.hi[i] - b.lo[i]
	}
	x.forward = make([]float32, (x.at[n]+n)*x.groups)
	x.backward = make([]float32, x.at[n]*x.targets)
	s.out = x
	each(n, func() func(i int) {
		return s.rowWork().row
	})
	each(n, func() func(i int) {
		g := &groupWork{s: s}
		return g.groups
	})
	return x
}

// roomFor is a slice that n more fit behind, the same if they do: rows are cut
// from few large slices, since to allocate each took longer.
func roomFor[T any](s []T, n int) []T {
	const many = 1 << 14
	if cap(s)-len(s) >= n {
		return s
	}
	return make([]T, 0, max(many, n))
}

// rowWork finds the hits of one source sentence at a time.
type rowWork struct {
	s       *scorer
	window  window
	next    []int32   // of each target word: index into positions.words of its first place that no band has left behind
	acc     []float32 // by target position
	touched int       // positions with a hit
	sums    [][]hit   // by target sentence of the band: odds of source words
	ofWords []float64 // of each word of the sentence: its odds over a group
	met     []int32   // the words that have any
	hits    []hit     // of several rows
	most    []limits  // of each number of target sentences: lengths of a group that is worth a look
}

func (s *scorer) rowWork() *rowWork {
	return &rowWork{
		s: s, window: newWindow(s.d.tgt.tokens, len(s.d.tgtInverse)),
		next: slices.Clone(s.positions.from), acc: make([]float32, len(s.d.tgt.tokens)),
		most: make([]limits, s.out.targets+1),
	}
}

// window knows which words stand among some tokens. Nearly all words that a
// lexicon has for a word are not there, and to look up their places is what
// takes the time.
type window struct {
	tokens      []int32
	from, after int32
	times       []int32  // of each word
	present     []uint64 // a bit a word
}

func newWindow(tokens []int32, words int) window {
	return window{tokens: tokens, times: make([]int32, words), present: make([]uint64, words/64+1)}
}

// move sets the window to the tokens from one up to another; neither may go
// back.
func (w *window) move(from, after int32) {
	for _, t := range w.tokens[w.from:min(from, w.after)] {
		if w.times[t]--; w.times[t] == 0 {
			w.present[t>>6] &^= 1 << (t & 63)
		}
	}
	for _, t := range w.tokens[max(w.after, from):after] {
		if w.times[t]++; w.times[t] == 1 {
			w.present[t>>6] |= 1 << (t & 63)
		}
	}
	w.from, w.after = from, after
}

func (w *window) has(word int32) bool { return w.present[word>>6]&(1<<(word&63)) != 0 }

// row fills in the hits of source sentence i and its backward scores. Bands
// ascend, and so must i from call to call: the places of a word that one row
// has left behind are not looked at again.
func (w *rowWork) row(i int) {
	s, d := w.s, w.s.d
	lo, hi := s.out.band.lo[i], s.out.band.hi[i]
	if lo >= hi {
		return
	}
	first := d.tgt.sentences[lo].firstTok
	after := d.tgt.sentences[hi-1].afterTok
	for len(w.sums) < hi-lo {
		w.sums = append(w.sums, nil)
	}
	sums := w.sums[:hi-lo]
	for j := range sums {
		sums[j] = sums[j][:0]
	}
	places, ends := s.positions.words, s.positions.from[1:]
	w.window.move(first, after)
	ratio := float32(s.ratio)
	for k, f := range d.src.words(i) {
		inverse := ratio * float32(d.srcInverse[f])
		for _, e := range s.l.row(f) {
			if !w.window.has(e.tgt) {
				continue
			}
			q, end := w.next[e.tgt], ends[e.tgt]
			for q < end && places[q] < first {
				q++
			}
			w.next[e.tgt] = q
			for ; q < end && places[q] < after; q++ {
				w.hit(int32(k), places[q], e.forward, e.backward*inverse, lo)
			}
		}
	}
	w.hits = roomFor(w.hits, w.touched)
	before := len(w.hits)
	for g, v := range w.acc[first:after] {
		if v > 0 {
			at := first + int32(g)
			w.hits = append(w.hits, hit{at, v * ratio * float32(d.tgtInverse[d.tgt.tokens[at]])})
		}
	}
	clear(w.acc[first:after])
	w.touched = 0
	s.rows[i] = w.hits[before:len(w.hits):len(w.hits)]
	w.backwardScores(i, sums)
}

func (w *rowWork) hit(k, at int32, forward, backward float32, lo int) {
	if w.acc[at] == 0 {
		w.touched++
	}
	w.acc[at] += forward
	if backward == 0 {
		return
	}
	sum := &w.sums[int(w.s.sentenceOf[at])-lo]
	if n := len(*sum); n > 0 && (*sum)[n-1].at == k {
		(*sum)[n-1].value += backward
		return
	}
	*sum = append(*sum, hit{k, backward})
}

// backwardScores are the log-odds that the words of sentence i come from each
// group of target sentences, but for groups that are too long or too short
// for every bead that holds the sentence.
func (w *rowWork) backwardScores(i int, sums [][]hit) {
	s, d, x := w.s, w.s.d, w.s.out
	words := len(d.src.words(i))
	lo := x.band.lo[i]
	w.ofWords = append(w.ofWords[:0], make([]float64, words)...)
	acc := w.ofWords
	w.met = w.met[:0]
	w.limit(i)
	absent := s.absent * float64(words)
	for j := range sums {
		most := min(x.targets, len(sums)-j)
		for most > 0 && !w.most[most].hold(d.tgt.span(lo+j, lo+j+most)) {
			most--
		}
		for _, k := range w.met {
			acc[k] = 0
		}
		w.met = w.met[:0]
		tokens := 0
		for b := 1; b <= most; b++ {
			tokens += len(d.tgt.words(lo + j + b - 1))
			for _, h := range sums[j+b-1] {
				if acc[h.at] == 0 {
					w.met = append(w.met, h.at)
				}
				acc[h.at] += float64(h.value)
			}
			if b < most && !w.most[b].hold(d.tgt.span(lo+j, lo+j+b)) {
				continue
			}
			x.backward[x.backwardAt(i, b, lo+j)] = float32(logOdds(acc, w.met, 1/float64(tokens+1), s.cap) + absent)
		}
	}
}

// logOdds is the sum of the logarithms of one more than odds times scale, each
// at most that of most, of the words at the places given: the others have no
// odds. Odds are multiplied, which is faster.
func logOdds(odds []float64, at []int32, scale, most float64) float64 {
	const many = 64 // a factor is at most e^TokenCap: no overflow
	sum := 0.
	for len(at) > many {
		sum += logOdds(odds, at[:many], scale, most)
		at = at[many:]
	}
	even, odd := 1., 1. // two products, since one must wait for itself
	for len(at) >= 2 {
		v, u := 1+odds[at[0]]*scale, 1+odds[at[1]]*scale
		if v > most {
			v = most
		}
		if u > most {
			u = most
		}
		even *= v
		odd *= u
		at = at[2:]
	}
	if len(at) > 0 {
		even *= min(most, 1+odds[at[0]]*scale)
	}
	if even *= odd; even == 1 {
		return sum
	}
	return sum + math.Log(even)
}

// limit notes the lengths of the target groups that a bead with sentence i can
// have.
func (w *rowWork) limit(i int) {
	d, x := w.s.d, w.s.out
	n := d.src.len()
	for b := 1; b <= x.targets; b++ {
		w.most[b] = limits{math.Inf(1), math.Inf(-1)}
		for a := 1; a <= min(x.groups, d.p.MostTogether-b); a++ {
			for from := max(0, i-a+1); from <= min(i, n-a); from++ {
				w.most[b].unite(d.lengthLimits(d.priors, from, a, b))
			}
		}
	}
}

// oddsProduct multiplies odds and takes a logarithm only now and then.
type oddsProduct struct {
	sum, product float64
	n            int
}

func (o *oddsProduct) times(v float64) {
	if o.n == 0 {
		o.product = 1
	}
	o.product *= v
	if o.n++; o.n == 24 { // a factor is at most e^TokenCap: no overflow
		o.sum += math.Log(o.product)
		o.n = 0
	}
}

func (o *oddsProduct) log() float64 {
	if o.n > 0 {
		return o.sum + math.Log(o.product)
	}
	return o.sum
}

// groupWork computes the forward scores of the groups that begin with one
// source sentence at a time.
type groupWork struct {
	s            *scorer
	merged, next []hit
}

func (g *groupWork) groups(i int) {
	s, d, x := g.s, g.s.d, g.s.out
	b := x.band
	tokens := 0
	g.merged = g.merged[:0]
	for a := 1; a <= x.groups && i+a <= d.src.len(); a++ {
		tokens += len(d.src.words(i + a - 1))
		if a == 1 {
			g.merged = append(g.merged, s.rows[i]...)
		} else {
			g.next = mergeHits(g.next[:0], g.merged, s.rows[i+a-1])
			g.merged, g.next = g.next, g.merged
		}
		scale := 1 / float64(tokens+1)
		at := x.forwardAt(i, a, b.lo[i])
		k := 0
		for j := b.lo[i]; j < b.hi[i]; j++ {
			t := &d.tgt.sentences[j]
			var odds oddsProduct
			for ; k < len(g.merged) && g.merged[k].at < t.afterTok; k++ {
				odds.times(min(s.cap, 1+float64(g.merged[k].value)*scale))
			}
			v := odds.log() + s.absent*float64(t.afterTok-t.firstTok)
			n := at + j - b.lo[i]
			x.forward[n+1] = x.forward[n] + float32(v)
		}
	}
}

// mergeHits adds up two ascending lists.
func mergeHits(out, a, b []hit) []hit {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i].at < b[j].at:
			out = append(out, a[i])
			i++
		case a[i].at > b[j].at:
			out = append(out, b[j])
			j++
		default:
			out = append(out, hit{a[i].at, a[i].value + b[j].value})
			i++
			j++
		}
	}
	out = append(out, a[i:]...)
	return append(out, b[j:]...)
}
