package lineage

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/reuse"
	"tifa/text"
)

// Variant is a near variant of a phrase.
type Variant struct {
	Phrase string           `json:"phrase"`
	Kind   string           `json:"kind"` // see below
	Count  int              `json:"count"`
	First  tifa.Attestation `json:"first"`
	Edits  []tifa.Edit      `json:"edits"` // from the phrase to the variant

	// Periods are those of the trace in which it occurs.
	Periods []tifa.Point `json:"periods"`
}

// The kinds of a Variant.
const (
	KindInserted  = "inserted"  // something stands within the phrase that it lacks
	KindDropped   = "dropped"   // a part is missing
	KindChanged   = "changed"   // a part is another, or several things differ
	KindReordered = "reordered" // two parts have changed places
)

const (
	variantCount   = 2     // a variant occurs at least so often
	variantLike    = 0.6   // see likeness; for an edited variant
	variantPart    = 0.8   // share of the phrase's surprise with which a part of it stands for the whole
	variantChars   = 3     // characters of the phrase that a variant keeps at least
	variantEntropy = 0.6   // nats where its edge is not that of the phrase
	variantNested  = 1.5   // a variant within another is shown where it is so much more frequent
	variantMin     = 4     // characters of a phrase that can have variants …
	variantWords   = 2     // … or words
	variantSeeds   = 40000 // occurrences of parts of the phrase that are looked at
	variantSample  = 2000  // occurrences that the neighbours are taken from
	variantKept    = 400   // different stretches, the most frequent, that are examined
)

// finder looks for the variants of a phrase.
type finder struct {
	*tracer
	ids    []int32 // of the phrase, in the common vocabulary
	costs  costs
	traits traits
	chosen map[*concordance.Segment][]bool
	found  map[string]*stretch
	seen   map[string][]reading // by the tokens of a window
	counts map[string]int       // see count

	openStart, openEnd bool // the phrase is not complete at its start, at its end
}

// stretch is a sequence of tokens that may be a variant.
type stretch struct {
	reading
	ids  []int32
	text string  // its tokens, for an order that does not depend on ids
	seen int     // in how many windows
	like float64 // see likeness
	hits []concordance.Hit
}

// variants fills in the near variants of the phrase. Parts of the phrase are
// looked up, rare ones first; around each the text is aligned with the phrase.
// What costs at most variantShare of the phrase, is complete at both ends and
// does not hold the whole phrase is a variant.
func (t *tracer) variants(out *Traced) error {
	out.Variants = []Variant{}
	forms, err := t.inflected(out)
	if err != nil {
		return err
	}
	out.Variants = append(out.Variants, forms[:min(len(forms), t.o.Limit)]...)
	f := t.finder()
	if f == nil {
		return nil
	}
	if err := f.edited(); err != nil {
		return err
	}
	if err := f.reordered(); err != nil {
		return err
	}
	kept, err := f.complete()
	if err != nil {
		return err
	}
	original := wording(t.q.Phrase)
	for _, s := range kept {
		if len(out.Variants) >= t.o.Limit {
			break
		}
		first, err := t.x.Attest(s.hits[0])
		if err != nil {
			return err
		}
		if slices.ContainsFunc(forms, func(v Variant) bool { return text.Fold(v.Phrase) == text.Fold(first.Quote) }) {
			continue
		}
		out.Variants = append(out.Variants, Variant{
			first.Quote, s.kind, len(s.hits), first, reuse.Edits(original, first.Quote), periodsOf(s.hits, t.o.By, out.Periods),
		})
	}
	return nil
}

