package reuse

import (
	"cmp"
	"slices"

	"tifa/text"
)

// cmpMove is a run of n tokens that was deleted at token a of the older text
// and inserted at token b of the newer.
type cmpMove struct {
	a, b, n int
}

// cmpMoves finds runs that were deleted in one change and inserted in
// another, longest first, and gives them in the order of the older text. A
// run is whole: at both ends it meets the edge of its change or a punctuation
// mark; or it is so long that chance is out of the question.
func cmpMoves(hunks []cmpHunk, older, newer *cmpSequence) []cmpMove {
	freeA, freeB := cmpFree(hunks, len(older.ids), true), cmpFree(hunks, len(newer.ids), false)
	at := make(map[[2]int32][]int) // positions in the newer text by token pairs
	for j := 0; j+1 < len(newer.ids); j++ {
		if freeB[j] > 0 && freeB[j] == freeB[j+1] {
			pair := [2]int32{newer.ids[j], newer.ids[j+1]}
			at[pair] = append(at[pair], j)
		}
	}
	var found []cmpMove
	for i := 0; i+1 < len(older.ids); i++ {
		if freeA[i] == 0 || freeA[i] != freeA[i+1] {
			continue
		}
		for _, j := range at[[2]int32{older.ids[i], older.ids[i+1]}] {
			if freeA[i] == freeB[j] || i > 0 && j > 0 && freeA[i-1] == freeA[i] &&
				freeB[j-1] == freeB[j] && older.ids[i-1] == newer.ids[j-1] {
				continue // within one change, or part of a longer run
			}
			m := cmpMove{i, j, 2}
			for i+m.n < len(older.ids) && j+m.n < len(newer.ids) && freeA[i+m.n] == freeA[i] &&
				freeB[j+m.n] == freeB[j] && older.ids[i+m.n] == newer.ids[j+m.n] {
				m.n++
			}
			if cmpIsMove(m, freeA, freeB, older, newer) {
				found = append(found, m)
			}
		}
	}
	slices.SortStableFunc(found, func(x, y cmpMove) int { return y.n - x.n })
	var moves []cmpMove
	for _, m := range found {
		if slices.ContainsFunc(moves, func(x cmpMove) bool {
			return m.a < x.a+x.n && x.a < m.a+m.n || m.b < x.b+x.n && x.b < m.b+m.n
		}) {
			continue
		}
		moves = append(moves, m)
	}
	slices.SortFunc(moves, func(x, y cmpMove) int { return cmp.Compare(x.a, y.a) })
	return moves
}

func cmpByNewer(moves []cmpMove) []cmpMove {
	sorted := slices.Clone(moves)
	slices.SortFunc(sorted, func(x, y cmpMove) int { return cmp.Compare(x.b, y.b) })
	return sorted
}

// cmpFree gives for every token of one side the number of its change, from 1;
// 0 for those that were kept.
func cmpFree(hunks []cmpHunk, n int, older bool) []int {
	free := make([]int, n)
	for k, h := range hunks {
		from, to := h.b0, h.b1
		if older {
			from, to = h.a0, h.a1
		}
		for i := from; i < to; i++ {
			free[i] = k + 1
		}
	}
	return free
}

// cmpIsMove says whether m is at least 4 Han characters or 3 words long (12
// points of 3 or 4 each), and whole.
func cmpIsMove(m cmpMove, freeA, freeB []int, older, newer *cmpSequence) bool {
	points := 0
	for _, t := range older.tokens[m.a : m.a+m.n] {
		switch t.Kind {
		case text.Char:
			points += 3
		case text.Word:
			points += 4
		}
	}
	if points < 12 {
		return false
	}
	return points >= 36 || cmpWhole(m.a, m.a+m.n, freeA, older) && cmpWhole(m.b, m.b+m.n, freeB, newer)
}

func cmpWhole(from, to int, free []int, s *cmpSequence) bool {
	isMark := func(i int) bool { return s.tokens[i].Kind == text.Mark }
	first := from == 0 || free[from-1] != free[from] || isMark(from-1) || isMark(from)
	last := to == len(free) || free[to] != free[from] || isMark(to) || isMark(to-1)
	return first && last
}
