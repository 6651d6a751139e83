package bitext

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

// Reader finds the counterparts of words within beads by what a Lexicon has
// learnt. It is not safe for several goroutines.
type Reader struct {
	lexicon  *Lexicon
	src, tgt readerSide
}

// readerSide cuts passages of one language and knows the words of the lexicon.
type readerSide struct {
	analyser *analyser
	known    *vocabulary
	numbers  []int32   // of the analyser's words: their number in the lexicon, -1: unknown
	unigram  []float64 // of the lexicon's words
	stop     map[string]bool
}

// NewReader is a reader of beads of the lexicon's languages.
func NewReader(l *Lexicon, r Resources) *Reader {
	side := func(lang string, d []*Dictionary, known *vocabulary) readerSide {
		s := readerSide{
			analyser: newAnalyser(lang, newVocabulary(), d, r.Concepts, true), known: known,
			unigram: known.unigrams(), stop: map[string]bool{},
		}
		for _, w := range text.Lookup(lang).StopWords {
			s.stop[text.Fold(w)] = true
		}
		for _, w := range text.Lookup(lang).Phrases.Function {
			s.stop[text.Fold(w)] = true
		}
		return s
	}
	return &Reader{
		lexicon: l, src: side(l.SrcLang, r.Dictionaries, l.src), tgt: side(l.TgtLang, r.Reverse, l.tgt),
	}
}

// token is a word of a passage.
type token struct {
	tifa.Span

	id   int32  // in the lexicon, -1: unknown to it
	word string // stem, or a number or concept with its sign
	stop bool   // a function word
}

// tokens are the words of a passage in their order. Numbers and concepts
// stand in for the words that they are made of only where those are no words
// of their own.
func (s *readerSide) tokens(passage string) []token {
	var at []tifa.Span
	var cut side
	var x sentence
	s.analyser.where = &at
	s.analyser.read(&cut, &x, passage)
	s.analyser.where = nil
	out := make([]token, 0, len(cut.tokens))
	for i, id := range cut.tokens {
		for int(id) >= len(s.numbers) {
			n, ok := s.known.ids[s.analyser.vocab.words[len(s.numbers)]]
			if !ok {
				n = -1
			}
			s.numbers = append(s.numbers, n)
		}
		word := s.analyser.vocab.words[id]
		out = append(out, token{at[i], s.numbers[id], word, s.stop[text.Fold(at[i].Of(passage))]})
	}
	slices.SortStableFunc(out, func(a, b token) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	return out
}

func isSign(word string) bool {
	return strings.HasPrefix(word, numberSign) || strings.HasPrefix(word, conceptSign)
}

// Counterpart is what stands for a part of a passage in its translation.
type Counterpart struct {
	Span        tifa.Span // in the translation, bytes
	Probability float64   // mean over its words that they belong to the part
}

// Counterpart finds what stands for part, a span of passage, in translation.
// Both are of one bead; fromTarget says that passage is in the lexicon's
// target language. ok is false where nothing speaks for any word.
//
// A word of the translation belongs to the part with half the posterior of
// IBM model 1 and half the best posterior of the reverse model, both with a
// prior for the diagonal (Dyer et al. 2013); of all spans that with the
// greatest sum of log-odds is taken.
func (r *Reader) Counterpart(passage string, part tifa.Span, translation string, fromTarget bool) (c Counterpart, ok bool) {
	p := r.pair(passage, translation, fromTarget)
	belongs := make([]float64, len(p.to))
	found := false
	for j := range p.to {
		var forward, backward float64
		for i, t := range p.from {
			if w := overlap(t.Span, part); w > 0 {
				forward += w * p.forward[i][j]
				backward = max(backward, w*p.backward[i][j])
			}
		}
		belongs[j] = (forward + backward) / 2
		found = found || belongs[j] > .1
	}
	if !found {
		return c, false
	}
	return p.span(belongs), true
}

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
}

func (r *Reader) pair(passage, translation string, fromTarget bool) *pairing {
	a, b := &r.src, &r.tgt
	table, reverse := r.lexicon.table, r.lexicon.reverse
	if fromTarget {
		a, b, table, reverse = b, a, reverse, table
	}
	p := &pairing{from: a.tokens(passage), to: b.tokens(translation)}
	p.forward = posteriors(p.from, p.to, table, b.unigram)
	turned := posteriors(p.to, p.from, reverse, a.unigram)
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
// of from, or from the empty word.
func posteriors(from, to []token, table *lexicon, unigram []float64) [][]float64 {
	const diagonal, empty, usual = 6, .3, 8 // usual: words of a sentence
	out := make([][]float64, len(from))
	for i := range from {
		out[i] = make([]float64, len(to))
	}
	n, m := float64(max(1, len(from)-1)), float64(max(1, len(to)-1))
	for j, t := range to {
		sum := empty * float64(len(from)) / usual
		if t.id >= 0 {
			sum *= unigram[t.id]
		} else {
			sum *= 1e-6
		}
		for i, f := range from {
			v := 0.0
			switch {
			case isSign(f.word) || isSign(t.word):
				if f.word == t.word {
					v = 1
				}
			case f.id >= 0 && t.id >= 0:
				v = table.probability(f.id, t.id)
			case f.word == t.word:
				v = .5 // a name that was never seen
			}
			out[i][j] = v * math.Exp(-diagonal*math.Abs(float64(i)/n-float64(j)/m))
			sum += out[i][j]
		}
		for i := range from {
			out[i][j] /= sum
		}
	}
	return out
}

// probability is forward of a pair, 0 if it is not in the table.
func (l *lexicon) probability(src, tgt int32) float64 {
	row := l.row(src)
	i, ok := slices.BinarySearchFunc(row, tgt, func(e entry, tgt int32) int { return cmp.Compare(e.tgt, tgt) })
	if !ok {
		return 0
	}
	return float64(row[i].forward)
}

// span is the run of words that belongs best.
func (p *pairing) span(belongs []float64) Counterpart {
	const longest, loose = 14, -.15 // words; for a function word that nothing speaks for or against
	value := make([]float64, len(belongs))
	for j, x := range belongs {
		if x < .02 && p.to[j].stop {
			value[j] = loose
			continue
		}
		x = min(.98, max(.02, x))
		value[j] = math.Log(2 * x / (1 - x))
	}
	best, from, to := math.Inf(-1), 0, 0
	for a := range value {
		sum := 0.0
		for b := a; b < min(len(value), a+longest); b++ {
			if sum += value[b]; sum > best {
				best, from, to = sum, a, b
			}
		}
	}
	c := Counterpart{Span: tifa.Span{Start: p.to[from].Start, End: p.to[from].End}}
	n := 0.0
	for j := from; j <= to; j++ {
		c.Span.End = max(c.Span.End, p.to[j].End)
		if value[j] != loose {
			c.Probability += belongs[j]
			n++
		}
	}
	c.Probability = min(1, c.Probability/max(1, n))
	return c
}
