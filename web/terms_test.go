package web

import (
	"bytes"
	"context"
	"errors"
	"html"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tifa"
)

// A concept is added, changed, decided on and removed by forms, and its page
// tells what was done.
func TestTermForms(t *testing.T) {
	r := sampleRoom(t)
	w := post(t, r, "/terms", url.Values{
		"term": {"网络自主权"}, "renderings": {"cyber autonomy\r\n\r\nself-governance in cyberspace\r\n"}, "into": {"en"}, "scope": {"strategies"},
	})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/term?said=added&term=cyber-autonomy" {
		t.Fatalf("added: status %d, to %q\n%s", w.Code, w.Header().Get("Location"), w.Body)
	}
	page := func() string {
		t.Helper()
		status, body := get(t, r, "/term?term=cyber-autonomy")
		if status != http.StatusOK {
			t.Fatalf("status %d", status)
		}
		return body
	}
	state := func() string {
		t.Helper()
		m := regexp.MustCompile(`name="was" value="([0-9a-f]{16})"`).FindStringSubmatch(page())
		if m == nil {
			t.Fatal("the page does not say which state its forms are of")
		}
		return m[1]
	}
	first := state()
	for _, c := range []struct {
		name string
		form url.Values
		said string
		has  string
	}{
		{"the concept", url.Values{"do": {"concept"}, "definition": {"what a state decides by itself\r\nin its networks"}, "scope": {"strategies"}}, "saved", "what a state decides by itself\nin its networks"},
		{"a status", url.Values{"do": {"term"}, "term": {"self-governance in cyberspace"}, "lang": {"en"}, "text": {"self-governance in cyberspace"}, "status": {"forbidden"}, "note": {"too long"}}, "saved", "admitted → forbidden"},
		{"another term", url.Values{"do": {"add"}, "term": {"cyber sovereignty"}, "lang": {"en"}}, "added", "+ <span lang=\"en\" dir=\"auto\">cyber sovereignty</span>"},
		{"a decision", url.Values{"do": {"decide"}, "options": {"cyber autonomy\ncyber sovereignty"}, "choice": {"cyber sovereignty"}, "reasons": {"as the ministry says"}, "others": {"deprecated"}}, "decided", "as the ministry says"},
		{"a term away", url.Values{"do": {"remove-term"}, "term": {"self-governance in cyberspace"}, "lang": {"en"}}, "saved", "− <span lang=\"en\" dir=\"auto\">self-governance in cyberspace</span>"},
	} {
		c.form.Set("concept", "cyber-autonomy")
		c.form.Set("was", state())
		w := post(t, r, "/term", c.form)
		if w.Code != http.StatusSeeOther || !strings.Contains(w.Header().Get("Location"), "said="+c.said) {
			t.Errorf("%s: status %d, to %q\n%s", c.name, w.Code, w.Header().Get("Location"), w.Body)
		}
		if body := html.UnescapeString(page()); !strings.Contains(body, c.has) {
			t.Errorf("%s: the page does not say %q", c.name, c.has)
		}
	}

	// Who looked before these changes changes nothing, and keeps what was written.
	for do, form := range map[string]url.Values{
		"concept": {"note": {"a note of another"}},
		"term":    {"term": {"cyber sovereignty"}, "lang": {"en"}, "text": {"cyber sovereignty"}, "status": {"admitted"}, "note": {"a note of another"}},
		"decide":  {"choice": {"cyber autonomy"}, "reasons": {"a note of another"}},
		"remove":  {},
	} {
		form.Set("concept", "cyber-autonomy")
		form.Set("do", do)
		form.Set("was", first)
		w := post(t, r, "/term", form)
		if w.Code != http.StatusConflict || len(form) > 3 && !strings.Contains(w.Body.String(), "a note of another") {
			t.Errorf("%s after others: status %d\n%s", do, w.Code, w.Body)
		}
	}
	if strings.Contains(page(), "a note of another") {
		t.Error("a change of an older state was made")
	}
	for _, c := range []struct {
		form   url.Values
		status int
	}{
		{url.Values{"concept": {"cyber-autonomy"}, "do": {"odd"}}, 400},
		{url.Values{"concept": {"cyber-autonomy"}, "do": {"term"}, "term": {"cyber sovereignty"}, "lang": {"en"}, "text": {""}, "status": {"admitted"}}, 400},
		{url.Values{"concept": {"cyber-autonomy"}, "do": {"term"}, "term": {"cyber sovereignty"}, "lang": {"en"}, "text": {"x"}, "status": {"odd"}}, 400},
		{url.Values{"concept": {"nothing"}, "do": {"remove"}}, 404},
	} {
		if w := post(t, r, "/term", c.form); w.Code != c.status {
			t.Errorf("%v: status %d, want %d", c.form, w.Code, c.status)
		}
	}

	// The list finds it, by what is asked for, and sends it.
	for address, has := range map[string]bool{
		"/terms": true, "/terms?phrase=%E8%87%AA%E4%B8%BB": true, "/terms?lang=zh&into=en&status=deprecated": true, "/terms?lang=zh&into=fr": false,
		"/terms?status=forbidden": false, "/terms?scope=strategies": true,
	} {
		if _, body := get(t, r, address); strings.Contains(body, `href="/term?term=cyber-autonomy"`) != has {
			t.Errorf("%s: has the concept: %v, want %v", address, !has, has)
		}
	}
	for as, words := range map[string]string{"csv": "cyber sovereignty", "tbx": "<tbx"} {
		if status, body := get(t, r, "/terms/export?lang=zh&as="+as); status != 200 || !strings.Contains(body, words) {
			t.Errorf("export as %s: status %d\n%s", as, status, body)
		}
	}
	if _, body := get(t, r, "/render?term=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83"); !strings.Contains(body, `href="/term?term=cyber-autonomy"`) {
		t.Error("the page of the renderings does not lead to the concept")
	}
	if w := post(t, r, "/term", url.Values{"concept": {"cyber-autonomy"}, "do": {"remove"}, "was": {state()}}); w.Code != http.StatusSeeOther {
		t.Errorf("removed: status %d", w.Code)
	}
	if _, body := get(t, r, "/terms"); strings.Contains(body, "cyber-autonomy") {
		t.Error("a concept that was removed is still in the list")
	}
}

