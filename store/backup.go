package store

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tifa"
)

// A backup is one tar file: tifa.db, then texts, sources and dictionaries under
// the paths that they have in the library, and at the end a manifest. A tar
// file that was cut off has no manifest; the hashes of texts and sources are
// their names, that of the database and of the dictionaries are in the
// manifest.

// Dictionaries is the folder, in that of a library, of files that a backup
// takes along as they are.
const Dictionaries = "dictionaries"

// Tables is the folder of tables that people edited, which a backup takes
// along in the same way.
const Tables = "tables"

const (
	manifestName   = "manifest.json"
	manifestFormat = 1
	backupAttempts = 5
)

type manifest struct {
	Format   int    `json:"format"`
	Database string `json:"database_sha256"`
	Files    int    `json:"files"` // all but the database
	// Of all dictionaries one behind the other; empty if there are none, as in
	// backups from before there were any.
	Dictionaries string `json:"dictionaries_sha256,omitempty"`
}

// errVanished says that a file was removed while the backup was at work.
var errVanished = errors.New("the library changed too often during the backup; try again")

// Backup writes a copy of the library to the file dest, which must not
// exist. Others may use the library and write to it meanwhile: the copy
// shows one moment. dest appears when it is complete and on disk.
func (s *Store) Backup(ctx context.Context, dest string) error {
	dest, err := filepath.Abs(dest) // the database is named by a URI
	if err != nil {
		return fmt.Errorf("back up to %s: %w", dest, err)
	}
	if _, err := os.Lstat(dest); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("back up to %s: the file is there already, name another: %w", dest, tifa.ErrUsage)
	}
	for range backupAttempts {
		if err = s.backup(ctx, dest); !errors.Is(err, errVanished) {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("back up %s to %s: %w", s.dir, dest, err)
	}
	return nil
}

func (s *Store) backup(ctx context.Context, dest string) (err error) {
	work, err := os.MkdirTemp(filepath.Dir(dest), ".tifa-backup-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	// By the writer, because a reader that may only query may not do this
	// either. It takes no write lock: other processes go on writing.
	if err := copyDatabase(ctx, s.writer, filepath.Join(work, databaseName)); err != nil {
		return err
	}
	paths, err := usedFiles(ctx, filepath.Join(work, databaseName))
	if err != nil {
		return err
	}
	dictionaries, err := s.dictionaries()
	if err != nil {
		return err
	}
	paths = append(paths, dictionaries...)
	archive := filepath.Join(work, "archive")
	if err := s.archive(ctx, archive, filepath.Join(work, databaseName), paths); err != nil {
		return err
	}
	if err := os.Rename(archive, dest); err != nil {
		return err
	}
	return flushFolder(filepath.Dir(dest))
}

// usedFiles is the paths, in a library, of the files that a copy of its
// database names.
func usedFiles(ctx context.Context, database string) (paths []string, err error) {
	writer, reader, err := openSQLite(ctx, database)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, reader.Close(), writer.Close()) }()
	rows, err := reader.QueryContext(ctx, `select 'texts', version from held
		union select 'sources', source from held order by 1, 2`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var folder, hash string
		if err := rows.Scan(&folder, &hash); err != nil {
			return nil, err
		}
		paths = append(paths, shelf{folder}.path(hash))
	}
	return paths, rows.Err()
}

// dictionaries is the paths, in the library, of its dictionaries and tables.
func (s *Store) dictionaries() (paths []string, err error) {
	for _, folder := range []string{Dictionaries, Tables} {
		entries, err := os.ReadDir(filepath.Join(s.dir, folder))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, e := range entries {
			if path := filepath.Join(folder, e.Name()); e.Type().IsRegular() && isDictionary(filepath.ToSlash(path)) {
				paths = append(paths, path)
			}
		}
	}
	return paths, nil
}

// isDictionary says whether a path in a library, with slashes, is that of a
// dictionary or a table.
func isDictionary(path string) bool {
	folder, file, _ := strings.Cut(path, "/")
	suffixes := map[string][]string{Dictionaries: {".dict"}, Tables: {".tsv", ".json"}}[folder]
	return slices.ContainsFunc(suffixes, func(suffix string) bool {
		name, ok := strings.CutSuffix(file, suffix)
		return ok && name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
	})
}

// archive writes the tar file and flushes it.
func (s *Store) archive(ctx context.Context, dest, database string, paths []string) error {
	file, err := os.OpenFile(dest, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // the second time, where all went well
	t := tar.NewWriter(file)
	sum, dictionaries := sha256.New(), sha256.New()
	hasDictionaries := false
	if err := addFile(t, databaseName, database, sum); err != nil {
		return err
	}
	for _, path := range paths {
		if err := ctx.Err(); err != nil {
			return err
		}
		also := io.Discard
		if isDictionary(filepath.ToSlash(path)) {
			also, hasDictionaries = dictionaries, true
		}
		err := addFile(t, filepath.ToSlash(path), filepath.Join(s.dir, path), also)
		if errors.Is(err, fs.ErrNotExist) {
			if s.lost(ctx, filepath.Base(path)) {
				return fmt.Errorf("%s is missing: %w; verify the library first", filepath.Join(s.dir, path), tifa.ErrDamaged)
			}
			return errVanished
		}
		if err != nil {
			return err
		}
	}
	m := manifest{Format: manifestFormat, Database: hex.EncodeToString(sum.Sum(nil)), Files: len(paths)}
	if hasDictionaries {
		m.Dictionaries = hex.EncodeToString(dictionaries.Sum(nil))
	}
	last, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if err := t.WriteHeader(&tar.Header{Name: manifestName, Mode: 0o644, Size: int64(len(last))}); err != nil {
		return err
	}
	if _, err := t.Write(last); err != nil {
		return err
	}
	return errors.Join(t.Close(), file.Sync(), file.Close())
}

func addFile(t *tar.Writer, name, path string, sum io.Writer) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	header := &tar.Header{Name: name, Mode: 0o644, Size: info.Size(), ModTime: info.ModTime()}
	if err := t.WriteHeader(header); err != nil {
		return err
	}
	_, err = io.Copy(io.MultiWriter(t, sum), file)
	return err
}

// lost says whether an edition still needs the file of a hash, so that its
// absence is damage and not a removal.
func (s *Store) lost(ctx context.Context, hash string) bool {
	var n int
	err := s.reader.QueryRowContext(ctx, `select count(*) from held where version = $1 or source = $1`, hash).Scan(&n)
	return err == nil && n > 0
}
