package bitext

import (
	"encoding/binary"
	"iter"
	"math"
	"slices"
	"strings"

	"tifa/text"
)

// Dictionary is a bilingual dictionary in its compiled form: headwords of the
// source language, each with weighted stems of the target language. It is
// read with OpenDictionary, never changes, and is safe for use by several
// goroutines.
//
// Headwords are folded (text.Fold), so Simplified and Traditional characters
// find the same ones, and are numbered from 0 in byte order. Where the source
// language has a stemmer, a headword is also found under the stems of its
// words, joined by spaces. Targets are stems of single words
// (text.Stemmer.Stem of a folded word), numbered in byte order too.
type Dictionary struct {
	info    DictionaryInfo
	trie    trie
	starts  []byte   // for each headword the number of its first posting, one more at the end; uint32
	posts   []byte   // postings: the number of a target as uint32, its weight as float32
	targets []string // sorted
	runes   []byte   // characters with readings, sorted; uint32
	reads   []string // their readings, joined by spaces
}

// DictionaryInfo says what a dictionary is and where it came from.
type DictionaryInfo struct {
	Name      string `json:"name"`
	Src       string `json:"src"` // base language of the headwords, BCP 47
	Tgt       string `json:"tgt"` // and of what they are rendered by
	Licence   string `json:"licence"`
	Source    string `json:"source"`    // the file or address that it was compiled from
	SHA256    string `json:"sha256"`    // of that file
	Date      string `json:"date"`      // of the dictionary, as it says itself; may be empty
	Added     string `json:"added"`     // when it was compiled, RFC 3339
	Entries   int    `json:"entries"`   // lines of the original
	Headwords int    `json:"headwords"` // distinct folded headwords with at least one rendering
}

// Info says what the dictionary is.
func (d *Dictionary) Info() DictionaryInfo { return d.info }

// Lookup is the number of a folded headword.
func (d *Dictionary) Lookup(folded string) (id int, ok bool) {
	id, ok = d.trie.find(folded)
	return id, ok && id < d.info.Headwords
}

// Prefixes goes through the headwords that the folded text s begins with,
// shortest first: their lengths in bytes and their numbers. A headword may end
// within a word of a language written with spaces.
func (d *Dictionary) Prefixes(s string) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		w := d.trie.walk(s)
		for {
			length, id, ok := w.next()
			if !ok || id < d.info.Headwords && !yield(length, id) {
				return
			}
		}
	}
}

// Longest is the length in bytes and the number of the longest headword that
// the folded text s begins with; the length is 0 if there is none.
func (d *Dictionary) Longest(s string) (length, id int) {
	w := d.trie.walk(s)
	for {
		l, n, ok := w.next()
		if !ok {
			return length, id
		}
		if n < d.info.Headwords {
			length, id = l, n
		}
	}
}

// Glosses goes through the targets of a headword by their numbers, each with
// its weight. The weights of a headword sum to 1, heaviest first.
func (d *Dictionary) Glosses(id int) iter.Seq2[int, float32] {
	return func(yield func(int, float32) bool) {
		if id < 0 || id >= d.info.Headwords {
			return
		}
		for i, end := number(d.starts, id), number(d.starts, id+1); i < end; i++ {
			if !yield(number(d.posts, 2*i), math.Float32frombits(binary.LittleEndian.Uint32(d.posts[8*i+4:]))) {
				return
			}
		}
	}
}

// Targets is how many targets there are.
func (d *Dictionary) Targets() int { return len(d.targets) }

// Target is a target by its number, from 0.
func (d *Dictionary) Target(n int) string { return d.targets[n] }

// TargetID is the number of a target.
func (d *Dictionary) TargetID(stem string) (n int, ok bool) {
	return slices.BinarySearch(d.targets, stem)
}

// Readings are the ways in which a single Han character is read, without
// tones, in byte order: pinyin, with ü as v and as u. It is empty where the
// dictionary has none.
func (d *Dictionary) Readings(r rune) []string {
	r = text.FoldRune(r)
	lo, hi := 0, len(d.reads)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if number(d.runes, mid) < int(r) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(d.reads) || number(d.runes, lo) != int(r) {
		return nil
	}
	return strings.Fields(d.reads[lo])
}

// number is the uint32 at place i of a table.
func number(table []byte, i int) int { return int(binary.LittleEndian.Uint32(table[4*i:])) }
