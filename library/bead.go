package library

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tifa"
	"tifa/bitext"
	"tifa/store"
)

// EditBeads carries out one correction of a person on the beads of two
// editions: lock, unlock, split, merge or move. places name sentences: s12 of
// the first edition, t20 of the second, s12-14 a run. What the correction
// makes is locked; undo takes it back. A pair that was no bitext of the library
// becomes one.
//
//   - lock, unlock: every bead that holds one of the sentences;
//   - merge: the beads that hold the sentences become one;
//   - split: the bead is cut before s12 and before t20; where only one side is
//     named, the other stays whole with the first part;
//   - move: the sentences named first go to the bead that holds the sentence
//     named last, which must be the next or the one before.
func (l *Library) EditBeads(ctx context.Context, op, a, b string, places []string) (store.BeadEdit, error) {
	x, err := l.editable(ctx, a, b)
	if err != nil {
		return store.BeadEdit{}, err
	}
	at, err := parsePlaces(places)
	if err != nil {
		return store.BeadEdit{}, err
	}
	e := &beadEdit{x: x, places: at}
	switch op {
	case "lock", "unlock":
		err = e.lock(op == "lock")
	case "merge":
		err = e.merge()
	case "split":
		err = e.split()
	case "move":
		err = e.move()
	default:
		err = fmt.Errorf("%q is no correction: %w", op, tifa.ErrUsage)
	}
	if err != nil {
		return store.BeadEdit{}, err
	}
	return l.keepEdit(ctx, x, op, e)
}

// longestBead is the most sentences of one side of a bead that people make.
const longestBead = 1000

func (l *Library) keepEdit(ctx context.Context, x *Bitext, op string, e *beadEdit) (store.BeadEdit, error) {
	for _, b := range e.added {
		if n := max(len(b.Src), len(b.Tgt)); n > longestBead {
			return store.BeadEdit{}, fmt.Errorf("a bead of %d sentences would say nothing; %d are the most: %w", n, longestBead, tifa.ErrUsage)
		}
	}
	if x.turned {
		e.removed, e.added = turnedBeads(e.removed), turnedBeads(e.added)
	}
	key := x.key()
	kept, err := l.store.AddBeadEdit(ctx, store.BeadEdit{
		Src: key[0], Tgt: key[1], Op: op, Removed: e.removed, Added: e.added, By: l.o.By,
	})
	if err != nil {
		return kept, err
	}
	return turnedEdit(kept, x.turned), nil
}

// turnedEdit is an edit in the direction in which it was asked for.
func turnedEdit(e store.BeadEdit, turned bool) store.BeadEdit {
	if turned {
		e.Src, e.Tgt = e.Tgt, e.Src
		e.Removed, e.Added = turnedBeads(e.Removed), turnedBeads(e.Added)
	}
	return e
}

// UndoBeads takes back the last correction of two editions that was not taken
// back yet. Nothing is aligned for it: a correction that the aligner cannot
// follow must be undone too.
func (l *Library) UndoBeads(ctx context.Context, a, b string) (store.BeadEdit, error) {
	x, err := l.named(ctx, a, b)
	if err == nil && x.Src.ReplacedBy+x.Tgt.ReplacedBy != "" {
		err = fmt.Errorf("%s, %s: the beads of a former version stay as they are: %w", x.Src.Pinned(), x.Tgt.Pinned(), tifa.ErrUsage)
	}
	if err != nil {
		return store.BeadEdit{}, err
	}
	key := x.key()
	e, err := l.store.UndoBeadEdit(ctx, key[0], key[1], l.o.By)
	return turnedEdit(e, x.turned), err
}

// named is two editions of the library as a bitext without its beads.
func (l *Library) named(ctx context.Context, a, b string) (*Bitext, error) {
	src, _, err := l.whole(ctx, a)
	if err != nil {
		return nil, err
	}
	tgt, _, err := l.whole(ctx, b)
	if err != nil {
		return nil, err
	}
	return &Bitext{Src: src, Tgt: tgt, turned: bitext.Turned(src.Lang, tgt.Lang)}, nil
}

