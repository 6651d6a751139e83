package text

import (
	"maps"
	"slices"

	"tifa"
)

// lexicon finds the forms of a list in texts, by class. Forms are found on
// folded tokens, so that case, width and script variant do not matter; the
// longest that fits wins, from left to right.
type lexicon struct {
	next  map[lexiconEdge]int32
	class map[int32]string
}

type lexiconEdge struct {
	node int32
	key  string
}

func newLexicon(forms map[string][]string) *lexicon {
	x := &lexicon{next: map[lexiconEdge]int32{}, class: map[int32]string{}}
	for _, class := range slices.Sorted(maps.Keys(forms)) {
		for _, f := range forms[class] {
			node := int32(0)
			for sc := NewScanner(f); sc.Next(); {
				edge := lexiconEdge{node, string(sc.Key())}
				if _, ok := x.next[edge]; !ok {
					x.next[edge] = int32(len(x.next) + 1)
				}
				node = x.next[edge]
			}
			x.class[node] = class
		}
	}
	return x
}

// lexeme is a form of a list in a text.
type lexeme struct {
	class  string
	first  int // token
	behind int // token after it
	tifa.Span
}

// find finds the forms in a text given by its tokens, those of class Apparent too.
func (x *lexicon) find(tokens []Token) []lexeme {
	var all []lexeme
	for i := 0; i < len(tokens); {
		node, best := int32(0), lexeme{behind: i + 1}
		for j := i; j < len(tokens); j++ {
			next, ok := x.next[lexiconEdge{node, tokens[j].Key}]
			if !ok {
				break
			}
			node = next
			if class := x.class[node]; class != "" {
				best = lexeme{class, i, j + 1, tifa.Span{Start: tokens[i].Start, End: tokens[j].End}}
			}
		}
		if best.class != "" {
			all = append(all, best)
		}
		i = best.behind
	}
	return all
}
