package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
	"tifa/library"
)

// statementsFlags are the flags of statements.
type statementsFlags struct {
	o           library.StatementOptions
	filter      concordance.Filter
	matrix      bool
	unresolved  bool
	commitments bool
	against     string
	limit       int
}

func (a *app) statementsCommand() *cobra.Command {
	var f statementsFlags
	cmd := &cobra.Command{
		Use:   "statements [EDITION|FILE] [flags]",
		Short: "who must, should or may do what; who supports or opposes what",
		Long: `Statements lists what somebody in a text must, shall, should, may or will do, is
encouraged or urged to do or must not do, and what he supports, opposes, calls
for, promises, condemns or welcomes: who, what, and the word that decided it.
(who) in brackets does not stand in the clause and was carried over from before;
“says” tells whose words they are, where they are not the text's own.

  --matrix        how often each actor must, shall, may …
  --commitments   numbers that are to be reached, with their deadline
  --against B     statements that bind more or less in B: another version of the
                  text, the older against the newer, or its translation; of a
                  version also the new duties, powers and prohibitions, and
                  those that are gone
  --unresolved    sentences with a modal word that made no statement, and why
  --actor NAME    those of one actor alone; without a text, in all texts that
                  the filter chooses, by date. The list of names and the term
                  base join his names in all languages: 中国 is China too

All are candidates by rule. What was right of fewer than six in ten judged ones
is shown with --experimental alone.

The words are a table for each language. A library can have more of its own:
tables/zh.json in its folder, with the keys of the built-in one, of which
text/lang in the source has the list:
  {"statements": {"stance": {"opposes": ["看不惯"]}, "modality": {"none": ["应当说"]}}}`,
		Example: `  tifa statements strategy-2023.zh
  tifa statements strategy-2023.zh --modality must,prohibited
  tifa statements strategy-2023.zh --against strategy-2023.en
  tifa statements --actor 政府 --from 2015`,
		Args: usage(0, 1, "one text at most", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.fit(args); err != nil {
				return err
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				return a.statements(cmd, l, args, &f)
			})
		},
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&f.o.Modality, "modality", nil, "only these `MODALITIES`: "+strings.Join(discourse.ModalityKinds(), ", "))
	flags.StringSliceVar(&f.o.Stance, "stance", nil, "only these `STANCES`: supports, opposes, calls for, urges, encourages, promises, condemns …, each also with not: \"supports not\"")
	word(cmd, &f.o.Actor, "actor", "only those of, or directed at, the actor with this `NAME`; a part of it is enough")
	flags.BoolVar(&f.matrix, "matrix", false, "count by actor and kind")
	flags.BoolVar(&f.unresolved, "unresolved", false, "sentences with a modal word that made no statement")
	flags.BoolVar(&f.commitments, "commitments", false, "numbers that are to be reached")
	word(cmd, &f.against, "against", "what binds more or less in this `EDITION`, another version or the translation")
	flags.BoolVar(&f.o.Experimental, "experimental", false, "also what is worth too little to be shown unasked")
	flags.IntVar(&f.limit, "limit", limitForPeople, "print at most `N`, 0 for all (with --json all)")
	filterFlags(cmd, &f.filter)
	a.readingFlags(cmd, &f.o.Stated)
	return cmd
}

// fit says whether the flags go together.
func (f *statementsFlags) fit(args []string) error {
	views := 0
	for _, v := range []bool{f.matrix, f.commitments, f.against != "", f.unresolved} {
		if v {
			views++
		}
	}
	switch {
	case len(args) == 0 && f.o.Actor == "":
		return fmt.Errorf("name a text, or with --actor NAME look through all: %w", tifa.ErrUsage)
	case views > 1:
		return fmt.Errorf("--matrix, --commitments, --against and --unresolved are four questions: ask one: %w", tifa.ErrUsage)
	case len(args) == 0 && views > 0:
		return fmt.Errorf("--matrix, --commitments, --against and --unresolved need a text: %w", tifa.ErrUsage)
	}
	if len(args) == 1 && len(f.filter.Langs) > 0 {
		f.o.Stated.Lang = f.filter.Langs[0]
	}
	return nil
}

