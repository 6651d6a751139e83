package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/library"
	"tifa/lineage"
	"tifa/publish"
	"tifa/web/api"
	"tifa/web/chart"
)

// traceView is the history of a formulation.
type traceView struct {
	frame
	Ask      *queryForm
	By       string
	Into     string
	Why      string // the query is none, and why
	Asked    bool
	Lang     string // of the phrase
	Thin     string
	Coverage []string
	Traced   *library.Traced
	Figure   *figure
	First    *quoted
	Last     *quoted
	Breakout *quoted
	// Contemporary are first attestations that may be earlier than First.
	Contemporary []passage
	Heat         *heatView // its steps of temperature
	Coarse       string    // why they say little; empty if they do not
	Warm         string    // the page about them
	Issuers      []issuerUse
	RestIssuers  []issuerUse
	Family       []relative
	Together     string // the family in one chart
	Longer       []relative
	Fillers      []relative
	Across       *acrossView
	Kwic         *concordanceView
	SearchAll    string
}

// quoted is a passage with the words around it.
type quoted struct {
	passage
	Before, Match, After string
}

// issuerUse is the use of a formulation by one issuer.
type issuerUse struct {
	lineage.IssuerUse
	First passage
	Share int // percent of the uses
}

// relative is a phrase near the one that is traced.
type relative struct {
	Phrase, Lang string
	Kind         string
	Pieces       []publish.Piece
	Count        int
	First        passage
	Address      string
	Spark        *chart.Chart
	Most         string // of a period in its line
	Self         bool
}

// acrossView is what a formulation is in other languages.
type acrossView struct {
	Later      string // where it is worked out; empty if this is it
	Whole      string // the page with it, for those without scripts
	Render     string // the page of its renderings, with the passages
	Renderings []rendering
	FirstIn    string
	Undecided  []string
	Into       string
	Langs      []string
	Aligning   *aligningView // instead of all the others
}

type rendering struct {
	library.TracedRendering
	First, Last *passage
	Percent     int
	Address     string
}

const (
	issuersShown    = 12
	relativesShown  = 12 // variants; each has a line of its own to count
	traceLines      = 40 // hits on the page of a trace
	renderingsShown = 20
)

func (r *Room) tracePage(ctx context.Context, q *request) (reply, error) {
	v, c, query, o, err := r.traceQuestion(ctx, q)
	if err != nil {
		return reply{}, err
	}
	if v.Phrase != "" && v.Why == "" {
		v.Asked = true
		err = r.trace(ctx, q, v, c, query, o)
	}
	return v.answer("trace", err)
}

// answer is the page, which says itself what is wrong with a question.
func (v *traceView) answer(name string, err error) (reply, error) {
	if errors.Is(err, tifa.ErrUsage) {
		v.Why, v.Asked, v.Ask.Wrong = err.Error(), false, wrongParam(err)
	} else if err != nil {
		return reply{}, err
	}
	re := reply{name: name, page: v}
	if v.Why != "" {
		re.status = 400
	}
	return re, nil
}

// traceQuestion reads what is asked for.
func (r *Room) traceQuestion(ctx context.Context, q *request) (*traceView, *catalogue, library.Query, library.TraceOptions, error) {
	c, err := r.catalogues.get(ctx)
	if err != nil {
		return nil, nil, library.Query{}, library.TraceOptions{}, err
	}
	v := &traceView{frame: r.frame(q, "trace", r.say(q, "trace.title")), Ask: q.queryForm("/trace", c), By: cmp.Or(q.form.Get("by"), "year"), Into: q.form.Get("into")}
	v.Phrase = v.Ask.Phrase
	v.Ask.Others = nil
	if v.Phrase == "" {
		return v, c, library.Query{}, library.TraceOptions{}, nil
	}
	v.Title = r.say(q, "trace.title-of", v.Phrase)
	query, err := api.Query(q.form)
	var o library.TraceOptions
	if err == nil {
		// Renderings come on their own, and so may be asked for with or without.
		form := url.Values{"across": {"true"}}
		for _, name := range []string{"by", "into"} {
			form[name] = given(q.form[name])
		}
		o, err = api.TraceOptions(form)
		o.Across = q.form.Get("across") == "true"
	}
	if err != nil {
		v.Why, v.Ask.Wrong = err.Error(), wrongParam(err)
	}
	return v, c, query, o, nil
}

