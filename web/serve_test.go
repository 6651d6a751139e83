package web

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// The room is served over a real connection, to its own names alone, and
// closes when it is told to, letting what is under way finish.
func TestServe(t *testing.T) {
	r := sampleRoom(t)
	ctx, stop := context.WithCancel(t.Context())
	listener, err := Listen(ctx, "127.0.0.1:0", false)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- r.Serve(ctx, listener) }()
	ask := func(path, host string) (*http.Response, string) {
		t.Helper()
		q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+listener.Addr().String()+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		q.Host = host
		answer, err := http.DefaultClient.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = answer.Body.Close() }()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer, string(body)
	}
	answer, body := ask("/strategy-2023.zh", "")
	if answer.StatusCode != http.StatusOK || !strings.Contains(body, "渠通则水活") {
		t.Errorf("status %d", answer.StatusCode)
	}
	for name, want := range map[string]string{
		"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache",
		"Content-Type": "text/html; charset=utf-8", "Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got := answer.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if answer, _ := ask("/", "rebound.example"); answer.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("asked by another name: status %d", answer.StatusCode)
	}
	if answer, body := ask("/api/v1/list", "localhost"); answer.StatusCode != http.StatusOK || !strings.Contains(body, `"items"`) {
		t.Errorf("the API: status %d", answer.StatusCode)
	}
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("it ended with %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it does not end")
	}
}
