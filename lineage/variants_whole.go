package lineage

import (
	"math"
	"slices"

	"tifa/text"
)

// traits say what makes a phrase itself.
type traits struct {
	total int      // tokens of the library
	whole float64  // surprise of the phrase, nats
	key   [2]int32 // the pair of characters that tells it best; none in scripts with spaces
}

// newTraits measures the phrase: 社会主义 is common to hundreds of phrases and
// says little of 社会主义和谐社会; 和谐 is rare and holds together, and says much.
func (f *finder) newTraits() traits {
	tr := traits{}
	for _, seg := range f.x.Segments("") {
		tr.total += seg.SA.Len()
	}
	tr.whole = f.surprise(tr.total, f.ids)
	best := 0.0
	for i := 1; i < len(f.ids); i++ {
		pair := f.ids[i-1 : i+1]
		if f.words.words[pair[0]].kind != text.Char || f.words.words[pair[1]].kind != text.Char {
			continue
		}
		if told := f.tie(pair[0], pair[1], 1) * f.surprise(tr.total, pair); told > best {
			best, tr.key = told, [2]int32(pair)
		}
	}
	return tr
}

// surprise is how rare tokens are in the library, in nats.
func (f *finder) surprise(total int, ids []int32) float64 {
	return math.Log(float64(total+1) / float64(f.count(ids)+1))
}

// count is how often tokens stand together in the library, whatever the
// filter.
func (f *finder) count(ids []int32) int {
	key := spelled(ids)
	n, ok := f.counts[key]
	if !ok {
		for _, seg := range f.x.Segments("") {
			lo, hi := f.ranks(seg, ids)
			n += hi - lo
		}
		f.counts[key] = n
	}
	return n
}

// likeness is the share of the phrase's surprise that the parts of it have
// which another stretch keeps; 0 where it lacks the pair that tells the phrase
// best, unless one of the parts tells it nearly as well as the whole (空间命运
// 共同体 without 网络), or where it keeps less than half or a mere word of two
// characters.
func (f *finder) likeness(ids []int32) float64 {
	kept := f.kept(ids)
	sum, best, weight, chars := 0.0, 0.0, 0, 0
	for from := 0; from < len(kept); {
		to := from
		for to < len(kept) && kept[to] {
			if f.words.words[f.ids[to]].kind == text.Char {
				chars++
			}
			weight += f.costs.weight[to]
			to++
		}
		if to > from {
			told := f.surprise(f.traits.total, f.ids[from:to])
			sum += told
			best = max(best, told)
		}
		from = max(to, from+1)
	}
	if f.traits.whole <= 0 || 2*weight < f.costs.whole || chars > 0 && chars < variantChars {
		return 0
	}
	if f.traits.key[0] != 0 && !contains(ids, f.traits.key[:]) && best < variantPart*f.traits.whole {
		return 0
	}
	return min(1, sum/f.traits.whole)
}

// kept marks the tokens of the phrase that another stretch has in runs of at
// least two characters or one word. A run cut within a word is cut back to
// where the word begins: 开 is not kept of 开放 in 开始.
func (f *finder) kept(ids []int32) []bool {
	kept := make([]bool, len(f.ids))
	isChar := func(i int) bool { return f.words.words[f.ids[i]].kind == text.Char }
	for i := range f.ids {
		n := 0
		for i+n < len(f.ids) && contains(ids, f.ids[i:i+n+1]) {
			n++
		}
		from, to := i, i+n
		for to > from+1 && to < len(f.ids) && isChar(to-1) && isChar(to) &&
			f.tie(f.ids[to-1], f.ids[to], 1) > f.tie(f.ids[to-1], f.ids[to-2], -1) {
			to--
		}
		for to > from+1 && from > 0 && isChar(from-1) && isChar(from) &&
			f.tie(f.ids[from], f.ids[from-1], -1) > f.tie(f.ids[from], f.ids[from+1], 1) {
			from++
		}
		if to-from > 1 || to > from && !isChar(from) && !f.isForm(f.ids[from]) {
			for ; from < to; from++ {
				kept[from] = true
			}
		}
	}
	return kept
}

// whole says whether a stretch is complete: what stands next to it varies and
// seldom makes a word with its edge. Where the phrase itself is not complete,
// a variant that begins or ends as it does need not be.
func (f *finder) whole(s *stretch) bool {
	n := len(s.ids)
	return (f.openStart && f.beginsAlike(s) || f.isEdge(s, s.ids[0], s.ids[1], -1)) &&
		(f.openEnd && f.endsAlike(s) || f.isEdge(s, s.ids[n-1], s.ids[n-2], 1))
}

