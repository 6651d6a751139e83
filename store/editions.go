package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"tifa"
)

const editionColumns = `address, work, lang, label, title, date, dates, not_later, issuer, kind, number, status,
	guessed, source, url, media_type, retrieved, record, version, chars, sentences, added, added_by`

// separator stands between the columns of a row that is read as one string:
// four times faster than column by column, with which a command on a large
// library would begin by waiting. tidy keeps it out of the values.
const separator = "\x1f"

const (
	selectEdition   = `select concat_ws('` + separator + `', id, ` + editionColumns + `) from editions`
	selectedColumns = 24
)

// editionValues is the values of editionColumns.
func editionValues(e *tifa.Edition) []any {
	notLater := 0
	if e.NotLater {
		notLater = 1
	}
	return []any{
		e.Address, e.Work, e.Lang, e.Label, e.Title, e.Date.String(), joinDates(e.Dates), notLater,
		e.Issuer, e.Kind, e.Number, e.Status, strings.Join(e.Guessed, " "),
		e.Source.SHA256, e.Source.URL, e.Source.MediaType, e.Source.Retrieved, e.Source.Record,
		e.Version, e.Chars, e.Count, e.Added, e.By,
	}
}

// readEdition reads what selectEdition gives.
func readEdition(selected string) (id int64, e tifa.Edition, err error) {
	f := strings.Split(selected, separator)
	if len(f) != selectedColumns {
		return 0, tifa.Edition{}, fmt.Errorf("a record of %d columns instead of %d: %w", len(f), selectedColumns, tifa.ErrDamaged)
	}
	note := func(n int64, failed error) int64 {
		err = cmp.Or(err, failed)
		return n
	}
	number := func(s string) int64 { return note(strconv.ParseInt(s, 10, 64)) }
	e = tifa.Edition{
		Address: f[1], Work: f[2], Lang: f[3], Label: f[4], Title: f[5],
		NotLater: f[8] == "1", Issuer: f[9], Kind: f[10], Number: f[11], Status: f[12],
		Guessed: strings.Fields(f[13]),
		Source: tifa.Source{
			SHA256: f[14], URL: f[15], MediaType: f[16], Retrieved: f[17], Record: int(number(f[18])),
		},
		Version: f[19], Chars: int(number(f[20])), Count: int(number(f[21])), Added: f[22], By: f[23],
	}
	id = number(f[0])
	var failed error
	e.Date, failed = tifa.ParseDate(f[6])
	note(0, failed)
	if slices.Contains(e.Guessed, "date") {
		e.Date = e.Date.Guess()
	}
	e.Dates, failed = splitDates(f[7])
	note(0, failed)
	if err != nil {
		return 0, tifa.Edition{}, fmt.Errorf("record of %s: %w: %w", e.Address, tifa.ErrDamaged, err)
	}
	return id, e, nil
}

// joinDates is the form in which the further dates are stored:
// "adopted=2015-03 effective=2016".
func joinDates(dates map[string]tifa.Date) string {
	if len(dates) == 0 {
		return ""
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(dates)) {
		parts = append(parts, name+"="+dates[name].String())
	}
	return strings.Join(parts, " ")
}

func splitDates(s string) (map[string]tifa.Date, error) {
	if s == "" {
		return nil, nil
	}
	dates := map[string]tifa.Date{}
	for part := range strings.FieldsSeq(s) {
		name, value, _ := strings.Cut(part, "=")
		date, err := tifa.ParseDate(value)
		if err != nil {
			return nil, err
		}
		dates[name] = date
	}
	return dates, nil
}

// Editions is all editions, in order of date and then of address.
func (s *Store) Editions(ctx context.Context) ([]tifa.Edition, error) {
	_, found, err := selectEditions(ctx, s.reader, selectEdition)
	if err != nil {
		return nil, fmt.Errorf("read the editions of %s: %w", s.database(), err)
	}
	order := make([]int, len(found)) // an Edition is large: numbers are faster to move
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(found[i].Date.Compare(found[j].Date), strings.Compare(found[i].Address, found[j].Address))
	})
	all := make([]tifa.Edition, len(found))
	for i, n := range order {
		all[i] = found[n]
	}
	return all, nil
}

// OfWork lists the editions of works, by address.
func (s *Store) OfWork(ctx context.Context, works ...string) ([]tifa.Edition, error) {
	if len(works) == 0 {
		return nil, nil
	}
	places, args := make([]string, len(works)), make([]any, len(works))
	for i, work := range works {
		places[i], args[i] = fmt.Sprintf("$%d", i+1), work
	}
	return s.editionsWhere(ctx, `work in (`+strings.Join(places, ", ")+`)`, args...)
}

// FromFiles lists the editions whose source has an address or path that begins
// with prefix, by address.
func (s *Store) FromFiles(ctx context.Context, prefix string) ([]tifa.Edition, error) {
	return s.editionsWhere(ctx, `substr(url, 1, length($1)) = $1`, prefix)
}

func (s *Store) editionsWhere(ctx context.Context, condition string, values ...any) ([]tifa.Edition, error) {
	_, found, err := selectEditions(ctx, s.reader, selectEdition+` where `+condition+` order by address`, values...)
	if err != nil {
		return nil, fmt.Errorf("read the editions of %s: %w", s.database(), err)
	}
	return found, nil
}

// Edition finds an edition by its address, by one that it had before, or by
// its bare work where that has one edition. The address may be pinned to a
// version, also to one that was replaced (see tifa.Edition.ReplacedBy), and may
// name sentences. The error wraps tifa.ErrNotFound, and then names the nearest
// addresses, or tifa.ErrAmbiguous, and then names those that fit.
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
		ids, editions, err := selectEditions(ctx, q, selectEdition+` where `+where+` order by address`, a.Edition)
		switch {
		case err != nil:
			return 0, tifa.Edition{}, fmt.Errorf("look up %s: %w", address, err)
		case len(editions) > 1:
			names := addresses(editions)
			return 0, tifa.Edition{}, &tifa.AmbiguousError{
				Err: fmt.Errorf("%s %w: %s", address, tifa.ErrAmbiguous, some(names)), Candidates: names,
			}
		case len(editions) == 1:
			e, err := atVersion(ctx, q, ids[0], editions[0], a.Version)
			return ids[0], e, err
		}
	}
	return 0, tifa.Edition{}, notFound(ctx, q, a.Edition)
}

// selectEditions runs a query that begins with selectEdition.
func selectEditions(ctx context.Context, q querier, query string, args ...any) ([]int64, []tifa.Edition, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = rows.Close() }()
	var selected []string // first all of them: an Edition is large to copy as a slice grows
	for rows.Next() {
		var row string
		if err := rows.Scan(&row); err != nil {
			return nil, nil, err
		}
		selected = append(selected, row)
	}
	if err := rows.Err(); err != nil {
		return nil, nil, err
	}
	ids := make([]int64, len(selected))
	editions := make([]tifa.Edition, len(selected))
	for i, row := range selected {
		if ids[i], editions[i], err = readEdition(row); err != nil {
			return nil, nil, err
		}
	}
	return ids, editions, nil
}

func addresses(editions []tifa.Edition) []string {
	names := make([]string, len(editions))
	for i := range editions {
		names[i] = editions[i].Address
	}
	return names
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
