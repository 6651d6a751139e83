package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/library"
)

// silencesView is what a document leaves unsaid, which of rival words it uses,
// what it counts, and whom it names.
type silencesView struct {
	frame
	Edition    tifa.Edition
	Asked      string // the text that it is held against, as it was asked for
	Words      string // rival words of the reader's own
	Silent     *library.Silent
	Working    *workingView // what the text leaves unsaid is being worked out
	Worth      string
	Little     bool   // worth too little to be shown
	Part       string // the list that stands alone on the page; empty: all
	Of         string // the item of it whose passages stand alone on the page
	One        *silenceOne
	Pages      pager  // of what stands alone
	Whole      string // address of the page of all
	List       string // of the list, where one item stands alone
	Headings   silenceList[silenceView]
	Phrases    silenceList[silenceView]
	Rivals     []rivalsView // sets of which some word is used
	Unused     []string
	Counted    *library.Enumerated
	Mismatches string // what they are worth; empty: there are none
	Withheld   string // address of the page with those that are left out
	Counts     silenceList[enumerationView]
	CountWorth string
	CountNote  string // what could not be found for want of words
	NameNote   string
	Named      *library.Named
	Others     silenceList[mentionView] // but the issuer's own
	Own        silenceList[mentionView]
	Labelled   silenceList[mentionView]
	Unnamed    silenceList[mentionView]
	Coverage   []string
	Lang       string
	Works      []suggestion // that the text can be held against
}

type silenceView struct {
	library.Silence
	Lang string
}

func (r *Room) silencesPage(ctx context.Context, q *request) (reply, error) {
	e, err := r.library.Edition(ctx, q.PathValue("edition"))
	if err != nil {
		return reply{}, err
	}
	v := &silencesView{
		frame: r.frame(q, "", r.say(q, "silences.title", cmp.Or(e.Title, e.Address))), Edition: e, Lang: e.Lang,
		Asked: strings.TrimSpace(q.form.Get("against")), Words: strings.TrimSpace(q.form.Get("rivals")),
	}
	if err := v.asked(q); err != nil {
		return reply{}, err
	}
	if v.Part == "" {
		if v.Works, err = r.peers(ctx, &e); err != nil {
			return reply{}, err
		}
	}
	v.Whole, v.List = v.to("", ""), v.to(v.Part, "")
	o, asked := library.SilencesOptions{}, url.Values{"edition": {e.Pinned()}}
	if v.Asked != "" {
		o.Against = []string{v.Asked}
		asked.Set("against", v.Asked)
	}
	if v.Words != "" {
		o.Rivals = strings.Split(v.Words, "|")
		asked.Set("rivals", v.Words)
	}
	in := library.Uploads(nil)
	if early, err := r.found(ctx, q, &e, "silences", func(ctx context.Context) error {
		_, silent := r.library.Silences(ctx, e.Pinned(), library.SilencesOptions{}, in)
		_, counted := r.library.Enumerations(ctx, e.Pinned(), library.EnumerationsOptions{}, in)
		_, named := r.library.Named(ctx, e.Pinned(), library.NamedOptions{}, in)
		return errors.Join(silent, counted, named)
	}); early != nil || err != nil {
		return orError(early, err)
	}
	if v.Document, err = r.documentTabs(ctx, &e, "silences"); err != nil {
		return reply{}, err
	}
	// What is a word in another text is learnt from all earlier ones, the first
	// time in a second: the rest of the page does not wait for it.
	v.Silent, v.Working, err = soon(ctx, r, q, "silences "+asked.Encode(), r.library.TextState, func(ctx context.Context, _ progress) (*library.Silent, error) {
		return r.library.Silences(ctx, e.Pinned(), o, in)
	})
	if err == nil && v.Working != nil {
		alone := o // the work that goes on has o
		alone.Alone = true
		v.Silent, err = r.library.Silences(ctx, e.Pinned(), alone, in)
	}
	if err != nil {
		return reply{}, err
	}
	v.Worth, v.Little = r.worth(q, &v.Silent.Worth), v.Silent.Worth.Experimental()
	v.Coverage = r.sets[q.settings.Lang].saying.Coverage(&v.Silent.Coverage)
	var headings, phrases []silenceView
	for _, x := range v.Silent.Items {
		if s := (silenceView{x, e.Lang}); x.Kind == "heading" {
			headings = append(headings, s)
		} else {
			phrases = append(phrases, s)
		}
	}
	v.Headings, v.Phrases = list(q, v, "headings", headings), list(q, v, "phrases", phrases)
	r.rivals(q, v, o.Rivals)
	tried := q.form.Get("experimental") == "true"
	if v.Counted, err = r.library.Enumerations(ctx, e.Pinned(), library.EnumerationsOptions{Experimental: tried}, in); err != nil {
		return reply{}, err
	}
	if v.Counted.Withheld > 0 {
		v.Withheld = withParam(v.Here, "experimental", "true")
	}
	if v.Counted.Withheld > 0 || tried {
		v.Mismatches = r.worth(q, &v.Counted.Mismatches)
	}
	v.CountWorth, v.CountNote = r.worth(q, &v.Counted.Worth), r.noWords(q, v.Counted.Note, e.Lang, "lists", "enumerations.tsv")
	if v.Named, err = r.library.Named(ctx, e.Pinned(), library.NamedOptions{}, in); err != nil {
		return reply{}, err
	}
	v.NameNote = r.noWords(q, v.Named.Note, e.Lang, "names", "names.tsv")
	r.enumerations(q, v)
	r.named(q, v)
	if v.Of != "" && v.One == nil {
		return reply{}, fmt.Errorf("the list has no %q: %w", v.Of, tifa.ErrNotFound)
	}
	for _, part := range []string{"silences", "enumerations", "named"} {
		values := url.Values{"edition": {e.Pinned()}}
		if part == "silences" {
			values = asked
		}
		for _, f := range formats(part, values) {
			f.Name = r.say(q, "silences.part."+part) + " " + f.Name
			v.Formats = append(v.Formats, f)
		}
	}
	return page("silences", v)
}

// mostPeers is how many texts the field of another text suggests.
const mostPeers = 200

// peers are the other texts in the language of one, the last first.
func (r *Room) peers(ctx context.Context, e *tifa.Edition) ([]suggestion, error) {
	all, err := r.library.List(ctx, concordance.Filter{Langs: []string{tifa.BaseLang(e.Lang)}, NotText: e.Version})
	if err != nil {
		return nil, err
	}
	var out []suggestion
	for i := len(all) - 1; i >= 0 && len(out) < mostPeers; i-- {
		out = append(out, suggestion{all[i].Address, all[i].Title})
	}
	return out, nil
}
