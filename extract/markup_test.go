package extract

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// Markup that would fill the memory is refused before a tree is made of it.
func TestMarkupLimits(t *testing.T) {
	var styles strings.Builder
	for i := range 400 {
		styles.WriteString(`<font face="` + strings.Repeat("x", i+1) + `">`)
	}
	for _, c := range []struct {
		about, markup string
		want          error
	}{
		{"many elements", strings.Repeat("<p>", maxNodes+1), ErrFormat},
		{"many attributes", "<html>" + strings.Repeat("<p a b c d e f g h i j k l m n o p>", maxNodes/4), ErrFormat},
		{"open styles, repeated at each paragraph", styles.String() + strings.Repeat("<p>x</p>", 2000), ErrFormat},
		{"one long text", "<html>" + strings.Repeat("x", maxTag+1), ErrFormat},
		{"many bytes", "<html>" + strings.Repeat(strings.Repeat("x", 1<<20)+"<p>", 33), ErrFormat},
		{"deep nesting", strings.Repeat("<div>", 600) + "text", ErrMalformed},
	} {
		if _, err := Read(t.Context(), []byte(c.markup), Hint{Name: "x.html"}); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.about, err, c.want)
		}
	}
	// A page with styles left open, as old editors make them, is read.
	sloppy := strings.Repeat(`<p><font size=2><b>The lamps are lit at dusk.</p>`, 2000)
	if doc, err := Read(t.Context(), []byte(sloppy), Hint{Name: "x.html"}); err != nil || len(doc.Blocks) < 2000 {
		t.Errorf("a page with open styles: %v", err)
	}
}

func TestGzipBomb(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(bytes.Repeat([]byte("<p>"), 8<<20/3)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(t.Context(), packed.Bytes(), Hint{Name: "page.html.gz"}); !errors.Is(err, ErrFormat) {
		t.Errorf("%d bytes of gzip: got %v", packed.Len(), err)
	}
}

// A reader that has gone away is noticed while blocks are made.
func TestMarkupCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	page, err := parseMarkup(ctx, strings.Repeat("<p>text", 2*contextEvery))
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	blocks, err := htmlBlocks(ctx, page)
	if !errors.Is(err, context.Canceled) || len(blocks) >= 2*contextEvery {
		t.Errorf("%d blocks, %v", len(blocks), err)
	}
	if _, err := parseMarkup(ctx, "<p>text"); !errors.Is(err, context.Canceled) {
		t.Errorf("parsed all the same: %v", err)
	}
	if _, err := mainBlocks(ctx, page, -1, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("found the main text all the same: %v", err)
	}
}

// What is asked of each of many nested elements looks at no more of them than
// it must.
func TestBeginningOf(t *testing.T) {
	page, err := html.Parse(strings.NewReader("<p>一二<br>三<script>x</script><b>四</b></p>"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		limit int
		want  string
		all   bool
	}{
		{100, "一二\n三四", true},
		{13, "一二\n三四", true},
		{12, "一二\n三", false},
		{5, "一", false},
	} {
		if got, all := beginningOf(page, c.limit); got != c.want || all != c.all {
			t.Errorf("%d bytes: %q, %v", c.limit, got, all)
		}
	}
	many, err := html.Parse(strings.NewReader(strings.Repeat("<i></i>", 1000)))
	if err != nil {
		t.Fatal(err)
	}
	if got, all := beginningOf(many, 100); got != "" || all {
		t.Errorf("many nodes without text: %q, %v", got, all)
	}
}

// A description is the main text where it follows a headline beside it.
func TestHeadlineAndDescription(t *testing.T) {
	const text = "The council adopts the programme for the harbours of the coast, and asks the towns to report on it."
	const links = `<p><a href=/1>Home</a></p>`
	for _, c := range []struct{ about, markup, want string }{
		{"after the headline", links + `<h1 itemprop=headline>Harbours</h1><i></i><div itemprop=description>` + text + `</div><p>Another text, which stands beside it and is no part of it.</p>`, "heading1: Harbours\nparagraph: " + text + "\n"},
		{"inside a rule's text", `<div itemprop=articleBody>` + text + `</div><p itemprop=description>A summary, which stands elsewhere and is no part of it.</p>`, "paragraph: " + text + "\n"},
	} {
		doc, err := Read(t.Context(), []byte("<html><body>"+c.markup), Hint{})
		if err != nil {
			t.Errorf("%s: %v", c.about, err)
			continue
		}
		if diff := cmp.Diff(c.want, blockLines(doc.Blocks)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.about, diff)
		}
	}
}
