package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tifa"
)

// local serves handler on loopback and makes a Fetcher that may go there and
// does not wait. A handler that does not know /robots.txt has none.
func local(t *testing.T, o Options, handler http.HandlerFunc) (*Fetcher, string) {
	t.Helper()
	srv := httptest.NewServer(handler)
	t.Cleanup(srv.Close)
	o.AllowPrivate, o.MinDelay = true, -1
	return New(o), srv.URL
}

func page(w http.ResponseWriter, body string) {
	w.Header().Set("Content-Type", "text/html; charset=gb2312")
	_, _ = io.WriteString(w, body)
}

func TestGet(t *testing.T) {
	f, base := local(t, Options{UserAgent: UserAgent("1.2", "someone@example.org")}, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/old":
			w.Header().Set("Location", "dir/%E6%8A%A5%E5%91%8A.html#top")
			w.WriteHeader(http.StatusMovedPermanently)
		case "/dir/报告.html":
			page(w, "from "+r.UserAgent())
		case "/packed":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = io.WriteString(z, strings.Repeat("x", 5000))
			_ = z.Close()
		case "/download":
			w.Header().Set("Content-Disposition", `attachment; filename="..\..\plan.pdf"`)
			w.Header().Set("Content-Type", "application/pdf")
		default:
			http.NotFound(w, r)
		}
	})
	res, err := f.Get(t.Context(), base+"/old#part")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(res.Body), "from tifa/1.2 (+policy document reader; contact someone@example.org)"; got != want {
		t.Errorf("body %q, want %q", got, want)
	}
	if want := base + "/dir/%E6%8A%A5%E5%91%8A.html"; res.URL != want {
		t.Errorf("address %q, want %q", res.URL, want)
	}
	if res.Name != "报告.html" || res.MediaType != "text/html; charset=gb2312" || res.Status != 200 || res.Retrieved.IsZero() {
		t.Errorf("got %+v", res)
	}
	if res, err = f.Get(t.Context(), base+"/packed"); err != nil || len(res.Body) != 5000 {
		t.Errorf("gzip: %d bytes, %v", len(res.Body), err)
	}
	if res, err = f.Get(t.Context(), base+"/download"); err != nil || res.Name != "plan.pdf" {
		t.Errorf("name %q, %v", res.Name, err)
	}
}

func TestGetErrors(t *testing.T) {
	f, base := local(t, Options{MaxBytes: 1000, Timeout: 2 * time.Second}, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			_, _ = io.WriteString(w, "User-agent: *\nDisallow: /secret\nDisallow: /%E5%86%85\n")
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/to-secret":
			http.Redirect(w, r, "/secret/1", http.StatusFound)
		case "/to-ftp":
			http.Redirect(w, r, "ftp://example.org/a", http.StatusFound)
		case "/long":
			_, _ = io.WriteString(w, strings.Repeat("x", 1001))
		case "/long-unannounced":
			for range 11 {
				_, _ = io.WriteString(w, strings.Repeat("x", 100))
				_ = http.NewResponseController(w).Flush()
			}
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = z.Write(make([]byte, 1<<20))
			_ = z.Close()
		case "/slow":
			_, _ = io.WriteString(w, "begun")
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		case "/cut":
			w.Header().Set("Content-Length", "500")
			_, _ = io.WriteString(w, "only this")
		case "/choice":
			w.WriteHeader(http.StatusMultipleChoices)
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/forbidden":
			w.WriteHeader(http.StatusForbidden)
		}
	})
	tests := []struct {
		url  string
		is   error
		says string
	}{
		{base + "/secret/1", ErrRobots, "save the page and add the file"},
		{base + "/内部", ErrRobots, "/%E5%86%85"},
		{base + "/to-secret", ErrRobots, "redirected to " + base + "/secret/1"},
		{base + "/to-ftp", nil, `"ftp://example.org/a" is no http or https address`},
		{base + "/loop", errRedirects, "more than 5"},
		{base + "/long", ErrTooLarge, "more than 1000 bytes"},
		{base + "/long-unannounced", ErrTooLarge, "more than 1000 bytes"},
		{base + "/bomb", ErrTooLarge, "more than 1000 bytes"},
		{base + "/slow", context.DeadlineExceeded, "within 2s"},
		{base + "/cut", io.ErrUnexpectedEOF, "cut off after 9 bytes"},
		{base + "/choice", ErrStatus, "answers 300"},
		{base + "/gone", ErrStatus, "the address is dead"},
		{base + "/forbidden", ErrStatus, "save the page and add the file"},
		{"report.html", tifa.ErrUsage, "write it in full"},
		{"file:///etc/passwd", tifa.ErrUsage, "is no http or https address"},
		{"http:///path", tifa.ErrUsage, "is no http or https address"},
		{"https://me:pw@example.org/", tifa.ErrUsage, "example.org holds a user name"},
	}
	for _, tt := range tests {
		t.Run(tt.url[strings.LastIndex(tt.url, "/")+1:], func(t *testing.T) {
			res, err := f.Get(t.Context(), tt.url)
			if err == nil {
				t.Fatalf("no error, %d bytes", len(res.Body))
			}
			if tt.is != nil && !errors.Is(err, tt.is) {
				t.Errorf("%v is not %v", err, tt.is)
			}
			if !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%q does not say %q", err, tt.says)
			}
		})
	}
	var status *StatusError
	if _, err := f.Get(t.Context(), base+"/gone"); !errors.As(err, &status) || status.Code != http.StatusGone {
		t.Errorf("no code in %v", err)
	}
}

