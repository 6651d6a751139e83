package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa"
)

func TestBackupAndRestore(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "en", "One. Two."), record(t, s, "b", "zh", "第一条。"))
	if _, err := s.Update(t.Context(), "b", Change{By: "ben", Title: new("乙")}); err != nil {
		t.Fatal(err)
	}
	dest := filepath.Join(t.TempDir(), "b.tar")
	if err := s.Backup(t.Context(), dest); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), dest); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("over an older backup: %v", err)
	}
	dir := filepath.Join(t.TempDir(), "deep", "restored")
	if err := Restore(t.Context(), dest, dir); err != nil {
		t.Fatal(err)
	}
	if err := Restore(t.Context(), dest, dir); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("into a full folder: %v", err)
	}
	r, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	want, err := s.Editions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.Editions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if history, err := r.History(t.Context(), "b"); err != nil || len(history) != 1 {
		t.Errorf("history %v, %v", history, err)
	}
	if found := verify(t, r); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
}

// Wherever a backup is cut or changed, Restore refuses it and leaves nothing.
func TestRestoreRefusesDamage(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "en", "One. Two."), record(t, s, "b", "zh", "第一条。"))
	dest := filepath.Join(t.TempDir(), "b.tar")
	if err := s.Backup(t.Context(), dest); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(dest)
	if err != nil {
		t.Fatal(err)
	}
	spoilt := map[string][]byte{"no backup": []byte("not a tar file, but long enough to be looked at")}
	for _, part := range []int{0, 1, 2, 3, 5, 8, 9} {
		spoilt[fmt.Sprintf("cut at %d/10", part)] = whole[:len(whole)*part/10]
	}
	for _, word := range []string{"One. Two.", "第一条。", "source of", "Title of a", manifestName, `"files":4`, "texts/"} {
		at := bytes.Index(whole, []byte(word))
		if at < 0 {
			t.Fatalf("the backup does not hold %q", word)
		}
		data := bytes.Clone(whole)
		data[at] ^= 2
		spoilt["flipped in "+word] = data
	}
	parent := t.TempDir()
	for name, data := range spoilt {
		path := filepath.Join(t.TempDir(), "spoilt.tar")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := Restore(t.Context(), path, filepath.Join(parent, "new")); !errors.Is(err, tifa.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left, err := os.ReadDir(parent); err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

// Two stores on one folder, as two processes have them, write, remove and
// back up at once; each backup is whole.
func TestTogether(t *testing.T) {
	s := open(t)
	other, err := Open(t.Context(), s.Dir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	var wg sync.WaitGroup
	for who, store := range []*Store{s, other} {
		wg.Go(func() {
			for i := range 15 {
				// Every second text is the same in both.
				r := record(t, store, "work", "en", fmt.Sprintf("Text %d of %d.", i, who*(i%2)))
				stored, err := store.Put(t.Context(), []Record{r})
				for errors.Is(err, fs.ErrNotExist) { // the other has removed the same source just now
					r = record(t, store, "work", "en", r.Text.Body)
					stored, err = store.Put(t.Context(), []Record{r})
				}
				if err != nil {
					t.Error(err)
					return
				}
				if a := stored[0].Address; a != "" && i%3 == 0 {
					if err := store.Remove(t.Context(), a, "ben"); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	folder := t.TempDir()
	for i := range 3 {
		dest := filepath.Join(folder, fmt.Sprintf("%d.tar", i))
		if err := s.Backup(t.Context(), dest); err != nil {
			t.Error(err)
		} else if err := Restore(t.Context(), dest, filepath.Join(folder, fmt.Sprint(i))); err != nil {
			t.Error(err)
		}
	}
	wg.Wait()
	for _, d := range verify(t, s) {
		if d.What != Leftover {
			t.Errorf("found %+v", d)
		}
	}
}

// Many open a new library at the same moment.
func TestOpenTogether(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "library")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			s, err := Open(t.Context(), dir)
			if err != nil {
				t.Error(err)
				return
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}