// BeadEdits are all corrections of two editions, the oldest first.
func (l *Library) BeadEdits(ctx context.Context, a, b string) ([]store.BeadEdit, error) {
	x, err := l.named(ctx, a, b)
	if err != nil {
		return nil, err
	}
	key := x.key()
	edits, err := l.store.BeadEdits(ctx, key[0], key[1])
	for i := range edits {
		edits[i] = turnedEdit(edits[i], x.turned)
	}
	return edits, err
}

// editable is the bitext of two editions of the library, which is kept as one
// if it was not yet.
func (l *Library) editable(ctx context.Context, a, b string) (*Bitext, error) {
	for _, address := range []string{a, b} {
		if _, _, err := l.present(ctx, address); err != nil {
			return nil, err
		}
	}
	x, err := l.align(ctx, a, b, Stated{}, Uploads(nil))
	if err != nil || x.Kept {
		return x, err
	}
	if err := l.SetPair(ctx, a, b, false); err != nil {
		return nil, err
	}
	return l.align(ctx, a, b, Stated{}, Uploads(nil))
}

// place is a run of sentences of one side.
type place struct {
	tgt      bool
	from, to int
}

func parsePlaces(words []string) ([]place, error) {
	if len(words) == 0 {
		return nil, fmt.Errorf("name sentences: s12 of the first text, t20 of the second, s12-14 a run: %w", tifa.ErrUsage)
	}
	var out []place
	for _, w := range words {
		p := place{tgt: strings.HasPrefix(w, "t")}
		numbers, ok := strings.CutPrefix(strings.Replace(w, "t", "s", 1), "s")
		first, last, run := strings.Cut(numbers, "-")
		var err, err2 error
		p.from, err = strconv.Atoi(first)
		if p.to = p.from; run {
			p.to, err2 = strconv.Atoi(last)
		}
		if !ok || err != nil || err2 != nil || p.from < 1 || p.to < p.from {
			return nil, fmt.Errorf("%q names no sentences: write s12, t20 or s12-14: %w", w, tifa.ErrUsage)
		}
		out = append(out, p)
	}
	return out, nil
}

// beadEdit works out what a correction removes and adds.
type beadEdit struct {
	x              *Bitext
	places         []place
	removed, added []tifa.Bead
}

