package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

const testedColumns = `name, state, outcome, editions, at, changed_by, last_editions, last_at, last_generation`

func scanTested(rows *sql.Rows, more ...any) (Tested, error) {
	var t Tested
	var outcome string
	err := rows.Scan(append([]any{&t.Name, &t.State, &outcome, &t.Editions, &t.At, &t.By, &t.LastEditions, &t.LastAt, &t.LastGeneration}, more...)...)
	t.Outcome = json.RawMessage(outcome)
	return t, err
}

// ClaimTests keeps what tests of claims came to, by their IDs: of each its Name,
// State, Outcome, LastEditions, LastAt, LastGeneration and By. An outcome that has
// the name of the last one of its claim takes that one's place, but for when it
// came to that first.
func (s *Store) ClaimTests(ctx context.Context, tests map[string]Tested) error {
	err := s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
		for _, id := range slices.Sorted(maps.Keys(tests)) {
			t := tests[id]
			number, err := claimID(id)
			if err != nil {
				return false, err
			}
			if err := keepTest(ctx, tx, number, &t); err != nil {
				return false, err
			}
		}
		return len(tests) > 0, nil
	})
	if err != nil {
		return fmt.Errorf("keep what tests of claims came to: %w", err)
	}
	return nil
}

func keepTest(ctx context.Context, tx *sql.Tx, claim int64, t *Tested) error {
	last, err := one(ctx, tx, `select name from claim_outcomes where claim = $1 order by id desc limit 1`, claim)
	if err != nil {
		return err
	}
	if last == t.Name {
		_, err = tx.ExecContext(ctx, `update claim_outcomes set state = $1, outcome = $2, last_editions = $3, last_at = $4, last_generation = $5
			where id = (select max(id) from claim_outcomes where claim = $6)`,
			t.State, string(t.Outcome), t.LastEditions, t.LastAt, t.LastGeneration, claim)
		return err
	}
	_, err = tx.ExecContext(ctx, `insert into claim_outcomes (claim, `+testedColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		claim, t.Name, t.State, string(t.Outcome), t.LastEditions, t.LastAt, tidied(t.By), t.LastEditions, t.LastAt, t.LastGeneration)
	return err
}

// LastTests gives of each claim that was tested what the last test came to, by
// its ID.
func (s *Store) LastTests(ctx context.Context) (map[string]Tested, error) {
	out := map[string]Tested{}
	_, err := collect(ctx, s.reader, `select `+testedColumns+`, claim from claim_outcomes
		where id in (select max(id) from claim_outcomes group by claim)`, nil, func(rows *sql.Rows) (Tested, error) {
		var claim int64
		t, err := scanTested(rows, &claim)
		out["c"+strconv.FormatInt(claim, 10)] = t
		return t, err
	})
	if err != nil {
		return nil, fmt.Errorf("read what tests of claims came to: %w", err)
	}
	return out, nil
}

// TestsOf is what the tests of a claim came to, the oldest first.
func (s *Store) TestsOf(ctx context.Context, id string) ([]Tested, error) {
	number, err := claimID(id)
	if err != nil {
		return nil, err
	}
	tests, err := collect(ctx, s.reader, `select `+testedColumns+` from claim_outcomes where claim = $1 order by id`, []any{number},
		func(rows *sql.Rows) (Tested, error) { return scanTested(rows) })
	if err != nil {
		return nil, fmt.Errorf("read what tests of claim %s came to: %w", id, err)
	}
	return tests, nil
}