// trace fills in a history.
func (r *Room) trace(ctx context.Context, q *request, v *traceView, c *catalogue, query library.Query, o library.TraceOptions) error {
	t, err := r.traced(ctx, query, o)
	waiting := r.aligning(q, err)
	if waiting != nil {
		o.Across = false
		t, err = r.traced(ctx, query, o)
	}
	if err != nil {
		return err
	}
	v.Traced = t
	if t.Thin != "" {
		v.Thin = r.sets[q.settings.Lang].words.count("thin.first", t.Coverage.Editions)
	}
	v.Coverage = r.sets[q.settings.Lang].saying.Looked(&t.Coverage)
	within := limits(q.form)
	about := url.Values{"phrase": {v.Phrase}, "by": {v.By}}
	maps.Copy(about, within)
	v.Formats = formats("trace", about)
	v.SearchAll = address("/search", v.Phrase, within)
	if t.Count == 0 {
		return nil
	}
	v.Lang = c.lang(t.First.Edition)
	if err := r.cards(ctx, v, c, query); err != nil {
		return err
	}
	trend := &library.Trend{Phrase: t.Phrase, By: v.By, Points: t.Periods, Coverage: t.Coverage}
	options := chart.Options{Height: 268, Peaks: 5, Weights: true}
	if b := t.Breakout; b != nil {
		if at, err := tifa.ParseDate(b.Period); err == nil {
			options.Marks = append(options.Marks, chart.Mark{At: at, Name: r.say(q, "trace.broke-out", b.Period)})
		}
	}
	v.Figure = r.figureOf(q, []*library.Trend{trend}, []string{v.Lang}, showCount, options)
	v.Figure.Source, v.Figure.Formats = source(v.Coverage), formats("trend", about)
	line := r.heatLine(q, 1, v.Phrase, t.Temperature, within)
	line.Lang = v.Lang
	v.Heat, v.Warm = r.heatOf(q, []heatLine{line}), address("/temperature", v.Phrase, within)
	v.Heat.Source = source(v.Coverage)
	if t.Temperature.Thin != "" {
		v.Coarse = r.coarse(q, t.Temperature)
	}
	v.uses(t, c)
	v.family(c, within)
	v.Across = &acrossView{Into: v.Into, Render: renderAddress(v.Phrase, v.Into, within), Later: address("/renderings", v.Phrase, within), Whole: withParam(v.Here, "across", "true") + "#renderings"}
	if v.Into != "" {
		v.Across.Later = withParam(v.Across.Later, "into", v.Into)
	}
	if o.Across {
		v.renderings(&t.Across, c)
	}
	if waiting != nil {
		v.Across = &acrossView{Into: v.Into, Render: v.Across.Render, Aligning: waiting}
	}
	v.Kwic, err = r.concordance(ctx, q, c, query, t.Count, traceLines)
	return err
}

// traced gives a history, a kept one if it has no renderings: terms and beads,
// on which those depend, change without a new generation of the texts.
func (r *Room) traced(ctx context.Context, q library.Query, o library.TraceOptions) (*library.Traced, error) {
	if o.Across {
		return r.library.Trace(ctx, q, o)
	}
	return r.traces.get(ctx, fmt.Sprintf("%q %d %d %#v %#v", q.Phrase, q.Gap, q.Exact, q.Filter, o), func() (*library.Traced, error) {
		return r.library.Trace(ctx, q, o)
	})
}

