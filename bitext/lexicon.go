package bitext

import "slices"

// Lexicon is what a set of bitexts has taught about the words of two
// languages: pairs of words, each with the probability of either given the
// other (IBM model 1). It never changes, and several goroutines may use it.
type Lexicon struct {
	SrcLang, TgtLang string // base languages
	src, tgt         *vocabulary
	table            *lexicon
	reverse          *lexicon
}

// Entry is a pair of words, as stems or as the characters of a word.
type Entry struct {
	Src, Tgt          string
	Forward, Backward float64 // probability of Tgt given Src, and of Src given Tgt
}

// Size is the number of pairs.
func (l *Lexicon) Size() int { return len(l.table.entries) }

// Translations are the counterparts of a source word, the most probable
// first.
func (l *Lexicon) Translations(word string) []Entry {
	id, ok := l.src.ids[word]
	if !ok {
		return nil
	}
	var out []Entry
	for _, e := range l.table.row(id) {
		out = append(out, Entry{word, l.tgt.words[e.tgt], float64(e.forward), float64(e.backward)})
	}
	slices.SortStableFunc(out, func(a, b Entry) int {
		switch {
		case a.Forward > b.Forward:
			return -1
		case a.Forward < b.Forward:
			return 1
		}
		return 0
	})
	return out
}

// leastPair is the probability below which, both ways, a pair is forgotten.
const leastPair = 3e-3

// lexiconOf is the lexicon of an aligner with the words that occur in it.
func lexiconOf(a *aligner, srcLang, tgtLang string) *Lexicon {
	l := &Lexicon{SrcLang: srcLang, TgtLang: tgtLang, src: newVocabulary(), tgt: newVocabulary()}
	var entries []entry
	for _, e := range a.lexicon.entries {
		src, tgt := a.src.words[e.src], a.tgt.words[e.tgt]
		entries = append(entries, entry{l.src.keep(src, a.src), l.tgt.keep(tgt, a.tgt), e.forward, e.backward})
	}
	l.src.total, l.tgt.total = a.src.total, a.tgt.total
	l.table = newLexicon(len(l.src.words), entries)
	l.reverse = l.table.reversed(len(l.tgt.words))
	return l
}

// keep takes a word over from another vocabulary, with its count.
func (v *vocabulary) keep(word string, from *vocabulary) int32 {
	id := v.id(word)
	v.count[id] = from.count[from.ids[word]]
	return id
}

// countAs takes over how often words occur in a corpus. Of words without any
// counterpart that is not kept, and does not matter.
func (v *vocabulary) countAs(corpus *vocabulary) {
	for i, word := range v.words {
		if id, ok := corpus.ids[word]; ok {
			v.count[i] = corpus.count[id]
		}
	}
	v.total = corpus.total
}

// within is the table of the lexicon for other vocabularies.
func (l *Lexicon) within(src, tgt *vocabulary) *lexicon {
	var entries []entry
	for _, e := range l.table.entries {
		a, ok := src.ids[l.src.words[e.src]]
		b, also := tgt.ids[l.tgt.words[e.tgt]]
		if ok && also {
			entries = append(entries, entry{a, b, e.forward, e.backward})
		}
	}
	return newLexicon(len(src.words), entries)
}