// periodsOf counts hits by the periods of a trend, those without a hit left
// out. The hits of a variant are not all that a search for it finds: those
// within the phrase itself do not count.
func periodsOf(hits []concordance.Hit, by concordance.Period, periods []tifa.Point) []tifa.Point {
	used := map[string]*tifa.Point{}
	seen := map[*concordance.Doc]bool{}
	for _, h := range hits {
		d := h.Info()
		if d.Date.IsZero() {
			continue
		}
		name := by.Of(d.Date).String()
		p := used[name]
		if p == nil {
			p = &tifa.Point{}
			used[name] = p
		}
		p.Count++
		if !seen[d] {
			seen[d] = true
			p.Editions++
		}
	}
	out := make([]tifa.Point, 0, len(used))
	for _, p := range periods {
		u := used[p.Period]
		if u == nil {
			continue
		}
		p.Count, p.Editions, p.Per10k = u.Count, u.Editions, 0
		if p.Chars > 0 {
			p.Per10k = float64(p.Count) * 10000 / float64(p.Chars)
		}
		out = append(out, p)
	}
	return out
}

// finder prepares the search; nil if the phrase is too short to have variants
// or is no plain phrase.
func (t *tracer) finder() *finder {
	if !t.q.Simple() {
		return nil
	}
	f := &finder{
		tracer: t, chosen: map[*concordance.Segment][]bool{}, found: map[string]*stretch{},
		seen: map[string][]reading{}, counts: map[string]int{},
	}
	original := wording(t.q.Phrase)
	lang := text.Lookup(f.language(original))
	chars, words := 0, 0
	for _, tok := range text.Tokens(original) {
		if tok.Kind == text.Break {
			continue
		}
		f.ids = append(f.ids, t.words.id(tok.Key, tok.Kind, lang))
		switch {
		case tok.Kind == text.Char:
			chars++
		case tok.Kind == text.Word && !t.words.words[f.ids[len(f.ids)-1]].light:
			words++
		}
	}
	if chars < variantMin && words < variantWords || len(f.ids) > maxPhrase {
		return nil
	}
	f.costs = newCosts(f.ids, t.words)
	f.traits = f.newTraits()
	return f
}

// wording is a phrase without quotation marks and punctuation round it.
func wording(phrase string) string {
	from, to := len(phrase), 0
	for _, tok := range text.Tokens(phrase) {
		if tok.Kind != text.Mark && tok.Kind != text.Break {
			from, to = min(from, tok.Start), tok.End
		}
	}
	if from >= to {
		return ""
	}
	return phrase[from:to]
}

// language is that of the first attestation, else what the phrase looks like.
func (f *finder) language(phrase string) string {
	if len(f.hits) > 0 {
		return f.hits[0].Info().Lang
	}
	return text.Detect(phrase)
}

// fits says whether the filter chooses the text at a position, and which
// it is.
func (f *finder) fits(s *concordance.Segment, pos int) (doc int, ok bool) {
	chosen := f.chosen[s]
	if chosen == nil {
		chosen = make([]bool, len(s.Docs))
		for i := range s.Docs {
			chosen[i] = f.o.Filter.Fits(&s.Docs[i])
		}
		f.chosen[s] = chosen
	}
	doc = s.DocOf(pos)
	return doc, chosen[doc]
}

// note remembers a stretch that was read as a variant.
func (f *finder) note(ids []int32, r reading) {
	key := spelled(ids)
	s := f.found[key]
	if s == nil {
		s = &stretch{reading: r, ids: slices.Clone(ids)}
		for _, id := range ids {
			s.text += f.words.words[id].key + " "
		}
		f.found[key] = s
	}
	if r.cost < s.cost || r.cost == s.cost && r.kind < s.kind {
		s.reading = r
	}
	s.seen++
}

func spelled(ids []int32) string {
	b := make([]byte, 0, 4*len(ids))
	for _, id := range ids {
		b = binary.BigEndian.AppendUint32(b, uint32(id))
	}
	return string(b)
}

