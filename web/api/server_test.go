package api

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tifa"
	"tifa/concordance"
	"tifa/library"
	"tifa/reuse"
	"tifa/store"
)

// line is v as the command line prints it with --json.
func line(t *testing.T, v any) string {
	t.Helper()
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// lines is a list as the command line prints it, one object a line.
func lines[T any](t *testing.T, items []T) string {
	t.Helper()
	var b strings.Builder
	for _, v := range items {
		b.WriteString(line(t, v))
	}
	return b.String()
}

// The answers are what the library answers to the command line, byte for byte.
func TestSameAsTheCommandLine(t *testing.T) {
	l, h := sampleServer(t)
	ctx := t.Context()
	const a, b = "strategy-2017.zh", "strategy-2017.en"
	q := library.Query{Phrase: "数字", Gap: concordance.DefaultGap}
	none := library.Stated{}
	for _, c := range []struct {
		path, query string
		want        func() (string, error)
	}{
		{"list", "", func() (string, error) {
			v, err := l.List(ctx, concordance.Filter{})
			return lines(t, v), err
		}},
		{"show", "edition=" + a, func() (string, error) { v, err := l.Show(ctx, a); return line(t, v), err }},
		{"search", "phrase=数字", func() (string, error) {
			var all []concordance.Line
			err := l.Search(ctx, q, library.SearchOptions{Context: 40}, func(x concordance.Line) error { all = append(all, x); return nil })
			return lines(t, all), err
		}},
		{"search", "phrase=数字&with=en", func() (string, error) {
			var all []library.LineWith
			err := l.SearchWith(ctx, q, library.SearchOptions{Context: 40}, "en", func(x library.LineWith) error { all = append(all, x); return nil })
			return lines(t, all), err
		}},
		{"search", "phrase=数字&count=true", func() (string, error) { v, err := l.Count(ctx, q); return line(t, v), err }},
		{"trend", "phrase=数字&by=month", func() (string, error) {
			v, err := l.Trend(ctx, q, "month")
			return line(t, v), err
		}},
		{"trace", "phrase=数字&across=true", func() (string, error) {
			v, err := l.Trace(ctx, q, library.TraceOptions{By: "year", Across: true})
			return line(t, v), err
		}},
		{"new", "edition=strategy-2023.zh&into=en", func() (string, error) {
			v, err := l.New(ctx, "strategy-2023.zh", library.NewOptions{Into: "en", Thresholds: reuse.DefaultThresholds()}, nil)
			return line(t, v), err
		}},
		{"compare", "a=" + a + "&b=strategy-2023.zh", func() (string, error) {
			v, err := l.Compare(ctx, a, "strategy-2023.zh", none, nil)
			return line(t, v), err
		}},
		{"align", "a=" + a + "&b=" + b, func() (string, error) {
			v, err := l.Align(ctx, a, b, none, nil)
			if err != nil {
				return "", err
			}
			return lines(t, v.Beads), nil
		}},
		{"qa", "a=" + a + "&b=" + b, func() (string, error) {
			v, err := l.QA(ctx, a, b, library.QAOptions{}, nil)
			return line(t, v), err
		}},
		{"render", "term=数字", func() (string, error) { v, err := l.Render(ctx, q, library.RenderOptions{}); return line(t, v), err }},
		{"consistency", "edition=" + a, func() (string, error) {
			v, err := l.CheckConsistency(ctx, library.ConsistencyOptions{Edition: a})
			return line(t, v), err
		}},
		{"hidden", "a=" + a + "&b=strategy-2023.zh", func() (string, error) {
			v, err := l.HiddenChanges(ctx, a, "strategy-2023.zh", "", "", "", nil)
			return line(t, v), err
		}},
		{"memory/match", "edition=" + a + ":s1-9&into=en", func() (string, error) {
			var all []library.Matched
			o := library.MatchOptions{MemoryOptions: library.MemoryOptions{Into: "en"}, MinScore: .6, Limit: 5}
			err := l.MatchMemory(ctx, a+":s1-9", o, nil, func(m library.Matched) error { all = append(all, m); return nil })
			return lines(t, all), err
		}},
		{"memory/list", "", func() (string, error) { v, err := l.MemoryOrigins(ctx); return lines(t, v), err }},
	} {
		want, err := c.want()
		if err != nil {
			t.Fatalf("%s: %v", c.path, err)
		}
		query := escaped(c.query)
		w := ask(t, h, get, Prefix+c.path+"?"+query+"&limit=1000")
		if w.Code == http.StatusBadRequest { // no limit there
			w = ask(t, h, get, Prefix+c.path+"?"+query)
		}
		got := w.Body.String()
		if strings.HasPrefix(got, `{"items":[`) && !strings.Contains(c.path, "qa") && c.path != "consistency" {
			page := parse[items[json.RawMessage]](t, w.Body.Bytes())
			if page.Next != nil {
				t.Errorf("%s: there is more", c.path)
			}
			got = ""
			for _, item := range page.Items {
				got += string(item) + "\n"
			}
		}
		if w.Code != http.StatusOK || got != want || len(want) < 50 {
			t.Errorf("%s?%s: %d\n got %.300s\nwant %.300s", c.path, c.query, w.Code, got, want)
		}
	}
}

// walk reads a list page by page.
func walk(t *testing.T, h http.Handler, target string, limit int) []string {
	t.Helper()
	var out []string
	after := ""
	for range 500 {
		w := ask(t, h, get, fmt.Sprintf("%s&limit=%d&after=%s", target, limit, after))
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", target, w.Code, w.Body)
		}
		page := parse[items[json.RawMessage]](t, w.Body.Bytes())
		if len(page.Items) > limit || len(page.Items) < limit && page.Next != nil {
			t.Fatalf("%s: %d items on a page", target, len(page.Items))
		}
		for _, item := range page.Items {
			out = append(out, string(item))
		}
		if page.Next == nil {
			return out
		}
		after = *page.Next
	}
	t.Fatalf("%s has no end", target)
	return nil
}

func TestPagesGiveAllOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and of one goroutine")
	}
	_, h := sampleServer(t)
	for _, query := range []string{
		"list?kind=", "search?phrase=" + escapedValue("网络"), "search?sort=right&phrase=" + escapedValue("网络"), "align?a=strategy-2017.zh&b=strategy-2017.en",
		"trend?phrase=a&phrase=b&phrase=c", "memory/match?into=en&edition=strategy-2017.zh", "memory/list?after=",
	} {
		all := walk(t, h, Prefix+query, 1000)
		for _, limit := range []int{1, 7, len(all)} {
			if got := walk(t, h, Prefix+query, limit); !slices.Equal(got, all) || len(all) == 0 {
				t.Errorf("%s by %d: %d items of %d", query, limit, len(got), len(all))
			}
		}
	}
}

func escapedValue(s string) string { return strings.TrimPrefix(escaped("x="+s), "x=") }

func TestCursors(t *testing.T) {
	l, h := sampleServer(t)
	first := parse[items[json.RawMessage]](t, ask(t, h, get, Prefix+"list?limit=2&lang=zh").Body.Bytes())
	if first.Next == nil {
		t.Fatal("no next page")
	}
	for target, want := range map[string]string{
		"list?limit=2&lang=en&after=" + *first.Next: "usage", // of another question
		"list?after=" + *first.Next:                 "usage",
		"list?lang=zh&after=nonsense":               "usage",
		"list?lang=zh&after=LTEgYSBi":               "usage",
	} {
		wantProblem(t, ask(t, h, get, Prefix+target), http.StatusBadRequest, want)
	}
	if w := ask(t, h, get, Prefix+"list?limit=5&lang=zh&after="+*first.Next); w.Code != http.StatusOK {
		t.Errorf("another limit: %d", w.Code)
	}
	title := "Another title"
	if _, err := l.Edit(t.Context(), "strategy-2017.zh", store.Change{Title: &title}); err != nil {
		t.Fatal(err)
	}
	wantProblem(t, ask(t, h, get, Prefix+"list?limit=2&lang=zh&after="+*first.Next), http.StatusConflict, "stale")
}

func wantProblem(t *testing.T, w *httptest.ResponseRecorder, status int, name string) Problem {
	t.Helper()
	p := parse[Problem](t, w.Body.Bytes())
	if w.Code != status || p.Status != status || p.Type != Prefix+"problems#"+name || w.Header().Get("Content-Type") != "application/problem+json" ||
		p.Title == "" || p.Detail == "" || w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("ETag") != "" {
		t.Errorf("%d %v %.300s, want %d %s", w.Code, w.Header(), w.Body, status, name)
	}
	return p
}

