package web

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"tifa"
	"tifa/bitext"
	"tifa/library"
	"tifa/store"
)

// bitextView is a bitext as a table, with what the checks found beside the
// bead that it concerns, and the alignment editor.
type bitextView struct {
	frame
	Src, Tgt tifa.Edition
	Turned   string // the address of the same the other way round
	Show     string // the filter
	Severity string // the least that is shown
	Filters  []beadFilter
	Found    []severityView
	Seen     int
	Coverage string // share of the words that had a counterpart, in percent
	Whole    []findingView
	Parts    []bitextPart
	Total    int // beads that are shown
	History  []beadEditView
	State    string // see beadState
	Checking bool   // the checks are still being made: there are no findings yet
	Undo     bool   // a correction can be taken back
	Said     string // what was done
	Problem  string
	At       string // the bead that it is about; empty: none that is there

	// Where two editions are still to be chosen.
	Pairs []editionPair
	More  int
}

// beadFilter is a kind of beads to look at.
type beadFilter struct {
	Name, Address string
	Count         int
	Lit           bool
}

// severityView is how many findings nobody has looked at.
type severityView struct {
	Severity, Mark, Address string
	Count                   int
	Lit                     bool
}

// bitextPart is a part of the table. Where it is not loaded its place is kept
// by a link.
type bitextPart struct {
	N, From, To int // beads, from 1, among those that are shown
	Loaded      bool
	Beads       []beadView
	Address     string
	Source      string
}

// beadView is a bead as a template reads it.
type beadView struct {
	Place   string // of its first sentence: s12, or t20
	Next    string // that of the bead after it
	Src     []beadSentence
	Tgt     []beadSentence
	Kind    string
	Score   float64
	Low     bool
	Locked  bool
	By      string
	Reasons []string
	Found   []findingView
	Seen    []findingView
	Problem string // why it could not be corrected
	index   int
}

// Omitted says that the translation leaves the sentences out.
func (b beadView) Omitted() bool { return len(b.Tgt) == 0 }

// Added says that the translation has sentences of its own.
func (b beadView) Added() bool { return len(b.Src) == 0 }

// beadSentence is a sentence of a bead; Place names it to the editor.
type beadSentence struct {
	N       int
	Place   string
	Text    string
	Lang    string
	Address string
}

// findingView is what a check found.
type findingView struct {
	bitext.Finding
	Mark  string
	Key   string
	Place string // of its bead, to come back to
	Back  bitextQuery
}

// beadEditView is a correction in the history.
type beadEditView struct {
	store.BeadEdit
	Places string
}

const (
	bitextPartBeads = 80
	lowScore        = .6 // below it a bead that nobody locked is worth a look
)

// beadFilters are the filters by name; the first shows all.
func beadFilters() []string {
	return []string{"all", "findings", "omitted", "added", "uneven", "low", "locked"}
}

// fits says whether a filter shows a bead.
func (b *beadView) fits(filter string) bool {
	switch filter {
	case "findings":
		return len(b.Found) > 0
	case "omitted":
		return b.Omitted()
	case "added":
		return b.Added()
	case "uneven":
		return max(len(b.Src), len(b.Tgt)) > 1
	case "low":
		return b.Low
	case "locked":
		return b.Locked
	}
	return true
}

// severities are in order, the gravest first.
func severities() []string { return []string{bitext.Error, bitext.Warning, bitext.Notice} }

func severityMark(s string) string {
	return map[string]string{bitext.Error: "▲", bitext.Warning: "△", bitext.Notice: "·"}[s]
}

// bitextQuery is what a page or a part of it asks for.
type bitextQuery struct{ A, B, Show, Severity string }

func bitextQueryOf(v url.Values) bitextQuery {
	c := bitextQuery{A: v.Get("a"), B: v.Get("b"), Show: v.Get("show"), Severity: v.Get("severity")}
	if !slices.Contains(beadFilters(), c.Show) {
		c.Show = beadFilters()[0]
	}
	if !slices.Contains(severities(), c.Severity) {
		c.Severity = bitext.Notice
	}
	return c
}

