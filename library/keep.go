package library

import (
	"context"
	"fmt"
	"path/filepath"

	"tifa/concordance"
	"tifa/store"
)

// Verified is the state of a library.
type Verified struct {
	Damage    []Damage `json:"damage"`
	Leftovers []Damage `json:"leftovers"` // of broken imports; they do no harm
	Editions  int      `json:"editions"`  // 0 where damage keeps them from being read
}

// Damage is one thing that Verify found.
type Damage struct {
	What string `json:"what"` // text, source, database, index, dictionary or leftover
	File string `json:"file"` // path of the file
	Why  string `json:"why"`  // what is wrong
	Mend string `json:"mend"` // what to do about it
}

// Verify reads everything in the library folder and says what is damaged. It
// needs no open library, since a damaged one may not open.
func Verify(ctx context.Context, dir string, o Options) (*Verified, error) {
	s, err := store.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	v := &Verified{Damage: []Damage{}, Leftovers: []Damage{}}
	damage, err := s.Verify(ctx, func(done, total int) {
		if o.Progress != nil {
			o.Progress("checking", int64(done), int64(total), "files")
		}
	})
	if err != nil {
		return nil, err
	}
	for _, d := range damage {
		if d.What == store.Leftover {
			v.Leftovers = append(v.Leftovers, Damage(d))
		} else {
			v.Damage = append(v.Damage, Damage(d))
		}
	}
	editions, err := s.Editions(ctx)
	if err != nil && len(v.Damage) == 0 { // else the damage says why they cannot be counted
		return nil, err
	}
	v.Editions = len(editions)
	body := func(version string) (string, error) {
		b, err := s.Body(version)
		return string(b), err
	}
	for _, err := range concordance.Verify(ctx, indexDir(dir), body) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		v.Damage = append(v.Damage, Damage{What: "index", File: indexDir(dir), Why: err.Error(), Mend: "tifa verify --mend makes the index again"})
	}
	return v, verifyDictionaries(dir, v)
}

// Mend makes the index again from the record and the texts.
func Mend(ctx context.Context, dir string, o Options) error {
	if err := concordance.Clear(indexDir(dir)); err != nil {
		return err
	}
	l, err := Open(ctx, dir, o)
	if err != nil {
		return err
	}
	return l.Close()
}

// Backup writes a consistent copy of the library to a file, while it is in
// use.
func (l *Library) Backup(ctx context.Context, dest string) error {
	dest, err := filepath.Abs(dest)
	if err != nil {
		return fmt.Errorf("back up to %s: %w", dest, err)
	}
	return l.store.Backup(ctx, dest)
}

// Restore makes a library of a backup in a folder that is empty or not there.
func Restore(ctx context.Context, backup, dir string, o Options) error {
	if err := store.Restore(ctx, backup, dir); err != nil {
		return err
	}
	l, err := Open(ctx, dir, o)
	if err != nil {
		return fmt.Errorf("the backup is restored, its index could not be made: %w", err)
	}
	return l.Close()
}
