package web

import (
	"strings"
	"testing"
)

// What later texts took up has a section of its own in the usual order; in the
// order by what was taken up it stands among the others.
func TestTakenUpOnPage(t *testing.T) {
	r := sampleRoom(t)
	const section, link = `<h2 id="taken-up">`, `href="#taken-up"`
	for _, c := range []struct {
		address string
		want    bool
	}{
		{"/new/strategy-2017.zh", true},
		{"/new/strategy-2012.en?lang=zh", true},
		{"/new/strategy-2017.zh?order=lasting", false},
		{"/new/gwr-2024.zh", false}, // nothing is later
	} {
		status, body := get(t, r, c.address)
		if status != 200 || strings.Contains(body, section) != c.want || strings.Contains(body, link) != c.want {
			t.Errorf("%s: %d, section %v, link %v, want %v", c.address, status, strings.Contains(body, section), strings.Contains(body, link), c.want)
		}
	}
	if _, body := get(t, r, "/new/strategy-2017.zh"); strings.Count(body, "数据依法有序流动") == 0 {
		t.Error("a formulation that later texts took up is missing")
	}
}
