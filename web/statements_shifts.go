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

// shiftsView is the statements that bind more or less in another version of a
// document, or in its translation.
type shiftsView struct {
	Others  []facetValue // what it can be compared with
	A, B    tifa.Edition
	Whole   string // address of the comparison of all of both
	Hidden  int    // found and not shown
	Shown   bool   // what is worth too little is shown all the same
	Other   string // the page with it, or without
	Turns   []facetValue
	Items   []shiftView
	Missing bool // there is nothing to compare it with
	Apart   bool // the two are no versions of each other, or no bitext of the library
	Across  bool // they are in two languages

	Counts   []int // of statements, in the older version and in the newer
	Turnover []turnoverView
}

// turnoverView is the statements of sentences that one of two versions has
// alone.
type turnoverView struct {
	Name          string // new or gone
	Total, Left   int
	Kinds, Actors []facetValue
	Items         []laidView
}

type laidView struct {
	shiftSide

	From *shiftSide // where it stands in the older version, if it does

	Kind string
}

const mostTurnoverActors = 20

// turnover sets what is new and what is gone.
func (r *Room) turnover(q *request, v *statementsView, s *library.StatementShifts) {
	if s.New == nil {
		return
	}
	v.Shifts.Counts = s.Counts[:]
	for k, t := range []*discourse.Turnover{s.New, s.Gone} {
		out := turnoverView{Name: []string{"new", "gone"}[k], Total: len(t.Statements)}
		for _, x := range t.Kinds {
			out.Kinds = append(out.Kinds, facetValue{Label: r.kindOf(q, "laid "+x.Kind), Count: x.Count})
		}
		for i, x := range t.Actors {
			if i == mostTurnoverActors {
				break
			}
			out.Actors = append(out.Actors, facetValue{Value: deref(x.Actor), Label: r.kindOf(q, "laid "+x.Kind), Count: x.Count})
		}
		for i := range t.Statements {
			if i == mostStatements {
				out.Left = len(t.Statements) - i
				break
			}
			x := &t.Statements[i]
			out.Items = append(out.Items, laidView{sideOf(x, s.Langs[1-k]), nil, r.kindOf(q, "laid "+x.Lays())})
		}
		v.Shifts.Turnover = append(v.Shifts.Turnover, out)
	}
	if len(s.Moved) == 0 {
		return
	}
	out := turnoverView{Name: "moved", Total: len(s.Moved)}
	for i := range s.Moved {
		if i == mostStatements {
			out.Left = len(s.Moved) - i
			break
		}
		from := sideOf(&s.Moved[i].A, s.Langs[0])
		out.Items = append(out.Items, laidView{sideOf(&s.Moved[i].B, s.Langs[1]), &from, r.kindOf(q, "laid "+s.Moved[i].B.Lays())})
	}
	v.Shifts.Turnover = append(v.Shifts.Turnover, out)
}

// sideOf is a statement on one side of a comparison.
func sideOf(x *discourse.Statement, lang string) shiftSide {
	cue := tifa.Range{Start: x.CueAt, End: x.CueAt + len([]rune(x.Cue))}
	return shiftSide{
		Address: x.Address, Lang: lang, N: x.Sentence, Actor: deref(x.Actor),
		Pieces: cuePieces(&tifa.Attestation{Start: x.Start, End: x.End, Quote: x.Quote}, cue),
	}
}

type shiftView struct {
	Direction string
	From, To  string
	Sides     [2]shiftSide
}

type shiftSide struct {
	Address, Lang string
	N             int
	Actor         string
	Pieces        []cuePiece
}

