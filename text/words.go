package text

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// WordList is a list of common words of a language written without spaces,
// with how often each was counted in a large body of text, and its class.
// Nothing that is searched or counted depends on it: it helps to tell where a
// phrase begins and ends.
type WordList struct {
	words  map[string]int32 // the place in listed, by folded word
	listed []listed
	longer map[string]bool // the first two characters of words of three and more
	total  float64
	none   float64 // what a word costs that is not listed
}

type listed struct {
	count float64
	cost  float64
	class string
}

// loadWords reads the list of a language, nil if it has none.
var loadWords = sync.OnceValues(func() (map[string]*WordList, error) {
	data, err := tables.ReadFile("lang/zh.words.gz")
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	l := &WordList{words: make(map[string]int32, 1<<17), listed: make([]listed, 0, 1<<17), longer: make(map[string]bool, 1<<15)}
	sc := bufio.NewScanner(z)
	for sc.Scan() {
		word, rest, _ := strings.Cut(sc.Text(), " ")
		number, class, _ := strings.Cut(rest, " ")
		n, err := strconv.Atoi(number)
		if err != nil {
			return nil, fmt.Errorf("list of words: %q: %w", sc.Text(), err)
		}
		l.total += float64(n)
		key := word
		if !folded(word) {
			key = Fold(word)
		}
		if at, ok := l.words[key]; ok { // two words fold to one
			have := &l.listed[at]
			n += int(have.count)
			l.total += have.count
			if have.count <= float64(n)/2 {
				have.class = class
			}
			have.count = float64(n)
			continue
		}
		l.words[key] = int32(len(l.listed))
		l.listed = append(l.listed, listed{count: float64(n), class: class})
		if pair := firstTwo(key); pair < len(key) {
			l.longer[key[:pair]] = true
		}
	}
	for i := range l.listed {
		l.listed[i].cost = math.Log(l.total / max(l.listed[i].count, .1))
	}
	l.none = math.Log(l.total / .1)
	return map[string]*WordList{"zh": l}, sc.Err()
})

// Words is the list of common words of a language; nil if it has none.
func (l *Language) Words() (*WordList, error) {
	lists, err := loadWords()
	if err != nil {
		return nil, err
	}
	return lists[l.Tag], nil
}

// folded says whether a word is of Han characters that fold to themselves: most
// are, and to fold a hundred thousand words takes longer than to read them.
func folded(word string) bool {
	for _, r := range word {
		if !IsHan(r) || FoldRune(r) != r {
			return false
		}
	}
	return true
}

// firstTwo is where the first two characters of a word end.
func firstTwo(word string) int {
	_, n := utf8.DecodeRuneInString(word)
	_, m := utf8.DecodeRuneInString(word[n:])
	return n + m
}

// Cost is the negative logarithm of how likely a folded word is; of one that
// the list does not have, more than of any that it has.
func (w *WordList) Cost(word string) (cost float64, ok bool) {
	if at, ok := w.words[word]; ok {
		return w.listed[at].cost, true
	}
	return w.none, false
}

// Longer says whether two folded characters begin a word of three or more.
func (w *WordList) Longer(pair string) bool { return w.longer[pair] }

// Class is the class of a folded word in the notation of the People's Daily
// corpus: n noun, v verb, vn verb used as a noun, a adjective, d adverb,
// p preposition, c conjunction, u particle, m number, q measure, r pronoun,
// t time, f direction and so on; empty if the list does not have it.
func (w *WordList) Class(word string) string {
	if at, ok := w.words[word]; ok {
		return w.listed[at].class
	}
	return ""
}
