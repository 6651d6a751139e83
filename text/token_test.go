package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func keys(s string) string {
	var ks []string
	for _, t := range Tokens(s) {
		ks = append(ks, t.Key)
	}
	return strings.Join(ks, "|")
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"发展", "发|展"},
		{"發 展", "发|展"},
		{"乾淨 幹部 干涉", "干|净|干|部|干|涉"},
		{"The United Nations", "the|united|nations"},
		{"ＡＢＣ１２３", "abc123"},
		{"1 9 9 3 年", "1993|年"},
		{"１ ９ ９ ３年", "1993|年"},
		{"5 10 3", "5|10|3"},
		{"1 9 93", "19|93"},
		{"Article 5 3rd", "article|5|3rd"},
		{"2020年", "2020|年"},
		{"“三农”", "\"|三|农|\""},
		{"「三農」", "\"|三|农|\""},
		{"——改革", "-|-|改|革"},
		{"⑴ 总则", "(|1|)|总|则"},
		{"don’t", "don|'|t"},
		{"Straße STRASSE", "strasse|strasse"},
		{"cy\u00adber\u200bspace", "cyberspace"},
		{"A/69/723", "a|/|69|/|723"},
		{"９．９％", "9|.|9|%"},
		{"café e\u0301", "café|e\u0301"},
		{"網路のガバナンス", "网|路|の|ガ|バ|ナ|ン|ス"},
		{"한국 정부", "한국|정부"},
		{"1\n9", "1|\n|9"},
	} {
		if got := keys(c.in); got != c.want {
			t.Errorf("tokens of %q are %q, want %q", c.in, got, c.want)
		}
	}
}

func TestTokenSpans(t *testing.T) {
	s := "第 1 9 9 3 年⑴Über"
	var got []string
	for _, tok := range Tokens(s) {
		got = append(got, s[tok.Start:tok.End])
	}
	want := []string{"第", "1 9 9 3", "年", "⑴", "⑴", "⑴", "Über"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// mixed draws text in which the hard cases stand close together.
var mixed = rapid.StringOfN(rapid.SampledFrom([]rune("发發展干乾 　1９09aBé\u0301ßﬁ⑴…—“」，。;\n\u200b한ガﷺ𠮷x")), 0, 40, -1)

func TestTokenProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := mixed.Draw(t, "s")
		end := 0
		for i, tok := range Tokens(s) {
			if tok.Start < 0 || tok.End > len(s) || tok.Start >= tok.End || tok.Start < end-4*utf8.UTFMax {
				t.Fatalf("token %d of %q has span %d-%d", i, s, tok.Start, tok.End)
			}
			if KindOf(tok.Key) != tok.Kind {
				t.Fatalf("token %q has kind %d, its key says %d", tok.Key, tok.Kind, KindOf(tok.Key))
			}
			if tok.Key == "" || !utf8.ValidString(tok.Key) {
				t.Fatalf("token %d of %q has key %q", i, s, tok.Key)
			}
			end = tok.End
		}
		if f := Fold(s); Fold(f) != f {
			t.Fatalf("folding %q twice: %q, then %q", s, f, Fold(f))
		}
	})
}

// A scan may start at any token that shares no character with the one before,
// and finds the same tokens as a scan from the beginning.
func TestScannerAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := mixed.Draw(t, "s")
		all := Tokens(s)
		for i, tok := range all {
			if i > 0 && all[i-1].End > tok.Start {
				continue
			}
			sc := ScannerAt(s, tok.Start)
			for _, want := range all[i:] {
				if !sc.Next() || string(sc.Key()) != want.Key || sc.Start != want.Start || sc.End != want.End {
					t.Fatalf("scan of %q from %d differs at %v", s, tok.Start, want)
				}
			}
			if sc.Next() {
				t.Fatalf("scan of %q from %d finds too much", s, tok.Start)
			}
		}
	})
}

func BenchmarkScanner(b *testing.B) {
	for name, s := range map[string]string{
		"zh": strings.Repeat("坚持以人民为中心的发展思想，推动网络强国建设；", 4000),
		"en": strings.Repeat("The United Nations should play a leading role in this. ", 4000),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				for sc := NewScanner(s); sc.Next(); {
					_ = sc.Kind
				}
			}
		})
	}
}
