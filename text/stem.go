package text

import (
	"slices"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"

	"tifa"
)

// stemmers are the Snowball stemmers by base language.
var stemmers = map[string]func(*snowballstem.Env) bool{
	"da": danish.Stem, "de": german.Stem, "en": english.Stem, "es": spanish.Stem, "fi": finnish.Stem,
	"fr": french.Stem, "hu": hungarian.Stem, "it": italian.Stem, "nb": norwegian.Stem, "nl": dutch.Stem,
	"no": norwegian.Stem, "pt": portuguese.Stem, "ro": romanian.Stem, "ru": russian.Stem, "sv": swedish.Stem,
	"tr": turkish.Stem,
}

// Stemmer takes the endings of inflection off words, by the Snowball rules of
// a language (Porter, snowballstem.org). It is not safe for several goroutines.
type Stemmer struct {
	env  *snowballstem.Env
	stem func(*snowballstem.Env) bool
}

// NewStemmer is the stemmer of a language by its BCP 47 tag; where there is
// none for it, words stay as they are.
func NewStemmer(tag string) *Stemmer {
	return &Stemmer{env: snowballstem.NewEnv(""), stem: stemmers[tifa.BaseLang(tag)]}
}

// Stem is the stem of a folded word.
func (s *Stemmer) Stem(word string) string {
	if s.stem == nil {
		return word
	}
	s.env.SetCurrent(word)
	s.stem(s.env)
	return s.env.Current()
}

// Inflected says whether two words of one stem are forms of one word: they
// differ by endings that the table of the language lists, if it lists any
// (control, controlling, and not controller), else the stem alone tells.
func (l *Language) Inflected(a, b string) bool {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return len(l.Inflections) == 0 || slices.Contains(l.Inflections, a[n:]) && slices.Contains(l.Inflections, b[n:])
}
