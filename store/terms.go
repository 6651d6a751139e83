package store

import (
	"context"
	"database/sql"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"tifa"
)

// termStatuses are the statuses that a term may have.
var termStatuses = []string{tifa.Preferred, tifa.Admitted, tifa.Deprecated, tifa.Forbidden}

// Concepts is the whole term base, in the order of the ids.
func (s *Store) Concepts(ctx context.Context) ([]tifa.Concept, error) {
	all, err := concepts(ctx, s.reader)
	if err != nil {
		return nil, fmt.Errorf("read the term base of %s: %w", s.database(), err)
	}
	return all, nil
}

func concepts(ctx context.Context, q querier) ([]tifa.Concept, error) {
	return collect(ctx, q, `select id, record from concepts order by id`, nil, scanConcept)
}

// Concept is one entry of the term base. The error wraps tifa.ErrNotFound if
// there is none of this id.
func (s *Store) Concept(ctx context.Context, id string) (tifa.Concept, error) {
	found, err := collect(ctx, s.reader, `select id, record from concepts where id = $1`, []any{id}, scanConcept)
	if err != nil {
		return tifa.Concept{}, fmt.Errorf("read concept %s of %s: %w", id, s.database(), err)
	}
	if len(found) == 0 {
		return tifa.Concept{}, noConcept(id)
	}
	return found[0], nil
}

func noConcept(id string) error { return fmt.Errorf("concept %s: %w", id, tifa.ErrNotFound) }

func scanConcept(rows *sql.Rows) (tifa.Concept, error) {
	var c tifa.Concept
	var id, record string
	if err := rows.Scan(&id, &record); err != nil {
		return c, err
	}
	if err := decode(record, &c); err != nil {
		return c, fmt.Errorf("concept %s: %w", id, err)
	}
	return c, nil
}

// PutConcepts inserts concepts, or replaces those of the same id, all or none,
// and says how many it changed. A concept that is the same already is left as
// it is. By and At stay as they are given where both are (they come from
// another term base), else they are by and now; the history has who put it
// here in any case.
func (s *Store) PutConcepts(ctx context.Context, concepts []tifa.Concept, by string) (int, error) {
	return s.EditConcepts(ctx, by, func([]tifa.Concept) ([]tifa.Concept, error) { return concepts, nil })
}

// EditConcepts is PutConcepts for what edit makes of the term base as it then
// is: nobody changes it in between.
func (s *Store) EditConcepts(ctx context.Context, by string, edit func(all []tifa.Concept) ([]tifa.Concept, error)) (int, error) {
	by = tidied(by)
	changed := 0
	var refused error // it says by itself what is wrong
	err := s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
		all, err := concepts(ctx, tx)
		if err != nil {
			return false, err
		}
		edited, err := edit(all)
		if err != nil {
			refused = err
			return false, err
		}
		for _, c := range edited {
			c, err := CheckConcept(c)
			if err != nil {
				refused = err
				return false, err
			}
			put, err := putConcept(ctx, tx, c, by)
			if err != nil {
				return false, fmt.Errorf("concept %s: %w", c.ID, err)
			}
			changed += number(put)
		}
		return changed > 0, nil
	})
	switch {
	case refused != nil:
		return 0, refused
	case err != nil:
		return 0, fmt.Errorf("write the term base: %w", err)
	}
	return changed, nil
}

// putConcept writes a concept and says whether that changed anything.
func putConcept(ctx context.Context, tx *sql.Tx, c tifa.Concept, by string) (bool, error) {
	before, err := one(ctx, tx, `select record from concepts where id = $1`, c.ID)
	if err != nil {
		return false, err
	}
	stated := c.By != "" && c.At != ""
	if before != "" {
		var old tifa.Concept
		if err := decode(before, &old); err != nil {
			return false, err
		}
		if !stated {
			c.By, c.At = old.By, old.At
		}
		if reflect.DeepEqual(old, c) {
			return false, nil
		}
	}
	if !stated {
		c.By, c.At = by, now()
	}
	record, err := encode(c)
	if err != nil {
		return false, err
	}
	_, err = tx.ExecContext(ctx, `insert into concepts (id, record, at, changed_by) values ($1, $2, $3, $4)
		on conflict (id) do update set record = excluded.record, at = excluded.at, changed_by = excluded.changed_by`,
		c.ID, record, c.At, c.By)
	if err != nil {
		return false, err
	}
	return true, rememberWork(ctx, tx, conceptWork, c.ID, by, before, record)
}

