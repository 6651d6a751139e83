package main

import (
	"github.com/spf13/cobra"

	"tifa/library"
)

func (a *app) laterCommand() *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:   "later ADDRESS [flags]",
		Short: "what later texts made of a sentence",
		Long: `Later lists the later texts that use a sentence word for word, and those that
have it adapted, with what they changed. It is the ledger of tifa new seen from
the other end, with the same limits: an adaptation is a sentence whose ancestor
this one is. Where another earlier passage is closer to it, or as close and
older, that passage is named.`,
		Example: `  tifa later gwr-2015.zh:s42
  tifa later gwr-2015.zh:s42 --json`,
		Args: usage(1, 1, "one sentence", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				later, err := l.Later(cmd.Context(), args[0], 0)
				if err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(later)
				}
				a.later(later, limit)
				return nil
			})
		},
	}
	cmd.Flags().IntVar(&limit, "limit", limitForPeople, "print at most `N` of each, 0 for all (with --json all)")
	return cmd
}

func (a *app) later(l *library.Later, limit int) {
	a.heading("%s  %s", l.Address, l.Quote)
	uses := l.Alone()
	a.write("  looked at %s from its date on: %s, %s", count(l.Coverage.Editions, "text"), count(len(uses), "use"), count(len(l.Adaptations), "adaptation"))
	if len(uses) > 0 {
		a.heading("Word for word")
	}
	for i := range uses {
		if limit > 0 && i == limit {
			a.more(len(uses)-limit, "--limit 0 prints all")
			break
		}
		a.write("  %s  %s", place(uses[i]), uses[i].Title)
	}
	if len(l.Adaptations) > 0 {
		a.heading("Adapted")
	}
	for i := range l.Adaptations {
		if limit > 0 && i == limit {
			a.more(len(l.Adaptations)-limit, "--limit 0 prints all")
			break
		}
		x := &l.Adaptations[i]
		a.write("  %s  %.2f  %s", place(x.Attestation), x.Similarity, x.Title)
		a.write("    %s", a.screen.marked(x.Edits))
		if x.From != nil {
			a.write("    closer to %s  %s", place(*x.From), x.From.Title)
		}
	}
}
