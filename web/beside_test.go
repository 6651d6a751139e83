package web

import (
	"net/url"
	"strings"
	"testing"

	"tifa"
	"tifa/library"
	"tifa/store"
)

// What another program changes in the library while the room is open is shown:
// the record of a text that was read before, and texts that were added.
func TestBeside(t *testing.T) {
	dir := t.TempDir()
	mine, err := library.Demo(t.Context(), dir, "test", library.Options{By: "anna"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(Config{Library: mine, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	other, err := library.Open(t.Context(), dir, library.Options{By: "ben"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		r.Close()
		for _, l := range []*library.Library{mine, other} {
			if err := l.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	get(t, r, "/press-2023.en") // so that it is kept
	title := "Changed beside the room"
	if _, err := other.Edit(t.Context(), "press-2023.en", store.Change{Title: &title}); err != nil {
		t.Fatal(err)
	}
	const words = "The xylophone committee shall convene in every harbour of the republic.\n"
	stated := library.Stated{Lang: "en"}
	err = other.Add(t.Context(), []string{"doc"}, stated, library.Uploads{"doc": {Name: "xylophone.txt", Data: []byte(words)}}, func(_ string, _ *library.Added, err error) {
		if err != nil {
			t.Error(err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{
		"/press-2023.en":           title,
		"/edit/press-2023.en":      `value="` + title + `"`,
		"/search?phrase=xylophone": "<strong>1 time</strong>",
		"/?" + url.Values{"title": {"changed beside"}}.Encode(): title,
	} {
		if status, body := get(t, r, address); status != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: status %d, without %q", address, status, want)
		}
	}
}

// A change of the record alone shows at once, while the process that made it
// has not indexed it yet.
func TestRecordAheadOfIndex(t *testing.T) {
	r := sampleRoom(t)
	pages := []string{"/press-2023.en", "/new/press-2023.en", "/edit/press-2023.en", "/", "/search?phrase=cyberspace", "/compare"}
	for _, address := range pages {
		get(t, r, address) // so that it is kept
	}
	s, err := store.Open(t.Context(), r.library.Dir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	title, issuer := "Changed in the record alone", "The Bureau of Changes"
	date := tifa.Date{Year: 2022, Month: 11}
	change := store.Change{Title: &title, Issuer: &issuer, Date: &date, By: "ben"}
	if _, err := s.Update(t.Context(), "press-2023.en", change); err != nil {
		t.Fatal(err)
	}
	for _, address := range pages {
		if status, body := get(t, r, address); status != 200 || !strings.Contains(body, title) {
			t.Errorf("%s: status %d, without the new title", address, status)
		}
	}
	if _, body := get(t, r, "/press-2023.en"); !strings.Contains(body, issuer) || !strings.Contains(body, "2022-11") {
		t.Error("the text has not its new issuer and date")
	}
	if _, body := get(t, r, "/trace?phrase=cyberspace"); !strings.Contains(body, issuer) {
		t.Error("the new issuer cannot be chosen")
	}
}