func TestProblems(t *testing.T) {
	_, h := sampleServer(t)
	wantProblem(t, ask(t, h, get, Prefix+"nothing"), 404, "no-endpoint")
	wantProblem(t, ask(t, h, get, Prefix), 404, "no-endpoint")
	wantProblem(t, ask(t, h, get, Prefix+"list/"), 404, "no-endpoint")
	for method, allow := range map[string]string{http.MethodPost: "GET, HEAD", http.MethodDelete: "GET, HEAD", http.MethodOptions: "GET, HEAD"} {
		w := ask(t, h, method, Prefix+"list")
		wantProblem(t, w, 405, "method")
		if w.Header().Get("Allow") != allow {
			t.Errorf("%s: Allow is %q", method, w.Header().Get("Allow"))
		}
	}
	if w := ask(t, h, http.MethodPut, Prefix+"qa"); w.Header().Get("Allow") != "GET, HEAD, POST" {
		t.Errorf("Allow is %q", w.Header().Get("Allow"))
	}
	if p := wantProblem(t, ask(t, h, get, Prefix+"show?edition=strategy-2017"), 409, "ambiguous"); !slices.Equal(p.Candidates, []string{"strategy-2017.en", "strategy-2017.zh"}) {
		t.Errorf("candidates %v", p.Candidates)
	}
	if p := wantProblem(t, ask(t, h, get, Prefix+"search?phrase=a&from=2015-13"), 400, "usage"); p.Parameter != "from" || !strings.Contains(p.Detail, "2015-03-05") {
		t.Errorf("%+v", p)
	}
	wantProblem(t, ask(t, h, get, Prefix+"search?phrase=a&frum=2015"), 400, "usage")
	wantProblem(t, ask(t, h, get, Prefix+"search?phrase=a;b"), 400, "usage")
	wantProblem(t, ask(t, h, get, Prefix+"search?phrase=%zz"), 400, "usage")
	wantProblem(t, ask(t, h, get, Prefix+"show?edition=strategy-2017.zh:s9999"), 404, "not-found")
	wantProblem(t, askJSON(t, h, "edit", map[string]any{"edition": "strategy-2017.zh", "work": "strategy-2023"}), 409, "duplicate")
	wantProblem(t, ask(t, h, get, Prefix+"align?a=strategy-2017.zh&b=strategy-2017.zh"), 400, "usage")
}

func TestBodies(t *testing.T) {
	_, h := sampleServer(t)
	send := func(path, media, body string, header ...string) *httptest.ResponseRecorder {
		return askWith(t, h, post, Prefix+path, strings.NewReader(body), append(header, "Content-Type", media)...)
	}
	const edit = `{"edition":"strategy-2017.zh","title":"x"}`
	wantProblem(t, send("edit", "text/plain", edit), 415, "media-type")
	wantProblem(t, send("edit", "", edit), 415, "media-type")
	wantProblem(t, send("add", "application/json", edit), 415, "media-type")
	for _, body := range []string{
		"", "{", edit + edit, `[]`, `{"edition":"strategy-2017.zh","titel":"x"}`, `{"edition":"strategy-2017.zh"}`, `{"edition":1,"title":"x"}`,
		"{\"edition\":\"strategy-2017.zh\",\"title\":\"\xff\"}", `{"edition":"strategy-2017.zh","title":"a\u0000b"}`, `{"edition":"strategy-2017.zh","date":""}`,
		`{"edition":"strategy-2017.zh","date":"2015-13"}`, `{"edition":"strategy-2017.zh","dates":{"born":"2015"}}`, `{"edition":"strategy-2017.zh","lang":"!"}`,
		`{"edition":"strategy-2017.zh","title":"` + strings.Repeat("x", longestField+1) + `"}`,
	} {
		if w := send("edit", "application/json", body); w.Code != 400 {
			t.Errorf("%.80s: %d %s", body, w.Code, w.Body)
		}
	}
	wantProblem(t, send("edit", "application/json", strings.Repeat(" ", maxBody+1)), 413, "too-large")
	big, media := form(t, map[string]string{"@file": strings.Repeat("a word ", 200_000)})
	wantProblem(t, send("add", media, string(big)), 413, "too-large")
	wantProblem(t, send("new", media, string(big)), 413, "too-large")
	long, media := form(t, map[string]string{"@file": posted, "title": strings.Repeat("x", mostField+1)})
	wantProblem(t, send("add", media, string(long)), 400, "usage")
	cut, media := form(t, map[string]string{"@file": posted})
	wantProblem(t, send("add", media, string(cut[:len(cut)/2])), 400, "usage")
	none, media := form(t, map[string]string{"title": "x"})
	wantProblem(t, send("add", media, string(none)), 400, "usage")
	neither, media := form(t, map[string]string{})
	for range 20 { // the same every time
		if p := wantProblem(t, send("compare", media, string(neither)), 400, "usage"); p.Parameter != "a" {
			t.Fatalf("of two texts that are missing %q is named first", p.Parameter)
		}
	}
	empty, media := form(t, map[string]string{"@file": ""})
	wantProblem(t, send("add", media, string(empty)), 422, "unreadable")
	wantProblem(t, send("edit", "application/json", edit, "Sec-Fetch-Site", "cross-site"), 403, "cross-origin")
	wantProblem(t, send("edit", "application/json", edit, "Origin", "https://elsewhere.example"), 403, "cross-origin")
	if shown := ask(t, h, get, Prefix+"show?edition=strategy-2017.zh"); strings.Contains(shown.Body.String(), `"title":"x"`) {
		t.Error("a refused request changed the title")
	}
}