// holding is the numbers of the beads that hold sentences of the places.
func (e *beadEdit) holding(places ...place) ([]int, error) {
	var out []int
	for _, p := range places {
		n := len(e.x.Texts.Src.Sentences)
		if p.tgt {
			n = len(e.x.Texts.Tgt.Sentences)
		}
		if p.to > n {
			return nil, fmt.Errorf("%s%d: that text has %s: %w", map[bool]string{false: "s", true: "t"}[p.tgt], p.to, plural(n, "sentence"), tifa.ErrUsage)
		}
		for k, b := range e.x.Beads {
			run := b.Src
			if p.tgt {
				run = b.Tgt
			}
			if len(run) > 0 && run[0] <= p.to && run[len(run)-1] >= p.from {
				out = append(out, k)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// replace puts beads in the place of those with the numbers ks.
func (e *beadEdit) replace(ks []int, by ...tifa.Bead) {
	for _, k := range ks {
		if e.x.Beads[k].Locked {
			e.removed = append(e.removed, e.x.Beads[k])
		}
	}
	for _, b := range by {
		b.Kind = tifa.BeadKind(len(b.Src), len(b.Tgt))
		if len(b.Src)+len(b.Tgt) > 0 {
			e.added = append(e.added, b)
		}
	}
}

func (e *beadEdit) lock(lock bool) error {
	ks, err := e.holding(e.places...)
	if err != nil {
		return err
	}
	for _, k := range ks {
		b := e.x.Beads[k]
		switch {
		case lock && !b.Locked:
			e.replace([]int{k}, b)
		case !lock && b.Locked:
			e.replace([]int{k})
		}
	}
	if len(e.added)+len(e.removed) == 0 {
		return fmt.Errorf("nothing to do: the beads are %s already: %w", map[bool]string{true: "locked", false: "free"}[lock], tifa.ErrUsage)
	}
	return nil
}

// merge makes one bead of all from the first to the last that is named.
func (e *beadEdit) merge() error {
	ks, err := e.holding(e.places...)
	if err != nil {
		return err
	}
	if len(ks) < 2 {
		return fmt.Errorf("these sentences are in one bead already: %w", tifa.ErrUsage)
	}
	var one tifa.Bead
	var all []int
	for k := ks[0]; k <= ks[len(ks)-1]; k++ {
		// What nobody named is merged only where it stands in between and
		// could not be named on that side.
		if b := &e.x.Beads[k]; !slices.Contains(ks, k) && len(b.Src) > 0 && len(b.Tgt) > 0 {
			return fmt.Errorf("the sentences are not next to each other: s%d and t%d stand between, in a bead of their own: %w", b.Src[0], b.Tgt[0], tifa.ErrUsage)
		}
		one.Src = append(one.Src, e.x.Beads[k].Src...)
		one.Tgt = append(one.Tgt, e.x.Beads[k].Tgt...)
		all = append(all, k)
	}
	e.replace(all, one)
	return nil
}

func (e *beadEdit) split() error {
	ks, err := e.holding(e.places...)
	if err != nil {
		return err
	}
	if len(ks) != 1 || len(e.places) > 2 {
		return fmt.Errorf("name one sentence of either side of one bead, where its second part begins: s13 t20: %w", tifa.ErrUsage)
	}
	b := e.x.Beads[ks[0]]
	s, t := len(b.Src), len(b.Tgt)
	for _, p := range e.places {
		if p.tgt {
			t = slices.Index(b.Tgt, p.from)
		} else {
			s = slices.Index(b.Src, p.from)
		}
	}
	if s+t == 0 || s == len(b.Src) && t == len(b.Tgt) {
		return fmt.Errorf("one part would be empty: name the sentences where the second part begins: %w", tifa.ErrUsage)
	}
	e.replace(ks, tifa.Bead{Src: b.Src[:s], Tgt: b.Tgt[:t]}, tifa.Bead{Src: b.Src[s:], Tgt: b.Tgt[t:]})
	return nil
}

// move takes sentences from one end of a bead to the bead beside it.
func (e *beadEdit) move() error {
	if len(e.places) != 2 {
		return fmt.Errorf("name the sentences to move, then a sentence of the bead that they go to: t20 s13: %w", tifa.ErrUsage)
	}
	what := e.places[0]
	from, err := e.holding(what)
	if err != nil {
		return err
	}
	to, err := e.holding(e.places[1])
	if err != nil {
		return err
	}
	if len(from) != 1 || len(to) != 1 || from[0]-to[0] != 1 && to[0]-from[0] != 1 {
		return fmt.Errorf("sentences move between two beads that stand side by side: %w", tifa.ErrUsage)
	}
	a, b := e.x.Beads[from[0]], e.x.Beads[to[0]]
	down := to[0] > from[0]
	moved, stays := take(a.Src, what, down)
	goes, remain := &b.Src, &a.Src
	if what.tgt {
		moved, stays = take(a.Tgt, what, down)
		goes, remain = &b.Tgt, &a.Tgt
	}
	if moved == nil {
		return fmt.Errorf("only sentences at the end of a bead that faces the other can move; split it first: %w", tifa.ErrUsage)
	}
	*remain = stays
	if down {
		*goes = slices.Concat(moved, *goes)
		e.replace([]int{from[0], to[0]}, a, b)
	} else {
		*goes = slices.Concat(*goes, moved)
		e.replace([]int{to[0], from[0]}, b, a)
	}
	return nil
}

// take cuts the sentences of a place off the end of a run, or off its
// beginning; nil if they are not there.
func take(run []int, p place, end bool) (taken, rest []int) {
	n := p.to - p.from + 1
	if n > len(run) {
		return nil, run
	}
	if end {
		taken, rest = run[len(run)-n:], run[:len(run)-n]
	} else {
		taken, rest = run[:n], run[n:]
	}
	if taken[0] != p.from {
		return nil, run
	}
	return taken, rest
}
