package web

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tifa/library"
)

// TestSilencesOfLongText: the page of a text with thousands of names and long
// lists stays small, and from it everything can be reached: each passage of
// each name, and each item that is counted.
func TestSilencesOfLongText(t *testing.T) {
	r := sampleRoom(t)
	var text strings.Builder
	states := []string{"France", "Japan", "Germany", "India", "Brazil"}
	for i := range 900 {
		_, _ = fmt.Fprintf(&text, "Delegate %d said that %s %s close the harbour %s.\n\n", i, states[i%len(states)], []string{"must", "will"}[i%2], strings.Repeat("and the quay ", 20))
	}
	for i := range 90 {
		_, _ = fmt.Fprintf(&text, "There are three tasks of office %d:\n\n", i)
		for k := range 3 {
			_, _ = fmt.Fprintf(&text, "(%d) task %d of office %d is %s;\n\n", k+1, k, i, strings.Repeat("long work ", 30))
		}
	}
	sent := library.Uploads{"long.txt": {Name: "long.txt", MediaType: "text/plain", Data: []byte(text.String())}}
	if err := r.library.Add(t.Context(), []string{"long.txt"}, library.Stated{Lang: "en", Work: "long"}, sent, func(_ string, _ *library.Added, err error) {
		if err != nil {
			t.Fatal(err)
		}
	}); err != nil {
		t.Fatal(err)
	}
	all := func(address string) (pages int, text string) {
		t.Helper()
		next := regexp.MustCompile(`<a href="([^"]+)" rel="next"`)
		for ; address != ""; pages++ {
			status, body := get(t, r, address)
			if status != http.StatusOK || len(body) > 150_000 {
				t.Fatalf("%s: status %d, %d bytes", address, status, len(body))
			}
			text += body
			if m := next.FindStringSubmatch(body); m != nil {
				address = strings.ReplaceAll(m[1], "&amp;", "&")
			} else {
				address = ""
			}
		}
		return pages, text
	}
	const page = "/silences/long.en"
	_, body := all(page)
	for _, link := range []string{"part=enumerations", "of=France&amp;part=named"} {
		if !strings.Contains(body, link) {
			t.Errorf("no link to %s", link)
		}
	}
	named, err := r.library.Named(t.Context(), "long.en", library.NamedOptions{}, library.Uploads(nil))
	if err != nil {
		t.Fatal(err)
	}
	reached := 0
	for _, n := range named.Items {
		_, body := all(page + "?" + url.Values{"part": {"named"}, "of": {n.Name}}.Encode())
		for _, p := range n.Passages {
			if !strings.Contains(body, "<code>"+p.Address+"</code>") {
				t.Fatalf("%s: %s cannot be reached", n.Name, p.Address)
			}
			reached++
		}
	}
	if reached != 900 {
		t.Errorf("%d passages of names, not 900", reached)
	}
	counted, err := r.library.Enumerations(t.Context(), "long.en", library.EnumerationsOptions{}, library.Uploads(nil))
	if err != nil {
		t.Fatal(err)
	}
	pages, body := all(page + "?part=enumerations")
	if pages < 1 || len(counted.Items) < 90 {
		t.Fatalf("%d counts on %d pages", len(counted.Items), pages)
	}
	for i := range counted.Items {
		x := &enumerationView{Enumeration: counted.Items[i]}
		if !strings.Contains(body, "<code>"+x.Address+"</code>") {
			t.Fatalf("%s is not among the counts", x.Address)
		}
		_, one := all(page + "?" + url.Values{"part": {"enumerations"}, "of": {x.key()}}.Encode())
		for _, m := range x.Members {
			if !strings.Contains(one, "<code>"+m.Address+"</code>") {
				t.Errorf("%s of %s cannot be reached", m.Address, x.Address)
			}
		}
	}
	for _, c := range []struct {
		query  string
		status int
	}{{"part=nothing", 400}, {"part=named&of=Atlantis", 404}, {"of=France", 404}, {"part=rivals", 200}, {"part=unnamed", 200}, {"part=own&after=9", 200}} {
		if status, _ := get(t, r, page+"?"+c.query); status != c.status {
			t.Errorf("%s: status %d, want %d", c.query, status, c.status)
		}
	}
}
