package web

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"sync"

	"tifa"
	"tifa/discourse"
	"tifa/library"
	"tifa/web/api"
)

// actorView is what one actor must, may, will, supports or opposes, text by
// text or year by year.
type actorView struct {
	frame
	Working  *workingView
	Ask      *queryForm
	Actor    string
	Asked    bool
	Why      string   // what is wrong with the question
	Names    []string // under which he was looked for besides
	Near     []facetValue
	Worth    []string
	Note     string
	Coverage []string
	By       string
	Bys      []facetValue
	Modality string // the one kind that was asked for
	Stance   string
	All      string // the page of all kinds
	Total    int
	Texts    int
	Columns  []string
	Rows     []actorRow
	Left     int    // rows that are not shown
	More     string // address of these

	// While it is being worked out: the texts that have the name, those of them
	// that were not looked at yet, and those that were not analysed before.
	Naming, Unread, Anew int
}

// actorRow is a text, or all texts of a year.
type actorRow struct {
	Date    tifa.Date
	Year    string // in place of a text; empty: undated
	Edition *library.ActorEdition
	Address string // of its statements
	Texts   int
	Cells   []statementCell
	Total   int
}

// mostActorRows is how many texts stand on one page.
const mostActorRows = 100

// actorAddress is the address of the page of an actor.
func actorAddress(actor string) string {
	if actor == "" {
		return "/actor"
	}
	return "/actor?" + url.Values{"actor": {actor}}.Encode()
}

// actorParts are the answers about actors that are being worked out, as far as
// they have come.
type actorParts struct {
	mu    sync.Mutex
	parts map[string]*library.ActorTime
}

func (a *actorParts) put(question string, part *library.ActorTime) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.parts == nil {
		a.parts = map[string]*library.ActorTime{}
	}
	a.parts[question] = part
}

func (a *actorParts) get(question string) *library.ActorTime {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.parts[question]
}

func (a *actorParts) forget(question string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.parts, question)
}

func (r *Room) actorPage(ctx context.Context, q *request) (reply, error) {
	c, err := r.catalogues.get(ctx)
	if err != nil {
		return reply{}, err
	}
	v := &actorView{frame: r.frame(q, "actor", r.say(q, "actor.title")), Ask: q.queryForm("/actor", c), Actor: strings.TrimSpace(q.form.Get("actor"))}
	if v.By = "edition"; q.form.Get("by") == "year" {
		v.By = "year"
	}
	if v.Actor == "" {
		return page("actor", v)
	}
	v.Title, v.Asked = r.say(q, "actor.of", v.Actor), true
	err = r.actor(ctx, q, v)
	switch {
	case errors.Is(err, tifa.ErrUsage):
		v.Why, v.Asked, v.Ask.Wrong = err.Error(), false, wrongParam(err)
		return reply{name: "actor", page: v, status: 400}, nil
	case err != nil:
		return reply{}, err
	}
	return page("actor", v)
}

// actor fills in what was asked for.
func (r *Room) actor(ctx context.Context, q *request, v *actorView) error {
	asked := q.asked(append(limiting(), "actor", "modality", "stance")...)
	o, err := api.StatementOptions(asked)
	if err != nil {
		return err
	}
	f, err := api.Filter(asked)
	if err != nil {
		return err
	}
	// Texts that were not analysed before are read for it, which may take long:
	// the page shows what was found so far.
	question := "actor " + asked.Encode()
	t, working, err := soon(ctx, r, q, question, r.library.RenderingState, func(ctx context.Context, p progress) (*library.ActorTime, error) {
		defer r.actors.forget(question)
		return r.library.LookForActor(ctx, o, f, library.ActorLook{Keep: true, Part: func(part *library.ActorTime) {
			p(part.Naming-part.Unread, part.Naming)
			r.actors.put(question, part)
		}})
	})
	v.Working = working
	if err == nil && working != nil {
		t = r.actors.get(question) // what was found so far
	}
	if err != nil || t == nil {
		return err
	}
	v.Naming, v.Unread, v.Anew = t.Naming, t.Unread, t.Anew
	v.Worth, v.Note = r.worths(q, t.Worth), r.leftOut(q, t.Worth, t.Note)
	v.Coverage = r.sets[q.settings.Lang].saying.Looked(&t.Coverage)
	if len(t.Names) > 1 {
		v.Names = t.Names[1:]
	}
	for _, name := range t.Near {
		v.Near = append(v.Near, facetValue{Value: name, Address: withParam(v.Here, "actor", name)})
	}
	for _, by := range []string{"edition", "year"} {
		v.Bys = append(v.Bys, facetValue{Value: by, Lit: by == v.By, Address: withParam(withParam(v.Here, "by", by), "after", "")})
	}
	if len(o.Modality)+len(o.Stance) > 0 {
		v.All = withParam(withParam(withParam(v.Here, "modality", ""), "stance", ""), "after", "")
	}
	v.Texts = len(t.Editions)
	for i := range t.Editions {
		v.Total += len(t.Editions[i].Statements)
	}
	r.actorRows(q, v, t)
	v.Formats = formats("statements/actor", asked)
	return nil
}

// actorRows sets the counts as a table whose cells lead to the statements.
func (r *Room) actorRows(q *request, v *actorView, t *library.ActorTime) {
	for _, c := range t.Columns {
		v.Columns = append(v.Columns, r.kindOf(q, c))
	}
	var rows []actorRow
	for i := range t.Editions {
		e := &t.Editions[i]
		last := len(rows) - 1
		if v.By == "year" {
			year := ""
			if !e.Date.IsZero() {
				year = itoa(e.Date.Year)
			}
			if last < 0 || rows[last].Year != year {
				rows = append(rows, actorRow{Year: year, Address: r.yearAddress(v, year)})
				last++
			}
		} else {
			rows = append(rows, actorRow{Date: e.Date, Edition: e, Address: "/statements/" + e.Edition + "?" + url.Values{"actor": {v.Actor}}.Encode()})
			last++
		}
		rows[last].add(e, v.Columns)
	}
	from := max(0, min(atoi(q.form.Get("after")), len(rows)))
	to := min(from+mostActorRows, len(rows))
	if to < len(rows) {
		v.Left, v.More = len(rows)-to, withParam(v.Here, "after", itoa(to))
	}
	v.Rows = rows[from:to]
	for i := range v.Rows {
		row := &v.Rows[i]
		for k := range row.Cells {
			if cell := &row.Cells[k]; cell.Count > 0 && row.Address != "" {
				name := "stance"
				if slices.Contains(discourse.ModalityKinds(), t.Columns[k]) {
					name = "modality"
				}
				cell.Address = withParam(row.Address, name, t.Columns[k])
			}
		}
	}
}

// yearAddress is the address of the texts of a year; those without a date
// cannot be asked for.
func (r *Room) yearAddress(v *actorView, year string) string {
	if year == "" {
		return ""
	}
	return withParam(withParam(withParam(withParam(v.Here, "by", ""), "after", ""), "from", year), "to", year)
}

// add counts the statements of a text in a row.
func (row *actorRow) add(e *library.ActorEdition, columns []string) {
	row.Texts++
	row.Total += len(e.Statements)
	for k, n := range e.Counts {
		if k == len(row.Cells) {
			row.Cells = append(row.Cells, statementCell{Name: columns[k]})
		}
		row.Cells[k].Count += n
	}
}