// isOther says whether a stretch is another phrase, not a variant: it shares
// one part with the phrase, and that part is used so freely that neither
// phrase owns it. 疫情防控措施 is no variant of 疫情防控工作.
func (f *finder) isOther(s *stretch) bool {
	if s.kind == KindReordered {
		return false
	}
	kept := f.kept(s.ids)
	from := slices.Index(kept, true)
	to := from
	for to < len(kept) && kept[to] {
		to++
	}
	if slices.Contains(kept[to:], true) {
		return false
	}
	if s.kind == KindDropped {
		return len(f.hits) > 0 && len(s.hits) > freeDropped*len(f.hits)
	}
	part := f.count(f.ids[from:to])
	if from == 0 && 2*len(s.hits) < part-len(f.hits) {
		return true // another end makes another thing, another beginning seldom does
	}
	return part > freeChanged*max(len(s.hits), len(f.hits))
}

const (
	freeDropped = 4 // a part so many times as frequent as the phrase is a phrase of its own
	freeChanged = 2 // a part so many times as frequent as the phrase and as what shares it belongs to neither
)

// isEdge says whether a stretch is complete on a side, before it (-1) or after
// it (1), where edge is its outermost token and inner the one next to it. A
// character belongs to the outside where it follows, or precedes, its outer
// neighbour more often than its inner one: 续 in 持续|发展 does.
func (f *finder) isEdge(s *stretch, edge, inner int32, side int) bool {
	count := map[int32]int{}
	var outside []int32
	step := max(1, len(s.hits)/variantSample)
	for i := 0; i < len(s.hits); i += step {
		h := s.hits[i]
		at := h.To
		if side < 0 {
			at = h.From - 1
		}
		outer := f.words.inside(h.Segment, at)
		if f.words.words[outer].light {
			outer = 0 // a phrase that always has "the" before it is complete
		}
		outside = append(outside, outer)
		count[outer]++
	}
	slices.Sort(outside)
	if entropy(outside) < variantEntropy {
		return false
	}
	if f.words.words[edge].kind != text.Char {
		return true
	}
	within, cut := f.tie(edge, inner, -side), 0
	for outer, n := range count {
		if outer != 0 && f.bond(edge, outer, side) > within {
			cut += n
		}
	}
	return 2*cut <= len(outside)
}

// tie is how closely a token belongs to its neighbour on a side, seen from the
// one that belongs more: 和 stands with anything, 谐 only with 和.
func (f *finder) tie(token, next int32, side int) float64 {
	return max(f.bond(token, next, side), f.bond(next, token, -side))
}

// beginsAlike says whether a stretch begins as the phrase does: with its first
// word, or its first two characters, of which one alone may be part of
// another word (高 in 提高).
func (f *finder) beginsAlike(s *stretch) bool {
	return s.ids[0] == f.ids[0] && (f.words.words[f.ids[0]].kind != text.Char || s.ids[1] == f.ids[1])
}

func (f *finder) endsAlike(s *stretch) bool {
	n, m := len(s.ids), len(f.ids)
	return s.ids[n-1] == f.ids[m-1] && (f.words.words[f.ids[m-1]].kind != text.Char || s.ids[n-2] == f.ids[m-2])
}

// ragged says whether a stretch begins or ends with punctuation or, where the
// phrase does not, with what is no word.
func (f *finder) ragged(s *stretch) bool {
	n := len(s.ids)
	if n < 2 || f.isMark(s.ids[0]) || f.isMark(s.ids[n-1]) {
		return true
	}
	return !f.beginsAlike(s) && (f.loose(s.ids[0], s.ids[1], 1) || f.cut(s.ids[0], s.ids[1], -1)) ||
		!f.endsAlike(s) && (f.loose(s.ids[n-1], s.ids[n-2], -1) || f.cut(s.ids[n-1], s.ids[n-2], 1))
}

func (f *finder) isMark(id int32) bool { return f.words.words[id].kind == text.Mark }

// cut says whether a character at an edge of a stretch is part of a word of
// the phrase that the edge cuts: 公 of 公社.
func (f *finder) cut(edge, inner int32, side int) bool {
	for i, id := range f.ids {
		if j := i + side; id == edge && j >= 0 && j < len(f.ids) && f.words.words[id].kind == text.Char &&
			f.bond(edge, f.ids[j], side) > f.tie(edge, inner, -side) {
			return true
		}
	}
	return false
}
