package library

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
)

// importBench makes a library of records, in a folder of the benchmark's.
func importBench(b *testing.B, records []byte) *Library {
	b.Helper()
	file := filepath.Join(b.TempDir(), "records.jsonl")
	if err := os.WriteFile(file, records, 0o600); err != nil {
		b.Fatal(err)
	}
	l, err := Open(b.Context(), b.TempDir(), Options{By: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = l.Close() })
	if err := l.Import(b.Context(), file, func(*Added, error) {}); err != nil {
		b.Fatal(err)
	}
	return l
}

func benchData() string {
	if data := os.Getenv("TIFA_DATA"); data != "" {
		return data
	}
	return filepath.Join("..", "..", "shared", "data")
}

// workReports are the work reports of the real data, by year.
func workReports(b *testing.B) *Library {
	b.Helper()
	data, err := os.ReadFile(filepath.Join(benchData(), "prc-gwr-congress", "government_work_reports.to2012.jsonl"))
	if err != nil {
		b.Skipf("the real texts are missing: %v", err)
	}
	var records bytes.Buffer
	for line := range bytes.Lines(data) {
		var r struct {
			Title, Content string
			Year           any
		}
		if err := json.Unmarshal(line, &r); err != nil {
			b.Fatal(err)
		}
		year, err := tifa.ParseDate(fmt.Sprint(r.Year))
		if err != nil || year.IsZero() {
			continue // a resolution on a report
		}
		err = json.NewEncoder(&records).Encode(map[string]any{
			"work": fmt.Sprintf("gwr-%d", year.Year), "lang": "zh-Hans", "date": year.String(), "title": r.Title,
			"issuer": "国务院", "kind": "政府工作报告", "text": r.Content,
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return importBench(b, records.Bytes())
}

// BenchmarkTensionsLedger looks for tensions in the last work report of 20,000
// characters, with the ledger, which says where each sentence comes from: cold,
// in a library that is opened for it, and kept, when it is asked for again.
//
//	go test ./library -run '^$' -bench TensionsLedger -benchtime 5x
func BenchmarkTensionsLedger(b *testing.B) {
	l := workReports(b)
	all, err := l.List(b.Context(), concordance.Filter{})
	if err != nil {
		b.Fatal(err)
	}
	address, chars := "", 0
	for i := range all {
		_, t, err := l.edition(b.Context(), all[i].Address)
		if err != nil {
			b.Fatal(err)
		}
		if n := utf8.RuneCountInString(t.Body); n >= 18_000 && n <= 22_000 {
			address, chars = all[i].Address, n
		}
	}
	b.Logf("%s, %d characters, among %d texts", address, chars, len(all))
	ask := func(b *testing.B, l *Library) {
		found, err := l.Tensions(b.Context(), address, TensionOptions{}, nil)
		if err != nil {
			b.Fatal(err)
		}
		if len(found.Items) == 0 || found.Items[0].A.Class == "" {
			b.Fatalf("%s: %d tensions, without the ledger", address, len(found.Items))
		}
	}
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			cold, err := Open(b.Context(), l.Dir(), Options{})
			if err != nil {
				b.Fatal(err)
			}
			ask(b, cold)
			if err := cold.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("kept", func(b *testing.B) {
		ask(b, l)
		for b.Loop() {
			ask(b, l)
		}
	})
}

// BenchmarkAnalyse finds all that is found in texts by their words alone, in
// 50 MB: every third law and every third debate statement. kept is the same
// when it was found before.
//
//	go test ./library -run '^$' -bench Analyse -benchtime 1x -timeout 30m
func BenchmarkAnalyse(b *testing.B) {
	var records bytes.Buffer
	for _, name := range []string{"tw-laws", "ungdc-1980"} {
		thirdRecords(b, &records, filepath.Join(benchData(), "speed", name+".jsonl.gz"), 25<<20)
	}
	l := importBench(b, records.Bytes())
	for _, name := range []string{"found", "kept"} {
		b.Run(name, func(b *testing.B) {
			var a *Analysed
			began, rounds := processorTime(), 0
			for b.Loop() {
				if name == "found" {
					b.StopTimer()
					if err := os.RemoveAll(filepath.Join(l.Dir(), "index", "analysis")); err != nil {
						b.Fatal(err)
					}
					b.StartTimer()
				}
				var err error
				if a, err = l.Analyse(b.Context(), concordance.Filter{}); err != nil {
					b.Fatal(err)
				}
				rounds++
			}
			if a.Editions == 0 || (name == "kept") != (a.Kept == a.Editions) {
				b.Fatalf("%+v", a)
			}
			b.ReportMetric((processorTime()-began).Seconds()/float64(rounds), "cpu-s")
			b.ReportMetric(float64(a.Editions), "texts")
			b.ReportMetric(float64(a.Statements), "statements")
			b.ReportMetric(float64(a.References), "references")
		})
	}
}

// thirdRecords writes every third record of a packed file until so many bytes
// of it have come.
func thirdRecords(b *testing.B, out *bytes.Buffer, path string, most int) {
	b.Helper()
	f, err := os.Open(path)
	if err != nil {
		b.Skipf("the real texts are missing: %v", err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 64<<20)
	before := out.Len()
	for i := 0; lines.Scan() && out.Len()-before < most; i++ {
		if i%3 == 0 {
			out.Write(lines.Bytes())
			out.WriteByte('\n')
		}
	}
	if err := lines.Err(); err != nil {
		b.Fatal(err)
	}
}
