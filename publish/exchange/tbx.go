package exchange

import (
	"fmt"
	"io"
	"strings"
	"time"

	"tifa"
)

// TBX, the TermBase eXchange format of ISO 30042:2019, in the public dialect
// TBX-Basic and the style in which categories are attributes (DCA):
//
//	conceptEntry id                        Concept.ID, after a _ where it begins with no letter
//	  transacGrp, its first note "decision"  a Decision; its parts are notes
//	  transacGrp                           By and At; dates of TBX have no time, a note has it
//	  descripGrp: descrip definition       Definition
//	  descrip subjectField                 Scope
//	  admin source                         Source
//	  note                                 Note
//	  langSec xml:lang                     a language, in the order of its first term
//	    termSec id="ID.t2"                 a Term, the second of its concept
//	      term, administrativeStatus       Text, Status
//	      termType variant                 Variant
//	      admin source, note               Source, Note
//
// TBX has no word for forbidden. Its deprecatedTerm is one that is not to be
// used, its supersededTerm one that was preferred once.

const tbxNamespace = "urn:iso:std:iso:30042:ed-2"

// tbxStatuses are the statuses in the words of TBX.
var tbxStatuses = map[string]string{
	tifa.Preferred:  "preferredTerm-admn-sts",
	tifa.Admitted:   "admittedTerm-admn-sts",
	tifa.Deprecated: "supersededTerm-admn-sts",
	tifa.Forbidden:  "deprecatedTerm-admn-sts",
}

// The notes of a transaction by which this package knows its own.
const (
	decisionNote = "decision"
	optionNote   = "option: "
	choiceNote   = "choice: "
	reasonsNote  = "reasons: "
	atNote       = "at: "
)

// WriteTBX writes a term base; version is that of the program. ReadTBX gives
// back every field. What TBX cannot carry is refused and wraps tifa.ErrUsage.
func WriteTBX(w io.Writer, concepts []tifa.Concept, version string) error {
	if err := checkTerms(concepts); err != nil {
		return err
	}
	for i := range concepts {
		if err := checkTBX(&concepts[i]); err != nil {
			return err
		}
	}
	o := newOutput(w)
	o.print(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	o.printf("<tbx style=\"dca\" type=\"TBX-Basic\" xml:lang=\"en\" xmlns=\"%s\">\n", tbxNamespace)
	o.printf(" <tbxHeader>\n  <fileDesc>\n   <sourceDesc>\n    <p>%s %s, term base</p>\n   </sourceDesc>\n  </fileDesc>\n </tbxHeader>\n", program, escaped(version))
	o.print(" <text>\n  <body>\n")
	for i := range concepts {
		tbxWriter{o}.concept(&concepts[i])
	}
	o.print("  </body>\n </text>\n</tbx>\n")
	return o.Flush()
}

// checkTBX refuses what has no place in TBX.
func checkTBX(c *tifa.Concept) error {
	const small = "abcdefghijklmnopqrstuvwxyz0123456789-"
	if c.ID == "" || strings.Trim(c.ID, small) != "" {
		return fmt.Errorf("concept %q: the id is no name in XML: %w", c.ID, tifa.ErrUsage)
	}
	for _, t := range c.Terms {
		if t.Status != "" && tbxStatuses[t.Status] == "" {
			return fmt.Errorf("concept %s: TBX has no status %q: %w", c.ID, t.Status, tifa.ErrUsage)
		}
		if t.Lang == "" {
			return fmt.Errorf("concept %s: the term %q has no language: %w", c.ID, t.Text, tifa.ErrUsage)
		}
	}
	return nil
}

type tbxWriter struct{ output }

// xmlID is an id as XML allows it: it begins with a letter or a _.
func xmlID(id string) string {
	if id[0] < 'a' || id[0] > 'z' {
		return "_" + id
	}
	return id
}

func (x tbxWriter) concept(c *tifa.Concept) {
	id := xmlID(c.ID)
	x.printf("   <conceptEntry id=\"%s\">\n", id)
	for i := range c.Decisions {
		x.decision(&c.Decisions[i])
	}
	if c.By != "" || c.At != "" {
		x.transaction(c.By, c.At, nil)
	}
	if c.Definition != "" {
		x.printf("    <descripGrp>\n     <descrip type=\"definition\">%s</descrip>\n    </descripGrp>\n", escaped(c.Definition))
	}
	x.element("    ", `descrip type="subjectField"`, c.Scope)
	x.element("    ", `admin type="source"`, c.Source)
	x.element("    ", "note", c.Note)
	written := map[string]bool{}
	for i := range c.Terms {
		if lang := c.Terms[i].Lang; !written[lang] {
			written[lang] = true
			x.language(c, id, lang)
		}
	}
	x.print("   </conceptEntry>\n")
}

func (x tbxWriter) language(c *tifa.Concept, id, lang string) {
	x.printf("    <langSec xml:lang=\"%s\">\n", escaped(lang))
	for i := range c.Terms {
		t := &c.Terms[i]
		if t.Lang != lang {
			continue
		}
		x.printf("     <termSec id=\"%s.t%d\">\n      <term>%s</term>\n", id, i+1, escaped(t.Text))
		x.element("      ", `termNote type="administrativeStatus"`, tbxStatuses[t.Status])
		if t.Variant {
			x.element("      ", `termNote type="termType"`, "variant")
		}
		x.element("      ", `admin type="source"`, t.Source)
		x.element("      ", "note", t.Note)
		x.print("     </termSec>\n")
	}
	x.print("    </langSec>\n")
}

// element writes an element, unless it would be empty.
func (x tbxWriter) element(indent, tag, text string) {
	if text != "" {
		name, _, _ := strings.Cut(tag, " ")
		x.printf("%s<%s>%s</%s>\n", indent, tag, escaped(text), name)
	}
}

func (x tbxWriter) decision(d *tifa.Decision) {
	notes := []string{decisionNote}
	for _, option := range d.Options {
		notes = append(notes, optionNote+option)
	}
	notes = append(notes, choiceNote+d.Choice, reasonsNote+d.Reasons)
	x.transaction(d.By, d.At, notes)
}

func (x tbxWriter) transaction(by, at string, notes []string) {
	x.print("    <transacGrp>\n     <transac type=\"transactionType\">modification</transac>\n")
	if moment, err := time.Parse(time.RFC3339, at); err == nil {
		x.element("     ", "date", moment.UTC().Format(time.DateOnly))
	}
	x.element("     ", `transacNote type="responsibility"`, by)
	for _, note := range notes {
		x.element("     ", "note", note)
	}
	x.element("     ", "note", atNote+at)
	x.print("    </transacGrp>\n")
}
