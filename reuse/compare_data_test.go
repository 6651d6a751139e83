package reuse

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// dataFile is a file of the folder of real texts, which is no part of the
// repository.
func dataFile(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	path := filepath.Join(root, filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("real data is missing (%v): set TIFA_DATA to its folder", err)
	}
	return path
}

// readLaw makes a canonical text of a Markdown or text file by the plainest
// means: a blank line ends a block; so does, in text files, a line break,
// except that with join lines without a stop are joined to the next.
func readLaw(t testing.TB, name, lang string, join bool) *tifa.Text {
	t.Helper()
	raw, err := os.ReadFile(dataFile(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return textOf(string(raw), lang, join || strings.HasSuffix(name, ".md"))
}

func textOf(raw, lang string, join bool) *tifa.Text {
	l := text.Lookup(lang)
	var blocks []extract.Block
	open := false
	for line := range strings.Lines(raw) {
		line = strings.TrimSpace(line)
		bare := strings.TrimLeft(line, "# ")
		last := len(blocks) - 1
		switch {
		case line == "" || strings.HasPrefix(line, "<!--"):
			open = open && join && last >= 0 && cmpLooksCut(blocks[last].Text) && lang == "zh"
		case bare != line:
			blocks = append(blocks, extract.Block{Kind: tifa.Heading, Level: len(line) - len(bare) - 1, Text: bare})
			open = false
		case open && join && l.Label(line) == "" && !strings.ContainsAny(blocks[last].Text[len(blocks[last].Text)-1:], ".:;"):
			blocks[last].Text += map[bool]string{true: "", false: " "}[lang == "zh"] + line
			open = true
		default:
			blocks = append(blocks, extract.Block{Kind: tifa.Paragraph, Text: line})
			open = true
		}
		if last := len(blocks) - 1; last >= 0 && lang == "zh" && line != "" {
			open = open && cmpLooksCut(blocks[last].Text)
		}
	}
	return text.Canonical(blocks, lang)
}

// lawPairs are the pairs that quality is measured on: file names by series.
func lawPairs(t testing.TB) [][2]string {
	t.Helper()
	const drafts = "prc-law-drafts/"
	pairs := [][2]string{
		{drafts + "1997.txt", drafts + "2007.txt"},
		{drafts + "2007.txt", drafts + "2013.txt"},
		{drafts + "2013.txt", drafts + "2015.txt"},
		{drafts + "2015.txt", drafts + "draft_1.txt"},
		{drafts + "draft_1.txt", drafts + "draft_2.txt"},
		{drafts + "draft_2.txt", drafts + "2021.txt"},
	}
	f, err := os.Open(dataFile(t, "prc-laws/VERSION_PAIRS.dev.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	r := csv.NewReader(f)
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		pairs = append(pairs, [2]string{"prc-laws/" + row[3], "prc-laws/" + row[4]})
	}
	return pairs
}

// articleCheck holds what can be checked about a comparison without a person.
type articleCheck struct {
	articlesA, articlesB int
	identical, found     int // articles with the same words, once on each side; those matched to each other
	leftover             []string
	kept, sameNumber     int // articles matched one to one; those whose number did not change
}

// checkArticles compares the outcome with the words of the articles. The
// second argument tells the least edit similarity at which an added and a
// removed article ought to have been matched.
func checkArticles(t testing.TB, a, b *tifa.Text, lang string, least float64) articleCheck {
	t.Helper()
	l := text.Lookup(lang)
	older, newer := cmpSideOf(a, l), cmpSideOf(b, l)
	c := compareTexts(t, a, b, lang)
	check := articleCheck{articlesA: len(older.units), articlesB: len(newer.units)}
	ids := make(cmpIDs)
	words := func(s *cmpSide) [][]int32 {
		all := make([][]int32, len(s.units))
		for u := range s.units {
			for _, p := range s.byUnit[u] {
				_, w, _ := ids.cmpTokens(s.pieces[p].span.Of(s.text.Body), s.pieces[p].label)
				all[u] = append(all[u], w...)
			}
		}
		return all
	}
	wordsA, wordsB := words(older), words(newer)
	var seenA, seenB []string
	matched := make(map[[2]string]bool)
	var added, removed []string
	for _, u := range c.Units {
		as, bs := strings.Split(u.A, " + "), strings.Split(u.B, " + ")
		switch u.Kind {
		case Added:
			as, added = nil, append(added, u.B)
		case Removed:
			bs, removed = nil, append(removed, u.A)
		}
		seenA, seenB = append(seenA, as...), append(seenB, bs...)
		for _, x := range as {
			for _, y := range bs {
				matched[[2]string{x, y}] = true
				if len(as) == 1 && len(bs) == 1 && strings.Contains(x, "条") {
					check.kept++
					if x == y {
						check.sameNumber++
					}
				}
			}
		}
	}
	for side, seen := range map[*cmpSide][]string{older: seenA, newer: seenB} {
		var all []string
		for _, u := range side.units {
			all = append(all, u.label)
		}
		slices.Sort(all)
		slices.Sort(seen)
		if !slices.Equal(all, seen) {
			t.Errorf("units accounted for are %v, want %v", seen, all)
		}
	}
	for i, x := range wordsA {
		once := func(all [][]int32) int {
			at, n := -1, 0
			for k, y := range all {
				if slices.Equal(x, y) {
					at, n = k, n+1
				}
			}
			if n != 1 {
				return -1
			}
			return at
		}
		if j := once(wordsB); len(x) > 0 && j >= 0 && once(wordsA) == i {
			check.identical++
			if matched[[2]string{older.units[i].label, newer.units[j].label}] {
				check.found++
			}
		}
		for j, y := range wordsB {
			la, lb := older.units[i].label, newer.units[j].label
			if !slices.Contains(removed, la) || !slices.Contains(added, lb) || min(len(x), len(y)) < cmpMovedTokens {
				continue
			}
			if s := 1 - float64(Distance(x, y))/float64(max(len(x), len(y))); s >= least {
				check.leftover = append(check.leftover, la+"~"+lb)
			}
		}
	}
	return check
}

// TestLawVersions measures the comparison on real versions of laws:
//
//	go test ./reuse -run TestLawVersions -v
func TestLawVersions(t *testing.T) {
	var sum articleCheck
	for _, pair := range lawPairs(t) {
		a, b := readLaw(t, pair[0], "zh", true), readLaw(t, pair[1], "zh", true)
		check := checkArticles(t, a, b, "zh", .6)
		c := compareTexts(t, a, b, "zh")
		t.Logf("%s → %s: %d and %d units; identical %d, matched %d; left over %v; kept %d, same number %d; units %+v",
			filepath.Base(pair[0]), filepath.Base(pair[1]), check.articlesA, check.articlesB,
			check.identical, check.found, check.leftover, check.kept, check.sameNumber, c.Summary.Units)
		checkSentences(t, c, a, b)
		sum.identical += check.identical
		sum.found += check.found
		sum.leftover = append(sum.leftover, check.leftover...)
		sum.kept += check.kept
		sum.sameNumber += check.sameNumber
	}
	t.Logf("all: identical %d, matched %d; added and removed that are alike: %d; kept %d, same number %d",
		sum.identical, sum.found, len(sum.leftover), sum.kept, sum.sameNumber)
}

// checkSentences checks that every sentence of both texts is accounted for.
func checkSentences(t fataler, c *Comparison, a, b *tifa.Text) {
	t.Helper()
	seenA, seenB := make([]int, len(a.Sentences)), make([]int, len(b.Sentences))
	for _, change := range c.Changes {
		for _, n := range change.A {
			seenA[n-1]++
		}
		for _, n := range change.B {
			seenB[n-1]++
		}
	}
	if i := slices.Index(seenA, 0); i >= 0 {
		t.Fatalf("sentence %d of the older text is in no change: %s", i+1, a.Sentence(i+1))
	}
	if i := slices.Index(seenB, 0); i >= 0 {
		t.Fatalf("sentence %d of the newer text is in no change: %s", i+1, b.Sentence(i+1))
	}
}

// TestShowComparison prints a comparison for reading: TIFA_COMPARE names two
// files, set apart by a space, and perhaps their language.
//
//	TIFA_COMPARE='prc-law-drafts/draft_2.txt prc-law-drafts/2021.txt' go test ./reuse -run TestShowComparison -v
func TestShowComparison(t *testing.T) {
	names := strings.Fields(os.Getenv("TIFA_COMPARE"))
	if len(names) < 2 {
		t.Skip("TIFA_COMPARE names no two files")
	}
	lang := append(names, "zh")[2]
	a, b := readLaw(t, names[0], lang, true), readLaw(t, names[1], lang, true)
	var out strings.Builder
	writeComparison(&out, compareTexts(t, a, b, lang))
	t.Log("\n" + out.String())
}

// TestDraftsSurviveLineBreaks takes every line of drafts from PDF as a block:
// the comparison with the law as passed must come out as with joined lines.
func TestDraftsSurviveLineBreaks(t *testing.T) {
	law := readLaw(t, "prc-law-drafts/2021.txt", "zh", true)
	for _, name := range []string{"draft_1.txt", "draft_2.txt"} {
		joined, lines := readLaw(t, "prc-law-drafts/"+name, "zh", true), readLaw(t, "prc-law-drafts/"+name, "zh", false)
		one, other := compareTexts(t, joined, law, "zh").Summary, compareTexts(t, lines, law, "zh").Summary
		t.Logf("%s: %d blocks joined, %d lines: %+v", name, len(joined.Blocks), len(lines.Blocks), other)
		if one != other {
			t.Errorf("%s: joined lines give %+v, broken ones %+v", name, one, other)
		}
	}
}
