package lineage

import (
	"context"
	"math"
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

// countUses counts the uses of the strings: own, those in the text itself, and
// those in the texts that f chooses, the last ones first and as many as
// tokensAsked allows. Which these are does not depend on how the index is cut
// into segments.
func (w *wordhood) countUses(ctx context.Context, own []stringUse, segments []*concordance.Segment, f concordance.Filter, cs []clause, at []stringsAt) error {
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
	var g errgroup.Group
	for hand := range hands {
		g.Go(func() (err error) {
			defer concordance.Recover(&err)
			h := counting{hands: hands, own: hand, of: w, counts: make([]int32, len(w.all)), known: map[*stringTree]*known{}}
			for _, u := range own {
				if h.mine(u.of) {
					h.use(u)
				}
			}
			for i := range texts {
				if err := ctx.Err(); err != nil {
					return err
				}
				h.count(&texts[i])
			}
			h.close()
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

// stringUse is a use of a string whose neighbours are looked at: the place of the
// string among all, and the numbers of what stands before and after it.
type stringUse struct{ of, before, after int32 }

// counting is one hand that counts its share of the strings. The uses that it
// looks at are written down as they come, and dealt out to their strings once
// all are there: to let each string's list grow takes longer than all else.
type counting struct {
	hands, own int
	of         *wordhood
	counts     []int32 // of the strings: beside one another, since each position asks for several
	uses       [][]stringUse
	known      map[*stringTree]*known
	ids, sides []int32 // of the text that is counted
}

// known is what a hand knows of a segment.
type known struct {
	first   []int32 // node by first id, where the strings are its own
	numbers []int32 // by id: 1 and its number beside strings; 0: it was not met yet
}

func (h *counting) mine(of int32) bool { return h.of.all[of].hand%h.hands == h.own }

// knows is what is known of a segment, as far as its tree is made.
func (h *counting) knows(t *stringTree) *known {
	k := h.known[t]
	if k == nil {
		k = &known{first: slices.Clone(t.first)}
		for id, node := range k.first {
			if node > 0 && !h.mine(t.uses[node]) {
				k.first[id] = 0
			}
		}
		h.known[t] = k
	}
	return k
}

// use counts a use, and writes it down if its neighbours are to be looked at.
func (h *counting) use(u stringUse) {
	if h.counts[u.of]++; h.counts[u.of] > usesLooked {
		return
	}
	last := len(h.uses) - 1
	if last < 0 || len(h.uses[last]) == cap(h.uses[last]) {
		h.uses = append(h.uses, make([]stringUse, 0, 1<<15))
		last++
	}
	h.uses[last] = append(h.uses[last], u)
}

// count counts the strings in a text. Its ids and what each is beside a string
// are read first: both are asked for several times at each position.
func (h *counting) count(e *earlierText) {
	t := e.strings
	k := h.knows(t)
	from, to := e.positions()
	behind := min(to+longestWord, t.s.Text.Len())
	h.ids, h.sides = t.s.Text.Append(h.ids[:0], from, behind), append(h.sides[:0], 0)
	if from > 0 {
		h.sides[0] = h.number(t, k, t.s.Text.At(from-1))
	}
	for _, id := range h.ids {
		h.sides = append(h.sides, h.number(t, k, id))
	}
	h.sides = append(h.sides, 0) // there is nothing behind the last text
	for at := range to - from {
		id := h.ids[at]
		if int(id) >= len(k.first) {
			continue
		}
		node := k.first[id] // none of the boundary
		for n := 1; node > 0; n++ {
			h.use(stringUse{t.uses[node], h.sides[at], h.sides[at+n+1]})
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
func (h *counting) number(t *stringTree, k *known, id int32) int32 {
	if int(id) >= len(k.numbers) {
		k.numbers = append(k.numbers, make([]int32, max(int(id)+1, 2*len(k.numbers))-len(k.numbers))...)
	}
	if k.numbers[id] == 0 {
		k.numbers[id] = 1
		if kind := t.s.Kind(id); kind != text.Mark && kind != text.Break {
			k.numbers[id] += h.of.beside.number(t.s.Key(id))
		}
	}
	return k.numbers[id] - 1
}

// close gives the strings of this hand what it counted.
func (h *counting) close() {
	looked := 0
	for i, n := range h.counts {
		if h.mine(int32(i)) {
			looked += int(min(n, usesLooked))
		}
	}
	room := make([]int32, 2*looked)
	take := func(n int32) []int32 {
		out := room[:0:n]
		room = room[n:]
		return out
	}
	for i, n := range h.counts {
		if !h.mine(int32(i)) {
			continue
		}
		u, some := h.of.all[i], min(n, usesLooked)
		u.count, u.looked = float64(n), float64(some)
		u.left.seen, u.right.seen = take(some), take(some)
	}
	numbers := 0
	for _, uses := range h.uses {
		for _, x := range uses {
			u := h.of.all[x.of]
			u.left.add(x.before)
			u.right.add(x.after)
			numbers = max(numbers, int(x.before), int(x.after))
		}
	}
	h.uses = nil
	e := entropies{met: make([]int32, numbers+1)}
	for i, u := range h.of.all {
		if h.mine(int32(i)) {
			u.left.entropy, u.right.entropy = e.of(&u.left, u.looked), e.of(&u.right, u.looked)
		}
	}
}

func (b *beside) add(number int32) {
	if number == 0 {
		b.edges++
		return
	}
	b.seen = append(b.seen, number)
}

// entropies works out how freely what stands beside a string varies.
type entropies struct {
	met     []int32 // by number, of the string that is looked at
	several []int32 // numbers that were met more than once, in their order
	logs    [usesLooked + 1]float64
}

// of is the entropy of n uses in nats: log n less the mean of the logarithms of
// how often the neighbour of each use is met. What is met once takes nothing
// away, nor does the edge of a clause.
func (e *entropies) of(b *beside, n float64) float64 {
	if n < 2 {
		return 0
	}
	for _, number := range b.seen {
		if e.met[number]++; e.met[number] == 2 {
			e.several = append(e.several, number)
		}
	}
	sum := 0.0
	for _, number := range e.several {
		c := e.met[number]
		if e.logs[c] == 0 {
			e.logs[c] = float64(c) * math.Log(float64(c))
		}
		sum += e.logs[c]
	}
	for _, number := range b.seen {
		e.met[number] = 0
	}
	e.several = e.several[:0]
	return math.Log(n) - sum/n
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