// shifts compares a document with another version of it, or with another
// language.
func (r *Room) shifts(ctx context.Context, q *request, v *statementsView) error {
	asked := q.asked("experimental")
	o, err := api.StatementOptions(asked)
	if err != nil {
		return err
	}
	x := &shiftsView{Shown: o.Experimental}
	v.Shifts = x
	v.Form.View = v.View
	others, err := r.comparable(ctx, v)
	if err != nil {
		return err
	}
	against := strings.TrimSpace(q.form.Get("against"))
	if against == "" && len(others) > 0 {
		against = others[0].Address
	}
	if x.Missing = against == ""; x.Missing {
		return nil
	}
	other, err := r.library.Edition(ctx, against)
	if err != nil {
		return err
	}
	for i := range others {
		x.Others = append(x.Others, facetValue{Value: others[i].Address, Lit: others[i].Address == other.Address, Address: withParam(withParam(v.Here, "experimental", ""), "against", others[i].Address)})
	}
	if x.A, x.B = v.Edition, other; turned(&x.A, &x.B) {
		x.A, x.B = x.B, x.A
	}
	s, err := r.library.StatementShifts(ctx, x.A.Pinned(), x.B.Pinned(), o, library.Uploads(nil))
	if err != nil {
		return err
	}
	r.said(q, v, s.Worth, s.Note)
	if s.Hidden > 0 || len(s.Worth) > 0 {
		v.Note = ""
	}
	page := "/compare?"
	if s.Kind == library.TranslationShift {
		page = "/bitext?"
	}
	x.Whole = page + url.Values{"a": {x.A.Address}, "b": {x.B.Address}}.Encode()
	x.Hidden, x.Apart, x.Across = s.Hidden, s.Apart, s.Kind == library.TranslationShift
	x.Other = withParam(v.Here, "experimental", map[bool]string{true: "", false: "true"}[x.Shown])
	if s.Hidden == 0 && !(x.Shown && len(s.Worth) > 0 && s.Worth[0].Experimental()) {
		x.Other = ""
	}
	r.turns(q, v, s)
	r.turnover(q, v, s)
	asked.Set("a", x.A.Pinned())
	asked.Set("b", x.B.Pinned())
	v.Formats = formats("statements/shifts", asked)
	return nil
}

// turns lists the shifts, those of one direction alone where that is asked for.
func (r *Room) turns(q *request, v *statementsView, s *library.StatementShifts) {
	x, counts, turn := v.Shifts, map[string]int{}, q.form.Get("turn")
	for i := range s.Shifts {
		shift := &s.Shifts[i]
		counts[shift.Direction]++
		if turn != "" && turn != shift.Direction {
			continue
		}
		out := shiftView{Direction: r.kindOf(q, "turn "+shift.Direction), From: shift.From, To: shift.To}
		for k, side := range []*discourse.Statement{&shift.A, &shift.B} {
			out.Sides[k] = sideOf(side, s.Langs[k])
		}
		x.Items = append(x.Items, out)
	}
	v.Total = len(x.Items)
	for _, d := range []string{discourse.Stronger, discourse.Weaker, discourse.Otherwise} {
		if counts[d] > 0 {
			to := d
			if d == turn {
				to = ""
			}
			x.Turns = append(x.Turns, facetValue{Value: d, Label: r.kindOf(q, "turn "+d), Count: counts[d], Lit: d == turn, Address: withParam(v.Here, "turn", to)})
		}
	}
}

// turned says whether two texts have to change places, so that the older or
// the source comes first.
func turned(a, b *tifa.Edition) bool {
	if tifa.BaseLang(a.Lang) != tifa.BaseLang(b.Lang) {
		return strings.Contains(a.Status, "translation") && !strings.Contains(b.Status, "translation")
	}
	return b.Date.Compare(a.Date) < 0
}

// comparable are the texts that a document is compared with: its versions, the
// one next to it first, then its counterparts in other languages, and where it
// has no version what came before it of its kind.
func (r *Room) comparable(ctx context.Context, v *statementsView) ([]tifa.Edition, error) {
	work, err := r.othersOfWork(ctx, &v.Edition)
	if err != nil {
		return nil, err
	}
	out := slices.DeleteFunc(work, func(o tifa.Edition) bool { return tifa.BaseLang(o.Lang) != tifa.BaseLang(v.Edition.Lang) })
	former := func(e tifa.Edition) int {
		if e.Address == v.Document.Former {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b tifa.Edition) int { return cmp.Compare(former(a), former(b)) })
	if len(out) == 0 && v.Document.Former != "" {
		e, err := r.library.Edition(ctx, v.Document.Former)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	partners, err := r.library.Counterparts(ctx, v.Edition.Address)
	return append(out, partners...), err
}
