package api

import (
	"net/url"
	"strings"

	"tifa/discourse"
	"tifa/library"
)

// aboutStatements are the endpoints about who must, may, will, supports or
// opposes what.
func aboutStatements() []*endpoint {
	const worth = "Candidates by rule; worth says how many of judged ones were right. What is worth too little is left out without experimental=true, and note says so."
	return []*endpoint{
		single(endpoint{
			method: get, path: "statements", summary: "who must, should or may do what; who supports or opposes what",
			about: worth, params: with(statementParams, editionParam), columns: statementColumns,
		}, func(c *call) (*library.Statements, error) {
			edition, o := one[string](&c.query, editionParam), read(c, StatementOptions)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Statements(c.ctx(), edition, o, c.sent)
		}, func(s *library.Statements, row row) error { return statementRows(s.Statements, row) }),
		single(endpoint{
			method: get, path: "statements/matrix", summary: "how often each actor must, shall, may …",
			about: worth, params: with(statementParams, editionParam),
			columns: []column{{"actor", "as he is named most often; empty: nobody is named"}, {"kind", "modality or stance, with not where it is negated: should not"}, {"count", "statements"}},
		}, func(c *call) (*library.StatementMatrix, error) {
			edition, o := one[string](&c.query, editionParam), read(c, StatementOptions)
			if c.err != nil {
				return nil, c.err
			}
			s, err := c.l.Statements(c.ctx(), edition, o, c.sent)
			if err != nil {
				return nil, err
			}
			return s.Matrix(), nil
		}, func(m *library.StatementMatrix, row row) error {
			for i := range m.Matrix.Rows {
				r := &m.Matrix.Rows[i]
				for k, n := range r.Counts {
					if n == 0 {
						continue
					}
					if err := row(orEmpty(r.Actor), m.Matrix.Columns[k], n); err != nil {
						return err
					}
				}
			}
			return nil
		}),
		single(endpoint{
			method: get, path: "statements/commitments", summary: "what a text promises, with numbers, deadlines and bounds where it gives them",
			about: worth, params: []*param{editionParam, actorParam, experimentalParam},
			columns: []column{
				{"address", "of the sentence"},
				{"actor", "who promises"},
				{"number", "in the words of the text"},
				{"value", "in digits"},
				{"unit", "what is counted, where it is a common unit"},
				{"bound", "about, at least or at most"},
				{"deadline", "in the words of the text"},
				{"target", "what the number is of"},
				{"quote", "the clause"},
			},
		}, func(c *call) (*library.Commitments, error) {
			edition, o := one[string](&c.query, editionParam), read(c, StatementOptions)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Commitments(c.ctx(), edition, o, c.sent)
		}, func(x *library.Commitments, row row) error {
			for i := range x.Commitments {
				m := &x.Commitments[i]
				if err := row(m.Address, orEmpty(m.Actor), m.Number, m.Value, m.Unit, orEmpty(m.Bound), orEmpty(m.Deadline), orEmpty(m.Target), m.Quote); err != nil {
					return err
				}
			}
			return nil
		}),
		single(endpoint{
			method: get, path: "statements/shifts", summary: "statements that bind more or less in another version, or in the translation",
			about: worth, params: []*param{aParam, bParam, experimentalParam},
			columns: []column{
				{"a", "address"},
				{"b", "address"},
				{"from", "the word that decides in a"},
				{"to", "in b"},
				{"direction", "stronger, weaker or other"},
				{"a_quote", "the clause"},
				{"b_quote", "the clause"},
			},
		}, func(c *call) (*library.StatementShifts, error) {
			a, b, err := c.two()
			o := read(c, StatementOptions)
			if err != nil || c.err != nil {
				return nil, c.err
			}
			return c.l.StatementShifts(c.ctx(), a, b, o, c.sent)
		}, func(x *library.StatementShifts, row row) error {
			for i := range x.Shifts {
				s := &x.Shifts[i]
				if err := row(s.A.Address, s.B.Address, s.From, s.To, s.Direction, s.A.Quote, s.B.Quote); err != nil {
					return err
				}
			}
			return nil
		}),
		single(endpoint{
			method: get, path: "statements/actor", summary: "the statements of one actor in all texts that the filter chooses, by date",
			about: worth, params: with(filterParams, statementParams...), columns: statementColumns,
		}, func(c *call) (*library.ActorTime, error) {
			o, f := read(c, StatementOptions), read(c, Filter)
			if c.err == nil && o.Actor == "" {
				c.err = actorParam.wrong("is missing")
			}
			if c.err != nil {
				return nil, c.err
			}
			return c.l.ActorTime(c.ctx(), o, f)
		}, func(t *library.ActorTime, row row) error {
			for i := range t.Editions {
				if err := statementRows(t.Editions[i].Statements, row); err != nil {
					return err
				}
			}
			return nil
		}),
	}
}

var (
	modalityParam = &param{name: "modality", kind: list, values: append(discourse.ModalityKinds(), discourse.MustNot), about: "only these modalities; must not is prohibited"}
	stanceParam   = &param{name: "stance", many: true, about: "only this stance: supports, opposes, calls for, urges, encourages, promises, condemns …; may be repeated"}
	actorParam    = &param{name: "actor", about: "only statements of, or directed at, this actor; a part of the name is enough"}

	statementParams = []*param{modalityParam, stanceParam, actorParam, experimentalParam}

	statementColumns = []column{
		{"address", "of the sentence"},
		{"actor", "who acts, or whose stance it is"},
		{"inferred", "the actor was carried over from before"},
		{"modality", "must, shall, should …"},
		{"stance", "supports, opposes …"},
		{"negated", "it is negated"},
		{"cue", "the word that decided it"},
		{"topic", "what stands in the place of an actor"},
		{"target", "who is urged or encouraged"},
		{"action", "what is to be done"},
		{"object", "what the stance is about, or what something is done to"},
		{"reported_of", "who says so, where it is not the text itself"},
		{"quote", "the clause"},
	}
)

// StatementOptions reads modality, stance, actor and experimental.
func StatementOptions(v url.Values) (library.StatementOptions, error) {
	q := &query{Values: v}
	o := library.StatementOptions{
		Modality: q.all(modalityParam), Stance: q.all(stanceParam),
		Actor: strings.TrimSpace(one[string](q, actorParam)), Experimental: one[bool](q, experimentalParam),
	}
	for i := range o.Modality {
		o.Modality[i] = discourse.ModalityKind(o.Modality[i])
	}
	return o, q.err
}

func statementRows(statements []discourse.Statement, row row) error {
	for i := range statements {
		s := &statements[i]
		err := row(s.Address, orEmpty(s.Actor), s.Inferred, orEmpty(s.Modality), orEmpty(s.Stance), s.Negated, s.Cue,
			orEmpty(s.Topic), orEmpty(s.Target), orEmpty(s.Action), orEmpty(s.Object), orEmpty(s.ReportedOf), s.Quote)
		if err != nil {
			return err
		}
	}
	return nil
}

// orEmpty is the words of a field that may be null.
func orEmpty(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}
