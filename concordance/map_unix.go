//go:build unix

package concordance

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"

	"tifa"
)

// mapFile maps a file for reading. Segment files are never changed in place,
// so what is mapped cannot shrink under a reader.
func mapFile(path string) (data []byte, unmap func() error, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if info.Size() == 0 {
		return nil, nil, fmt.Errorf("%s is empty: %w", path, tifa.ErrDamaged)
	}
	data, err = unix.Mmap(int(f.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return nil, nil, fmt.Errorf("map %s: %w", path, err)
	}
	return data, func() error { return unix.Munmap(data) }, nil
}
