package api

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	verrors "github.com/pb33f/libopenapi-validator/errors"
)

// strict is the document with all objects closed: an answer may have no field
// that the document does not.
func strict(t *testing.T, doc []byte) []byte {
	t.Helper()
	var closed func(v any)
	closed = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if v["properties"] != nil && v["type"] == "object" {
				v["additionalProperties"] = false
			}
			for _, inner := range v {
				closed(inner)
			}
		case []any:
			for _, inner := range v {
				closed(inner)
			}
		}
	}
	v := parse[any](t, doc)
	closed(v)
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func validatorOf(t *testing.T, doc []byte) validator.Validator {
	t.Helper()
	d, err := libopenapi.NewDocument(doc)
	if err != nil {
		t.Fatal(err)
	}
	v, errs := validator.NewValidator(d)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	t.Cleanup(v.Release)
	return v
}

func reasons(errs []*verrors.ValidationError) string {
	var b strings.Builder
	for _, e := range errs {
		b.WriteString(e.Message + ": " + e.Reason + "\n")
		for _, s := range e.SchemaValidationErrors {
			b.WriteString("  " + s.FieldPath + ": " + s.Reason + "\n")
		}
	}
	return b.String()
}

func TestDocument(t *testing.T) {
	doc := document(endpoints(), "test")
	if ok, errs := validatorOf(t, doc).ValidateDocument(); !ok {
		t.Error(reasons(errs))
	}
	if again := document(endpoints(), "test"); !bytes.Equal(doc, again) {
		t.Error("the document is another each time")
	}
	if strings.Contains(string(doc), `"description": ""`) {
		t.Error("a description is empty")
	}
}

// request is one that an endpoint must answer as the document says.
type request struct {
	method, path string
	query        string            // of GET
	body         any               // of POST with JSON
	form         map[string]string // of POST with files; "@name" is a file
	status       int
}

const posted = "# Digital harbours\n\nThe harbours will build a digital economy by 2030. Every harbour should have a plan.\n"

