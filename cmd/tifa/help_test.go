package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestHelp holds every help text against a golden file, so that a change of
// the command line is seen, and the README can be checked against it.
func TestHelp(t *testing.T) {
	var got bytes.Buffer
	root := newApp(os.Stdin, os.Stdout, os.Stderr).root()
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		if cmd.Hidden || cmd.Name() == "completion" || cmd.Name() == "help" {
			return
		}
		cmd.InitDefaultHelpFlag()
		cmd.SetOut(&got)
		got.WriteString("$ " + cmd.CommandPath() + " --help\n")
		if err := cmd.Help(); err != nil {
			t.Fatal(err)
		}
		got.WriteString("\n")
		for _, child := range cmd.Commands() {
			walk(child)
		}
	}
	walk(root)
	golden := filepath.Join("testdata", "help.golden")
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("the help texts have changed; if that is meant, run go test ./cmd/tifa -run TestHelp -update\n%s", diff)
	}
}
