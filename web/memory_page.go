package web

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"tifa"
	"tifa/bitext"
	"tifa/library"
	"tifa/publish"
	"tifa/publish/exchange"
	"tifa/web/api"
)

// memoryView is the translation memory: how passages like one were rendered.
type memoryView struct {
	frame
	Form     url.Values
	Asked    bool
	Mins     []string // that can be chosen
	Matches  []memoryMatch
	Found    int
	Why      string // not asked like that
	Wrong    string // the file could not be taken in
	Working  *workingView
	Aligning *aligningView
	Langs    []string // base languages that the memory renders from or into
	Origins  []memoryOrigin
	Imported *library.ImportedMemory
}

// memoryMatch is a unit like the passage.
type memoryMatch struct {
	bitext.MemoryMatch
	Mark    string
	Percent int
	Pieces  []publish.Piece // the source of the unit, and how the passage differs from it
	Places  []string        // addresses, of a bead
	File    string          // it was imported from
	Changed bool            // the passage is not the same
}

// memoryOrigin is what a part of the memory is made of.
type memoryOrigin struct {
	library.MemoryOrigin
	Beads   bool
	Exports []format
}

// memories is what is found, to be kept.
type memories struct{ all []library.Matched }

const memoryMatches = 20 // of a passage

func (r *Room) memoryPage(ctx context.Context, q *request) (reply, error) {
	v := &memoryView{frame: r.frame(q, "memory", r.say(q, "memory.title")), Form: q.form, Mins: []string{"0.9", "0.75", "0.6", "0.5"}}
	return r.memory(ctx, q, v)
}

// memory sets the page; what is wrong with the question stands on it.
func (r *Room) memory(ctx context.Context, q *request, v *memoryView) (reply, error) {
	err := r.memoryMatches(ctx, q, v)
	status := 0
	if errors.Is(err, tifa.ErrUsage) || errors.Is(err, tifa.ErrNotFound) {
		_, status, v.Why, _ = api.Told(err, r.library.Dir())
		err = nil
	}
	if err == nil && v.Aligning == nil {
		err = r.memoryOrigins(ctx, q, v)
	}
	return reply{name: "memory", page: v, status: status}, err
}

func (r *Room) memoryMatches(ctx context.Context, q *request, v *memoryView) error {
	asked := url.Values{"limit": {itoa(memoryMatches)}}
	for _, name := range []string{"phrase", "lang", "into", "min", "checked"} {
		if values := given(q.form[name]); len(values) > 0 {
			asked[name] = values
		}
	}
	phrase := strings.TrimSpace(asked.Get("phrase"))
	o, err := api.MatchOptions(asked)
	if err != nil || phrase == "" {
		return err
	}
	o.Words = true
	found, working, err := soon(ctx, r, q, "memory "+asked.Encode(), r.library.RenderingState, func(ctx context.Context, _ progress) (*memories, error) {
		var m memories
		err := r.library.MatchMemory(ctx, phrase, o, library.Uploads(nil), func(x library.Matched) error {
			m.all = append(m.all, x)
			return nil
		})
		return &m, err
	})
	if v.Aligning = r.aligning(q, err); v.Aligning != nil {
		return nil
	}
	if v.Working = working; err != nil || working != nil {
		return err
	}
	v.Asked, v.Found, v.Formats = true, len(found.all), formats("memory/match", asked)
	for _, x := range found.all {
		m := memoryMatch{
			MemoryMatch: x.MemoryMatch, Percent: int(100*x.Score + .5), Pieces: publish.Pieces(x.Edits), Changed: x.Kind == bitext.MatchFuzzy,
			Mark: map[string]string{bitext.MatchContext: "●", bitext.MatchExact: "○", bitext.MatchFuzzy: "◐"}[x.Kind],
		}
		if !m.Changed {
			m.Pieces = []publish.Piece{{Text: x.Unit.Src}}
		}
		if m.Places = placesOfUnit(x.Unit.Origin); m.Places == nil {
			m.File = x.Unit.Origin
		}
		v.Matches = append(v.Matches, m)
	}
	return nil
}

// placesOfUnit are the addresses of the bead that a unit is of; nil of one that was
// imported.
func placesOfUnit(origin string) []string {
	parts := strings.Fields(origin)
	for _, p := range parts {
		if a, err := tifa.ParseAddress(p); err != nil || a.From == 0 {
			return nil
		}
	}
	return parts
}

