package library

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa"
	"tifa/store"
)

// demo opens the sample library and closes it, and gives its mark and what
// was logged.
func demo(t *testing.T, dir, version string, change func(*Library) error) (mark, logged string) {
	t.Helper()
	var log bytes.Buffer
	l, err := Demo(context.Background(), dir, version, Options{By: "ada", Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		if err := change(l); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, demoMark))
	if err != nil {
		t.Fatal(err)
	}
	if beside, err := os.ReadDir(filepath.Dir(dir)); err != nil || len(beside) != 1 {
		t.Errorf("beside the folder: %v, %v", beside, err)
	}
	return string(data), log.String()
}

// A sample library of an older version is replaced; one that somebody has
// worked with is not.
func TestDemoOfAnotherVersion(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Library) error
		kept   bool
	}{
		{"untouched", nil, false},
		{"a page of the sample", func(l *Library) error {
			return os.WriteFile(filepath.Join(l.Dir(), "strategy-2023.en.html"), nil, 0o600)
		}, false},
		{"a file beside it", func(l *Library) error {
			return os.WriteFile(filepath.Join(l.Dir(), "thesis.docx"), nil, 0o600)
		}, true},
		{"a text removed", func(l *Library) error { return l.Remove(context.Background(), "strategy-2023.en") }, true},
		{"a record edited", func(l *Library) error {
			title := "Mine"
			_, err := l.Edit(context.Background(), "strategy-2023.en", store.Change{Title: &title})
			return err
		}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "demo")
			first, _ := demo(t, dir, "1", c.change)
			if again, logged := demo(t, dir, "1", nil); again != first || logged != "" {
				t.Errorf("the same version: mark %q became %q, log %q", first, again, logged)
			}
			second, logged := demo(t, dir, "2", nil)
			if kept := second == first; kept != c.kept || strings.Contains(logged, "used as it is") != c.kept {
				t.Errorf("kept %v, log %q", kept, logged)
			}
			if _, err := os.Stat(filepath.Join(dir, "thesis.docx")); c.name == "a file beside it" && err != nil {
				t.Error(err)
			}
		})
	}
}

// A file that happens to be named SAMPLE makes no sample library of a folder.
func TestDemoLeavesOthersAlone(t *testing.T) {
	for _, mark := range []string{"", "mine\n", "1 abc 3\n", strings.Repeat("0", 64) + " 3\n", "1 " + strings.Repeat("0", 64) + "\n"} {
		dir := t.TempDir()
		for name, content := range map[string]string{demoMark: mark, "thesis.docx": "years of work"} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if l, err := Demo(context.Background(), dir, "1", Options{}); !errors.Is(err, tifa.ErrUsage) {
			t.Errorf("mark %q: %v, %v", mark, l, err)
		}
		if _, err := os.Stat(filepath.Join(dir, "thesis.docx")); err != nil {
			t.Error(err)
		}
	}
}

// A sample library that cannot be opened is not cleared away.
func TestDemoKeepsWhatCannotBeOpened(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	demo(t, dir, "1", nil)
	if err := os.WriteFile(filepath.Join(dir, "tifa.db"), []byte("no database at all, and long enough"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, version := range []string{"1", "2"} {
		if _, err := Demo(context.Background(), dir, version, Options{}); err == nil || errors.Is(err, fs.ErrNotExist) {
			t.Errorf("opened it: %v", err)
		}
		if data, err := os.ReadFile(filepath.Join(dir, "tifa.db")); err != nil || !strings.HasPrefix(string(data), "no database") {
			t.Errorf("the file was touched: %v", err)
		}
	}
}

// An empty folder is used as it is: a shell may stand in it.
func TestDemoInAnEmptyFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	demo(t, dir, "1", nil)
	if after, err := os.Stat(dir); err != nil || !os.SameFile(before, after) {
		t.Errorf("it is another folder, %v", err)
	}
	if v, err := Verify(context.Background(), dir, Options{}); err != nil || len(v.Damage) > 0 || v.Editions == 0 {
		t.Errorf("%+v, %v", v, err)
	}
}
