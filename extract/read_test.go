package extract

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestFormatOf(t *testing.T) {
	for _, c := range []struct {
		about string
		data  string
		hint  Hint
		want  formatKind
	}{
		{"a PDF after some rubbish", "HTTP/1.1\r\n\r\n%PDF-1.7", Hint{Name: "a.html"}, formatPDF},
		{"a zip under a false name", "PK\x03\x04rest", Hint{Name: "a.txt"}, formatZip},
		{"a page with a declaration before it", "<?xml version=\"1.0\"?>\n<!-- x -->\n<!DOCTYPE html><html>", Hint{Name: "a.txt"}, formatHTML},
		{"a page without a head", "  <div><p>x</p></div>", Hint{}, formatHTML},
		{"a page in UTF-16", "\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00", Hint{}, formatHTML},
		{"Markdown that begins with markup", "<div>x</div>\n# y", Hint{Name: "a.md"}, formatMarkdown},
		{"Markdown by its type", "# y", Hint{MediaType: "text/markdown; charset=utf-8"}, formatMarkdown},
		{"Markdown that a server calls plain", "# y", Hint{Name: "A.MD", MediaType: "text/plain"}, formatMarkdown},
		{"text that speaks of tags", "The tag <html> opens a page.", Hint{}, formatText},
		{"text that begins with a bracket", "[Translation] The council met.", Hint{}, formatText},
		{"text of no name", "The council met.", Hint{Name: "notes"}, formatText},
		{"an old Word file", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Hint{Name: "a.docx"}, formatRefused},
		{"a saved mail", "MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", Hint{}, formatRefused},
	} {
		if got := formatOf([]byte(c.data), c.hint).kind; got != c.want {
			t.Errorf("%s: %v, want %v", c.about, got, c.want)
		}
	}
}

