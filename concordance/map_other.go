//go:build !unix

package concordance

import "os"

// mapFile reads a file whole where there is no mapping of files.
func mapFile(path string) (data []byte, unmap func() error, err error) {
	data, err = os.ReadFile(path)
	return data, func() error { return nil }, err
}
