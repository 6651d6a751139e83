package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tifa"
)

// Change is what a person states about an edition. A nil field stays as it
// is. A stated field is no longer guessed, even if its value is the same.
type Change struct {
	By string // who states it

	Work, Lang, Label           *string
	Title, Issuer, Kind, Number *string
	Status                      *string
	Date                        *tifa.Date
	// Dates by name; an unknown date takes the entry away. To state one of
	// them states all: who looked it up has seen the others.
	Dates    map[string]tifa.Date
	NotLater *bool

	// Former is what fields must have been till then, as the history writes
	// them by its names; else the error wraps ErrMeanwhile.
	Former map[string]string
}

// HistoryEntry is one thing that a person changed. Old and New are equal
// where a guess was confirmed. An edition that was removed has the field
// "removed", and Old is the record as JSON.
type HistoryEntry struct {
	Address string `json:"edition"` // as it was before the change
	At      string `json:"at"`      // RFC 3339, UTC
	By      string `json:"by"`
	Field   string `json:"field"` // JSON name of the field; dates.adopted for one of Dates
	Old     string `json:"old"`
	New     string `json:"new"`
}

// Update changes the metadata of an edition and returns it as it then is.
// Each changed field goes into the history. A change of work, language or
// label changes the address; the old one goes on to name the edition. The
// error wraps tifa.ErrDuplicate if another edition has the new address.
func (s *Store) Update(ctx context.Context, address string, change Change) (tifa.Edition, error) {
	editions, err := s.UpdateAll(ctx, []string{address}, change)
	if err != nil {
		return tifa.Edition{}, err
	}
	return editions[0], nil
}

// UpdateAll is Update for several editions: all are changed or, if there is an
// error, none.
func (s *Store) UpdateAll(ctx context.Context, addresses []string, change Change) ([]tifa.Edition, error) {
	editions := make([]tifa.Edition, len(addresses))
	var lost error // it names the address already
	failed := ""
	err := s.change(ctx, func(tx *sql.Tx) (changed bool, err error) {
		for i, address := range addresses {
			failed = address
			id, old, err := findPresent(ctx, tx, address)
			if err != nil {
				lost = err
				return false, err
			}
			one, err := change.write(ctx, tx, id, &old, &editions[i])
			if j := slices.IndexFunc(editions[:i], func(e tifa.Edition) bool { return e.Address == editions[i].Address }); err != nil && j >= 0 {
				err = fmt.Errorf("it and %s would both be %s; change them one by one, with labels: %w", addresses[j], editions[i].Address, tifa.ErrUsage)
			}
			if err != nil {
				return false, err
			}
			changed = changed || one
		}
		failed = ""
		return changed, nil
	})
	if lost != nil {
		return nil, lost
	}
	if err != nil && failed != "" {
		err = fmt.Errorf("change %s: %w", failed, err)
	}
	if err != nil {
		return nil, err
	}
	return editions, nil
}

// write makes the change to one edition; e is what it then is.
func (c *Change) write(ctx context.Context, tx *sql.Tx, id int64, old, e *tifa.Edition) (changed bool, err error) {
	if err := c.meets(old); err != nil {
		return false, err
	}
	var entries []HistoryEntry
	if *e, entries, err = c.apply(*old); err != nil || len(entries) == 0 {
		return false, err
	}
	if e.Address != old.Address {
		if err := rename(ctx, tx, id, old, e); err != nil {
			return false, err
		}
	}
	if err := write(ctx, tx, id, e); err != nil {
		return false, err
	}
	return true, remember(ctx, tx, id, entries)
}

// meets says whether the fields of an edition are what they must have been.
func (c *Change) meets(e *tifa.Edition) error {
	values := map[string]string{
		"work": e.Work, "lang": e.Lang, "label": e.Label, "title": e.Title, "issuer": e.Issuer, "kind": e.Kind,
		"number": e.Number, "status": e.Status, "date": e.Date.String(), "not_later": strconv.FormatBool(e.NotLater),
	}
	for _, name := range slices.Sorted(maps.Keys(c.Former)) {
		value, ok := values[name]
		if date, isDate := strings.CutPrefix(name, "dates."); isDate {
			value, ok = e.Dates[date].String(), true
		}
		if !ok {
			return fmt.Errorf("%q is no field that can be changed: %w", name, tifa.ErrUsage)
		}
		if value != tidied(c.Former[name]) {
			return fmt.Errorf("%s is %q and not %q: %w", name, value, c.Former[name], ErrMeanwhile)
		}
	}
	return nil
}