// A form of an older state changes nothing, whatever others did meanwhile, and
// what was written is not lost where its form is no more.
func TestTermMeanwhile(t *testing.T) {
	r := sampleRoom(t)
	add := func() string {
		t.Helper()
		post(t, r, "/terms", url.Values{"term": {"网络自主权"}, "renderings": {"cyber autonomy\nself-governance"}, "into": {"en"}})
		_, body := get(t, r, "/term?term=cyber-autonomy")
		m := regexp.MustCompile(`name="was" value="([0-9a-f]{16})"`).FindStringSubmatch(body)
		if m == nil {
			t.Fatal("the page does not say which state its forms are of")
		}
		return m[1]
	}
	change := func(do string, form url.Values) *httptest.ResponseRecorder {
		form.Set("concept", "cyber-autonomy")
		form.Set("do", do)
		return post(t, r, "/term", form)
	}
	forms := func(was string) map[string]url.Values {
		return map[string]url.Values{
			"term":        {"term": {"self-governance"}, "lang": {"en"}, "text": {"self-governance"}, "status": {"admitted"}, "note": {"what A wrote"}, "was": {was}},
			"decide":      {"choice": {"self-governance"}, "reasons": {"what A wrote"}, "was": {was}},
			"add":         {"term": {"net rule"}, "lang": {"en"}, "status": {"preferred"}, "note": {"what A wrote"}, "was": {was}},
			"concept":     {"definition": {"what A wrote"}, "was": {was}},
			"remove-term": {"term": {"self-governance"}, "lang": {"en"}, "note": {"what A wrote"}, "was": {was}},
			"remove":      {"was": {was}},
		}
	}
	check := func(what, was string, says map[string]string) {
		t.Helper()
		_, before := get(t, r, "/api/v1/term/show?term=cyber-autonomy")
		for do, form := range forms(was) {
			w := change(do, form)
			body := html.UnescapeString(w.Body.String())
			want := says[do]
			if want == "" {
				want = says[""]
			}
			if w.Code != http.StatusConflict || !strings.Contains(body, want) || do != "remove" && !strings.Contains(body, "what A wrote") {
				t.Errorf("%s, then %s: status %d, without %q or what was written\n%s", what, do, w.Code, want, body)
			}
		}
		if _, after := get(t, r, "/api/v1/term/show?term=cyber-autonomy"); after != before {
			t.Errorf("%s: a form of the older state changed something\n%s\n%s", what, before, after)
		}
	}
	was := add()
	change("term", url.Values{"term": {"self-governance"}, "lang": {"en"}, "text": {"self-rule"}, "status": {"admitted"}})
	change("decide", url.Values{"choice": {"self-rule"}, "reasons": {"so B"}, "others": {"deprecated"}})
	check("renamed and decided", was, map[string]string{
		"": "What you wrote stands in the form", "term": "no longer in it", "remove-term": "no longer in it", "remove": "Somebody else changed",
	})
	if w := change("remove-term", url.Values{"term": {""}}); w.Code != http.StatusBadRequest {
		t.Errorf("a term without a name removed: status %d, to %q", w.Code, w.Header().Get("Location"))
	}
	if status, _ := get(t, r, "/term?term=cyber-autonomy"); status != http.StatusOK {
		t.Fatalf("the concept, then: status %d", status)
	}
	change("remove", url.Values{})
	check("removed", was, map[string]string{"": "Somebody else removed this concept"})
	// The same where another concept has a term that is written like the id.
	post(t, r, "/terms", url.Values{"id": {"other"}, "lang": {"en"}, "term": {"cyber-autonomy"}})
	check("removed, and another is called so", was, map[string]string{"": "Somebody else removed this concept"})
}

