package extract

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sameWords holds the text with places against what Read makes of the file: the
// same paragraphs in the same order, but for the numbers of lists; and each
// piece against the bytes of its part.
func sameWords(t *testing.T, data []byte) {
	t.Helper()
	doc, err := Read(context.Background(), data, Hint{Name: "a.docx"})
	if err != nil {
		t.Fatal(err)
	}
	w, err := ReadWordText(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(w.Text) {
		if line = clean(line); line != "" {
			lines = append(lines, strings.Join(strings.Fields(line), ""))
		}
	}
	for i, b := range doc.Blocks {
		if i >= len(lines) || !strings.HasSuffix(strings.Join(strings.Fields(b.Text), ""), lines[i]) {
			t.Fatalf("block %d of %d is %q, and %d lines have not that", i, len(doc.Blocks), b.Text, len(lines))
		}
	}
	if len(lines) != len(doc.Blocks) {
		t.Errorf("%d lines and %d blocks", len(lines), len(doc.Blocks))
	}
	last := 0
	for _, p := range w.Pieces {
		run := &w.Runs[p.Run]
		part := string(w.Parts[run.Part])
		child := run.Children[p.Child].Of(part)
		if p.Start < last || !strings.HasPrefix(run.Of(part), "<") || !strings.HasSuffix(run.Of(part), ">") || !strings.HasPrefix(child, "<") || !strings.HasSuffix(child, ">") {
			t.Fatalf("piece %+v of run %q, child %q", p, run.Of(part), child)
		}
		last = p.End
		if p.Offsets != nil && p.Fixed == "" {
			text, _, ok := unescaped([]byte(part[p.Offsets[0]:p.Offsets[p.Len()]]), 0)
			if got := strings.Map(func(c rune) rune {
				switch {
				case c == '\n':
					return ' '
				case dropped(c):
					return -1
				}
				return c
			}, text); !ok || got != p.Of(w.Text) {
				t.Fatalf("a piece is %q, its bytes are %q", p.Of(w.Text), text)
			}
		}
	}
}

func TestWordText(t *testing.T) {
	notes := []entry{{"word/styles.xml", wordStylesPart}, {"word/numbering.xml", wordNumberingPart}, {"word/footnotes.xml", wordFootnotesPart}}
	box := `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` + p("", run("In the box.")) + `</w:txbxContent></mc:Choice><mc:Fallback><w:t>In the box.</w:t></mc:Fallback></mc:AlternateContent></w:r>`
	for name, body := range map[string]string{
		"runs and entities": p("", run("A &amp; B&#8220;x&#x201D; ")+run("and so on\u00ad.")),
		"tracked":           p("", run("shall ")+`<w:ins>`+run("not ")+`</w:ins><w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:moveFrom>`+run("gone")+`</w:moveFrom>`+run("apply")) + p(`<w:rPr><w:del/></w:rPr>`, run("One ")) + p("", run("sentence.")),
		"numbers":           p(numbered("1", "0"), run("为了发展。")) + p(numbered("1", "1"), run("甲；")),
		"a note":            p("", run("b")+`<w:r><w:footnoteReference w:id="2"/></w:r>`) + p("", run("After.")),
		"a box":             p("", run("Around")+box+run(" it.")) + p("", run("After.")),
		"hidden":            p("", run("Seen ")+`<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>`+run("again.")) + p(`<w:pStyle w:val="Geheim"/>`, run("Hidden.")) + p(`<w:pStyle w:val="TOC1"/>`, run("1 One")),
		"signs":             p("", `<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:sym w:font="Symbol" w:char="F0B7"/></w:r>`),
		"a table":           `<w:tbl><w:tr><w:tc>` + p("", run("a")) + `</w:tc><w:tc>` + p("", run("b")) + `</w:tc></w:tr></w:tbl>`,
		"ruby and formula":  p("", `<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>han</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>`+run("字")),
	} {
		t.Run(name, func(t *testing.T) { sameWords(t, docxOf(t, body, notes...)) })
	}
}

// TestWordTextReal does the same with Word files of others.
func TestWordTextReal(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(dataDir(t, "eu-gdpr-lobbyplag"), "docs", "*.docx"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			sameWords(t, data)
		})
	}
}

// FuzzWordText: no main part makes the reader of places fail where Read does not,
// and its pieces are in order.
func FuzzWordText(f *testing.F) {
	f.Add(`<w:document xmlns:w="w"><w:body>` + p("", run("a")+`<w:r><w:fldChar w:fldCharType="end"/></w:r>`) + `</w:body></w:document>`)
	f.Add(`<w:document><w:body><w:p><w:r><w:r><w:t>a</w:t></w:r><w:t>&amp;<![CDATA[b]]></w:t></w:r></w:p></w:body></w:document>`)
	f.Fuzz(func(t *testing.T, part string) {
		data := zipOf(t, entry{"word/document.xml", part})
		_, want := Read(context.Background(), data, Hint{})
		w, err := ReadWordText(t.Context(), data)
		if err != nil {
			if want == nil {
				t.Fatal(err)
			}
			return
		}
		last := 0
		for _, p := range w.Pieces {
			if p.Start < last || p.End < p.Start || p.End > len(w.Text) || p.Offsets != nil && len(p.Offsets) != p.Len()+1 {
				t.Fatalf("%+v after %d of %d", p, last, len(w.Text))
			}
			last = p.End
		}
	})
}
