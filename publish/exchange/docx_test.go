package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa"
	"tifa/extract"
)

func sampleDraft() (*File, []Line) {
	return &File{ID: "harbour-2024.zh", Title: "港口条例", SrcLang: "zh-Hans", TgtLang: "en-GB"}, []Line{
		{ID: "s1", Name: "harbour-2024.zh:s1", Source: "渡船“逢雾”停航。", Target: "Ferries do not run in fog.", State: Translated, From: "harbour-2019.en:s4, official translation"},
		{
			ID: "s2", Name: "harbour-2024.zh:s2", Source: "港务所每日公布两次水位。", Target: "The office posts the level once a day.", State: Initial,
			Marks: []tifa.Span{{Start: 27, End: 37}}, From: "harbour-2019.en:s5, similarity 0.91", Notes: []string{"to be checked"},
		},
		{ID: "s3", Name: "harbour-2024.zh:s3", Source: "<新> & 规定", From: "new"},
	}
}

func writeDOCX(t interface{ Fatal(...any) }, f *File, lines []Line, layout Layout) []byte {
	var b bytes.Buffer
	if err := WriteDOCX(&b, f, lines, layout); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestDOCXReadBack reads the file with the reader of this program.
func TestDOCXReadBack(t *testing.T) {
	f, lines := sampleDraft()
	for _, layout := range []Layout{Table, Plain} {
		data := writeDOCX(t, f, lines, layout)
		if !bytes.Equal(data, writeDOCX(t, f, lines, layout)) {
			t.Error("the same lines give other bytes")
		}
		doc, err := extract.Read(t.Context(), data, extract.Hint{Name: "a.docx"})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, b := range doc.Blocks {
			got = append(got, b.Text)
		}
		text := strings.Join(got, "\n")
		at := 0
		for _, l := range lines {
			for _, want := range []string{l.Source, l.Target, l.From} {
				i := strings.Index(text[at:], want)
				if i < 0 {
					t.Fatalf("layout %d: %q is not in, or not in order in\n%s", layout, want, text)
				}
				at += i
			}
		}
	}
}

// TestDOCXPandoc opens the file with another program.
func TestDOCXPandoc(t *testing.T) {
	pandoc, err := exec.LookPath("pandoc")
	if err != nil {
		t.Skip("SKIPPED: pandoc is not installed; no other program opens the Word files")
	}
	f, lines := sampleDraft()
	for _, layout := range []Layout{Table, Plain} {
		path := filepath.Join(t.TempDir(), "a.docx")
		if err := os.WriteFile(path, writeDOCX(t, f, lines, layout), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.CommandContext(t.Context(), pandoc, "-f", "docx", "-t", "plain", "--wrap=none", path).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		for _, l := range lines {
			for _, want := range []string{l.Source, l.Target, l.From} {
				if !strings.Contains(spaceless(string(out)), spaceless(want)) {
					t.Errorf("layout %d: %q is missing in\n%s", layout, want, out)
				}
			}
		}
	}
}

// spaceless is a text without spaces: pandoc breaks the lines of cells.
func spaceless(s string) string { return strings.Join(strings.Fields(s), "") }

// TestDOCXHostile asks that whatever stands in the lines, every part is XML
// and no text is lost.
func TestDOCXHostile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ls := rapid.SliceOfN(lines(), 0, 3).Draw(t, "lines")
		f := &File{ID: hostile().Draw(t, "id"), Title: hostile().Draw(t, "title"), SrcLang: hostile().Draw(t, "lang"), TgtLang: "en"}
		data := writeDOCX(t, f, ls, Layout(rapid.IntRange(0, 1).Draw(t, "layout")))
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range z.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			var text strings.Builder
			d := xml.NewDecoder(r)
			for {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%s: %v", part.Name, err)
				}
				if c, ok := token.(xml.CharData); ok {
					text.Write(c)
				}
			}
			if part.Name != "word/document.xml" {
				continue
			}
			for _, l := range ls {
				for _, s := range []string{l.Source, l.Target} {
					want := strings.Map(func(r rune) rune {
						switch {
						case strings.ContainsRune("\r\n\v\f\u2028\u2029", r):
							return -1
						case !allowed(r):
							return '\uFFFD'
						}
						return r
					}, valid(s))
					if !strings.Contains(text.String(), want) {
						t.Fatalf("%q is missing", s)
					}
				}
			}
		}
	})
}

// TestDOCXHead: what is said of a draft stands before its lines, and the names of
// the columns stand again on each page.
func TestDOCXHead(t *testing.T) {
	f, lines := sampleDraft()
	plain := docxPart(t, writeDOCX(t, f, lines, Table))
	if strings.Contains(plain, "w:tblHeader") {
		t.Error("a row of names, and there are none")
	}
	f.Columns = [3]string{"Chinese", "English", "Where it comes from"}
	f.Head = []Remark{{Text: "A text of 2024."}, {Text: "Lit is to be checked.", Marks: []tifa.Span{{End: len("Lit")}}}}
	got := docxPart(t, writeDOCX(t, f, lines, Table))
	at := 0
	for _, want := range []string{"港口条例", "A text of 2024.", `<w:highlight w:val="yellow"/>`, ">Lit<", "<w:tblHeader/>", "Chinese", "English", "Where it comes from", "</w:tr>", "渡船"} {
		i := strings.Index(got[at:], want)
		if i < 0 {
			t.Fatalf("%q is not in, or not in order", want)
		}
		at += i
	}
	if n := strings.Count(got, "<w:tblHeader/>"); n != 1 {
		t.Errorf("%d rows are on each page", n)
	}
	if got = docxPart(t, writeDOCX(t, f, lines, Plain)); strings.Contains(got, "w:tblHeader") || !strings.Contains(got, "A text of 2024.") {
		t.Error("one under the other: there is a row of names, or nothing before the lines")
	}
}

// docxPart is the part of a Word file that has its text.
func docxPart(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