func TestRobots(t *testing.T) {
	tests := []struct {
		name   string
		status int
		body   string
		is     error // of a Get of /page
	}{
		{"none", 404, "", nil},
		{"forbidden", 403, "", nil},
		{"empty", 200, "", nil},
		{"a page instead", 200, "<html><body>Welcome: here</body></html>", nil},
		{"everybody", 200, "User-agent: *\nDisallow: /", ErrRobots},
		{"others only", 200, "User-agent: otherbot\nDisallow: /", nil},
		{"us by name", 200, "User-agent: *\nDisallow: /\n\nUser-agent: tifa\nDisallow: /private", nil},
		{"a bad line", 200, "Disallow: /before\nUser-agent: *\nCrawl-delay: soon\nDisallow: /page\n", ErrRobots},
		{"server error", 500, "", ErrRobots},
		{"too large", 200, "User-agent: *\nDisallow: /a\n#" + strings.Repeat("x", robotsLimit), ErrRobots},
		{"redirects for ever", 302, "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var asked, read atomic.Int32
			f, base := local(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/robots.txt" {
					read.Add(1)
					return
				}
				asked.Add(1)
				if tt.status == http.StatusFound {
					w.Header().Set("Location", "/robots.txt")
				}
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			})
			for range 2 {
				if _, err := f.Get(t.Context(), base+"/page"); !errors.Is(err, tt.is) {
					t.Fatalf("got %v, want %v", err, tt.is)
				}
			}
			if n := asked.Load(); n != 1 && tt.status != http.StatusFound {
				t.Errorf("robots.txt was asked for %d times", n)
			}
			if tt.is != nil && read.Load() != 0 {
				t.Error("the page was read nevertheless")
			}
		})
	}
}

func TestCancel(t *testing.T) {
	entered := make(chan struct{})
	f, base := local(t, Options{}, func(_ http.ResponseWriter, r *http.Request) {
		close(entered)
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-entered
		cancel()
	}()
	if _, err := f.Get(ctx, base+"/"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestFileName(t *testing.T) {
	tests := []struct{ disposition, path, want string }{
		{"", "/a/b.pdf", "b.pdf"},
		{"", "/a/b/", "b"},
		{"", "/", "example.org"},
		{"", "/..", "example.org"},
		{"", "/%E8%A7%84%E5%88%92.doc", "规划.doc"},
		{`attachment; filename*=UTF-8''%E8%A7%84%E5%88%92.doc`, "/x", "规划.doc"},
		{`attachment; filename="../../etc/passwd"`, "/x", "passwd"},
		{`attachment; filename="a%00b"`, "/x", "a%00b"},
		{"attachment; filename=\"a\x01b\"", "/x", "x"},
		{`attachment`, "/x", "x"},
	}
	for _, tt := range tests {
		u, err := url.Parse("http://example.org" + tt.path)
		if err != nil {
			t.Fatal(err)
		}
		h := http.Header{}
		h.Set("Content-Disposition", tt.disposition)
		if got := fileName(h, u); got != tt.want {
			t.Errorf("%q, %s: %q, want %q", tt.disposition, tt.path, got, tt.want)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)
	for v, want := range map[string]time.Duration{
		"":                              0,
		"7":                             7 * time.Second,
		"-7":                            0,
		"soon":                          0,
		"Tue, 05 Mar 2024 09:00:30 GMT": 30 * time.Second,
		"Tue, 05 Mar 2024 08:00:00 GMT": 0,
	} {
		if got := retryAfter(http.Header{"Retry-After": {v}}, now); got != want {
			t.Errorf("%q: %s, want %s", v, got, want)
		}
	}
}

func ExampleUserAgent() {
	fmt.Println(UserAgent("1.0", ""))
	// Output: tifa/1.0 (+policy document reader)
}
