package evidence

import (
	"slices"
	"strings"

	"tifa"
)

// Setting is the sentence in which a text quotes something.
type Setting struct {
	Sentence tifa.Span // of a block: the sentence before it
	Said     string    // the sentence, as many bytes, with blanks for what is quoted in it

	quote  tifa.Span
	others []tifa.Span // the other quotations in the sentence, none inside another
}

// SettingOf is the setting of quotation i; ok is false where there is none: a
// block at the beginning of a text.
func SettingOf(t *tifa.Text, found []Found, i int) (s Setting, ok bool) {
	f := &found[i]
	switch {
	case len(t.Sentences) == 0:
		return s, false
	case f.Form == InMarks:
		first, last := t.SentenceAt(f.Start), t.SentenceAt(max(f.Start, f.End-1))
		s.Sentence = tifa.Span{Start: t.Sentences[first-1].Start, End: t.Sentences[last-1].End}
	default: // what introduces the block
		k := t.SentenceAt(f.Start) - 1
		if k < 1 {
			return s, false
		}
		s.Sentence = t.Sentences[k-1]
	}
	s.quote = f.Span
	said := []byte(s.Sentence.Of(t.Body))
	reach := s.Sentence.Start
	for k := range found { // in the order in which they begin
		q := &found[k]
		if q.Kind != IsQuotation || q.Form != InMarks || q.Start >= s.Sentence.End || q.End <= s.Sentence.Start {
			continue
		}
		for at := max(q.Start, s.Sentence.Start); at < min(q.End, s.Sentence.End); at++ {
			said[at-s.Sentence.Start] = ' '
		}
		switch {
		case q.Start < reach:
		case q.Start <= f.Start && f.End <= q.End:
			s.quote, reach = q.Span, q.End // the one around it is introduced
		case q.End <= f.Start || q.Start >= f.End:
			s.others = append(s.others, q.Span)
			reach = q.End
		}
	}
	s.Said = string(said)
	return s, true
}

// Of chooses from places in the text, in order, those that are said of the
// quotation: what stands in brackets directly behind it; else what stands between
// it and the quotation before, or before that where nothing stands between; else
// what stands behind it. Where the first quotation of the sentence has only the
// latter, the others may have too: “…,” says Article 4, and “…,” Article 5.
func (s *Setting) Of(body string, places []tifa.Span) []int {
	all := slices.Clone(s.others)
	all = append(all, s.quote)
	slices.SortFunc(all, func(a, b tifa.Span) int { return a.Start - b.Start })
	at := slices.Index(all, s.quote)
	within := func(from, to int) (out []int) {
		for k, p := range places {
			if p.Start >= from && p.End <= to {
				out = append(out, k)
			}
		}
		return out
	}
	lead := func(i int) []int {
		from := s.Sentence.Start
		if i > 0 {
			from = max(all[i-1].End, s.bracket(body, all[i-1].End))
		}
		return within(from, all[i].Start)
	}
	behind := func(i int) []int {
		to := s.Sentence.End
		if i+1 < len(all) {
			to = all[i+1].Start
		}
		return within(all[i].End, to)
	}
	if end := s.bracket(body, s.quote.End); end > 0 {
		if in := within(s.quote.End, end); len(in) > 0 {
			return in
		}
	}
	if at > 0 && len(lead(0)) == 0 && len(behind(0)) > 0 {
		return append(behind(at), lead(at)...)
	}
	for i := at; i >= 0; i-- {
		if in := lead(i); len(in) > 0 {
			return in
		}
	}
	return behind(at)
}

// bracket is where the brackets end that open directly behind a quotation that
// ends at a place, before the next quotation; 0 if there are none.
func (s *Setting) bracket(body string, at int) int {
	to := s.Sentence.End
	for _, q := range append(slices.Clone(s.others), s.quote) {
		if q.Start >= at {
			to = min(to, q.Start)
		}
	}
	rest := body[at:max(at, to)]
	inside := strings.TrimLeft(rest, " \"'”’」』»›,.，。;；")
	for _, marks := range []string{"()", "（）", "[]", "［］", "〔〕"} {
		opening, closing := string(firstRune(marks)), marks[len(string(firstRune(marks))):]
		if strings.HasPrefix(inside, opening) {
			if i := strings.Index(inside, closing); i > 0 {
				return at + len(rest) - len(inside) + i + len(closing)
			}
		}
	}
	return 0
}
