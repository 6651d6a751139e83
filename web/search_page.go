package web

import (
	"context"
	"errors"
	"net/url"

	"tifa"
	"tifa/concordance"
	"tifa/library"
	"tifa/publish"
	"tifa/web/api"
)

// searchView is a concordance: every hit of a phrase in its context.
type searchView struct {
	frame
	Asked    bool
	Why      string // the query is none, and why
	Count    int
	Texts    int
	Coverage []string
	Lines    []kwicLine
	Sort     string
	Form     url.Values
	From, To int
	More     string
	Less     string
	Trace    string
}

// kwicLine is a hit in its context.
type kwicLine struct {
	library.LineWith
	Lang  string
	Title string
	Other string // language of the counterpart
}

// linesPage is how many hits a page has.
const linesPage = 100

// kwicContext is how many code points stand on either side of a hit.
const kwicContext = 60

func (r *Room) searchPage(ctx context.Context, q *request) (reply, error) {
	v := &searchView{frame: r.frame(q, "search", r.say(q, "search.title")), Sort: q.form.Get("sort"), Form: q.form}
	v.Phrase = q.form.Get("phrase")
	if v.Phrase == "" {
		return page("search", v)
	}
	v.Asked, v.Title = true, v.Phrase
	query, err := api.Query(q.form)
	if err == nil {
		err = r.find(ctx, q, v, query)
	}
	if errors.Is(err, tifa.ErrUsage) {
		v.Why = err.Error()
		return reply{name: "search", page: v, status: 400}, nil
	}
	return reply{name: "search", page: v}, err
}

// find fills in the hits of a query.
func (r *Room) find(ctx context.Context, q *request, v *searchView, query library.Query) error {
	counted, err := r.library.Count(ctx, query)
	if err != nil {
		return err
	}
	v.Count, v.Texts = counted.Count.Count, counted.Count.Editions
	v.Coverage = r.sets[q.settings.Lang].saying.Coverage(&counted.Coverage)
	v.Formats = formats("search", q.form)
	v.Trace = "/trace?" + url.Values{"phrase": {v.Phrase}}.Encode()
	v.From = min(max(0, atoi(q.form.Get("after"))), v.Count)
	o := library.SearchOptions{Context: kwicContext, Skip: v.From, Limit: linesPage}
	switch v.Sort {
	case "left":
		o.Order = concordance.ByLeft
	case "right":
		o.Order = concordance.ByRight
	}
	all, err := r.library.List(ctx, concordance.Filter{})
	if err != nil {
		return err
	}
	about := make(map[string]*tifa.Edition, len(all))
	for i := range all {
		about[all[i].Address] = &all[i]
	}
	add := func(l library.LineWith) {
		line := kwicLine{LineWith: l}
		if e := about[l.Edition]; e != nil {
			line.Lang, line.Title = e.Lang, e.Title
		}
		if l.Counterpart != nil {
			if e := about[l.Counterpart.Edition]; e != nil {
				line.Other = e.Lang
			}
		}
		v.Lines = append(v.Lines, line)
	}
	if with := q.form.Get("with"); with != "" {
		err = r.library.SearchWith(ctx, query, o, with, func(l library.LineWith) error {
			add(l)
			return nil
		})
	} else {
		err = r.library.Search(ctx, query, o, func(l concordance.Line) error {
			add(library.LineWith{Line: l})
			return nil
		})
	}
	v.To = v.From + len(v.Lines)
	if v.To < v.Count {
		v.More = withParam(v.Here, "after", itoa(v.To))
	}
	if v.From > 0 {
		v.Less = withParam(v.Here, "after", itoa(max(0, v.From-linesPage)))
	}
	return err
}

// First is the number of the first hit on the page.
func (v *searchView) First() int { return v.From + 1 }

// Filtered says whether the texts are limited.
func (v *searchView) Filtered() bool {
	for _, name := range []string{"lang", "from", "to", "issuer", "kind", "status", "with", "sort"} {
		if v.Form.Get(name) != "" {
			return true
		}
	}
	return false
}

// Pieces is the counterpart, with what stands for the phrase marked.
func (l kwicLine) Pieces() []publish.Piece {
	c := l.Counterpart
	if c.Start == nil || c.End == nil {
		return []publish.Piece{{Text: c.Text}}
	}
	text := []rune(c.Text)
	return []publish.Piece{{Text: string(text[:*c.Start])}, {Mark: "ins", Text: string(text[*c.Start:*c.End])}, {Text: string(text[*c.End:])}}
}
