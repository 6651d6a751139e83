package web

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"tifa"
	"tifa/discourse"
	"tifa/library"
	"tifa/reuse"
	"tifa/store"
)

// tensionsView is what a document sets against what, and whom it means without
// a name.
type tensionsView struct {
	frame
	Edition      tifa.Edition
	Part         string // hinges, targets or tensions alone; empty: all three
	Parts        []facetValue
	Experimental bool   // with what is worth too little to be shown unasked
	Other        string // the page with it, or without
	Alone        bool   // the passages in other languages are being aligned

	Hinges    listView[hingeView]
	Kinds     []facetValue // of hinges
	Targets   listView[targetView]
	Parallels string        // what named parallels are worth
	Found     []tensionView // by people
	Proposed  listView[tensionView]
	Judged    []tensionView
	Lost      []lostVerdict
	Back      string // where a form leads back to
}

// listView is a list with what it is worth.
type listView[T any] struct {
	Note  string // why nothing could be found
	Worth string
	Items []T
	Total int
	More  string // the rest of it
}

type hingeView struct {
	library.Hinge

	Lang  string
	Poles [2]poleView
	N     int // sentence
}

// poleView is a pole with its cue marked.
type poleView struct {
	Text string
	Sub  bool
	Main bool // the other is subordinate
}

type targetView struct {
	library.Target

	Lang      string
	Pieces    []cuePiece
	Parallels []parallelView
	N         int
}

type parallelView struct {
	library.NamedParallel

	Lang    string
	Percent int
}

// tensionView is a pair face to face.
type tensionView struct {
	library.Tension

	Sides    [2]tensionSide
	Both     string   // rare words that both have
	Verdicts []string // that can be given
	Edition  string
	Back     string
}

type tensionSide struct {
	library.TensionSide

	Lang   string
	N      int
	Pieces []cuePiece
	Mark   string // of its class
	From   *passage
}

// cuePiece is a part of a sentence; of its cue where it is lit.
type cuePiece struct {
	Text string
	Lit  bool
}

type lostVerdict struct {
	store.Verdict

	Lang string
}

// How much of each list stands on the page of all three, and on its own.
const (
	partShort = 30
	partLong  = 200
)

func tensionParts() []string { return []string{"hinges", "targets", "tensions"} }

func (r *Room) tensionsPage(ctx context.Context, q *request) (reply, error) {
	e, err := r.library.Edition(ctx, q.PathValue("edition"))
	if err != nil {
		return reply{}, err
	}
	title := e.Title
	if title == "" {
		title = e.Address
	}
	v := &tensionsView{frame: r.frame(q, "", r.say(q, "tensions.title", title)), Edition: e, Part: q.form.Get("part")}
	if v.Part != "" && !slices.Contains(tensionParts(), v.Part) {
		return reply{}, usage("there is no part %q; there are %s", v.Part, strings.Join(tensionParts(), ", "))
	}
	if early, err := r.found(ctx, q, &e, "tensions", func(ctx context.Context) error {
		_, err := r.library.Targets(ctx, e.Pinned(), library.TargetOptions{}, library.Uploads(nil))
		return err
	}); early != nil || err != nil {
		return orError(early, err)
	}
	if v.Document, err = r.documentTabs(ctx, &e, "tensions"); err != nil {
		return reply{}, err
	}
	v.Experimental = q.form.Get("experimental") == "true"
	v.Other = withParam(v.Here, "experimental", map[bool]string{true: "", false: "true"}[v.Experimental])
	v.Back = v.Here
	for _, part := range append([]string{""}, tensionParts()...) {
		v.Parts = append(v.Parts, facetValue{
			Value: cmp.Or(part, "all"), Lit: part == v.Part,
			Address: withParam(withParam(withParam(v.Here, "part", part), "after", ""), "kind", ""),
		})
	}
	for i, add := range []func(context.Context, *request, *tensionsView) error{r.hingesPart, r.targetsPart, r.tensionsPart} {
		part := tensionParts()[i]
		if v.Part != "" && v.Part != part {
			continue
		}
		if err := add(ctx, q, v); err != nil {
			return reply{}, err
		}
		asked := url.Values{"edition": {e.Pinned()}}
		if v.Experimental && part != "hinges" {
			asked.Set("experimental", "true")
		}
		for _, f := range formats(part, asked) {
			f.Name = r.say(q, "tensions.part."+part) + " " + f.Name
			v.Formats = append(v.Formats, f)
		}
	}
	return page("tensions", v)
}

