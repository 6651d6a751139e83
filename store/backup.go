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

// A backup is one tar file: tifa.db, then texts and sources under the paths
// that they have in the library, and at the end a manifest. A tar file that
// was cut off has no manifest; the hashes of texts and sources are their
// names, that of the database is in the manifest.

const (
	manifestName   = "manifest.json"
	manifestFormat = 1
	backupAttempts = 5
)

type manifest struct {
	Format   int    `json:"format"`
	Database string `json:"database_sha256"`
	Files    int    `json:"files"` // texts and sources
}

// errVanished says that a file was removed while the backup was at work.
var errVanished = errors.New("the library changed too often during the backup; try again")

// Backup writes a copy of the library to the file dest, which must not
// exist. Others may use the library and write to it meanwhile: the copy
// shows one moment. dest appears when it is complete and on disk.
func (s *Store) Backup(ctx context.Context, dest string) error {
	if _, err := os.Lstat(dest); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("back up to %s: the file is there already, name another: %w", dest, tifa.ErrUsage)
	}
	var err error
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
	rows, err := reader.QueryContext(ctx, `select 'texts', version from editions
		union select 'sources', source from editions order by 1, 2`)
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

// archive writes the tar file and flushes it.
func (s *Store) archive(ctx context.Context, dest, database string, paths []string) error {
	file, err := os.OpenFile(dest, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // the second time, where all went well
	t := tar.NewWriter(file)
	sum := sha256.New()
	if err := addFile(t, databaseName, database, sum); err != nil {
		return err
	}
	for _, path := range paths {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := addFile(t, filepath.ToSlash(path), filepath.Join(s.dir, path), io.Discard)
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
	last, err := json.Marshal(manifest{manifestFormat, hex.EncodeToString(sum.Sum(nil)), len(paths)})
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
	err := s.reader.QueryRowContext(ctx, `select count(*) from editions where version = $1 or source = $1`, hash).Scan(&n)
	return err == nil && n > 0
}

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
	database := sha256.New()
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
			return paths, checkManifest(t, database, len(paths)-1)
		}
		path, ok := restoredPath(dir, header)
		if !ok {
			return nil, fmt.Errorf("it has %q, which no backup has: %w", header.Name, tifa.ErrDamaged)
		}
		sum := io.Discard
		if header.Name == databaseName {
			sum = database
		}
		if err := extract(t, path, sum); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
}

// restoredPath is where an entry of a backup belongs in dir. Nothing else
// than a database, texts and sources is let in.
func restoredPath(dir string, header *tar.Header) (string, bool) {
	if header.Typeflag != tar.TypeReg {
		return "", false
	}
	if header.Name == databaseName {
		return filepath.Join(dir, databaseName), true
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

func checkManifest(r io.Reader, database hash.Hash, files int) error {
	var m manifest
	if err := json.NewDecoder(io.LimitReader(r, 1<<16)).Decode(&m); err != nil {
		return fmt.Errorf("its manifest cannot be read (%w): %w", err, tifa.ErrDamaged)
	}
	switch {
	case m.Format != manifestFormat:
		return fmt.Errorf("it is of format %d, this program reads %d: use a newer tifa", m.Format, manifestFormat)
	case m.Files != files:
		return fmt.Errorf("it has %d files of %d: %w", files, m.Files, tifa.ErrDamaged)
	case m.Database != hex.EncodeToString(database.Sum(nil)):
		return fmt.Errorf("its database has changed since it was written: %w", tifa.ErrDamaged)
	}
	return nil
}
