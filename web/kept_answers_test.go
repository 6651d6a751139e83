package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa/store"
)

// A table of temperature that is edited shows on the page of a history that was
// read before, as it does on its own page.
func TestTraceWithEditedTable(t *testing.T) {
	r := sampleRoom(t)
	const phrase = "?phrase=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83"
	get(t, r, "/trace"+phrase)
	dir := filepath.Join(r.library.Dir(), store.Tables)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "temperature.tsv"), []byte("step\tzh\tleast\nfeverish\t烧\t0.0001\ncold\t冷\t0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/temperature", "/trace"} {
		if status, body := get(t, r, path+phrase); status != 200 || !strings.Contains(body, "feverish") {
			t.Errorf("%s, %d: it does not have the step of the edited table", path, status)
		}
	}
}
