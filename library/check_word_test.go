package library

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"reflect"
	"strings"
	"testing"

	"tifa/extract"
)

// wordOf makes a Word file of paragraphs, whose runs have three characters each.
func wordOf(t *testing.T, paragraphs []string) []byte {
	t.Helper()
	const space = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	var body strings.Builder
	for _, p := range paragraphs {
		body.WriteString("<w:p>")
		for r := []rune(p); len(r) > 0; {
			n := min(3, len(r))
			body.WriteString(`<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">`)
			if err := xml.EscapeText(&body, []byte(string(r[:n]))); err != nil {
				t.Fatal(err)
			}
			body.WriteString("</w:t></w:r>")
			r = r[n:]
		}
		body.WriteString("</w:p>")
	}
	return wordPart(t, `<w:document`+space+`><w:body>`+body.String()+`</w:body></w:document>`)
}

// wordPart makes a Word file of its main part.
func wordPart(t *testing.T, part string) []byte {
	t.Helper()
	return wordParts(t, [][2]string{{"word/document.xml", part}})
}

// wordParts makes a Word file of parts.
func wordParts(t *testing.T, parts [][2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range append([][2]string{{"[Content_Types].xml", `<Types/>`}}, parts...) {
		f, err := z.Create(e[0])
		if err == nil {
			_, err = io.WriteString(f, e[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestCheckWord: the articles of the sample, as Word files, are put right by
// tracked changes; what they are with all of them taken has nothing more to
// correct, and their words without them are the article's.
func TestCheckWord(t *testing.T) {
	l := sampleLibrary(t)
	for _, doc := range []string{"reading-2023.zh", "reading-2023.en"} {
		before := checkedSample(t, l, doc)
		var paragraphs []string
		for i := range before.Text.Blocks {
			paragraphs = append(paragraphs, before.Text.Blocks[i].Of(before.Text.Body))
		}
		name := doc + ".docx"
		data := wordOf(t, paragraphs)
		c, err := l.Check(t.Context(), name, CheckOptions{}, Uploads{name: {Name: name, Data: data}})
		if err != nil {
			t.Fatal(err)
		}
		if c.Summary.Differs == 0 || c.Summary.Differs != before.Summary.Differs {
			t.Fatalf("%s: %+v in Word, %+v as text", doc, c.Summary, before.Summary)
		}
		file, n, err := c.Corrected(t.Context())
		if err != nil || file.Extension != ".docx" || n.Quotations != c.Summary.Differs || n.Left > 0 || len(n.Unapplied) > 0 {
			t.Fatalf("%s: %+v of %d quotations, %v", doc, n, c.Summary.Differs, err)
		}
		if again, _, err := c.Corrected(t.Context()); err != nil || !bytes.Equal(again.Data, file.Data) {
			t.Errorf("%s: other bytes the second time, %v", doc, err)
		}
		after, err := l.Check(t.Context(), name, CheckOptions{}, Uploads{name: {Name: name, Data: file.Data}})
		if err != nil || after.Summary.Differs != 0 || after.Summary.Exact != before.Summary.Exact+before.Summary.Differs {
			t.Errorf("%s: after the corrections %+v, before %+v, %v", doc, after.Summary, before.Summary, err)
		}
	}
}

// TestCheckWordLeft: a quotation in a field of Word is left as it is, and said.
func TestCheckWordLeft(t *testing.T) {
	l := sampleLibrary(t)
	data := wordOf(t, []string{"The strategy says “Cyberspace has many walls, and its risks have no borders”."})
	text, err := extract.ReadWordText(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	part := string(text.Parts["word/document.xml"])
	part = strings.Replace(part, "<w:p>", `<w:p><w:fldSimple w:instr=" REF a ">`, 1)
	part = strings.Replace(part, "</w:p>", "</w:fldSimple></w:p>", 1)
	data = wordPart(t, part)
	c, err := l.Check(t.Context(), "a.docx", CheckOptions{}, Uploads{"a.docx": {Name: "a.docx", Data: data}})
	if err != nil {
		t.Fatal(err)
	}
	file, n, err := c.Corrected(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := Corrections{Unapplied: []Unapplied{{1, "many", "no", "it stands in a field, whose text Word makes"}}}
	if !reflect.DeepEqual(n, want) || !bytes.Equal(file.Data, data) {
		t.Errorf("%+v, want %+v", n, want)
	}
}

// TestCheckWordUnsafe: a quotation in a note that is referred to twice, or in a
// drawing, is left as it is, and said; others are put right.
func TestCheckWordUnsafe(t *testing.T) {
	const (
		space   = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
		said    = `The strategy says “Cyberspace has many walls, and its risks have no borders”.`
		note    = `<w:r><w:footnoteReference w:id="2"/></w:r>`
		text    = `<w:r><w:t xml:space="preserve">` + said + `</w:t></w:r>`
		drawing = `<w:r><w:drawing><lc:lockedCanvas xmlns:lc="http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>` + said + `</a:t></a:r></a:p></lc:lockedCanvas></w:drawing></w:r>`
	)
	l := sampleLibrary(t)
	for _, test := range []struct {
		name, body, why string
		left, put       int
		unchanged       string // of the body
	}{
		{"twice in a paragraph", `<w:r><w:t>One</w:t></w:r>` + note + `<w:r><w:t>, two</w:t></w:r>` + note, "it stands in a note that the text refers to twice", 2, 0, ""},
		{"twice in two", `<w:r><w:t>One.</w:t></w:r>` + note + `</w:p><w:p>` + text + note, "it stands in a note that the text refers to twice", 2, 1, ""},
		{"in a drawing", drawing + `</w:p><w:p>` + text, "the file writes it in a form that is not known", 1, 1, drawing},
	} {
		t.Run(test.name, func(t *testing.T) {
			notes := `<w:footnotes` + space + `><w:footnote w:id="2"><w:p>` + text + `</w:p></w:footnote></w:footnotes>`
			data := wordParts(t, [][2]string{
				{"word/footnotes.xml", notes},
				{"word/document.xml", `<w:document` + space + `><w:body><w:p>` + test.body + `</w:p></w:body></w:document>`},
			})
			c, err := l.Check(t.Context(), "a.docx", CheckOptions{}, Uploads{"a.docx": {Name: "a.docx", Data: data}})
			if err != nil {
				t.Fatal(err)
			}
			file, n, err := c.Corrected(t.Context())
			if err != nil || len(n.Unapplied) != test.left || n.Quotations != test.put {
				t.Fatalf("%+v, %v", n, err)
			}
			for _, u := range n.Unapplied {
				if u.Why != test.why || u.Words != "many" || u.Text != "no" {
					t.Errorf("left out: %+v", u)
				}
			}
			w, err := extract.ReadWordText(t.Context(), file.Data)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(w.Parts["word/footnotes.xml"]); got != notes {
				t.Errorf("the notes are %s", got)
			}
			if got := string(w.Parts["word/document.xml"]); !strings.Contains(got, test.unchanged) {
				t.Errorf("the text is %s", got)
			}
		})
	}
}
