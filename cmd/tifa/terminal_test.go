package main

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tifa"
)

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "提法": 4, "ａ": 2, "é": 1, "e\u0301": 1, "한국": 4, "…": 1} {
		if got := columns(s); got != want {
			t.Errorf("columns(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	if got := cut("数字经济", 5); got != "数字…" {
		t.Errorf("cut: %q", got)
	}
	if got := cutLeft("数字经济", 5); got != "…经济" {
		t.Errorf("cutLeft: %q", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		s, n := rapid.String().Draw(t, "s"), rapid.IntRange(2, 20).Draw(t, "n")
		if got := columns(cut(s, n)); got > n {
			t.Errorf("cut to %d gives %d columns", n, got)
		}
		if got := columns(cutLeft(s, n)); got > n {
			t.Errorf("cutLeft to %d gives %d columns", n, got)
		}
	})
}

func TestWrap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.StringMatching(`[a-z]{1,8}|[提法数字经济]{1,12}`)).Draw(t, "words")
		s := strings.Join(words, " ")
		got := wrap(s, 24, "  ")
		for line := range strings.SplitSeq(got, "\n") {
			if columns(strings.TrimRight(line, " ")) > 24 {
				t.Errorf("line %q is longer than 24 columns", line)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if squeeze(got) != squeeze(s) {
			t.Errorf("wrap changed the words: %q from %q", got, s)
		}
	})
}

func TestWrapKeepsMarks(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"湖水清，渠路通。", "湖水\n清，\n渠路\n通。"}, // no line begins with a full stop
		{"湖水“清”渠", "湖水\n“清”\n渠"},
		{"湖水[-清-]{+浊+}渠", "湖水\n[-清-]\n{+浊+}\n渠"},
	} {
		if got := wrap(c.s, 5, ""); got != c.want {
			t.Errorf("wrap(%q) = %q, want %q", c.s, got, c.want)
		}
	}
}

func TestMarked(t *testing.T) {
	edits := []tifa.Edit{
		{Op: tifa.Equal, A: "build ", B: "build "},
		{Op: tifa.Delete, A: "a ", B: ""},
		{Op: tifa.Replace, A: "harmonious", B: "prosperous"},
		{Op: tifa.Insert, A: "", B: "\nsociety"},
		{Op: tifa.Move, A: "now", B: ""},
	}
	want := "build [-a -][-harmonious-]{+prosperous+}{+¶society+}[~now~]"
	if got := (style{}).marked(edits); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestBar(t *testing.T) {
	for _, c := range []struct {
		value, most float64
		want        string
	}{
		{0, 4, ""}, {4, 4, "████"}, {2, 4, "██"}, {1.5, 4, "█▌"}, {.001, 4, "▏"}, {0, 0, ""},
	} {
		if got := bar(c.value, c.most, 4); got != c.want {
			t.Errorf("bar(%g of %g) = %q, want %q", c.value, c.most, got, c.want)
		}
	}
}

func TestBarLine(t *testing.T) {
	got := barLine("importing", 25<<20, 100<<20, "bytes", 5*time.Second)
	want := "importing [======                  ]  25 %  5.0 MB/s  15s left"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
