package reuse

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// A new sentence tells which of its pieces earlier texts have, where first and
// in how many; nothing that only later texts have, and nothing short.
func TestLedgerRuns(t *testing.T) {
	long := "我们不追求一时之利，将逐步形成以近海捕捞为主体、远洋养殖相促进的新格局，为各岛居民开辟空间，为港口增添动力。"
	s := shelve(
		t,
		bound("a.zh", "2001", "会议提出逐步形成以近海捕捞为主体、远洋养殖相促进的新格局。"),
		bound("b.zh", "2003", "各岛要以近海捕捞为主体、远洋养殖相促进的新格局为方向。"),
		bound("d.zh", "2007", "讨论了为各岛居民开辟空间一事。"),
	)
	of := bound("c.zh", "2005", long)
	sentences := s.ledgerOf(t, of, func(o *Options) { o.Runs = true })
	if len(sentences) != 1 || sentences[0].Class != New {
		t.Fatalf("%+v", sentences)
	}
	runs := sentences[0].Runs
	if len(runs) != 1 || runs[0].Quote != "逐步形成以近海捕捞为主体、远洋养殖相促进的新格局" || runs[0].First.Address != "a.zh:s1" || runs[0].First.Quote != runs[0].Quote || runs[0].Texts != 1 {
		t.Errorf("%+v", runs)
	}
	if without := s.ledgerOf(t, of); len(without[0].Runs) != 0 {
		t.Errorf("not asked for: %+v", without[0].Runs)
	}
}

// The longest run is the longest that a naive search finds, and all stand where
// they are said to stand.
func TestLedgerRunsNaive(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var volumes []volume
		bodies := map[string]string{}
		for i := range rapid.IntRange(2, 5).Draw(r, "texts") {
			address := fmt.Sprintf("t%d.zh", i)
			body := strings.Join(rapid.SliceOfN(rapid.StringMatching("[甲乙丙]{3,9}(，[甲乙丙]{2,9}){0,3}。"), 1, 4).Draw(r, "sentences"), "")
			bodies[address] = body
			volumes = append(volumes, bound(address, fmt.Sprint(2000+i), body))
		}
		s := shelve(t, volumes...)
		last := volumes[len(volumes)-1]
		for _, line := range s.ledgerOf(t, last, func(o *Options) { o.Runs = true }) {
			if line.Class != New {
				if len(line.Runs) != 0 {
					r.Fatalf("%s is %s and has runs", line.Text, line.Class)
				}
				continue
			}
			longest := 0
			for _, x := range line.Runs {
				longest = max(longest, utf8.RuneCountInString(x.Quote))
				for _, other := range line.Runs {
					if other.Quote != x.Quote && strings.Contains(other.Quote, x.Quote) {
						r.Fatalf("%s: %s is said with %s", line.Text, x.Quote, other.Quote)
					}
				}
				if x.First.Quote != x.Quote || !strings.Contains(bodies[x.First.Edition], x.Quote) || !strings.Contains(line.Text, x.Quote) {
					r.Fatalf("%s: %+v", line.Text, x)
				}
				texts, first := 0, ""
				for _, v := range volumes[:len(volumes)-1] {
					if strings.Contains(bodies[v.edition.Address], x.Quote) {
						if texts++; first == "" {
							first = v.edition.Address
						}
					}
				}
				if texts != x.Texts || first != x.First.Edition {
					r.Fatalf("%s stands in %d texts, first in %s: %+v", x.Quote, texts, first, x)
				}
			}
			if want := longestShared(line.Text, bodies, last.edition.Address); longest != want {
				r.Fatalf("%s: the longest run has %d characters, want %d: %+v", line.Text, longest, want, line.Runs)
			}
		}
	})
}

// longestShared is the length of the longest piece of a sentence that another
// text has, with eight characters that are no punctuation and none at its ends;
// 0 if there is none.
func longestShared(sentence string, bodies map[string]string, but string) int {
	runes := []rune(sentence)
	mark := func(c rune) bool { return strings.ContainsRune("，。", c) }
	best := 0
	for from := range runes {
		for to := from + best + 1; to <= len(runes); to++ {
			piece := string(runes[from:to])
			if mark(runes[from]) || mark(runes[to-1]) || len(strings.Map(func(c rune) rune {
				if mark(c) {
					return -1
				}
				return c
			}, piece)) < 8*len("甲") {
				continue
			}
			for address, body := range bodies {
				if address != but && strings.Contains(body, piece) {
					best = max(best, to-from)
				}
			}
		}
	}
	return best
}