// worth says what a list is worth, in the reader's language.
func (r *Room) worth(q *request, w *discourse.Worth) string {
	if w.Precision == nil {
		return r.say(q, "tensions.unjudged")
	}
	return r.say(q, "tensions.worth", int(100**w.Precision+.5), w.Judged)
}

// noWords says that the tables have nothing, or little, for the language of a
// text: then what is not found says nothing. The note is that of the library;
// empty: they have.
func (r *Room) noWords(q *request, note, lang, found, table string) string {
	if note == "" {
		return ""
	}
	name := r.sets[q.settings.Lang].words.language(lang)
	what := r.say(q, "no-words.none", name)
	switch found {
	case "lists":
		what = r.say(q, "no-words.lists", name)
	case "names":
		what = r.say(q, "no-words.names", name)
	case "references":
		what = r.say(q, "no-words.references", name)
	}
	return what + " " + r.say(q, "no-words.own", table)
}

// cutList is the part of a list that stands on the page.
func cutList[T any](q *request, v *tensionsView, part string, worth string, all []T) listView[T] {
	out := listView[T]{Worth: worth, Total: len(all)}
	from, most := 0, partShort
	if v.Part == part {
		from, most = max(0, min(atoi(q.form.Get("after")), len(all))), partLong
	}
	to := min(from+most, len(all))
	out.Items = all[from:to]
	if to < len(all) {
		out.More = withParam(v.Here, "part", part)
		if v.Part == part {
			out.More = withParam(out.More, "after", itoa(to))
		}
	}
	return out
}

func (r *Room) hingesPart(ctx context.Context, q *request, v *tensionsView) error {
	h, err := r.library.Hinges(ctx, v.Edition.Pinned(), library.Stated{}, library.Uploads(nil))
	if err != nil {
		return err
	}
	kind := ""
	if v.Part == "hinges" {
		kind = q.form.Get("kind")
	}
	counts := map[string]int{}
	var all []hingeView
	for i := range h.Items {
		x := &h.Items[i]
		counts[x.Kind]++
		if kind != "" && x.Kind != kind {
			continue
		}
		view := hingeView{Hinge: *x, Lang: h.Lang, N: sentenceNumber(x.Address)}
		for k := range x.Poles {
			view.Poles[k] = poleView{Text: x.Poles[k].Quote, Sub: x.Poles[k].Subordinate, Main: x.Poles[1-k].Subordinate}
		}
		all = append(all, view)
	}
	for _, k := range []string{discourse.Concession, discourse.Balance, discourse.Exception} {
		if counts[k] > 0 {
			address := withParam(withParam(withParam(v.Here, "part", "hinges"), "after", ""), "kind", k)
			if k == kind {
				address = withParam(address, "kind", "")
			}
			v.Kinds = append(v.Kinds, facetValue{Value: k, Count: counts[k], Lit: k == kind, Address: address})
		}
	}
	v.Hinges = cutList(q, v, "hinges", r.worth(q, &h.Worth), all)
	v.Hinges.Note = r.noWords(q, h.Note, h.Lang, "none", "hinges.tsv")
	return nil
}

func (r *Room) targetsPart(ctx context.Context, q *request, v *tensionsView) error {
	o := library.TargetOptions{}
	if v.Experimental {
		o.Parallels = 3
	}
	t, err := r.library.Targets(ctx, v.Edition.Pinned(), o, library.Uploads(nil))
	if err != nil {
		return err
	}
	var all []targetView
	for i := range t.Items {
		x := &t.Items[i]
		view := targetView{Target: *x, Lang: t.Lang, N: sentenceNumber(x.Address), Pieces: cuePieces(&x.Attestation, x.CueAt)}
		for _, p := range x.Parallels {
			view.Parallels = append(view.Parallels, parallelView{p, t.Lang, int(100*p.Certainty + .5)})
		}
		all = append(all, view)
	}
	v.Parallels = r.worth(q, &t.Parallel)
	v.Targets = cutList(q, v, "targets", r.worth(q, &t.Worth), all)
	v.Targets.Note = r.noWords(q, t.Note, t.Lang, "none", "targets.tsv")
	return nil
}

