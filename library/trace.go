package library

import (
	"context"
	"fmt"

	"tifa/concordance"
	"tifa/lineage"
)

// TraceOptions say how the history of a formulation is told.
type TraceOptions struct {
	By    string // year, month or day; empty: year
	Limit int    // of each list of phrases; 0: the usual one

	Across bool   // with the renderings in other languages
	Into   string // only those in this language; empty: all
}

// Traced is the history of a formulation.
type Traced struct {
	lineage.Traced
	Across
	Temperature *Heats `json:"temperature"`    // the steps by year, whatever the periods are
	Thin        string `json:"thin,omitempty"` // why the coverage is too thin to trust, if it is
}

// Trace tells where a formulation came from and what became of it.
func (l *Library) Trace(ctx context.Context, q Query, o TraceOptions) (*Traced, error) {
	parsed, err := l.parse(ctx, &q)
	if err != nil {
		return nil, err
	}
	by, err := concordance.ParsePeriod(o.By)
	if err != nil {
		return nil, err
	}
	if err := l.attestedLangs(ctx, parsed, &q.Filter); err != nil {
		return nil, err
	}
	t, err := lineage.Trace(ctx, l.index, parsed, lineage.Options{Filter: q.Filter, By: by, Limit: o.Limit})
	if err != nil {
		return nil, err
	}
	out := &Traced{Traced: *t, Across: Across{Renderings: []TracedRendering{}, FirstInUndecided: []string{}}}
	if out.Temperature, err = l.heats(ctx, parsed, q.Filter); err != nil {
		return nil, err
	}
	if o.Across {
		across, err := l.across(ctx, q, o.Into)
		if err != nil {
			return nil, err
		}
		out.Across = *across
	}
	if t.Coverage.Editions < Enough {
		out.Thin = fmt.Sprintf("first here means first among %s", plural(t.Coverage.Editions, "text"))
	}
	return out, nil
}

// Across tells what a formulation is in the other languages of the library:
// what Trace tells beside the history, for those who ask for it on its own.
func (l *Library) Across(ctx context.Context, q Query, into string) (*Across, error) {
	parsed, err := l.parse(ctx, &q)
	if err != nil {
		return nil, err
	}
	if err := l.attestedLangs(ctx, parsed, &q.Filter); err != nil {
		return nil, err
	}
	return l.across(ctx, q, into)
}
