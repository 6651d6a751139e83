package store

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa"
)

func TestDivisionRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"law", "国家", "é", "𠀀", " "}), 1, 8)
		want := &tifa.Text{}
		for i := range rapid.IntRange(1, 20).Draw(t, "blocks") {
			if i > 0 {
				want.Body += "\n"
			}
			start := len(want.Body)
			for range rapid.IntRange(1, 5).Draw(t, "sentences") {
				from := len(want.Body)
				want.Body += strings.Join(words.Draw(t, "words"), "")
				want.Sentences = append(want.Sentences, tifa.Span{Start: from, End: len(want.Body)})
				want.Body += strings.Repeat(" ", rapid.IntRange(0, 2).Draw(t, "space"))
			}
			want.Blocks = append(want.Blocks, tifa.Block{
				Kind:  rapid.SampledFrom(kinds).Draw(t, "kind"),
				Level: rapid.IntRange(0, 9).Draw(t, "level"),
				Span:  tifa.Span{Start: start, End: len(want.Body)},
			})
		}
		if err := checkText(want); err != nil {
			t.Fatal(err)
		}
		blob := encodeDivision(want)
		got, err := decodeDivision(blob, want.Body)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("-want +got\n%s", diff)
		}
		// Any change is found by the checksum.
		at := rapid.IntRange(0, len(blob)-1).Draw(t, "at")
		blob[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "flip"))
		if _, err := decodeDivision(blob, want.Body); err == nil {
			t.Fatalf("a change of byte %d was not found", at)
		}
	})
}

// Whatever the bytes, decoding gives an error or a division that fits.
func FuzzDecodeDivision(f *testing.F) {
	whole := text("One. Two.", "第一条。第二条。")
	blob := encodeDivision(whole)
	f.Add(blob[:len(blob)-4], whole.Body)
	f.Add([]byte{1, 1, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1}, "body")
	f.Add([]byte{1, 200, 200, 1}, "")
	f.Fuzz(func(t *testing.T, data []byte, body string) {
		got, err := decodeDivision(sealed(data), body)
		if err != nil {
			return
		}
		for i, s := range got.Sentences {
			if !utf8.ValidString(got.Sentence(i+1)) || s.Len() == 0 {
				t.Errorf("sentence %d is %q", i+1, got.Sentence(i+1))
			}
		}
		if _, err := decodeDivision(encodeDivision(got), body); err != nil {
			t.Errorf("encoded again: %v", err)
		}
	})
}
