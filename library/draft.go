package library

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"tifa"
	"tifa/publish"
	"tifa/publish/exchange"
	"tifa/reuse"
)

// Draft is a document laid out for its translator: every sentence, with what
// is known of its translation.
type Draft struct {
	Edition   string    `json:"edition"`
	Title     string    `json:"title"`
	Lang      string    `json:"lang"`
	Into      string    `json:"into"`
	Path      string    `json:"path"`      // where it was written
	Sentences int       `json:"sentences"` // all but credits
	Filled    int       `json:"filled"`    // with a rendering of their very words
	Suggested int       `json:"suggested"` // with a rendering that must be adapted
	Blank     int       `json:"blank"`     // without
	Rendered  *Rendered `json:"rendered"`

	Ledger *Ledger `json:"-"` // without its formulations

	lines []exchange.Line
}

// DraftOptions say what is filled in, and how the file looks.
type DraftOptions struct {
	New   NewOptions // Into must be set
	Plain bool       // in Word: one under the other instead of a table
}

// DraftFile says whether a draft can be written to a file of this name.
func DraftFile(path string) error {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".docx", ".xlf", ".xliff":
		return nil
	}
	return fmt.Errorf("%s: a draft is a .docx, .xlf or .xliff file: %w", path, tifa.ErrUsage)
}

// Write writes a draft as the name of its file says: .docx for people, .xlf for
// their programs.
func (d *Draft) Write(w io.Writer, name string, plain bool) error {
	if strings.EqualFold(filepath.Ext(name), ".docx") {
		return d.WriteDOCX(w, plain)
	}
	return d.WriteXLIFF(w)
}

// Drafted lays a text out for its translator, to be written.
func (l *Library) Drafted(ctx context.Context, arg string, o DraftOptions, in Stdin) (*Draft, error) {
	if o.New.Into == "" {
		return nil, fmt.Errorf("into which language? say --into: %w", tifa.ErrUsage)
	}
	o.New.alone = true
	ledger, err := l.New(ctx, arg, o.New, in)
	if err != nil {
		return nil, err
	}
	d := &Draft{
		Edition: ledger.Edition, Title: ledger.Title, Lang: ledger.Lang, Into: o.New.Into,
		Sentences: len(ledger.Sentences), Rendered: ledger.Summary.Rendered, Ledger: ledger,
	}
	for i := range ledger.Sentences {
		s := &ledger.Sentences[i]
		if ledger.Text.IsCredit(s.N) {
			d.Sentences-- // whoever translates the document gives credit in words of their own
			continue
		}
		d.lines = append(d.lines, draftLine(ledger.Edition, s))
		switch {
		case s.Rendering == nil || !suggested(s.Rendering):
			d.Blank++
		case s.Rendering.Exact:
			d.Filled++
		default:
			d.Suggested++
		}
	}
	return d, nil
}

func (d *Draft) file() *exchange.File {
	return &exchange.File{ID: d.Edition, Title: d.Title, SrcLang: d.Lang, TgtLang: d.Into}
}

// WriteDOCX writes a draft for Word: a table, or plain, one under the other.
func (d *Draft) WriteDOCX(w io.Writer, plain bool) error {
	layout := exchange.Table
	if plain {
		layout = exchange.Plain
	}
	f := d.file()
	if err := d.head(f); err != nil {
		return err
	}
	return exchange.WriteDOCX(w, f, d.lines, layout)
}

// head puts before a draft for people what it is of, what it was held against and
// how to read it, and names the columns.
func (d *Draft) head(f *exchange.File) error {
	say, err := publish.SayingIn("en")
	if err != nil {
		return err
	}
	date := "without a date"
	if !d.Ledger.Date.IsZero() {
		date = "of " + d.Ledger.Date.String()
		if d.Ledger.Date.Guessed() {
			date += ", a guess"
		}
	}
	f.Columns = [3]string{publish.LanguageName("en", d.Lang), publish.LanguageName("en", d.Into), "Where it comes from"}
	add := func(text string, marks ...tifa.Span) {
		f.Head = append(f.Head, exchange.Remark{Text: text, Marks: marks})
	}
	add(fmt.Sprintf("A text %s, laid out for its translation. %s: %d filled in with a rendering of their very words, %d with one that must be adapted, %d blank.",
		date, plural(d.Sentences, "sentence"), d.Filled, d.Suggested, d.Blank))
	if thin := d.Ledger.Thin; thin != "" {
		add(strings.ToUpper(thin[:1]) + thin[1:] + ".")
	}
	add(strings.Join(say.Coverage(&d.Ledger.Coverage), " "))
	const lit = "What is lit like this"
	add(lit+" probably renders words that have changed since, and must be checked. Inherited: all words of the sentence stand in an earlier text; adapted: most do; new: neither; short: a heading or the like. Of what changed, [-this-] stood in the earlier text and {+this+} stands there now; ¶ is the end of a paragraph.",
		tifa.Span{End: len(lit)})
	return nil
}

