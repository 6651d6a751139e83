package lineage

import (
	"context"
	"math/bits"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"tifa/concordance"
	"tifa/text"
)

// earlierText is a text of the index that is counted.
type earlierText struct {
	strings *stringTree
	doc     int
}

func (t *earlierText) positions() (from, to int) { return t.strings.s.Positions(t.doc) }

// countEarlier counts the strings in the texts that f chooses, the last ones
// first and as many as tokensAsked allows: which these are does not depend on
// how the index is cut into segments.
func (w *wordhood) countEarlier(ctx context.Context, segments []*concordance.Segment, f concordance.Filter, cs []clause, at []stringsAt) error {
	var texts []earlierText
	for _, s := range segments {
		fits := f.Chosen(s)
		if fits != nil && !slices.Contains(fits, true) {
			continue
		}
		tree := newStringTree(s, cs, at)
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
	for i := range texts {
		from, to := texts[i].positions()
		if counted += to - from; counted >= tokensAsked {
			texts = texts[:i+1]
			break
		}
	}
	// A string is counted by one hand, in the order of the texts, so that the
	// uses that are looked at are the same on any number of processors.
	hands := runtime.GOMAXPROCS(0)
	before := make([]int32, len(w.all)) // all hands read it, and each counts on in its own strings
	for i, u := range w.all {
		before[i] = int32(u.count)
	}
	var g errgroup.Group
	for own := range hands {
		g.Go(func() (err error) {
			defer concordance.Recover(&err)
			h := counting{hands: hands, own: own, beside: w.beside, numbers: map[*stringTree][]int32{}, all: w.all, counts: slices.Clone(before)}
			for i := range texts {
				if err := ctx.Err(); err != nil {
					return err
				}
				h.count(&texts[i])
			}
			for i, u := range w.all {
				if u.hand%hands == own {
					u.count = float64(h.counts[i])
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// stringTree holds the strings that are counted in the ids of one segment. It
// does not change once it is made.
type stringTree struct {
	s     *concordance.Segment
	first []int32 // node by first id
	next  ways    // from a node by an id to a node
	uses  []int32 // by node, the place of its string among all; node 0 is none
}

// newStringTree makes the tree of all strings of the clauses for a segment.
func newStringTree(s *concordance.Segment, cs []clause, at []stringsAt) *stringTree {
	t := &stringTree{s: s, uses: make([]int32, 1)}
	for k, c := range cs {
		ids := s.Encode(c.tokens)
		for i := range ids {
			node := int32(0)
			for n := 1; n <= longestWord && i+n <= len(ids) && ids[i+n-1] > 0; n++ {
				node = t.add(node, ids[i+n-1])
				t.uses[node] = int32(at[k][i][n-1].at)
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
	t.uses = append(t.uses, 0)
	return int32(len(t.uses) - 1)
}

// counting is one hand that counts its share of the strings.
type counting struct {
	hands, own int
	beside     *numbers
	of         *stringTree
	known      []int32                 // by id of that segment: 1 and its number beside strings; 0: it was not met yet
	numbers    map[*stringTree][]int32 // what is known of the others
	ids, sides []int32                 // of the text that is counted

	all    []*usage
	counts []int32 // of them: beside one another, since each position asks for several
}

// count counts the strings in a text. Its ids and what each is beside a string
// are read first: both are asked for several times at each position.
func (h *counting) count(e *earlierText) {
	t := e.strings
	if h.of != t {
		h.numbers[h.of] = h.known
		h.of, h.known = t, h.numbers[t]
	}
	from, to := e.positions()
	behind := min(to+longestWord, t.s.Text.Len())
	h.ids, h.sides = h.ids[:0], append(h.sides[:0], 0)
	if from > 0 {
		h.sides[0] = h.number(t.s.Text.At(from - 1))
	}
	for pos := from; pos < behind; pos++ {
		id := t.s.Text.At(pos)
		h.ids, h.sides = append(h.ids, id), append(h.sides, h.number(id))
	}
	h.sides = append(h.sides, 0) // there is nothing behind the last text
	for at := range to - from {
		id := h.ids[at]
		if int(id) >= len(t.first) {
			continue
		}
		node := t.first[id] // none of the boundary
		if node == 0 || h.all[t.uses[node]].hand%h.hands != h.own {
			continue
		}
		for n := 1; node > 0; n++ {
			use := t.uses[node]
			if h.counts[use] < usesLooked {
				h.all[use].add(h.sides[at], h.sides[at+n+1])
			}
			h.counts[use]++
			if n == longestWord || at+n == len(h.ids) {
				break
			}
			if id = h.ids[at+n]; id == 0 {
				break
			}
			node = t.next.get(node, id)
		}
	}
}

// number is the number of a token beside a string; 0 at the edge of a clause.
func (h *counting) number(id int32) int32 {
	if int(id) >= len(h.known) {
		h.known = append(h.known, make([]int32, max(int(id)+1, 2*len(h.known))-len(h.known))...)
	}
	if h.known[id] == 0 {
		h.known[id] = 1
		if k := h.of.s.Kind(id); k != text.Mark && k != text.Break {
			h.known[id] += h.beside.number(h.of.s.Key(id))
		}
	}
	return h.known[id] - 1
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
