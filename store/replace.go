package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"tifa"
)

// Replacement is a corrected text of an edition, with its source, which must
// be kept already.
type Replacement struct {
	From   string // the version that it takes the place of; any other is not replaced
	Source tifa.Source
	Text   *tifa.Text
	By     string
	Why    string
	// Same gives, of each sentence of the old text that stands in the new one
	// with the same words and in the same order, its number there.
	Same map[int]int
}

// Replaced is what came of a Replacement.
type Replaced struct {
	Edition tifa.Edition // as it is now
	Carried Carried
}

// ErrMeanwhile says that what was to be changed is not what it was when it was
// looked at.
var ErrMeanwhile = errors.New("somebody else changed it meanwhile, look at it again")

// Replace puts a corrected text in the place of that of an edition. The old
// text and its source stay as a former version, which the history names. What
// people worked out by the old version stays with it, and is carried over to
// the new one where the same sentences stand there: see Carried. When Replace
// returns, all of it is on disk for good.
//
// The error wraps tifa.ErrDuplicate if this or another edition has the text,
// and ErrMeanwhile if the edition is not of version From any more.
func (s *Store) Replace(ctx context.Context, address string, r Replacement) (Replaced, error) {
	_, e, err := findPresent(ctx, s.reader, address)
	if err != nil {
		return Replaced{}, err
	}
	r.By, r.Why = tidied(r.By), lines(r.Why)
	next := e
	next.Source = r.Source
	made, err := prepare(Record{Edition: next, Text: r.Text})
	var out Replaced
	if err == nil {
		out, err = s.replace(ctx, &r, &made)
	}
	if err != nil {
		return Replaced{}, fmt.Errorf("replace the text of %s: %w", e.Address, err)
	}
	return out, nil
}

func (s *Store) replace(ctx context.Context, r *Replacement, made *row) (Replaced, error) {
	var out Replaced
	p := putting{store: s}
	err := s.change(ctx, func(tx *sql.Tx) (bool, error) {
		id, old, err := findPresent(ctx, tx, made.Address)
		if err != nil {
			return false, err
		}
		if err := mayReplace(ctx, tx, &old, made.Version, r.From); err != nil {
			return false, err
		}
		if err := p.files(ctx, []row{*made}); err != nil {
			return false, err
		}
		// What is stated of an edition may have been edited since it was read.
		next := old
		next.Source, next.Version, next.Chars, next.Count = made.Source, made.Version, made.Chars, made.Count
		if err := succeed(ctx, tx, id, &old, &next, made.division, r); err != nil {
			return false, err
		}
		out.Edition = next
		out.Carried, err = carry(ctx, tx, old.Version, next.Version, r)
		return true, err
	})
	if err != nil {
		// Leftovers do no harm, so that a failure to clear them is none.
		_ = s.clear(context.WithoutCancel(ctx), p.created, nil)
	}
	return out, err
}

// mayReplace says why a version cannot take the place of the text of old.
func mayReplace(ctx context.Context, tx *sql.Tx, old *tifa.Edition, version, from string) error {
	if old.Version != from {
		return fmt.Errorf("it is of version %s by now: %w", short(old.Version), ErrMeanwhile)
	}
	if version == old.Version {
		return fmt.Errorf("the new text is the one that it has, word for word and sentence for sentence: %w", tifa.ErrDuplicate)
	}
	holder, err := one(ctx, tx, `select address from editions where version = $1`, version)
	if err == nil && holder != "" {
		err = fmt.Errorf("the new text is that of %s: %w", holder, tifa.ErrDuplicate)
	}
	return err
}

