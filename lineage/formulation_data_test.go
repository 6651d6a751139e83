package lineage

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tifa"
	"tifa/concordance"
	"tifa/extract"
	"tifa/text"
)

// judgements are what a reader said of new formulations, by year and phrase.
type judgements map[int]map[string]string

// readJudgements reads a table of judged formulations.
func readJudgements(t testing.TB, name string) judgements {
	path := filepath.Join("testdata", name)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out := judgements{}
	for i, line := range strings.Split(string(b), "\n") {
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "year\t") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 4 {
			t.Fatalf("%s:%d: %d columns, want year, phrase, verdict, earlier", path, i+1, len(fields))
		}
		year, err := strconv.Atoi(fields[0])
		if err != nil {
			t.Fatalf("%s:%d: year: %v", path, i+1, err)
		}
		switch fields[2] {
		case "term", "ordinary", "fragment":
		default:
			t.Fatalf("%s:%d: verdict %q, want term, ordinary or fragment", path, i+1, fields[2])
		}
		if out[year] == nil {
			out[year] = map[string]string{}
		}
		if out[year][fields[1]] != "" {
			t.Fatalf("%s:%d: %s is judged twice", path, i+1, fields[1])
		}
		out[year][fields[1]] = fields[2]
	}
	return out
}

// tally counts verdicts.
type tally struct{ term, ordinary, fragment, unjudged int }

func (y *tally) note(verdict string) {
	switch verdict {
	case "term":
		y.term++
	case "ordinary":
		y.ordinary++
	case "fragment":
		y.fragment++
	default:
		y.unjudged++
	}
}

func (y *tally) add(o tally) {
	y.term, y.ordinary = y.term+o.term, y.ordinary+o.ordinary
	y.fragment, y.unjudged = y.fragment+o.fragment, y.unjudged+o.unjudged
}

// terms and complete are the shares, in percent, of what was judged.
func (y *tally) terms() float64 { return percent(y.term, y.term+y.ordinary+y.fragment) }

func (y *tally) complete() float64 { return percent(y.term+y.ordinary, y.term+y.ordinary+y.fragment) }

func percent(part, whole int) float64 { return 100 * float64(part) / float64(max(whole, 1)) }

// governmentReports are the texts of the work reports of the government by
// year, as workReports puts them into the index.
func governmentReports(t testing.TB) map[int]*tifa.Text {
	out := map[int]*tifa.Text{}
	path := filepath.Join(dataDir(t, "prc-gwr-congress"), "government_work_reports.to2012.jsonl")
	eachLine(t, path, func(_ int, line []byte) {
		var r struct {
			Content string
			Year    any // a number in a string, or nothing
		}
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		if year, err := strconv.Atoi(firstYear.FindString(fmt.Sprint(r.Year))); err == nil {
			out[year] = text.Canonical(extract.FromText(r.Content, false), "zh-Hans")
		}
	})
	return out
}

