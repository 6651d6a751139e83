package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tifa/library"
)

// hostile is what somebody may write where a title, a text, a name or a query
// is expected.
var hostile = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`' onmouseover='alert(1)`,
	`</title></textarea></style><svg onload=alert(1)>`,
	`javascript:alert(1)`,
	`{{.}}<iframe src="javascript:alert(1)">`,
	"<!--\x00\u202e]]>--!>\r\nX-Header: 1",
	`<a href="http://evil.example/">x</a><base href="http://evil.example/">`,
	strings.Repeat("长", 2000) + "<b>",
	"\xff\xfe<script>",
}

// only fails where a page holds anything that a reader's words have brought
// in as markup: another script, a handler, a style, an address elsewhere.
func only(t *testing.T, where, body string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Errorf("%s: %v", where, err)
		return
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			switch n.Data {
			case "iframe", "img", "object", "embed", "base", "style", "frame":
				t.Errorf("%s: there is an element %s", where, n.Data)
			case "script":
				if n.FirstChild != nil {
					t.Errorf("%s: there is a script: %s", where, n.FirstChild.Data)
				}
			}
			for _, a := range n.Attr {
				switch {
				case strings.HasPrefix(a.Key, "on"), a.Key == "style":
					t.Errorf("%s: %s has an attribute %s", where, n.Data, a.Key)
				case a.Key == "href" || a.Key == "src" || a.Key == "action":
					if u, err := url.Parse(a.Val); err != nil || u.Scheme != "" || u.Host != "" {
						t.Errorf("%s: %s leads to %q", where, n.Data, a.Val)
					}
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
}

// askable are the pages with the names of what they can be asked.
func askable() map[string][]string {
	return map[string][]string{
		"/":                            {"lang", "kind", "issuer", "year", "status", "title", "sort", "after", "all"},
		"/strategy-2023.zh":            {"s", "with", "layout"},
		"/search":                      {"phrase", "lang", "from", "to", "issuer", "kind", "work", "status", "sort", "with", "after", "gap", "exact"},
		"/trace":                       {"phrase", "lang", "from", "by", "show", "into", "across"},
		"/dispersion":                  {"phrase", "edition", "level", "lang", "kind", "values"},
		"/temperature":                 {"phrase", "lang", "from", "issuer"},
		"/keyness":                     {"a", "b", "a-kind", "a-issuer", "b-from", "lang", "least", "limit", "whole"},
		"/keyness/words":               {"a", "b", "lang"},
		"/compare":                     {"a", "b", "kind", "layout", "row", "open"},
		"/draft/strategy-2023.zh":      {"into", "as"},
		"/check":                       {"edition", "against", "as"},
		"/bitext":                      {"a", "b", "show", "severity", "at", "said"},
		"/notes":                       {"edition", "by", "after"},
		"/claims":                      {"state", "kind", "by", "edition", "stale", "after"},
		"/claims/new":                  {"kind", "sentence", "phrases", "date", "editions"},
		"/claims/certificate":          {"id", "as"},
		"/claims/pack":                 {"id"},
		"/settings":                    {"back"},
		"/part/strategy-2023.zh":       {"n", "with"},
		"/at/strategy-2023.zh":         {"s"},
		"/silences/strategy-2023.zh":   {"against", "rivals", "part", "of", "after"},
		"/memory":                      {"phrase", "lang", "into", "min", "checked"},
		"/memory/export":               {"lang", "into"},
		"/originals":                   {"passage", "lang", "edition"},
		"/render":                      {"term", "into", "state"},
		"/terms":                       {"term", "after"},
		"/terms/new":                   {"term", "into", "renderings"},
		"/term":                        {"id"},
		"/consistency":                 {"edition", "show"},
		"/hidden":                      {"a", "b", "changed"},
		"/actor":                       {"actor", "by", "modality", "from"},
		"/statements/strategy-2023.zh": {"actor", "view", "modality", "against"},
		"/tensions/strategy-2023.zh":   {"part"},
		"/references/strategy-2023.zh": {"kinds"},
		"/new/strategy-2023.zh":        {"since", "show"},
		"/notes/export":                {"edition"},
		"/add":                         {"date"},
		"/keys":                        {"back"},
		"/redline":                     {"a", "b"},
	}
}

// Whatever an address asks for, on every page, is shown as text, and is never
// an error of the room itself.
func TestHostileQueries(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and of one goroutine")
	}
	r := sampleRoom(t)
	for path, names := range askable() {
		for _, name := range names {
			for _, value := range hostile {
				v := url.Values{name: {value}}
				for _, need := range []struct{ path, name, value string }{
					{"/trace", "phrase", "网络"},
					{"/search", "phrase", "网络"},
					{"/dispersion", "phrase", "网络"},
					{"/temperature", "phrase", "网络"},
					{"/keyness", "a-kind", "strategy"},
					{"/keyness/words", "a-kind", "strategy"},
					{"/compare", "a", "strategy-2017.zh"},
					{"/compare", "b", "strategy-2023.zh"},
					{"/bitext", "a", "strategy-2023.zh"},
					{"/bitext", "b", "strategy-2023.en"},
				} {
					if need.path == path && !v.Has(need.name) {
						v.Set(need.name, need.value)
					}
				}
				address := path + "?" + v.Encode()
				status, body := get(t, r, address)
				if status >= 500 {
					t.Errorf("%s: status %d", address, status)
				}
				only(t, address, body)
			}
		}
	}
	for _, value := range hostile {
		for _, path := range []string{"/", "/new/", "/tensions/", "/statements/", "/references/", "/silences/", "/edit/", "/note/", "/part/", "/marks/"} {
			address := path + url.PathEscape(value)
			status, body := get(t, r, address)
			if status >= 500 {
				t.Errorf("%s: status %d", address, status)
			}
			only(t, address, body)
		}
	}
}

// A document full of markup, with a record full of markup, is read as text in
// every room.
func TestHostileDocument(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and of one goroutine")
	}
	r := sampleRoom(t)
	words := strings.ReplaceAll(strings.Join(hostile[:8], "\n\n"), "\x00", "") // which no text has
	add := func(work string) {
		t.Helper()
		err := r.library.Add(t.Context(), []string{"doc"}, library.Stated{
			Work: work, Lang: "en", Title: hostile[0], Issuer: hostile[1], Kind: hostile[2], Number: hostile[3], Status: hostile[5], Label: "x",
		}, library.Uploads{"doc": {Name: hostile[1], MediaType: "text/plain", Data: []byte("A plain beginning, of " + work + ".\n\n" + words + "\n")}},
			func(_ string, _ *library.Added, err error) {
				if err != nil {
					t.Fatal(err)
				}
			})
		if err != nil {
			t.Fatal(err)
		}
	}
	add("bad-1")
	add("bad-2")
	if w := post(t, r, "/notes", url.Values{"address": {"bad-1.en.x:s1"}, "body": {words}}); w.Code != http.StatusSeeOther {
		t.Fatalf("a note: status %d, %s", w.Code, w.Body)
	}
	for _, address := range []string{
		"/", "/?title=script", "/bad-1.en.x", "/bad-1.en.x?s=1", "/bad-1.en.x?s=3", "/new/bad-2.en.x", "/edit/bad-1.en.x", "/tensions/bad-1.en.x?experimental=true", "/statements/bad-1.en.x", "/statements/bad-1.en.x?view=matrix", "/statements/bad-1.en.x?view=shifts", "/actor?actor=alert", "/statements/bad-1.en.x?view=actors&actor=alert", "/references/bad-1.en.x?experimental=true", "/silences/bad-1.en.x?rivals=script%7C%3Cb%3E",
		"/search?phrase=alert", "/search?phrase=alert&sort=left", "/trace?phrase=alert", "/compare?a=bad-1.en.x&b=bad-2.en.x",
		"/compare?a=bad-1.en.x&b=bad-2.en.x&layout=redline", "/compare?a=bad-1.en.x", "/bitext?a=bad-1.en.x&b=strategy-2023.zh",
		"/notes", "/notes?edition=bad-1.en.x", "/note/n1", "/at/bad-1.en.x?s=2", "/marks/bad-1.en.x", "/part/bad-1.en.x?n=1",
	} {
		status, body := get(t, r, address)
		if status != http.StatusOK {
			t.Errorf("%s: status %d", address, status)
		}
		if i := strings.Index(body, "https://"); i >= 0 && !strings.Contains(address, "note") {
			t.Errorf("%s leads elsewhere: %.60s", address, body[i:])
		}
		body = strings.ReplaceAll(body, `href="http://evil.example/" rel="noreferrer"`, "") // a link in a note is one
		only(t, address, body)
	}
}
