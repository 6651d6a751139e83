package lineage

import (
	"context"

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
	Kind    string
	Issuer  string
	Earlier concordance.Filter // the texts that are earlier
}

// formulationsKept is how many new formulations an answer has at most.
const formulationsKept = 100

// Reading is a text read against earlier ones: what its new and returned
// formulations are found from.
type Reading struct {
	Subject
	x     *concordance.Index
	parts []clause
	words *wordhood
	cands *candidates // of the text: its clauses are cut into words once
	known [][]int     // by clause and token: how many from there on stand together in an earlier text
}

// Read looks at the strings of a text and at what the earlier texts know of
// them.
func Read(ctx context.Context, x *concordance.Index, s Subject) (*Reading, error) {
	r := &Reading{Subject: s, x: x, parts: clauses(s.Text)}
	var err error
	if r.words, err = learnWords(ctx, x, r.parts, s.Lang, s.Earlier); err != nil {
		return nil, err
	}
	r.cands = newCandidates(r.words, s.Lang, s.Text.Body, r.parts)
	r.known, err = attested(ctx, x, r.parts, s.Lang, s.Earlier)
	return r, err
}

// New finds the formulations of the text that no earlier text has, best
// first on the text's own evidence.
func (r *Reading) New(ctx context.Context) ([]Formulation, error) {
	s, x := &r.Subject, r.x
	c := r.cands
	list, err := c.collect(ctx, func(i, from, to int) bool { return r.known[i][from] < to-from })
	if err != nil {
		return nil, err
	}
	for _, k := range list {
		k.score = c.weigh(k)
	}
	byScore(list)
	list = families(list, formulationsKept)
	out := make([]Formulation, len(list))
	later := r.later()
	for i, k := range list {
		out[i] = Formulation{Phrase: k.phrase, Count: k.count, Score: k.score, Sentences: k.in}
		if s.Date.IsZero() {
			continue
		}
		n, err := x.Count(ctx, concordance.Literal(k.phrase), later)
		if err != nil {
			return nil, err
		}
		out[i].Later = n.Editions
	}
	return out, nil
}