// statements answers the question that the flags ask.
func (a *app) statements(cmd *cobra.Command, l *library.Library, args []string, f *statementsFlags) error {
	ctx, in := cmd.Context(), a.stdin(cmd.Context())
	answer, show := any(nil), func() {}
	var err error
	switch {
	case len(args) == 0:
		var t *library.ActorTime
		if t, err = l.ActorTime(ctx, f.o, f.filter); err == nil {
			answer, show = t, func() { a.actorTime(t, f.limit) }
		}
	case f.commitments:
		var c *library.Commitments
		if c, err = l.Commitments(ctx, args[0], f.o, in); err == nil {
			answer, show = c, func() { a.commitments(c, f.limit) }
		}
	case f.against != "":
		var s *library.StatementShifts
		if s, err = l.StatementShifts(ctx, args[0], f.against, f.o, in); err == nil {
			answer, show = s, func() { a.shifts(s, f.limit) }
		}
	default:
		var s *library.Statements
		s, err = l.Statements(ctx, args[0], f.o, in)
		switch {
		case err != nil:
		case f.unresolved:
			answer, show = s, func() { a.unresolved(s, f.limit) }
		case f.matrix:
			m := s.Matrix()
			answer, show = m, func() { a.matrix(m, f.limit) }
		default:
			answer, show = s, func() { a.statementList(s, f.limit) }
		}
	}
	if err != nil {
		return err
	}
	if a.asJSON {
		return a.writeJSON(answer)
	}
	show()
	return nil
}

// worth prints what lists are worth, and what they do not have.
func (a *app) worth(worth []discourse.Worth, note string) {
	for i := range worth {
		a.write("%s: %s.", sentenceCase(worth[i].Rule), worth[i].String())
	}
	if note != "" {
		a.write("%s", a.screen.paint(dim, sentenceCase(note)+"."))
	}
}

// who is an actor as he is printed: in brackets if he was carried over.
func who(name *string, inferred bool) string {
	switch {
	case name == nil:
		return "–"
	case inferred:
		return "(" + *name + ")"
	}
	return *name
}

func (a *app) statementList(s *library.Statements, limit int) {
	a.worth(s.Worth, s.Note)
	a.heading("%s  %s", s.Edition, s.Title)
	a.write("  %s", count(len(s.Statements), "statement"))
	a.modalsLeft(s)
	a.actorNames(s.Names, s.Near)
	for i := range s.Statements {
		if limit > 0 && i == limit {
			a.more(len(s.Statements)-limit, "--limit 0 prints all")
			break
		}
		a.statement(&s.Statements[i])
	}
	a.write("\n%s", a.screen.paint(dim, "looked at "+coverage(s.Coverage, "text")))
}

// modalsLeft says what the statements leave: it is part of what they are worth.
func (a *app) modalsLeft(s *library.Statements) {
	if s.Sentences == 0 {
		return
	}
	left := discourse.ModalReading{Unresolved: s.Unresolved}
	if n := left.In(); n > 0 {
		a.write("  %s with a modal word not resolved; --unresolved lists them", count(n, "sentence"))
	}
	a.write("  %d of %s without a modal word", s.Wordless, count(s.Sentences, "sentence"))
}

// unresolvedWhy says why a modal word made no statement.
func unresolvedWhy(why string) string {
	return map[string]string{
		discourse.Asked: "in a question", discourse.Supposed: "in a condition", discourse.Describing: "tells something apart",
		discourse.ByTheWay: "only says something by the way", discourse.Nobody: "nobody who can act is named", discourse.NoVerb: "no verb of a clause",
	}[why]
}

func (a *app) unresolved(s *library.Statements, limit int) {
	a.worth(nil, s.Note) // that there are no words for a language, for one
	a.heading("%s  %s", s.Edition, s.Title)
	left := discourse.ModalReading{Unresolved: s.Unresolved}
	a.write("  %s in %s with a modal word not resolved", count(len(s.Unresolved), "word"), count(left.In(), "sentence"))
	for i := range s.Unresolved {
		if limit > 0 && i == limit {
			a.more(len(s.Unresolved)-limit, "--limit 0 prints all")
			break
		}
		u := &s.Unresolved[i]
		a.write("\n  %s  %s  %s", u.Address, a.screen.paint(bold, u.Word), a.screen.paint(dim, unresolvedWhy(u.Why)))
		a.write("%s", wrap(oneLine(u.Quote), a.screen.columns, "      "))
	}
	a.write("\n%s", a.screen.paint(dim, "looked at "+coverage(s.Coverage, "text")))
}

