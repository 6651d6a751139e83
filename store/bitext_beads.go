package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"tifa"
)

// BeadEdit is a person's correction of the beads of one bitext. Src and Tgt are
// versions.
type BeadEdit struct {
	ID       int64       `json:"id"` // grows with time
	Src      string      `json:"src"`
	Tgt      string      `json:"tgt"`
	Op       string      `json:"op"`      // split, merge, move, lock or unlock; carry: brought over from a version that was replaced
	Removed  []tifa.Bead `json:"removed"` // locked beads that it replaced
	Added    []tifa.Bead `json:"added"`   // locked beads that it made
	By       string      `json:"by"`
	At       string      `json:"at"` // RFC 3339, UTC
	Undone   bool        `json:"undone"`
	UndoneBy string      `json:"undone_by,omitempty"`
	UndoneAt string      `json:"undone_at,omitempty"`
}

// carryOp is what Replace does to beads. It is no correction of its own: it
// cannot be undone, but the beads can be unlocked.
const carryOp = "carry"

// beadOps are what an edit can do.
var beadOps = []string{"split", "merge", "move", "lock", "unlock"}

// AddBeadEdit keeps an edit and returns it with its ID, At (now, if empty) and
// with its Added beads as they are locked. What it removes must be locked, and
// what it adds may share no sentence with another locked bead: otherwise
// somebody else edited the bitext meanwhile, and the error wraps ErrEdited. A
// bead that is no bead wraps tifa.ErrUsage.
func (s *Store) AddBeadEdit(ctx context.Context, e BeadEdit) (BeadEdit, error) {
	e.By = tidied(e.By)
	if e.At == "" {
		e.At = now()
	}
	e.Undone, e.UndoneBy, e.UndoneAt = false, "", ""
	e.Removed, e.Added = lockedBy(e.Removed, ""), lockedBy(e.Added, e.By)
	err := checkEdit(&e)
	if err == nil {
		err = s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
			edits, err := beadEdits(ctx, tx, e.Src, e.Tgt)
			if err != nil {
				return false, err
			}
			locked := fold(edits)
			for i, b := range e.Removed { // as it is kept: who locked it is known there
				at := indexBead(locked, b)
				if at < 0 {
					return false, fmt.Errorf("the bead of sentences %d and %d is not locked any more: %w", b.Src, b.Tgt, ErrEdited)
				}
				e.Removed[i] = locked[at]
			}
			if err := checkOverlap(foldOne(locked, &e)); err != nil {
				return false, err
			}
			return true, insertEdit(ctx, tx, &e)
		})
	}
	if err != nil {
		return BeadEdit{}, fmt.Errorf("%s beads of %s, %s: %w", e.Op, short(e.Src), short(e.Tgt), err)
	}
	return e, nil
}

// ErrEdited says that an edit of beads does not fit what is locked by now.
var ErrEdited = errors.New("somebody else edited the bitext meanwhile, look at it again")

func insertEdit(ctx context.Context, tx *sql.Tx, e *BeadEdit) error {
	removed, err := encode(e.Removed)
	if err != nil {
		return err
	}
	added, err := encode(e.Added)
	if err != nil {
		return err
	}
	return tx.QueryRowContext(ctx, `insert into bead_edits (src, tgt, op, removed, added, at, changed_by, undone_at, undone_by)
		values ($1, $2, $3, $4, $5, $6, $7, '', '') returning id`,
		e.Src, e.Tgt, e.Op, removed, added, e.At, e.By).Scan(&e.ID)
}

// UndoBeadEdit undoes the last edit of a bitext that holds, and returns it.
// The edit stays, with who undid it and when. The error wraps tifa.ErrNotFound
// if none holds.
func (s *Store) UndoBeadEdit(ctx context.Context, src, tgt, by string) (BeadEdit, error) {
	var last BeadEdit
	err := s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
		edits, err := beadEdits(ctx, tx, src, tgt)
		if err != nil {
			return false, err
		}
		for i, e := range slices.Backward(edits) {
			if e.Op == carryOp { // the beads before it gave way to those that it brought
				edits = edits[i+1:]
				break
			}
		}
		edits = slices.DeleteFunc(edits, func(e BeadEdit) bool { return e.Undone })
		if len(edits) == 0 {
			return false, fmt.Errorf("no correction of its beads is left: %w", tifa.ErrNotFound)
		}
		last = edits[len(edits)-1]
		last.Undone, last.UndoneBy, last.UndoneAt = true, tidied(by), now()
		_, err = tx.ExecContext(ctx, `update bead_edits set undone_at = $1, undone_by = $2 where id = $3`, last.UndoneAt, last.UndoneBy, last.ID)
		return true, err
	})
	if err != nil {
		return BeadEdit{}, fmt.Errorf("undo an edit of %s, %s: %w", short(src), short(tgt), err)
	}
	return last, nil
}

// BeadEdits is all edits of a bitext, also those undone, oldest first.
func (s *Store) BeadEdits(ctx context.Context, src, tgt string) ([]BeadEdit, error) {
	edits, err := beadEdits(ctx, s.reader, src, tgt)
	if err != nil {
		return nil, fmt.Errorf("read the edits of %s, %s: %w", short(src), short(tgt), err)
	}
	return edits, nil
}

