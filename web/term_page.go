package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tifa"
	"tifa/library"
	"tifa/store"
	"tifa/web/api"
)

// termView is a concept of the term base: its terms by language, its
// decisions, its history, and the forms that change it.
type termView struct {
	frame
	Concept  tifa.Concept
	State    string // names the concept as the forms were made of it
	Langs    []langTerms
	Statuses []string
	History  []conceptChange // the newest first
	Removed  bool            // by somebody else, while a form of it was filled in
	Why      string
	Open     string      // the form that was refused, and its term
	Draft    url.Values  // what stood in it
	Lost     []lostField // the same, where the form is no more
}

// lostField is a field of a form that is no more, with what a reader wrote.
type lostField struct{ Name, Value string }

// conceptChange is a change of a concept, in its parts.
type conceptChange struct {
	At, By string
	What   string // added, changed or removed
	Parts  []conceptPart
}

// conceptPart is what became of a part of a concept.
type conceptPart struct {
	Kind     string // field, term-added, term-removed, term-changed or decided
	Field    string // of the concept or the term
	Term     string
	Lang     string
	Was, Is  string
	Statuses bool // Was and Is are statuses
}

// Names is how the concept is called: what is preferred in each language.
func (v *termView) Names() []tifa.Term {
	var out []tifa.Term
	for _, l := range v.Langs {
		i := max(0, slices.IndexFunc(l.Terms, func(t tifa.Term) bool { return t.Status == tifa.Preferred && !t.Variant }))
		out = append(out, l.Terms[i])
	}
	return out
}

// Of is a field of a form: what was drafted in it, or what is there.
func (v *termView) Of(form, field, now string) string {
	if v.Open == form && v.Draft.Has(field) {
		return v.Draft.Get(field)
	}
	return now
}

// Ticked says whether a box of a form is ticked: as it was drafted, or as it is.
// A box that is not ticked is not sent.
func (v *termView) Ticked(form, field string, now bool) bool {
	if v.Open == form && len(v.Draft) > 0 {
		return v.Draft.Has(field)
	}
	return now
}

// TermForm names the form of a term.
func (v *termView) TermForm(t tifa.Term) string { return "term " + t.Lang + " " + t.Text }

func (r *Room) termPage(ctx context.Context, q *request) (reply, error) {
	name := q.form.Get("term")
	if name == "" {
		return goTo("/terms")
	}
	v, err := r.termView(ctx, q, name)
	if err != nil {
		return reply{}, err
	}
	switch q.form.Get("said") {
	case "added":
		v.Notice = r.say(q, "term.said-added")
	case "saved":
		v.Notice = r.say(q, "term.said-saved")
	case "decided":
		v.Notice = r.say(q, "term.said-decided")
	}
	return page("term", v)
}

func (r *Room) termView(ctx context.Context, q *request, name string) (*termView, error) {
	c, err := r.library.ShowTerm(ctx, name)
	if err != nil {
		return nil, err
	}
	v := &termView{frame: r.frame(q, "terms", c.ID), Concept: c.Concept, State: c.State, Langs: byLanguage(c.Terms), Statuses: statuses()}
	var names []string
	for _, t := range v.Names() {
		names = append(names, t.Text)
	}
	v.Title = strings.Join(names, " · ")
	v.Formats = formats("term/show", url.Values{"term": {c.ID}})[:1] // it is no table
	v.Here = termAddress(c.ID)
	for _, h := range slices.Backward(c.History) {
		x, err := changeOfConcept(&h)
		if err != nil {
			return nil, err
		}
		v.History = append(v.History, x)
	}
	return v, nil
}

// changeTerm changes a concept. Where somebody else changed it since the form
// was shown, the page says so and has what the reader wrote.
func (r *Room) changeTerm(ctx context.Context, q *request) (reply, error) {
	if err := q.ParseForm(); err != nil {
		return reply{}, unread(err)
	}
	form := q.PostForm
	id, do := form.Get("concept"), form.Get("do")
	said, err := r.doTerm(ctx, id, do, form)
	if err == nil {
		if said == "removed" {
			return goTo("/terms")
		}
		return goTo(termAddress(id, "said", said))
	}
	status := http.StatusConflict
	var why string
	meanwhile := errors.Is(err, store.ErrMeanwhile)
	if !meanwhile {
		if _, status, why, _ = api.Told(err, r.library.Dir()); status >= http.StatusInternalServerError || errors.Is(err, tifa.ErrNotFound) {
			return reply{}, err
		}
	}
	v, err := r.termView(ctx, q, id)
	if meanwhile && (errors.Is(err, tifa.ErrNotFound) || err == nil && v.Concept.ID != id) { // another may have a term like the id
		v, err = &termView{frame: r.frame(q, "terms", id), Concept: tifa.Concept{ID: id}, Removed: true}, nil
		v.Here = "/terms" // there is no page of it
	}
	if err != nil {
		return reply{}, err
	}
	v.Why, v.Draft, v.Open = why, form, do
	if do == "term" || do == "remove-term" {
		v.Open = v.TermForm(tifa.Term{Lang: form.Get("lang"), Text: form.Get("term")})
	}
	if !v.hasForm(v.Open) {
		v.Lost = r.lost(q, form)
	}
	if meanwhile {
		v.Notice = r.say(q, meanwhileOf(v))
	}
	return reply{name: "term", page: v, status: status}, nil
}

// meanwhileOf names what is said of a form of an older state.
func meanwhileOf(v *termView) string {
	switch {
	case v.Removed:
		return "term.meanwhile-removed"
	case len(v.Lost) > 0:
		return "term.meanwhile-lost"
	default:
		return "term.meanwhile"
	}
}

