package extract

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"fmt"
	"path"
	"strings"
	"time"

	"tifa"
)

// WordText is the text of a DOCX as Read sees it, and where each piece of it
// stands in the file: for who changes words and nothing else.
type WordText struct {
	// Text has a paragraph a line, in the order of the blocks: notes after the
	// paragraph that refers to them. Numbers of lists are not in it, since they
	// are not in the file.
	Text   string
	Parts  map[string][]byte // the parts with text, unpacked, by their names
	Runs   []WordRun
	Pieces []WordPiece // in the order of Text
	Saved  string      // when the file was saved last, as it says itself: 2024-02-29T12:00:00Z; or empty
}

// WordRun is a run of text of one kind (w:r). Spans are bytes of its part.
type WordRun struct {
	Part string
	tifa.Span
	Tag        tifa.Span   // its start tag
	Properties tifa.Span   // w:rPr; empty: none
	Children   []tifa.Span // the elements in it but for its properties
	Inserted   tifa.Span   // the start tag of the tracked insertion (w:ins) that it is a child of; empty: none
	Deeper     bool        // it stands in a tracked insertion, and is not its child
}

// WordPiece is a piece of the text: what a w:t has, or a character that is an
// element of its own.
type WordPiece struct {
	tifa.Span            // bytes of Text
	Run, Child int       // the element
	Content    tifa.Span // of a w:t: its content, bytes of the part; else empty
	Offsets    []int     // of a w:t: for each byte of the piece, and for its end, the byte of the part
	Fixed      string    // why it cannot be changed; empty: it can
}

// What can be seen, and is not for others to change.
const (
	fixedField   = "it stands in a field, whose text Word makes"
	fixedFormula = "it stands in a formula"
	fixedMoved   = "it stands in text that was moved, which is tracked already"
	fixedTwice   = "the file has it twice, for newer and for older programs"
	fixedBox     = "it stands in a text box"
	fixedRuby    = "it has a reading above it"
	fixedNote    = "it stands in a note that the text refers to twice"
	fixedControl = "it stands in a control that is locked or bound to data"
	fixedForm    = "the file writes it in a form that is not known"
)

// ReadWordText reads the text of a DOCX with its places.
func ReadWordText(ctx context.Context, data []byte) (*WordText, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: its list of entries, which stands at the end, is missing (%w); fetch it again", ErrMalformed, err)
	}
	a := archiveOf(z)
	part, err := docxMainPart(a)
	if err != nil {
		return nil, err
	}
	folder := path.Dir(part)
	w := &wordPlacer{ctx: ctx, notes: map[string][]wordLine{}, told: map[string]bool{}, out: &WordText{Parts: map[string][]byte{}, Saved: savedAt(a)}}
	if w.styles, err = readWordStyles(a, path.Join(folder, "styles.xml")); err != nil {
		return nil, err
	}
	for _, kind := range []string{"footnote", "endnote"} {
		if name := path.Join(folder, kind+"s.xml"); a.has(name) {
			if err := w.open(a, name); err != nil {
				return nil, err
			}
			if err := w.x.each(w.note(kind), nil); err != nil {
				return nil, err
			}
		}
	}
	if err := w.open(a, part); err != nil {
		return nil, err
	}
	if err := w.x.each(func(e xml.StartElement) error { return w.block(e, wordPlace{}) }, nil); err != nil {
		return nil, err
	}
	if len(w.carry.text) > 0 {
		w.lines = append(w.lines, w.carry)
	}
	var b strings.Builder
	for _, l := range w.lines {
		for _, p := range l.pieces {
			p.Start, p.End = p.Start+b.Len(), p.End+b.Len()
			w.out.Pieces = append(w.out.Pieces, p)
		}
		b.Write(l.text)
		b.WriteByte('\n')
	}
	w.out.Text = b.String()
	return w.out, nil
}

