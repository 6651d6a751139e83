package bitext

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// lawCorpus is the bilingual laws of Taiwan, aligned together.
type lawCorpus struct {
	pairs  []Pair
	corpus *Corpus
	r      Resources
}

// lawBlocks reads a law: a heading an article, its paragraphs as blocks. The
// title is left out, so that no bead holds it alone.
func lawBlocks(t testing.TB, path, lang string) *tifa.Text {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var law struct {
		Articles []struct {
			Chapter string `json:"編章節"`
			Number  string `json:"條號"`
			Words   string `json:"條文內容"`
		} `json:"法規內容"`
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(data), "\uFEFF")), &law); err != nil {
		t.Fatal(err)
	}
	var blocks []extract.Block
	for _, a := range law.Articles {
		for _, heading := range []string{a.Chapter, a.Number} {
			if heading != "" {
				blocks = append(blocks, extract.Block{Kind: tifa.Heading, Level: 2, Text: heading})
			}
		}
		paragraph := ""
		for line := range strings.Lines(a.Words) {
			line = strings.TrimSpace(line)
			space := ""
			if lang == "en" && paragraph != "" {
				space = " "
			}
			paragraph += space + line
			if strings.HasSuffix(line, "。") || strings.HasSuffix(line, "：") || strings.HasSuffix(line, ".") || strings.HasSuffix(line, ":") || strings.HasSuffix(line, ";") {
				blocks = append(blocks, extract.Block{Kind: tifa.Paragraph, Text: paragraph})
				paragraph = ""
			}
		}
		blocks = append(blocks, extract.Block{Kind: tifa.Paragraph, Text: paragraph})
	}
	return text.Canonical(blocks, lang)
}

