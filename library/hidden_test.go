package library

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa"
	"tifa/extract"
)

// historyOf adds the versions of a law, in both languages, that the history of
// Taiwan's laws has.
func historyOf(t *testing.T, l *Library, law string) {
	t.Helper()
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	files, _ := filepath.Glob(filepath.Join(root, "tw-law-history", law, "*.json"))
	if len(files) == 0 {
		t.Skipf("real texts are missing: %s", filepath.Join(root, "tw-law-history", law))
	}
	var all []*prepared
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var version struct {
			Zh       string `json:"法規名稱"`
			En       string `json:"英文法規名稱"`
			Articles []struct {
				Chapter string `json:"編章節"`
				Number  string `json:"條號"`
				Words   string `json:"條文內容"`
			} `json:"法規內容"`
		}
		if err := json.Unmarshal([]byte(strings.TrimPrefix(string(data), "\uFEFF")), &version); err != nil {
			t.Fatal(err)
		}
		stated := Stated{Work: strings.ToLower(law), Lang: "en", Title: version.En, Status: "official translation", Label: filepath.Base(f)[:10]}
		if strings.HasSuffix(f, ".zh.json") {
			stated.Lang, stated.Title, stated.Status = "zh-Hant", version.Zh, "original"
		}
		if stated.Date, err = tifa.ParseDate(stated.Label); err != nil {
			t.Fatal(err)
		}
		var blocks []extract.Block
		for _, a := range version.Articles {
			for _, heading := range []string{a.Chapter, a.Number} {
				blocks = append(blocks, extract.Block{Kind: tifa.Heading, Level: 2, Text: heading})
			}
			blocks = append(blocks, extract.Block{Kind: tifa.Paragraph, Text: strings.ReplaceAll(a.Words, "\r\n", map[bool]string{true: " "}[stated.Lang == "en"])})
		}
		p, err := l.describe(blocks, extract.Meta{}, filepath.Base(f), stated)
		if err != nil {
			t.Fatal(err)
		}
		p.data = data
		all = append(all, p)
	}
	if _, err := l.put(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	if err := l.sync(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// The English of the Personal Data Protection Act was revised in 2019 while
// the Chinese stood still.
func TestHiddenChangesOfALaw(t *testing.T) {
	l, err := Open(t.Context(), t.TempDir(), Options{By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	historyOf(t, l, "I0050021")
	versions := []string{"2016-02-03", "2016-04-09", "2017-11-26", "2019-04-25", "2019-09-30", "2023-08-10", "2024-01-11"}
	for i := range versions[1:] {
		h, err := l.HiddenChanges(t.Context(), "i0050021.en."+versions[i], "i0050021.en."+versions[i+1], "zh", "", "", nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s → %s (%s → %s): same %d, English alone %d, Chinese alone %d, both %d", h.A[0], h.B[0], h.A[1], h.B[1],
			h.Summary.Same, h.Summary.Hidden["zh"], h.Summary.Hidden["en"], h.Summary.Changed)
		for k, x := range h.Items {
			if k < 2 {
				t.Logf("  %s stayed (%s): %.90s … → %.90s …", x.Stayed, x.B.Src, x.Before, x.After)
			}
		}
		for k, w := range h.Words {
			if k < 5 {
				t.Logf("  %d × %s → %s", w.Count, w.Before, w.After)
			}
		}
		if versions[i+1] == "2019-09-30" {
			if len(h.Words) == 0 || h.Words[0].Before != "information" || h.Words[0].After != "data" || h.Words[0].Count < 30 {
				t.Errorf("information → data is not the first replacement: %v", h.Words)
			}
			if h.Summary.Hidden["zh"] < 100 || h.Summary.Hidden["en"] != 0 {
				t.Errorf("hidden changes: %v", h.Summary.Hidden)
			}
		}
		if h.A[1] == h.B[1] && h.Summary.Hidden["en"] != 0 {
			t.Errorf("the Chinese of %s is one text, and yet changed", h.A[1])
		}
	}
}

// What the sample hides is found, and nothing else.
func TestHiddenChangesOfTheSample(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "sample", "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Hidden []struct {
			Same string    `json:"same"`
			A, B [2]string // edition, sentence
		} `json:"hidden_changes"`
	}
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	l := sampleLibrary(t)
	h, err := l.HiddenChanges(t.Context(), "strategy-2017.zh", "strategy-2023.zh", "en", "", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	found := func(same, before, after string) bool {
		return slices.ContainsFunc(h.Items, func(x HiddenChange) bool {
			return x.Stayed == same && strings.Contains(x.Before, before) && strings.Contains(x.After, after)
		})
	}
	for _, w := range want.Hidden {
		if !found(w.Same, w.A[1], w.B[1]) {
			t.Errorf("%s stood still and this change is not found: %s → %s", w.Same, w.A[1], w.B[1])
		}
	}
	for _, x := range h.Items {
		t.Logf("%s stayed: %s → %s", x.Stayed, x.Before, x.After)
	}
	if len(want.Hidden) == 0 || len(h.Items) > len(want.Hidden)+2 {
		t.Errorf("%d changes found of %d", len(h.Items), len(want.Hidden))
	}
}

// A text against itself is a slip of the hand.
func TestHiddenChangesOfTheSame(t *testing.T) {
	l := sampleLibrary(t)
	if _, err := l.HiddenChanges(t.Context(), "strategy-2017.zh", "strategy-2017.zh", "en", "", "", nil); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("%v", err)
	}
}

// Every bead of the older version is told: as the same, as hidden, or as
// changed in both.
func TestHiddenSummary(t *testing.T) {
	l := sampleLibrary(t)
	h, err := l.HiddenChanges(t.Context(), "strategy-2017.zh", "strategy-2023.zh", "en", "", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	x, err := l.Beads(t.Context(), "strategy-2017.zh", "strategy-2017.en")
	if err != nil {
		t.Fatal(err)
	}
	s := h.Summary
	told := s.Same + s.Hidden["zh"] + s.Hidden["en"] + s.Changed
	if s.Changed == 0 || told > len(x.Beads) || told < len(x.Beads)-4 { // some are told together
		t.Errorf("%+v of %d beads", s, len(x.Beads))
	}
	for _, item := range h.Items {
		if item.Was == "" || item.Kept == "" || item.Before == item.After {
			t.Errorf("%+v", item)
		}
	}
}
