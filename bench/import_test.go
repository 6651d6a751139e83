package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"tifa"
	"tifa/concordance"
)

// cpu is the processor time that this process has used, in seconds.
func cpu() float64 {
	var use syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &use)
	return float64(use.Utime.Nano()+use.Stime.Nano()) / 1e9
}

// BenchmarkImport imports all of the texts: from JSON Lines to an index that
// is searchable and on disk for good.
func BenchmarkImport(b *testing.B) {
	files, err := speedFiles()
	if err != nil {
		b.Skip(err)
	}
	_, size, err := part(files, 0, b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	before := cpu()
	for b.Loop() {
		if err := buildTifa(files, b.TempDir()); err != nil {
			b.Fatal(err)
		}
	}
	mb := float64(size) * float64(b.N) / 1e6
	b.ReportMetric(mb/b.Elapsed().Seconds(), "MB/s")
	b.ReportMetric(mb/(cpu()-before), "MB/cpu-s")
}

// BenchmarkAppend adds 1,000 texts of about 1 MB one by one to one index, each
// searchable and on disk before the next comes. They are of words drawn from
// the real texts.
func BenchmarkAppend(b *testing.B) {
	for _, c := range []struct {
		name  string
		bytes int
		times int
	}{{"100x1MB", 1e6, 100}, {"1000x50kB", 5e4, 1000}} {
		b.Run(c.name, func(b *testing.B) {
			files, err := speedFiles()
			if err != nil {
				b.Skip(err)
			}
			var bodies []string
			var body strings.Builder
			for len(bodies) < c.times && err == nil {
				err = eachLine(files[0], func(_ []byte, r *record) (bool, error) {
					body.WriteString(r.Text + "\n")
					if body.Len() >= c.bytes {
						bodies = append(bodies, body.String())
						body.Reset()
					}
					return len(bodies) < c.times, nil
				})
			}
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				appendAll(b, bodies)
			}
		})
	}
}

func appendAll(b *testing.B, bodies []string) {
	ctx := context.Background()
	texts := map[string]*tifa.Text{}
	x, err := concordance.Open(b.TempDir(), func(version string) (string, error) { return texts[version].Body, nil })
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	var times []float64
	most := 0
	for i, body := range bodies {
		version := fmt.Sprint(i)
		texts[version] = &tifa.Text{Body: body, Sentences: []tifa.Span{{Start: 0, End: len(body)}}}
		e := &tifa.Edition{Address: fmt.Sprintf("w%d.zh", i), Lang: "zh", Date: tifa.Date{Year: 2000 + i%20}, Version: version}
		start := time.Now()
		err := x.Apply(ctx, concordance.Change{
			Record: int64(i), Add: []*tifa.Edition{e},
			Load: func(_ context.Context, e *tifa.Edition) (*tifa.Text, error) { return texts[e.Version], nil },
		})
		if err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start).Seconds())
		most = max(most, len(x.Segments("")))
	}
	slices.Sort(times)
	b.ReportMetric(times[len(times)/2]*1e3, "median-ms")
	b.ReportMetric(times[len(times)*9/10]*1e3, "p90-ms")
	b.ReportMetric(times[len(times)-1]*1e3, "max-ms")
	b.ReportMetric(float64(len(x.Segments(""))), "segments")
	b.ReportMetric(float64(most), "most-segments")
}