// newIn are the new formulations of the work report of a year, held against
// all earlier reports.
func newIn(t testing.TB, l *library, report *tifa.Text, year int) []Formulation {
	list, err := readReport(t, l, report, year).New(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// readReport reads the work report of a year against all earlier ones.
func readReport(t testing.TB, l *library, report *tifa.Text, year int) *Reading {
	date := tifa.Date{Year: year}
	r, err := Read(context.Background(), l.x, Subject{
		Text: report, Lang: "zh-Hans", Date: date,
		Earlier: concordance.Filter{Langs: []string{tifa.BaseLang("zh-Hans")}, Before: date, NotText: report.Hash()},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const (
	judgedFrom, judgedTo = 2003, 2012
	judgedDepth          = 50 // of each list
	mostUnjudged         = 40 // percent, beyond which the table is stale

	// The share of complete phrases among the ten best of all years, in
	// percent, when lines were last judged, less five points.
	leastComplete = 80
)

// How many of the new formulations of the work reports of 2003 to 2012 are
// formulations, and how many are complete phrases, as a reader judged them:
// go test ./lineage -run TestNewFormulationsJudged -v
func TestNewFormulationsJudged(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 7 MB of real texts; run without -short")
	}
	l := workReports(t)
	reports := governmentReports(t)
	judged := readJudgements(t, "judged-formulations.tsv")
	var ten, fifty tally
	for year := judgedFrom; year <= judgedTo; year++ {
		if reports[year] == nil {
			t.Fatalf("the data have no work report of %d", year)
		}
		yearTen, yearFifty := tallied(t, newIn(t, l, reports[year], year), judged[year], year, judgedDepth)
		logTally(t, strconv.Itoa(year), judgedDepth, yearTen, yearFifty)
		ten.add(yearTen)
		fifty.add(yearFifty)
	}
	logTally(t, "all", judgedDepth, ten, fifty)
	all := fifty.term + fifty.ordinary + fifty.fragment + fifty.unjudged
	if p := percent(fifty.unjudged, all); p > mostUnjudged {
		t.Errorf("%.0f %% of the lists are unjudged: testdata/judged-formulations.tsv is stale, judge the lines logged as unjudged", p)
	}
	if p := ten.complete(); p < leastComplete {
		t.Errorf("%.1f %% of the ten best are complete phrases, want at least %d %%", p, leastComplete)
	}
}

// tallied counts what was said of the first of a list, and of its ten best.
func tallied(t *testing.T, list []Formulation, judged map[string]string, year, depth int) (ten, all tally) {
	t.Helper()
	for i, f := range list[:min(len(list), depth)] {
		verdict := judged[f.Phrase]
		if verdict == "" {
			t.Logf("unjudged: %d\t%s\t(rank %d, %d times, score %.2f)", year, f.Phrase, i+1, f.Count, f.Score)
		}
		all.note(verdict)
		if i < 10 {
			ten.note(verdict)
		}
	}
	return ten, all
}

func logTally(t *testing.T, name string, depth int, ten, fifty tally) {
	t.Helper()
	t.Logf("%s: formulations %.0f %% of the first 10, %.0f %% of the first %d; complete phrases %.0f %%, %.0f %%; unjudged %d, %d",
		name, ten.terms(), fifty.terms(), depth, ten.complete(), fifty.complete(), ten.unjudged, fifty.unjudged)
}

// firstUses are formulations that readers know and the year of the first
// report in these data that has them, found by a plain search of the JSON
// Lines as the table of judged formulations says, not by tifa. The year is
// that of these data: reports of 1989 to 1991 and 1996 are missing.
var firstUses = []struct {
	phrase string
	year   int
}{
	{"第一个五年计划", 1954}, // in traditional characters
	{"和平共处", 1954},
	{"百花齐放", 1957},
	{"大跃进", 1958},
	{"人民公社", 1959},
	{"四个现代化", 1978},
	{"一国两制", 1985},
	{"社会主义初级阶段", 1987},
	{"社会主义市场经济", 1992},
	{"可持续发展", 1997},
	{"科教兴国", 1997},
	{"依法治国", 1997},
	{"三个代表", 2001},
	{"西部大开发", 2001},
	{"全面建设小康社会", 2002},
	{"新型工业化道路", 2002},
	{"社会主义新农村", 1960}, // a formulation that came back in 2006
	{"人才强国战略", 2003},
	{"农民工", 2003},
	{"循环经济", 2003},
	{"群体性事件", 2003},
	{"科学发展观", 2004},
	{"以人为本", 2004},
	{"五个统筹", 2004},
	{"新型农村合作医疗", 2004},
	{"突发公共卫生事件", 2004},
	{"法治政府", 2004},
	{"和谐社会", 2005},
	{"和平发展道路", 2005},
	{"公平正义", 2005},
	{"服务型政府", 2005},
	{"最低收购价", 2005},
	{"建设社会主义新农村", 2006},
	{"环境友好型社会", 2006},
	{"创新型国家", 2006},
	{"互利共赢", 2006},
	{"主体功能区", 2006},
	{"和谐世界", 2007},
	{"节能减排", 2007},
	{"教育公平", 2007},
	{"零就业家庭", 2007},
	{"又好又快发展", 2007},
	{"基本公共服务", 2007},
	{"国际金融危机", 2009},
	{"保障性住房", 2009},
	{"家电下乡", 2009},
	{"结构性减税", 2009},
	{"九二共识", 2009},
	{"一揽子计划", 2009},
	{"新型农村社会养老保险", 2009},
	{"战略性新兴产业", 2010},
	{"保障性安居工程", 2010},
	{"通胀预期", 2010},
	{"低碳", 2010},
	{"物联网", 2010},
	{"生产性服务业", 2011},
	{"中小河流治理", 2011},
	{"三公经费", 2012},
	{"社会管理创新", 2012},
	{"营业税改征增值税", 2012},
	{"云计算", 2012},
}

// Known first uses, and the rank that new formulations give them in the year
// in which they are new:
// go test ./lineage -run TestKnownFirstUses -v
func TestKnownFirstUses(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 7 MB of real texts; run without -short")
	}
	l := workReports(t)
	reports := governmentReports(t)
	lists := map[int][]Formulation{}
	asked, ten, fifty, all, within := 0, 0, 0, 0, 0
	for _, use := range firstUses {
		first := l.trace(use.phrase, Options{Limit: -1}).First
		if first == nil || first.Date.Year != use.year {
			t.Errorf("%s: first used %+v, want %d", use.phrase, first, use.year)
			continue
		}
		if use.year < judgedFrom || use.year > judgedTo {
			continue
		}
		if lists[use.year] == nil {
			lists[use.year] = newIn(t, l, reports[use.year], use.year)
		}
		asked++
		rank, longer := rankOf(lists[use.year], use.phrase)
		switch {
		case rank > 0:
			t.Logf("%d %s: rank %d", use.year, use.phrase, rank)
			all++
			if rank <= 10 {
				ten++
			}
			if rank <= 50 {
				fifty++
			}
		case longer > 0:
			t.Logf("%d %s: not in the first %d, but in %s, rank %d", use.year, use.phrase, formulationsKept,
				lists[use.year][longer-1].Phrase, longer)
			within++
		default:
			t.Logf("%d %s: not in the first %d", use.year, use.phrase, formulationsKept)
		}
	}
	t.Logf("%d formulations first used %d to %d: %d in the first 10 of their year, %d in the first 50, %d in the first %d; %d more within a longer phrase",
		asked, judgedFrom, judgedTo, ten, fifty, all, formulationsKept, within)
}

// rankOf is the rank of a phrase in a list and that of the best phrase that
// holds it, both from 1, 0 if there is none.
func rankOf(list []Formulation, phrase string) (rank, longer int) {
	for i, f := range list {
		switch {
		case f.Phrase == phrase:
			rank = i + 1
		case longer == 0 && strings.Contains(f.Phrase, phrase):
			longer = i + 1
		}
	}
	return rank, longer
}
