package web

import (
	"context"

	"tifa/concordance"
	"tifa/library"
	"tifa/publish"
)

// concordanceView is the hits of a phrase in their contexts, a page of them.
type concordanceView struct {
	Phrase   string
	Count    int
	Lines    []kwicLine
	From, To int
	More     string
	Less     string
	Start    string // the first page and the last; empty where they are near
	End      string
	Sorts    []sortChoice
	Aligning *aligningView // the counterparts come when it is done
}

// kwicLine is a hit in its context.
type kwicLine struct {
	library.LineWith
	Lang  string
	Title string
	Other string // language of the counterpart
}

// kwicContext is how many code points stand on either side of a hit.
const kwicContext = 60

// concordance shows a page of the hits of a query, as the address asks.
func (r *Room) concordance(ctx context.Context, q *request, c *catalogue, query library.Query, count, size int) (*concordanceView, error) {
	v := &concordanceView{Phrase: query.Phrase, Count: count}
	v.From = min(max(0, atoi(q.form.Get("after"))), count)
	here := q.URL.RequestURI()
	by := q.form.Get("sort")
	for _, name := range []string{"date", "left", "right"} {
		v.Sorts = append(v.Sorts, sortChoice{name, withParam(withParam(here, "after", ""), "sort", name) + "#kwic", name == by || by == "" && name == "date"})
	}
	o := library.SearchOptions{Context: kwicContext, Skip: v.From, Limit: size}
	switch by {
	case "left":
		o.Order = concordance.ByLeft
	case "right":
		o.Order = concordance.ByRight
	}
	add := func(l library.LineWith) {
		line := kwicLine{LineWith: l, Lang: c.lang(l.Edition), Title: c.title(l.Edition)}
		if l.Counterpart != nil {
			line.Other = c.lang(l.Counterpart.Edition)
		}
		v.Lines = append(v.Lines, line)
	}
	plain := func() error {
		return r.library.Search(ctx, query, o, func(l concordance.Line) error {
			add(library.LineWith{Line: l})
			return nil
		})
	}
	var err error
	if with := q.form.Get("with"); with != "" {
		err = r.library.SearchWith(ctx, query, o, with, func(l library.LineWith) error {
			add(l)
			return nil
		})
		if v.Aligning = r.aligning(q, err); v.Aligning != nil {
			v.Lines = nil
			err = plain()
		}
	} else {
		err = plain()
	}
	v.To = v.From + len(v.Lines)
	if v.From > size {
		v.Start = withParam(here, "after", "") + "#kwic"
	}
	if last := (count - 1) / size * size; last > v.To {
		v.End = withParam(here, "after", itoa(last)) + "#kwic"
	}
	if v.To < v.Count {
		v.More = withParam(here, "after", itoa(v.To)) + "#kwic"
	}
	switch {
	case v.From > size:
		v.Less = withParam(here, "after", itoa(v.From-size)) + "#kwic"
	case v.From > 0:
		v.Less = withParam(here, "after", "") + "#kwic"
	}
	return v, err
}

// Breadth is the room that the phrase needs: "", medium or broad.
func (v *concordanceView) Breadth() string {
	most := 0
	for i := range v.Lines {
		n := 0
		for _, c := range v.Lines[i].Match {
			if n++; c >= 0x2e80 {
				n++
			}
		}
		most = max(most, n)
	}
	switch {
	case most > 24:
		return "broad"
	case most > 10:
		return "medium"
	}
	return ""
}

// First is the number of the first hit on the page.
func (v *concordanceView) First() int { return v.From + 1 }

// Pieces is the counterpart, with what stands for the phrase marked.
func (l kwicLine) Pieces() []publish.Piece {
	c := l.Counterpart
	if c.Start == nil || c.End == nil {
		return []publish.Piece{{Text: c.Text}}
	}
	text := []rune(c.Text)
	return []publish.Piece{{Text: string(text[:*c.Start])}, {Mark: "ins", Text: string(text[*c.Start:*c.End])}, {Text: string(text[*c.End:])}}
}
