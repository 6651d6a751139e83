package extract

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  a \t b\n":              "a b",
		"第一条　为了":                  "第一条　为了",
		"第一条　　为了":                 "第一条　为了",
		"　　开头":                    "开头",
		"a\u200bb\ufeffc\u00add":  "abcd",
		"a\u00a0\u3000b":          "a b",
		"a \u200b b":              "a b",
		"bell\a and\x00 nul":      "bell and nul",
		"bad \xff byte":           "bad \ufffd byte",
		"می\u200cخواهم":           "می\u200cخواهم",
		"已经 clean，no change":      "已经 clean，no change",
		"\u200b \u3000\ufeff\r\n": "",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIsSpace(t *testing.T) {
	for r := range rune(0x10000) {
		if isSpace(r) != unicode.IsSpace(r) {
			t.Errorf("isSpace(%U) = %v", r, isSpace(r))
		}
	}
}

// Cleaning twice changes nothing, and the result is fit for a block.
func TestCleanIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune(" \t\n\u00a0\u3000\u200b\ufeff\u00ada字.\x01")), 0, 20, -1).Draw(t, "s")
		once := clean(s)
		if twice := clean(once); twice != once {
			t.Fatalf("clean(%q) = %q, then %q", s, once, twice)
		}
		if strings.ContainsAny(once, "\n\t\u200b\ufeff") || strings.TrimSpace(once) != once || !utf8.ValidString(once) {
			t.Fatalf("clean(%q) = %q", s, once)
		}
	})
}
