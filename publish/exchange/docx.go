package exchange

import (
	"archive/zip"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"tifa"
)

// Layout is how a Word file shows a document and its translation.
type Layout int

// The layouts.
const (
	Table Layout = iota // a row for each passage: source, target, where it comes from
	Plain               // one under the other, for small screens and for reading aloud
)

// WriteDOCX writes a document and its translation for people who work in Word.
// What is to be checked is highlighted. The same lines give the same bytes;
// of the text only characters that XML cannot carry become U+FFFD.
func WriteDOCX(w io.Writer, f *File, lines []Line, layout Layout) error {
	z := zip.NewWriter(w)
	parts := []struct {
		name  string
		write func(output)
	}{
		{"[Content_Types].xml", func(b output) { b.print(docxTypes) }},
		{"_rels/.rels", func(b output) { b.print(docxRelations) }},
		{"docProps/core.xml", func(b output) { b.printf(docxCore, escaped(f.Title), escaped(f.TgtLang)) }},
		{"word/_rels/document.xml.rels", func(b output) { b.print(docxDocumentRelations) }},
		{"word/styles.xml", func(b output) { docxStyles(b, f) }},
		{"word/document.xml", func(b output) { docxDocument(b, f, lines, layout) }},
	}
	for _, p := range parts {
		// Without a time, so that the bytes depend on the text alone.
		part, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate})
		if err != nil {
			return fmt.Errorf("write DOCX: %w", err)
		}
		b := newOutput(part)
		p.write(b)
		if err := b.Flush(); err != nil {
			return fmt.Errorf("write DOCX: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write DOCX: %w", err)
	}
	return nil
}

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	docxTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`
	docxRelations = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`
	docxDocumentRelations = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	docxCore = xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title><dc:language>%s</dc:language></cp:coreProperties>`
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
)

// docxStyles says which fonts and languages a text has. Word takes the font of
// each character by its script, eastAsia for Han characters, and checks the
// spelling by w:lang.
func docxStyles(b output, f *File) {
	latin, east, bidi := docxLangs(f)
	b.printf(`%s<w:styles %s><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="%s" w:cs="Times New Roman"/>`+
		`<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="%s" w:eastAsia="%s" w:bidi="%s"/></w:rPr></w:rPrDefault>`+
		`<w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`,
		xmlHead, wordSpace, eastFont(east), latin, east, bidi)
	style := func(kind, id, name, more string) {
		b.printf(`<w:style w:type="%s" w:styleId="%s"><w:name w:val="%s"/>%s</w:style>`, kind, id, name, more)
	}
	b.print(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`)
	style("paragraph", "Title", "Title", `<w:basedOn w:val="Normal"/><w:rPr><w:b/><w:bCs/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr>`)
	style("paragraph", "Provenance", "Provenance", `<w:basedOn w:val="Normal"/><w:rPr><w:color w:val="595959"/><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>`)
	style("paragraph", "ColumnName", "Column Name", `<w:basedOn w:val="Normal"/><w:rPr><w:b/><w:bCs/></w:rPr>`)
	b.print(`</w:styles>`)
}

// docxLangs are the languages for text in Latin, East Asian and right-to-left
// scripts.
func docxLangs(f *File) (latin, east, bidi string) {
	latin, east, bidi = "en-GB", "zh-CN", "ar-SA"
	for _, lang := range []string{f.SrcLang, f.TgtLang} {
		switch base := tifa.BaseLang(lang); {
		case eastLang(lang) != "":
			east = eastLang(lang)
		case base == "en" || base == "":
		case rightToLeft[base]:
			bidi = escaped(lang)
		default:
			latin = escaped(lang)
		}
	}
	if strings.HasPrefix(strings.ToLower(f.TgtLang), "en-") {
		latin = escaped(f.TgtLang)
	}
	return latin, east, bidi
}

// eastLangs are the tags by which Word knows the languages whose characters
// have fonts of their own; the longest that fits a language counts.
var eastLangs = map[string]string{
	"zh": "zh-CN", "zh-hans": "zh-CN", "zh-cn": "zh-CN", "zh-sg": "zh-SG",
	"zh-hant": "zh-TW", "zh-tw": "zh-TW", "zh-hk": "zh-HK", "zh-mo": "zh-MO", "ja": "ja-JP", "ko": "ko-KR",
}

// eastFonts are fonts that Word has on every system; others are replaced by
// it.
var eastFonts = map[string]string{
	"zh-CN": "SimSun", "zh-SG": "SimSun", "zh-TW": "PMingLiU", "zh-HK": "PMingLiU", "zh-MO": "PMingLiU", "ja-JP": "MS Mincho", "ko-KR": "Batang",
}

var rightToLeft = map[string]bool{"ar": true, "fa": true, "he": true, "ug": true, "ur": true, "ps": true, "yi": true, "dv": true}

