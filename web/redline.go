package web

import (
	"bytes"
	"context"
	"time"

	"tifa/publish"
)

// redlineFile is a comparison as one file that can be sent.
func (r *Room) redlineFile(ctx context.Context, q *request) (reply, error) {
	a, b := q.form.Get("a"), q.form.Get("b")
	if a == "" || b == "" {
		return reply{}, usage("name two editions: /redline?a=OLDER&b=NEWER")
	}
	x, err := r.comparisons.whole(ctx, a, b)
	if err != nil {
		return reply{}, err
	}
	var page bytes.Buffer
	err = publish.WriteRedline(&page, publish.RedlinePage{
		Older: x.Older, Newer: x.Newer, OlderText: x.OlderText, NewerText: x.NewerText, Comparison: x.Comparison,
		UILang: q.settings.Lang, Version: r.version, Made: time.Now(),
	})
	if err != nil {
		return reply{}, err
	}
	name := "redline-" + x.Older.Address + "-" + x.Newer.Address + ".html"
	return reply{file: &file{name, "text/html; charset=utf-8", page.Bytes()}}, nil
}
