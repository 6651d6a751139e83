package reuse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"tifa"
	"tifa/text"
)

// writeComparison prints a comparison for people.
func writeComparison(w io.Writer, c *Comparison) {
	for _, u := range c.Units {
		_, _ = fmt.Fprintf(w, "unit %q → %q %s%s\n", u.A, u.B, u.Kind, map[bool]string{true: " renumbered"}[u.Renumbered])
	}
	for _, change := range c.Changes {
		mark := map[bool]string{true: " renumbered"}[change.Renumbered]
		_, _ = fmt.Fprintf(w, "%s%s %v %v %s\n", change.Kind, mark, change.A, change.B, render(change.Edits))
	}
	_, _ = fmt.Fprintf(w, "summary %+v\n", c.Summary)
}

// TestCompareGolden compares the texts in testdata/compare with what was read
// and accepted; TIFA_UPDATE=1 writes the golden files anew.
// tester is a test of the standard library or of rapid.
type tester interface {
	Helper()
	Fatal(args ...any)
}

// compareTexts is Compare, which fails only where it is broken off.
func compareTexts(t tester, a, b *tifa.Text, lang string) *Comparison {
	t.Helper()
	c, err := Compare(context.Background(), a, b, lang)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func fatesOf(t tester, a, b *tifa.Text, lang string) *Fates {
	t.Helper()
	f, err := NewFates(context.Background(), a, b, lang)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A comparison that nobody waits for ends.
func TestCompareCancelled(t *testing.T) {
	older, newer := longReport(300, false), longReport(300, true)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if c, err := Compare(ctx, older, newer, "zh"); !errors.Is(err, context.Canceled) {
		t.Errorf("it gives %v, %v", c, err)
	}
}

func TestCompareGolden(t *testing.T) {
	for name, lang := range map[string]string{"zh": "zh", "en": "en", "report": "zh"} {
		t.Run(name, func(t *testing.T) {
			a, b := goldenText(t, name+".old.txt", lang), goldenText(t, name+".new.txt", lang)
			c := compareTexts(t, a, b, lang)
			checkSentences(t, c, a, b)
			var out strings.Builder
			writeComparison(&out, c)
			path := filepath.Join("testdata", "compare", name+".golden")
			if os.Getenv("TIFA_UPDATE") != "" {
				if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if out.String() != string(want) {
				t.Errorf("got\n%s\nwant\n%s", out.String(), want)
			}
		})
	}
}

func goldenText(t *testing.T, name, lang string) *tifa.Text {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "compare", name))
	if err != nil {
		t.Fatal(err)
	}
	return textOf(string(raw), lang, false)
}

// TestCompareSurvivesLineBreaks breaks every line of a law after 21
// characters: each stump becomes a block, and nothing else may change.
func TestCompareSurvivesLineBreaks(t *testing.T) {
	a := goldenText(t, "zh.old.txt", "zh")
	var broken strings.Builder
	for _, block := range a.Blocks {
		n := 0
		for _, r := range block.Of(a.Body) {
			if n > 0 && n%21 == 0 {
				broken.WriteByte('\n')
			}
			broken.WriteRune(r)
			n++
		}
		broken.WriteByte('\n')
	}
	b := textOf(broken.String(), "zh", false)
	if len(b.Blocks) <= len(a.Blocks) {
		t.Fatalf("the text has %d blocks and was to have more than %d", len(b.Blocks), len(a.Blocks))
	}
	c := compareTexts(t, a, b, "zh")
	checkSentences(t, c, a, b)
	if c.Summary.Units.Same != len(c.Units) || c.Summary.Same != len(c.Changes) {
		var out strings.Builder
		writeComparison(&out, c)
		t.Errorf("broken lines made a difference:\n%s", out.String())
	}
}

// sentencesOf is a text of one block a sentence.
func sentencesOf() *rapid.Generator[string] {
	sentence := rapid.SampledFrom([]string{
		"第一条 港口由港务局管理。", "第二条 港口由港务局管理。", "第二条 渔船应当每年检查。", "第三条 灯塔每晚点亮；日出后熄灭。",
		"灯塔每晚点亮。", "日出后熄灭。", "第二章 船舶", "依照第五条的规定处理。", "本条例自公布之日起施行。", "（一）游艇；", "（二）游艇；", "。",
	})
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(sentence, 0, 12).Draw(t, "sentences"), "\n")
	})
}

