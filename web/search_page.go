package web

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/library"
	"tifa/web/api"
	"tifa/web/chart"
)

// searchView is a concordance: every hit of a phrase in its context. Of
// several phrases it is their uses over time, beside each other.
type searchView struct {
	frame
	Ask      *queryForm
	Asked    bool
	Why      string // the query is none, and why
	Count    int
	Texts    int
	Coverage []string
	Kwic     *concordanceView
	Figure   *figure
	Trace    string
	Spread   string // where in the texts
	Render   string // the page of its renderings; empty where all texts are in one language
	Wider    string // the same without limits; empty if there are none
	Compare  string // the parts of the phrase as phrases of their own
	Parts    []string
	Examples []example
}

// example is a query that shows what one can ask.
type example struct{ Query, Lang string }

// linesPage is how many hits a page has.
const linesPage = 100

// mostPhrases is how many phrases are compared at most: more lines cannot be
// told apart.
const mostPhrases = chart.Shapes

func (r *Room) searchPage(ctx context.Context, q *request) (reply, error) {
	c, err := r.catalogues.get(ctx)
	if err != nil {
		return reply{}, err
	}
	v := &searchView{frame: r.frame(q, "search", r.say(q, "search.title")), Ask: q.queryForm("/search", c)}
	v.Phrase = v.Ask.Phrase
	phrases := given(q.form["phrase"])
	if len(phrases) == 0 {
		v.Examples = []example{
			{"sovereign", "en"}, {"网络主权", "zh-Hans"}, {"govern*", "en"}, {"构建*共同体", "zh-Hans"}, {"cooperation * cyberspace", "en"},
		}
		return page("search", v)
	}
	v.Asked, v.Title = true, r.say(q, "search.title-of", strings.Join(phrases, " · "))
	if len(limits(q.form)) > 0 {
		v.Wider = "/search?" + url.Values{"phrase": phrases}.Encode()
	}
	switch {
	case len(phrases) > mostPhrases:
		err = usage("%d phrases are given; at most %d can be told apart in one chart", len(phrases), mostPhrases)
	case len(phrases) > 1:
		err = r.compare(ctx, q, v, c)
	default:
		err = r.find(ctx, q, v, c)
	}
	if errors.Is(err, tifa.ErrUsage) {
		v.Why, v.Ask.Wrong = err.Error(), wrongParam(err)
		return reply{name: "search", page: v, status: 400}, nil
	}
	return reply{name: "search", page: v}, err
}

// find fills in the hits of a query and its uses over time.
func (r *Room) find(ctx context.Context, q *request, v *searchView, c *catalogue) error {
	query, err := api.Query(q.form)
	if err != nil {
		return err
	}
	if _, err := api.SearchOptions(url.Values{"sort": given(q.form["sort"])}); err != nil {
		return err
	}
	counted, err := r.library.Count(ctx, query)
	if err != nil {
		return err
	}
	v.Count, v.Texts = counted.Count.Count, counted.Count.Editions
	v.Coverage = r.sets[q.settings.Lang].saying.Looked(&counted.Coverage)
	v.Formats = formats("search", asked(q.form, "sort", "with"))
	v.Trace, v.Spread = address("/trace", v.Phrase, limits(q.form)), address("/dispersion", v.Phrase, limits(q.form))
	if len(c.values["lang"]) > 1 {
		v.Render = renderAddress(v.Phrase, q.form.Get("with"), limits(q.form))
	}
	v.apart(q.form)
	if v.Kwic, err = r.concordance(ctx, q, c, query, v.Count, linesPage); err != nil || v.Count == 0 {
		return err
	}
	trend, err := r.library.Trend(ctx, query, trendBy(q.form, &counted.Coverage))
	if err != nil {
		return err
	}
	v.Figure = r.figureOf(q, []*library.Trend{trend}, []string{""}, showCount, chart.Options{Height: 118, Bars: true, Peaks: 3})
	about := asked(q.form)
	about.Set("by", trend.By)
	v.Figure.Source, v.Figure.Formats = source(r.sets[q.settings.Lang].saying.Looked(&trend.Coverage)), formats("trend", about)
	return nil
}

