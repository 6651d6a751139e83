package web

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/web/api"
)

// request is a request with what was settled about it.
type request struct {
	*http.Request
	settings settings
	form     url.Values // of the address
}

// reply is what a page function gives: a page to set, or an address to go to.
type reply struct {
	name   string // of the template
	page   any    // what it reads
	status int    // 0 is 200
	goTo   string // instead of a page
	file   *file  // instead of a page
	cookie *http.Cookie
}

// orError is an error, or a reply.
func orError(re *reply, err error) (reply, error) {
	if err != nil {
		return reply{}, err
	}
	return *re, nil
}

// file is what a reader saves.
type file struct {
	name string // in ASCII
	kind string // media type
	data []byte
}

// page is a reply of a template.
func page(name string, data any) (reply, error) { return reply{name: name, page: data}, nil }

// goTo sends the reader to another page of the room.
func goTo(address string) (reply, error) { return reply{goTo: address}, nil }

// handler sets what a page function gives. A page is set as a whole before its
// first byte is sent, so that an error never ends in half of a page.
func (r *Room) handler(f pageFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		req := &request{Request: q, settings: settingsOf(q), form: q.URL.Query()}
		var re reply
		err := r.library.Refresh(q.Context()) // tifa add and tifa edit run beside the room
		if err == nil {
			err = legible(req.form)
		}
		if err == nil {
			re, err = r.answer(f, req)
		}
		if err != nil {
			if q.Context().Err() != nil {
				return // nobody is waiting any more
			}
			re = r.errorPage(req, err)
		}
		if re.cookie != nil {
			http.SetCookie(w, re.cookie)
		}
		if re.goTo != "" {
			http.Redirect(w, q, re.goTo, http.StatusSeeOther)
			return
		}
		if re.file != nil {
			h := w.Header()
			h.Set("Content-Type", re.file.kind)
			h.Set("Content-Disposition", `attachment; filename="`+re.file.name+`"`)
			h.Set("Vary", "Accept-Language, Cookie") // in the language of the interface
			h.Set("Cache-Control", "private, no-cache")
			_, _ = w.Write(re.file.data) // a reader who has gone is no error
			return
		}
		var body bytes.Buffer
		if err := r.sets[req.settings.Lang].execute(&body, re.name, re.page); err != nil {
			r.log.Error("a page could not be set", "page", re.name, "why", err)
			http.Error(w, "This page could not be made; the log of tifa says why.", http.StatusInternalServerError)
			return
		}
		h := w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Language", req.settings.Lang)
		h.Set("Vary", "Accept-Language, Cookie")
		h.Set("Cache-Control", "private, no-cache")
		if re.status == http.StatusServiceUnavailable {
			h.Set("Retry-After", "5")
		}
		if re.status != 0 {
			w.WriteHeader(re.status)
		}
		_, _ = w.Write(body.Bytes()) // a reader who has gone is no error
	})
}

// legible refuses values with bytes that are no text, on every page and
// whatever the page would do with them: a note with them was kept.
func legible(form url.Values) error {
	for _, name := range slices.Sorted(maps.Keys(form)) {
		for _, value := range form[name] {
			if !utf8.ValidString(name) || !utf8.ValidString(value) {
				return &api.ParamError{Name: strings.ToValidUTF8(name, "\ufffd"), Why: "is no valid UTF-8"}
			}
		}
	}
	return nil
}

// ParseForm reads a form that was sent, and refuses it if it is not text.
func (q *request) ParseForm() error {
	if err := q.Request.ParseForm(); err != nil {
		return err
	}
	return legible(q.PostForm)
}

// ParseMultipartForm does so with a form that has files. They may hold any
// bytes.
func (q *request) ParseMultipartForm(most int64) error {
	err := q.Request.ParseMultipartForm(most)
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return err
	}
	return cmp.Or(legible(q.PostForm), err)
}

// answer calls a page function. What breaks down in it is an error of the page.
func (r *Room) answer(f pageFunc, q *request) (re reply, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a fault of the program: %v", p)
			r.log.Error("a page broke down", "path", q.URL.Path, "why", p, "stack", string(debug.Stack()))
		}
	}()
	return f(q.Context(), q)
}

// frame is what every page has.
type frame struct {
	Title    string // of the page; the name of the program is added
	Room     string // the entry of the navigation that is lit
	Settings settings
	Here     string // path and query of this page
	Sample   bool
	Version  string
	Phrase   string // in the search field
	Formats  []format
	Document *tabs // the pages about one document; nil elsewhere
	Notice   string
}

// format is the same answer in a form for programs.
type format struct{ Name, Address string }

// frame begins a page.
func (r *Room) frame(q *request, room, title string) frame {
	return frame{
		Title: title, Room: room, Settings: q.settings, Here: q.URL.RequestURI(),
		Sample: r.sample, Version: r.version,
	}
}

// formats names the JSON and CSV of an answer of the API.
func formats(command string, v url.Values) []format {
	address := "/api/v1/" + command
	csv := url.Values{}
	maps.Copy(csv, v)
	csv.Set("format", "csv")
	json := address
	if len(v) > 0 {
		json += "?" + v.Encode()
	}
	return []format{{"JSON", json}, {"CSV", address + "?" + csv.Encode()}}
}

// errorView is the page of an error.
type errorView struct {
	frame
	Status  int
	Why     string
	Choices []string // addresses that may have been meant
}

// errorPage makes a page of an error.
func (r *Room) errorPage(q *request, err error) reply {
	if v := r.aligning(q, err); v != nil {
		return aligningPage(q, v)
	}
	kind, status, words, logged := api.Told(err, r.library.Dir())
	if logged {
		r.log.Error("a page failed", "path", q.URL.Path, "why", err)
	}
	v := &errorView{frame: r.frame(q, "", r.say(q, "error.title."+titled(kind))), Status: status}
	// What went wrong inside may name files of this machine; it stands in the
	// log. What is wrong with a question is for the one who asked.
	if kind != "internal" {
		v.Why = words
	}
	if several, ok := errors.AsType[*tifa.AmbiguousError](err); ok {
		v.Choices = several.Candidates
	}
	return reply{name: "error", page: v, status: v.Status}
}

// titled is the title of the page of a kind of error.
func titled(kind string) string {
	switch kind {
	case "not-found", "no-endpoint":
		return "missing"
	case "ambiguous":
		return "conflict"
	case "edited", "stale":
		return "meanwhile"
	case "duplicate":
		return kind
	case "usage", "unreadable", "too-large":
		return kind
	case "fetch", "private-address":
		return "fetch"
	}
	return "failed"
}

// missingPage answers all that no other page answers.
func (r *Room) missingPage(_ context.Context, q *request) (reply, error) {
	v := &errorView{frame: r.frame(q, "", r.sets[q.settings.Lang].words.say("error.title.missing")), Status: http.StatusNotFound}
	return reply{name: "error", page: v, status: v.Status}, nil
}

// local makes an address of this room out of what a form says, so that no
// form can send a reader elsewhere.
func local(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.ContainsAny(address, "\\\r\n") {
		return "/"
	}
	if u.Fragment != "" {
		return u.RequestURI() + "#" + u.EscapedFragment()
	}
	return u.RequestURI()
}
