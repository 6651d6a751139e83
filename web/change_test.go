package web

import (
	"bytes"
	"html"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// post sends a form.
func post(t testing.TB, r http.Handler, address string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	q := httptest.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	r.ServeHTTP(w, q)
	return w
}

// upload sends files by their names, and other fields.
func upload(t testing.TB, r http.Handler, address string, fields, files map[string]string) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range files {
		w, err := form.CreateFormFile("files", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	q := httptest.NewRequestWithContext(t.Context(), http.MethodPost, address, &body)
	q.Header.Set("Content-Type", form.FormDataContentType())
	w := httptest.NewRecorder()
	r.ServeHTTP(w, q)
	return w
}

// Documents come in by upload; what is wrong with one is said and harms no
// other, and nothing that a form says is a path of this machine.
func TestAdd(t *testing.T) {
	r := sampleRoom(t)
	const words = "The harbour opens at dawn.\n\nShips shall wait for the pilot before they enter the harbour.\n"
	for _, c := range []struct {
		name   string
		fields map[string]string
		files  map[string]string
		status int
		has    []string
	}{
		{"one", map[string]string{"lang": "en", "date": "2024-05"}, map[string]string{"harbour.txt": words}, 200, []string{"harbour", `class="good"`, "2024-05"}},
		{"again", map[string]string{"lang": "en"}, map[string]string{"other.txt": words}, 200, []string{"already"}},
		{"empty file", nil, map[string]string{"empty.txt": ""}, 200, []string{`class="bad"`, "empty.txt"}},
		{"two, one bad", map[string]string{"lang": "en"}, map[string]string{"a.txt": words + "Another day.\n", "b.pdf": "%PDF-nothing"}, 200, []string{`class="bad"`, `class="good"`}},
		{"a path", map[string]string{"addresses": "/etc/passwd"}, nil, 200, []string{`class="bad"`}},
		{"a file address", map[string]string{"addresses": "file:///etc/passwd"}, nil, 200, []string{`class="bad"`}},
		{"this machine", map[string]string{"addresses": "http://127.0.0.1:1/"}, nil, 200, []string{`class="bad"`}},
		{"no language", map[string]string{"lang": "?!"}, map[string]string{"c.txt": words}, 400, nil},
		{"no date", map[string]string{"date": "someday"}, map[string]string{"c.txt": words}, 400, nil},
		{"markup in a name", map[string]string{"lang": "en"}, map[string]string{"<script>alert(1)</script>.txt": ""}, 200, []string{"script&gt;.txt", `class="bad"`}},
	} {
		w := upload(t, r, "/add", c.fields, c.files)
		if w.Code != c.status {
			t.Errorf("%s: status %d, want %d", c.name, w.Code, c.status)
		}
		for _, want := range c.has {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: there is no %q", c.name, want)
			}
		}
		if strings.Contains(w.Body.String(), "root:") {
			t.Errorf("%s: a file of this machine was read", c.name)
		}
	}
}

// A broken list of names keeps claims from being tested, and nothing else: what
// is added is stored and said to be, and the form of a claim is there.
func TestAddBesideBrokenNames(t *testing.T) {
	r := sampleRoom(t)
	if w := post(t, r, "/claims", url.Values{"kind": {"absence"}, "sentence": {"No state is named."}, "named": {"states"}, "editions": {"strategy-2023.zh"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	dir := filepath.Join(r.library.Dir(), "tables")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "names.tsv"), []byte("no columns\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := upload(t, r, "/add", map[string]string{"lang": "en", "date": "2024"}, map[string]string{"pier.txt": "The pier opens at dusk.\n"})
	for _, want := range []string{`class="good"`, "pier", "were not tested anew"} {
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("status %d, there is no %q", w.Code, want)
		}
	}
	if !r.library.Has("the-pier-opens-at-dusk.en") {
		t.Error("it is not stored")
	}
	code, body := get(t, r, "/claims/new")
	if code != http.StatusOK || !strings.Contains(body, `id="wrong"`) || !strings.Contains(body, "<form") {
		t.Errorf("the form of a claim: status %d", code)
	}
	post(t, r, "/claims", url.Values{"kind": {"absence"}, "sentence": {"No dragon."}, "phrases": {"dragon"}})
	if _, body := get(t, r, "/claims"); !strings.Contains(body, "No dragon.") {
		t.Error("a claim that needs no names is not kept")
	}
}

// The record is corrected by a form, its history tells, and a document is
// removed only when its address is typed.
func TestEdit(t *testing.T) {
	r := sampleRoom(t)
	w := post(t, r, "/edit/press-2023.en", url.Values{"title": {"A <b>bold</b> title"}, "date": {"2023-09-28"}, "kind": {"press summary"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/edit/press-2023.en?said=saved" {
		t.Fatalf("status %d, to %q: %s", w.Code, w.Header().Get("Location"), w.Body)
	}
	_, body := get(t, r, "/edit/press-2023.en?said=saved")
	for _, want := range []string{"A &lt;b&gt;bold&lt;/b&gt; title", "2023-09-28", "2023-09-27"} {
		if !strings.Contains(body, want) {
			t.Errorf("after the change there is no %q", want)
		}
	}
	if strings.Count(body, "<tr><td>") != 2 {
		t.Errorf("the history has %d entries, want one of the title and one of the date", strings.Count(body, "<tr><td>"))
	}
	if w := post(t, r, "/edit/press-2023.en", url.Values{"date": {"yesterday"}}); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "yesterday") {
		t.Errorf("a date that is none: status %d", w.Code)
	}
	if w := post(t, r, "/edit/press-2023.en", url.Values{"work": {"strategy-2023"}}); w.Code == http.StatusOK {
		t.Errorf("an address that is taken: status %d", w.Code)
	}
	if w := post(t, r, "/remove/press-2023.en", url.Values{"address": {"press"}}); w.Code != http.StatusBadRequest {
		t.Errorf("removed without its address: status %d", w.Code)
	}
	if w := post(t, r, "/remove/press-2023.en", url.Values{"address": {"press-2023.en"}}); w.Code != http.StatusSeeOther {
		t.Errorf("not removed: status %d, %s", w.Code, w.Body)
	}
	if status, _ := get(t, r, "/press-2023.en"); status != http.StatusNotFound {
		t.Errorf("after the removal: status %d", status)
	}
}

// A form does not take back what somebody else changed since it was shown: what
// its reader left alone stays as it is now, and what both changed is asked
// about again.
func TestEditMeanwhile(t *testing.T) {
	r := sampleRoom(t)
	const address = "/edit/press-2023.en"
	_, body := get(t, r, address)
	shown := url.Values{}
	for _, f := range regexp.MustCompile(`name="((?:was-)?(?:title|issuer|kind))" value="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		shown.Set(f[1], html.UnescapeString(f[2]))
	}
	if len(shown) != 6 {
		t.Fatalf("the form has %v", shown)
	}
	theirs, mine := maps.Clone(shown), maps.Clone(shown)
	theirs.Set("title", "Their title")
	theirs.Set("kind", "their kind")
	if w := post(t, r, address, theirs); w.Code != http.StatusSeeOther {
		t.Fatalf("theirs: status %d", w.Code)
	}
	mine.Set("issuer", "My issuer")
	if w := post(t, r, address, mine); w.Code != http.StatusSeeOther {
		t.Fatalf("mine: status %d", w.Code)
	}
	e, err := r.library.Edition(t.Context(), "press-2023.en")
	if err != nil || e.Title != "Their title" || e.Kind != "their kind" || e.Issuer != "My issuer" {
		t.Errorf("after both: %q, %q, %q, %v", e.Title, e.Kind, e.Issuer, err)
	}
	mine.Set("title", "My title")
	w := post(t, r, address, mine)
	for _, want := range []string{`name="title" value="My title"`, `name="was-title" value="Their title"`, `name="kind" value="their kind"`} {
		if w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), want) {
			t.Errorf("of a field that both changed: status %d, without %s", w.Code, want)
		}
	}
	if e, err := r.library.Edition(t.Context(), "press-2023.en"); err != nil || e.Title != "Their title" {
		t.Errorf("it was overwritten with %q, %v", e.Title, err)
	}
	mine.Set("was-title", "Their title")
	if w := post(t, r, address, mine); w.Code != http.StatusSeeOther {
		t.Errorf("saved again: status %d", w.Code)
	}
}

// A form that cannot be carried out says why with the status of its fault, and
// one that was says so.
func TestEditStatuses(t *testing.T) {
	r := sampleRoom(t)
	for _, c := range []struct {
		form   url.Values
		status int
	}{
		{url.Values{"date": {"yesterday"}, "was-date": {"2023-09-20"}}, http.StatusBadRequest},
		{url.Values{"lang": {"!"}, "was-lang": {"zh-Hans"}}, http.StatusBadRequest},
		{url.Values{"work": {"press-2023"}, "was-work": {"strategy-2023"}}, http.StatusConflict}, // that is another document's
		{url.Values{"title": {"Mine"}, "was-title": {"Not what it was"}}, http.StatusConflict},
	} {
		w := post(t, r, "/edit/strategy-2023.zh", c.form)
		if w.Code != c.status || !strings.Contains(w.Body.String(), `class="record"`) {
			t.Errorf("%v: status %d, want %d", c.form, w.Code, c.status)
		}
	}
	w := post(t, r, "/edit/strategy-2023.zh", url.Values{"title": {"A new title"}, "was-title": {"网络空间国际合作战略（2023年）"}})
	if to := w.Header().Get("Location"); w.Code != http.StatusSeeOther || to != "/edit/strategy-2023.zh?said=saved" {
		t.Fatalf("status %d, to %q: %s", w.Code, to, w.Body)
	}
	for lang, says := range map[string]string{"en": "Saved.", "zh-CN": "已保存。"} {
		if _, body := get(t, r, "/edit/strategy-2023.zh?said=saved", "Accept-Language", lang); !strings.Contains(body, says) {
			t.Errorf("in %s it does not say that it is saved", lang)
		}
	}
}

// A form that is larger than the room reads is refused as such, whichever it
// is.
func TestLargeFormsOfPages(t *testing.T) {
	r := sampleRoom(t)
	h := r.guard(r, nil)
	for _, address := range []string{"/edit/strategy-2023.zh", "/remove/strategy-2023.zh", "/notes", "/note/n1", "/bitext", "/bitext/seen", "/settings"} {
		q := httptest.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader("x="+strings.Repeat("x", mostForm)))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, q)
		if w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(w.Body.String(), "This is too large") {
			t.Errorf("%s: status %d", address, w.Code)
		}
	}
}

// What depends on the reader's settings, or on the name by which the room was
// asked, says so to those who keep answers.
func TestVary(t *testing.T) {
	r := sampleRoom(t)
	for address, want := range map[string]string{
		"/": "Cookie", "/redline?a=pdpl.zh.draft&b=pdpl.zh.2020": "Cookie", "/notes/export?edition=strategy-2023.zh&format=json": "Host",
	} {
		q := httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		w := httptest.NewRecorder()
		r.ServeHTTP(w, q)
		if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Vary"), want) {
			t.Errorf("%s: status %d, Vary %q", address, w.Code, w.Header().Get("Vary"))
		}
	}
}
