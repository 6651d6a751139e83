package bitext

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// realSources are sentences of real texts: every 100th as a query, at most n
// others as units. Whole duplicates stay, as they would in a memory.
func realSources(t testing.TB, name string, n int) (m *Memory, queries []string) {
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(root, "speed", name+".jsonl.gz"))
	if err != nil {
		t.Skipf("SKIPPED: the real texts are missing; name their folder in TIFA_DATA to measure on them: %v", err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 64<<20)
	var units []tifa.Unit
	for seen := 0; len(units) < n && lines.Scan(); {
		var record struct{ Lang, Text string }
		if err := json.Unmarshal(lines.Bytes(), &record); err != nil {
			t.Fatal(err)
		}
		read, err := extract.Read(t.Context(), []byte(record.Text), extract.Hint{Name: "a.txt"})
		if err != nil {
			t.Fatal(err)
		}
		doc := text.Canonical(read.Blocks, record.Lang)
		for i := range doc.Sentences {
			if seen++; seen%100 == 0 {
				queries = append(queries, doc.Sentence(i+1))
			} else if len(units) < n {
				units = append(units, tifa.Unit{ID: fmt.Sprintf("u%d", len(units)), Src: doc.Sentence(i + 1), Tgt: "→ " + doc.Sentence(i+1)})
			}
		}
	}
	if len(units) < n {
		t.Logf("%s has %d sentences, not %d", name, len(units), n)
	}
	return NewMemory(units), queries
}

var realNames = []string{"tw-laws", "ungdc-1980"}

// TestMatchReal holds the best match of real sentences against a look at every
// unit: of few, TIFA_REPORT=1 takes many.
func TestMatchReal(t *testing.T) {
	size, most := 5_000, 50
	if reporting() {
		size, most = 20_000, 200
	}
	for _, name := range realNames {
		t.Run(name, func(t *testing.T) {
			m, queries := realSources(t, name, size)
			with, found, exact := 0, 0, 0
			for _, src := range queries[:min(len(queries), most)] {
				o := MatchOptions{MinScore: MinScore, Limit: 1}
				all := everyUnit(m, src, o)
				got := m.Match(src, o)
				if len(all) == 0 {
					if len(got) > 0 {
						t.Errorf("%q: found %v, and there is nothing", src, got)
					}
					continue
				}
				with++
				if len(got) > 0 && got[0].Score == all[0].Score {
					found++
				}
				if all[0].Score == 1 {
					exact++
				}
			}
			t.Logf("%s: %d units, %d different; of %d sentences with a match from .6 (%d of them exact) the best was found for %d", name, len(m.units), len(m.sources), with, exact, found)
			if with == 0 || float64(found) < .99*float64(with) {
				t.Errorf("the best match was found for %d of %d", found, with)
			}
		})
	}
}

func BenchmarkMatch(b *testing.B) {
	for _, name := range realNames {
		m, queries := realSources(b, name, 300_000)
		for _, o := range []MatchOptions{{MinScore: .6, Limit: 5}, {MinScore: .75, Limit: 5}, {MinScore: .6}} {
			b.Run(fmt.Sprintf("%s/from=%g/limit=%d", name, o.MinScore, o.Limit), func(b *testing.B) {
				for i := 0; b.Loop(); i++ {
					m.Match(queries[i%len(queries)], o)
				}
			})
		}
	}
}

func BenchmarkNewMemory(b *testing.B) {
	for _, name := range realNames {
		m, _ := realSources(b, name, 300_000)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				NewMemory(m.units)
			}
		})
	}
}
