package lineage

import (
	"cmp"
	"context"
	"slices"

	"tifa"
	"tifa/concordance"
	"tifa/text"
)

// Options choose the texts that a trace looks at and how much it lists. The
// zero value looks at all texts, counts by year and uses the default limits.
type Options struct {
	Filter concordance.Filter
	By     concordance.Period // 0: by year
	Limit  int                // of each list of phrases; 0: 20, negative: none
	Silent int                // how many later texts without the phrase make a silence; 0: 3
}

const (
	defaultLimit  = 20
	defaultSilent = 3
)

// Traced is what is known of a formulation. Where there is nothing the lists
// are empty, and First, Last, Breakout and SilentSince are nil.
type Traced struct {
	Phrase   string            `json:"phrase"`
	Count    int               `json:"count"`
	Editions int               `json:"editions"`
	First    *tifa.Attestation `json:"first"`
	Last     *tifa.Attestation `json:"last"`

	// FirstNotLater says that the date of First is an upper bound.
	FirstNotLater bool `json:"first_not_later"`
	// FirstContemporary are the first attestations in other texts whose order
	// against First is undecided, and FirstUndecided says how many such texts
	// there are, those without a date not counted.
	FirstContemporary []tifa.Attestation `json:"first_contemporary"`
	FirstUndecided    int                `json:"first_undecided"`
	// Undated says how many of the editions have no date.
	Undated int `json:"undated"`

	Breakout *Breakout `json:"breakout"`
	// SilentSince is the last period with an attestation, where SilentTexts texts
	// of the same kinds or issuers have come in later periods, all without.
	SilentSince *string `json:"silent_since"`
	SilentTexts int     `json:"silent_texts"`

	Periods  []tifa.Point  `json:"periods"`
	ByIssuer []IssuerUse   `json:"by_issuer"`
	Longer   []Phrase      `json:"longer"`
	Variants []Variant     `json:"variants"`
	Fillers  []Filler      `json:"fillers"`
	Coverage tifa.Coverage `json:"coverage"`
}

// IssuerUse is the use of a formulation by one issuer; the issuer may be
// empty.
type IssuerUse struct {
	Issuer string           `json:"issuer"`
	Count  int              `json:"count"`
	First  tifa.Attestation `json:"first"`
}

// Phrase is a phrase as it first occurs.
type Phrase struct {
	Phrase string           `json:"phrase"`
	Count  int              `json:"count"`
	First  tifa.Attestation `json:"first"`
}

// Filler is what fills the gap of a query.
type Filler struct {
	Text  string           `json:"text"`
	Count int              `json:"count"`
	First tifa.Attestation `json:"first"`
}

// Trace tells the history of a formulation. Longer phrases and variants are
// given for queries that are one run of whole tokens, fillers for those with
// a gap.
func Trace(ctx context.Context, x *concordance.Index, q *concordance.Query, o Options) (*Traced, error) {
	o.By = cmp.Or(o.By, concordance.Year)
	o.Silent = cmp.Or(o.Silent, defaultSilent)
	o.Limit = max(cmp.Or(o.Limit, defaultLimit), 0)
	t := &tracer{ctx: ctx, x: x, q: q, o: o, words: newVocabulary(), bonds: map[[3]int32]float64{}}
	return t.run()
}

// tracer is one call of Trace.
type tracer struct {
	ctx   context.Context
	x     *concordance.Index
	q     *concordance.Query
	o     Options
	hits  []concordance.Hit // by date
	uses  []use             // by date
	words *vocabulary
	bonds map[[3]int32]float64 // see bond
}

