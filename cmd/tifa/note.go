package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/library"
	"tifa/store"
)

func (a *app) noteCommand() *cobra.Command {
	const children = "add, list, show, edit, remove or export"
	cmd := &cobra.Command{
		Use:   "note COMMAND",
		Short: "notes on passages, kept through new versions of a text",
		Long: `Note keeps what people write on passages: on a sentence, on several, or on some
words of them, in any language. A note is Markdown and says who wrote it and
when; whatever is changed or removed, it is kept as it was before.

A note belongs to the words on which it was written. When the text is replaced
(see tifa replace), it says where they are: exact, moved, changed, with what was
there then, or orphan, if nothing in the present text answers to them.

A passage is named by its sentences, and by its characters in them, counted
from 0 from the beginning of the first sentence, the last excluded:

  gwr-2015.zh:s42         a sentence
  gwr-2015.zh:s42-44      three of them
  gwr-2015.zh:s42.3-17    characters 3 to 17 of sentence 42`,
		Args: usage(0, 0, "one of its commands: "+children, nil),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return wrong("tifa note list shows the notes", "%s takes one of its commands: %s", cmd.CommandPath(), children)
		},
	}
	for _, child := range []*cobra.Command{
		a.noteAdd(), a.noteList(), a.noteShow(), a.noteEdit(), a.noteRemove(), a.noteExport(),
	} {
		child.DisableFlagsInUseLine = true
		cmd.AddCommand(child)
	}
	return cmd
}

func (a *app) noteAdd() *cobra.Command {
	var s library.NoteStated
	cmd := &cobra.Command{
		Use:   "add ADDRESS TEXT|- [flags]",
		Short: "write a note on a passage",
		Long: `Add writes a note on a passage. With --quote it is on these words of it, which
must stand there once, letter for letter; an edition is then enough. For -, the
note is read from standard input.`,
		Example: `  tifa note add gwr-2015.zh:s42 "first mention of the *fund*"
  tifa note add gwr-2015.zh --quote 网络主权 "compare the white paper"
  tifa note add gwr-2015.zh:s42.3-17 - < note.md`,
		Args: usage(2, 2, "an address and a note", func(args []string) string {
			if len(args) < 2 {
				return ""
			}
			return quoted("note add " + args[0])(args[1:])
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			s.Address = args[0]
			return a.onNote(cmd, args[1], func(l *library.Library, text string) (*tifa.Annotation, error) {
				s.Body = text
				return l.AddNote(cmd.Context(), s)
			})
		},
	}
	word(cmd, &s.Quote, "quote", "the note is on these `WORDS` of the passage")
	return cmd
}

func (a *app) noteEdit() *cobra.Command {
	return &cobra.Command{
		Use:     "edit ID TEXT|-",
		Short:   "change what a note says",
		Long:    `Edit puts another text in the place of that of a note. The old one is kept.`,
		Example: `  tifa note edit n12 "first mention of the fund in any plan"`,
		Args:    usage(2, 2, "the id of a note and a text", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.onNote(cmd, args[1], func(l *library.Library, text string) (*tifa.Annotation, error) {
				return l.EditNote(cmd.Context(), args[0], nil, text)
			})
		},
	}
}

func (a *app) noteRemove() *cobra.Command {
	return &cobra.Command{
		Use:     "remove ID",
		Short:   "take a note back",
		Long:    `Remove takes a note out of all lists. It is kept, and tifa note show shows it.`,
		Example: `  tifa note remove n12`,
		Args:    usage(1, 1, "the id of a note", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.onNote(cmd, "", func(l *library.Library, _ string) (*tifa.Annotation, error) {
				return l.RemoveNote(cmd.Context(), args[0], nil)
			})
		},
	}
}

// onNote does something to a note and shows what became of it.
func (a *app) onNote(cmd *cobra.Command, text string, do func(*library.Library, string) (*tifa.Annotation, error)) error {
	return a.with(cmd.Context(), func(l *library.Library) error {
		if text == "-" {
			var err error
			if text, err = a.noteText(cmd.Context()); err != nil {
				return err
			}
		}
		n, err := do(l, text)
		if err != nil {
			return noteHint(err)
		}
		return a.noteLine(n)
	})
}

// noteText is a note from standard input.
func (a *app) noteText(ctx context.Context) (string, error) {
	text, err := io.ReadAll(io.LimitReader(a.stdin(ctx), store.MaxNote+1))
	if err != nil {
		return "", fmt.Errorf("read the note from standard input: %w", err)
	}
	return string(text), nil
}

// noteHint says where ids of notes are to be found.
func noteHint(err error) error {
	if errors.Is(err, tifa.ErrNotFound) && strings.Contains(err.Error(), " note n") {
		return hint(err, "tifa note list shows the notes with their ids")
	}
	return err
}

// noteLine prints a note.
func (a *app) noteLine(n *tifa.Annotation) error {
	if a.asJSON {
		return a.writeJSON(n)
	}
	where, edited := n.Address, ""
	if n.Now != nil {
		where = n.Now.Address
	}
	if n.EditedAt != nil {
		edited = fmt.Sprintf(", edited by %s %s", *n.EditedBy, *n.EditedAt)
	}
	if n.RemovedAt != "" {
		edited += fmt.Sprintf(", removed by %s %s", n.RemovedBy, n.RemovedAt)
	}
	a.write("%s  %s  %s %s%s", a.screen.paint(bold, n.ID), where, n.By, n.At, edited)
	const margin = "    "
	quote := func(mark, text string) {
		a.write("%s", a.screen.paint(dim, wrap(mark+oneLine(text), a.screen.columns, margin)))
	}
	switch n.State {
	case tifa.PlacedMoved:
		quote("moved, was "+n.Address+" > ", n.Quote)
	case tifa.PlacedChanged:
		quote(fmt.Sprintf("changed, similarity %.2f; now > ", n.Similarity), n.Now.Quote)
		quote(n.Address+" was > ", n.Quote)
	case tifa.Orphan:
		quote("orphan, not in the present text > ", n.Quote)
	case tifa.PlacedDamaged:
		quote("damaged, run tifa verify > ", n.Quote)
	default:
		quote("> ", n.Quote)
	}
	for line := range strings.SplitSeq(n.Body, "\n") {
		a.write("%s", wrap(line, a.screen.columns, margin))
	}
	return nil
}
