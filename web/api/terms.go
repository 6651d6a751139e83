package api

import (
	"tifa"
	"tifa/library"
)

var (
	conceptParam = &param{name: "term", needed: true, about: "the id of a concept, or a term that no other concept has"}
	passageParam = &param{name: "phrase", about: "the passage"}
	matchOfParam = &param{name: "edition", about: "or an edition, each of its sentences, or those that the address names"}
)

// aboutTerms are the endpoints about renderings, the term base and the memory.
func aboutTerms() []*endpoint {
	return []*endpoint{
		single(endpoint{
			method: get, path: "render", summary: "how a term was rendered in the other language",
			params: with([]*param{langsParam, fromParam, toParam, issuerParam, kindParam, workParam}, termParam, bitextStatusParam, gapParam, exactParam, intoParam, renderingsParam),
			columns: []column{
				{"text", "the rendering"},
				{"lang", "its language"},
				{"count", "how often"},
				{"share", "of the occurrences in bitexts with this language"},
				{"probability", "that it stands for the term"},
				{"first_date", "when first"},
				{"first", "where first"},
				{"last_date", "when last"},
				{"last", "where last"},
				{"source", "term base or beads"},
				{"term", "status in the term base"},
			},
		}, rendered, renderingRows),
		several(endpoint{
			method: get, path: "render/passages", summary: "where a term was rendered, in both languages",
			params: with([]*param{langsParam, fromParam, toParam, issuerParam, kindParam, workParam}, termParam, bitextStatusParam, gapParam, exactParam, intoParam, stateOfParam, renderingParam),
			columns: []column{
				{"state", "rendered, unclear or not rendered"},
				{"rendering", "in its commonest form"},
				{"src", "where the term stands"},
				{"src_date", "when"},
				{"src_text", "the words"},
				{"tgt", "where its counterpart stands"},
				{"tgt_date", "when"},
				{"tgt_text", "the words"},
				{"issuer", "of the translation"},
				{"status", "of the translation"},
				{"probability", "that the rendering stands for the term"},
			},
		}, renderedPassages, func(p library.RenderedPassage, row row) error {
			tgt := p.Tgt
			if tgt == nil {
				tgt = &library.Side{}
			}
			return row(p.State, p.Rendering, p.Src.Address, p.Src.Date, p.Src.Text, tgt.Address, tgt.Date, tgt.Text, tgt.Issuer, tgt.Status, p.Probability)
		}),
		single(endpoint{
			method: get, path: "consistency", summary: "terms that are not rendered in one way",
			params: with(filterParams, editionMaybeParam, intoParam, termsParam, leastParam, renderingsParam),
			columns: []column{
				{"kind", "changed, varies or shared"},
				{"lang", "of the terms"},
				{"into", "of the renderings"},
				{"term", "the term"},
				{"rendering", "one of its renderings"},
				{"count", "how often"},
				{"first_date", "when first"},
				{"first", "where first"},
				{"last_date", "when last"},
				{"last", "where last"},
				{"within", "translations that have several"},
			},
		}, consistency, inconsistencyRows),
		several(endpoint{
			method: get, path: "term/list", summary: "the concepts of the term base",
			params: []*param{phraseMaybeParam, termLangParam, termIntoParam, termStatusParam, scopeParam},
			columns: []column{
				{"id", "of the concept"},
				{"lang", "of the term"},
				{"term", "the term"},
				{"status", "preferred, admitted, deprecated or forbidden"},
				{"variant", "of another term"},
				{"source", "of the term"},
				{"note", "about the term"},
				{"definition", "of the concept"},
				{"scope", "of the concept"},
			},
		}, func(c *call, p page, yield func(tifa.Concept) error) error {
			f := read(c, TermFilter)
			if c.err != nil {
				return c.err
			}
			all, err := c.l.Terms(c.ctx(), f)
			if err != nil {
				return err
			}
			return each(all, p, yield)
		}, func(x tifa.Concept, row row) error {
			return each(x.Terms, page{}, func(t tifa.Term) error {
				return row(x.ID, t.Lang, t.Text, t.Status, t.Variant, t.Source, t.Note, x.Definition, x.Scope)
			})
		}),
		single(endpoint{method: get, path: "term/show", summary: "a concept with its history", params: []*param{conceptParam}},
			func(c *call) (*library.ShownConcept, error) {
				name := one[string](&c.query, conceptParam)
				if c.err != nil {
					return nil, c.err
				}
				return c.l.ShowTerm(c.ctx(), name)
			}, nil),
		several(endpoint{
			method: get, path: "memory/match", summary: "how a passage like this one was rendered",
			about:  "Of phrase and edition one is needed.",
			params: []*param{passageParam, matchOfParam, memoryLangParam, memoryIntoParam, minParam, matchesParam, checkedParam},
			columns: []column{
				{"n", "number of the sentence; 0 for a phrase"},
				{"text", "the passage"},
				{"kind", "context, exact or fuzzy"},
				{"score", "1 is the same"},
				{"src", "what was rendered"},
				{"tgt", "its rendering"},
				{"origin", "addresses, or the file that it was imported from"},
				{"date", "of the translation"},
				{"status", "of the translation"},
				{"checked", "by a person"},
			},
		}, matches, func(m library.Matched, row row) error {
			return row(m.N, m.Text, m.Kind, m.Score, m.Unit.Src, m.Unit.Tgt, m.Unit.Origin, m.Unit.Date, m.Unit.Status, m.Unit.Checked)
		}),
		several(endpoint{
			method: get, path: "memory/list", summary: "what the translation memory is made of",
			columns: []column{{"origin", "beads, or a file"}, {"src_lang", "from"}, {"tgt_lang", "into"}, {"units", "how many"}, {"checked", "by people, where it was counted"}},
		}, func(c *call, p page, yield func(library.MemoryOrigin) error) error {
			all, err := c.l.MemoryOrigins(c.ctx())
			if err != nil {
				return err
			}
			return each(all, p, yield)
		}, func(o library.MemoryOrigin, row row) error {
			return row(o.Origin, o.SrcLang, o.TgtLang, o.Units, o.Checked)
		}),
	}
}

