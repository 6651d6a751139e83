package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"tifa"
	"tifa/library"
	"tifa/lineage"
	"tifa/publish"
	"tifa/reuse"
)

// newView is what is new in a document: the ledger as a page.
type newView struct {
	frame
	Edition      tifa.Edition
	Thin         string
	Coverage     []string // sentences
	Marks        *marksView
	Fault        string // why it cannot be worked out
	Formulations []newFormulation
	Rest         []newFormulation // those after the best
	TakenUp      []newFormulation // by later texts, in the usual order
	TakenRest    []newFormulation
	News         []newSentence // new, then adapted
	Dropped      []lostFormulation
	Predecessors []library.Predecessor // by which they were told
	Returned     []lostFormulation
	Method       []string
	Drafts       []draftLink
	Order        string // lasting: what later texts took up first
	Orders       []string
}

type newFormulation struct {
	lineage.Formulation
	Lang    string
	Edition string
}

// newSentence is a sentence with what it differs from.
type newSentence struct {
	textSentence
	Ancestor *passage
	Same     int
	Edits    []publish.Piece
	Later    int
}

// lostFormulation is a formulation that was dropped or came back.
type lostFormulation struct {
	Phrase    string
	Lang      string
	Last      passage
	Uses      int // dropped: of the predecessors
	Years     int // returned: of silence
	Sentences []int
}

// bestFormulations is how many formulations stand in the open.
const bestFormulations = 24

// bestTakenUp is the same of those that later texts took up.
const bestTakenUp = 12

// newPatience is how long the page of a ledger waits for it.
const newPatience = 20 * time.Second

func (r *Room) newPage(ctx context.Context, q *request) (reply, error) {
	s, err := r.shown(ctx, q)
	if err != nil {
		return reply{}, err
	}
	v := &newView{frame: r.frame(q, "", r.say(q, "new.title", s.Title)), Edition: s.Edition}
	v.Formats = formats("new", url.Values{"edition": {s.Pinned()}})
	if v.Document, err = r.documentTabs(ctx, &s.Edition, "new"); err != nil {
		return reply{}, err
	}
	ledger, fault, err := r.ledger(ctx, q, &s.Edition, newPatience)
	if err != nil {
		return reply{}, err
	}
	if v.Fault = fault; fault != "" {
		return reply{name: "new", page: v, status: http.StatusInternalServerError}, nil
	}
	if ledger == nil {
		return page("new", v)
	}
	saying := r.sets[q.settings.Lang].saying
	v.Thin = r.sets[q.settings.Lang].words.thin(ledger.Thin, ledger.Coverage.Editions, s.Issuer)
	v.Coverage, v.Method = saying.Coverage(&ledger.Coverage), saying.Method(ledger.Thresholds)
	v.Marks = r.marksView(q, &s.Edition, ledger)
	v.Orders = []string{"", "lasting"}
	if q.form.Get("order") == "lasting" {
		v.Order = "lasting"
	}
	v.found(ledger)
	if v.Drafts, err = r.drafts(ctx, &s.Edition); err != nil {
		return reply{}, err
	}
	return page("new", v)
}

// found sets what a ledger holds.
func (v *newView) found(l *library.Ledger) {
	list, taken := l.Formulations, l.TakenUp
	if v.Order == "lasting" {
		list, taken = lineage.Lasting(taken, list), nil
	}
	v.Formulations, v.Rest = v.formulations(list, l.Lang, bestFormulations)
	v.TakenUp, v.TakenRest = v.formulations(taken, l.Lang, bestTakenUp)
	for i := range l.Sentences {
		s := &l.Sentences[i]
		if s.Class != reuse.New && s.Class != reuse.Adapted {
			continue
		}
		n := newSentence{
			textSentence: textSentence{N: s.N, Text: s.Text, Lang: l.Lang, Edition: v.Edition.Pinned(), Class: s.Class, Mark: markOf(s.Class)},
			Later:        s.LaterUses,
		}
		if s.Ancestor != nil {
			n.Ancestor, n.Same = &passage{*s.Ancestor, l.Lang}, publish.PercentOf(s.Similarity)
			n.Edits = publish.Pieces(s.Edits)
		}
		v.News = append(v.News, n)
	}
	v.Predecessors = l.Predecessors
	for _, d := range l.Dropped {
		v.Dropped = append(v.Dropped, lostFormulation{Phrase: d.Phrase, Lang: l.Lang, Last: passage{d.Last, l.Lang}, Uses: d.Uses})
	}
	for _, d := range l.Returned {
		v.Returned = append(v.Returned, lostFormulation{Phrase: d.Phrase, Lang: l.Lang, Last: passage{d.Last, l.Lang}, Years: d.GapYears, Sentences: d.Sentences})
	}
}

// formulations are the first of a list, as many as stand in the open, and the
// others.
func (v *newView) formulations(list []lineage.Formulation, lang string, open int) (best, rest []newFormulation) {
	for _, f := range list {
		best = append(best, newFormulation{f, lang, v.Edition.Pinned()})
	}
	n := min(len(best), open)
	return best[:n], best[n:]
}

// Quoted says whether the passage says more than the phrase.
func (f lostFormulation) Quoted() bool { return !strings.EqualFold(f.Last.Quote, f.Phrase) }
