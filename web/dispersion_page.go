package web

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/library"
	"tifa/lineage"
	"tifa/web/api"
	"tifa/web/chart"
)

// dispersionView is where phrases are used: in one text by its sections, or
// over texts in the order of date.
type dispersionView struct {
	frame
	Weighing weighing
	Ask      *queryForm
	Edition  string
	Level    string
	Levels   []string
	Asked    bool
	Why      string // the question is none, and why
	Thin     string
	Coverage []string
	Source   string
	Found    *library.Dispersion
	Lang     string // of the text
	Strips   []*chart.Strip
	ByText   bool // strokes stand for texts, since there are too many uses
	Several  bool // a stroke stands for several uses
	Lines    []dispersedLine
	Parts    []dispersedPart
	Left     int // parts that only the whole table has
	All      string
	Open     bool
	Passages []dispersedPassages
}

// dispersedLine is one phrase.
type dispersedLine struct {
	library.PhraseDispersed
	Class                     int
	Lang                      string
	Measure, Norm, Even       string
	Search, Trace, Temperated string
}

// dispersedPart is a section, or a text with a use.
type dispersedPart struct {
	library.DispersionPart
	Lang    string
	Percent string // of the whole
	Cells   []dispersedCell
	Mini    *chart.Strip // where in a text
}

// dispersedCell is how often a phrase is used in a part, and where first.
type dispersedCell struct {
	Count   int
	Address string
}

// dispersedPassages are the uses of a phrase in their contexts.
type dispersedPassages struct {
	*concordanceView
	Lang   string
	Search string // all of them
}

const (
	// mostUses is how many uses of a phrase are looked up one by one: 16,522
	// take a third of a second, and on 800 pixels they are a black bar.
	mostUses = 6000
	// mostStrokes is how many links a plot has; more are joined in wider
	// columns.
	mostStrokes   = 600
	passagesShown = 40 // of all phrases together
	miniWidth     = 160
)

func (r *Room) dispersionPage(ctx context.Context, q *request) (reply, error) {
	c, err := r.catalogues.get(ctx)
	if err != nil {
		return reply{}, err
	}
	v := &dispersionView{
		frame: r.frame(q, "weight", r.say(q, "dispersion.title")), Weighing: q.weighing("dispersion"), Ask: q.queryForm("/dispersion", c),
		Edition: q.form.Get("edition"), Level: q.form.Get("level"), Levels: []string{"1", "2", "3", "4"}, Open: q.form.Get("values") == "all",
	}
	v.Phrase = v.Ask.Phrase
	if v.Edition != "" {
		e, err := r.library.Edition(ctx, v.Edition)
		if err != nil {
			return reply{}, err
		}
		if v.Document, err = r.documentTabs(ctx, &e, "dispersion"); err != nil {
			return reply{}, err
		}
		v.Room = ""
	}
	if v.Phrase == "" {
		return page("dispersion", v)
	}
	v.Asked, v.Title = true, r.say(q, "dispersion.title-of", strings.Join(given(q.form["phrase"]), " · "))
	if err = r.disperse(ctx, q, v, c); errors.Is(err, tifa.ErrUsage) {
		v.Why, v.Ask.Wrong = err.Error(), wrongParam(err)
		return reply{name: "dispersion", page: v, status: 400}, nil
	}
	return reply{name: "dispersion", page: v}, err
}

// disperse fills in the answer.
func (r *Room) disperse(ctx context.Context, q *request, v *dispersionView, c *catalogue) error {
	queries, err := api.Queries(q.form)
	if err != nil {
		return err
	}
	o, err := api.DispersionOptions(url.Values{"edition": given(q.form["edition"]), "level": given(q.form["level"]), "limit": given(q.form["limit"])})
	if err != nil {
		return err
	}
	if len(queries) > mostPhrases {
		return usage("%d phrases are given; at most %d can be told apart in one chart", len(queries), mostPhrases)
	}
	if o.Edition == "" && o.Limit == 0 {
		o.Limit = mostUses
	}
	d, err := r.library.Dispersion(ctx, queries, o)
	if err != nil {
		return err
	}
	v.Found = d
	if d.Edition != nil {
		v.Lang = c.lang(*d.Edition)
	}
	set := r.sets[q.settings.Lang]
	v.Thin = thinDispersion(set.words, d)
	v.Coverage = set.saying.Looked(&d.Coverage)
	v.Source = source(v.Coverage)
	v.Formats = formats("dispersion", asked(q.form, "edition", "level"))
	v.All = withParam(v.Here, "values", "all") + "#parts"
	v.lines(q, c, queries)
	v.draw(set.words)
	v.table(c)
	return r.dispersedPassages(ctx, v, c, queries)
}

