package web

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"tifa"
	"tifa/concordance"
	"tifa/library"
	"tifa/publish"
	"tifa/web/api"
)

// checkView is the page on which the quotations of an article are held against
// the library. The article is not kept.
type checkView struct {
	frame
	Report  *publish.CheckView // nil before anything was asked
	Thin    string
	Against string // editions and works, as they were typed
	Article string // as it was typed
	Why     string // it could not be checked
	Lang    string
	Fixed   bool                // a corrected copy can be had
	Stays   []library.Unapplied // what the corrected copy of a Word file is without
	Alone   bool                // the passages in other languages are being aligned
	Works   []suggestion

	sought map[int]int // the quotations that no text has, by their numbers: how many come before
}

// suggestion is an address that a field can be filled with.
type suggestion struct{ Address, Title string }

// mostSuggested is how many works a field suggests.
const mostSuggested = 400

// pasted is the name of an article that was typed.
const pasted = "article.md"

// checkPage asks for an article, or answers about one of the library's texts.
func (r *Room) checkPage(ctx context.Context, q *request) (reply, error) {
	v := &checkView{frame: r.frame(q, "check", r.say(q, "check.title")), Against: q.form.Get("against")}
	if arg := q.form.Get("edition"); arg != "" {
		return r.checked(ctx, q, v, arg, library.CheckOptions{Against: addresses(v.Against)}, library.Uploads(nil), q.form.Get("as"))
	}
	return r.checkForm(ctx, v)
}

// checkForm is the page before anything was asked.
func (r *Room) checkForm(ctx context.Context, v *checkView) (reply, error) {
	all, err := r.library.List(ctx, concordance.Filter{})
	if err != nil {
		return reply{}, err
	}
	v.Works = suggestionsOf(all)
	return page("check", v)
}

// check answers about an article that was typed or sent.
func (r *Room) check(ctx context.Context, q *request) (reply, error) {
	if err := q.ParseMultipartForm(uploadMemory); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return reply{}, unread(err)
	}
	if q.MultipartForm != nil {
		defer func() { _ = q.MultipartForm.RemoveAll() }() // temporary files, which the system clears too
	}
	uploads, args, err := uploadsOf(q.MultipartForm)
	if err != nil {
		return reply{}, err
	}
	v := &checkView{
		frame: r.frame(q, "check", r.say(q, "check.title")), Against: q.PostForm.Get("against"),
		Article: strings.ReplaceAll(q.PostForm.Get("article"), "\r\n", "\n"),
	}
	v.Here = "/check"
	v.Lang = q.PostForm.Get("lang")
	switch {
	case len(args) > 0:
	case strings.TrimSpace(v.Article) != "":
		args = []string{pasted}
		uploads[pasted] = library.Upload{Name: pasted, MediaType: "text/markdown; charset=utf-8", Data: []byte(v.Article)}
	}
	re, err := r.checkSent(ctx, q, v, args, uploads)
	if err == nil {
		return re, nil
	}
	_, status, words, logged := api.Told(err, r.library.Dir())
	if logged {
		return reply{}, err
	}
	v.Why = words // and what was typed stays
	if re, err = r.checkForm(ctx, v); err != nil {
		return reply{}, err
	}
	re.status = status
	return re, nil
}

// checkSent answers about what was sent.
func (r *Room) checkSent(ctx context.Context, q *request, v *checkView, args []string, in library.Uploads) (reply, error) {
	if len(args) == 0 {
		return reply{}, usage("there is no article: paste one, or choose its file")
	}
	stated, err := statedOf(url.Values{"lang": q.PostForm["lang"]})
	if err != nil {
		return reply{}, err
	}
	as := q.PostForm.Get("as")
	if as != "" && !slices.Contains(checkFiles(), as) {
		return reply{}, usage("%q is no form of the answer; there are %s", as, strings.Join(checkFiles(), ", "))
	}
	return r.checked(ctx, q, v, args[0], library.CheckOptions{Against: addresses(v.Against), Stated: stated}, in, as)
}