// statement prints one statement: where, who, the word that decided, and what.
func (a *app) statement(s *discourse.Statement) {
	kinds := make([]string, 0, 3)
	for _, p := range []*string{s.Stance, s.Modality} {
		if p != nil {
			kinds = append(kinds, *p)
		}
	}
	if s.Negated && (s.Modality == nil || *s.Modality != discourse.Prohibited) {
		kinds = append(kinds, "not")
	}
	a.write("\n  %s  %s  %s  %s", s.Address, who(s.Actor, s.Inferred), a.screen.paint(bold, s.Cue), a.screen.paint(dim, strings.Join(kinds, ", ")))
	for _, part := range []struct {
		name string
		text *string
	}{{"about", s.Topic}, {"whom", s.Target}, {"what", s.Action}, {"of what", s.Object}, {"says", s.ReportedOf}} {
		if part.text != nil {
			a.write("%s", wrap(a.screen.paint(dim, part.name)+" "+oneLine(*part.text), a.screen.columns, "      "))
		}
	}
	if s.Own && s.Actor == nil {
		a.write("      %s", a.screen.paint(dim, "nobody is named: a stance of the text itself"))
	}
	if s.Quoted && s.ReportedOf == nil {
		a.write("      %s", a.screen.paint(dim, "in a quotation"))
	}
}

// actorNames says under which other names an actor was looked for, and where
// nothing was found which names are near.
func (a *app) actorNames(names, near []string) {
	if len(names) > 1 {
		a.write("%s", wrap(a.screen.paint(dim, "also looked for as "+strings.Join(names[1:], ", ")), a.screen.columns, "  "))
	}
	if len(near) > 0 {
		a.write("%s", wrap("names near to it: "+strings.Join(near, ", "), a.screen.columns, "  "))
	}
}

func (a *app) matrix(m *library.StatementMatrix, limit int) {
	a.worth(m.Worth, m.Note)
	a.heading("%s  %s", m.Edition, m.Title)
	if len(m.Matrix.Rows) == 0 {
		a.write("  no statements")
		return
	}
	var header strings.Builder
	for _, c := range m.Matrix.Columns {
		header.WriteString(padLeft(c, columnWidth(c)))
	}
	a.write("%s%s", a.screen.paint(dim, header.String()), "")
	for i := range m.Matrix.Rows {
		if limit > 0 && i == limit {
			a.more(len(m.Matrix.Rows)-limit, "--limit 0 prints all")
			break
		}
		r := &m.Matrix.Rows[i]
		var line strings.Builder
		for k, n := range r.Counts {
			cell := "·"
			if n > 0 {
				cell = fmt.Sprint(n)
			}
			line.WriteString(padLeft(cell, columnWidth(m.Matrix.Columns[k])))
		}
		name := "nobody named"
		if r.Actor != nil {
			name = *r.Actor
		}
		a.write("%s  %s", line.String(), name)
	}
}

// columnWidth is that of a column of the matrix.
func columnWidth(name string) int { return max(5, len(name)+2) }

func (a *app) commitments(c *library.Commitments, limit int) {
	a.worth(c.Worth, c.Note)
	a.heading("%s  %s", c.Edition, c.Title)
	a.write("  %s", count(len(c.Commitments), "commitment"))
	a.actorNames(c.Names, c.Near)
	for i := range c.Commitments {
		if limit > 0 && i == limit {
			a.more(len(c.Commitments)-limit, "--limit 0 prints all")
			break
		}
		x := &c.Commitments[i]
		var line string
		switch {
		case x.Deadline == nil:
			line = a.screen.paint(bold, x.Number)
		case x.Number == "":
			line = a.screen.paint(bold, *x.Deadline)
		default:
			line = a.screen.paint(bold, x.Number) + "  " + *x.Deadline
		}
		if x.Bound != nil {
			line += "  " + a.screen.paint(dim, *x.Bound)
		}
		a.write("\n  %s  %s  %s", x.Address, who(x.Actor, x.Inferred), line)
		a.write("%s", wrap(oneLine(x.Quote), a.screen.columns, "      "))
	}
	a.write("\n%s", a.screen.paint(dim, "looked at "+coverage(c.Coverage, "text")))
}

func (a *app) shifts(s *library.StatementShifts, limit int) {
	a.worth(s.Worth, s.Note)
	a.heading("%s → %s", s.A, s.B)
	found := count(len(s.Shifts), "shift")
	if s.Hidden > 0 {
		found = count(s.Hidden, "shift") + " found, none shown"
	}
	a.write("  %s", found)
	for i := range s.Shifts {
		if limit > 0 && i == limit {
			a.more(len(s.Shifts)-limit, "--limit 0 prints all")
			break
		}
		x := &s.Shifts[i]
		a.write("\n  %s → %s  %s", a.screen.paint(bold, x.From), a.screen.paint(bold, x.To), a.screen.paint(dim, x.Direction))
		for _, side := range []*discourse.Statement{&x.A, &x.B} {
			a.write("%s", wrap(a.screen.paint(dim, side.Address)+"  "+oneLine(side.Quote), a.screen.columns, "      "))
		}
	}
	if s.New != nil {
		a.write("\n  %s, %d before", count(s.Counts[1], "statement"), s.Counts[0])
		a.turnover("new", s.New, limit)
		a.turnover("gone", s.Gone, limit)
		a.moved(s.Moved, limit)
	}
	a.write("\n%s", a.screen.paint(dim, "looked at "+coverage(s.Coverage, "text")))
}

