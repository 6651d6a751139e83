package reuse

import (
	"context"
	"testing"
)

// benchmarkLedger measures the ledger of a text and says how its sentences
// fall.
func benchmarkLedger(b *testing.B, s *shelf, v volume) {
	b.Helper()
	count := map[Class]int{}
	for _, line := range s.ledgerOf(b, v) {
		count[line.Class]++
	}
	for b.Loop() {
		if _, err := Ledger(context.Background(), s.Index, v.text, optionsFor(v)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(v.edition.Chars), "chars")
	b.ReportMetric(float64(len(v.text.Sentences)), "sentences")
	for _, c := range []Class{New, Adapted, Inherited, Short} {
		b.ReportMetric(float64(count[c]), string(c))
	}
}

// BenchmarkLedger holds texts of 10,000 characters against the large sets and
// against the work reports:
//
//	go test ./reuse -run ^$ -bench Ledger
func BenchmarkLedger(b *testing.B) {
	reports := workReports(b)
	report := firstChars(reports[len(reports)-7], 10_000)
	b.Run("report-2006/reports", func(b *testing.B) { benchmarkLedger(b, shelve(b, reports...), report) })

	laws := speedVolumes(b, "tw-laws", "zh-Hant", 0)
	s := shelve(b, laws...)
	b.Run("law/86MB-zh", func(b *testing.B) { benchmarkLedger(b, s, lastOfLength(laws, 10_000)) })
	b.Run("report-2006/86MB-zh", func(b *testing.B) {
		novel := report
		novel.edition.Date = laws[len(laws)-1].edition.Date
		novel.edition.Date.Year = 2030
		benchmarkLedger(b, s, novel)
	})

	statements := speedVolumes(b, "ungdc-1980", "en", 0)
	s = shelve(b, statements...)
	b.Run("statement/en", func(b *testing.B) { benchmarkLedger(b, s, lastOfLength(statements, 10_000)) })
}

// lastOfLength is the last of the volumes, by date, with n to 1.2 n code
// points.
func lastOfLength(volumes []volume, n int) volume {
	best := volume{}
	for _, v := range volumes {
		if v.edition.Chars >= n && v.edition.Chars < n*6/5 && (best.text == nil || best.edition.Date.Before(v.edition.Date)) {
			best = v
		}
	}
	return best
}
