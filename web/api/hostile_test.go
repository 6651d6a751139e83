package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever stands in any parameter, no file of the server is read, nothing
// fails, and what comes back is JSON that says what is wrong.
func TestHostileParameters(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and of one goroutine")
	}
	_, h := sampleServer(t)
	dir := t.TempDir()
	const words = "The secret strategy of the harbour of Ostend must not be read by anybody."
	secret := filepath.Join(dir, "secret.txt")
	if err := os.WriteFile(secret, []byte(words+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	asked := 0
	values := []string{
		secret, "./secret.txt", "secret.txt", "file:" + secret, "file://" + secret, "http://127.0.0.1:9/x", "-", "*", "\x00file", "\x00a", "../../etc/passwd",
		"<script>alert(1)</script>", "' or 1=1 --", "\xff\xfe", "a\x00b", strings.Repeat("网", longest+1), strings.Repeat("a*", 400), "%", "-1", "NaN", "99999999999999999999",
		"\u202e\u2066", "strategy-2017.zh:s0", "strategy-2017.zh@zz", "strategy-2017.zh:s1-999999999",
	}
	usual := map[string]string{
		"phrase": "数字", "term": "数字", "edition": "press-2023.zh", "a": "strategy-2017.zh", "b": "strategy-2017.en", "terms": "1",
	}
	for _, e := range endpoints() {
		if e.method != get || e.path == "verify" {
			continue
		}
		for _, hit := range e.all() {
			for _, value := range values {
				v := url.Values{}
				for _, p := range e.params {
					if s := usual[p.name]; s != "" && (p.needed || p.name == "terms") {
						v.Set(p.name, s)
					}
				}
				v.Set(hit.name, value)
				w := ask(t, h, get, Prefix+e.path+"?"+v.Encode())
				body := w.Body.String()
				switch {
				case w.Code >= 500:
					t.Errorf("%s %s=%.40q: %d %.200s", e.path, hit.name, value, w.Code, body)
				case strings.Contains(body, "Ostend"):
					t.Errorf("%s %s=%.40q reads a file: %.200s", e.path, hit.name, value, body)
				case !json.Valid(w.Body.Bytes()) && w.Code != http.StatusNotModified:
					t.Errorf("%s %s=%.40q is no JSON: %.200s", e.path, hit.name, value, body)
				case len(body) > 2000 && w.Code >= 400:
					t.Errorf("%s %s=%.40q: an error of %d bytes", e.path, hit.name, value, len(body))
				}
				asked++
			}
		}
	}
	t.Logf("%d requests", asked)
}

// The same of editions that stand in bodies and forms.
func TestHostileBodies(t *testing.T) {
	_, h := sampleServer(t)
	for _, path := range []string{"/etc/passwd", "./x", "file:///etc/passwd", "http://127.0.0.1:9/x", "-", "a\nb"} {
		for name, body := range map[string]any{
			"edit":      map[string]any{"edition": path, "title": "x"},
			"remove":    map[string]any{"edition": path},
			"pair":      map[string]any{"a": path, "b": "strategy-2017.en"},
			"bead/lock": map[string]any{"a": "strategy-2017.zh", "b": path, "places": []string{"s1"}},
			"qa/seen":   map[string]any{"a": path, "b": path, "seen": []string{"stale"}},
		} {
			if w := askJSON(t, h, name, body); w.Code != 404 && w.Code != 400 {
				t.Errorf("%s %q: %d %.200s", name, path, w.Code, w.Body)
			}
		}
		for _, name := range []string{"compare", "qa"} {
			body, media := form(t, map[string]string{"@a": posted, "b": path})
			if w := askWith(t, h, post, Prefix+name, strings.NewReader(string(body)), "Content-Type", media); w.Code != 404 && w.Code != 400 {
				t.Errorf("%s %q: %d %.200s", name, path, w.Code, w.Body)
			}
		}
	}
}