// apply makes the change to e.
func (c *Change) apply(e tifa.Edition) (tifa.Edition, []HistoryEntry, error) {
	address, at := e.Address, now()
	var entries []HistoryEntry
	e.Guessed = slices.Clone(e.Guessed)
	e.Dates = maps.Clone(e.Dates)
	state := func(field, old, value string) {
		guessed := slices.Index(e.Guessed, field)
		if guessed >= 0 {
			e.Guessed = slices.Delete(e.Guessed, guessed, guessed+1)
		}
		if guessed >= 0 || old != value {
			entries = append(entries, HistoryEntry{address, at, c.By, field, old, value})
		}
	}
	for _, f := range []struct {
		name   string
		to     *string
		stated *string
	}{
		{"work", &e.Work, c.Work},
		{"lang", &e.Lang, c.Lang},
		{"label", &e.Label, c.Label},
		{"title", &e.Title, c.Title},
		{"issuer", &e.Issuer, c.Issuer},
		{"kind", &e.Kind, c.Kind},
		{"number", &e.Number, c.Number},
		{"status", &e.Status, c.Status},
	} {
		if f.stated != nil {
			value := tidied(*f.stated)
			if f.to == &e.Title && value == "" && e.Title != "" {
				return e, nil, fmt.Errorf("the title %q cannot be taken away, since an empty one is no title; give another: %w", e.Title, tifa.ErrUsage)
			}
			if usual, err := NormalLang(value); f.to == &e.Lang && err == nil {
				value = usual // what is no language is refused below
			}
			state(f.name, *f.to, value)
			*f.to = value
		}
	}
	if c.Date != nil {
		state("date", e.Date.String(), c.Date.String())
		e.Date = *c.Date
	}
	if c.NotLater != nil {
		state("not_later", strconv.FormatBool(e.NotLater), strconv.FormatBool(*c.NotLater))
		e.NotLater = *c.NotLater
	}
	guessed := slices.Index(e.Guessed, "dates")
	for _, name := range slices.Sorted(maps.Keys(c.Dates)) {
		date := c.Dates[name]
		if old := e.Dates[name]; guessed >= 0 || old != date {
			entries = append(entries, HistoryEntry{address, at, c.By, "dates." + name, old.String(), date.String()})
		}
		if date.IsZero() {
			delete(e.Dates, name)
			continue
		}
		if e.Dates == nil {
			e.Dates = map[string]tifa.Date{}
		}
		e.Dates[name] = date
	}
	if len(c.Dates) > 0 && guessed >= 0 {
		e.Guessed = slices.Delete(e.Guessed, guessed, guessed+1)
	}
	if len(e.Dates) == 0 {
		e.Dates = nil
	}
	e.Address = tifa.EditionAddress(e.Work, e.Lang, e.Label)
	return e, entries, checkNames(&e)
}

// rename makes the old address an alias, if the new one is free or was one
// of this edition before, or of the same text when that was removed.
func rename(ctx context.Context, tx *sql.Tx, id int64, old, e *tifa.Edition) error {
	var holder string
	err := tx.QueryRowContext(ctx, `select address from editions where address = $1
		union all select editions.address from aliases join editions on editions.id = edition
		where aliases.address = $1 and edition <> $2
		union all select 'a text that was removed' from retired where address = $1 and version <> $3`, e.Address, id, e.Version).Scan(&holder)
	if err == nil {
		return fmt.Errorf("address %s, which names %s: %w; give a label", e.Address, holder, tifa.ErrDuplicate)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if _, err := tx.ExecContext(ctx, `delete from aliases where address = $1`, e.Address); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `insert into aliases (address, work, edition) values ($1, $2, $3)`, old.Address, old.Work, id)
	return err
}

// write writes the whole row of e.
func write(ctx context.Context, tx *sql.Tx, id int64, e *tifa.Edition) error {
	values := editionValues(e)
	var places []string
	for i := range values {
		places = append(places, "$"+strconv.Itoa(i+1))
	}
	_, err := tx.ExecContext(ctx, `update editions set (`+editionColumns+`) = (`+strings.Join(places, ", ")+
		`) where id = $`+strconv.Itoa(len(values)+1), append(values, id)...)
	return err
}

func remember(ctx context.Context, tx *sql.Tx, id int64, entries []HistoryEntry) error {
	for _, h := range entries {
		_, err := tx.ExecContext(ctx, `insert into history (edition, address, at, changed_by, field, old, new)
			values ($1, $2, $3, $4, $5, $6, $7)`, id, h.Address, h.At, h.By, h.Field, h.Old, h.New)
		if err != nil {
			return err
		}
	}
	return nil
}