// cards are the dates that matter, with their passages.
func (r *Room) cards(ctx context.Context, v *traceView, c *catalogue, query library.Query) error {
	t := v.Traced
	var err error
	if v.First, err = r.quote(ctx, c, t.First); err != nil {
		return err
	}
	if v.Last, err = r.quote(ctx, c, t.Last); err != nil {
		return err
	}
	for _, a := range t.FirstContemporary[:min(len(t.FirstContemporary), 8)] {
		v.Contemporary = append(v.Contemporary, passage{a, c.lang(a.Edition)})
	}
	if t.Breakout == nil {
		return nil
	}
	at, err := tifa.ParseDate(t.Breakout.Period)
	if err != nil {
		return err
	}
	query.Filter.From, query.Filter.To = at, at
	return r.library.Search(ctx, query, library.SearchOptions{Limit: 1}, func(l concordance.Line) error {
		a := tifa.Attestation{
			Address: tifa.SentenceAddress(l.Edition, l.Sentence, l.Sentence), Edition: l.Edition, Date: l.Date, Title: c.title(l.Edition),
			Start: l.Start, End: l.End, Quote: l.Match,
		}
		v.Breakout, err = r.quote(ctx, c, &a)
		return err
	})
}

// quote gives an attestation in its sentence.
func (r *Room) quote(ctx context.Context, c *catalogue, a *tifa.Attestation) (*quoted, error) {
	out := &quoted{passage: passage{*a, c.lang(a.Edition)}, Match: a.Quote}
	at, err := tifa.ParseAddress(a.Address)
	if err != nil {
		return nil, err
	}
	shown, err := r.texts.get(ctx, a.Edition)
	if err != nil {
		return nil, err
	}
	for _, s := range shown.Sentences[max(0, at.From-1):min(at.To, len(shown.Sentences))] {
		text := []rune(s.Text)
		if s.Start < a.Start {
			out.Before += string(text[:min(len(text), a.Start-s.Start)])
		}
		if s.End > a.End {
			out.After += string(text[max(0, a.End-s.Start):])
		}
	}
	out.Before, out.After = lastRunes(out.Before, 160), firstRunes(out.After, 160)
	return out, nil
}

// firstRunes cuts a text after n code points, before a word that would be cut.
func firstRunes(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[:n])
	if i := strings.LastIndexByte(cut, ' '); i >= 0 && len(cut)-i < longestWord {
		cut = cut[:i]
	}
	return cut + "…"
}

// lastRunes is the same from the end.
func lastRunes(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[len(r)-n:])
	if i := strings.IndexByte(cut, ' '); i >= 0 && i < longestWord {
		cut = cut[i+1:]
	}
	return "…" + cut
}

// longestWord is how many bytes are dropped at most to keep a word whole;
// scripts without spaces are cut anywhere.
const longestWord = 24

// uses says who used it.
func (v *traceView) uses(t *library.Traced, c *catalogue) {
	for _, u := range t.ByIssuer {
		x := issuerUse{u, passage{u.First, c.lang(u.First.Edition)}, int(float64(u.Count)*100/float64(t.Count) + .5)}
		if len(v.Issuers) < issuersShown {
			v.Issuers = append(v.Issuers, x)
		} else {
			v.RestIssuers = append(v.RestIssuers, x)
		}
	}
}

