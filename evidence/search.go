package evidence

import (
	"cmp"
	"slices"

	"tifa/concordance"
	"tifa/text"
)

// The limits of the search for the words of a quotation.
const (
	pieceWords = 10   // of the pieces that it is looked up by
	mostLooks  = 4096 // occurrences of a piece that are looked at
	mostHidden = 1500 // tokens that one ellipsis hides
	mostTaken  = 40   // tokens that brackets stand for
)

// piece is a run of elements that stand together in the quotation without
// punctuation, and how often it occurs.
type piece struct {
	from, to, count int
}

// verbatim finds where the words of a pattern stand one after the other,
// whatever the punctuation between them, in texts that f chooses.
func verbatim(x *concordance.Index, p *pattern, f *concordance.Filter) []concordance.Hit {
	segments := x.Segments("")
	tokens := make([]text.Token, len(p.elements))
	for i := range p.elements {
		tokens[i] = text.Token{Kind: text.KindOf(p.elements[i].key), Key: p.elements[i].key}
	}
	ids := make([][]int32, len(segments))
	for i, s := range segments {
		ids[i] = s.Encode(tokens)
	}
	pieces := p.pieces()
	for k := range pieces {
		for i, s := range segments {
			lo, hi := s.Range(ids[i][pieces[k].from:pieces[k].to])
			pieces[k].count += hi - lo
		}
	}
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(a.count, b.count) })
	for _, pc := range pieces {
		if pc.count == 0 {
			continue // the text may have punctuation inside
		}
		var out []concordance.Hit
		for i, s := range segments {
			out = append(out, around(s, p, ids[i], pc, f)...)
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// pieces cuts the words of a pattern into runs that can be looked up.
func (p *pattern) pieces() []piece {
	var out []piece
	for i := 0; i < len(p.elements); {
		from := i
		for i < len(p.elements) && p.elements[i].sort == word && i-from < pieceWords && (i == from || !p.parted(i)) {
			i++
		}
		if i > from {
			out = append(out, piece{from: from, to: i})
			continue
		}
		i++
	}
	return out
}

// parted says whether a mark of quotation stands before element i.
func (p *pattern) parted(i int) bool {
	from := min(p.elements[i-1].end, p.elements[i].start) // two of one character overlap
	for _, r := range p.quote[from:p.elements[i].start] {
		if r > ' ' && r != '\u3000' {
			return true
		}
	}
	return false
}

// around looks at the occurrences of a piece in a segment for the rest of the
// pattern. Of each text the first is taken.
func around(s *concordance.Segment, p *pattern, ids []int32, pc piece, f *concordance.Filter) []concordance.Hit {
	lo, hi := s.Range(ids[pc.from:pc.to])
	if lo == hi {
		return nil
	}
	chosen := f.Chosen(s)
	first := map[int]concordance.Hit{}
	for rank := lo; rank < min(hi, lo+mostLooks); rank++ {
		pos := int(s.SA.At(rank))
		doc := s.DocOf(pos)
		if chosen != nil && !chosen[doc] {
			continue
		}
		if have, ok := first[doc]; ok && have.From < pos {
			continue
		}
		m := matcher{s: s, p: p, ids: ids}
		m.from, m.end = s.Positions(doc)
		to, ok := m.right(pc.to, pos+pc.to-pc.from)
		if !ok {
			continue
		}
		m.failed = nil
		from, ok := m.left(pc.from-1, pos)
		if !ok {
			continue
		}
		from, to = m.marks(from, to)
		first[doc] = concordance.Hit{Segment: s, Doc: doc, From: from, To: to}
	}
	out := make([]concordance.Hit, 0, len(first))
	for _, h := range first {
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b concordance.Hit) int { return cmp.Compare(a.From, b.From) })
	return out
}

// matcher follows a pattern through a text of a segment.
type matcher struct {
	s         *concordance.Segment
	p         *pattern
	ids       []int32
	from, end int             // positions of the text
	failed    map[[2]int]bool // elements and positions from which it does not go on
}

func (m *matcher) spoken(pos int) bool {
	id := m.s.Text.At(pos)
	return id > 0 && m.s.Kind(id) != text.Mark
}

// is says whether an element stands for the token at a position.
func (m *matcher) is(e, pos int) bool {
	id := m.s.Text.At(pos)
	if m.p.elements[e].sort == fragment {
		return id > 0 && m.p.elements[e].fits(m.s.Key(id))
	}
	return id == m.ids[e]
}

// right follows the elements from e on from a position, and gives the end.
func (m *matcher) right(e, pos int) (int, bool) {
	for ; e < len(m.p.elements); e++ {
		switch m.p.elements[e].sort {
		case mark:
		case word, fragment:
			for pos < m.end && !m.spoken(pos) {
				pos++
			}
			if pos >= m.end || !m.is(e, pos) {
				return 0, false
			}
			pos++
		case elision, bracket:
			key := [2]int{e, pos}
			if m.failed[key] {
				return 0, false
			}
			for q := pos; q < min(m.end, pos+m.reach(e)+1); q++ {
				if to, ok := m.right(e+1, q); ok {
					return to, true
				}
			}
			m.fail(key)
			return 0, false
		}
	}
	return pos, true
}

// left follows the elements from e down to the first, before a position, and
// gives the beginning.
func (m *matcher) left(e, pos int) (int, bool) {
	for ; e >= 0; e-- {
		switch m.p.elements[e].sort {
		case mark:
		case word, fragment:
			for pos > m.from && !m.spoken(pos-1) {
				pos--
			}
			if pos <= m.from || !m.is(e, pos-1) {
				return 0, false
			}
			pos--
		case elision, bracket:
			key := [2]int{e, pos}
			if m.failed[key] {
				return 0, false
			}
			for q := pos; q > max(m.from, pos-m.reach(e)-1); q-- {
				if from, ok := m.left(e-1, q); ok {
					return from, true
				}
			}
			m.fail(key)
			return 0, false
		}
	}
	return pos, true
}

// marks extends a passage by the marks that are part of the quotation at its
// ends: the very same, but for a question or exclamation mark, where any will do.
func (m *matcher) marks(from, to int) (int, int) {
	es := m.p.elements
	n := 0
	for n < len(es) && es[n].sort == mark {
		n++
	}
	for e := n - 1; e >= 0; e-- {
		at := from - 1
		for at >= m.from && m.quotes(at) {
			at--
		}
		if at < m.from || !m.is(e, at) {
			break
		}
		from = at
	}
	n = len(es)
	for n > 0 && es[n-1].sort == mark {
		n--
	}
	for e := n; e < len(es); e++ {
		at := to
		for at < m.end-1 && m.quotes(at) {
			at++
		}
		if at >= m.end-1 || m.spoken(at) || es[e].edge && !m.is(e, at) {
			break
		}
		to = at + 1
	}
	return from, to
}

// quotes says whether a mark of quotation stands at a position.
func (m *matcher) quotes(pos int) bool {
	id := m.s.Text.At(pos)
	return id > 0 && (m.s.Key(id) == `"` || m.s.Key(id) == "'")
}

func (m *matcher) fail(key [2]int) {
	if m.failed == nil {
		m.failed = map[[2]int]bool{}
	}
	m.failed[key] = true
}

// reach is how many tokens a sign may stand for.
func (m *matcher) reach(e int) int {
	switch x := &m.p.elements[e]; {
	case x.sort == elision:
		return mostHidden
	case x.round:
		return 0
	}
	return mostTaken
}
