package extract

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"

	"tifa"
)

// isWordSpace says whether a namespace is WordprocessingML, transitional or strict.
func isWordSpace(space string) bool {
	return space == "http://schemas.openxmlformats.org/wordprocessingml/2006/main" || space == "http://purl.oclc.org/ooxml/wordprocessingml/main"
}

// run reads a run of text with the places of its pieces. Runs of other kinds, as
// in drawings, have no tracked changes.
func (w *wordPlacer) run(p *wordParagraph, e xml.StartElement, at wordPlace) error {
	if !isWordSpace(e.Name.Space) {
		at = at.fix(fixedForm)
	}
	n := len(w.out.Runs)
	r := WordRun{
		Part: w.part, Tag: tifa.Span{Start: w.x.from, End: int(w.x.InputOffset())},
		Inserted: at.inserted, Deeper: at.deeper,
	}
	w.out.Runs = append(w.out.Runs, r)
	hidden := false
	space := e.Name.Space
	err := w.x.each(func(e xml.StartElement) error {
		start := w.x.from
		if e.Name.Local == "rPr" {
			var err error
			hidden, err = w.isHidden()
			r.Properties = tifa.Span{Start: start, End: int(w.x.InputOffset())}
			return err
		}
		r.Children = append(r.Children, tifa.Span{Start: start})
		child := len(r.Children) - 1
		err := w.inRun(p, e, wordSpot{run: n, child: child, space: space, hidden: hidden, at: at})
		r.Children[child].End = int(w.x.InputOffset())
		return err
	}, nil)
	r.Span = tifa.Span{Start: r.Tag.Start, End: int(w.x.InputOffset())}
	w.out.Runs[n] = r
	return err
}

// isHidden reads the properties of a run.
func (w *wordPlacer) isHidden() (bool, error) {
	return (&docxReader{x: w.x, styles: w.styles}).isHidden()
}

// wordSpot is where in a run an element stands.
type wordSpot struct {
	run, child int
	space      string // of the names of the run
	hidden     bool
	deep       bool // in an element of the run, so that the child is more than what stands here
	at         wordPlace
}

// inRun reads an element of a run: what it has of text are pieces.
func (w *wordPlacer) inRun(p *wordParagraph, e xml.StartElement, s wordSpot) error {
	switch e.Name.Local {
	case "t":
		return w.text(p, e, s)
	case "tab", "ptab":
		w.sign(p, " ", s)
	case "br", "cr":
		if kind := xmlAttr(e, "type"); kind == "" || kind == "textWrapping" {
			w.sign(p, " ", s)
		}
	case "noBreakHyphen":
		w.sign(p, "\u2011", s)
	case "sym":
		w.sign(p, symbol(xmlAttr(e, "char")), s)
	case "fldChar":
		switch kind := xmlAttr(e, "fldCharType"); {
		case kind == "begin":
			w.fields = append(w.fields, &wordField{})
		case len(w.fields) == 0:
		case kind == "separate":
			w.fields[len(w.fields)-1].result = true
		case kind == "end":
			w.fields = w.fields[:len(w.fields)-1]
		}
		return w.x.skip()
	case "instrText":
		text, err := w.x.text()
		if n := len(w.fields); n > 0 {
			w.fields[n-1].makes.WriteString(text)
		}
		return err
	case "footnoteReference", "endnoteReference":
		p.notes = append(p.notes, strings.TrimSuffix(e.Name.Local, "Reference")+" "+xmlAttr(e, "id"))
	case "AlternateContent":
		return w.choice(s.at, func(e xml.StartElement, at wordPlace) error {
			s.at = at
			return w.inRun(p, e, s)
		})
	case "txbxContent":
		return w.textBox(p, s.at)
	case "delText", "delInstrText", "rt", "rubyPr":
		return w.x.skip()
	case "rPr": // of a run within, which has a reading above it
		hidden, err := w.isHidden()
		s.hidden = hidden
		return err
	case "ruby":
		s.at = s.at.fix(fixedRuby)
	case "r":
		return w.run(p, e, s.at.fix(fixedForm)) // in another, which would be written twice
	}
	s.deep = true
	return w.x.each(func(e xml.StartElement) error { return w.inRun(p, e, s) }, nil)
}

