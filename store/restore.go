package store

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"tifa"
)

// Restore makes the library dir from a backup. dir must be empty or not
// there. Everything is unpacked beside it and checked before it gets its
// name; the error wraps tifa.ErrDamaged if the backup is not whole.
func Restore(ctx context.Context, backup, dir string) error {
	dir, err := filepath.Abs(dir)
	if err == nil {
		err = restore(ctx, backup, dir)
	}
	if err != nil {
		return fmt.Errorf("restore %s to %s: %w", backup, dir, err)
	}
	return nil
}

func restore(ctx context.Context, backup, dir string) (err error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		return fmt.Errorf("the folder is not empty; name a new one: %w", tifa.ErrUsage)
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	staging, err := os.MkdirTemp(filepath.Dir(dir), ".tifa-restore-")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.RemoveAll(staging)
		}
	}()
	if err := os.Chmod(staging, 0o755); err != nil {
		return err
	}
	paths, err := unpack(ctx, backup, staging)
	if err != nil {
		return err
	}
	if err := checkRestored(ctx, staging); err != nil {
		return err
	}
	if err := flush(staging, paths); err != nil {
		return err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(staging, dir); err != nil {
		return err
	}
	return flushFolder(filepath.Dir(dir))
}

// checkRestored verifies the library in dir as a whole.
func checkRestored(ctx context.Context, dir string) (err error) {
	s, err := Open(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	found, err := s.Verify(ctx, nil)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return fmt.Errorf("the backup is %w in %d places, the first: %s %s: %s",
			tifa.ErrDamaged, len(found), found[0].What, filepath.Base(found[0].File), found[0].Why)
	}
	return nil
}

// unpack writes what is in the backup to dir, and returns the paths.
func unpack(ctx context.Context, backup, dir string) ([]string, error) {
	file, err := os.Open(backup)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	var paths []string
	database, dictionaries := sha256.New(), sha256.New()
	hasDictionaries := false
	for t := tar.NewReader(file); ; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		header, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("the backup is cut off: %w", tifa.ErrDamaged)
		}
		if err != nil {
			return nil, fmt.Errorf("not a whole backup (%w): %w", err, tifa.ErrDamaged)
		}
		if header.Name == manifestName {
			if !hasDictionaries {
				dictionaries = nil
			}
			return paths, checkManifest(t, database, dictionaries, len(paths)-1)
		}
		path, ok := restoredPath(dir, header)
		if !ok {
			return nil, fmt.Errorf("it has %q, which no backup has: %w", header.Name, tifa.ErrDamaged)
		}
		sum := io.Discard
		if header.Name == databaseName {
			sum = database
		}
		if isDictionary(header.Name) {
			sum, hasDictionaries = dictionaries, true
		}
		if err := extract(t, path, sum); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
}

// restoredPath is where an entry of a backup belongs in dir. Nothing else
// than a database, texts, sources and dictionaries is let in.
func restoredPath(dir string, header *tar.Header) (string, bool) {
	if header.Typeflag != tar.TypeReg {
		return "", false
	}
	if header.Name == databaseName {
		return filepath.Join(dir, databaseName), true
	}
	if isDictionary(header.Name) {
		return filepath.Join(dir, filepath.FromSlash(header.Name)), true
	}
	hash := filepath.Base(filepath.FromSlash(header.Name))
	for _, folder := range []string{"texts", "sources"} {
		path := shelf{folder}.path(hash)
		if isHash(hash) && filepath.ToSlash(path) == header.Name {
			return filepath.Join(dir, path), true
		}
	}
	return "", false
}

func extract(r io.Reader, path string, sum io.Writer) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.MultiWriter(file, sum), r)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = fmt.Errorf("the backup is cut off: %w", tifa.ErrDamaged)
	}
	return errors.Join(err, file.Close())
}

// checkManifest holds what was unpacked against the manifest; dictionaries is
// nil if there were none.
func checkManifest(r io.Reader, database, dictionaries hash.Hash, files int) error {
	var m manifest
	if err := json.NewDecoder(io.LimitReader(r, 1<<16)).Decode(&m); err != nil {
		return fmt.Errorf("its manifest cannot be read (%w): %w", err, tifa.ErrDamaged)
	}
	sum := ""
	if dictionaries != nil {
		sum = hex.EncodeToString(dictionaries.Sum(nil))
	}
	switch {
	case m.Format != manifestFormat:
		return fmt.Errorf("it is of format %d, this program reads %d: use a newer tifa", m.Format, manifestFormat)
	case m.Files != files:
		return fmt.Errorf("it has %d files of %d: %w", files, m.Files, tifa.ErrDamaged)
	case m.Database != hex.EncodeToString(database.Sum(nil)):
		return fmt.Errorf("its database has changed since it was written: %w", tifa.ErrDamaged)
	case m.Dictionaries != sum:
		return fmt.Errorf("its dictionaries have changed since it was written: %w", tifa.ErrDamaged)
	}
	return nil
}
