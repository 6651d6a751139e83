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
)

// WordList is a list of common words of a language written without spaces,
// with how often each was counted in a large body of text, and its class.
// Nothing that is searched or counted depends on it: it helps to tell where a
// phrase begins and ends.
type WordList struct {
	words map[string]listed // by folded word
	total float64
}

type listed struct {
	count float64
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
	l := &WordList{words: make(map[string]listed, 1<<17)}
	sc := bufio.NewScanner(z)
	for sc.Scan() {
		word, rest, _ := strings.Cut(sc.Text(), " ")
		number, class, _ := strings.Cut(rest, " ")
		n, err := strconv.Atoi(number)
		if err != nil {
			return nil, fmt.Errorf("list of words: %q: %w", sc.Text(), err)
		}
		key := Fold(word)
		if have, ok := l.words[key]; ok { // two words fold to one
			n += int(have.count)
			if have.count > float64(n)/2 {
				class = have.class
			}
		}
		l.words[key] = listed{float64(n), class}
		l.total += float64(n)
	}
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

// Cost is the negative logarithm of how likely a folded word is; of one that
// the list does not have, more than of any that it has.
func (w *WordList) Cost(word string) (cost float64, ok bool) {
	l, ok := w.words[word]
	return math.Log(w.total / max(l.count, .1)), ok
}

// Class is the class of a folded word in the notation of the People's Daily
// corpus: n noun, v verb, vn verb used as a noun, a adjective, d adverb,
// p preposition, c conjunction, u particle, m number, q measure, r pronoun,
// t time, f direction and so on; empty if the list does not have it.
func (w *WordList) Class(word string) string { return w.words[word].class }
