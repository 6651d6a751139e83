package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"tifa"
)

// WorkChange is one change of a pair, a seen mark, a concept, a note, a claim
// or a verdict, with the whole record before and after it.
type WorkChange struct {
	What string          `json:"what"` // pair, seen, concept, note, claim or verdict
	Name string          `json:"name"` // its key; of a concept, note or claim the id
	At   string          `json:"at"`   // RFC 3339, UTC
	By   string          `json:"by"`
	Old  json.RawMessage `json:"old"` // null where there was none
	New  json.RawMessage `json:"new"` // null where it was removed
}

// The names of WorkChange.What.
const (
	pairWork    = "pair"
	seenWork    = "seen"
	conceptWork = "concept"
	noteWork    = "note"
	claimWork   = "claim"
	verdictWork = "verdict"
)

// WorkHistory is what people changed of pairs, seen marks, concepts, notes,
// claims and verdicts, oldest first.
func (s *Store) WorkHistory(ctx context.Context) ([]WorkChange, error) {
	return s.workHistory(ctx, `order by id`)
}

// ConceptHistory is what people changed of one concept, oldest first. It is
// there for a concept that was removed, too.
func (s *Store) ConceptHistory(ctx context.Context, id string) ([]WorkChange, error) {
	return s.workHistory(ctx, `where what = '`+conceptWork+`' and name = $1 order by id`, id)
}

func (s *Store) workHistory(ctx context.Context, which string, args ...any) ([]WorkChange, error) {
	changes, err := collect(ctx, s.reader, `select what, name, at, changed_by, old, new from work_history `+which, args,
		func(rows *sql.Rows) (WorkChange, error) {
			var c WorkChange
			var before, after string
			err := rows.Scan(&c.What, &c.Name, &c.At, &c.By, &before, &after)
			c.Old, c.New = orNull(before), orNull(after)
			return c, err
		})
	if err != nil {
		return nil, fmt.Errorf("read the history of people's work in %s: %w", s.database(), err)
	}
	return changes, nil
}

func orNull(record string) json.RawMessage {
	if record == "" {
		return json.RawMessage("null")
	}
	return json.RawMessage(record)
}

// rememberWork writes one change into the history. before and after are JSON,
// or empty.
func rememberWork(ctx context.Context, tx *sql.Tx, what, name, by, before, after string) error {
	_, err := tx.ExecContext(ctx, `insert into work_history (what, name, at, changed_by, old, new)
		values ($1, $2, $3, $4, $5, $6)`, what, name, now(), by, before, after)
	return err
}

// collect is the rows of a query, each read by scan; never nil.
func collect[T any](ctx context.Context, q querier, query string, args []any, scan func(*sql.Rows) (T, error)) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	out := []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// one reads a single text, empty if there is none.
func one(ctx context.Context, q querier, query string, args ...any) (string, error) {
	var s string
	err := q.QueryRowContext(ctx, query, args...).Scan(&s)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return s, err
}

// encode is a record as it is kept.
func encode(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// decode reads what encode wrote.
func decode(record string, v any) error {
	if err := json.Unmarshal([]byte(record), v); err != nil {
		return fmt.Errorf("%w record: %w", tifa.ErrDamaged, err)
	}
	return nil
}

// checkPair checks the versions of a bitext.
func checkPair(src, tgt string) error {
	for _, version := range []string{src, tgt} {
		if !isHash(version) {
			return fmt.Errorf("%q is no version of a text: %w", version, tifa.ErrUsage)
		}
	}
	if src == tgt {
		return fmt.Errorf("a text is not its own translation: %w", tifa.ErrUsage)
	}
	return nil
}

// short is how a version is shown in an error.
func short(version string) string {
	if len(version) > 8 {
		return version[:8]
	}
	return version
}
