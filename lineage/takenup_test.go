package lineage

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tifa"
	"tifa/concordance"
	"tifa/extract"
	"tifa/text"
)

// What later texts took up is found whole, with the places where it stands and
// how many texts have it, and nothing of what an earlier text had or only one
// later text has.
func TestTakenUp(t *testing.T) {
	l := newLibrary(t)
	put := func(address, date, body string) {
		l.put(tifa.Edition{Address: address, Lang: "zh-Hans"}, date, body)
	}
	put("a.zh", "2001", "各岛发展渔业，保护港口。港口照常开放，各家平安。")
	body := "我们推进碳平衡行动，港口照常开放。\n建设蓝色港湾，力争十年内实现碳平衡。\n修补渔网。"
	put("b.zh", "2005", body)
	put("c.zh", "2006", "碳平衡的目标已定。各岛建设蓝色港湾，改善生活。力争十年内实现碳平衡。")
	put("d.zh", "2007", "要为碳平衡作准备，守护蓝色港湾。力争十年内实现碳平衡，不动摇。")
	put("e.zh", "2008", "讨论碳平衡，扩大蓝色港湾。修补渔网。")
	l.build()
	of := text.Canonical(extract.FromText(body, false), "zh-Hans")
	r, err := Read(t.Context(), l.x, Subject{
		Text: of, Lang: "zh-Hans", Date: tifa.Date{Year: 2005},
		Earlier: concordance.Filter{Langs: []string{"zh"}, Before: tifa.Date{Year: 2005}, NotText: of.Hash()},
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := r.TakenUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]Formulation{}
	for _, f := range list {
		got[f.Phrase] = f
	}
	if f := got["蓝色港湾"]; f.Later != 3 || f.Count != 1 || !slices.Equal(f.Sentences, []int{2}) {
		t.Errorf("蓝色港湾: %+v", f)
	}
	// The clause that later texts repeat as a whole is one, though no list of
	// words has its last word.
	if f := got["力争十年内实现碳平衡"]; f.Later != 2 {
		t.Errorf("力争十年内实现碳平衡: %+v", f)
	}
	for phrase := range got {
		if strings.Contains("港口照常开放", phrase) || strings.Contains("修补渔网", phrase) || strings.Contains(phrase, "蓝色港") && phrase != "蓝色港湾" {
			t.Errorf("%s was found", phrase)
		}
	}
	// On one processor and on several it is the same, and a second time too.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, n := range []int{1, 5} {
		runtime.GOMAXPROCS(n)
		if again, err := r.TakenUp(t.Context()); err != nil || !reflect.DeepEqual(again, list) {
			t.Errorf("on %d processors: %+v, %v", n, again, err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.TakenUp(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("when nobody waits: %v", err)
	}
	lasting := Lasting(list, []Formulation{{Phrase: "修补"}, {Phrase: "蓝色港湾", Later: 3}, {Phrase: "渔网", Later: 9}})
	if n := len(lasting); n != len(list)+2 || lasting[0].Phrase != "渔网" || lasting[n-1].Phrase != "修补" {
		t.Errorf("by later texts: %+v", lasting)
	}
}

// How many of what TakenUp finds in work reports that nobody looked at while
// its rules were made are formulations, and how many of the well-known ones it
// finds: go test ./lineage -run TestTakenUpJudged -v
func TestTakenUpJudged(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 7 MB of real texts; run without -short")
	}
	const first = 15 // of each list, judged
	l := workReports(t)
	reports := governmentReports(t)
	takenUp := func(year int) []Formulation {
		list, err := readReport(t, l, reports[year], year).TakenUp(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	judged := readJudgements(t, "judged-takenup.tsv")
	var ten, all tally
	for _, year := range slices.Sorted(maps.Keys(judged)) {
		yearTen, yearAll := tallied(t, takenUp(year), judged[year], year, first)
		logTally(t, strconv.Itoa(year), first, yearTen, yearAll)
		ten.add(yearTen)
		all.add(yearAll)
	}
	logTally(t, "all", first, ten, all)
	if ten.complete() < leastTakenUp || all.unjudged > all.term+all.ordinary {
		t.Errorf("%.0f %% of the ten best are complete phrases, %d of all are unjudged", ten.complete(), all.unjudged)
	}
	asked, found, within, tenth := 0, 0, 0, 0
	lists := map[int][]Formulation{}
	for _, use := range firstUses {
		if use.year < judgedFrom || use.year > judgedTo-2 {
			continue // there must be later texts
		}
		if lists[use.year] == nil {
			lists[use.year] = takenUp(use.year)
		}
		asked++
		switch rank, longer := rankOf(lists[use.year], use.phrase); {
		case rank > 0:
			found++
			if rank <= 10 {
				tenth++
			}
		case longer > 0:
			within++
		default:
			t.Logf("%d %s is not found", use.year, use.phrase)
		}
	}
	if found < leastKnown {
		t.Errorf("%d of %d well-known formulations are found, when the rules were made %d", found, asked, leastKnown)
	}
	t.Logf("%d well-known formulations first used %d to %d: %d found, %d of them among the first 10, %d within a longer one",
		asked, judgedFrom, judgedTo-2, found, tenth, within)
}

// leastKnown is how many of the well-known ones were found.
const leastKnown = 27

// leastTakenUp is the share of complete phrases among the ten best, in percent,
// when the lines were judged, less five points.
const leastTakenUp = 88
