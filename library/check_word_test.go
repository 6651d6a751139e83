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
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range [][2]string{{"[Content_Types].xml", `<Types/>`}, {"word/document.xml", part}} {
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
