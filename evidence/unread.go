package evidence

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa/text"
)

// readableShare is how many words of a quotation there must be for each that
// stands where the source cannot be read: what is mostly debris is like anything.
const readableShare = 4

// damaged says whether the passage has characters that could not be read.
func (r *reader) damaged() bool { return strings.Contains(r.span.Of(r.body), text.Unreadable) }

// unreadable finds the pairings in which characters of the source that could not
// be read stand against what the quotation has: they can be right, and nobody
// can tell that they are not.
func (r *reader) unreadable() {
	r.toDebris()
	ps := r.x.pairings
	differs := func(pr pairing) bool {
		switch {
		case pr.element >= 0 && loose(&r.p.elements[pr.element]):
			return false
		case pr.element < 0 || pr.token < 0:
			return true
		}
		return pairCost(&r.p.elements[pr.element], &r.tokens[pr.token]) > 0
	}
	hidden := 0 // words of the quotation
	var found []bool
	for from := 0; from < len(ps); from++ {
		to := from
		for to < len(ps) && differs(ps[to]) {
			to++
		}
		if words, ok := r.fitsDebris(ps[from:to]); ok {
			if found == nil {
				found = make([]bool, len(ps))
			}
			for k := from; k < to; k++ {
				found[k] = true
			}
			hidden += words
		}
		from = to
	}
	if readableShare*hidden <= r.p.words() {
		r.unread = found
	}
}

// toDebris takes into the alignment the debris that stands behind or before it
// where the quotation has something at that end of which the passage has nothing.
func (r *reader) toDebris() {
	ps := r.x.pairings
	first, last := -1, -1
	for _, pr := range ps {
		if pr.token >= 0 {
			if first < 0 {
				first = pr.token
			}
			last = pr.token
		}
	}
	if first < 0 {
		return
	}
	isDebris := func(k int) bool { return k >= 0 && k < len(r.tokens) && r.tokens[k].Key == text.Unreadable }
	if ps[len(ps)-1].token < 0 {
		for k := last + 1; isDebris(k); k++ {
			ps = append(ps, pairing{-1, k})
		}
	}
	if ps[0].token < 0 {
		for k := first - 1; isDebris(k); k-- {
			ps = append([]pairing{{-1, k}}, ps...)
		}
	}
	r.x.pairings = ps
}

// fitsDebris says whether a run of pairings has debris of the source, and reads
// as the quotation does if each piece of debris stands for a few letters or for
// nothing. It gives the words of the quotation in it.
func (r *reader) fitsDebris(run []pairing) (words int, ok bool) {
	var source, quote strings.Builder
	debris := false
	for _, pr := range run {
		if pr.token >= 0 {
			t := &r.tokens[pr.token]
			debris = debris || t.Key == text.Unreadable
			source.WriteString(t.Key)
		}
		if pr.element >= 0 {
			e := &r.p.elements[pr.element]
			if e.sort == fragment {
				return 0, false
			}
			if e.sort == word {
				words++
			}
			quote.WriteString(e.key)
		}
	}
	return words, debris && standsFor(source.String(), quote.String())
}

// standsFor says whether source reads as quote where every unreadable character
// of it stands for one letter, digit or mark, or for none: one letter may have
// become several of them.
func standsFor(source, quote string) bool {
	at := make([]bool, len(quote)+1) // where in the quotation the source so far may end
	at[0] = true
	for _, r := range source {
		next := make([]bool, len(at))
		for i := range at {
			if !at[i] {
				continue
			}
			q, size := utf8.DecodeRuneInString(quote[i:])
			if r == utf8.RuneError {
				next[i] = true
			}
			if size > 0 && (q == r || r == utf8.RuneError && !unicode.IsSpace(q)) {
				next[i+size] = true
			}
		}
		at = next
	}
	return at[len(quote)]
}
