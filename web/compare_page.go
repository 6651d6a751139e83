package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"tifa"
	"tifa/concordance"
	"tifa/publish"
	"tifa/reuse"
)

// compareView is two editions face to face.
type compareView struct {
	frame
	Older, Newer tifa.Edition
	Layout       string // columns or redline
	Layouts      []string
	Kinds        []kindView
	Sentences    int // that are the same
	Units        []unitView
	MoreUnits    int // that are not listed
	Parts        []comparePart
	Total        int // changes that are shown
	Redline      string
	Turned       string // the address of the same the other way round
	Hidden       string // what changed in one language alone; empty where a version has no translation
	Poll         string // says whether they are compared; empty when they are

	// Where two editions are still to be chosen.
	Why     string // not these two
	Pairs   []editionPair
	More    int // pairs that are not listed
	Choices []tifa.Edition
}

// AllUnits is how many articles became others.
func (v *compareView) AllUnits() int { return len(v.Units) + v.MoreUnits }

// kindView is a kind of change with its count, and whether it is shown.
type kindView struct {
	Kind, Mark, Name string
	Count            int
	Shown            bool
}

// unitView is what became of an article.
type unitView struct {
	reuse.UnitChange
	Mark, Name string
	Address    string // of its place
}

// editionPair is two editions that can be compared.
type editionPair struct{ Older, Newer tifa.Edition }

// comparePart is a part of a comparison. Where it is not loaded its place is
// kept by a link.
type comparePart struct {
	N, From, To int // rows
	Layout      string
	Runs        []compareRun
	Entries     []changeEntry // of the list of changes
	Changes     int
	Loaded      bool
	Address     string // the page that begins with it
	Source      string // the part alone
}

// compareRun is rows in the open or under a fold.
type compareRun struct {
	Folded     bool
	From, To   int // rows
	Open       bool
	Rows       []compareRow // none where the fold is long: they are fetched
	Address    string       // the page with the fold open
	Source     string
	Same       int
	Renumbered int
	Others     int
}

// compareRow is a row as a template reads it.
type compareRow struct {
	publish.RedlineRow
	Mark, Name   string
	Layout       string
	Older, Newer *tifa.Edition
	FarAddress   string // of the other end of a move
	Turned       bool   // the article that begins here became another
	TurnName     string // what it became, if the name of the row does not say so
}

// changeEntry is a change in the list of changes.
type changeEntry struct {
	N                int
	Kind, Mark, Name string
	Unit             string
	Gone, Come       string
	Lang             string
}

// How much of a comparison is sent at once.
const (
	comparePartRows = 160 // in the open
	compareFoldRows = 12  // under a fold; longer ones are fetched
	compareChoices  = 300 // editions to choose from
	comparePairs    = 60
	compareUnits    = 500 // articles in the list of those that became others
)

// compareLayouts are the layouts of a comparison; the first is the usual one.
func compareLayouts() []string { return []string{"columns", "redline"} }

// compareQuery is what a page or a part of it asks for.
type compareQuery struct {
	a, b   string
	layout string
	kinds  map[string]bool
	open   int // a row whose fold is open
	values url.Values
}

func compareQueryOf(q *request) compareQuery {
	c := compareQuery{
		a: q.form.Get("a"), b: q.form.Get("b"), layout: compareLayouts()[0],
		kinds: map[string]bool{}, values: url.Values{},
	}
	c.values.Set("a", c.a)
	c.values.Set("b", c.b)
	if l := q.form.Get("layout"); slices.Contains(compareLayouts(), l) {
		c.layout = l
		c.values.Set("layout", l)
	}
	for _, k := range q.form["kind"] {
		if slices.Contains(publish.ChangeKinds(), k) && !c.kinds[k] {
			c.kinds[k] = true
			c.values.Add("kind", k)
		}
	}
	if len(c.kinds) == 0 { // a new number alone is told, not shown
		for _, k := range publish.ChangeKinds() {
			c.kinds[k] = k != publish.Renumbered
		}
	}
	c.open, _ = strconv.Atoi(q.form.Get("open")) // what is no number opens nothing
	return c
}

// address of the comparison with one more parameter.
func (c compareQuery) address(path, name string, value int) string {
	v := maps.Clone(c.values)
	if name != "" {
		v.Set(name, strconv.Itoa(value))
	}
	return path + "?" + v.Encode()
}

// shown says whether a row stands in the open. What was moved is shown at both
// of its ends.
func (c compareQuery) shown(x *publish.RedlineRow) bool {
	if x.Kind == publish.Left {
		return c.kinds[reuse.Moved]
	}
	return c.kinds[x.Kind]
}

