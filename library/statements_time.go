package library

import (
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
	// Keep keeps the statements of texts that were not analysed before, so that
	// the next question need not find them again.
	Keep bool
	// Part is told the answer from the texts that were looked at so far: those
	// that were analysed before come first. It must not be changed.
	Part func(*ActorTime)
}

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
		l: l, analyser: a, actor: actor, o: &o, look: look, out: out, editions: editions,
		found: make([]*actorFound, len(editions)), showing: map[string]*showing{}, pool: actorPool{},
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
	var all []discourse.Statement
	for i := range a.Editions {
		all = append(all, a.Editions[i].Statements...)
	}
	a.Columns = discourse.MatrixOf(all).Columns
	for i := range a.Editions {
		e := &a.Editions[i]
		e.Counts = make([]int, len(a.Columns))
		for j := range e.Statements {
			modality, stance := e.Statements[j].Kinds()
			for k, c := range a.Columns {
				if c == modality || c == stance {
					e.Counts[k]++
				}
			}
		}
	}
}
