package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"tifa"
)

// Former is a version that an edition had before its text was replaced. Its
// text and its source are kept.
type Former struct {
	Version    string      `json:"version"`
	Source     tifa.Source `json:"source"`
	Chars      int         `json:"chars"`
	Count      int         `json:"sentences"`
	Since      string      `json:"since"`       // from when it was the text of the edition, RFC 3339, UTC
	Until      string      `json:"until"`       // till when
	ReplacedBy string      `json:"replaced_by"` // the version that took its place
	By         string      `json:"by"`          // who replaced it
	Why        string      `json:"why"`
}

// Formers is the former versions of an edition, the oldest first. One that
// came back and was replaced again stands there twice.
func (s *Store) Formers(ctx context.Context, address string) ([]Former, error) {
	id, e, err := find(ctx, s.reader, address)
	if err != nil {
		return nil, err
	}
	formers, err := formersOf(ctx, s.reader, id)
	if err != nil {
		return nil, fmt.Errorf("former versions of %s: %w", e.Address, err)
	}
	return formers, nil
}

const formerColumns = `version, source, url, media_type, retrieved, record, chars, sentences, since, until, replaced_by, changed_by, why`

func formersOf(ctx context.Context, q querier, id int64) ([]Former, error) {
	return collect(ctx, q, `select `+formerColumns+` from former where edition = $1 order by id`, []any{id}, func(rows *sql.Rows) (Former, error) { return scanFormer(rows) })
}

// scanFormer reads formerColumns, and what stands before them into before.
func scanFormer(rows *sql.Rows, before ...any) (Former, error) {
	var f Former
	err := rows.Scan(append(before, &f.Version, &f.Source.SHA256, &f.Source.URL, &f.Source.MediaType, &f.Source.Retrieved,
		&f.Source.Record, &f.Chars, &f.Count, &f.Since, &f.Until, &f.ReplacedBy, &f.By, &f.Why)...)
	return f, err
}

// as is e as it was in a former version: what belongs to the text is that of
// the version, what people state of an edition is as it is now.
func (f *Former) as(e tifa.Edition) tifa.Edition {
	e.ReplacedBy = e.Version
	e.Version, e.Source, e.Chars, e.Count = f.Version, f.Source, f.Chars, f.Count
	return e
}

// atVersion is an edition in the version that begins with some digits: as it
// is, or as it was. The present version goes before former ones.
func atVersion(ctx context.Context, q querier, id int64, e tifa.Edition, digits string) (tifa.Edition, error) {
	if strings.HasPrefix(e.Version, digits) {
		return e, nil
	}
	formers, err := formersOf(ctx, q, id)
	if err != nil {
		return tifa.Edition{}, fmt.Errorf("look up %s@%s: %w", e.Address, digits, err)
	}
	var found *Former
	for i := range formers {
		f := &formers[i]
		if !strings.HasPrefix(f.Version, digits) {
			continue
		}
		if found != nil && found.Version != f.Version {
			return tifa.Edition{}, fmt.Errorf("%s@%s: %w of its versions: %.16s, %.16s", e.Address, digits, errManyVersions, found.Version, f.Version)
		}
		found = f
	}
	if found == nil {
		return tifa.Edition{}, fmt.Errorf("version %s of %s: %w; it has %s", digits, e.Address, tifa.ErrNotFound, shortVersions(e.Version, formers))
	}
	return found.as(e), nil
}

var errManyVersions = fmt.Errorf("the digits fit more than one (%w)", tifa.ErrAmbiguous)

// shortVersions names the versions of an edition, the present one first.
func shortVersions(present string, formers []Former) string {
	names := []string{short(present)}
	for _, f := range slices.Backward(formers) {
		names = append(names, short(f.Version))
	}
	return some(names)
}

// findPresent is find for what is about to be changed: a former version stays
// as it is.
func findPresent(ctx context.Context, q querier, address string) (int64, tifa.Edition, error) {
	id, e, err := find(ctx, q, address)
	if err == nil && e.ReplacedBy != "" {
		err = fmt.Errorf("%s: this version was replaced by %s and stays as it is; name %s: %w", address, short(e.ReplacedBy), e.Address, tifa.ErrUsage)
	}
	return id, e, err
}

// allVersions is all editions in all their versions; former ones have a pinned
// address.
func (s *Store) allVersions(ctx context.Context) ([]tifa.Edition, error) {
	ids, all, err := selectEditions(ctx, s.reader, selectEdition+` order by address`)
	if err != nil {
		return nil, fmt.Errorf("read the editions of %s: %w", s.database(), err)
	}
	place := make(map[int64]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	former, err := collect(ctx, s.reader, `select edition, `+formerColumns+` from former order by id`, nil, func(rows *sql.Rows) (tifa.Edition, error) {
		var id int64
		f, err := scanFormer(rows, &id)
		i, ok := place[id]
		if err != nil || !ok { // not there: removed a moment ago
			return tifa.Edition{}, err
		}
		e := f.as(all[i])
		e.Address = e.Pinned()
		return e, nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the former versions in %s: %w", s.database(), err)
	}
	return append(all, slices.DeleteFunc(former, func(e tifa.Edition) bool { return e.Address == "" })...), nil
}
