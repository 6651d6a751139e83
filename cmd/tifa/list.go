package main

import (
	"slices"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/concordance"
	"tifa/library"
)

func (a *app) listCommand() *cobra.Command {
	var f concordance.Filter
	cmd := &cobra.Command{
		Use:   "list [flags]",
		Short: "list the texts of the library by date",
		Long: `List shows the texts of the library in the order of their dates: address, date,
language, sentences, title. A ? marks what nobody stated and tifa found itself.`,
		Example: `  tifa list --kind law --from 2015
  tifa list --json`,
		Args: usage(0, 0, "no arguments", func(args []string) string { return "tifa show " + args[0] }),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				editions, err := l.List(cmd.Context(), f)
				if err != nil {
					return err
				}
				if a.asJSON {
					for i := range editions {
						if err := a.writeJSON(&editions[i]); err != nil {
							return err
						}
					}
					return nil
				}
				a.list(editions)
				return nil
			})
		},
	}
	filterFlags(cmd, &f)
	return cmd
}

func (a *app) list(editions []tifa.Edition) {
	wide := 0
	for i := range editions {
		wide = max(wide, columns(editions[i].Address))
	}
	wide = min(wide, 40)
	for i := range editions {
		e := &editions[i]
		title := e.Title
		if slices.Contains(e.Guessed, "title") {
			title += "?"
		}
		a.write("%s  %-11s  %-7s  %5d  %s", padRight(e.Address, wide), dated(e.Date), e.Lang, e.Count, title)
	}
	if len(editions) == 0 {
		a.note("no text fits")
	}
}
