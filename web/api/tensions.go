package api

import (
	"net/url"

	"tifa"
	"tifa/concordance"
	"tifa/library"
	"tifa/store"
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
		single(endpoint{
			method: get, path: "tensions", summary: "pairs of passages that may pull against each other",
			about:  "What people hold of pairs; with experimental=true also proposals by rule, most of which are wrong: worth says how many of judged ones were right.",
			params: []*param{editionParam, experimentalParam, sameIssuerTensionParam},
			columns: []column{
				{"a", "address of the one sentence"},
				{"b", "address of the other"},
				{"kind", "stance, modality or principle; empty where a person found it"},
				{"axis", "of a principle"},
				{"score", "0 to 1"},
				{"distance", "sentences from one to the other"},
				{"a_class", "new, adapted, inherited or short"},
				{"b_class", "the same of the other"},
				{"a_quote", "the words"},
				{"b_quote", "the words"},
				{"verdict", "tension, none or unsure"},
				{"by", "who holds it to be so"},
				{"at", "since when"},
				{"note", "why"},
				{"why", "why it was proposed, in words"},
			},
		}, tensions, tensionRows),
		verdictChanges(),
	}
}

func tensions(c *call) (*library.Tensions, error) {
	edition := one[string](&c.query, editionParam)
	o := read(c, TensionOptions)
	if c.err != nil {
		return nil, c.err
	}
	return c.l.Tensions(c.ctx(), edition, o, c.sent)
}

func tensionRows(t *library.Tensions, row row) error {
	for _, list := range [][]library.Tension{t.Items, t.Judged} {
		for i := range list {
			x := &list[i]
			v := x.Verdict
			if v == nil {
				v = &store.Verdict{}
			}
			err := row(x.A.Address, x.B.Address, x.Kind, x.Axis, x.Score, x.Distance, x.A.Class, x.B.Class, x.A.Quote, x.B.Quote,
				v.Verdict, v.By, v.At, v.Note, x.Why)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// verdictRequest is what a person holds of two sentences.
type verdictRequest struct {
	A       string `json:"a" about:"address of a sentence: strategy-2023.zh:s33"`
	B       string `json:"b" about:"address of the other"`
	Verdict string `json:"verdict" about:"tension, none or unsure; forget takes it back"`
	Note    string `json:"note,omitempty" about:"why"`
}

// verdictChanges is the endpoint that keeps verdicts.
func verdictChanges() *endpoint {
	return changing("tensions/verdict", "keeps what a person holds of two sentences that may pull against each other", func(c *call, b verdictRequest) (verdictRequest, error) {
		return b, c.l.Judge(c.ctx(), b.A, b.B, b.Verdict, b.Note)
	})
}

var sameIssuerTensionParam = &param{name: "same-issuer", kind: yes, about: "also between the text and the others of its issuer"}

// TensionOptions reads experimental and same-issuer.
func TensionOptions(v url.Values) (library.TensionOptions, error) {
	q := &query{Values: v}
	return library.TensionOptions{SameIssuer: one[bool](q, sameIssuerTensionParam), Verdicts: !one[bool](q, experimentalParam)}, q.err
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
