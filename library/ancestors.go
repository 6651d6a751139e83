package library

import (
	"context"
	"unicode/utf8"

	"tifa"
	"tifa/reuse"
)

// wholeAncestors lets ancestors begin and end with their sentences. The ledger
// finds the best stretch of an earlier text, which may begin in the middle of
// a sentence; what was dropped at its edge is a change too, and often the one
// that matters: 多利益攸关方 made 多方, a country that is no longer named. The
// words that come to it are edits, deleted. Similarity stays that of the
// stretch. None goes across a heading: least is the similarity that the part on
// one side of it needs to stay an ancestor.
func (l *Library) wholeAncestors(ctx context.Context, sentences []reuse.Sentence, least float64) error {
	texts := map[string]*ancestorText{}
	for i := range sentences {
		s := &sentences[i]
		if s.Ancestor == nil || s.Class != reuse.Adapted {
			continue
		}
		t := texts[s.Ancestor.Edition]
		if t == nil {
			_, text, err := l.edition(ctx, s.Ancestor.Edition)
			if err != nil {
				return err
			}
			t = newAncestorText(text)
			texts[s.Ancestor.Edition] = t
		}
		if !t.within(s, least) {
			continue
		}
		t.whole(s)
	}
	return nil
}

type ancestorText struct {
	text   *tifa.Text
	starts []int32 // the byte at which each code point begins, and the end
}

func newAncestorText(t *tifa.Text) *ancestorText {
	x := &ancestorText{t, make([]int32, 0, len(t.Body)/2)}
	for i := range t.Body {
		x.starts = append(x.starts, int32(i))
	}
	x.starts = append(x.starts, int32(len(t.Body)))
	return x
}

// of are the words of a range of code points.
func (t *ancestorText) of(from, to int) string { return t.text.Body[t.starts[from]:t.starts[to]] }

// within cuts an ancestor that runs across a heading to the part on that side
// which is more like the sentence; where that is no ancestor any more the
// sentence is new, and within is false.
func (t *ancestorText) within(s *reuse.Sentence, least float64) bool {
	a := *s.Ancestor
	start := int(t.starts[a.Start])
	end := start + len(a.Quote)
	parts, crossed := []tifa.Span{}, false
	open := false
	for _, b := range t.text.Blocks {
		from, to := max(b.Start, start), min(b.End, end)
		switch {
		case from >= to:
		case b.Kind == tifa.Heading:
			crossed, open = true, false
		case open:
			parts[len(parts)-1].End = to
		default:
			parts, open = append(parts, tifa.Span{Start: from, End: to}), true
		}
	}
	if !crossed {
		return true
	}
	best, similarity := tifa.Span{}, 0.0
	for _, p := range parts {
		if like := wholly(p.Of(t.text.Body), s.Text); like > similarity {
			best, similarity = p, like
		}
	}
	if similarity < least {
		s.Class, s.Ancestor, s.Similarity, s.SameWork, s.Edits = reuse.New, nil, 0, false, []tifa.Edit{}
		return false
	}
	a.Quote = best.Of(t.text.Body)
	a.Start = utf8.RuneCountInString(t.text.Body[:best.Start])
	a.End = a.Start + utf8.RuneCountInString(a.Quote)
	a.Address = tifa.SentenceAddress(a.Edition, t.text.SentenceAt(best.Start), t.text.SentenceAt(best.End-1))
	s.Ancestor, s.Similarity, s.Edits = &a, similarity, reuse.Edits(a.Quote, s.Text)
	return true
}

// whole widens the ancestor of a sentence on each side to the end of the
// sentence there, if less than the stretch itself comes to it: an ancestor
// that takes a clause out of a long sentence stays a clause.
func (t *ancestorText) whole(s *reuse.Sentence) {
	a := *s.Ancestor
	start, end := int(t.starts[a.Start]), int(t.starts[a.End])
	first, last := t.text.SentenceAt(start), t.text.SentenceAt(max(start, end-1))
	if first < 1 || last < first {
		return
	}
	from, to := t.text.Sentences[first-1].Start, t.text.Sentences[last-1].End
	head, tail := t.text.Body[min(from, start):start], t.text.Body[end:max(to, end)]
	most := a.End - a.Start
	var edits []tifa.Edit
	if n := utf8.RuneCountInString(head); n > 0 && n < most {
		a.Start -= n
		edits = append(edits, tifa.Edit{Op: tifa.Delete, A: head})
	}
	edits = append(edits, s.Edits...)
	if n := utf8.RuneCountInString(tail); n > 0 && n < most {
		a.End += n
		edits = append(edits, tifa.Edit{Op: tifa.Delete, A: tail})
	}
	a.Quote = t.of(a.Start, a.End)
	s.Ancestor, s.Edits = &a, edits
}