func (t *tracer) run() (*Traced, error) {
	var err error
	if t.hits, err = t.x.Hits(t.ctx, t.q, t.o.Filter, concordance.ByDate, 0, 0); err != nil {
		return nil, err
	}
	t.uses = usesOf(t.hits)
	out := &Traced{
		Phrase: t.q.Phrase, Count: len(t.hits), Editions: len(t.uses),
		Coverage: t.x.Coverage(t.o.Filter),
	}
	if out.Periods, err = t.x.Trend(t.ctx, t.q, t.o.Filter, t.o.By); err != nil {
		return nil, err
	}
	texts := t.texts()
	out.Breakout = breakout(texts)
	out.SilentSince, out.SilentTexts = t.silence(texts)
	for _, part := range []func(*Traced) error{t.firstAndLast, t.issuers, t.longer, t.variants, t.fillers} {
		if err := t.ctx.Err(); err != nil {
			return nil, err
		}
		if err := part(out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// use is the use of the formulation by one text.
type use struct {
	*concordance.Doc
	count int
	first concordance.Hit
	last  concordance.Hit
}

// usesOf groups hits, which are in the order of dates, by text.
func usesOf(hits []concordance.Hit) []use {
	var out []use
	for _, h := range hits {
		if n := len(out); n > 0 && out[n-1].Doc == h.Info() {
			out[n-1].count++
			out[n-1].last = h
			continue
		}
		out = append(out, use{h.Info(), 1, h, h})
	}
	return out
}

// firstAndLast fills in the first and the last attestation and what cannot be
// ordered against the first. Texts without a date stand at the end of uses.
func (t *tracer) firstAndLast(out *Traced) error {
	out.FirstContemporary = []tifa.Attestation{}
	if len(t.uses) == 0 {
		return nil
	}
	dated := slices.IndexFunc(t.uses, func(u use) bool { return u.Date.IsZero() })
	if dated < 0 {
		dated = len(t.uses)
	}
	out.Undated = len(t.uses) - dated
	first, last := t.uses[0], t.uses[max(dated, 1)-1]
	out.FirstNotLater = first.NotLater
	for _, u := range t.uses[1:max(dated, 1)] {
		if !first.NotLater && u.Later(first.Date) {
			continue
		}
		if first.NotLater && !u.NotLater && u.Later(first.Date) {
			continue // an upper bound is still earlier than what is later
		}
		out.FirstUndecided++
		if len(out.FirstContemporary) < t.o.Limit {
			a, err := t.x.Attest(u.first)
			if err != nil {
				return err
			}
			out.FirstContemporary = append(out.FirstContemporary, a)
		}
	}
	a, err := t.x.Attest(first.first)
	if err != nil {
		return err
	}
	b, err := t.x.Attest(last.last)
	if err != nil {
		return err
	}
	out.First, out.Last = &a, &b
	return nil
}

// issuers fills in the use by issuer, most first. Names that fold to the same
// are one.
func (t *tracer) issuers(out *Traced) error {
	type group struct {
		name  string
		count int
		first concordance.Hit
	}
	var groups []*group
	byName := map[string]*group{}
	for _, u := range t.uses {
		g := byName[u.Issuer]
		if g == nil {
			key := text.Fold(u.Issuer)
			if g = byName[key]; g == nil {
				g = &group{name: u.Issuer, first: u.first}
				groups = append(groups, g)
				byName[key] = g
			}
			byName[u.Issuer] = g
		}
		g.count += u.count
	}
	slices.SortStableFunc(groups, func(a, b *group) int { return cmp.Compare(b.count, a.count) })
	out.ByIssuer = make([]IssuerUse, len(groups))
	for i, g := range groups {
		first, err := t.x.Attest(g.first)
		if err != nil {
			return err
		}
		out.ByIssuer[i] = IssuerUse{g.name, g.count, first}
	}
	return nil
}

// fillers fills in what stands in the gaps of the query.
func (t *tracer) fillers(out *Traced) error {
	out.Fillers = []Filler{}
	if t.q.Gaps() == 0 {
		return nil
	}
	groups, err := t.x.Fillers(t.ctx, t.q, t.o.Filter)
	if err != nil {
		return err
	}
	for _, g := range groups[:min(len(groups), t.o.Limit)] {
		first, err := t.x.Attest(g.First)
		if err != nil {
			return err
		}
		out.Fillers = append(out.Fillers, Filler{g.Name, g.Count, first})
	}
	return nil
}
