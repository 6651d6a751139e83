package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tifa/concordance"
	"tifa/library"
	"tifa/store"
)

// buildTifa imports the files into a new library.
func buildTifa(files []string, dir string) error {
	ctx := context.Background()
	l, err := library.Open(ctx, dir, library.Options{By: "bench"})
	if err != nil {
		return err
	}
	refused := 0
	for _, path := range files {
		err := l.Import(ctx, path, func(_ *library.Added, err error) {
			if err != nil {
				refused++
			}
		})
		if err != nil {
			return errors.Join(err, l.Close())
		}
	}
	if refused > 0 {
		fmt.Fprintf(os.Stderr, "tifa refused %d records\n", refused)
	}
	return l.Close()
}

// openTifa opens the index of a library.
func openTifa(dir string) (*concordance.Index, *store.Store, error) {
	s, err := store.Open(context.Background(), dir)
	if err != nil {
		return nil, nil, err
	}
	x, err := openIndex(dir, s)
	if err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	return x, s, nil
}

func openIndex(dir string, s *store.Store) (*concordance.Index, error) {
	return concordance.Open(filepath.Join(dir, "index"), func(version string) (string, error) {
		body, err := s.Body(version)
		return string(body), err
	})
}

// queryTifa measures the index of a library.
func queryTifa(dir string) (times []timing, err error) {
	ctx := context.Background()
	x, s, err := openTifa(dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, x.Close(), s.Close()) }()
	cold, err := measure("index opened anew, first 50 lines of "+phrases[1].name, func() (n int, err error) {
		y, err := openIndex(dir, s)
		if err != nil {
			return 0, err
		}
		defer func() { err = errors.Join(err, y.Close()) }()
		return show(ctx, y, phrases[1].text, concordance.ByDate)
	})
	if err != nil {
		return nil, err
	}
	times = append(times, cold)
	for _, p := range phrases {
		t, err := measure("count "+p.name, func() (int, error) {
			return x.Occurrences(ctx, concordance.Literal(p.text), concordance.Filter{})
		})
		if err != nil {
			return nil, err
		}
		times = append(times, t)
	}
	often := phrases[len(phrases)-1]
	q := concordance.Literal(often.text)
	for _, m := range []struct {
		name string
		do   func() (int, error)
	}{
		{"count with editions", func() (int, error) {
			n, err := x.Count(ctx, q, concordance.Filter{})
			return n.Editions, err
		}},
		{"first 50 lines by date", func() (int, error) { return show(ctx, x, often.text, concordance.ByDate) }},
		{"first 50 lines by right context", func() (int, error) { return show(ctx, x, often.text, concordance.ByRight) }},
		{"first 50 lines by left context", func() (int, error) { return show(ctx, x, often.text, concordance.ByLeft) }},
		{"counts by year", func() (int, error) {
			points, err := x.Trend(ctx, q, concordance.Filter{}, concordance.Year)
			return len(points), err
		}},
		{"first attestation", func() (int, error) {
			_, err := x.First(ctx, q, concordance.Filter{})
			return 1, err
		}},
		{"last attestation", func() (int, error) {
			_, err := x.Last(ctx, q, concordance.Filter{})
			return 1, err
		}},
	} {
		t, err := measure(often.name+": "+m.name, m.do)
		if err != nil {
			return nil, err
		}
		times = append(times, t)
	}
	return times, nil
}

// show makes the first 50 lines of a concordance.
func show(ctx context.Context, x *concordance.Index, phrase string, order concordance.Order) (int, error) {
	hits, err := x.Hits(ctx, concordance.Literal(phrase), concordance.Filter{}, order, 0, 50)
	if err != nil {
		return 0, err
	}
	for _, h := range hits {
		if _, err := x.Line(h, 30); err != nil {
			return 0, err
		}
	}
	return len(hits), nil
}

// sizeOf is how many bytes the files under a folder have.
func sizeOf(dir string) (int64, error) {
	var size int64
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}
