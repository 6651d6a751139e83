package bitext

import (
	"math"
	"slices"
)

// edge is a bead that a path through the texts can take.
type edge struct {
	a, b  int16 // sentences of the source and of the target; people may lock large beads
	score float32
}

// lattice holds the possible beads that begin at each pair of places (i, j):
// i source and j target sentences have been read.
type lattice struct {
	lo, hi []int // places j of each i, hi inclusive
	at     []int // of each i: number of its first place
	edges  []edge
	from   []int // of each place: its first edge
	null   float64
	extend float64
}

func (x *lattice) place(i, j int) int { return x.at[i] + j - x.lo[i] }

func (x *lattice) has(i, j int) bool {
	return i < len(x.lo) && j >= x.lo[i] && j <= x.hi[i]
}

// fixed are the beads that people locked.
type fixed struct {
	src, tgt []int // bead of a sentence, from 1; 0: free
	beads    []span
	begin    map[int]span // beads with both sides, by their first source sentence
}

func (d *bitext) fix(beads []span) *fixed {
	f := &fixed{src: make([]int, d.src.len()), tgt: make([]int, d.tgt.len()), beads: beads, begin: map[int]span{}}
	for k, b := range beads {
		for i := b.s0; i < b.s1; i++ {
			f.src[i] = k + 1
		}
		for j := b.t0; j < b.t1; j++ {
			f.tgt[j] = k + 1
		}
		if b.src() > 0 && b.tgt() > 0 {
			f.begin[b.s0] = b
		}
	}
	return f
}

// allows says whether a bead respects those that are locked: it is one of
// them or holds none of their sentences. A run of sentences that was locked
// as without a counterpart is respected by each of them being so.
func (f *fixed) allows(x span) bool {
	if f == nil {
		return true
	}
	same := func(k int) bool {
		b := f.beads[k-1]
		switch {
		case b.tgt() == 0:
			return x.tgt() == 0
		case b.src() == 0:
			return x.src() == 0
		}
		return b == x
	}
	for i := x.s0; i < x.s1; i++ {
		if k := f.src[i]; k > 0 {
			return same(k)
		}
	}
	for j := x.t0; j < x.t1; j++ {
		if k := f.tgt[j]; k > 0 {
			return same(k)
		}
	}
	return true
}

// at is the locked bead that begins with a source sentence.
func (f *fixed) at(i int) (span, bool) {
	if f == nil {
		return span{}, false
	}
	s, ok := f.begin[i]
	return s, ok
}

// include widens a band so that the locked beads lie in it.
func (f *fixed) include(b *band) {
	if f == nil {
		return
	}
	for _, x := range f.begin {
		for i := x.s0; i < x.s1; i++ {
			b.lo[i], b.hi[i] = min(b.lo[i], x.t0), max(b.hi[i], x.t1)
		}
	}
	b.ascending()
}

// lattice scores the possible beads in the band of the lexical scores.
func (d *bitext) lattice(q *priors, lex *lexical, w weights, f *fixed) *lattice {
	n, m := d.src.len(), d.tgt.len()
	x := &lattice{lo: make([]int, n+1), hi: make([]int, n+1), at: make([]int, n+2), null: w.null, extend: w.extend}
	b := lex.band
	for i := range n + 1 {
		lo, hi := m, 0
		if i > 0 {
			lo, hi = b.lo[i-1], b.hi[i-1]
		}
		if i < n {
			lo, hi = min(lo, b.lo[i]), max(hi, b.hi[i])
		}
		x.lo[i], x.hi[i] = lo, hi
	}
	x.lo[0], x.hi[n] = 0, m
	for i := range n + 1 {
		x.at[i+1] = x.at[i] + x.hi[i] - x.lo[i] + 1
	}
	rows := make([][]edge, n+1)
	counts := make([]int, x.at[n+1]+1)
	each(n, func() func(int) {
		e := &edgeWork{d: d, q: q, lex: lex, w: w, f: f, x: x, counts: counts}
		return func(i int) { rows[i] = e.row(i) }
	})
	x.from = counts
	total := 0
	for k, c := range counts {
		counts[k] = total
		total += c
	}
	x.edges = make([]edge, 0, total)
	for _, row := range rows {
		x.edges = append(x.edges, row...)
	}
	return x
}

// edgeWork finds the beads that begin at one source sentence at a time.
type edgeWork struct {
	d      *bitext
	q      *priors
	lex    *lexical
	w      weights
	f      *fixed
	x      *lattice
	counts []int    // of each place: number of its edges
	out    []edge   // of several rows, last the one at hand
	hopes  []limits // of the row at hand: of a and c sentences at a*(targets+1)+c
}

// row is the beads that begin at source sentence i, in order of places.
func (w *edgeWork) row(i int) []edge {
	x := w.x
	const usual = 1024 // edges of a row, mostly far fewer
	w.out = roomFor(w.out, usual)
	first := len(w.out)
	s, locked := w.f.at(i)
	if !locked {
		w.hope(i)
	}
	for j := x.lo[i]; j <= x.hi[i]; j++ {
		before := len(w.out)
		switch {
		case !locked:
			w.place(i, j)
		case s.t0 == j:
			const certain = 50
			w.out = append(w.out, edge{int16(s.src()), int16(s.tgt()), certain})
		}
		w.counts[x.place(i, j)] = len(w.out) - before
	}
	return w.out[first:len(w.out):len(w.out)]
}

