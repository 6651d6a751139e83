package lineage

import (
	"testing"

	"tifa"
	"tifa/concordance"
	"tifa/extract"
	"tifa/text"
)

// What later texts took up of a work report among all of them, and of a text as
// long as all reports of 1979 to 1994 together:
//
//	go test ./lineage -run '^$' -bench TakenUp -benchtime 3x
func BenchmarkTakenUp(b *testing.B) {
	l := workReports(b)
	reports := governmentReports(b)
	long := ""
	for year := 1979; year < 1995; year++ {
		if reports[year] != nil {
			long += reports[year].Body + "\n\n"
		}
	}
	for _, c := range []struct {
		name, body string
		year       int
	}{{"report", reports[1994].Body, 1994}, {"long", long, 1996}} {
		b.Run(c.name, func(b *testing.B) {
			of := text.Canonical(extract.FromText(c.body, false), "zh-Hans")
			date := tifa.Date{Year: c.year}
			r, err := Read(b.Context(), l.x, Subject{
				Text: of, Lang: "zh-Hans", Date: date,
				Earlier: concordance.Filter{Langs: []string{"zh"}, Before: date, NotText: of.Hash()},
			})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(len(of.Sentences)), "sentences")
			for b.Loop() {
				if _, err := r.TakenUp(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
