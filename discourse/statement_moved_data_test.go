package discourse

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/reuse"
	"tifa/text"
)

// versions are two versions of a text in the folder of real texts.
type versions struct {
	names [2]string // as addresses
	texts [2]*tifa.Text
	lang  string
	made  bool // the rules of moved statements were made on it
}

// lawVersions are the pairs of versions of laws. Those with an even number, and
// the drafts, served to make the rules.
func lawVersions(t *testing.T) []versions {
	t.Helper()
	root := dataPath(t, "prc-laws")
	pairs, err := os.ReadFile(filepath.Join(root, "VERSION_PAIRS.dev.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var files [][2]string
	drafts := []string{"1997", "2007", "2013", "2015", "draft_1", "draft_2", "2021"}
	for i := 1; i < len(drafts); i++ {
		files = append(files, [2]string{"prc-law-drafts/" + drafts[i-1] + ".txt", "prc-law-drafts/" + drafts[i] + ".txt"})
	}
	made := len(files)
	for _, line := range strings.Split(strings.TrimSpace(string(pairs)), "\n")[1:] {
		f := strings.Split(strings.TrimSpace(line), "\t")
		files = append(files, [2]string{"prc-laws/" + f[3], "prc-laws/" + f[4]})
	}
	var out []versions
	for i, f := range files {
		v := versions{lang: "zh", made: i < made || i%2 == 0}
		for k, name := range f {
			data, err := os.ReadFile(dataPath(t, name))
			if err != nil {
				t.Fatal(err)
			}
			d, err := extract.Read(t.Context(), data, extract.Hint{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			v.names[k] = strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)) + ".zh"
			v.texts[k] = text.Canonical(d.Blocks, "zh")
		}
		out = append(out, v)
	}
	const tw = "tw-law-history/"
	for _, f := range [][3]string{
		{tw + "I0050021/2021-09-19_241d77f57b.zh.json", tw + "I0050021/2023-06-15_d4880a03d6.zh.json", "zh"},
		{tw + "J0080037/2021-09-19_241d77f57b.zh.json", tw + "J0080037/2024-05-30_7a386974e5.zh.json", "zh"},
		{tw + "I0050021/2016-04-09_dd74950fd0.en.json", tw + "I0050021/2024-01-11_6ad58f3009.en.json", "en"},
		{tw + "J0080037/2016-02-03_1b8483d79e.en.json", tw + "J0080037/2024-08-22_3b0e2253e8.en.json", "en"},
	} {
		v := versions{lang: f[2]}
		for k := range v.texts {
			articles, order := lawArticles(dataPath(t, f[k]))
			var blocks []extract.Block
			for _, n := range order {
				label := "Article " + n
				if v.lang == "zh" {
					label = "第 " + n + " 條"
				}
				for i, line := range strings.Split(articles[n], "\n") {
					if i == 0 {
						line = label + " " + line
					}
					blocks = append(blocks, extract.Block{Kind: tifa.Paragraph, Text: line})
				}
			}
			name := strings.Split(f[k], "/")
			v.names[k] = strings.ToLower(name[1]) + "." + v.lang + "." + name[2][:10]
			v.texts[k] = text.Canonical(blocks, v.lang)
		}
		out = append(out, v)
	}
	return append(out, billVersions(t)...)
}

// billVersions are bills of American states that were made after the same model,
// each against the next of its family.
func billVersions(t *testing.T) []versions {
	t.Helper()
	data, err := os.ReadFile(dataPath(t, "us-bill-reuse/evaluation_set/labeled_bills.json"))
	if err != nil {
		t.Fatal(err)
	}
	var bills map[string]struct {
		Text  string
		Match *int
	}
	if err := json.Unmarshal(data, &bills); err != nil {
		t.Fatal(err)
	}
	last := map[int]versions{}
	var out []versions
	for i := range len(bills) {
		b := bills[strconv.Itoa(i)]
		if b.Match == nil || b.Text == "" {
			continue
		}
		v := last[*b.Match]
		v.lang, v.names[0], v.texts[0] = "en", v.names[1], v.texts[1]
		v.names[1], v.texts[1] = fmt.Sprintf("bill-%02d.en", i), text.Canonical(extract.FromText(b.Text, false), "en")
		if v.texts[0] != nil {
			out = append(out, v)
		}
		last[*b.Match] = v
	}
	return out
}

func (v *versions) turnover(t *testing.T) (gone, added *Turnover, moved []Moved) {
	t.Helper()
	table := builtin().For(v.lang)
	c, err := reuse.Compare(t.Context(), v.texts[0], v.texts[1], v.lang)
	if err != nil {
		t.Fatal(err)
	}
	return VersionTurnover(c.Changes, Statements(v.names[0], v.texts[0], table), Statements(v.names[1], v.texts[1], table), v.texts)
}

// TestMovedDraw prints statements that are told as standing elsewhere, drawn at
// random, to be judged (TIFA_SHOW=60; TIFA_ONLY=made or test).
func TestMovedDraw(t *testing.T) {
	show, _ := strconv.Atoi(os.Getenv("TIFA_SHOW"))
	seed, _ := strconv.Atoi(os.Getenv("TIFA_SEED"))
	if show == 0 {
		t.Skip("TIFA_SHOW=N prints N statements")
	}
	var all []string
	for _, v := range lawVersions(t) {
		if o := os.Getenv("TIFA_ONLY"); o != "" && (o == "made") != v.made {
			continue
		}
		gone, added, moved := v.turnover(t)
		t.Logf("%s %v: gone %d new %d moved %d", v.names[0], v.made, len(gone.Statements), len(added.Statements), len(moved))
		for i := range moved {
			m := &moved[i]
			all = append(all, fmt.Sprintf("%s %s → %s %s %s\n    %s\n    %s\n    | %s\n    | %s", m.A.Lays(), v.names[0], v.names[1], m.A.Address, m.B.Address,
				m.A.Quote, m.B.Quote, v.texts[0].Sentence(m.A.Sentence), v.texts[1].Sentence(m.B.Sentence)))
		}
	}
	r := rand.New(rand.NewPCG(uint64(seed), 26))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	t.Logf("moved: %d\n%s", len(all), strings.Join(all[:min(show, len(all))], "\n"))
}

// TestMovedJudged counts the statements that are told as standing elsewhere, by
// what a reader said of them: go test ./discourse -run TestMovedJudged -v
func TestMovedJudged(t *testing.T) {
	data, err := judgedTables.ReadFile("judged/moved.tsv")
	if err != nil {
		t.Fatal(err)
	}
	table, err := readTSV("moved.tsv", data, "kind", "lang", "address", "verdict", "to")
	if err != nil {
		t.Fatal(err)
	}
	found := map[[2]string]bool{}
	n := 0
	for _, v := range lawVersions(t) {
		_, _, moved := v.turnover(t)
		n += len(moved)
		for i := range moved {
			found[[2]string{moved[i].A.Address, moved[i].B.Address}] = true
		}
	}
	still, all := map[string]int{}, map[string]int{}
	for _, row := range table.rows {
		f := row.fields
		key := f["kind"] + " " + f["lang"] + " " + f["verdict"]
		all[key]++
		if found[[2]string{f["address"], f["to"]}] {
			still[key]++
		} else if f["verdict"] == "right" {
			t.Errorf("%s → %s is not found any more", f["address"], f["to"])
		}
	}
	for _, key := range sortedKeys(all) {
		t.Logf("%s: %d judged, %d still found", key, all[key], still[key])
	}
	if n > len(table.rows)*3/2 {
		t.Errorf("%d are found, of which %d were judged: judge anew", n, len(table.rows))
	}
}
