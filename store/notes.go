package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"tifa"
)

// Note is what a person wrote on a passage of a version of an edition. Nothing
// of it but the body is ever changed.
type Note struct {
	ID      string     `json:"id"`      // n12; it grows with time
	Edition string     `json:"edition"` // its address, as it was then
	Work    string     `json:"work"`
	Lang    string     `json:"lang"` // of the passage
	Version string     `json:"version"`
	Passage string     `json:"passage"` // s42, s42-44, s42.3-17
	Span    tifa.Span  `json:"span"`    // bytes of the canonical text of the version
	Chars   tifa.Range `json:"chars"`   // the same in code points
	Quote   string     `json:"quote"`   // the words of the passage
	Before  string     `json:"before"`  // what stands around them
	After   string     `json:"after"`
	Body    string     `json:"body"` // Markdown
	By      string     `json:"by"`
	At      string     `json:"at"` // RFC 3339, UTC

	EditedBy  string `json:"edited_by"` // who changed the body last; empty: nobody did
	EditedAt  string `json:"edited_at"`
	RemovedBy string `json:"removed_by"` // empty: it holds
	RemovedAt string `json:"removed_at"`
}

// MaxNote is how long the body of a note can be, in bytes.
const MaxNote = 1 << 18

const noteColumns = `edition, work, lang, version, passage, start_byte, end_byte, start_char, end_char, quote, quote_before, quote_after,
	body, at, changed_by, edited_at, edited_by, removed_at, removed_by`

func scanNote(rows *sql.Rows) (Note, error) {
	var n Note
	var id int64
	err := rows.Scan(&id, &n.Edition, &n.Work, &n.Lang, &n.Version, &n.Passage, &n.Span.Start, &n.Span.End, &n.Chars.Start, &n.Chars.End,
		&n.Quote, &n.Before, &n.After, &n.Body, &n.At, &n.By, &n.EditedAt, &n.EditedBy, &n.RemovedAt, &n.RemovedBy)
	n.ID = "n" + strconv.FormatInt(id, 10)
	return n, err
}

// noteID is the number in the ID of a note.
func noteID(id string) (int64, error) {
	digits, ok := strings.CutPrefix(id, "n")
	n, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil || n < 1 || strconv.FormatInt(n, 10) != digits {
		return 0, fmt.Errorf("%q is no id of a note: they are written n12: %w", id, tifa.ErrUsage)
	}
	return n, nil
}

// AddNote keeps a note and returns it with its ID, and with At (now, if it is
// empty).
func (s *Store) AddNote(ctx context.Context, n Note) (Note, error) {
	n.At = cmp.Or(n.At, now())
	n.By, n.Body = tidied(n.By), lines(n.Body)
	n.EditedBy, n.EditedAt, n.RemovedBy, n.RemovedAt = "", "", "", ""
	err := checkNote(&n)
	if err == nil {
		err = s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
			var id int64
			err := tx.QueryRowContext(ctx, `insert into notes (`+noteColumns+`)
				values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', '', '', '') returning id`,
				n.Edition, n.Work, n.Lang, n.Version, n.Passage, n.Span.Start, n.Span.End, n.Chars.Start, n.Chars.End,
				n.Quote, n.Before, n.After, n.Body, n.At, n.By).Scan(&id)
			if err != nil {
				return false, err
			}
			n.ID = "n" + strconv.FormatInt(id, 10)
			return true, rememberNote(ctx, tx, n.By, nil, &n)
		})
	}
	if err != nil {
		return Note{}, fmt.Errorf("keep a note on %s: %w", n.Edition, err)
	}
	return n, nil
}

func checkNote(n *Note) error {
	if err := checkAnchor(n.Edition, n.Version, n.Passage, n.Quote, n.Span, n.Chars); err != nil {
		return err
	}
	return checkBody(n.Body)
}

