// Package folder reads a folder into memory, so that tests can each have a copy
// of a library that is built once: building it anew takes most of their time.
//
// It must not know what is in the folder; only tests use it.
package folder

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

// Made are the files of a folder that a function fills; the folder itself is
// gone afterwards.
func Made(fill func(dir string) error) (fstest.MapFS, error) {
	dir, err := os.MkdirTemp("", "tifa-made-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := fill(dir); err != nil {
		return nil, err
	}
	files := fstest.MapFS{}
	return files, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = &fstest.MapFile{Data: data, Mode: 0o600}
		return err
	})
}

// Copy writes files into a folder of the test.
func Copy(t testing.TB, files fs.FS) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	return dir
}
