package extract

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"strings"

	"tifa"
)

const odtType = "application/vnd.oasis.opendocument.text"

// odtReader reads content.xml of an ODT. Tracked deletions, comments, hidden
// text, indexes and tables of contents are left out; notes and text boxes
// stand after the paragraph that they hang on.
type odtReader struct {
	ctx      context.Context
	x        *xmlReader
	looks    map[string]odtLook     // of styles of paragraphs
	hidden   map[string]bool        // styles of text that is not shown
	styles   map[string][]listLevel // list styles; "" is that of headings
	counters map[string]*listCounter
	blocks   []Block
	list     string // style of the list that the reader is in
	depth    int    // of lists
	item     bool   // the next paragraph is the first of its item
	kind     tifa.BlockKind
	left     bool // an index was left out
}

func readODT(ctx context.Context, a *archive) (*Document, error) {
	if a.has("META-INF/manifest.xml") {
		manifest, err := a.read("META-INF/manifest.xml")
		if err != nil {
			return nil, err
		}
		if bytes.Contains(manifest, []byte(":encryption-data")) {
			return nil, fmt.Errorf("%w: the ODT is encrypted; save a copy without a password and add that", ErrPassword)
		}
	}
	r := &odtReader{ctx: ctx, looks: map[string]odtLook{}, hidden: map[string]bool{}, styles: map[string][]listLevel{}, counters: map[string]*listCounter{}, kind: tifa.Paragraph}
	body := false
	for _, name := range []string{"styles.xml", "content.xml"} {
		if name == "styles.xml" && !a.has(name) {
			continue
		}
		data, err := a.read(name)
		if err != nil {
			return nil, err
		}
		r.x = newXMLReader(data)
		var top func(e xml.StartElement) error
		top = func(e xml.StartElement) error {
			switch e.Name.Local {
			case "style", "list-style", "outline-style":
				return r.style(e)
			case "text":
				body = true
				return r.x.each(r.block, nil)
			case "spreadsheet", "presentation", "drawing":
				return fmt.Errorf("%w: a spreadsheet or slides, not a text; save it as ODT or PDF and add that", ErrFormat)
			case "master-styles":
				return r.x.skip()
			}
			return r.x.each(top, nil)
		}
		if err := r.x.each(top, nil); err != nil {
			return nil, err
		}
	}
	if !body {
		return nil, fmt.Errorf("%w: content.xml in it holds no text", ErrMalformed)
	}
	settleIndented(r.blocks)
	doc := &Document{MediaType: odtType, Blocks: r.blocks}
	if r.left {
		doc.Warnings = append(doc.Warnings, "The table of contents was left out.")
	}
	var err error
	doc.Meta, err = readCoreMeta(a, "meta.xml")
	return doc, err
}

// style reads a style: hidden text, or the levels of a list.
func (r *odtReader) style(e xml.StartElement) error {
	name := xmlAttr(e, "name")
	if e.Name.Local == "outline-style" {
		name = ""
	}
	look := odtLook{parent: xmlAttr(e, "parent-style-name"), inset: noInset}
	look.quoted = isQuoteStyle(name) || isQuoteStyle(xmlAttr(e, "display-name"))
	var levels []listLevel
	err := r.x.each(func(e xml.StartElement) error {
		at := xmlNumber(e, "level", 0) - 1
		switch {
		case e.Name.Local == "text-properties" && xmlAttr(e, "display") == "none":
			r.hidden[name] = true
		case e.Name.Local == "paragraph-properties":
			look.inset = inset{twips(xmlAttr(e, "margin-left")), twips(xmlAttr(e, "margin-right"))}
		case at >= 0 && at < maxListLevel:
			for len(levels) <= at {
				levels = append(levels, listLevel{format: "none", start: 1})
			}
			levels[at] = odtLevel(e, at)
		}
		return r.x.skip()
	}, nil)
	if len(levels) > 0 {
		r.styles[name] = levels
	}
	r.looks[name] = look
	return err
}

