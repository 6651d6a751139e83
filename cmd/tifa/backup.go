package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/library"
)

// kept is what backup and restore answer.
type kept struct {
	Library string `json:"library"`
	Backup  string `json:"backup"`
}

func (a *app) backupCommand() *cobra.Command {
	var to *output
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "write a consistent copy of the library to one file",
		Long: `Backup writes the record, all texts, sources and dictionaries to one file. The
library may be in use meanwhile: the copy shows one moment. The index is left
out, since tifa restore makes it again.`,
		Example: `  tifa backup monday.tifa`,
		Args:    usage(1, 1, "one file", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.ready(to, nil, args[0]); err != nil {
				return err
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				if err := to.backup(cmd.Context(), l, args[0]); err != nil {
					return err
				}
				return a.kept(kept{l.Dir(), args[0]}, "backed up to "+args[0])
			})
		},
	}
	to = a.outputs(cmd)
	return cmd
}

// backup writes a backup, which is written beside its place first where there is
// a file already.
func (o *output) backup(ctx context.Context, l *library.Library, path string) error {
	at, err := o.place(path)
	if err != nil {
		return err
	}
	there, err := os.Lstat(at)
	switch {
	case err != nil:
		return l.Backup(ctx, at)
	case !there.Mode().IsRegular():
		return fmt.Errorf("%s is no file; name a new one: %w", path, tifa.ErrUsage)
	}
	folder, err := os.MkdirTemp(filepath.Dir(at), ".tifa-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	fresh := filepath.Join(folder, filepath.Base(at))
	err = l.Backup(ctx, fresh)
	if err == nil {
		err = os.Rename(fresh, at)
	}
	return errors.Join(err, os.RemoveAll(folder))
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
				if errors.Is(err, tifa.ErrDamaged) {
					return hint(err, "copy the file again from where it was kept, or restore another backup")
				}
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
