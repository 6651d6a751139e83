package extract

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"

	"tifa"
)

// The guide of an older book leads to a place in its table of contents, and
// its chapters may be in UTF-16.
func TestEPUBContentsAndEncoding(t *testing.T) {
	chapter, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(`<?xml version="1.0" encoding="UTF-16"?><html><body><p>灯塔由港务局管理。</p></body></html>`)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Read(t.Context(), zipOf(t,
		entry{"META-INF/container.xml", `<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>`},
		entry{"book.opf", `<package><manifest><item id="c" href="the%20list.html"/><item id="one" href="one.html"/></manifest>
<spine><itemref idref="c"/><itemref idref="one"/></spine><guide><reference type="toc" href="the%20list.html#start"/></guide></package>`},
		entry{"the list.html", `<html><body><p>One 1</p></body></html>`},
		entry{"one.html", chapter},
	), Hint{Name: "book.epub"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Block{{Kind: tifa.Paragraph, Text: "灯塔由港务局管理。"}}, doc.Blocks); diff != "" {
		t.Error(diff)
	}
}
