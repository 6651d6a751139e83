package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tifa"
)

// Verdict is what a person holds of two passages that may pull against each
// other. A is the side that stands first.
type Verdict struct {
	A       VerdictSide `json:"a"`
	B       VerdictSide `json:"b"`
	Verdict string      `json:"verdict"` // see Verdicts
	Note    string      `json:"note"`
	By      string      `json:"by"`
	At      string      `json:"at"` // RFC 3339, UTC
}

// VerdictSide is a passage of a version of an edition.
type VerdictSide struct {
	Edition string    `json:"edition"` // its address, as it was then
	Version string    `json:"version"`
	Passage string    `json:"passage"` // s12
	Span    tifa.Span `json:"span"`    // bytes of the canonical text of the version
	Quote   string    `json:"quote"`
}

// The verdicts that a person can give.
const (
	IsTension = "tension"
	NoTension = "none"
	Unsure    = "unsure"
)

// Verdicts are all of them.
func Verdicts() []string { return []string{IsTension, NoTension, Unsure} }

const verdictColumns = `a_edition, a_version, a_passage, a_start, a_end, a_quote,
	b_edition, b_version, b_passage, b_start, b_end, b_quote, verdict, note, at, changed_by`

func scanVerdict(rows *sql.Rows) (Verdict, error) {
	var v Verdict
	a, b := &v.A, &v.B
	err := rows.Scan(&a.Edition, &a.Version, &a.Passage, &a.Span.Start, &a.Span.End, &a.Quote,
		&b.Edition, &b.Version, &b.Passage, &b.Span.Start, &b.Span.End, &b.Quote, &v.Verdict, &v.Note, &v.At, &v.By)
	return v, err
}

// VerdictsOn is the verdicts on passages of an edition: by its address or by its
// version, in the order in which they were given.
func (s *Store) VerdictsOn(ctx context.Context, edition, version string) ([]Verdict, error) {
	out, err := collect(ctx, s.reader, `select `+verdictColumns+` from verdicts
		where a_edition = $1 or b_edition = $1 or a_version = $2 or b_version = $2
		order by at, a_version, a_start, b_version, b_start`, []any{edition, version}, scanVerdict)
	if err != nil {
		return nil, fmt.Errorf("read the verdicts on %s: %w", edition, err)
	}
	return out, nil
}

// GiveVerdict keeps a verdict, in place of one on the same passages. An empty
// At is now.
func (s *Store) GiveVerdict(ctx context.Context, v Verdict) error {
	v.At = cmp.Or(v.At, now())
	v.Note, v.By = lines(v.Note), tidied(v.By)
	err := checkVerdict(&v)
	if err == nil {
		err = s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
			before, err := findVerdict(ctx, tx, &v)
			if err != nil || len(before) > 0 && before[0].Verdict == v.Verdict && before[0].Note == v.Note {
				return false, err
			}
			_, err = tx.ExecContext(ctx, `insert into verdicts (`+verdictColumns+`)
				values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
				on conflict (a_version, a_start, b_version, b_start)
				do update set verdict = excluded.verdict, note = excluded.note, at = excluded.at, changed_by = excluded.changed_by`,
				v.A.Edition, v.A.Version, v.A.Passage, v.A.Span.Start, v.A.Span.End, v.A.Quote,
				v.B.Edition, v.B.Version, v.B.Passage, v.B.Span.Start, v.B.Span.End, v.B.Quote, v.Verdict, v.Note, v.At, v.By)
			if err != nil {
				return false, err
			}
			return true, rememberVerdict(ctx, tx, v.By, before, &v)
		})
	}
	if err != nil {
		return fmt.Errorf("keep the verdict: %w", err)
	}
	return nil
}

// TakeVerdict takes a verdict back; its By is who does it. The error wraps
// tifa.ErrNotFound if there is none on these passages.
func (s *Store) TakeVerdict(ctx context.Context, v Verdict) error {
	err := s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
		before, err := findVerdict(ctx, tx, &v)
		if err == nil && len(before) == 0 {
			err = fmt.Errorf("nobody has given one on %s and %s: %w", v.A.Passage, v.B.Passage, tifa.ErrNotFound)
		}
		if err != nil {
			return false, err
		}
		if _, err = tx.ExecContext(ctx, `delete from verdicts where `+sameVerdict, verdictKey(&v)...); err != nil {
			return false, err
		}
		return true, rememberVerdict(ctx, tx, tidied(v.By), before, nil)
	})
	if err != nil {
		return fmt.Errorf("take the verdict back: %w", err)
	}
	return nil
}

const sameVerdict = `a_version = $1 and a_start = $2 and b_version = $3 and b_start = $4`

func verdictKey(v *Verdict) []any {
	return []any{v.A.Version, v.A.Span.Start, v.B.Version, v.B.Span.Start}
}

// findVerdict is the verdict on the passages of v: one or none.
func findVerdict(ctx context.Context, q querier, v *Verdict) ([]Verdict, error) {
	return collect(ctx, q, `select `+verdictColumns+` from verdicts where `+sameVerdict, verdictKey(v), scanVerdict)
}

func rememberVerdict(ctx context.Context, tx *sql.Tx, by string, before []Verdict, after *Verdict) error {
	var records [2]string
	var v *Verdict
	var err error
	if len(before) > 0 {
		v = &before[0]
		if records[0], err = encode(v); err != nil {
			return err
		}
	}
	if after != nil {
		v = after
		if records[1], err = encode(v); err != nil {
			return err
		}
	}
	name := strings.Join([]string{v.A.Version, strconv.Itoa(v.A.Span.Start), v.B.Version, strconv.Itoa(v.B.Span.Start)}, " ")
	return rememberWork(ctx, tx, verdictWork, name, by, records[0], records[1])
}

func checkVerdict(v *Verdict) error {
	for _, side := range []*VerdictSide{&v.A, &v.B} {
		if side.Edition == "" || !isHash(side.Version) || side.Passage == "" || side.Span.Start < 0 || side.Span.Len() != len(side.Quote) || side.Quote == "" {
			return fmt.Errorf("it names no passage: %w", tifa.ErrUsage)
		}
	}
	switch {
	case v.A.Version == v.B.Version && v.A.Span.Start >= v.B.Span.Start:
		return fmt.Errorf("%s does not stand before %s: %w", v.A.Passage, v.B.Passage, tifa.ErrUsage)
	case !slices.Contains(Verdicts(), v.Verdict):
		return fmt.Errorf("%q is no verdict; there are %s: %w", v.Verdict, strings.Join(Verdicts(), ", "), tifa.ErrUsage)
	case len(v.Note) > MaxNote:
		return fmt.Errorf("the note has %d bytes, %d are the most: %w", len(v.Note), MaxNote, tifa.ErrUsage)
	}
	return nil
}