func rendered(c *call) (*library.RenderedTerm, error) {
	q, o, err := Render(c.Values)
	limit := one[int](&c.query, renderingsParam)
	if err == nil {
		err = c.err
	}
	if err != nil {
		return nil, err
	}
	r, err := c.l.Render(c.ctx(), q, o)
	if err == nil && limit > 0 {
		r.Renderings = r.Renderings[:min(limit, len(r.Renderings))]
	}
	return r, err
}

func renderedPassages(c *call, p page, yield func(library.RenderedPassage) error) error {
	q, o, err := Render(c.Values)
	of := read(c, PassagesOf)
	if err == nil {
		err = c.err
	}
	if err != nil {
		return err
	}
	r, err := c.l.Render(c.ctx(), q, o)
	if err != nil {
		return err
	}
	found, _, err := c.l.Passages(c.ctx(), r, of, p.skip, p.most)
	if err != nil {
		return err
	}
	return each(found, page{}, yield)
}

func renderingRows(r *library.RenderedTerm, row row) error {
	for _, x := range r.Renderings {
		firstDate, first, _ := place(x.First)
		lastDate, last, _ := place(x.Last)
		if err := row(x.Text, x.Lang, x.Count, x.Share, x.Probability, firstDate, first, lastDate, last, x.Source, x.Term); err != nil {
			return err
		}
	}
	return nil
}

func consistency(c *call) (*library.Consistency, error) {
	o, limit := read(c, ConsistencyOptions), one[int](&c.query, renderingsParam)
	if c.err != nil {
		return nil, c.err
	}
	found, err := c.l.CheckConsistency(c.ctx(), o)
	if err == nil && limit > 0 {
		found.Items = found.Items[:min(limit, len(found.Items))]
	}
	return found, err
}

func inconsistencyRows(found *library.Consistency, row row) error {
	for _, x := range found.Items {
		for i, r := range x.Renderings {
			term := x.Terms[min(i, len(x.Terms)-1)] // one for all renderings, or one for each
			firstDate, first, _ := place(r.First)
			lastDate, last, _ := place(r.Last)
			if err := row(x.Kind, x.Lang, x.Into, term, r.Text, r.Count, firstDate, first, lastDate, last, x.Within); err != nil {
				return err
			}
		}
	}
	return nil
}

func matches(c *call, p page, yield func(library.Matched) error) error {
	o := read(c, MatchOptions)
	phrase, edition := one[string](&c.query, passageParam), one[string](&c.query, matchOfParam)
	if c.err == nil && (phrase == "") == (edition == "") {
		c.err = passageParam.wrong("or edition, one of them, is needed")
	}
	if c.err != nil {
		return c.err
	}
	o.Words = phrase != ""
	return c.l.MatchMemory(c.ctx(), phrase+edition, o, c.sent, cut(p, func(m library.Matched) error { return yield(m) }))
}
