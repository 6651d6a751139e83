package lineage

import (
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

// treated knows what a text says, sentence by sentence. It is asked for some
// thousand phrases of another text, so it knows in which sentences each
// character or word stands, and what it was asked for once.
type treated struct {
	lang      string
	sentences []string           // folded, a space on either side of each word of a script with spaces
	having    map[string][]int32 // of each piece, the sentences that have it, in order
	asked     map[string][]int32 // of each key
	stem      func(string) string
	unspaced  bool
}

func newTreated(t *tifa.Text, lang string) *treated {
	x := &treated{
		lang: lang, having: map[string][]int32{}, asked: map[string][]int32{},
		unspaced: text.Lookup(lang).Sentence.Unspaced, stem: func(w string) string { return w },
	}
	if !x.unspaced {
		x.stem = text.NewStemmer(lang).Stem
	}
	for n, s := range t.Sentences {
		key := x.key(s.Of(t.Body))
		x.sentences = append(x.sentences, key)
		for piece := range x.pieces(key) {
			if have := x.having[piece]; len(have) == 0 || have[len(have)-1] != int32(n) {
				x.having[piece] = append(have, int32(n))
			}
		}
	}
	return x
}

// another asks the same text, beside x and others.
func (x *treated) another() *treated {
	y := *x
	y.asked = map[string][]int32{}
	if !x.unspaced {
		y.stem = text.NewStemmer(x.lang).Stem // a stemmer holds the word that it is at
	}
	return &y
}

// key is a string as its words, stems in scripts with spaces.
func (x *treated) key(s string) string {
	var b strings.Builder
	if !x.unspaced {
		b.WriteByte(' ')
	}
	for _, t := range text.Tokens(s) {
		switch {
		case t.Kind == text.Mark || t.Kind == text.Break:
		case x.unspaced:
			b.WriteString(t.Key)
		default:
			b.WriteString(x.stem(t.Key))
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// pieces are what a key is made of: its characters, in scripts with spaces its
// words. No key stands in a sentence that lacks one of them.
func (x *treated) pieces(key string) func(yield func(string) bool) {
	if !x.unspaced {
		return strings.FieldsSeq(key)
	}
	return strings.SplitSeq(key, "")
}

// in are the sentences that have a key.
func (x *treated) in(key string) []int32 {
	if found, ok := x.asked[key]; ok {
		return found
	}
	var fewest []int32
	first := true
	for piece := range x.pieces(key) {
		if have := x.having[piece]; first || len(have) < len(fewest) {
			fewest, first = have, false
		}
	}
	var found []int32
	for _, n := range fewest {
		if strings.Contains(x.sentences[n], key) {
			found = append(found, n)
		}
	}
	x.asked[key] = found
	return found
}

// says whether a sentence has a phrase, up to case, width, marks and endings.
// A phrase of marks alone is in every text.
func (x *treated) says(phrase string) bool {
	key := x.key(phrase)
	return strings.TrimSpace(key) == "" && len(x.sentences) > 0 || len(x.in(key)) > 0
}

// mostly says whether more than half of some words stand somewhere in the text.
func (x *treated) mostly(words []string) bool {
	found := 0
	for _, w := range words {
		if x.says(w) {
			found++
		}
	}
	return 2*found > len(words) || len(words) == 0
}

// has says whether one sentence has all of some words, in any order.
func (x *treated) has(words []string) bool {
	var fewest []int32
	var lists [][]int32
	for _, w := range words {
		key := x.key(w)
		if strings.TrimSpace(key) == "" {
			continue
		}
		list := x.in(key)
		if lists = append(lists, list); len(lists) == 1 || len(list) < len(fewest) {
			fewest = list
		}
	}
	if len(lists) == 0 {
		return len(words) == 0 || len(x.sentences) > 0
	}
	return slices.ContainsFunc(fewest, func(n int32) bool {
		return !slices.ContainsFunc(lists, func(list []int32) bool {
			_, there := slices.BinarySearch(list, n)
			return !there
		})
	})
}
