package lineage

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tifa"
	"tifa/concordance"
	"tifa/extract"
	"tifa/text"
)

// library is an index being filled with texts.
type library struct {
	t      testing.TB
	x      *concordance.Index
	bodies map[string]string
	texts  map[string]*tifa.Text
	add    []*tifa.Edition
}

func newLibrary(t testing.TB) *library {
	l := &library{t: t, bodies: map[string]string{}, texts: map[string]*tifa.Text{}}
	x, err := concordance.Open(t.TempDir(), func(version string) (string, error) {
		if b, ok := l.bodies[version]; ok {
			return b, nil
		}
		return "", fmt.Errorf("text %s: %w", version, tifa.ErrNotFound)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	l.x = x
	return l
}

// put notes a text for the index.
func (l *library) put(e tifa.Edition, date, body string) {
	d, err := tifa.ParseDate(date)
	if err != nil {
		l.t.Fatal(err)
	}
	t := text.Canonical(extract.FromText(body, false), e.Lang)
	e.Date, e.Version, e.Chars, e.Count = d, t.Hash(), len([]rune(t.Body)), len(t.Sentences)
	if e.Work == "" {
		e.Work, _, _ = strings.Cut(e.Address, ".")
	}
	l.bodies[e.Version], l.texts[e.Version] = t.Body, t
	l.add = append(l.add, &e)
}

// build makes the index of all that was put.
func (l *library) build() {
	err := l.x.Apply(context.Background(), concordance.Change{
		Add:  l.add,
		Load: func(_ context.Context, e *tifa.Edition) (*tifa.Text, error) { return l.texts[e.Version], nil },
	})
	if err != nil {
		l.t.Fatal(err)
	}
	l.texts = nil
}

// trace traces a phrase.
func (l *library) trace(phrase string, o Options) *Traced {
	q, err := concordance.Parse(phrase, concordance.DefaultGap, 0)
	if err != nil {
		l.t.Fatal(err)
	}
	out, err := Trace(context.Background(), l.x, q, o)
	if err != nil {
		l.t.Fatal(err)
	}
	return out
}

// dataDir is a folder of the real data; without it the test is skipped.
func dataDir(t testing.TB, name string) string {
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	dir := filepath.Join(root, name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the real data are missing (%v); set TIFA_DATA to their folder", err)
	}
	return dir
}

var firstYear = regexp.MustCompile(`[0-9]{4}`)

// workReports are the work reports and the reports to party congresses.
func workReports(t testing.TB) *library {
	dir := dataDir(t, "prc-gwr-congress")
	l := newLibrary(t)
	congressYears := []string{
		"1921", "1922", "1923", "1925", "1927", "1928", "1945", "1956", "1969", "1973",
		"1977", "1982", "1987", "1992", "1997", "2002", "2007",
	}
	for _, file := range []string{"government_work_reports.to2012.jsonl", "cpc_congress_reports.to17.jsonl"} {
		eachLine(t, filepath.Join(dir, file), func(n int, line []byte) {
			var r struct {
				Title, Content string
				Year           any
				Congress       any
			}
			if err := json.Unmarshal(line, &r); err != nil {
				t.Fatal(err)
			}
			date := ""
			if s := fmt.Sprint(r.Year); r.Year != nil {
				date = firstYear.FindString(s)
			}
			issuer := "国务院"
			if strings.HasPrefix(file, "cpc") {
				issuer = "中国共产党"
				date = ""
				if n, ok := r.Congress.(float64); ok && n >= 1 && int(n) <= len(congressYears) {
					date = congressYears[int(n)-1]
				}
			}
			address := fmt.Sprintf("%s-%d.zh", file[:3], n)
			l.put(tifa.Edition{Address: address, Lang: "zh-Hans", Title: r.Title, Issuer: issuer}, date, r.Content)
		})
	}
	l.build()
	return l
}

// news are the evening news of every day of 2022.
func news(t testing.TB) *library {
	dir := dataDir(t, filepath.Join("xwlb", "news-md"))
	files, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	l := newLibrary(t)
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		day := strings.TrimSuffix(filepath.Base(f), ".md")
		l.put(tifa.Edition{Address: "xwlb-" + day + ".zh", Lang: "zh-Hans", Title: day, Issuer: "央视"},
			day[:4]+"-"+day[4:6]+"-"+day[6:], string(b))
	}
	l.build()
	return l
}

// imported is a file of the data in the import format.
func imported(t testing.TB, name string) *library {
	l := newLibrary(t)
	eachLine(t, filepath.Join(dataDir(t, "speed"), name), func(_ int, line []byte) {
		var r struct{ Work, Title, Lang, Date, Issuer, Kind, Text string }
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		address := tifa.EditionAddress(r.Work, r.Lang, "")
		l.put(tifa.Edition{Address: address, Work: r.Work, Lang: r.Lang, Title: r.Title, Issuer: r.Issuer, Kind: r.Kind},
			strings.ReplaceAll(r.Date, "-00", ""), r.Text)
	})
	l.build()
	return l
}

func eachLine(t testing.TB, path string, yield func(n int, line []byte)) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 64<<20)
	for n := 1; sc.Scan(); n++ {
		yield(n, sc.Bytes())
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
}