// No address leads this server into its own network.
func TestAddressesArePublic(t *testing.T) {
	_, h := sampleServer(t)
	asked := 0
	inner := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer inner.Close()
	for address, status := range map[string]int{
		inner.URL: 403, "http://169.254.169.254/latest": 403, "http://[::1]/": 403, "file:///etc/passwd": 400, "/etc/passwd": 400, "-": 400, "ftp://example.org/x": 400,
	} {
		body, media := form(t, map[string]string{"url": address})
		if w := askWith(t, h, post, Prefix+"add", bytes.NewReader(body), "Content-Type", media); w.Code != status {
			t.Errorf("%s: %d %s", address, w.Code, w.Body)
		}
	}
	if asked > 0 {
		t.Error("the inner server was asked")
	}
}

func TestETag(t *testing.T) {
	l, h := sampleServer(t)
	const target = Prefix + "show?edition=strategy-2017.zh"
	w := ask(t, h, get, target)
	tag := w.Header().Get("ETag")
	if tag == "" || w.Header().Get("Cache-Control") != "private, no-cache" {
		t.Errorf("%v", w.Header())
	}
	for _, have := range []string{tag, `"other", ` + tag, strings.TrimPrefix(tag, "W/"), "*"} {
		if w := ask(t, h, get, target, "If-None-Match", have); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
			t.Errorf("%s: %d with %d bytes", have, w.Code, w.Body.Len())
		}
	}
	head := ask(t, h, http.MethodHead, target)
	if head.Code != http.StatusOK || head.Header().Get("ETag") != tag || head.Header().Get("Content-Length") != strconv.Itoa(w.Body.Len()) {
		t.Errorf("HEAD: %d %v", head.Code, head.Header())
	}
	title := "Another title"
	if _, err := l.Edit(t.Context(), "strategy-2017.zh", store.Change{Title: &title}); err != nil {
		t.Fatal(err)
	}
	if w := ask(t, h, get, target, "If-None-Match", tag); w.Code != http.StatusOK || w.Header().Get("ETag") == tag {
		t.Errorf("after a change: %d", w.Code)
	}
	if w := ask(t, h, get, Prefix+"verify"); w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("verify: %v", w.Header())
	}
}

