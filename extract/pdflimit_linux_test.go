//go:build linux && !race

package extract

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// A process beyond its limit ends, and says why.
func TestLimitAddressSpace(t *testing.T) {
	const variable = "TIFA_TEST_LIMIT"
	if os.Getenv(variable) != "" {
		if err := limitAddressSpace(1 << 30); err != nil {
			t.Skip(err)
		}
		var blocks [][]byte
		for range 40 {
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