// requests are in an order: later ones need what earlier ones made.
func requests() []request {
	const a, b = "strategy-2017.zh", "strategy-2017.en"
	g := func(path, query string) request { return request{method: get, path: path, query: query, status: 200} }
	p := func(path string, body any) request { return request{method: post, path: path, body: body, status: 200} }
	type o = map[string]any
	return []request{
		g("named", "edition="+a), g("references", "edition="+a+"&experimental=true&cited-by=true"), g("references/graph", "kind=strategy"), g("silences", "edition=strategy-2023.zh"), g("keyness", "a=strategy-2023.zh&b=gwr-2022,gwr-2024&lang=zh&limit=5"), g("enumerations", "edition=strategy-2023.zh&against=press-2023.zh"), g("silences", "edition="+b+"&checklist=harbours|ports&checklist=lighthouse&rivals=open|closed"), g("named", "edition=beiling-2015.en&of=blocs"),
		g("list", ""), g("list", "lang=zh&from=2015&limit=2"), g("show", "edition="+a), g("show", "edition="+a+":s2-3"), g("coverage", "kind=strategy"),
		g("verify", ""), g("dictionary/list", ""), g("search", "phrase=数字"), g("search", "phrase=数字&with=en&limit=3"), g("search", "phrase=数字&count=true"), g("search", "phrase=数字&edition=strategy-2023.zh&edition=gwr-2010.zh"),
		g("search", "phrase=网络*国&sort=left&exact=script"), g("trend", "phrase=数字&phrase=港口&by=month"), g("trace", "phrase=数字"), g("trace", "phrase=网络*国"),
		g("trace", "phrase=nowhere at all"), g("trace", "phrase=网络主权&across=true&into=en"), g("new", "edition=strategy-2023.zh&into=en"), g("new", "edition=gwr-2010.zh"),
		{method: post, path: "new", form: map[string]string{"@file": posted, "lang": "en", "before": "2020"}, status: 200},
		g("check", "edition=press-2023.en&against=strategy-2023"),
		g("check/originals", "passage=No+country+can+close+its+networks&lang=en"),
		{method: post, path: "check", form: map[string]string{"@file": posted}, status: 200},
		g("temperature", "phrase=网络自主权"), g("dispersion", "phrase=网络自主权&phrase=开放&edition=strategy-2023.zh"), g("dispersion", "phrase=sovereignty&kind=strategy&limit=2"),
		g("compare", "a="+a+"&b=strategy-2023.zh"),
		{method: post, path: "compare", form: map[string]string{"@a": posted, "b": b}, status: 200},
		g("align", "a="+a+"&b="+b+"&below=.9"),
		g("qa", "a="+a+"&b="+b),
		{method: post, path: "qa", form: map[string]string{"a": a, "@b": posted, "only": "number,modality"}, status: 200},
		g("render", "term=数字&into=en"), g("render/passages", "term=数字&into=en&limit=3"), g("render/passages", "term=digital&state=unclear"), g("consistency", "edition="+a), g("hidden", "a="+a+"&b=strategy-2023.zh"), g("hinges", "edition="+a), g("statements", "edition="+a+"&modality=must,shall&stance=calls for"), g("statements/matrix", "edition="+a),
		g("statements/commitments", "edition="+a), g("statements/shifts", "a="+a+"&b="+b+"&experimental=true"), g("statements/actor", "actor=政府&lang=zh&from=2012"), g("later", "address="+a+":s22"), g("targets", "edition="+a+"&experimental=true"),
		p("tensions/verdict", o{"a": a + ":s33", "b": a + ":s36", "verdict": "tension", "note": "two minds"}), g("tensions", "edition="+a+"&experimental=true"),
		g("memory/match", "edition="+a+":s1-5&into=en"), g("memory/match", "phrase=and/or&lang=en"), g("memory/list", ""), g("problems", ""),
		p("bead/lock", o{"a": a, "b": b, "places": []string{"s1"}}), p("bead/unlock", o{"a": a, "b": b, "places": []string{"s1"}}),
		p("bead/merge", o{"a": a, "b": b, "places": []string{"s3", "s4"}}), p("bead/split", o{"a": a, "b": b, "places": []string{"s4", "t4"}}),
		p("bead/merge", o{"a": a, "b": b, "places": []string{"s6", "s7"}}), p("bead/move", o{"a": a, "b": b, "places": []string{"s7", "s8"}}),
		p("bead/undo", o{"a": a, "b": b}), g("bead/log", "a="+a+"&b="+b), p("qa/seen", o{"a": a, "b": b, "seen": []string{"negation:s11:t11"}, "note": "right"}),
		p("pair", o{"a": "gwr-2010.zh", "b": b, "not": true}),
		p("term/add", o{"term": "网络主权", "renderings": []string{"cyber sovereignty"}, "into": "en", "note": "as officials say"}),
		p("term/edit", o{"concept": "cyber-sovereignty", "scope": "law"}), g("term/list", "lang=en"), g("term/list", "lang=zh&into=en&status=preferred"),
		{method: post, path: "term/edit", body: o{"concept": "cyber-sovereignty", "scope": "trade", "former": "0123456789abcdef"}, status: 409},
		{method: post, path: "term/remove", body: o{"concept": "cyber-sovereignty", "former": "0123456789abcdef"}, status: 409},
		g("qa", "a="+a+"&b="+b),
		p("term/decide", o{"concept": "网络主权", "choice": "sovereignty in cyberspace", "options": []string{"cyber sovereignty"}, "reasons": "it reads better", "lang": "en"}),
		{method: post, path: "term/import", form: map[string]string{"@file": "zh,en,colour\n港口,harbour,red\n,,\n", "as": "csv"}, status: 200},
		{method: post, path: "term/import", form: map[string]string{"@file": "no XML", "as": "tbx"}, status: 400},
		g("term/show", "term=网络主权"), p("term/remove", o{"concept": "cyber-sovereignty"}),
		{method: post, path: "add", form: map[string]string{"@file": posted, "work": "harbours", "date": "2024-05", "status": "draft"}, status: 201},
		{method: post, path: "add", form: map[string]string{"@file": posted, "work": "harbours", "date": "2024-05"}, status: 200},
		p("edit", o{"edition": "harbours.en", "date": "2024-05-06", "dates": o{"adopted": "2024"}, "not_later": false}), g("show", "edition=harbours.en"),
		p("note/add", o{"address": "harbours.en:s1", "body": "A *note*."}), g("note/list", "edition=harbours.en"), p("note/edit", o{"id": "n1", "body": "Another.", "former": "A *note*."}),
		{method: post, path: "note/edit", body: o{"id": "n1", "body": "A third.", "former": "A *note*."}, status: 409},
		{method: post, path: "note/remove", body: o{"id": "n1", "former": "A *note*."}, status: 409},
		{method: post, path: "edit", body: o{"edition": "harbours.en", "title": "Mine", "former": o{"title": "Not what it was"}}, status: 409},
		p("edit", o{"edition": "harbours.en", "title": "Mine", "former": o{"date": "2024-05-06"}}),
		{method: post, path: "replace", form: map[string]string{"@file": posted + "\nA last word on harbours, which the first text left out.\n", "edition": "harbours.en", "why": "a page was missing"}, status: 200},
		g("note/list", "edition=harbours.en"), g("note/show", "id=n1"), g("show", "edition=harbours.en"), p("note/remove", o{"id": "n1"}), g("cite", "edition="+a+":s2&edition="+b), g("cite", "edition="+a+"&style=bibtex"),
		p("claim/add", o{"sentence": "No neighbour is named.", "rule": o{"kind": "absence", "phrases": []string{"北岭"}, "scope": o{"editions": []string{"strategy-2023.zh"}}, "n": 0}}),
		p("claim/add", o{"sentence": "Since 2014.", "rule": o{"kind": "first", "phrases": []string{"没有章法的自由"}, "date": "2014", "n": 0}, "stands": "harbours.en:s1"}),
		p("claim/add", o{"sentence": "Two minds.", "rule": o{"kind": "contrast", "n": 0}, "passages": []o{{"address": a + ":s1"}, {"address": a, "quote": "云桥计划"}}}),
		p("claim/add", o{"sentence": "More.", "rule": o{"kind": "trend", "phrases": []string{"数字"}, "trend": "rising", "early": o{"from": "2010", "to": "2014"}, "late": o{"from": "2015", "to": "2024"}, "n": 0}}),
		p("claim/edit", o{"id": "c2", "sentence": "Since 2012.", "rule": o{"kind": "first", "phrases": []string{"没有章法的自由"}, "date": "2012", "n": 0}}),
		p("claim/test", o{"ids": []string{"c1"}}), p("claim/test", o{}), g("claim/list", "state=supported&kind=absence&stale=false"), g("claim/show", "id=c2"),
		g("claim/certificate", "id=c1"), p("claim/remove", o{"id": "c3"}), g("claim/list", "edition=strategy-2023.zh"), g("absent", "phrase=北岭&phrase=东屿&except=东屿国&edition=strategy-2023.zh"),
		{method: post, path: "pack/verify", form: map[string]string{"@file": posted}, status: 400},
		p("remove", o{"edition": "harbours.en"}), g("openapi.json", ""),
		{method: get, path: "show", query: "edition=nothing.zh", status: 404},
		{method: get, path: "show", status: 400},
		{method: get, path: "show", query: "edition=strategy-2017", status: 409},
	}
}

