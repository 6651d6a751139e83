package tifa_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tifa"
)

// What is a document's own stands where it stood, in bytes and in code points,
// and of its credits nothing is left.
func TestOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := &tifa.Text{}
		credits := 0
		for i := range rapid.IntRange(1, 5).Draw(t, "blocks") {
			if i > 0 {
				x.Body += "\n"
			}
			b := tifa.Block{Kind: rapid.SampledFrom([]tifa.BlockKind{tifa.Paragraph, tifa.Credit}).Draw(t, "kind")}
			b.Start = len(x.Body)
			x.Body += rapid.StringOfN(rapid.SampledFrom([]rune("ab é新社𠀀。")), 1, 6, -1).Draw(t, "text")
			b.End = len(x.Body)
			x.Blocks, x.Sentences = append(x.Blocks, b), append(x.Sentences, b.Span)
			if b.Kind == tifa.Credit {
				credits++
			}
		}
		own := x.Own()
		if credits == 0 && own != x {
			t.Fatal("a text without credits was copied")
		}
		if len(own.Body) != len(x.Body) || utf8.RuneCountInString(own.Body) != utf8.RuneCountInString(x.Body) {
			t.Fatalf("%q became %q", x.Body, own.Body)
		}
		for i, b := range x.Blocks {
			switch is := x.IsCredit(i + 1); {
			case is != (b.Kind == tifa.Credit):
				t.Fatalf("sentence %d is in a %s, IsCredit says %v", i+1, b.Kind, is)
			case !is && b.Of(own.Body) != b.Of(x.Body):
				t.Fatalf("%q became %q", b.Of(x.Body), b.Of(own.Body))
			case is && strings.Trim(b.Of(own.Body), " \u00a0\u3000\U000e0020") != "":
				t.Fatalf("of the credit %q there is left %q", b.Of(x.Body), b.Of(own.Body))
			}
		}
	})
}
