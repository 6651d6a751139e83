package extract

import (
	"context"
	"encoding/xml"
	"fmt"
	"path"
	"strconv"
	"strings"

	"tifa"
)

// WordType is the media type of a DOCX.
const WordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// docxReader reads the parts of a DOCX. Tracked changes are taken as
// accepted: insertions stay, deletions go. Comments, hidden text and tables of
// contents go; text boxes stand after the paragraph that they hang on, notes
// after the paragraph that refers to them.
type docxReader struct {
	ctx    context.Context
	x      *xmlReader
	styles map[string]wordStyle
	lists  *wordLists
	notes  map[string][]string // "footnote 3" → its paragraphs
	blocks []Block
	cell   bool   // inside a table
	carry  string // a paragraph whose end was deleted: it goes on in the next
	styled bool   // some heading has a style
	left   bool   // a table of contents was left out
}

// readDOCX reads the main part of a DOCX with its styles, lists and notes.
func readDOCX(ctx context.Context, a *archive) (*Document, error) {
	part, err := docxMainPart(a)
	if err != nil {
		return nil, err
	}
	data, err := a.read(part)
	if err != nil {
		return nil, err
	}
	r := &docxReader{ctx: ctx, notes: map[string][]string{}}
	folder := path.Dir(part)
	if r.styles, err = readWordStyles(a, path.Join(folder, "styles.xml")); err != nil {
		return nil, err
	}
	if r.lists, err = readWordLists(a, path.Join(folder, "numbering.xml")); err != nil {
		return nil, err
	}
	for _, kind := range []string{"footnote", "endnote"} {
		if err := r.readNotes(a, path.Join(folder, kind+"s.xml"), kind); err != nil {
			return nil, err
		}
	}
	r.x, r.blocks = newXMLReader(data), nil
	if err := r.x.each(r.block, nil); err != nil {
		return nil, err
	}
	if r.carry != "" {
		r.add(Block{Kind: tifa.Paragraph, Text: r.carry})
	}
	settleIndented(r.blocks)
	doc := &Document{MediaType: WordType, Blocks: r.blocks}
	if !r.styled {
		markHeadings(doc.Blocks)
	}
	if r.left {
		doc.Warnings = append(doc.Warnings, "The table of contents was left out.")
	}
	doc.Meta, err = readCoreMeta(a, "docProps/core.xml")
	return doc, err
}

// docxMainPart is the name of the entry that holds the text.
func docxMainPart(a *archive) (string, error) {
	const usual = "word/document.xml"
	if a.has(usual) {
		return usual, nil
	}
	data, err := a.read("_rels/.rels")
	if err != nil {
		return "", err
	}
	x, target := newXMLReader(data), ""
	var inside func(e xml.StartElement) error
	inside = func(e xml.StartElement) error {
		if strings.HasSuffix(xmlAttr(e, "Type"), "/officeDocument") {
			target = strings.TrimPrefix(path.Clean(xmlAttr(e, "Target")), "/")
		}
		return x.each(inside, nil)
	}
	if err := x.each(inside, nil); err != nil {
		return "", err
	}
	switch {
	case strings.HasPrefix(target, "xl/"), strings.HasPrefix(target, "ppt/"):
		return "", fmt.Errorf("%w: a workbook or slides, not a text; save it as PDF or DOCX and add that", ErrFormat)
	case target == "":
		return "", fmt.Errorf("%w: it does not say which part is the text", ErrMalformed)
	}
	return target, nil
}

// readNotes reads footnotes.xml or endnotes.xml.
func (r *docxReader) readNotes(a *archive, name, kind string) error {
	if !a.has(name) {
		return nil
	}
	data, err := a.read(name)
	if err != nil {
		return err
	}
	r.x = newXMLReader(data)
	var inside func(e xml.StartElement) error
	inside = func(e xml.StartElement) error {
		if e.Name.Local != kind {
			return r.x.each(inside, nil)
		}
		if t := xmlAttr(e, "type"); t != "" && t != "normal" { // a separator line
			return r.x.skip()
		}
		r.blocks, r.carry = nil, ""
		if err := r.x.each(r.block, nil); err != nil {
			return err
		}
		for _, b := range r.blocks {
			key := kind + " " + xmlAttr(e, "id")
			r.notes[key] = append(r.notes[key], b.Text)
		}
		return nil
	}
	return r.x.each(inside, nil)
}

