package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"tifa"
)

// Seen is a finding of a check that a person has seen and holds to be right
// as it is. Src and Tgt are versions; the runs hold sentence numbers, none where
// the finding is about the whole text.
type Seen struct {
	Src    string `json:"src"`
	Tgt    string `json:"tgt"`
	Check  string `json:"check"` // name of the check
	SrcRun []int  `json:"src_run"`
	TgtRun []int  `json:"tgt_run"`
	Note   string `json:"note"`
	By     string `json:"by"`
	At     string `json:"at"` // RFC 3339, UTC
}

// SeenMarks is the findings of a bitext that people have seen, in the order in
// which they were kept.
func (s *Store) SeenMarks(ctx context.Context, src, tgt string) ([]Seen, error) {
	marks, err := collect(ctx, s.reader, `select `+seenColumns+` from seen where src = $1 and tgt = $2
		order by at, finding, src_run, tgt_run`, []any{src, tgt}, scanSeen)
	if err != nil {
		return nil, fmt.Errorf("read the seen marks of %s, %s: %w", short(src), short(tgt), err)
	}
	return marks, nil
}

const seenColumns = `src, tgt, finding, src_run, tgt_run, note, changed_by, at`

func scanSeen(rows *sql.Rows) (Seen, error) {
	var m Seen
	var src, tgt string
	if err := rows.Scan(&m.Src, &m.Tgt, &m.Check, &src, &tgt, &m.Note, &m.By, &m.At); err != nil {
		return m, err
	}
	var err error
	if m.SrcRun, err = parseRun(src); err == nil {
		m.TgtRun, err = parseRun(tgt)
	}
	return m, err
}

// MarkSeen keeps a mark, in place of one on the same finding. An empty At is
// now.
func (s *Store) MarkSeen(ctx context.Context, m Seen) error {
	if m.At == "" {
		m.At = now()
	}
	m.Check, m.Note, m.By = tidied(m.Check), lines(m.Note), tidied(m.By)
	err := checkSeen(&m)
	if err == nil {
		err = s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
			before, err := findSeen(ctx, tx, &m)
			if err != nil || len(before) > 0 && before[0].Note == m.Note {
				return false, err
			}
			return true, keepSeen(ctx, tx, &m, m.By, before)
		})
	}
	if err != nil {
		return fmt.Errorf("mark as seen: %w", err)
	}
	return nil
}

// keepSeen writes a mark in the place of what was there before; by is who does
// it.
func keepSeen(ctx context.Context, tx *sql.Tx, m *Seen, by string, before []Seen) error {
	_, err := tx.ExecContext(ctx, `insert into seen (src, tgt, finding, src_run, tgt_run, note, changed_by, at)
		values ($1, $2, $3, $4, $5, $6, $7, $8)
		on conflict (src, tgt, finding, src_run, tgt_run)
		do update set note = excluded.note, changed_by = excluded.changed_by, at = excluded.at`,
		m.Src, m.Tgt, m.Check, formatRun(m.SrcRun), formatRun(m.TgtRun), m.Note, m.By, m.At)
	if err != nil {
		return err
	}
	return rememberSeen(ctx, tx, by, before, []Seen{*m})
}

// UnmarkSeen takes a mark away; its note does not matter, its By is who does
// it. The error wraps tifa.ErrNotFound if the finding is not marked.
func (s *Store) UnmarkSeen(ctx context.Context, m Seen) error {
	err := s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
		before, err := findSeen(ctx, tx, &m)
		if err == nil && len(before) == 0 {
			err = fmt.Errorf("the finding %q is not marked as seen: %w", m.Check, tifa.ErrNotFound)
		}
		if err != nil {
			return false, err
		}
		_, err = tx.ExecContext(ctx, `delete from seen where `+sameFinding, seenKey(&m)...)
		if err != nil {
			return false, err
		}
		return true, rememberSeen(ctx, tx, tidied(m.By), before, nil)
	})
	if err != nil {
		return fmt.Errorf("take a seen mark away: %w", err)
	}
	return nil
}

const sameFinding = `src = $1 and tgt = $2 and finding = $3 and src_run = $4 and tgt_run = $5`

func seenKey(m *Seen) []any {
	return []any{m.Src, m.Tgt, m.Check, formatRun(m.SrcRun), formatRun(m.TgtRun)}
}

// findSeen is the mark on the finding of m: one or none.
func findSeen(ctx context.Context, q querier, m *Seen) ([]Seen, error) {
	return collect(ctx, q, `select `+seenColumns+` from seen where `+sameFinding, seenKey(m), scanSeen)
}

func rememberSeen(ctx context.Context, tx *sql.Tx, by string, before, after []Seen) error {
	var records [2]string
	var name string
	for i, marks := range [][]Seen{before, after} {
		for _, m := range marks {
			var err error
			if records[i], err = encode(m); err != nil {
				return err
			}
			name = strings.Join([]string{m.Src, m.Tgt, m.Check, formatRun(m.SrcRun), formatRun(m.TgtRun)}, " ")
		}
	}
	return rememberWork(ctx, tx, seenWork, name, by, records[0], records[1])
}

func checkSeen(m *Seen) error {
	if err := checkPair(m.Src, m.Tgt); err != nil {
		return err
	}
	if m.Check == "" {
		return fmt.Errorf("no check is named: %w", tifa.ErrUsage)
	}
	if len(m.SrcRun) == 0 && len(m.TgtRun) == 0 {
		return nil // a finding about the whole text
	}
	return checkRuns(m.SrcRun, m.TgtRun)
}

// checkRuns checks the sentence numbers of the two sides of a bead.
func checkRuns(src, tgt []int) error {
	if len(src) == 0 && len(tgt) == 0 {
		return fmt.Errorf("no sentence is named on either side: %w", tifa.ErrUsage)
	}
	for _, run := range [][]int{src, tgt} {
		for i, n := range run {
			if n < 1 || n != run[0]+i {
				return fmt.Errorf("%d is no run of sentences without gaps, counted from 1: %w", run, tifa.ErrUsage)
			}
		}
	}
	return nil
}

// formatRun writes a run as the database keeps it: 3-4.
func formatRun(run []int) string {
	if len(run) == 0 {
		return ""
	}
	return strconv.Itoa(run[0]) + "-" + strconv.Itoa(run[len(run)-1])
}

func parseRun(s string) ([]int, error) {
	if s == "" {
		return []int{}, nil
	}
	first, last, _ := strings.Cut(s, "-")
	from, err := strconv.Atoi(first)
	if err != nil {
		return nil, err
	}
	to, err := strconv.Atoi(last)
	if err != nil {
		return nil, err
	}
	return tifa.Run(from, to), nil
}