// succeed writes next in the place of old, and old among the former versions.
func succeed(ctx context.Context, tx *sql.Tx, id int64, old, next *tifa.Edition, division []byte, r *Replacement) error {
	at := now()
	since := old.Added
	formers, err := formersOf(ctx, tx, id)
	if err != nil {
		return err
	}
	if n := len(formers); n > 0 {
		since = formers[n-1].Until
	}
	_, err = tx.ExecContext(ctx, `insert into texts (version, division) values ($1, $2) on conflict (version) do nothing`, next.Version, division)
	if err != nil {
		return fmt.Errorf("write the division: %w", err)
	}
	_, err = tx.ExecContext(ctx, `insert into former (edition, `+formerColumns+`)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		id, old.Version, old.Source.SHA256, old.Source.URL, old.Source.MediaType, old.Source.Retrieved, old.Source.Record,
		old.Chars, old.Count, since, at, next.Version, r.By, r.Why)
	if err != nil {
		return fmt.Errorf("keep the version that it had: %w", err)
	}
	if err := write(ctx, tx, id, next); err != nil {
		return err
	}
	return remember(ctx, tx, id, []HistoryEntry{{old.Address, at, r.By, "version", old.Version, next.Version}})
}

// Carried says what became of people's work on the bitexts of an edition whose
// text was replaced. What was not carried over is kept by the old version, as
// everything is.
type Carried struct {
	Pairs     int `json:"pairs"`      // people's word that two texts are a bitext, or are none
	Beads     int `json:"beads"`      // locked beads whose sentences stand in the new text as they were
	BeadsLeft int `json:"beads_left"` // locked beads that were not carried over
	Seen      int `json:"seen"`       // seen marks on findings about such sentences
	SeenLeft  int `json:"seen_left"`
}

// carry carries people's work from one version of a text to the next.
func carry(ctx context.Context, tx *sql.Tx, from, to string, r *Replacement) (Carried, error) {
	c := carrying{tx: tx, from: from, to: to, r: r}
	for _, step := range []func(context.Context) error{c.pairs, c.beads, c.seen} {
		if err := step(ctx); err != nil {
			return Carried{}, fmt.Errorf("carry people's work over: %w", err)
		}
	}
	if c.done.Pairs+c.done.Beads+c.done.Seen > 0 {
		if _, err := tx.ExecContext(ctx, `update library set work = work + 1`); err != nil {
			return Carried{}, err
		}
	}
	return c.done, nil
}

// carrying is the state of one carry.
type carrying struct {
	tx       *sql.Tx
	from, to string // versions
	r        *Replacement
	done     Carried
}

// facing chooses the rows of a table on a pair of versions of which one is the
// replaced one, and the other is not itself a version that was replaced: what
// was decided there has been carried over already.
const facing = ` (src = $1 or tgt = $1) and not exists (select version from former
	where version in (src, tgt) and version <> $1 and version not in (select version from editions))`

// turned puts the new version in the place of the old one; false where the two
// sides would then be one text.
func (c *carrying) turned(src, tgt *string) bool {
	for _, v := range []*string{src, tgt} {
		if *v == c.from {
			*v = c.to
		}
	}
	return *src != *tgt
}

// run is where a run of sentences stands in the new text; false where it does
// not stand there as it was.
func (c *carrying) run(run []int) ([]int, bool) {
	out := make([]int, len(run))
	for i, n := range run {
		to, ok := c.r.Same[n]
		if !ok || i > 0 && to != out[i-1]+1 {
			return nil, false
		}
		out[i] = to
	}
	return out, true
}

func (c *carrying) pairs(ctx context.Context) error {
	pairs, err := collect(ctx, c.tx, `select `+pairColumns+` from pairs where`+facing+` order by src, tgt`, []any{c.from}, scanPair)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		if !c.turned(&p.Src, &p.Tgt) {
			continue
		}
		before, err := pair(ctx, c.tx, p.Src, p.Tgt)
		if err != nil {
			return err
		}
		c.done.Pairs++
		if len(before) > 0 && before[0].Not == p.Not {
			continue // a text that came back
		}
		if err := keepPair(ctx, c.tx, p, c.r.By, before); err != nil {
			return err
		}
	}
	return nil
}

// sided is two runs with that of the replaced text as it stands in the new one;
// false where it does not stand there, or where nothing is said of that text:
// what was missing in the old one may be in the new one.
func (c *carrying) sided(src, tgt string, srcRun, tgtRun []int) (s, t []int, ok bool) {
	s, t, ok = srcRun, tgtRun, true
	switch c.from {
	case src:
		s, ok = c.run(srcRun)
		ok = ok && len(s) > 0
	case tgt:
		t, ok = c.run(tgtRun)
		ok = ok && len(t) > 0
	}
	return s, t, ok
}

// beads carries the locked beads over, as one edit a bitext.
func (c *carrying) beads(ctx context.Context) error {
	pairs, err := collect(ctx, c.tx, `select distinct src, tgt from bead_edits where undone_at = '' and`+facing+` order by src, tgt`,
		[]any{c.from}, func(rows *sql.Rows) (p Pair, err error) {
			err = rows.Scan(&p.Src, &p.Tgt)
			return p, err
		})
	if err != nil {
		return err
	}
	for _, p := range pairs {
		edits, err := beadEdits(ctx, c.tx, p.Src, p.Tgt)
		if err != nil {
			return err
		}
		var over []tifa.Bead
		for _, b := range fold(edits) {
			var ok bool
			if b.Src, b.Tgt, ok = c.sided(p.Src, p.Tgt, b.Src, b.Tgt); ok {
				over = append(over, b)
			} else {
				c.done.BeadsLeft++
			}
		}
		if !c.turned(&p.Src, &p.Tgt) {
			continue
		}
		c.done.Beads += len(over)
		if err := c.lock(ctx, p, over); err != nil {
			return err
		}
	}
	return nil
}

// lock puts beads among the locked ones of a bitext. It can have some already
// where a text has come back; they give way.
func (c *carrying) lock(ctx context.Context, p Pair, beads []tifa.Bead) error {
	edits, err := beadEdits(ctx, c.tx, p.Src, p.Tgt)
	if err != nil {
		return err
	}
	e := BeadEdit{Src: p.Src, Tgt: p.Tgt, Op: carryOp, Removed: []tifa.Bead{}, Added: []tifa.Bead{}, At: now(), By: c.r.By}
	there := fold(edits)
	for _, b := range there {
		if indexBead(beads, b) < 0 && checkOverlap(append(slices.Clone(beads), b)) != nil {
			e.Removed = append(e.Removed, b)
		}
	}
	for _, b := range beads {
		if indexBead(there, b) < 0 {
			e.Added = append(e.Added, b)
		}
	}
	if len(e.Removed)+len(e.Added) == 0 {
		return nil
	}
	return insertEdit(ctx, c.tx, &e)
}

func (c *carrying) seen(ctx context.Context) error {
	marks, err := collect(ctx, c.tx, `select `+seenColumns+` from seen where`+facing+`
		order by src, tgt, finding, src_run, tgt_run`, []any{c.from}, scanSeen)
	if err != nil {
		return err
	}
	for _, m := range marks {
		var ok bool
		m.SrcRun, m.TgtRun, ok = c.sided(m.Src, m.Tgt, m.SrcRun, m.TgtRun)
		if !ok || !c.turned(&m.Src, &m.Tgt) {
			c.done.SeenLeft++
			continue
		}
		c.done.Seen++
		before, err := findSeen(ctx, c.tx, &m)
		if err != nil {
			return err
		}
		if len(before) > 0 && before[0].Note == m.Note {
			continue
		}
		if err := keepSeen(ctx, c.tx, &m, c.r.By, before); err != nil {
			return err
		}
	}
	return nil
}
