package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// TestEmptyFlags: a flag of any command, given and empty, is refused, but for a
// few; and no flag tells of itself in the words of a parser of numbers.
func TestEmptyFlags(t *testing.T) {
	empty := []string{
		"tifa edit --issuer", "tifa edit --kind", "tifa edit --label", "tifa edit --number", "tifa edit --status", "tifa edit --title",
		"tifa term edit --definition", "tifa term edit --note", "tifa term edit --scope", "tifa term edit --source",
	}
	var allowed []string
	seen := 0
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Name == "help" || f.Name == "version" {
				return
			}
			seen++
			name := cmd.CommandPath() + " --" + f.Name
			if err := f.Value.Set(""); err == nil {
				allowed = append(allowed, name)
			} else if !strings.Contains(err.Error(), "empty") {
				t.Errorf("%s: %v", name, err)
			}
			if err := f.Value.Set("1e999x"); err != nil && strings.Contains(err.Error(), "strconv") {
				t.Errorf("%s: %v", name, err)
			}
		})
		for _, sub := range cmd.Commands() {
			visit(sub)
		}
	}
	visit(newApp(os.Stdin, os.Stdout, os.Stderr).root())
	slices.Sort(allowed)
	if !slices.Equal(allowed, empty) {
		t.Errorf("may be empty: %q", allowed)
	}
	if seen < 200 {
		t.Errorf("only %d flags were looked at", seen)
	}
}

// TestEmptyFlagsRefused: a call with an empty flag ends with the status of wrong
// use, also where another value was given before.
func TestEmptyFlagsRefused(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", t.TempDir()) // wrong use is told before a library is looked for
	t.Setenv("TIFA_LIBRARY", "")
	file := filepath.Join(t.TempDir(), "a.md")
	if err := os.WriteFile(file, []byte("“The sea is open to all who come”\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	sink, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"check", file, "--against", ""},
		{"check", file, "--against", "strategy-2023", "--against", ""},
		{"check", file, "--html="},
		{"new", file, "--issuer", ""},
		{"dispersion", "x", "--in", ""},
		{"search", "x", "--exact="},
		{"list", "--library", ""},
		{"list", "--as", ""},
		{"remove", "x", "--yes=maybe"},
		{"search", "x", "--limit", "many"},
		{"dispersion", "x", "--limit", "-3"},
		{"search", "x", "--gap=-1"},
		{"dispersion", "x", "--level", "99"},
		{"check", file, "--similarity", "2"},
		{"check", file, "--similarity", "nan"},
		{"new", file, "--similarity", "nan"},
		{"draft", file, "--similarity", "inf"},
		{"memory", "match", "x", "--min", "nan"},
		{"align", file, file, "--below", "nan"},
	} {
		a := newApp(os.Stdin, sink, sink)
		if got := a.run(t.Context(), args); got != statusUsage {
			t.Errorf("tifa %q: status %d", args, got)
		}
	}
}