// memoryOrigins lists what the memory is made of. It waits for no alignment: the
// list is there when that is done.
func (r *Room) memoryOrigins(ctx context.Context, q *request, v *memoryView) error {
	type origins struct{ all []library.MemoryOrigin }
	found, working, err := soon(ctx, r, q, "memory origins", r.library.RenderingState, func(ctx context.Context, _ progress) (*origins, error) {
		all, err := r.library.MemoryOrigins(ctx)
		return &origins{all}, err
	})
	if v.Aligning = r.aligning(q, err); v.Aligning != nil {
		return nil
	}
	if working != nil && v.Working == nil {
		v.Working = working
	}
	if err != nil || working != nil {
		return err
	}
	for _, o := range found.all {
		x := memoryOrigin{MemoryOrigin: o, Beads: o.Origin == library.BeadOrigin}
		for _, lang := range []string{o.SrcLang, o.TgtLang} {
			if !slices.Contains(v.Langs, lang) {
				v.Langs = append(v.Langs, lang)
			}
		}
		if !slices.ContainsFunc(v.Origins, func(p memoryOrigin) bool { return p.SrcLang == o.SrcLang && p.TgtLang == o.TgtLang }) {
			for _, as := range [][2]string{{"TMX", "tmx"}, {"XLIFF", "xlf"}} {
				x.Exports = append(x.Exports, format{as[0], "/memory/export?" + url.Values{"lang": {o.SrcLang}, "into": {o.TgtLang}, "as": {as[1]}}.Encode()})
			}
		}
		v.Origins = append(v.Origins, x)
	}
	slices.Sort(v.Langs)
	if !v.Asked {
		v.Formats = formats("memory/list", url.Values{})
	}
	return nil
}

// exportMemory is the units of two languages as a file.
func (r *Room) exportMemory(ctx context.Context, q *request) (reply, error) {
	asked := url.Values{}
	for _, name := range []string{"lang", "into", "checked"} {
		if values := given(q.form[name]); len(values) > 0 {
			asked[name] = values
		}
	}
	o, err := api.MatchOptions(asked)
	if err != nil {
		return reply{}, err
	}
	o.Work = q.form.Get("work")
	as := q.form.Get("as")
	media := map[string]string{"tmx": "application/x-tmx+xml", "xlf": "application/xliff+xml; charset=utf-8"}[as]
	if media == "" {
		return reply{}, usage("a translation memory is tmx or xlf: ?lang=zh&into=en&as=tmx")
	}
	var b bytes.Buffer
	name := "memory." + tifa.BaseLang(o.Lang) + "-" + tifa.BaseLang(o.Into) + "." + as
	if _, err := r.library.ExportMemory(ctx, &b, name, r.version, o.MemoryOptions); err != nil {
		return reply{}, err
	}
	return reply{file: &file{name: name, kind: media, data: b.Bytes()}}, nil
}

// importMemory takes in a translation memory of another program.
func (r *Room) importMemory(ctx context.Context, q *request) (reply, error) {
	if err := q.ParseMultipartForm(uploadMemory); err != nil {
		return reply{}, unread(err)
	}
	defer func() { _ = q.MultipartForm.RemoveAll() }() // temporary files, which the system clears too
	plain := q.WithContext(ctx)                        // the page is that of the memory, and its links lead there
	plain.URL = &url.URL{Path: "/memory"}
	list := &request{Request: plain, settings: q.settings, form: url.Values{}}
	v := &memoryView{frame: r.frame(list, "memory", r.say(q, "memory.title")), Form: url.Values{}, Mins: []string{"0.9", "0.75", "0.6", "0.5"}}
	done, err := r.readMemory(ctx, q)
	if err != nil {
		_, status, words, logged := api.Told(err, r.library.Dir())
		if logged {
			return reply{}, err
		}
		v.Wrong = words
		re, err := r.memory(ctx, list, v)
		re.status = status
		return re, err
	}
	v.Imported = done
	return r.memory(ctx, list, v)
}

func (r *Room) readMemory(ctx context.Context, q *request) (*library.ImportedMemory, error) {
	sent := q.MultipartForm.File["file"]
	if len(sent) == 0 || sent[0].Filename == "" {
		return nil, usage("choose a translation memory: TMX or XLIFF")
	}
	f, err := sent[0].Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	get := func(name string) string { return strings.TrimSpace(q.PostForm.Get(name)) }
	done, err := r.library.ReadMemory(ctx, f, sent[0].Filename, library.ImportMemoryOptions{
		Lang: get("lang"), Into: get("into"), Checked: get("checked") != "", Status: get("status"),
	})
	if errors.Is(err, exchange.ErrFormat) {
		err = usage("%v", err)
	}
	return done, err
}