// block reads an element that stands where paragraphs stand.
func (r *docxReader) block(e xml.StartElement) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	switch e.Name.Local {
	case "p":
		return r.paragraph()
	case "tbl":
		outer := r.cell
		r.cell = true
		err := r.x.each(r.block, nil)
		r.cell = outer
		return err
	case "AlternateContent":
		return r.choice(r.block)
	case "del", "moveFrom", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "Fallback":
		return r.x.skip()
	}
	return r.x.each(r.block, nil) // sdt, ins, customXml, tr, tc, body
}

// choice reads the first of the alternatives that a newer and an older Word
// see, so that their text stands once.
func (r *docxReader) choice(element func(xml.StartElement) error) error {
	done := false
	return r.x.each(func(_ xml.StartElement) error {
		if done {
			return r.x.skip()
		}
		done = true
		return r.x.each(element, nil)
	}, nil)
}

// docxParagraph is a paragraph while it is read.
type docxParagraph struct {
	text    strings.Builder // a newline stands for a line break
	style   string
	outline int // -1: what the style says
	numID   string
	level   int // -1: what the style says
	joined  bool
	inset
	notes []string
	boxes []Block
}

func (r *docxReader) paragraph() error {
	p := &docxParagraph{outline: -1, level: -1, inset: noInset}
	if err := r.x.each(func(e xml.StartElement) error { return r.inline(p, e) }, nil); err != nil {
		return err
	}
	r.finish(p)
	return nil
}

// inline reads an element that stands where runs stand.
func (r *docxReader) inline(p *docxParagraph, e xml.StartElement) error {
	switch e.Name.Local {
	case "pPr":
		return r.properties(p)
	case "r":
		return r.run(p)
	case "del", "moveFrom", "sdtPr", "rt", "rubyPr", "Fallback":
		return r.x.skip()
	case "p": // never stands here in a sound file
		return r.paragraph()
	}
	return r.x.each(func(e xml.StartElement) error { return r.inline(p, e) }, nil) // ins, hyperlink, smartTag, sdt …
}

func (r *docxReader) properties(p *docxParagraph) error {
	var inside func(e xml.StartElement) error
	inside = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pStyle":
			p.style = xmlAttr(e, "val")
		case "outlineLvl":
			p.outline = xmlNumber(e, "val", -1)
		case "numId":
			p.numID = xmlAttr(e, "val")
		case "ilvl":
			p.level = xmlNumber(e, "val", -1)
		case "ind":
			p.inset = wordIndent(e)
		case "del":
			p.joined = true
		case "pPrChange", "sectPr", "numberingChange":
			return r.x.skip()
		}
		return r.x.each(inside, nil)
	}
	return r.x.each(inside, nil)
}

// run reads a run of text of one kind.
func (r *docxReader) run(p *docxParagraph) error {
	hidden := false
	var inside func(e xml.StartElement) error
	inside = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "rPr":
			var err error
			hidden, err = r.isHidden()
			return err
		case "t":
			text, err := r.x.text()
			if !hidden {
				p.text.WriteString(text)
			}
			return err
		case "tab", "ptab":
			p.text.WriteByte(' ')
		case "br", "cr":
			if kind := xmlAttr(e, "type"); kind == "" || kind == "textWrapping" {
				p.text.WriteByte('\n')
			}
		case "noBreakHyphen":
			p.text.WriteRune('\u2011')
		case "sym":
			p.text.WriteString(symbol(xmlAttr(e, "char")))
		case "footnoteReference", "endnoteReference":
			p.notes = append(p.notes, strings.TrimSuffix(e.Name.Local, "Reference")+" "+xmlAttr(e, "id"))
		case "AlternateContent":
			return r.choice(inside)
		case "txbxContent":
			return r.textBox(p)
		case "delText", "instrText", "delInstrText", "rt", "rubyPr":
			return r.x.skip()
		case "r":
			return r.run(p)
		}
		return r.x.each(inside, nil) // drawing, pict, ruby, object: text boxes and base text within
	}
	return r.x.each(inside, nil)
}

// symbol is the character of a symbol font at a place given in hex.
func symbol(code string) string {
	n, err := strconv.ParseUint(code, 16, 32)
	if err != nil {
		return ""
	}
	if c, unknown := readableRune(rune(n), false); !unknown {
		return string(c)
	}
	return "\uFFFD"
}

