package main

import (
	"fmt"
	"strings"

	"tifa"
	"tifa/library"
)

// renderedSummary says how much of a text already has a rendering.
func (a *app) renderedSummary(l *library.Ledger) {
	r := l.Summary.Rendered
	switch {
	case r == nil:
		return
	case r.Bitexts == 0 && r.Sentences == 0:
		a.write("  no earlier text has a translation into %s in the library", r.Into)
		return
	}
	share := func(n, of int) string { return fmt.Sprintf("%.0f %%", 100*float64(n)/float64(max(of, 1))) }
	a.write("  in %s: %d of %s (%s of the characters) have a rendering, %d (%s) of their very words; %s with a translation",
		r.Into, r.Sentences, count(r.OfSentences, "sentence"), share(r.Chars, r.OfChars), r.Exact, share(r.ExactChars, r.OfChars),
		count(r.Bitexts, "earlier text"))
	if r.Longer > 0 {
		a.write("  %d more have a part in a longer passage with a rendering, which is shown and not suggested", r.Longer)
	}
}

// rendering prints how a sentence was rendered before.
func (a *app) rendering(r *tifa.Rendering, indent string) {
	if r == nil {
		return
	}
	if r.Longer {
		a.write("%s%s", indent, wrap(a.screen.paint(dim, oneLine(r.Text)), a.screen.columns, indent)[len(indent):])
	} else {
		a.write("%s%s", indent, wrap(a.screen.doubtful(r), a.screen.columns, indent)[len(indent):])
	}
	a.write("%s%s", indent, a.screen.paint(dim, renderingNote(r)))
}

// renderingNote says where a rendering is from and how far it goes.
func renderingNote(r *tifa.Rendering) string {
	notes := []string{r.Address}
	if r.Address == "" {
		notes[0] = r.Edition
	}
	if !r.Date.IsZero() {
		notes = append(notes, dated(r.Date))
	}
	if r.Status != "" {
		notes = append(notes, r.Status)
	}
	if r.Checked {
		notes = append(notes, "checked")
	}
	if r.Of != "" {
		of := "renders " + r.Of
		if !r.Exact && !r.Longer {
			of += fmt.Sprintf(", similarity %.2f", r.Score)
		}
		notes = append(notes, of)
	}
	switch {
	case r.Exact:
		notes = append(notes, "word for word")
	case r.Longer:
		notes = append(notes, "a longer passage: to read, and no suggestion")
	}
	return strings.Join(notes, "; ")
}

// doubtful shows a rendering with the parts that stand for other words than
// those of the sentence.
func (s style) doubtful(r *tifa.Rendering) string {
	runes := []rune(r.Text)
	var out strings.Builder
	at := 0
	for _, c := range r.Changed {
		out.WriteString(oneLine(string(runes[at:c.Start])))
		out.WriteString(s.part(string(runes[c.Start:c.End]), yellow, "[?", "?]"))
		at = c.End
	}
	out.WriteString(oneLine(string(runes[at:])))
	return out.String()
}
