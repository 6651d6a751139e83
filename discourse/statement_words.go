package discourse

import (
	"math"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// cut cuts a sentence into units: the forms of the table, and between them
// words. In a language written without spaces words are found by the list of
// common ones, so that a form counts only where it is a word of its own: 要 in
// 要义 is none. The names are those learnt from the text.
func (t *StatementTable) cut(body string, names *learntNames) []unit {
	tokens := text.Tokens(body)
	units := make([]unit, 0, len(tokens))
	if t.list != nil {
		for i := 0; i < len(tokens); {
			if tokens[i].Kind != text.Char {
				units = append(units, t.unit(tokens[i:i+1], names.all))
				i++
				continue
			}
			to := i
			for to < len(tokens) && tokens[to].Kind == text.Char {
				to++
			}
			units = t.cutRun(units, tokens[i:to], names)
			i = to
		}
		return units
	}
	forms := t.lexicon.Find(tokens)
	for i, next := 0, 0; i < len(tokens); {
		if n, key := learntAt(tokens[i:], names.all); n > 0 && (next == len(forms) || forms[next].First >= i+n) {
			units = append(units, unit{Span: tifa.Span{Start: tokens[i].Start, End: tokens[i+n-1].End}, key: key, word: actorWord})
			i += n
			continue
		}
		if next < len(forms) && forms[next].First == i {
			f := &forms[next]
			units = append(units, unit{Span: f.Span, key: f.Class, word: t.words[f.Class]})
			i = f.Behind
			next++
			continue
		}
		units = append(units, t.unit(tokens[i:i+1], names.all))
		i++
	}
	return units
}

// learntAt is the number of tokens of the longest learnt name that they begin
// with, and the name.
func learntAt(tokens []text.Token, names map[string]bool) (n int, name string) {
	if len(names) == 0 {
		return 0, ""
	}
	var key strings.Builder
	for i := range min(learntUnits, len(tokens)) {
		if i > 0 {
			key.WriteByte(' ')
		}
		key.WriteString(tokens[i].Key)
		if names[key.String()] {
			n, name = i+1, key.String()
		}
	}
	return n, name
}

var actorWord = &word{roles: roleActor}

// unit is a unit of some tokens.
func (t *StatementTable) unit(tokens []text.Token, names map[string]bool) unit {
	var key strings.Builder
	for i := range tokens {
		key.WriteString(tokens[i].Key)
	}
	u := unit{
		Span: tifa.Span{Start: tokens[0].Start, End: tokens[len(tokens)-1].End},
		key:  key.String(), word: t.words[key.String()], mark: tokens[0].Kind == text.Mark,
	}
	switch {
	case u.word != nil:
	case names[u.key]:
		u.word = actorWord
	default:
		u.word = noWord
	}
	if t.list != nil {
		u.class = t.list.Class(u.key)
	}
	return u
}

// Costs of words that the list does not have, against which its own are some 5
// (of the commonest) to 16.
const (
	costForm   = 9  // of the table
	costLearnt = 10 // a name learnt from the text
	longestCut = 8  // characters
)

// longerThanTwo are the first two characters of the words that have more.
func longerThanTwo[V any](words map[string]V) map[string]bool {
	out := map[string]bool{}
	for w := range words {
		_, n := utf8.DecodeRuneInString(w)
		_, m := utf8.DecodeRuneInString(w[n:])
		if n+m < len(w) {
			out[w[:n+m]] = true
		}
	}
	return out
}

// cutRun cuts a run of characters into the words that are together the most
// likely.
func (t *StatementTable) cutRun(units []unit, run []text.Token, names *learntNames) []unit {
	var b strings.Builder
	at := make([]int, len(run)+1)
	for i := range run {
		b.WriteString(run[i].Key)
		at[i+1] = b.Len()
	}
	s := b.String()
	best := make([]float64, len(run)+1)
	from := make([]int, len(run)+1)
	for i := range best {
		best[i] = math.Inf(1)
	}
	best[0] = 0
	for start := range run {
		for n := 1; n <= longestCut && start+n <= len(run); n++ {
			end := start + n
			word := s[at[start]:at[end]]
			// Of equally likely cuts that with the shortest last word is taken.
			if v := best[start] + t.cost(word, n, names); v <= best[end] {
				best[end], from[end] = v, start
			}
			// Most pairs of characters begin no longer word: asking for each
			// length took half of the time of a text.
			if n == 2 && !t.list.Longer(word) && !t.longer[word] && !names.longer[word] {
				break
			}
		}
	}
	first := len(units)
	for end := len(run); end > 0; end = from[end] {
		units = append(units, t.unit(run[from[end]:end], names.all))
	}
	for i, j := first, len(units)-1; i < j; i, j = i+1, j-1 {
		units[i], units[j] = units[j], units[i]
	}
	return units
}

func (t *StatementTable) cost(key string, n int, names *learntNames) float64 {
	cost, known := t.list.Cost(key)
	switch {
	case names.all[key]:
		return min(cost, costLearnt)
	case n > 1 && t.words[key] != nil:
		return min(cost, costForm)
	case !known && n > 1:
		return math.Inf(1)
	}
	return cost
}
