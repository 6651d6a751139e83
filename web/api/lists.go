package api

import (
	"net/url"

	"tifa/library"
)

// aboutLists are the endpoints that list what a rule finds in a text.
func aboutLists() []*endpoint {
	named := endpoint{
		method: get, path: "named", summary: "whom a text names, labels, leaves unnamed, and never names",
		about:  "As CSV: each passage, and a line without one for those of the set who are never named.",
		params: []*param{editionParam, ofParam},
		columns: []column{
			{"how", "named, labelled, unnamed or never"},
			{"id", "of the authority list"},
			{"name", "the name, or the words for somebody without one"},
			{"set", "states, organisations, blocs …"},
			{"own", "the issuer's own"},
			{"count", "by name"},
			{"address", "of the passage"},
			{"quote", "the words"},
			{"sentence", "that holds them"},
		},
	}
	return []*endpoint{
		single(named, func(c *call) (*library.Named, error) {
			o := read(c, NamedOptions)
			edition := one[string](&c.query, editionParam)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Named(c.ctx(), edition, o, c.sent)
		}, namedRows),
	}
}

var ofParam = &param{name: "of", usual: "states", about: "those never named are told of this set of the list: states, organisations, blocs, groups …"}

// NamedOptions reads of.
func NamedOptions(v url.Values) (library.NamedOptions, error) {
	q := &query{Values: v}
	out := library.NamedOptions{Of: one[string](q, ofParam)}
	return out, q.err
}

func namedRows(n *library.Named, row row) error {
	for _, e := range n.Items {
		for _, p := range e.Passages {
			if err := row("named", e.ID, e.Name, e.Set, e.Own, e.Count, p.Address, p.Quote, p.Sentence); err != nil {
				return err
			}
		}
	}
	for _, part := range []struct {
		how  string
		uses []library.NamelessUse
	}{{"labelled", n.Labelled}, {"unnamed", n.Unnamed}} {
		for _, u := range part.uses {
			for _, p := range u.Passages {
				if err := row(part.how, "", u.Phrase, "", false, u.Count, p.Address, p.Quote, p.Sentence); err != nil {
					return err
				}
			}
		}
	}
	for _, x := range n.Never {
		if err := row("never", x.ID, x.Name, n.Of, false, 0, "", "", ""); err != nil {
			return err
		}
	}
	return nil
}
