package main

import (
	"github.com/spf13/cobra"

	"tifa/concordance"
	"tifa/library"
)

func (a *app) analyseCommand() *cobra.Command {
	var f concordance.Filter
	cmd := &cobra.Command{
		Use:   "analyse [flags]",
		Short: "find statements, hinges, references and names in all texts at once",
		Long: `Analyse reads every text of the library, or those that the flags let through,
finds its statements, hinges, passages about unnamed parties, references and
names, and keeps them in the folder of the index. Questions over many texts,
such as one actor through time or who refers to whom, are then answered from
there; without it they read the texts themselves, which takes longer.

It can be broken off at any time and goes on where it stopped. Texts that came
since, or that were found with other tables, are read anew; the rest is not.`,
		Example: `  tifa analyse
  tifa analyse --lang zh --from 2015`,
		Args: usage(0, 0, "no argument", nil),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				x, err := l.Analyse(cmd.Context(), f)
				if err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(x)
				}
				a.write("%s analysed, %d of them before: %s, %s, %s about unnamed parties, %s, %s of states, bodies and groups.",
					count(x.Editions, "text"), x.Kept, count(x.Statements, "statement"), count(x.Hinges, "hinge"),
					count(x.Targets, "passage"), count(x.References, "reference"), count(x.Names, "name"))
				return nil
			})
		},
	}
	filterFlags(cmd, &f)
	return cmd
}
