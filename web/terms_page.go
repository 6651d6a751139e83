package web

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tifa"
	"tifa/library"
	"tifa/publish/exchange"
	"tifa/web/api"
)

// termsView is the term base: the concepts that are asked for.
type termsView struct {
	frame
	Form     url.Values
	Langs    []string // base languages that terms are in
	Statuses []string
	Scopes   []string
	Pairs    []termPair
	Count    int
	All      int // in the term base
	Concepts []conceptRow
	Pages    pager
	Exports  []format
	Why      string // not asked like that
	Imported *library.ImportedTerms
}

// termPair is two languages that concepts have terms in.
type termPair struct {
	Lang, Into string
	Count      int
	Address    string
	Lit        bool
}

// conceptRow is a concept in the list: its terms by language, those of the
// languages that are asked for first.
type conceptRow struct {
	tifa.Concept
	Langs []langTerms
}

// langTerms is the terms of a concept in one base language.
type langTerms struct {
	Lang  string
	Terms []tifa.Term
}

const termsPage = 60

// statuses of terms, the one to use first.
func statuses() []string {
	return []string{tifa.Preferred, tifa.Admitted, tifa.Deprecated, tifa.Forbidden}
}

func (r *Room) termsPage(ctx context.Context, q *request) (reply, error) {
	v, err := r.termsView(ctx, q)
	if errors.Is(err, tifa.ErrUsage) {
		v.Why = err.Error()
		return reply{name: "terms", page: v, status: http.StatusBadRequest}, nil
	}
	return reply{name: "terms", page: v}, err
}

func (r *Room) termsView(ctx context.Context, q *request) (*termsView, error) {
	v := &termsView{frame: r.frame(q, "terms", r.say(q, "terms.title")), Form: q.form, Statuses: statuses()}
	all, err := r.library.Terms(ctx, library.TermFilter{})
	if err != nil {
		return v, err
	}
	v.All = len(all)
	v.overview(all)
	asked := url.Values{}
	for _, name := range []string{"phrase", "lang", "into", "status", "scope"} {
		if values := given(q.form[name]); len(values) > 0 {
			asked[name] = values
		}
	}
	f, err := api.TermFilter(asked)
	if err != nil {
		return v, err
	}
	found, err := r.library.Terms(ctx, f)
	if err != nil {
		return v, err
	}
	v.Formats = formats("term/list", asked)
	for _, kind := range []string{"CSV", "TBX"} {
		x := url.Values{"as": {strings.ToLower(kind)}}
		maps.Copy(x, asked)
		v.Exports = append(v.Exports, format{kind, "/terms/export?" + x.Encode()})
	}
	v.Count, v.Pages = len(found), newPager(q, len(found), termsPage, "")
	for _, c := range found[v.Pages.From:v.Pages.To] {
		v.Concepts = append(v.Concepts, conceptRow{c, byLanguage(c.Terms, f.Lang, f.Into)})
	}
	return v, nil
}

// overview counts the languages and pairs of languages of the whole term base.
func (v *termsView) overview(all []tifa.Concept) {
	counts := map[[2]string]int{}
	for _, c := range all {
		var langs []string
		for _, t := range c.Terms {
			if lang := tifa.BaseLang(t.Lang); !slices.Contains(langs, lang) {
				langs = append(langs, lang)
			}
		}
		// Other languages stand before English, as most lists have them.
		slices.SortFunc(langs, func(a, b string) int {
			if (a == "en") != (b == "en") {
				return map[bool]int{true: 1, false: -1}[a == "en"]
			}
			return cmp.Compare(a, b)
		})
		for i, a := range langs {
			if !slices.Contains(v.Langs, a) {
				v.Langs = append(v.Langs, a)
			}
			for _, b := range langs[i+1:] {
				counts[[2]string{a, b}]++
			}
		}
		if c.Scope != "" && !slices.Contains(v.Scopes, c.Scope) {
			v.Scopes = append(v.Scopes, c.Scope)
		}
	}
	slices.Sort(v.Langs)
	slices.Sort(v.Scopes)
	v.Scopes = v.Scopes[:min(len(v.Scopes), mostSuggestions)]
	for pair, n := range counts {
		v.Pairs = append(v.Pairs, termPair{
			Lang: pair[0], Into: pair[1], Count: n, Lit: v.Form.Get("lang") == pair[0] && v.Form.Get("into") == pair[1],
			Address: withParam(withParam(withParam(v.Here, "lang", pair[0]), "into", pair[1]), "after", ""),
		})
	}
	slices.SortFunc(v.Pairs, func(a, b termPair) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Lang, b.Lang), cmp.Compare(a.Into, b.Into))
	})
}

// byLanguage gathers terms by their base languages; where languages are named,
// only those, in that order.
func byLanguage(terms []tifa.Term, named ...string) []langTerms {
	var out []langTerms
	for _, lang := range named {
		if lang != "" && !slices.ContainsFunc(out, func(l langTerms) bool { return l.Lang == tifa.BaseLang(lang) }) {
			out = append(out, langTerms{Lang: tifa.BaseLang(lang)})
		}
	}
	only := len(out) > 1
	for _, t := range terms {
		i := slices.IndexFunc(out, func(l langTerms) bool { return l.Lang == tifa.BaseLang(t.Lang) })
		if i < 0 && only {
			continue
		}
		if i < 0 {
			i = len(out)
			out = append(out, langTerms{Lang: tifa.BaseLang(t.Lang)})
		}
		out[i].Terms = append(out[i].Terms, t)
	}
	return slices.DeleteFunc(out, func(l langTerms) bool { return len(l.Terms) == 0 })
}