// hope notes for each shape of a bead from i the lengths that it can have.
func (w *edgeWork) hope(i int) {
	wide := w.lex.targets + 1
	w.hopes = append(w.hopes[:0], make([]limits, (w.lex.groups+1)*wide)...)
	for a := 1; a <= w.lex.groups && i+a <= w.d.src.len(); a++ {
		for c := 1; c <= min(w.lex.targets, w.d.p.MostTogether-a); c++ {
			w.hopes[a*wide+c] = w.d.lengthLimits(w.q, i, a, c)
		}
	}
}

// place adds the beads that begin at one place and are worth it. What a bead
// may still gain by its form is little, and to know it takes longer than its
// words: so those come first.
func (w *edgeWork) place(i, j int) {
	d, p, q, lex, x := w.d, w.d.p, w.q, w.lex, w.x
	b, n := lex.band, d.src.len()
	if i >= n || j < b.lo[i] {
		return
	}
	gain := 0.
	if q.structured {
		gain = max(0, q.both, q.one) + max(0, p.Label)
	}
	if !d.unlisted && j < d.tgt.len() && d.src.sentences[i].item == d.tgt.sentences[j].item {
		gain += max(0, p.Item)
	}
	for a := 1; a <= lex.groups && i+a <= n && j >= b.lo[i+a-1]; a++ {
		for c := 1; c <= min(lex.targets, p.MostTogether-a) && j+c <= b.hi[i]; c++ {
			if !x.has(i+a, j+c) || !w.hopes[a*(lex.targets+1)+c].hold(d.tgt.span(j, j+c)) {
				continue
			}
			s := span{i, i + a, j, j + c}
			if !w.f.allows(s) {
				continue
			}
			v := d.lengthScore(q, s) + q.shape[a][c]
			forward, backward := lex.score(i, a, j, c)
			v += w.w.lexical * (p.Forward*forward + p.Backward*backward)
			least := -2*x.null - float64(a+c-2)*x.extend // below it no counterparts at all are likelier
			if v+gain <= least {
				continue
			}
			if v += d.formScore(q, s); v > least {
				w.out = append(w.out, edge{int16(a), int16(c), float32(v)})
			}
		}
	}
}

// The layers of the lattice: the last bead on the path has both sides, or it
// is a source sentence or a target sentence without a counterpart. Runs of
// those cost less a sentence than single ones (an affine gap cost).
const (
	paired = iota
	omitted
	added
	layers
)

// step is the best way to a place in one layer.
type step struct {
	layer int8 // that it came from
	a, b  int16
}

var never = math.Inf(-1)

// nullCost is the score of a bead without a counterpart after the layer from.
func (x *lattice) nullCost(from, to int) float64 {
	if from == to {
		return -x.extend
	}
	return -x.null
}

// best is the path with the highest score (Viterbi).
func (x *lattice) best(f *fixed) []span {
	n := len(x.lo) - 1
	places := x.at[n+1]
	var score [layers][]float64
	var steps [layers][]step
	for k := range layers {
		score[k] = make([]float64, places)
		steps[k] = make([]step, places)
		for z := range score[k] {
			score[k][z] = never
		}
	}
	score[paired][x.place(0, 0)] = 0
	for i := range n + 1 {
		for j := x.lo[i]; j <= x.hi[i]; j++ {
			z := x.place(i, j)
			best := paired
			for k := range layers {
				if score[k][z] > score[best][z] {
					best = k
				}
			}
			here := score[best][z]
			if here == never {
				continue
			}
			for _, e := range x.edges[x.from[z]:x.from[z+1]] {
				to := x.place(i+int(e.a), j+int(e.b))
				if v := here + float64(e.score); v > score[paired][to] {
					score[paired][to], steps[paired][to] = v, step{int8(best), e.a, e.b}
				}
			}
			null := func(layer, a, b int) {
				if !x.has(i+a, j+b) || !f.allows(span{i, i + a, j, j + b}) {
					return
				}
				to := x.place(i+a, j+b)
				for k := range layers {
					if v := score[k][z] + x.nullCost(k, layer); v > score[layer][to] {
						score[layer][to], steps[layer][to] = v, step{int8(k), int16(a), int16(b)}
					}
				}
			}
			null(omitted, 1, 0)
			null(added, 0, 1)
		}
	}
	z := places - 1 // the end of both texts
	layer := paired
	for k := range layers {
		if score[k][z] > score[layer][z] {
			layer = k
		}
	}
	if score[layer][z] == never {
		return nil
	}
	return x.trace(func(i, j int) step {
		s := steps[layer][x.place(i, j)]
		layer = int(s.layer)
		return s
	})
}

// trace follows the steps back from the end.
func (x *lattice) trace(to func(i, j int) step) []span {
	var path []span
	n := len(x.lo) - 1
	for i, j := n, x.hi[n]; i > 0 || j > 0; {
		s := to(i, j)
		path = append(path, span{i - int(s.a), i, j - int(s.b), j})
		i, j = i-int(s.a), j-int(s.b)
	}
	slices.Reverse(path)
	return path
}