// trendBy is the length of the periods: what the address says, else years,
// else months where the texts are of two years at most.
func trendBy(form url.Values, c *tifa.Coverage) string {
	if by := form.Get("by"); by != "" {
		return by
	}
	if !c.From.IsZero() && c.To.Year-c.From.Year <= 1 {
		return "month"
	}
	return "year"
}

// asked are the parameters of an address that the API knows too: the phrases,
// the limits of the texts, and others by name.
func asked(form url.Values, names ...string) url.Values {
	out := limits(form)
	for _, name := range append(names, "phrase") {
		if values := given(form[name]); len(values) > 0 {
			out[name] = values
		}
	}
	return out
}

// source is the texts of a chart in a sentence; what they lack, the chart
// shows.
func source(coverage []string) string {
	if len(coverage) == 0 {
		return ""
	}
	return coverage[0]
}

// apart finds phrases in a phrase that was not found as a whole.
func (v *searchView) apart(form url.Values) {
	if v.Count > 0 {
		return
	}
	for _, part := range strings.FieldsFunc(v.Phrase, func(c rune) bool { return strings.ContainsRune(",，、;；|", c) }) {
		if part = strings.TrimSpace(part); part != "" {
			v.Parts = append(v.Parts, part)
		}
	}
	if len(v.Parts) < 2 || len(v.Parts) > mostPhrases {
		v.Parts = nil
		return
	}
	within := limits(form)
	within["phrase"] = v.Parts
	v.Compare = "/search?" + within.Encode()
}

// compare fills in the uses of several phrases over time.
func (r *Room) compare(ctx context.Context, q *request, v *searchView, c *catalogue) error {
	queries, err := api.QueriesIn(q.form)
	if err != nil {
		return err
	}
	saying := r.sets[q.settings.Lang].saying
	var trends []*library.Trend
	var langs []string
	var legend []legendEntry
	var by string
	for i, query := range queries {
		counted, err := r.library.Count(ctx, query)
		if err != nil {
			return err
		}
		if by == "" {
			by = trendBy(q.form, &counted.Coverage)
		}
		trend, err := r.library.Trend(ctx, query, by)
		if err != nil {
			return err
		}
		e := legendEntry{
			Class: i + 1, Name: query.Phrase, Swatch: chart.Swatch(i + 1), Count: counted.Count.Count, Texts: counted.Count.Editions,
			Address: address("/trace", query.Phrase, limits(q.form)), Search: address("/search", query.Phrase, limits(q.form)),
			Coverage: saying.Looked(&trend.Coverage),
		}
		if e.First, err = r.firstOf(ctx, query, c); err != nil {
			return err
		}
		if e.First != nil {
			e.Lang = e.First.Lang
		}
		e.DifferentFrom = i > 0 && strings.Join(e.Coverage, "") != strings.Join(legend[0].Coverage, "")
		trends, langs, legend = append(trends, trend), append(langs, e.Lang), append(legend, e)
	}
	about := asked(q.form)
	about.Set("by", by)
	v.Formats = formats("trend", about)
	v.Figure = r.figureOf(q, trends, langs, showPer10k, chart.Options{Height: 320, Ends: true})
	v.Figure.Legend, v.Figure.Formats = legend, v.Formats
	v.Coverage = legend[0].Coverage
	v.Figure.Source = source(v.Coverage)
	return nil
}

// firstOf is where a phrase stands first; nil if nowhere.
func (r *Room) firstOf(ctx context.Context, query library.Query, c *catalogue) (*passage, error) {
	var out *passage
	err := r.library.Search(ctx, query, library.SearchOptions{Context: 30, Limit: 1}, func(l concordance.Line) error {
		out = &passage{tifa.Attestation{
			Address: tifa.SentenceAddress(l.Edition, l.Sentence, l.Sentence), Edition: l.Edition, Date: l.Date, Title: c.title(l.Edition), Quote: l.Left + l.Match + l.Right,
		}, c.lang(l.Edition)}
		return nil
	})
	return out, err
}
