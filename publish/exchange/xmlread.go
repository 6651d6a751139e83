package exchange

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// ErrFormat says that a file is not what it should be: broken XML, another
// format, or beyond the limits of a reader.
var ErrFormat = errors.New("cannot be read")

// The limits of the readers. Nothing that people translate comes near them; a
// file that does is broken or hostile.
const (
	maxToken = 4 << 20 // bytes of one tag or one run of text
	maxUnit  = 8 << 20 // bytes of text of one unit, with its notes
	maxDepth = 64      // of elements in each other
	maxParts = 1000    // languages, segments, notes and properties of a unit
)

// scan walks over an XML file without keeping it.
type scan struct {
	d      *xml.Decoder
	budget *budget
	depth  int
	used   int // bytes of text since the unit began
	parts  int
}

// newScan begins to read a file in any of the encodings of XML: UTF-8 and
// UTF-16 with and without a byte order mark, and those that are declared.
func newScan(r io.Reader) *scan {
	b := &budget{r: r, left: maxToken}
	head := bufio.NewReader(b)
	start, _ := head.Peek(4) // what is shorter shows when it is read
	var in io.Reader = head
	wide := true
	decode := func(e encoding.Encoding) io.Reader { return transform.NewReader(head, e.NewDecoder()) }
	switch {
	case bytes.HasPrefix(start, []byte{0xFF, 0xFE}), bytes.HasPrefix(start, []byte{0xFE, 0xFF}):
		in = decode(unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM))
	case bytes.HasPrefix(start, []byte{'<', 0}):
		in = decode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))
	case bytes.HasPrefix(start, []byte{0, '<'}):
		in = decode(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM))
	default:
		wide = false
		if bytes.HasPrefix(start, []byte{0xEF, 0xBB, 0xBF}) {
			_, _ = head.Discard(3) // they were peeked at
		}
	}
	d := xml.NewDecoder(bufio.NewReader(in))
	d.Entity = xml.HTMLEntity // some programs write &nbsp;
	d.CharsetReader = func(label string, input io.Reader) (io.Reader, error) {
		if wide { // it is decoded already
			return input, nil
		}
		e, err := htmlindex.Get(label)
		if err != nil {
			return nil, fmt.Errorf("the encoding %q is not known", label)
		}
		return transform.NewReader(input, e.NewDecoder()), nil
	}
	return &scan{d: d, budget: b}
}

// budget is a reader that gives only so many bytes before it is filled again.
// It is filled before each token, since the decoder keeps a token whole.
type budget struct {
	r    io.Reader
	left int
}

func (b *budget) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, fmt.Errorf("a tag or a run of text is longer than %d MiB: %w", maxToken>>20, ErrFormat)
	}
	n, err := b.r.Read(p)
	b.left -= n
	return n, err
}

// next is the next tag or run of text; io.EOF at the end of a whole file.
func (s *scan) next() (xml.Token, error) {
	for {
		s.budget.left = maxToken
		t, err := s.d.Token()
		if err != nil {
			return nil, s.failed(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if s.depth++; s.depth > maxDepth {
				return nil, s.failed(fmt.Errorf("elements stand more than %d deep in each other", maxDepth))
			}
			return t, nil
		case xml.EndElement:
			s.depth--
			return t, nil
		case xml.CharData:
			return t, nil
		}
	}
}

// failed says where in the file reading ended.
func (s *scan) failed(err error) error {
	switch {
	case errors.Is(err, io.EOF):
		return io.EOF
	case errors.Is(err, ErrFormat):
		return err
	}
	line, _ := s.d.InputPos()
	return fmt.Errorf("line %d: %w: %w", line, err, ErrFormat)
}

// must is next where the file cannot end yet.
func (s *scan) must() (xml.Token, error) {
	t, err := s.next()
	if errors.Is(err, io.EOF) {
		return nil, s.failed(errors.New("the file ends too early"))
	}
	return t, err
}

// each goes through the element that was opened last, to its end: child is
// called for each element in it, which it must read to its end, and text, unless
// it is nil, for what stands between them, which is counted as of the unit.
func (s *scan) each(child func(xml.StartElement) error, text func(xml.CharData)) error {
	for {
		token, err := s.must()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := child(token); err != nil {
				return err
			}
		case xml.CharData:
			if text == nil {
				continue
			}
			if err := s.take(len(token)); err != nil {
				return err
			}
			text(token)
		}
	}
}

// within goes through an element of a unit, as each does, and counts what stands
// in it.
func (s *scan) within(child func(xml.StartElement) error) error {
	return s.each(func(e xml.StartElement) error {
		if err := s.part(); err != nil {
			return err
		}
		return child(e)
	}, nil)
}

// begin opens a unit, whose limits are counted from here.
func (s *scan) begin() { s.used, s.parts = 0, 0 }

// part counts a part of a unit.
func (s *scan) part() error {
	if s.parts++; s.parts > maxParts {
		return s.failed(fmt.Errorf("a unit has more than %d parts", maxParts))
	}
	return nil
}

// take counts text of a unit.
func (s *scan) take(n int) error {
	if s.used += n; s.used > maxUnit {
		return s.failed(fmt.Errorf("a unit is longer than %d MiB", maxUnit>>20))
	}
	return nil
}

// root moves to the outermost element, which must have the name.
func (s *scan) root(name, format string) (xml.StartElement, error) {
	for {
		t, err := s.next()
		if errors.Is(err, io.EOF) {
			return xml.StartElement{}, fmt.Errorf("the file is empty, no %s: %w", format, ErrFormat)
		}
		if err != nil {
			return xml.StartElement{}, err
		}
		if e, ok := t.(xml.StartElement); ok {
			if e.Name.Local != name {
				return e, s.failed(fmt.Errorf("it begins with <%s>, which is no %s", e.Name.Local, format))
			}
			return e, nil
		}
	}
}

// skip leaves out the rest of the element that was opened last.
func (s *scan) skip() error {
	for open := 1; open > 0; {
		t, err := s.must()
		if err != nil {
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			open++
		case xml.EndElement:
			open--
		}
	}
	return nil
}

// text is all the text in the element that was opened last.
func (s *scan) text() (string, error) {
	var b strings.Builder
	for open := 1; ; {
		t, err := s.must()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			open++
		case xml.EndElement:
			if open--; open == 0 {
				return b.String(), nil
			}
		case xml.CharData:
			if err := s.take(len(t)); err != nil {
				return "", err
			}
			b.Write(t)
		}
	}
}

// xmlSpace is the namespace of xml:lang and xml:space.
const xmlSpace = "http://www.w3.org/XML/1998/namespace"

// attr is an attribute by its local name, so that xml:lang and lang are one.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && (a.Name.Space == "" || a.Name.Space == xmlSpace) {
			return a.Value
		}
	}
	return ""
}
