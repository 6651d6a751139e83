package library

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/bitext"
	"tifa/concordance"
	"tifa/reuse"
	"tifa/text"
)

// Rendered counts what of a text already has a rendering in another language.
type Rendered struct {
	Into        string `json:"into"`      // base language
	Bitexts     int    `json:"bitexts"`   // earlier texts with a translation that were looked at
	Sentences   int    `json:"sentences"` // with a rendering
	Longer      int    `json:"longer"`    // others, which stand in a longer passage that has one
	Exact       int    `json:"exact"`     // of them, with one of their very words
	Chars       int    `json:"chars"`     // code points of the sentences with a rendering
	ExactChars  int    `json:"exact_chars"`
	OfSentences int    `json:"of_sentences"` // all sentences of the text
	OfChars     int    `json:"of_chars"`     // code points of all its sentences
}

// renderer finds how sentences were rendered before.
type renderer struct {
	l       *Library
	corpus  *corpus
	turned  bool
	earlier map[string]bool // editions that count
	bitexts map[int]*Bitext // those that were asked for
	reader  *bitext.Reader  // nil where nothing was learnt
	memory  *bitext.Memory
}

// memoryFrom is the score from which a passage of the memory is shown beside a
// sentence whose ancestor has no rendering.
const memoryFrom = .7

// render fills in the renderings of a ledger. Only what f lets count is used:
// a translation of the text itself is no ancestor of its own.
func (l *Library) render(ctx context.Context, out *Ledger, f concordance.Filter, into string) (*Rendered, error) {
	r, err := l.renderer(ctx, out.Lang, into, f)
	if err != nil {
		return nil, err
	}
	sum := &Rendered{Into: tifa.BaseLang(into), Bitexts: r.translated(), OfSentences: len(out.Sentences)}
	for i := range out.Sentences {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s := &out.Sentences[i]
		if s.Rendering, err = r.ofAncestor(ctx, s); err != nil {
			return nil, err
		}
		if s.Rendering == nil || !s.Rendering.Exact {
			before, after := "", ""
			if i > 0 {
				before = out.Sentences[i-1].Text
			}
			if i+1 < len(out.Sentences) {
				after = out.Sentences[i+1].Text
			}
			if m := r.ofMemory(s, before, after); m != nil && (s.Rendering == nil || s.Rendering.Longer || m.Exact) {
				s.Rendering = m
			}
		}
		chars := utf8.RuneCountInString(s.Text)
		sum.OfChars += chars
		if s.Rendering != nil && s.Rendering.Longer {
			sum.Longer++
		} else if s.Rendering != nil {
			sum.Sentences++
			sum.Chars += chars
			if s.Rendering.Exact {
				sum.Exact++
				sum.ExactChars += chars
			}
		}
	}
	return sum, nil
}

func (l *Library) renderer(ctx context.Context, lang, into string, f concordance.Filter) (*renderer, error) {
	c, err := l.corpus(ctx, lang, into)
	if err != nil {
		return nil, err
	}
	r := &renderer{l: l, corpus: c, turned: bitext.Turned(lang, into), earlier: map[string]bool{}, bitexts: map[int]*Bitext{}}
	l.index.Docs(func(d *concordance.Doc) bool {
		if f.Fits(d) {
			r.earlier[d.Edition] = true
		}
		return true
	})
	if c.stored.Lexicon != nil {
		r.reader = bitext.NewReader(c.stored.Lexicon, c.resources)
	}
	units, err := l.units(ctx, tifa.BaseLang(lang), tifa.BaseLang(into), MemoryOptions{})
	if err != nil {
		return nil, err
	}
	units = slices.DeleteFunc(units, func(u tifa.Unit) bool {
		of, _, isBead := strings.Cut(u.Origin, " ")
		at, err := tifa.ParseAddress(of)
		return isBead && err == nil && at.From > 0 && !r.earlier[at.Edition]
	})
	r.memory = bitext.NewMemory(units)
	return r, nil
}

// translated is the number of earlier texts with a translation.
func (r *renderer) translated() int {
	n := 0
	for edition := range r.corpus.byEdition {
		if r.earlier[edition] {
			n++
		}
	}
	return n
}

