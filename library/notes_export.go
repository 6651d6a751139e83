package library

import (
	"context"
	"fmt"
	"io"

	"tifa"
	"tifa/publish/exchange"
)

// The formats of ExportNotes.
const (
	NotesJSON     = "json" // W3C Web Annotations
	NotesMarkdown = "md"
)

// ExportNotes writes the notes on an edition, in reading order, those without
// a place in the present text last. In JSON, addresses follow base; where that
// is empty they are URNs.
func (l *Library) ExportNotes(ctx context.Context, w io.Writer, edition, format, base string) error {
	if format != NotesJSON && format != NotesMarkdown {
		return fmt.Errorf("%q is no format of notes: %s or %s: %w", format, NotesJSON, NotesMarkdown, tifa.ErrUsage)
	}
	if edition == "" {
		return fmt.Errorf("name the edition whose notes are exported: %w", tifa.ErrUsage)
	}
	notes, err := l.notes(ctx, NoteFilter{Edition: edition})
	if err != nil {
		return err
	}
	inReadingOrder(notes)
	out := &exchange.Annotations{Edition: edition, Base: base}
	if e, err := l.store.Edition(ctx, edition); err == nil {
		out.Edition, out.Title, out.Version = e.Address, e.Title, e.Version
		if e.ReplacedBy != "" {
			out.Version = e.ReplacedBy
		}
	}
	for i := range notes {
		n := exchange.Annotation{Annotation: notes[i].Annotation, Before: notes[i].Before, After: notes[i].After}
		if n.Now != nil {
			n.Before, n.After = around(notes[i].home.text.Body, notes[i].at)
		}
		out.Notes = append(out.Notes, n)
	}
	if format == NotesMarkdown {
		return exchange.WriteNotes(w, out)
	}
	return exchange.WriteAnnotations(w, out)
}
