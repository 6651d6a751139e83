//go:build linux && !race

package extract

import (
	"fmt"
	"syscall"
)

// limitAddressSpace makes this process fail where it asks for more memory, so
// that it does not take it from others.
func limitAddressSpace(bytes uint64) error {
	limit := syscall.Rlimit{Cur: bytes, Max: bytes}
	if err := syscall.Setrlimit(syscall.RLIMIT_AS, &limit); err != nil {
		return fmt.Errorf("the memory of the PDF reader cannot be limited: %w", err)
	}
	return nil
}
