package main

import (
	"github.com/spf13/cobra"

	"tifa"
	"tifa/library"
)

func (a *app) removeCommand() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "remove EDITION|PATTERN... [flags]",
		Short: "take texts out of the library",
		Long: `Remove takes a text out of the library, with its former versions, and with its
source if no other text has it. The record of it stays in the history, the text
does not. Notes on it stay, without a place; they find it again when the same
text is added again.

Several addresses, and patterns with * and ?, take out several texts: all of
them or, if one cannot be removed, none. Which they are is said first, and they
are removed with --yes alone.`,
		Example: `  tifa remove draft-2014.zh
  tifa remove 'draft-*' --yes`,
		Args: usage(1, -1, "addresses", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				chosen, err := l.Choose(cmd.Context(), args)
				if err != nil {
					return unlisted(err)
				}
				if len(chosen) > 1 && !yes {
					return wrong("the same with --yes removes them", "%s would be removed: %s", count(len(chosen), "text"), list(chosen, 8))
				}
				var gone []tifa.Edition
				for _, address := range chosen {
					shown, err := l.Show(cmd.Context(), address)
					if err != nil {
						return err
					}
					gone = append(gone, shown.Edition)
				}
				if err := l.Remove(cmd.Context(), chosen...); err != nil {
					return err
				}
				for i := range gone {
					if a.asJSON {
						if err := a.writeJSON(&gone[i]); err != nil {
							return err
						}
						continue
					}
					a.write("%s removed", gone[i].Address)
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "remove several texts")
	return cmd
}