// ofAncestor finds how the ancestor of a sentence was rendered: in its
// official translation if there is one, else in the newest.
func (r *renderer) ofAncestor(ctx context.Context, s *reuse.Sentence) (*tifa.Rendering, error) {
	if s.Ancestor == nil {
		return nil, nil
	}
	at, err := tifa.ParseAddress(s.Ancestor.Address)
	if err != nil {
		return nil, err
	}
	var all []*Bitext
	for _, i := range r.corpus.byEdition[s.Ancestor.Edition] {
		x, ok := r.bitexts[i]
		if !ok {
			if x, err = r.l.bitextOf(ctx, r.corpus, i, r.turned); err != nil {
				return nil, err
			}
			r.bitexts[i] = x
		}
		if x.Src.Address == s.Ancestor.Edition {
			all = append(all, x)
		}
	}
	slices.SortStableFunc(all, func(a, b *Bitext) int {
		return cmp.Or(cmp.Compare(b2i(official(b.Tgt.Status)), b2i(official(a.Tgt.Status))), newest(a.Tgt.Date, b.Tgt.Date))
	})
	var longer *tifa.Rendering
	for _, x := range all {
		switch found := r.fromBeads(x, at, s); {
		case found == nil:
		case !found.Longer:
			return found, nil
		case longer == nil:
			longer = found
		}
	}
	return longer, nil
}

// wholeEnough is the least share of equal words of a sentence and all of what a
// rendering renders, as for an ancestor in the ledger: less, and it renders
// something else, of which the sentence has a part.
const wholeEnough = .5

// wholly is the similarity of two passages as they are.
func wholly(a, b string) float64 {
	ids := map[string]int32{}
	words := func(s string) (out []int32) {
		for _, t := range text.Tokens(s) {
			if t.Kind != text.Word && t.Kind != text.Char {
				continue
			}
			id, ok := ids[t.Key]
			if !ok {
				id = int32(len(ids))
				ids[t.Key] = id
			}
			out = append(out, id)
		}
		return out
	}
	x, y := words(a), words(b)
	return 1 - float64(reuse.Distance(x, y))/float64(max(len(x), len(y), 1))
}

// fromBeads makes a rendering of the beads that hold the sentences at; nil
// where none of them has a counterpart.
func (r *renderer) fromBeads(x *Bitext, at tifa.Address, s *reuse.Sentence) *tifa.Rendering {
	var beads []tifa.Bead
	checked := true
	for _, b := range x.Beads {
		if len(b.Src) > 0 && len(b.Tgt) > 0 && b.Src[0] <= at.To && b.Src[len(b.Src)-1] >= at.From {
			beads = append(beads, b)
			checked = checked && b.Locked
		}
	}
	if len(beads) == 0 {
		return nil
	}
	first, last := beads[0], beads[len(beads)-1]
	tgt := []int{first.Tgt[0], last.Tgt[len(last.Tgt)-1]}
	src := []int{first.Src[0], last.Src[len(last.Src)-1]}
	out := &tifa.Rendering{
		Text: bitext.Passage(x.Texts.Tgt, tgt), Address: addressOf(&x.Tgt, tgt), Edition: x.Tgt.Address, Date: x.Tgt.Date,
		Status: x.Tgt.Status, Lang: x.Tgt.Lang, Of: addressOf(&x.Src, src), Kind: tifa.OfAncestor, Checked: checked,
		Changed: []tifa.Range{},
	}
	covered := src[0] <= at.From && src[1] >= at.To
	passage := bitext.Passage(x.Texts.Src, src)
	out.Exact = covered && text.Fold(passage) == text.Fold(s.Text)
	out.Score = wholly(passage, s.Text)
	out.Longer = !out.Exact && out.Score < wholeEnough
	if !out.Exact && !out.Longer {
		out.Changed = r.changed(x, beads, passage, s.Text)
	}
	return out
}

