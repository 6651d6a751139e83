package library

import (
	"context"
	"slices"
	"strings"

	"tifa"
)

// termBase is the term base as it was read last: 3,000 concepts take a third of
// a second to be read and folded, and every page about terms asks for them. It
// is shared and must not be changed.
type termBase struct {
	concepts []tifa.Concept
	keys     [][]string       // of each concept: its terms folded
	scopes   []string         // folded
	having   map[string][]int // concepts by folded term
}

// termBase reads the term base, unless it is at hand as it is now. What comes in
// while it is read makes it newer than it says, and it is read once more than is
// needed.
func (l *Library) termBase(ctx context.Context) (*termBase, error) {
	work, err := l.store.Work(ctx)
	if err != nil {
		return nil, err
	}
	return l.terms.get(work, func() (*termBase, error) {
		concepts, err := l.store.Concepts(ctx)
		if err != nil {
			return nil, err
		}
		t := &termBase{concepts: concepts, having: map[string][]int{}}
		for i, c := range concepts {
			keys := make([]string, len(c.Terms))
			for k, term := range c.Terms {
				keys[k] = foldedKey(term.Text)
				if found := t.having[keys[k]]; !slices.Contains(found, i) {
					t.having[keys[k]] = append(found, i)
				}
			}
			t.keys, t.scopes = append(t.keys, keys), append(t.scopes, foldedKey(c.Scope))
		}
		return t, nil
	})
}

// pick is the concept of an id, or the one that has a term.
func (t *termBase) pick(name string) (tifa.Concept, error) {
	found := make([]tifa.Concept, 0, 1)
	if i, is := slices.BinarySearchFunc(t.concepts, name, func(c tifa.Concept, id string) int { return strings.Compare(c.ID, id) }); is {
		return t.concepts[i], nil
	}
	for _, i := range t.having[foldedKey(name)] {
		found = append(found, t.concepts[i])
	}
	return pick(found, name)
}
