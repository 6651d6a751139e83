package exchange

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode"

	"tifa"
)

// WriteNotes writes notes as Markdown to be read by people: the words of the
// passage, what became of them, and the note as it was written.
func WriteNotes(w io.Writer, a *Annotations) error {
	out := bufio.NewWriter(w)
	line := func(format string, args ...any) { _, _ = fmt.Fprintf(out, format+"\n", args...) } // Flush gives the error
	line("# Notes on %s\n", plainMarkdown(cmp.Or(a.Title, a.Edition)))
	orphans := 0
	for i := range a.Notes {
		if a.Notes[i].Now == nil {
			orphans++
		}
	}
	about := fmt.Sprintf("%s, %d notes", a.Edition, len(a.Notes))
	if a.Version != "" {
		about = fmt.Sprintf("%s, version %.8s, %d notes", a.Edition, a.Version, len(a.Notes))
	}
	if orphans > 0 {
		about += fmt.Sprintf(", %d without a place in it", orphans)
	}
	line("%s", about)
	for i := range a.Notes {
		n := &a.Notes[i]
		if n.Now == nil && (i == 0 || a.Notes[i-1].Now != nil) {
			line("\n---\n\nWithout a place in the present text:")
		}
		line("\n## %s\n", noteHeading(n))
		quoteMarkdown(line, n)
		line("%s", n.Body)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write notes: %w", err)
	}
	return nil
}

func noteHeading(n *Annotation) string {
	address := n.Address
	if n.Now != nil {
		address = n.Now.Address
	}
	day, _, _ := strings.Cut(n.At, "T")
	heading := fmt.Sprintf("%s · %s, %s", address, plainMarkdown(n.By), day)
	if n.EditedAt != nil {
		day, _, _ = strings.Cut(*n.EditedAt, "T")
		heading += fmt.Sprintf(", edited by %s, %s", plainMarkdown(*n.EditedBy), day)
	}
	return heading + " · " + n.ID
}

// quoteMarkdown writes the words of a note, and what became of them.
func quoteMarkdown(line func(format string, args ...any), n *Annotation) {
	quote := func(s string) {
		for l := range strings.SplitSeq(s, "\n") {
			line("> %s", plainMarkdown(l))
		}
		line("")
	}
	switch n.State {
	case tifa.PlacedMoved:
		quote(n.Quote)
		line("*Moved since; it was %s.*\n", n.Address)
	case tifa.PlacedChanged:
		quote(n.Now.Quote)
		line("*Changed since (similarity %.2f); %s was:*\n", n.Similarity, n.Address)
		quote(n.Quote)
	case tifa.Orphan:
		quote(n.Quote)
		line("*Not in the present text.*\n")
	case tifa.PlacedDamaged:
		quote(n.Quote)
		line("*Damaged: verify the library, or restore a backup.*\n")
	default:
		quote(n.Quote)
	}
}

// plainMarkdown is words of others, so that Markdown takes none of them for
// its own.
func plainMarkdown(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case unicode.IsControl(r):
			r = ' '
		case strings.ContainsRune("\\`*_[]<>#&|~$!", r), i == 0 && strings.ContainsRune("+-=:", r):
			b.WriteByte('\\')
		case (r == '.' || r == ')') && i > 0 && strings.Trim(s[:i], "0123456789") == "":
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
