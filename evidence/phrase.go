package evidence

import (
	"strings"

	"tifa"
	"tifa/text"
)

// How near its end a quotation must be changed, and how many words of the
// clause may be left behind it, for the correction to go on to the end of the
// clause.
const (
	nearEnd    = 3
	mostPhrase = 3
)

// completes goes on to the end of the clause of the passage where a word has to be
// put in just before the end of the quotation, and few words of the clause are
// left: what is put in may need them. (it is a test of the global governance: the
// passage has “the global governance system”). Scripts without spaces do not tell
// where such a phrase ends.
func (r *reader) completes(last int) bool {
	n := len(r.x.pairings)
	if n == 0 || r.p.last != nil || r.x.pairings[n-1].element != len(r.p.elements)-1 || r.x.pairings[n-1].token != last {
		return false
	}
	put := -1 // how many words stand behind the last that is put in
	words := 0
	for i := n - 1; i >= 0 && words <= nearEnd; i-- {
		pr := r.x.pairings[i]
		if pr.token < 0 || r.tokens[pr.token].Kind != text.Word {
			return false
		}
		if pr.element < 0 {
			put = words
			break
		}
		if !r.isSame(i) {
			return false
		}
		words++
	}
	if put < 1 {
		return false
	}
	from := r.tokens[last].End
	rest := strings.ToValidUTF8(r.body[from:min(len(r.body), from+120)], "")
	to := 0
	for k, t := range text.Tokens(rest) {
		if t.Kind == text.Mark || t.Kind == text.Break || strings.Contains(rest[to:t.Start], "\n") {
			break
		}
		if t.Kind != text.Word || k == mostPhrase || len(t.Key) <= 3 { // a short word may begin another phrase
			return false
		}
		to = t.End
	}
	if to == 0 {
		return false
	}
	e := r.p.elements[len(r.p.elements)-1]
	r.span.End = from + to
	r.edits = append(r.edits, tifa.Edit{Op: tifa.Delete, A: rest[:to]})
	r.fixes = append(r.fixes, Fix{Start: e.end, End: e.end, Text: rest[:to]})
	return true
}

// isSame says whether the element and the token of a pairing are the same word.
func (r *reader) isSame(i int) bool {
	pr := r.x.pairings[i]
	return pr.element >= 0 && pr.token >= 0 && r.p.elements[pr.element].key == r.tokens[pr.token].Key
}
