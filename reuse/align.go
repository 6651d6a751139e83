package reuse

import (
	"cmp"
	"slices"

	"tifa/text"
)

// stretch is a part of a text of the index without punctuation and
// boundaries: the ids that are left, the positions they stand at, the number
// of the block each stands in, and whether a clause begins with it. A last
// element of edge tells whether one would begin after the end.
type stretch struct {
	ids   []int32
	pos   []int
	block []int
	edge  []bool
}

// surroundings fills s with the text around a cluster, far enough to hold the
// best stretch for a sentence of n words.
func (p *part) surroundings(s *stretch, doc, from, to, n int) {
	first, end := p.Positions(doc)
	reach := n + n/4 + 8
	from, to = max(first, from-reach), min(end, to+reach)
	s.ids, s.pos, s.block, s.edge = s.ids[:0], s.pos[:0], s.block[:0], s.edge[:0]
	block := 0
	edge := from == first || p.clauseEnd(from-1, first, end)
	for pos := from; pos < to; pos++ {
		id := p.Text.At(pos)
		if !p.skipped(id) {
			s.ids = append(s.ids, id)
			s.pos = append(s.pos, pos)
			s.block = append(s.block, block)
			s.edge = append(s.edge, edge)
			edge = false
		} else if p.clauseEnd(pos, first, end) {
			edge = true
		}
		block += b2i(id == 0)
	}
	s.edge = append(s.edge, edge || to == end || p.clauseEnd(to, first, end))
}

// clauseEnd says whether a position of the text from first to end holds the
// end of a block or punctuation that is not part of a number: in 1.5 there is
// none.
func (p *part) clauseEnd(pos, first, end int) bool {
	if !p.skipped(p.Text.At(pos)) {
		return false
	}
	digit := func(pos int) bool {
		if pos < first || pos >= end {
			return false
		}
		key := p.Key(p.Text.At(pos))
		return key != "" && key[0] >= '0' && key[0] <= '9'
	}
	return !digit(pos-1) || !digit(pos+1)
}

// rounding is less than similarities can differ and more than they are wrong.
const rounding = 1e-9

// candidate is a cluster with the least distance of the sentence to a stretch
// around it.
type candidate struct {
	cluster
	distance int
}

// closest aligns a sentence with what stands around its seeds in texts of a
// standing, and gives the ancestor: among the most similar, within the tie,
// the oldest; nil if none is like it. All of them go to all, if that is not
// nil, the oldest first.
func (f *finder) closest(span run, want standing, all *[]match) *match {
	words := slices.DeleteFunc(slices.Clone(f.tokens[span.from:span.to]), func(t text.Token) bool { return !spoken(t.Kind) })
	n := len(words)
	var list []candidate
	for _, c := range f.candidates(span, want, looked) {
		p := &f.parts[c.part]
		p.surroundings(&f.near, p.DocOf(c.from), c.from, c.to, n)
		list = append(list, candidate{c, f.needle(c.part, span).least(f.near.ids)})
	}
	slices.SortStableFunc(list, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })

	// A stretch is at most distance longer than the sentence, which bounds its
	// similarity before it is known.
	th := f.o.Thresholds
	best := 0.0
	f.found = f.found[:0]
	for _, c := range list {
		if bound := 1 - float64(c.distance)/float64(n+c.distance); bound < max(th.Similarity, best-th.Tie-rounding) {
			break
		}
		p := &f.parts[c.part]
		doc := p.DocOf(c.from)
		p.surroundings(&f.near, doc, c.from, c.to, n)
		needle := f.needle(c.part, span)
		from, to := needle.shortest(f.near.ids, c.distance)
		similarity := 1 - float64(c.distance)/float64(max(n, to-from))
		if similarity < max(th.Similarity, best-th.Tie-rounding) {
			continue
		}
		shared := sharedRuns(needle.ids, f.near.ids, run{from, to})
		if !f.shares(words, shared) {
			continue
		}
		shared = f.dropStray(words, &f.near, shared)
		if similarity < th.OneRun && f.phraseAlone(shared, &f.near) {
			continue
		}
		best = max(best, similarity)
		from, to = f.show(words, needle.ids, &f.near, shared)
		f.found = append(f.found, match{
			part: int(c.part), doc: doc, from: f.near.pos[from], to: f.near.pos[to-1] + 1,
			distance: c.distance, similarity: similarity,
		})
	}
	f.found = slices.DeleteFunc(f.found, func(m match) bool { return m.similarity < best-th.Tie-rounding })
	slices.SortFunc(f.found, func(a, b match) int {
		// What was there word for word comes before what is nearly the same.
		return cmp.Or(cmp.Compare(b2i(a.distance > 0), b2i(b.distance > 0)), f.before(a, b))
	})
	f.found = slices.Compact(f.found)
	if all != nil {
		*all = slices.Clone(f.found)
	}
	if len(f.found) == 0 {
		return nil
	}
	oldest := f.found[0]
	return &oldest
}

// needle is the sentence of a run of tokens as a part numbers its words,
// ready to be searched for.
func (f *finder) needle(part int32, span run) *needle {
	if f.needles == nil {
		f.needles = make([]needle, len(f.parts))
	}
	n := &f.needles[part]
	if n.span == span && n.ids != nil {
		return n
	}
	ids := n.ids[:0]
	for at := span.from; at < span.to; at++ {
		if spoken(f.tokens[at].Kind) {
			ids = append(ids, f.parts[part].ids[at])
		}
	}
	n.set(span, ids)
	return n
}

// shares says whether a sentence and a stretch share a run that is long
// enough, or two of half that.
func (f *finder) shares(words []text.Token, shared []pair) bool {
	halves := 0
	for _, r := range shared {
		w := f.runWeight(words[r.a : r.a+r.n])
		if w >= 1 {
			return true
		}
		halves += b2i(w >= .5)
	}
	return halves >= 2
}

// phraseAlone says whether nearly all that is shared is one run that the
// earlier text has inside a clause: then the sentence and the text use the same
// set phrase, and neither comes from the other.
func (f *finder) phraseAlone(shared []pair, near *stretch) bool {
	total, longest := 0, shared[0]
	for _, r := range shared {
		total += r.n
		if r.n > longest.n {
			longest = r
		}
	}
	if 10*longest.n < 8*total {
		return false
	}
	// A word or two before or after (要, 我们) leave it a clause.
	const slack = 2
	return !slices.Contains(near.edge[max(0, longest.b-slack):longest.b+1], true) ||
		!slices.Contains(near.edge[longest.b+longest.n:min(len(near.edge), longest.b+longest.n+slack+1)], true)
}

func (f *finder) runWeight(words []text.Token) float64 {
	return weight(words, f.o.Thresholds.RunChars, f.o.Thresholds.RunWords)
}
