package text

import (
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"tifa"
	"tifa/extract"
)

func TestCanonical(t *testing.T) {
	got := Canonical([]extract.Block{
		{Kind: tifa.Heading, Level: 1, Text: "第一章"},
		{Kind: tifa.Paragraph, Text: " 　"},
		{Kind: tifa.Paragraph, Text: "一。二\n三。 "},
		{Kind: tifa.Note, Text: "Cafe\u0301"},
	}, "zh-Hans")
	if want := "第一章\n一。二 三。\nCaf\u00e9"; got.Body != want {
		t.Errorf("body %q, want %q", got.Body, want)
	}
	if len(got.Blocks) != 3 || got.Blocks[0].Level != 1 || got.Blocks[2].Kind != tifa.Note {
		t.Errorf("blocks %v", got.Blocks)
	}
	if len(got.Sentences) != 4 || got.Sentence(3) != "二 三。" || got.Sentence(4) != "Caf\u00e9" {
		t.Errorf("sentences %v", got.Sentences)
	}
	if empty := Canonical(nil, ""); empty.Body != "" || empty.Blocks != nil || empty.Sentences != nil {
		t.Errorf("the canonical text of nothing is %v", empty)
	}
}

// What comes out, put in again, comes out unchanged.
func TestCanonicalIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var blocks []extract.Block
		for _, s := range rapid.SliceOf(rapid.String()).Draw(t, "blocks") {
			blocks = append(blocks, extract.Block{Kind: tifa.Paragraph, Text: s})
		}
		first := Canonical(blocks, "zh")
		if !norm.NFC.IsNormalString(first.Body) {
			t.Fatalf("%q is not NFC", first.Body)
		}
		var again []extract.Block
		for _, b := range first.Blocks {
			again = append(again, extract.Block{Kind: b.Kind, Text: b.Of(first.Body)})
		}
		if second := Canonical(again, "zh"); second.Hash() != first.Hash() {
			t.Fatalf("%q became %q", first.Body, second.Body)
		}
	})
}
