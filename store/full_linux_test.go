package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// A disk that fills up is an error, nothing is half stored, and with room
// again all goes on.
func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=16m"); err != nil {
		t.Skipf("skipped: a small file system cannot be mounted here (it takes the rights of root): %v", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(disk, 0); err != nil {
			t.Error(err)
		}
	})
	filler := filepath.Join(disk, "filler")
	if err := os.WriteFile(filler, make([]byte, 8<<20), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), filepath.Join(disk, "library"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	stored := 0
	batch := func(n int) (records []Record, err error) {
		for i := range 10 {
			line := fmt.Sprintf("Text %d of %d. %s", i, n, strings.Repeat("And so on. ", 500))
			sha, err := s.PutSource([]byte(line[:40]))
			if err != nil {
				return nil, err
			}
			r := Record{Text: text(line)}
			r.Edition.Title, r.Edition.Work, r.Edition.Lang, r.Edition.Source.SHA256 = line[:20], "work", "en", sha
			records = append(records, r)
		}
		return records, nil
	}
	for n := 0; ; n++ {
		if n == 1000 {
			t.Fatal("the disk never became full")
		}
		records, err := batch(n)
		if err == nil {
			_, err = s.Put(t.Context(), records)
		}
		if err != nil {
			t.Logf("after %d records: %v", stored, err)
			if !errors.Is(err, syscall.ENOSPC) && !strings.Contains(err.Error(), "full") {
				t.Errorf("the error does not say that the disk is full: %v", err)
			}
			break
		}
		stored += len(records)
	}
	if err := s.Backup(t.Context(), filepath.Join(disk, "b.tar")); err == nil {
		t.Error("a backup on a full disk did not fail")
	}
	if exists(filepath.Join(disk, "b.tar")) {
		t.Error("half a backup is there")
	}
	all, err := s.Editions(t.Context())
	if err != nil || len(all) != stored {
		t.Fatalf("%d editions of %d, %v", len(all), stored, err)
	}
	for _, d := range verify(t, s) {
		if d.What != Leftover {
			t.Errorf("found %+v", d)
		}
	}
	// Even a removal needs some room: it is written to the log first.
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	for _, e := range all[:20] {
		if err := s.Remove(t.Context(), e.Address, "ben"); err != nil {
			t.Fatal(err)
		}
	}
	records, err := batch(-1)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, records...)
}
