package bitext

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// suspect is a sentence with its suspicion and what is known of it.
type suspect struct {
	suspicion   float32
	lost, alone bool
}

// averagePrecision is the mean of the precision at each lost sentence, in
// order of suspicion.
func averagePrecision(all []suspect) float64 {
	slices.SortStableFunc(all, func(a, b suspect) int { return cmp.Compare(b.suspicion, a.suspicion) })
	var f aloneTally
	sum := 0.
	for _, s := range all {
		f.add(true, s.lost, s.alone)
		if s.lost {
			sum += f.precision()
		}
	}
	return sum / float64(max(1, f.lost))
}

func tallyFrom(all []suspect, least float32) aloneTally {
	var f aloneTally
	for _, s := range all {
		f.add(s.suspicion >= least, s.lost, s.alone)
	}
	return f
}

// TestSingleDeletions: precision and recall of the sentences whose counterpart
// was deleted alone, by the least suspicion that is reported, and of the beads
// without a counterpart for comparison. The factor Params.SuspectNull was
// chosen on MAC-Dev with other deletions.
func TestSingleDeletions(t *testing.T) {
	for _, set := range deletionSets(t) {
		random := rand.New(rand.NewPCG(516, 2))
		var all []suspect
		var beads aloneTally
		for range set.rounds {
			var docs []planted
			for i := range set.docs {
				docs = append(docs, set.docs[i].without(set.docs[i].singles(random)))
			}
			made, err := Align(t.Context(), pairsOf(docs), set.r, Options{})
			if err != nil {
				t.Fatal(err)
			}
			for i := range docs {
				d := &docs[i]
				s, err := Suspect(t.Context(), made.Lexicon, d.pair, made.Bitexts[i].Beads, set.r)
				if err != nil {
					t.Fatal(err)
				}
				said := aloneIn(made.Bitexts[i].Beads, d.pair)
				for side, v := range [2][]float32{s.Src, s.Tgt} {
					for k, x := range v {
						all = append(all, suspect{x, d.lost[side][k], d.alone[side][k]})
						beads.add(said[side][k], d.lost[side][k], d.alone[side][k])
					}
				}
			}
		}
		ap := averagePrecision(all)
		t.Logf("%s: %d sentences, %d lost their counterpart; average precision %.4f; beads without a counterpart: precision %.3f, recall %.3f", set.name, len(all), beads.lost, ap, beads.precision(), beads.recall())
		for _, least := range []float32{.9, .8, .7, .6, .5, .4, .3, .2, .1, .05, .02, .01} {
			f := tallyFrom(all, least)
			t.Logf("  suspicion ≥ %.2f: precision %.3f, recall %.3f", least, f.precision(), f.recall())
		}
		if share := float64(beads.lost) / float64(len(all)); ap < 2*share {
			t.Errorf("%s: average precision %.4f is hardly more than the share of such sentences, %.4f", set.name, ap, share)
		}
	}
}
