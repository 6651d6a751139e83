package concordance

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"tifa"
	"tifa/suffix"
	"tifa/text"
)

// Verify reads every byte of the index in dir, which may be too damaged to
// open, and says what is damaged: each error names a file, and is
// tifa.ErrDamaged. Where body is not nil it also compares the tokens with the
// texts and checks the order of the suffixes.
func Verify(ctx context.Context, dir string, body func(version string) (string, error)) []error {
	m, err := readManifest(dir)
	if err != nil {
		return []error{err}
	}
	var errs []error
	for _, f := range m.Segments {
		if ctx.Err() != nil {
			return append(errs, ctx.Err())
		}
		path := filepath.Join(dir, f.File)
		if err := verifySegment(path, f, body); err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				err = fmt.Errorf("%w: %w", err, tifa.ErrDamaged)
			}
			errs = append(errs, fmt.Errorf("%s: %w", path, err))
		}
	}
	return errs
}

func verifySegment(path string, f segmentFile, body func(string) (string, error)) (err error) {
	defer Guard(&err)()
	s, err := openSegment(path)
	if err != nil {
		return err
	}
	defer s.close()
	if err := s.checkSums(); err != nil {
		return err
	}
	if len(s.Docs) != f.Docs || s.Text.Len() != f.Tokens {
		return fmt.Errorf("has %d texts and %d tokens, the manifest says %d and %d: %w", len(s.Docs), s.Text.Len(), f.Docs, f.Tokens, tifa.ErrDamaged)
	}
	if body == nil {
		return nil
	}
	for i := range s.Docs {
		if err := s.verifyDoc(i, body); err != nil {
			return err
		}
	}
	return s.verifyOrder()
}

// verifyDoc scans a text again and compares.
func (s *Segment) verifyDoc(doc int, load func(string) (string, error)) error {
	body, err := load(s.Docs[doc].Version)
	if err != nil {
		return err
	}
	pos, to := s.Positions(doc)
	for sc := text.NewScanner(body); sc.Next(); pos++ {
		key := string(sc.Key())
		if sc.Kind == text.Break {
			key = ""
		}
		if pos >= to-1 || s.Key(s.Text.At(pos)) != key {
			return fmt.Errorf("text %s differs from the index at token %d: %w", s.Docs[doc].Edition, pos, tifa.ErrDamaged)
		}
	}
	if pos != to-1 {
		return fmt.Errorf("text %s has fewer tokens than the index says: %w", s.Docs[doc].Edition, tifa.ErrDamaged)
	}
	return nil
}

// verifyOrder checks that the suffixes are all there and in order.
func (s *Segment) verifyOrder() error {
	tokens := make([]int32, s.Text.Len())
	for i := range tokens {
		tokens[i] = s.Text.At(i)
	}
	for rank, pos := range suffix.Array(tokens, int32(s.lexicon.len())) {
		if s.SA.At(rank) != pos {
			return fmt.Errorf("order of suffixes is wrong at %d: %w", rank, tifa.ErrDamaged)
		}
	}
	return nil
}
