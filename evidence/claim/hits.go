package claim

import (
	"context"
	"slices"

	"tifa"
	"tifa/concordance"
)

// hits are the occurrences of a phrase in the scope that do not stand within an
// exception.
func (t *trial) hits(q *concordance.Query) ([]concordance.Hit, Looked, error) {
	var looked Looked
	n, err := t.x.Occurrences(t.ctx, q, t.f)
	if err != nil {
		return nil, looked, err
	}
	// How often it stands elsewhere shows that the query finds what is there.
	whole, err := t.x.Occurrences(t.ctx, q, concordance.Filter{})
	if err != nil {
		return nil, looked, err
	}
	looked.Elsewhere = whole - n
	if n == 0 {
		return nil, looked, nil
	}
	found, err := t.x.Hits(t.ctx, q, t.f, concordance.ByDate, 0, 0)
	if err != nil {
		return nil, looked, err
	}
	for _, phrase := range t.rule.Except {
		except, err := t.rule.parse(phrase)
		if err != nil {
			return nil, looked, err
		}
		around, err := t.x.Hits(t.ctx, except, t.f, concordance.ByDate, 0, 0)
		if err != nil {
			return nil, looked, err
		}
		found = outside(found, around)
	}
	looked.Excepted = n - len(found)
	looked.Count, looked.Editions = len(found), len(firsts(found))
	return found, looked, nil
}

// place names a text in the index.
type place struct {
	segment *concordance.Segment
	doc     int
}

// outside drops the hits that are part of one of others.
func outside(hits, others []concordance.Hit) []concordance.Hit {
	there := map[place][]concordance.Hit{}
	for _, o := range others {
		at := place{o.Segment, o.Doc}
		there[at] = append(there[at], o)
	}
	return keep(hits, func(h concordance.Hit) bool {
		return !slices.ContainsFunc(there[place{h.Segment, h.Doc}], func(o concordance.Hit) bool { return o.From <= h.From && o.To >= h.To })
	})
}

// all are the occurrences of all phrases in the texts that a filter chooses, by
// date.
func (t *trial) all(f concordance.Filter) ([]concordance.Hit, error) {
	var out []concordance.Hit
	for _, q := range t.queries {
		found, err := t.x.Hits(t.ctx, q, f, concordance.ByDate, 0, 0)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return distinct(out), nil
}

// distinct orders hits and drops those that are there twice: two phrases can
// mean the same.
func distinct(hits []concordance.Hit) []concordance.Hit {
	slices.SortStableFunc(hits, concordance.CompareHits)
	return slices.CompactFunc(hits, func(a, b concordance.Hit) bool {
		return a.Segment == b.Segment && a.From == b.From && a.To == b.To
	})
}

// firsts are the first hits of each text.
func firsts(hits []concordance.Hit) []concordance.Hit {
	var out []concordance.Hit
	for _, h := range hits {
		if n := len(out); n == 0 || out[n-1].Segment != h.Segment || out[n-1].Doc != h.Doc {
			out = append(out, h)
		}
	}
	return out
}

func keep(hits []concordance.Hit, wanted func(concordance.Hit) bool) []concordance.Hit {
	return slices.DeleteFunc(hits, func(h concordance.Hit) bool { return !wanted(h) })
}

// show puts the first of some hits among the passages.
func (t *trial) show(hits []concordance.Hit) error {
	var err error
	t.out.Passages, t.out.More, err = t.attest(hits)
	return err
}

func (t *trial) attest(hits []concordance.Hit) ([]tifa.Attestation, int, error) {
	out := []tifa.Attestation{}
	for _, h := range hits[:min(len(hits), mostPassages)] {
		a, err := t.x.Attest(h)
		if err != nil {
			return nil, 0, err
		}
		out = append(out, a)
	}
	return out, len(hits) - len(out), nil
}

// Occurs says whether one of the phrases of a rule stands in a text that a filter
// chooses.
func Occurs(ctx context.Context, x *concordance.Index, r *Rule, f concordance.Filter) (bool, error) {
	for _, phrase := range r.Phrases {
		q, err := r.parse(phrase)
		if err != nil {
			return false, err
		}
		h, err := x.First(ctx, q, f)
		if err != nil || h != nil {
			return h != nil, err
		}
	}
	return false, nil
}
