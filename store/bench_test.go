package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"tifa"
)

// sample is n records of about 5 KB, each of 50 sentences in 10 blocks, all
// from one source.
func sample(b *testing.B, s *Store, n int) []Record {
	b.Helper()
	sha, err := s.PutSource([]byte("an import file"))
	if err != nil {
		b.Fatal(err)
	}
	records := make([]Record, n)
	for i := range records {
		var lines []string
		for block := range 10 {
			line := ""
			for sentence := range 5 {
				line += fmt.Sprintf("In the matter %d-%d-%d the ministries shall report to the assembly every year, and publish what they found. ", i, block, sentence)
			}
			lines = append(lines, line)
		}
		records[i] = Record{
			Edition: tifa.Edition{
				Work: fmt.Sprintf("decision-%d", i), Lang: "en", Title: fmt.Sprintf("Decision %d on reports of the ministries", i),
				Date:   tifa.Date{Year: 1990 + i%30, Month: 1 + i%12, Day: 1 + i%28},
				Dates:  map[string]tifa.Date{"effective": {Year: 2000}},
				Issuer: "Assembly", Kind: "decision", Number: fmt.Sprintf("%d/%d", i, i%30), Status: "original",
				Guessed: []string{"work", "kind"}, By: "anna",
				Source: tifa.Source{SHA256: sha, MediaType: "application/jsonl", URL: "decisions.jsonl", Record: i + 1},
			},
			Text: text(lines...),
		}
	}
	return records
}

func fill(b *testing.B, s *Store, records []Record) {
	b.Helper()
	const batch = 1000
	for i := 0; i < len(records); i += batch {
		if _, err := s.Put(b.Context(), records[i:min(i+batch, len(records))]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPut stores 10,000 records of 5 KB in batches of 1,000.
func BenchmarkPut(b *testing.B) {
	const n = 10_000
	for b.Loop() {
		b.StopTimer()
		s := open(b)
		records := sample(b, s, n)
		bytes := 0
		for _, r := range records {
			bytes += len(r.Text.Body)
		}
		b.SetBytes(int64(bytes))
		b.StartTimer()
		fill(b, s, records)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/n, "µs/record")
}

// BenchmarkPutOne stores one record at a time, each durable.
func BenchmarkPutOne(b *testing.B) {
	s := open(b)
	records := sample(b, s, 2000)
	i := 0
	for b.Loop() {
		r := records[i%len(records)]
		if i >= len(records) {
			b.Fatal("too few records: lower -benchtime")
		}
		if _, err := s.Put(b.Context(), []Record{r}); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkRead reads from a library of 25,000 editions.
func BenchmarkRead(b *testing.B) {
	const n = 25_000
	s := open(b)
	fill(b, s, sample(b, s, n))
	b.Run("Open", func(b *testing.B) {
		for b.Loop() {
			again, err := Open(b.Context(), s.Dir())
			if err != nil {
				b.Fatal(err)
			}
			if err := again.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	var all []tifa.Edition
	b.Run("Editions", func(b *testing.B) {
		for b.Loop() {
			var err error
			if all, err = s.Editions(b.Context()); err != nil || len(all) != n {
				b.Fatal(len(all), err)
			}
		}
	})
	b.Run("Edition", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := s.Edition(b.Context(), all[i%n].Address); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("NotFound", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Edition(b.Context(), "decison-777.en"); err == nil {
				b.Fatal("found")
			}
		}
	})
	b.Run("Text", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := s.Text(b.Context(), &all[i%n]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Verify", func(b *testing.B) {
		for b.Loop() {
			if found, err := s.Verify(context.Background(), nil); err != nil || len(found) > 0 {
				b.Fatal(found, err)
			}
		}
	})
	b.Run("Backup", func(b *testing.B) {
		folder := b.TempDir()
		for i := 0; b.Loop(); i++ {
			if err := s.Backup(b.Context(), filepath.Join(folder, fmt.Sprint(i))); err != nil {
				b.Fatal(err)
			}
		}
	})
}