func beadEdits(ctx context.Context, q querier, src, tgt string) ([]BeadEdit, error) {
	return collect(ctx, q, `select id, op, removed, added, at, changed_by, undone_at, undone_by from bead_edits
		where src = $1 and tgt = $2 order by id`, []any{src, tgt}, func(rows *sql.Rows) (BeadEdit, error) {
		e := BeadEdit{Src: src, Tgt: tgt}
		var removed, added string
		if err := rows.Scan(&e.ID, &e.Op, &removed, &added, &e.At, &e.By, &e.UndoneAt, &e.UndoneBy); err != nil {
			return e, err
		}
		e.Undone = e.UndoneAt != ""
		if err := decode(removed, &e.Removed); err != nil {
			return e, fmt.Errorf("edit %d: %w", e.ID, err)
		}
		if err := decode(added, &e.Added); err != nil {
			return e, fmt.Errorf("edit %d: %w", e.ID, err)
		}
		return e, nil
	})
}

// LockedBeads is the beads of a bitext that people decided on, in the order of
// their sentences.
func (s *Store) LockedBeads(ctx context.Context, src, tgt string) ([]tifa.Bead, error) {
	edits, err := s.BeadEdits(ctx, src, tgt)
	if err != nil {
		return nil, err
	}
	return fold(edits), nil
}

// EditedPairs is the bitexts with an edit that holds, in the order of their
// versions. Only Src and Tgt are set.
func (s *Store) EditedPairs(ctx context.Context) ([]Pair, error) {
	pairs, err := collect(ctx, s.reader, `select distinct src, tgt from bead_edits where undone_at = '' order by src, tgt`, nil,
		func(rows *sql.Rows) (Pair, error) {
			var p Pair
			err := rows.Scan(&p.Src, &p.Tgt)
			return p, err
		})
	if err != nil {
		return nil, fmt.Errorf("read which bitexts of %s were edited: %w", s.database(), err)
	}
	return pairs, nil
}

// lockedBy is beads as a person's decision: sure, named and with lists that
// are never nil.
func lockedBy(beads []tifa.Bead, by string) []tifa.Bead {
	out := make([]tifa.Bead, len(beads))
	for i, b := range beads {
		b.Src, b.Tgt = append([]int{}, b.Src...), append([]int{}, b.Tgt...)
		b.Reasons = append([]string{}, b.Reasons...)
		b.Score, b.Kind, b.Locked = 1, tifa.BeadKind(len(b.Src), len(b.Tgt)), true
		if by != "" {
			b.By = by
		}
		out[i] = b
	}
	return out
}

func checkEdit(e *BeadEdit) error {
	if !slices.Contains(beadOps, e.Op) {
		return fmt.Errorf("%q is nothing that can be done to beads: %w", e.Op, tifa.ErrUsage)
	}
	if err := checkPair(e.Src, e.Tgt); err != nil {
		return err
	}
	if len(e.Removed)+len(e.Added) == 0 {
		return fmt.Errorf("the edit changes no bead: %w", tifa.ErrUsage)
	}
	for _, b := range slices.Concat(e.Removed, e.Added) {
		if err := checkRuns(b.Src, b.Tgt); err != nil {
			return err
		}
	}
	return nil
}

// checkOverlap checks that no two beads share a sentence, and that none with
// two sides cross: no path of beads leads through both of those.
func checkOverlap(beads []tifa.Bead) error {
	src, tgt := map[int]bool{}, map[int]bool{}
	for _, b := range beads {
		for _, side := range []struct {
			run  []int
			seen map[int]bool
		}{{b.Src, src}, {b.Tgt, tgt}} {
			for _, n := range side.run {
				if side.seen[n] {
					return fmt.Errorf("sentence %d is in the bead of %d and %d too: %w", n, b.Src, b.Tgt, ErrEdited)
				}
				side.seen[n] = true
			}
		}
	}
	var before tifa.Bead
	for _, b := range inOrder(beads) {
		if len(b.Src) == 0 || len(b.Tgt) == 0 {
			continue
		}
		if len(before.Tgt) > 0 && b.Tgt[0] < before.Tgt[0] {
			return fmt.Errorf("the beads of %d and %d and of %d and %d cross: %w", before.Src, before.Tgt, b.Src, b.Tgt, ErrEdited)
		}
		before = b
	}
	return nil
}

// fold is the locked beads that edits leave.
func fold(edits []BeadEdit) []tifa.Bead {
	beads := []tifa.Bead{}
	for i := range edits {
		if !edits[i].Undone {
			beads = foldOne(beads, &edits[i])
		}
	}
	return inOrder(beads)
}

func foldOne(beads []tifa.Bead, e *BeadEdit) []tifa.Bead {
	out := slices.Clone(beads)
	for _, b := range e.Removed {
		if i := indexBead(out, b); i >= 0 {
			out = slices.Delete(out, i, i+1)
		}
	}
	return append(out, e.Added...)
}

// indexBead is where beads has one of the same sentences, or -1.
func indexBead(beads []tifa.Bead, b tifa.Bead) int {
	return slices.IndexFunc(beads, func(o tifa.Bead) bool { return slices.Equal(o.Src, b.Src) && slices.Equal(o.Tgt, b.Tgt) })
}

// inOrder sorts beads by their source sentences; one without any comes before
// the first bead whose target sentences come after its own.
func inOrder(beads []tifa.Bead) []tifa.Bead {
	var sourced, added []tifa.Bead
	for _, b := range beads {
		if len(b.Src) > 0 {
			sourced = append(sourced, b)
		} else {
			added = append(added, b)
		}
	}
	slices.SortFunc(sourced, func(a, b tifa.Bead) int { return cmp.Compare(a.Src[0], b.Src[0]) })
	slices.SortFunc(added, func(a, b tifa.Bead) int { return cmp.Compare(a.Tgt[0], b.Tgt[0]) })
	out := make([]tifa.Bead, 0, len(beads))
	for _, b := range sourced {
		for len(added) > 0 && len(b.Tgt) > 0 && added[0].Tgt[0] < b.Tgt[0] {
			out, added = append(out, added[0]), added[1:]
		}
		out = append(out, b)
	}
	return append(out, added...)
}
