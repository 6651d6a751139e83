package web

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"tifa"
	"tifa/concordance"
	proof "tifa/evidence"
	"tifa/library"
	"tifa/publish"
	"tifa/web/api"
)

// originalsView is what a passage that no text has may be translated from.
type originalsView struct {
	frame
	Passage, Lang string // as they were asked for
	Answered      bool
	Found         []foundOriginal
	Why           string // it could not be looked for
	Aligning      *aligningView
	Coverage      []string
}

// foundOriginal is a candidate.
type foundOriginal struct {
	passage
	Percent int // of what the passage says that it explains
}

// originalsPage looks for what a passage may translate.
func (r *Room) originalsPage(ctx context.Context, q *request) (reply, error) {
	v := &originalsView{frame: r.frame(q, "check", r.say(q, "originals.title"))}
	status, err := r.originals(ctx, q, v)
	return reply{name: "originals", page: v, status: status}, err
}

// originalsFragment is the candidates alone. A page with many quotations asks
// for those of each when it is there: the report does not wait for them.
func (r *Room) originalsFragment(ctx context.Context, q *request) (reply, error) {
	v := &originalsView{frame: r.frame(q, "", "")}
	status, err := r.originals(ctx, q, v)
	if v.Aligning != nil {
		v.Aligning.Again = "/originals?" + q.form.Encode()
	}
	return reply{name: "originals#found", page: v, status: status}, err
}

// originals fills in what is found. What is wrong with the question stands on
// the page.
func (r *Room) originals(ctx context.Context, q *request, v *originalsView) (status int, err error) {
	v.Passage, v.Lang = strings.TrimSpace(q.form.Get("passage")), strings.TrimSpace(q.form.Get("lang"))
	if v.Passage == "" {
		return 0, nil
	}
	asked := url.Values{"passage": {strings.Join(strings.Fields(v.Passage), " ")}} // a line, of several
	if v.Lang != "" {
		asked.Set("lang", v.Lang)
	}
	words, lang, err := api.Originals(asked)
	var found []proof.Original
	if err == nil {
		found, err = r.library.Originals(ctx, words, lang)
	}
	if v.Aligning = r.aligning(q, err); v.Aligning != nil {
		return 0, nil
	}
	if errors.Is(err, tifa.ErrUsage) {
		_, status, v.Why, _ = api.Told(err, r.library.Dir())
		return status, nil
	}
	if err != nil {
		return 0, err
	}
	v.Answered, v.Formats = true, formats("check/originals", asked)
	all := r.library.Coverage(concordance.Filter{})
	v.Coverage = r.sets[q.settings.Lang].saying.Coverage(&all)
	for _, o := range found {
		v.Found = append(v.Found, foundOriginal{passage{o.Attestation, o.Lang}, publish.PercentOf(o.Explained)})
	}
	return 0, nil
}

// soughtView is where on a report the originals of a quotation will stand.
type soughtView struct {
	Address string // the page that looks for them
	Later   string // the same alone, for a script; empty where it should not be asked for
}

// Sought is where to look for what a quotation may translate; nil of one that
// was found, or where it was looked for already.
func (v *checkView) Sought(c publish.CheckCard) *soughtView {
	n, ok := v.sought[c.N]
	if !ok {
		return nil
	}
	passage := []rune(strings.Join(strings.Fields(c.Quote), " "))
	passage = passage[:min(len(passage), library.LongestSought)] // of a page that is quoted, its beginning
	asked := "?" + url.Values{"passage": {string(passage)}, "lang": {v.Report.R.Lang}}.Encode()
	s := &soughtView{Address: "/originals" + asked}
	if n < library.MostSought && !v.Alone {
		s.Later = "/originals/found" + asked
	}
	return s
}

// seek notes the quotations that a search for originals is offered for: those
// that no text has, if there is a text in another language.
func (r *Room) seek(v *checkView, report *proof.Report) {
	other := false
	for _, lang := range r.library.Langs() {
		other = other || lang != tifa.BaseLang(report.Lang)
	}
	if !other {
		return
	}
	v.sought = map[int]int{}
	for i := range report.Quotations {
		if report.Quotations[i].Verdict == proof.NotFound {
			v.sought[i+1] = len(v.sought)
		}
	}
}
