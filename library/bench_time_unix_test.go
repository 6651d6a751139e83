//go:build unix

package library

import (
	"syscall"
	"time"
)

// processorTime is what the process has used of the processors so far, so that
// a machine that others use too does not distort a figure.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
