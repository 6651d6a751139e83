package bitext

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// beadsOf makes beads of as many sentences as the pairs say.
func beadsOf(pairs ...[2]int) []tifa.Bead {
	var out []tifa.Bead
	src, tgt := 1, 1
	for _, p := range pairs {
		out = append(out, tifa.Bead{Src: tifa.Run(src, src+p[0]-1), Tgt: tifa.Run(tgt, tgt+p[1]-1), Score: 1})
		src, tgt = src+p[0], tgt+p[1]
	}
	return out
}

func sameLines(lang string, n int, line string) Side {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf(line, 100+i))
	}
	return Side{Text: sideText(all), Lang: lang}
}

// TestUnaligned: sentences of both sides at one place are one finding, if they are
// as long as a text and its translation; left out on one side alone they are
// omitted; and two texts that have little in common are said to be no
// translation.
func TestUnaligned(t *testing.T) {
	const zh, en = "渡船第%d号应当在日落以前靠岸，并向港口报告所载的货物。", "Ferry number %d shall put to shore before sunset and report to the harbour what it carries."
	joined := slices.Repeat([][2]int{{1, 1}}, 25)
	for _, c := range []struct {
		name  string
		pairs [][2]int
		n     [2]int
		want  []string // the checks of the findings
	}{
		{"a hole", append(slices.Clone(joined), [2]int{1, 0}, [2]int{0, 1}, [2]int{1, 0}, [2]int{0, 1}), [2]int{27, 27}, []string{CheckUnaligned}},
		{"one of each", append(slices.Clone(joined), [2]int{1, 0}, [2]int{0, 1}), [2]int{26, 26}, []string{CheckOmitted, CheckAdded}},
		{"much left out", append(slices.Clone(joined), [2]int{8, 0}, [2]int{0, 2}), [2]int{33, 27}, []string{CheckOmitted, CheckAdded}},
		{"one side", append(slices.Clone(joined), [2]int{4, 0}), [2]int{29, 25}, []string{CheckOmitted}},
		{"no translation", [][2]int{{1, 1}, {1, 1}, {10, 0}, {0, 10}}, [2]int{12, 12}, []string{CheckUnaligned}},
		{"a part of it", append(slices.Clone(joined), [2]int{60, 0}), [2]int{85, 25}, []string{CheckOmitted}},
	} {
		var got []string
		for _, f := range Check(beadsOf(c.pairs...), sameLines("zh-Hans", c.n[0], zh), sameLines("en", c.n[1], en), CheckOptions{}) {
			got = append(got, f.Check)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %s", c.name, strings.Join(got, ", "))
		}
	}
}

// TestUnalignedAlways: that two texts are no translation is said whatever is asked
// for, since silence would say that nothing is wrong.
func TestUnalignedAlways(t *testing.T) {
	src, tgt := sameLines("zh-Hans", 12, "渡船第%d号应当在日落以前靠岸。"), sameLines("en", 12, "Ferry number %d shall put to shore before sunset.")
	got := Check(beadsOf([2]int{1, 1}, [2]int{11, 0}, [2]int{0, 11}), src, tgt, CheckOptions{Only: []string{CheckNumber}})
	if len(got) != 1 || got[0].Check != CheckUnaligned {
		t.Errorf("%+v", got)
	}
}

// TestNumbersOfNames: the number of a name in Latin letters needs no counterpart.
func TestNumbersOfNames(t *testing.T) {
	en := Side{Text: sideText([]string{"The fight against COVID-19 is not over, and 12 countries ask for help."}), Lang: "en"}
	for zh, want := range map[string]int{"抗击新冠疫情的斗争还没有结束，12个国家请求援助。": 0, "抗击新冠疫情的斗争还没有结束，13个国家请求援助。": 1} {
		src := Side{Text: sideText([]string{zh}), Lang: "zh-Hans"}
		n := 0
		for _, f := range Check(beadsOf([2]int{1, 1}), src, en, CheckOptions{}) {
			if f.Check == CheckNumber {
				n++
			}
		}
		if n != want {
			t.Errorf("%s: %d findings of numbers", zh, n)
		}
	}
}

// sampleText is a document of the sample, a paragraph a line, cut into at most so
// many paragraphs.
func sampleText(t *testing.T, name, lang string, blocks int) Side {
	t.Helper()
	data, err := os.ReadFile("../sample/documents/" + name + ".md")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(strings.TrimPrefix(string(data), "---\n"), "\n---\n")
	var all []extract.Block
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(strings.TrimLeft(line, "# "))
		switch {
		case line == "":
		case blocks > 0 && len(all) == blocks:
			all[blocks-1].Text += " " + line
		default:
			all = append(all, extract.Block{Kind: tifa.Paragraph, Text: line})
		}
	}
	return Side{text.Canonical(all, lang), lang}
}

// TestSmallAndWeak: a single pair, without a dictionary, whose paragraphs are cut
// otherwise, is aligned by lengths and what they teach; two texts that are none are
// told to be none, though lengths can bring them together too.
func TestSmallAndWeak(t *testing.T) {
	for _, c := range []struct {
		zh, en string
		apart  bool
	}{
		{"strategy-2023.zh", "strategy-2023.en", false},
		{"strategy-2017.zh", "strategy-2017.en", false},
		{"gwr-2022.zh", "gwr-2022.en", false},
		{"gwr-2022.zh", "strategy-2012.en", true},
		{"strategy-2017.zh", "gwr-2012.en", true},
		{"speech-2014.zh", "whitepaper-2021.en", true},
	} {
		src, tgt := sampleText(t, c.zh, "zh-Hans", 3), sampleText(t, c.en, "en", 0)
		made, err := Align(t.Context(), []Pair{{Src: src.Text, Tgt: tgt.Text, SrcLang: src.Lang, TgtLang: tgt.Lang}}, Resources{}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		n, of, apart := Apart(made.Bitexts[0].Beads, src, tgt)
		if apart != c.apart || !c.apart && 10*n < 8*of {
			t.Errorf("%s and %s: %d of %d, apart: %v", c.zh, c.en, n, of, apart)
		}
		if won, tried := predicts(made.Bitexts[0].Beads, src, tgt); !c.apart && float64(won) < .6*float64(tried) {
			t.Errorf("%s and %s: %d of %d comparisons are won", c.zh, c.en, won, tried)
		}
	}
}
