package main

import (
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is the version of the program: of the module where it was installed
// by its version, else the commit that it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	commit, changed := "devel", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "+changes"
		}
	}
	return commit + changed
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  usage(0, 0, "no arguments", nil),
		RunE: func(*cobra.Command, []string) error {
			if a.asJSON {
				return a.writeJSON(struct {
					Version string `json:"version"`
				}{version()})
			}
			a.write("tifa %s", version())
			return nil
		},
	}
}