func eastLang(lang string) string {
	for tag := strings.ToLower(underscored(lang)); ; {
		if known, ok := eastLangs[tag]; ok {
			return known
		}
		cut := strings.LastIndexByte(tag, '-')
		if cut < 0 {
			return ""
		}
		tag = tag[:cut]
	}
}

func eastFont(east string) string { return eastFonts[east] }

func docxDocument(b output, f *File, lines []Line, layout Layout) {
	d := &docx{b, f}
	b.printf(`%s<w:document %s><w:body>`, xmlHead, wordSpace)
	if f.Title != "" {
		d.paragraph("Title", f.SrcLang, f.Title, nil)
	}
	if f.ID != "" {
		d.paragraph("Provenance", "", strings.TrimSpace(f.ID+"  "+f.SrcLang+" → "+f.TgtLang), nil)
	}
	for _, r := range f.Head {
		d.paragraph("Provenance", "", r.Text, r.Marks)
	}
	if layout == Table {
		d.table(lines)
	} else {
		for i := range lines {
			l := &lines[i]
			d.paragraph("", f.SrcLang, l.Source, nil)
			d.paragraph("", f.TgtLang, l.Target, l.Marks)
			d.paragraph("Provenance", "", provenance(l), nil)
		}
	}
	// A table must have a paragraph behind it.
	b.print(`<w:p/><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>` +
		`<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`)
}

// provenance is what people are told of a line.
func provenance(l *Line) string {
	parts := make([]string, 0, 2+len(l.Notes))
	for _, p := range append([]string{l.Name, l.From}, l.Notes...) {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "; ")
}

type docx struct {
	output
	f *File
}

// widths of the columns, in twentieths of a point, of a landscape page.
var widths = []int{5600, 5600, 3370}

func (d *docx) table(lines []Line) {
	d.print(`<w:tbl><w:tblPr><w:tblW w:w="14570" w:type="dxa"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		d.printf(`<w:%s w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>`, side)
	}
	d.print(`</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, width := range widths {
		d.printf(`<w:gridCol w:w="%d"/>`, width)
	}
	d.print(`</w:tblGrid>`)
	if d.f.Columns != [3]string{} {
		d.print(`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`) // again on each page
		for i, name := range d.f.Columns {
			d.cell(i, "ColumnName", "", name, nil)
		}
		d.print(`</w:tr>`)
	}
	for i := range lines {
		l := &lines[i]
		// A row is not divided between pages: one looks from left to right.
		d.print(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		d.cell(0, "", d.f.SrcLang, l.Source, nil)
		d.cell(1, "", d.f.TgtLang, l.Target, l.Marks)
		d.cell(2, "Provenance", "", provenance(l), nil)
		d.print(`</w:tr>`)
	}
	d.print(`</w:tbl>`)
}

func (d *docx) cell(column int, style, lang, text string, marks []tifa.Span) {
	d.printf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, widths[column])
	d.paragraph(style, lang, text, marks)
	d.print(`</w:tc>`)
}

// paragraph writes a paragraph; one that begins in a right-to-left script
// runs that way.
func (d *docx) paragraph(style, lang, text string, marks []tifa.Span) {
	d.print(`<w:p><w:pPr>`)
	if style != "" {
		d.printf(`<w:pStyle w:val="%s"/>`, style)
	}
	rtl := fromRight(text)
	if rtl {
		d.print(`<w:bidi/>`)
	}
	d.print(`</w:pPr>`)
	at := 0
	for _, m := range marks {
		if m.Start < at || m.End > len(text) || m.End <= m.Start {
			continue
		}
		d.run(lang, text[at:m.Start], rtl, false)
		d.run(lang, text[m.Start:m.End], rtl, true)
		at = m.End
	}
	d.run(lang, text[at:], rtl, false)
	d.print(`</w:p>`)
}

func (d *docx) run(lang, text string, rtl, marked bool) {
	if text == "" {
		return
	}
	d.print(`<w:r><w:rPr>`)
	if marked {
		d.print(`<w:highlight w:val="yellow"/>`)
	}
	if rtl {
		d.print(`<w:rtl/>`)
	}
	switch east := eastLang(lang); {
	case lang == "":
	case east != "":
		// The hint gives quotation marks and dashes the width of the script.
		d.printf(`<w:lang w:eastAsia="%s"/>`, east)
	case rtl:
		d.printf(`<w:lang w:bidi=%s/>`, strconv.Quote(escaped(lang)))
	default:
		d.printf(`<w:lang w:val="%s"/>`, escaped(lang))
	}
	d.print(`</w:rPr>`)
	for i, part := range strings.FieldsFunc(breaks(text), func(r rune) bool { return r == '\n' }) {
		if i > 0 {
			d.print(`<w:br/>`)
		}
		d.printf(`<w:t xml:space="preserve">%s</w:t>`, escaped(part))
	}
	d.print(`</w:r>`)
}

// breaks makes one kind of line end of all.
func breaks(s string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s)
}

// fromRight says whether the first letter of a text is of a script that runs
// from right to left.
func fromRight(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
		}
	}
	return false
}
