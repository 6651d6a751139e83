package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"tifa"
)

const editionColumns = `address, work, lang, label, title, date, dates, not_later, issuer, kind, number, status,
	guessed, source, url, media_type, retrieved, record, version, chars, sentences, added, added_by`

// editionValues is the values of editionColumns.
func editionValues(e *tifa.Edition) ([]any, error) {
	dates, err := datesText(e.Dates)
	if err != nil {
		return nil, err
	}
	notLater := 0
	if e.NotLater {
		notLater = 1
	}
	return []any{e.Address, e.Work, e.Lang, e.Label, e.Title, e.Date.String(), dates, notLater,
		e.Issuer, e.Kind, e.Number, e.Status, strings.Join(e.Guessed, " "),
		e.Source.SHA256, e.Source.URL, e.Source.MediaType, e.Source.Retrieved, e.Source.Record,
		e.Version, e.Chars, e.Count, e.Added, e.By}, nil
}

// scanEdition reads a row of id and editionColumns.
func scanEdition(scan func(...any) error) (id int64, e tifa.Edition, err error) {
	var date, dates, guessed string
	var notLater int
	err = scan(&id, &e.Address, &e.Work, &e.Lang, &e.Label, &e.Title, &date, &dates, &notLater,
		&e.Issuer, &e.Kind, &e.Number, &e.Status, &guessed,
		&e.Source.SHA256, &e.Source.URL, &e.Source.MediaType, &e.Source.Retrieved, &e.Source.Record,
		&e.Version, &e.Chars, &e.Count, &e.Added, &e.By)
	if err != nil {
		return 0, tifa.Edition{}, err
	}
	e.NotLater = notLater != 0
	e.Guessed = strings.Fields(guessed)
	if e.Date, err = tifa.ParseDate(date); err != nil {
		return 0, tifa.Edition{}, fmt.Errorf("record of %s: %w", e.Address, err)
	}
	if dates != "" {
		if err := json.Unmarshal([]byte(dates), &e.Dates); err != nil {
			return 0, tifa.Edition{}, fmt.Errorf("dates of %s: %w", e.Address, err)
		}
	}
	return id, e, nil
}

// Editions is all editions, in order of date and then of address.
func (s *Store) Editions(ctx context.Context) ([]tifa.Edition, error) {
	rows, err := s.reader.QueryContext(ctx, `select id, `+editionColumns+` from editions`)
	if err != nil {
		return nil, fmt.Errorf("read the editions of %s: %w", s.database(), err)
	}
	defer func() { _ = rows.Close() }()
	var all []tifa.Edition
	for rows.Next() {
		_, e, err := scanEdition(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("read the editions of %s: %w", s.database(), err)
		}
		all = append(all, e)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the editions of %s: %w", s.database(), err)
	}
	slices.SortFunc(all, func(a, b tifa.Edition) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Address, b.Address))
	})
	return all, nil
}

// Edition finds an edition by its address, by one that it had before, or by
// its bare work where that has one edition. The address may be pinned to a
// version and may name sentences. The error wraps tifa.ErrNotFound, and then
// names the nearest addresses, or tifa.ErrAmbiguous, and then names those
// that fit.
func (s *Store) Edition(ctx context.Context, address string) (tifa.Edition, error) {
	_, e, err := find(ctx, s.reader, address)
	return e, err
}

// find is Edition, with the row id.
func find(ctx context.Context, q querier, address string) (int64, tifa.Edition, error) {
	a, err := tifa.ParseAddress(address)
	if err != nil {
		return 0, tifa.Edition{}, err
	}
	for _, where := range []string{
		`address = $1`,
		`id = (select edition from aliases where address = $1)`,
		`work = $1`,
		`id in (select edition from aliases where work = $1)`,
	} {
		ids, editions, err := selectEditions(ctx, q, where, a.Edition)
		switch {
		case err != nil:
			return 0, tifa.Edition{}, fmt.Errorf("look up %s: %w", address, err)
		case len(editions) > 1:
			return 0, tifa.Edition{}, fmt.Errorf("%s %w: %s", address, tifa.ErrAmbiguous, addresses(editions))
		case len(editions) == 1:
			if e := editions[0]; !strings.HasPrefix(e.Version, a.Version) {
				return 0, tifa.Edition{}, fmt.Errorf("version %s of %s: %w; it has %.8s", a.Version, e.Address, tifa.ErrNotFound, e.Version)
			}
			return ids[0], editions[0], nil
		}
	}
	return 0, tifa.Edition{}, notFound(ctx, q, a.Edition)
}

func selectEditions(ctx context.Context, q querier, where, value string) ([]int64, []tifa.Edition, error) {
	rows, err := q.QueryContext(ctx, `select id, `+editionColumns+` from editions where `+where+` order by address`, value)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = rows.Close() }()
	var ids []int64
	var editions []tifa.Edition
	for rows.Next() {
		id, e, err := scanEdition(rows.Scan)
		if err != nil {
			return nil, nil, err
		}
		ids, editions = append(ids, id), append(editions, e)
	}
	return ids, editions, rows.Err()
}

func addresses(editions []tifa.Edition) string {
	names := make([]string, len(editions))
	for i := range editions {
		names[i] = editions[i].Address
	}
	return some(names)
}

// some lists the first names, and says how many more there are.
func some(names []string) string {
	const most = 8
	list := strings.Join(names[:min(most, len(names))], ", ")
	if more := len(names) - most; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return list
}

// Text is the canonical text of an edition with its division, checked
// against its version: the error wraps tifa.ErrDamaged if it is not what was
// stored.
func (s *Store) Text(ctx context.Context, e *tifa.Edition) (*tifa.Text, error) {
	division, err := s.division(ctx, e.Version)
	if err != nil {
		return nil, fmt.Errorf("text of %s: %w", e.Address, err)
	}
	t, err := s.join(e.Version, division)
	if err != nil {
		return nil, fmt.Errorf("text of %s, file %s: %w; %s", e.Address, s.texts.path(e.Version), err, mendText)
	}
	return t, nil
}

const mendText = "add the document again, or restore a backup"

func (s *Store) division(ctx context.Context, version string) ([]byte, error) {
	var division []byte
	err := s.reader.QueryRowContext(ctx, `select division from texts where version = $1`, version).Scan(&division)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("version %.8s: %w", version, tifa.ErrNotFound)
	}
	return division, err
}

// join reads the body of a version, puts it together with its division and
// checks that they are the version.
func (s *Store) join(version string, division []byte) (*tifa.Text, error) {
	body, err := os.ReadFile(s.texts.path(version))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: the file is missing", tifa.ErrDamaged)
	}
	if err != nil {
		return nil, err
	}
	t, err := decodeDivision(division, string(body))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", tifa.ErrDamaged, err)
	}
	if t.Hash() != version {
		return nil, fmt.Errorf("%w: its bytes have changed", tifa.ErrDamaged)
	}
	return t, nil
}