func (r *Room) comparePage(ctx context.Context, q *request) (reply, error) {
	c := compareQueryOf(q)
	if c.a == "" || c.b == "" {
		return r.chooseTwo(ctx, q, c, "")
	}
	x, err := r.comparisons.soon(ctx, c.a, c.b)
	if errors.Is(err, errLanguages) {
		return r.chooseTwo(ctx, q, c, r.say(q, "compare.languages"))
	}
	if err != nil {
		return reply{}, err
	}
	v := &compareView{
		frame: r.frame(q, "", r.say(q, "compare.title", cmp.Or(x.Newer.Title, x.Newer.Address))),
		Older: x.Older, Newer: x.Newer, Layout: c.layout, Layouts: compareLayouts(),
		Redline: "/redline?" + url.Values{"a": {c.a}, "b": {c.b}}.Encode(),
		Turned:  "/compare?" + url.Values{"a": {c.b}, "b": {c.a}}.Encode(),
	}
	v.Formats = formats("compare", url.Values{"a": {c.a}, "b": {c.b}})
	if v.Document, err = r.documentTabs(ctx, &x.Newer, "compare"); err != nil {
		return reply{}, err
	}
	partners, err := r.library.Counterparts(ctx, x.Older.Address)
	if err != nil {
		return reply{}, err
	}
	if len(partners) > 0 && v.Document.With != "" {
		v.Hidden = "/hidden?" + url.Values{"a": {c.a}, "b": {c.b}}.Encode()
	}
	if x.line == nil {
		v.Poll = c.address("/compare/ready", "", 0)
		return reply{name: "compare", page: v, status: http.StatusAccepted}, nil
	}
	saying := r.sets[q.settings.Lang].saying
	counts := x.counts()
	for _, k := range publish.ChangeKinds() {
		v.Kinds = append(v.Kinds, kindView{k, publish.ChangeMark(k), saying.Change(k), counts[k], c.kinds[k]})
	}
	v.Sentences = same(counts)
	v.Parts = c.parts(x)
	load := 0
	if s, err := strconv.Atoi(q.form.Get("row")); err == nil {
		load = partWith(v.Parts, s)
	} else if c.open > 0 {
		load = partWith(v.Parts, c.open)
	}
	for i := range v.Parts {
		v.Total += v.Parts[i].Changes
		if i == load {
			c.load(&v.Parts[i], x, saying)
		}
	}
	for i := range x.Units {
		if u := &x.Units[i]; publish.UnitTurned(u) {
			if len(v.Units) == compareUnits {
				v.MoreUnits++
				continue
			}
			address := c.address("/compare", "row", x.line.UnitRows[i]) + fmt.Sprintf("#r%d", x.line.UnitRows[i])
			v.Units = append(v.Units, unitView{*u, publish.ChangeMark(publish.UnitKind(u)), saying.Unit(u), address})
		}
	}
	return page("compare", v)
}

// parts divides a comparison by what stands in the open.
func (c compareQuery) parts(x *compared) []comparePart {
	var parts []comparePart
	weight := 0
	add := func(run compareRun, cost, changes int) {
		if len(parts) == 0 || weight+cost > comparePartRows && weight > 0 {
			parts = append(parts, comparePart{N: len(parts) + 1, From: run.From, Layout: c.layout})
			weight = 0
		}
		p := &parts[len(parts)-1]
		p.Runs, p.To = append(p.Runs, run), run.To
		p.Changes += changes
		weight += cost
	}
	for _, run := range x.line.Runs(c.shown) {
		if run.Folded {
			out := compareRun{
				Folded: true, From: run.Rows[0].N, To: run.Rows[len(run.Rows)-1].N,
				Same: run.Count(reuse.Same), Renumbered: run.Count(publish.Renumbered), Others: run.Others(),
			}
			cost := 1
			if len(run.Rows) <= compareFoldRows {
				cost += len(run.Rows) / 2
			}
			add(out, cost, 0)
			continue
		}
		for rows := run.Rows; len(rows) > 0; {
			n := min(len(rows), max(1, comparePartRows-weight%comparePartRows))
			changes := 0
			for i := range rows[:n] {
				if rows[i].Changed() && c.shown(&rows[i]) {
					changes++
				}
			}
			add(compareRun{From: rows[0].N, To: rows[n-1].N}, n, changes)
			rows = rows[n:]
		}
	}
	for i := range parts {
		p := &parts[i]
		p.Address = c.address("/compare", "row", p.From) + fmt.Sprintf("#r%d", p.From)
		p.Source = c.address("/compare/part", "n", p.N)
	}
	return parts
}

// partWith is the index of the part that holds a row.
func partWith(parts []comparePart, row int) int {
	for i := range parts {
		if row <= parts[i].To {
			return i
		}
	}
	return max(0, len(parts)-1)
}

// load sets a part.
func (c compareQuery) load(p *comparePart, x *compared, s *publish.Saying) {
	p.Loaded = true
	for i := range p.Runs {
		run := &p.Runs[i]
		run.Open = run.From <= c.open && c.open <= run.To
		if run.Folded && !run.Open && run.To-run.From >= compareFoldRows {
			run.Address = c.address("/compare", "open", run.From) + fmt.Sprintf("#r%d", run.From)
			run.Source = c.address("/compare/rows", "from", run.From) + fmt.Sprintf("&to=%d", run.To)
			continue
		}
		run.Rows = c.rows(x, run.From, run.To, s)
		for j := range run.Rows {
			if row := &run.Rows[j]; !run.Folded && row.Changed() && c.shown(&row.RedlineRow) {
				gone, come := row.Gist()
				p.Entries = append(p.Entries, changeEntry{
					N: row.N, Kind: row.Kind, Mark: row.Mark, Name: row.Name, Unit: row.Unit, Gone: gone, Come: come, Lang: x.Newer.Lang,
				})
			}
		}
	}
}

