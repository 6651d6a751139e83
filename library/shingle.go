package library

import (
	"hash/maphash"

	"tifa"
	"tifa/text"
)

// A text is taken for a version of another of the same title, where the title is
// only the name of a file, from this share of the runs of the shorter that are in
// the longer too. Five pairs of versions had from .35 to .71, twelve pairs of
// speeches, yearly reports and laws of one field from .002 to .22.
const versionFrom = .25

// shingleLength is how many words, or characters of scripts without spaces, a run
// has.
const shingleLength = 5

// shingles are the runs of words of a text (Broder, On the resemblance and
// containment of documents, 1997).
func shingles(t *tifa.Text, seed maphash.Seed) map[uint64]bool {
	var keys []string
	out := map[uint64]bool{}
	var h maphash.Hash
	h.SetSeed(seed)
	for _, token := range text.Tokens(t.Body) {
		if token.Kind != text.Word && token.Kind != text.Char {
			continue
		}
		keys = append(keys, token.Key)
		if len(keys) < shingleLength {
			continue
		}
		h.Reset()
		for _, k := range keys[len(keys)-shingleLength:] {
			_, _ = h.WriteString(k)
			_ = h.WriteByte(0)
		}
		out[h.Sum64()] = true
	}
	return out
}

// contained is the share of the runs of the smaller set that the other has.
func contained(a, b map[uint64]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	both := 0
	for s := range a {
		if b[s] {
			both++
		}
	}
	return float64(both) / float64(max(1, len(a)))
}