// laws aligns the laws, with the dictionary that TIFA_CEDICT names, if any.
func laws(t testing.TB) *lawCorpus {
	t.Helper()
	dir := dataFolder(t, "tw-laws-bilingual")
	files, err := filepath.Glob(filepath.Join(dir, "Eng_FalVMingLing", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no laws", err)
	}
	c := &lawCorpus{r: goldDictionary(t)}
	for _, f := range files {
		c.pairs = append(c.pairs, Pair{
			Src: lawBlocks(t, filepath.Join(dir, "FalVMingLing", filepath.Base(f)), "zh-Hant"), SrcLang: "zh-Hant",
			Tgt: lawBlocks(t, f, "en"), TgtLang: "en",
		})
	}
	if c.corpus, err = Align(t.Context(), c.pairs, c.r, Options{}); err != nil {
		t.Fatal(err)
	}
	return c
}

// occurrences of a term in all beads that have both sides.
func (c *lawCorpus) occurrences(term string) []Occurrence {
	var out []Occurrence
	for i, p := range c.pairs {
		if !strings.Contains(p.Src.Body, term) {
			continue
		}
		for _, b := range c.corpus.Bitexts[i].Beads {
			if len(b.Src) == 0 || len(b.Tgt) == 0 {
				continue
			}
			src := Passage(p.Src, b.Src)
			for from := 0; ; {
				at := strings.Index(src[from:], term)
				if at < 0 {
					break
				}
				from += at + len(term)
				out = append(out, Occurrence{src, tifa.Span{Start: from - len(term), End: from}, Passage(p.Tgt, b.Tgt)})
			}
		}
	}
	return out
}

// officialNames are names of laws and bodies, Chinese and English.
func officialNames(t testing.TB) map[string]string {
	t.Helper()
	dir := dataFolder(t, "zhen-terms")
	out := map[string]string{}
	for file, columns := range map[string][2]int{"tw_law_titles.derived.tsv": {3, 4}, "beijing_org_titles_2008.derived.tsv": {2, 3}} {
		for i, line := range goldLines(t, filepath.Join(dir, file)) {
			f := strings.Split(line, "\t")
			if i == 0 || len(f) <= columns[1] {
				continue
			}
			zh, en := strings.TrimSpace(f[columns[0]]), strings.TrimSpace(f[columns[1]])
			if zh != "" && en != "" && len([]rune(zh)) > 1 && !strings.ContainsAny(zh, "（(…") {
				out[zh] = en
			}
		}
	}
	return out
}

// plainName is a name up to case, articles and marks.
func plainName(s string) []string {
	var out []string
	for _, token := range text.Tokens(s) {
		if token.Kind == text.Word {
			out = append(out, token.Key)
		}
	}
	for len(out) > 1 && slices.Contains([]string{"the", "a", "an"}, out[0]) {
		out = out[1:]
	}
	return out
}

func sharesWord(a, b []string) bool {
	small := []string{"of", "the", "and", "for", "in", "to", "a", "on"}
	return slices.ContainsFunc(a, func(w string) bool { return !slices.Contains(small, w) && slices.Contains(b, w) })
}

// TestRenderTerms renders names and frequent phrases of the laws.
func TestRenderTerms(t *testing.T) {
	c := laws(t)
	t.Run("names", func(t *testing.T) { renderNames(t, c) })
	t.Run("judged", func(t *testing.T) { renderJudged(t, c) })
}

// renderNames renders a hundred names, drawn by a seed, that stand in the
// laws, and reports for how many the official name comes first.
func renderNames(t *testing.T, c *lawCorpus) {
	names := officialNames(t)
	var known []string
	for zh := range names {
		// Not by beads, so that the draw stays the same when the alignment changes.
		if slices.ContainsFunc(c.pairs, func(p Pair) bool { return strings.Contains(p.Src.Body, zh) }) {
			known = append(known, zh)
		}
	}
	slices.Sort(known)
	r := newRand(3)
	r.Shuffle(len(known), func(i, j int) { known[i], known[j] = known[j], known[i] })
	t.Logf("%d names stand in the laws", len(known))
	test := known[:min(100, len(known))]
	if os.Getenv("TIFA_DEVELOP") != "" { // work on others than those that are reported
		test = known[len(test):]
	}
	reader := NewReader(c.corpus.Lexicon, c.r)
	var exact, overlapping, possible, spans, spanExact, spanOverlap int
	for _, zh := range slices.Sorted(slices.Values(test)) {
		list := c.occurrences(zh)
		official := plainName(names[zh])
		there := false
		counterparts := reader.Counterparts(list, false)
		for i, o := range list {
			if !containsRun(plainName(o.Translation), official) {
				continue
			}
			there = true
			spans++
			got := plainName(counterparts[i].Span.Of(o.Translation))
			if slices.Equal(got, official) {
				spanExact++
			}
			if sharesWord(got, official) {
				spanOverlap++
			}
		}
		groups := Group(list, counterparts)
		first := ""
		if len(groups) > 0 {
			first = groups[0].Texts[0]
		}
		verdict := "-"
		got := plainName(first)
		if there {
			possible++
		}
		switch {
		case slices.Equal(got, official):
			exact++
			overlapping++
			verdict = "exact"
		case sharesWord(got, official):
			overlapping++
			verdict = "overlapping"
		}
		if verdict != "exact" {
			t.Logf("%-11s %s: %d occurrences, official %q (there: %t), first %q", verdict, zh, len(list), names[zh], there, first)
		}
	}
	t.Logf("of %d names the official one is first for %d, overlaps with the first for %d; it stands in the beads of %d", len(test), exact, overlapping, possible)
	if os.Getenv("TIFA_DEVELOP") == "" && (exact < 45 || overlapping < 85 || 4*spanExact < 3*spans) {
		t.Errorf("fewer than 45 names come first, 85 overlap or three quarters of the spans are exact")
	}
	t.Logf("of %d occurrences with the official name in their bead %d spans are exact, %d overlap", spans, spanExact, spanOverlap)
}

func containsRun(words, run []string) bool {
	for i := 0; i+len(run) <= len(words); i++ {
		if slices.Equal(words[i:i+len(run)], run) {
			return true
		}
	}
	return false
}

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 2026)) }