// What cannot be added is said beside the form, which keeps what was written.
func TestTermRefused(t *testing.T) {
	r := sampleRoom(t)
	w := post(t, r, "/terms", url.Values{"term": {"autonomy"}, "renderings": {"自主"}})
	if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), `value="autonomy"`) || !strings.Contains(w.Body.String(), `role="alert"`) {
		t.Errorf("a term without a language: status %d\n%s", w.Code, w.Body)
	}
}

// importing is the form that sends a list of terms.
func importing(t *testing.T, name, data string) *http.Request {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	f, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = f.Write([]byte(data))
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	q := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/terms/import", &body)
	q.Header.Set("Content-Type", form.FormDataContentType())
	return q
}

func sent(r http.Handler, q *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r.ServeHTTP(w, q)
	return w
}

// A list of terms is imported by the form, with what could not be read.
func TestTermImport(t *testing.T) {
	r := sampleRoom(t)
	send := func(name, data string) *httptest.ResponseRecorder {
		t.Helper()
		return sent(r, importing(t, name, data))
	}
	w := send("list.csv", "zh,en,colour\n网络,network,red\n港口,port,blue\n,,\n")
	if w.Code != 200 || !strings.Contains(w.Body.String(), "2 added, 0 changed, 0 there already") || !strings.Contains(w.Body.String(), "colour") {
		t.Errorf("status %d\n%s", w.Code, w.Body)
	}
	if w := send("list.csv", "zh,en\n网络,network\n"); !strings.Contains(w.Body.String(), "0 added, 0 changed, 1 there already") {
		t.Errorf("again: %s", w.Body)
	}
	for name, data := range map[string]string{"list.doc": "x", "list.tbx": "no XML", "": "x"} {
		if w := send(name, data); w.Code != http.StatusBadRequest {
			t.Errorf("%q: status %d", name, w.Code)
		}
	}
	if _, body := get(t, r, "/terms?lang=zh&into=en"); strings.Count(body, `href="/term?`) != 2 || !strings.Contains(body, `aria-current="true">Chinese – English`) {
		t.Errorf("the list: %s", body)
	}
}

