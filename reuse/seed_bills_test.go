package reuse

import (
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// bills are the 60 bills of us-bill-reuse with their families.
func bills(t *testing.T) (volumes []volume, family []int) {
	t.Helper()
	var all map[string]struct {
		Text  string
		Match *int
	}
	if err := json.Unmarshal([]byte(readData(t, "us-bill-reuse/evaluation_set/labeled_bills.json")), &all); err != nil {
		t.Fatal(err)
	}
	for i := range len(all) {
		b := all[strconv.Itoa(i)]
		if b.Match == nil || b.Text == "" {
			continue
		}
		volumes = append(volumes, volumeOf(fmt.Sprintf("bill-%02d.en", i), "en", "2001", text.Canonical(extract.FromText(b.Text, false), "en")))
		family = append(family, *b.Match)
	}
	return volumes, family
}

// labelled is a score with whether it belongs to the class that is sought.
type labelled struct {
	score float64
	yes   bool
}

// auc is the area under the ROC curve: how often a yes scores above a no.
func auc(all []labelled) float64 {
	var sum, pairs float64
	for _, a := range all {
		for _, b := range all {
			if a.yes && !b.yes {
				pairs++
				switch {
				case a.score > b.score:
					sum++
				case a.score == b.score:
					sum += .5
				}
			}
		}
	}
	return sum / pairs
}

// at is precision and recall of scores of at least limit.
func at(all []labelled, limit float64) (precision, recall float64) {
	hit, said, there := 0, 0, 0
	for _, a := range all {
		said += b2i(a.score >= limit)
		there += b2i(a.yes)
		hit += b2i(a.yes && a.score >= limit)
	}
	return float64(hit) / float64(max(said, 1)), float64(hit) / float64(there)
}

// bestLimit is the limit with the best F1.
func bestLimit(all []labelled) float64 {
	best, limit := -1.0, 0.0
	for _, a := range all {
		p, r := at(all, a.score)
		if f := 2 * p * r / max(p+r, 1e-9); f > best {
			best, limit = f, a.score
		}
	}
	return limit
}

// TestBillFamilies measures whether the share of reused tokens tells pairs of
// bills of one family from pairs of different ones. The limit is chosen on
// every other pair and reported on the rest:
//
//	go test ./reuse -run TestBill -v
func TestBillFamilies(t *testing.T) {
	volumes, family := bills(t)
	s := shelve(t, volumes...)
	number := map[string]int{}
	for i, v := range volumes {
		number[v.edition.Address] = i
	}
	// share is how much of bill i stands in bill j; rare counts a byte the less,
	// the more bills have it.
	share, rare := make([][]float64, len(volumes)), make([][]float64, len(volumes))
	for i, v := range volumes {
		share[i], rare[i] = make([]float64, len(volumes)), make([]float64, len(volumes))
		passages, err := Passages(context.Background(), s.Index, v.text, optionsFor(v, func(o *Options) { o.Date = tifa.Date{Year: 2100} }))
		if err != nil {
			t.Fatal(err)
		}
		have := make([]int, len(v.text.Body)) // bills that have each byte
		for _, p := range passages {
			for at := p.Start; at < p.End; at++ {
				have[at]++
			}
		}
		for _, p := range passages {
			j := number[p.Ancestor.Edition]
			share[i][j] += float64(p.End-p.Start) / float64(len(have))
			for at := p.Start; at < p.End; at++ {
				rare[i][j] += math.Log(float64(len(volumes))/float64(min(have[at], len(volumes)))) / float64(len(have))
			}
		}
	}
	for _, measure := range []struct {
		name  string
		share [][]float64
	}{{"share of reused text", share}, {"the same, weighted by rarity", rare}} {
		var halves [2][]labelled
		pair := 0
		for i := range volumes {
			for j := range i {
				halves[pair%2] = append(halves[pair%2], labelled{max(measure.share[i][j], measure.share[j][i]), family[i] == family[j]})
				pair++
			}
		}
		limit := bestLimit(halves[0])
		p, r := at(halves[1], limit)
		t.Logf("%d bills, %d pairs, %s: ROC AUC %.3f (tuning half %.3f); from %.3f on: P %.3f R %.3f",
			len(volumes), pair, measure.name, auc(halves[1]), auc(halves[0]), limit, p, r)
	}
}

// TestBillBoilerplate measures whether the number of bills in which the pieces
// of a passage stand tells boilerplate from substance.
func TestBillBoilerplate(t *testing.T) {
	volumes, _ := bills(t)
	s := shelve(t, volumes...)
	rows, err := csv.NewReader(strings.NewReader(readData(t, "us-bill-reuse/classifier/training_data_alignment_classifier.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int { return slices.Index(rows[0], name) }
	left, right, label := column("left"), column("right"), column("label")
	type setting struct {
		words int
		auc   float64
		test  []labelled
		limit float64
	}
	var settings []setting
	for words := 2; words <= 6; words++ {
		var halves [2][]labelled
		for i, row := range rows[1:] {
			if row[label] != "2" {
				score := min(meanFrequency(s, row[left], words), meanFrequency(s, row[right], words))
				halves[i%2] = append(halves[i%2], labelled{score, row[label] == "0"})
			}
		}
		settings = append(settings, setting{words, auc(halves[0]), halves[1], bestLimit(halves[0])})
	}
	for _, c := range settings {
		t.Logf("runs of %d words: AUC %.3f on the tuning half", c.words, c.auc)
	}
	best := slices.MaxFunc(settings, func(a, b setting) int { return cmp.Compare(a.auc, b.auc) })
	p, r := at(best.test, best.limit)
	base, _ := at(best.test, math.Inf(-1))
	t.Logf("runs of %d words, other half: AUC %.3f; boilerplate from a mean of %.1f bills on: P %.3f R %.3f (all passages: P %.3f)",
		best.words, auc(best.test), math.Exp(best.limit)-1, p, r, base)
}

// meanFrequency is the mean of log(1 + bills) over the runs of so many words
// of a passage.
func meanFrequency(s *shelf, passage string, words int) float64 {
	tokens := text.Tokens(passage)
	sum, n := 0.0, 0
	for at := 0; at+words <= len(tokens); at++ {
		docs := map[string]bool{}
		for _, segment := range s.Segments("en") {
			lo, hi := segment.Range(segment.Encode(tokens[at : at+words]))
			for rank := lo; rank < hi; rank++ {
				docs[segment.Docs[segment.DocOf(int(segment.SA.At(rank)))].Edition] = true
			}
		}
		sum += math.Log(1 + float64(len(docs)))
		n++
	}
	return sum / float64(max(n, 1))
}