// hasForm says whether the page has a form.
func (v *termView) hasForm(name string) bool {
	if v.Removed {
		return false
	}
	return slices.Contains([]string{"concept", "add", "decide"}, name) ||
		slices.ContainsFunc(v.Concept.Terms, func(t tifa.Term) bool { return v.TermForm(t) == name })
}

// lost is what a reader wrote into a form that is no more.
func (r *Room) lost(q *request, form url.Values) []lostField {
	var out []lostField
	for _, f := range [][2]string{
		{"term", "render.term"},
		{"text", "term.text"},
		{"status", "terms.status"},
		{"definition", "term.definition"},
		{"scope", "term.scope"},
		{"source", "term.source"},
		{"note", "term.note"},
		{"options", "term.options"},
		{"choice", "term.choice"},
		{"reasons", "term.reasons"},
		{"others", "term.others"},
	} {
		value := form.Get(f[0])
		if slices.Contains(statuses(), value) && (f[0] == "status" || f[0] == "others") {
			value = r.say(q, "term."+value)
		}
		if value != "" {
			out = append(out, lostField{r.say(q, f[1]), value})
		}
	}
	return out
}

// doTerm carries out what a form says.
func (r *Room) doTerm(ctx context.Context, id, do string, form url.Values) (said string, err error) {
	get := func(name string) string { return strings.TrimSpace(unixLines(form.Get(name))) }
	text := func(name string) *string { s := get(name); return &s }
	former := form.Get("was")
	switch do {
	case "concept":
		_, err = r.library.EditTerm(ctx, id, library.ConceptChange{
			Definition: text("definition"), Scope: text("scope"), Source: text("source"), Note: text("note"), Former: former,
		})
	case "term":
		variant := form.Get("variant") != ""
		_, err = r.library.EditTerm(ctx, id, library.ConceptChange{
			Term: form.Get("term"), Lang: form.Get("lang"), Text: text("text"), Status: text("status"), Variant: &variant,
			Source: text("source"), Note: text("note"), Former: former,
		})
	case "add":
		s := termStated(form)
		s.ID, s.Former = id, former
		_, err = r.library.AddTerm(ctx, s)
		return "added", err
	case "decide":
		_, err = r.library.Decide(ctx, id, library.Choice{
			Options: linesOf(form.Get("options")), Choice: get("choice"), Reasons: get("reasons"), Lang: get("lang"), Others: get("others"), Former: former,
		})
		return "decided", err
	case "remove-term":
		if form.Get("term") == "" { // that would be the whole concept
			return "", usage("say which term is to be removed")
		}
		_, err = r.library.RemoveTerm(ctx, id, library.Unwanted{Term: form.Get("term"), Lang: form.Get("lang"), Former: former})
	case "remove":
		_, err = r.library.RemoveTerm(ctx, id, library.Unwanted{Former: former})
		return "removed", err
	default:
		err = usage("%q is nothing that can be done to a concept", do)
	}
	return "saved", err
}

// changeOfConcept tells what a change did.
func changeOfConcept(h *store.WorkChange) (conceptChange, error) {
	x := conceptChange{At: h.At, By: h.By, What: "changed"}
	var before, after tifa.Concept
	if err := errors.Join(json.Unmarshal(h.Old, &before), json.Unmarshal(h.New, &after)); err != nil {
		return x, err
	}
	switch {
	case string(h.Old) == "null":
		x.What = "added"
	case string(h.New) == "null":
		x.What = "removed"
		return x, nil
	}
	for _, f := range []struct{ name, was, is string }{
		{"definition", before.Definition, after.Definition},
		{"scope", before.Scope, after.Scope},
		{"source", before.Source, after.Source},
		{"note", before.Note, after.Note},
	} {
		if f.was != f.is {
			x.Parts = append(x.Parts, conceptPart{Kind: "field", Field: f.name, Was: f.was, Is: f.is})
		}
	}
	same := func(t tifa.Term) func(tifa.Term) bool {
		return func(o tifa.Term) bool { return o.Lang == t.Lang && o.Text == t.Text }
	}
	for _, t := range before.Terms {
		if !slices.ContainsFunc(after.Terms, same(t)) {
			x.Parts = append(x.Parts, conceptPart{Kind: "term-removed", Term: t.Text, Lang: t.Lang, Was: t.Status, Statuses: true})
		}
	}
	for _, t := range after.Terms {
		i := slices.IndexFunc(before.Terms, same(t))
		if i < 0 {
			x.Parts = append(x.Parts, conceptPart{Kind: "term-added", Term: t.Text, Lang: t.Lang, Is: t.Status, Statuses: true})
			continue
		}
		old := before.Terms[i]
		for _, f := range []struct{ name, was, is string }{
			{"status", old.Status, t.Status}, {"variant", yesOf(old.Variant), yesOf(t.Variant)}, {"source", old.Source, t.Source}, {"note", old.Note, t.Note},
		} {
			if f.was != f.is {
				x.Parts = append(x.Parts, conceptPart{Kind: "term-changed", Field: f.name, Term: t.Text, Lang: t.Lang, Was: f.was, Is: f.is, Statuses: f.name == "status"})
			}
		}
	}
	for _, d := range after.Decisions[min(len(before.Decisions), len(after.Decisions)):] {
		x.Parts = append(x.Parts, conceptPart{Kind: "decided", Is: d.Choice})
	}
	return x, nil
}

func yesOf(b bool) string {
	if b {
		return "✓"
	}
	return ""
}