// send sends a request, and gives it as it was sent, with its answer.
func (q *request) send(t *testing.T, h http.Handler) (*http.Request, *httptest.ResponseRecorder) {
	t.Helper()
	target, media := Prefix+q.path, ""
	if q.query != "" {
		target += "?" + escaped(q.query)
	}
	var body []byte
	switch {
	case q.form != nil:
		body, media = form(t, q.form)
	case q.method == post:
		var err error
		if body, err = json.Marshal(q.body); err != nil {
			t.Fatal(err)
		}
		media = "application/json"
	}
	r := httptest.NewRequestWithContext(t.Context(), q.method, target, bytes.NewReader(body))
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	r.Body = io.NopCloser(bytes.NewReader(body))
	return r, w
}

func form(t *testing.T, fields map[string]string) (body []byte, media string) {
	t.Helper()
	var buffer bytes.Buffer
	m := multipart.NewWriter(&buffer)
	for name, value := range fields {
		create := m.CreateFormField
		if strings.HasPrefix(name, "@") {
			create = func(name string) (io.Writer, error) { return m.CreateFormFile(name[1:], "harbours.md") }
		}
		part, err := create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes(), m.FormDataContentType()
}

// escaped is a query whose values are written as they are.
func escaped(query string) string {
	var parts []string
	for part := range strings.SplitSeq(query, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		parts = append(parts, name+"="+url.QueryEscape(value))
	}
	return strings.Join(parts, "&")
}

// Every endpoint is asked, and every answer is as the document says.
func TestAnswersAreAsDocumented(t *testing.T) {
	_, h := sampleServer(t)
	v := validatorOf(t, strict(t, document(endpoints(), "test")))
	asked := map[string]bool{}
	for _, q := range requests() {
		r, w := q.send(t, h)
		asked[q.method+" "+q.path] = true
		name := q.method + " " + q.path + "?" + q.query
		if w.Code != q.status {
			t.Errorf("%s: %d %.500s", name, w.Code, w.Body)
			continue
		}
		if ok, errs := v.ValidateHttpResponse(r, w.Result()); !ok {
			t.Errorf("%s: %s\n%.300s", name, reasons(errs), w.Body)
		}
		if q.form == nil && q.status == 200 {
			if ok, errs := v.ValidateHttpRequest(r); !ok {
				t.Errorf("%s, the request: %s", name, reasons(errs))
			}
		}
		want := "application/json"
		if q.status >= 400 {
			want = "application/problem+json"
		}
		if got := w.Header().Get("Content-Type"); got != want {
			t.Errorf("%s is %s", name, got)
		}
	}
	for _, e := range endpoints() {
		if !asked[e.method+" "+e.path] {
			t.Errorf("%s %s was not asked", e.method, e.path)
		}
	}
}

// The validator would see what is wrong.
func TestValidatorSees(t *testing.T) {
	v := validatorOf(t, strict(t, document(endpoints(), "test")))
	r := httptest.NewRequestWithContext(t.Context(), get, Prefix+"coverage", nil)
	for _, body := range []string{
		`{}`,
		`{"editions":1,"langs":null,"from":null,"to":null,"undated":0,"gaps":[],"filters":{},"before":null,"guessed":[]}`,
		`{"editions":1,"langs":[],"from":"20","to":null,"undated":0,"gaps":[],"filters":{},"before":null,"guessed":[]}`,
		`{"editions":1,"langs":[],"from":null,"to":null,"undated":0,"gaps":[["1"]],"filters":{},"before":null,"guessed":[]}`,
		`{"editions":1,"langs":[],"from":null,"to":null,"undated":0,"gaps":[],"filters":{},"before":null,"guessed":[],"more":1}`,
	} {
		w := httptest.NewRecorder()
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.WriteString(body)
		if ok, _ := v.ValidateHttpResponse(r, w.Result()); ok {
			t.Errorf("taken: %s", body)
		}
	}
}
