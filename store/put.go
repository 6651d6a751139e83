package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"unicode/utf8"

	"tifa"
)

// Record is an edition with its text, to be stored. Work and Lang must be
// set, and Source.SHA256 must name a source that is kept already. Version,
// Chars and Count are filled in by Put, and Added where it is empty. If
// Address is empty Put assigns it; if not, it must be free.
type Record struct {
	Edition tifa.Edition
	Text    *tifa.Text
}

// Stored says what became of a record: its address, or the address of the
// edition that has the same text already. The other is empty.
type Stored struct {
	Address   string
	Duplicate string
}

// Put stores records in one transaction: all or, if there is an error, none.
// When it returns they are on disk for good. A record whose text is there
// already is not stored again; if the file of that text was lost or damaged,
// this mends it.
//
// An address that another text has is not taken: the label becomes the date,
// then 2, 3 and so on; where the record has a label, the label with -2, -3.
func (s *Store) Put(ctx context.Context, records []Record) ([]Stored, error) {
	rows := make([]row, len(records))
	for i, r := range records {
		var err error
		if rows[i], err = prepare(r); err != nil {
			return nil, fmt.Errorf("record %d of %d (%s): %w", i+1, len(records), r.Edition.Title, err)
		}
	}
	p := putting{store: s, labels: map[string]map[string]string{}, versions: map[string]string{}}
	err := s.change(ctx, func(tx *sql.Tx) (bool, error) {
		err := p.put(ctx, tx, rows)
		return len(p.versions) > 0, err
	})
	if err != nil {
		// Leftovers do no harm, so that a failure to clear them is none.
		_ = s.clear(context.WithoutCancel(ctx), p.created, nil)
		return nil, fmt.Errorf("store %d records, none of them stored: %w", len(records), err)
	}
	return p.stored, nil
}

// row is a record made ready, before the write lock is taken.
type row struct {
	tifa.Edition
	body     string
	division []byte
}

func prepare(r Record) (row, error) {
	e := r.Edition
	tidy(&e)
	if err := Check(&e, r.Text); err != nil {
		return row{}, err
	}
	if e.Address != "" && e.Address != tifa.EditionAddress(e.Work, e.Lang, e.Label) {
		return row{}, fmt.Errorf("address %s does not say work %s, language %s, label %q: %w",
			e.Address, e.Work, e.Lang, e.Label, tifa.ErrUsage)
	}
	if !isHash(e.Source.SHA256) {
		return row{}, fmt.Errorf("%q is no hash of a source; keep the source first: %w", e.Source.SHA256, tifa.ErrUsage)
	}
	e.Version = r.Text.Hash()
	e.Chars = utf8.RuneCountInString(r.Text.Body)
	e.Count = len(r.Text.Sentences)
	if e.Added == "" {
		e.Added = now()
	}
	return row{Edition: e, body: r.Text.Body, division: encodeDivision(r.Text)}, nil
}

// putting is the state of one Put.
type putting struct {
	store    *Store
	stored   []Stored
	created  []string                     // versions whose files this Put has written
	labels   map[string]map[string]string // by work and base language: see takenLabels
	versions map[string]string            // stored by this Put: address by version
}

func (p *putting) put(ctx context.Context, tx *sql.Tx, rows []row) error {
	if err := p.files(ctx, rows); err != nil {
		return err
	}
	insertText, err := tx.PrepareContext(ctx, `insert into texts (version, division) values ($1, $2) on conflict (version) do nothing`)
	if err != nil {
		return err
	}
	defer func() { _ = insertText.Close() }()
	insertEdition, err := tx.PrepareContext(ctx, `insert into editions (`+editionColumns+`) values
		($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`)
	if err != nil {
		return err
	}
	defer func() { _ = insertEdition.Close() }()
	p.stored = make([]Stored, len(rows))
	for i := range rows {
		r := &rows[i]
		if p.stored[i].Duplicate, err = p.holder(ctx, tx, r.Version); err != nil {
			return err
		}
		if p.stored[i].Duplicate != "" {
			continue
		}
		if err := p.assign(ctx, tx, &r.Edition); err != nil {
			return err
		}
		if _, err := insertText.ExecContext(ctx, r.Version, r.division); err != nil {
			return fmt.Errorf("write the division of %s: %w", r.Address, err)
		}
		if _, err := insertEdition.ExecContext(ctx, editionValues(&r.Edition)...); err != nil {
			return fmt.Errorf("write the record of %s: %w", r.Address, err)
		}
		p.versions[r.Version] = r.Address
		p.stored[i].Address = r.Address
	}
	return nil
}

// files writes the texts of rows, makes sure that the sources are there, and
// returns when all of them are on disk for good.
func (p *putting) files(ctx context.Context, rows []row) error {
	var paths []string
	checked := map[string]bool{}
	for i := range rows {
		r := &rows[i]
		if err := ctx.Err(); err != nil {
			return err
		}
		created, err := p.store.texts.put(r.Version, []byte(r.body))
		if err != nil {
			return fmt.Errorf("write the text of %q: %w", r.Title, err)
		}
		if created {
			p.created = append(p.created, r.Version)
			paths = append(paths, p.store.texts.path(r.Version))
		}
		if path := p.store.sources.path(r.Source.SHA256); !checked[path] {
			if _, err := os.Stat(path); err != nil {
				return fmt.Errorf("the source of %q is not kept; keep it again: %w", r.Title, err)
			}
			checked[path] = true
			paths = append(paths, path)
		}
	}
	return flush(p.store.dir, paths)
}

// holder is the address of the edition that has a version, or empty.
func (p *putting) holder(ctx context.Context, tx *sql.Tx, version string) (string, error) {
	if address, ok := p.versions[version]; ok {
		return address, nil
	}
	var address string
	err := tx.QueryRowContext(ctx, `select address from editions where version = $1`, version).Scan(&address)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", err
	}
	return address, nil
}

// ClearSources deletes sources that were kept for texts that were then not stored,
// if no edition uses them, nor used them before it was replaced.
func (s *Store) ClearSources(ctx context.Context, sources ...string) error {
	return s.clear(ctx, nil, sources)
}

// clear deletes files that no edition uses, nor used before it was replaced. It looks and deletes under the
// write lock, so that no other process can come to use a file in between.
func (s *Store) clear(ctx context.Context, versions, sources []string) error {
	if len(versions)+len(sources) == 0 {
		return nil
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // it is there for the lock alone
	used := func(query, hash string) bool {
		var n int
		err := tx.QueryRowContext(ctx, query, hash).Scan(&n)
		return err != nil || n > 0
	}
	for _, version := range versions {
		if !used(`select count(*) from held where version = $1`, version) {
			err = errors.Join(err, s.texts.remove(version))
		}
	}
	for _, sha := range sources {
		if !used(`select count(*) from held where source = $1`, sha) {
			err = errors.Join(err, s.sources.remove(sha))
		}
	}
	return err
}
