package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A verdict given on the page stands there afterwards, with its note, and can
// be taken back; what nobody has judged is shown to those alone who ask for it.
func TestVerdictsOnPage(t *testing.T) {
	r := sampleRoom(t)
	const address = "/tensions/strategy-2023.zh"
	const pair = "加快组建专司网络防卫的" // its cue is marked behind it
	if _, body := get(t, r, address); strings.Contains(body, pair) {
		t.Error("a proposal is shown to somebody who did not ask for it")
	}
	give := func(form url.Values, status int) {
		t.Helper()
		w := post(t, r, address, form)
		if w.Code != status {
			t.Fatalf("%v: %d, %s", form, w.Code, w.Body.String())
		}
		if to := w.Header().Get("Location"); status == http.StatusSeeOther && to != address+"?part=tensions" {
			t.Errorf("led to %q", to)
		}
	}
	form := func(a, b, verdict, note string) url.Values {
		return url.Values{"a": {a}, "b": {b}, "verdict": {verdict}, "note": {note}, "back": {address + "?part=tensions"}}
	}
	give(form("strategy-2023.zh:s33", "strategy-2023.zh:s36", "tension", "two <minds>"), http.StatusSeeOther)
	_, body := get(t, r, address)
	for _, has := range []string{pair, "two &lt;minds&gt;", `value="forget"`, "strategy-2023.en:s32", "whitepaper-2021.zh:s"} {
		if !strings.Contains(body, has) {
			t.Errorf("the page has no %q", has)
		}
	}
	give(form("33", "s36", "none", ""), http.StatusSeeOther)
	if _, body := get(t, r, address+"?part=tensions&experimental=true"); strings.Count(body, pair) == 0 || !strings.Contains(body, `class="judged"`) {
		t.Error("what was held to be none is not told apart")
	}
	give(form("33", "36", "forget", ""), http.StatusSeeOther)
	if _, body := get(t, r, address); strings.Contains(body, pair) {
		t.Error("the verdict was taken back and is still there")
	}
	give(form("33", "36", "perhaps", ""), http.StatusBadRequest)
	give(form("33", "33", "tension", ""), http.StatusBadRequest)
	give(form("33", "3333", "tension", ""), http.StatusNotFound)
	give(form("33", "x", "tension", ""), http.StatusBadRequest)
	elsewhere := form("33", "36", "tension", "")
	elsewhere.Set("back", "https://example.org/")
	if w := post(t, r, address, elsewhere); w.Header().Get("Location") != "/" {
		t.Errorf("led to %q", w.Header().Get("Location"))
	}
}
