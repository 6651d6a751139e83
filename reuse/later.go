package reuse

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tifa"
	"tifa/concordance"
)

// Afterlife is what later texts made of a sentence.
type Afterlife struct {
	Uses        []tifa.Attestation `json:"uses"`        // its very words, by date; also inside a longer sentence
	Adaptations []Adaptation       `json:"adaptations"` // its words changed, or with others added, by date
	Complete    bool               `json:"complete"`    // false: time ran out before it was known of all adaptations whether they are of this sentence
}

// Alone are the uses without those that have other words around them and are
// among the adaptations, with what was added: a reader is told of them once.
func (l *Afterlife) Alone() []tifa.Attestation {
	return slices.DeleteFunc(slices.Clone(l.Uses), func(u tifa.Attestation) bool {
		return slices.ContainsFunc(l.Adaptations, func(a Adaptation) bool {
			return u.Edition == a.Edition && u.Start >= a.Start && u.End <= a.End
		})
	})
}

// Adaptation is a sentence of a later text, or several, that a sentence was
// reworded to.
type Adaptation struct {
	tifa.Attestation
	Similarity float64     `json:"similarity"` // of the sentence to the best stretch
	Edits      []tifa.Edit `json:"edits"`      // a is the sentence, b what became of it
	// Direct says whether no other earlier passage is closer to it: then the
	// ledger of that text has this sentence as its ancestor. Null is unknown.
	Direct *bool `json:"direct"`
	// From is the passage that is closer, or as close and older; null if there
	// is none.
	From *tifa.Attestation `json:"from"`

	hit concordance.Hit
}

const (
	// laterFrequent is how often a run may occur in later texts to be looked at
	// there, and laterLooked how many places. Both are more than for an
	// ancestor, of which one is enough.
	laterFrequent = 64
	laterLooked   = 256
	// laterTraced is how many adaptations there are at most, the most similar.
	laterTraced = 64
	// laterRun is how many sentences one place is taken to be.
	laterRun = 4
)

// Later finds the later texts that use sentence n of a text, or have it
// adapted, by the limits of the ledger. Which ancestor the ledger of the later
// text has is looked up as long as within has not passed; 0 is for as long as
// it takes. Where the ledger has none there, it is no adaptation.
func Later(ctx context.Context, x *concordance.Index, sentence string, n int, o Options, within time.Duration) (_ *Afterlife, err error) {
	defer concordance.Guard(&err)()
	began := time.Now()
	out := &Afterlife{Uses: []tifa.Attestation{}, Adaptations: []Adaptation{}, Complete: true}
	th := o.Thresholds
	o.Thresholds.SeedFrequent = max(th.SeedFrequent, laterFrequent)
	sc := newScope(x, oneSentence(sentence), o)
	o.Thresholds = th
	f := newFinder(sc)
	span := sc.sentences()[0]
	if weight(f.tokens[span.from:span.to], th.ShortChars, th.ShortWords) < 1 {
		return out, nil
	}
	f.exact(span)
	if err := f.uses(out); err != nil {
		return nil, err
	}
	found, err := f.reworded(ctx, span)
	if err != nil {
		return nil, err
	}
	for _, a := range found {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if within > 0 && time.Since(began) > within {
			out.Complete = false
		} else if none, err := a.trace(x, n, o); err != nil {
			return nil, err
		} else if none {
			continue
		}
		a.Edits = Edits(sentence, a.Quote)
		out.Adaptations = append(out.Adaptations, a)
	}
	slices.SortStableFunc(out.Adaptations, func(a, b Adaptation) int { return older(a.hit.Info(), b.hit.Info()) })
	return out, nil
}

func oneSentence(s string) *tifa.Text {
	whole := tifa.Span{End: len(s)}
	return &tifa.Text{Body: s, Blocks: []tifa.Block{{Kind: tifa.Paragraph, Span: whole}}, Sentences: []tifa.Span{whole}}
}

// uses are the later of f.found, which is in order.
func (f *finder) uses(out *Afterlife) error {
	for _, m := range f.found {
		if f.parts[m.part].standing[m.doc] != later {
			continue
		}
		a, err := f.attest(m)
		if err != nil {
			return err
		}
		out.Uses = append(out.Uses, a)
	}
	return nil
}

