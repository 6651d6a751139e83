package api

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tifa"
	"tifa/bitext"
	"tifa/extract"
	"tifa/fetch"
	"tifa/library"
	"tifa/publish/exchange"
	"tifa/store"
)

// Problem is an error as RFC 9457 has it. Type is stable; Parameter names the
// parameter that is wrong, Candidates what could be named instead.
type Problem struct {
	Type       string   `json:"type"`
	Title      string   `json:"title"`
	Status     int      `json:"status"`
	Detail     string   `json:"detail"`
	Instance   string   `json:"instance"`
	Parameter  string   `json:"parameter,omitempty"`
	Candidates []string `json:"candidates,omitempty"`
}

// ProblemKind is a kind of error that the API can answer with.
type ProblemKind struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	About  string `json:"about"`
}

// kindOfProblem is a row of the table of problems.
type kindOfProblem struct {
	name   string // the fragment of its type
	status int
	title  string
	about  string
	is     func(error) bool
	hide   bool // its words are for the log and not for the caller
}

func wraps(targets ...error) func(error) bool {
	return func(err error) bool {
		for _, t := range targets {
			if errors.Is(err, t) {
				return true
			}
		}
		return false
	}
}

func isA[T error](err error) bool {
	_, ok := errors.AsType[T](err)
	return ok
}

// errKind is an error of the API itself, of a kind.
type errKind struct{ name, detail string }

func (e errKind) Error() string { return e.detail }

func named(name string) func(error) bool {
	return func(err error) bool {
		e, ok := errors.AsType[errKind](err)
		return ok && e.name == name
	}
}

// problems are the kinds of errors; the first that fits counts.
func problems() []kindOfProblem {
	return []kindOfProblem{
		{"cancelled", http.StatusServiceUnavailable, "broken off", "The request was broken off, by its sender or because the server stops. What was stored before that stays.", wraps(context.Canceled), true},
		{"too-large", http.StatusRequestEntityTooLarge, "too large", "What was sent is larger than the server takes.", isA[*http.MaxBytesError], false},
		{"no-endpoint", http.StatusNotFound, "no such endpoint", "There is no endpoint of this name; openapi.json lists them.", named("no-endpoint"), false},
		{"method", http.StatusMethodNotAllowed, "wrong method", "The endpoint does not have this method; the header Allow names those that it has.", named("method"), false},
		{"media-type", http.StatusUnsupportedMediaType, "wrong media type", "The body is not of the media type that the endpoint takes.", named("media-type"), false},
		{"cross-origin", http.StatusForbidden, "from another site", "A page of another site may not change this library.", named("cross-origin"), false},
		{"aligning", http.StatusServiceUnavailable, "being aligned", "The answer needs two languages that are being aligned after a change of the texts. A question has waited half a minute for it already; Retry-After says when to ask again.", isA[*library.AligningError], false},
		{"stale", http.StatusConflict, "the library has changed", "The library has changed since the page before: begin again without after.", isA[errStale], false},
		{"damaged", http.StatusInternalServerError, "damaged", "Stored bytes are not what they were when written; tifa verify says which.", wraps(tifa.ErrDamaged), true},
		{"ambiguous", http.StatusConflict, "fits several", "A name fits several editions or concepts; candidates names them.", func(err error) bool {
			return isA[*tifa.AmbiguousError](err) || errors.Is(err, tifa.ErrAmbiguous)
		}, false},
		{"duplicate", http.StatusConflict, "already there", "The library has another edition of this address.", wraps(tifa.ErrDuplicate), false},
		{"edited", http.StatusConflict, "edited meanwhile", "Somebody else changed it meanwhile; look at it again.", wraps(store.ErrEdited, store.ErrMeanwhile), false},
		{"private-address", http.StatusForbidden, "private network", "The address leads into a private network, where this server does not fetch.", wraps(fetch.ErrPrivate), false},
		{"fetch", http.StatusBadGateway, "could not be fetched", "The address could not be had: the server or its robots.txt refuses, it is too large, or there is no document.", isA[*fetch.Error], false},
		{"unreadable", http.StatusUnprocessableEntity, "cannot be read", "The document holds no text that can be read, or its language cannot be told: the detail says what to do.", wraps(extract.ErrNoText, extract.ErrPassword, extract.ErrMalformed, extract.ErrFormat, extract.ErrEncoding, extract.ErrErrorPage, library.ErrLanguage, exchange.ErrFormat, bitext.ErrDictionary), false},
		{"not-found", http.StatusNotFound, "not found", "The library has no such edition, sentence, concept or finding.", wraps(tifa.ErrNotFound), false},
		{"usage", http.StatusBadRequest, "wrong use", "A parameter is missing, unknown or has a value that it does not take; parameter names it where one is to blame.", wraps(tifa.ErrUsage), false},
		{"internal", http.StatusInternalServerError, "failed", "The server could not do it; its log says why.", func(error) bool { return true }, true},
	}
}

// problemType is the type of a kind of problem: a relative reference to its
// entry in the list of problems.
func problemType(name string) string { return Prefix + "problems#" + name }

// Told is what a stranger is told of an error: the name of its kind, its
// status, and its words, or those about its kind where its own are for the log
// alone (logged). dir is the library's folder, which no words name.
func Told(err error, dir string) (kind string, status int, words string, logged bool) {
	k, words := told(err, dir)
	return k.name, k.status, words, k.hide && !errors.Is(err, context.Canceled)
}

func told(err error, dir string) (kindOfProblem, string) {
	var kind kindOfProblem
	for _, kind = range problems() {
		if kind.is(err) {
			break
		}
	}
	detail := strings.TrimSuffix(err.Error(), ": "+tifa.ErrUsage.Error())
	// What names a file of the server is not for a stranger, whatever it wraps.
	if !kind.hide && (isA[*fs.PathError](err) || strings.Contains(detail, dir)) {
		kind = problems()[len(problems())-1]
	}
	if kind.hide {
		detail = kind.about
	}
	return kind, shorten(strings.ToValidUTF8(detail, "\uFFFD"), 2000)
}

// problem is what the caller is told of an error, and the kind of it.
func (s *server) problem(err error, r *http.Request) (Problem, kindOfProblem) {
	kind, detail := told(err, s.l.Dir())
	p := Problem{
		Type: problemType(kind.name), Title: kind.title, Status: kind.status,
		Detail: detail, Instance: shorten(r.URL.EscapedPath(), 500),
	}
	if wrong, ok := errors.AsType[*ParamError](err); ok {
		p.Parameter = wrong.Name
	}
	if several, ok := errors.AsType[*tifa.AmbiguousError](err); ok {
		p.Candidates = several.Candidates
	}
	return p, kind
}

// fail answers with a problem.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	p, kind := s.problem(err, r)
	if kind.hide && !errors.Is(err, context.Canceled) {
		s.o.log().Error("a request failed", "method", r.Method, "path", r.URL.Path, "why", err)
	}
	h := w.Header()
	for _, name := range []string{"ETag", "Content-Disposition", "Content-Length", "Location"} {
		h.Del(name)
	}
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	if kind.name == "aligning" {
		h.Set("Retry-After", "10")
	}
	if answer, ok := errors.AsType[*fetch.StatusError](err); ok && answer.RetryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int(answer.RetryAfter.Round(time.Second).Seconds())))
	}
	w.WriteHeader(p.Status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(p) // who has gone cannot be told
}
