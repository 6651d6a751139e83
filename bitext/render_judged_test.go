package bitext

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa/suffix"
	"tifa/text"
)

// frequentTerms draws Chinese phrases that the laws repeat at least thirty
// times, with many different neighbours on both sides and no function word at
// an end.
func (c *lawCorpus) frequentTerms(seed uint64, n int) []string {
	function := map[string]bool{}
	l := text.Lookup("zh")
	for _, list := range [][]string{l.StopWords, l.Phrases.Function} {
		for _, w := range list {
			function[text.Fold(w)] = true
		}
	}
	var s, starts []int32
	var at []string // the text from each token on
	ids, keys := map[string]int32{}, []string{""}
	for _, p := range c.pairs {
		starts = append(starts, int32(len(s)))
		for _, t := range text.Tokens(p.Src.Body + "\n") {
			id := int32(0)
			if t.Kind == text.Char {
				var ok bool
				if id, ok = ids[t.Key]; !ok {
					id = int32(len(keys))
					ids[t.Key] = id
					keys = append(keys, t.Key)
				}
			}
			s, at = append(s, id), append(at, p.Src.Body[min(t.Start, len(p.Src.Body)):])
		}
	}
	sa := suffix.Array(s, int32(len(keys)))
	var found []string
	for r := range suffix.Repeats(s, sa, suffix.LCP(s, sa), starts, 2, 3) {
		run := s[sa[r.Lo] : int(sa[r.Lo])+r.Len]
		if r.Hi-r.Lo < 30 || r.Len > 6 || slices.Contains(run, 0) || function[keys[run[0]]] || function[keys[run[r.Len-1]]] {
			continue
		}
		if left, right := r.Entropy(s, sa); min(left, right) < 2.5 {
			continue
		}
		word := at[sa[r.Lo]][:3*r.Len] // three bytes a character
		if len(l.Quantities(word)) == 0 {
			found = append(found, word)
		}
	}
	slices.Sort(found)
	newRand(seed).Shuffle(len(found), func(i, j int) { found[i], found[j] = found[j], found[i] })
	return found[:min(n, len(found))]
}

// renderJudged renders fifty frequent phrases of the laws, drawn by a
// seed, and holds the first rendering of each against the verdicts of a reader
// in testdata/renderings-judged.tsv: right, partly (too long or too short, or
// right in some places alone) or wrong.
func renderJudged(t *testing.T, c *lawCorpus) {
	const most, least = 400, 42 // occurrences of a term; right renderings
	judged := map[string]string{}
	for _, line := range goldLines(t, filepath.Join("testdata", "renderings-judged.tsv")) {
		if f := strings.Split(line, "\t"); len(f) == 3 {
			judged[f[0]+"\t"+strings.ToLower(f[1])] = f[2]
		}
	}
	reader := NewReader(c.corpus.Lexicon, c.r)
	counts := map[string]int{}
	for _, term := range c.frequentTerms(50, 50) {
		list := c.occurrences(term)
		if len(list) > most {
			list = list[:most]
		}
		groups := Group(list, reader.Counterparts(list, false))
		first := ""
		if len(groups) > 0 {
			first = groups[0].Texts[0]
		}
		verdict := judged[term+"\t"+strings.ToLower(first)]
		if verdict == "" {
			verdict = "not judged"
		}
		counts[verdict]++
		if os.Getenv("TIFA_JUDGE") == "" && verdict == "right" {
			continue
		}
		others := ""
		for _, g := range groups[:min(4, len(groups))] {
			others += fmt.Sprintf("; %d × %s (%.2f)", len(g.Of), g.Texts[0], g.Probability)
		}
		t.Logf("%s\t%s\t%s\tof %d%s", term, first, verdict, len(list), others)
	}
	t.Logf("of 50 first renderings %d are right, %d partly, %d wrong, %d not judged", counts["right"], counts["partly"], counts["wrong"], counts["not judged"])
	if os.Getenv("TIFA_CEDICT") == "" && counts["right"] < least {
		t.Errorf("fewer than %d first renderings are right", least)
	}
}
