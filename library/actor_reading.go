package library

import (
	"cmp"
	"context"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"tifa"
	"tifa/discourse"
)

// partEvery is after how many texts that are not analysed Part is told: they
// take some 4 ms each.
const partEvery = 50

// actorReading looks for an actor in the texts that name him.
type actorReading struct {
	l        *Library
	analyser *analyser
	actor    *actorNames
	o        *StatementOptions
	look     ActorLook
	out      *ActorTime
	editions []tifa.Edition
	found    []*actorFound // by edition; nil: not looked at
	showing  map[string]*showing
	pool     actorPool
}

// actorFound is what one text says of the actor.
type actorFound struct {
	note       string
	statements []discourse.Statement
}

// read looks at all texts: first at those whose statements are kept, then at
// the others, the latest first. A text is read for its statements alone; with
// all else that an analysis has, and on one processor, 1,240 speeches took 45 s
// and take 4.
func (r *actorReading) read(ctx context.Context) error {
	all := make([]int, len(r.editions))
	for i := range all {
		all[i] = i
	}
	var anew []int
	var known int
	err := sideBySide(ctx, all, func(i int) ([]discourse.Statement, error) {
		kept, err := r.analyser.statementsKept(&r.editions[i])
		if err != nil { // not analysed, or of other tables
			return nil, nil //nolint:nilerr // it is found anew below, whatever is wrong with what was kept
		}
		return orEmpty(kept), nil
	}, func(i int, kept []discourse.Statement) error {
		r.l.o.Progress("reading statements", int64(known), int64(len(r.editions)), "texts")
		if kept == nil {
			anew = append(anew, i)
			return nil
		}
		if known++; known%(20*partEvery) == 0 {
			r.tell(len(r.editions)-known, len(anew))
		}
		return r.choose(i, kept)
	})
	if err != nil {
		return err
	}
	r.tell(len(anew), len(anew))
	slices.SortFunc(anew, func(a, b int) int { return cmp.Compare(b, a) })
	done := 0
	err = sideBySide(ctx, anew, func(i int) ([]discourse.Statement, error) {
		e := &r.editions[i]
		t, err := r.l.text(ctx, e)
		if err != nil {
			return nil, err
		}
		found, err := r.analyser.stated(e, t)
		if err == nil && r.look.Keep {
			err = r.analyser.keepStatements(e, found)
		}
		return found, err
	}, func(i int, found []discourse.Statement) error {
		r.l.o.Progress("reading statements", int64(known+done), int64(len(r.editions)), "texts")
		if err := r.choose(i, found); err != nil {
			return err
		}
		if done++; done%partEvery == 0 {
			r.tell(len(anew)-done, len(anew))
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.gather(r.out)
	return nil
}

// sideBySide does the work of some numbers on all processors, and has each
// result taken, one at a time, as it comes.
func sideBySide[T any](ctx context.Context, numbers []int, work func(int) (T, error), take func(int, T) error) error {
	type result struct {
		number int
		of     T
	}
	g, ctx := errgroup.WithContext(ctx)
	next, results := make(chan int), make(chan result)
	g.Go(func() error {
		defer close(next)
		for _, n := range numbers {
			select {
			case next <- n:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		return nil
	})
	for range runtime.GOMAXPROCS(0) {
		g.Go(func() error {
			for n := range next {
				of, err := work(n)
				if err != nil {
					return err
				}
				select {
				case results <- result{n, of}:
				case <-ctx.Done():
					return context.Cause(ctx)
				}
			}
			return nil
		})
	}
	g.Go(func() error {
		for range numbers {
			select {
			case x := <-results:
				if err := take(x.number, x.of); err != nil {
					return err
				}
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		return nil
	})
	return g.Wait()
}

// choose takes the statements of the actor from those of a text.
func (r *actorReading) choose(i int, found []discourse.Statement) error {
	e := &r.editions[i]
	s := r.showing[e.Lang]
	if s == nil {
		var err error
		if s, err = newShowing(e.Lang, r.analyser.statements, r.o, r.actor); err != nil {
			return err
		}
		r.showing[e.Lang] = s
	}
	all, chosen := s.of(found, r.o)
	r.pool.add(all)
	r.found[i] = &actorFound{s.note, chosen}
	return nil
}

// tell gives the answer so far to who waits for it.
func (r *actorReading) tell(unread, anew int) {
	if r.look.Part == nil {
		return
	}
	part := *r.out
	part.Naming, part.Unread, part.Anew = len(r.editions), unread, anew
	r.gather(&part)
	r.look.Part(&part)
}

// gather puts what was found in the order of the dates.
func (r *actorReading) gather(out *ActorTime) {
	out.Editions = []ActorEdition{}
	for i, s := range r.found {
		if s == nil {
			continue
		}
		out.Note = cmp.Or(out.Note, s.note)
		if e := &r.editions[i]; len(s.statements) > 0 {
			out.Editions = append(out.Editions, ActorEdition{Edition: e.Address, Title: e.Title, Date: e.Date, Lang: e.Lang, Statements: s.statements})
		}
	}
	out.count()
}
