package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa"
)

// entry is a file in a zip that a test makes.
type entry struct{ name, text string }

func zipOf(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := w.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(e.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const wordSpace = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="m" xmlns:wps="s" xmlns:v="v"`

// docxOf makes a DOCX of the content of w:body, and of further parts.
func docxOf(t testing.TB, body string, parts ...entry) []byte {
	return zipOf(t, append([]entry{
		{"[Content_Types].xml", `<Types/>`},
		{"word/document.xml", `<w:document` + wordSpace + `><w:body>` + body + `</w:body></w:document>`},
	}, parts...)...)
}

func p(properties, runs string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr>` + runs + `</w:p>`
}

func run(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

const (
	wordStylesPart = `<w:styles` + wordSpace + `>
<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Zhang"><w:name w:val="章"/><w:basedOn w:val="1"/></w:style>
<w:style w:styleId="Jie"><w:name w:val="节"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Geheim"><w:name w:val="geheim"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:styleId="Loop"><w:name w:val="loop"/><w:basedOn w:val="Loop"/></w:style>
</w:styles>`
	wordNumberingPart = `<w:numbering` + wordSpace + `>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num>
</w:numbering>`
	wordFootnotesPart = `<w:footnotes` + wordSpace + `><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> See the annex.</w:t></w:r></w:p></w:footnote></w:footnotes>`
)

func numbered(id, level string) string {
	return `<w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + id + `"/></w:numPr>`
}

func TestDOCX(t *testing.T) {
	parts := []entry{{"word/styles.xml", wordStylesPart}, {"word/numbering.xml", wordNumberingPart}, {"word/footnotes.xml", wordFootnotesPart}}
	tests := []struct {
		name, body string
		want       []Block
	}{
		{
			"headings by name, base and outline", p(`<w:pStyle w:val="1"/>`, run("One")) + p(`<w:pStyle w:val="Zhang"/>`, run("Two")) + p(`<w:pStyle w:val="Jie"/>`, run("Three")) + p(`<w:outlineLvl w:val="2"/>`, run("Four")) + p(`<w:pStyle w:val="Loop"/>`, run("Text.")),
			[]Block{{tifa.Heading, 1, "One"}, {tifa.Heading, 1, "Two"}, {tifa.Heading, 2, "Three"}, {tifa.Heading, 3, "Four"}, {tifa.Paragraph, 0, "Text."}},
		},
		{
			"headings by form where no style tells", p("", run("第一章 总则")) + p("", run("本法自公布之日起施行。")),
			[]Block{{tifa.Heading, 2, "第一章 总则"}, {tifa.Paragraph, 0, "本法自公布之日起施行。"}},
		},
		{
			"Chinese numbers", p(numbered("1", "0"), run("为了发展。")) + p(numbered("1", "1"), run("甲；")) + p(numbered("1", "1"), run("乙。")) + p(numbered("1", "0"), run("本法。")) + p(numbered("1", "1"), run("丙。")) + p(numbered("4", "0"), run("另起。")),
			[]Block{{tifa.ListItem, 0, "第一条 为了发展。"}, {tifa.ListItem, 1, "（一）甲；"}, {tifa.ListItem, 1, "（二）乙。"}, {tifa.ListItem, 0, "第二条 本法。"}, {tifa.ListItem, 1, "（一）丙。"}, {tifa.ListItem, 0, "第十一条 另起。"}},
		},
		{
			"Roman and legal numbers, bullets", p(numbered("3", "0"), run("Scope.")) + p(numbered("3", "1"), run("Text.")) + p(numbered("2", "0"), run("A point.")) + p(numbered("99", "0"), run("No such list.")),
			[]Block{{tifa.ListItem, 0, "I. Scope."}, {tifa.ListItem, 1, "1.1 Text."}, {tifa.ListItem, 0, "A point."}, {tifa.Paragraph, 0, "No such list."}},
		},
		{
			"table, note after its block", `<w:tbl><w:tr><w:tc>` + p("", run("a")) + `</w:tc><w:tc>` + p("", run("b")+`<w:r><w:footnoteReference w:id="2"/></w:r>`) + `</w:tc></w:tr></w:tbl>` + p("", run("After.")),
			[]Block{{tifa.Cell, 0, "a"}, {tifa.Cell, 0, "b"}, {tifa.Note, 0, "See the annex."}, {tifa.Paragraph, 0, "After."}},
		},
		{
			"tracked changes", p("", run("shall ")+`<w:ins>`+run("not ")+`</w:ins><w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:moveFrom>`+run("gone")+`</w:moveFrom>`+run("apply")) + p(`<w:rPr><w:del/></w:rPr>`, run("One ")) + p("", run("sentence.")),
			[]Block{{tifa.Paragraph, 0, "shall not apply"}, {tifa.Paragraph, 0, "One sentence."}},
		},
		{
			"text box once, after its paragraph", p("", run("Before")+`<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>`+p("", run("boxed"))+`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>`+p("", run("boxed"))+`</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`+run(" and on.")),
			[]Block{{tifa.Paragraph, 0, "Before and on."}, {tifa.Paragraph, 0, "boxed"}},
		},
		{
			"hidden, fields, breaks, comments", p("", run("a")+`<w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Geheim"/></w:rPr><w:t>c</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:commentReference w:id="0"/></w:r>`+`<w:r><w:br/><w:t>d</w:t><w:tab/><w:t>e</w:t></w:r>`) + p("", run("关于印发")+`<w:r><w:br/></w:r>`+run("规划的通知")),
			[]Block{{tifa.Paragraph, 0, "a d e"}, {tifa.Paragraph, 0, "关于印发规划的通知"}},
		},
		{
			"contents left out, content controls read", p(`<w:pStyle w:val="TOC1"/>`, run("One 1")) + `<w:sdt><w:sdtPr/><w:sdtContent>` + p("", `<w:hyperlink>`+run("linked")+`</w:hyperlink>`) + `</w:sdtContent></w:sdt>`,
			[]Block{{tifa.Paragraph, 0, "linked"}},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			doc, err := readZip(context.Background(), docxOf(t, test.body, parts...), Hint{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, doc.Blocks); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDOCXMeta(t *testing.T) {
	core := `<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Report on Data</dc:title><dc:creator>Office of Records</dc:creator><dcterms:created>2017-07-20T15:47:00Z</dcterms:created><dc:language>en-GB</dc:language></cp:coreProperties>`
	doc, err := readZip(context.Background(), docxOf(t, p("", run("Text.")), entry{"docProps/core.xml", core}), Hint{})
	if err != nil {
		t.Fatal(err)
	}
	want := Meta{Title: "Report on Data", Made: "2017-07-20T15:47:00Z", Lang: "en-GB", Issuer: "Office of Records"}
	if diff := cmp.Diff(want, doc.Meta); diff != "" {
		t.Error(diff)
	}
}

const odtContent = `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s" xmlns:draw="d" xmlns:xlink="x">
<office:automatic-styles>
<style:style style:name="H"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-prefix="第" style:num-suffix="条"/><text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>
</office:automatic-styles>
<office:body><office:text>
<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:table-of-content><text:index-body><text:p>One 1</text:p></text:index-body></text:table-of-content>
<text:h text:outline-level="2">A heading</text:h>
<text:p>Text<text:s text:c="2"/>with <text:span>a span</text:span><text:span text:style-name="H">hidden</text:span><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The note.</text:p></text:note-body></text:note> and<text:line-break/>a break.<office:annotation><text:p>comment</text:p></office:annotation></text:p>
<text:list text:style-name="L"><text:list-item><text:p>甲。</text:p><text:p>Goes on.</text:p><text:list><text:list-item><text:p>point</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>乙。</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>cell</text:p></table:table-cell></table:table-row></table:table>
<text:p><draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p>
</office:text></office:body></office:document-content>`

func TestODT(t *testing.T) {
	meta := `<office:document-meta xmlns:office="o" xmlns:dc="d" xmlns:meta="m"><office:meta><dc:title>The Title</dc:title><meta:creation-date>2015-03-05T00:00:00</meta:creation-date><dc:language>fr</dc:language></office:meta></office:document-meta>`
	doc, err := readZip(context.Background(), zipOf(t, entry{"mimetype", odtType}, entry{"content.xml", odtContent}, entry{"meta.xml", meta}), Hint{})
	if err != nil {
		t.Fatal(err)
	}
	want := &Document{
		MediaType: odtType,
		Meta:      Meta{Title: "The Title", Made: "2015-03-05T00:00:00", Lang: "fr"},
		Blocks: []Block{
			{tifa.Heading, 2, "A heading"},
			{tifa.Paragraph, 0, "Text with a span and a break."},
			{tifa.Note, 0, "The note."},
			{tifa.ListItem, 0, "第一条 甲。"},
			{tifa.ListItem, 0, "Goes on."},
			{tifa.ListItem, 1, "point"},
			{tifa.ListItem, 0, "第二条 乙。"},
			{tifa.Cell, 0, "cell"},
			{tifa.Paragraph, 0, "boxed"},
		},
		Warnings: []string{"The table of contents was left out."},
	}
	if diff := cmp.Diff(want, doc); diff != "" {
		t.Error(diff)
	}
}

func epubOf(t testing.TB, more ...entry) []byte {
	return zipOf(t, append([]entry{
		{"mimetype", epubType},
		{"META-INF/container.xml", `<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>`},
		{"OPS/book.opf", `<package xmlns:dc="d"><metadata><dc:title>The Book</dc:title><dc:language>en</dc:language><dc:creator>A. Writer</dc:creator><dc:date>2001</dc:date></metadata>
<manifest><item id="b" href="two%20b.xhtml"/><item id="a" href="one.xhtml"/><item id="n" href="nav.xhtml" properties="nav"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>`},
		{"OPS/nav.xhtml", `<html><body><nav><ol><li>One</li></ol></nav></body></html>`},
		{"OPS/one.xhtml", `<html xmlns:epub="e"><head><title>x</title></head><body><h1>One</h1><p>Text.<a epub:type="noteref" href="#n1">1</a></p><aside epub:type="footnote" id="n1"><p>The note.</p></aside></body></html>`},
		{"OPS/two b.xhtml", `<html><body><h2>Two</h2><ul><li>point</li></ul><blockquote><p>Quoted.</p></blockquote></body></html>`},
	}, more...)...)
}

func TestEPUB(t *testing.T) {
	doc, err := readZip(context.Background(), epubOf(t), Hint{})
	if err != nil {
		t.Fatal(err)
	}
	want := &Document{
		MediaType: epubType,
		Meta:      Meta{Title: "The Book", Date: "2001", Lang: "en", Issuer: "A. Writer"},
		Blocks: []Block{
			{tifa.Heading, 1, "One"},
			{tifa.Paragraph, 0, "Text."},
			{tifa.Note, 0, "The note."},
			{tifa.Heading, 2, "Two"},
			{tifa.ListItem, 0, "point"},
			{tifa.Quotation, 0, "Quoted."},
		},
	}
	if diff := cmp.Diff(want, doc); diff != "" {
		t.Error(diff)
	}
}

func TestZipErrors(t *testing.T) {
	docx := docxOf(t, p("", run(strings.Repeat("word ", 10000))))
	encrypted := bytes.Clone(docx)
	for _, signature := range []string{"PK\x03\x04", "PK\x01\x02"} {
		flags := map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8}[signature]
		for at := 0; ; {
			i := bytes.Index(encrypted[at:], []byte(signature))
			if i < 0 {
				break
			}
			at += i + 4
			encrypted[at-4+flags] |= 1
		}
	}
	broken := bytes.Clone(docx)
	copy(broken[bytes.Index(broken, []byte("word/document.xml"))+40:], "broken broken")
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"cut off", docx[:len(docx)/2], ErrMalformed},
		{"nothing", nil, ErrMalformed},
		{"damaged inside", broken, ErrMalformed},
		{"encrypted entry", encrypted, ErrPassword},
		{"XML breaks off", zipOf(t, entry{"word/document.xml", `<w:document><w:body><w:p>`}), ErrMalformed},
		{"nested without end", zipOf(t, entry{"word/document.xml", strings.Repeat("<x>", 100_000)}), ErrMalformed},
		{"other zip", zipOf(t, entry{"a.txt", "a"}), ErrFormat},
		{"workbook", zipOf(t, entry{"[Content_Types].xml", "<Types/>"}, entry{"_rels/.rels", `<R><Relationship Type="x/officeDocument" Target="xl/workbook.xml"/></R>`}), ErrFormat},
		{"spreadsheet", zipOf(t, entry{"content.xml", `<d><body><spreadsheet/></body></d>`}), ErrFormat},
		{"encrypted ODT", zipOf(t, entry{"content.xml", "x"}, entry{"META-INF/manifest.xml", `<manifest:encryption-data/>`}), ErrPassword},
		{"locked EPUB", epubOf(t, entry{"META-INF/encryption.xml", `<encryption><CipherReference URI="OPS/one.xhtml"/></encryption>`}), ErrPassword},
		{"EPUB without its chapter", zipOf(t, entry{"META-INF/container.xml", `<rootfile full-path="b.opf"/>`}, entry{"b.opf", `<p><item id="a" href="a"/><itemref idref="a"/></p>`}), ErrMalformed},
		{"zip bomb", zipOf(t, entry{"word/document.xml", strings.Repeat(" ", zipMaxEntry+1)}), ErrMalformed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := readZip(context.Background(), test.data, Hint{})
			if !errors.Is(err, test.want) {
				t.Errorf("error %v, want %v", err, test.want)
			}
		})
	}
}

func TestFormatNumber(t *testing.T) {
	tests := []struct {
		format string
		n      int
		want   string
	}{
		{"chineseCounting", 1, "一"},
		{"chineseCounting", 10, "十"},
		{"chineseCounting", 19, "十九"},
		{"chineseCountingThousand", 20, "二十"},
		{"chineseCountingThousand", 103, "一百零三"},
		{"chineseCountingThousand", 110, "一百一十"},
		{"chineseCountingThousand", 1260, "一千二百六十"},
		{"chineseCountingThousand", 1005, "一千零五"},
		{"chineseLegalSimplified", 32, "叁拾贰"},
		{"ideographDigital", 108, "一〇八"},
		{"ideographTraditional", 3, "丙"},
		{"ideographTraditional", 11, "11"},
		{"decimalEnclosedCircle", 20, "⑳"},
		{"lowerRoman", 1994, "mcmxciv"},
		{"upperLetter", 28, "BB"},
		{"decimalZero", 7, "07"},
		{"unknown", 5, "5"},
		{"lowerLetter", 0, "0"},
		{"none", 4, ""},
	}
	for _, test := range tests {
		if got := formatNumber(test.format, test.n); got != test.want {
			t.Errorf("%s %d: %q, want %q", test.format, test.n, got, test.want)
		}
	}
}

// Files made by other programs from one source must give the same text.
const peerSource = `---
title: A Plan
lang: en
---

# First part

The plan has *one* aim.[^1] It is old.

[^1]: Said in a note.

1. first
2. second

- a point
- another

| left | right |
|------|-------|
| one  | two   |

> It was quoted.

## Second part

The end.
`

func TestOfficePeers(t *testing.T) {
	pandoc, err := exec.LookPath("pandoc")
	if err != nil {
		t.Skip("pandoc is not installed: files made by another program are not checked")
	}
	folder := t.TempDir()
	source := filepath.Join(folder, "plan.md")
	if err := os.WriteFile(source, []byte(peerSource), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"docx", "odt", "epub"} {
		name := filepath.Join(folder, "plan."+format)
		if out, err := exec.Command(pandoc, source, "-o", name).CombinedOutput(); err != nil {
			t.Fatalf("pandoc: %v: %s", err, out)
		}
		t.Run("pandoc "+format, func(t *testing.T) { checkPeer(t, name) })
	}
	soffice, err := exec.LookPath("soffice")
	if err != nil || os.Getenv("TIFA_PEERS") == "" {
		t.Skip("LibreOffice is not installed, or TIFA_PEERS is not set (it takes 12 seconds): its files are not checked")
	}
	for from, to := range map[string]string{"odt": "docx", "docx": "odt"} {
		cmd := exec.Command(soffice, "--headless", "-env:UserInstallation=file://"+folder, "--convert-to", to, "--outdir", filepath.Join(folder, to), filepath.Join(folder, "plan."+from))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("LibreOffice: %v: %s", err, out)
		}
		t.Run("LibreOffice "+to, func(t *testing.T) { checkPeer(t, filepath.Join(folder, to, "plan."+to)) })
	}
}

func checkPeer(t *testing.T, name string) {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := readZip(context.Background(), data, Hint{})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Meta.Title != "A Plan" {
		t.Errorf("title %q", doc.Meta.Title)
	}
	var got []Block
	for _, b := range doc.Blocks {
		if b.Text != "A Plan" {
			b.Level = 0
			got = append(got, b)
		}
	}
	has := func(want Block) bool {
		return slices.Contains(got, want)
	}
	for _, want := range []Block{
		{tifa.Heading, 0, "First part"},
		{tifa.Paragraph, 0, "The plan has one aim. It is old."},
		{tifa.Note, 0, "Said in a note."},
		{tifa.ListItem, 0, "1. first"},
		{tifa.ListItem, 0, "2. second"},
		{tifa.ListItem, 0, "a point"},
		{tifa.Cell, 0, "left"},
		{tifa.Cell, 0, "two"},
		{tifa.Heading, 0, "Second part"},
		{tifa.Paragraph, 0, "The end."},
	} {
		if !has(want) {
			t.Errorf("missing %v", want)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
}

// TestOfficeReal reads papers that others wrote in Word.
func TestOfficeReal(t *testing.T) {
	names, _ := filepath.Glob(filepath.Join(dataFolder(), "eu-gdpr-lobbyplag", "docs", "*.docx"))
	if len(names) == 0 {
		t.Skip("the real DOCX papers are not on this machine")
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := readZip(context.Background(), data, Hint{})
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
			continue
		}
		counts := map[tifa.BlockKind]int{}
		for _, b := range doc.Blocks {
			counts[b.Kind]++
			checkBlock(t, b)
		}
		t.Log(filepath.Base(name), counts)
		if len(doc.Blocks) < 50 {
			t.Errorf("%s: only %d blocks", filepath.Base(name), len(doc.Blocks))
		}
	}
}

// checkBlock checks what holds of every block of every format.
func checkBlock(t *testing.T, b Block) {
	t.Helper()
	if b.Text == "" || b.Text != strings.TrimSpace(b.Text) || strings.ContainsAny(b.Text, "\n\r\x00\x02") {
		t.Errorf("block %q", b.Text)
	}
}

func dataFolder() string {
	if folder := os.Getenv("TIFA_DATA"); folder != "" {
		return folder
	}
	return filepath.Join("..", "..", "shared", "data")
}

func FuzzZip(f *testing.F) {
	f.Add(docxOf(f, p("", run("Text."))))
	f.Add(zipOf(f, entry{"content.xml", odtContent}))
	f.Add(epubOf(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		checkRead(t, data)
	})
}

// FuzzOfficeXML puts any text in the place of the main part, where a
// mutation of the zip itself hardly ever gets.
func FuzzOfficeXML(f *testing.F) {
	f.Add(`<w:document><w:body>` + p(numbered("1", "1"), run("甲")) + `<w:tbl><w:tr><w:tc/></w:tr></w:tbl></w:body></w:document>`)
	f.Add(odtContent)
	f.Add(`<html><body><p>Text</p><ol><li>one</li></ol></body></html>`)
	f.Fuzz(func(t *testing.T, text string) {
		checkRead(t, zipOf(t, entry{"word/document.xml", text}, entry{"word/numbering.xml", wordNumberingPart}, entry{"word/styles.xml", text}))
		checkRead(t, zipOf(t, entry{"content.xml", text}))
		checkRead(t, zipOf(t, entry{"META-INF/container.xml", `<rootfile full-path="b.opf"/>`}, entry{"b.opf", `<p><item id="a" href="a"/><itemref idref="a"/></p>`}, entry{"a", text}))
	})
}

func checkRead(t *testing.T, data []byte) {
	doc, err := readZip(context.Background(), data, Hint{})
	if err != nil {
		if !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrFormat) && !errors.Is(err, ErrPassword) {
			t.Errorf("error of no known kind: %v", err)
		}
		return
	}
	for _, b := range doc.Blocks {
		checkBlock(t, b)
	}
}