// address of the bitext with further parameters.
func (c bitextQuery) address(path string, more url.Values) string {
	v := url.Values{"a": {c.A}, "b": {c.B}}
	if c.Show != beadFilters()[0] {
		v.Set("show", c.Show)
	}
	if c.Severity != bitext.Notice {
		v.Set("severity", c.Severity)
	}
	maps.Copy(v, more)
	return path + "?" + v.Encode()
}

// at is the address of the place of a bead.
func (c bitextQuery) at(place string, more url.Values) string {
	v := url.Values{"at": {place}}
	maps.Copy(v, more)
	return c.address("/bitext", v) + "#" + place
}

func (r *Room) bitextPage(ctx context.Context, q *request) (reply, error) {
	c := bitextQueryOf(q.form)
	if c.A == "" || c.B == "" {
		return r.chooseBitext(ctx, q, c)
	}
	v, err := r.bitextOf(ctx, q, c, q.form.Get("at"))
	if waiting := r.aligning(q, err); waiting != nil {
		e, err := r.library.Edition(ctx, c.A)
		if err != nil {
			return reply{}, err
		}
		waiting.Title = r.say(q, "bitext.title", cmp.Or(e.Title, e.Address))
		waiting.Document, err = r.documentTabs(ctx, &e, "bitext")
		return aligningPage(q, waiting), err
	}
	if err != nil {
		return reply{}, err
	}
	if said := q.form.Get("said"); slices.Contains(bitextSayings(), said) {
		v.Said = said
	}
	return page("bitext", v)
}

// bitextOf makes the page, with the part that holds a place.
func (r *Room) bitextOf(ctx context.Context, q *request, c bitextQuery, at string) (*bitextView, error) {
	x, err := r.library.Beads(ctx, c.A, c.B)
	if err != nil {
		return nil, err
	}
	if at == "" && c.Show == beadFilters()[0] && len(x.Beads) > 0 {
		// The reasons at the top of the table, which take as long as the page
		// waits for the checks, are worked out while these are.
		r.checks.begin(x)
		r.library.Explain(x, tifa.Run(0, min(len(x.Beads), bitextPartBeads)-1))
	}
	beads, whole, checked, err := r.checkedBeads(ctx, c, x, r.patienceOf(q, c))
	if err != nil {
		return nil, err
	}
	v := &bitextView{
		Checking: !checked,
		frame:    r.frame(q, "", r.say(q, "bitext.title", cmp.Or(x.Src.Title, x.Src.Address))),
		Src:      x.Src, Tgt: x.Tgt, Show: c.Show, Severity: c.Severity, Whole: whole, // all of them, to be counted
		Turned:   bitextQuery{A: c.B, B: c.A, Show: c.Show, Severity: c.Severity}.address("/bitext", nil),
		Coverage: strconv.Itoa(int(100*x.Coverage + .5)),
	}
	v.Here = c.address("/bitext", nil) // after a form was sent too
	v.Formats = append(formats("align", url.Values{"a": {c.A}, "b": {c.B}}), formats("qa", url.Values{"a": {c.A}, "b": {c.B}})...)
	v.Formats[2].Name, v.Formats[3].Name = r.say(q, "bitext.checks")+" JSON", r.say(q, "bitext.checks")+" CSV"
	if v.Document, err = r.documentTabs(ctx, &x.Src, "bitext"); err != nil {
		return nil, err
	}
	v.findings(c, beads)
	v.Whole = c.graver(whole)
	c.limit(beads)
	v.count(c, beads)
	shown := slices.DeleteFunc(slices.Clone(beads), func(b beadView) bool { return !b.fits(c.Show) })
	v.Total = len(shown)
	v.Parts = c.parts(shown)
	load := 0
	for i := range v.Parts {
		if slices.ContainsFunc(v.Parts[i].Beads, func(b beadView) bool { return b.has(at) }) {
			load = i
		}
	}
	for i := range v.Parts {
		if i == load {
			r.explain(&v.Parts[i], x)
		} else {
			v.Parts[i].Beads = nil
		}
	}
	edits, err := r.library.BeadEdits(ctx, c.A, c.B)
	if err != nil {
		return nil, err
	}
	v.State = beadState(edits)
	for _, e := range slices.Backward(edits) {
		v.History = append(v.History, beadEditView{e, placesOf(e)})
		v.Undo = v.Undo || !e.Undone
	}
	return v, nil
}