// retire remembers the addresses of an edition that is about to be removed,
// with its version: they may go to the same text again, and to no other.
func retire(ctx context.Context, tx *sql.Tx, id int64, version string) error {
	_, err := tx.ExecContext(ctx, `insert into retired (address, work, version)
		select address, work, $2 from editions where id = $1
		union all select address, work, $2 from aliases where edition = $1
		on conflict (address) do nothing`, id, version)
	return err
}

// Remove takes an edition out of the library, and its text and source files,
// also those of its former versions, if no other edition uses them. The history keeps the record, not the text.
// Its addresses are not given to another text: what was cited under them
// must never seem to say something else.
func (s *Store) Remove(ctx context.Context, address, by string) error {
	return s.RemoveAll(ctx, []string{address}, by)
}

// RemoveAll is Remove for several editions: all are removed or, if there is an
// error, none.
func (s *Store) RemoveAll(ctx context.Context, addresses []string, by string) error {
	var versions, sources []string // of the texts, the former ones too
	var lost error                 // it names the address already
	failed := ""
	err := s.change(ctx, func(tx *sql.Tx) (bool, error) {
		for _, address := range addresses {
			failed = address
			id, e, err := findPresent(ctx, tx, address)
			if err != nil {
				lost = err
				return false, err
			}
			v, s, err := remove(ctx, tx, id, &e, by)
			if err != nil {
				return false, err
			}
			versions, sources = append(versions, v...), append(sources, s...)
		}
		failed = ""
		return len(addresses) > 0, nil
	})
	if lost != nil {
		return lost
	}
	if err != nil && failed != "" {
		err = fmt.Errorf("remove %s: %w", failed, err)
	}
	if err != nil {
		return err
	}
	// Killed before this, the files are leftovers, which Verify names.
	if err := s.clear(ctx, versions, sources); err != nil {
		return fmt.Errorf("%s: removed, the files are not: %w", strings.Join(addresses, ", "), err)
	}
	return nil
}

// remove takes one edition out of the record and returns the versions and
// sources that it had.
func remove(ctx context.Context, tx *sql.Tx, id int64, e *tifa.Edition, by string) (versions, sources []string, err error) {
	record, err := json.Marshal(e)
	if err != nil {
		return nil, nil, err
	}
	if err := remember(ctx, tx, id, []HistoryEntry{{e.Address, now(), by, "removed", string(record), ""}}); err != nil {
		return nil, nil, err
	}
	if err := retire(ctx, tx, id, e.Version); err != nil {
		return nil, nil, err
	}
	before, err := formersOf(ctx, tx, id)
	if err != nil {
		return nil, nil, err
	}
	versions, sources = []string{e.Version}, []string{e.Source.SHA256}
	for _, f := range before {
		versions, sources = append(versions, f.Version), append(sources, f.Source.SHA256)
	}
	if _, err := tx.ExecContext(ctx, `delete from editions where id = $1`, id); err != nil {
		return nil, nil, err
	}
	for _, version := range versions {
		_, err := tx.ExecContext(ctx, `delete from texts where version = $1
			and not exists (select version from held where version = $1)`, version)
		if err != nil {
			return nil, nil, err
		}
	}
	return versions, sources, nil
}

// History is what people changed about an edition, oldest first, under all
// the addresses that it has had; of a removed one, what was changed under this
// address.
func (s *Store) History(ctx context.Context, address string) ([]HistoryEntry, error) {
	id, e, err := find(ctx, s.reader, address)
	gone := err
	if errors.Is(err, tifa.ErrNotFound) {
		e.Address = address
	} else if err != nil {
		return nil, err
	}
	rows, err := s.reader.QueryContext(ctx, `select address, at, changed_by, field, old, new from history
		where edition = $1 or $1 = 0 and address = $2 order by id`, id, e.Address)
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", address, err)
	}
	defer func() { _ = rows.Close() }()
	entries := []HistoryEntry{}
	for rows.Next() {
		var h HistoryEntry
		if err := rows.Scan(&h.Address, &h.At, &h.By, &h.Field, &h.Old, &h.New); err != nil {
			return nil, fmt.Errorf("history of %s: %w", address, err)
		}
		entries = append(entries, h)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("history of %s: %w", address, err)
	}
	if len(entries) == 0 && gone != nil {
		return nil, gone
	}
	return entries, nil
}
