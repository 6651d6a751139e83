package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// record is a line of an import file, as far as the peers need it.
type record struct {
	Work string `json:"work"`
	Date string `json:"date"`
	Text string `json:"text"`
}

// speedFiles are the import files that are measured on: Chinese laws and UN
// debates.
func speedFiles() ([]string, error) {
	dir := os.Getenv("TIFA_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "data")
	}
	files, err := filepath.Glob(filepath.Join(dir, "speed", "*.jsonl.gz"))
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("no real data in %s: set TIFA_DATA to the data folder", dir)
	}
	return files, err
}

// eachRecord calls yield with the records of files.
func eachRecord(files []string, yield func(*record) error) error {
	for _, path := range files {
		if err := eachLine(path, func(_ []byte, r *record) (bool, error) { return true, yield(r) }); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}

// eachLine calls yield with the lines of a packed file, and what they say,
// until it says false.
func eachLine(path string, yield func(line []byte, r *record) (bool, error)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	lines := bufio.NewReaderSize(z, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		var r record
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		if more, err := yield(line, &r); err != nil || !more {
			return err
		}
	}
}

// part writes the first records of each file, with limit bytes of text in
// all, to files in dir. A limit of 0 gives the files themselves.
func part(files []string, limit int, dir string) (parts []string, size int, err error) {
	for _, path := range files {
		name := filepath.Join(dir, filepath.Base(path))
		out, err := os.Create(name)
		if err != nil {
			return nil, 0, err
		}
		z := gzip.NewWriter(out)
		read := 0
		err = eachLine(path, func(line []byte, r *record) (bool, error) {
			read += len(r.Text)
			if limit == 0 {
				return true, nil
			}
			_, err := z.Write(line)
			return read < limit/len(files), err
		})
		if err := errors.Join(err, z.Close(), out.Close()); err != nil {
			return nil, 0, err
		}
		size += read
		if limit == 0 {
			name = path
		}
		parts = append(parts, name)
	}
	return parts, size, nil
}
