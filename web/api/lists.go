package api

import (
	"net/url"
	"slices"
	"strings"

	"tifa/discourse"
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
	about := []*endpoint{
		single(named, func(c *call) (*library.Named, error) {
			o := read(c, NamedOptions)
			edition := one[string](&c.query, editionParam)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Named(c.ctx(), edition, o, c.sent)
		}, namedRows),
	}
	return slices.Concat(about, aboutReferences(), aboutSilences(), aboutEnumerations(), aboutKeyness())
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

var (
	referenceKindsParam = &param{name: "kinds", kind: list, values: discourse.ReferenceKinds(), about: "only these kinds"}
	citedByParam        = &param{name: "cited-by", kind: yes, about: "also what refers to the text"}
)

// ReferencesOptions reads kinds, experimental and cited-by.
func ReferencesOptions(v url.Values) (library.ReferencesOptions, error) {
	q := &query{Values: v}
	out := library.ReferencesOptions{
		Kinds: q.all(referenceKindsParam), Experimental: one[bool](q, experimentalParam), CitedBy: one[bool](q, citedByParam),
	}
	return out, q.err
}

// aboutReferences are the endpoints about what texts refer to.
func aboutReferences() []*endpoint {
	return []*endpoint{
		single(endpoint{
			method: get, path: "references", summary: "what a text refers to, what refers to it, and what is missing",
			about: "As CSV: the references.", params: []*param{editionParam, referenceKindsParam, experimentalParam, citedByParam},
			columns: []column{
				{"address", "of the sentence"},
				{"quote", "the words"},
				{"kind", "title, number, unit, above, oblique or promise"},
				{"name", "of the document or programme"},
				{"number", "as it stands"},
				{"unit", "the part that is meant"},
				{"target", "edition of the library"},
				{"target_at", "address of the part"},
				{"later", "the library has no earlier edition of it"},
				{"candidates", "editions that may be meant"},
				{"sentence", "that holds the words"},
			},
		}, func(c *call) (*library.Referred, error) {
			o := read(c, ReferencesOptions)
			edition := one[string](&c.query, editionParam)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.References(c.ctx(), edition, o, c.sent)
		}, referenceRows),
		single(endpoint{
			method: get, path: "references/graph", summary: "who refers to whom in the library", params: filterParams,
			columns: []column{{"from", "edition"}, {"to", "edition"}, {"count", "references"}, {"addresses", "where"}},
		}, func(c *call) (*library.CitationGraph, error) {
			f := read(c, Filter)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Citations(c.ctx(), f)
		}, func(g *library.CitationGraph, row row) error {
			return each(g.Items, page{}, func(x library.CitationEdge) error { return row(x.From, x.To, x.Count, x.Addresses) })
		}),
	}
}

// cited is where what is cited stands: of several parts, each.
func cited(t *library.CitedText) any {
	if len(t.Parts) == 0 {
		return t.At
	}
	var at []string
	for _, p := range t.Parts {
		if p.At != "" {
			at = append(at, p.At)
		}
	}
	return at
}

func referenceRows(r *library.Referred, row row) error {
	for i := range r.Items {
		x := &r.Items[i]
		target := library.CitedText{}
		if x.Target != nil {
			target = *x.Target
		}
		var candidates []string
		for _, c := range x.Candidates {
			candidates = append(candidates, c.Edition)
		}
		err := row(x.Address, x.Quote, x.Kind, x.Name, x.Number, x.Unit, target.Edition, cited(&target), target.Later, candidates, x.Sentence)
		if err != nil {
			return err
		}
	}
	return nil
}

var (
	silentParam    = &param{name: "against", many: true, about: "hold against these editions; else against the predecessor, or the checklist"}
	checklistParam = &param{name: "checklist", many: true, about: "hold against these phrases; variants of one are divided by |"}
	rivalsParam    = &param{name: "rivals", about: "also count these words, divided by |"}
)

// SilencesOptions reads against, checklist and rivals.
func SilencesOptions(v url.Values) (library.SilencesOptions, error) {
	q := &query{Values: v}
	out := library.SilencesOptions{Against: q.all(silentParam)}
	if lines := q.all(checklistParam); len(lines) > 0 {
		out.Checklist, out.Lines = "checklist", []byte(strings.Join(lines, "\n"))
	}
	if rivals := one[string](q, rivalsParam); rivals != "" {
		out.Rivals = strings.Split(rivals, "|")
	}
	return out, q.err
}

// aboutSilences are the endpoints about what a text leaves unsaid.
func aboutSilences() []*endpoint {
	return []*endpoint{
		single(endpoint{
			method: get, path: "silences", summary: "what a text leaves unsaid, and which of rival words it uses",
			about: "As CSV: what is not there, then the rival words with their counts.", params: []*param{editionParam, silentParam, checklistParam, rivalsParam},
			columns: []column{
				{"how", "predecessor, peer, checklist or rival"},
				{"kind", "heading, formulation or line; the set of rival words"},
				{"phrase", "the words; the idea they stand for"},
				{"count", "in the other text; of rival words, in this one"},
				{"editions", "earlier texts that have it"},
				{"address", "in the other text"},
			},
		}, func(c *call) (*library.Silent, error) {
			o := read(c, SilencesOptions)
			edition := one[string](&c.query, editionParam)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Silences(c.ctx(), edition, o, c.sent)
		}, func(s *library.Silent, row row) error {
			for _, x := range s.Items {
				address := ""
				if x.Passage != nil {
					address = x.Passage.Address
				}
				if err := row(x.How, x.Kind, x.Phrase, x.Count, x.Editions, address); err != nil {
					return err
				}
			}
			for _, r := range s.Rivals {
				for _, i := range r.Ideas {
					if err := row("rival", r.Set, i.Idea, i.Count, 0, ""); err != nil {
						return err
					}
				}
			}
			return nil
		}),
	}
}

var countedParam = &param{name: "against", about: "an edition that may count the same things"}

// aboutEnumerations is the endpoint about what a text counts.
func aboutEnumerations() []*endpoint {
	return []*endpoint{
		single(endpoint{
			method: get, path: "enumerations", summary: "what a text counts: announced numbers, items found, and who counts otherwise",
			about: "As CSV: the enumerations of the text.", params: []*param{editionParam, countedParam, experimentalParam},
			columns: []column{
				{"address", "of the announcement, or of the first item"},
				{"form", "announced, inline, series, list or headings"},
				{"noun", "what is counted"},
				{"head", "the heading of a list"},
				{"announced", "the number that is said"},
				{"found", "items"},
				{"agrees", "no other number is found than is announced"},
				{"sentence", "the words"},
			},
		}, func(c *call) (*library.Enumerated, error) {
			edition := one[string](&c.query, editionParam)
			o := library.EnumerationsOptions{Against: one[string](&c.query, countedParam), Experimental: one[bool](&c.query, experimentalParam)}
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Enumerations(c.ctx(), edition, o, c.sent)
		}, func(e *library.Enumerated, row row) error {
			for i := range e.Items {
				x := &e.Items[i]
				announced := 0
				if x.Announced != nil {
					announced = *x.Announced
				}
				if err := row(x.Address, x.Form, x.Noun, x.Head, announced, x.Found, x.Agrees, x.Sentence); err != nil {
					return err
				}
			}
			return nil
		}),
	}
}
