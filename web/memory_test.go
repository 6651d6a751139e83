package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// sendFile sends a file to a form, in a language of the interface.
func sendFile(t *testing.T, r *Room, address, lang, name, data string, fields ...string) (int, string) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := form.WriteField(fields[i], fields[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	w, err := form.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(data)); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	q := httptest.NewRequestWithContext(t.Context(), http.MethodPost, address, &body)
	q.Header.Set("Content-Type", form.FormDataContentType())
	q.Header.Set("Accept-Language", lang)
	rec := httptest.NewRecorder()
	r.ServeHTTP(rec, q)
	return rec.Code, rec.Body.String()
}

// A memory of another program is taken in, found, listed and given out again.
func TestMemoryFiles(t *testing.T) {
	r := sampleRoom(t)
	const tmx = `<?xml version="1.0"?><tmx version="1.4"><header srclang="zh" datatype="plaintext" segtype="sentence" adminlang="en" o-tmf="x" creationtool="x" creationtoolversion="1"/><body>
<tu><tuv xml:lang="zh"><seg>渡口每晚七点关闭。</seg></tuv><tuv xml:lang="en"><seg>The ferry closes at seven &lt;b&gt;each&lt;/b&gt; night.</seg></tuv></tu></body></tmx>`
	status, body := sendFile(t, r, "/memory/import", "en", "ferry.tmx", tmx, "checked", "true", "status", "draft")
	if status != http.StatusOK || !strings.Contains(body, `role="status">1 added, of 1 units in the file; 0 left out. <span dir="auto">ferry.tmx`) {
		t.Fatalf("import: %d: %s", status, body)
	}
	_, body = get(t, r, "/memory?"+url.Values{"phrase": {"渡口每晚七点关闭。"}, "into": {"en"}, "checked": {"true"}}.Encode())
	for _, want := range []string{`<li class="exact">`, "&lt;b&gt;each&lt;/b&gt;", "checked", "imported from", "ferry.tmx"} {
		if !strings.Contains(body, want) {
			t.Errorf("the unit is not found as it was sent: no %s", want)
		}
	}
	if status, body = get(t, r, "/memory/export?lang=zh&into=en&as=xlf&checked=true"); status != http.StatusOK || !strings.Contains(body, "渡口每晚七点关闭") || strings.Contains(body, "网络") {
		t.Errorf("export of what was checked: %d: %.300s", status, body)
	}
	if status, body = get(t, r, "/memory?phrase=x&lang=fr&into=de"); status != http.StatusNotFound && !strings.Contains(body, `class="empty"`) {
		t.Errorf("languages that the memory does not have: %d", status)
	}
}

// What would be an empty file is none, and a language that is none is refused.
func TestMemoryRefused(t *testing.T) {
	r := sampleRoom(t)
	for query, want := range map[string]int{
		"lang=zh&into=en&work=strategy-2032": http.StatusBadRequest,
		"lang=zh&into=en&checked=true":       http.StatusBadRequest,
		"lang=zh&into=zh":                    http.StatusBadRequest,
		"lang=fr&into=de":                    http.StatusBadRequest,
		"lang=zh&into=en&work=strategy-2023": http.StatusOK,
	} {
		status, body := get(t, r, "/memory/export?as=tmx&"+query)
		if status != want || (status != http.StatusOK) != strings.Contains(body, "<html") {
			t.Errorf("%s: status %d: %.100s", query, status, body)
		}
		if status == http.StatusOK && strings.Contains(body, "gwr-2012") {
			t.Errorf("%s has units of other works", query)
		}
	}
	tmx := `<tmx version="1.4"><header srclang="zh"/><body><tu><tuv xml:lang="zh"><seg>渡口每晚七点关闭。</seg></tuv><tuv xml:lang="en"><seg>The ferry closes at seven.</seg></tuv></tu></body></tmx>`
	for _, fields := range [][]string{{"lang", "xx"}, {"lang", "into"}, {"lang", "zh", "into", "zh-Hant"}} {
		if status, body := sendFile(t, r, "/memory/import", "en", "ferry.tmx", tmx, fields...); status != http.StatusBadRequest {
			t.Errorf("%q: status %d: %.300s", fields, status, body)
		}
	}
	if _, body := sendFile(t, r, "/memory/import", "en", "ferry.tmx", tmx, "lang", "fr", "into", "de"); !strings.Contains(body, "0 added, of 1 units in the file; 1 left out.") {
		t.Error("the units of the file are not all counted")
	}
	if status, _ := get(t, r, "/memory?into=zh&phrase="+url.QueryEscape("渡口每晚七点关闭。")); status != http.StatusBadRequest {
		t.Errorf("from Chinese into Chinese: status %d", status)
	}
}

// What is wrong with a file is said in the language of the page.
func TestBrokenFilesInChinese(t *testing.T) {
	r := sampleRoom(t)
	english := regexp.MustCompile(`[a-z]{2,} [a-z]{2,}`)
	told := regexp.MustCompile(`<p lang="zh[^>]*>([^<]*)</p>`)
	for _, root := range []string{"martif", "tmx"} {
		for _, text := range []string{
			"<R><a></b></R>", "<R><body>", "<R", "no markup", "", "<html/>", "<R>&nope;</R>", "<R a=b></R>", "<R>\x01</R>", "<R>\xff</R>",
			"<?xml version='1.0' encoding='klingon'?><R></R>", "<R>" + strings.Repeat("<a>", 100),
		} {
			address, name := "/terms/import", "a.tbx"
			if root == "tmx" {
				address, name = "/memory/import", "a.tmx"
			}
			status, body := sendFile(t, r, address, "zh-CN", name, strings.ReplaceAll(text, "R", root))
			m := told.FindStringSubmatch(body)
			if status != http.StatusBadRequest || m == nil {
				t.Errorf("%s %q: status %d, and it does not say why: %.200s", name, text, status, body)
			} else if english.MatchString(m[1]) {
				t.Errorf("%s %q: %s", name, text, m[1])
			}
		}
	}
}

// A box that was ticked in a form comes back ticked when somebody else was
// quicker, and one that was not stays empty.
func TestVariantAfterConflict(t *testing.T) {
	r := sampleRoom(t)
	w := post(t, r, "/terms", url.Values{"term": {"渡口"}, "lang": {"zh"}, "renderings": {"ferry"}, "into": {"en"}, "id": {"ferry"}})
	if w.Code != http.StatusSeeOther {
		t.Fatalf("add a term: %d: %s", w.Code, w.Body)
	}
	box := regexp.MustCompile(`<input id="(t\d-\d|a)-variant" type="checkbox" name="variant"( checked)?>`)
	for _, c := range []struct {
		form    url.Values
		checked int
	}{
		{url.Values{"do": {"term"}, "term": {"ferry"}, "lang": {"en"}, "text": {"ferries"}, "variant": {"on"}}, 1},
		{url.Values{"do": {"term"}, "term": {"ferry"}, "lang": {"en"}, "text": {"ferries"}}, 0},
		{url.Values{"do": {"add"}, "term": {"crossing"}, "lang": {"en"}, "variant": {"on"}}, 1},
	} {
		c.form.Set("concept", "ferry")
		c.form.Set("was", "0123456789abcdef")
		w := post(t, r, "/term", c.form)
		got := 0
		for _, m := range box.FindAllStringSubmatch(w.Body.String(), -1) {
			if m[2] != "" {
				got++
			}
		}
		if w.Code != http.StatusConflict || got != c.checked {
			t.Errorf("%v: status %d, %d boxes ticked, want %d", c.form, w.Code, got, c.checked)
		}
	}
}