// has says whether the bead holds the sentence of a place.
func (b *beadView) has(place string) bool {
	is := func(s beadSentence) bool { return s.Place == place }
	return slices.ContainsFunc(b.Src, is) || slices.ContainsFunc(b.Tgt, is)
}

// checkedBeads are those of a bitext with what the checks found about them, and
// what they found about the whole. Where the checks take longer than patience
// they are missing, and checked says so.
func (r *Room) checkedBeads(ctx context.Context, c bitextQuery, x *library.Bitext, patience time.Duration) (beads []beadView, whole []findingView, checked bool, err error) {
	qa, err := r.checks.get(ctx, x, patience)
	if err != nil {
		return nil, nil, false, err
	}
	if checked = qa != nil; !checked {
		qa = &library.QA{}
	}
	beads = make([]beadView, len(x.Beads))
	of := [2]map[int]int{{}, {}} // bead, by sentence
	for i := range x.Beads {
		b := &x.Beads[i]
		v := &beads[i]
		*v = beadView{Kind: b.Kind, Score: b.Score, Locked: b.Locked, By: b.By, index: i}
		v.Low = !b.Locked && len(b.Src) > 0 && len(b.Tgt) > 0 && b.Score < lowScore
		for _, n := range b.Src {
			of[0][n] = i
			v.Src = append(v.Src, beadSentence{n, fmt.Sprintf("s%d", n), x.Texts.Src.Sentence(n), x.Src.Lang, x.Src.Address})
		}
		for _, n := range b.Tgt {
			of[1][n] = i
			v.Tgt = append(v.Tgt, beadSentence{n, fmt.Sprintf("t%d", n), x.Texts.Tgt.Sentence(n), x.Tgt.Lang, x.Tgt.Address})
		}
		v.Place = slices.Concat(v.Src, v.Tgt)[0].Place
		if i > 0 {
			beads[i-1].Next = v.Place
		}
	}
	for i := range qa.Items {
		f := findingView{Finding: qa.Items[i], Mark: severityMark(qa.Items[i].Severity), Key: library.FindingKey(&qa.Items[i]), Back: c}
		at, ok := 0, false
		switch {
		case len(f.Src) > 0:
			at, ok = of[0][f.Src[0]]
		case len(f.Tgt) > 0:
			at, ok = of[1][f.Tgt[0]]
		}
		if !ok {
			whole = append(whole, f)
			continue
		}
		f.Place = beads[at].Place
		if f.Finding.Seen != nil {
			beads[at].Seen = append(beads[at].Seen, f)
		} else {
			beads[at].Found = append(beads[at].Found, f)
		}
	}
	return beads, whole, checked, nil
}

// patienceOf is how long a page waits for its checks. One that shows findings
// alone is nothing without them, and a script that asks after a correction has
// the page of before.
func (r *Room) patienceOf(q *request, c bitextQuery) time.Duration {
	switch {
	case c.Show == "findings" || c.Severity != bitext.Notice:
		return 0
	case q.Header.Get("Sec-Fetch-Dest") == "empty":
		return max(r.checks.patience, checkPatienceBeside)
	}
	return r.checks.patience
}

// limit leaves out findings that are less grave than is asked for.
func (c bitextQuery) limit(beads []beadView) {
	for i := range beads {
		beads[i].Found = c.graver(beads[i].Found)
	}
}

func (c bitextQuery) graver(found []findingView) []findingView {
	least := slices.Index(severities(), c.Severity)
	return slices.DeleteFunc(found, func(f findingView) bool {
		return f.Finding.Seen == nil && slices.Index(severities(), f.Severity) > least
	})
}

// count counts the beads by filters.
func (v *bitextView) count(c bitextQuery, beads []beadView) {
	for _, name := range beadFilters() {
		to := c
		to.Show = name
		f := beadFilter{Name: name, Address: to.address("/bitext", nil), Lit: name == c.Show}
		for i := range beads {
			if beads[i].fits(name) {
				f.Count++
			}
		}
		v.Filters = append(v.Filters, f)
	}
}

