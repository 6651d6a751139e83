package library

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tifa"
)

// small is a library of two texts.
func small(t *testing.T) *Library {
	t.Helper()
	dir := t.TempDir()
	l, err := Open(context.Background(), filepath.Join(dir, "library"), Options{
		By: "ada", Now: func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	var paths []string
	for name, text := range map[string]string{"a.txt": "The pier is long. It is old.", "b.txt": "The lights are lit at dusk."} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	for _, path := range paths {
		stated := Stated{Work: strings.TrimSuffix(filepath.Base(path), ".txt"), Lang: "en"}
		err := l.Add(context.Background(), []string{path}, stated, nil, func(_ string, _ *Added, err error) {
			if err != nil {
				t.Error(err)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func TestShowRun(t *testing.T) {
	l := small(t)
	for _, c := range []struct {
		address   string
		sentences int
	}{{"a.en", 2}, {"a.en:s2", 1}, {"a.en:s1-2", 2}, {"a.en:s3", 0}, {"a.en:s2-3", 0}} {
		s, err := l.Show(context.Background(), c.address)
		if c.sentences > 0 {
			if err != nil || len(s.Sentences) != c.sentences {
				t.Errorf("%s: %+v, %v", c.address, s, err)
			}
			continue
		}
		if !errors.Is(err, tifa.ErrNotFound) || !strings.Contains(err.Error(), "the text has 2 sentences") {
			t.Errorf("%s: %v", c.address, err)
		}
	}
}

func TestFilesHaveATime(t *testing.T) {
	s, err := small(t).Show(context.Background(), "a.en")
	if err != nil || s.Source.Retrieved != "2026-01-02T03:04:05Z" {
		t.Errorf("retrieved %q, %v", s.Source.Retrieved, err)
	}
}

// A record that cannot be read is damage that Verify lists, not the end of it.
func TestVerifyWithABadRow(t *testing.T) {
	l := small(t)
	db, err := sql.Open("sqlite", filepath.Join(l.Dir(), "tifa.db"))
	if err == nil {
		_, err = db.Exec(`update editions set date = 'soon' where address = 'a.en'`)
	}
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	v, err := Verify(context.Background(), l.Dir(), Options{})
	if err != nil || len(v.Damage) == 0 || v.Damage[0].What != "database" {
		t.Errorf("%+v, %v", v, err)
	}
}

// Only what the library does not have is looked for among files.
func TestSubject(t *testing.T) {
	l := small(t)
	t.Chdir(filepath.Dir(l.Dir()))
	if err := os.WriteFile("a.en", []byte("A file of the same name."), 0o600); err != nil {
		t.Fatal(err)
	}
	e, err := l.store.Edition(context.Background(), "a.en")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(l.Dir(), "texts", e.Version[:2], e.Version)); err != nil {
		t.Fatal(err)
	}
	if s, err := l.New(context.Background(), "a.en", NewOptions{}, nil); !errors.Is(err, tifa.ErrDamaged) {
		t.Errorf("a damaged edition: %+v, %v", s, err)
	}
	s, err := l.New(context.Background(), "b.txt", NewOptions{Stated: Stated{Lang: "en"}}, nil)
	if err != nil || s.Edition != "file:b.txt" || s.Thresholds.Similarity == 0 {
		t.Errorf("a file, with no thresholds: %+v, %v", s, err)
	}
}