func TestReadErrors(t *testing.T) {
	for _, c := range []struct {
		about, data, says string
		want              error
	}{
		{"empty", "", "empty", ErrNoText},
		{"only space", " \n\u3000\ufeff", "", ErrNoText},
		{"a page of pictures", "<html><body><img src=a.png></body></html>", "", ErrNoText},
		{"an old Word file", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", ".docx", ErrFormat},
		{"RTF", `{\rtf1\ansi hello}`, ".docx", ErrFormat},
		{"records", "{\"text\": \"x\"}\n{\"text\": \"y\"}\n", "import", ErrFormat},
		{"a feed", "<?xml version=\"1.0\"?><rss><channel/></rss>", "XML", ErrFormat},
		{"a picture", "\x89PNG\r\n\x1a\n", "picture", ErrFormat},
		{"a program", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00>\x00", "no text", ErrFormat},
		{"damaged gzip", "\x1f\x8b\x08\x00broken", "unpacked", ErrMalformed},
		{"noise", "\x80\x81\x82\xff\xfe\x90\x80\x81\x82\xff\xfe\x90\xff\xff\x80\x80", "encoding", ErrEncoding},
	} {
		_, err := Read(context.Background(), []byte(c.data), Hint{Name: "the-file"})
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), "the-file: ") {
			t.Errorf("%s: %v, want %v that says %q", c.about, err, c.want, c.says)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, []byte("text"), Hint{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that is done: %v", err)
	}
}

func TestReadGzip(t *testing.T) {
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	if _, err := w.Write(encode(t, "gb18030", "<html><head><meta charset=gb2312></head><body><p>"+sampleHans+"</p></body></html>")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	doc, err := Read(context.Background(), buf.Bytes(), Hint{Name: "page.html"})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Encoding != "gb18030" || doc.MediaType != "text/html" || !strings.Contains(textOfBlocks(doc.Blocks), "各地区要按照统一部署") {
		t.Errorf("%s in %s: %q", doc.MediaType, doc.Encoding, textOfBlocks(doc.Blocks))
	}
}

func TestReadMarkdown(t *testing.T) {
	for _, c := range []struct {
		about, text string
		meta        Meta
		want        string
	}{
		{
			"all there is", `---
title: "Harbour law"
date: 2014-05-01
language: en
author: Ministry of the Sea
tags:
  - sea
---

# Harbour law

<!-- imported -->

The law applies to all *harbours*
and piers.[^1]

## § 2 Lamps

1. Lamps are lit.
2. Keepers
   - are paid,
   - sleep by day.

> Let there be light.

| Harbour | Lamps |
|---|---|
| Eastfold | 4 |

    indented text

[^1]: As amended.
`,
			Meta{Title: "Harbour law", Date: "2014-05-01", Lang: "en", Issuer: "Ministry of the Sea"},
			`heading1: Harbour law
paragraph: The law applies to all harbours and piers.
heading2: § 2 Lamps
item: 1. Lamps are lit.
item: 2. Keepers
item1: are paid,
item1: sleep by day.
quotation: Let there be light.
cell: Harbour
cell: Lamps
cell: Eastfold
cell: 4
paragraph: indented text
note: As amended.
`,
		},
		{
			"a Chinese law", "# 港口法\n\n2014年5月1日 通过\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 为了加强\n管理，制定本法。灯塔数为5~10座，码头3~4座。\n\n**本报消息（**港口）：开工。",
			Meta{Title: "港口法"},
			`heading1: 港口法
paragraph: 2014年5月1日 通过
heading2: 第一章 总则
paragraph: 第一条 为了加强管理，制定本法。灯塔数为5~10座，码头3~4座。
paragraph: 本报消息（港口）：开工。
`,
		},
		{
			"two stars that are no emphasis", "A block has 2\\*\\*3 units and 2 ** 3 rooms, `a**b`.\n\n    c**（d\n\n“价格为2\\*\\*3元（含税）。\n\n**第一条**（总则）**本法所称“港口”**，是指港口。",
			Meta{},
			"paragraph: A block has 2**3 units and 2 ** 3 rooms, a**b.\nparagraph: c**（d\nparagraph: “价格为2**3元（含税）。\nparagraph: 第一条（总则）本法所称“港口”，是指港口。\n",
		},
		{
			"compounds over two lines, and a title with a tag", "---\nTitle: !!python/unicode 'Hafengesetz'\n---\n# Hafengesetz\n\nDie IT-\nSicherheit der Bild-\nund Tonträger, der Domain-\n  Name und alles -\nUngesagte.",
			Meta{Title: "Hafengesetz"},
			"heading1: Hafengesetz\nparagraph: Die IT-Sicherheit der Bild- und Tonträger, der Domain-Name und alles - Ungesagte.\n",
		},
		{"a rule is no header", "---\n\nText.\n\n---\n\nMore.", Meta{}, "paragraph: Text.\nparagraph: More.\n"},
	} {
		doc, err := Read(context.Background(), []byte(c.text), Hint{Name: "x.md"})
		if err != nil {
			t.Errorf("%s: %v", c.about, err)
			continue
		}
		if diff := cmp.Diff(c.want, blockLines(doc.Blocks)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.about, diff)
		}
		if diff := cmp.Diff(c.meta, doc.Meta); diff != "" {
			t.Errorf("%s, declared (-want +got):\n%s", c.about, diff)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"", "plain text\n\nin two paragraphs", "# Markdown\n\n- a\n- b[^1]\n\n[^1]: c", "---\ntitle: x\n---\ny",
		"<html><head><title>t - s</title></head><body><table><tr><td>a<br><br>b</table><ol start=3><li>x</ol></body>",
		"<p>第一条<sup><a href=#1>1</a></sup>\n为了</p><pre>a\nb</pre>", "\xff\xfea\x00", "\x1f\x8b\x08", "<div style='display:none'><div>",
	} {
		f.Add([]byte(seed), "x.md", "")
		f.Add([]byte(seed), "x.html", "text/html; charset=gbk")
	}
	f.Fuzz(func(t *testing.T, data []byte, name, mediaType string) {
		// Formats with readers and fuzz targets of their own.
		if f := formatOf(data, Hint{}); f.kind == formatPDF || f.kind == formatZip {
			return
		}
		doc, err := Read(context.Background(), data, Hint{Name: name, MediaType: mediaType})
		if err != nil {
			for _, known := range []error{ErrNoText, ErrFormat, ErrEncoding, ErrErrorPage, ErrMalformed} {
				if errors.Is(err, known) {
					return
				}
			}
			t.Fatalf("an error without a kind: %v", err)
		}
		for _, b := range doc.Blocks {
			if b.Text == "" || b.Text != clean(b.Text) || strings.ContainsAny(b.Text, "\n\r") || !utf8.ValidString(b.Text) {
				t.Fatalf("block %q", b.Text)
			}
		}
	})
}

// Plain text under the name of another format is read, and said to be that.
func TestMisnamed(t *testing.T) {
	const notice = "The document that you asked for has moved. Ships shall wait for the pilot before they enter the harbour.\n"
	for name, warned := range map[string]bool{"law.pdf": true, "law.DOCX": true, "law.txt": false, "law": false, "law.md": false} {
		doc, err := Read(context.Background(), []byte(notice), Hint{Name: name})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := strings.Contains(strings.Join(doc.Warnings, " "), "is plain text"); got != warned {
			t.Errorf("%s: %q", name, doc.Warnings)
		}
	}
}
