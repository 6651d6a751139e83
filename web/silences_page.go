package web

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"tifa"
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
	Little     bool // worth too little to be shown
	Headings   []silenceView
	Phrases    []silenceView
	Rivals     []library.RivalCount // sets of which some word is used
	Unused     []string
	Counted    *library.Enumerated
	CountWorth string
	CountNote  string // what could not be found for want of words
	NameNote   string
	Named      *library.Named
	Others     []library.NamedEntity // but the issuer's own
	Own        []library.NamedEntity
	Coverage   []string
	Lang       string
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
		_, counted := r.library.Enumerations(ctx, e.Pinned(), "", library.Stated{}, in)
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
	for _, x := range v.Silent.Items {
		if s := (silenceView{x, e.Lang}); x.Kind == "heading" {
			v.Headings = append(v.Headings, s)
		} else {
			v.Phrases = append(v.Phrases, s)
		}
	}
	for _, set := range v.Silent.Rivals {
		uses := 0
		mine := set.Set == strings.Join(o.Rivals, " | ")
		set.Set, set.Ideas = cmp.Or(set.Names[q.settings.Lang], set.Set), slices.Clone(set.Ideas) // the answer is shared
		for i := range set.Ideas {
			set.Ideas[i].Idea = cmp.Or(set.Ideas[i].Names[q.settings.Lang], set.Ideas[i].Idea)
		}
		for _, i := range set.Ideas {
			uses += i.Count
		}
		if uses > 0 || mine {
			v.Rivals = append(v.Rivals, set)
		} else {
			v.Unused = append(v.Unused, set.Set)
		}
	}
	if v.Counted, err = r.library.Enumerations(ctx, e.Pinned(), "", library.Stated{}, in); err != nil {
		return reply{}, err
	}
	v.CountWorth, v.CountNote = r.worth(q, &v.Counted.Worth), r.noWords(q, v.Counted.Note, e.Lang, "lists", "enumerations.tsv")
	if v.Named, err = r.library.Named(ctx, e.Pinned(), library.NamedOptions{}, in); err != nil {
		return reply{}, err
	}
	v.NameNote = r.noWords(q, v.Named.Note, e.Lang, "names", "names.tsv")
	for _, n := range v.Named.Items {
		if n.Own {
			v.Own = append(v.Own, n)
		} else {
			v.Others = append(v.Others, n)
		}
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