func TestCompareAccountsForEverySentence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := textOf(sentencesOf().Draw(t, "a"), "zh", false)
		b := textOf(sentencesOf().Draw(t, "b"), "zh", false)
		c := compareTexts(t, a, b, "zh")
		checkSentences(t, c, a, b)
		for _, change := range c.Changes {
			if len(change.A)+len(change.B) == 0 {
				t.Fatalf("a change without sentences: %+v", change)
			}
			if (change.Kind == Added) != (len(change.A) == 0) || (change.Kind == Removed) != (len(change.B) == 0) {
				t.Fatalf("kind and sides do not fit: %+v", change)
			}
		}
		for _, change := range compareTexts(t, a, a, "zh").Changes {
			if change.Kind != Same && change.Kind != Moved {
				t.Fatalf("a text compared with itself has %+v", change)
			}
		}
	})
}

func TestUnitsTellMentionsFromArticles(t *testing.T) {
	tests := []struct{ name, lang, body, want string }{
		{"articles", "zh", "条例\n第一章 总则\n第一条 港口归港务局管理。\n第二条之一 码头同此。", "|第一章|第一条|第二条之一"},
		{"mention in a sentence", "zh", "第一条 依照本法第五条处理。\n第二条 略。", "第一条|第二条"},
		{"mention opens a line", "zh", "第一条 港务局可以依照本条例的规定和岛务会议的决定以及\n第九条 规定处罚。\n第二条 略。", "第一条|第二条"},
		{"mention opens a sentence", "zh", "第一条 略。第五条规定的船舶除外。\n第二条 略。", "第一条|第二条"},
		{"in a joined line", "zh", "第一章 总则 第一条 港口归港务局管理。第二条 码头同此。", "第一章|第一条|第二条"},
		{"english", "en", "Ordinance\nArticle 1. Ports are open.\nArticle 2. See Article 9.", "|Article 1|Article 2"},
		{"german", "de", "Gesetz\n§ 1 Zweck\n(1) Es gilt § 7.\n§ 2a Begriffe", "|§ 1|§ 2a"},
		{"items are no units", "zh", "（一）游艇；\n二、渔船。", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := textOf(tt.body, tt.lang, false)
			var labels []string
			for _, u := range cmpSideOf(body, text.Lookup(tt.lang)).units {
				labels = append(labels, u.label)
			}
			if got := strings.Join(labels, "|"); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestNumber(t *testing.T) {
	for s, want := range map[string]int{
		"第五条": 5, "第十条": 10, "第二十一条": 21, "第一百零五条": 105, "第一百一十条": 110,
		"第一〇五条": 105, "第 12 條": 12, "第１２条": 12, "Article 7": 7, "§ 15a": 15, "Article IV": 0, "": 0,
	} {
		if got := cmpNumber(s); got != want {
			t.Errorf("number of %q is %d, want %d", s, got, want)
		}
	}
}

// longReport is n sentences of invented text without articles; edit changes
// every fifth.
func longReport(n int, edit bool) *tifa.Text {
	var b strings.Builder
	seed := uint32(11)
	for i := range n {
		for range 40 {
			seed = seed*1664525 + 1013904223
			b.WriteRune(rune(0x4E00 + seed>>20%600))
		}
		if edit && i%5 == 0 {
			b.WriteString("另有规定的除外")
		}
		b.WriteString("。\n")
	}
	return textOf(b.String(), "zh", false)
}

func BenchmarkCompare(b *testing.B) {
	for _, n := range []int{300, 2000} {
		older, newer := longReport(n, false), longReport(n, true)
		b.Run(fmt.Sprintf("%d sentences", n), func(b *testing.B) {
			for b.Loop() {
				compareTexts(b, older, newer, "zh")
			}
		})
	}
}
