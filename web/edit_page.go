package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"tifa"
	"tifa/library"
	"tifa/store"
	"tifa/web/api"
)

// editView is what is known about a document, to look at and to correct.
type editView struct {
	frame
	Edition tifa.Edition
	Fields  []editField
	History []store.HistoryEntry
	Why     string // a change was refused
}

// editField is a field of the record.
type editField struct {
	Name    string
	Value   string
	Was     string // what the form is made of: told apart from what others change meanwhile
	Guessed bool
	Size    int
	Known   []string // what other texts of the library have here, to choose from
}

// editable are the fields that people state.
func editable(e *tifa.Edition) []editField {
	date := e.Date.String()
	if e.Date.IsZero() {
		date = ""
	}
	fields := []editField{
		{Name: "title", Value: e.Title, Size: 48},
		{Name: "date", Value: date, Size: 12},
		{Name: "issuer", Value: e.Issuer, Size: 36},
		{Name: "kind", Value: e.Kind, Size: 16},
		{Name: "number", Value: e.Number, Size: 24},
		{Name: "status", Value: e.Status, Size: 20},
		{Name: "lang", Value: e.Lang, Size: 10},
		{Name: "work", Value: e.Work, Size: 28},
		{Name: "label", Value: e.Label, Size: 14},
	}
	for i := range fields {
		fields[i].Was = fields[i].Value
		fields[i].Guessed = slices.Contains(e.Guessed, fields[i].Name)
	}
	return fields
}

func (r *Room) editPage(ctx context.Context, q *request) (reply, error) {
	s, err := r.shown(ctx, q)
	if err != nil {
		return reply{}, err
	}
	v, err := r.editView(ctx, q, s)
	if err == nil && q.form.Get("said") == "saved" {
		v.Notice = r.say(q, "edit.saved")
	}
	return reply{name: "edit", page: v}, err
}

func (r *Room) editView(ctx context.Context, q *request, s *library.Shown) (*editView, error) {
	v := &editView{frame: r.frame(q, "", r.say(q, "edit.title", s.Title)), Edition: s.Edition, Fields: editable(&s.Edition), History: slices.Clone(s.History)}
	slices.Reverse(v.History) // what was done last is looked for first
	c, err := r.catalogues.get(ctx)
	if err != nil {
		return nil, err
	}
	for i := range v.Fields {
		if name := v.Fields[i].Name; name != "lang" {
			v.Fields[i].Known = c.values[name][:min(len(c.values[name]), mostSuggestions)]
		}
	}
	v.Document, err = r.documentTabs(ctx, &s.Edition, "details")
	return v, err
}

// edit changes what the form says otherwise than the record, and confirms the
// guesses that are ticked.
func (r *Room) edit(ctx context.Context, q *request) (reply, error) {
	s, err := r.shown(ctx, q)
	if err != nil {
		return reply{}, err
	}
	if err := q.ParseForm(); err != nil {
		return reply{}, unread(err)
	}
	v, err := r.editView(ctx, q, s)
	if err != nil {
		return reply{}, err
	}
	change, err := r.changeOf(q, v)
	if v.Notice != "" {
		return reply{name: "edit", page: v, status: http.StatusConflict}, nil
	}
	var e tifa.Edition
	if err == nil {
		e, err = r.library.Edit(ctx, s.Address, change)
	}
	if err != nil {
		_, status, words, _ := api.Told(err, r.library.Dir())
		if status >= http.StatusInternalServerError { // the form is not to blame
			return reply{}, err
		}
		v.Why = words
		return reply{name: "edit", page: v, status: status}, nil
	}
	return goTo("/edit/" + e.Address + "?said=saved")
}

// changeOf is what a form says otherwise than the record that it was made of.
// What somebody else changed since then is not taken back: a field that the
// reader left alone stays as it is now, and one that both changed is asked
// about again.
func (r *Room) changeOf(q *request, v *editView) (store.Change, error) {
	var change store.Change
	var err error
	for i := range v.Fields {
		f := &v.Fields[i]
		values, sent := q.PostForm[f.Name]
		if !sent {
			continue
		}
		value, was := strings.TrimSpace(values[0]), f.Was
		if before, ok := q.PostForm["was-"+f.Name]; ok {
			was = before[0]
		}
		if value == strings.TrimSpace(was) && !slices.Contains(q.PostForm["confirm"], f.Name) {
			continue
		}
		f.Value = value
		if was != f.Was && value != f.Was {
			v.Notice = r.say(q, "edit.meanwhile", r.say(q, "field."+f.Name), f.Was)
		}
		if wrong := state(&change, f.Name, value); wrong != nil {
			err = errors.Join(err, wrong)
			continue
		}
		if change.Former == nil {
			change.Former = map[string]string{}
		}
		change.Former[f.Name] = f.Was // as this page was made; what comes between is not taken back
	}
	return change, err
}

// state puts a value into a change.
func state(c *store.Change, field, value string) error {
	texts := map[string]**string{
		"title": &c.Title, "issuer": &c.Issuer, "kind": &c.Kind, "number": &c.Number, "status": &c.Status,
		"work": &c.Work, "label": &c.Label, "lang": &c.Lang,
	}
	switch field {
	case "date":
		d, err := tifa.ParseDate(value)
		if err != nil {
			return usage("%v", err)
		}
		c.Date = &d
		return nil
	case "lang":
		tag, err := language.Parse(value)
		if err != nil {
			return usage("%q is no language: use a tag like zh, zh-Hant or en", value)
		}
		value = tag.String()
	}
	*texts[field] = &value
	return nil
}

// remove takes a document out of the library, when its address was typed.
func (r *Room) remove(ctx context.Context, q *request) (reply, error) {
	s, err := r.shown(ctx, q)
	if err != nil {
		return reply{}, err
	}
	if err := q.ParseForm(); err != nil {
		return reply{}, unread(err)
	}
	if strings.TrimSpace(q.PostForm.Get("address")) != s.Address {
		v, err := r.editView(ctx, q, s)
		if err != nil {
			return reply{}, err
		}
		v.Notice = r.say(q, "edit.type-address", s.Address)
		return reply{name: "edit", page: v, status: http.StatusBadRequest}, nil
	}
	if err := r.library.Remove(ctx, s.Address); err != nil {
		return reply{}, err
	}
	return goTo("/")
}
