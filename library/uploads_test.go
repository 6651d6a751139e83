package library

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa"
)

// With Uploads no argument of any question is a path.
func TestUploadsCloseTheDisk(t *testing.T) {
	l := sampleLibrary(t)
	ctx := t.Context()
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret.txt")
	if err := os.WriteFile(secret, []byte("The secret strategy of the port of Ostend, which nobody may read.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	const edition = "strategy-2017.zh"
	for _, path := range []string{secret, "./secret.txt", "secret.txt", "-", "*.txt", "file:" + secret, "file://" + secret, "http://127.0.0.1/x", "../" + filepath.Base(dir) + "/secret.txt", "."} {
		none := Uploads(nil)
		for name, ask := range map[string]func() error{
			"new":     func() error { _, err := l.New(ctx, path, NewOptions{}, none); return err },
			"compare": func() error { _, err := l.Compare(ctx, edition, path, Stated{}, none); return err },
			"align":   func() error { _, err := l.Align(ctx, path, edition, Stated{}, none); return err },
			"qa":      func() error { _, err := l.QA(ctx, edition, path, QAOptions{}, none); return err },
			"hidden": func() error {
				_, err := l.HiddenChanges(ctx, edition, "strategy-2023.zh", "en", path, path, none)
				return err
			},
			"bead": func() error { _, err := l.EditBeads(ctx, "lock", edition, path, []string{"s1"}); return err },
			"memory": func() error {
				return l.MatchMemory(ctx, path, MatchOptions{MemoryOptions: MemoryOptions{Into: "en"}, MinScore: .6}, none, func(m Matched) error {
					if strings.Contains(m.Text, "Ostend") {
						return errors.New("the file was read")
					}
					return tifa.ErrNotFound // taken for words
				})
			},
			"add": func() error {
				var failed error
				err := l.Add(ctx, []string{path}, Stated{}, none, func(_ string, _ *Added, err error) { failed = err })
				return errors.Join(err, failed)
			},
		} {
			err := ask()
			wanted := errors.Is(err, tifa.ErrNotFound) || errors.Is(err, tifa.ErrUsage) || name == "memory" && err == nil
			if name == "add" && strings.HasPrefix(path, "http://") { // for the fetcher to refuse
				wanted = err != nil
			}
			if !wanted {
				t.Errorf("%s %s: %v", name, path, err)
			}
			if err != nil && strings.Contains(err.Error(), "Ostend") {
				t.Errorf("%s %s: the error has the file: %v", name, path, err)
			}
		}
	}
}

func TestUploads(t *testing.T) {
	l := sampleLibrary(t)
	sent := Uploads{"-a": {Name: `C:\drafts\harbour.txt`, Data: []byte("The harbour will be digital by 2030.\n\nIt will have a strategy of its own for that.\n")}}
	n, err := l.New(t.Context(), "-a", NewOptions{}, sent)
	if err != nil {
		t.Fatal(err)
	}
	if n.Edition != "file:harbour.txt" || n.Summary.Sentences != 2 {
		t.Errorf("%s with %d sentences", n.Edition, n.Summary.Sentences)
	}
	var added *Added
	err = l.Add(t.Context(), []string{"-a"}, Stated{Work: "harbour"}, sent, func(_ string, a *Added, err error) {
		if err != nil {
			t.Error(err)
		}
		added = a
	})
	if err != nil || added == nil || added.Edition != "harbour.en" || added.Source.URL != "harbour.txt" {
		t.Errorf("%+v, %v", added, err)
	}
}
