package main

import (
	"github.com/spf13/cobra"

	"tifa/library"
)

func (a *app) noteList() *cobra.Command {
	var f library.NoteFilter
	var limit int
	cmd := &cobra.Command{
		Use:   "list [EDITION[:s1-5]] [flags]",
		Short: "list the notes, or those on an edition, the newest first",
		Long: `List shows notes with the words that they are on, the newest first. An address
with sentences shows those that stand on one of them now.`,
		Example: `  tifa note list
  tifa note list gwr-2015.zh
  tifa note list --work gwr-2015 --by ada`,
		Args: usage(0, 1, "one address at most", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				f.Edition = args[0]
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				notes, err := l.Notes(cmd.Context(), f)
				if err != nil {
					return err
				}
				for i := range notes {
					if i == limit && limit > 0 && !a.asJSON {
						a.more(len(notes)-i, "--limit 0 shows all")
						break
					}
					if err := a.noteLine(&notes[i]); err != nil {
						return err
					}
				}
				if len(notes) == 0 {
					a.note("no note fits")
				}
				return nil
			})
		},
	}
	word(cmd, &f.Work, "work", "only notes on editions of `WORK`")
	word(cmd, &f.By, "by", "only notes that `NAME` wrote")
	cmd.Flags().IntVar(&limit, "limit", 50, "show people at most `N` notes, 0 for all; --json has all")
	return cmd
}

func (a *app) noteShow() *cobra.Command {
	return &cobra.Command{
		Use:     "show ID",
		Short:   "show a note and all that was changed of it",
		Long:    `Show prints a note, also one that was removed, with every text that it had.`,
		Example: `  tifa note show n12`,
		Args:    usage(1, 1, "the id of a note", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				n, err := l.Note(cmd.Context(), args[0])
				if err != nil {
					return noteHint(err)
				}
				if a.asJSON {
					return a.writeJSON(n)
				}
				if err := a.noteLine(&n.Annotation); err != nil {
					return err
				}
				for _, c := range n.History {
					text := ""
					if c.New != nil {
						text = ": " + oneLine(*c.New)
					}
					a.write("%s", a.screen.paint(dim, wrap(c.What+" "+c.At+" by "+c.By+text, a.screen.columns, "    ")))
				}
				return nil
			})
		},
	}
}

func (a *app) noteExport() *cobra.Command {
	var format, base string
	cmd := &cobra.Command{
		Use:   "export EDITION [flags]",
		Short: "write the notes on an edition for other programs, or to be read",
		Long: `Export writes the notes on an edition to standard output, in the order of the
text, those without a place in the present text last and marked so.

  json  W3C Web Annotations: one collection, in JSON-LD
  md    Markdown`,
		Example: `  tifa note export gwr-2015.zh > notes.json
  tifa note export gwr-2015.zh --format md > notes.md`,
		Args: usage(1, 1, "one address", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				return l.ExportNotes(cmd.Context(), a.out, args[0], format, base)
			})
		},
	}
	cmd.Flags().StringVar(&format, "format", library.NotesJSON, "`FORMAT`: json or md")
	word(cmd, &base, "base", "addresses in JSON begin with `URL` (default: they are URNs)")
	return cmd
}
