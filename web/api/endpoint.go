package api

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"reflect"

	"tifa/library"
)

// endpoint is a row of the table: what is routed, checked, documented and
// answered.
type endpoint struct {
	method  string // GET (with HEAD) or POST
	path    string // below Prefix: term/list
	summary string
	about   string
	params  []*param
	request reflect.Type // of the JSON body; nil: none
	files   []file       // of a form that is sent; nil: none
	made    bool         // something new can come of it: 201
	fresh   bool         // the answer depends on more than the state of the library

	// What single and several fill in, and documentation that they add to.
	answers []reflect.Type // one of these, or a page of these
	paged   bool
	whole   []reflect.Type // of a paged endpoint: answers that are no pages
	columns []column       // of the answer as CSV; nil: there is none
	run     func(c *call) error
}

// file is a document that is sent with a form.
type file struct {
	name, about string
	needed      bool
}

// call is one request to an endpoint.
type call struct {
	query
	e    *endpoint
	l    *library.Library
	o    *Options
	w    http.ResponseWriter
	r    *http.Request
	sent library.Uploads // empty where nothing was sent: no argument is ever a path
	body []byte          // of a JSON request
	page page
	csv  bool
	spec []byte // the OpenAPI document

	location string // of what was made
}

func (c *call) ctx() context.Context { return c.r.Context() }

// page is the part of a list that is asked for. most is 0 for all the rest.
type page struct{ skip, most int }

// errEnough ends a list of which enough was told.
var errEnough = errors.New("enough")

// cut makes of a function that takes a page one that takes all, and ends with
// errEnough after the page.
func cut[T any](p page, yield func(T) error) func(T) error {
	n := 0
	return func(v T) error {
		n++
		if n <= p.skip {
			return nil
		}
		if err := yield(v); err != nil {
			return err
		}
		if p.most > 0 && n == p.skip+p.most {
			return errEnough
		}
		return nil
	}
}

// each tells a page of items.
func each[T any](items []T, p page, yield func(T) error) error {
	from := min(p.skip, len(items))
	to := len(items)
	if p.most > 0 {
		to = min(to, from+p.most)
	}
	for _, item := range items[from:to] {
		if err := yield(item); err != nil {
			return err
		}
	}
	return nil
}

// single is an endpoint that answers with one object; rows, if not nil, tells
// it as CSV.
func single[T any](e endpoint, ask func(*call) (T, error), rows func(T, row) error) *endpoint {
	e.answers = append(e.answers, reflect.TypeFor[T]())
	e.run = func(c *call) error {
		v, err := ask(c)
		if err == nil {
			err = c.err
		}
		switch {
		case err != nil:
			return err
		case c.csv:
			return c.table(func(t *table) error { return rows(v, t.row) })
		}
		return c.answer(v)
	}
	return &e
}

// items is a page of a list, with the cursor of the next page or null.
type items[T any] struct {
	Items []T     `json:"items"`
	Next  *string `json:"next"`
}

// several is an endpoint that answers with a page of a list, and as CSV with
// all of it.
func several[T any](e endpoint, ask func(*call, page, func(T) error) error, rows func(T, row) error) *endpoint {
	if e.answers == nil {
		e.answers = []reflect.Type{reflect.TypeFor[T]()}
	}
	e.paged = true
	e.run = func(c *call) error {
		if c.csv {
			return c.table(func(t *table) error {
				return ended(ask(c, c.page, func(v T) error { return rows(v, t.row) }))
			})
		}
		out := items[T]{Items: []T{}}
		p := page{c.page.skip, c.page.most + 1} // one more, to know whether there is more
		err := ended(ask(c, p, func(v T) error {
			out.Items = append(out.Items, v)
			return nil
		}))
		if err == nil {
			err = c.err
		}
		if err != nil {
			return err
		}
		if len(out.Items) > c.page.most {
			out.Items = out.Items[:c.page.most]
			next, err := c.cursor(c.page.skip + c.page.most)
			if err != nil {
				return err
			}
			out.Next = &next
		}
		return c.answer(out)
	}
	return &e
}

func ended(err error) error {
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// read is the values of a call by one of the functions that pages use too.
func read[T any](c *call, by func(url.Values) (T, error)) T {
	v, err := by(c.Values)
	if c.err == nil {
		c.err = err
	}
	return v
}
