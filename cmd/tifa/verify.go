package main

import (
	"slices"

	"github.com/spf13/cobra"

	"tifa/library"
)

func (a *app) verifyCommand() *cobra.Command {
	var mend bool
	cmd := &cobra.Command{
		Use:   "verify [flags]",
		Short: "check every byte of the library",
		Long: `Verify reads everything in the library: the database, every text and source
against its hash, the index against the texts, the dictionaries. What is damaged is listed with
what to do about it, and the exit status is 3. Files that a broken import left
behind are listed too; they do no harm.

--mend makes the index again, which is derived from the rest. Damaged texts and
sources come back from a backup, or by adding the document again.`,
		Example: `  tifa verify
  tifa verify --mend`,
		Args: usage(0, 0, "no arguments", nil),
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := a.existing()
			if err != nil {
				return err
			}
			if mend {
				if err := library.Mend(cmd.Context(), dir, a.options()); err != nil {
					return err
				}
			}
			v, err := library.Verify(cmd.Context(), dir, a.options())
			if err != nil {
				return err
			}
			return a.verified(dir, v)
		},
	}
	cmd.Flags().BoolVar(&mend, "mend", false, "make the index again, then check")
	return cmd
}

// verified tells what a check found. Leftovers are no damage.
func (a *app) verified(dir string, v *library.Verified) error {
	if a.asJSON {
		if err := a.writeJSON(v); err != nil {
			return err
		}
	} else {
		for _, d := range slices.Concat(v.Damage, v.Leftovers) {
			a.write("%s  %s  %s", d.What, d.File, d.Why)
			if d.Mend != "" {
				a.write("    %s", d.Mend)
			}
		}
		sum := "whole"
		if len(v.Damage) > 0 {
			sum = "damaged in " + count(len(v.Damage), "place")
		}
		if len(v.Leftovers) > 0 {
			sum += "; " + count(len(v.Leftovers), "leftover file")
		}
		a.write("%s: %s, %s", dir, count(v.Editions, "text"), sum)
	}
	if len(v.Damage) > 0 {
		return errFindings
	}
	return nil
}
