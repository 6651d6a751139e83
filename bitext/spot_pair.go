package bitext

import (
	"cmp"
	"math"
	"slices"

	"tifa"
)

// overlap is the share of a token that lies in a part.
func overlap(t, part tifa.Span) float64 {
	n := min(t.End, part.End) - max(t.Start, part.Start)
	if n <= 0 {
		return 0
	}
	return float64(n) / float64(t.Len())
}

// pairing is the words of a passage and its translation, and how probably
// each belongs to each.
type pairing struct {
	from, to []token
	forward  [][]float64 // [from][to]: that the word of the translation comes from this word
	backward [][]float64 // and the reverse
	sums     []float64   // of each word of the translation: what forward was divided by
}

func (r *Reader) pair(passage, translation string, fromTarget bool) *pairing {
	a, b := &r.src, &r.tgt
	table, reverse := r.lexicon.table, r.lexicon.reverse
	if fromTarget {
		a, b, table, reverse = b, a, reverse, table
	}
	p := &pairing{from: a.tokens(passage), to: b.tokens(translation)}
	p.forward, p.sums = posteriors(p.from, p.to, table, b.unigram, r.params.empty)
	turned, _ := posteriors(p.to, p.from, reverse, a.unigram, r.params.empty)
	p.backward = make([][]float64, len(p.from))
	for i := range p.from {
		p.backward[i] = make([]float64, len(p.to))
		for j := range p.to {
			p.backward[i][j] = turned[j][i]
		}
	}
	return p
}

// posteriors are the probabilities that each word of to comes from each word
// of from, or from the empty word, and the sums that make them probabilities.
func posteriors(from, to []token, table *lexicon, unigram []float64, empty float64) (out [][]float64, sums []float64) {
	const usual = 8 // words of a sentence
	out, sums = make([][]float64, len(from)), make([]float64, len(to))
	rows, signs := make([][]entry, len(from)), make([]bool, len(from))
	for i, f := range from {
		out[i] = make([]float64, len(to))
		if signs[i] = isSign(f.word); f.id >= 0 {
			rows[i] = table.row(f.id)
		}
	}
	n, m := float64(max(1, len(from)-1)), float64(max(1, len(to)-1))
	for j, t := range to {
		sum := empty * float64(len(from)) / usual
		if t.id >= 0 {
			sum *= unigram[t.id]
		} else {
			sum *= 1e-6
		}
		sign := isSign(t.word)
		for i, f := range from {
			v := 0.0
			switch {
			case signs[i] || sign:
				if f.word == t.word {
					v = 1
				}
			case f.id >= 0 && t.id >= 0:
				v = probability(rows[i], t.id)
			case f.word == t.word:
				v = .5 // a name that was never seen
			}
			if v == 0 { // most pairs: the exponential of none is asked for
				continue
			}
			out[i][j] = v * diagonal(float64(i)/n, float64(j)/m)
			sum += out[i][j]
		}
		for i := range from {
			out[i][j] /= sum
		}
		sums[j] = sum
	}
	return out, sums
}

// diagonal is the prior that words belong together, by their places in their
// passages from 0 to 1.
func diagonal(a, b float64) float64 {
	const steep = 6
	return math.Exp(-steep * math.Abs(a-b))
}

// probability is forward of the pair of a row with a word, 0 if there is none.
func probability(row []entry, tgt int32) float64 {
	i, ok := slices.BinarySearchFunc(row, tgt, func(e entry, tgt int32) int { return cmp.Compare(e.tgt, tgt) })
	if !ok {
		return 0
	}
	return float64(row[i].forward)
}