// changed finds the parts of a rendering that stand for what the sentence
// does not have, bead by bead.
func (r *renderer) changed(x *Bitext, beads []tifa.Bead, passage, sentence string) []tifa.Range {
	if r.reader == nil {
		return []tifa.Range{}
	}
	gone := changedSpans(passage, sentence)
	src, tgt := x.Texts.Src, x.Texts.Tgt
	base := src.Sentences[beads[0].Src[0]-1].Start
	target := tgt.Sentences[beads[0].Tgt[0]-1].Start
	var found []tifa.Span
	for _, b := range beads {
		from, to := src.Sentences[b.Src[0]-1].Start-base, src.Sentences[b.Src[len(b.Src)-1]-1].End-base
		shift := tgt.Sentences[b.Tgt[0]-1].Start - target
		for _, g := range gone {
			part := tifa.Span{Start: max(g.Start, from) - from, End: min(g.End, to) - from}
			if part.End <= part.Start {
				continue
			}
			c, ok := r.reader.Counterpart(passage[from:to], part, bitext.Passage(tgt, b.Tgt), !r.forward())
			if ok && c.Probability >= sureEnough {
				found = append(found, tifa.Span{Start: c.Span.Start + shift, End: c.Span.End + shift})
			}
		}
	}
	return ranges(bitext.Passage(tgt, []int{beads[0].Tgt[0], beads[len(beads)-1].Tgt[len(beads[len(beads)-1].Tgt)-1]}), found)
}

// sureEnough is the probability from which a counterpart is marked.
const sureEnough = .3

// forward says whether the sentences are in the corpus's source language.
func (r *renderer) forward() bool { return !r.turned }

// changedSpans are the parts of the older text, in bytes, that the newer does
// not have at their place; punctuation alone is no change.
func changedSpans(older, newer string) []tifa.Span {
	var out []tifa.Span
	at := 0
	for _, e := range reuse.Edits(older, newer) {
		end := at + len(e.A)
		if e.Op != tifa.Equal && spoken(e.A) {
			out = append(out, tifa.Span{Start: at, End: end})
		}
		at = end
	}
	return out
}

// spoken says whether a text has anything but punctuation.
func spoken(s string) bool {
	return slices.ContainsFunc(text.Tokens(s), func(t text.Token) bool { return t.Kind == text.Word || t.Kind == text.Char })
}

// ranges are spans of s in code points, in order, those that touch joined.
func ranges(s string, spans []tifa.Span) []tifa.Range {
	slices.SortFunc(spans, func(a, b tifa.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	out := []tifa.Range{}
	var last tifa.Span
	for _, x := range spans {
		if x.End > len(s) || x.Start >= x.End {
			continue
		}
		if n := len(out); n > 0 && strings.TrimSpace(s[min(last.End, x.Start):x.Start]) == "" {
			last.End = max(last.End, x.End)
			out[n-1].End = utf8.RuneCountInString(s[:last.End])
			continue
		}
		last = x
		out = append(out, tifa.Range{Start: utf8.RuneCountInString(s[:x.Start]), End: utf8.RuneCountInString(s[:x.End])})
	}
	return out
}

// ofMemory finds a passage of the memory for a sentence: one that is the same,
// or for one that has an ancestor, a similar one.
func (r *renderer) ofMemory(s *reuse.Sentence, before, after string) *tifa.Rendering {
	o := bitext.MatchOptions{MinScore: 1, Limit: 1, Before: before, After: after}
	if s.Ancestor != nil {
		o.MinScore = memoryFrom
	}
	found := r.memory.Match(s.Text, o)
	if len(found) == 0 {
		return nil
	}
	u := found[0].Unit
	out := &tifa.Rendering{
		Text: u.Tgt, Edition: u.Origin, Date: u.Date, Status: u.Status, Lang: u.TgtLang, Kind: tifa.OfMemory,
		Exact: found[0].Score == 1, Score: found[0].Score, Checked: u.Checked, Changed: []tifa.Range{},
	}
	if of, address, isBead := strings.Cut(u.Origin, " "); isBead {
		if at, err := tifa.ParseAddress(address); err == nil && at.From > 0 {
			out.Of, out.Address, out.Edition = of, address, at.Edition
		}
	}
	if !out.Exact && r.reader != nil {
		var spans []tifa.Span
		for _, part := range changedSpans(u.Src, s.Text) {
			if c, ok := r.reader.Counterpart(u.Src, part, u.Tgt, !r.forward()); ok && c.Probability >= sureEnough {
				spans = append(spans, c.Span)
			}
		}
		out.Changed = ranges(u.Tgt, spans)
	}
	return out
}
