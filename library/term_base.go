package library

import (
	"context"
	"slices"
	"sync"

	"tifa"
)

// termBases keeps the term base as it was read last: 3,000 concepts take a
// third of a second to be read and folded, and every page about terms asks for
// them.
type termBases struct {
	mu   sync.Mutex
	last *termBase
}

// termBase is the term base at a state of people's work. It is shared and must
// not be changed.
type termBase struct {
	work     int64
	concepts []tifa.Concept
	keys     [][]string       // of each concept: its terms folded
	scopes   []string         // folded
	having   map[string][]int // concepts by folded term
}

// termBase reads the term base, unless it is at hand as it is now.
func (l *Library) termBase(ctx context.Context) (*termBase, error) {
	work, err := l.store.Work(ctx)
	if err != nil {
		return nil, err
	}
	l.terms.mu.Lock()
	defer l.terms.mu.Unlock()
	if t := l.terms.last; t != nil && t.work == work {
		return t, nil
	}
	t := &termBase{work: work, having: map[string][]int{}}
	if t.concepts, err = l.store.Concepts(ctx); err != nil {
		return nil, err
	}
	for i, c := range t.concepts {
		keys := make([]string, len(c.Terms))
		for k, term := range c.Terms {
			keys[k] = foldedKey(term.Text)
			if found := t.having[keys[k]]; !slices.Contains(found, i) {
				t.having[keys[k]] = append(found, i)
			}
		}
		t.keys, t.scopes = append(t.keys, keys), append(t.scopes, foldedKey(c.Scope))
	}
	// What came in while it was read makes it newer than it says, and it is
	// read once more than is needed.
	l.terms.last = t
	return t, nil
}

// pick is the concept of an id, or the one that has a term.
func (t *termBase) pick(name string) (tifa.Concept, error) {
	found := make([]tifa.Concept, 0, 1)
	if i, is := slices.BinarySearchFunc(t.concepts, name, func(c tifa.Concept, id string) int {
		switch {
		case c.ID < id:
			return -1
		case c.ID > id:
			return 1
		}
		return 0
	}); is {
		return t.concepts[i], nil
	}
	for _, i := range t.having[foldedKey(name)] {
		found = append(found, t.concepts[i])
	}
	return pick(found, name)
}
