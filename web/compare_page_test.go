package web

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"tifa/store"
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
		{"/compare/part?a=pdpl.zh.draft&b=pdpl.en.2023&n=1", 400, []string{"/bitext"}},
		{"/compare/rows?a=pdpl.zh.draft&b=pdpl.en.2023&from=1&to=2", 400, []string{"/bitext"}},
		{"/compare/ready?a=pdpl.zh.draft&b=pdpl.en.2023", 400, []string{"/bitext"}},
		{"/compare/ready?a=pdpl.zh.draft&b=pdpl.zh.2020", 200, nil},
		{"/redline?a=pdpl.zh.draft&b=pdpl.en.2023", 400, []string{"/bitext"}},
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

// Of two texts in two languages one thing is said, and nothing that is not so.
func TestCompareTwoLanguages(t *testing.T) {
	r := sampleRoom(t)
	for _, address := range []string{"/compare?a=pdpl.zh.draft&b=pdpl.en.2023", "/compare?a=press-2023.zh&b=press-2023.en"} {
		_, body := get(t, r, address)
		if !strings.Contains(body, "in different languages") || strings.Contains(body, r.say(&request{settings: settings{Lang: "en"}}, "compare.no-pairs")) {
			t.Errorf("%s says too little or too much", address)
		}
	}
}

// Long texts are compared while the page is there already, and whoever waits
// for them can leave.
func TestBeingCompared(t *testing.T) {
	r := sampleRoom(t)
	turn := make(chan struct{})
	e := &comparison{ready: turn, stop: func() {}}
	a, err := r.library.Edition(t.Context(), "pdpl.zh.draft")
	if err != nil {
		t.Fatal(err)
	}
	b, err := r.library.Edition(t.Context(), "pdpl.zh.2020")
	if err != nil {
		t.Fatal(err)
	}
	e.key = [2]string{a.Version + a.Lang, b.Version + b.Lang}
	r.comparisons.made = []*comparison{e}
	r.comparisons.patience = time.Millisecond
	const address = "/compare?a=pdpl.zh.draft&b=pdpl.zh.2020"
	for lang, says := range map[string]string{"en": "are being compared", "zh-CN": "正在比较两个文本"} {
		status, body := get(t, r, address, "Accept-Language", lang)
		if status != 202 || !strings.Contains(body, says) || !strings.Contains(body, "data-aligning") || !strings.Contains(body, a.Title) {
			t.Errorf("meanwhile in %s: status %d, %s", lang, status, body)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := r.comparisons.whole(ctx, a.Address, b.Address); !errors.Is(err, context.Canceled) {
		t.Errorf("who has left gets %v", err)
	}
	r.comparisons.compare(t.Context(), e, a.Address, b.Address)
	if status, body := get(t, r, address); status != 200 || !strings.Contains(body, `id="r1"`) || strings.Contains(body, "data-aligning") {
		t.Errorf("then: status %d", status)
	}
}

// A comparison is of texts, and not of names: under new ones it is the same,
// and says them.
func TestComparedUnderNewNames(t *testing.T) {
	r := sampleRoom(t)
	get(t, r, "/compare?a=pdpl.zh.draft&b=pdpl.zh.2020")
	kept := r.comparisons.made[0]
	label, title := "first", "A title of today"
	if _, err := r.library.Edit(t.Context(), "pdpl.zh.draft", store.Change{Label: &label, Title: &title}); err != nil {
		t.Fatal(err)
	}
	status, body := get(t, r, "/compare?a=pdpl.zh.first&b=pdpl.zh.2020")
	if status != 200 || !strings.Contains(body, title) || strings.Contains(body, "pdpl.zh.draft") {
		t.Errorf("status %d, with the old name or without the new one", status)
	}
	if len(r.comparisons.made) != 1 || r.comparisons.made[0] != kept {
		t.Error("it was compared again")
	}
	if _, body := get(t, r, "/redline?a=pdpl.zh.first&b=pdpl.zh.2020"); !strings.Contains(body, title) || strings.Contains(body, "pdpl.zh.draft") {
		t.Error("the redline has the old name or not the new one")
	}
}
