package exchange

import (
	"cmp"
	"strings"

	"tifa"
)

// The names under which a line keeps the fields of a unit.
const (
	unitBefore  = "before"
	unitAfter   = "after"
	unitOrigin  = "origin"
	unitChecked = "checked"
	unitDate    = "date"
	unitStatus  = "status"
	unitBy      = "by"
	unitAt      = "at"
)

// LineOf is a unit of a translation memory as a line of a document.
func LineOf(u *tifa.Unit) Line {
	l := Line{ID: u.ID, Source: u.Src, Target: u.Tgt, State: Translated}
	checked := ""
	if u.Checked {
		l.State, checked = Reviewed, "yes"
	}
	if u.Note != "" {
		l.Notes = []string{u.Note}
	}
	for _, m := range []Meta{
		{unitBefore, u.Before},
		{unitAfter, u.After},
		{unitOrigin, u.Origin},
		{unitChecked, checked},
		{unitDate, u.Date.String()},
		{unitStatus, u.Status},
		{unitBy, u.By},
		{unitAt, u.At},
	} {
		if m.Value != "" {
			l.Meta = append(l.Meta, m)
		}
	}
	return l
}

// UnitOf is a line of a document as a unit of a translation memory; a line
// that LineOf made gives all fields back.
func UnitOf(f *File, l *Line) tifa.Unit {
	u := tifa.Unit{
		ID: l.ID, SrcLang: underscored(f.SrcLang), TgtLang: underscored(f.TgtLang), Src: l.Source, Tgt: l.Target,
		Note: strings.Join(l.Notes, "\n"),
	}
	for _, m := range l.Meta {
		switch m.Name {
		case unitBefore:
			u.Before = m.Value
		case unitAfter:
			u.After = m.Value
		case unitOrigin:
			u.Origin = m.Value
		case unitChecked:
			u.Checked = m.Value == "yes"
		case unitDate:
			if d, err := tifa.ParseDate(m.Value); err == nil { // a date of others may be anything
				u.Date = d
			}
		case unitStatus:
			u.Status = m.Value
		case unitBy:
			u.By = m.Value
		case unitAt:
			u.At = m.Value
		}
	}
	u.Origin = cmp.Or(u.Origin, l.Name)
	return u
}