// odtLook is what a style of paragraphs says of how they look.
type odtLook struct {
	parent string
	quoted bool
	inset
}

// look is what a style says with those that it is based on.
func (r *odtReader) look(name string) odtLook {
	out := odtLook{inset: noInset}
	for range 20 { // a chain may be a loop
		l, ok := r.looks[name]
		if !ok {
			break
		}
		out.quoted, out.inset = out.quoted || l.quoted, out.over(l.inset)
		name = l.parent
	}
	return out
}

// odtFormat is a format of numbers of OpenDocument in the terms of
// WordprocessingML.
func odtFormat(format string) string {
	switch {
	case format == "":
		return "none"
	case format == "a":
		return "lowerLetter"
	case format == "A":
		return "upperLetter"
	case format == "i":
		return "lowerRoman"
	case format == "I":
		return "upperRoman"
	case strings.HasPrefix(format, "一"):
		return "chineseCounting"
	case strings.HasPrefix(format, "壹"):
		return "chineseLegalSimplified"
	case strings.HasPrefix(format, "〇"):
		return "ideographDigital"
	case strings.HasPrefix(format, "甲"):
		return "ideographTraditional"
	case strings.HasPrefix(format, "子"):
		return "ideographZodiac"
	case strings.HasPrefix(format, "①"):
		return "decimalEnclosedCircle"
	case strings.HasPrefix(format, "１"):
		return "decimalFullWidth"
	}
	return "decimal"
}

func odtLevel(e xml.StartElement, at int) listLevel {
	if e.Name.Local != "list-level-style-number" && e.Name.Local != "outline-level-style" {
		return listLevel{format: "bullet", start: 1}
	}
	l := listLevel{format: odtFormat(xmlAttr(e, "num-format")), start: xmlNumber(e, "start-value", 1), suffix: " "}
	if l.text = xmlAttr(e, "num-list-format"); l.text != "" {
		// "%1%." in OpenDocument is "%1." in Word.
		for i := range 9 {
			l.text = strings.ReplaceAll(l.text, fmt.Sprintf("%%%d%%", i+1), fmt.Sprintf("%%%d", i+1))
		}
	} else if l.format != "none" {
		shown := max(xmlNumber(e, "display-levels", 1), 1)
		var parts []string
		for i := max(at+1-shown, 0); i <= at; i++ {
			parts = append(parts, fmt.Sprintf("%%%d", i+1))
		}
		l.text = xmlAttr(e, "num-prefix") + strings.Join(parts, ".") + xmlAttr(e, "num-suffix")
	}
	if last := lastRune(l.text); isWide(last) && last != '条' && last != '章' && last != '节' {
		l.suffix = ""
	}
	return l
}

// block reads an element that stands where paragraphs stand.
func (r *odtReader) block(e xml.StartElement) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	switch e.Name.Local {
	case "h":
		return r.paragraph(e, xmlNumber(e, "outline-level", 1))
	case "p":
		return r.paragraph(e, 0)
	case "list":
		return r.readList(e)
	case "table":
		outer := r.kind
		r.kind = tifa.Cell
		err := r.x.each(r.block, nil)
		r.kind = outer
		return err
	case "section":
		if xmlAttr(e, "display") == "none" {
			return r.x.skip()
		}
	case "table-of-content", "illustration-index", "table-index", "object-index", "alphabetical-index", "user-index":
		r.left = true
		return r.x.skip()
	case "tracked-changes", "annotation", "sequence-decls", "variable-decls", "user-field-decls", "forms", "covered-table-cell":
		return r.x.skip()
	}
	return r.x.each(r.block, nil) // table-row, table-cell, section, bibliography, frame, text-box
}

