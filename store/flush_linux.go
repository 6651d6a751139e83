package store

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// flushFileSystem flushes the file system that holds the folder root, with
// one call for any number of files.
func flushFileSystem(root string) (done bool, err error) {
	folder, err := os.Open(root)
	if err != nil {
		return true, err
	}
	defer func() { _ = folder.Close() }()
	if err := unix.Syncfs(int(folder.Fd())); err != nil {
		return true, fmt.Errorf("flush the file system of %s: %w", root, err)
	}
	return true, nil
}

func flushFolder(path string) error { return flushPath(path, os.O_RDONLY) }