// complete examines what was found and gives the variants, the most frequent
// first.
func (f *finder) complete() ([]*stretch, error) {
	var all []*stretch
	for _, s := range f.found {
		if s.like = f.likeness(s.ids); s.kind == KindReordered || s.like >= variantLike {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b *stretch) int {
		return cmp.Or(cmp.Compare(b.seen, a.seen), cmp.Compare(a.cost, b.cost), strings.Compare(a.text, b.text))
	})
	f.measure()
	var whole []*stretch
	for _, s := range all[:min(len(all), variantKept)] {
		if err := f.ctx.Err(); err != nil {
			return nil, err
		}
		if f.ragged(s) {
			continue
		}
		f.attest(s)
		if len(s.hits) >= variantCount && f.whole(s) && !f.isOther(s) {
			whole = append(whole, s)
		}
	}
	var out []*stretch
	for _, s := range whole {
		if !slices.ContainsFunc(whole, func(l *stretch) bool { return f.explains(l, s) }) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *stretch) int {
		return cmp.Or(cmp.Compare(b.worth(), a.worth()), cmp.Compare(a.cost, b.cost), strings.Compare(a.text, b.text))
	})
	return out, nil
}

// measure finds out at which ends the phrase itself is complete.
func (f *finder) measure() {
	s := &stretch{ids: f.ids, hits: f.hits}
	n := len(f.ids)
	f.openStart = len(f.hits) > 0 && !f.isEdge(s, f.ids[0], f.ids[min(1, n-1)], -1)
	f.openEnd = len(f.hits) > 0 && !f.isEdge(s, f.ids[n-1], f.ids[max(0, n-2)], 1)
}

// worth orders variants: the frequent and the near first.
func (s *stretch) worth() float64 {
	return float64(len(s.hits)) * max(s.like, variantLike) / float64(1+s.cost)
}

// explains says whether s is not worth showing beside l: it is but a part of
// l, hardly more frequent and no nearer to the phrase; or it is l, which is
// nearer and much more frequent, with something added.
func (f *finder) explains(l, s *stretch) bool {
	if len(l.ids) > len(s.ids) {
		return l.cost <= s.cost && float64(len(s.hits)) < variantNested*float64(len(l.hits)) && contains(l.ids, s.ids)
	}
	return len(l.ids) < len(s.ids) && len(s.ids) != len(f.ids) && l.cost < s.cost && len(l.hits) >= 2*len(s.hits) && contains(s.ids, l.ids)
}

func contains(long, short []int32) bool {
	for i := 0; i+len(short) <= len(long); i++ {
		if slices.Equal(long[i:i+len(short)], short) {
			return true
		}
	}
	return false
}

// attest finds all occurrences of a stretch, but those within the phrase
// itself, in the order of dates.
func (f *finder) attest(s *stretch) {
	inner := contains(f.ids, s.ids)
	for _, seg := range f.x.Segments("") {
		lo, hi := f.ranks(seg, s.ids)
		for rank := lo; rank < hi; rank++ {
			pos := int(seg.SA.At(rank))
			doc, ok := f.fits(seg, pos)
			if ok && !(inner && f.within(seg, pos, len(s.ids))) {
				s.hits = append(s.hits, concordance.Hit{Segment: seg, Doc: doc, From: pos, To: pos + len(s.ids)})
			}
		}
	}
	slices.SortFunc(s.hits, concordance.CompareHits)
}

// ranks is the range of ranks at which tokens of the common vocabulary stand.
func (f *finder) ranks(seg *concordance.Segment, ids []int32) (lo, hi int) {
	tokens := make([]text.Token, len(ids))
	for i, id := range ids {
		tokens[i] = text.Token{Key: f.words.words[id].key, Kind: f.words.words[id].kind}
	}
	return seg.Sorted.Range(seg.Encode(tokens))
}

// within says whether the n tokens at a position lie in the whole phrase.
func (f *finder) within(seg *concordance.Segment, pos, n int) bool {
	for from := max(0, pos+n-len(f.ids)); from <= pos; from++ {
		if f.isPhrase(seg, from) {
			return true
		}
	}
	return false
}

func (f *finder) isPhrase(seg *concordance.Segment, from int) bool {
	for i, id := range f.ids {
		if f.words.at(seg, from+i) != id {
			return false
		}
	}
	return true
}

// kindOf names what an alignment does.
func kindOf(inserts, drops, replaces bool) string {
	switch {
	case replaces || inserts && drops:
		return KindChanged
	case inserts:
		return KindInserted
	}
	return KindDropped
}