// savedAt is when the properties of a file say that it was saved.
func savedAt(a *archive) string {
	const name = "docProps/core.xml"
	if !a.has(name) {
		return ""
	}
	data, err := a.read(name)
	if err != nil {
		return "" // the text can be read without them
	}
	x, saved := newXMLReader(data), ""
	var inside func(e xml.StartElement) error
	inside = func(e xml.StartElement) (err error) {
		if e.Name.Local != "modified" {
			return x.each(inside, nil)
		}
		saved, err = x.text()
		return err
	}
	if err := x.each(inside, nil); err != nil {
		return ""
	}
	at, err := time.Parse(time.RFC3339, strings.TrimSpace(saved))
	if err != nil {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}

// wordLine is a paragraph; its pieces count from its beginning.
type wordLine struct {
	text   []byte
	pieces []WordPiece
}

// wordPlace is what an element stands in.
type wordPlace struct {
	fixed    string
	inserted tifa.Span // the w:ins that is its parent
	deeper   bool      // a w:ins is further up
}

// under is the place of what stands in an element that is no tracked insertion.
func (at wordPlace) under() wordPlace {
	at.deeper = at.deeper || at.inserted.Len() > 0
	at.inserted = tifa.Span{}
	return at
}

// fix is the place with a reason why nothing can be changed; the first counts.
func (at wordPlace) fix(why string) wordPlace {
	if at.fixed == "" {
		at.fixed = why
	}
	return at
}

// wordField is a field whose end has not come: what makes it, and whether its
// result has begun.
type wordField struct {
	makes  strings.Builder
	result bool
}

// wordPlacer goes through the parts of a DOCX as docxReader does, and keeps the
// places of what that reads.
type wordPlacer struct {
	ctx    context.Context
	x      *xmlReader
	data   []byte
	part   string
	styles map[string]wordStyle
	notes  map[string][]wordLine
	told   map[string]bool // the notes that stand in the lines of some paragraph
	lines  []wordLine
	carry  wordLine // a paragraph whose end was deleted
	fields []*wordField
	out    *WordText
}

// open begins a part.
func (w *wordPlacer) open(a *archive, name string) error {
	data, err := a.read(name)
	if err != nil {
		return err
	}
	w.x, w.data, w.part, w.lines, w.carry, w.fields = newXMLReader(data), data, name, nil, wordLine{}, nil
	w.out.Parts[name] = data
	return nil
}

func (w *wordPlacer) note(kind string) func(e xml.StartElement) error {
	var inside func(e xml.StartElement) error
	inside = func(e xml.StartElement) error {
		if e.Name.Local != kind {
			return w.x.each(inside, nil)
		}
		if t := xmlAttr(e, "type"); t != "" && t != "normal" {
			return w.x.skip()
		}
		w.lines, w.carry = nil, wordLine{}
		err := w.x.each(func(e xml.StartElement) error { return w.block(e, wordPlace{}) }, nil)
		key := kind + " " + xmlAttr(e, "id")
		w.notes[key] = append(w.notes[key], w.lines...)
		return err
	}
	return inside
}

// block reads an element that stands where paragraphs stand.
func (w *wordPlacer) block(e xml.StartElement, at wordPlace) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	switch e.Name.Local {
	case "p":
		return w.paragraph(at)
	case "AlternateContent":
		return w.choice(at, w.block)
	case "del", "moveFrom", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "Fallback":
		return w.x.skip()
	}
	return w.within(e, at, w.block)
}

// within reads what stands in an element that holds text and is none itself.
func (w *wordPlacer) within(e xml.StartElement, at wordPlace, element func(xml.StartElement, wordPlace) error) error {
	tag := tifa.Span{Start: w.x.from, End: int(w.x.InputOffset())}
	at = at.under()
	switch e.Name.Local {
	case "ins":
		at.inserted = tag
	case "moveTo":
		at = at.fix(fixedMoved)
	case "oMath", "oMathPara":
		at = at.fix(fixedFormula)
	case "fldSimple":
		if !isLink(xmlAttr(e, "instr")) {
			at = at.fix(fixedField)
		}
	case "sdt":
		return w.x.each(func(e xml.StartElement) error {
			if e.Name.Local != "sdtPr" {
				return element(e, at)
			}
			held, err := w.held()
			if held {
				at = at.fix(fixedControl)
			}
			return err
		}, nil)
	case "sdtPr":
		return w.x.skip()
	}
	return w.x.each(func(e xml.StartElement) error { return element(e, at) }, nil)
}