// The page after an import leads on to the list, and what is not the fault of
// the file is not said to be.
func TestTermImportLeadsOn(t *testing.T) {
	r := sampleRoom(t)
	var rows strings.Builder
	rows.WriteString("zh,en\n")
	for i := range termsPage + 10 {
		rows.WriteString("网络" + strconv.Itoa(i) + ",network " + strconv.Itoa(i) + "\n")
	}
	body := sent(r, importing(t, "list.csv", rows.String())).Body.String()
	links := regexp.MustCompile(`href="(/terms[^"]*)"`).FindAllStringSubmatch(body, -1)
	for _, m := range links {
		if status, _ := get(t, r, html.UnescapeString(m[1])); status != http.StatusOK {
			t.Errorf("%s: status %d", m[1], status)
		}
	}
	if len(links) == 0 || !strings.Contains(body, "after=") {
		t.Errorf("the page has %d links to lists, or none to the next page", len(links))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	q := importing(t, "list.csv", "zh,en\n海,sea\n").WithContext(ctx)
	if _, err := r.importTerms(ctx, &request{Request: q}); !errors.Is(err, context.Canceled) || errors.Is(err, tifa.ErrUsage) {
		t.Errorf("broken off: %v", err)
	}
}

// What the pages of terms refuse is said in Chinese to who reads Chinese.
func TestTermRefusedInChinese(t *testing.T) {
	r := sampleRoom(t)
	post(t, r, "/terms", url.Values{"term": {"网络自主权"}, "renderings": {"cyber autonomy\nself-governance"}, "into": {"en"}})
	post(t, r, "/terms", url.Values{"term": {"网络自主权"}, "id": {"second"}})
	form := func(address string, pairs ...string) *http.Request {
		v := url.Values{}
		for i := 0; i+1 < len(pairs); i += 2 {
			v.Set(pairs[i], pairs[i+1])
		}
		q := httptest.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(v.Encode()))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return q
	}
	page := func(address string) *http.Request {
		return httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	}
	concept := func(pairs ...string) *http.Request {
		return form("/term", append([]string{"concept", "cyber-autonomy"}, pairs...)...)
	}
	for _, c := range []struct {
		q      *http.Request
		status int
		says   string
	}{
		{form("/terms", "term", "autonomy", "renderings", "自主"), 400, "无法判断“autonomy”的语言"},
		{form("/terms", "term", "自主", "id", "A B"), 400, "“A B”不能作概念标识"},
		{form("/terms", "term", "自主", "lang", "!!"), 400, "“!!”不是语言代码"},
		{form("/terms", "term", "自主", "status", "odd"), 400, "没有“odd”这一状态"},
		{form("/terms", "term", "", "lang", "zh"), 400, "第 1 个术语是空的"},
		{form("/terms", "term", "网络自主权"), 409, "是多个概念（cyber-autonomy, second）的术语"},
		{concept("do", "odd"), 400, "没有“odd”这种操作"},
		{concept("do", "term", "status", "preferred"), 400, "写法、状态、变体属于术语"},
		{concept("do", "term", "term", "self-governance", "lang", "en", "text", "", "status", "admitted"), 400, "个术语是空的"},
		{concept("do", "term", "term", "self-governance", "lang", "en", "text", "cyber autonomy", "status", "admitted"), 400, "术语“cyber autonomy”重复"},
		{concept("do", "term", "term", "none", "lang", "en", "text", "x", "status", "admitted"), 404, "概念 cyber-autonomy 中没有术语“none”"},
		{concept("do", "add", "term", "x"), 400, "无法判断“x”的语言"},
		{concept("do", "decide", "choice", ""), 400, "请填选定的译名"},
		{concept("do", "decide", "choice", "self-governance", "others", "preferred"), 400, "未选定的备选不能是首选"},
		{concept("do", "remove-term"), 400, "请指明要删除的术语"},
		{concept("do", "remove", "was", "0123456789abcdef"), 409, "他人已先更改此概念"},
		{form("/term", "concept", "second", "do", "remove-term", "term", "网络自主权", "lang", "zh"), 400, "是概念 second 的最后一个术语"},
		{form("/term", "concept", "gone", "do", "remove"), 404, "术语库中没有概念或术语“gone”"},
		{form("/term", "concept", "gone", "do", "remove", "was", "0123456789abcdef"), 409, "他人已先删除此概念"},
		{page("/term?term=zzz"), 404, "术语库中没有概念或术语“zzz”"},
		{page("/term?term=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83"), 409, "是多个概念"},
		{page("/terms?status=odd"), 400, "odd"},
		{page("/terms?lang=%21%21"), 400, "!!"},
		{page("/terms/export?as=odd"), 400, "没有“odd”这种术语库格式"},
		{page("/terms/export"), 400, "没有“”这种术语库格式"},
		{importing(t, "", "x"), 400, "请选择术语文件"},
		{importing(t, "list.doc", "x"), 400, "list.doc：格式不明"},
		{importing(t, "list.tbx", "no XML"), 400, "list.tbx：无法读取"},
		{importing(t, "list.tbx", "<html></html>"), 400, "文件以 <html> 开头，不是 TBX"},
		{importing(t, "list.csv", ""), 400, "该表没有内容"},
		{importing(t, "list.csv", "\xff\xff\xfd"), 400, "不是 UTF-8"},
		{importing(t, "list.csv", "a b,c d\nx,y\n"), 400, "没有语言代码"},
		{importing(t, "list.csv", "lang,term,variant\nen,sea,perhaps\n"), 200, "应为 true 或留空"},
	} {
		c.q.Header.Set("Accept-Language", "zh-CN")
		what := c.q.Method + " " + c.q.URL.String() + " " + c.says
		w := sent(r, c.q)
		body := html.UnescapeString(w.Body.String())
		_, main, _ := strings.Cut(body, "<main")
		if w.Code != c.status || !strings.Contains(main, c.says) {
			t.Errorf("%s: status %d, want %d\n%s", what, w.Code, c.status, regexp.MustCompile(`(?s)<(p|div|li)[^>]*(why|alert|notice|lang=)[^>]*>.*?</(p|div|li)>`).FindString(main))
		}
		// Terms are in their languages; what the library says is in no span.
		if said := regexp.MustCompile(`<p[^>]* lang="en"[^>]*>.*?</p>`).FindString(main); said != "" {
			t.Errorf("%s: in English: %s", what, said)
		}
	}
}
