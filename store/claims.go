package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"tifa"
)

// Claim is a sentence of an analysis and the rule by which it can be tested.
type Claim struct {
	ID       string          `json:"id"` // c12; it grows with time
	Sentence string          `json:"sentence"`
	Rule     json.RawMessage `json:"rule"`     // what it means is for others to know
	Passages []Anchor        `json:"passages"` // that the claim names
	Stands   *Anchor         `json:"stands"`   // where the sentence stands in an analysis; nil: not said
	By       string          `json:"by"`
	At       string          `json:"at"` // RFC 3339, UTC

	EditedBy  string `json:"edited_by"` // who changed it last; empty: nobody did
	EditedAt  string `json:"edited_at"`
	RemovedBy string `json:"removed_by"` // empty: it holds
	RemovedAt string `json:"removed_at"`
}

// Anchor is a passage of a version of an edition. It is never rewritten.
type Anchor struct {
	Edition string     `json:"edition"` // its address, as it was then
	Work    string     `json:"work"`
	Lang    string     `json:"lang"`
	Version string     `json:"version"`
	Passage string     `json:"passage"` // s42, s42-44, s42.3-17
	Span    tifa.Span  `json:"span"`    // bytes of the canonical text of the version
	Chars   tifa.Range `json:"chars"`   // the same in code points
	Quote   string     `json:"quote"`
	Before  string     `json:"before"` // what stands around the quote
	After   string     `json:"after"`
}

// Tested is what tests of a claim came to, one or several that came to the same.
type Tested struct {
	Name           string          `json:"name"` // tells it from other outcomes
	State          string          `json:"state"`
	Outcome        json.RawMessage `json:"outcome"`  // of the last of the tests
	Editions       int             `json:"editions"` // texts behind the first of them
	At             string          `json:"at"`       // of the first of them
	By             string          `json:"by"`
	LastEditions   int             `json:"last_editions"`
	LastAt         string          `json:"last_at"`
	LastGeneration int64           `json:"last_generation"` // of the record
}

// MaxClaim is how long the sentence of a claim and its rule can be, in bytes.
const MaxClaim = 1 << 18

const claimColumns = `sentence, rule, passages, stands, at, changed_by, edited_at, edited_by, removed_at, removed_by`

func scanClaim(rows *sql.Rows) (Claim, error) {
	var c Claim
	var id int64
	var rule, passages, stands string
	err := rows.Scan(&id, &c.Sentence, &rule, &passages, &stands, &c.At, &c.By, &c.EditedAt, &c.EditedBy, &c.RemovedAt, &c.RemovedBy)
	c.ID = "c" + strconv.FormatInt(id, 10)
	c.Rule = json.RawMessage(rule)
	if err == nil {
		err = decode(passages, &c.Passages)
	}
	if err == nil {
		err = decode(stands, &c.Stands)
	}
	return c, err
}

// claimID is the number in the ID of a claim.
func claimID(id string) (int64, error) {
	digits, ok := strings.CutPrefix(id, "c")
	n, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil || n < 1 || strconv.FormatInt(n, 10) != digits {
		return 0, fmt.Errorf("%q is no id of a claim: they are written c12: %w", id, tifa.ErrUsage)
	}
	return n, nil
}

// columns is a claim as its columns hold it, up to stands.
func (c *Claim) columns() ([]any, error) {
	switch {
	case strings.TrimSpace(c.Sentence) == "":
		return nil, fmt.Errorf("the sentence is empty: %w", tifa.ErrUsage)
	case len(c.Sentence) > MaxClaim || len(c.Rule) > MaxClaim:
		return nil, fmt.Errorf("the claim has %d bytes, %d are the most: %w", max(len(c.Sentence), len(c.Rule)), MaxClaim, tifa.ErrUsage)
	case !json.Valid(c.Rule):
		return nil, fmt.Errorf("its rule is no JSON: %w", tifa.ErrUsage)
	}
	if c.Passages == nil {
		c.Passages = []Anchor{}
	}
	for _, a := range c.Passages {
		if err := a.Check(); err != nil {
			return nil, err
		}
	}
	if c.Stands != nil {
		if err := c.Stands.Check(); err != nil {
			return nil, err
		}
	}
	passages, err := encode(c.Passages)
	if err != nil {
		return nil, err
	}
	stands, err := encode(c.Stands)
	if err != nil {
		return nil, err
	}
	return []any{c.Sentence, string(c.Rule), passages, stands}, nil
}

// Check says whether an anchor can be one: its words are as long as its span.
func (a *Anchor) Check() error {
	return checkAnchor(a.Edition, a.Version, a.Passage, a.Quote, a.Span, a.Chars)
}

