package library

import (
	"context"
	"fmt"
	"testing"
	"time"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
)

// saidPart is one of the questions that are asked of a document about what it
// says.
type saidPart struct {
	name string
	ask  func(ctx context.Context, l *Library) (found int, err error)
}

// saidParts are all of them, of a document with one before it in its series.
func saidParts(address, before string) []saidPart {
	return []saidPart{
		{"check", func(ctx context.Context, l *Library) (int, error) {
			x, err := l.Check(ctx, address, CheckOptions{}, nil)
			if err != nil {
				return 0, err
			}
			return len(x.Quotations) + len(x.Others), nil
		}},
		{"statements", func(ctx context.Context, l *Library) (int, error) {
			x, err := l.Statements(ctx, address, StatementOptions{Experimental: true}, nil)
			if err != nil {
				return 0, err
			}
			return len(discourse.MatrixOf(x.Statements).Rows), nil
		}},
		{"commitments", func(ctx context.Context, l *Library) (int, error) {
			x, err := l.Commitments(ctx, address, StatementOptions{Experimental: true}, nil)
			if err != nil {
				return 0, err
			}
			return len(x.Commitments), nil
		}},
		{"shifts", func(ctx context.Context, l *Library) (int, error) {
			x, err := l.StatementShifts(ctx, before, address, StatementOptions{Experimental: true}, nil)
			if err != nil {
				return 0, err
			}
			return len(x.Worth), nil // the reports of two years share few sentences
		}},
		{"hinges", func(ctx context.Context, l *Library) (int, error) {
			x, err := l.Hinges(ctx, address, Stated{}, nil)
			if err != nil {
				return 0, err
			}
			return len(x.Items), nil
		}},
		{"tensions", func(ctx context.Context, l *Library) (int, error) {
			x, err := l.Tensions(ctx, address, TensionOptions{}, nil)
			if err != nil || len(x.Items) == 0 || x.Items[0].A.Class == "" {
				return 0, err // without the ledger it is not whole
			}
			return len(x.Items), nil
		}},
		{"targets", func(ctx context.Context, l *Library) (int, error) {
			x, err := l.Targets(ctx, address, TargetOptions{Parallels: 3}, nil)
			if err != nil {
				return 0, err
			}
			return x.Coverage.Editions, nil // many reports aim at nobody
		}},
		{"named", func(ctx context.Context, l *Library) (int, error) {
			x, err := l.Named(ctx, address, NamedOptions{}, nil)
			if err != nil {
				return 0, err
			}
			return len(x.Items), nil
		}},
		{"silences", func(ctx context.Context, l *Library) (int, error) {
			x, err := l.Silences(ctx, address, SilencesOptions{}, nil)
			if err != nil {
				return 0, err
			}
			return len(x.Items), nil
		}},
		{"enumerations", func(ctx context.Context, l *Library) (int, error) {
			x, err := l.Enumerations(ctx, address, EnumerationsOptions{Against: before}, nil)
			if err != nil {
				return 0, err
			}
			return len(x.Items), nil
		}},
		{"references", func(ctx context.Context, l *Library) (int, error) {
			x, err := l.References(ctx, address, ReferencesOptions{Experimental: true, CitedBy: true}, nil)
			if err != nil {
				return 0, err
			}
			return len(x.Items), nil
		}},
		{"keyness", func(ctx context.Context, l *Library) (int, error) {
			x, err := l.Keyness(ctx, address, before, KeynessOptions{})
			if err != nil {
				return 0, err
			}
			return len(x.Items), nil
		}},
		{"dispersion", func(ctx context.Context, l *Library) (int, error) {
			x, err := l.Dispersion(ctx, []Query{{Phrase: "改革"}, {Phrase: "发展"}}, DispersionOptions{Edition: address})
			if err != nil {
				return 0, err
			}
			return x.Phrases[0].Count, nil
		}},
		{"temperature", func(ctx context.Context, l *Library) (int, error) {
			x, err := l.Temperature(ctx, Query{Phrase: "科学发展观"})
			if err != nil {
				return 0, err
			}
			return len(x.Years), nil
		}},
	}
}

// longReport is the last work report of about 20,000 characters, and the one
// before it.
func longReport(b *testing.B, l *Library) (address, before string) {
	b.Helper()
	all, err := l.List(b.Context(), concordance.Filter{})
	if err != nil {
		b.Fatal(err)
	}
	var dates [2]tifa.Date
	chars := 0
	for i := range all {
		e, t, err := l.edition(b.Context(), all[i].Address)
		if err != nil {
			b.Fatal(err)
		}
		if n := utf8.RuneCountInString(t.Body); n >= 18_000 && n <= 22_000 && (chars == 0 || dates[0].Before(e.Date)) {
			address, dates[0], chars = e.Address, e.Date, n
		}
	}
	for i := range all {
		if e := &all[i]; e.Date.Before(dates[0]) && (before == "" || dates[1].Before(e.Date)) {
			before, dates[1] = e.Address, e.Date
		}
	}
	b.Logf("%s, %d characters, and %s before it, among %d texts", address, chars, before, len(all))
	return address, before
}

// BenchmarkSaid asks all that can be asked of what a document says, of a work
// report of 20,000 characters among the others, one question after the other:
// in a library that is opened for it, with nothing kept of the document. The
// first round is that of a process that has asked nothing before.
//
//	go test ./library -run '^$' -bench 'Said$' -benchtime 5x
func BenchmarkSaid(b *testing.B) {
	l := workReports(b)
	address, before := longReport(b, l)
	parts := saidParts(address, before)
	took := make([]time.Duration, len(parts)+1) // the last is opening
	var first, sum, processor time.Duration
	rounds := 0
	for b.Loop() {
		var whole time.Duration
		work := processorTime()
		began := time.Now()
		cold, err := Open(b.Context(), l.Dir(), Options{})
		if err != nil {
			b.Fatal(err)
		}
		step := time.Since(began)
		took[len(parts)] += step
		whole += step
		line := fmt.Sprintf("round %d: open %.0f", rounds+1, ms(step))
		for i, p := range parts {
			began, work := time.Now(), processorTime()
			found, err := p.ask(b.Context(), cold)
			step := time.Since(began)
			work = processorTime() - work
			if err != nil || found == 0 {
				b.Fatalf("%s: found %d: %v", p.name, found, err)
			}
			took[i] += step
			whole += step
			line += fmt.Sprintf(", %s %.0f/%.0f", p.name, ms(step), ms(work))
		}
		work = processorTime() - work
		processor += work
		if err := cold.Close(); err != nil {
			b.Fatal(err)
		}
		b.Logf("%s: sum %.0f ms, of a processor %.0f", line, ms(whole), ms(work))
		if rounds == 0 {
			first = whole
		}
		sum += whole
		rounds++
	}
	for i, p := range parts {
		b.ReportMetric(ms(took[i])/float64(rounds), p.name+"-ms")
	}
	b.ReportMetric(ms(first), "first-ms")
	b.ReportMetric(ms(processor)/float64(rounds), "cpu-ms")
	b.ReportMetric(ms(sum)/float64(rounds), "sum-ms")
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
