package library

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/evidence"
	"tifa/extract"
	"tifa/publish/exchange"
)

// places tells where parts of a text stand.
type places struct {
	text  *tifa.Text
	lines *evidence.Located // in the file, if it has lines
	file  []evidence.Place  // in the file, or in the text of a Word file
	last  int               // bytes counted, and
	runes int               // the code points and
	line  int               // lines before them
}

func newPlaces(c *Checked, t *tifa.Text, found []evidence.Found) *places {
	p := &places{text: t, file: make([]evidence.Place, len(found)), line: 1}
	if c.file == "" {
		return p
	}
	var located *evidence.Located
	if c.word != nil {
		located = evidence.LocateWords(c.file, t)
	} else {
		located = evidence.Locate(c.file, t)
		p.lines = located
	}
	for i, f := range found {
		open := 0
		if f.Form == evidence.InMarks {
			_, open = utf8.DecodeLastRuneInString(t.Body[:f.Start])
		}
		if at := located.Place(tifa.Span{Start: f.Start - open, End: f.End}); at != nil {
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
	Unapplied  []Unapplied
}

// Unapplied is a correction that a Word file was left without, since the place
// could not be changed safely.
type Unapplied struct {
	Line  int    // of the quotation
	Words string // those that the file has, or what would have been put before
	Text  string // what they should be
	Why   string
}

// CorrectedFile is a text with the corrections of its quotations.
type CorrectedFile struct {
	Data      []byte
	MediaType string
	Extension string // ".docx"
}

// reviser is who the tracked changes in Word files are by: a program proposed
// them, whoever ran it.
const reviser = "tifa"

// Corrected is the file with the corrections of all quotations that differ; in a
// Word file they are tracked changes, for its author to take or refuse.
// Everything else stays, byte for byte.
func (c *Checked) Corrected(ctx context.Context) (*CorrectedFile, Corrections, error) {
	n := Corrections{Left: c.unplaced, Unread: c.unread, Inside: c.inside}
	if c.broken != nil {
		return nil, n, fmt.Errorf("%s: corrections cannot be put into it: %w", c.Edition, c.broken)
	}
	if c.file == "" {
		return nil, n, fmt.Errorf("%s: corrections can be put into a Word file (.docx), or a file of plain text or Markdown in UTF-8; take them from the list: %w", c.Edition, tifa.ErrUsage)
	}
	all := c.ordered()
	out := &CorrectedFile{Data: []byte(c.file), MediaType: "text/markdown; charset=utf-8", Extension: ".md"}
	left := map[int]bool{} // quotations
	revisions := make([]exchange.Revision, len(all))
	for i, x := range all {
		revisions[i] = exchange.Revision{Span: tifa.Span{Start: x.start, End: x.end}, Text: x.text}
	}
	if c.word == nil {
		out.Data = []byte(revised(c.file, revisions, nil))
	} else {
		data, unrevised, err := exchange.ReviseDOCX(c.data, c.word, revisions, reviser)
		if err != nil {
			return nil, n, fmt.Errorf("%s: %w", c.Edition, err)
		}
		for _, u := range unrevised {
			x := all[u.N]
			left[x.of] = true
			n.Unapplied = append(n.Unapplied, Unapplied{c.Quotations[x.of].At.Line, c.file[x.start:x.end], x.text, u.Why})
		}
		out = &CorrectedFile{data, extract.WordType, ".docx"}
		if err := c.proved(ctx, data, revised(c.file, revisions, unrevised)); err != nil {
			return nil, n, err
		}
	}
	n.Changes = len(all) - len(n.Unapplied)
	put := map[int]bool{}
	for _, x := range all {
		if !left[x.of] {
			put[x.of] = true
		}
	}
	n.Quotations = len(put)
	return out, n, nil
}

// ordered are the changes in the order of the file, without those that another
// one overlaps.
func (c *Checked) ordered() []change {
	all := slices.Clone(c.changes)
	slices.SortStableFunc(all, func(a, b change) int { return cmp.Compare(a.start, b.start) })
	at := 0
	return slices.DeleteFunc(all, func(x change) bool {
		shared := x.start < at // two quotations share it
		if !shared {
			at = x.end
		}
		return shared
	})
}

// revised is a text with its revisions, but for those left out.
func revised(text string, all []exchange.Revision, left []exchange.Unrevised) string {
	var b strings.Builder
	at := 0
	for i, x := range all {
		if slices.ContainsFunc(left, func(u exchange.Unrevised) bool { return u.N == i }) {
			continue
		}
		b.WriteString(text[at:x.Start])
		b.WriteString(x.Text)
		at = x.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// proved reads a Word file that was written, before anybody is given it.
func (c *Checked) proved(ctx context.Context, data []byte, want string) error {
	got, err := extract.ReadWordText(ctx, data)
	if err != nil {
		return fmt.Errorf("%s: the corrected copy cannot be read: %w", c.Edition, err)
	}
	if got.Text != want {
		return fmt.Errorf("%s: the corrections cannot be put into the file: its words would not be those of the corrections; take them from the list", c.Edition)
	}
	return nil
}
