package bitext

import (
	"cmp"
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
	params   spotParams
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
		params: defaultSpotParams(),
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