// checkFiles are the forms in which an answer can be kept.
func checkFiles() []string { return []string{"html", "markdown", "corrected"} }

// checked holds an article against the library and answers as it was asked:
// as a page, or as a file to keep.
func (r *Room) checked(ctx context.Context, q *request, v *checkView, arg string, o library.CheckOptions, in library.Uploads, as string) (reply, error) {
	// A page does not wait for the search for originals; a file has all.
	o.NoOriginals = as == ""
	c, err := r.library.Check(ctx, arg, o, in)
	if _, aligning := errors.AsType[*library.AligningError](err); aligning { // the passages in other languages can wait
		o.NoCounterparts, v.Alone = true, true
		c, err = r.library.Check(ctx, arg, o, in)
	}
	if err != nil {
		return reply{}, err
	}
	p := publish.CheckPage{Report: &c.Report, Text: c.Text, UILang: q.settings.Lang, Version: r.version, Made: time.Now()}
	if slices.Contains(checkFiles(), as) {
		return checkFile(ctx, &p, c, as)
	}
	if v.Report, err = publish.NewCheckView(&p); err != nil {
		return reply{}, err
	}
	if o.NoOriginals {
		r.seek(v, &c.Report)
	}
	if c.Thin != "" {
		v.Thin = r.sets[q.settings.Lang].words.count("check.thin", c.Coverage.Editions)
	}
	for i := range c.Quotations {
		v.Fixed = v.Fixed || v.Article != "" && len(c.Quotations[i].Fixes) > 0
	}
	if in != nil && v.Article == "" { // a file: it is not kept, so a copy of it is asked for anew
		if _, n, err := c.Corrected(ctx); err == nil {
			v.Stays = n.Unapplied
		}
	}
	if in == nil { // a text of the library
		v.Formats = formats("check", url.Values{"edition": {arg}, "against": addresses(v.Against)})
		e, err := r.library.Edition(ctx, arg)
		if err != nil {
			return reply{}, err
		}
		if v.Document, err = r.documentTabs(ctx, &e, "quotations"); err != nil {
			return reply{}, err
		}
	}
	v.Title = r.say(q, "check.of", shortTitle(&c.Report.Title, c.Report.Edition))
	return page("check", v)
}

func shortTitle(title *string, edition string) string {
	if *title == "" || *title == pasted {
		return strings.TrimPrefix(edition, "file:")
	}
	return *title
}

// checkFile makes the report, or the article with its corrections, a file.
func checkFile(ctx context.Context, p *publish.CheckPage, c *library.Checked, as string) (reply, error) {
	f := &file{name: "quotations." + map[string]string{"html": "html", "markdown": "md", "corrected": "md"}[as]}
	var b bytes.Buffer
	var err error
	switch as {
	case "html":
		f.kind = "text/html; charset=utf-8"
		err = publish.WriteCheck(&b, *p)
	case "markdown":
		f.kind = "text/markdown; charset=utf-8"
		err = publish.WriteCheckMarkdown(&b, *p)
	default:
		var fixed *library.CorrectedFile
		if fixed, _, err = c.Corrected(ctx); err == nil {
			f.name, f.kind = "article-corrected"+fixed.Extension, fixed.MediaType
			b.Write(fixed.Data)
		}
	}
	if err != nil {
		return reply{}, err
	}
	f.data = b.Bytes()
	return reply{file: f}, nil
}

// addresses are the editions and works that a field names, however they are
// set apart.
func addresses(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t\r\n,;，、；", r) })
}

// suggestionsOf names each work once, by its newest edition.
func suggestionsOf(all []tifa.Edition) []suggestion {
	var out []suggestion
	seen := map[string]bool{}
	for i := len(all) - 1; i >= 0 && len(out) < mostSuggested; i-- {
		if e := &all[i]; !seen[e.Work] {
			seen[e.Work] = true
			out = append(out, suggestion{e.Work, e.Title})
		}
	}
	return out
}
