package lineage

import (
	"tifa/concordance"
	"tifa/text"
)

const (
	reorderGap   = 2     // tokens that may stand between two parts that changed places
	reorderScans = 20000 // occurrences of the rarer part that are looked at for it
)

// reordered finds the phrase with two parts in the other order: for every cut,
// what follows it before what precedes it, perhaps with a particle between
// them ("protection of data" for "data protection"). Words of form at the cut
// may be missing.
func (f *finder) reordered() error {
	for cut := 1; cut < len(f.ids); cut++ {
		to, from := cut, cut
		for to > 0 && f.isForm(f.ids[to-1]) {
			to--
		}
		for from < len(f.ids) && f.isForm(f.ids[from]) {
			from++
		}
		if to == 0 || from == len(f.ids) || !f.isPart(0, to) || !f.isPart(from, len(f.ids)) {
			continue
		}
		for _, seg := range f.x.Segments("") {
			if err := f.ctx.Err(); err != nil {
				return err
			}
			f.swapped(seg, f.ids[from:], f.ids[:to], len(f.ids)-(from-to))
		}
	}
	return nil
}

// isForm says whether a token hardly counts: a word of form, punctuation.
func (f *finder) isForm(id int32) bool { return f.words.cost(id) == lightCost }

// isPart says whether a part of the phrase can be told again elsewhere: it
// has two characters or a word.
func (f *finder) isPart(from, to int) bool {
	weight := 0
	for _, id := range f.ids[from:to] {
		switch w := f.words.words[id]; {
		case w.kind == text.Char:
			weight++
		case w.kind == text.Word && !w.light:
			weight += 2
		}
	}
	return weight >= 2
}

// swapped notes where first stands before second in a segment. Next to each
// other they are found at once; with something between them, where one of the
// two is rare enough to look at each of its occurrences.
func (f *finder) swapped(seg *concordance.Segment, first, second []int32, size int) {
	joined := append(append([]int32{}, first...), second...)
	lo, hi := f.ranks(seg, joined)
	for rank := lo; rank < hi; rank++ {
		f.noteSwapped(seg, int(seg.SA.At(rank)), len(joined), size)
	}
	lo, hi = f.ranks(seg, first)
	lo2, hi2 := f.ranks(seg, second)
	if min(hi-lo, hi2-lo2) > reorderScans {
		return
	}
	if hi-lo <= hi2-lo2 {
		for rank := lo; rank < hi; rank++ {
			pos := int(seg.SA.At(rank))
			for gap := 1; gap <= reorderGap && f.words.inside(seg, pos+len(first)+gap-1) != 0; gap++ {
				if f.stands(seg, pos+len(first)+gap, second) {
					f.noteSwapped(seg, pos, len(joined)+gap, size)
					break
				}
			}
		}
		return
	}
	for rank := lo2; rank < hi2; rank++ {
		pos := int(seg.SA.At(rank))
		for gap := 1; gap <= reorderGap && f.words.inside(seg, pos-gap) != 0; gap++ {
			if from := pos - gap - len(first); from >= 0 && f.stands(seg, from, first) {
				f.noteSwapped(seg, from, len(joined)+gap, size)
				break
			}
		}
	}
}

func (f *finder) stands(seg *concordance.Segment, pos int, ids []int32) bool {
	for i, id := range ids {
		if f.words.at(seg, pos+i) != id {
			return false
		}
	}
	return true
}

// noteSwapped notes n tokens at a position, unless the phrase itself runs into
// them: 发展经济发展 has no reordered 经济发展.
func (f *finder) noteSwapped(seg *concordance.Segment, pos, n, size int) {
	if _, ok := f.fits(seg, pos); !ok {
		return
	}
	for from := pos - len(f.ids) + 1; from < pos+n; from++ {
		if f.isPhrase(seg, from) {
			return
		}
	}
	ids := make([]int32, n)
	for i := range ids {
		ids[i] = f.words.at(seg, pos+i)
	}
	f.note(ids, reading{cost: fullCost + max(n-size, 0), kind: KindReordered})
}
