package lineage

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa"
	"tifa/concordance"
)

var update = flag.Bool("update-trace", false, "write the golden files of traces")

// plans are invented reports of an invented country, one a year.
func plans(t testing.TB) *library {
	l := newLibrary(t)
	year := 2000
	put := func(issuer, zh, en string) {
		e := tifa.Edition{Address: fmt.Sprintf("plan-%d.zh", year), Lang: "zh-Hans", Title: fmt.Sprintf("%d年计划", year), Issuer: issuer}
		l.put(e, fmt.Sprint(year), zh)
		e.Address, e.Lang, e.Title = fmt.Sprintf("plan-%d.en", year), "en", fmt.Sprintf("Plan %d", year)
		l.put(e, fmt.Sprint(year), en)
		year++
	}
	for i := range 12 {
		put("内阁", fmt.Sprintf("今年渔业增产%d成，修路%d里。港口照常开放，灯塔如期点亮。", i%5+1, 100+i),
			fmt.Sprintf("Fisheries grew by %d tenths; %d miles of road were built. The harbours stayed open.", i%5+1, 100+i))
	}
	before := []string{"", "我们要", "各岛都在", "明年继续", "市镇已", "渔民愿"}
	after := []string{"。", "的目标不变。", "已见成效。", "靠大家。", "规划公布。", "，修路不停。"}
	for i := range 6 {
		n := (i + 2) % 6
		put([]string{"内阁", "海事部"}[i%2],
			fmt.Sprintf("%s建设蓝色海湾家园%s%s推进蓝色海湾家园建设%s%s蓝色海湾美好家园%s%s金黄海湾家园%s灯塔如期点亮。",
				before[i], after[n], before[n], after[i], before[i], after[i], before[n], after[n]),
			fmt.Sprintf("We %s a blue bay home in the year %d. %s a blue bay home goes on, and a blue and quiet bay home %s. Some say: a bay that is blue, %s the home of the bay.",
				[]string{"want", "seek", "plan"}[i%3], i, []string{"Work for", "Care for", "Hope for"}[i%3], []string{"is near", "will come"}[i%2], []string{"or", "and", "but"}[i%3]))
	}
	for i := range 4 {
		put("内阁", fmt.Sprintf("港口照常开放。%s蓝色海湾，修路%d里。家园美好。", before[i], i), fmt.Sprintf("The harbours stayed open; %d roads.", i))
	}
	l.build()
	return l
}

