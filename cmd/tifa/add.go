package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tifa/library"
)

func (a *app) addCommand() *cobra.Command {
	var stated library.Stated
	var shelf string
	cmd := &cobra.Command{
		Use:   "add FILE|FOLDER|PATTERN|URL|-... [flags]",
		Short: "put documents into the library",
		Long: `Add reads documents, keeps their bytes, and makes them searchable.

It reads HTML, PDF with a text layer, DOCX, ODT, EPUB, Markdown and plain text,
in any usual encoding, from files, folders, patterns, addresses and, for -,
standard input. Title, date, language, issuer and document number are found in
the document; what you state with a flag wins, and what was found is shown as
guessed (tifa edit corrects it). A text that is there already is said and not
added twice.

Addresses are fetched politely: one at a time from a host, as its robots.txt
allows. TIFA_CONTACT, if set, is sent along so that the owner of a site can
write to you.

Exit status 3 means that some documents were added and some could not be.`,
		Example: `  tifa add report.pdf
  tifa add ./laws --kind law --lang zh-Hans
  tifa add speech.html --date 2017-10-18 --issuer "the President"
  tifa add https://example.org/strategy
  tifa add --shelf china-policy`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkAdd(args, shelf); err != nil {
				return err
			}
			return a.withNew(cmd.Context(), func(l *library.Library) error {
				return a.add(cmd.Context(), l, args, shelf, stated)
			})
		},
	}
	statedFlags(cmd, &stated)
	a.readingFlags(cmd, &stated)
	word(cmd, &shelf, "shelf", "add what a list of addresses names: a `NAME` that tifa shelves shows, or a .tsv file")
	return cmd
}

// checkAdd finds slips before anything is opened.
func checkAdd(args []string, shelf string) error {
	if len(args) == 0 && shelf == "" {
		return wrong("tifa add report.pdf, or tifa add --shelf china-policy", "tifa add takes documents to add, or a shelf")
	}
	for _, arg := range args {
		if isImport(arg) {
			return wrong("did you mean: tifa import "+arg, "%s has many documents, one a line", arg)
		}
		if strings.EqualFold(filepath.Ext(arg), ".tsv") {
			return wrong("did you mean: tifa add --shelf "+arg, "%s is a list, not a document", arg)
		}
	}
	return nil
}

func isImport(path string) bool {
	path = strings.ToLower(path)
	return strings.HasSuffix(path, ".jsonl") || strings.HasSuffix(path, ".jsonl.gz")
}

// add adds documents, and then what a shelf names.
func (a *app) add(ctx context.Context, l *library.Library, args []string, shelf string, stated library.Stated) error {
	t := tally{a: a}
	if len(args) > 0 {
		if err := l.Add(ctx, args, stated, a.stdin(ctx), t.each); err != nil {
			return err
		}
	}
	if shelf != "" {
		if err := l.AddShelf(ctx, shelf, stated, t.each); err != nil {
			return err
		}
	}
	a.claimsAfter(ctx, l, t.editions)
	return t.end()
}

// claimsAfter says which claims new documents have changed, in one line. That
// they could not be tested does not undo that the documents are stored.
func (a *app) claimsAfter(ctx context.Context, l *library.Library, added []string) {
	changed, err := l.ClaimsAfter(ctx, added)
	if err != nil {
		a.note("tifa: what was added is stored, but the claims were not tested anew: %s; tifa claim test does it later", plain(err))
		return
	}
	if len(changed) == 0 {
		return
	}
	var say []string
	for i := range changed {
		say = append(say, fmt.Sprintf("%s is %s now", changed[i].ID, changed[i].State))
	}
	a.note("tifa: claims changed by what was added: %s; tifa claim show ID says why", list(say, 8))
}

// tally tells what became of each document and remembers the sum.
type tally struct {
	a              *app
	added, refused int
	duplicates     int
	editions       []string // added
	chars          int
	quiet          bool  // people are told the sum alone
	last           error // refused
	cut            bool  // the rest could not be read
}

// broken tells that the rest of what is added cannot be read.
func (t *tally) broken(err error) {
	t.a.complain(err)
	t.last, t.cut = err, true
}

func (t *tally) each(_ string, added *library.Added, err error) {
	switch {
	case err != nil:
		t.refused++
		if t.last = err; t.refused > 1 {
			t.a.complain(withoutHint(err)) // the hint is given once, at the end
			return
		}
		t.a.complain(err)
		return
	case added.DuplicateOf != nil:
		t.duplicates++
	default:
		t.added++
		t.editions = append(t.editions, added.Edition)
		t.chars += added.Chars
	}
	t.a.progress.clear()
	if t.a.asJSON {
		_ = t.a.writeJSON(added) // a failed write shows when the buffer is flushed
		return
	}
	if added.DuplicateOf == nil {
		for _, w := range added.Warnings {
			t.a.note("tifa: %s: %s", added.Edition, w)
		}
	}
	switch {
	case t.quiet:
	case added.DuplicateOf != nil:
		t.a.write("%s is in the library already, not added again", *added.DuplicateOf)
	default:
		t.a.write("%s", addedLine(added))
	}
}

// addedLine says what was added and what of it is only a guess.
func addedLine(d *library.Added) string {
	guessed := map[string]bool{}
	for _, field := range d.Guessed {
		guessed[field] = true
	}
	mark := func(field, value string) string {
		if guessed[field] {
			return value + "?"
		}
		return value
	}
	parts := []string{
		d.Edition, when(d.Date), mark("lang", d.Lang), count(d.Sentences, "sentence"), mark("title", d.Title),
	}
	if d.Issuer != "" {
		parts = append(parts, mark("issuer", d.Issuer))
	}
	if d.Number != "" {
		parts = append(parts, mark("number", d.Number))
	}
	return strings.Join(parts, "  ")
}

// end says the sum and makes the exit status of it.
func (t *tally) end() error {
	if !t.a.asJSON && (t.quiet || t.added+t.duplicates+t.refused > 1) {
		sum := fmt.Sprintf("%s added", count(t.added, "text"))
		if t.added > 0 {
			sum += fmt.Sprintf(", %s", count(t.chars, "character"))
		}
		if t.duplicates > 0 {
			sum += fmt.Sprintf("; %d there already", t.duplicates)
		}
		if t.refused > 0 {
			sum += fmt.Sprintf("; %d refused", t.refused)
		}
		t.a.write("%s", sum)
	}
	switch {
	case t.refused == 0 && !t.cut:
		return nil
	case t.added+t.duplicates == 0:
		return told(t.last)
	}
	return errFindings
}

// withoutHint keeps a hint from being given.
func withoutHint(err error) error {
	return hinted{error: err, hint: ""}
}
