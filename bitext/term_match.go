package bitext

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tifa"
	"tifa/text"
)

// Match is a term that stands in a text.
type Match struct {
	Concept   int // index into the concepts of the Matcher
	Term      int // index into the terms of the concept
	tifa.Span     // bytes of the text
}

// Matcher finds the terms of a term base in texts. It is safe for use by many
// goroutines.
//
// Terms are found on folded tokens: case, width, script variant and the spaces
// between Han characters do not matter, nor does a hyphen between two words.
// In languages that have a stemmer words are compared by their stems, so that
// "digital economies" is found by "digital economy"; where the table of the
// language tells its inflections, words that share a stem but not by these stay
// apart: control is no controller. A word of capitals alone
// (WHO, GDPR) is an abbreviation and found only where the text has the same
// capitals; what follows them in the word (NGOs) is ending.
type Matcher struct {
	langs map[string]*termTrie // by base language
}

// termTrie holds the terms of one language, a path of stems for each.
type termTrie struct {
	lang  string
	forms map[string]termForm // by folded word
	stems map[string]int32
	next  map[termEdge]int32 // node by node and stem; node 0 is the root
	ends  map[int32][]termEnd

	language *text.Language // tells which words of one stem are forms of one word
}

type termForm struct{ form, stem int32 }

type termEdge struct{ node, stem int32 }

// termEnd is a term that ends at a node.
type termEnd struct {
	concept, term int
	text          string
	forms         []int32
	words         []string // folded, by token
	capitals      []string // by token, empty where case does not matter; nil where it never does
}

// NewMatcher prepares a term base for matching.
func NewMatcher(concepts []tifa.Concept) *Matcher {
	m := &Matcher{langs: map[string]*termTrie{}}
	stemmers := map[string]*text.Stemmer{}
	for i := range concepts {
		for j := range concepts[i].Terms {
			t := &concepts[i].Terms[j]
			lang := tifa.BaseLang(t.Lang)
			if m.langs[lang] == nil {
				m.langs[lang] = &termTrie{
					lang: lang, forms: map[string]termForm{}, stems: map[string]int32{},
					next: map[termEdge]int32{}, ends: map[int32][]termEnd{},
					language: text.Lookup(lang),
				}
				stemmers[lang] = text.NewStemmer(lang)
			}
			m.langs[lang].add(t.Text, i, j, stemmers[lang])
		}
	}
	return m
}

func (t *termTrie) add(term string, concept, index int, stemmer *text.Stemmer) {
	tokens := t.tokens(term, stemmer, true)
	if len(tokens) == 0 {
		return // nothing but spaces
	}
	end := termEnd{concept: concept, term: index, text: term}
	node := int32(0)
	for i, token := range tokens {
		end.forms = append(end.forms, token.form)
		end.words = append(end.words, foldedWord(token.Of(term)))
		if s := norm.NFKC.String(token.Of(term)); token.word && isAbbreviation(s) {
			if end.capitals == nil {
				end.capitals = make([]string, len(tokens))
			}
			end.capitals[i] = s
		}
		edge := termEdge{node, token.stem}
		if _, ok := t.next[edge]; !ok {
			t.next[edge] = int32(len(t.next) + 1)
		}
		node = t.next[edge]
	}
	t.ends[node] = append(t.ends[node], end)
}

// isAbbreviation says whether a word has two letters or more, all of them
// capitals.
func isAbbreviation(word string) bool {
	letters := 0
	for _, r := range word {
		if unicode.IsLetter(r) {
			if !unicode.IsUpper(r) {
				return false
			}
			letters++
		}
	}
	return letters > 1
}

// inflectedCapitals is the capitals, in lower case, of an abbreviation with an
// ending: ngo of NGOs, which stemmers leave as it is. Other words give nothing.
func inflectedCapitals(word string) string {
	const longestEnding = 3
	small := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsUpper(r) })
	if small < 0 || !isAbbreviation(word[:small]) {
		return ""
	}
	ending := word[small:]
	if utf8.RuneCountInString(ending) > longestEnding || strings.ContainsFunc(ending, func(r rune) bool { return !unicode.IsLower(r) }) {
		return ""
	}
	return strings.ToLower(word[:small])
}

// termToken is a token as the trie knows it; what it does not know has -1.
type termToken struct {
	form, stem int32
	word       bool
	tifa.Span
}

// tokens is the tokens of s without hyphens between words. learn gives numbers
// to those that the trie does not know.
func (t *termTrie) tokens(s string, stemmer *text.Stemmer, learn bool) []termToken {
	var out []termToken
	hyphen := tifa.Span{Start: -1, End: -1} // the token before, where it is one
	for sc := text.NewScanner(s); sc.Next(); {
		span := tifa.Span{Start: sc.Start, End: sc.End}
		word := sc.Kind == text.Word
		if hyphen.End == span.Start && word {
			out = out[:len(out)-1]
		}
		joins := len(out) > 0 && out[len(out)-1].word && out[len(out)-1].End == span.Start
		hyphen = tifa.Span{Start: -1, End: -1}
		if sc.Kind == text.Mark && string(sc.Key()) == "-" && joins {
			hyphen = span
		}
		token := termToken{form: -1, stem: -1, word: word, Span: span}
		if known, ok := t.forms[string(sc.Key())]; ok {
			token.form, token.stem = known.form, known.stem
		} else {
			key := string(sc.Key())
			stem := key
			if word {
				stem = stemmer.Stem(cmp.Or(inflectedCapitals(span.Of(s)), key))
			}
			if n, ok := t.stems[stem]; ok {
				token.stem = n
			} else if learn {
				token.stem = int32(len(t.stems))
				t.stems[stem] = token.stem
			}
			if learn {
				token.form = int32(len(t.forms))
				t.forms[key] = termForm{token.form, token.stem}
			}
		}
		out = append(out, token)
	}
	return out
}

