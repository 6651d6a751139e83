package bitext

// band is, for each source sentence, the run of target sentences that it may
// be paired with: from lo up to hi, exclusive. Both ascend.
type band struct{ lo, hi []int }

func newBand(n int) *band { return &band{make([]int, n), make([]int, n)} }

// ascending widens the band so that both limits ascend.
func (b *band) ascending() {
	for i := 1; i < len(b.hi); i++ {
		b.hi[i] = max(b.hi[i], b.hi[i-1])
	}
	for i := len(b.lo) - 2; i >= 0; i-- {
		b.lo[i] = min(b.lo[i], b.lo[i+1])
	}
}

// unite widens the band by another.
func (b *band) unite(other *band) {
	for i := range b.lo {
		b.lo[i], b.hi[i] = min(b.lo[i], other.lo[i]), max(b.hi[i], other.hi[i])
	}
	b.ascending()
}

// wholeBand is a corridor around the diagonal, for texts without anchors. It
// is a share of the text wide, up to a limit: beyond that a text without
// anchors cannot be aligned with any hope.
func wholeBand(src, tgt int) *band {
	const least, share, most = 80, .15, 1500
	width := min(most, max(least, int(share*float64(max(src, tgt)))))
	b := newBand(src)
	for i := range b.lo {
		at := i * tgt / src
		b.lo[i], b.hi[i] = max(0, at-width), min(tgt, at+width)
	}
	return b
}

// bandAround is a corridor around the line through the anchors: width
// sentences on either side, and the more the further the anchors are apart.
// Where trusted ones stand close to each other it is narrower: any one of them
// may be wrong, so it reaches from the second before a sentence to the second
// after it, and as far beyond as beads do.
func bandAround(anchors []anchor, src, tgt, width int, trusted bool) *band {
	const (
		spread = 3 // sentences of a gap for one more on either side
		beyond = 6 // sentences of a bead
	)
	b := newBand(src)
	for i := range b.lo {
		b.lo[i] = tgt
	}
	points := append([]anchor{{src: -1, tgt: -1}}, anchors...)
	points = append(points, anchor{src: src, tgt: tgt})
	for k := 1; k < len(points); k++ {
		from, to := points[k-1], points[k]
		di, dj := to.src-from.src, to.tgt-from.tgt
		half := width + max(di, dj)/spread
		least, most := 0, tgt
		if trusted {
			least, most = points[max(0, k-2)].tgt-beyond, points[min(len(points)-1, k+1)].tgt+beyond
		}
		for i := max(0, from.src); i < min(src, to.src+1); i++ {
			at := from.tgt + (i-from.src)*dj/di
			b.lo[i] = min(b.lo[i], max(0, at-half, least))
			b.hi[i] = max(b.hi[i], min(tgt, at+half+1, most))
		}
	}
	b.ascending()
	return b
}

// bandOn is a corridor of width sentences around beads.
func bandOn(beads []span, src, tgt, width int) *band {
	b := newBand(src)
	at := 0
	for _, x := range beads {
		for i := x.s0; i < x.s1; i++ {
			b.lo[i], b.hi[i] = max(0, x.t0-width), min(tgt, x.t1+width)
			if x.t0 == x.t1 {
				b.lo[i], b.hi[i] = max(0, at-width), min(tgt, at+width)
			}
		}
		at = x.t1
	}
	b.aroundGaps(beads, tgt, width)
	b.ascending()
	return b
}

// aroundGaps widens the band around runs of sentences without a counterpart
// by as much as they are long: where runs of both sides stand near each other,
// what lies between them may belong to the other run, and the path of the pass
// before has gone astray.
func (b *band) aroundGaps(beads []span, tgt, width int) {
	const least, most = 4, 20 // sentences of a run
	more := make([]int, len(b.lo))
	for from := 0; from < len(beads); from++ {
		to := from
		for to < len(beads) && beads[to].alone() {
			to++
		}
		if to-from < least {
			continue
		}
		n := min(most, to-from)
		first, last := beads[from], beads[to-1]
		for i := max(0, first.s0-n-width); i < min(len(more), last.s1+n+width); i++ {
			more[i] = max(more[i], n)
		}
		from = to
	}
	for i, n := range more {
		b.lo[i], b.hi[i] = max(0, b.lo[i]-n), min(tgt, b.hi[i]+n)
	}
}
