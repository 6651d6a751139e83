package lineage

import (
	"context"
	"math/bits"
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
	s       *concordance.Segment
	first   []int32  // node by first id
	next    ways     // from a node by an id to a node
	uses    []*usage // by node; node 0 is none
	beside  *numbers
	numbers []int32 // by id: 1 and its number beside strings; 0: it was not met yet
}

// tree makes the tree of all strings of the clauses for a segment.
func (w *wordhood) tree(s *concordance.Segment, cs []clause) *stringTree {
	t := &stringTree{s: s, uses: make([]*usage, 1), beside: w.beside}
	for _, c := range cs {
		ids := s.Encode(c.tokens)
		for i := range ids {
			node := int32(0)
			for n := 1; n <= longestWord && i+n <= len(ids) && ids[i+n-1] > 0; n++ {
				node = t.add(node, ids[i+n-1])
				if t.uses[node] == nil {
					t.uses[node] = w.usage(c.tokens[i : i+n])
				}
			}
		}
	}
	return t
}

// add is the node that an id leads to from a node, made if there is none. From
// node 0 strings begin.
func (t *stringTree) add(node, id int32) int32 {
	if node > 0 {
		to := t.next.get(node, id)
		if to == 0 {
			to = t.node()
			t.next.put(node, id, to)
		}
		return to
	}
	if int(id) >= len(t.first) {
		t.first = append(t.first, make([]int32, int(id)+1-len(t.first))...)
	}
	if t.first[id] == 0 {
		t.first[id] = t.node()
	}
	return t.first[id]
}

func (t *stringTree) node() int32 {
	t.uses = append(t.uses, nil)
	return int32(len(t.uses) - 1)
}

// count counts the strings at the positions of a text.
func (t *stringTree) count(from, to int) {
	for pos := from; pos < to; pos++ {
		id := t.s.Text.At(pos)
		if int(id) >= len(t.first) {
			continue
		}
		node := t.first[id] // none of the boundary
		for n := 1; node > 0; n++ {
			if u := t.uses[node]; u.looked < usesLooked {
				u.add(t.neighbour(pos-1), t.neighbour(pos+n))
			} else {
				u.count++
			}
			if n == longestWord {
				break
			}
			if id = t.s.Text.At(pos + n); id == 0 {
				break
			}
			node = t.next.get(node, id)
		}
	}
}

// neighbour is the number of the token at a position; 0 at the edge of a
// clause.
func (t *stringTree) neighbour(pos int) int32 {
	if pos < 0 || pos >= t.s.Text.Len() {
		return 0
	}
	id := t.s.Text.At(pos)
	if int(id) >= len(t.numbers) {
		t.numbers = append(t.numbers, make([]int32, max(int(id)+1, 2*len(t.numbers))-len(t.numbers))...)
	}
	if t.numbers[id] == 0 {
		t.numbers[id] = 1
		if k := t.s.Kind(id); k != text.Mark && k != text.Break {
			t.numbers[id] += t.beside.number(t.s.Key(id))
		}
	}
	return t.numbers[id] - 1
}

// ways is a map from a node and an id to a node. Every token of every earlier
// text asks it: with open addressing it answers in a third of the time of a
// map.
type ways struct {
	from  []int64 // 0 where there is none
	to    []int32
	n     int
	shift uint
}

func wayOf(node, id int32) int64 { return int64(node)<<32 | int64(id) }

// place is where a way stands, or would.
func (w *ways) place(way int64) int {
	mask := len(w.from) - 1
	i := int(uint64(way) * 0x9E3779B97F4A7C15 >> w.shift)
	for w.from[i] != 0 && w.from[i] != way {
		i = (i + 1) & mask
	}
	return i
}

// get is 0 where there is no way.
func (w *ways) get(node, id int32) int32 {
	if w.n == 0 {
		return 0
	}
	return w.to[w.place(wayOf(node, id))]
}

// put adds a way that is not there yet.
func (w *ways) put(node, id, to int32) {
	if 2*(w.n+1) > len(w.from) {
		w.grow()
	}
	i := w.place(wayOf(node, id))
	w.from[i], w.to[i] = wayOf(node, id), to
	w.n++
}

func (w *ways) grow() {
	from, to := w.from, w.to
	size := max(1024, 2*len(from))
	w.from, w.to = make([]int64, size), make([]int32, size)
	w.shift = uint(64 - bits.TrailingZeros(uint(size)))
	for i, way := range from {
		if way != 0 {
			at := w.place(way)
			w.from[at], w.to[at] = way, to[i]
		}
	}
}
