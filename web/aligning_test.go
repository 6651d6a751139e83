package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"tifa/web/api"
)

// While two languages are being aligned every page is there without what needs
// them and says so, in the words of the interface; then it has it.
func TestAligningPages(t *testing.T) {
	r := sampleRoom(t)
	phrase := url.QueryEscape("网络自主权")
	pages := []struct {
		address string
		status  int // meanwhile
		has     string
		then    string
	}{
		{"/strategy-2023.zh?with=strategy-2023.en", 200, "渠通则水活", "Cyberspace has no walls"},
		{"/part/strategy-2023.zh?n=1&with=strategy-2023.en", 200, "渠通则水活", "Cyberspace has no walls"},
		{"/strategy-2023.zh?s=4", 200, `id="evidence-title"`, `class="counterpart"`},
		{"/at/strategy-2023.zh?s=4", 200, "evidence-head", `class="counterpart"`},
		{"/search?phrase=" + phrase + "&with=en", 200, `class="match"`, "cyber autonomy"},
		{"/trace?phrase=" + phrase + "&across=true", 200, `class="cards"`, "cyber autonomy"},
		{"/renderings?phrase=" + phrase, 200, "data-aligning", "cyber autonomy"},
		{"/bitext?a=strategy-2023.zh&b=strategy-2023.en", 202, `class="tabs"`, `class="beads"`},
		{"/bitext/part?a=strategy-2023.zh&b=strategy-2023.en&n=1", 202, "data-aligning", `class="bead`},
		{"/aligning?lang=zh&into=en", 202, "data-aligning", "<p>"},
	}
	run := r.library.AlignBeside(r.ledgers.ctx)
	says := map[string]string{"en": "The two languages are being aligned (Chinese, English)", "zh-CN": "正在对齐两种语言（中文、英语）"}
	for _, p := range pages {
		for lang, words := range says {
			status, body := get(t, r, p.address, "Accept-Language", lang)
			if status != p.status || !strings.Contains(body, p.has) {
				t.Errorf("%s: status %d, without %s", p.address, status, p.has)
			}
			if p.has != "渠通则水活" || !strings.HasPrefix(p.address, "/part/") { // its page has said so
				if !strings.Contains(body, words) {
					t.Errorf("%s in %s does not say that it waits", p.address, lang)
				}
			}
		}
	}
	form := url.Values{"a": {"strategy-2023.zh"}, "b": {"strategy-2023.en"}, "op": {"lock"}, "at": {"s3"}}
	if w := post(t, r, "/bitext", form); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "Nothing was changed") {
		t.Errorf("a correction: status %d, %v", w.Code, w.Header())
	}
	hurried := api.New(r.library, api.Options{Patience: time.Millisecond})
	q := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/v1/align?a=strategy-2023.zh&b=strategy-2023.en", nil)
	w := httptest.NewRecorder()
	hurried.ServeHTTP(w, q)
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "problems#aligning") {
		t.Errorf("the API: status %d, %s", w.Code, w.Body)
	}

	r.ledgers.running.Go(run)
	if status, body := get(t, r, "/api/v1/align?a=strategy-2023.zh&b=strategy-2023.en"); status != 200 || !strings.Contains(body, `"score"`) {
		t.Errorf("the API did not wait: status %d, %s", status, body)
	}
	for _, p := range pages {
		if status, body := get(t, r, p.address); status != 200 || !strings.Contains(body, p.then) || strings.Contains(body, "data-aligning") {
			t.Errorf("%s when it is aligned: status %d, without %s", p.address, status, p.then)
		}
	}
}
