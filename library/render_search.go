package library

import (
	"cmp"
	"context"
	"math"
	"slices"

	"tifa"
	"tifa/bitext"
	"tifa/concordance"
)

// renderSearch looks for the renderings of a term from one language into
// another.
type renderSearch struct {
	*reading

	options RenderOptions
	out     *RenderedTerm
	within  map[concordance.Hit]bool

	found []placed
	list  []bitext.Occurrence // of found
	pairs map[*face]*[2]tifa.Edition
}

// placed is an occurrence of the term in a bead.
type placed struct {
	*face
	facing
}

func (p *placed) address() BeadAddress {
	return BeadAddress{runAddress(p.face.own.Address, p.facing.own), runAddress(p.face.other.Address, p.facing.other)}
}

func (s *renderSearch) run(ctx context.Context, term string, hits []concordance.Hit) error {
	occurrences := 0
	for _, h := range hits {
		if tifa.BaseLang(h.Info().Lang) != s.from {
			continue
		}
		faces, err := s.of(ctx, h.Info().Edition)
		if err != nil {
			return err
		}
		for _, f := range faces {
			if !s.options.fits(&f.own, &f.other) {
				continue
			}
			span, _, err := s.l.index.Span(h)
			if err != nil {
				return err
			}
			occurrences++
			s.within[h] = true
			p := placed{f, f.facing(span)}
			if len(p.facing.other) == 0 {
				s.out.NotRendered.add(p.address(), s.use(&p))
				continue
			}
			s.found, s.list = append(s.found, p), append(s.list, f.occurrence(p.facing))
		}
	}
	s.out.Occurrences += occurrences
	if len(s.found) == 0 {
		return nil
	}
	counterparts, status := s.counterparts(term, s.list)
	clearly := make([]bool, len(s.found))
	for _, g := range bitext.Group(s.list, counterparts) {
		if g.Probability < clearFrom {
			continue
		}
		r := s.rendering(g, counterparts, status)
		r.Share = round(float64(r.Count) / float64(occurrences))
		s.out.Renderings = append(s.out.Renderings, r)
		for _, i := range g.Of {
			clearly[i] = true
		}
	}
	for i := range s.found {
		if !clearly[i] {
			s.out.Unclear.add(s.found[i].address(), s.use(&s.found[i]))
		}
	}
	return nil
}

// rendering makes an answer of a group of counterparts.
func (s *renderSearch) rendering(g bitext.Rendering, counterparts []bitext.Counterpart, status []string) Rendering {
	r := Rendering{
		Text: g.Texts[0], texts: g.Texts, form: g.Form, Lang: s.into, Count: len(g.Of), Probability: round(g.Probability), Source: FromBeads,
		By: []RenderedBy{}, Beads: []BeadAddress{},
	}
	var at []tifa.Attestation
	for _, i := range g.Of {
		p := &s.found[i]
		at = append(at, attest(&p.face.other, p.texts.Tgt, p.span(p.facing, counterparts[i].Span)))
		u := s.use(p)
		u.tgt, u.at, u.term, u.probability = counterparts[i].Span, at[len(at)-1], status[i], round(counterparts[i].Probability)
		r.uses = append(r.uses, u)
		if status[i] != "" {
			r.Source, r.Term = FromTerms, cmp.Or(r.Term, status[i])
		}
		if b := p.address(); !slices.Contains(r.Beads, b) {
			r.Beads = append(r.Beads, b)
		}
		if !slices.Contains(r.editions, p.face.other.Address) {
			r.editions = append(r.editions, p.face.other.Address)
		}
		by := RenderedBy{Issuer: p.face.other.Issuer, Status: p.face.other.Status}
		k := slices.IndexFunc(r.By, func(b RenderedBy) bool { return b.Issuer == by.Issuer && b.Status == by.Status })
		if k < 0 {
			k = len(r.By)
			r.By = append(r.By, by)
		}
		r.By[k].Count++
	}
	slices.SortStableFunc(r.By, func(a, b RenderedBy) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Issuer, b.Issuer), cmp.Compare(a.Status, b.Status))
	})
	slices.SortStableFunc(at, compareAttestations)
	r.First, r.Last, r.Periods = &at[0], &at[len(at)-1], years(at)
	if dated := slices.IndexFunc(at, func(a tifa.Attestation) bool { return a.Date.IsZero() }); dated > 0 {
		r.Last = &at[dated-1]
	}
	return r
}

func round(x float64) float64 { return math.Round(x*1000) / 1000 }

// use is an occurrence without its texts.
func (s *renderSearch) use(p *placed) use {
	if s.pairs == nil {
		s.pairs = map[*face]*[2]tifa.Edition{}
	}
	if s.pairs[p.face] == nil {
		s.pairs[p.face] = &[2]tifa.Edition{p.face.own, p.face.other}
	}
	e := &p.face.other
	return use{
		of: s.pairs[p.face], own: p.facing.own, other: p.facing.other, part: p.part, score: p.score,
		at: tifa.Attestation{Edition: e.Address, Date: e.Date, Title: e.Title}, // no passage; a rendering has one
	}
}

func (u *Unrendered) add(b BeadAddress, x use) {
	u.Count++
	u.Beads = append(u.Beads, b)
	u.uses = append(u.uses, x)
}
