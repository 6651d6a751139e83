package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
)

// fewFiles is the number of files up to which each is flushed by itself.
// Beyond it one flush of the whole file system is faster, though it also
// waits for what others have written there.
const fewFiles = 16

// flush returns when the named files and their folders are on disk for good.
// root is a folder of the same file system.
func flush(root string, paths []string) error {
	if len(paths) > fewFiles {
		if done, err := flushFileSystem(root); done {
			return err
		}
	}
	var folders []string
	for _, path := range paths {
		if err := flushPath(path, os.O_RDWR); err != nil {
			return err
		}
		folders = append(folders, filepath.Dir(path), filepath.Dir(filepath.Dir(path)))
	}
	slices.Sort(folders)
	for _, folder := range slices.Compact(folders) {
		if err := flushFolder(folder); err != nil {
			return err
		}
	}
	return nil
}

func flushPath(path string, flag int) error {
	file, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
