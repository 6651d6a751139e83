package api

import (
	"strings"

	"tifa"
	"tifa/evidence"
	"tifa/library"
	"tifa/reuse"
)

// aboutTexts are the endpoints about what is new in a text, and how one
// version became another.
func aboutTexts() []*endpoint {
	isNew := endpoint{
		method: get, path: "new", summary: "what in a text is new, adapted or inherited, and from where",
		about: "As CSV: its sentences.", params: with(newParams, editionParam),
		columns: []column{
			{"n", "number of the sentence"},
			{"class", "new, adapted, inherited or short"},
			{"similarity", "to the ancestor"},
			{"text", "the words"},
			{"ancestor_date", "when it was there before"},
			{"ancestor", "address"},
			{"ancestor_quote", "the words there"},
			{"later_uses", "later editions with the same words"},
			{"same_work", "the ancestor is of the same work"},
			{"boilerplate", "stands in many texts"},
			{"contemporary", "addresses in texts whose order is undecided"},
			{"rendering", "of the ancestor, with into"},
			{"rendering_at", "its address"},
		},
	}
	sent := sending(isNew, []file{{name: "file", about: "the document", needed: true}}, newParams)
	compare := endpoint{
		method: get, path: "compare", summary: "how one version became another, by article and sentence",
		about: "As CSV: the changes of sentences.", params: []*param{aParam, bParam},
		columns: []column{
			{"kind", "same, edited, added, removed, moved, split or merged"},
			{"a", "sentences of the older text"},
			{"b", "sentences of the newer"},
			{"renumbered", "the number before the words differs"},
			{"older", "the words, where they differ"},
			{"newer", "the words, where they differ"},
		},
	}
	ask := func(c *call) (*reuse.Comparison, error) {
		a, b, err := c.two()
		stated := c.stated()
		if err != nil || c.err != nil {
			return nil, c.err
		}
		return c.l.Compare(c.ctx(), a, b, stated, c.sent)
	}
	check := endpoint{
		method: get, path: "check", summary: "whether the quotations in a text are right",
		about: "As CSV: the quotations.", params: with(checkParams, editionParam),
		columns: []column{
			{"quote", "the words"},
			{"line", "where it begins"},
			{"verdict", "exact, faithful, differs or not found"},
			{"marks", "altered, elided"},
			{"address", "of the passage, or of the nearest"},
			{"date", "of its text"},
			{"passage", "its words"},
			{"similarity", "share of the words that are right"},
			{"correction", "how it should read"},
			{"hidden", "what its ellipses leave out"},
			{"misattributed_to", "the edition that the text names and that does not have it"},
			{"misplaced", "the number of the article that has it, and the paragraph and item in it, where the text names another"},
			{"misdated", "the dates of the texts that have it, where the text gives another"},
			{"misspoken", "whose texts have it, where the text names another"},
		},
	}
	return []*endpoint{
		originalsEndpoint(),
		single(check, checkText, checkRows), single(sending(check, []file{{name: "file", about: "the article", needed: true}}, checkParams), checkText, checkRows),
		single(isNew, ledger, ledgerRows), single(sent, ledger, ledgerRows),
		single(compare, ask, compareRows), single(sending(compare, twoFiles, []*param{aSentParam, bSentParam}), ask, compareRows),
	}
}

func ledger(c *call) (*library.Ledger, error) {
	o := read(c, NewOptions)
	o.Stated = c.stated()
	text := upload("file")
	if c.e.files == nil {
		text = one[string](&c.query, editionParam)
	} else if _, ok := c.sent[text]; !ok && c.err == nil {
		c.err = &ParamError{Name: "file", Why: "is missing", Takes: "a document"}
	}
	if c.err != nil {
		return nil, c.err
	}
	return c.l.New(c.ctx(), text, o, c.sent)
}

// originalsEndpoint looks for what a quotation that no text has may translate.
func originalsEndpoint() *endpoint {
	return several(endpoint{
		method: get, path: "check/originals", summary: "sentences in other languages that a passage may translate, the best first",
		params: []*param{quotedWordsParam, quotedLangParam},
		columns: []column{
			{"score", "explained, and a little of the reverse"},
			{"explained", "share of the information of the passage's words that the sentence explains"},
			{"lang", "of the sentence"},
			{"date", "of its text"},
			{"address", "of the sentence"},
			{"quote", "its words"},
		},
	}, func(c *call, p page, yield func(evidence.Original) error) error {
		passage, lang := c.query.original()
		if c.err != nil {
			return c.err
		}
		found, err := c.l.Originals(c.ctx(), passage, lang)
		if err != nil {
			return err
		}
		return each(found, p, yield)
	}, func(o evidence.Original, row row) error {
		date, address, quote := place(&o.Attestation)
		return row(o.Score, o.Explained, o.Lang, date, address, quote)
	})
}

// checkText holds the quotations of a text against the library.
func checkText(c *call) (*library.Checked, error) {
	o := library.CheckOptions{Against: c.query.all(againstParam), Stated: c.stated(), NoCounterparts: one[bool](&c.query, noCounterpartsParam)}
	o.Limits = evidence.DefaultLimits()
	o.Limits.Differs = one[float64](&c.query, quotedParam)
	text := upload("file")
	if c.e.files == nil {
		text = one[string](&c.query, editionParam)
	} else if _, ok := c.sent[text]; !ok && c.err == nil {
		c.err = &ParamError{Name: "file", Why: "is missing", Takes: "a document"}
	}
	if c.err != nil {
		return nil, c.err
	}
	return c.l.Check(c.ctx(), text, o, c.sent)
}

func checkRows(r *library.Checked, row row) error {
	for i := range r.Quotations {
		q := &r.Quotations[i]
		at := q.Nearest
		if len(q.Passages) > 0 {
			at = &q.Passages[0]
		}
		date, address, quote := place(at)
		var part string
		var dates, issuers []string
		if q.Misplaced != nil {
			part = q.Misplaced.Where()
		}
		if q.Misdated != nil {
			for _, d := range q.Misdated.Dates {
				dates = append(dates, d.String())
			}
		}
		if q.Misspoken != nil {
			issuers = q.Misspoken.Issuers
		}
		if err := row(q.Quote, q.At.Line, string(q.Verdict), q.Marks, address, date, quote, q.Similarity, q.Correction, q.Hidden, q.MisattributedTo, part, strings.Join(dates, " "), strings.Join(issuers, "; ")); err != nil {
			return err
		}
	}
	return nil
}

func ledgerRows(l *library.Ledger, row row) error {
	for i := range l.Sentences {
		s := &l.Sentences[i]
		date, address, quote := place(s.Ancestor)
		var beside []string
		for _, a := range s.Contemporary {
			beside = append(beside, a.Address)
		}
		r := s.Rendering
		if r == nil || r.Longer { // a row has the renderings that can be used
			r = &tifa.Rendering{}
		}
		err := row(s.N, string(s.Class), s.Similarity, s.Text, date, address, quote, s.LaterUses, s.SameWork, s.Boilerplate, beside, r.Text, r.Address)
		if err != nil {
			return err
		}
	}
	return nil
}

func compareRows(c *reuse.Comparison, row row) error {
	for i := range c.Changes {
		x := &c.Changes[i]
		older, newer := sides(x.Edits)
		if err := row(x.Kind, x.A, x.B, x.Renumbered, older, newer); err != nil {
			return err
		}
	}
	return nil
}
