package api

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tifa/library"
)

// Prefix is where the API stands.
const Prefix = "/api/v1/"

// Options of the API.
type Options struct {
	Version   string           // of the program, for the OpenAPI document
	MaxUpload int64            // bytes of a request that sends a document; 0: 64 MB
	Log       *slog.Logger     // nil: nowhere
	Now       func() time.Time // nil: time.Now
	Patience  time.Duration    // how long a question waits for two languages that are being aligned; 0: half a minute
}

func (o *Options) log() *slog.Logger {
	if o.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return o.Log
}

func (o *Options) now() time.Time {
	if o.Now == nil {
		return time.Now()
	}
	return o.Now()
}

// maxBody is the most bytes of a JSON request.
const maxBody = 1 << 20

// server answers requests for a library.
type server struct {
	l      *library.Library
	o      Options
	routes map[string]map[string]*endpoint // by path and method
	spec   []byte
}

// New is the API of a library. It expects paths that begin with Prefix.
// Requests that change the library are refused where a browser says that they
// come from another site.
func New(l *library.Library, o Options) http.Handler {
	o.MaxUpload, o.Patience = cmp.Or(o.MaxUpload, 64<<20), cmp.Or(o.Patience, 30*time.Second)
	s := &server{l: l, o: o, routes: map[string]map[string]*endpoint{}}
	all := endpoints()
	for _, e := range all {
		if s.routes[e.path] == nil {
			s.routes[e.path] = map[string]*endpoint{}
		}
		s.routes[e.path][e.method] = e
	}
	s.spec = document(all, o.Version)
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, errKind{"cross-origin", "a page of another site may not change this library"})
	}))
	return guard.Handler(s)
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if err := s.serve(w, r); err != nil {
		s.fail(w, r, err)
	}
}

func (s *server) serve(w http.ResponseWriter, r *http.Request) error {
	path, ok := strings.CutPrefix(r.URL.Path, Prefix)
	methods := s.routes[path]
	if !ok || methods == nil {
		return errKind{"no-endpoint", fmt.Sprintf("there is no endpoint %q; %sopenapi.json lists them", shorten(path, 100), Prefix)}
	}
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	e := methods[method]
	if e == nil {
		var allowed []string
		for m := range methods {
			allowed = append(allowed, m)
			if m == http.MethodGet {
				allowed = append(allowed, http.MethodHead)
			}
		}
		slices.Sort(allowed)
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		return errKind{"method", fmt.Sprintf("%s takes %s", shorten(path, 100), strings.Join(allowed, ", "))}
	}
	c := &call{e: e, l: s.l, o: &s.o, w: w, r: r, spec: s.spec}
	if err := c.read(s); err != nil {
		return err
	}
	if e.method == http.MethodPost || e.fresh {
		w.Header().Set("Cache-Control", "no-store")
	} else if same, err := c.unchanged(); err != nil || same {
		return err
	}
	err := e.run(c)
	// A program that asks a question would rather wait than ask again.
	if waiting, ok := errors.AsType[*library.AligningError](err); ok && e.method == http.MethodGet && waiting.Wait(c.ctx(), s.o.Patience) {
		err = e.run(c)
	}
	return err
}

// read reads and checks what came with a request.
func (c *call) read(s *server) error {
	var err error
	if c.Values, err = url.ParseQuery(c.r.URL.RawQuery); err != nil {
		return &ParamError{Name: "query", Why: "the part after ? cannot be read", Takes: "names and values, each escaped: a=b&c=d"}
	}
	if c.e.method == http.MethodPost {
		if err := c.readBody(s.o.MaxUpload); err != nil {
			return err
		}
	}
	params := c.e.all()
	if err := c.known(params); err != nil {
		return err
	}
	if slices.Contains(params, formatParam) {
		c.csv = one[string](&c.query, formatParam) == "csv"
	}
	if !c.e.paged {
		return c.err
	}
	c.page.most = one[int](&c.query, limitParam)
	if c.csv && c.Get(limitParam.name) == "" {
		c.page.most = 0
	}
	if after := one[string](&c.query, afterParam); after != "" && c.err == nil {
		c.page.skip, err = c.after(after)
		if err != nil {
			return err
		}
	}
	return c.err
}

// all is the parameters of an endpoint with those that come of what it is.
func (e *endpoint) all() []*param {
	out := slices.Clone(e.params)
	if e.paged {
		out = append(out, limitParam, afterParam)
	}
	if e.columns != nil && e.method == http.MethodGet {
		out = append(out, formatParam)
	}
	return out
}

var formatParam = &param{name: "format", kind: choice, values: []string{"json", "csv"}, usual: "json", about: "the format of the answer"}

// unchanged names the answer by the state of the library, and says whether the
// caller has it already.
func (c *call) unchanged() (bool, error) {
	state, err := c.l.State(c.ctx())
	if err != nil {
		return false, err
	}
	// What has no date counts as of today.
	today := c.o.now().UTC().Format(time.DateOnly)
	sum := sha256.Sum256([]byte(strings.Join([]string{c.o.Version, state, today, c.e.path, c.Encode()}, "\n")))
	tag := `W/"` + hex.EncodeToString(sum[:12]) + `"`
	h := c.w.Header()
	h.Set("ETag", tag)
	h.Set("Cache-Control", "private, no-cache")
	for _, have := range c.r.Header.Values("If-None-Match") {
		for one := range strings.SplitSeq(have, ",") {
			one = strings.TrimSpace(one)
			if one == "*" || strings.TrimPrefix(one, "W/") == strings.TrimPrefix(tag, "W/") {
				c.w.WriteHeader(http.StatusNotModified)
				return true, nil
			}
		}
	}
	return false, nil
}

// answer answers with JSON, as the command line prints it.
func (c *call) answer(v any) error {
	var body bytes.Buffer
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write the answer as JSON: %w", err)
	}
	return c.send("application/json", body.Bytes())
}

func (c *call) send(mediaType string, body []byte) error {
	h := c.w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	status := http.StatusOK
	if c.location != "" {
		h.Set("Location", c.location)
		status = http.StatusCreated
	}
	c.w.WriteHeader(status)
	_, _ = c.w.Write(body) // who has gone cannot be told
	return nil
}
