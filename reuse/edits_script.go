package reuse

import (
	"math/bits"
	"slices"
)

// cmpHunk is a change: tokens a0..a1 of the older sequence became tokens
// b0..b1 of the newer. Between two hunks both sequences are equal.
type cmpHunk struct {
	a0, a1, b0, b1 int
}

// size is the number of tokens of the longer side.
func (h cmpHunk) size() int { return max(h.a1-h.a0, h.b1-h.b0) }

// cmpMatrixCells is the largest edit matrix that is kept whole, one byte a
// cell.
const cmpMatrixCells = 4 << 20

// cmpScript gives the changes that turn a into b: as few inserted and deleted
// tokens as can be and, where the matrix fits into memory, among those
// scripts one with the fewest changes, since readers count changes, not
// tokens.
func cmpScript(a, b []int32) []cmpHunk {
	hunks := cmpScriptAt(nil, a, b, 0, 0)
	return cmpJoin(hunks)
}

func cmpScriptAt(hunks []cmpHunk, a, b []int32, a0, b0 int) []cmpHunk {
	a, b, prefix := cmpTrim(a, b)
	a0, b0 = a0+prefix, b0+prefix
	switch {
	case len(a) == 0 && len(b) == 0:
		return hunks
	case len(a) == 0 || len(b) == 0:
		return append(hunks, cmpHunk{a0, a0 + len(a), b0, b0 + len(b)})
	case (len(a)+1)*(len(b)+1) <= cmpMatrixCells || len(b) == 1:
		return append(hunks, cmpSmallScript(a, b, a0, b0)...)
	}
	// Hirschberg 1975: the best script passes through the middle of b where
	// the halves have most in common.
	mid := len(b) / 2
	head := cmpCommon(a, b[:mid])
	tail := cmpCommon(cmpReversed(a), cmpReversed(b[mid:]))
	cut, best := 0, -1
	for i := range head {
		if n := head[i] + tail[len(a)-i]; n > best {
			cut, best = i, n
		}
	}
	hunks = cmpScriptAt(hunks, a[:cut], b[:mid], a0, b0)
	return cmpScriptAt(hunks, a[cut:], b[mid:], a0+cut, b0+mid)
}

// cmpCommon gives, for every prefix of a by its length, the length of its
// longest common subsequence with b, by the bit-vectors of Hyyrö 2004.
func cmpCommon(a, b []int32) []int {
	common := make([]int, len(a)+1)
	if len(a) == 0 {
		return common
	}
	masks := cmpMasksOf(a)
	v := make([]uint64, masks.blocks)
	for i := range v {
		v[i] = ^uint64(0)
	}
	for _, id := range b {
		var carry uint64
		for i, m := range masks.of(id) {
			var sum uint64
			sum, carry = bits.Add64(v[i], v[i]&m, carry)
			v[i] = sum | v[i]&^m
		}
	}
	for i := range a {
		common[i+1] = common[i] + int(^v[i/64]>>(i%64)&1)
	}
	return common
}

func cmpReversed(s []int32) []int32 {
	r := slices.Clone(s)
	slices.Reverse(r)
	return r
}

// The steps kept in the matrix of cmpSmallScript. The state is what the last
// step was: a token kept or a token changed.
const (
	cmpKeptFromChange = 1 << iota // the kept state was reached from the changed one
	cmpDeleted                    // the changed state was reached by a deletion, else by an insertion
	cmpDeletedOpens               // that deletion or insertion begins a change
)

// cmpSmallScript does the work of cmpScript with the whole matrix. The cost
// is the number of tokens, then the number of changes.
func cmpSmallScript(a, b []int32, a0, b0 int) []cmpHunk {
	const token, never = 1 << 16, 1 << 40
	width := len(b) + 1
	steps := make([]byte, (len(a)+1)*width)
	kept := make([]int, width) // cost with the last token kept
	changed := make([]int, width)
	kept[0], changed[0] = 0, never
	for j := 1; j <= len(b); j++ {
		kept[j], changed[j] = never, j*token+1
		if j == 1 {
			steps[j] = cmpDeletedOpens
		}
	}
	for i := 1; i <= len(a); i++ {
		row := steps[i*width : (i+1)*width]
		diagKept, diagChanged := kept[0], changed[0]
		for j := 0; j <= len(b); j++ {
			upKept, upChanged := kept[j], changed[j]
			cost, step := upChanged+token, byte(cmpDeleted)
			if c := upKept + token + 1; c < cost {
				cost, step = c, cmpDeleted|cmpDeletedOpens
			}
			keep := never
			if j > 0 {
				if c := changed[j-1] + token; c < cost {
					cost, step = c, 0
				}
				if c := kept[j-1] + token + 1; c < cost {
					cost, step = c, cmpDeletedOpens
				}
				if a[i-1] == b[j-1] {
					keep = diagKept
					if diagChanged < keep {
						keep = diagChanged
						step |= cmpKeptFromChange
					}
				}
			}
			kept[j], changed[j], row[j] = keep, cost, step
			diagKept, diagChanged = upKept, upChanged
		}
	}
	return cmpTraceBack(steps, len(a), len(b), kept[len(b)] < changed[len(b)], a0, b0)
}

func cmpTraceBack(steps []byte, i, j int, isKept bool, a0, b0 int) []cmpHunk {
	var hunks []cmpHunk
	width := j + 1
	for i > 0 || j > 0 {
		step := steps[i*width+j]
		if isKept {
			i, j = i-1, j-1
			isKept = step&cmpKeptFromChange == 0
			continue
		}
		h := cmpHunk{a1: a0 + i, b1: b0 + j}
		for !isKept {
			step = steps[i*width+j]
			if step&cmpDeleted != 0 {
				i--
			} else {
				j--
			}
			isKept = step&cmpDeletedOpens != 0
		}
		h.a0, h.b0 = a0+i, b0+j
		hunks = append(hunks, h)
	}
	slices.Reverse(hunks)
	return hunks
}

// cmpJoin makes one change of changes with nothing between them.
func cmpJoin(hunks []cmpHunk) []cmpHunk {
	var joined []cmpHunk
	for _, h := range hunks {
		if n := len(joined); n > 0 && joined[n-1].a1 == h.a0 && joined[n-1].b1 == h.b0 {
			joined[n-1].a1, joined[n-1].b1 = h.a1, h.b1
			continue
		}
		joined = append(joined, h)
	}
	return joined
}
