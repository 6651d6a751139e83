package bitext

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// tinyLattice draws a lattice over all places of a few sentences, with only
// some of the beads.
func tinyLattice(t *rapid.T) (x *lattice, n, m int) {
	n, m = rapid.IntRange(0, 4).Draw(t, "source"), rapid.IntRange(0, 4).Draw(t, "target")
	x = &lattice{null: rapid.Float64Range(0, 6).Draw(t, "null"), extend: rapid.Float64Range(0, 3).Draw(t, "extend")}
	for i := range n + 1 {
		x.lo, x.hi = append(x.lo, 0), append(x.hi, m)
		x.at = append(x.at, i*(m+1))
	}
	x.at = append(x.at, (n+1)*(m+1))
	for i := range n + 1 {
		for j := range m + 1 {
			x.from = append(x.from, len(x.edges))
			for a := 1; i+a <= n; a++ {
				for b := 1; j+b <= m; b++ {
					if rapid.IntRange(0, 3).Draw(t, "bead") > 0 {
						x.edges = append(x.edges, edge{int16(a), int16(b), float32(rapid.Float64Range(-8, 8).Draw(t, "score"))})
					}
				}
			}
		}
	}
	x.from = append(x.from, len(x.edges))
	return x, n, m
}

// route is a path through a lattice with the sum of its scores.
type route struct {
	beads []span
	score float64
}

// routes lists every path, with the layer that it has come from.
func routes(x *lattice, n, m int) []route {
	var out []route
	var walk func(i, j, layer int, r route)
	walk = func(i, j, layer int, r route) {
		if i == n && j == m {
			out = append(out, r)
			return
		}
		with := func(to, a, b int, score float64) {
			beads := append(append([]span(nil), r.beads...), span{i, i + a, j, j + b})
			walk(i+a, j+b, to, route{beads, r.score + score})
		}
		for _, e := range x.edges[x.from[x.place(i, j)]:x.from[x.place(i, j)+1]] {
			with(paired, int(e.a), int(e.b), float64(e.score))
		}
		alone := func(to, a, b int) {
			if layer == to {
				with(to, a, b, -x.extend)
				return
			}
			with(to, a, b, -x.null)
		}
		if i < n {
			alone(omitted, 1, 0)
		}
		if j < m {
			alone(added, 0, 1)
		}
	}
	walk(0, 0, paired, route{})
	return out
}

// TestBestPath holds the best path against all paths.
func TestBestPath(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, n, m := tinyLattice(t)
		got, best, own := x.best(nil), never, never
		for _, r := range routes(x, n, m) {
			best = max(best, r.score)
			if slices.Equal(r.beads, got) {
				own = r.score
			}
		}
		if math.Abs(best-own) > 1e-9 {
			t.Fatalf("the path %v scores %f, the best %f", got, own, best)
		}
	})
}

// TestPosterior holds the probabilities of beads, and the path with the
// greatest expected accuracy, against sums over all paths; the probabilities
// of all beads of one sentence sum to one.
func TestPosterior(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, n, m := tinyLattice(t)
		sharpness, price := rapid.Float64Range(.3, 1).Draw(t, "sharpness"), rapid.Float64Range(0, .9).Draw(t, "price")
		p := x.posterior(nil, sharpness)
		all := 0.
		mass := map[span]float64{}
		every := routes(x, n, m)
		for _, r := range every {
			v := math.Exp(sharpness * r.score)
			all += v
			for _, b := range r.beads {
				mass[b] += v
			}
		}
		src, tgt := make([]float64, n), make([]float64, m)
		check := func(s span, got float32) {
			if want := mass[s] / all; math.Abs(want-float64(got)) > 1e-5 {
				t.Fatalf("%v has probability %f, want %f", s, got, want)
			}
			for i := s.s0; i < s.s1; i++ {
				src[i] += float64(got)
			}
			for j := s.t0; j < s.t1; j++ {
				tgt[j] += float64(got)
			}
		}
		for i := range n + 1 {
			for j := range m + 1 {
				z := x.place(i, j)
				for q := x.from[z]; q < x.from[z+1]; q++ {
					e := x.edges[q]
					check(span{i, i + int(e.a), j, j + int(e.b)}, p.edges[q])
				}
				if i < n {
					check(span{i, i + 1, j, j}, p.null[omitted][z])
				}
				if j < m {
					check(span{i, i, j, j + 1}, p.null[added][z])
				}
			}
		}
		for _, sum := range slices.Concat(src, tgt) {
			if math.Abs(sum-1) > 1e-4 {
				t.Fatalf("the beads of a sentence have probability %f together", sum)
			}
		}
		gain := func(beads []span) (v float64) {
			for _, b := range beads {
				v += mass[b]/all - price
			}
			return v
		}
		got, scores := x.expected(p, price)
		best := never
		for _, r := range every {
			best = max(best, gain(r.beads))
		}
		if best-gain(got) > 1e-4 {
			t.Fatalf("the path %v expects %f, the best %f", got, gain(got), best)
		}
		for k, b := range got {
			if math.Abs(mass[b]/all-float64(scores[k])) > 1e-5 {
				t.Fatalf("%v is given %f, not %f", b, scores[k], mass[b]/all)
			}
		}
	})
}
