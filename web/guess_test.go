package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa"
	"tifa/library"
	"tifa/store"
)

// TestGuessedDates: pages mark a date that nobody stated, until somebody does;
// the history then says that the guess was confirmed.
func TestGuessedDates(t *testing.T) {
	r := sampleRoom(t)
	path := filepath.Join(t.TempDir(), "guild-2014-06-03.txt")
	if err := os.WriteFile(path, []byte("The guild of ropewalkers mends the nets in winter.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := r.library.Add(t.Context(), []string{path}, library.Stated{Work: "guild", Lang: "en"}, nil, func(_ string, _ *library.Added, err error) {
		if err != nil {
			t.Fatal(err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	const mark = `2014-06-03</time><span class="guess"`
	pages := []string{"/guild.en", "/search?phrase=ropewalkers", "/trace?phrase=ropewalkers", "/"}
	for _, page := range pages {
		if status, body := get(t, r, page); status != 200 || !strings.Contains(body, mark) {
			t.Errorf("%s: %d, and the date is not marked", page, status)
		}
	}
	date := tifa.Date{Year: 2014, Month: 6, Day: 3}
	if _, err := r.library.Edit(t.Context(), "guild.en", store.Change{Date: &date}); err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		if status, body := get(t, r, page); status != 200 || strings.Contains(body, mark) {
			t.Errorf("%s: %d, and the date is marked still", page, status)
		}
	}
	if _, body := get(t, r, "/edit/guild.en"); !strings.Contains(body, "guessed, and confirmed") {
		t.Error("the history does not say that the guess was confirmed")
	}
}
