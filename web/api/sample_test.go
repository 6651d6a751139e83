package api

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"tifa/internal/folder"
	"tifa/library"
)

func now() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }

var sampleOnce = sync.OnceValues(func() (fstest.MapFS, error) {
	return folder.Made(func(dir string) error {
		l, err := library.Demo(context.Background(), dir, "test", library.Options{By: "tester", Now: now})
		if err != nil {
			return err
		}
		return l.Close()
	})
})

// sampleServer is the API of a sample library of its own.
func sampleServer(t testing.TB) (*library.Library, http.Handler) {
	t.Helper()
	made, err := sampleOnce()
	if err != nil {
		t.Fatal(err)
	}
	l, err := library.Open(t.Context(), folder.Copy(t, made), library.Options{By: "tester", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l, New(l, Options{Version: "test", MaxUpload: 1 << 20, Now: now})
}

// ask sends a request without a body.
func ask(t testing.TB, h http.Handler, method, target string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	return askWith(t, h, method, target, nil, header...)
}

func askWith(t testing.TB, h http.Handler, method, target string, body io.Reader, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, target, body)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// askJSON sends a JSON body.
func askJSON(t testing.TB, h http.Handler, path string, body any) *httptest.ResponseRecorder {
	t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	return askWith(t, h, http.MethodPost, Prefix+path, strings.NewReader(string(data)), "Content-Type", "application/json")
}

func parse[T any](t testing.TB, data []byte) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatalf("%v in %.200s", err, data)
	}
	return v
}
