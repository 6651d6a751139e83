package bitext

import (
	"math"
	"slices"
	"testing"

	"tifa"
)

// scored is a bead's score and whether the bead is right.
type scored struct {
	score float64
	right bool
}

// calibration logs the share of right beads by their score, and gives the
// expected error: the mean distance of that share from the mean score of a
// bin, weighted by its beads.
func calibration(t *testing.T, name string, all []scored) float64 {
	const bins = 10
	var n, right [bins]int
	var sum [bins]float64
	for _, s := range all {
		k := min(bins-1, int(s.score*bins))
		n[k]++
		sum[k] += s.score
		if s.right {
			right[k]++
		}
	}
	off := 0.
	for k := range bins {
		if n[k] == 0 {
			continue
		}
		mean, share := sum[k]/float64(n[k]), float64(right[k])/float64(n[k])
		off += math.Abs(mean-share) * float64(n[k]) / float64(len(all))
		t.Logf("%s: score %.1f to %.1f: %5d beads, mean score %.3f, right %.3f", name, float64(k)/bins, float64(k+1)/bins, n[k], mean, share)
	}
	t.Logf("%s: %d beads, expected calibration error %.4f", name, len(all), off)
	return off
}

// scoresOf are the scores of the beads of documents with gold.
func scoresOf(t *testing.T, p Params, docs []goldDoc, r Resources) []scored {
	pairs := make([]Pair, len(docs))
	for i := range docs {
		pairs[i] = docs[i].pair
	}
	made, err := Align(t.Context(), pairs, r, Options{Params: p})
	if err != nil {
		t.Fatal(err)
	}
	var out []scored
	for i := range docs {
		for k, b := range fromZero(made.Bitexts[i].Beads) {
			right := slices.ContainsFunc(docs[i].gold, func(g goldBead) bool {
				return slices.Equal(g[0], b[0]) && slices.Equal(g[1], b[1])
			})
			out = append(out, scored{made.Bitexts[i].Beads[k].Score, right})
		}
	}
	return out
}

// TestCalibration: the share of right beads by Bead.Score. Of the laws it is
// only known whether a bead stays inside its article, which is more than the
// share of right beads.
func TestCalibration(t *testing.T) {
	mac := macDev(t)
	for _, r := range []Resources{{}, goldDictionary(t)} {
		name := "CC-CEDICT"
		if r.Dictionaries == nil {
			name = "no dictionary"
		}
		const most = .15
		if off := calibration(t, "MAC-Dev, "+name, scoresOf(t, DefaultParams(), mac, r)); off > most {
			t.Errorf("scores are off by %.3f on average, more than %.2f", off, most)
		}
		if !testing.Short() {
			calibration(t, "laws as one paragraph, "+name, insideScores(t, r))
		}
	}
}

func insideScores(t *testing.T, r Resources) []scored {
	docs := lawDocs(t, true)
	pairs := make([]Pair, len(docs))
	for i := range docs {
		pairs[i] = docs[i].pair
	}
	var out []scored
	for i, beads := range aligned(t, r)(pairs) {
		for _, b := range beads {
			if len(b.Src) == 0 || len(b.Tgt) == 0 {
				continue
			}
			var s partsScore
			s.add(&docs[i], []tifa.Bead{b})
			out = append(out, scored{b.Score, s.inside == 1})
		}
	}
	return out
}
