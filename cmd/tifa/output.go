package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tifa"
)

// output writes the files that the user names, by one rule for all commands: a
// file that is there already is not written over, unless --force is said; one
// that the answer is made of never is, nor is the library. The same file under
// another name, or through a link, is the same file.
type output struct {
	force bool
	reads []string // paths, or what may be paths, that the answer is made of
	dir   string   // of the library
}

// outputs declares --force.
func (a *app) outputs(cmd *cobra.Command) *output {
	o := &output{}
	cmd.Flags().BoolVar(&o.force, "force", false, "write over a file that is there already, but never over one that is read")
	return o
}

// ready says, before there is anything to write, whether the files can be
// written. Empty paths are none.
func (a *app) ready(o *output, reads []string, paths ...string) error {
	dir, err := a.folder()
	if err != nil {
		return err
	}
	o.reads, o.dir = reads, dir
	seen := map[string]bool{}
	for _, path := range paths {
		if path == "" {
			continue
		}
		if _, err := o.place(path); err != nil {
			return err
		}
		whole, err := filepath.Abs(path)
		if err != nil {
			return err
		}
		if seen[whole] {
			return wrong("name a file for each", "%s is to be written twice", path)
		}
		seen[whole] = true
	}
	return nil
}

// place is where the file of a path is to be written: behind a link, the file
// that it leads to.
func (o *output) place(path string) (string, error) {
	refuse := func(format string, args ...any) error {
		return fmt.Errorf("%s "+format+": %w", append(append([]any{path}, args...), tifa.ErrUsage)...)
	}
	if path == "" {
		return "", wrong("say where it is to be written: evidence.zip", "the name of the file to write is empty")
	}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		folder := filepath.Dir(path)
		if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
			return "", hint(fmt.Errorf("write %s: there is no folder %s", path, folder), "make the folder first, or name another file")
		}
		if within(o.dir, folder) {
			return "", refuse("would be in the folder of the library, which is the library's own; name a file elsewhere")
		}
		return path, nil
	} else if err != nil {
		return "", fmt.Errorf("write %s: %w", path, err)
	}
	there, err := os.Stat(path)
	if err != nil { // a link to nothing
		return "", refuse("is a link that leads to no file; name a new file")
	}
	if there.IsDir() {
		return "", refuse("is a folder; name a file in it")
	}
	for _, read := range o.reads {
		if in, err := stat(read); err == nil && os.SameFile(in, there) {
			if read == path || read == "-" {
				return "", refuse("is what is read, and is not written over; name another file")
			}
			return "", refuse("is %s, which is read, and is not written over; name another file", read)
		}
	}
	behind, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", fmt.Errorf("write %s: %w", path, err)
	}
	switch {
	case !there.Mode().IsRegular(): // a pipe or a terminal has nothing to lose
	case !o.force:
		return "", refuse("is there already and is not written over; name a new file, or say --force")
	case within(o.dir, behind):
		return "", refuse("is a file of the library, and is not written over; name another file")
	}
	return behind, nil
}

// stat looks at what is read, which may be standard input.
func stat(read string) (fs.FileInfo, error) {
	if read == "-" {
		return os.Stdin.Stat()
	}
	return os.Stat(read)
}

// within says whether a file, or a folder, is in a folder, or is it. Links lead to
// where they lead.
func within(dir, file string) bool {
	if behind, err := filepath.EvalSymlinks(file); err == nil {
		file = behind
	}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return false // there is no such folder
	}
	dir, err1 := filepath.Abs(dir)
	file, err2 := filepath.Abs(file)
	rel, err3 := filepath.Rel(dir, file)
	return errors.Join(err1, err2, err3) == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// write writes a file that is there as a whole or not at all.
func (o *output) write(path string, write func(io.Writer) error) error {
	at, err := o.place(path)
	if err != nil {
		return err
	}
	if there, err := os.Stat(at); err == nil && !there.Mode().IsRegular() {
		return through(at, write)
	}
	return whole(path, at, write)
}

// through writes to a pipe or a terminal.
func through(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// whole writes a file, called path, at a place where it may be written.
func whole(path, at string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(at), ".tifa-*")
	if err != nil {
		if detail, ok := errors.AsType[*fs.PathError](err); ok {
			err = fmt.Errorf("folder %s: %w", filepath.Dir(at), detail.Err)
		}
		return fmt.Errorf("write %s: %w", path, err)
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), at)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // it is not wanted; the error says why
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