// moved prints the statements that stand elsewhere in the other version.
func (a *app) moved(all []discourse.Moved, limit int) {
	if len(all) == 0 {
		return
	}
	reworded := 0
	for i := range all {
		if all[i].Reworded {
			reworded++
		}
	}
	a.write("\n  %s", a.screen.paint(bold, fmt.Sprintf("%s elsewhere in the other version, %d in other words: neither new nor gone", count(len(all), "statement"), reworded)))
	for i := range all {
		if limit > 0 && i == limit {
			a.more(len(all)-limit, "--limit 0 prints all")
			break
		}
		m := &all[i]
		a.write("    %s", a.screen.paint(dim, m.A.Lays()))
		for _, s := range []*discourse.Statement{&m.A, &m.B} {
			a.write("%s", wrap(a.screen.paint(dim, s.Address)+"  "+oneLine(s.Quote), a.screen.columns, "      "))
		}
	}
}

// laid counts what statements lay on somebody: 3 new duties.
func laid(n int, of, kind string) string {
	order := "%d %s %s"
	if of == "gone" {
		order = "%d %[3]s %[2]s"
	}
	plurals := map[string]string{discourse.Duty: "duties", discourse.Position: "stances"}
	if n == 1 {
		return fmt.Sprintf(order, n, of, kind)
	}
	if p := plurals[kind]; p != "" {
		kind = p
	} else {
		kind += "s"
	}
	return fmt.Sprintf(order, n, of, kind)
}

// turnover prints the statements of sentences that one of two versions has
// alone: how many of each kind, of whom, and which.
func (a *app) turnover(of string, t *discourse.Turnover, limit int) {
	const actors = 8
	kinds := make([]string, 0, len(t.Kinds))
	for _, k := range t.Kinds {
		kinds = append(kinds, laid(k.Count, of, k.Kind))
	}
	if len(kinds) == 0 {
		kinds = []string{"no statement is " + of}
	}
	a.write("\n  %s", a.screen.paint(bold, strings.Join(kinds, ", ")))
	for i, k := range t.Actors {
		if i == actors {
			a.more(len(t.Actors)-actors, "--json has all")
			break
		}
		name := "nobody named"
		if k.Actor != nil {
			name = *k.Actor
		}
		a.write("    %s  %s", padLeft(laid(k.Count, of, k.Kind), 20), oneLine(name))
	}
	for i := range t.Statements {
		if limit > 0 && i == limit {
			a.more(len(t.Statements)-limit, "--limit 0 prints all")
			break
		}
		s := &t.Statements[i]
		a.write("%s", wrap(a.screen.paint(dim, s.Address+" "+s.Lays())+"  "+who(s.Actor, s.Inferred)+"  "+oneLine(s.Quote), a.screen.columns, "      "))
	}
}

func (a *app) actorTime(t *library.ActorTime, limit int) {
	a.worth(t.Worth, t.Note)
	a.heading("%s", t.Actor)
	n := 0
	for i := range t.Editions {
		n += len(t.Editions[i].Statements)
	}
	a.write("  %s in %s", count(n, "statement"), count(len(t.Editions), "text"))
	a.actorNames(t.Names, t.Near)
	printed := 0
	for i := range t.Editions {
		e := &t.Editions[i]
		var kinds []string
		for k, n := range e.Counts {
			if n > 0 {
				kinds = append(kinds, fmt.Sprintf("%s %d", t.Columns[k], n))
			}
		}
		a.write("\n  %s  %s  %s", padRight(dated(e.Date), 10), a.screen.paint(bold, e.Edition), a.screen.paint(dim, strings.Join(kinds, ", ")))
		for j := range e.Statements {
			if limit > 0 && printed == limit {
				a.more(n-printed, "--limit 0 prints all")
				a.write("\n%s", a.screen.paint(dim, "looked at "+coverage(t.Coverage, "text")))
				return
			}
			printed++
			s := &e.Statements[j]
			a.write("%s", wrap(a.screen.paint(dim, s.Address)+"  "+oneLine(s.Quote), a.screen.columns, "      "))
		}
	}
	a.write("\n%s", a.screen.paint(dim, "looked at "+coverage(t.Coverage, "text")))
}
