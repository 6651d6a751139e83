package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"unicode"

	"tifa"
)

// Pair is people's word that two texts form a bitext, or that they form none.
// Src and Tgt are versions, in the direction that people gave.
type Pair struct {
	Src string `json:"src"`
	Tgt string `json:"tgt"`
	Not bool   `json:"not"` // they are no bitext, whatever a machine thinks
	By  string `json:"by"`
	At  string `json:"at"` // RFC 3339, UTC
}

// Pairs is what people said of pairs of texts, in the order of the versions.
func (s *Store) Pairs(ctx context.Context) ([]Pair, error) {
	pairs, err := collect(ctx, s.reader, `select `+pairColumns+` from pairs order by src, tgt`, nil, scanPair)
	if err != nil {
		return nil, fmt.Errorf("read the pairs of %s: %w", s.database(), err)
	}
	return pairs, nil
}

const pairColumns = `src, tgt, denied, changed_by, at`

func scanPair(rows *sql.Rows) (Pair, error) {
	var p Pair
	err := rows.Scan(&p.Src, &p.Tgt, &p.Not, &p.By, &p.At)
	return p, err
}

// SetPair keeps what a person says of two texts, in place of what was said
// before. An empty At is now.
func (s *Store) SetPair(ctx context.Context, p Pair) error {
	if p.At == "" {
		p.At = now()
	}
	p.By = tidied(p.By)
	err := checkPair(p.Src, p.Tgt)
	if err == nil {
		err = s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
			before, err := pair(ctx, tx, p.Src, p.Tgt)
			if err != nil || len(before) > 0 && before[0].Not == p.Not {
				return false, err
			}
			return true, keepPair(ctx, tx, p, p.By, before)
		})
	}
	if err != nil {
		return fmt.Errorf("keep the pair %s, %s: %w", short(p.Src), short(p.Tgt), err)
	}
	return nil
}

// keepPair writes a pair in the place of what was said before; by is who does
// it.
func keepPair(ctx context.Context, tx *sql.Tx, p Pair, by string, before []Pair) error {
	_, err := tx.ExecContext(ctx, `insert into pairs (src, tgt, denied, changed_by, at) values ($1, $2, $3, $4, $5)
		on conflict (src, tgt) do update set denied = excluded.denied, changed_by = excluded.changed_by, at = excluded.at`,
		p.Src, p.Tgt, number(p.Not), p.By, p.At)
	if err != nil {
		return err
	}
	return rememberPair(ctx, tx, by, before, []Pair{p})
}

// RemovePair takes back what was said of two texts. The error wraps
// tifa.ErrNotFound if nothing was.
func (s *Store) RemovePair(ctx context.Context, src, tgt, by string) error {
	err := s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
		before, err := pair(ctx, tx, src, tgt)
		if err == nil && len(before) == 0 {
			err = fmt.Errorf("nobody said that they are a bitext: %w", tifa.ErrNotFound)
		}
		if err != nil {
			return false, err
		}
		if _, err := tx.ExecContext(ctx, `delete from pairs where src = $1 and tgt = $2`, src, tgt); err != nil {
			return false, err
		}
		return true, rememberPair(ctx, tx, tidied(by), before, nil)
	})
	if err != nil {
		return fmt.Errorf("remove the pair %s, %s: %w", short(src), short(tgt), err)
	}
	return nil
}

// pair is what was said of two texts: one Pair or none.
func pair(ctx context.Context, q querier, src, tgt string) ([]Pair, error) {
	return collect(ctx, q, `select `+pairColumns+` from pairs where src = $1 and tgt = $2`, []any{src, tgt}, scanPair)
}

func rememberPair(ctx context.Context, tx *sql.Tx, by string, before, after []Pair) error {
	var records [2]string
	var name string
	for i, pairs := range [][]Pair{before, after} {
		for _, p := range pairs {
			var err error
			if records[i], err = encode(p); err != nil {
				return err
			}
			name = p.Src + " " + p.Tgt
		}
	}
	return rememberWork(ctx, tx, pairWork, name, by, records[0], records[1])
}

// number is a truth value as the database keeps it.
func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// lines is tidied for a text that may have several lines.
func lines(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, ""))
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return ' '
		}
		return r
	}, s))
}
