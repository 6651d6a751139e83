package house

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// licences names the licence of each module that is linked into the program,
// as SPDX writes it. None may ask the program's users for more than a notice.
var licences = map[string]string{
	"codeberg.org/readeck/go-readability/v2": "MIT",
	"github.com/abadojack/whatlanggo":        "MIT",
	"github.com/andybalholm/cascadia":        "BSD-2-Clause",
	"github.com/aymerick/douceur":            "MIT",
	"github.com/blevesearch/snowballstem":    "BSD-3-Clause",
	"github.com/dustin/go-humanize":          "MIT",
	"github.com/go-shiori/dom":               "MIT",
	"github.com/gogs/chardet":                "MIT",
	"github.com/google/uuid":                 "BSD-3-Clause",
	"github.com/gorilla/css":                 "BSD-3-Clause",
	"github.com/inconshreveable/mousetrap":   "Apache-2.0",
	"github.com/itlightning/dateparse":       "MIT",
	"github.com/jolestar/go-commons-pool/v2": "Apache-2.0",
	"github.com/klippa-app/go-pdfium":        "MIT",
	"github.com/mfridman/interpolate":        "MIT",
	"github.com/microcosm-cc/bluemonday":     "BSD-3-Clause",
	"github.com/mattn/go-isatty":             "MIT",
	"github.com/ncruces/go-strftime":         "MIT",
	"github.com/pressly/goose/v3":            "MIT",
	"github.com/remyoudompheng/bigfft":       "BSD-3-Clause",
	"github.com/rogpeppe/go-internal":        "BSD-3-Clause",
	"github.com/sethvargo/go-retry":          "Apache-2.0",
	"github.com/spf13/cobra":                 "Apache-2.0",
	"github.com/spf13/pflag":                 "BSD-3-Clause",
	"github.com/temoto/robotstxt":            "MIT",
	"github.com/tetratelabs/wazero":          "Apache-2.0",
	"github.com/yuin/goldmark":               "MIT",
	"go.uber.org/multierr":                   "MIT",
	"golang.org/x/net":                       "BSD-3-Clause",
	"golang.org/x/sync":                      "BSD-3-Clause",
	"golang.org/x/sys":                       "BSD-3-Clause",
	"golang.org/x/term":                      "BSD-3-Clause",
	"golang.org/x/text":                      "BSD-3-Clause",
	"modernc.org/libc":                       "BSD-3-Clause",
	"modernc.org/mathutil":                   "BSD-3-Clause",
	"modernc.org/memory":                     "BSD-3-Clause",
	"modernc.org/sqlite":                     "BSD-3-Clause",
}

// TestLicences holds the licence files of all linked modules against the
// table.
func TestLicences(t *testing.T) {
	linked := linkedModules(t)
	for _, name := range slices.Sorted(maps.Keys(linked)) {
		got, err := licenceIn(linked[name])
		switch want := licences[name]; {
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case want == "":
			t.Errorf("%s is linked into the program and stands in no table; its licence is %s", name, got)
		case got != want:
			t.Errorf("%s has licence %s, the table says %s", name, got, want)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(licences)) {
		if linked[name] == "" {
			t.Errorf("%s stands in the table and is not linked any more", name)
		}
	}
}

// linkedModules are the modules, with their folders, that any package of this
// module needs on any of the main systems, tests aside.
func linkedModules(t *testing.T) map[string]string {
	t.Helper()
	linked := map[string]string{}
	for _, system := range []string{"linux", "windows", "darwin"} {
		for _, m := range decode[struct{ Module *struct{ Path, Dir string } }](t, system, "list", "-deps", "-json=Module", "./...") {
			if m.Module != nil && m.Module.Path != "tifa" {
				linked[m.Module.Path] = m.Module.Dir
			}
		}
	}
	return linked
}

// decode runs the go command in the root and decodes the JSON values that it
// prints.
func decode[T any](t *testing.T, system string, args ...string) []T {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0", "GOFLAGS=-mod=readonly")
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	printed, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v: %s", strings.Join(args, " "), err, complaints.String())
	}
	var out []T
	for d := json.NewDecoder(bytes.NewReader(printed)); ; {
		var v T
		if err := d.Decode(&v); errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			t.Fatalf("go %s: %v", strings.Join(args, " "), err)
		}
		out = append(out, v)
	}
}

var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying)(\.txt|\.md)?$`)

// licenceIn tells the licence of the module in a folder.
func licenceIn(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if !licenceFile.MatchString(e.Name()) {
			continue
		}
		words, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return "", err
		}
		if name := licenceOf(string(words)); name != "" {
			return name, nil
		}
		return "", errors.New(e.Name() + " is no licence that this project takes")
	}
	return "", errors.New("has no licence file")
}

// licenceOf tells a licence by sentences that only it has; empty if it is
// none of those that ask for a notice alone.
func licenceOf(words string) string {
	words = strings.Join(strings.Fields(words), " ")
	has := func(s string) bool { return strings.Contains(words, s) }
	switch {
	case has("GENERAL PUBLIC LICENSE"), has("Mozilla Public License"), has("Server Side Public License"):
		return ""
	case has("Apache License Version 2.0"):
		return "Apache-2.0"
	case has("Permission is hereby granted, free of charge, to any person obtaining a copy"):
		return "MIT"
	case has("Redistribution and use in source and binary forms") && has("Neither the name"):
		return "BSD-3-Clause"
	case has("Redistribution and use in source and binary forms"):
		return "BSD-2-Clause"
	}
	return ""
}

// TestDependencyTable asks that every direct requirement stands, with its
// licence where it is linked, in the table of ARCHITECTURE.md, which says
// what it is for.
func TestDependencyTable(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| `([^`]+)` \\|(.*)\\|$")
	table := map[string]string{}
	for _, m := range row.FindAllStringSubmatch(string(page), -1) {
		table[m[1]] = m[2]
	}
	type goMod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
	}
	required := map[string]bool{}
	for _, r := range decode[goMod](t, "linux", "mod", "edit", "-json")[0].Require {
		required[r.Path] = true
		switch cells := table[r.Path]; {
		case r.Indirect:
		case cells == "":
			t.Errorf("ARCHITECTURE.md does not say what %s is for", r.Path)
		case !strings.Contains(cells, licences[r.Path]):
			t.Errorf("ARCHITECTURE.md gives %s another licence than %s", r.Path, licences[r.Path])
		}
	}
	for name := range table {
		if strings.Contains(top(name), ".") && !required[name] {
			t.Errorf("ARCHITECTURE.md has %s in its table, which go.mod does not require", name)
		}
	}
}
