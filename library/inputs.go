package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tifa"
	"tifa/fetch"
)

// Stdin is standard input, for the argument "-"; it may be nil. With Uploads in
// its place no argument is a path.
type Stdin io.Reader

// input is a document to be added, not read yet.
type input struct {
	name string // as the user knows it: a path, an address, "-"
	read func(context.Context, *fetch.Fetcher) (source, error)
}

// source is the bytes of a document.
type source struct {
	data      []byte
	name      string // file name, or last part of the address
	url       string // address, or the path as it was given
	mediaType string // as the server said
	retrieved string // RFC 3339, UTC; empty: when it was read
}

// where is what the user knows the document by.
func (s source) where() string { return cmp.Or(s.url, s.name) }

// maxFile is the largest file that is read, in bytes.
const maxFile = 1 << 30

// expand makes inputs of paths, folders, patterns, addresses and "-".
func expand(args []string, in Stdin) ([]input, error) {
	if sent, closed := in.(Uploads); closed {
		return sent.expand(args)
	}
	var out []input
	for _, arg := range args {
		switch {
		case arg == "-":
			if in == nil {
				return nil, fmt.Errorf("nothing comes from standard input: %w", tifa.ErrUsage)
			}
			out = append(out, input{"-", func(context.Context, *fetch.Fetcher) (source, error) {
				data, err := readAll(in, "standard input")
				return source{data: data, name: "stdin", url: "-"}, err
			}})
		case isAddress(arg):
			out = append(out, addressInput(arg))
		default:
			paths, err := files(arg)
			if err != nil {
				return nil, err
			}
			for _, p := range paths {
				out = append(out, fileInput(p))
			}
		}
	}
	return out, nil
}

func isAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

func addressInput(url string) input {
	return input{url, func(ctx context.Context, f *fetch.Fetcher) (source, error) {
		r, err := f.Get(ctx, url)
		if err != nil {
			return source{}, err
		}
		return source{r.Body, r.Name, r.URL, r.MediaType, r.Retrieved.UTC().Format(time.RFC3339)}, nil
	}}
}

func fileInput(path string) input {
	return input{path, func(context.Context, *fetch.Fetcher) (source, error) {
		f, err := os.Open(path)
		if err != nil {
			return source{}, err
		}
		defer f.Close()
		data, err := readAll(f, path)
		return source{data: data, name: filepath.Base(path), url: path}, err
	}}
}

func readAll(r io.Reader, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(data) > maxFile {
		return nil, fmt.Errorf("%s is larger than %d MB: split it", name, maxFile>>20)
	}
	return data, nil
}

// files are the files that a path names: itself, those of a folder and its
// folders but for hidden ones, or those that fit a pattern.
func files(arg string) ([]string, error) {
	info, err := os.Stat(arg)
	if errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(arg, "*?[") {
		found, err := filepath.Glob(arg)
		if err != nil {
			return nil, fmt.Errorf("%s: %w: %w", arg, err, tifa.ErrUsage)
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("%s: no file fits this pattern", arg)
		}
		var out []string
		for _, f := range found {
			more, err := files(f)
			if err != nil {
				return nil, err
			}
			out = append(out, more...)
		}
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{arg}, nil
	}
	var out []string
	err = filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(d.Name(), ".") && path != arg:
			if d.IsDir() {
				return filepath.SkipDir
			}
		case d.Type().IsRegular():
			out = append(out, path)
		}
		return nil
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%s: the folder holds no files", arg)
	}
	slices.Sort(out)
	return out, err
}
