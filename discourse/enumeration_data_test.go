package discourse

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tifa/extract"
	"tifa/text"
)

// TestEnumerationDraw prints enumerations drawn at random, to be judged:
// TIFA_SHOW=25.
func TestEnumerationDraw(t *testing.T) {
	show, _ := strconv.Atoi(os.Getenv("TIFA_SHOW"))
	if show == 0 {
		t.Skip("TIFA_SHOW=N prints N enumerations of each language")
	}
	r, err := ReadEnumerations()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"zh", "en"} {
		var lines []string
		forms := map[string]int{}
		for _, d := range mismatchTexts(t, os.Getenv("TIFA_ENUMERATIONS") != "dev") {
			if d.lang != lang {
				continue
			}
			for _, e := range r.Find(d.text, lang) {
				forms[e.Form]++
				var items []string
				for _, i := range e.Items {
					s := i.Of(d.text.Body)
					items = append(items, s[:min(len(s), 36)])
				}
				n := d.text.SentenceAt(e.Start)
				line := fmt.Sprintf("%s:s%d\t%s\t%d announced, %d found\tnoun %q head %q\t%.220s\n     %s", d.address, n, e.Form, e.Announced, len(e.Items), e.Noun, e.Head, d.text.Sentence(n), strings.Join(items, " | "))
				lines = append(lines, strings.ToValidUTF8(line, ""))
			}
		}
		rnd := rand.New(rand.NewPCG(12, 26))
		rnd.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		t.Logf("%s: %d, %v\n%s", lang, len(lines), forms, strings.Join(lines[:min(show, len(lines))], "\n"))
	}
}

// TestMismatchDraw prints enumerations of which another number of items is found
// than is announced, drawn at random, to be judged: TIFA_SHOW=30. Those judged
// are of debates since 2000 but for 2017, odd work reports, the evening news and
// the articles of a party newspaper; TIFA_ENUMERATIONS=dev takes other texts.
func TestMismatchDraw(t *testing.T) {
	show, _ := strconv.Atoi(os.Getenv("TIFA_SHOW"))
	if show == 0 {
		t.Skip("TIFA_SHOW=N prints N mismatches")
	}
	r, err := ReadEnumerations()
	if err != nil {
		t.Fatal(err)
	}
	texts := mismatchTexts(t, os.Getenv("TIFA_ENUMERATIONS") != "dev")
	for _, lang := range []string{"zh", "en"} {
		var lines []string
		all, of := 0, 0
		for _, d := range texts {
			if d.lang != lang {
				continue
			}
			of++
			for _, e := range r.Find(d.text, lang) {
				all++
				if e.Agrees() {
					continue
				}
				var items []string
				for _, i := range e.Items {
					s := i.Of(d.text.Body)
					items = append(items, s[:min(len(s), 60)])
				}
				n := d.text.SentenceAt(e.Start)
				lines = append(lines, strings.ToValidUTF8(fmt.Sprintf("%s:s%d\t%s\t%d announced, %d found\tnoun %q\n  %.500s\n     %s",
					d.address, n, e.Form, e.Announced, len(e.Items), e.Noun, d.text.Sentence(n), strings.Join(items, " | ")), ""))
			}
		}
		rnd := rand.New(rand.NewPCG(26, 11))
		rnd.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		t.Logf("%s: %d mismatches among %d enumerations of %d texts\n%s", lang, len(lines), all, of, strings.Join(lines[:min(show, len(lines))], "\n"))
	}
}

// mismatchTexts are real texts in which numbers are announced. The addresses
// are those of the lists of judged lines.
func mismatchTexts(t *testing.T, measure bool) []dataText {
	t.Helper()
	out := dataTexts(t, "zh", measure)
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	papers, days := "zywj", "20221[012]*.md"
	if measure {
		papers, days = "zyjs", "20220[1-9]*.md"
	}
	f, err := os.Open(filepath.Join(root, "prc-cpcnews", "cpcnews_"+papers+".csv"))
	if err != nil {
		t.Skip(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if i > 0 {
			out = append(out, dataText{fmt.Sprintf("%s-%d.zh", papers, i), "zh", text.Canonical(extract.FromText(row[len(row)-1], false), "zh")})
		}
	}
	news, _ := filepath.Glob(filepath.Join(root, "xwlb", "news-md", days))
	for _, p := range news {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, dataText{"xwlb-" + strings.TrimSuffix(filepath.Base(p), ".md") + ".zh", "zh", text.Canonical(extract.FromText(string(data), false), "zh")})
	}
	debates, err := os.Open(filepath.Join(root, "speed", "ungdc-1980.jsonl.gz"))
	if err != nil {
		t.Skip(err)
	}
	defer func() { _ = debates.Close() }()
	plain, err := gzip.NewReader(debates)
	if err != nil {
		t.Fatal(err)
	}
	for records := json.NewDecoder(plain); records.More(); {
		var d struct{ Work, Date, Text string }
		if err := records.Decode(&d); err != nil {
			t.Fatal(err)
		}
		if d.Date != "2017" && (d.Date >= "2000") == measure {
			out = append(out, dataText{d.Work + ".en", "en", text.Canonical(extract.FromText(d.Text, false), "en")})
		}
	}
	return out
}