// State changes with people's work and with what another process does.
func TestStateSeesOthers(t *testing.T) {
	l, h := sampleServer(t)
	other, err := library.Open(t.Context(), l.Dir(), library.Options{By: "other"})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	sent := library.Uploads{"x": {Name: "x.md", Data: []byte(posted)}}
	err = other.Add(t.Context(), []string{"x"}, library.Stated{Work: "harbours", Date: tifa.Date{Year: 2024}}, sent, func(_ string, _ *library.Added, err error) {
		if err != nil {
			t.Error(err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if w := ask(t, h, get, Prefix+"search?phrase=digital+harbours"); !strings.Contains(w.Body.String(), "harbours.en") {
		t.Errorf("what another process added is not found: %s", w.Body)
	}
	before, err := l.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.AddTerm(t.Context(), library.TermStated{Term: "港口", Lang: "zh"}); err != nil {
		t.Fatal(err)
	}
	after, err := l.State(t.Context())
	if err != nil || after == before {
		t.Errorf("the state is the same after a term was added, %v", err)
	}
	if _, err := other.AddNote(t.Context(), library.NoteStated{Address: "harbours.en:s1", Body: "A note."}); err != nil {
		t.Fatal(err)
	}
	if noted, err := l.State(t.Context()); err != nil || noted == after {
		t.Errorf("the state is the same after a note, %v", err)
	}
}

func TestCSV(t *testing.T) {
	l, h := sampleServer(t)
	if _, err := l.AddTerm(t.Context(), library.TermStated{Term: "=1+1", Lang: "en", Note: "a \"note\",\nof two lines", Scope: "＠x"}); err != nil {
		t.Fatal(err)
	}
	w := ask(t, h, get, Prefix+"term/list?format=csv")
	const want = "\uFEFFid,lang,term,status,variant,source,note,definition,scope\r\n" +
		"1-1,en,'=1+1,preferred,false,,\"a \"\"note\"\",\r\nof two lines\",,'＠x\r\n"
	if got := w.Body.String(); got != want {
		t.Errorf("%q", got)
	}
	if h := w.Header(); h.Get("Content-Disposition") != `attachment; filename="tifa-term-list.csv"` || h.Get("Content-Type") != "text/csv; charset=utf-8; header=present" {
		t.Errorf("%v", h)
	}
	counted, err := l.Count(t.Context(), library.Query{Phrase: "网络"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		query string
		rows  int
	}{
		{"search?phrase=网络", counted.Count.Count},
		{"search?phrase=网络&limit=5", 5},
		{"search?phrase=网络&with=en&limit=5", 5},
		{"search?phrase=nowhere+at+all", 0},
		{"list", 34},
		{"coverage", -1},
		{"search?phrase=网络&count=true", -1},
	} {
		path, query, _ := strings.Cut(c.query, "?")
		target := Prefix + path + "?format=csv"
		if query != "" {
			target += "&" + escaped(query)
		}
		w := ask(t, h, get, target)
		if c.rows < 0 {
			wantProblem(t, w, 400, "usage")
			continue
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.Body.String(), "\uFEFF"))).ReadAll()
		if err != nil || len(rows) != c.rows+1 {
			t.Errorf("%s: %d rows instead of %d, %v", c.query, len(rows)-1, c.rows, err)
		}
	}
	// Every table has as many cells as columns.
	for _, q := range requests() {
		for _, e := range endpoints() {
			if e.columns == nil || q.method != get || e.method != get || q.path != e.path || q.status != 200 || strings.Contains(q.query, "count") || strings.Contains(q.query, "harbours") || q.path == "note/show" {
				continue
			}
			w := ask(t, h, get, Prefix+q.path+"?format=csv&"+escaped(q.query))
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.Body.String(), "\uFEFF"))).ReadAll()
			if err != nil || len(rows) == 0 || len(rows[0]) != len(e.columns) {
				t.Errorf("%s?%s: %v %.200s", q.path, q.query, err, w.Body)
			}
		}
	}
}

// An answer that fails after its beginning is cut off, and does not pass for
// whole.
func TestCutOff(t *testing.T) {
	c := &call{e: &endpoint{path: "x", columns: []column{{"n", ""}}}, o: &Options{}, w: httptest.NewRecorder(), r: httptest.NewRequestWithContext(t.Context(), get, "/", nil)}
	defer func() {
		if r := recover(); r != http.ErrAbortHandler { //nolint:errorlint // it is what panic was called with
			t.Errorf("recovered %v", r)
		}
	}()
	err := c.table(func(t *table) error { return errors.Join(t.row(1), errors.New("the disk broke")) })
	t.Errorf("came back with %v", err)
}

// What is not the caller's is told without its inside.
func TestInsideIsNotTold(t *testing.T) {
	l, _ := sampleServer(t)
	s := &server{l: l}
	r := httptest.NewRequestWithContext(t.Context(), get, Prefix+"list", nil)
	const secret = "texts/ab/cd"
	for name, err := range map[string]error{
		"damaged":   fmt.Errorf("%s: %w", secret, tifa.ErrDamaged),
		"internal":  errors.New(secret),
		"cancelled": fmt.Errorf("%s: %w", secret, context.Canceled),
	} {
		if p, _ := s.problem(err, r); p.Type != problemType(name) || strings.Contains(p.Detail, secret) {
			t.Errorf("%s: %+v", name, p)
		}
	}
	for _, err := range []error{
		fmt.Errorf("%w: %w", tifa.ErrNotFound, &fs.PathError{Op: "open", Path: "/var/x", Err: fs.ErrNotExist}),
		fmt.Errorf("%s/tifa.db: %w", l.Dir(), tifa.ErrUsage),
	} {
		if p, _ := s.problem(err, r); p.Status != 500 || strings.Contains(p.Detail, "/var/x") || strings.Contains(p.Detail, l.Dir()) {
			t.Errorf("%v: %+v", err, p)
		}
	}
}