// findings counts what the checks found.
func (v *bitextView) findings(c bitextQuery, beads []beadView) {
	counts := map[string]int{}
	add := func(all []findingView) {
		for i := range all {
			if all[i].Finding.Seen != nil {
				v.Seen++
			} else {
				counts[all[i].Severity]++
			}
		}
	}
	add(v.Whole)
	for i := range beads {
		add(beads[i].Found)
		add(beads[i].Seen)
	}
	for _, s := range severities() {
		to := c
		to.Severity = s
		v.Found = append(v.Found, severityView{s, severityMark(s), to.address("/bitext", nil), counts[s], s == c.Severity})
	}
}

// parts divides the beads that are shown.
func (c bitextQuery) parts(shown []beadView) []bitextPart {
	var parts []bitextPart
	for from := 0; from < len(shown); from += bitextPartBeads {
		to := min(from+bitextPartBeads, len(shown))
		n := len(parts) + 1
		parts = append(parts, bitextPart{
			N: n, From: from + 1, To: to, Beads: shown[from:to],
			Address: c.at(shown[from].Place, nil), Source: c.address("/bitext/part", url.Values{"n": {strconv.Itoa(n)}}),
		})
	}
	return parts
}

// explain gives the beads of a part their reasons.
func (r *Room) explain(p *bitextPart, x *library.Bitext) {
	p.Loaded = true
	var indexes []int
	for i := range p.Beads {
		indexes = append(indexes, p.Beads[i].index)
	}
	reasons := r.library.Explain(x, indexes)
	for i := range p.Beads {
		p.Beads[i].Reasons = reasons[i]
	}
}

// bitextPartFragment is one part of the table alone.
func (r *Room) bitextPartFragment(ctx context.Context, q *request) (reply, error) {
	c := bitextQueryOf(q.form)
	x, err := r.library.Beads(ctx, c.A, c.B)
	if err != nil {
		return reply{}, err
	}
	beads, _, _, err := r.checkedBeads(ctx, c, x, 0)
	if err != nil {
		return reply{}, err
	}
	c.limit(beads)
	parts := c.parts(slices.DeleteFunc(beads, func(b beadView) bool { return !b.fits(c.Show) }))
	n, err := strconv.Atoi(q.form.Get("n"))
	if err != nil || n < 1 || n > len(parts) {
		return reply{}, fmt.Errorf("the bitext has %d parts, no part %q: %w", len(parts), q.form.Get("n"), tifa.ErrNotFound)
	}
	r.explain(&parts[n-1], x)
	return page("bitext#part", &parts[n-1])
}

// chooseBitext asks which bitext to look at; where there is only one that fits
// it is shown.
func (r *Room) chooseBitext(ctx context.Context, q *request, c bitextQuery) (reply, error) {
	v := &bitextView{frame: r.frame(q, "", r.say(q, "bitext.choose"))}
	one := cmp.Or(c.A, c.B)
	v.Src.Address, v.Tgt.Address = c.A, c.B
	if one == "" {
		pairs, err := r.library.Bitexts(ctx)
		if err != nil {
			return reply{}, err
		}
		for _, p := range pairs[:min(len(pairs), comparePairs)] {
			v.Pairs = append(v.Pairs, editionPair{p[0], p[1]})
		}
		v.More = len(pairs) - len(v.Pairs)
		return page("bitext", v)
	}
	e, err := r.library.Edition(ctx, one)
	if err != nil {
		return reply{}, err
	}
	partners, err := r.library.Counterparts(ctx, e.Address)
	if err != nil {
		return reply{}, err
	}
	if len(partners) == 1 {
		return goTo(bitextQuery{A: e.Address, B: partners[0].Address, Show: c.Show, Severity: c.Severity}.address("/bitext", nil))
	}
	for i := range partners {
		v.Pairs = append(v.Pairs, editionPair{e, partners[i]})
	}
	return page("bitext", v)
}

// bitextCheckedFragment says whether the checks of a bitext are made: 202 while
// they are being, 200 when it is done.
func (r *Room) bitextCheckedFragment(ctx context.Context, q *request) (reply, error) {
	x, err := r.library.Beads(ctx, q.form.Get("a"), q.form.Get("b"))
	if err != nil {
		return reply{}, err
	}
	qa, err := r.checks.get(ctx, x, 5*time.Second)
	if err != nil {
		return reply{}, err
	}
	if qa == nil {
		return reply{name: "bitext#checking", status: http.StatusAccepted}, nil
	}
	return page("aligning#ready", nil)
}
