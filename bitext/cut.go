package bitext

import (
	"unicode/utf8"

	"tifa/text"
)

// cutterFor is what cuts runs of Han characters of a language: the headwords
// of the dictionaries and, where there are none, its list of common words; nil
// if there is neither.
func cutterFor(lang string, dictionaries []*Dictionary) cutter {
	if len(dictionaries) > 0 {
		return headwords(dictionaries)
	}
	if list, err := text.Lookup(lang).Words(); err == nil && list != nil {
		return listed{list}
	}
	return nil
}

// headwords cuts by the headwords of dictionaries.
type headwords []*Dictionary

func (h headwords) words(s string, yield func(n int)) {
	for _, d := range h {
		for n := range d.Prefixes(s) {
			yield(n)
		}
	}
}

// listed cuts by a list of common words.
type listed struct{ list *text.WordList }

func (l listed) words(s string, yield func(n int)) {
	const most = 6 // characters
	n := 0
	for range most {
		_, size := utf8.DecodeRuneInString(s[n:])
		if size == 0 {
			return
		}
		n += size
		if _, ok := l.list.Cost(s[:n]); ok {
			yield(n)
		}
	}
}
