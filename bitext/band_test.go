package bitext

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestBandAround: whichever one of the anchors is wrong, the sentences of the
// others stay within the band, and so do those that it is wrong about.
func TestBandAround(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var right []anchor
		at := anchor{src: -1, tgt: -1}
		for range rapid.IntRange(3, 12).Draw(t, "anchors") {
			at.src += rapid.IntRange(1, 9).Draw(t, "source")
			at.tgt += rapid.IntRange(1, 9).Draw(t, "target")
			right = append(right, at)
		}
		src, tgt := at.src+rapid.IntRange(1, 9).Draw(t, "after"), at.tgt+rapid.IntRange(1, 9).Draw(t, "after")
		found := append([]anchor(nil), right...)
		k := rapid.IntRange(1, len(right)-2).Draw(t, "wrong")
		if room := right[k+1].tgt - right[k-1].tgt; room > 1 {
			found[k].tgt = right[k-1].tgt + rapid.IntRange(1, room-1).Draw(t, "place")
		}
		const width = 12
		trusted, wide := bandAround(found, src, tgt, width, true), bandAround(found, src, tgt, width, false)
		for _, a := range right {
			if a.tgt < trusted.lo[a.src] || a.tgt >= trusted.hi[a.src] {
				t.Fatalf("sentence %d may go with %d to %d, not with %d", a.src, trusted.lo[a.src], trusted.hi[a.src], a.tgt)
			}
		}
		for i := range src {
			if trusted.lo[i] < wide.lo[i] || trusted.hi[i] > wide.hi[i] {
				t.Fatalf("sentence %d: trust made the band wider", i)
			}
		}
	})
}

// TestLengthLimits: what lies within the limits of a bead's length is what its
// score calls hopeful.
func TestLengthLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := DefaultParams()
		length := rapid.IntRange(0, 400)
		texts := func(most int) *side {
			s := &side{cumLength: []float64{0}}
			for range most {
				s.sentences = append(s.sentences, sentence{})
				s.cumLength = append(s.cumLength, s.cumLength[len(s.cumLength)-1]+float64(length.Draw(t, "length")))
			}
			return s
		}
		d := &bitext{p: &p, src: texts(p.MostSource), tgt: texts(p.MostTarget)}
		q := d.defaultPriors()
		for a := 1; a <= p.MostSource; a++ {
			for b := 1; b <= p.MostTarget; b++ {
				v := d.lengthScore(q, span{0, a, 0, b}) + q.shape[a][b]
				if math.Abs(v-hopeless) < 1e-3 {
					continue
				}
				if got := d.lengthLimits(q, 0, a, b).hold(d.tgt.span(0, b)); got != (v >= hopeless) {
					t.Fatalf("%d to %d sentences score %f: within the limits is %v", a, b, v, got)
				}
			}
		}
		p.Length = 0
		if !d.lengthLimits(q, 0, 1, 1).hold(1e9) {
			t.Fatal("lengths that say nothing rule a bead out")
		}
	})
}