// WriteXLIFF writes a draft for a translation program.
func (d *Draft) WriteXLIFF(w io.Writer) error {
	return exchange.WriteXLIFF(w, d.file(), d.lines)
}

// draftFrom is the least similarity of what a rendering renders from which it is
// put where the translation goes: below, more is to be deleted than kept, and
// what is overlooked stands in the translation.
const draftFrom = .7

// suggested says whether a draft puts a rendering where the translation goes.
func suggested(r *tifa.Rendering) bool { return r.Exact || !r.Longer && r.Score >= draftFrom }

// draftLine is a sentence of a ledger for its translator.
func draftLine(edition string, s *reuse.Sentence) exchange.Line {
	line := exchange.Line{
		ID: fmt.Sprintf("s%d", s.N), Name: tifa.SentenceAddress(edition, s.N, s.N), Source: s.Text, From: string(s.Class),
		Meta: []exchange.Meta{{Name: "class", Value: string(s.Class)}},
	}
	meta := func(name, value string) {
		if value != "" {
			line.Meta = append(line.Meta, exchange.Meta{Name: name, Value: value})
		}
	}
	if a := s.Ancestor; a != nil {
		meta("ancestor", a.Address)
		meta("ancestor-date", a.Date.String())
		meta("ancestor-similarity", fmt.Sprintf("%.2f", s.Similarity))
		line.From += fmt.Sprintf(" from %s, %s", a.Address, cmp.Or(a.Date.String(), "no date"))
		if s.Class == reuse.Adapted {
			line.From += fmt.Sprintf(", similarity %.2f", s.Similarity)
			line.Notes = append(line.Notes, "changed since: "+written(s.Edits))
		}
	}
	r := s.Rendering
	if r == nil {
		return line
	}
	where := cmp.Or(r.Address, r.Edition)
	line.From += "; " + strings.Join(present(where, r.Date.String(), r.Status), ", ")
	if r.Longer {
		line.From += ", renders a longer passage"
		line.Notes = append(line.Notes, fmt.Sprintf("not suggested, renders a longer passage (%s): %s", cmp.Or(r.Of, r.Edition), r.Text))
		return line
	}
	if !suggested(r) {
		line.From += fmt.Sprintf(", of %s, similarity %.2f", cmp.Or(r.Of, r.Edition), r.Score)
		line.Notes = append(line.Notes, fmt.Sprintf("not suggested, renders a passage of similarity %.2f (%s): %s", r.Score, cmp.Or(r.Of, r.Edition), r.Text))
		return line
	}
	line.Target, line.State, line.Marks = r.Text, exchange.Translated, bytesOf(r.Text, r.Changed)
	meta("kind", r.Kind)
	meta("address", r.Address)
	meta("edition", r.Edition)
	meta("date", r.Date.String())
	meta("status", r.Status)
	meta("of", r.Of)
	meta("similarity", fmt.Sprintf("%.2f", r.Score))
	if r.Checked {
		line.From += ", checked"
		meta("checked", "yes")
	}
	if r.Exact {
		line.From += ", word for word"
		return line
	}
	line.State = exchange.Initial
	line.From += fmt.Sprintf(", of %s, similarity %.2f", cmp.Or(r.Of, r.Edition), r.Score)
	line.Notes = append(line.Notes, "to be checked")
	return line
}

// present leaves out what is empty.
func present(words ...string) []string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// written is an edit script in one line: what went in [-…-], what came in
// {+…+}.
func written(edits []tifa.Edit) string {
	var out strings.Builder
	for _, e := range edits {
		if e.Op == tifa.Equal {
			out.WriteString(e.B)
			continue
		}
		if e.A != "" {
			out.WriteString("[-" + e.A + "-]")
		}
		if e.B != "" {
			out.WriteString("{+" + e.B + "+}")
		}
	}
	return strings.ReplaceAll(out.String(), "\n", "¶")
}

// bytesOf are ranges of code points as spans of bytes.
func bytesOf(s string, ranges []tifa.Range) []tifa.Span {
	var out []tifa.Span
	runes := []rune(s)
	for _, r := range ranges {
		start := len(string(runes[:r.Start]))
		out = append(out, tifa.Span{Start: start, End: start + len(string(runes[r.Start:r.End]))})
	}
	return out
}
