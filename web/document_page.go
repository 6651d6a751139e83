package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"tifa"
	"tifa/concordance"
	"tifa/library"
	"tifa/store"
)

// patience is how long a page waits for the ledger of its text. Most are there
// by then; the others come when they are done.
const patience = 60 * time.Millisecond

// documentView is a text to read.
type documentView struct {
	frame
	Edition  tifa.Edition
	Guessed  []string // names of what nobody stated
	Outline  []outlineEntry
	Parts    []part
	Marks    *marksView // nil while it is being worked out
	Fault    string     // why it cannot be
	Selected *evidence
	Self     string        // address of the page: with the version where that is a former one
	Former   *store.Former // what is said of it then; nil of the present version
	Orphans  []noteView    // notes that have no place in this version
	With     *tifa.Edition // the counterpart that stands beside it
	Layout   string        // columns, interleaved or demand
	Partners []tifa.Edition
	Work     []tifa.Edition // its other editions
	Layouts  []string
	Aligning *aligningView // where With cannot stand beside it yet
}

// layouts of a bilingual text; the first is the usual one.
func layouts() []string { return []string{"columns", "interleaved", "demand"} }

// shown finds the text of a page.
func (r *Room) shown(ctx context.Context, q *request) (*library.Shown, error) {
	a, err := tifa.ParseAddress(q.PathValue("edition"))
	if err != nil || a.From > 0 {
		return nil, fmt.Errorf("%s is no edition: %w", q.PathValue("edition"), tifa.ErrNotFound)
	}
	return r.texts.get(ctx, q.PathValue("edition"))
}

// sentence reads the number of a sentence out of the address; 0 if none is
// asked for.
func (q *request) sentence(s *library.Shown) (int, error) {
	v := q.form.Get("s")
	if v == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > len(s.Sentences) {
		return 0, fmt.Errorf("%s has no sentence %q; its last is s%d: %w", s.Address, v, len(s.Sentences), tifa.ErrNotFound)
	}
	return n, nil
}

func (r *Room) documentPage(ctx context.Context, q *request) (reply, error) {
	s, err := r.shown(ctx, q)
	if err != nil {
		return reply{}, err
	}
	if q.PathValue("edition") == s.Work { // a bare work leads to its edition
		u := url.URL{Path: "/" + s.Address, RawQuery: q.URL.RawQuery}
		return goTo(u.String())
	}
	selected, err := q.sentence(s)
	if err != nil {
		return reply{}, err
	}
	ledger, fault, err := r.ledger(ctx, q, &s.Edition, patience)
	if err != nil {
		return reply{}, err
	}
	notes, err := r.notesOn(ctx, &s.Edition)
	if err != nil {
		return reply{}, err
	}
	v := &documentView{
		frame: r.frame(q, "", s.Title), Edition: s.Edition, Guessed: s.Guessed, Self: s.Pinned(), Former: formerVersion(s),
		Marks: r.marksView(q, &s.Edition, ledger), Fault: fault, Outline: outlineOf(s, marksOf{ledger: ledger}),
	}
	for _, n := range notes[0] {
		v.Orphans = append(v.Orphans, r.noteView(n, v.Here))
	}
	v.Formats = formats("show", url.Values{"edition": {s.Pinned()}})
	if v.Partners, err = r.library.Counterparts(ctx, s.Address); err != nil {
		return reply{}, err
	}
	if v.Work, err = r.othersOfWork(ctx, &s.Edition); err != nil {
		return reply{}, err
	}
	v.Document = tabsOf(&s.Edition, "read", v.Partners, v.Work)
	if err := r.predecessor(ctx, &s.Edition, v.Document); err != nil {
		return reply{}, err
	}
	if err := r.layout(ctx, q, v, s, marksOf{ledger, notes}, selected); err != nil {
		return reply{}, err
	}
	if selected > 0 {
		if v.Selected, err = r.evidence(ctx, q, s, ledger, notes, selected); err != nil {
			return reply{}, err
		}
	}
	return page("document", v)
}

// ledger gives the ledger of a text, nil if it is not there after a while. That
// it cannot be made is a fault that the page tells of, with the text all the
// same.
func (r *Room) ledger(ctx context.Context, q *request, e *tifa.Edition, patience time.Duration) (l *library.Ledger, fault string, err error) {
	l, err = r.ledgers.get(ctx, e, patience)
	switch {
	case err == nil || ctx.Err() != nil:
		return l, "", err
	case errors.Is(err, tifa.ErrDamaged) || errors.Is(err, tifa.ErrUsage):
		return nil, err.Error(), nil
	}
	return nil, r.say(q, "document.fault-log"), nil
}