// thinDispersion says why the measures say little.
func thinDispersion(w *words, d *library.Dispersion) string {
	if d.Thin == "" {
		return ""
	}
	most := 0
	for i := range d.Phrases {
		most = max(most, d.Phrases[i].Count)
	}
	if most < library.FewUses {
		return w.count("dispersion.few-uses", most)
	}
	return w.count("dispersion.few-texts", len(d.Parts))
}

// lines sets the phrases with their measures.
func (v *dispersionView) lines(q *request, c *catalogue, queries []library.Query) {
	within := limits(q.form)
	for i := range v.Found.Phrases {
		p := v.Found.Phrases[i]
		l := dispersedLine{
			PhraseDispersed: p, Class: i + 1, Measure: measured(p.DP), Norm: measured(p.DPNorm), Even: measured(p.D),
			Trace: address("/trace", p.Phrase, within), Temperated: address("/temperature", p.Phrase, within),
		}
		l.Search = address("/search", queries[i].Phrase, v.searchLimits(q.form, c))
		if len(p.Uses) > 0 {
			l.Lang = c.lang(p.Uses[0].Edition)
		}
		v.Lines = append(v.Lines, l)
	}
}

// searchLimits are the limits of a search for the uses: those of the page, or
// the work and language of its one text.
func (v *dispersionView) searchLimits(form url.Values, c *catalogue) url.Values {
	out := limits(form)
	if v.Found.Edition != nil {
		if e := c.editions[*v.Found.Edition]; e != nil {
			out["work"], out["lang"] = []string{e.Work}, []string{tifa.BaseLang(e.Lang)}
		}
	}
	return out
}

// draw draws the plot, wide and narrow.
func (v *dispersionView) draw(w *words) {
	d := v.Found
	var trails []chart.Trail
	strokes := 0
	for i := range v.Lines {
		l := &v.Lines[i]
		t := chart.Trail{Name: l.Phrase, Lang: l.Lang}
		if byText := len(l.Uses) < l.Count; byText {
			v.ByText = true
			t.Places = v.placesOfTexts(w, l)
		} else {
			for k := range l.Uses {
				u := &l.Uses[k]
				t.Places = append(t.Places, chart.Place{At: u.At, Name: v.placeName(w, u), Address: documentAddress(u.Address)})
			}
		}
		strokes += len(t.Places)
		trails = append(trails, t)
	}
	o := chart.StripOptions{Shades: d.Over != lineage.Texts, Tell: func(first string, n int) string {
		v.Several = true
		return w.count("dispersion.together", n) + first
	}}
	for i := range d.Parts {
		p := &d.Parts[i]
		e := chart.Edge{At: float64(p.From) / float64(max(1, d.Chars))}
		switch {
		case d.Over == lineage.Sections:
			e.Label = itoa(p.N)
		case d.Over == lineage.Texts && !p.Date.IsZero():
			if year := itoa(p.Date.Year); i == 0 || d.Parts[i-1].Date.Year != p.Date.Year {
				e.Label = year
			}
		}
		o.Edges = append(o.Edges, e)
	}
	o.Ticks = chart.RoundTicks(d.Chars, shortNumber)
	for _, size := range []struct {
		id    string
		width float64
	}{{"wide", 820}, {"narrow", 344}} {
		o.ID, o.Width, o.Column = size.id, size.width, 3
		if strokes > mostStrokes {
			o.Column = 4
		}
		v.Strips = append(v.Strips, chart.NewStrip(trails, o))
	}
}

// placeName says all of a use that a plot can show.
func (v *dispersionView) placeName(w *words, u *library.DispersionUse) string {
	a, err := tifa.ParseAddress(u.Address)
	if err != nil {
		return u.Address
	}
	if v.Found.Edition == nil {
		return u.Date.String() + " · " + u.Address
	}
	s := w.say("dispersion.place", a.From, w.number(u.Start))
	if title := v.Found.Parts[u.Part-1].Title; title != "" {
		s += " · " + firstRunes(title, 40)
	}
	return s
}

