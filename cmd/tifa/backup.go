package main

import (
	"github.com/spf13/cobra"

	"tifa/library"
)

// kept is what backup and restore answer.
type kept struct {
	Library string `json:"library"`
	Backup  string `json:"backup"`
}

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "write a consistent copy of the library to one file",
		Long: `Backup writes the record, all texts, sources and dictionaries to one file. The
library may be in use meanwhile: the copy shows one moment. The index is left
out, since tifa restore makes it again.`,
		Example: `  tifa backup monday.tifa`,
		Args:    usage(1, 1, "one file", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				if err := l.Backup(cmd.Context(), args[0]); err != nil {
					return err
				}
				return a.kept(kept{l.Dir(), args[0]}, "backed up to "+args[0])
			})
		},
	}
}

func (a *app) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "make a library of a backup",
		Long: `Restore unpacks a backup into the folder of the library, which must be empty or
not there yet, and checks it.`,
		Example: `  tifa restore monday.tifa --library ./again`,
		Args:    usage(1, 1, "one file", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir, err := a.folder()
			if err != nil {
				return err
			}
			if err := readable(args[0]); err != nil {
				return err
			}
			if err := library.Restore(cmd.Context(), args[0], dir, a.options()); err != nil {
				return err
			}
			return a.kept(kept{dir, args[0]}, "restored to "+dir)
		},
	}
}

func (a *app) kept(k kept, words string) error {
	if a.asJSON {
		return a.writeJSON(k)
	}
	a.write("%s", words)
	return nil
}
