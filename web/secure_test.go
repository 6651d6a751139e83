package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// Others can reach the room only where the user says so.
func TestListen(t *testing.T) {
	for _, c := range []struct {
		addr string
		open bool
		ok   bool
	}{
		{"127.0.0.1:0", false, true},
		{"localhost:0", false, true},
		{"0.0.0.0:0", false, false},
		{":0", false, false},
		{"192.0.2.1:0", false, false},
		{"example.org:0", false, false},
		{"8017", false, false},
		{"0.0.0.0:0", true, true},
	} {
		l, err := Listen(t.Context(), c.addr, c.open)
		if (err == nil) != c.ok {
			t.Errorf("%s, open %t: %v", c.addr, c.open, err)
		}
		if l != nil {
			_ = l.Close()
		}
	}
}

// A page of another host can neither change the library nor ask under a name
// of its own.
func TestGuard(t *testing.T) {
	r := sampleRoom(t)
	h := r.guard(r, []string{"127.0.0.1", "localhost", "::1"})
	for _, c := range []struct {
		method, host string
		headers      map[string]string
		status       int
	}{
		{"GET", "127.0.0.1:8017", nil, 200},
		{"GET", "localhost:8017", nil, 200},
		{"GET", "LOCALHOST", nil, 200},
		{"GET", "[::1]:8017", nil, 200},
		{"GET", "evil.example", nil, 421},
		{"GET", "127.0.0.1.evil.example", nil, 421},
		{"GET", "", nil, 421},
		{"POST", "localhost:8017", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"POST", "localhost:8017", map[string]string{"Origin": "http://evil.example"}, 403},
		{"POST", "localhost:8017", map[string]string{"Sec-Fetch-Site": "same-origin"}, 303},
	} {
		address := "/"
		if c.method == http.MethodPost {
			address = "/settings"
		}
		q := httptest.NewRequestWithContext(t.Context(), c.method, address, nil)
		q.Host = c.host
		for k, v := range c.headers {
			q.Header.Set(k, v)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, q)
		if w.Code != c.status {
			t.Errorf("%s to %q with %v: status %d, want %d", c.method, c.host, c.headers, w.Code, c.status)
		}
		if w.Header().Get("Content-Security-Policy") != policy {
			t.Errorf("%s to %q: no policy", c.method, c.host)
		}
	}
}

// A form that is no upload is not taken into memory whatever its size.
func TestLargeForms(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and of one goroutine")
	}
	r := sampleRoom(t)
	h := r.guard(r, nil)
	for size, status := range map[int]int{1 << 20: http.StatusSeeOther, mostForm + 1: http.StatusRequestEntityTooLarge} {
		if w := post(t, h, "/settings", url.Values{"theme": {"dark"}, "x": {strings.Repeat("x", size)}}); w.Code != status {
			t.Errorf("a form of %d bytes: status %d, want %d", size, w.Code, status)
		}
	}
	words := strings.Repeat("Ships shall wait for the pilot before they enter the harbour.\n", mostForm/60)
	if w := upload(t, h, "/add", map[string]string{"lang": "en"}, map[string]string{"long.txt": words}); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `class="good"`) {
		t.Errorf("a long document: status %d", w.Code)
	}
}
