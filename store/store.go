// Package store keeps the record: works, editions, their canonical texts and
// sources on disk, and the history of what people changed.
//
// It knows where things are kept and that they are whole: every body and
// every source is a file named by its hash, every row is written in a
// transaction, and files are on disk before the rows that name them. It must
// not know what is in a document, how a text is divided, or how anything is
// searched: it is given finished texts, and the index beside it is derived
// from what it gives out.
//
// A library is one folder:
//
//	tifa.db                  the record and its history
//	sources/ab/abcd…         original bytes, named by their SHA-256
//	texts/9f/9f2c…           canonical texts, named by their version
//	index/                   derived, not of this package
//
// Several processes may use one folder at once. Writers take turns by the
// lock of the database; files are touched only by who holds it, but for
// sources, which come before the record that names them.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Store is an open library folder. It is safe for use by many goroutines.
type Store struct {
	dir     string
	texts   shelf
	sources shelf
	writer  *sql.DB // one connection: its transactions hold the write lock
	reader  *sql.DB
}

// Open opens the library in dir, and makes it if it is not there.
func Open(ctx context.Context, dir string) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("library folder %s: %w", dir, err)
	}
	s := &Store{
		dir:     dir,
		texts:   shelf{filepath.Join(dir, "texts")},
		sources: shelf{filepath.Join(dir, "sources")},
	}
	for _, folder := range []string{s.texts.root, s.sources.root} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return nil, fmt.Errorf("make the library folder: %w", err)
		}
	}
	s.writer, s.reader, err = openSQLite(ctx, s.database())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", s.database(), err)
	}
	return s, nil
}

// Close ends the use of the library. What was stored is on disk already.
func (s *Store) Close() error {
	return errors.Join(s.reader.Close(), s.writer.Close())
}

// Dir is the folder of the library, as an absolute path.
func (s *Store) Dir() string { return s.dir }

func (s *Store) database() string { return filepath.Join(s.dir, databaseName) }

const databaseName = "tifa.db"

// Generation is a number that grows with every committed change of the
// record. What is derived from the record compares it to know its age.
func (s *Store) Generation(ctx context.Context) (int64, error) {
	return s.counter(ctx, "generation")
}

// Work is a number that grows with every committed change of people's work:
// pairs, corrected beads, seen marks, concepts, imported units, notes, claims
// and their tests, verdicts. What is derived from them compares it to know its
// age.
func (s *Store) Work(ctx context.Context) (int64, error) {
	return s.counter(ctx, "work")
}

// Renderings names the state of the part of people's work that renderings depend
// on: pairs, corrected beads, concepts and imported units. A note, a claim or a
// verdict leaves it as it is. It reads whole tables: ask when Work has changed.
func (s *Store) Renderings(ctx context.Context) (string, error) {
	var state [5]int64
	err := s.reader.QueryRowContext(ctx, `select
		(select coalesce(max(id), 0) from work_history where what in ('`+pairWork+`', '`+conceptWork+`')),
		(select coalesce(max(id), 0) from bead_edits),
		(select coalesce(sum(id), 0) from bead_edits where undone_at <> ''),
		(select coalesce(max(id), 0) from units),
		(select coalesce(sum(id), 0) from units where removed_at <> '')`).Scan(&state[0], &state[1], &state[2], &state[3], &state[4])
	if err != nil {
		return "", fmt.Errorf("read the state of pairs, beads, terms and units of %s: %w", s.database(), err)
	}
	return fmt.Sprint(state), nil
}

func (s *Store) counter(ctx context.Context, name string) (int64, error) {
	var n int64
	err := s.reader.QueryRowContext(ctx, `select `+name+` from library`).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("read the number %q of %s: %w", name, s.database(), err)
	}
	return n, nil
}

// change changes the record: if do says that it changed something, the
// generation is counted up.
func (s *Store) change(ctx context.Context, do func(tx *sql.Tx) (changed bool, err error)) error {
	return s.commit(ctx, "generation", do)
}

// changeWork changes people's work: if do says that it changed something, that
// is counted in work.
func (s *Store) changeWork(ctx context.Context, do func(tx *sql.Tx) (changed bool, err error)) error {
	return s.commit(ctx, "work", do)
}

// commit runs do in a transaction that holds the write lock from its start.
// If do fails, nothing is changed. If it says that it changed something, the
// counter is counted up.
func (s *Store) commit(ctx context.Context, counter string, do func(tx *sql.Tx) (changed bool, err error)) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("wait for the write lock of %s: %w", s.database(), err)
	}
	defer func() { _ = tx.Rollback() }() // after Commit it does nothing
	changed, err := do(tx)
	if err != nil || !changed {
		return err
	}
	if _, err := tx.ExecContext(ctx, `update library set `+counter+` = `+counter+` + 1`); err != nil {
		return fmt.Errorf("write %s: %w", s.database(), err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit to %s: %w", s.database(), err)
	}
	return nil
}

// querier is what *sql.DB and *sql.Tx have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// now is the present as the record writes it.
func now() string { return time.Now().UTC().Format(time.RFC3339) }
