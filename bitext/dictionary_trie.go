package bitext

import (
	"encoding/binary"
	"slices"
)

// trie finds the headwords that a text begins with in one step a byte: a
// double array (Aoe 1989). A cell is two uint32: base and parent. The child
// of cell s by byte c is cell base(s)^c if its parent is s. The child by byte
// 0, which no headword contains, ends a headword; its base is the number of
// the headword. Cell 0 is the root and child of none.
//
// Binary search in the sorted headwords took 10 steps into cold memory for a
// common first character, this takes 3 for each character of the text.
type trie []byte

const (
	cellSize = 8
	noCell   = 1<<32 - 1 // parent of a free cell
)

// child is the cell reached from s by c.
func (t trie) child(s uint32, c byte) (uint32, bool) {
	n := binary.LittleEndian.Uint32(t[cellSize*int(s):]) ^ uint32(c)
	at := cellSize * uint64(n)
	if at >= uint64(len(t)) {
		return 0, false
	}
	return n, binary.LittleEndian.Uint32(t[at+4:]) == s && n != 0
}

// end is the number of the headword that ends at s.
func (t trie) end(s uint32) (id int, ok bool) {
	n, ok := t.child(s, 0)
	if !ok {
		return 0, false
	}
	return int(binary.LittleEndian.Uint32(t[cellSize*int(n):])), true
}

func (t trie) find(word string) (id int, ok bool) {
	s := uint32(0)
	for i := range len(word) {
		if word[i] == 0 {
			return 0, false
		}
		if s, ok = t.child(s, word[i]); !ok {
			return 0, false
		}
	}
	return t.end(s)
}

// walker goes along a text from its beginning.
type walker struct {
	t    trie
	s    string
	i    int // bytes read
	cell uint32
}

func (t trie) walk(s string) walker { return walker{t: t, s: s} }

// next is the length and number of the next longer headword.
func (w *walker) next() (length, id int, ok bool) {
	for w.i < len(w.s) && w.s[w.i] != 0 {
		cell, ok := w.t.child(w.cell, w.s[w.i])
		if !ok {
			return 0, 0, false
		}
		w.cell = cell
		w.i++
		if w.i < len(w.s) && w.s[w.i]&0xC0 == 0x80 {
			continue // within a character no headword ends
		}
		if id, ok := w.t.end(cell); ok {
			return w.i, id, true
		}
	}
	return 0, 0, false
}

// trieBuilder places the cells of a trie. Free cells form a ring through
// next and prev, so that a place for a cell's children is found without a
// look at those that are taken.
type trieBuilder struct {
	keys       []string
	base       []uint32
	parent     []uint32
	next, prev []uint32
	free       uint32 // a free cell, or noCell
}

// buildTrie makes the trie of sorted, distinct keys, none empty, none with a
// byte 0.
func buildTrie(keys []string) trie {
	b := &trieBuilder{keys: keys, free: noCell}
	b.grow()
	b.take(0, 0)
	if len(keys) > 0 {
		b.place(0, 0, len(keys), 0)
	}
	t := make(trie, 0, cellSize*len(b.base))
	for i, base := range b.base {
		t = binary.LittleEndian.AppendUint32(t, base)
		t = binary.LittleEndian.AppendUint32(t, b.parent[i])
	}
	return t
}

// branch is the keys with the same byte at one place.
type branch struct {
	c        byte
	from, to int
}

// place makes the cells below cell s, at which the keys from lo to hi stand
// after depth bytes.
func (b *trieBuilder) place(s uint32, lo, hi, depth int) {
	var branches []branch
	for i := lo; i < hi; i++ {
		c := byte(0)
		if depth < len(b.keys[i]) {
			c = b.keys[i][depth]
		}
		if len(branches) == 0 || branches[len(branches)-1].c != c {
			branches = append(branches, branch{c, i, i})
		}
		branches[len(branches)-1].to = i + 1
	}
	base := b.fit(branches)
	b.base[s] = base
	for _, br := range branches {
		b.take(base^uint32(br.c), s)
	}
	for _, br := range branches {
		cell := base ^ uint32(br.c)
		if br.c == 0 {
			b.base[cell] = uint32(br.from)
			continue
		}
		b.place(cell, br.from, br.to, depth+1)
	}
}

// fitTries is how many free cells are looked at before new ones are made.
const fitTries = 100

// fit is a base at which all children fall on free cells.
func (b *trieBuilder) fit(branches []branch) uint32 {
	if b.free != noCell {
		f := b.free
		for range fitTries {
			base := f ^ uint32(branches[0].c)
			if !slices.ContainsFunc(branches, func(br branch) bool { return b.parent[base^uint32(br.c)] != noCell }) {
				return base
			}
			if f = b.next[f]; f == b.free {
				break
			}
		}
	}
	return b.grow()
}

// grow adds 256 free cells and gives the number of the first. All children of
// a cell lie among 256 that begin at a multiple of 256.
func (b *trieBuilder) grow() uint32 {
	first := uint32(len(b.base))
	for n := first; n < first+256; n++ {
		b.base = append(b.base, 0)
		b.parent = append(b.parent, noCell)
		b.next = append(b.next, n+1)
		b.prev = append(b.prev, n-1)
	}
	last := first + 255
	if b.free == noCell {
		b.next[last], b.prev[first] = first, last
	} else {
		end := b.prev[b.free]
		b.next[end], b.prev[first] = first, end
		b.next[last], b.prev[b.free] = b.free, last
	}
	b.free = first // what is old and left is crowded
	return first
}

// take takes a cell for a child of parent.
func (b *trieBuilder) take(cell, parent uint32) {
	b.parent[cell] = parent
	next, prev := b.next[cell], b.prev[cell]
	b.next[prev], b.prev[next] = next, prev
	if b.free == cell {
		b.free = next
		if next == cell {
			b.free = noCell
		}
	}
}
