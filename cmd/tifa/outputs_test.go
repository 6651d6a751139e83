package main

import (
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// TestOutputs: a command with a flag or an argument for a file to write has the
// rule for such files, and --force with it.
func TestOutputs(t *testing.T) {
	root := newApp(os.Stdin, os.Stdout, os.Stderr).root()
	n := 0
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		writes := map[string]bool{"tifa pack": true, "tifa backup": true, "tifa term export": true, "tifa memory export": true}[cmd.CommandPath()]
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			name, said := pflag.UnquoteUsage(f)
			writes = writes || name == "FILE" && (strings.Contains(said, "write") || strings.Contains(said, "written"))
		})
		if force := cmd.Flags().Lookup("force") != nil; force != writes {
			t.Errorf("%s: writes a file that is named: %v; has --force: %v", cmd.CommandPath(), writes, force)
		}
		if writes {
			n++
		}
		for _, c := range cmd.Commands() {
			walk(c)
		}
	}
	walk(root)
	if n != 10 {
		t.Errorf("%d commands write files that are named, want 10", n)
	}
}
