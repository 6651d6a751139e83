package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"tifa"
)

// shelf is a folder of files named by a hash, in subfolders named by its
// first two digits.
type shelf struct{ root string }

func (f shelf) path(hash string) string {
	if !isHash(hash) {
		return filepath.Join(f.root, "no-such-file")
	}
	return filepath.Join(f.root, hash[:2], hash)
}

// isHash says whether s is a SHA-256 in lower-case hex, as all names of
// files are.
func isHash(s string) bool {
	return len(s) == 2*sha256.Size && strings.Trim(s, "0123456789abcdef") == ""
}

// put writes data under hash unless it is there already. A file with other
// bytes, as a loss of power can leave it, is replaced. Until flush the file
// may not outlast a loss of power.
func (f shelf) put(hash string, data []byte) (created bool, err error) {
	path := f.path(hash)
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return false, nil
	}
	if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return false, err
	}
	temp, err := newTemp(filepath.Dir(path))
	if err != nil {
		return false, err
	}
	_, err = temp.Write(data)
	if err := settle(temp, path, err); err != nil {
		return false, err
	}
	return true, nil
}

// newTemp makes a file to be written and then settled. Its name is no hash,
// so that a leftover is known for what it is.
func newTemp(folder string) (*os.File, error) {
	name := fmt.Sprintf("%016x.tmp", rand.Uint64())
	return os.OpenFile(filepath.Join(folder, name), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
}

// settle closes temp and gives it its name; if writing had failed, or now
// fails, it takes temp away.
func settle(temp *os.File, path string, err error) error {
	err = errors.Join(err, temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(temp.Name())
	}
	return err
}

// remove deletes the file of a hash; one that is gone is no error.
func (f shelf) remove(hash string) error {
	err := os.Remove(f.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// WriteFile puts a file into the library that it keeps but knows nothing of.
// It appears under its name when it is complete and on disk.
func WriteFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	temp, err := newTemp(filepath.Dir(path))
	if err != nil {
		return err
	}
	_, err = temp.Write(data)
	if err := settle(temp, path, errors.Join(err, temp.Sync())); err != nil {
		return err
	}
	return flushFolder(filepath.Dir(path))
}

// hashFile is the SHA-256 of a file, in hex.
func hashFile(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }()
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// PutSource keeps the bytes of a source under their SHA-256, which it
// returns. The same bytes are kept once. The file is sure to outlast a loss
// of power when a record that names it has been stored.
func (s *Store) PutSource(data []byte) (sha string, err error) {
	sum := sha256.Sum256(data)
	sha = hex.EncodeToString(sum[:])
	if _, err := s.sources.put(sha, data); err != nil {
		return "", fmt.Errorf("keep a source of %d bytes: %w", len(data), err)
	}
	return sha, nil
}

// PutSourceFile is PutSource for a file, which need not fit into memory.
func (s *Store) PutSourceFile(path string) (sha string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("keep a source: %w", err)
	}
	defer func() { _ = file.Close() }()
	temp, err := newTemp(s.sources.root)
	if err != nil {
		return "", fmt.Errorf("keep the source %s: %w", path, err)
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(temp, h), file)
	sha = hex.EncodeToString(h.Sum(nil))
	dest := s.sources.path(sha)
	if dirErr := os.Mkdir(filepath.Dir(dest), 0o755); !errors.Is(dirErr, fs.ErrExist) {
		err = errors.Join(err, dirErr)
	}
	if err := settle(temp, dest, err); err != nil {
		return "", fmt.Errorf("keep the source %s: %w", path, err)
	}
	return sha, nil
}

// Source is the bytes of a source. The error wraps tifa.ErrDamaged if they
// are not what was kept, and tifa.ErrNotFound if there is no such file.
func (s *Store) Source(sha string) ([]byte, error) {
	data, err := os.ReadFile(s.sources.path(sha))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("source %s: %w", sha, tifa.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("source %s: %w", sha, err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != sha {
		return nil, fmt.Errorf("source file %s does not have the bytes of its name: %w; add the document again or restore a backup",
			s.sources.path(sha), tifa.ErrDamaged)
	}
	return data, nil
}

// Body is the canonical text of a version, in bytes. It is not checked:
// Text and Verify do that.
func (s *Store) Body(version string) ([]byte, error) {
	data, err := os.ReadFile(s.texts.path(version))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("text %s: %w", version, tifa.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("text %s: %w", version, err)
	}
	return data, nil
}
