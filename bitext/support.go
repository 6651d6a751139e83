package bitext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tifa/text"
)

// supporter collects what speaks for pairs of words before any text is
// aligned: dictionaries, numbers, readings of characters, equal and similar
// strings.
type supporter struct {
	p        *Params
	src, tgt *vocabulary
	out      []entry
}

func (s *supporter) add(src, tgt int32, weight float64) {
	if weight > 0 {
		s.out = append(s.out, entry{src: src, tgt: tgt, forward: float32(weight)})
	}
}

// prior is the lexicon before EM. dictionaries translate from the source
// language, reverse from the target language.
func (s *supporter) prior(dictionaries, reverse []*Dictionary, learnt *Lexicon) *lexicon {
	s.signs()
	if !s.p.NoDictionary {
		for _, d := range dictionaries {
			s.dictionary(d, s.src, s.tgt, s.add)
		}
		for _, d := range reverse {
			s.dictionary(d, s.tgt, s.src, func(a, b int32, w float64) { s.add(b, a, w) })
		}
	}
	if !s.p.NoCognates {
		s.cognates()
	}
	if learnt != nil {
		for _, e := range learnt.within(s.src, s.tgt).entries {
			s.add(e.src, e.tgt, float64(e.forward)*s.p.Learnt)
		}
	}
	l := newLexicon(len(s.src.words), s.out)
	l.normalise(len(s.tgt.words))
	return l
}

// signs pairs the words that stand for the same number or concept.
func (s *supporter) signs() {
	for src, word := range s.src.words {
		if strings.HasPrefix(word, numberSign) || strings.HasPrefix(word, conceptSign) {
			if tgt, ok := s.tgt.ids[word]; ok {
				s.add(int32(src), tgt, 1)
			}
		}
	}
}

// dictionary adds the glosses of the words of one side, those of their single
// characters with less weight, and their readings.
func (s *supporter) dictionary(d *Dictionary, from, to *vocabulary, add func(from, to int32, weight float64)) {
	put := func(word int, headword string, weight float64) {
		id, ok := d.Lookup(headword)
		if !ok {
			return
		}
		for gloss, w := range d.Glosses(id) {
			if target, ok := to.ids[d.Target(gloss)]; ok {
				add(int32(word), target, float64(w)*weight)
			}
		}
	}
	stemmer := text.NewStemmer(d.Info().Tgt)
	for i, word := range from.words {
		put(i, word, 1)
		first, size := utf8.DecodeRuneInString(word)
		if !text.IsHan(first) {
			continue
		}
		chars := float64(utf8.RuneCountInString(word))
		if size < len(word) {
			for _, r := range word {
				put(i, string(r), s.p.CharBack/chars)
			}
		}
		if !s.p.NoPinyin && chars <= 4 {
			for _, reading := range readings(d, word) {
				if target, ok := to.ids[stemmer.Stem(reading)]; ok {
					add(int32(i), target, 1)
				}
			}
		}
	}
}

// readings are the ways to spell a word in Latin letters, at most 16.
func readings(d *Dictionary, word string) []string {
	const most = 16
	out := []string{""}
	for _, r := range word {
		var next []string
		for _, before := range out {
			for _, one := range d.Readings(r) {
				if len(next) < most {
					next = append(next, before+one)
				}
			}
		}
		out = next
	}
	return out
}

// cognates pairs equal words of both sides, and words that share a long
// prefix. Accents are taken off first: Société and society.
func (s *supporter) cognates() {
	type word struct {
		id    int32
		plain string
	}
	byPrefix := map[string][]word{}
	for i, w := range s.tgt.words {
		plain := plainLetters(w)
		if plain == "" {
			continue
		}
		if len(plain) >= s.p.CognatePrefix {
			key := plain[:s.p.CognatePrefix]
			byPrefix[key] = append(byPrefix[key], word{int32(i), plain})
			continue
		}
		byPrefix[plain] = append(byPrefix[plain], word{int32(i), plain})
	}
	for i, w := range s.src.words {
		plain := plainLetters(w)
		if plain == "" {
			continue
		}
		for _, t := range byPrefix[plain[:min(len(plain), s.p.CognatePrefix)]] {
			if t.plain == plain {
				s.add(int32(i), t.id, 1)
				continue
			}
			shared := 0
			for shared < min(len(plain), len(t.plain)) && plain[shared] == t.plain[shared] {
				shared++
			}
			share := float64(shared) / float64(max(len(plain), len(t.plain)))
			if shared >= s.p.CognatePrefix && share >= s.p.CognateLeast {
				s.add(int32(i), t.id, share*share)
			}
		}
	}
}

// plainLetters is a word of letters without accents; empty for other words.
func plainLetters(w string) string {
	r, _ := utf8.DecodeRuneInString(w)
	if !unicode.IsLetter(r) || text.IsHan(r) {
		return ""
	}
	ascii := true
	for i := range len(w) {
		ascii = ascii && w[i] < utf8.RuneSelf
	}
	if ascii {
		return w
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		return r
	}, norm.NFD.String(w))
}