func (r *odtReader) readList(e xml.StartElement) error {
	outer := r.list
	if name := xmlAttr(e, "style-name"); name != "" {
		r.list = name
	}
	if r.depth == 0 && xmlAttr(e, "continue-numbering") != "true" && xmlAttr(e, "continue-list") == "" {
		delete(r.counters, r.list)
	}
	r.depth++
	err := r.x.each(func(e xml.StartElement) error {
		r.item = e.Name.Local == "list-item"
		if start := xmlNumber(e, "start-value", 0); start > 0 && r.depth <= maxListLevel {
			c := r.counter(r.list)
			c.count[r.depth-1], c.started[r.depth-1] = start-1, true
		}
		return r.x.each(r.block, nil)
	}, nil)
	r.depth--
	r.list, r.item = outer, false
	return err
}

func (r *odtReader) counter(style string) *listCounter {
	if r.counters[style] == nil {
		r.counters[style] = &listCounter{}
	}
	return r.counters[style]
}

// paragraph reads a paragraph, or a heading of a level.
func (r *odtReader) paragraph(e xml.StartElement, heading int) error {
	style := xmlAttr(e, "style-name")
	b := Block{Kind: r.kind}
	number := ""
	first := r.item
	r.item = false
	switch {
	case heading > 0:
		b.Kind, b.Level = tifa.Heading, min(heading, 6)
		if xmlAttr(e, "is-list-header") != "true" {
			number = r.counter("").next(r.styles[""], heading-1)
		}
	case r.depth > 0:
		if r.kind == tifa.Paragraph {
			b.Kind, b.Level = tifa.ListItem, r.depth-1
		}
		if first {
			number = r.counter(r.list).next(r.styles[r.list], r.depth-1)
		}
	}
	var text strings.Builder
	outer := r.blocks
	r.blocks = nil
	err := r.inline(&text)
	hanging := r.blocks
	r.blocks = outer
	if err != nil || r.hidden[style] {
		return err
	}
	if whole := clean(unbroken(text.String())); whole != "" {
		b.Text = clean(number + whole)
		if look := r.look(style); b.Kind == tifa.Paragraph && look.quoted {
			b.Kind = tifa.Quotation
		} else if b.Kind == tifa.Paragraph && look.bothSides() {
			setIn(&b)
		}
		r.blocks = append(r.blocks, b)
	}
	r.blocks = append(r.blocks, hanging...)
	return nil
}

// inline reads the content of a paragraph. White space in the file counts as
// one space; a newline in text stands for a line break.
func (r *odtReader) inline(text *strings.Builder) error {
	chars := func(s string) { text.WriteString(strings.NewReplacer("\n", " ", "\r", " ").Replace(s)) }
	return r.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "s", "tab":
			text.WriteByte(' ')
		case "line-break":
			text.WriteByte('\n')
		case "span", "a":
			if r.hidden[xmlAttr(e, "style-name")] {
				return r.x.skip()
			}
			return r.inline(text)
		case "ruby-base", "ruby", "meta", "meta-field", "page-number", "page-count",
			"date", "time", "title", "subject", "author-name", "sequence", "bookmark-ref", "reference-ref", "note-ref",
			"user-field-get", "variable-get", "variable-set", "expression", "file-name", "chapter", "bibliography-mark", "text-input", "placeholder":
			return r.inline(text)
		case "note":
			return r.inNote()
		case "frame", "g", "custom-shape", "rect", "text-box":
			item := r.item
			err := r.x.each(r.block, nil)
			r.item = item
			return err
		}
		return r.x.skip()
	}, chars)
}

// inNote reads a foot- or endnote without its number.
func (r *odtReader) inNote() error {
	outer, list, depth := r.kind, r.list, r.depth
	r.kind, r.depth, r.item = tifa.Note, 0, false
	err := r.x.each(func(e xml.StartElement) error {
		if e.Name.Local != "note-body" {
			return r.x.skip()
		}
		return r.x.each(r.block, nil)
	}, nil)
	r.kind, r.list, r.depth = outer, list, depth
	return err
}
