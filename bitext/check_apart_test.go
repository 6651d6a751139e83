package bitext

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tifa"
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
