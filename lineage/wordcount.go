package lineage

import (
	"context"
	"slices"
	"strings"

	"tifa/concordance"
	"tifa/text"
)

// earlierText is a text of the index that is counted.
type earlierText struct {
	strings *stringTree
	doc     int
}

// countEarlier counts the strings in the texts that f chooses, the last ones
// first and as many as tokensAsked allows: which these are does not depend on
// how the index is cut into segments.
func (w *wordhood) countEarlier(ctx context.Context, segments []*concordance.Segment, f concordance.Filter, cs []clause) error {
	var texts []earlierText
	for _, s := range segments {
		fits := f.Chosen(s)
		if fits != nil && !slices.Contains(fits, true) {
			continue
		}
		tree := w.tree(s, cs)
		for doc := range s.Docs {
			if fits == nil || fits[doc] {
				texts = append(texts, earlierText{tree, doc})
			}
		}
	}
	slices.SortFunc(texts, func(a, b earlierText) int {
		x, y := &a.strings.s.Docs[a.doc], &b.strings.s.Docs[b.doc]
		if x.Date.IsZero() != y.Date.IsZero() {
			return x.Date.Compare(y.Date)
		}
		if c := y.Date.Compare(x.Date); c != 0 {
			return c
		}
		return strings.Compare(x.Edition, y.Edition)
	})
	counted := 0
	for _, t := range texts {
		if err := ctx.Err(); err != nil {
			return err
		}
		from, to := t.strings.s.Positions(t.doc)
		t.strings.count(from, to)
		if counted += to - from; counted >= tokensAsked {
			break
		}
	}
	return nil
}

// stringTree holds the strings that are counted in the ids of one segment.
type stringTree struct {
	s     *concordance.Segment
	first []int32          // node by first id
	next  map[int64]int32  // node by node before and id
	uses  []*usage         // by node; node 0 is none
	keys  map[int32]string // of tokens, as they are met
}

// tree makes the tree of all strings of the clauses for a segment.
func (w *wordhood) tree(s *concordance.Segment, cs []clause) *stringTree {
	t := &stringTree{s: s, next: map[int64]int32{}, uses: make([]*usage, 1), keys: map[int32]string{}}
	for _, c := range cs {
		ids := s.Encode(c.tokens)
		for i := range ids {
			node := int32(0)
			for n := 1; n <= longestWord && i+n <= len(ids) && ids[i+n-1] > 0; n++ {
				node = t.child(node, ids[i+n-1], true)
				if t.uses[node] == nil {
					t.uses[node] = w.usage(c.tokens[i : i+n])
				}
			}
		}
	}
	return t
}

// child is the node that an id leads to; 0 if there is none and none is made.
func (t *stringTree) child(node, id int32, add bool) int32 {
	if node == 0 {
		for add && int(id) >= len(t.first) {
			t.first = append(t.first, make([]int32, int(id)+1-len(t.first))...)
		}
		if int(id) >= len(t.first) {
			return 0
		}
		if add && t.first[id] == 0 {
			t.uses = append(t.uses, nil)
			t.first[id] = int32(len(t.uses) - 1)
		}
		return t.first[id]
	}
	way := int64(node)<<32 | int64(id)
	to := t.next[way]
	if to == 0 && add {
		t.uses = append(t.uses, nil)
		to = int32(len(t.uses) - 1)
		t.next[way] = to
	}
	return to
}

// count counts the strings at the positions of a text.
func (t *stringTree) count(from, to int) {
	for pos := from; pos < to; pos++ {
		node := int32(0)
		for n := range longestWord {
			id := t.s.Text.At(pos + n)
			if id == 0 {
				break
			}
			if node = t.child(node, id, false); node == 0 {
				break
			}
			if u := t.uses[node]; u.looked < usesLooked {
				u.add(t.neighbour(pos-1), t.neighbour(pos+n+1))
			} else {
				u.count++
			}
		}
	}
}

// neighbour is the token at a position; empty at the edge of a clause.
func (t *stringTree) neighbour(pos int) string {
	if pos < 0 || pos >= t.s.Text.Len() {
		return ""
	}
	id := t.s.Text.At(pos)
	key, met := t.keys[id]
	if !met {
		if k := t.s.Kind(id); k != text.Mark && k != text.Break {
			key = t.s.Key(id)
		}
		t.keys[id] = key
	}
	return key
}
