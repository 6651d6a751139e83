package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// A file that could not be written to its end does not appear, and what stood
// under its name stays.
func TestWriteWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "evidence.zip")
	full := errors.New("the disk is full")
	half := func(w io.Writer) error {
		_, err := io.WriteString(w, "half of it")
		return errors.Join(err, full)
	}
	if err := whole(path, path, half); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
	all := func(w io.Writer) error {
		_, err := io.WriteString(w, "all of it")
		return err
	}
	if err := whole(path, path, all); err != nil {
		t.Fatal(err)
	}
	if err := whole(path, path, half); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "all of it" {
		t.Errorf("%q, %v", data, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
	if err := (&output{}).write(filepath.Join(dir, "nowhere", "x"), all); err == nil {
		t.Error("written into a folder that is not there")
	}
}
