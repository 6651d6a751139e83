package reuse

import (
	"encoding/csv"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tifa"
	"tifa/text"
)

// versionPair is two versions of a text in the folder of real texts.
type versionPair struct {
	name, lang string
	a, b       *tifa.Text
	made       bool // the rules of gaps were made on it
}

// versionPairs are all pairs of versions in the real texts, in an order that
// stands; every other law, and the drafts, served to make the rules of gaps.
func versionPairs(t testing.TB) []versionPair {
	t.Helper()
	var out []versionPair
	for i, p := range lawPairs(t) {
		name := strings.TrimSuffix(filepath.Base(p[0]), ".md") + " → " + strings.TrimSuffix(filepath.Base(p[1]), ".md")
		out = append(out, versionPair{name, "zh", readLaw(t, p[0], "zh", true), readLaw(t, p[1], "zh", true), i < 6 || i%2 == 1})
	}
	for _, p := range [][3]string{
		{"zh-Hant", "tw-law-history/I0050021/2021-09-19_241d77f57b.zh.json", "tw-law-history/I0050021/2023-06-15_d4880a03d6.zh.json"},
		{"zh-Hant", "tw-law-history/J0080037/2021-09-19_241d77f57b.zh.json", "tw-law-history/J0080037/2024-05-30_7a386974e5.zh.json"},
		{"en", "tw-law-history/I0050021/2016-02-03_1b8483d79e.en.json", "tw-law-history/I0050021/2016-04-09_dd74950fd0.en.json"},
		{"en", "tw-law-history/I0050021/2017-11-26_e83a0c3b42.en.json", "tw-law-history/I0050021/2019-09-30_3327028d00.en.json"},
		{"en", "tw-law-history/I0050021/2019-09-30_3327028d00.en.json", "tw-law-history/I0050021/2024-01-11_6ad58f3009.en.json"},
		{"en", "tw-law-history/J0080037/2016-02-03_1b8483d79e.en.json", "tw-law-history/J0080037/2024-08-22_3b0e2253e8.en.json"},
		{"de", "de-law-history/tmg/2012-08-03_bb3f0178.md", "de-law-history/tmg/2018-11-08_5710c0a6.md"},
		{"de", "de-law-history/bsig_2009/2012-08-03_bb3f0178.md", "de-law-history/bsig_2009/2018-11-08_5710c0a6.md"},
	} {
		read := func(name string) *tifa.Text {
			if strings.HasSuffix(name, ".json") {
				return readArticles(t, name, p[0])
			}
			return readLaw(t, name, p[0], true)
		}
		out = append(out, versionPair{p[1] + " → " + filepath.Base(p[2]), p[0], read(p[1]), read(p[2]), false})
	}
	return out
}

// readArticles reads a law of Taiwan, article by article.
func readArticles(t testing.TB, name, lang string) *tifa.Text {
	t.Helper()
	raw, err := os.ReadFile(dataFile(t, name))
	if err != nil {
		t.Fatal(err)
	}
	var law map[string]any
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(raw), "\uFEFF")), &law); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	walk := func(v any) {
		list, _ := v.([]any)
		for _, x := range list {
			m, _ := x.(map[string]any)
			for _, k := range []string{"編章節", "條號", "條文內容", "EngArticleNo", "EngArticleContent"} {
				if s, _ := m[k].(string); strings.TrimSpace(s) != "" {
					out.WriteString(strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) + "\n")
				}
			}
		}
	}
	for _, k := range []string{"法規內容", "EngLawArticles", "EngLawContent"} {
		walk(law[k])
	}
	return textOf(out.String(), lang, true)
}

// TestGapDraw prints what is told as removed and as added between the same two
// articles that are matched, drawn at random, to be judged (TIFA_SHOW=60; TIFA_ONLY=made or test).
func TestGapDraw(t *testing.T) {
	show, _ := strconv.Atoi(os.Getenv("TIFA_SHOW"))
	seed, _ := strconv.Atoi(os.Getenv("TIFA_SEED"))
	if show == 0 {
		t.Skip("TIFA_SHOW=N prints N gaps")
	}
	var gaps []string
	for _, p := range versionPairs(t) {
		if o := os.Getenv("TIFA_ONLY"); o != "" && (o == "made") != p.made {
			continue
		}
		c := compareTexts(t, p.a, p.b, p.lang)
		l := text.Lookup(p.lang)
		for _, g := range unitGaps(c, p.a, p.b, l) {
			gaps = append(gaps, p.name+"\n"+g)
		}
	}
	r := rand.New(rand.NewPCG(uint64(seed), 26))
	r.Shuffle(len(gaps), func(i, j int) { gaps[i], gaps[j] = gaps[j], gaps[i] })
	t.Logf("%d gaps\n%s", len(gaps), strings.Join(gaps[:min(show, len(gaps))], "\n----\n"))
}

// unitGaps are the units told as removed and as added in the same gap, one gap
// a string.
func unitGaps(c *Comparison, a, b *tifa.Text, l *text.Language) (out []string) {
	older, newer := cmpUnits(a, l), cmpUnits(b, l)
	unit := func(t *tifa.Text, units []cmpUnit, from int) string {
		for i, u := range units {
			if t.SentenceAt(u.from) == from {
				end := len(t.Body)
				if i+1 < len(units) {
					end = units[i+1].from
				}
				return strings.ReplaceAll(t.Body[u.from:end], "\n", " ")
			}
		}
		return t.Sentence(from)
	}
	var removed, added []string
	flush := func() {
		if len(removed) > 0 && len(added) > 0 {
			out = append(out, strings.Join(append(removed, added...), "\n"))
		}
		removed, added = nil, nil
	}
	for _, u := range c.Units {
		switch {
		case u.Kind == Removed && u.A != "":
			removed = append(removed, "  - "+unit(a, older, u.FromA))
		case u.Kind == Added && u.B != "":
			added = append(added, "  + "+unit(b, newer, u.FromB))
		case u.Kind != Moved:
			flush()
		}
	}
	flush()
	return out
}

// TestRewordedJudged counts the units that are paired since the comparison looks
// at what was reworded, by whether a reader paired them:
//
//	go test ./reuse -run TestRewordedJudged -v
func TestRewordedJudged(t *testing.T) {
	raw, err := os.ReadFile("testdata/judged-reworded.tsv")
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(string(raw)))
	r.Comma, r.Comment = '\t', '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	paired := map[[3]string]bool{}
	for _, p := range versionPairs(t) {
		for _, u := range compareTexts(t, p.a, p.b, p.lang).Units {
			paired[[3]string{p.name, u.A, u.B}] = true
		}
	}
	count := map[[2]string]int{}
	for _, row := range rows[1:] {
		if paired[[3]string{row[0], row[1], row[2]}] {
			count[[2]string{row[3], row[4]}]++
		} else if row[4] == "right" {
			t.Errorf("%s: %s → %s is not paired any more", row[0], row[1], row[2])
		}
	}
	t.Logf("paired, by where and verdict: %v", count)
}
