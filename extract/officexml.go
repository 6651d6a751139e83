package extract

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// xmlMaxDepth bounds the nesting of elements: real documents stay below 50.
const xmlMaxDepth = 400

// xmlReader reads an XML file element by element. Prefixes of names are not
// looked at: the formats read here use each local name for one thing.
type xmlReader struct {
	*xml.Decoder
	depth int
	from  int // the byte at which the last token of each begins
}

func newXMLReader(data []byte) *xmlReader {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Entity = xml.HTMLEntity
	return &xmlReader{Decoder: d}
}

// each calls element for every child of the element just begun (or of the
// whole file), and chars, which may be nil, for its own text. element must
// read its element to the end: by each, by text or by Skip.
func (x *xmlReader) each(element func(xml.StartElement) error, chars func(string)) error {
	if x.depth++; x.depth > xmlMaxDepth {
		return fmt.Errorf("%w: its elements are nested more than %d deep", ErrMalformed, xmlMaxDepth)
	}
	defer func() { x.depth-- }()
	for {
		x.from = int(x.InputOffset())
		token, err := x.Token()
		if errors.Is(err, io.EOF) && x.depth == 1 {
			return nil
		}
		if err != nil {
			return damagedXML(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := element(t); err != nil {
				return err
			}
		case xml.CharData:
			if chars != nil {
				chars(string(t))
			}
		case xml.EndElement:
			return nil
		}
	}
}

// skip reads over the element just begun.
func (x *xmlReader) skip() error {
	if err := x.Skip(); err != nil {
		return damagedXML(err)
	}
	return nil
}

// text is all text within the element just begun.
func (x *xmlReader) text() (string, error) {
	var b strings.Builder
	var inner func(xml.StartElement) error
	collect := func(s string) { b.WriteString(s) }
	inner = func(xml.StartElement) error { return x.each(inner, collect) }
	err := x.each(inner, collect)
	return b.String(), err
}

func damagedXML(err error) error {
	if errors.Is(err, ErrMalformed) {
		return err
	}
	return fmt.Errorf("%w: its XML breaks off (%w); fetch it again", ErrMalformed, err)
}

// xmlAttr is the value of the attribute with that local name.
func xmlAttr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// xmlNumber is the attribute as a number, or missing where it is none.
func xmlNumber(e xml.StartElement, name string, missing int) int {
	n, err := strconv.Atoi(xmlAttr(e, name))
	if err != nil {
		return missing
	}
	return n
}

// xmlOn is the value of an element like <w:vanish/>, which is true unless
// it says otherwise.
func xmlOn(e xml.StartElement) bool {
	switch xmlAttr(e, "val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// unbroken makes one line of text in which newlines stand for line breaks
// that an author set by hand: a space between words, nothing beside a
// character of a script without spaces.
func unbroken(s string) string {
	if !strings.Contains(s, "\n") {
		return s
	}
	var b strings.Builder
	last := rune(0)
	for part := range strings.SplitSeq(s, "\n") {
		if part = strings.TrimFunc(part, droppedOrSpace); part == "" {
			continue
		}
		if b.Len() > 0 && !isWide(last) && !isWide(firstRune(part)) {
			b.WriteByte(' ')
		}
		b.WriteString(part)
		last = lastRune(part)
	}
	return b.String()
}
