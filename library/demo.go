package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tifa"
	"tifa/sample"
	"tifa/store"
)

// demoMark is the file by which a folder is known to hold the sample library.
// It is written last: version, hash of the sample, and the generation of the
// record then, by which a later change of the library shows.
const demoMark = "SAMPLE"

// Demo opens the sample library in a folder. Where it is not there it is
// built. One of another version of the program or of the sample is replaced,
// unless somebody has changed it or put files into its folder: then it is
// used as it is, and the log says so. A folder that holds anything else is
// refused. Nothing is ever deleted but what Demo itself has made.
func Demo(ctx context.Context, dir, version string, o Options) (*Library, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("the sample library: %w", err)
	}
	docs, err := sample.Documents()
	if err != nil {
		return nil, err
	}
	want, err := demoState(docs, version)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the sample library: %w", err)
	}
	if len(entries) > 0 {
		l, err := demoKeep(ctx, dir, want, docs, o)
		if l != nil || err != nil {
			return l, err
		}
	}
	if err := demoBuild(ctx, dir, want, len(entries) > 0, docs, o); err != nil {
		return nil, fmt.Errorf("build the sample library in %s: %w", dir, err)
	}
	return Open(ctx, dir, o)
}

// demoState names what the sample library is made of: the program and the
// documents.
func demoState(docs []sample.Document, version string) (string, error) {
	h := sha256.New()
	paths := []string{sample.Dictionary, sample.Names}
	for _, d := range docs {
		paths = append(paths, d.Path)
	}
	for _, path := range paths {
		data, err := fs.ReadFile(sample.Files(), path)
		if err != nil {
			return "", fmt.Errorf("read the sample: %w", err)
		}
		h.Write(fmt.Appendf(nil, "%s %d\n", path, len(data)))
		h.Write(data)
	}
	return fmt.Sprintf("%s %x", version, h.Sum(nil)), nil
}

// demoKeep opens the library of a folder that is not empty if it is the sample
// and is to be used as it is. Both results are nil if it may be replaced.
func demoKeep(ctx context.Context, dir, want string, docs []sample.Document, o Options) (*Library, error) {
	mark, err := os.ReadFile(filepath.Join(dir, demoMark))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the sample library: %w", err)
	}
	state, generation, ok := parseMark(string(mark))
	if !ok {
		return nil, fmt.Errorf("%s holds something else than the sample library, name another folder: %w", dir, tifa.ErrUsage)
	}
	l, err := Open(ctx, dir, o)
	if err != nil {
		return nil, fmt.Errorf("the sample library cannot be opened; delete %s to have it built again: %w", dir, err)
	}
	if state == want {
		return l, nil
	}
	now, err := l.store.Generation(ctx)
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	foreign, err := demoForeign(dir, docs)
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	if now == generation && foreign == "" {
		return nil, l.Close()
	}
	why := "its texts were changed"
	if foreign != "" {
		why = "its folder holds " + foreign
	}
	l.o.Log.Warn("the sample library is of another version and is used as it is", "why", why, "folder", dir)
	return l, nil
}

// parseMark reads a mark; ok says that Demo wrote it.
func parseMark(mark string) (state string, generation int64, ok bool) {
	line, ended := strings.CutSuffix(mark, "\n")
	last := strings.LastIndexByte(line, ' ')
	if !ended || last < 0 {
		return "", 0, false
	}
	state = line[:last]
	generation, err := strconv.ParseInt(line[last+1:], 10, 64)
	_, hash, _ := strings.Cut(state[max(0, len(state)-2*sha256.Size-1):], " ")
	sum, bad := hex.DecodeString(hash)
	return state, generation, err == nil && bad == nil && len(sum) == sha256.Size
}

// demoForeign is the name of a file in the folder that is neither of the
// library nor a page that shows an edition of the sample; empty if there is
// none.
func demoForeign(dir string, docs []sample.Document) (string, error) {
	own := map[string]bool{
		demoMark: true, "tifa.db": true, "tifa.db-wal": true, "tifa.db-shm": true,
		"texts": true, "sources": true, store.Dictionaries: true, store.Tables: true, filepath.Base(indexDir(dir)): true,
	}
	for _, d := range docs {
		own[tifa.EditionAddress(d.Edition.Work, d.Edition.Lang, d.Edition.Label)+".html"] = true
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if !own[e.Name()] {
			return e.Name(), nil
		}
	}
	return "", nil
}

// demoBuild builds the sample library beside its folder and puts it there when
// it is whole; the one that it replaces is deleted after that.
func demoBuild(ctx context.Context, dir, want string, replace bool, docs []sample.Document, o Options) (err error) {
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	work, err := os.MkdirTemp(parent, ".tifa-demo-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	fresh, old := filepath.Join(work, "new"), filepath.Join(work, "old")
	if err := demoFill(ctx, fresh, want, docs, o); err != nil {
		return err
	}
	if !replace {
		return demoMove(fresh, dir)
	}
	if err := os.Rename(dir, old); err != nil {
		return err
	}
	if err := os.Rename(fresh, dir); err != nil {
		return errors.Join(err, os.Rename(old, dir))
	}
	return nil
}

// demoMove moves a library to a folder that was not there or empty. An empty
// one stays the folder it is, since somebody may be in it; folders go there
// first, because they never take the place of one with files in it, and the
// mark last.
func demoMove(fresh, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	entries, err := os.ReadDir(fresh)
	if err != nil {
		return err
	}
	turn := func(e fs.DirEntry) int {
		switch {
		case e.IsDir():
			return 0
		case e.Name() != demoMark:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int { return turn(a) - turn(b) })
	for _, e := range entries {
		if err := os.Rename(filepath.Join(fresh, e.Name()), filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// demoFill makes the sample library in a new folder, and then its mark.
func demoFill(ctx context.Context, dir, want string, docs []sample.Document, o Options) error {
	l, err := Open(ctx, dir, o)
	if err != nil {
		return err
	}
	err = l.addSample(ctx, docs)
	if err == nil {
		err = l.addSampleDictionary()
	}
	if err == nil {
		err = l.addSampleTables()
	}
	var generation int64
	if err == nil {
		generation, err = l.store.Generation(ctx)
	}
	if err = errors.Join(err, l.Close()); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, demoMark), fmt.Appendf(nil, "%s %d\n", want, generation), 0o644)
}

// addSampleDictionary adds the small dictionary of the sample's words.
func (l *Library) addSampleDictionary() error {
	data, err := fs.ReadFile(sample.Files(), sample.Dictionary)
	if err != nil {
		return fmt.Errorf("read the sample: %w", err)
	}
	_, err = l.addDictionary(source{data: data, name: sample.Dictionary, url: "sample/" + sample.Dictionary}, DictionaryStated{})
	return err
}

// addSampleTables writes the table of the sample's states and bodies.
func (l *Library) addSampleTables() error {
	data, err := fs.ReadFile(sample.Files(), sample.Names)
	if err != nil {
		return fmt.Errorf("read the sample: %w", err)
	}
	path := filepath.Join(l.Dir(), filepath.FromSlash(sample.Names))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
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
