package text

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"sync"
)

// WordList is a list of common words of a language written without spaces,
// with how often each was counted in a large body of text, and its class.
// Nothing that is searched or counted depends on it: it helps to tell where a
// phrase begins and ends.
//
// It is looked up where the program has it, in the table that wordgen wrote
// (which describes it): to read a hundred thousand words into a map would take
// a tenth of a second of every command.
type WordList struct {
	total   float64 // of the counts
	none    float64 // what a word costs that is not listed
	classes []string
	slots   string // places of entries in the table, open addressing
	shift   uint
	entries string
}

//go:embed lang/zh.words
var chineseWords string

var loadWords = sync.OnceValues(func() (map[string]*WordList, error) {
	zh, err := newWordList(chineseWords)
	if err != nil {
		return nil, fmt.Errorf("list of Chinese words: %w", err)
	}
	return map[string]*WordList{"zh": zh}, nil
})

// wordListHead is the length in bytes of what stands before the names of the
// classes: the sum of the counts, the logarithm of the number of slots, the
// number of classes.
const wordListHead = 8 + 1 + 1

// errWordList says that a table is not what wordgen writes.
var errWordList = errors.New("the table is damaged: make it again with go generate ./text")

func newWordList(table string) (*WordList, error) {
	if len(table) < wordListHead {
		return nil, errWordList
	}
	w := &WordList{total: float64(binary.LittleEndian.Uint64([]byte(table[:8])))}
	w.none = math.Log(w.total / .1)
	bits, classes := int(table[8]), int(table[9])
	w.shift = uint(64 - bits)
	rest := table[wordListHead:]
	for range classes {
		if rest == "" || len(rest) < 1+int(rest[0]) {
			return nil, errWordList
		}
		w.classes = append(w.classes, rest[1:1+rest[0]])
		rest = rest[1+rest[0]:]
	}
	if bits < 1 || bits > 24 || len(rest) < 4<<bits {
		return nil, errWordList
	}
	w.slots, w.entries = rest[:4<<bits], rest[4<<bits:]
	return w, nil
}

// find is the entry of a word, after its letters: its count, its class, and
// whether it begins longer words; empty if the table does not have it.
func (w *WordList) find(word string) string {
	h := WordHash(word)
	for i := int(h >> w.shift); ; i++ {
		at := 4 * i & (len(w.slots) - 1)
		slot := w.slots[at : at+4]
		if slot[3] != byte(h) {
			if slot == "\x00\x00\x00\x00" {
				return ""
			}
			continue
		}
		e := w.entries[int(slot[0])|int(slot[1])<<8|int(slot[2])<<16:]
		if n := int(e[0]); n == len(word) && e[1:1+n] == word {
			return e[1+n : 1+n+wordListEntry]
		}
	}
}

// wordListEntry is the length in bytes of an entry after its letters: the
// count (0: it only begins longer words), the class, and 1 where it begins
// longer words.
const wordListEntry = 4 + 1 + 1

func entryCount(e string) uint32 {
	return uint32(e[0]) | uint32(e[1])<<8 | uint32(e[2])<<16 | uint32(e[3])<<24
}

// WordHash is the hash by which the table of words is looked up: FNV-1a, its
// bits mixed once more, never with a last byte of 0.
func WordHash(word string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	h *= 0x9E3779B97F4A7C15
	return h | uint64(1)<<7
}

// Words is the list of common words of a language; nil if it has none.
func (l *Language) Words() (*WordList, error) {
	lists, err := loadWords()
	if err != nil {
		return nil, err
	}
	return lists[l.Tag], nil
}

// Cost is the negative logarithm of how likely a folded word is; of one that
// the list does not have, more than of any that it has.
func (w *WordList) Cost(word string) (cost float64, ok bool) {
	if e := w.find(word); e != "" {
		if n := entryCount(e); n > 0 {
			return math.Log(w.total / float64(n)), true
		}
	}
	return w.none, false
}

// Longer says whether two folded characters begin a word of three or more.
func (w *WordList) Longer(pair string) bool {
	e := w.find(pair)
	return e != "" && e[5] == 1
}

// Class is the class of a folded word in the notation of the People's Daily
// corpus: n noun, v verb, vn verb used as a noun, a adjective, d adverb,
// p preposition, c conjunction, u particle, m number, q measure, r pronoun,
// t time, f direction and so on; empty if the list does not have it.
func (w *WordList) Class(word string) string {
	if e := w.find(word); e != "" && entryCount(e) > 0 {
		return w.classes[e[4]]
	}
	return ""
}
