package main

import (
	"slices"

	"github.com/spf13/cobra"

	"tifa/library"
)

func (a *app) verifyCommand() *cobra.Command {
	var mend, here bool
	cmd := &cobra.Command{
		Use:   "verify [PACK|CERTIFICATE] [flags]",
		Short: "check every byte of the library, or of an evidence pack",
		Long: `Verify reads everything in the library: the database, every text and source
against its hash, the index against the texts, the dictionaries. What is damaged is listed with
what to do about it, and the exit status is 3. Files that a broken import left
behind are listed too; they do no harm.

--mend makes the index again, which is derived from the rest. Damaged texts and
sources come back from a backup, or by adding the document again.

An evidence pack (tifa pack) is checked byte by byte, and its answers are worked
out again from the texts in it; no library is needed. With --here the texts are
taken from the library, where it has them under the same hashes. A certificate
(tifa claim certificate --format json) is held against the library: in the texts
that were looked at, and in those that have come since. The exit status is 3
where something is damaged, missing or comes out otherwise.`,
		Example: `  tifa verify
  tifa verify --mend
  tifa verify evidence.zip
  tifa verify evidence.zip --here
  tifa verify certificate.json`,
		Args: usage(0, 1, "an evidence pack or a certificate, or nothing", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				if mend {
					return wrong("tifa verify --mend", "--mend is for the library, not for %s", args[0])
				}
				return a.verifyFile(cmd.Context(), args[0], here)
			}
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
	cmd.Flags().BoolVar(&here, "here", false, "of a pack: take the texts from the library")
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
