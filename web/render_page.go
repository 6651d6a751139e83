package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"

	"tifa"
	"tifa/library"
	"tifa/publish"
	"tifa/web/api"
	"tifa/web/chart"
)

// renderView is how a term was rendered in all bitexts, with the passages of
// one rendering, or of all.
type renderView struct {
	frame
	Ask      *queryForm
	Into     string
	Asked    bool
	Why      string // the query is none, and why
	Lang     string // of the term; empty where it stands in no bitext
	Thin     string
	Coverage []string
	Rendered *library.RenderedTerm
	Working  *workingView
	Aligning *aligningView
	Concepts []conceptLink
	Rows     []renderRow
	Rest     []renderRow
	Lines    bool // uses stand in more than one year
	Search   string
	Trace    string

	Unclear, NotRendered string // addresses of their passages
	Of                   *library.PassagesOf
	OfName               string // what stands at the head of the passages
	Passages             []passagePair
	Total                int
	Pages                pager
	PassageFormats       []format
}

// conceptLink is an entry of the term base that has the term, and how it is
// rendered there.
type conceptLink struct {
	tifa.Concept
	Terms []tifa.Term // of the other languages
}

// renderRow is a rendering as it stands in the table.
type renderRow struct {
	library.Rendering
	First, Last *passage
	Percent     int
	Spark       *chart.Chart
	Most        string // the year in which it is used most
	Address     string // of its passages
	Trace       string
	Put         string // the form that puts it into the term base
	By          []library.RenderedBy
	MoreBy      int
	Lit         bool
}

// passagePair is an occurrence of a term in both languages.
type passagePair struct {
	library.RenderedPassage
	Beside string // address of the page that has both texts side by side
}

// SrcPieces and TgtPieces are the sides with what is meant marked.
func (p passagePair) SrcPieces() []publish.Piece { return sidePieces(&p.Src) }

// TgtPieces is the translation; nothing where there is none.
func (p passagePair) TgtPieces() []publish.Piece {
	if p.Tgt == nil {
		return nil
	}
	return sidePieces(p.Tgt)
}

func sidePieces(s *library.Side) []publish.Piece {
	if s.Start == nil || s.End == nil {
		return []publish.Piece{{Text: s.Text}}
	}
	text := []rune(s.Text)
	return []publish.Piece{{Text: string(text[:*s.Start])}, {Mark: "ins", Text: string(text[*s.Start:*s.End])}, {Text: string(text[*s.End:])}}
}

// pager leads from one page of a list to the next.
type pager struct {
	From, To, Count int
	Less, More      string
}

// First is the number of the first item.
func (p pager) First() int { return p.From + 1 }

// newPager is the page of a list that an address asks for with after.
func newPager(q *request, count, size int, anchor string) pager {
	p := pager{Count: count, From: min(max(0, atoi(q.form.Get("after"))), count)}
	p.To = min(count, p.From+size)
	here := q.URL.RequestURI()
	if p.To < count {
		p.More = withParam(here, "after", itoa(p.To)) + anchor
	}
	switch {
	case p.From > size:
		p.Less = withParam(here, "after", itoa(p.From-size)) + anchor
	case p.From > 0:
		p.Less = withParam(here, "after", "") + anchor
	}
	return p
}

const (
	renderRows     = 20
	renderPassages = 20 // on a page
	renderBy       = 3  // bodies named in a row
)

func (r *Room) renderPage(ctx context.Context, q *request) (reply, error) {
	c, err := r.catalogues.get(ctx)
	if err != nil {
		return reply{}, err
	}
	v := &renderView{frame: r.frame(q, "render", r.say(q, "render.title")), Ask: q.queryForm("/render", c), Into: q.form.Get("into")}
	term := q.form.Get("term")
	v.Phrase, v.Ask.Phrase = term, term
	if term == "" {
		return page("render", v)
	}
	v.Asked, v.Title = true, r.say(q, "render.title-of", term)
	err = r.render(ctx, q, v, c)
	if errors.Is(err, tifa.ErrUsage) {
		v.Why, v.Ask.Wrong, v.Asked = err.Error(), wrongParam(err), false
		return reply{name: "render", page: v, status: 400}, nil
	}
	return reply{name: "render", page: v}, err
}

// renderAsked are the parameters of a question about renderings that were
// filled in.
func renderAsked(form url.Values, names ...string) url.Values {
	out := limits(form)
	out.Del("edition") // renderings are counted in bitexts
	for _, name := range append(names, "term", "into") {
		if values := given(form[name]); len(values) > 0 {
			out[name] = values
		}
	}
	return out
}

// renderAddress is the page of the renderings of a term.
func renderAddress(term, into string, within url.Values) string {
	v := url.Values{"term": {term}}
	if into != "" {
		v.Set("into", into)
	}
	maps.Copy(v, within)
	return "/render?" + v.Encode()
}