// isHidden reads the properties of a run.
func (r *docxReader) isHidden() (hidden bool, err error) {
	err = r.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "vanish":
			hidden = xmlOn(e)
		case "rStyle":
			hidden = hidden || r.styles[xmlAttr(e, "val")].hidden
		}
		return r.x.skip()
	}, nil)
	return hidden, err
}

// textBox reads a text box, to stand after its paragraph.
func (r *docxReader) textBox(p *docxParagraph) error {
	outer, carry := r.blocks, r.carry
	r.blocks, r.carry = nil, ""
	err := r.x.each(r.block, nil)
	p.boxes = append(p.boxes, r.blocks...)
	r.blocks, r.carry = outer, carry
	return err
}

// finish makes blocks of a paragraph that was read.
func (r *docxReader) finish(p *docxParagraph) {
	style := r.styles[p.style]
	text := r.carry + unbroken(p.text.String())
	r.carry = ""
	if p.joined {
		r.carry = text
		return
	}
	text = clean(text)
	switch {
	case style.isContents():
		r.left = r.left || text != ""
		return
	case style.hidden:
		return
	case text != "":
		r.add(r.blockOf(p, style, text))
	}
	for _, key := range p.notes {
		for _, note := range r.notes[key] {
			r.add(Block{Kind: tifa.Note, Text: note})
		}
	}
	r.blocks = append(r.blocks, p.boxes...)
}

func (r *docxReader) add(b Block) { r.blocks = append(r.blocks, b) }

// blockOf tells the kind of a paragraph and puts its number before it.
func (r *docxReader) blockOf(p *docxParagraph, style wordStyle, text string) Block {
	b := Block{Kind: tifa.Paragraph, Text: text}
	if r.cell {
		b.Kind = tifa.Cell
	}
	outline := p.outline
	if outline < 0 && style.name != "" {
		outline = style.outline
	}
	numID, level := p.numID, p.level
	if numID == "" {
		numID = style.numID
		if level < 0 {
			level = style.level
		}
		if level < 0 {
			level = r.lists.levelOfStyle(numID, p.style)
		}
	}
	base := style.inset
	if style.name == "" { // the file has no such style
		base, style.quoted = noInset, isQuoteStyle(p.style)
	}
	switch {
	case r.cell:
	case style.quoted:
		b.Kind = tifa.Quotation
	case p.over(base).bothSides():
		setIn(&b)
	}
	number, bullet, listed := r.lists.number(numID, max(level, 0), r.styles)
	if listed {
		b.Text = clean(number + text)
		if !r.cell {
			b.Kind, b.Level = tifa.ListItem, max(level, 0)
		}
	}
	if outline >= 0 && outline < 9 && !bullet {
		b.Kind, b.Level = tifa.Heading, min(outline+1, 6)
		r.styled = true
	}
	return b
}

// markHeadings finds the headings by their form, where no style tells them.
func markHeadings(blocks []Block) {
	for i := range blocks {
		b := &blocks[i]
		if b.Kind != tifa.Paragraph && b.Kind != tifa.ListItem {
			continue
		}
		if level := headingLevel(b.Text); level > 0 && markOf(b.Text).kind != number {
			b.Kind, b.Level = tifa.Heading, level
		}
	}
}

// readCoreMeta reads Dublin Core properties as DOCX and ODT keep them.
func readCoreMeta(a *archive, name string) (Meta, error) {
	var meta Meta
	if !a.has(name) {
		return meta, nil
	}
	data, err := a.read(name)
	if err != nil {
		return meta, err
	}
	x := newXMLReader(data)
	var created, modified, initial string
	var inside func(e xml.StartElement) error
	inside = func(e xml.StartElement) error {
		field := map[string]*string{
			"title": &meta.Title, "language": &meta.Lang, "creator": &meta.Issuer, "initial-creator": &initial,
			"created": &created, "creation-date": &created, "modified": &modified, "date": &modified,
		}[e.Name.Local]
		if field == nil {
			return x.each(inside, nil)
		}
		text, err := x.text()
		*field = clean(text)
		return err
	}
	err = x.each(inside, nil)
	meta.Made = created
	if meta.Made == "" {
		meta.Made = modified
	}
	if meta.Issuer == "" {
		meta.Issuer = initial
	}
	meta.Title, meta.Issuer = sensibleTitle(meta.Title), sensibleAuthor(meta.Issuer)
	return meta, err
}
