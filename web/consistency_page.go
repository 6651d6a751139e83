package web

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"

	"tifa"
	"tifa/library"
	"tifa/publish"
	"tifa/web/api"
)

// consistencyView is what is not rendered in one way.
type consistencyView struct {
	frame
	Ask      *queryForm
	Asked    bool
	Why      string
	Edition  *tifa.Edition
	Editions []string // with a counterpart, to choose from
	Langs    []string // base languages
	Coverage []string
	Found    *library.Consistency
	Working  *workingView
	Aligning *aligningView
	Kinds    []hiddenKind
	Items    []inconsistency
	Pages    pager
	Terms    string
	Least    string
}

// inconsistency is a finding as it is set.
type inconsistency struct {
	library.Inconsistency
	Rows        []renderRow
	Lines       bool       // uses stand in more than one year
	Terms       []termLink // one a row where they share a rendering, else one
	Within      []termLink // translations with several renderings
	MoreWithin  int
	Last, First *passage // of a switch
}

// termLink is a term and the page of its renderings; or a translation and the
// page of its bitext.
type termLink struct{ Text, Lang, Address string }

const (
	consistencyItems  = 30 // on a page
	consistencyWithin = 6  // translations named
)

func (r *Room) consistencyPage(ctx context.Context, q *request) (reply, error) {
	c, err := r.catalogues.get(ctx)
	if err != nil {
		return reply{}, err
	}
	v := &consistencyView{frame: r.frame(q, "consistency", r.say(q, "consistency.title")), Ask: q.queryForm("/consistency", c), Terms: q.form.Get("terms"), Least: q.form.Get("least")}
	bitexts, err := r.library.Bitexts(ctx)
	if err != nil {
		return reply{}, err
	}
	for _, p := range bitexts {
		for _, e := range p {
			if !slices.Contains(v.Editions, e.Address) {
				v.Editions = append(v.Editions, e.Address)
			}
			if lang := tifa.BaseLang(e.Lang); !slices.Contains(v.Langs, lang) {
				v.Langs = append(v.Langs, lang)
			}
		}
	}
	slices.Sort(v.Editions)
	slices.Sort(v.Langs)
	asked := limits(q.form)
	delete(asked, "gap")
	delete(asked, "exact")
	for _, name := range []string{"edition", "into", "terms", "least"} {
		if values := given(q.form[name]); len(values) > 0 {
			asked[name] = values
		}
	}
	// All bitexts of a library take minutes: they are looked at when somebody
	// asks for them.
	if v.Asked = len(asked) > 0 || q.form.Has("edition"); !v.Asked {
		return page("consistency", v)
	}
	err = r.consistency(ctx, q, v, c, asked)
	if errors.Is(err, tifa.ErrUsage) || errors.Is(err, tifa.ErrNotFound) {
		_, status, _, _ := api.Told(err, r.library.Dir())
		v.Why, v.Ask.Wrong, v.Asked = err.Error(), wrongParam(err), false
		return reply{name: "consistency", page: v, status: status}, nil
	}
	return reply{name: "consistency", page: v}, err
}

// consistency fills in the findings.
func (r *Room) consistency(ctx context.Context, q *request, v *consistencyView, c *catalogue, asked url.Values) error {
	o, err := api.ConsistencyOptions(asked)
	if err != nil {
		return err
	}
	v.Formats = formats("consistency", asked)
	if o.Edition != "" {
		e, err := r.library.Edition(ctx, o.Edition)
		if err != nil {
			return err
		}
		v.Edition = &e
		if v.Document, err = r.documentTabs(ctx, &e, "consistency"); err != nil {
			return err
		}
		v.Title = r.say(q, "consistency.title-of", e.Title)
	}
	found, working, err := soon(ctx, r, q, "consistency "+asked.Encode(), r.library.RenderingState, func(ctx context.Context, p progress) (*library.Consistency, error) {
		o.Progress = p
		return r.library.CheckConsistency(ctx, o)
	})
	if v.Aligning = r.aligning(q, err); v.Aligning != nil {
		return nil
	}
	if v.Working = working; err != nil || working != nil {
		return err
	}
	v.Found, v.Coverage = found, r.sets[q.settings.Lang].saying.Looked(&found.Coverage)
	only := q.form.Get("show")
	counts := map[string]int{}
	for i := range found.Items {
		counts[found.Items[i].Kind]++
	}
	for _, kind := range []string{library.Changed, library.Varies, library.Shared} {
		k := hiddenKind{Changed: kind, Count: counts[kind], Lit: only == kind, Address: withParam(withParam(v.Here, "show", kind), "after", "")}
		if k.Lit {
			k.Address = withParam(withParam(v.Here, "show", ""), "after", "")
		}
		v.Kinds = append(v.Kinds, k)
	}
	items := slices.DeleteFunc(slices.Clone(found.Items), func(x library.Inconsistency) bool { return only != "" && x.Kind != only })
	v.Pages = newPager(q, len(items), consistencyItems, "#findings")
	for i := v.Pages.From; i < v.Pages.To; i++ {
		v.Items = append(v.Items, inconsistencyView(&items[i], c, asked))
	}
	return nil
}

// inconsistencyView sets a finding.
func inconsistencyView(x *library.Inconsistency, c *catalogue, asked url.Values) inconsistency {
	out := inconsistency{Inconsistency: *x}
	within := maps.Clone(asked)
	for _, name := range []string{"edition", "terms", "least", "into", "lang"} {
		within.Del(name)
	}
	if asked.Get("edition") != "" && c.editions[asked.Get("edition")] != nil {
		within.Set("work", c.editions[asked.Get("edition")].Work)
	}
	within.Set("lang", x.Lang)
	for _, term := range x.Terms {
		out.Terms = append(out.Terms, termLink{term, x.Lang, renderAddress(term, x.Into, within)})
	}
	from, to := yearsOf(x.Renderings)
	out.Lines = from != to
	for i := range x.Renderings {
		r := &x.Renderings[i]
		term := x.Terms[min(i, len(x.Terms)-1)] // one for all renderings, or one for each
		row := renderRow{Rendering: *r, Percent: publish.PercentOf(r.Share), Address: withParam(renderAddress(term, x.Into, within), "rendering", r.Text) + "#passages"}
		if r.First != nil {
			row.First = &passage{*r.First, c.lang(r.First.Edition)}
		}
		if r.Last != nil {
			row.Last = &passage{*r.Last, c.lang(r.Last.Edition)}
		}
		if out.Lines {
			row.line(from, to)
		}
		out.Rows = append(out.Rows, row)
	}
	if s := x.Switch; s != nil {
		out.Last, out.First = &passage{s.Last, c.lang(s.Last.Edition)}, &passage{s.First, c.lang(s.First.Edition)}
	}
	for _, edition := range x.Within[:min(len(x.Within), consistencyWithin)] {
		out.Within = append(out.Within, termLink{c.title(edition), c.lang(edition), "/bitext?" + url.Values{"a": {edition}}.Encode()})
	}
	out.MoreWithin = len(x.Within) - len(out.Within)
	return out
}