func (w *wordPlacer) textBox(p *wordParagraph, at wordPlace) error {
	outer, carry := w.lines, w.carry
	w.lines, w.carry = nil, wordLine{}
	at = at.fix(fixedBox)
	err := w.x.each(func(e xml.StartElement) error { return w.block(e, at) }, nil)
	p.boxes = append(p.boxes, w.lines...)
	w.lines, w.carry = outer, carry
	return err
}

// fixed says why what stands here cannot be changed.
func (w *wordPlacer) fixed(s wordSpot) string {
	if s.at.fixed != "" {
		return s.at.fixed
	}
	for _, f := range w.fields {
		if !f.result || !isLink(f.makes.String()) {
			return fixedField
		}
	}
	if s.deep {
		return fixedForm
	}
	return ""
}

// sign keeps a character that is an element.
func (w *wordPlacer) sign(p *wordParagraph, text string, s wordSpot) {
	if s.hidden || text == "" {
		return
	}
	start := len(p.text)
	p.text = append(p.text, text...)
	p.pieces = append(p.pieces, WordPiece{Span: tifa.Span{Start: start, End: len(p.text)}, Run: s.run, Child: s.child, Fixed: w.fixed(s)})
}

// text keeps what a w:t has.
func (w *wordPlacer) text(p *wordParagraph, e xml.StartElement, s wordSpot) error {
	begin := int(w.x.InputOffset())
	text, err := w.x.text()
	if err != nil || s.hidden || text == "" {
		return err
	}
	content := tifa.Span{Start: begin, End: w.x.from}
	start := len(p.text)
	piece := WordPiece{Run: s.run, Child: s.child, Content: content, Fixed: w.fixed(s)}
	plain, offsets, ok := unescaped(w.data[content.Start:content.End], content.Start)
	if !ok || plain != text || e.Name.Space != s.space {
		piece.Fixed = cmp.Or(piece.Fixed, fixedForm)
		plain, offsets = text, make([]int, len(text)+1)
	}
	// Without this Word leaves out the spaces at the ends, which a divided text
	// would show.
	if xmlAttr(e, "space") != "preserve" && strings.TrimFunc(text, isSpace) != text {
		piece.Fixed = cmp.Or(piece.Fixed, fixedForm)
	}
	for i, c := range plain {
		if dropped(c) {
			continue
		}
		n := utf8.RuneLen(c)
		if c == utf8.RuneError {
			_, n = utf8.DecodeRuneInString(plain[i:])
		}
		char := plain[i : i+n]
		if c == '\n' || c == '\r' {
			char, n = " ", 1 // a line here is a paragraph
		}
		p.text = append(p.text, char...)
		for range n {
			piece.Offsets = append(piece.Offsets, offsets[i])
		}
	}
	piece.Offsets = append(piece.Offsets, content.End)
	piece.Span = tifa.Span{Start: start, End: len(p.text)}
	if piece.Len() > 0 {
		p.pieces = append(p.pieces, piece)
	}
	return nil
}

// unescaped is the text that stands in XML without elements, and for each byte
// of it the byte of the file, from base. Forms that no program writes into a run
// are not ok.
func unescaped(raw []byte, base int) (text string, of []int, ok bool) {
	var b strings.Builder
	for i := 0; i < len(raw); {
		switch raw[i] {
		case '<', '\r':
			return "", nil, false
		case '&':
			end := bytes.IndexByte(raw[i:min(len(raw), i+12)], ';')
			if end < 0 {
				return "", nil, false
			}
			c, known := entity(string(raw[i+1 : i+end]))
			if !known {
				return "", nil, false
			}
			for range utf8.RuneLen(c) {
				of = append(of, base+i)
			}
			b.WriteRune(c)
			i += end + 1
		default:
			b.WriteByte(raw[i])
			of = append(of, base+i)
			i++
		}
	}
	return b.String(), of, true
}

func entity(name string) (rune, bool) {
	if c, ok := map[string]rune{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}[name]; ok {
		return c, true
	}
	digits, numbered := strings.CutPrefix(name, "#")
	if !numbered {
		return 0, false
	}
	base := 10
	if hex, is := strings.CutPrefix(digits, "x"); is {
		digits, base = hex, 16
	}
	n, err := strconv.ParseInt(digits, base, 32)
	if err != nil || !utf8.ValidRune(rune(n)) || rune(n) == utf8.RuneError {
		return 0, false
	}
	return rune(n), true
}
