package api

import (
	"net/url"

	"tifa"
	"tifa/concordance"
	"tifa/library"
)

// aboutTensions are the endpoints about what a text sets against what, and
// whom it means without a name.
func aboutTensions() []*endpoint {
	return []*endpoint{
		single(endpoint{
			method: get, path: "hinges", summary: "where a sentence sets two poles against each other",
			about:  "Candidates by rule; worth says how many of judged ones were right.",
			params: []*param{editionParam},
			columns: []column{
				{"address", "of the sentence"},
				{"kind", "concession, balance or exception"},
				{"cue", "the words that set them against each other"},
				{"first", "the first pole"},
				{"first_subordinate", "it is said by the way"},
				{"second", "the second pole"},
				{"second_subordinate", "it is said by the way"},
				{"why", "in words"},
			},
		}, func(c *call) (*library.Hinges, error) {
			edition := one[string](&c.query, editionParam)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Hinges(c.ctx(), edition, library.Stated{}, c.sent)
		}, func(h *library.Hinges, row row) error {
			for i := range h.Items {
				x := &h.Items[i]
				if err := row(x.Address, x.Kind, x.Cue, x.Poles[0].Quote, x.Poles[0].Subordinate, x.Poles[1].Quote, x.Poles[1].Subordinate, x.Why); err != nil {
					return err
				}
			}
			return nil
		}),
		single(endpoint{
			method: get, path: "targets", summary: "passages aimed at somebody whom they do not name",
			about: "Candidates by rule; worth says how many of judged ones were right. With experimental=true each has named parallels in the other texts that the filter chooses: " +
				"candidates for a person to judge, never to be published as they are.",
			params: []*param{editionParam, experimentalParam, fromParam, toParam, issuerParam},
			columns: []column{
				{"address", "of the sentence"},
				{"kind", "pointed, bare or norm"},
				{"cue", "the words for somebody without a name"},
				{"reproaches", "words that reproach"},
				{"quote", "the sentence"},
				{"parallels", "addresses of named parallels, the most certain first"},
				{"names", "who is named there"},
				{"why", "in words"},
			},
		}, func(c *call) (*library.Targets, error) {
			edition := one[string](&c.query, editionParam)
			o := read(c, TargetOptions)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Targets(c.ctx(), edition, o, c.sent)
		}, func(t *library.Targets, row row) error {
			for i := range t.Items {
				x := &t.Items[i]
				var at, names []string
				for _, p := range x.Parallels {
					at, names = append(at, p.Address), append(names, p.Names...)
				}
				if err := row(x.Address, x.Kind, x.Cue, x.Reproaches, x.Quote, at, names, x.Why); err != nil {
					return err
				}
			}
			return nil
		}),
	}
}

var experimentalParam = &param{name: "experimental", kind: yes, about: "with what is worth too little to be shown unasked"}

// TargetOptions reads experimental, from, to and issuer.
func TargetOptions(v url.Values) (library.TargetOptions, error) {
	q := &query{Values: v}
	out := library.TargetOptions{Filter: concordance.Filter{
		From: one[tifa.Date](q, fromParam), To: one[tifa.Date](q, toParam), Issuer: one[string](q, issuerParam),
	}}
	if one[bool](q, experimentalParam) {
		out.Parallels = 3
	}
	return out, q.err
}
