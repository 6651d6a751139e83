package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"tifa"
	"tifa/library"
)

// aligningView says that two languages are being aligned, and how far that has
// come: it stands where a bitext will.
type aligningView struct {
	frame
	Langs   [2]string
	Percent int    // 0 while it waits for its turn
	Poll    string // the same alone, for a script that waits
	Again   string // the page to look at again
	Refused bool   // what was sent was not carried out for it
}

// aligning makes of an error that it is one of waiting; nil if it is another.
func (r *Room) aligning(q *request, err error) *aligningView {
	e, ok := errors.AsType[*library.AligningError](err)
	if !ok {
		return nil
	}
	v := &aligningView{
		frame: r.frame(q, "", r.say(q, "aligning.title")), Langs: e.Langs,
		Poll: "/aligning?" + url.Values{"lang": {e.Langs[0]}, "into": {e.Langs[1]}}.Encode(), Again: q.URL.RequestURI(),
	}
	if e.Total > 0 {
		v.Percent = min(99, max(1, 100*e.Done/e.Total))
	}
	return v
}

// aligningPage is a page in the place of one that needs a bitext. Of a form it
// says that nothing was done.
func aligningPage(q *request, v *aligningView) reply {
	if q.Method != http.MethodGet && q.Method != http.MethodHead {
		v.Refused, v.Again = true, local(q.Referer())
		if back, err := url.Parse(q.Referer()); err == nil {
			v.Again = local(back.RequestURI())
		}
		return reply{name: "aligning", page: v, status: http.StatusServiceUnavailable}
	}
	return reply{name: "aligning", page: v, status: http.StatusAccepted}
}

// aligningFragment says how far the alignment of two languages has come: 202
// while it is made, 200 when it is there.
func (r *Room) aligningFragment(ctx context.Context, q *request) (reply, error) {
	a, b := q.form.Get("lang"), q.form.Get("into")
	if tifa.BaseLang(a) == "" || tifa.BaseLang(b) == "" || tifa.BaseLang(a) == tifa.BaseLang(b) {
		return reply{}, usage("say two languages: ?lang=zh&into=en")
	}
	e, err := r.library.Aligning(ctx, a, b)
	if err != nil {
		return reply{}, err
	}
	if e == nil {
		return page("aligning#ready", nil)
	}
	return reply{name: "aligning#aligning", page: r.aligning(q, e), status: http.StatusAccepted}, nil
}
