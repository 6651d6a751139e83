package library

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/evidence"
)

// places tells where parts of a text stand.
type places struct {
	text  *tifa.Text
	lines string // the file, if it has lines
	file  []evidence.Place
	last  int // bytes counted, and
	runes int // the code points and
	line  int // lines before them
}

func newPlaces(file string, t *tifa.Text, found []evidence.Found) *places {
	p := &places{text: t, lines: file, file: make([]evidence.Place, len(found)), line: 1}
	if file == "" {
		return p
	}
	spans := make([]tifa.Span, len(found))
	for i, f := range found {
		open := 0
		if f.Form == evidence.InMarks {
			_, open = utf8.DecodeLastRuneInString(t.Body[:f.Start])
		}
		spans[i] = tifa.Span{Start: f.Start - open, End: f.End}
	}
	for i, at := range evidence.Locate(file, t.Body, spans) {
		if at != nil {
			p.file[i] = at[found[i].Start-spans[i].Start:]
		}
	}
	return p
}

// of is the place of a span; i is its number among those that were located, or
// -1.
func (p *places) of(span tifa.Span, i int) evidence.At {
	if span.Start < p.last {
		p.last, p.runes, p.line = 0, 0, 1
	}
	part := p.text.Body[p.last:span.Start]
	p.runes += utf8.RuneCountInString(part)
	p.line += strings.Count(part, "\n")
	p.last = span.Start
	at := evidence.At{Start: p.runes, End: p.runes + utf8.RuneCountInString(span.Of(p.text.Body)), Line: p.line}
	if i >= 0 && p.file[i] != nil {
		at.Line = 1 + strings.Count(p.lines[:p.file[i][0]], "\n")
	}
	return at
}

// change is a correction of the file.
type change struct {
	start, end int
	text       string
}

// change keeps the corrections of a quotation that is not inside another.
func (c *Checked) change(g *evidence.Judgement, at evidence.Place, f *evidence.Found) {
	if g.Verdict != evidence.Differs || at == nil || f.Inner {
		return
	}
	for _, x := range g.Fixes {
		c.changes = append(c.changes, change{at[x.Start], at[x.End], x.Text})
	}
}

// Corrected is the file with the corrections of all quotations that differ, and
// how many corrections that were. Everything else stays, byte for byte.
func (c *Checked) Corrected() (file string, n int, err error) {
	if c.file == "" {
		return "", 0, fmt.Errorf("%s: corrections can be put into a file of plain text or Markdown in UTF-8; take them from the list: %w", c.Edition, tifa.ErrUsage)
	}
	changes := slices.Clone(c.changes)
	slices.SortStableFunc(changes, func(a, b change) int { return cmp.Compare(a.start, b.start) })
	var b strings.Builder
	at := 0
	for _, x := range changes {
		if x.start < at {
			continue // two quotations share it
		}
		b.WriteString(c.file[at:x.start])
		b.WriteString(x.text)
		at = x.end
		n++
	}
	b.WriteString(c.file[at:])
	return b.String(), n, nil
}
