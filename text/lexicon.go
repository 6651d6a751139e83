package text

import (
	"maps"
	"slices"

	"tifa"
)

// Lexicon finds the forms of a list in texts, by class. Forms are found on
// folded tokens, so that case, width and script variant do not matter; the
// longest that fits wins, from left to right.
type Lexicon struct {
	next  map[lexiconEdge]int32
	class map[int32]string
}

type lexiconEdge struct {
	node int32
	key  string
}

// NewLexicon makes ready the forms of each class. A form of several classes
// counts in the last of them.
func NewLexicon(forms map[string][]string) *Lexicon {
	x := &Lexicon{next: map[lexiconEdge]int32{}, class: map[int32]string{}}
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

// Lexeme is a form of a list in a text.
type Lexeme struct {
	Class  string
	First  int // token
	Behind int // token after it
	tifa.Span
}

// Find finds the forms in a text given by its tokens, those of class Apparent too.
func (x *Lexicon) Find(tokens []Token) []Lexeme {
	var all []Lexeme
	for i := 0; i < len(tokens); {
		node, best := int32(0), Lexeme{Behind: i + 1}
		for j := i; j < len(tokens); j++ {
			next, ok := x.next[lexiconEdge{node, tokens[j].Key}]
			if !ok {
				break
			}
			node = next
			if class := x.class[node]; class != "" {
				best = Lexeme{class, i, j + 1, tifa.Span{Start: tokens[i].Start, End: tokens[j].End}}
			}
		}
		if best.Class != "" {
			all = append(all, best)
		}
		i = best.Behind
	}
	return all
}
