package lineage

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"tifa"
	"tifa/concordance"
)

// Dropped is a formulation that the predecessors of a text used steadily and
// the text does not.
type Dropped struct {
	Phrase string           `json:"phrase"`
	Last   tifa.Attestation `json:"last"`
	Uses   int              `json:"uses"` // of the predecessors looked at, how many use it
}

// Returned is a formulation that the text uses again after a long silence.
type Returned struct {
	Phrase    string           `json:"phrase"`
	Last      tifa.Attestation `json:"last"` // before the silence
	GapYears  int              `json:"gap_years"`
	Between   int              `json:"between"` // texts of the same kind or issuer after last, all without it …
	Years     int              `json:"years"`   // … and of how many years they are
	Sentences []int            `json:"sentences"`
}

const (
	predecessorsLooked = 5  // the last editions of the series
	predecessorsLeast  = 2  // fewer do not show what is steady
	steady             = .8 // share of them that use a formulation
	silence            = 8  // years after which a formulation comes back
	textsInSilence     = 3  // editions that did not use it meanwhile, at least
	oneYearIn          = 5  // years there must be texts of its kind of: those of one year show no silence of twenty
	listed             = 40 // of each list
)

// Predecessors are those of the predecessors of a text, the last first, that
// FindDropped looks at; none where they are too few to show what is steady.
func Predecessors(all []*concordance.Doc) []*concordance.Doc {
	if len(all) < predecessorsLeast {
		return nil
	}
	return all[:min(len(all), predecessorsLooked)]
}

// FindDropped finds the formulations that the predecessors of a text, ordered
// the last first, use steadily and the text does not. load gives the text of
// a predecessor.
func FindDropped(ctx context.Context, x *concordance.Index, s Subject, predecessors []*concordance.Doc, load func(*concordance.Doc) (*tifa.Text, error)) ([]Dropped, error) {
	if predecessors = Predecessors(predecessors); len(predecessors) == 0 {
		return []Dropped{}, nil
	}
	last, err := load(predecessors[0])
	if err != nil {
		return nil, err
	}
	cs := clauses(last)
	w, err := learnWords(ctx, x, cs, s.Lang, s.Earlier)
	if err != nil {
		return nil, err
	}
	c := newCandidates(w, s.Lang, last.Body, cs)
	list, err := c.collect(ctx, func(int, int, int) bool { return true })
	if err != nil {
		return nil, err
	}
	folded := foldedClauses(clauses(s.Text))
	among := concordance.Filter{}
	for _, d := range predecessors {
		among.Editions = append(among.Editions, d.Edition)
	}
	uses := map[*candidate]int{}
	list = slices.DeleteFunc(list, func(k *candidate) bool { return c.loose(k) || strings.Contains(folded, k.key) })
	for _, k := range list {
		n, err := x.Count(ctx, concordance.Literal(k.phrase), among)
		if err != nil {
			return nil, err
		}
		uses[k] = n.Editions
		k.score = c.weigh(k) + float64(n.Editions)
	}
	list = slices.DeleteFunc(list, func(k *candidate) bool {
		return float64(uses[k]) < steady*float64(len(predecessors))
	})
	byScore(list)
	out := []Dropped{}
	for _, k := range families(list, listed) {
		hit, err := x.Last(ctx, concordance.Literal(k.phrase), s.Earlier)
		if err != nil {
			return nil, err
		}
		if hit == nil {
			continue
		}
		a, err := x.Attest(*hit)
		if err != nil {
			return nil, err
		}
		out = append(out, Dropped{k.phrase, a, uses[k]})
	}
	return out, nil
}

// foldedClauses is a text as the keys of its clauses, so that a phrase stands
// in it if its key does.
func foldedClauses(cs []clause) string {
	var b strings.Builder
	for _, c := range cs {
		b.WriteString(" ")
		b.WriteString(join(c.tokens))
		b.WriteString(" \n")
	}
	return b.String()
}

func byScore(list []*candidate) {
	slices.SortFunc(list, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.key, b.key))
	})
}

// Returned finds the formulations of the text that were last used many years
// before it, though there are texts of its kind or by its issuer of the years
// between: that laws do not have what speeches had says nothing.
func (r *Reading) Returned(ctx context.Context) ([]Returned, error) {
	s, x := &r.Subject, r.x
	out := []Returned{}
	akin := r.akin()
	if s.Date.IsZero() || len(akin) == 0 {
		return out, nil
	}
	recent := s.Earlier
	recent.Since = tifa.Date{Year: s.Date.Year - silence, Month: s.Date.Month, Day: s.Date.Day}
	if x.Coverage(recent).Editions < textsInSilence {
		return out, nil
	}
	lately, err := attested(ctx, x, r.parts, s.Lang, recent)
	if err != nil {
		return nil, err
	}
	c := r.cands
	list, err := c.collect(ctx, func(i, from, to int) bool {
		return r.known[i][from] >= to-from && lately[i][from] < to-from
	})
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, c.loose)
	uses := map[*candidate]int{}
	for _, k := range list {
		n, err := x.Count(ctx, concordance.Literal(k.phrase), s.Earlier)
		if err != nil {
			return nil, err
		}
		uses[k] = n.Editions
		k.score = c.weigh(k) + math.Log(float64(1+n.Editions))
	}
	// Once in one old text is no formulation that comes back, but a chance.
	list = slices.DeleteFunc(list, func(k *candidate) bool { return uses[k] < 2 })
	byScore(list)
	for _, k := range families(list, listed) {
		hit, err := x.Last(ctx, concordance.Literal(k.phrase), s.Earlier)
		if err != nil {
			return nil, err
		}
		if hit == nil {
			continue
		}
		a, err := x.Attest(*hit)
		if err != nil {
			return nil, err
		}
		between, years := 0, map[int]bool{}
		for _, d := range akin {
			if d.Later(a.Date) {
				between++
				years[d.Date.Year] = true
			}
		}
		if gap := s.Date.Year - a.Date.Year; len(years) >= max(2, gap/oneYearIn) {
			out = append(out, Returned{k.phrase, a, gap, between, len(years), k.in})
		}
	}
	return out, nil
}

// akin are the earlier texts of the kind of the text or by its issuer.
func (r *Reading) akin() []*concordance.Doc {
	s := &r.Subject
	var out []*concordance.Doc
	r.x.Docs(func(d *concordance.Doc) bool {
		if s.Earlier.Fits(d) && (s.Kind != "" && strings.EqualFold(d.Kind, s.Kind) || s.Issuer != "" && strings.EqualFold(d.Issuer, s.Issuer)) {
			out = append(out, d)
		}
		return true
	})
	return out
}
