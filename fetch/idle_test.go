package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// What is known of hosts that nobody asks any more is forgotten, but not
// their wish for a pause while it lasts.
func TestIdleHostsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := New(Options{Transport: transportFunc(func(r *http.Request) (*http.Response, error) {
			if r.URL.Path == "/robots.txt" {
				return answerWith(200, nil, "User-agent: *\nCrawl-delay: 30\n"), nil
			}
			return answerWith(200, nil, "text"), nil
		})})
		get := func(host string) {
			t.Helper()
			if _, err := f.Get(t.Context(), "https://"+host+"/"); err != nil {
				t.Fatal(err)
			}
		}
		for i := range 100 {
			get(fmt.Sprintf("host%d.example", i))
		}
		if len(f.lanes) != 100 || len(f.rules) != 100 {
			t.Errorf("%d lanes and %d rules, asked 100 hosts just now", len(f.lanes), len(f.rules))
		}
		start := time.Now()
		get("host99.example")
		if waited := time.Since(start); waited < 29*time.Second {
			t.Errorf("waited %s, asked for 30 s", waited)
		}
		time.Sleep(laneIdle + time.Second)
		get("another.example")
		if len(f.lanes) != 1 {
			t.Errorf("%d lanes, 1 in use lately", len(f.lanes))
		}
		time.Sleep(robotsFresh)
		get("third.example")
		if len(f.rules) != 1 {
			t.Errorf("%d rules, 1 fresh", len(f.rules))
		}
		for host, l := range f.lanes {
			if l.users != 0 {
				t.Errorf("%s is still held by %d", host, l.users)
			}
		}
	})
}

// What was asked for over https is not taken over http.
func TestNoWayDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked []string
		f := New(Options{Transport: transportFunc(func(r *http.Request) (*http.Response, error) {
			asked = append(asked, r.URL.String())
			switch {
			case r.URL.Path == "/robots.txt" && r.URL.Scheme == "http":
				return answerWith(404, nil, ""), nil
			case r.URL.Scheme == "https":
				return answerWith(301, http.Header{"Location": {"http://" + r.URL.Host + r.URL.Path}}, ""), nil
			}
			return answerWith(301, http.Header{"Location": {"https://safe.example/"}}, ""), nil
		})})
		_, err := f.Get(t.Context(), "https://a.example/page")
		if !errors.Is(err, errDowngrade) || !strings.Contains(err.Error(), "http://a.example/page") {
			t.Errorf("%v, asked for %q", err, asked)
		}
		for _, url := range asked {
			if strings.HasPrefix(url, "http://") {
				t.Errorf("asked for %s", url)
			}
		}
		if _, err := f.Get(t.Context(), "http://b.example/page"); !errors.Is(err, errDowngrade) || !strings.Contains(err.Error(), "redirected to http://safe.example/") {
			t.Errorf("up and down again: %v", err)
		}
	})
}
