package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// The tests of this file run on the clock of testing/synctest, which jumps
// when everybody sleeps; the network is a function.

type transportFunc func(*http.Request) (*http.Response, error)

func (f transportFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func answerWith(status int, h http.Header, body string) *http.Response {
	if h == nil {
		h = http.Header{}
	}
	return &http.Response{StatusCode: status, Header: h, ContentLength: -1, Body: io.NopCloser(strings.NewReader(body))}
}

func TestOneAtATimeAHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		inside := map[string]int{}
		var both atomic.Bool
		f := New(Options{Transport: transportFunc(func(r *http.Request) (*http.Response, error) {
			mu.Lock()
			inside[r.URL.Host]++
			if inside[r.URL.Host] > 1 {
				t.Errorf("two requests at once to %s", r.URL.Host)
			}
			if inside["a.example"] == 1 && inside["b.example"] == 1 {
				both.Store(true)
			}
			mu.Unlock()
			time.Sleep(3 * time.Second)
			mu.Lock()
			inside[r.URL.Host]--
			mu.Unlock()
			return answerWith(200, nil, ""), nil
		})})
		start := time.Now()
		var wg sync.WaitGroup
		for _, host := range []string{"a.example", "b.example"} {
			for _, scheme := range []string{"http://", "https://"} {
				wg.Go(func() {
					if _, err := f.Get(t.Context(), scheme+host+"/"); err != nil {
						t.Error(err)
					}
				})
			}
		}
		wg.Wait()
		if !both.Load() {
			t.Error("two hosts were never served at once")
		}
		// A host: two robots.txt and two pages of 3 s, with 1 s between them.
		if took := time.Since(start); took != 15*time.Second {
			t.Errorf("took %s", took)
		}
	})
}

func TestCrawlDelay(t *testing.T) {
	for body, want := range map[string]time.Duration{
		"User-agent: *\nCrawl-delay: 10":   11 * time.Second, // the pause after robots.txt is not yet known
		"User-agent: *\nCrawl-delay: 9999": 1*time.Second + maxPause,
		"":                                 2 * time.Second,
	} {
		synctest.Test(t, func(t *testing.T) {
			f := New(Options{Transport: transportFunc(func(r *http.Request) (*http.Response, error) {
				if r.URL.Path == "/robots.txt" {
					return answerWith(200, nil, body), nil
				}
				return answerWith(200, nil, ""), nil
			})})
			start := time.Now()
			for _, page := range []string{"1", "2"} {
				if _, err := f.Get(t.Context(), "https://example.org/"+page); err != nil {
					t.Error(err)
				}
			}
			if took := time.Since(start); took != want {
				t.Errorf("%q: took %s, want %s", body, took, want)
			}
		})
	}
}

func TestRetry(t *testing.T) {
	tests := []struct {
		name       string
		failures   int
		retryAfter string
		tries      int
		took       time.Duration // with 1 s after robots.txt
		fails      bool
	}{
		{"at once", 0, "", 1, 1 * time.Second, false},
		{"backs off", 2, "", 3, 7 * time.Second, false},
		{"as asked", 1, "30", 2, 31 * time.Second, false},
		{"gives up", 99, "", maxTries, 15 * time.Second, true},
		{"asked for too long", 99, "3600", 1, 1 * time.Second, true},
	}
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			tries := 0
			f := New(Options{Transport: transportFunc(func(r *http.Request) (*http.Response, error) {
				if r.URL.Path == "/robots.txt" {
					return answerWith(404, nil, ""), nil
				}
				if tries++; tries <= tt.failures {
					return answerWith(503, http.Header{"Retry-After": {tt.retryAfter}}, ""), nil
				}
				return answerWith(200, nil, ""), nil
			})})
			start := time.Now()
			_, err := f.Get(t.Context(), "https://example.org/")
			if errors.Is(err, ErrStatus) != tt.fails || (err != nil) != tt.fails {
				t.Errorf("%s: %v", tt.name, err)
			}
			if tries != tt.tries || time.Since(start) != tt.took {
				t.Errorf("%s: %d tries in %s, want %d in %s", tt.name, tries, time.Since(start), tt.tries, tt.took)
			}
		})
	}
}

// TestCancelWhileWaiting: whoever gives up in the queue leaves it in order.
func TestCancelWhileWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := New(Options{MinDelay: time.Minute, Transport: transportFunc(func(*http.Request) (*http.Response, error) {
			return answerWith(200, nil, ""), nil
		})})
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if _, err := f.Get(ctx, "https://example.org/1"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if _, err := f.Get(t.Context(), "https://example.org/2"); err != nil {
			t.Errorf("after it: %v", err)
		}
	})
}

// TestRobotsForgotten: a site that was down is asked again after a while.
func TestRobotsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		down := true
		f := New(Options{Transport: transportFunc(func(*http.Request) (*http.Response, error) {
			if down {
				return nil, errors.New("connection refused")
			}
			return answerWith(200, nil, ""), nil
		})})
		if _, err := f.Get(t.Context(), "https://example.org/"); err == nil || errors.Is(err, ErrRobots) {
			t.Errorf("got %v", err)
		}
		down = false
		if _, err := f.Get(t.Context(), "https://example.org/"); err == nil {
			t.Error("the failure was not kept")
		}
		time.Sleep(robotsFailing)
		if _, err := f.Get(t.Context(), "https://example.org/"); err != nil {
			t.Error(err)
		}
	})
}
