package web

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"tifa"
	"tifa/discourse"
	"tifa/library"
	"tifa/web/api"
)

// statementsView is who must, may, will, supports or opposes what in a
// document: in its order, by actor, counted, or the numbers that it promises.
type statementsView struct {
	frame
	Edition  tifa.Edition
	View     string
	Views    []facetValue
	Worth    []string
	Note     string // what is not shown
	Form     statementForm
	Modality []facetValue // with their counts
	Stance   []facetValue
	Total    int // of what was asked for
	Groups   []statementGroup
	More     string // the rest of the list
	Matrix   *statementMatrix
	Promises []promiseView
	Shifts   *shiftsView
	Time     string   // address of the page of the actor through time
	Names    []string // under which the actor was looked for besides
	Near     []facetValue

	// What the statements leave; see library.Statements.
	Sentences, Wordless          int
	Unresolved                   []unresolvedView
	UnresolvedIn, UnresolvedLeft int
}

// unresolvedView is a modal word that made no statement.
type unresolvedView struct {
	discourse.Unresolved

	Lang, At string
	Reason   string // in the words of the reader
}

// statementForm is what was asked for.
type statementForm struct {
	Actor, Modality, Stance, View string
	Actors                        []string // that the field suggests
	Clear                         string   // address of the page without limits
}

// statementGroup is the statements of one actor, or all of them.
type statementGroup struct {
	Actor string
	Named bool // the group has a heading; Actor is empty where nobody is named
	Lang  string
	Count int
	Items []statementView
}

type statementView struct {
	discourse.Statement

	Lang   string
	Pieces []cuePiece
	Kinds  []string // in the words of the reader
	At     string   // address of the passage, with its counterpart where there is one
	Roles  []statementRole
}

// statementRole is a part of a statement: whom, what, of what.
type statementRole struct{ Name, Text string }

// statementMatrix is the counts of actors.
type statementMatrix struct {
	Columns []string
	Rows    []statementRow
	Left    int // rows that are not shown
}

type statementRow struct {
	Actor   string // empty: nobody is named
	Address string // of his statements
	Cells   []statementCell
	Total   int
}

type statementCell struct {
	Count   int
	Name    string // of the column
	Address string // of these statements
}

type promiseView struct {
	discourse.Commitment

	Lang   string
	Pieces []cuePiece
	At     string
	Limit  string // about, at least, at most in the words of the reader
}

// How many stand on one page.
const (
	mostStatements    = 200
	mostMatrixRows    = 60
	mostActorsOffered = 200
)

func statementViews() []string { return []string{"text", "actors", "matrix", "commitments", "shifts"} }

func (r *Room) statementsPage(ctx context.Context, q *request) (reply, error) {
	e, err := r.library.Edition(ctx, q.PathValue("edition"))
	if err != nil {
		return reply{}, err
	}
	v := &statementsView{frame: r.frame(q, "", r.say(q, "statements.title", cmp.Or(e.Title, e.Address))), Edition: e}
	v.View = cmp.Or(q.form.Get("view"), "text")
	if !slices.Contains(statementViews(), v.View) {
		return reply{}, usage("there is no view %q; there are %s", v.View, strings.Join(statementViews(), ", "))
	}
	if early, err := r.found(ctx, q, &e, "statements", func(ctx context.Context) error {
		_, err := r.library.Commitments(ctx, e.Pinned(), library.StatementOptions{}, library.Uploads(nil)) // and its statements
		return err
	}); early != nil || err != nil {
		return orError(early, err)
	}
	if v.Document, err = r.documentTabs(ctx, &e, "statements"); err != nil {
		return reply{}, err
	}
	for _, view := range statementViews() {
		v.Views = append(v.Views, facetValue{Value: view, Lit: view == v.View, Address: withParam(withParam(v.Here, "view", view), "after", "")})
	}
	switch v.View {
	case "commitments":
		err = r.promises(ctx, q, v)
	case "shifts":
		err = r.shifts(ctx, q, v)
	default:
		err = r.statementLists(ctx, q, v)
	}
	if err != nil {
		return reply{}, err
	}
	return page("statements", v)
}

// asked is what a reader asked for, without the empty fields of the form.
func (q *request) asked(names ...string) url.Values {
	out := url.Values{}
	for _, name := range names {
		if values := given(q.form[name]); len(values) > 0 {
			out[name] = values
		}
	}
	return out
}

