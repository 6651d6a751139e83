package library

import (
	"cmp"
	"slices"
	"strings"

	"tifa"
	"tifa/suffix"
	"tifa/text"
)

// frequentPhrases are the phrases that texts in a language repeat most, up to
// so many: runs of several words, or of characters where there are no spaces, whose
// neighbours vary on both sides, without function words at their ends.
func frequentPhrases(texts []*tifa.Text, lang string, most int) []string {
	const (
		leastCount   = 3
		leastEntropy = .9 // nats: at least two or three neighbours that differ
		shortest     = 2  // characters or words; single words have too many senses
		longest      = 8
	)
	l := text.Lookup(lang)
	function := map[string]bool{}
	for _, list := range [][]string{l.StopWords, l.Phrases.Function, l.Phrases.LightHeads} {
		for _, w := range list {
			function[text.Fold(w)] = true
		}
	}
	var s, starts []int32
	var at []tifa.Span // of each token in the body of its text
	var of []int       // its text
	ids := map[string]int32{}
	var keys []string
	for i, t := range texts {
		starts = append(starts, int32(len(s)))
		for _, token := range text.Tokens(t.Body + "\n") {
			id := int32(0) // a boundary: the end of a block, or a mark
			if token.Kind == text.Word || token.Kind == text.Char {
				var ok bool
				if id, ok = ids[token.Key]; !ok {
					id = int32(len(keys) + 1)
					ids[token.Key] = id
					keys = append(keys, token.Key)
				}
			}
			s, at, of = append(s, id), append(at, tifa.Span{Start: token.Start, End: token.End}), append(of, i)
		}
	}
	sa := suffix.Array(s, int32(len(keys)))
	type phrase struct {
		words string
		count int
		value float64
	}
	var found []phrase
	for r := range suffix.Repeats(s, sa, suffix.LCP(s, sa), starts, shortest, 1) {
		count := r.Hi - r.Lo
		from := int(sa[r.Lo])
		if count < leastCount || r.Len > longest || slices.Contains(s[from:from+r.Len], 0) {
			continue
		}
		words := make([]string, r.Len)
		for i := range words {
			words[i] = keys[s[from+i]-1]
		}
		first, last := words[0], words[r.Len-1]
		whole := strings.Join(words, "")
		if function[first] || function[last] || function[whole] || len(l.Quantities(whole)) > 0 || startsWithAny(whole, function, l.Sentence.Unspaced) {
			continue
		}
		left, right := r.Entropy(s, sa)
		if min(left, right) < leastEntropy {
			continue
		}
		body := texts[of[from]].Body
		found = append(found, phrase{body[at[from].Start:at[from+r.Len-1].End], count, float64(count) * float64(r.Len)})
	}
	slices.SortStableFunc(found, func(a, b phrase) int {
		return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(a.words, b.words))
	})
	var out []string
	for _, p := range found[:min(most, len(found))] {
		out = append(out, p.words)
	}
	return out
}

// startsWithAny says whether a run of characters begins or ends with a
// function word of two characters or more.
func startsWithAny(run string, function map[string]bool, unspaced bool) bool {
	if !unspaced {
		return false
	}
	chars := []rune(run)
	for n := 2; n < len(chars); n++ {
		if function[string(chars[:n])] || function[string(chars[len(chars)-n:])] {
			return true
		}
	}
	return false
}
