//go:build linux && !race

package extract

import (
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// A process beyond its limit ends, and says why. The collector is off, so that
// it is the blocks that meet the limit: where the collector itself meets it
// first, Go's runtime (1.26) may end with a fault at address 0, which the
// parent reports as a failure too but which says nothing of memory.
func TestLimitAddressSpace(t *testing.T) {
	const variable = "TIFA_TEST_LIMIT"
	if os.Getenv(variable) != "" {
		debug.SetGCPercent(-1)
		runtime.GC() // waits for one that runs already
		if err := limitAddressSpace(childAddress); err != nil {
			t.Skip(err)
		}
		var blocks [][]byte
		for range 2 * childAddress >> 26 {
			blocks = append(blocks, make([]byte, 64<<20)) // never written to, so no memory is used
		}
		t.Fatalf("%d blocks without an error", len(blocks))
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestLimitAddressSpace$")
	cmd.Env = append(os.Environ(), variable+"=1")
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "memory") {
		t.Errorf("%v: %.300s", err, out)
	}
}