// AddClaim keeps a claim and returns it with its ID, and with At (now, if it is
// empty).
func (s *Store) AddClaim(ctx context.Context, c Claim) (Claim, error) {
	c.At = cmp.Or(c.At, now())
	c.By, c.Sentence = tidied(c.By), lines(c.Sentence)
	c.EditedBy, c.EditedAt, c.RemovedBy, c.RemovedAt = "", "", "", ""
	columns, err := c.columns()
	if err == nil {
		err = s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
			var id int64
			err := tx.QueryRowContext(ctx, `insert into claims (`+claimColumns+`)
				values ($1, $2, $3, $4, $5, $6, '', '', '', '') returning id`, append(columns, c.At, c.By)...).Scan(&id)
			if err != nil {
				return false, err
			}
			c.ID = "c" + strconv.FormatInt(id, 10)
			return true, rememberClaim(ctx, tx, c.By, nil, &c)
		})
	}
	if err != nil {
		return Claim{}, fmt.Errorf("keep a claim: %w", err)
	}
	return c, nil
}

// rememberClaim writes a change of a claim into the history.
func rememberClaim(ctx context.Context, tx *sql.Tx, by string, before, after *Claim) error {
	var records [2]string
	for i, c := range []*Claim{before, after} {
		if c == nil {
			continue
		}
		var err error
		if records[i], err = encode(c); err != nil {
			return err
		}
	}
	return rememberWork(ctx, tx, claimWork, after.ID, by, records[0], records[1])
}

// EditClaim changes a claim: change is given it as it is, and changes its
// sentence, rule, passages or place. The error wraps tifa.ErrNotFound if there is
// no such claim, or it was removed.
func (s *Store) EditClaim(ctx context.Context, id, by string, change func(*Claim) error) (Claim, error) {
	return s.changeClaim(ctx, id, by, "edit", func(c *Claim, by string) error {
		if err := change(c); err != nil {
			return err
		}
		c.Sentence = lines(c.Sentence)
		c.EditedBy, c.EditedAt = by, now()
		return nil
	})
}

// RemoveClaim takes a claim out of use and returns it. It stays in the database,
// with who removed it and when, and with what its tests came to.
func (s *Store) RemoveClaim(ctx context.Context, id, by string) (Claim, error) {
	return s.changeClaim(ctx, id, by, "remove", func(c *Claim, by string) error {
		c.RemovedBy, c.RemovedAt = by, now()
		return nil
	})
}

func (s *Store) changeClaim(ctx context.Context, id, by, what string, change func(c *Claim, by string) error) (Claim, error) {
	number, err := claimID(id)
	var c Claim
	if err == nil {
		by = tidied(by)
		err = s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
			before, err := claimOf(ctx, tx, number)
			if err == nil && before.RemovedAt != "" {
				err = fmt.Errorf("%s removed it on %s: %w", before.RemovedBy, before.RemovedAt, errNoClaim)
			}
			if err != nil {
				return false, err
			}
			c = before
			if err := change(&c, by); err != nil {
				return false, err
			}
			columns, err := c.columns()
			if err != nil {
				return false, err
			}
			_, err = tx.ExecContext(ctx, `update claims set sentence = $1, rule = $2, passages = $3, stands = $4,
				edited_at = $5, edited_by = $6, removed_at = $7, removed_by = $8 where id = $9`,
				append(columns, c.EditedAt, c.EditedBy, c.RemovedAt, c.RemovedBy, number)...)
			if err != nil {
				return false, err
			}
			return true, rememberClaim(ctx, tx, by, &before, &c)
		})
	}
	if err != nil {
		return Claim{}, fmt.Errorf("%s claim %s: %w", what, id, err)
	}
	return c, nil
}

var errNoClaim = fmt.Errorf("there is no such claim (%w)", tifa.ErrNotFound)

func claimOf(ctx context.Context, q querier, number int64) (Claim, error) {
	claims, err := collect(ctx, q, `select id, `+claimColumns+` from claims where id = $1`, []any{number}, scanClaim)
	if err == nil && len(claims) == 0 {
		err = errNoClaim
	}
	if err != nil {
		return Claim{}, err
	}
	return claims[0], nil
}

// Claim gives a claim by its ID, also one that was removed.
func (s *Store) Claim(ctx context.Context, id string) (Claim, error) {
	number, err := claimID(id)
	var c Claim
	if err == nil {
		c, err = claimOf(ctx, s.reader, number)
	}
	if err != nil {
		return Claim{}, fmt.Errorf("claim %s: %w", id, err)
	}
	return c, nil
}

// Claims is the claims that were not removed, in the order in which they were
// made.
func (s *Store) Claims(ctx context.Context) ([]Claim, error) {
	claims, err := collect(ctx, s.reader, `select id, `+claimColumns+` from claims where removed_at = '' order by id`, nil, scanClaim)
	if err != nil {
		return nil, fmt.Errorf("read the claims of %s: %w", s.database(), err)
	}
	return claims, nil
}

// ClaimHistory is what people changed of a claim, oldest first: first that it
// was made.
func (s *Store) ClaimHistory(ctx context.Context, id string) ([]WorkChange, error) {
	return s.workHistory(ctx, `where what = '`+claimWork+`' and name = $1 order by id`, id)
}
