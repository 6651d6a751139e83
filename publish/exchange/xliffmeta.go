package exchange

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// metadata reads the metadata module, of all groups in one list.
func (x *xliffReader) metadata() ([]Meta, error) {
	var out []Meta
	var inside func(xml.StartElement) error
	inside = func(e xml.StartElement) error {
		if e.Name.Local != "meta" {
			return x.within(inside)
		}
		value, err := x.text()
		name, value := uncarry(attr(e, "type"), value)
		out = append(out, Meta{name, value})
		return err
	}
	err := x.within(inside)
	return out, err
}

func (x *xliffReader) notes(l *Line) error {
	return x.within(func(e xml.StartElement) error { return x.note(e, l) })
}

func (x *xliffReader) note(e xml.StartElement, l *Line) error {
	text, err := x.text()
	if err != nil {
		return err
	}
	category, quoted := strings.CutSuffix(attr(e, "category"), noteMeta)
	if quoted {
		if plain, err := strconv.Unquote(text); err == nil { // else it is another program's
			text = plain
		}
	}
	if strings.TrimSpace(category) == fromCategory && l.From == "" {
		l.From = text
		return nil
	}
	l.Notes = append(l.Notes, text)
	return nil
}
