package lineage

import (
	"cmp"
	"context"
	"slices"

	"tifa"
	"tifa/concordance"
)

// Formulation is a phrase of a text that stands in no earlier one.
type Formulation struct {
	Phrase    string  `json:"phrase"`
	Count     int     `json:"count"`     // in the text
	Score     float64 `json:"score"`     // the higher the more likely a formulation worth knowing
	Later     int     `json:"later"`     // later editions that took it up
	Sentences []int   `json:"sentences"` // where it stands
}

// Subject is a text and what it is held against.
type Subject struct {
	Text    *tifa.Text
	Lang    string
	Date    tifa.Date
	Earlier concordance.Filter // the texts that are earlier
	Lasting bool               // order by what later texts took up
}

// formulationsKept is how many new formulations an answer has at most.
const formulationsKept = 100

// New finds the formulations of a text that no earlier text has, best first:
// on the text's own evidence, or by how many later editions took them up.
func New(ctx context.Context, x *concordance.Index, s Subject) ([]Formulation, error) {
	cs := clauses(s.Text)
	w, err := learnWords(ctx, x, cs, s.Lang, s.Earlier)
	if err != nil {
		return nil, err
	}
	known, err := attested(ctx, x, cs, s.Lang, s.Earlier)
	if err != nil {
		return nil, err
	}
	c := newCandidates(w, s.Lang, s.Text.Body, cs)
	list, err := c.collect(ctx, func(i, from, to int) bool { return known[i][from] < to-from })
	if err != nil {
		return nil, err
	}
	for _, k := range list {
		k.score = c.weigh(k)
	}
	byScore(list)
	list = families(list, formulationsKept)
	out := make([]Formulation, len(list))
	later := s.Earlier
	later.Before, later.After = tifa.Date{}, s.Date
	for i, k := range list {
		out[i] = Formulation{Phrase: k.phrase, Count: len(k.places), Score: k.score, Sentences: c.sentences(k)}
		if s.Date.IsZero() {
			continue
		}
		n, err := x.Count(ctx, concordance.Literal(k.phrase), later)
		if err != nil {
			return nil, err
		}
		out[i].Later = n.Editions
	}
	if s.Lasting {
		slices.SortStableFunc(out, func(a, b Formulation) int { return cmp.Compare(b.Later, a.Later) })
	}
	return out, nil
}

// sentences are the numbers of the sentences in which a candidate stands.
func (c *candidates) sentences(k *candidate) []int {
	var out []int
	for _, p := range k.places {
		out = append(out, c.clauses[p.clause].sentence)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
