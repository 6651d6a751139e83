package reuse

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tifa/text"
)

// twinSimilarity is the best similarity of a sentence to a stretch of an
// earlier text, by trying every end in every text (Sellers 1980), and the
// least distance.
func twinSimilarity(sentence []string, body []string) (similarity float64, distance int) {
	type cell struct{ cost, start int }
	column := make([]cell, len(sentence)+1)
	for i := range column {
		column[i] = cell{i, 0}
	}
	distance, length := len(sentence), 0
	for j, word := range body {
		corner := column[0]
		column[0] = cell{0, j + 1}
		for i := 1; i <= len(sentence); i++ {
			step := corner
			if sentence[i-1] != word {
				step.cost++
			}
			corner = column[i]
			for _, other := range []cell{{column[i].cost + 1, column[i].start}, {column[i-1].cost + 1, column[i-1].start}} {
				if other.cost < step.cost || other.cost == step.cost && other.start > step.start {
					step = other
				}
			}
			column[i] = step
		}
		end := column[len(sentence)]
		if n := j + 1 - end.start; n > 0 && (end.cost < distance || end.cost == distance && (length == 0 || n < length)) {
			distance, length = end.cost, n
		}
	}
	return 1 - float64(distance)/float64(max(len(sentence), length)), distance
}

func wordsOf(s string) []string {
	var out []string
	for _, t := range text.Tokens(s) {
		if spoken(t.Kind) {
			out = append(out, t.Key)
		}
	}
	return out
}

// library of a property test: earlier texts from few characters, so that much
// is shared, and a text that quotes them with edits.
func drawLibrary(t *rapid.T) (old []volume, young volume) {
	sentence := rapid.StringOfN(rapid.SampledFrom([]rune("甲乙丙丁戊己庚辛，")), 6, 30, -1)
	body := func(name string) string {
		out := ""
		for range rapid.IntRange(1, 4).Draw(t, name) {
			out += sentence.Draw(t, name) + "。"
		}
		return out
	}
	pool := ""
	for i := range rapid.IntRange(1, 8).Draw(t, "texts") {
		b := body("old")
		pool += b
		old = append(old, bound(fmt.Sprintf("w%d.zh", i), fmt.Sprint(2000+rapid.IntRange(0, 12).Draw(t, "year")), b))
	}
	runes := []rune(pool)
	quoted := ""
	for range rapid.IntRange(3, 8).Draw(t, "quotations") {
		from := rapid.IntRange(0, len(runes)-1).Draw(t, "from")
		for k := from; k < min(len(runes), from+25); k++ {
			switch rapid.IntRange(0, 11).Draw(t, "edit") {
			case 0:
			case 1:
				quoted += "乙" + string(runes[k])
			default:
				quoted += string(runes[k])
			}
		}
		quoted += "。"
	}
	return old, bound("young.zh", "2008-06", quoted+body("young"))
}

// The ledger against its naive twin: what it says is true, and it misses
// hardly any ancestor that is there. Seeds need a shared run of four
// characters, so that a few are missed by design.
func TestLedgerAgainstTwin(outer *testing.T) {
	sentences, missed := 0, 0
	rapid.Check(outer, func(t *rapid.T) {
		old, young := drawLibrary(t)
		s := shelve(outer, old...)
		th := DefaultThresholds()
		for _, l := range s.ledgerOf(outer, young) {
			if l.Class == Short {
				continue
			}
			best, inherited := 0.0, false
			for _, v := range old {
				if v.edition.Date.Before(young.edition.Date) && v.edition.Version != young.edition.Version {
					similarity, distance := twinSimilarity(wordsOf(l.Text), wordsOf(v.text.Body))
					best = max(best, similarity)
					inherited = inherited || distance == 0
				}
			}
			if l.Class == Inherited && !inherited {
				t.Fatalf("%s, but it is nowhere", line(l))
			}
			if l.Similarity > best+rounding {
				t.Fatalf("%s, but the best similarity is %.3f", line(l), best)
			}
			if inherited || l.Class == Adapted { // of others the shared runs are not known
				sentences++
				missed += b2i(inherited && l.Class != Inherited || l.Similarity < best-th.Tie-rounding)
			}
		}
	})
	outer.Logf("of %d sentences %d have an ancestor that is clearly more like them", sentences, missed)
	// A run draws from a few sentences to thousands. One in thirty is missed of
	// thousands; five standard deviations above one in twenty is no accident,
	// however few were drawn.
	n := float64(sentences)
	if limit := n/20 + 5*math.Sqrt(max(n, 20)*.05*.95); float64(missed) > limit {
		outer.Errorf("%d of %d are missed, more than %.0f", missed, sentences, limit)
	}
}

// The same answer, however the texts lie in the segments of the index.
func TestLedgerAnySegments(outer *testing.T) {
	rapid.Check(outer, func(t *rapid.T) {
		old, young := drawLibrary(t)
		for len(old) < 24 { // enough for runs to be frequent
			old = append(old, bound(fmt.Sprintf("x%d.zh", len(old)), "2003", old[len(old)%3%len(old)].text.Body+"。"+fmt.Sprint(len(old))+"号渔船。"))
		}
		answer := func(s *shelf) string {
			b, err := json.Marshal(s.ledgerOf(outer, young))
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		one := answer(shelve(outer, old...))
		several := newShelf(outer)
		for rest := range slices.Chunk(rapid.Permutation(old).Draw(t, "order"), rapid.IntRange(5, 12).Draw(t, "change")) {
			several.put(outer, rest...)
		}
		if many := answer(several); many != one {
			t.Fatalf("in %d segments\n%s\nin one\n%s", len(several.Segments("zh")), many, one)
		}
	})
}
