package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// A page about whole texts refuses a passage of one, as the commands and the API
// do; what is done to a text is not done where a sentence of it was named.
func TestWholeTexts(t *testing.T) {
	r := sampleRoom(t)
	passage, phrase := "gwr-2012.zh:s3", url.QueryEscape("公路")
	for _, path := range []string{
		"/search?phrase=" + phrase + "&edition=" + passage,
		"/trace?phrase=" + phrase + "&edition=" + passage,
		"/temperature?phrase=" + phrase + "&edition=" + passage,
		"/dispersion?phrase=" + phrase + "&edition=" + passage,
		"/silences/gwr-2022.zh?against=" + passage,
		"/silences/" + passage,
		"/statements/gwr-2022.zh?view=shifts&against=" + passage,
		"/statements/" + passage,
		"/references/" + passage,
		"/tensions/" + passage,
		"/check?edition=" + passage,
		"/check?edition=press-2023.en&against=" + passage,
		"/api/v1/search?phrase=" + phrase + "&edition=" + passage,
		"/api/v1/trend?phrase=" + phrase + "&edition=" + passage,
		"/api/v1/trace?phrase=" + phrase + "&edition=" + passage,
		"/api/v1/temperature?phrase=" + phrase + "&edition=" + passage,
		"/api/v1/check?edition=press-2023.en&against=" + passage,
		"/api/v1/new?edition=" + passage,
	} {
		if status, body := get(t, r, path); status != http.StatusBadRequest || !strings.Contains(body, "name the edition alone") {
			t.Errorf("%s: status %d without the reason", path, status)
		}
	}
	for _, c := range []struct{ path, body string }{
		{"/api/v1/remove", `{"edition":"` + passage + `"}`},
		{"/api/v1/edit", `{"edition":"` + passage + `","title":"Other"}`},
	} {
		q := httptest.NewRequestWithContext(t.Context(), http.MethodPost, c.path, strings.NewReader(c.body))
		q.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		r.ServeHTTP(w, q)
		if w.Code != http.StatusBadRequest {
			t.Errorf("%s: status %d", c.path, w.Code)
		}
	}
	if e, err := r.library.Edition(t.Context(), "gwr-2012.zh"); err != nil || e.Title == "Other" {
		t.Errorf("the text is now %q: %v", e.Title, err)
	}
}