// family sets the phrases near the traced one, the variants with lines of
// their own on one axis of time.
func (v *traceView) family(c *catalogue, within url.Values) {
	t := v.Traced
	near := func(phrase, kind string, count int, first tifa.Attestation) relative {
		return relative{
			Phrase: phrase, Lang: c.lang(first.Edition), Kind: kind, Count: count, First: passage{first, c.lang(first.Edition)},
			Address: address("/trace", phrase, within),
		}
	}
	for _, p := range t.Longer {
		v.Longer = append(v.Longer, near(p.Phrase, "", p.Count, p.First))
	}
	for _, f := range t.Fillers {
		x := near(f.Text, "", f.Count, f.First)
		x.Address = documentAddress(f.First.Address)
		v.Fillers = append(v.Fillers, x)
	}
	if len(t.Variants) == 0 {
		return
	}
	self := near(t.Phrase, "", t.Count, *t.First)
	self.Self = true
	v.Family = append(v.Family, self)
	for _, x := range t.Variants[:min(len(t.Variants), relativesShown)] {
		n := near(x.Phrase, x.Kind, x.Count, x.First)
		n.Pieces = publish.Pieces(x.Edits)
		v.Family = append(v.Family, n)
	}
	together := limits(v.Ask.Form)
	for i := range v.Family[:min(len(v.Family), mostPhrases)] {
		together.Add("phrase", v.Family[i].Phrase)
	}
	v.Together = "/search?" + together.Encode()
	v.Family[0].line(t.Periods, t.Periods)
	for i := range v.Family[1:] {
		v.Family[i+1].line(t.Periods, t.Variants[i].Periods)
	}
}

// line draws the small line of a phrase over all periods with texts.
func (f *relative) line(all, used []tifa.Point) {
	s := chart.Series{Name: f.Phrase}
	most := 0
	counts := map[string]int{}
	for _, p := range used {
		counts[p.Period] = p.Count
		if p.Count > most {
			most, f.Most = p.Count, p.Period
		}
	}
	for _, p := range all {
		if at, err := tifa.ParseDate(p.Period); err == nil {
			s.Points = append(s.Points, chart.Point{Period: at, Value: float64(counts[p.Period])})
		}
	}
	f.Spark = chart.New([]chart.Series{s}, chart.Options{Width: 180, Height: 26, Bare: true})
}

// renderings sets what a formulation is in other languages.
func (v *traceView) renderings(a *library.Across, c *catalogue) {
	v.Across.Later = ""
	langs := map[string]bool{}
	for _, x := range a.Renderings[:min(len(a.Renderings), renderingsShown)] {
		y := rendering{TracedRendering: x, Percent: publish.PercentOf(x.Share)}
		if x.First != nil {
			y.First = &passage{*x.First, c.lang(x.First.Edition)}
		}
		if x.Last != nil {
			y.Last = &passage{*x.Last, c.lang(x.Last.Edition)}
		}
		y.Address = address("/trace", x.Text, url.Values{"lang": {x.Lang}})
		if !langs[x.Lang] {
			langs[x.Lang] = true
			v.Across.Langs = append(v.Across.Langs, x.Lang)
		}
		v.Across.Renderings = append(v.Across.Renderings, y)
	}
	if a.FirstIn != nil {
		v.Across.FirstIn = *a.FirstIn
	}
	v.Across.Undecided = a.FirstInUndecided
}

// renderingsFragment is the renderings alone: they take longer than the rest
// of the page.
func (r *Room) renderingsFragment(ctx context.Context, q *request) (reply, error) {
	v, c, query, o, err := r.traceQuestion(ctx, q)
	if err != nil {
		return reply{}, err
	}
	if v.Phrase == "" || v.Why != "" {
		return reply{}, usage("%s", cmp.Or(v.Why, "say the phrase: ?phrase=…"))
	}
	across, err := r.library.Across(ctx, query, o.Into)
	if waiting := r.aligning(q, err); waiting != nil {
		waiting.Again = withParam(address("/trace", v.Phrase, limits(q.form)), "across", "true") + "#renderings"
		return page("trace#renderings", &acrossView{Into: v.Into, Render: renderAddress(v.Phrase, v.Into, limits(q.form)), Aligning: waiting})
	}
	if err != nil {
		return reply{}, err
	}
	v.Across = &acrossView{Into: v.Into, Render: renderAddress(v.Phrase, v.Into, limits(q.form))}
	v.renderings(across, c)
	return page("trace#renderings", v.Across)
}

// Silent is the last period with an attestation of a formulation that later
// texts do without.
func (v *traceView) Silent() string {
	if v.Traced.SilentSince == nil {
		return ""
	}
	return *v.Traced.SilentSince
}
