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
	ask := func(path, host string) (status int, header http.Header, body string) {
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
		data, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer.StatusCode, answer.Header, string(data)
	}
	status, header, body := ask("/strategy-2023.zh", "")
	if status != http.StatusOK || !strings.Contains(body, "渠通则水活") {
		t.Errorf("status %d", status)
	}
	for name, want := range map[string]string{
		"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache",
		"Content-Type": "text/html; charset=utf-8", "Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got := header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if status, _, _ := ask("/", "rebound.example"); status != http.StatusMisdirectedRequest {
		t.Errorf("asked by another name: status %d", status)
	}
	if status, _, body := ask("/api/v1/list", "localhost"); status != http.StatusOK || !strings.Contains(body, `"items"`) {
		t.Errorf("the API: status %d", status)
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