// Whole answers as they are printed; read the files before accepting them:
// go test ./lineage -run TestTraceGolden -update-trace
func TestTraceGolden(t *testing.T) {
	l := plans(t)
	for name, c := range map[string]struct {
		phrase string
		o      Options
	}{
		"zh":     {"蓝色海湾家园", Options{}},
		"en":     {"blue bay home", Options{Filter: concordance.Filter{Langs: []string{"en"}}}},
		"gap":    {"修路*里", Options{Limit: 3}},
		"absent": {"红色海湾家园", Options{}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := json.MarshalIndent(l.trace(c.phrase, c.o), "", " ")
			if err != nil {
				t.Fatal(err)
			}
			var fields map[string]any
			if err := json.Unmarshal(got, &fields); err != nil {
				t.Fatal(err)
			}
			for _, list := range []string{"first_contemporary", "periods", "by_issuer", "longer", "variants", "fillers"} {
				if fields[list] == nil {
					t.Errorf("%s is null", list)
				}
			}
			path := filepath.Join("testdata", "trace-"+name+".json")
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), string(got)+"\n"); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestFirstAndLast(t *testing.T) {
	body := func(i int) string { return fmt.Sprintf("第%d条　数据安全。", i) }
	for name, c := range map[string]struct {
		dates        []string // "<" before an upper bound
		first, last  string
		notLater     bool
		contemporary []string
		undecided    int
		undated      int
	}{
		"plain":                        {dates: []string{"2003", "2001-05-01", "2002"}, first: "2001-05-01", last: "2003"},
		"undated never wins":           {dates: []string{"", "2002", "2001"}, first: "2001", last: "2002", undated: 1},
		"undated alone":                {dates: []string{"", ""}, first: "", last: "", undated: 2},
		"a day within the year":        {dates: []string{"2001", "2001-05-01", "2002"}, first: "2001", last: "2002", contemporary: []string{"2001-05-01"}, undecided: 1},
		"upper bound first":            {dates: []string{"<2001", "2002", "2003"}, first: "2001", last: "2003", notLater: true},
		"upper bounds are undecided":   {dates: []string{"2001", "<2005", "2002"}, first: "2001", last: "2005", contemporary: []string{"2005"}, undecided: 1},
		"upper bounds with each other": {dates: []string{"<2001", "<2005", "2004"}, first: "2001", last: "2005", notLater: true, contemporary: []string{"2005"}, undecided: 1},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLibrary(t)
			for i, d := range c.dates {
				date, bound := strings.CutPrefix(d, "<")
				l.put(tifa.Edition{Address: fmt.Sprintf("law-%d.zh", i), Lang: "zh-Hans", NotLater: bound}, date, body(i))
			}
			l.build()
			got := l.trace("数据安全", Options{})
			var contemporary []string
			for _, a := range got.FirstContemporary {
				contemporary = append(contemporary, a.Date.String())
			}
			if got.First.Date.String() != c.first || got.Last.Date.String() != c.last || got.FirstNotLater != c.notLater ||
				got.FirstUndecided != c.undecided || got.Undated != c.undated || !cmp.Equal(contemporary, c.contemporary) {
				t.Errorf("first %v (not later %v), last %v, undecided %d %v, undated %d", got.First.Date, got.FirstNotLater,
					got.Last.Date, got.FirstUndecided, contemporary, got.Undated)
			}
		})
	}
}

func TestSilence(t *testing.T) {
	for name, c := range map[string]struct {
		used  []bool // by year from 2000
		want  string
		later int
	}{
		"used to the end": {[]bool{true, false, false, false, true}, "", 0},
		"too few since":   {[]bool{true, true, false, false}, "", 0},
		"silent":          {[]bool{true, true, false, false, false}, "2001", 3},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLibrary(t)
			for i, used := range c.used {
				body := fmt.Sprintf("第%d年，港口开放。", i)
				if used {
					body += "数据安全。"
				}
				l.put(tifa.Edition{Address: fmt.Sprintf("a-%d.zh", i), Lang: "zh", Kind: "report"}, fmt.Sprint(2000+i), body)
				l.put(tifa.Edition{Address: fmt.Sprintf("b-%d.zh", i), Lang: "zh", Kind: "law", Issuer: "another"}, fmt.Sprint(2020+i), "另类文件不算沉默。")
				l.put(tifa.Edition{Address: fmt.Sprintf("a-%d.en", i), Lang: "en"}, fmt.Sprint(2020+i), "Another language tells nothing of silence.")
			}
			l.build()
			got := l.trace("数据安全", Options{})
			since := ""
			if got.SilentSince != nil {
				since = *got.SilentSince
			}
			if since != c.want || got.SilentTexts != c.later {
				t.Errorf("silent since %q, %d texts; want %q, %d", since, got.SilentTexts, c.want, c.later)
			}
		})
	}
}

func TestIssuers(t *testing.T) {
	l := newLibrary(t)
	for i, issuer := range []string{"UN", "", "Ｕn", "EU"} {
		l.put(tifa.Edition{Address: fmt.Sprintf("a-%d.en", i), Lang: "en", Issuer: issuer}, fmt.Sprint(2000+i),
			strings.Repeat("Data security. ", i+1)+fmt.Sprint(i))
	}
	l.build()
	var got []string
	for _, g := range l.trace("data security", Options{}).ByIssuer {
		got = append(got, fmt.Sprintf("%s %d %s", g.Issuer, g.Count, g.First.Date))
	}
	if want := []string{"UN 4 2000", "EU 4 2003", " 2 2001"}; !cmp.Equal(got, want) {
		t.Errorf("issuers %q, want %q", got, want)
	}
}
