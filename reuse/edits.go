package reuse

import (
	"strings"

	"tifa"
	"tifa/text"
)

// Edits is the edit script from the older text a to the newer b, for reading.
// Its steps are whole tokens (Han characters, words, punctuation marks), and
// the A parts joined are a, the B parts joined are b, byte for byte. Tokens
// that fold to the same are equal even where they are written differently
// (發 and 发, full and half width, spaces): such a step keeps both writings.
//
// The script is one with the fewest inserted and deleted tokens, cleaned: what
// is left standing between two longer changes is drawn into them, and an
// insertion or deletion that could stand in several places stands at
// punctuation. A passage that went elsewhere is two steps of the kind
// tifa.Move, one with A alone and one with B alone.
func Edits(a, b string) []tifa.Edit {
	ids := make(cmpIDs)
	older, newer := ids.sequence(a), ids.sequence(b)
	hunks := cmpScript(older.ids, newer.ids)
	hunks = cmpSwallow(hunks, older)
	hunks = cmpSlide(hunks, older, newer)
	return cmpWrite(hunks, older, newer, cmpMoves(hunks, older, newer))
}

// cmpIDs numbers folded tokens, so that those of several texts can be
// compared.
type cmpIDs map[string]int32

func (ids cmpIDs) of(key string) int32 {
	id, ok := ids[key]
	if !ok {
		id = int32(len(ids))
		ids[key] = id
	}
	return id
}

// cmpSequence is a text as tokens. The space around tokens belongs to the
// token before it, so that the tokens tile the text.
type cmpSequence struct {
	text   string
	tokens []text.Token
	ids    []int32
}

func (ids cmpIDs) sequence(s string) *cmpSequence {
	seq := &cmpSequence{text: s}
	for _, t := range text.Tokens(s) {
		if t.Kind == text.Break {
			continue // to a reader it is space
		}
		if n := len(seq.tokens); n > 0 && t.Start < seq.tokens[n-1].End {
			// One character that folds to several tokens cannot be cut.
			seq.tokens[n-1].Key += t.Key
			seq.tokens[n-1].End = t.End
			continue
		}
		seq.tokens = append(seq.tokens, t)
	}
	seq.ids = make([]int32, len(seq.tokens))
	for i, t := range seq.tokens {
		seq.ids[i] = ids.of(t.Key)
	}
	return seq
}

// at is the byte at which token i begins for cutting, 0 ≤ i ≤ the number of
// tokens.
func (s *cmpSequence) at(i int) int {
	switch i {
	case 0:
		return 0
	case len(s.tokens):
		return len(s.text)
	}
	return s.tokens[i].Start
}

func (s *cmpSequence) cut(from, to int) string { return s.text[s.at(from):s.at(to)] }

// words is the number of tokens of a run that are no punctuation.
func (s *cmpSequence) words(from, to int) int {
	n := 0
	for _, t := range s.tokens[from:to] {
		if t.Kind != text.Mark {
			n++
		}
	}
	return n
}

// cmpSwallow draws into the changes around it what stands equal between two
// changes only by chance: up to two tokens between longer changes, and up to
// four between changes at least three times as long.
func cmpSwallow(hunks []cmpHunk, older *cmpSequence) []cmpHunk {
	var out []cmpHunk
	for _, h := range hunks {
		// A change that has grown may now swallow what stands before it.
		for len(out) > 0 {
			last := out[len(out)-1]
			n := older.words(last.a1, h.a0)
			around := min(last.size(), h.size())
			if !(n <= 2 && around > n || n <= 4 && around >= 3*n) {
				break
			}
			h.a0, h.b0 = last.a0, last.b0
			out = out[:len(out)-1]
		}
		out = append(out, h)
	}
	return out
}

