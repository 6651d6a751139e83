package exchange

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"tifa"
)

// File is a document on its way through translation.
type File struct {
	ID      string // of the document: its address, or the name of a file
	Title   string
	SrcLang string // BCP 47
	TgtLang string
	Meta    []Meta
	Columns [3]string // of a table for people: the names of source, target and provenance; empty: no row of them
	Head    []Remark  // what is said to people before the lines
}

// Remark is what is said of a document.
type Remark struct {
	Text  string
	Marks []tifa.Span // of Text: shown as what is to be checked is
}

// Line is a passage of a document and its translation.
type Line struct {
	ID     string // within the file; XLIFF wants it without spaces
	Name   string // its address
	Source string
	Target string
	State  string      // of the translation: initial, translated, reviewed or final; empty is initial
	Marks  []tifa.Span // of Target: what is to be checked; in order, not empty, not overlapping
	From   string      // where the translation comes from, for people
	Notes  []string
	Meta   []Meta // where the translation comes from, for programs
}

// Meta is a named value.
type Meta struct {
	Name, Value string
}

// The states of a translation.
const (
	Initial    = "initial"
	Translated = "translated"
	Reviewed   = "reviewed"
	Final      = "final"
)

func known(state string) bool {
	return state == "" || slices.Contains([]string{Initial, Translated, Reviewed, Final}, state)
}

const (
	metaCategory = "tifa"        // of the groups of metadata that are ours
	fromCategory = "provenance"  // of the note that holds From
	markType     = "tifa:check"  // of annotations that are Marks
	titleMeta    = "title"       // of the metadata of a file
	lineMeta     = "id"          // where an ID is not one of XLIFF
	nameMeta     = "name"        // where a name holds what XML cannot carry
	fileMeta     = "file"        // the same of a file
	noteMeta     = "quoted-note" // a note that XML cannot carry
	xliffVersion = "2.1"
)

// WriteXLIFF writes a document as XLIFF 2.1: a unit of one segment for each
// line, with the metadata module for what XLIFF has no place for. ReadXLIFF
// gives everything back.
func WriteXLIFF(w io.Writer, f *File, lines []Line) error {
	for i := range lines {
		if !known(lines[i].State) {
			return fmt.Errorf("write XLIFF: %s: %q is no state of a translation: %w", lines[i].ID, lines[i].State, tifa.ErrUsage)
		}
	}
	x := &xliffWriter{newOutput(w), map[string]bool{}}
	x.printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	x.printf("<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\" version=\"%s\" srcLang=\"%s\"",
		xliffVersion, escaped(f.SrcLang))
	if f.TgtLang != "" {
		x.printf(" trgLang=\"%s\"", escaped(f.TgtLang))
	}
	x.printf(">\n<file id=\"f1\" original=\"%s\" xml:space=\"preserve\">\n", escaped(f.ID))
	meta := slices.Clone(f.Meta)
	if f.Title != "" {
		meta = append(meta, Meta{own + titleMeta, f.Title})
	}
	if !carried(valid(f.ID)) {
		meta = append(meta, Meta{own + fileMeta, f.ID})
	}
	x.meta(meta)
	for i := range lines {
		x.line(&lines[i], i+1)
	}
	if len(lines) == 0 {
		// A file must hold a unit.
		x.printf("<unit id=\"%s\"><segment><source/></segment></unit>\n", emptyUnit)
	}
	x.printf("</file>\n</xliff>\n")
	if err := x.Flush(); err != nil {
		return fmt.Errorf("write XLIFF: %w", err)
	}
	return nil
}

// own goes before the names of metadata that are fields of ours.
const own = "tifa:"

// emptyUnit is the unit of a file without lines.
const emptyUnit = "tifa-empty"

type xliffWriter struct {
	output
	ids map[string]bool
}

func (x *xliffWriter) line(l *Line, n int) {
	var meta []Meta
	id := l.ID
	if !isToken(id) || x.ids[id] || strings.HasPrefix(id, "tifa-") {
		id = fmt.Sprintf("tifa-%d", n)
		meta = append(meta, Meta{own + lineMeta, l.ID})
	}
	x.ids[id] = true
	x.printf("<unit id=\"%s\"", id)
	switch {
	case l.Name == "":
	case carried(valid(l.Name)):
		x.printf(" name=\"%s\"", escaped(l.Name))
	default:
		meta = append(meta, Meta{own + nameMeta, l.Name})
	}
	x.printf(">\n")
	x.meta(append(meta, l.Meta...))
	x.notes(l)
	x.printf("<segment")
	if l.State != "" {
		x.printf(" state=\"%s\"", escaped(l.State))
	}
	x.printf("><source>")
	x.text(l.Source)
	x.printf("</source>")
	if l.Target != "" || l.State != "" && l.State != Initial {
		x.printf("<target>")
		x.marked(l.Target, l.Marks)
		x.printf("</target>")
	}
	x.printf("</segment>\n</unit>\n")
}

func (x *xliffWriter) meta(meta []Meta) {
	if len(meta) == 0 {
		return
	}
	x.printf("<mda:metadata><mda:metaGroup category=\"%s\">", metaCategory)
	for _, m := range meta {
		name, value := carry(m.Name, m.Value)
		x.printf("<mda:meta type=\"%s\">%s</mda:meta>", escaped(name), escaped(value))
	}
	x.printf("</mda:metaGroup></mda:metadata>\n")
}

func (x *xliffWriter) notes(l *Line) {
	if len(l.Notes) == 0 && l.From == "" {
		return
	}
	x.printf("<notes>")
	note := func(category, text string) {
		if _, value := carry("", text); !carried(valid(text)) {
			category, text = strings.TrimPrefix(category+" "+noteMeta, " "), value
		}
		if category != "" {
			category = fmt.Sprintf(" category=\"%s\"", category)
		}
		x.printf("<note%s>%s</note>", category, escaped(text))
	}
	if l.From != "" {
		note(fromCategory, l.From)
	}
	for _, n := range l.Notes {
		note("", n)
	}
	x.printf("</notes>\n")
}

// marked writes a target with what is to be checked in it.
func (x *xliffWriter) marked(s string, marks []tifa.Span) {
	at := 0
	for i, m := range marks {
		if m.Start < at || m.End <= m.Start || m.End > len(s) {
			continue // a mark out of order cannot be nested
		}
		x.text(s[at:m.Start])
		x.printf("<mrk id=\"m%d\" type=\"%s\">", i+1, markType)
		x.text(s[m.Start:m.End])
		x.printf("</mrk>")
		at = m.End
	}
	x.text(s[at:])
}

func (x *xliffWriter) text(s string) {
	x.escape(s, func(r rune) { x.printf("<cp hex=\"%04X\"/>", r) })
}

// isToken says whether s can be an id of XLIFF 2.
func isToken(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:") == ""
}
