package reuse

import "slices"

// exactly is where the words of a sentence stand one after the other,
// whatever the punctuation between them.
type exactly struct {
	first          *match // the earliest of the earlier
	earlier, later int    // texts
	undecided      []match
}

// exact finds the words of a sentence in all texts of the scope, however
// frequent it is. It misses a text that has punctuation inside every piece of
// the sentence, where the sentence has none.
func (f *finder) exact(span run) exactly {
	f.found = f.found[:0]
	for _, piece := range f.pieces(span) {
		for i := range f.parts {
			f.occurrences(i, piece, span)
		}
	}
	slices.SortFunc(f.found, f.before)
	f.found = slices.Compact(f.found)
	var e exactly
	for k, m := range f.found {
		another := k == 0 || f.found[k-1].doc != m.doc || f.found[k-1].part != m.part
		switch f.parts[m.part].standing[m.doc] {
		case earlier:
			if e.first == nil {
				e.first = &m
			}
			e.earlier += b2i(another)
		case later:
			e.later += b2i(another)
		case undecided:
			e.undecided = append(e.undecided, m)
		}
	}
	return e
}

// occurrences adds to f.found where the words of a sentence stand around one
// piece of it, in one part.
func (f *finder) occurrences(i int, piece, span run) {
	p := &f.parts[i]
	lo, hi := p.Range(p.ids[piece.from:piece.to])
	for rank := lo; rank < hi; rank++ {
		pos := int(p.SA.At(rank))
		if doc := p.DocOf(pos); p.standing[doc] != excluded {
			if from, to, ok := p.around(doc, pos, piece, span); ok {
				f.found = append(f.found, match{part: i, doc: doc, from: from, to: to, similarity: 1})
			}
		}
	}
}

// pieceWords is the length of the pieces that sentences are looked up by:
// short enough that some piece has no punctuation inside, long enough to be
// rare.
const pieceWords = 10

// pieces cuts a sentence into runs of words without punctuation, all about as
// long; what is much shorter is left out.
func (f *finder) pieces(span run) []run {
	var out []run
	longest := 0
	for at := span.from; at < span.to; {
		end := at
		for end < span.to && spoken(f.tokens[end].Kind) {
			end++
		}
		for n := (end - at + pieceWords - 1) / pieceWords; n > 0; n-- {
			size := (end - at + n - 1) / n
			out = append(out, run{at, at + size})
			longest = max(longest, size)
			at += size
		}
		at = end + 1
	}
	return slices.DeleteFunc(out, func(r run) bool { return 2*(r.to-r.from) < longest })
}

// around says whether the words of span stand around position pos of a text,
// where those of piece stand, and from where to where.
func (p *part) around(doc, pos int, piece, span run) (from, to int, ok bool) {
	first, end := p.Positions(doc)
	from, to = pos, pos+piece.to-piece.from
	for at := piece.from - 1; at >= span.from; at-- {
		if p.skipped(p.ids[at]) {
			continue
		}
		from--
		for from >= first && p.skipped(p.Text.At(from)) {
			from--
		}
		if from < first || p.Text.At(from) != p.ids[at] {
			return 0, 0, false
		}
	}
	for at := piece.to; at < span.to; at++ {
		if p.skipped(p.ids[at]) {
			continue
		}
		for to < end && p.skipped(p.Text.At(to)) {
			to++
		}
		if to >= end || p.Text.At(to) != p.ids[at] {
			return 0, 0, false
		}
		to++
	}
	return from, to, true
}

// skipped says whether the token with an id is punctuation or the end of a
// block.
func (p *part) skipped(id int32) bool { return id >= 0 && !spoken(p.Kind(id)) }

// formulaic says whether at least four fifths of the words of a sentence are
// in runs that each stand in many earlier texts.
func (f *finder) formulaic(span run) bool {
	words := 0
	for at := span.from; at < span.to; at++ {
		words += b2i(spoken(f.tokens[at].Kind))
	}
	missing := 0
	reach := span.from // how far the frequent runs so far reach
	for at := span.from; at < span.to && 5*missing <= words; at++ {
		if to := int(f.runTo[at]); to <= span.to && f.inMany(run{at, to}) {
			reach = to
		}
		missing += b2i(at >= reach && spoken(f.tokens[at].Kind))
	}
	return 5*missing <= words
}

// inMany says whether a run of tokens stands in many earlier texts.
func (f *finder) inMany(r run) bool {
	total := 0
	for i := range f.parts {
		p := &f.parts[i]
		lo, hi := p.Range(p.ids[r.from:r.to])
		f.ranges[i] = run{lo, hi}
		total += hi - lo
	}
	if total < f.many {
		return false
	}
	clear(f.seen)
	for i := range f.parts {
		p := &f.parts[i]
		for rank := f.ranges[i].from; rank < f.ranges[i].to; rank++ {
			if doc := p.DocOf(int(p.SA.At(rank))); p.standing[doc] == earlier {
				f.seen[p.rank[doc]] = true
				if len(f.seen) >= f.many {
					return true
				}
			}
		}
	}
	return false
}
