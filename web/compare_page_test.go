package web

import (
	"regexp"
	"strings"
	"testing"
)

// pageCase is a page that is asked for: its status, and what stands in it.
type pageCase struct {
	address string
	status  int
	has     []string
}

// answers asks for pages in both languages; no word of the interface may be
// missing.
func answers(t *testing.T, r *Room, unsaid *regexp.Regexp, cases []pageCase) {
	t.Helper()
	for _, c := range cases {
		for _, lang := range []string{"en", "zh-CN"} {
			status, body := get(t, r, c.address, "Accept-Language", lang)
			if status != c.status {
				t.Errorf("%s in %s: status %d, want %d", c.address, lang, status, c.status)
			}
			for _, want := range c.has {
				if !strings.Contains(body, want) {
					t.Errorf("%s in %s: there is no %q in it", c.address, lang, want)
				}
			}
			if m := unsaid.FindString(body); m != "" {
				t.Errorf("%s in %s: words are missing: %s", c.address, lang, m)
			}
		}
	}
}

func TestComparePages(t *testing.T) {
	answers(t, sampleRoom(t), regexp.MustCompile(`>[^</]*\bcompare\.[a-z-]+[^</]*<`), []pageCase{
		{"/compare", 200, []string{"/compare?a=pdpl.zh.2020&amp;b=pdpl.zh.2023"}},
		{"/compare?a=pdpl.zh.draft", 200, []string{`value="pdpl.zh.draft"`}},
		{"/compare?a=pdpl.zh.draft&b=pdpl.en.2023", 200, []string{"/bitext?a=pdpl.zh.draft"}},
		{"/compare?a=pdpl.zh.draft&b=nothing.zh", 404, nil},
		{"/compare?a=pdpl.zh.2020&b=pdpl.zh.2020", 200, []string{"empty", "fold"}},
		{"/compare?a=pdpl.zh.draft&b=pdpl.zh.2020", 200, []string{`id="r1"`, `class="changes"`, "<ins>", "<del>", "data-move"}},
		{"/compare?a=pdpl.zh.draft&b=pdpl.zh.2020&layout=redline&kind=moved&kind=xx", 200, []string{"versus redline", "data-move"}},
		{"/compare/part?a=pdpl.zh.draft&b=pdpl.zh.2020&n=1", 200, []string{`data-part="1"`, `<ol class="changes">`}},
		{"/compare/part?a=pdpl.zh.draft&b=pdpl.zh.2020&n=9", 404, nil},
		{"/compare/rows?a=pdpl.zh.draft&b=pdpl.zh.2020&from=1&to=3", 200, []string{`id="r1"`, `id="r3"`}},
		{"/compare/rows?a=pdpl.zh.draft&b=pdpl.zh.2020&from=3&to=1", 404, nil},
		{"/redline?a=pdpl.zh.draft&b=pdpl.zh.2020", 200, []string{"<!DOCTYPE html>", "<ins>", "Content-Security-Policy"}},
		{"/redline?a=pdpl.zh.draft", 400, []string{"OLDER"}},
		{"/redline?a=pdpl.zh.draft&b=nothing.zh", 404, nil},
	})
}
