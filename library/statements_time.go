package library

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
)

// ActorTime is what one actor must, may, will, supports or opposes, text by text.
type ActorTime struct {
	Actor    string            `json:"actor"`
	Names    []string          `json:"names"` // under which he was looked for: in other languages too
	Near     []string          `json:"near"`  // names of actors that may have been meant, where nothing was found
	Worth    []discourse.Worth `json:"worth"` // of each kind, over all languages
	Note     string            `json:"note"`
	Columns  []string          `json:"columns"` // modalities, then stances
	Editions []ActorEdition    `json:"editions"`
	Coverage tifa.Coverage     `json:"coverage"`

	Naming int `json:"-"` // texts in which the name stands
	Unread int `json:"-"` // those of them that were not looked at yet
	Anew   int `json:"-"` // those of them that were not analysed before
}

// ActorLook says how an actor is looked for who is looked for in the background.
type ActorLook struct {
	// Keep keeps what is found in texts that were not analysed before, so that
	// the next question need not find it again.
	Keep bool
	// Part is told the answer from the texts that were looked at so far: those
	// that were analysed before come first. It must not be changed.
	Part func(*ActorTime)
}

// partEvery is after how many texts that are not analysed Part is told: they
// take some 10 ms each.
const partEvery = 50

// ActorEdition is one text with statements of the actor.
type ActorEdition struct {
	Edition    string                `json:"edition"`
	Title      string                `json:"title"`
	Date       tifa.Date             `json:"date"`
	Lang       string                `json:"lang"`
	Counts     []int                 `json:"counts"` // by column
	Statements []discourse.Statement `json:"statements"`
}

// ActorTime finds the statements of an actor in all texts that a filter
// chooses, in the order of their dates. Only texts in which the name stands are
// read.
func (l *Library) ActorTime(ctx context.Context, o StatementOptions, f concordance.Filter) (*ActorTime, error) {
	return l.LookForActor(ctx, o, f, ActorLook{})
}

// LookForActor is ActorTime, and tells how far it has come.
func (l *Library) LookForActor(ctx context.Context, o StatementOptions, f concordance.Filter, look ActorLook) (*ActorTime, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	if o.Actor == "" {
		return nil, fmt.Errorf("say whose statements: give an actor: %w", tifa.ErrUsage)
	}
	tables, err := l.statementTables()
	if err != nil {
		return nil, err
	}
	out := &ActorTime{Actor: o.Actor, Near: []string{}, Worth: []discourse.Worth{}, Columns: []string{}, Editions: []ActorEdition{}, Coverage: l.index.Coverage(f)}
	if out.Worth, err = worths("", modalityKind, stanceKind); err != nil {
		return nil, err
	}
	a, err := l.analyser()
	if err != nil {
		return nil, err
	}
	actor, err := l.actorNames(ctx, o.Actor, tables)
	if err != nil {
		return nil, err
	}
	out.Names = actor.names
	editions, err := l.naming(ctx, actor.names, f)
	if err != nil {
		return nil, err
	}
	r := &actorReading{
		l: l, analyser: a, tables: tables, actor: actor, o: &o, look: look, out: out, editions: editions,
		found: make([]*Statements, len(editions)), pool: actorPool{},
	}
	if err := r.read(ctx); err != nil {
		return nil, err
	}
	pool := r.pool
	if len(out.Editions) > 0 {
		return out, nil
	}
	if err := l.poolOfAll(ctx, a, f, pool); err != nil {
		return nil, err
	}
	out.Near, err = l.nearNames(ctx, actor, pool, f)
	return out, err
}

// actorReading looks for an actor in the texts that name him.
type actorReading struct {
	l        *Library
	analyser *analyser
	tables   *statementTables
	actor    *actorNames
	o        *StatementOptions
	look     ActorLook
	out      *ActorTime
	editions []tifa.Edition
	found    []*Statements // by edition; nil: not looked at
	pool     actorPool
}

// read looks at all texts: first at those whose analysis is kept.
func (r *actorReading) read(ctx context.Context) error {
	var anew []int
	for i := range r.editions {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.l.o.Progress("reading statements", int64(i), int64(len(r.editions)), "texts")
		kept, err := r.analyser.read(&r.editions[i])
		if err != nil { // not analysed, or of other tables
			anew = append(anew, i)
		} else if err := r.choose(i, nil, kept.Statements); err != nil {
			return err
		}
		if i%(20*partEvery) == 20*partEvery-1 {
			r.tell(r.editionsAfter(i), len(anew))
		}
	}
	r.tell(len(anew), len(anew))
	for k, i := range anew {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.l.o.Progress("reading statements", int64(len(r.editions)-len(anew)+k), int64(len(r.editions)), "texts")
		e := &r.editions[i]
		t, err := r.l.text(ctx, e)
		if err != nil {
			return err
		}
		var found []discourse.Statement
		if r.look.Keep {
			var a *Analysis
			if a, err = r.analyser.find(e, t); err != nil {
				return err
			}
			found, err = a.Statements, r.analyser.keep(e, a)
		} else {
			found, err = r.l.stated(e, t, r.tables)
		}
		if err == nil {
			err = r.choose(i, t, found)
		}
		if err != nil {
			return err
		}
		if k%partEvery == partEvery-1 {
			r.tell(len(anew)-k-1, len(anew))
		}
	}
	r.gather(r.out)
	return nil
}

// editionsAfter is how many texts stand behind one.
func (r *actorReading) editionsAfter(i int) int { return len(r.editions) - i - 1 }

// choose takes the statements of the actor from those of a text.
func (r *actorReading) choose(i int, t *tifa.Text, found []discourse.Statement) error {
	s, err := r.l.statementsOf(&subject{edition: r.editions[i], text: t}, orEmpty(found), r.tables, r.o, r.actor)
	if err != nil {
		return err
	}
	r.pool.add(s.All)
	s.All = nil
	r.found[i] = s
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
		out.Note = cmp.Or(out.Note, s.Note)
		if e := &r.editions[i]; len(s.Statements) > 0 {
			out.Editions = append(out.Editions, ActorEdition{Edition: e.Address, Title: e.Title, Date: e.Date, Lang: e.Lang, Statements: s.Statements})
		}
	}
	out.count()
}

// naming are the editions that a filter chooses and in which one of some names
// stands, in the order of their dates.
func (l *Library) naming(ctx context.Context, names []string, f concordance.Filter) ([]tifa.Edition, error) {
	named := map[string]bool{}
	for _, name := range names {
		hits, err := l.index.Hits(ctx, concordance.Literal(name), f, concordance.ByDate, 0, 0)
		if err != nil {
			return nil, err
		}
		for i := range hits {
			named[hits[i].Info().Edition] = true
		}
	}
	all, err := l.List(ctx, f)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(e tifa.Edition) bool { return !named[e.Address] }), nil
}

// count counts the statements of each text by what they are.
func (a *ActorTime) count() {
	key := func(p *string) string {
		if p == nil {
			return ""
		}
		return *p
	}
	var all []discourse.Statement
	for i := range a.Editions {
		all = append(all, a.Editions[i].Statements...)
	}
	a.Columns = discourse.MatrixOf(all).Columns
	for i := range a.Editions {
		e := &a.Editions[i]
		e.Counts = make([]int, len(a.Columns))
		for j := range e.Statements {
			s := &e.Statements[j]
			for k, c := range a.Columns {
				if c == key(s.Modality) || c == key(s.Stance) {
					e.Counts[k]++
				}
			}
		}
	}
}
