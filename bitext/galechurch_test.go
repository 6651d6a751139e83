package bitext

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tifa"
)

// galeChurch aligns by lengths in characters alone (Gale and Church 1993),
// with their priors and variance, and the ratio of the two texts.
func galeChurch(src, tgt *tifa.Text) []tifa.Bead {
	a, b := runningLengths(src), runningLengths(tgt)
	n, m := len(a)-1, len(b)-1
	ratio := b[m] / max(1, a[n])
	shapes := []struct {
		src, tgt int
		prior    float64
	}{{1, 1, .89}, {1, 0, .0099}, {0, 1, .0099}, {2, 1, .089}, {1, 2, .089}, {2, 2, .011}}

	cost := make([]float64, (n+1)*(m+1))
	from := make([]int8, (n+1)*(m+1))
	for i := 0; i <= n; i++ {
		for j := 0; j <= m; j++ {
			if i == 0 && j == 0 {
				continue
			}
			best, shape := math.Inf(1), int8(-1)
			for k, s := range shapes {
				if i < s.src || j < s.tgt {
					continue
				}
				c := cost[(i-s.src)*(m+1)+j-s.tgt] + lengthCost(a[i]-a[i-s.src], b[j]-b[j-s.tgt], ratio) - math.Log(s.prior)
				if c < best {
					best, shape = c, int8(k)
				}
			}
			cost[i*(m+1)+j], from[i*(m+1)+j] = best, shape
		}
	}
	var beads []tifa.Bead
	for i, j := n, m; i > 0 || j > 0; {
		s := shapes[from[i*(m+1)+j]]
		beads = append(beads, tifa.Bead{Src: tifa.Run(i-s.src+1, i), Tgt: tifa.Run(j-s.tgt+1, j)})
		i, j = i-s.src, j-s.tgt
	}
	slices.Reverse(beads)
	return beads
}

// lengthCost is the negative logarithm of how likely lengths are to deviate
// that much.
func lengthCost(a, b, ratio float64) float64 {
	const variance = 6.8
	mean := (a + b/ratio) / 2
	if mean == 0 {
		return 0
	}
	z := math.Abs(a*ratio-b) / math.Sqrt(variance*mean*ratio)
	return -math.Log(max(math.Erfc(z/math.Sqrt2), 1e-300))
}

// runningLengths are the characters up to the end of each sentence.
func runningLengths(t *tifa.Text) []float64 {
	sum := []float64{0}
	for n := range t.Sentences {
		sum = append(sum, sum[n]+float64(utf8.RuneCountInString(t.Sentence(n+1))))
	}
	return sum
}

func TestGaleChurch(t *testing.T) {
	line := func(n int) string { return strings.Repeat("a", n) }
	beads := galeChurch(plainText([]string{line(40), line(90), line(30), line(35), line(120)}),
		plainText([]string{line(42), line(50), line(39), line(66), line(118)}))
	var kinds []string
	for _, b := range beads {
		kinds = append(kinds, tifa.BeadKind(len(b.Src), len(b.Tgt)))
	}
	if got := strings.Join(kinds, " "); got != "1-1 1-2 2-1 1-1" {
		t.Errorf("beads %s", got)
	}
}

// TestPeers: the strict F1 of the baseline beside that of the aligner. The
// test articles of Text+Berg are for reports alone: TIFA_REPORT=1 aligns them,
// and MAC-Dev.
func TestPeers(t *testing.T) {
	type set struct {
		name string
		docs []goldDoc
		r    Resources
	}
	sets := []set{{"Text+Berg, development article", textBerg(t, "dev"), Resources{}}}
	if reporting() {
		sets = append(sets, set{"MAC-Dev", macDev(t), goldDictionary(t)}, set{"Text+Berg, test articles", textBerg(t, strings.Fields("test0 test1 test2 test3 test4 test5 test6")...), Resources{}})
	}
	for _, set := range sets {
		pairs := make([]Pair, len(set.docs))
		for i := range set.docs {
			pairs[i] = set.docs[i].pair
		}
		for _, way := range []struct {
			name  string
			align func([]Pair) [][]tifa.Bead
		}{{"Gale–Church", byLength}, {"tifa", aligned(t, set.r)}} {
			var s tally
			for i, beads := range way.align(pairs) {
				s.add(fromZero(beads), set.docs[i].gold)
			}
			t.Logf("%s, %s: strict precision %.3f, recall %.3f, F1 %.3f", set.name, way.name, s.precision(), s.recall(), s.f1())
			if s.right == 0 {
				t.Errorf("%s, %s: no bead is right", set.name, way.name)
			}
		}
	}
}

// fromZero numbers the sentences of beads as the gold standards do.
func fromZero(beads []tifa.Bead) []goldBead {
	out := make([]goldBead, len(beads))
	for i, b := range beads {
		for side, numbers := range [2][]int{b.Src, b.Tgt} {
			out[i][side] = []int{}
			for _, n := range numbers {
				out[i][side] = append(out[i][side], n-1)
			}
		}
	}
	return out
}
