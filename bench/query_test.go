package main

import (
	"context"
	"os"
	"testing"

	"tifa/concordance"
)

// BenchmarkQuery asks the library that TIFA_BENCH_LIBRARY names, such as
// DIR/tifa after "go run . -dir DIR".
func BenchmarkQuery(b *testing.B) {
	dir := os.Getenv("TIFA_BENCH_LIBRARY")
	if dir == "" {
		b.Skip("set TIFA_BENCH_LIBRARY to a library")
	}
	x, s, err := openTifa(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	defer x.Close()
	ctx := context.Background()
	phrase := phrases[len(phrases)-1].text
	q := concordance.Literal(phrase)
	for _, c := range []struct {
		name string
		do   func() error
	}{
		{"count", func() error { _, err := x.Occurrences(ctx, q, concordance.Filter{}); return err }},
		{"years", func() error { _, err := x.Trend(ctx, q, concordance.Filter{}, concordance.Year); return err }},
		{"years/filtered", func() error {
			_, err := x.Trend(ctx, q, concordance.Filter{Langs: []string{"zh"}}, concordance.Year)
			return err
		}},
		{"date", func() error { _, err := show(ctx, x, phrase, concordance.ByDate); return err }},
		{"right", func() error { _, err := show(ctx, x, phrase, concordance.ByRight); return err }},
		{"left", func() error { _, err := show(ctx, x, phrase, concordance.ByLeft); return err }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := c.do(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
