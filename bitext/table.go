package bitext

import (
	"cmp"
	"slices"
)

// entry is a pair of words and how well they go together.
type entry struct {
	src, tgt int32
	forward  float32 // probability of the target word, given the source word
	backward float32 // and the reverse
}

// lexicon is a sparse table of pairs of words, row by row of source words.
type lexicon struct {
	from    []int32 // of each source word: its first entry; one more than words
	entries []entry
}

// row is the entries of a source word, in order of target words.
func (l *lexicon) row(src int32) []entry {
	if int(src)+1 >= len(l.from) {
		return nil
	}
	return l.entries[l.from[src]:l.from[src+1]]
}

// newLexicon sorts entries into a table of words source words; the same pair
// twice adds up.
func newLexicon(words int, entries []entry) *lexicon {
	slices.SortStableFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.src, b.src), cmp.Compare(a.tgt, b.tgt))
	})
	kept := entries[:0]
	for _, e := range entries {
		if n := len(kept); n > 0 && kept[n-1].src == e.src && kept[n-1].tgt == e.tgt {
			kept[n-1].forward += e.forward
			kept[n-1].backward += e.backward
			continue
		}
		kept = append(kept, e)
	}
	l := &lexicon{from: make([]int32, words+1), entries: kept}
	for _, e := range kept {
		l.from[e.src+1]++
	}
	for i := range words {
		l.from[i+1] += l.from[i]
	}
	return l
}

// normalise makes probabilities of weights: forward sums to one over the
// entries of a source word, backward over those of a target word. Weights
// stand in forward.
func (l *lexicon) normalise(targets int) {
	sum := make([]float32, targets)
	for _, e := range l.entries {
		sum[e.tgt] += e.forward
	}
	for src := range len(l.from) - 1 {
		row := l.row(int32(src))
		var of float32
		for _, e := range row {
			of += e.forward
		}
		for i := range row {
			e := &row[i]
			e.backward = e.forward / sum[e.tgt]
			e.forward /= of
		}
	}
}

// coverage is the share of the words of s that have an entry.
func (l *lexicon) coverage(s *side) float64 {
	if len(s.tokens) == 0 {
		return 0
	}
	n := 0
	for _, w := range s.tokens {
		if len(l.row(w)) > 0 {
			n++
		}
	}
	return float64(n) / float64(len(s.tokens))
}

// reversed is the rows of the backward probabilities by target word: entries
// whose src is a target word, whose tgt a source word, and whose forward is
// the probability of the source word given the target word.
func (l *lexicon) reversed(targets int) *lexicon {
	r := &lexicon{from: make([]int32, targets+1), entries: make([]entry, len(l.entries))}
	for _, e := range l.entries {
		r.from[e.tgt+1]++
	}
	for i := range targets {
		r.from[i+1] += r.from[i]
	}
	at := slices.Clone(r.from)
	for _, e := range l.entries {
		r.entries[at[e.tgt]] = entry{src: e.tgt, tgt: e.src, forward: e.backward, backward: e.forward}
		at[e.tgt]++
	}
	return r
}
