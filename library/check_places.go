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
	lines *evidence.Located // in the file, if it has lines
	file  []evidence.Place
	last  int // bytes counted, and
	runes int // the code points and
	line  int // lines before them
}

func newPlaces(file string, t *tifa.Text, found []evidence.Found) *places {
	p := &places{text: t, file: make([]evidence.Place, len(found)), line: 1}
	if file == "" {
		return p
	}
	p.lines = evidence.Locate(file, t)
	for i, f := range found {
		open := 0
		if f.Form == evidence.InMarks {
			_, open = utf8.DecodeLastRuneInString(t.Body[:f.Start])
		}
		if at := p.lines.Place(tifa.Span{Start: f.Start - open, End: f.End}); at != nil {
			p.file[i] = at[open:]
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
	switch {
	case p.lines == nil:
	case i >= 0 && p.file[i] != nil:
		at.Line = p.lines.LineOf(p.file[i][0])
	default:
		at.Line = p.lines.Line(span.Start)
	}
	return at
}

// change is a correction of the file.
type change struct {
	start, end int
	text       string
	of         int // the quotation
}

// change keeps the corrections of a quotation, but of one inside another that is
// right or corrected as a whole.
func (c *Checked) change(g *evidence.Judgement, at evidence.Place, inside bool) {
	switch {
	case g.Verdict != evidence.Differs:
	case inside:
		c.inside++
	case g.Correction == "":
		c.unread++
	case at == nil:
		c.unplaced++
	default:
		for _, x := range g.Fixes {
			c.changes = append(c.changes, change{at[x.Start], at[x.End], x.Text, len(c.Quotations)})
		}
	}
}

// Corrections tell what Corrected put right.
type Corrections struct {
	Quotations int // that were put right
	Changes    int // in them
	Left       int // quotations that differ and could not be found in the file
	Unread     int // quotations that differ from a passage with characters that could not be read
	Inside     int // quotations that differ, inside another that is right or put right as a whole
}

// Corrected is the file with the corrections of all quotations that differ.
// Everything else stays, byte for byte.
func (c *Checked) Corrected() (file string, n Corrections, err error) {
	if c.file == "" {
		return "", n, fmt.Errorf("%s: corrections can be put into a file of plain text or Markdown in UTF-8; take them from the list: %w", c.Edition, tifa.ErrUsage)
	}
	changes := slices.Clone(c.changes)
	slices.SortStableFunc(changes, func(a, b change) int { return cmp.Compare(a.start, b.start) })
	var b strings.Builder
	at, put := 0, map[int]bool{}
	for _, x := range changes {
		if x.start < at {
			continue // two quotations share it
		}
		b.WriteString(c.file[at:x.start])
		b.WriteString(x.text)
		at = x.end
		n.Changes++
		put[x.of] = true
	}
	b.WriteString(c.file[at:])
	n.Quotations, n.Left, n.Unread, n.Inside = len(put), c.unplaced, c.unread, c.inside
	return b.String(), n, nil
}
