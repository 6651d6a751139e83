package exchange

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"tifa"
)

// program is the name by which the readers know files of this package.
const program = "tifa"

// tmxTime is how TMX writes a moment.
const tmxTime = "20060102T150405Z"

// codeMark is the type of a placeholder that stands for a character that XML
// cannot carry, whose number is its content, in hex.
const codeMark = "x-code-point"

// The properties of a unit that TMX has no attribute for. Those of the context
// are called as other programs call them.
const (
	propBefore  = "x-context-pre"
	propAfter   = "x-context-post"
	propOrigin  = "x-origin"
	propChecked = "x-checked"
	propDate    = "x-date"
	propStatus  = "x-status"
	propID      = "x-id"
	propBy      = "x-by"
	propAt      = "x-at"
	propNote    = "x-note"
)

// WriteTMX writes units as TMX 1.4b. ReadTMX gives them back field by field.
// version is that of the program.
func WriteTMX(w io.Writer, units []tifa.Unit, version string) error {
	t := tmxWriter{newOutput(w)}
	t.printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n")
	t.printf("<header creationtool=\"%s\" creationtoolversion=\"%s\" segtype=\"sentence\" o-tmf=\"%s\" adminlang=\"en\" srclang=\"%s\" datatype=\"plaintext\"/>\n<body>\n",
		program, escaped(version), program, escaped(commonSource(units)))
	for i := range units {
		t.unit(&units[i])
	}
	t.printf("</body>\n</tmx>\n")
	if err := t.Flush(); err != nil {
		return fmt.Errorf("write TMX: %w", err)
	}
	return nil
}

// commonSource is the source language of all units, and as TMX says it where
// there is none.
func commonSource(units []tifa.Unit) string {
	for i := range units {
		if units[i].SrcLang != units[0].SrcLang {
			return anyLang
		}
	}
	if len(units) == 0 || units[0].SrcLang == "" {
		return anyLang
	}
	return units[0].SrcLang
}

const anyLang = "*all*"

type tmxWriter struct {
	output
}

func (t tmxWriter) unit(u *tifa.Unit) {
	type field struct{ name, value string }
	var props []field
	prop := func(name, value string) {
		if value != "" {
			name, value = carry(name, value)
			props = append(props, field{name, value})
		}
	}
	t.printf("<tu")
	attribute := func(name, value, otherwise string) {
		switch {
		case value == "":
		case carried(valid(value)):
			t.printf(" %s=\"%s\"", name, escaped(value))
		default:
			prop(otherwise, value)
		}
	}
	attribute("tuid", u.ID, propID)
	if at, err := time.Parse(time.RFC3339, u.At); err == nil && at.UTC().Format(time.RFC3339) == u.At {
		t.printf(" changedate=\"%s\"", at.UTC().Format(tmxTime))
	} else {
		prop(propAt, u.At)
	}
	attribute("changeid", u.By, propBy)
	t.printf(" srclang=\"%s\">", escaped(u.SrcLang))
	note := valid(u.Note)
	if note != "" && carried(note) {
		t.printf("<note>%s</note>", escaped(note))
	} else {
		prop(propNote, note)
	}
	prop(propBefore, u.Before)
	prop(propAfter, u.After)
	prop(propOrigin, u.Origin)
	if u.Checked {
		prop(propChecked, "yes")
	}
	prop(propDate, u.Date.String())
	prop(propStatus, u.Status)
	for _, p := range props {
		t.printf("<prop type=\"%s\">%s</prop>", p.name, escaped(p.value))
	}
	t.printf("\n")
	t.variant(u.SrcLang, u.Src)
	t.variant(u.TgtLang, u.Tgt)
	t.printf("</tu>\n")
}

func (t tmxWriter) variant(lang, text string) {
	t.printf("<tuv xml:lang=\"%s\"><seg>", escaped(lang))
	t.escape(text, func(r rune) { t.printf("<ph type=\"%s\">%04X</ph>", codeMark, r) })
	t.printf("</seg></tuv>\n")
}

// codePoint reads a number that stands for a character.
func codePoint(hex string) (rune, bool) {
	n, err := strconv.ParseUint(strings.TrimSpace(hex), 16, 32)
	if err != nil || n > 0x10FFFF || n >= 0xD800 && n <= 0xDFFF {
		return 0, false
	}
	return rune(n), true
}

// tmxMoment is the time of an attribute in RFC 3339; empty if it is none.
func tmxMoment(s string) string {
	at, err := time.Parse(tmxTime, s)
	if err != nil {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}
