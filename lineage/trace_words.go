package lineage

import (
	"math"
	"slices"
	"unicode/utf8"

	"tifa/concordance"
	"tifa/text"
)

// vocabulary gives the tokens of all segments common ids, as they are met.
// Id 0 is what no phrase may hold: punctuation, the end of a block or text.
type vocabulary struct {
	ids   map[string]int32
	words []word // by id
	seen  map[*concordance.Segment][]int32
}

type word struct {
	key   string
	kind  text.Kind
	light bool // a word of form, such as an article: it hardly tells phrases apart
}

const unseen = -1

func newVocabulary() *vocabulary {
	return &vocabulary{ids: map[string]int32{}, words: []word{{kind: text.Break}}, seen: map[*concordance.Segment][]int32{}}
}

// id is the common id of a token, punctuation included, within a language: a
// word of form of one may be a word of another.
func (v *vocabulary) id(key string, kind text.Kind, lang *text.Language) int32 {
	entry := lang.Tag + " " + key
	id, ok := v.ids[entry]
	if !ok {
		id = int32(len(v.words))
		light := slices.Contains(lang.StopWords, key) || kind == text.Word && isLetter(key)
		v.ids[entry] = id
		v.words = append(v.words, word{key, kind, light})
	}
	return id
}

// isLetter says whether a word is a single letter: a, I, y, é. A digit is a
// number.
func isLetter(key string) bool {
	r, n := utf8.DecodeRuneInString(key)
	return n == len(key) && (r < '0' || r > '9')
}

// at is the common id of the token at a position of a segment, with marks; 0
// at the end of a block and beyond the ends of the segment.
func (v *vocabulary) at(s *concordance.Segment, pos int) int32 {
	if pos < 0 || pos >= s.Text.Len() {
		return 0
	}
	own := s.Text.At(pos)
	if own <= 0 {
		return 0
	}
	seen := v.seen[s]
	if int(own) >= len(seen) {
		grown := make([]int32, max(int(own)+1, 2*len(seen)))
		for i := copy(grown, seen); i < len(grown); i++ {
			grown[i] = unseen
		}
		seen = grown
		v.seen[s] = seen
	}
	id := seen[own]
	if id == unseen {
		lang := text.Lookup(s.Docs[0].Lang)
		id = v.id(s.Key(own), s.Kind(own), lang)
		seen[own] = id
	}
	return id
}

// inside is the id at a position, and 0 where a phrase cannot go on.
func (v *vocabulary) inside(s *concordance.Segment, pos int) int32 {
	id := v.at(s, pos)
	if v.words[id].kind == text.Mark {
		return 0
	}
	return id
}

// entropy of sorted neighbours in nats, where those that are 0 differ from
// each other: a phrase is complete at punctuation, however often.
func entropy(sorted []int32) float64 {
	n := float64(len(sorted))
	if n == 0 {
		return 0
	}
	sum := 0.0
	for i := 0; i < len(sorted); {
		j := i + 1
		for j < len(sorted) && sorted[j] == sorted[i] {
			j++
		}
		if sorted[i] != 0 {
			sum += float64(j-i) * math.Log(float64(j-i))
		}
		i = j
	}
	return math.Log(n) - sum/n
}

const (
	boundEdge = 0.02 // a character at an edge stands with its inner neighbour so often, of all its uses,
	boundPart = 0.4  // or its inner neighbour so often with it
)

// loose says whether the token at the edge of a phrase is a word of form
// ("the", 的) or a character that stands with anything, as a particle does,
// and not with the token next to it. side is where the inner token is: after
// the edge (1) or before it (-1).
func (t *tracer) loose(edge, inner int32, side int) bool {
	w := t.words.words[edge]
	switch {
	case w.kind != text.Char:
		return w.light || w.kind == text.Mark
	case !w.light && t.bond(edge, inner, side) >= boundEdge:
		return false
	}
	return t.bond(inner, edge, -side) < boundPart // 和 is a particle, but no longer in 和谐
}

// bond is the share of the occurrences of a token, in all texts, at which
// another stands after it (side 1) or before it (-1).
func (t *tracer) bond(of, other int32, side int) float64 {
	key := [3]int32{of, other, int32(side)}
	share, ok := t.bonds[key]
	if !ok {
		if side < 0 {
			share = t.bound(of, other, of)
		} else {
			share = t.bound(of, of, other)
		}
		t.bonds[key] = share
	}
	return share
}

func (t *tracer) bound(of, first, second int32) float64 {
	alone, together := 0, 0
	words := t.words.words
	for _, s := range t.x.Segments("") {
		ids := s.Encode([]text.Token{
			{Key: words[of].key, Kind: words[of].kind},
			{Key: words[first].key, Kind: words[first].kind},
			{Key: words[second].key, Kind: words[second].kind},
		})
		if ids[0] < 1 {
			continue
		}
		lo, hi := s.With(ids[0])
		alone += hi - lo
		lo, hi = s.Sorted.Range(ids[1:])
		together += hi - lo
	}
	if alone == 0 {
		return 0
	}
	return float64(together) / float64(alone)
}
