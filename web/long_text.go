package web

import (
	"cmp"
	"context"
	"net/http"

	"tifa"
	"tifa/concordance"
)

// longText is from how many sentences on what is found in a text is worked out
// beside the page. Of 20,000 sentences all kinds together take ten seconds the
// first time; then they are kept in the library's folder.
const longText = 4000

// longTextView stands in the place of a page about a very long text until what
// it shows was found.
type longTextView struct {
	frame
	Edition tifa.Edition
	Working *workingView
}

// found says whether what a page about a text shows is there. Of a long text
// that is not so at first: then it gives what stands in the place of the page.
// work asks the library for what the page will ask, so that it is kept.
func (r *Room) found(ctx context.Context, q *request, e *tifa.Edition, tab string, work func(context.Context) error) (*reply, error) {
	if e.Count < longText {
		return nil, nil //nolint:nilnil // it is there, and nothing is in the way
	}
	type done struct{}
	_, working, err := soon(ctx, r, q, tab+" "+e.Pinned(), r.library.TextState, func(ctx context.Context, _ progress) (*done, error) {
		if _, err := r.library.Analyse(ctx, concordance.Filter{Editions: []string{e.Address}}); err != nil {
			return nil, err
		}
		return &done{}, work(ctx)
	})
	if err != nil || working == nil {
		return nil, err
	}
	v := &longTextView{frame: r.frame(q, "", cmp.Or(e.Title, e.Address)), Edition: *e, Working: working}
	if v.Document, err = r.documentTabs(ctx, e, tab); err != nil {
		return nil, err
	}
	return &reply{name: "long_text", page: v, status: http.StatusAccepted}, nil
}
