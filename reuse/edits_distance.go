package reuse

import "math/bits"

// Distance is the edit distance (Levenshtein) of two sequences of token ids:
// the least number of insertions, deletions and replacements of one token
// that turn a into b. It takes len(a)·len(b)/64 steps, by the bit-vectors of
// Myers 1999 in the blocks of Hyyrö 2003.
func Distance(a, b []int32) int {
	a, b, _ = cmpTrim(a, b)
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	masks := cmpMasksOf(a)
	up := make([]uint64, masks.blocks) // rows where the column grows by one
	down := make([]uint64, masks.blocks)
	for i := range up {
		up[i] = ^uint64(0)
	}
	for _, id := range b {
		cmpColumn(masks.of(id), up, down)
	}
	d := len(b)
	for i := range up {
		used := ^uint64(0)
		if rest := len(a) - i*64; rest < 64 {
			used = 1<<rest - 1
		}
		d += bits.OnesCount64(up[i]&used) - bits.OnesCount64(down[i]&used)
	}
	return d
}

// cmpColumn moves the vertical differences up and down of the edit matrix one
// column on; eq marks the rows whose token is that of the column.
func cmpColumn(eq, up, down []uint64) {
	// What comes in at the top is the first row, which grows by one a column.
	carryUp, carryDown := uint64(1), uint64(0)
	for i, e := range eq {
		pv, mv := up[i], down[i]
		xv := e | mv
		e |= carryDown
		xh := (((e & pv) + pv) ^ pv) | e
		ph := mv | ^(xh | pv)
		mh := pv & xh
		nextUp, nextDown := ph>>63, mh>>63
		ph = ph<<1 | carryUp
		mh = mh<<1 | carryDown
		up[i] = mh | ^(xv | ph)
		down[i] = ph & xv
		carryUp, carryDown = nextUp, nextDown
	}
}

// cmpMasks holds, for each token id of a sequence, the bits of the positions
// at which it stands.
type cmpMasks struct {
	blocks int
	slots  []cmpSlot // open addressing; the size is a power of two
	bits   []uint64  // blocks words for each id; the first ones stay zero, for absent ids
}

type cmpSlot struct {
	id  int32
	row int32 // 0: free
}

func cmpMasksOf(seq []int32) *cmpMasks {
	blocks := (len(seq) + 63) / 64
	size := 1 << bits.Len(uint(2*len(seq)))
	m := &cmpMasks{blocks: blocks, slots: make([]cmpSlot, size), bits: make([]uint64, blocks, 8*blocks)}
	for i, id := range seq {
		s := m.slot(id)
		if s.row == 0 {
			s.id, s.row = id, int32(len(m.bits)/blocks)
			m.bits = append(m.bits, make([]uint64, blocks)...)
		}
		m.bits[int(s.row)*blocks+i/64] |= 1 << (i % 64)
	}
	return m
}

// slot is where id stands or, if it is absent, where it would be put.
func (m *cmpMasks) slot(id int32) *cmpSlot {
	mask := uint32(len(m.slots) - 1)
	h := uint32(id) * 2654435769
	for h = (h ^ h>>15) & mask; ; h = (h + 1) & mask {
		if s := &m.slots[h]; s.row == 0 || s.id == id {
			return s
		}
	}
}

func (m *cmpMasks) of(id int32) []uint64 {
	row := int(m.slot(id).row)
	return m.bits[row*m.blocks : (row+1)*m.blocks]
}

// cmpTrim drops the common beginning, whose length it gives, and the common
// end.
func cmpTrim(a, b []int32) (restA, restB []int32, prefix int) {
	for prefix < len(a) && prefix < len(b) && a[prefix] == b[prefix] {
		prefix++
	}
	a, b = a[prefix:], b[prefix:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return a, b, prefix
}
