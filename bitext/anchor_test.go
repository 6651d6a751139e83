package bitext

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestAnchorsInRepeatedText: every sentence stands four times in the text, in
// chapters of another order each time. The right pairs are in the band, and
// the band is narrow.
func TestAnchorsInRepeatedText(t *testing.T) {
	const words, chapters, sentences, rounds = 600, 20, 30, 4
	var list strings.Builder
	for w := range words {
		fmt.Fprintf(&list, "quelle%d\tziel%d\n", w, w)
	}
	dictionary := compiled(t, list.String(), DictionarySource{Src: "de", Tgt: "en"})
	random := rand.New(rand.NewPCG(5, 6))
	var base [chapters][sentences][7]int
	for c := range base {
		for s := range base[c] {
			for k := range base[c][s] {
				base[c][s][k] = random.IntN(words)
			}
		}
	}
	line := func(stem string, of [7]int) string {
		var out []string
		for _, w := range of {
			out = append(out, fmt.Sprint(stem, w))
		}
		return strings.Join(out, " ") + "."
	}
	var src, tgt []string
	for range rounds {
		for _, c := range random.Perm(chapters) {
			for _, s := range base[c] {
				src = append(src, line("quelle", s))
				tgt = append(tgt, line("ziel", s))
			}
		}
	}
	a := newAligner(DefaultParams(), []Pair{{Src: plainText(src), SrcLang: "de", Tgt: plainText(tgt), TgtLang: "en"}},
		Resources{Dictionaries: []*Dictionary{dictionary}})
	d := a.pairs[0]
	d.place(a.lexicon, 0, false)
	cells, outside := 0, 0
	for i := range d.band.lo {
		cells += d.band.hi[i] - d.band.lo[i]
		if i < d.band.lo[i] || i >= d.band.hi[i] {
			outside++
		}
	}
	if outside > 0 || cells/len(src) > longestGap {
		t.Errorf("%d of %d pairs are outside the band, which is %d wide on average", outside, len(src), cells/len(src))
	}
}