func (r *Room) statementLists(ctx context.Context, q *request, v *statementsView) error {
	asked := q.asked("modality", "stance", "actor")
	o, err := api.StatementOptions(asked)
	if err != nil {
		return err
	}
	s, err := r.library.Statements(ctx, v.Edition.Pinned(), o, library.Uploads(nil))
	if err != nil {
		return err
	}
	r.said(q, v, s.Worth, s.Note)
	v.actor(o.Actor, s.Names, s.Near)
	v.Total = len(s.Statements)
	r.unresolved(q, v, s)
	v.Form = statementForm{Actor: o.Actor, View: v.View, Clear: "/statements/" + v.Edition.Pinned() + "?view=" + v.View}
	v.Form.Modality, v.Form.Stance = strings.Join(o.Modality, ","), strings.Join(o.Stance, ",")
	r.statementFacets(q, v, s, o)
	command := "statements"
	if v.View == "matrix" {
		command = "statements/matrix"
		v.Matrix = r.statementMatrix(q, v, discourse.MatrixOf(s.Statements))
	} else {
		r.statementGroups(q, v, s)
	}
	asked.Set("edition", v.Edition.Pinned())
	v.Formats = formats(command, asked)
	return nil
}

// unresolved says what the statements leave of the modal words of a document.
func (r *Room) unresolved(q *request, v *statementsView, s *library.Statements) {
	v.Sentences, v.Wordless = s.Sentences, s.Wordless
	left := discourse.ModalReading{Unresolved: s.Unresolved}
	v.UnresolvedIn = left.In()
	for i := range s.Unresolved {
		if i == mostStatements {
			v.UnresolvedLeft = len(s.Unresolved) - i
			break
		}
		u := &s.Unresolved[i]
		v.Unresolved = append(v.Unresolved, unresolvedView{*u, s.Lang, v.passage(u.Sentence), r.kindOf(q, "unresolved "+u.Why)})
	}
}

// said says what a list is worth and what it leaves out.
func (r *Room) said(q *request, v *statementsView, worth []discourse.Worth, note string) {
	v.Worth, v.Note = r.worths(q, worth), r.leftOut(q, worth, note)
}

// worths say what each kind is worth.
func (r *Room) worths(q *request, worth []discourse.Worth) []string {
	var out []string
	for i := range worth {
		out = append(out, r.kindOf(q, "kind of "+worth[i].Rule)+" "+r.worth(q, &worth[i]))
	}
	return out
}

// leftOut says what is not shown.
func (r *Room) leftOut(q *request, worth []discourse.Worth, note string) string {
	switch {
	case note == "":
		return ""
	case len(worth) == 0:
		return r.say(q, "statements.no-table")
	}
	return r.say(q, "statements.withheld")
}

// actor says under which names an actor was looked for, and which are near
// where there is nothing.
func (v *statementsView) actor(asked string, names, near []string) {
	v.Time = actorAddress(asked)
	if len(names) > 1 {
		v.Names = names[1:]
	}
	for _, name := range near {
		v.Near = append(v.Near, facetValue{Value: name, Address: withParam(withParam(v.Here, "after", ""), "actor", name)})
	}
}

// statementFacets counts the modalities and stances of a document, and finds
// its actors.
func (r *Room) statementFacets(q *request, v *statementsView, s *library.Statements, o library.StatementOptions) {
	m := discourse.MatrixOf(s.All)
	totals := make([]int, len(m.Columns))
	for i := range m.Rows {
		for k, n := range m.Rows[i].Counts {
			totals[k] += n
		}
		if m.Rows[i].Actor != nil && len(v.Form.Actors) < mostActorsOffered {
			v.Form.Actors = append(v.Form.Actors, *m.Rows[i].Actor)
		}
	}
	for k, column := range m.Columns {
		name, lit := "stance", slices.Contains(o.Stance, column)
		if slices.Contains(discourse.ModalityKinds(), column) {
			name, lit = "modality", slices.Contains(o.Modality, column)
		}
		to := column
		if lit {
			to = ""
		}
		f := facetValue{
			Value: column, Label: r.kindOf(q, column), Count: totals[k], Lit: lit,
			Address: withParam(withParam(withParam(withParam(v.Here, "after", ""), "modality", ""), "stance", ""), name, to),
		}
		if name == "modality" {
			v.Modality = append(v.Modality, f)
		} else {
			v.Stance = append(v.Stance, f)
		}
	}
}

// kindOf is a modality or stance in the words of the reader; a stance of a
// table of the library's own has no other words than its own.
func (r *Room) kindOf(q *request, kind string) string {
	words := r.sets[q.settings.Lang].words
	if plain, negated := strings.CutSuffix(kind, " not"); negated && words.value(kind) == kind {
		return words.value(plain) + r.say(q, "statements.negated") // of a stance of the library's own
	}
	return words.value(kind)
}

