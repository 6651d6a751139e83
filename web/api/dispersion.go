package api

import (
	"io"
	"net/url"

	"tifa/library"
)

var (
	ofTextParam = &param{name: "edition", about: "one text, by its sections; without it, the parts are the texts that the other parameters choose, in the order of date"}
	levelParam  = &param{name: "level", kind: whole, most: library.MostLevel, about: "divide the text at headings down to this level; 0: the highest with three sections"}
	usesParam   = &param{name: "limit", kind: whole, most: 1e6, about: "at most so many uses of each phrase are listed, 0 for all; all are counted"}
)

// DispersionOptions reads edition, level and limit.
func DispersionOptions(v url.Values) (library.DispersionOptions, error) {
	q := &query{Values: v}
	out := library.DispersionOptions{Edition: one[string](q, ofTextParam), Level: one[int](q, levelParam), Limit: one[int](q, usesParam)}
	return out, q.err
}

// dispersionColumns are those of the uses.
var dispersionColumns = []column{
	{"phrase", "what was looked for"},
	{"date", "of the edition"},
	{"edition", "address"},
	{"title", "of the edition"},
	{"part", "number of the section or text, from 1"},
	{"heading", "of the section; empty over several texts"},
	{"address", "of the sentence"},
	{"start", "code points of the text"},
	{"end", "code points of the text"},
	{"share", "of the text, 0 at its beginning"},
	{"at", "of all parts, one after another"},
	{"quote", "the words"},
}

func dispersionRows(d *library.Dispersion, row row) error {
	for i := range d.Phrases {
		p := &d.Phrases[i]
		for k := range p.Uses {
			u := &p.Uses[k]
			heading := ""
			if d.Edition != nil {
				heading = d.Parts[u.Part-1].Title
			}
			if err := row(p.Phrase, u.Date, u.Edition, u.Title, u.Part, heading, u.Address, u.Start, u.End, u.Share, u.At, u.Quote); err != nil {
				return err
			}
		}
	}
	return nil
}

// DispersionCSV writes the uses of a dispersion as the endpoint does.
func DispersionCSV(w io.Writer, d *library.Dispersion) error {
	return writeCSV(w, dispersionColumns, func(row row) error { return dispersionRows(d, row) })
}

// aboutDispersion is the endpoint about where uses lie.
func aboutDispersion() *endpoint {
	return single(endpoint{
		method: get, path: "dispersion", summary: "where in a text, or over texts in the order of date, phrases are used",
		about:  "Positions are code points and shares. dp is the deviation of proportions over sections or texts (Gries 2008). As CSV: a row a use.",
		params: with(filterParams, phrasesParam, gapParam, exactParam, ofTextParam, levelParam, usesParam), columns: dispersionColumns,
	}, func(c *call) (*library.Dispersion, error) {
		queries, o := read(c, Queries), read(c, DispersionOptions)
		if c.err != nil {
			return nil, c.err
		}
		return c.l.Dispersion(c.ctx(), queries, o)
	}, dispersionRows)
}
