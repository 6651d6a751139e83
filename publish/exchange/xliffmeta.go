package exchange

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// metadata reads the metadata module, of all groups in one list.
func (x *xliffReader) metadata() ([]Meta, error) {
	var out []Meta
	for open := 1; open > 0; {
		token, err := x.must()
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.EndElement:
			open--
		case xml.StartElement:
			if err := x.part(); err != nil {
				return nil, err
			}
			if token.Name.Local != "meta" {
				open++
				continue
			}
			value, err := x.text()
			if err != nil {
				return nil, err
			}
			name, value := uncarry(attr(token, "type"), value)
			out = append(out, Meta{name, value})
		}
	}
	return out, nil
}

func (x *xliffReader) notes(l *Line) error {
	for {
		token, err := x.must()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := x.part(); err != nil {
				return err
			}
			if err := x.note(token, l); err != nil {
				return err
			}
		}
	}
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
