//go:build !linux

package store

import (
	"os"
	"runtime"
)

// flushFileSystem is not to be had here: every file is flushed by itself.
func flushFileSystem(string) (done bool, err error) { return false, nil }

// flushFolder does nothing on Windows, which has no such call and writes
// names together with files.
func flushFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	return flushPath(path, os.O_RDONLY)
}
