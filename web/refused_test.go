package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tifa/library"
)

// inEnglish finds what a page says in English where it cannot say it in its own
// language.
var inEnglish = regexp.MustCompile(`<p[^>]* lang="en"[^>]*>([^<]*)<`)

// TestRefusedInChinese: what cannot be answered is told in the language of the
// interface, and with a status that says so.
func TestRefusedInChinese(t *testing.T) {
	r := sampleRoom(t)
	const a = "strategy-2023.zh"
	for _, c := range []struct {
		address string
		status  int
		says    string
	}{
		{"/search?phrase=a&lang=%21", http.StatusBadRequest, "语言代码"},
		{"/search?phrase=a&from=soon", http.StatusBadRequest, "日期"},
		{"/keyness?lang=xx-" + strings.Repeat("y", 1100), http.StatusBadRequest, ""},
		{"/memory?phrase=a&checked=maybe", http.StatusBadRequest, "两者都不是"},
		{"/statements/" + a + "?modality=maybe", http.StatusBadRequest, ""},
		{"/statements/" + a + "?view=nothing", http.StatusBadRequest, "没有“nothing”这种视图"},
		{"/tensions/" + a + "?part=nothing", http.StatusBadRequest, "没有“nothing”这一部分"},
		{"/silences/" + a + "?against=" + a, http.StatusBadRequest, "是同一文本"},
		{"/silences/" + a + "?against=strategy-2023.en", http.StatusBadRequest, "语言相同"},
		{"/silences/" + a + "?rivals=one", http.StatusBadRequest, "至少须有两个"},
		{"/draft/" + a + "?into=zh&as=docx", http.StatusBadRequest, "另一种语言"},
		{"/draft/" + a + "?into=en&as=exe", http.StatusBadRequest, "docx 或 xlf"},
		{"/claims/c99", http.StatusNotFound, "没有论断 c99"},
		{"/note/n99", http.StatusNotFound, "没有笔记 n99"},
		{"/originals?passage=" + strings.Repeat("x", 1001), http.StatusBadRequest, "至多 1000 个字符"},
	} {
		status, body := get(t, r, c.address, "Accept-Language", "zh-CN")
		refused(t, c.address, status, c.status, body, c.says)
	}
	for _, c := range []struct {
		name string
		form url.Values
		says string
	}{
		{"no article", url.Values{}, "没有文章"},
		{"a language that is none", url.Values{"article": {"网络空间没有围墙。"}, "lang": {"!"}}, "语言代码"},
		{"a form that is none", url.Values{"article": {"网络空间没有围墙。"}, "as": {"exe"}}, "没有“exe”这种格式"},
	} {
		q := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/check", strings.NewReader(c.form.Encode()))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set("Accept-Language", "zh-CN")
		w := httptest.NewRecorder()
		r.ServeHTTP(w, q)
		refused(t, c.name, w.Code, http.StatusBadRequest, w.Body.String(), c.says)
		if !strings.Contains(w.Body.String(), c.form.Get("article")) || !strings.Contains(w.Body.String(), "<textarea") {
			t.Errorf("%s: the article is gone", c.name)
		}
	}
}

// why is what a page says of an error.
var why = regexp.MustCompile(`(?s)<main.*</main>`)

func refused(t *testing.T, what string, status, want int, body, says string) {
	t.Helper()
	if status != want || !strings.Contains(body, says) {
		t.Errorf("%s: status %d, want %d, with %q: %s", what, status, want, says, why.FindString(body))
	}
	for _, m := range inEnglish.FindAllStringSubmatch(body, -1) {
		t.Errorf("%s: says in English: %s", what, m[1])
	}
}

// TestNoText: bytes that are no UTF-8 are refused in an address and in a form
// alike, by every room, in the language of the interface; nothing of them is
// kept.
func TestNoText(t *testing.T) {
	r := sampleRoom(t)
	for path, names := range askable() {
		for _, name := range append(names, "nobody-asks-this") {
			address := path + "?" + name + "=a%FFb"
			status, body := get(t, r, address, "Accept-Language", "en")
			if status != http.StatusBadRequest || !strings.Contains(body, name+": is no valid UTF-8") {
				t.Errorf("%s: status %d: %s", address, status, why.FindString(body))
			}
			status, body = get(t, r, address, "Accept-Language", "zh-CN")
			refused(t, address, status, http.StatusBadRequest, body, name+"：不是有效的 UTF-8")
		}
	}
	notes, err := r.library.Notes(t.Context(), library.NoteFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for path, names := range map[string][]string{
		"/notes": {"body", "address", "quote"}, "/claims": {"sentence", "phrases"}, "/edit/strategy-2023.zh": {"title"},
		"/terms": {"term", "lang"}, "/check": {"article", "lang", "against"}, "/add": {"addresses", "title"}, "/remove/strategy-2023.zh": {"address"},
		"/bitext": {"a", "op"}, "/bitext/seen": {"note"}, "/settings": {"back"}, "/tensions/strategy-2023.zh": {"note"}, "/term": {"id"}, "/claims/c1": {"do"}, "/note/n1": {"body"},
	} {
		for _, name := range names {
			w := post(t, r, path, url.Values{name: {"a\xffb"}})
			if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), name+": is no valid UTF-8") {
				t.Errorf("%s, %s: status %d: %s", path, name, w.Code, why.FindString(w.Body.String()))
			}
		}
	}
	after, err := r.library.Notes(t.Context(), library.NoteFilter{})
	if err != nil || len(after) != len(notes) {
		t.Errorf("%d notes, %d before: %v", len(after), len(notes), err)
	}
}
