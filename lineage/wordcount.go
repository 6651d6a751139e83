package lineage

import (
	"context"
	"math"
	"math/bits"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"tifa/concordance"
	"tifa/text"
)

// numbers are the numbers of tokens, from 1; 0 is none. Those of the text have
// the first. Several can ask at once for others, met beside its strings; which
// has which number is left to chance.
type numbers struct {
	mu     sync.Mutex
	of     map[string]int32
	tokens []text.Token // of the text, in the order of their numbers
}

func newNumbers() *numbers { return &numbers{of: map[string]int32{}} }

// take numbers the tokens of the text.
func (x *numbers) take(cs []clause) {
	for _, c := range cs {
		for _, t := range c.tokens {
			if x.of[t.Key] == 0 && t.Key != "" {
				x.tokens = append(x.tokens, t)
				x.of[t.Key] = int32(len(x.tokens))
			}
		}
	}
}

// number is the number of a token, which it is given if it has none.
func (x *numbers) number(key string) int32 {
	if key == "" {
		return 0
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	n, ok := x.of[key]
	if !ok {
		n = int32(len(x.of)) + 1
		x.of[key] = n
	}
	return n
}

// own is the number of a token of the text, 0 of any other. It is asked for
// once no more numbers are given.
func (x *numbers) own(key string) int32 {
	if n := x.of[key]; int(n) <= len(x.tokens) {
		return n
	}
	return 0
}

// node is a string in the tree of those of the text.
type node struct {
	tokens  int
	first   int32    // the number of its first token
	own     int32    // how often it stands in the text
	shorter [2]int32 // the nodes of the string without its last token and without its first; 0 of one token
}

// stringTree holds the strings of the text, of up to longestWord tokens.
type stringTree struct {
	nodes []node // the first is none
	first []int32
	next  ways // from a node by a token's number to a node
}

// step is the node that a token leads to from a node, 0 if there is none. From
// node 0 strings begin.
func (t *stringTree) step(at, number int32) int32 {
	switch {
	case number == 0:
		return 0
	case at == 0:
		return t.first[number]
	}
	return t.next.get(at, number)
}

// grow takes in all strings of the clauses, and gives their uses.
func (t *stringTree) grow(x *numbers, cs []clause) (uses []stringUse) {
	t.nodes, t.first = make([]node, 1), make([]int32, len(x.tokens)+1)
	for _, c := range cs {
		ids := make([]int32, len(c.tokens)+2) // none before and behind
		for i, tok := range c.tokens {
			ids[i+1] = x.of[tok.Key]
		}
		var behind [longestWord + 1]int32 // the nodes that begin at the next token, by length
		for i := len(c.tokens); i > 0; i-- {
			var here [longestWord + 1]int32
			for n := 1; n <= longestWord && i+n < len(ids); n++ {
				id := ids[i+n-1]
				at := t.step(here[n-1], id)
				if at == 0 {
					at = int32(len(t.nodes))
					t.nodes = append(t.nodes, node{tokens: n, first: ids[i], shorter: [2]int32{here[n-1], behind[n-1]}})
					if n == 1 {
						t.first[id] = at
					} else {
						t.next.put(here[n-1], id, at)
					}
				}
				here[n] = at
				t.nodes[at].own++
				uses = append(uses, stringUse{at, ids[i-1], ids[i+n]})
			}
			behind = here
		}
	}
	return uses
}

// earlierText is a text of the index that is counted.
type earlierText struct {
	s   *concordance.Segment
	doc int
}

// countUses counts the uses of the strings: own, those in the text itself, and
// those in the texts that f chooses, the last ones first and as many as
// tokensAsked allows. Which these are does not depend on how the index is cut
// into segments.
func (w *wordhood) countUses(ctx context.Context, own []stringUse, segments []*concordance.Segment, f concordance.Filter) error {
	var texts []earlierText
	for _, s := range segments {
		fits := f.Chosen(s)
		if fits != nil && !slices.Contains(fits, true) {
			continue
		}
		for doc := range s.Docs {
			if fits == nil || fits[doc] {
				texts = append(texts, earlierText{s, doc})
			}
		}
	}
	slices.SortFunc(texts, func(a, b earlierText) int {
		x, y := &a.s.Docs[a.doc], &b.s.Docs[b.doc]
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
		from, to := texts[i].s.Positions(texts[i].doc)
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
			h := newCounting(w, hands, hand)
			for _, u := range own {
				if h.mine(u.node) {
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

// stringUse is a use of a string: its node, and the numbers of what stands
// before and after it.
type stringUse struct{ node, before, after int32 }

// counting is one hand that counts its share of the strings. The uses that it
// looks at are written down as they come, and dealt out to their strings once
// all are there: to let each string's list grow takes longer than all else.
type counting struct {
	of         *wordhood
	hands, own int32
	first      []int32 // the tree's, where the strings are its own
	counts     []int32 // by node: beside one another, since each position asks for several
	uses       [][]stringUse
	known      map[*concordance.Segment][]int32 // by id: what numberIn gives; 0: it was not met yet
	ids, sides []int32                          // of the text that is counted
}

func newCounting(w *wordhood, hands, own int) *counting {
	h := &counting{
		of: w, hands: int32(hands), own: int32(own), first: slices.Clone(w.tree.first),
		counts: make([]int32, len(w.all)), known: map[*concordance.Segment][]int32{},
	}
	for number := range h.first {
		if int32(number)%h.hands != h.own {
			h.first[number] = 0
		}
	}
	return h
}

// mine says whether a string is one of this hand's.
func (h *counting) mine(node int32) bool { return node > 0 && h.of.all[node].first%h.hands == h.own }

// use counts a use, and writes it down if its neighbours are to be looked at.
func (h *counting) use(u stringUse) {
	if h.counts[u.node]++; h.counts[u.node] > usesLooked {
		return
	}
	last := len(h.uses) - 1
	if last < 0 || len(h.uses[last]) == cap(h.uses[last]) {
		h.uses = append(h.uses, make([]stringUse, 0, 1<<15))
		last++
	}
	h.uses[last] = append(h.uses[last], u)
}

// count counts the strings in a text. The numbers of its tokens are read
// first: they are asked for several times at each position.
func (h *counting) count(e *earlierText) {
	from, to := e.s.Positions(e.doc)
	h.read(e.s, from, min(to+longestWord, e.s.Text.Len()))
	tree, own := &h.of.tree, int32(len(h.first))
	for at := range to - from {
		id := h.ids[at]
		if id >= own {
			continue
		}
		node := h.first[id]
		for n := 1; node > 0; n++ {
			h.use(stringUse{node, h.sides[at], h.sides[at+n+1]})
			if n == longestWord || at+n == len(h.ids) {
				break
			}
			if id = h.ids[at+n]; id == 0 || id >= own {
				break
			}
			node = tree.next.get(node, id)
		}
	}
}

// read reads the positions from one to another of a segment: ids are their
// numbers, sides what they are beside a string, which a mark is not, with one
// more on either side.
func (h *counting) read(s *concordance.Segment, from, to int) {
	h.ids, h.sides = s.Text.Append(h.ids[:0], from, to), append(h.sides[:0], 0)
	known := h.known[s]
	number := func(id int32) int32 {
		if int(id) >= len(known) {
			known = append(known, make([]int32, max(int(id)+1, 2*len(known))-len(known))...)
		}
		if known[id] == 0 {
			known[id] = h.numberIn(s, id)
		}
		return known[id]
	}
	side := func(number int32) int32 { return max(number, 0) }
	if from > 0 {
		h.sides[0] = side(number(s.Text.At(from - 1)))
	}
	for i, id := range h.ids {
		n := int32(0)
		if id > 0 {
			n = number(id)
		}
		h.ids[i] = max(n, -n)
		h.sides = append(h.sides, side(n))
	}
	h.sides = append(h.sides, 0) // there is nothing behind the last text
	h.known[s] = known
}

// numberIn is the number of a token of a segment, less than 0 of a mark.
func (h *counting) numberIn(s *concordance.Segment, id int32) int32 {
	n := h.of.numbers.number(s.Key(id))
	if kind := s.Kind(id); kind == text.Mark || kind == text.Break {
		return -n
	}
	return n
}

// close gives the strings of this hand what it counted. What stands beside a
// string has room in one array of all, on the left and then on the right.
func (h *counting) close() {
	type free struct{ left, right int32 }
	next := make([]free, len(h.counts))
	size := int32(0)
	for i, n := range h.counts {
		some := min(n, usesLooked) // none of what is another hand's
		next[i] = free{size, size + some}
		size += 2 * some
	}
	room := make([]int32, size)
	numbers := int32(0)
	for _, uses := range h.uses {
		for _, x := range uses {
			f := &next[x.node]
			if x.before > 0 {
				room[f.left] = x.before
				f.left++
			}
			if x.after > 0 {
				room[f.right] = x.after
				f.right++
			}
			numbers = max(numbers, x.before, x.after)
		}
	}
	h.uses = nil
	e := entropies{met: make([]int32, numbers+1)}
	from := int32(0)
	for i, n := range h.counts {
		if n == 0 {
			continue
		}
		some := min(n, usesLooked)
		u := &h.of.all[i]
		u.count, u.looked = float64(n), float64(some)
		u.left = e.beside(room[from:next[i].left], u.looked)
		u.right = e.beside(room[from+some:next[i].right], u.looked)
		from += 2 * some
	}
}

// entropies works out how freely what stands beside a string varies.
type entropies struct {
	met     []int32 // by number, of the string that is looked at
	several []int32 // numbers that were met more than once, in their order
	logs    [usesLooked + 1]float64
}

// beside is what stands on one side of a string that was looked at n times:
// the numbers seen, and the edge as often as there was none.
func (e *entropies) beside(seen []int32, n float64) beside {
	return beside{seen: seen, edges: n - float64(len(seen)), entropy: e.of(seen, n)}
}

// of is the entropy of n uses in nats: log n less the mean of the logarithms of
// how often the neighbour of each use is met. What is met once takes nothing
// away, nor does the edge of a clause.
func (e *entropies) of(seen []int32, n float64) float64 {
	if n < 2 {
		return 0
	}
	for _, number := range seen {
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
	for _, number := range seen {
		e.met[number] = 0
	}
	e.several = e.several[:0]
	return math.Log(n) - sum/n
}

// ways is a map from a node and a number to a node. Every token of every
// earlier text asks it: with open addressing it answers in a third of the time
// of a map.
type ways struct {
	slots []way // to is 0 where there is none
	n     int
	shift uint
}

type way struct{ from, by, to int32 }

// place is where a way stands, or would.
func (w *ways) place(from, by int32) *way {
	mask := len(w.slots) - 1
	i := int((uint64(from)<<32 | uint64(by)) * 0x9E3779B97F4A7C15 >> w.shift)
	for {
		s := &w.slots[i&mask]
		if s.to == 0 || s.from == from && s.by == by {
			return s
		}
		i++
	}
}

// get is 0 where there is no way.
func (w *ways) get(from, by int32) int32 {
	if w.n == 0 {
		return 0
	}
	return w.place(from, by).to
}

// put adds a way that is not there yet.
func (w *ways) put(from, by, to int32) {
	if 2*(w.n+1) > len(w.slots) {
		w.grow()
	}
	*w.place(from, by) = way{from, by, to}
	w.n++
}

func (w *ways) grow() {
	old := w.slots
	size := max(1024, 2*len(old))
	w.slots = make([]way, size)
	w.shift = uint(64 - bits.TrailingZeros(uint(size)))
	for _, s := range old {
		if s.to != 0 {
			*w.place(s.from, s.by) = s
		}
	}
}