// held reads the properties of a control and says whether its content is not
// for people to change, or shows what stands elsewhere.
func (w *wordPlacer) held() (held bool, err error) {
	err = w.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "lock":
			kind := xmlAttr(e, "val")
			held = held || kind == "contentLocked" || kind == "sdtContentLocked"
		case "dataBinding", "dropDownList", "comboBox", "date", "checkbox", "showingPlcHdr":
			held = true
		}
		return w.x.skip()
	}, nil)
	return held, err
}

func isLink(makes string) bool { return strings.HasPrefix(strings.TrimSpace(makes), "HYPERLINK") }

func (w *wordPlacer) choice(at wordPlace, element func(xml.StartElement, wordPlace) error) error {
	done := false
	at = at.under().fix(fixedTwice)
	return w.x.each(func(_ xml.StartElement) error {
		if done {
			return w.x.skip()
		}
		done = true
		return w.x.each(func(e xml.StartElement) error { return element(e, at) }, nil)
	}, nil)
}

// wordParagraph is a paragraph while its places are read.
type wordParagraph struct {
	wordLine
	style  string
	joined bool
	notes  []string
	boxes  []wordLine
}

func (w *wordPlacer) paragraph(at wordPlace) error {
	p := &wordParagraph{}
	if err := w.x.each(func(e xml.StartElement) error { return w.inline(p, e, at.under()) }, nil); err != nil {
		return err
	}
	style := w.styles[p.style]
	line := w.carry
	line.add(&p.wordLine)
	w.carry = wordLine{}
	if p.joined {
		w.carry = line
		return nil
	}
	if style.isContents() || style.hidden {
		return nil
	}
	w.lines = append(w.lines, line)
	for _, key := range p.notes {
		w.lines = append(w.lines, w.refer(key)...)
	}
	w.lines = append(w.lines, p.boxes...)
	return nil
}

// refer is a note that a paragraph refers to. One that was referred to before has
// places in the text that are one in the file, so none of them can be changed by
// itself: the lines share their pieces, and the earlier ones are fixed as well.
func (w *wordPlacer) refer(key string) []wordLine {
	lines := w.notes[key]
	if w.told[key] {
		for _, l := range lines {
			for i := range l.pieces {
				l.pieces[i].Fixed = cmp.Or(l.pieces[i].Fixed, fixedNote)
			}
		}
	}
	w.told[key] = true
	return lines
}

func (l *wordLine) add(more *wordLine) {
	for _, p := range more.pieces {
		p.Start, p.End = p.Start+len(l.text), p.End+len(l.text)
		l.pieces = append(l.pieces, p)
	}
	l.text = append(l.text, more.text...)
}

// inline reads an element that stands where runs stand.
func (w *wordPlacer) inline(p *wordParagraph, e xml.StartElement, at wordPlace) error {
	switch e.Name.Local {
	case "pPr":
		return w.properties(p)
	case "r":
		return w.run(p, e, at)
	case "del", "moveFrom", "rt", "rubyPr", "Fallback":
		return w.x.skip()
	case "p":
		return w.paragraph(at)
	}
	return w.within(e, at, func(e xml.StartElement, at wordPlace) error { return w.inline(p, e, at) })
}

func (w *wordPlacer) properties(p *wordParagraph) error {
	var inside func(e xml.StartElement) error
	inside = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pStyle":
			p.style = xmlAttr(e, "val")
		case "del":
			p.joined = true
		case "pPrChange", "sectPr", "numberingChange":
			return w.x.skip()
		}
		return w.x.each(inside, nil)
	}
	return w.x.each(inside, nil)
}
