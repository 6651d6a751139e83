package discourse

import (
	"tifa"
	"tifa/text"
)

// phrases is a trie of phrases by their folded tokens, each with what it
// stands for. A phrase matches from word edge to word edge in scripts with
// spaces, and any run of characters in the others.
type phrases[T any] struct {
	next map[string]*phrases[T]
	ends []T
}

func (p *phrases[T]) put(phrase string, end T) {
	at := p
	for _, t := range text.Tokens(phrase) {
		if at.next == nil {
			at.next = map[string]*phrases[T]{}
		}
		if at.next[t.Key] == nil {
			at.next[t.Key] = &phrases[T]{}
		}
		at = at.next[t.Key]
	}
	at.ends = append(at.ends, end)
}

// find tells found of the phrases in a text of the tokens ts, in its order: at
// each place the longest that fits, none over another.
func (p *phrases[T]) find(ts []text.Token, fits func(tifa.Span, T) bool, found func(tifa.Span, T)) {
	for i := 0; i < len(ts); {
		size := 0
		var span tifa.Span
		var end T
		at := p
		for k := i; k < len(ts); k++ {
			if at = at.next[ts[k].Key]; at == nil {
				break
			}
			here := tifa.Span{Start: ts[i].Start, End: ts[k].End}
			for _, e := range at.ends {
				if fits(here, e) {
					size, span, end = k+1-i, here, e
					break
				}
			}
		}
		if size == 0 {
			i++
			continue
		}
		found(span, end)
		i += size
	}
}