// found is a run of tokens that is a term.
type found struct {
	from, to int // tokens
	node     int32
}

// Find finds the terms of a language in s, in the order in which they stand
// there. Where terms overlap, the one of more tokens is taken, and of those of
// equal length the first. Terms of several concepts that stand in the same
// place are all given, each concept with the term that is written most like
// the text.
func (m *Matcher) Find(s, lang string) []Match {
	t := m.langs[tifa.BaseLang(lang)]
	if t == nil {
		return nil
	}
	tokens := t.tokens(s, text.NewStemmer(t.lang), false)
	all := t.all(s, tokens)
	slices.SortStableFunc(all, func(a, b found) int { // they are in order of their beginnings
		return cmp.Compare(b.to-b.from, a.to-a.from)
	})
	taken := make([]bool, len(tokens))
	chosen := all[:0]
	for _, f := range all {
		if !slices.Contains(taken[f.from:f.to], true) {
			for i := f.from; i < f.to; i++ {
				taken[i] = true
			}
			chosen = append(chosen, f)
		}
	}
	slices.SortFunc(chosen, func(a, b found) int { return cmp.Compare(a.from, b.from) })
	var out []Match
	for _, f := range chosen {
		out = append(out, t.matches(s, tokens[f.from:f.to], t.ends[f.node])...)
	}
	return out
}

// all is every run of tokens that is a term.
func (t *termTrie) all(s string, tokens []termToken) []found {
	var out []found
	for from := range tokens {
		node := int32(0)
		for to := from; to < len(tokens) && tokens[to].stem >= 0; to++ {
			next, ok := t.next[termEdge{node, tokens[to].stem}]
			if !ok {
				break
			}
			node = next
			run := tokens[from : to+1]
			if slices.ContainsFunc(t.ends[node], func(e termEnd) bool { return t.fits(&e, s, run) }) {
				out = append(out, found{from, to + 1, node})
			}
		}
	}
	return out
}

// fits says whether the abbreviations of a term stand in the text as they are,
// and whether its other words differ by inflection alone.
func (t *termTrie) fits(e *termEnd, s string, run []termToken) bool {
	for i, word := range e.capitals {
		if word != "" && !strings.HasPrefix(norm.NFKC.String(run[i].Of(s)), word) {
			return false
		}
	}
	for i, word := range e.words {
		if run[i].form != e.forms[i] && run[i].word && !t.language.Inflected(word, foldedWord(run[i].Of(s))) {
			return false
		}
	}
	return true
}

func foldedWord(word string) string { return strings.ToLower(norm.NFKC.String(word)) }

// The ways in which a term can be written like the text, the best first.
const (
	sameText = iota
	sameForms
	sameStems
)

func (e *termEnd) likeness(s string, run []termToken) int {
	if s[run[0].Start:run[len(run)-1].End] == e.text {
		return sameText
	}
	for i, form := range e.forms {
		if run[i].form != form {
			return sameStems
		}
	}
	return sameForms
}

// matches is the terms that end where a run ends: one of each concept. Where
// one is the very word, those that only share its stem are left out.
func (t *termTrie) matches(s string, run []termToken, ends []termEnd) []Match {
	span := tifa.Span{Start: run[0].Start, End: run[len(run)-1].End}
	best := sameStems
	for i := range ends {
		if t.fits(&ends[i], s, run) {
			best = min(best, ends[i].likeness(s, run))
		}
	}
	worst := sameForms
	if best == sameStems {
		worst = sameStems
	}
	var out []Match
	like := 0 // of the last of out
	for i := range ends {
		e := &ends[i]
		l := e.likeness(s, run)
		if l > worst || !t.fits(e, s, run) {
			continue
		}
		match := Match{Concept: e.concept, Term: e.term, Span: span}
		switch last := len(out) - 1; {
		case last < 0 || out[last].Concept != e.concept:
			out, like = append(out, match), l
		case l < like:
			out[last], like = match, l
		}
	}
	return out
}

// Renderings is the terms of a concept in a language (its base language
// decides), the preferred first, then the admitted, deprecated and forbidden;
// among those of one status variants come last.
func Renderings(c tifa.Concept, lang string) []tifa.Term {
	order := []string{tifa.Preferred, tifa.Admitted, tifa.Deprecated, tifa.Forbidden}
	var out []tifa.Term
	for _, status := range order {
		for _, variant := range []bool{false, true} {
			for _, t := range c.Terms {
				if t.Status == status && t.Variant == variant && tifa.BaseLang(t.Lang) == tifa.BaseLang(lang) {
					out = append(out, t)
				}
			}
		}
	}
	return out
}