// render fills in the renderings of a term.
func (r *Room) render(ctx context.Context, q *request, v *renderView, c *catalogue) error {
	form := renderAsked(q.form, "rendering", "state")
	query, o, err := api.Render(form)
	if err != nil {
		return err
	}
	of, err := api.PassagesOf(form)
	if err != nil {
		return err
	}
	about := renderAsked(q.form)
	v.Search, v.Trace = address("/search", query.Phrase, limits(q.form)), address("/trace", query.Phrase, limits(q.form))
	if v.Into != "" {
		v.Search = withParam(v.Search, "with", v.Into)
	}
	v.Formats = formats("render", about)
	if err := r.conceptsOf(ctx, v, query.Phrase); err != nil {
		return err
	}
	found, working, err := soon(ctx, r, q, "render "+about.Encode(), r.library.RenderingState, func(ctx context.Context, _ progress) (*library.RenderedTerm, error) {
		return r.library.Render(ctx, query, o)
	})
	if v.Aligning = r.aligning(q, err); v.Aligning != nil {
		return nil
	}
	if v.Working = working; err != nil || working != nil {
		return err
	}
	v.Rendered = found
	words := r.sets[q.settings.Lang].words
	if n := found.Coverage.Editions; n < library.Enough {
		v.Thin = words.count("thin.first", n)
	}
	v.Coverage = r.sets[q.settings.Lang].saying.Looked(&found.Coverage)
	v.rows(found, c, about, of)
	return r.passages(ctx, q, v, of)
}

// conceptsOf are the entries of the term base that have the term.
func (r *Room) conceptsOf(ctx context.Context, v *renderView, term string) error {
	all, err := r.library.ConceptsOf(ctx, term)
	if err != nil {
		return err
	}
	for _, c := range all {
		v.Concepts = append(v.Concepts, conceptLink{c.Concept, slices.DeleteFunc(slices.Clone(c.Terms), func(t tifa.Term) bool {
			return tifa.BaseLang(t.Lang) == tifa.BaseLang(c.Lang) || v.Into != "" && tifa.BaseLang(t.Lang) != tifa.BaseLang(v.Into)
		})})
	}
	return nil
}

// rows sets the table: what the term base has first.
func (v *renderView) rows(found *library.RenderedTerm, c *catalogue, about url.Values, of library.PassagesOf) {
	at := func(name, value string) string {
		x := maps.Clone(about)
		x.Set(name, value)
		return "/render?" + x.Encode() + "#passages"
	}
	v.Unclear, v.NotRendered = at("state", library.IsUnclear), at("state", library.IsNotRendered)
	all := slices.Clone(found.Renderings)
	order := []string{tifa.Preferred, tifa.Admitted, tifa.Deprecated, tifa.Forbidden}
	rank := func(x *library.Rendering) int {
		if i := slices.Index(order, x.Term); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(all, func(a, b library.Rendering) int { return cmp.Compare(rank(&a), rank(&b)) })
	from, to := yearsOf(all)
	v.Lines = from != to
	for i := range all {
		x := &all[i]
		row := renderRow{Rendering: *x, Percent: publish.PercentOf(x.Share), Address: at("rendering", x.Text), By: x.By, Lit: of.Rendering == x.Text}
		row.Trace = address("/trace", x.Text, url.Values{"lang": {tifa.BaseLang(x.Lang)}})
		row.Put = "/terms/new?" + url.Values{"term": {found.Term}, "into": {x.Lang}, "renderings": {x.Text}}.Encode()
		if x.First != nil {
			row.First = &passage{*x.First, c.lang(x.First.Edition)}
		}
		if x.Last != nil {
			row.Last = &passage{*x.Last, c.lang(x.Last.Edition)}
		}
		if len(x.By) > renderBy {
			row.By, row.MoreBy = x.By[:renderBy], len(x.By)-renderBy
		}
		if v.Lines {
			row.line(from, to)
		}
		if len(v.Rows) < renderRows {
			v.Rows = append(v.Rows, row)
		} else {
			v.Rest = append(v.Rest, row)
		}
	}
}

// yearsOf is the first and the last year in which any rendering is used.
func yearsOf(all []library.Rendering) (from, to int) {
	for i := range all {
		for _, p := range all[i].Periods {
			y := atoi(p.Period)
			if from == 0 || y < from {
				from = y
			}
			to = max(to, y)
		}
	}
	return from, to
}

// line draws the uses of a rendering over the years.
func (row *renderRow) line(from, to int) {
	s := chart.Series{Name: row.Text}
	counts, most := map[int]int{}, 0
	for _, p := range row.Periods {
		counts[atoi(p.Period)] = p.Count
		if p.Count > most {
			most, row.Most = p.Count, p.Period
		}
	}
	for y := from; y <= to; y++ {
		s.Points = append(s.Points, chart.Point{Period: tifa.Date{Year: y}, Value: float64(counts[y])})
	}
	row.Spark = chart.New([]chart.Series{s}, chart.Options{Width: 140, Height: 26, Bare: true})
}

// passages fills in a page of the passages that are asked for.
func (r *Room) passages(ctx context.Context, q *request, v *renderView, of library.PassagesOf) error {
	v.Of, v.OfName = &of, of.Rendering
	found, count, err := r.library.Passages(ctx, v.Rendered, of, max(0, atoi(q.form.Get("after"))), renderPassages)
	if err != nil {
		return err
	}
	v.Total, v.Pages = count, newPager(q, count, renderPassages, "#passages")
	for _, p := range found {
		x := passagePair{RenderedPassage: p, Beside: documentAddress(p.Src.Address)}
		if p.Tgt != nil {
			at, err := tifa.ParseAddress(p.Src.Address)
			if err != nil {
				return err
			}
			x.Beside = fmt.Sprintf("/%s?%s#s%d", at.Edition, url.Values{"s": {itoa(at.From)}, "with": {p.Tgt.Edition}}.Encode(), at.From)
		}
		v.Lang = cmp.Or(v.Lang, p.Src.Lang)
		v.Passages = append(v.Passages, x)
	}
	if v.Lang == "" && len(v.Rendered.Coverage.Langs) > 0 {
		v.Lang = v.Rendered.Coverage.Langs[0]
	}
	v.PassageFormats = formats("render/passages", renderAsked(q.form, "rendering", "state"))
	return nil
}