// checkAnchor checks that something is anchored to words of a version.
func checkAnchor(edition, version, passage, quote string, span tifa.Span, chars tifa.Range) error {
	switch {
	case edition == "" || !isHash(version) || passage == "":
		return fmt.Errorf("it names no passage: %w", tifa.ErrUsage)
	case span.Start < 0 || span.Len() != len(quote) || strings.TrimSpace(quote) == "" || chars.Start < 0 ||
		chars.End-chars.Start != utf8.RuneCountInString(quote):
		return fmt.Errorf("bytes %d to %d are not its %d bytes of words: %w", span.Start, span.End, len(quote), tifa.ErrUsage)
	}
	return nil
}

func checkBody(body string) error {
	switch {
	case body == "":
		return fmt.Errorf("the note is empty: %w", tifa.ErrUsage)
	case len(body) > MaxNote:
		return fmt.Errorf("the note has %d bytes, %d are the most: %w", len(body), MaxNote, tifa.ErrUsage)
	}
	return nil
}

// rememberNote writes a change of a note into the history.
func rememberNote(ctx context.Context, tx *sql.Tx, by string, before, after *Note) error {
	var records [2]string
	for i, n := range []*Note{before, after} {
		if n == nil {
			continue
		}
		var err error
		if records[i], err = encode(n); err != nil {
			return err
		}
	}
	return rememberWork(ctx, tx, noteWork, after.ID, by, records[0], records[1])
}

// EditNote changes the body of a note and returns it as it then is. former, if
// not nil, is the body that it must have had till then, else the error wraps
// ErrMeanwhile. It wraps tifa.ErrNotFound if there is no such note, or it was
// removed.
func (s *Store) EditNote(ctx context.Context, id string, former *string, body, by string) (Note, error) {
	return s.changeNote(ctx, id, by, "edit", func(n *Note, by string) error {
		if n.Body == lines(body) {
			return nil // it is as wanted, whoever did it
		}
		if err := n.was(former); err != nil {
			return err
		}
		n.Body = lines(body)
		n.EditedBy, n.EditedAt = by, now()
		return checkBody(n.Body)
	})
}

// RemoveNote takes a note out of use and returns it. It stays in the database,
// with who removed it and when. former is that of EditNote.
func (s *Store) RemoveNote(ctx context.Context, id string, former *string, by string) (Note, error) {
	return s.changeNote(ctx, id, by, "remove", func(n *Note, by string) error {
		if err := n.was(former); err != nil {
			return err
		}
		n.RemovedBy, n.RemovedAt = by, now()
		return nil
	})
}

// was checks the body that a note must have had.
func (n *Note) was(former *string) error {
	if former != nil && lines(*former) != n.Body {
		return fmt.Errorf("the note is another than it was: %w", ErrMeanwhile)
	}
	return nil
}

func (s *Store) changeNote(ctx context.Context, id, by, what string, change func(n *Note, by string) error) (Note, error) {
	number, err := noteID(id)
	var n Note
	if err == nil {
		by = tidied(by)
		err = s.changeWork(ctx, func(tx *sql.Tx) (bool, error) {
			before, err := noteOf(ctx, tx, number)
			if err == nil && before.RemovedAt != "" {
				err = fmt.Errorf("%s removed it on %s: %w", before.RemovedBy, before.RemovedAt, errNoNote)
			}
			if err != nil {
				return false, err
			}
			n = before
			if err := change(&n, by); err != nil || n.Body == before.Body && n.RemovedAt == "" {
				n = before
				return false, err
			}
			_, err = tx.ExecContext(ctx, `update notes set body = $1, edited_at = $2, edited_by = $3, removed_at = $4, removed_by = $5 where id = $6`,
				n.Body, n.EditedAt, n.EditedBy, n.RemovedAt, n.RemovedBy, number)
			if err != nil {
				return false, err
			}
			return true, rememberNote(ctx, tx, by, &before, &n)
		})
	}
	if err != nil {
		return Note{}, fmt.Errorf("%s note %s: %w", what, id, err)
	}
	return n, nil
}