// RemoveConcept takes a concept out of the term base; its history stays. The
// error wraps tifa.ErrNotFound if there is none of this id. check, if not nil,
// sees the concept as it is at that moment and can refuse.
func (s *Store) RemoveConcept(ctx context.Context, id, by string, check func(tifa.Concept) error) error {
	var lost error // it names the concept already
	err := s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
		before, err := one(ctx, tx, `select record from concepts where id = $1`, id)
		if err != nil {
			return false, err
		}
		if before == "" {
			lost = noConcept(id)
			return false, lost
		}
		if check != nil {
			var c tifa.Concept
			if err := decode(before, &c); err != nil {
				return false, fmt.Errorf("concept %s: %w", id, err)
			}
			if lost = check(c); lost != nil {
				return false, lost
			}
		}
		if _, err := tx.ExecContext(ctx, `delete from concepts where id = $1`, id); err != nil {
			return false, err
		}
		return true, rememberWork(ctx, tx, conceptWork, id, tidied(by), before, "")
	})
	if lost != nil {
		return lost
	}
	if err != nil {
		return fmt.Errorf("remove concept %s: %w", id, err)
	}
	return nil
}

// CheckConcept is a concept as PutConcepts keeps it: spaces for control
// characters (but for line ends in longer texts), languages in their usual
// spelling, an empty status filled with admitted, lists that are never nil.
// What it refuses wraps tifa.ErrUsage.
func CheckConcept(c tifa.Concept) (tifa.Concept, error) {
	const small = "abcdefghijklmnopqrstuvwxyz0123456789-"
	if c.ID == "" || strings.Trim(c.ID, small) != "" {
		return c, fmt.Errorf("%q is no id of a concept: use a-z, 0-9 and -: %w", c.ID, tifa.ErrUsage)
	}
	if len(c.Terms) == 0 {
		return c, fmt.Errorf("concept %s has no term: %w", c.ID, tifa.ErrUsage)
	}
	c.Definition, c.Scope, c.Source, c.Note = lines(c.Definition), lines(c.Scope), lines(c.Source), lines(c.Note)
	c.By, c.At = tidied(c.By), tidied(c.At)
	c.Terms = slices.Clone(c.Terms)
	for i := range c.Terms {
		t := &c.Terms[i]
		t.Text, t.Source, t.Note = tidied(t.Text), lines(t.Source), lines(t.Note)
		if t.Text == "" {
			return c, fmt.Errorf("concept %s: term %d has no text: %w", c.ID, i+1, tifa.ErrUsage)
		}
		lang, err := NormalLang(t.Lang)
		if err != nil {
			return c, fmt.Errorf("concept %s: term %q: %w", c.ID, t.Text, err)
		}
		t.Lang = lang
		if t.Status == "" {
			t.Status = tifa.Admitted
		}
		if !slices.Contains(termStatuses, t.Status) {
			return c, fmt.Errorf("concept %s: term %q: %q is no status, only %s: %w",
				c.ID, t.Text, t.Status, strings.Join(termStatuses, ", "), tifa.ErrUsage)
		}
		same := func(o tifa.Term) bool { return o.Lang == t.Lang && o.Text == t.Text }
		if slices.ContainsFunc(c.Terms[:i], same) {
			return c, fmt.Errorf("concept %s has the term %q twice: %w", c.ID, t.Text, tifa.ErrUsage)
		}
	}
	decisions := make([]tifa.Decision, len(c.Decisions))
	for i, d := range c.Decisions {
		d.Options = append([]string{}, d.Options...)
		for j := range d.Options {
			d.Options[j] = tidied(d.Options[j])
		}
		d.Choice, d.Reasons, d.By, d.At = tidied(d.Choice), lines(d.Reasons), tidied(d.By), tidied(d.At)
		decisions[i] = d
	}
	c.Decisions = decisions
	return c, nil
}
