package exchange

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tifa"
)

// ReadXLIFF reads XLIFF 2.0 and 2.1, and 1.2, and hands over one line for each
// segment, in the order of the file; what stands in f is the document that it
// belongs to. Of inline codes the text is kept; alternative translations,
// skeletons and other modules are left out.
func ReadXLIFF(r io.Reader, f func(*File, Line) error) error {
	x := &xliffReader{scan: newScan(r), give: f}
	root, err := x.root("xliff", "XLIFF file")
	if err != nil {
		return fmt.Errorf("read XLIFF: %w", err)
	}
	x.old = strings.HasPrefix(attr(root, "version"), "1.")
	x.src, x.tgt = attr(root, "srcLang"), attr(root, "trgLang")
	x.keep = attr(root, "space") == "preserve"
	if err := x.children(); err != nil {
		return fmt.Errorf("read XLIFF: %w", err)
	}
	return nil
}

type xliffReader struct {
	*scan
	give     func(*File, Line) error
	old      bool // 1.x
	src, tgt string
	file     *File
	keep     bool // whether spaces are kept as they are
}

// children reads what stands in the root, a file or a group.
func (x *xliffReader) children() error { return x.each(x.child, nil) }

func (x *xliffReader) child(e xml.StartElement) error {
	keep := x.keep
	defer func() { x.keep = keep }()
	if space := attr(e, "space"); space != "" {
		x.keep = space == "preserve"
	}
	switch e.Name.Local {
	case "file":
		x.file = &File{
			ID: cmp.Or(attr(e, "original"), attr(e, "id")), SrcLang: cmp.Or(attr(e, "source-language"), x.src),
			TgtLang: cmp.Or(attr(e, "target-language"), x.tgt),
		}
		x.begin()
		return x.children()
	case "group", "body":
		return x.children()
	case "metadata":
		if x.file == nil {
			return x.skip()
		}
		meta, err := x.metadata()
		for _, m := range meta {
			switch m.Name {
			case own + titleMeta:
				x.file.Title = m.Value
			case own + fileMeta:
				x.file.ID = m.Value
			default:
				x.file.Meta = append(x.file.Meta, m)
			}
		}
		return err
	case "unit", "trans-unit":
		if x.file == nil {
			return x.failed(errors.New("a unit stands outside a file"))
		}
		return x.unit(e)
	}
	return x.skip()
}

// unit reads a unit and hands over its segments.
func (x *xliffReader) unit(e xml.StartElement) error {
	x.begin()
	base := Line{ID: attr(e, "id"), Name: cmp.Or(attr(e, "name"), attr(e, "resname"))}
	var segments []Line
	if x.old {
		segments = []Line{{}}
		if attr(e, "approved") == "yes" {
			segments[0].State = Final
		}
	}
	err := x.within(func(e xml.StartElement) (err error) {
		segments, err = x.inUnit(e, &base, segments)
		return err
	})
	if err != nil {
		return err
	}
	if base.ID == emptyUnit {
		return nil
	}
	for i := range segments {
		l := segments[i]
		id := base.ID
		if l.ID != "" && len(segments) > 1 {
			id += "/" + l.ID
		}
		l.ID, l.Name, l.From = id, base.Name, base.From
		l.Notes = append(slices.Clone(base.Notes), l.Notes...)
		l.Meta = slices.Clone(base.Meta)
		if err := x.give(x.file, l); err != nil {
			return err
		}
	}
	return nil
}

// inUnit reads one element of a unit.
func (x *xliffReader) inUnit(e xml.StartElement, base *Line, segments []Line) ([]Line, error) {
	switch e.Name.Local {
	case "metadata":
		meta, err := x.metadata()
		for _, m := range meta {
			switch m.Name {
			case own + lineMeta:
				base.ID = m.Value
			case own + nameMeta:
				base.Name = m.Value
			default:
				base.Meta = append(base.Meta, m)
			}
		}
		return segments, err
	case "notes":
		return segments, x.notes(base)
	case "note":
		return segments, x.note(e, base)
	case "segment":
		l, err := x.segment(e)
		return append(segments, l), err
	case "source", "target":
		if x.old {
			return segments, x.side(e, &segments[0])
		}
	}
	return segments, x.skip()
}

func (x *xliffReader) segment(e xml.StartElement) (Line, error) {
	l := Line{ID: attr(e, "id"), State: attr(e, "state")}
	if !known(l.State) {
		l.State = ""
	}
	err := x.within(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "source", "target":
			return x.side(e, &l)
		}
		return x.skip()
	})
	return l, err
}

// oldStates are the states of XLIFF 1.2 in the words of 2.
var oldStates = map[string]string{
	"new": Initial, "needs-translation": Initial, "needs-adaptation": Initial, "needs-l10n": Initial,
	"translated": Translated, "needs-review-translation": Translated, "needs-review-adaptation": Translated, "needs-review-l10n": Translated,
	"signed-off": Reviewed, "final": Final,
}

// side reads a source or a target.
func (x *xliffReader) side(e xml.StartElement, l *Line) error {
	keep := x.keep
	if space := attr(e, "space"); space != "" {
		keep = space == "preserve"
	}
	s := &side{scan: x.scan}
	if err := s.read(); err != nil {
		return err
	}
	text := s.b.String()
	if !keep {
		text = strings.Join(strings.Fields(text), " ")
	}
	if e.Name.Local == "source" {
		l.Source = text
		return nil
	}
	l.Target = text
	if keep {
		l.Marks = s.marks
	}
	if x.old && l.State == "" {
		l.State = oldStates[attr(e, "state")]
	}
	return nil
}

// side is a source or target with the marks of ours in it.
type side struct {
	*scan
	b     strings.Builder
	marks []tifa.Span
}

func (s *side) read() error {
	return s.each(func(e xml.StartElement) error {
		if err := s.part(); err != nil {
			return err
		}
		at := s.b.Len()
		if err := s.inlineElement(&s.b, e, false); err != nil {
			return err
		}
		if e.Name.Local == "mrk" && attr(e, "type") == markType && s.b.Len() > at {
			s.marks = append(s.marks, tifa.Span{Start: at, End: s.b.Len()})
		}
		return nil
	}, func(text xml.CharData) { s.b.Write(text) })
}
