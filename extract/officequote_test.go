package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa"
)

// TestQuotationsInDOCX: what a style or an indent on both sides sets off is a
// block quotation.
func TestQuotationsInDOCX(t *testing.T) {
	styles := entry{"word/styles.xml", `<w:styles` + wordSpace + `>
<w:style w:styleId="Quote"><w:name w:val="Quote"/></w:style>
<w:style w:styleId="a7"><w:name w:val="明显引用"/></w:style>
<w:style w:styleId="Mine"><w:name w:val="my own"/><w:basedOn w:val="Quote"/></w:style>
<w:style w:styleId="In"><w:name w:val="set in"/><w:pPr><w:ind w:left="720" w:right="720"/></w:pPr></w:style>
<w:style w:styleId="H"><w:name w:val="heading 1"/></w:style>
</w:styles>`}
	styled := func(style, more, words string) string { return p(`<w:pStyle w:val="`+style+`"/>`+more, run(words)) }
	plain := strings.Repeat(p("", run("A sentence of the author's.")), 6)
	for _, c := range []struct {
		name, body string
		want       []tifa.BlockKind
	}{
		{"style", styled("Quote", "", "The ships are kept."), []tifa.BlockKind{tifa.Quotation}},
		{"style of Word in Chinese", styled("a7", "", "船只得到保养。"), []tifa.BlockKind{tifa.Quotation}},
		{"based on a style", styled("Mine", "", "The ships are kept."), []tifa.BlockKind{tifa.Quotation}},
		{"a style that the file lacks", styled("IntenseQuote", "", "The ships are kept."), []tifa.BlockKind{tifa.Quotation}},
		{"set in", p(`<w:ind w:left="567" w:right="567"/>`, run("The ships are kept.")), []tifa.BlockKind{tifa.Quotation}},
		{"set in, in the newer words", p(`<w:ind w:start="567" w:end="567"/>`, run("The ships are kept.")), []tifa.BlockKind{tifa.Quotation}},
		{"set in by a style", styled("In", "", "The ships are kept."), []tifa.BlockKind{tifa.Quotation}},
		{"not where the paragraph takes it back", styled("In", `<w:ind w:right="0"/>`, "The ships are kept."), []tifa.BlockKind{tifa.Paragraph}},
		{"not on the left alone", p(`<w:ind w:left="720"/>`, run("The ships are kept.")), []tifa.BlockKind{tifa.Paragraph}},
		{"not a little", p(`<w:ind w:left="100" w:right="100"/>`, run("The ships are kept.")), []tifa.BlockKind{tifa.Paragraph}},
		{"no cell", `<w:tbl><w:tr><w:tc>` + styled("Quote", "", "The ships are kept.") + `</w:tc></w:tr></w:tbl>`, []tifa.BlockKind{tifa.Cell}},
		{"no heading", p(`<w:ind w:left="720" w:right="720"/>`, run("第一章 总则")), []tifa.BlockKind{tifa.Heading}},
	} {
		doc, err := Read(t.Context(), docxOf(t, c.body+plain, styles), Hint{})
		if err != nil {
			t.Fatal(err)
		}
		var got []tifa.BlockKind
		for _, b := range doc.Blocks[:len(doc.Blocks)-6] {
			got = append(got, b.Kind)
			if b.Kind == tifa.Quotation && b.Level != 0 {
				t.Errorf("%s: level %d", c.name, b.Level)
			}
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
	// A document that is set in as a whole quotes nothing by that.
	doc, err := Read(t.Context(), docxOf(t, strings.Repeat(p(`<w:ind w:left="720" w:right="720"/>`, run("The ships are kept.")), 4)), Hint{})
	if err != nil || doc.Blocks[0].Kind != tifa.Paragraph || doc.Blocks[0].Level != 0 {
		t.Errorf("a document that is set in: %+v, %v", doc, err)
	}
}

// TestQuotationsInODT: LibreOffice's style, one that is based on it, and margins
// on both sides.
func TestQuotationsInODT(t *testing.T) {
	content := `<office:document-content xmlns:office="o" xmlns:style="s" xmlns:text="t" xmlns:fo="f"><office:automatic-styles>
<style:style style:name="P1" style:parent-style-name="Quotations"/>
<style:style style:name="P2"><style:paragraph-properties fo:margin-left="1.25cm" fo:margin-right="0.5in"/></style:style>
<style:style style:name="P3"><style:paragraph-properties fo:margin-left="1.25cm" fo:margin-right="0cm"/></style:style>
</office:automatic-styles><office:body><office:text>` +
		`<text:p text:style-name="Quotations">One.</text:p><text:p text:style-name="P1">Two.</text:p><text:p text:style-name="P2">Three.</text:p><text:p text:style-name="P3">Four.</text:p>` +
		`<text:p text:style-name="Block_20_Text">Five.</text:p><text:p>Six.</text:p><text:p>Seven.</text:p></office:text></office:body></office:document-content>`
	styles := `<office:document-styles xmlns:office="o" xmlns:style="s"><style:style style:name="Quotations"/><style:style style:name="Block_20_Text" style:display-name="Block Text"/></office:document-styles>`
	doc, err := Read(t.Context(), zipOf(t, entry{"styles.xml", styles}, entry{"content.xml", content}), Hint{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Block{
		{tifa.Quotation, 0, "One."},
		{tifa.Quotation, 0, "Two."},
		{tifa.Quotation, 0, "Three."},
		{tifa.Paragraph, 0, "Four."},
		{tifa.Quotation, 0, "Five."},
		{tifa.Paragraph, 0, "Six."},
		{tifa.Paragraph, 0, "Seven."},
	}
	if d := cmp.Diff(want, doc.Blocks); d != "" {
		t.Error(d)
	}
}
