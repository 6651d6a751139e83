package reuse

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readReports are the work reports whose ledgers were read and judged.
var readReports = []string{"2002", "2010"}

// drawn are the numbers of the sentences of a ledger that were judged, drawn
// at random within each class.
func drawn(ledger []Sentence, seed uint64) []int {
	r := rand.New(rand.NewPCG(seed, 1))
	var out []int
	for _, quota := range []struct {
		class Class
		n     int
	}{{Adapted, 24}, {Inherited, 8}, {New, 13}} {
		var numbers []int
		for _, s := range ledger {
			if s.Class == quota.class {
				numbers = append(numbers, s.N)
			}
		}
		r.Shuffle(len(numbers), func(i, j int) { numbers[i], numbers[j] = numbers[j], numbers[i] })
		out = append(out, numbers[:min(len(numbers), quota.n)]...)
	}
	return out
}

// TestLedgerRead prints lines of real ledgers for reading, with TIFA_READ set:
//
//	TIFA_READ=1 go test ./reuse -run TestLedgerRead -v
//
// Without, it compares the ledgers with the judgements in
// testdata/judged-ledger.tsv (sentence, class and ancestor when it was judged,
// verdict) and logs the share of right lines by class.
func TestLedgerRead(t *testing.T) {
	reports := workReports(t)
	s := shelve(t, reports...)
	if os.Getenv("TIFA_READ") != "" {
		for _, v := range reports {
			for i, year := range readReports {
				if v.edition.Work != "gwr-"+year {
					continue
				}
				ledger := s.ledgerOf(t, v)
				for _, n := range drawn(ledger, uint64(20+i)) {
					l := ledger[n-1]
					fmt.Printf("%s:s%d\t%s\t%.2f\t%v\n  %s\n", v.edition.Address, n, l.Class, l.Similarity, l.Boilerplate, l.Text)
					if l.Ancestor != nil {
						fmt.Printf("  < %s %s\n", l.Ancestor.Address, strings.ReplaceAll(l.Ancestor.Quote, "\n", "⏎"))
					}
				}
			}
		}
		return
	}
	f, err := os.Open(filepath.Join("testdata", "judged-ledger.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ledgers := map[string][]Sentence{}
	for _, v := range reports {
		for _, year := range readReports {
			if v.edition.Work == "gwr-"+year {
				ledgers[v.edition.Address] = s.ledgerOf(t, v)
			}
		}
	}
	total, right, changed := map[string]int{}, map[string]int{}, 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) < 4 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		edition, number, _ := strings.Cut(fields[0], ":s")
		n := 0
		if _, err := fmt.Sscan(number, &n); err != nil || ledgers[edition] == nil || n > len(ledgers[edition]) {
			t.Fatalf("line %q names no sentence", lines.Text())
		}
		l := ledgers[edition][n-1]
		ancestor := ""
		if l.Ancestor != nil {
			ancestor = l.Ancestor.Address
		}
		total[fields[1]]++
		right[fields[1]] += b2i(fields[3] == "right")
		if string(l.Class) != fields[1] || ancestor != fields[2] {
			changed++
			t.Logf("%s is now %s, judged was %s %s", fields[0], line(l), fields[1], fields[2])
		}
	}
	for class, n := range total {
		t.Logf("%s: %d of %d right", class, right[class], n)
	}
	t.Logf("%d lines differ from what was judged", changed)
}