// layout sets the parts of the text: the one that is asked for, and the places
// of the others.
func (r *Room) layout(ctx context.Context, q *request, v *documentView, s *library.Shown, m marksOf, selected int) error {
	v.Parts, v.Layouts = divide(s), layouts()
	v.Layout = layouts()[0]
	if l := q.form.Get("layout"); slices.Contains(layouts(), l) {
		v.Layout = l
	}
	if with := q.form.Get("with"); with != "" {
		i := slices.IndexFunc(v.Partners, func(e tifa.Edition) bool { return e.Address == with })
		if i < 0 {
			return fmt.Errorf("%s and %s are no bitext of this library: %w", s.Address, with, tifa.ErrNotFound)
		}
		v.With = &v.Partners[i]
	}
	for i := range v.Parts {
		p := &v.Parts[i]
		address := url.Values{"s": {strconv.Itoa(p.From)}}
		source := url.Values{"n": {strconv.Itoa(p.N)}}
		if v.With != nil {
			address.Set("with", v.With.Address)
			address.Set("layout", v.Layout)
			source.Set("with", v.With.Address)
		}
		p.Address = fmt.Sprintf("/%s?%s#s%d", s.Pinned(), address.Encode(), p.From)
		p.Source = "/part/" + s.Pinned() + "?" + source.Encode()
	}
	if len(v.Parts) == 0 {
		return nil
	}
	p := &v.Parts[partOf(v.Parts, max(1, selected))]
	err := r.load(ctx, p, v.With, s, m, selected)
	if v.Aligning = r.aligning(q, err); v.Aligning != nil {
		return r.load(ctx, p, nil, s, m, selected)
	}
	return err
}

// load sets one part of a text.
func (r *Room) load(ctx context.Context, p *part, with *tifa.Edition, s *library.Shown, m marksOf, selected int) error {
	p.Loaded = true
	if with == nil {
		p.Blocks = blocksOf(s, p, m, selected)
		return nil
	}
	var err error
	p.Rows, err = r.rows(ctx, p, with, s, m, selected)
	return err
}

// othersOfWork are the other editions of a work, by date.
func (r *Room) othersOfWork(ctx context.Context, e *tifa.Edition) ([]tifa.Edition, error) {
	all, err := r.library.List(ctx, concordance.Filter{Work: e.Work})
	return slices.DeleteFunc(all, func(o tifa.Edition) bool { return o.Address == e.Address }), err
}

// partFragment is one part of a text alone, for a page that is scrolled to it.
func (r *Room) partFragment(ctx context.Context, q *request) (reply, error) {
	s, err := r.shown(ctx, q)
	if err != nil {
		return reply{}, err
	}
	parts := divide(s)
	n, err := strconv.Atoi(q.form.Get("n"))
	if err != nil || n < 1 || n > len(parts) {
		return reply{}, fmt.Errorf("%s has %d parts, no part %q: %w", s.Address, len(parts), q.form.Get("n"), tifa.ErrNotFound)
	}
	ledger, _, err := r.ledger(ctx, q, &s.Edition, 0)
	if err != nil {
		return reply{}, err
	}
	var with *tifa.Edition
	if address := q.form.Get("with"); address != "" {
		partners, err := r.library.Counterparts(ctx, s.Address)
		if err != nil {
			return reply{}, err
		}
		i := slices.IndexFunc(partners, func(e tifa.Edition) bool { return e.Address == address })
		if i < 0 {
			return reply{}, fmt.Errorf("%s and %s are no bitext of this library: %w", s.Address, address, tifa.ErrNotFound)
		}
		with = &partners[i]
	}
	notes, err := r.notesOn(ctx, &s.Edition)
	if err != nil {
		return reply{}, err
	}
	p := &parts[n-1]
	err = r.load(ctx, p, with, s, marksOf{ledger, notes}, 0)
	if r.aligning(q, err) != nil { // the page says so
		err = r.load(ctx, p, nil, s, marksOf{ledger, notes}, 0)
	}
	return reply{name: "document#part", page: p}, err
}

// marksFragment is what the ledger says, for a page that did not wait for it.
func (r *Room) marksFragment(ctx context.Context, q *request) (reply, error) {
	s, err := r.shown(ctx, q)
	if err != nil {
		return reply{}, err
	}
	ledger, fault, err := r.ledger(ctx, q, &s.Edition, 5*time.Second)
	if err != nil {
		return reply{}, err
	}
	v := &documentView{Edition: s.Edition, Self: s.Pinned(), Marks: r.marksView(q, &s.Edition, ledger), Fault: fault, Outline: outlineOf(s, marksOf{ledger: ledger})}
	if v.Marks == nil && fault == "" {
		return reply{name: "document#late", page: v, status: http.StatusAccepted}, nil
	}
	return page("document#late", v)
}

// formerVersion is what is said of a former version: till when it was the text, and
// why it no longer is.
func formerVersion(s *library.Shown) *store.Former {
	for i := range s.Former {
		if s.ReplacedBy != "" && s.Former[i].Version == s.Version {
			return &s.Former[i]
		}
	}
	return nil
}
