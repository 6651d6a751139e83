package web

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa"
	"tifa/library"
	"tifa/web/chart"
)

var updateChart = flag.Bool("update-chart", false, "write the golden chart; look at it before it is kept")

// figureRoom is as much of a reading room as a figure needs.
func figureRoom(t testing.TB) *Room {
	t.Helper()
	s, err := newStatic()
	if err != nil {
		t.Fatal(err)
	}
	sets, err := parseTemplates(s)
	if err != nil {
		t.Fatal(err)
	}
	return &Room{sets: sets}
}

func figureRequest(address string) *request {
	q := httptest.NewRequestWithContext(context.Background(), http.MethodGet, address, nil)
	return &request{Request: q, settings: settings{Lang: "en"}, form: q.URL.Query()}
}

// set gives a part of a page as it is set.
func set(t testing.TB, r *Room, name string, data any) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.sets["en"].execute(&b, name, data); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The chart of a phrase with a gap, with noughts, a thin year, a breakout and
// peaks, as it was looked at.
//
//	go test ./web -run TestChartGolden -update-chart
func TestChartGolden(t *testing.T) {
	r := figureRoom(t)
	trend := &library.Trend{Phrase: "网络主权", By: "year", Points: []tifa.Point{
		{Period: "2008", Count: 0, Chars: 40000},
		{Period: "2009", Count: 1, Editions: 1, Chars: 20000, Per10k: .5},
		{Period: "2012", Count: 2, Editions: 2, Chars: 4000, Per10k: 5},
		{Period: "2013", Count: 0, Chars: 30000},
		{Period: "2014", Count: 12, Editions: 4, Chars: 50000, Per10k: 2.4},
		{Period: "2015", Count: 9, Editions: 3, Chars: 60000, Per10k: 1.5},
		{Period: "2016", Count: 21, Editions: 6, Chars: 70000, Per10k: 3},
		{Period: "2017", Count: 4, Editions: 2, Chars: 80000, Per10k: .5},
	}}
	o := chart.Options{Height: 268, Peaks: 5, Weights: true, Marks: []chart.Mark{{At: tifa.Date{Year: 2014}, Name: "broke out 2014"}}}
	f := r.figureOf(figureRequest("/trace?phrase=x&show=per10k"), []*library.Trend{trend}, []string{"zh"}, showCount, o)
	f.Source, f.Formats = "Looked for in 40 texts, 2008 to 2017, zh.", formats("trend", url.Values{"phrase": {"x"}})
	got := set(t, r, "trace#figure", f)
	const file = "testdata/figure.html"
	if *updateChart {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if want := read(t, file); got != want {
		t.Errorf("the figure differs from %s:\n%s", file, got)
	}
}

// Every value of the series stands in the table, and nothing else does.
func TestValuesStandInTheTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var trends []*library.Trend
		for range rapid.IntRange(1, 3).Draw(t, "phrases") {
			trend := &library.Trend{Phrase: "x", By: "year"}
			for y := 1990; y < 2020; y++ {
				if rapid.IntRange(0, 3).Draw(t, "texts") == 0 {
					continue
				}
				p := tifa.Point{Period: tifa.Date{Year: y}.String(), Chars: rapid.IntRange(1, 99999).Draw(t, "chars")}
				if rapid.Bool().Draw(t, "used") {
					p.Count, p.Editions = rapid.IntRange(1, 9999).Draw(t, "count"), 1
					p.Per10k = float64(p.Count) * 10000 / float64(p.Chars)
				}
				trend.Points = append(trend.Points, p)
			}
			trends = append(trends, trend)
		}
		f := &figure{By: rapid.SampledFrom([]string{"year", "month"}).Draw(t, "by")}
		f.table(trends, url.Values{})
		count, chars, last := 0, 0, ""
		if n := len(f.Rows); n > 0 && f.By == "year" {
			for i := 1; i < n; i++ {
				if before := max(f.Rows[i-1].Period, f.Rows[i-1].Until); atoi(f.Rows[i].Period) != atoi(before)+1 {
					t.Fatalf("no row has the years from %s to %s", before, f.Rows[i].Period)
				}
			}
		}
		for _, row := range f.Rows {
			if row.Period <= last || row.Until != "" && row.Until <= row.Period {
				t.Fatalf("the row %s to %s stands after %s", row.Period, row.Until, last)
			}
			last = max(row.Period, row.Until)
			for i, cell := range row.Cells {
				count += cell.Count
				chars += cell.Chars
				for _, p := range trends[i].Points {
					if p.Period < row.Period || p.Period > last {
						continue
					}
					if cell.None || cell.Count != p.Count || cell.Texts != p.Editions || p.Count > 0 && (cell.Per10k != rate(p.Per10k) || cell.Search == "" || cell.Chars != p.Chars) {
						t.Fatalf("%s has %d uses, and the table says %+v", p.Period, p.Count, cell)
					}
				}
			}
		}
		for _, trend := range trends {
			for _, p := range trend.Points {
				count -= p.Count
				chars -= p.Chars
			}
		}
		if count != 0 || chars != 0 {
			t.Fatalf("the table has %d uses and %d characters too many", count, chars)
		}
	})
}

