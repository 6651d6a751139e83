package discourse

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// dataText is a text of the real data.
type dataText struct {
	address, lang string
	text          *tifa.Text
}

// dataTexts are work reports in Chinese and statements in the General Debate in
// English. The tables were made on the reports of even years and the debate of
// 2017; the others, and the debate of 2020, are for measuring.
func dataTexts(t testing.TB, lang string, measure bool) []dataText {
	t.Helper()
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	var out []dataText
	if lang == "en" {
		session := "Session 72 - 2017"
		if measure {
			session = "Session 75 - 2020"
		}
		paths, _ := filepath.Glob(filepath.Join(root, "ungdc", "TXT", session, "*.txt"))
		return sortedTexts(t, statementTexts(t, paths))
	}
	for _, r := range reportRecords(t, filepath.Join(root, "prc-gwr-congress", "government_work_reports.to2012.jsonl")) {
		year, err := strconv.Atoi(fmt.Sprint(r.Year))
		if err == nil && (year%2 == 1) == measure {
			out = append(out, dataText{fmt.Sprintf("gwr-%d.zh", year), "zh", text.Canonical(extract.FromText(r.Content, false), "zh")})
		}
	}
	return sortedTexts(t, out)
}

// congressReports are reports to party congresses, for measuring alone, with
// the numbers of their records.
func congressReports(t testing.TB) []dataText {
	t.Helper()
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	var out []dataText
	for i, r := range reportRecords(t, filepath.Join(root, "prc-gwr-congress", "cpc_congress_reports.to17.jsonl")) {
		out = append(out, dataText{fmt.Sprintf("congress-%02d.zh", i+1), "zh", text.Canonical(extract.FromText(r.Content, false), "zh")})
	}
	return sortedTexts(t, out)
}

type reportRecord struct {
	Content string
	Year    any
}

func reportRecords(t testing.TB, path string) []reportRecord {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	var out []reportRecord
	for lines.Scan() {
		var r reportRecord
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// statementTexts reads files of the General Debate.
func statementTexts(t testing.TB, paths []string) []dataText {
	t.Helper()
	var out []dataText
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.ToLower(strings.ReplaceAll(strings.TrimSuffix(filepath.Base(p), ".txt"), "_", "-"))
		out = append(out, dataText{name + ".en", "en", text.Canonical(extract.FromText(strings.TrimPrefix(string(data), "\uFEFF"), false), "en")})
	}
	return out
}

func sortedTexts(t testing.TB, out []dataText) []dataText {
	t.Helper()
	if len(out) == 0 {
		t.Skip("real texts are missing: name their folder in TIFA_DATA")
	}
	slices.SortFunc(out, func(a, b dataText) int { return strings.Compare(a.address, b.address) })
	return out
}

// TestHingeDraw prints hinges drawn at random, to be judged: TIFA_SHOW=50, of
// the texts on which the table was made with TIFA_HINGES=dev.
func TestHingeDraw(t *testing.T) {
	show, _ := strconv.Atoi(os.Getenv("TIFA_SHOW"))
	if show == 0 {
		t.Skip("TIFA_SHOW=N prints N hinges of each language")
	}
	hinges := readHinges(t)
	for _, lang := range []string{"zh", "en"} {
		var lines []string
		for _, d := range dataTexts(t, lang, os.Getenv("TIFA_HINGES") != "dev") {
			for _, h := range hinges.Find(d.text, lang) {
				lines = append(lines, fmt.Sprintf("%s:s%d\t%s\t%s\t%d\n    [%s]\n    [%s]", d.address, h.Sentence, h.Kind, h.Cue, h.Subordinate,
					h.Poles[0].Of(d.text.Body), h.Poles[1].Of(d.text.Body)))
			}
		}
		r := rand.New(rand.NewPCG(20, 26))
		r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		t.Logf("%s: %d hinges\n%s", lang, len(lines), strings.Join(lines[:min(show, len(lines))], "\n"))
	}
}

// TestHingesJudged says what the judged hinges give by kind, and that the rules
// still find those that were right: a table that loses them is worse than its
// figures say.
func TestHingesJudged(t *testing.T) {
	data, err := judgedTables.ReadFile("judged/hinges.tsv")
	if err != nil {
		t.Fatal(err)
	}
	table, err := readTSV("hinges.tsv", data, "kind", "lang", "address", "verdict", "of", "cue", "poles")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	hinges := readHinges(t)
	for _, lang := range []string{"zh", "en"} {
		for _, d := range dataTexts(t, lang, true) {
			for _, h := range hinges.Find(d.text, lang) {
				found[fmt.Sprintf("%s:s%d %s %s", d.address, h.Sentence, h.Kind, h.Cue)] = true
			}
		}
	}
	count := map[string][3]int{}
	var kinds []string
	lost := 0
	for _, row := range table.rows {
		f := row.fields
		key := f["lang"] + " " + f["of"]
		n := count[key]
		if n[0] == 0 {
			kinds = append(kinds, key)
		}
		n[0]++
		if f["verdict"] == "right" {
			n[1]++
			if !found[f["address"]+" "+f["of"]+" "+f["cue"]] {
				lost++
				t.Logf("not found any more: %s %s", f["address"], f["cue"])
			}
		}
		if f["poles"] == "right" {
			n[2]++
		}
		count[key] = n
	}
	slices.Sort(kinds)
	for _, k := range kinds {
		n := count[k]
		t.Logf("%s: precision %.2f, with both poles right %.2f, on %d", k, float64(n[1])/float64(n[0]), float64(n[2])/float64(n[0]), n[0])
	}
	if lost > 2 {
		t.Errorf("%d hinges that were judged right are not found any more", lost)
	}
}
