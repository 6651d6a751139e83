package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/publish"
)

// libraryView is the list of documents.
type libraryView struct {
	frame
	Total    int // editions in the library
	Editions []listed
	Facets   []facet
	Chosen   []chosen // what the list is limited to
	Sorts    []sortChoice
	Matching int    // editions that were chosen
	More     string // the next page of the list; empty if this is the last
	From, To int
}

// listed is a document in the list.
type listed struct {
	tifa.Edition
	Shares *shares
}

// shares are the widths of a small bar, in thousandths of what is classed.
type shares struct {
	New, Adapted, Inherited int
	Label                   string
}

// AdaptedAt and InheritedAt are where these begin.
func (s shares) AdaptedAt() int   { return s.New }
func (s shares) InheritedAt() int { return s.New + s.Adapted }

// sharesOf sets the shares of an edition; nil where they are not known, or
// nothing of it is long enough to be classed.
func (r *Room) sharesOf(q *request, e *tifa.Edition) *shares {
	s := r.library.Shares(e)
	if s == nil || e.Date.IsZero() { // nothing is earlier than a text without a date, nor new in it
		return nil
	}
	of := s.New + s.Adapted + s.Inherited
	if of == 0 {
		return nil
	}
	v := &shares{New: s.New * 1000 / of, Adapted: s.Adapted * 1000 / of}
	v.Inherited = 1000 - v.New - v.Adapted
	v.Label = r.say(q, "library.shares", publish.Percent(s.New, of), publish.Percent(s.Adapted, of), publish.Percent(s.Inherited, of))
	return v
}

type facet struct {
	Name   string // parameter of the address
	Values []facetValue
	Rest   int    // values that are not shown
	All    string // the page with all values
}

type facetValue struct {
	Value, Label string
	Count        int
	Address      string
	Lit          bool
}

// sortChoice is an order of the list.
type sortChoice struct {
	Name, Address string
	Lit           bool
}

type chosen struct{ Name, Value, Label, Address string }

// listPage is how many documents a page of the list has.
const listPage = 100

// facetValues is how many values of a facet are shown.
const facetValues = 12

// facets by the parameter that chooses them.
var facets = []struct {
	name string
	of   func(e *tifa.Edition) string
}{
	{"lang", func(e *tifa.Edition) string { return tifa.BaseLang(e.Lang) }},
	{"kind", func(e *tifa.Edition) string { return e.Kind }},
	{"issuer", func(e *tifa.Edition) string { return e.Issuer }},
	{"year", func(e *tifa.Edition) string { return year(e.Date) }},
	{"status", func(e *tifa.Edition) string { return e.Status }},
}

func year(d tifa.Date) string {
	y, _, _ := strings.Cut(d.String(), "-")
	return y
}

func (r *Room) libraryPage(ctx context.Context, q *request) (reply, error) {
	all, err := r.library.List(ctx, concordance.Filter{})
	if err != nil {
		return reply{}, err
	}
	v := &libraryView{frame: r.frame(q, "library", r.say(q, "library.title")), Total: len(all)}
	v.Formats = formats("list", nil)
	chosenEditions := slices.DeleteFunc(slices.Clone(all), func(e tifa.Edition) bool { return !q.chooses(&e, "") })
	for _, f := range facets {
		v.Facets = append(v.Facets, q.facet(r.sets[q.settings.Lang].words, f.name, f.of, all))
		if value := q.form.Get(f.name); value != "" {
			v.Chosen = append(v.Chosen, chosen{f.name, value, r.sets[q.settings.Lang].words.label(f.name, value), withParam(withParam(q.URL.RequestURI(), f.name, ""), "after", "")})
		}
	}
	if title := q.form.Get("title"); title != "" {
		v.Chosen = append(v.Chosen, chosen{"title", title, title, withParam(q.URL.RequestURI(), "title", "")})
	}
	by := cmp.Or(q.form.Get("sort"), "new")
	for _, name := range []string{"new", "old", "title", "added"} {
		v.Sorts = append(v.Sorts, sortChoice{name, withParam(withParam(q.URL.RequestURI(), "sort", name), "after", ""), name == by})
	}
	sortEditions(chosenEditions, by)
	v.Matching = len(chosenEditions)
	v.From = max(0, atoi(q.form.Get("after")))
	v.To = min(len(chosenEditions), v.From+listPage)
	v.From = min(v.From, v.To)
	if v.To < len(chosenEditions) {
		v.More = withParam(q.URL.RequestURI(), "after", itoa(v.To))
	}
	for _, e := range chosenEditions[v.From:v.To] {
		v.Editions = append(v.Editions, listed{Edition: e, Shares: r.sharesOf(q, &e)})
	}
	return page("library", v)
}

// chooses says whether the address chooses an edition, the facet of one name
// left out.
func (q *request) chooses(e *tifa.Edition, but string) bool {
	for _, f := range facets {
		if value := q.form.Get(f.name); f.name != but && value != "" && f.of(e) != value {
			return false
		}
	}
	title := strings.ToLower(q.form.Get("title"))
	return title == "" || strings.Contains(strings.ToLower(e.Title), title) || strings.Contains(e.Address, title) ||
		strings.Contains(strings.ToLower(e.Number), title)
}

// facet counts the values of a facet among what the other facets choose, the
// commonest first.
func (q *request) facet(w *words, name string, of func(e *tifa.Edition) string, all []tifa.Edition) facet {
	counts := map[string]int{}
	for i := range all {
		if value := of(&all[i]); value != "" && q.chooses(&all[i], name) {
			counts[value]++
		}
	}
	f := facet{Name: name}
	for value, n := range counts {
		lit := q.form.Get(name) == value
		v := facetValue{Value: value, Label: w.label(name, value), Count: n, Lit: lit}
		if lit {
			value = ""
		}
		v.Address = withParam(withParam(q.URL.RequestURI(), name, value), "after", "")
		f.Values = append(f.Values, v)
	}
	slices.SortFunc(f.Values, func(a, b facetValue) int {
		if name == "year" {
			return cmp.Compare(b.Value, a.Value)
		}
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	if len(f.Values) > facetValues && q.form.Get("all") != name {
		f.Rest, f.All = len(f.Values)-facetValues, withParam(q.URL.RequestURI(), "all", name)
		f.Values = f.Values[:facetValues]
	}
	return f
}

// sortEditions orders a list: new first, old first, by title, or by when they
// came into the library.
func sortEditions(list []tifa.Edition, by string) {
	slices.SortStableFunc(list, func(a, b tifa.Edition) int {
		switch by {
		case "old":
			return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Address, b.Address))
		case "title":
			return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.Address, b.Address))
		case "added":
			return cmp.Or(cmp.Compare(b.Added, a.Added), cmp.Compare(a.Address, b.Address))
		}
		return cmp.Or(undatedLast(a, b), b.Date.Compare(a.Date), cmp.Compare(a.Address, b.Address))
	})
}

// undatedLast puts texts without a date behind the others: they are no newer.
func undatedLast(a, b tifa.Edition) int {
	switch {
	case a.Date.IsZero() == b.Date.IsZero():
		return 0
	case a.Date.IsZero():
		return 1
	}
	return -1
}