// Markup in a phrase is words in the chart, its legend and its table.
func TestHostilePhraseInChart(t *testing.T) {
	r := figureRoom(t)
	hostile := `</text></svg><script>alert(1)</script>" onload="alert(2)" x='` + "`" + `&amp;<!--]]>`
	trend := func(phrase string) *library.Trend {
		return &library.Trend{Phrase: phrase, By: "year", Points: []tifa.Point{{Period: "2001", Count: 3, Editions: 1, Chars: 9, Per10k: 3}, {Period: "2003", Count: 1, Editions: 1, Chars: 99999, Per10k: .1}}}
	}
	f := r.figureOf(figureRequest("/search?"+url.Values{"phrase": {hostile, "b"}, "issuer": {hostile}}.Encode()), []*library.Trend{trend(hostile), trend("b")}, []string{hostile, "en"}, showPer10k,
		chart.Options{Height: 268, Ends: true, Marks: []chart.Mark{{At: tifa.Date{Year: 2001}, Name: hostile}}})
	f.Legend = []legendEntry{{Class: 1, Name: hostile, Lang: hostile, Swatch: chart.Swatch(1), Address: "/trace", Search: "/search"}, {Class: 2, Name: "b"}}
	got := set(t, r, "search#figure", f)
	if strings.Contains(got, "<script") || strings.Contains(got, `" onload`) {
		t.Errorf("markup of the phrase is markup of the page:\n%s", got)
	}
	if !strings.Contains(got, "&lt;script&gt;") {
		t.Error("the phrase is not shown at all")
	}
	for _, svg := range strings.SplitAfter(got, "</svg>") {
		_, svg, ok := strings.Cut(svg, "<svg")
		if !ok {
			continue
		}
		d := xml.NewDecoder(strings.NewReader("<svg" + svg))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("the chart is no XML: %v\n<svg%s", err, svg)
			}
		}
	}
}

// Numbers of axes are short, and rates have two figures.
func TestNumbers(t *testing.T) {
	for x, want := range map[float64]string{0: "0", 800: "800", 12.5: "12.5", .333333: "0.333", 12000: "12,000", 1234.4: "1234", 10.1666: "10.2"} {
		if got := shortNumber(x); got != want {
			t.Errorf("shortNumber(%v) = %s, want %s", x, got, want)
		}
	}
	for x, want := range map[float64]string{0: "0", .00123: "0.0012", .5: "0.50", 12.34: "12.3"} {
		if got := rate(x); got != want {
			t.Errorf("rate(%v) = %s, want %s", x, got, want)
		}
	}
}

// Passages are cut between words where there are spaces.
func TestCutPassages(t *testing.T) {
	for _, c := range []struct{ text, first, last string }{
		{"short", "short", "short"},
		{"incomprehensibilities", "incomprehens…", "…ensibilities"},
		{"a sentence of words", "a sentence…", "…of words"},
		{"一二三四五六七八九十一二三四五", "一二三四五六七八九十一二…", "…四五六七八九十一二三四五"},
	} {
		if got := firstRunes(c.text, 12); got != c.first {
			t.Errorf("firstRunes(%q) = %q, want %q", c.text, got, c.first)
		}
		if got := lastRunes(c.text, 12); got != c.last {
			t.Errorf("lastRunes(%q) = %q, want %q", c.text, got, c.last)
		}
	}
}

// A run of years without a use is one row, with all of its texts.
func TestTableRuns(t *testing.T) {
	trend := &library.Trend{Phrase: "x", By: "year"}
	for i, year := range []string{"2001", "2002", "2003", "2004"} {
		trend.Points = append(trend.Points, tifa.Point{Period: year, Editions: i + 1, Chars: 100})
	}
	trend.Points = append(trend.Points, tifa.Point{Period: "2005", Count: 2, Editions: 7, Chars: 100})
	f := &figure{By: "year"}
	f.table([]*library.Trend{trend}, url.Values{})
	if len(f.Rows) != 2 || f.Rows[0].Until != "2004" {
		t.Fatalf("rows %+v", f.Rows)
	}
	if run, last := f.Rows[0].Cells[0], f.Rows[1].Cells[0]; run.Texts != 10 || run.Chars != 400 || run.Count != 0 || last.Texts != 7 || last.Count != 2 {
		t.Errorf("the run has %+v, the year after it %+v", run, last)
	}
}
