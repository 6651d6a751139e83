package api

import (
	"reflect"

	"tifa"
	"tifa/concordance"
	"tifa/library"
	"tifa/lineage"
)

var pointColumns = []column{
	{"phrase", "what was counted"},
	{"period", "2015, 2015-03 or 2015-03-05"},
	{"count", "occurrences"},
	{"editions", "texts of the period"},
	{"chars", "code points of these texts"},
	{"per_10k", "occurrences for every 10,000 code points"},
}

func pointRows(phrase string, points []tifa.Point, row row) error {
	for _, p := range points {
		if err := row(phrase, p.Period, p.Count, p.Editions, p.Chars, p.Per10k); err != nil {
			return err
		}
	}
	return nil
}

// aboutPhrases are the endpoints about the use of phrases.
func aboutPhrases() []*endpoint {
	search := several(endpoint{
		method: get, path: "search", summary: "every place where a phrase stands, in context",
		about:   "With with=LANG each hit has its counterpart; with count=true the answer is the count alone, and no list.",
		params:  with(filterParams, phraseParam, inParam, gapParam, exactParam, sortParam, contextParam, withParam, countParam),
		answers: []reflect.Type{reflect.TypeFor[library.LineWith](), reflect.TypeFor[concordance.Line]()},
		whole:   []reflect.Type{reflect.TypeFor[library.Counted]()},
		columns: []column{
			{"edition", "address"},
			{"date", "of the edition"},
			{"sentence", "number"},
			{"start", "code points"},
			{"end", "code points"},
			{"left", "what is before"},
			{"match", "the hit"},
			{"right", "what is after"},
			{"with_edition", "the translation, with with"},
			{"with_sentences", "their numbers"},
			{"with_text", "their words"},
			{"with_score", "of the bead"},
		},
	}, search, searchRows)
	lines := search.run
	search.run = func(c *call) error {
		if !one[bool](&c.query, countParam) {
			return lines(c)
		}
		q := read(c, Query)
		if c.err == nil && c.csv {
			c.err = countParam.wrong("has no CSV")
		}
		if c.err != nil {
			return c.err
		}
		counted, err := c.l.Count(c.ctx(), q)
		if err != nil {
			return err
		}
		return c.answer(counted)
	}
	return []*endpoint{
		search,
		aboutDispersion(),
		several(endpoint{
			method: get, path: "trend", summary: "how often phrases were used, by year, month or day",
			params: with(filterParams, phrasesParam, inParam, gapParam, exactParam, byParam), columns: pointColumns,
		}, func(c *call, p page, yield func(*library.Trend) error) error {
			queries, by := read(c, QueriesIn), one[string](&c.query, byParam)
			if c.err != nil {
				return c.err
			}
			return each(queries, p, func(q library.Query) error {
				t, err := c.l.Trend(c.ctx(), q, by)
				if err != nil {
					return err
				}
				return yield(t)
			})
		}, func(t *library.Trend, row row) error { return pointRows(t.Phrase, t.Points, row) }),
		single(endpoint{
			method: get, path: "temperature", summary: "how hot a formulation was, year by year, on steps",
			about:  "As CSV: the years.",
			params: with(filterParams, phraseParam, inParam, gapParam, exactParam),
			columns: []column{
				{"period", "the year"},
				{"editions", "texts of it that use the phrase"},
				{"texts", "all its texts"},
				{"share", "of the texts"},
				{"step", "boiling, scorching, hot, warm, lukewarm or cold, or as the library's own table names it"},
			},
		}, func(c *call) (*library.Temperature, error) {
			q := read(c, Query)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Temperature(c.ctx(), q)
		}, func(t *library.Temperature, row row) error {
			return each(t.Years, page{}, func(y lineage.Heat) error { return row(y.Period, y.Editions, y.Texts, y.Share, y.Step) })
		}),
		single(endpoint{
			method: get, path: "trace", summary: "where a formulation came from and what became of it",
			about:  "As CSV: its use by period.",
			params: with(filterParams, phraseParam, inParam, gapParam, exactParam, byParam, acrossParam, intoParam, mostParam), columns: pointColumns,
		}, func(c *call) (*library.Traced, error) {
			q, o := read(c, Query), read(c, TraceOptions)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Trace(c.ctx(), q, o)
		}, func(t *library.Traced, row row) error { return pointRows(t.Phrase, t.Periods, row) }),
	}
}

// search tells hits as concordance.Line or library.LineWith.
func search(c *call, p page, yield func(any) error) error {
	q, o, into := read(c, Query), read(c, SearchOptions), one[string](&c.query, withParam)
	if c.err != nil {
		return c.err
	}
	o.Skip, o.Limit = p.skip, p.most
	if into == "" {
		return c.l.Search(c.ctx(), q, o, func(line concordance.Line) error { return yield(line) })
	}
	return c.l.SearchWith(c.ctx(), q, o, into, func(line library.LineWith) error { return yield(line) })
}

func searchRows(v any, row row) error {
	line, hasWith := v.(library.LineWith)
	if !hasWith {
		line.Line, _ = v.(concordance.Line)
	}
	cells := []any{line.Edition, line.Date, line.Sentence, line.Start, line.End, line.Left, line.Match, line.Right, "", "", "", ""}
	if b := line.Counterpart; b != nil {
		cells = append(cells[:8], b.Edition, b.Sentences, b.Text, b.Score)
	}
	return row(cells...)
}