// exportTerms is the concepts that are asked for as a file.
func (r *Room) exportTerms(ctx context.Context, q *request) (reply, error) {
	asked := url.Values{}
	for name, values := range q.form {
		if values := given(values); name != "as" && len(values) > 0 {
			asked[name] = values
		}
	}
	f, err := api.TermFilter(asked)
	if err != nil {
		return reply{}, err
	}
	as := q.form.Get("as")
	var b bytes.Buffer
	if _, err := r.library.ExportTerms(ctx, &b, as, r.version, f); err != nil {
		return reply{}, err
	}
	media := map[string]string{"csv": "text/csv; charset=utf-8", "tbx": "application/x-tbx"}
	return reply{file: &file{name: "terms." + as, kind: media[as], data: b.Bytes()}}, nil
}

// importTerms puts the terms of a file into the term base, and says what became
// of them.
func (r *Room) importTerms(ctx context.Context, q *request) (reply, error) {
	if err := q.ParseMultipartForm(uploadMemory); err != nil {
		return reply{}, unread(err)
	}
	defer func() { _ = q.MultipartForm.RemoveAll() }() // temporary files, which the system clears too
	sent := q.MultipartForm.File["file"]
	if len(sent) == 0 || sent[0].Filename == "" {
		return reply{}, usage("choose a file of terms: CSV, a table with tabs, or TBX")
	}
	f, err := sent[0].Open()
	if err != nil {
		return reply{}, err
	}
	data, err := io.ReadAll(f)
	if err := errors.Join(err, f.Close()); err != nil {
		return reply{}, err
	}
	name := sent[0].Filename
	done, err := r.library.ImportTerms(ctx, bytes.NewReader(data), library.TermsFile{Name: name, Format: library.TermFormat(name)})
	if errors.Is(err, exchange.ErrFormat) {
		err = usage("%v", err)
	}
	if err != nil {
		return reply{}, err
	}
	list := q.WithContext(ctx) // the page is that of the whole list, and its links lead there
	list.URL = &url.URL{Path: "/terms"}
	v, err := r.termsView(ctx, &request{Request: list, settings: q.settings, form: url.Values{}})
	v.Imported = done
	return reply{name: "terms", page: v}, err
}

// termForm is the form for a term and its renderings.
type termForm struct {
	frame
	Form     url.Values
	Statuses []string
	Why      string
	Known    []conceptLink // concepts that have the term already
}

func (r *Room) termFormPage(ctx context.Context, q *request) (reply, error) {
	return r.termFormOf(ctx, q, q.form, nil)
}

// termFormOf is the form as it was filled in, and what is wrong with it.
func (r *Room) termFormOf(ctx context.Context, q *request, form url.Values, wrong error) (reply, error) {
	v := &termForm{frame: r.frame(q, "terms", r.say(q, "terms.new")), Form: form, Statuses: statuses()}
	if term := form.Get("term"); term != "" {
		all, err := r.library.ConceptsOf(ctx, term)
		if err != nil {
			return reply{}, err
		}
		for _, c := range all {
			v.Known = append(v.Known, conceptLink{c.Concept, c.Terms})
		}
	}
	out := reply{name: "term_new", page: v}
	if wrong != nil {
		_, out.status, v.Why, _ = api.Told(wrong, r.library.Dir())
	}
	return out, nil
}

// addTerm puts a term into the term base and leads to its concept.
func (r *Room) addTerm(ctx context.Context, q *request) (reply, error) {
	if err := q.ParseForm(); err != nil {
		return reply{}, unread(err)
	}
	c, err := r.library.AddTerm(ctx, termStated(q.PostForm))
	if err != nil {
		if _, status, _, _ := api.Told(err, r.library.Dir()); status >= http.StatusInternalServerError {
			return reply{}, err
		}
		return r.termFormOf(ctx, q, q.PostForm, err)
	}
	return goTo(termAddress(c.ID, "said", "added"))
}

// termStated is what a form says of a term and its renderings.
func termStated(form url.Values) library.TermStated {
	get := func(name string) string { return strings.TrimSpace(form.Get(name)) }
	return library.TermStated{
		ID: get("id"), Lang: get("lang"), Term: get("term"), Into: get("into"), Renderings: linesOf(form.Get("renderings")),
		Status: get("status"), Variant: form.Get("variant") != "", Source: get("source"), Note: unixLines(get("note")),
		Definition: unixLines(get("definition")), Scope: get("scope"),
	}
}

// linesOf are the lines of a field that are not empty.
func linesOf(s string) []string {
	var out []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// termAddress is the page of a concept.
func termAddress(name string, more ...string) string {
	v := url.Values{"term": {name}}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return "/term?" + v.Encode()
}