var errNoNote = fmt.Errorf("there is no such note (%w)", tifa.ErrNotFound)

func noteOf(ctx context.Context, q querier, number int64) (Note, error) {
	notes, err := collect(ctx, q, `select id, `+noteColumns+` from notes where id = $1`, []any{number}, scanNote)
	if err == nil && len(notes) == 0 {
		err = errNoNote
	}
	if err != nil {
		return Note{}, err
	}
	return notes[0], nil
}

// Note gives a note by its ID, also one that was removed.
func (s *Store) Note(ctx context.Context, id string) (Note, error) {
	number, err := noteID(id)
	var n Note
	if err == nil {
		n, err = noteOf(ctx, s.reader, number)
	}
	if err != nil {
		return Note{}, fmt.Errorf("note %s: %w", id, err)
	}
	return n, nil
}

// NoteHistory is what people changed of a note, oldest first: first that it was
// written.
func (s *Store) NoteHistory(ctx context.Context, id string) ([]WorkChange, error) {
	return s.workHistory(ctx, `where what = '`+noteWork+`' and name = $1 order by id`, id)
}

// NoteFilter chooses notes; an empty one chooses all.
type NoteFilter struct {
	Edition string // address
	Work    string
	By      string // who wrote it
}

// Notes is the notes that were not removed, the newest first. A filter by
// edition or work chooses by all addresses that the edition has had, and by
// its present version: a note on the same text of another edition can be among
// them.
func (s *Store) Notes(ctx context.Context, f NoteFilter) ([]Note, error) {
	var where strings.Builder
	var args []any
	arg := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	where.WriteString(`removed_at = ''`)
	if f.Edition != "" {
		id, e, err := s.noted(ctx, f.Edition)
		if err != nil {
			return nil, err
		}
		number := arg(id)
		where.WriteString(` and (edition = ` + arg(e) + ` or edition in (select aliases.address from aliases where aliases.edition = ` + number + `)
			or version in (select version from editions where id = ` + number + `))`)
	}
	if f.Work != "" {
		w := arg(f.Work)
		where.WriteString(` and (work = ` + w + ` or edition in (select address from editions where work = ` + w + `)
			or edition in (select aliases.address from aliases join editions on editions.id = aliases.edition where editions.work = ` + w + `)
			or version in (select version from editions where work = ` + w + `))`)
	}
	if f.By != "" {
		where.WriteString(` and changed_by = ` + arg(tidied(f.By)))
	}
	notes, err := collect(ctx, s.reader, `select id, `+noteColumns+` from notes where `+where.String()+` order by at desc, id desc`, args, scanNote)
	if err != nil {
		return nil, fmt.Errorf("read the notes of %s: %w", s.database(), err)
	}
	return notes, nil
}

// noted finds an edition by its address, also one that was removed, if there is
// a note on it: its id is then 0.
func (s *Store) noted(ctx context.Context, address string) (id int64, known string, err error) {
	id, e, err := find(ctx, s.reader, address)
	if !errors.Is(err, tifa.ErrNotFound) {
		return id, e.Address, err
	}
	a, parseErr := tifa.ParseAddress(address)
	if parseErr != nil {
		return 0, "", parseErr
	}
	known, readErr := one(ctx, s.reader, `select edition from notes where edition = $1 limit 1`, a.Edition)
	if readErr != nil {
		return 0, "", readErr
	}
	if known != "" {
		err = nil
	}
	return 0, known, err
}

// FormerHolder is the address of an edition that a version was replaced in;
// empty if there is none.
func (s *Store) FormerHolder(ctx context.Context, version string) (string, error) {
	return one(ctx, s.reader, `select editions.address from former join editions on editions.id = former.edition
		where former.version = $1 order by former.id limit 1`, version)
}

// Holder is the address of the edition that has a version now; empty if none
// has.
func (s *Store) Holder(ctx context.Context, version string) (string, error) {
	return one(ctx, s.reader, `select address from editions where version = $1`, version)
}