// reworded finds the sentences of later texts that are like a sentence, the most
// similar first. One of two may be part of the other.
func (f *finder) reworded(ctx context.Context, span run) ([]Adaptation, error) {
	type place struct{ part, doc, sentence int }
	seen := map[place]bool{}
	var out []Adaptation
	for _, c := range f.candidates(span, later, laterLooked) {
		p := &f.parts[c.part]
		doc := p.DocOf(c.from)
		own := f.needle(c.part, span)
		at := c.from
		for range laterRun {
			hit, n := p.sentenceAt(doc, at)
			at = hit.To
			if k := (place{int(c.part), doc, n}); !seen[k] {
				seen[k] = true
				if err := ctx.Err(); err != nil {
					return nil, err
				}
				if s := likeEither(own, p.words(hit), f.o.Thresholds.Similarity); s > 0 {
					a, err := f.x.Attest(hit)
					if err != nil {
						return nil, err
					}
					out = append(out, Adaptation{Attestation: a, Similarity: s, hit: hit})
				}
			}
			if at >= c.to {
				break
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Adaptation) int { return cmp.Compare(b.Similarity, a.Similarity) })
	return out[:min(len(out), laterTraced)], nil
}

// sentenceAt is the sentence of a text that holds a position, and its number.
func (p *part) sentenceAt(doc, pos int) (concordance.Hit, int) {
	first, end := p.Positions(doc)
	n := p.SentenceOf(doc, pos)
	hit := concordance.Hit{Segment: p.Segment, Doc: doc, From: pos, To: pos + 1}
	for hit.From > first && p.Text.At(hit.From-1) != 0 && p.SentenceOf(doc, hit.From-1) == n {
		hit.From--
	}
	for hit.To < end && p.Text.At(hit.To) != 0 && p.SentenceOf(doc, hit.To) == n {
		hit.To++
	}
	return hit, n
}

// words are the ids of a passage without punctuation.
func (p *part) words(h concordance.Hit) []int32 {
	var out []int32
	for pos := h.From; pos < h.To; pos++ {
		if id := p.Text.At(pos); !p.skipped(id) {
			out = append(out, id)
		}
	}
	return out
}

// likeEither is the similarity of one of two sentences to the best stretch of
// the other, whichever is greater; 0 where both are less than least, and where
// all of b stands in a as it is: that is no adaptation.
func likeEither(a *needle, b []int32, least float64) float64 {
	if len(b) == 0 {
		return 0
	}
	var other needle
	other.set(run{}, b)
	if other.least(a.ids) == 0 {
		return 0
	}
	if s := max(a.like(b), other.like(a.ids)); s >= least {
		return s
	}
	return 0
}

// like is the similarity of the sequence to the best stretch of b.
func (n *needle) like(b []int32) float64 {
	d := n.least(b)
	if d >= len(n.ids) {
		return 0
	}
	from, to := n.shortest(b, d)
	return 1 - float64(d)/float64(max(len(n.ids), to-from))
}

// trace looks for the ancestor of an adaptation, and says whether there is none.
// o is of the text of the sentence, n its number there.
func (a *Adaptation) trace(x *concordance.Index, n int, o Options) (none bool, err error) {
	version, info := o.Version, a.hit.Info()
	o.Date, o.Version, o.Work = info.Date, info.Version, info.Work
	sc := newScope(x, oneSentence(a.Quote), o)
	f := newFinder(sc)
	span := sc.sentences()[0]
	best := f.exact(span).first
	if best == nil {
		best = f.closest(span, earlier, nil)
	}
	if best == nil {
		return true, nil
	}
	p := &f.parts[best.part]
	direct := p.Docs[best.doc].Version == version && p.SentenceOf(best.doc, best.from) <= n && n <= p.SentenceOf(best.doc, best.to-1)
	a.Direct = &direct
	if direct {
		a.Similarity = best.similarity
		return false, nil
	}
	from, err := f.attest(*best)
	a.From = &from
	return false, err
}
