package bitext

import "slices"

// windowBeads is the number of beads before and after sentences without a
// counterpart that may change with them.
const windowBeads = 8

// again looks once more at each run of sentences without a counterpart on the
// path through a lattice, and chooses the path around it anew where there are
// beads that the lattice had left out (wideBeads), or where the run does not
// stand: what a translator renders freely has few words in common with its
// source too, and loses several sentences by a little, where a part that was
// left out loses them by much. So several must still be alone when that costs
// Params.RunOpen. To ask as much of one sentence would hide half of those
// that were left out alone.
func (a *aligner) again(d *bitext, x *lattice, w weights) {
	words := &wordSums{d: d, l: a.lexicon}
	settled := 0 // beads before it stay as they are
	for from := 0; from < len(d.beads); from++ {
		to := from
		for to < len(d.beads) && d.beads[to].alone() {
			to++
		}
		if to == from {
			continue
		}
		run := spanOver(d.beads[from:to])
		begin, end := max(settled, from-windowBeads), min(len(d.beads), to+windowBeads)
		around := spanOver(d.beads[begin:end])
		var path []span
		var scores []float32
		if more := d.wideBeads(words, w, run, around); len(more) > 0 {
			path, scores = a.within(d, x.window(around, more), around)
		} else if to-from > 1 && w.null < a.p.RunOpen {
			y := x.window(around, nil)
			y.null, y.extend = a.p.RunOpen, a.p.RunExtend
			if path, scores = a.within(d, y, around); 2*alike(path, d.beads[from:to]) > to-from {
				path = nil
			}
		}
		if path == nil {
			from = to
			continue
		}
		for k, b := range path {
			if a.p.tooWide(b) {
				settled = begin + k + 1
			}
		}
		d.beads, d.scores = slices.Replace(d.beads, begin, end, path...), slices.Replace(d.scores, begin, end, scores...)
		// On behind the run, whatever became of the beads around it.
		for from = begin; from < len(d.beads) && (d.beads[from].s0 < run.s1 || d.beads[from].t0 < run.t1); {
			from++
		}
		from--
	}
}

// within is the path through a window.
func (a *aligner) within(d *bitext, y *lattice, z span) (path []span, scores []float32) {
	path, scores = y.expected(y.posterior(d.locked.within(z), a.p.Sharpness), a.p.Price)
	for k := range path {
		path[k] = path[k].moved(z.s0, z.t0)
	}
	return path, scores
}

// alike counts the beads of some that are among all.
func alike(all, some []span) int {
	n := 0
	for _, x := range some {
		if slices.Contains(all, x) {
			n++
		}
	}
	return n
}

// spanOver is all that beads in a row cover.
func spanOver(beads []span) span {
	first, last := beads[0], beads[len(beads)-1]
	return span{first.s0, last.s1, first.t0, last.t1}
}

func (x span) moved(src, tgt int) span { return span{x.s0 + src, x.s1 + src, x.t0 + tgt, x.t1 + tgt} }

// window is the part of a lattice that lies in z, which begins and ends at
// places of it, with more beads.
func (x *lattice) window(z span, more map[[2]int][]edge) *lattice {
	n, m := z.src(), z.tgt()
	y := &lattice{lo: make([]int, n+1), hi: make([]int, n+1), at: make([]int, n+2), null: x.null, extend: x.extend}
	for i := range n + 1 {
		y.lo[i] = max(0, x.lo[z.s0+i]-z.t0)
		y.hi[i] = max(y.lo[i]-1, min(m, x.hi[z.s0+i]-z.t0))
		y.at[i+1] = y.at[i] + y.hi[i] - y.lo[i] + 1
	}
	for i := range n + 1 {
		for j := y.lo[i]; j <= y.hi[i]; j++ {
			y.from = append(y.from, len(y.edges))
			at := x.place(z.s0+i, z.t0+j)
			for _, of := range [][]edge{x.edges[x.from[at]:x.from[at+1]], more[[2]int{i, j}]} {
				for _, e := range of {
					if y.has(i+int(e.a), j+int(e.b)) {
						y.edges = append(y.edges, e)
					}
				}
			}
		}
	}
	y.from = append(y.from, len(y.edges))
	return y
}

// within is what is locked of a part of the texts, as far as it says which
// sentences may have no counterpart.
func (f *fixed) within(z span) *fixed {
	if f == nil {
		return nil
	}
	return &fixed{src: f.src[z.s0:z.s1], tgt: f.tgt[z.t0:z.t1], beads: f.beads}
}
