package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"

	"tifa"
)

// PutUnits keeps units of a translation memory and says how many were new: a
// unit of the same languages, passages and origin as one that is there is not
// kept again. Their IDs are given here. By and At stay as they are given where
// both are, else they are by and now.
func (s *Store) PutUnits(ctx context.Context, units []tifa.Unit, by string) (int, error) {
	by = tidied(by)
	kept := make([]tifa.Unit, len(units))
	names := make([]string, len(units))
	for i, u := range units {
		var err error
		if kept[i], err = checkUnit(u); err != nil {
			return 0, fmt.Errorf("unit %d: %w", i+1, err)
		}
		names[i] = unitName(&kept[i])
		kept[i].ID = "u-" + names[i][:16]
		if kept[i].By == "" || kept[i].At == "" {
			kept[i].By, kept[i].At = by, now()
		}
	}
	added := 0
	err := s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
		insert, err := tx.PrepareContext(ctx, `insert into units
			(name, src_base, tgt_base, origin, record, at, changed_by, removed_at, removed_by)
			values ($1, $2, $3, $4, $5, $6, $7, '', '')
			on conflict (name) where removed_at = '' do nothing`)
		if err != nil {
			return false, err
		}
		defer func() { _ = insert.Close() }()
		for i := range kept {
			u := &kept[i]
			record, err := encode(u)
			if err != nil {
				return false, err
			}
			done, err := insert.ExecContext(ctx, names[i], tifa.BaseLang(u.SrcLang), tifa.BaseLang(u.TgtLang), u.Origin, record, now(), by)
			if err != nil {
				return false, fmt.Errorf("unit %d: %w", i+1, err)
			}
			n, err := done.RowsAffected()
			if err != nil {
				return false, err
			}
			added += int(n)
		}
		return added > 0, nil
	})
	if err != nil {
		return 0, fmt.Errorf("keep %d units of a translation memory: %w", len(units), err)
	}
	return added, nil
}

// unitName is the hash by which a unit is told from others.
func unitName(u *tifa.Unit) string {
	h := sha256.New()
	for _, part := range []string{u.SrcLang, u.TgtLang, u.Src, u.Tgt, u.Origin} {
		_, _ = fmt.Fprintf(h, "%d:%s", len(part), part) // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil))
}

func checkUnit(u tifa.Unit) (tifa.Unit, error) {
	for _, lang := range []*string{&u.SrcLang, &u.TgtLang} {
		usual, err := NormalLang(*lang)
		if err != nil {
			return u, err
		}
		*lang = usual
	}
	for _, text := range []*string{&u.Src, &u.Tgt, &u.Before, &u.After, &u.Note} {
		*text = lines(*text)
	}
	for _, name := range []*string{&u.Origin, &u.Status, &u.By, &u.At} {
		*name = tidied(*name)
	}
	if u.Src == "" || u.Tgt == "" {
		return u, fmt.Errorf("one side is empty: %w", tifa.ErrUsage)
	}
	return u, nil
}

// Units is the units between two base languages (zh for zh-Hans), in the order
// in which they came.
func (s *Store) Units(ctx context.Context, srcLang, tgtLang string) ([]tifa.Unit, error) {
	units, err := collect(ctx, s.reader, `select record from units
		where src_base = $1 and tgt_base = $2 and removed_at = '' order by id`,
		[]any{tifa.BaseLang(srcLang), tifa.BaseLang(tgtLang)}, func(rows *sql.Rows) (tifa.Unit, error) {
			var u tifa.Unit
			var record string
			if err := rows.Scan(&record); err != nil {
				return u, err
			}
			return u, decode(record, &u)
		})
	if err != nil {
		return nil, fmt.Errorf("read the translation memory of %s: %w", s.database(), err)
	}
	return units, nil
}

// UnitOrigin is a translation memory that was imported.
type UnitOrigin struct {
	Origin  string `json:"origin"`
	SrcLang string `json:"src_lang"` // base language
	TgtLang string `json:"tgt_lang"`
	Units   int    `json:"units"`
}

// UnitOrigins lists where the imported units come from, with their number.
func (s *Store) UnitOrigins(ctx context.Context) ([]UnitOrigin, error) {
	origins, err := collect(ctx, s.reader, `select origin, src_base, tgt_base, count(*) from units where removed_at = ''
		group by origin, src_base, tgt_base order by origin, src_base, tgt_base`, nil,
		func(rows *sql.Rows) (UnitOrigin, error) {
			var o UnitOrigin
			err := rows.Scan(&o.Origin, &o.SrcLang, &o.TgtLang, &o.Units)
			return o, err
		})
	if err != nil {
		return nil, fmt.Errorf("read the translation memory of %s: %w", s.database(), err)
	}
	return origins, nil
}

// RemoveUnits takes the units of one origin out of use and says how many they
// were. They stay in the database, with who removed them and when. The error
// wraps tifa.ErrNotFound if there are none.
func (s *Store) RemoveUnits(ctx context.Context, origin, by string) (int, error) {
	removed := 0
	err := s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
		done, err := tx.ExecContext(ctx, `update units set removed_at = $1, removed_by = $2 where origin = $3 and removed_at = ''`,
			now(), tidied(by), origin)
		if err != nil {
			return false, err
		}
		n, err := done.RowsAffected()
		removed = int(n)
		if err == nil && n == 0 {
			err = tifa.ErrNotFound
		}
		return true, err
	})
	if err != nil {
		return 0, fmt.Errorf("remove the units that came from %s: %w", origin, err)
	}
	return removed, nil
}
