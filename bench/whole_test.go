package main

import (
	"os"
	"runtime"
	"slices"
	"testing"

	"golang.org/x/sync/errgroup"

	"tifa/concordance"
	"tifa/suffix"
)

// tokensOf puts all texts of a language into one sequence, ordered by date,
// under ids that hold for all segments.
func tokensOf(x *concordance.Index, lang string) (tokens, starts []int32, highest int32) {
	type place struct {
		s   *concordance.Segment
		doc int
	}
	var all []place
	for _, s := range x.Segments(lang) {
		for doc := range s.Docs {
			all = append(all, place{s, doc})
		}
	}
	slices.SortStableFunc(all, func(a, b place) int {
		return a.s.Docs[a.doc].Date.Compare(b.s.Docs[b.doc].Date)
	})
	size := 0
	for _, p := range all {
		from, to := p.s.Positions(p.doc)
		size += to - from
	}
	tokens = make([]int32, 0, size)
	ids := map[string]int32{}
	known := map[*concordance.Segment][]int32{} // by id of the segment, 0 where not met yet
	for _, p := range all {
		starts = append(starts, int32(len(tokens)))
		own := known[p.s]
		from, to := p.s.Positions(p.doc)
		for pos := from; pos < to; pos++ {
			id := int(p.s.Text.At(pos))
			if id >= len(own) {
				own = slices.Grow(own, id+1-len(own))[:id+1]
			}
			if own[id] == 0 && id > 0 {
				key := p.s.Key(int32(id))
				if ids[key] == 0 {
					ids[key] = int32(len(ids) + 1)
				}
				own[id] = ids[key]
			}
			tokens = append(tokens, own[id])
		}
		known[p.s] = own
	}
	return tokens, starts, int32(len(ids))
}

// BenchmarkWhole measures what looks at all of the texts at once, the two
// languages side by side, on the library that TIFA_BENCH_LIBRARY names: how much of
// every text stands in an earlier one, and all phrases of at least 4 tokens
// that at least 5 texts have.
func BenchmarkWhole(b *testing.B) {
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
	before := cpu()
	for b.Loop() {
		var zh, en whole
		var g errgroup.Group
		g.Go(func() error { zh = wholeOf(x, "zh"); return nil })
		g.Go(func() error { en = wholeOf(x, "en"); return nil })
		_ = g.Wait()
		number := float64(zh.tokens + en.tokens)
		b.ReportMetric(max(zh.sorting+zh.novelty, en.sorting+en.novelty), "novelty-s")
		b.ReportMetric(max(zh.sorting+zh.mining, en.sorting+en.mining), "mining-s")
		b.ReportMetric(number/1e6, "Mtokens")
		b.ReportMetric(float64(zh.repeats+en.repeats), "repeats")
		b.ReportMetric(100*float64(zh.inherited+en.inherited)/number, "%-of-8-or-more")
	}
	b.ReportMetric((cpu()-before)/float64(b.N), "cpu-s")
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/1e6, "MB")
}

// whole is what one language took, in seconds, and what was found.
type whole struct {
	sorting, novelty, mining   float64
	tokens, inherited, repeats int
}

func wholeOf(x *concordance.Index, lang string) (w whole) {
	sorting := stopwatch()
	tokens, starts, highest := tokensOf(x, lang)
	sa := suffix.Array(tokens, highest)
	lcp := suffix.LCP(tokens, sa)
	w.sorting, w.tokens = sorting(), len(tokens)
	novelty := stopwatch()
	for _, n := range suffix.Earlier(sa, lcp, starts) {
		if n >= 8 {
			w.inherited++
		}
	}
	w.novelty = novelty()
	mining := stopwatch()
	for range suffix.Repeats(tokens, sa, lcp, starts, 4, 5) {
		w.repeats++
	}
	w.mining = mining()
	return w
}
