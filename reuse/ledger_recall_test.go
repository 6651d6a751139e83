package reuse

import (
	"os"
	"slices"
	"testing"

	"tifa/text"
)

// TestLedgerRecall aligns the sentences of two work reports with the whole of
// every earlier one and counts what the ledger misses. It takes a minute, and
// runs with TIFA_RECALL set:
//
//	TIFA_RECALL=1 go test ./reuse -run TestLedgerRecall -v
func TestLedgerRecall(t *testing.T) {
	if os.Getenv("TIFA_RECALL") == "" {
		t.Skip("takes a minute: set TIFA_RECALL=1")
	}
	reports := workReports(t)
	s := shelve(t, reports...)
	for _, v := range reports {
		if !slices.Contains(readReports, v.edition.Work[len("gwr-"):]) {
			continue
		}
		f := newFinder(newScope(s.Index, v.text, optionsFor(v)))
		spans := f.sentences()
		found, missed, lower := 0, 0, 0
		for _, l := range s.ledgerOf(t, v) {
			if l.Class == Short || l.Class == Inherited {
				continue
			}
			best := f.everywhere(spans[l.N-1])
			found += b2i(l.Class == Adapted)
			missed += b2i(l.Class == New && best > 0)
			lower += b2i(l.Class == Adapted && best > l.Similarity+f.o.Thresholds.Tie+rounding)
		}
		t.Logf("%s: %d sentences adapted, %d missed, %d with an ancestor that is clearly less like them than the best",
			v.edition.Address, found, missed, lower)
	}
}

// everywhere is the greatest similarity that makes a sentence adapted, over
// the whole of all earlier texts; 0 if there is none.
func (f *finder) everywhere(span run) float64 {
	var words []text.Token
	for _, token := range f.tokens[span.from:span.to] {
		if spoken(token.Kind) {
			words = append(words, token)
		}
	}
	th, best := f.o.Thresholds, 0.0
	for i := range f.parts {
		p := &f.parts[i]
		for doc, standing := range p.standing {
			if standing != earlier {
				continue
			}
			var whole stretch
			from, to := p.Positions(doc)
			p.surroundings(&whole, doc, from, to, 0)
			needle := f.needle(int32(i), span)
			distance := needle.least(whole.ids)
			from, to = needle.shortest(whole.ids, distance)
			similarity := 1 - float64(distance)/float64(max(len(words), to-from))
			if from == to || similarity < th.Similarity || similarity <= best {
				continue
			}
			shared := sharedRuns(needle.ids, whole.ids, run{from, to})
			if !f.shares(words, shared) {
				continue
			}
			if similarity < th.OneRun && f.phraseAlone(f.dropStray(words, &whole, shared), &whole) {
				continue
			}
			best = similarity
		}
	}
	return best
}
