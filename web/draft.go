package web

import (
	"bytes"
	"context"
	"net/url"
	"slices"

	"tifa"
	"tifa/library"
	"tifa/reuse"
)

// draftLink is a draft of a translation that a reader can save.
type draftLink struct {
	Lang        string
	Word, XLIFF string // addresses
}

// drafts are the languages that a document can be drafted in: those of the
// library but its own.
func (r *Room) drafts(ctx context.Context, e *tifa.Edition) ([]draftLink, error) {
	c, err := r.catalogues.get(ctx)
	if err != nil {
		return nil, err
	}
	var out []draftLink
	var done []string
	for _, lang := range c.values["lang"] {
		base := tifa.BaseLang(lang)
		if base == tifa.BaseLang(e.Lang) || slices.Contains(done, base) {
			continue
		}
		done = append(done, base)
		link := func(as string) string {
			return "/draft/" + e.Pinned() + "?" + url.Values{"into": {base}, "as": {as}}.Encode()
		}
		out = append(out, draftLink{base, link("docx"), link("xlf")})
	}
	return out, nil
}

// draftFile is a document laid out for its translator: each sentence beside
// the rendering of its ancestor, where there is one.
func (r *Room) draftFile(ctx context.Context, q *request) (reply, error) {
	s, err := r.shown(ctx, q)
	if err != nil {
		return reply{}, err
	}
	into, as := q.form.Get("into"), q.form.Get("as")
	if as != "docx" && as != "xlf" {
		return reply{}, usage("a draft is docx or xlf: ?into=en&as=docx")
	}
	if into, err = languageTag(into); err != nil {
		return reply{}, err
	}
	o := library.DraftOptions{New: library.NewOptions{Into: into, Thresholds: reuse.DefaultThresholds()}}
	d, err := r.library.Drafted(ctx, s.Pinned(), o, library.Uploads(nil))
	if err != nil {
		return reply{}, err
	}
	f := &file{name: s.Address + "." + into + "." + as, kind: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
	var b bytes.Buffer
	if as == "docx" {
		err = d.WriteDOCX(&b, false)
	} else {
		f.kind = "application/xliff+xml; charset=utf-8"
		err = d.WriteXLIFF(&b)
	}
	f.data = b.Bytes()
	return reply{file: f}, err
}
