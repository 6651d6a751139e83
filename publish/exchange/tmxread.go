package exchange

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"tifa"
)

// Pair chooses the languages of a file that has several. An empty one is not
// limited: the source is then what the file says, the targets all others.
type Pair struct {
	Src, Tgt string // BCP 47; zh also takes zh-Hans
}

// ReadTMX reads a translation memory and hands over its units one after the
// other, in the order of the file; f must not keep the file waiting for ever.
// A unit of three languages gives two. left counts those without the pair.
//
// Of formatted segments the text is kept and the codes go: the content of hi
// and sub is text, that of bpt, ept, ph, it and ut is the other program's
// markup.
func ReadTMX(r io.Reader, pair Pair, f func(tifa.Unit) error) (left int, err error) {
	t := &tmxReader{scan: newScan(r), pair: pair}
	if _, err := t.root("tmx", "TMX file"); err != nil {
		return 0, fmt.Errorf("read TMX: %w", err)
	}
	for {
		token, err := t.next()
		if errors.Is(err, io.EOF) {
			return left, nil
		}
		if err != nil {
			return left, fmt.Errorf("read TMX: %w", err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "header":
			t.srclang = attr(e, "srclang")
			t.own = attr(e, "creationtool") == program
		case "tu":
			u, err := t.unit(e)
			if err != nil {
				return left, fmt.Errorf("read TMX: %w", err)
			}
			units := u.pick(t.pair)
			if len(units) == 0 {
				left++
			}
			for _, unit := range units {
				if err := f(unit); err != nil {
					return left, err
				}
			}
		}
	}
}

type tmxReader struct {
	*scan
	pair    Pair
	srclang string // of the header
	own     bool   // whether this package wrote the file
}

// tmxUnit is a unit in all its languages.
type tmxUnit struct {
	tifa.Unit // without texts
	src       string
	variants  []tmxVariant
}

type tmxVariant struct {
	lang, text string
}

func (t *tmxReader) unit(e xml.StartElement) (*tmxUnit, error) {
	t.begin()
	u := &tmxUnit{src: cmp.Or(attr(e, "srclang"), t.srclang)}
	u.ID = attr(e, "tuid")
	u.about(e)
	return u, t.within(func(e xml.StartElement) error {
		if e.Name.Local == "tuv" {
			return t.variant(u, e)
		}
		return t.detail(u, e)
	})
}

// about reads who changed a unit or one of its languages, and when.
func (u *tmxUnit) about(e xml.StartElement) {
	u.By = cmp.Or(attr(e, "changeid"), attr(e, "creationid"), u.By)
	u.At = cmp.Or(tmxMoment(attr(e, "changedate")), tmxMoment(attr(e, "creationdate")), u.At)
}

// variant reads the text of one language.
func (t *tmxReader) variant(u *tmxUnit, e xml.StartElement) error {
	v := tmxVariant{lang: attr(e, "lang")}
	u.about(e)
	err := t.within(func(e xml.StartElement) (err error) {
		if e.Name.Local == "seg" {
			v.text, err = t.inline(false)
			return err
		}
		return t.detail(u, e)
	})
	u.variants = append(u.variants, v)
	return err
}

// detail reads a note or a property of a unit; anything else is left out.
func (t *tmxReader) detail(u *tmxUnit, e xml.StartElement) error {
	kind := attr(e, "type")
	switch e.Name.Local {
	case "note", "prop":
	default:
		return t.skip()
	}
	value, err := t.text()
	if err != nil {
		return err
	}
	if e.Name.Local == "note" {
		kind = propNote
	}
	if t.own {
		kind, value = uncarry(kind, value)
	} else {
		value = strings.TrimSpace(value)
	}
	u.set(kind, value, t.own)
	return nil
}

// set sets a field by the name of a property.
func (u *tmxUnit) set(kind, value string, own bool) {
	switch kind {
	case propBefore, "prev":
		u.Before = context(value, own)
	case propAfter, "next":
		u.After = context(value, own)
	case propOrigin:
		u.Origin = value
	case propChecked:
		u.Checked = value == "yes"
	case propDate:
		if d, err := tifa.ParseDate(value); err == nil { // a date of others may be anything
			u.Date = d
		}
	case propStatus:
		u.Status = value
	case propID:
		u.ID = value
	case propBy:
		u.By = value
	case propAt:
		u.At = value
	case propNote:
		if u.Note != "" {
			u.Note += "\n"
		}
		u.Note += value
	}
}

// context is the text of a neighbour; others write it as a segment in a
// property.
func context(s string, own bool) string {
	if inner, ok := strings.CutPrefix(s, "<seg>"); ok && !own {
		return strings.TrimSuffix(inner, "</seg>")
	}
	return s
}

// inline reads the text of a segment, or of an element in it that was opened
// last; code says that what stands in it is markup.
func (s *scan) inline(code bool) (string, error) {
	var b strings.Builder
	err := s.inlineTo(&b, code)
	return b.String(), err
}

func (s *scan) inlineTo(b *strings.Builder, code bool) error {
	return s.each(func(e xml.StartElement) error {
		return s.inlineElement(b, e, code)
	}, func(text xml.CharData) {
		if !code {
			b.Write(text)
		}
	})
}

func (s *scan) inlineElement(b *strings.Builder, e xml.StartElement, code bool) error {
	switch e.Name.Local {
	case "hi", "g", "mrk", "pc":
		return s.inlineTo(b, code)
	case "sub": // text that stands in a code, such as that of a note
		return s.inlineTo(b, false)
	case "cp": // a character that XML cannot carry
		if r, ok := codePoint(attr(e, "hex")); ok && !code {
			b.WriteRune(r)
		}
		return s.skip()
	case "ph":
		if attr(e, "type") == codeMark {
			number, err := s.text()
			if r, ok := codePoint(number); ok && !code {
				b.WriteRune(r)
			}
			return err
		}
	}
	return s.inlineTo(b, true)
}
