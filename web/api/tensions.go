package api

import "tifa/library"

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
	}
}
