package main

import (
	"github.com/spf13/cobra"

	"tifa/library"
)

func (a *app) removeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove EDITION",
		Short: "take a text out of the library",
		Long: `Remove takes a text out of the library, with its former versions, and with its
source if no other text has it. The record of it stays in the history, the text
does not. Notes on it stay, without a place; they find it again when the same
text is added again.`,
		Example: `  tifa remove draft-2014.zh`,
		Args:    usage(1, 1, "one address", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				shown, err := l.Show(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				if err := l.Remove(cmd.Context(), args[0]); err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(&shown.Edition)
				}
				a.write("%s removed", shown.Address)
				return nil
			})
		},
	}
}