// cmpSlide moves each pure insertion or deletion, as far as the text allows,
// to where its two edges fall best.
func cmpSlide(hunks []cmpHunk, older, newer *cmpSequence) []cmpHunk {
	for i := range hunks {
		h := &hunks[i]
		from, to, seq := h.b0, h.b1, newer
		if h.b0 == h.b1 {
			from, to, seq = h.a0, h.a1, older
		} else if h.a0 != h.a1 {
			continue
		}
		left, right := -h.a0, len(older.ids)-h.a1
		if i > 0 {
			left = hunks[i-1].a1 - h.a0
		}
		if i+1 < len(hunks) {
			right = hunks[i+1].a0 - h.a1
		}
		best, shift := -1, 0
		for k := cmpSlack(seq.ids, from, to, left); ; k++ {
			if edges := seq.edge(from+k) + seq.edge(to+k); edges > best {
				best, shift = edges, k
			}
			if k == right || to+k >= len(seq.ids) || seq.ids[from+k] != seq.ids[to+k] {
				break
			}
		}
		*h = cmpHunk{h.a0 + shift, h.a1 + shift, h.b0 + shift, h.b1 + shift}
	}
	return cmpJoin(hunks)
}

// cmpSlack is how far the run from..to can slide to the left, as a number not
// above 0 and not below limit.
func cmpSlack(ids []int32, from, to, limit int) int {
	k := 0
	for k > limit && from+k > 0 && ids[from+k-1] == ids[to+k-1] {
		k--
	}
	return k
}

// edge says how good a cut before token i is to the eye.
func (s *cmpSequence) edge(i int) int {
	if i == 0 || i == len(s.tokens) {
		return 5
	}
	before, after := s.tokens[i-1], s.tokens[i]
	switch {
	case strings.Contains(s.text[before.End:after.Start], "\n"):
		return 5
	case cmpOpens(before):
		return 0
	case before.Kind == text.Mark && strings.Contains(".。!?;…", before.Key):
		return 4
	case before.Kind == text.Mark || cmpOpens(after):
		return 3
	case after.Kind == text.Mark:
		return 2
	case before.Kind != after.Kind:
		return 1
	}
	return 0
}

func cmpOpens(t text.Token) bool {
	return t.Kind == text.Mark && strings.Contains("([{<《〈「『【〔", t.Key)
}

// cmpWrite turns changes into steps. Moved runs are cut out of the changes
// that hold them.
func cmpWrite(hunks []cmpHunk, older, newer *cmpSequence, moves []cmpMove) []tifa.Edit {
	edits := []tifa.Edit{}
	a, b := 0, 0
	equal := func(textA, textB string) {
		if textA+textB != "" {
			edits = append(edits, tifa.Edit{Op: tifa.Equal, A: textA, B: textB})
		}
	}
	for _, h := range hunks {
		equal(older.cut(a, h.a0), newer.cut(b, h.b0))
		edits = append(edits, cmpChange(h, older, newer, moves)...)
		a, b = h.a1, h.b1
	}
	// A text without tokens may still have spaces, which no change covers.
	equal(older.text[older.at(a):], newer.text[newer.at(b):])
	return edits
}

// cmpChange writes one change: the deleted and moved runs of the older side,
// then the moved and inserted ones of the newer; a deletion next to an
// insertion is a replacement.
func cmpChange(h cmpHunk, older, newer *cmpSequence, moves []cmpMove) []tifa.Edit {
	var edits []tifa.Edit
	add := func(op, a, b string) {
		n := len(edits)
		switch {
		case a+b == "":
		case op == tifa.Insert && n > 0 && edits[n-1].Op == tifa.Delete:
			edits[n-1] = tifa.Edit{Op: tifa.Replace, A: edits[n-1].A, B: b}
		default:
			edits = append(edits, tifa.Edit{Op: op, A: a, B: b})
		}
	}
	at := h.a0
	for _, m := range moves { // in the order of the older text
		if m.a >= h.a0 && m.a < h.a1 {
			add(tifa.Delete, older.cut(at, m.a), "")
			add(tifa.Move, older.cut(m.a, m.a+m.n), "")
			at = m.a + m.n
		}
	}
	add(tifa.Delete, older.cut(at, h.a1), "")
	at = h.b0
	for _, m := range cmpByNewer(moves) {
		if m.b >= h.b0 && m.b < h.b1 {
			add(tifa.Insert, "", newer.cut(at, m.b))
			add(tifa.Move, "", newer.cut(m.b, m.b+m.n))
			at = m.b + m.n
		}
	}
	add(tifa.Insert, "", newer.cut(at, h.b1))
	return edits
}
