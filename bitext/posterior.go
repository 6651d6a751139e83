package bitext

import "math"

// posterior is the probability of each edge of a lattice, and of leaving each
// source or target sentence without a counterpart, over all paths (forward
// and backward sums).
type posterior struct {
	edges []float32
	null  [layers][]float32 // by the place where the sentence begins
}

// posterior sums over all paths. Scores are multiplied with sharpness first:
// the parts of a score are not independent, so that their sum is too sure of
// itself.
func (x *lattice) posterior(f *fixed, sharpness float64) *posterior {
	n := len(x.lo) - 1
	places := x.at[n+1]
	var in, out [layers][]float64
	for k := range layers {
		in[k], out[k] = make([]float64, places), make([]float64, places)
		for z := range places {
			in[k][z], out[k][z] = never, never
		}
	}
	in[paired][x.place(0, 0)] = 0
	nulls := [...]struct{ layer, a, b int }{{omitted, 1, 0}, {added, 0, 1}}
	allowed := func(i, j, a, b int) bool {
		return x.has(i+a, j+b) && f.allows(span{i, i + a, j, j + b})
	}
	for i := range n + 1 {
		for j := x.lo[i]; j <= x.hi[i]; j++ {
			z := x.place(i, j)
			here := logSum(in[paired][z], in[omitted][z], in[added][z])
			if here == never {
				continue
			}
			for _, e := range x.edges[x.from[z]:x.from[z+1]] {
				to := x.place(i+int(e.a), j+int(e.b))
				in[paired][to] = logAdd(in[paired][to], here+sharpness*float64(e.score))
			}
			for _, s := range nulls {
				if !allowed(i, j, s.a, s.b) {
					continue
				}
				to := x.place(i+s.a, j+s.b)
				for k := range layers {
					in[s.layer][to] = logAdd(in[s.layer][to], in[k][z]+sharpness*x.nullCost(k, s.layer))
				}
			}
		}
	}
	last := x.place(n, x.hi[n])
	for k := range layers {
		out[k][last] = 0
	}
	all := logSum(in[paired][last], in[omitted][last], in[added][last])
	// Beyond it, a bead is on no path that counts, and adds nothing to the sums
	// of places that are.
	hardly := all - 40
	p := &posterior{edges: make([]float32, len(x.edges))}
	for k := range layers {
		p.null[k] = make([]float32, places)
	}
	for i := n; i >= 0; i-- {
		for j := x.hi[i]; j >= x.lo[i]; j-- {
			z := x.place(i, j)
			pairs := out[paired][z]
			if z != last {
				pairs = never
			}
			here := logSum(in[paired][z], in[omitted][z], in[added][z])
			for q := x.from[z]; q < x.from[z+1]; q++ {
				e := x.edges[q]
				to := out[paired][x.place(i+int(e.a), j+int(e.b))]
				if v := sharpness*float64(e.score) + to; here+v > hardly {
					pairs = logAdd(pairs, v)
					p.edges[q] = float32(math.Exp(here + v - all))
				}
			}
			after := [layers]float64{pairs, pairs, pairs}
			for _, s := range nulls {
				if !allowed(i, j, s.a, s.b) {
					continue
				}
				to := out[s.layer][x.place(i+s.a, j+s.b)]
				if here+to <= hardly {
					continue
				}
				sum := never
				for k := range layers {
					v := sharpness*x.nullCost(k, s.layer) + to
					after[k] = logAdd(after[k], v)
					sum = logAdd(sum, in[k][z]+v)
				}
				p.null[s.layer][z] = float32(math.Exp(sum - all))
			}
			for k := range layers {
				out[k][z] = after[k]
			}
		}
	}
	return p
}

func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if d := a - b; d < furthest { // beyond that nothing is added that a probability shows in single precision
		return a + addedLog.at(d)
	}
	return a
}

const (
	furthest = 20  // of two logarithms from each other
	steps    = 256 // of the table to one
)

// logTable is the logarithm of 1 + e^-d, and one over 1 + e^d, which is by how
// much it falls, at steps of d. To compute them anew took a tenth of all time.
type logTable [furthest*steps + 2]struct{ value, fall float64 }

var addedLog = newLogTable()

func newLogTable() *logTable {
	t := new(logTable)
	for i := range t {
		d := float64(i) / steps
		t[i].value, t[i].fall = math.Log1p(math.Exp(-d)), 1/(1+math.Exp(d))
	}
	return t
}

// at goes on from the nearest step with the first two derivatives: the error
// is below 1e-9.
func (t *logTable) at(d float64) float64 {
	i := int(d*steps + .5)
	e, x := d-float64(i)/steps, &t[i]
	return x.value - x.fall*e*(1-.5*(1-x.fall)*e)
}

func logSum(a, b, c float64) float64 { return logAdd(logAdd(a, b), c) }

// expected is the path with the greatest expected number of right beads: the
// sum of the probabilities of its beads, each less the price of a bead that
// may be wrong (maximum expected accuracy; Goodman 1996).
func (x *lattice) expected(p *posterior, price float64) (path []span, probability []float32) {
	n := len(x.lo) - 1
	places := x.at[n+1]
	score := make([]float64, places)
	steps := make([]step, places)
	reached := make([]float32, places) // probability of the step to a place
	for z := range score {
		score[z] = never
	}
	score[x.place(0, 0)] = 0
	for i := range n + 1 {
		for j := x.lo[i]; j <= x.hi[i]; j++ {
			z := x.place(i, j)
			if score[z] == never {
				continue
			}
			offer := func(a, b int, probability float32) {
				if probability <= 0 {
					return
				}
				to := x.place(i+a, j+b)
				if v := score[z] + float64(probability) - price; v > score[to] {
					score[to], steps[to], reached[to] = v, step{a: int16(a), b: int16(b)}, probability
				}
			}
			for q := x.from[z]; q < x.from[z+1]; q++ {
				offer(int(x.edges[q].a), int(x.edges[q].b), p.edges[q])
			}
			offer(1, 0, p.null[omitted][z])
			offer(0, 1, p.null[added][z])
		}
	}
	if score[places-1] == never {
		return nil, nil
	}
	path = x.trace(func(i, j int) step { return steps[x.place(i, j)] })
	for _, s := range path {
		probability = append(probability, reached[x.place(s.s1, s.t1)])
	}
	return path, probability
}