// placesOfTexts are the texts that use a phrase, each in the middle of its
// stretch.
func (v *dispersionView) placesOfTexts(w *words, l *dispersedLine) []chart.Place {
	var out []chart.Place
	for i, n := range l.Counts {
		if n == 0 {
			continue
		}
		p := &v.Found.Parts[i]
		out = append(out, chart.Place{
			At: (float64(p.From) + float64(p.Chars)/2) / float64(max(1, v.Found.Chars)), Count: n,
			Name: p.Date.String() + " · " + p.Edition + " · " + w.count("times", n), Address: inText(l.Phrase, p.Edition),
		})
	}
	return out
}

// inText is the page of where in a text a phrase is used.
func inText(phrase, edition string) string {
	return address("/dispersion", phrase, url.Values{"edition": {edition}})
}

// table sets the parts: all sections, or the texts that have a use.
func (v *dispersionView) table(c *catalogue) {
	d := v.Found
	first := make([]map[int]string, len(v.Lines)) // address, by part
	uses := make([]map[int][]chart.Place, len(v.Lines))
	for i := range v.Lines {
		first[i], uses[i] = map[int]string{}, map[int][]chart.Place{}
		for k := range v.Lines[i].Uses {
			u := &v.Lines[i].Uses[k]
			if first[i][u.Part] == "" {
				first[i][u.Part] = documentAddress(u.Address)
			}
			uses[i][u.Part] = append(uses[i][u.Part], chart.Place{At: u.Share})
		}
	}
	for i := range d.Parts {
		p := dispersedPart{DispersionPart: d.Parts[i], Lang: c.lang(d.Parts[i].Edition)}
		share := float64(p.Chars) / float64(max(1, d.Chars))
		p.Percent = percentOf(share)
		used, whole := false, true // whole: every use of it was looked up
		var trails []chart.Trail
		for k := range v.Lines {
			n := v.Lines[k].Counts[i]
			used = used || n > 0
			p.Cells = append(p.Cells, dispersedCell{n, cmp.Or(first[k][p.N], inText(v.Lines[k].Phrase, p.Edition))})
			trails = append(trails, chart.Trail{Places: uses[k][p.N]})
			whole = whole && len(uses[k][p.N]) == n
		}
		if d.Edition == nil {
			if !used {
				continue
			}
			if len(v.Parts) >= mostRows && !v.Open {
				v.Left++
				continue
			}
			if whole {
				p.Mini = chart.NewStrip(trails, chart.StripOptions{Width: miniWidth, Bare: true})
			}
		}
		v.Parts = append(v.Parts, p)
	}
}

// dispersedPassages shows the uses in their contexts, the first of each
// phrase.
func (r *Room) dispersedPassages(ctx context.Context, v *dispersionView, c *catalogue, queries []library.Query) error {
	for i := range queries {
		l := &v.Lines[i]
		if l.Count == 0 {
			continue
		}
		query := queries[i]
		if v.Found.Edition != nil {
			query.Filter = concordance.Filter{Editions: []string{*v.Found.Edition}}
		}
		p := dispersedPassages{&concordanceView{Phrase: l.Phrase, Count: l.Count}, l.Lang, l.Search}
		err := r.library.Search(ctx, query, library.SearchOptions{Context: kwicContext, Limit: max(10, passagesShown/len(queries))}, func(line concordance.Line) error {
			p.Lines = append(p.Lines, kwicLine{LineWith: library.LineWith{Line: line}, Lang: c.lang(line.Edition), Title: c.title(line.Edition)})
			return nil
		})
		if err != nil {
			return err
		}
		p.To = len(p.Lines)
		v.Passages = append(v.Passages, p)
	}
	return nil
}

// Whole says whether all uses of a phrase are shown.
func (p *dispersedPassages) Whole() bool { return p.To == p.Count }

// Any says whether there is a use at all.
func (v *dispersionView) Any() bool {
	return slices.ContainsFunc(v.Lines, func(l dispersedLine) bool { return l.Count > 0 })
}