// rows are those from one number to another.
func (c compareQuery) rows(x *compared, from, to int, s *publish.Saying) []compareRow {
	out := make([]compareRow, 0, to-from+1)
	for _, row := range x.line.Rows[from-1 : to] {
		set := compareRow{
			RedlineRow: row, Mark: publish.ChangeMark(row.Kind), Name: s.Change(row.Kind), Layout: c.layout, Older: &x.Older, Newer: &x.Newer,
		}
		if row.Far > 0 {
			set.FarAddress = c.address("/compare", "row", row.Far) + fmt.Sprintf("#r%d", row.Far)
		}
		if u := row.Turn; u != nil && u.A != "" && u.B != "" { // one that came or went is told by its rows
			set.Turned = true
			if name := s.Unit(u); name != set.Name {
				set.TurnName = name
			}
		}
		out = append(out, set)
	}
	return out
}

// comparePartFragment is one part of a comparison alone.
func (r *Room) comparePartFragment(ctx context.Context, q *request) (reply, error) {
	c := compareQueryOf(q)
	x, err := r.comparisons.whole(ctx, c.a, c.b)
	if err != nil {
		return reply{}, err
	}
	parts := c.parts(x)
	n, err := strconv.Atoi(q.form.Get("n"))
	if err != nil || n < 1 || n > len(parts) {
		return reply{}, fmt.Errorf("the comparison has %d parts, no part %q: %w", len(parts), q.form.Get("n"), tifa.ErrNotFound)
	}
	c.load(&parts[n-1], x, r.sets[q.settings.Lang].saying)
	return page("compare#fragment", &parts[n-1])
}

// compareReadyFragment says whether two texts are compared: 202 while they are
// being, 200 when it is done.
func (r *Room) compareReadyFragment(ctx context.Context, q *request) (reply, error) {
	c := compareQueryOf(q)
	x, err := r.comparisons.get(ctx, c.a, c.b, 5*time.Second)
	if err != nil {
		return reply{}, err
	}
	if x.line == nil {
		return reply{name: "compare#being", page: nil, status: http.StatusAccepted}, nil
	}
	return page("aligning#ready", nil)
}

// compareRowsFragment is the rows under a fold.
func (r *Room) compareRowsFragment(ctx context.Context, q *request) (reply, error) {
	c := compareQueryOf(q)
	x, err := r.comparisons.whole(ctx, c.a, c.b)
	if err != nil {
		return reply{}, err
	}
	from, errFrom := strconv.Atoi(q.form.Get("from"))
	to, errTo := strconv.Atoi(q.form.Get("to"))
	if errFrom != nil || errTo != nil || from < 1 || to < from || to > len(x.line.Rows) || to-from >= 1000 {
		return reply{}, fmt.Errorf("the comparison has no rows from %q to %q: %w", q.form.Get("from"), q.form.Get("to"), tifa.ErrNotFound)
	}
	run := compareRun{Rows: c.rows(x, from, to, r.sets[q.settings.Lang].saying)}
	return page("compare#rows", &run)
}

// chooseTwo asks which editions to compare.
func (r *Room) chooseTwo(ctx context.Context, q *request, c compareQuery, why string) (reply, error) {
	v := &compareView{frame: r.frame(q, "compare", r.say(q, "compare.choose")), Why: why}
	v.Older.Address, v.Newer.Address = c.a, c.b
	all, err := r.library.List(ctx, concordance.Filter{})
	if err != nil {
		return reply{}, err
	}
	one := cmp.Or(c.a, c.b)
	at := slices.IndexFunc(all, func(e tifa.Edition) bool { return e.Address == one })
	byWork := map[string][]*tifa.Edition{}
	for i := range all {
		byWork[all[i].Work] = append(byWork[all[i].Work], &all[i])
	}
	for i := range all {
		e := &all[i]
		if at >= 0 && tifa.BaseLang(e.Lang) != tifa.BaseLang(all[at].Lang) {
			continue
		}
		if len(v.Choices) < compareChoices {
			v.Choices = append(v.Choices, *e)
		}
		if at >= 0 && e.Work != all[at].Work {
			continue
		}
		before := formerOf(e, byWork[e.Work])
		if before == nil {
			continue
		}
		if v.More++; len(v.Pairs) < comparePairs {
			v.Pairs = append(v.Pairs, editionPair{*before, *e})
		}
	}
	v.More -= len(v.Pairs)
	return page("compare", v)
}

// formerOf is the last of the editions of a work in the language of e that is
// certainly earlier.
func formerOf(e *tifa.Edition, work []*tifa.Edition) *tifa.Edition {
	var best *tifa.Edition
	for _, o := range work {
		if tifa.BaseLang(o.Lang) == tifa.BaseLang(e.Lang) && o.Date.Before(e.Date) && (best == nil || best.Date.Compare(o.Date) <= 0) {
			best = o
		}
	}
	return best
}
