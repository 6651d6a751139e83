package library

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tifa"
	"tifa/sample"
)

// demoMark is the file by which a folder is known to hold the sample library
// and nothing else. It says which sample, and is empty while that is built.
const demoMark = "SAMPLE"

// Demo opens the sample library in a folder. Where it is not there, or was
// made by another version of the program or of the sample, it is built. A
// folder that holds anything else is refused.
func Demo(ctx context.Context, dir, version string, o Options) (*Library, error) {
	docs, err := sample.Documents()
	if err != nil {
		return nil, err
	}
	want, err := demoState(docs, version)
	if err != nil {
		return nil, err
	}
	mark := filepath.Join(dir, demoMark)
	have, err := os.ReadFile(mark)
	switch {
	case err == nil && string(have) == want:
		if l, err := Open(ctx, dir, o); err == nil || ctx.Err() != nil {
			return l, err
		}
	case errors.Is(err, fs.ErrNotExist):
		if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
			return nil, fmt.Errorf("%s holds something else than the sample library, name another folder: %w", dir, tifa.ErrUsage)
		}
	case err != nil:
		return nil, fmt.Errorf("the sample library: %w", err)
	}
	if err := demoClear(dir, mark); err != nil {
		return nil, fmt.Errorf("make a place for the sample library: %w", err)
	}
	l, err := Open(ctx, dir, o)
	if err != nil {
		return nil, err
	}
	err = l.addSample(ctx, docs)
	if err == nil {
		err = os.WriteFile(mark, []byte(want), 0o644)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("build the sample library: %w", err), l.Close())
	}
	return l, nil
}

// demoState names what the sample library is made of: the program and the
// documents.
func demoState(docs []sample.Document, version string) (string, error) {
	h := sha256.New()
	for _, d := range docs {
		data, err := fs.ReadFile(sample.Files(), d.Path)
		if err != nil {
			return "", fmt.Errorf("read the sample: %w", err)
		}
		h.Write(fmt.Appendf(nil, "%s %d\n", d.Path, len(data)))
		h.Write(data)
	}
	return fmt.Sprintf("%s %x\n", version, h.Sum(nil)), nil
}

// demoClear empties the folder of a sample library but for its mark.
func demoClear(dir, mark string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(mark, nil, 0o644); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == demoMark {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// addSample adds the documents of the sample with the record that each states.
func (l *Library) addSample(ctx context.Context, docs []sample.Document) error {
	prepared := make([]*prepared, len(docs))
	for i, d := range docs {
		l.o.Progress("building the sample", int64(i), int64(len(docs)), "files")
		data, err := fs.ReadFile(sample.Files(), d.Path)
		if err != nil {
			return err
		}
		e := &d.Edition
		src := source{data: data, name: filepath.Base(d.Path), url: "sample/" + d.Path}
		prepared[i], err = l.prepare(ctx, src, Stated{
			Work: e.Work, Lang: e.Lang, Label: e.Label, Title: e.Title, Issuer: e.Issuer, Kind: e.Kind,
			Number: e.Number, Status: e.Status, Date: e.Date,
		})
		if err != nil {
			return fmt.Errorf("%s: %w", d.Path, err)
		}
	}
	if _, err := l.put(ctx, prepared); err != nil {
		return err
	}
	return l.sync(ctx)
}
