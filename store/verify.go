package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"tifa"
)

// Damage is one thing that Verify found.
type Damage struct {
	What string // text, source, database, or Leftover
	File string // path of the file
	Why  string // what is wrong, with the editions that it concerns
	Mend string // what to do about it
}

// Leftover is the What of a file that no edition uses: a stopped import left
// it, or one that still runs has not come to its record yet. It does no harm
// and may be deleted.
const Leftover = "leftover"

// Verify checks the whole library: the database, every text and source file
// against its hash, every division against its text. It lists what it
// finds in order of file. progress, which may be nil, is told how many files
// of how many are done. The error says that the check itself could not be
// made.
func (s *Store) Verify(ctx context.Context, progress func(done, total int)) ([]Damage, error) {
	// The files are listed before the rows are read: a row that is younger
	// than the list has its file, which was there before it.
	var files []string
	for _, f := range []shelf{s.sources, s.texts} {
		found, err := f.list()
		if err != nil {
			return nil, fmt.Errorf("list the files of %s: %w", f.root, err)
		}
		files = append(files, found...)
	}
	v := verifying{store: s, known: map[string]bool{}}
	broken, err := integrity(ctx, s.reader)
	for _, why := range broken {
		v.add("database", s.database(), why, mendDatabase)
	}
	var editions []tifa.Edition // and those that they were before
	if err == nil {
		editions, err = s.allVersions(ctx)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil { // without the rows nothing can be said about the files
		v.add("database", s.database(), err.Error(), mendDatabase)
		return v.found, nil
	}
	v.tally(editions)
	done, total := 0, len(editions)+len(v.users)
	step := func() {
		if done++; progress != nil {
			progress(done, total)
		}
	}
	for i := range editions {
		if err := v.text(ctx, &editions[i]); err != nil {
			return nil, err
		}
		step()
	}
	for sha := range v.users {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := v.source(ctx, sha); err != nil {
			return nil, err
		}
		step()
	}
	for _, path := range files {
		if !v.known[path] {
			v.add(Leftover, path, "no edition uses it: an import was stopped here, or one is at work", "delete it, when no import is at work")
		}
	}
	slices.SortFunc(v.found, func(a, b Damage) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Why, b.Why))
	})
	return v.found, nil
}

const mendDatabase = "restore a backup"

// verifying is the state of one Verify.
type verifying struct {
	store *Store
	found []Damage
	known map[string]bool     // paths that editions use
	users map[string][]string // addresses by the hash of their source
}

func (v *verifying) add(what, file, why, mend string) {
	v.found = append(v.found, Damage{what, file, why, mend})
}

func (v *verifying) tally(editions []tifa.Edition) {
	v.users = map[string][]string{}
	for i := range editions {
		e := &editions[i]
		v.known[v.store.texts.path(e.Version)] = true
		v.known[v.store.sources.path(e.Source.SHA256)] = true
		v.users[e.Source.SHA256] = append(v.users[e.Source.SHA256], e.Address)
	}
}

func (v *verifying) text(ctx context.Context, e *tifa.Edition) error {
	division, err := v.store.division(ctx, e.Version)
	if err == nil {
		_, err = v.store.join(e.Version, division)
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil || v.gone(ctx, "version", e.Version):
	case division == nil:
		v.add("database", v.store.database(), fmt.Sprintf("division of the text of %s: %v", e.Address, err), mendDatabase)
	default:
		v.add("text", v.store.texts.path(e.Version), fmt.Sprintf("text of %s: %v", e.Address, err), mendText)
	}
	return nil
}

func (v *verifying) source(ctx context.Context, sha string) error {
	path := v.store.sources.path(sha)
	sum, err := hashFile(path)
	if err == nil && sum == sha || v.gone(ctx, "source", sha) {
		return ctx.Err()
	}
	why := "its bytes have changed"
	if errors.Is(err, fs.ErrNotExist) {
		why = "the file is missing"
	} else if err != nil {
		why = err.Error()
	}
	v.add("source", path, fmt.Sprintf("source of %s: %s", some(v.users[sha]), why), mendText)
	return nil
}

// gone says whether no edition has the hash any more: somebody removed it
// while Verify was at work.
func (v *verifying) gone(ctx context.Context, column, hash string) bool {
	var n int
	err := v.store.reader.QueryRowContext(ctx, `select count(*) from held where `+column+` = $1`, hash).Scan(&n)
	return err == nil && n == 0
}

// list is the paths of all files of the shelf.
func (f shelf) list() ([]string, error) {
	var paths []string
	err := filepath.WalkDir(f.root, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // a temporary file that has its name by now
		}
		if err == nil && !entry.IsDir() {
			paths = append(paths, path)
		}
		return err
	})
	return paths, err
}