// statementGroups sets the statements in the order of the text, or by actor.
func (r *Room) statementGroups(q *request, v *statementsView, s *library.Statements) {
	statements := s.Statements
	if v.View == "actors" {
		count := map[string]int{}
		for i := range statements {
			count[statements[i].Key]++
		}
		statements = slices.Clone(statements)
		slices.SortStableFunc(statements, func(a, b discourse.Statement) int {
			// Nobody named comes last.
			nobody := map[bool]int{true: 1, false: 0}
			return cmp.Or(cmp.Compare(nobody[a.Key == ""], nobody[b.Key == ""]), cmp.Compare(count[b.Key], count[a.Key]), strings.Compare(a.Key, b.Key))
		})
	}
	from := max(0, min(atoi(q.form.Get("after")), len(statements)))
	to := min(from+mostStatements, len(statements))
	if to < len(statements) {
		v.More = withParam(v.Here, "after", itoa(to))
	}
	for i := from; i < to; i++ {
		x := &statements[i]
		last := len(v.Groups) - 1
		if last < 0 || v.View == "actors" && x.Key != statements[i-1].Key {
			g := statementGroup{Named: v.View == "actors", Lang: s.Lang}
			if x.Actor != nil {
				g.Actor = *x.Actor
			}
			v.Groups = append(v.Groups, g)
			last++
		}
		g := &v.Groups[last]
		g.Items = append(g.Items, r.statementView(q, v, x, s.Lang))
		g.Count++
	}
}

func (r *Room) statementView(q *request, v *statementsView, x *discourse.Statement, lang string) statementView {
	out := statementView{Statement: *x, Lang: lang, At: v.passage(x.Sentence)}
	cue := tifa.Range{Start: x.CueAt, End: x.CueAt + len([]rune(x.Cue))}
	out.Pieces = cuePieces(&tifa.Attestation{Start: x.Start, End: x.End, Quote: x.Quote}, cue)
	modality, stance := x.Kinds()
	for _, kind := range []string{stance, modality} {
		if kind != "" {
			out.Kinds = append(out.Kinds, r.kindOf(q, kind))
		}
	}
	for _, role := range []statementRole{{"target", deref(x.Target)}, {"topic", deref(x.Topic)}, {"action", deref(x.Action)}, {"object", deref(x.Object)}} {
		if role.Text != "" {
			out.Roles = append(out.Roles, role)
		}
	}
	return out
}

// passage is the address of a sentence on the page of the text, beside its
// counterpart where there is one.
func (v *statementsView) passage(n int) string {
	query := url.Values{"s": {itoa(n)}}
	if v.Document.With != "" {
		query.Set("with", v.Document.With)
	}
	return "/" + v.Edition.Pinned() + "?" + query.Encode() + "#s" + itoa(n)
}

func deref(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

// statementMatrix sets the counts as a table whose cells lead to the list.
func (r *Room) statementMatrix(q *request, v *statementsView, m *discourse.Matrix) *statementMatrix {
	out := &statementMatrix{}
	for _, c := range m.Columns {
		out.Columns = append(out.Columns, r.kindOf(q, c))
	}
	list := withParam(withParam(v.Here, "view", "text"), "after", "")
	for i := range m.Rows {
		if i == mostMatrixRows {
			out.Left = len(m.Rows) - i
			break
		}
		row := statementRow{Actor: deref(m.Rows[i].Actor), Total: m.Rows[i].Total}
		if row.Actor != "" {
			row.Address = withParam(list, "actor", row.Actor)
		}
		for k, n := range m.Rows[i].Counts {
			cell := statementCell{Count: n, Name: out.Columns[k]}
			if n > 0 {
				name := "stance"
				if slices.Contains(discourse.ModalityKinds(), m.Columns[k]) {
					name = "modality"
				}
				cell.Address = withParam(cmp.Or(row.Address, list), name, m.Columns[k])
			}
			row.Cells = append(row.Cells, cell)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// promises are the numbers that a document promises.
func (r *Room) promises(ctx context.Context, q *request, v *statementsView) error {
	asked := q.asked("actor")
	o, err := api.StatementOptions(asked)
	if err != nil {
		return err
	}
	c, err := r.library.Commitments(ctx, v.Edition.Pinned(), o, library.Uploads(nil))
	if err != nil {
		return err
	}
	r.said(q, v, c.Worth, c.Note)
	v.actor(o.Actor, c.Names, c.Near)
	v.Form = statementForm{Actor: o.Actor, View: v.View, Clear: "/statements/" + v.Edition.Pinned() + "?view=commitments"}
	v.Total = len(c.Commitments)
	for i := range c.Commitments {
		x := &c.Commitments[i]
		p := promiseView{Commitment: *x, Lang: c.Lang, At: v.passage(x.Sentence), Pieces: []cuePiece{{x.Quote, false}}}
		promised := cmp.Or(x.Number, deref(x.Deadline))
		if before, after, ok := strings.Cut(x.Quote, promised); ok {
			p.Pieces = []cuePiece{{before, false}, {promised, true}, {after, false}}
		}
		if x.Bound != nil {
			p.Limit = r.kindOf(q, *x.Bound)
		}
		v.Promises = append(v.Promises, p)
	}
	asked.Set("edition", v.Edition.Pinned())
	v.Formats = formats("statements/commitments", asked)
	return nil
}
