package bitext

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// naiveEM does the same as em with full tables of all pairs of words.
type naiveEM struct {
	p                 Params
	src, tgt          [][]int32
	srcOdds, tgtOdds  []float64
	has, known        [][]bool // pairs of the table; those of the dictionary
	forward, backward [][]float64
	was               [2][][]float64 // the dictionary, forward and backward
}

func (m *naiveEM) iterate(last bool) {
	n, k := len(m.srcOdds), len(m.tgtOdds)
	count := table[float64](n, k)
	for bead := range m.src {
		for _, f := range m.src[bead] {
			for _, e := range m.tgt[bead] {
				if !m.has[f][e] {
					continue
				}
				toE, toF := m.tgtOdds[e], m.srcOdds[f]
				for _, g := range m.src[bead] {
					toE += m.forward[g][e]
				}
				for _, g := range m.tgt[bead] {
					toF += m.backward[f][g]
				}
				a, b := m.forward[f][e]/toE, m.backward[f][e]/toF
				count[f][e] += 2 * a * b / (a + b + 1e-9)
			}
		}
	}
	for f := range n {
		for e := range k {
			if !m.has[f][e] {
				continue
			}
			sumF, sumE, weightF, weightE := 0., 0., 0., 0.
			for g := range k {
				sumF += count[f][g]
				if m.known[f][g] {
					weightF = m.p.Prior
				}
			}
			for g := range n {
				sumE += count[g][e]
				if m.known[g][e] {
					weightE = m.p.Prior
				}
			}
			c := count[f][e]
			if last && !m.known[f][e] {
				c = max(0, c-m.p.Discount)
			}
			m.forward[f][e] = (c + weightF*m.was[0][f][e]) / (sumF + max(1, weightF))
			m.backward[f][e] = (c + weightE*m.was[1][f][e]) / (sumE + max(1, weightE))
		}
	}
}

func table[T any](n, k int) [][]T {
	out := make([][]T, n)
	for i := range out {
		out[i] = make([]T, k)
	}
	return out
}

// TestEM holds the lexicon that is learnt against the same formulas on full
// tables.
func TestEM(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n, k = 5, 6 // words
		p := DefaultParams()
		p.KeepPair, p.KeepLift, p.Discount = 0, 0, .1
		m := &naiveEM{p: p, has: table[bool](n, k), known: table[bool](n, k), forward: table[float64](n, k), backward: table[float64](n, k), was: [2][][]float64{table[float64](n, k), table[float64](n, k)}}
		var entries []entry
		for f := range n {
			for e := range k {
				if rapid.IntRange(0, 4).Draw(t, "known") == 0 {
					m.has[f][e], m.known[f][e] = true, true
					entries = append(entries, entry{src: int32(f), tgt: int32(e), forward: float32(rapid.Float64Range(.1, 1).Draw(t, "weight"))})
				}
			}
		}
		prior := newLexicon(n, entries)
		prior.normalise(k)
		for _, e := range prior.entries {
			m.was[0][e.src][e.tgt], m.was[1][e.src][e.tgt] = float64(e.forward), float64(e.backward)
		}
		for range n {
			m.srcOdds = append(m.srcOdds, rapid.Float64Range(.01, .5).Draw(t, "odds"))
		}
		for range k {
			m.tgtOdds = append(m.tgtOdds, rapid.Float64Range(.01, .5).Draw(t, "odds"))
		}
		src, tgt := new(bags), new(bags)
		for range rapid.IntRange(1, 6).Draw(t, "beads") {
			f := rapid.SliceOfN(rapid.Int32Range(0, n-1), 1, 5).Draw(t, "source")
			e := rapid.SliceOfN(rapid.Int32Range(0, k-1), 1, 5).Draw(t, "target")
			src.add(f)
			tgt.add(e)
			m.src, m.tgt = append(m.src, f), append(m.tgt, e)
			for _, a := range f {
				for _, b := range e {
					m.has[a][b] = true
				}
			}
		}
		for f := range n {
			for e := range k {
				if m.has[f][e] {
					m.forward[f][e], m.backward[f][e] = m.was[0][f][e]+p.Smoothing, m.was[1][f][e]+p.Smoothing
				}
			}
		}
		for i := range p.EMIterations {
			m.iterate(i == p.EMIterations-1)
		}
		got := newEM(&p, src, tgt, prior, m.srcOdds, m.tgtOdds).run()
		met := 0
		for f := range n {
			for _, e := range got.row(int32(f)) {
				met++
				if d := math.Abs(float64(e.forward) - m.forward[f][e.tgt]); d > 1e-3 {
					t.Fatalf("%d → %d: %f, want %f", f, e.tgt, e.forward, m.forward[f][e.tgt])
				}
				if d := math.Abs(float64(e.backward) - m.backward[f][e.tgt]); d > 1e-3 {
					t.Fatalf("%d ← %d: %f, want %f", f, e.tgt, e.backward, m.backward[f][e.tgt])
				}
			}
		}
		want := 0
		for f := range n {
			for e := range k {
				if m.has[f][e] {
					want++
				}
			}
		}
		if met != want {
			t.Fatalf("%d pairs, want %d", met, want)
		}
	})
}