func (r *Room) tensionsPart(ctx context.Context, q *request, v *tensionsView) error {
	o := library.TensionOptions{Verdicts: !v.Experimental}
	t, err := r.library.Tensions(ctx, v.Edition.Pinned(), o, library.Uploads(nil))
	if _, aligning := errors.AsType[*library.AligningError](err); aligning {
		o.NoCounterparts, v.Alone = true, true
		t, err = r.library.Tensions(ctx, v.Edition.Pinned(), o, library.Uploads(nil))
	}
	if err != nil {
		return err
	}
	var proposed []tensionView
	for i := range t.Items {
		if view := r.tensionView(q, v, &t.Items[i], t.Lang); t.Items[i].Verdict == nil {
			proposed = append(proposed, view)
		} else {
			v.Found = append(v.Found, view)
		}
	}
	for i := range t.Judged {
		v.Judged = append(v.Judged, r.tensionView(q, v, &t.Judged[i], t.Lang))
	}
	for _, x := range t.Lost {
		v.Lost = append(v.Lost, lostVerdict{x, t.Lang})
	}
	v.Proposed = cutList(q, v, "tensions", r.worth(q, &t.Worth), proposed)
	return nil
}

func (r *Room) tensionView(q *request, v *tensionsView, x *library.Tension, lang string) tensionView {
	out := tensionView{Tension: *x, Both: r.sets[q.settings.Lang].words.list(x.Shared[:min(3, len(x.Shared))]), Edition: v.Edition.Address, Back: v.Back}
	for _, verdict := range store.Verdicts() {
		if x.Verdict == nil || x.Verdict.Verdict != verdict {
			out.Verdicts = append(out.Verdicts, verdict)
		}
	}
	for i, side := range []*library.TensionSide{&x.A, &x.B} {
		s := tensionSide{TensionSide: *side, Lang: lang, N: sentenceNumber(side.Address), Pieces: cuePieces(&side.Attestation, side.CueAt)}
		if side.Class != "" {
			s.Mark = markOf(reuse.Class(side.Class))
		}
		if side.Ancestor != nil {
			s.From = &passage{*side.Ancestor, lang}
		}
		out.Sides[i] = s
	}
	return out
}

// Towards says whether the side is for or against what its cue says.
func (s tensionSide) Towards() string {
	if s.For {
		return "for"
	}
	return "against"
}

// cuePieces are the words of a passage with its cue lit.
func cuePieces(a *tifa.Attestation, cue tifa.Range) []cuePiece {
	runes := []rune(a.Quote)
	from, to := cue.Start-a.Start, cue.End-a.Start
	if from < 0 || to <= from || to > len(runes) {
		return []cuePiece{{a.Quote, false}}
	}
	return []cuePiece{{string(runes[:from]), false}, {string(runes[from:to]), true}, {string(runes[to:]), false}}
}

// sentenceNumber is the number of the sentence of an address.
func sentenceNumber(address string) int {
	a, err := tifa.ParseAddress(address)
	if err != nil {
		return 0
	}
	return a.From
}

// judge keeps what a reader holds of two sentences, and leads back.
func (r *Room) judge(ctx context.Context, q *request) (reply, error) {
	if err := q.ParseForm(); err != nil {
		return reply{}, usage("the form cannot be read: %v", err)
	}
	edition := q.PathValue("edition")
	at := func(field string) string {
		s := strings.TrimSpace(q.PostForm.Get(field))
		if strings.Contains(s, ":") {
			return s
		}
		return edition + ":s" + strings.TrimPrefix(s, "s")
	}
	err := r.library.Judge(ctx, at("a"), at("b"), q.PostForm.Get("verdict"), unixLines(q.PostForm.Get("note")))
	if err != nil {
		return reply{}, err
	}
	if back := q.PostForm.Get("back"); back != "" {
		return goTo(local(back))
	}
	return goTo("/tensions/" + edition)
}
