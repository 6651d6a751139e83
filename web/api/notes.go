package api

import (
	"tifa"
	"tifa/library"
	"tifa/publish/cite"
)

var (
	citedParam    = &param{name: "edition", needed: true, many: true, about: "a text, or sentences in it: gwr-2015.zh:s42; may be repeated"}
	sentenceParam = &param{name: "address", needed: true, about: "a sentence: gwr-2015.zh:s42"}
	styleParam    = &param{name: "style", kind: choice, values: styles(), about: "only in this style"}
	noteParam     = &param{name: "id", needed: true, about: "of the note: n12"}
	notedParam    = &param{name: "edition", about: "only notes on this text, or on these sentences of it as they stand now"}
	noteWorkParam = &param{name: "work", about: "only notes on editions of this work"}
	noteByParam   = &param{name: "by", about: "only notes that this person wrote"}
	replacedParam = &param{name: "edition", needed: true, about: "the edition whose text is replaced"}
	whyParam      = &param{name: "why", about: "why the text was corrected"}
)

func styles() []string {
	var out []string
	for _, s := range cite.Styles() {
		out = append(out, string(s))
	}
	return out
}

// noteRequest is a note on a passage.
type noteRequest struct {
	Address string `json:"address" about:"a passage: gwr-2015.zh:s42, gwr-2015.zh:s42-44, gwr-2015.zh:s42.3-17; with quote, an edition will do"`
	Quote   string `json:"quote,omitempty" about:"words of the passage that the note is on"`
	Body    string `json:"body" about:"the note, in Markdown"`
}

// noteChangeRequest is another text of a note.
type noteChangeRequest struct {
	ID   string `json:"id" about:"of the note"`
	Body string `json:"body" about:"the note, in Markdown"`
	// A string cannot be told from none by its being empty: no note is empty.
	Former string `json:"former,omitempty" about:"the text that it had when you looked; if it has another by now nothing is changed, and the answer is 409"`
}

// unwantedNoteRequest names a note.
type unwantedNoteRequest struct {
	ID     string `json:"id" about:"of the note"`
	Former string `json:"former,omitempty" about:"the text that it had when you looked, as in note/edit"`
}

// wasText is a former text, nil where none is given.
func wasText(former string) *string {
	if former == "" {
		return nil
	}
	return &former
}

// aboutPassages are the endpoints that cite passages and keep notes on them.
func aboutPassages() []*endpoint {
	return []*endpoint{
		several(endpoint{
			method: get, path: "cite", summary: "cites texts or passages in them", params: []*param{citedParam, styleParam},
			columns: []column{{"address", "pinned to the version"}, {"style", "chicago, bibtex …"}, {"name", "of the style"}, {"text", "the citation"}},
		}, citations, func(x *library.Citation, row row) error {
			return each(x.Citations, page{}, func(c library.Cited) error { return row(x.Address, string(c.Style), c.Name, c.Text) })
		}),
		single(endpoint{
			method: get, path: "later", summary: "what later texts made of a sentence, word for word or reworded", params: []*param{sentenceParam},
			columns: []column{
				{"kind", "use or adaptation"},
				{"date", "of the later text"},
				{"address", "of the later passage"},
				{"quote", "its words"},
				{"similarity", "1 of a use"},
				{"direct", "whether no other earlier passage is closer"},
				{"from", "the passage that is closer"},
			},
		}, func(c *call) (*library.Later, error) {
			address := one[string](&c.query, sentenceParam)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Later(c.ctx(), address, 0)
		}, laterRows),
		several(endpoint{
			method: get, path: "note/list", summary: "notes with their places in the present texts, the newest first",
			params: []*param{notedParam, noteWorkParam, noteByParam},
			columns: []column{
				{"id", "of the note"},
				{"address", "of the passage"},
				{"quote", "the words"},
				{"state", "exact, moved, changed or orphan"},
				{"body", "the note"},
				{"by", "who wrote it"},
				{"at", "when"},
				{"now", "where the passage is now"},
			},
		}, notes, func(n tifa.Annotation, row row) error {
			_, now, _ := place(n.Now)
			return row(n.ID, n.Address, n.Quote, n.State, n.Body, n.By, n.At, now)
		}),
		single(endpoint{method: get, path: "note/show", summary: "a note and all that was changed of it, also one that was removed", params: []*param{noteParam}},
			func(c *call) (*library.NoteShown, error) {
				id := one[string](&c.query, noteParam)
				if c.err != nil {
					return nil, c.err
				}
				return c.l.Note(c.ctx(), id)
			}, nil),
		changing("note/add", "writes a note on a passage", func(c *call, b noteRequest) (*tifa.Annotation, error) {
			return c.l.AddNote(c.ctx(), library.NoteStated{Address: b.Address, Quote: b.Quote, Body: b.Body})
		}),
		changing("note/edit", "puts another text in the place of that of a note", func(c *call, b noteChangeRequest) (*tifa.Annotation, error) {
			return c.l.EditNote(c.ctx(), b.ID, wasText(b.Former), b.Body)
		}),
		changing("note/remove", "takes a note back", func(c *call, b unwantedNoteRequest) (*tifa.Annotation, error) {
			return c.l.RemoveNote(c.ctx(), b.ID, wasText(b.Former))
		}),
		single(endpoint{
			method: post, path: "replace", summary: "puts a corrected text in the place of that of an edition; the old one stays readable",
			params: []*param{replacedParam, addressParam, whyParam, encodingParam, linesParam},
			files:  []file{{name: "file", about: "the document; or url"}},
		}, replace, nil),
	}
}

func laterRows(l *library.Later, row row) error {
	for i := range l.Uses {
		date, address, quote := place(&l.Uses[i])
		if err := row("use", date, address, quote, 1.0, true, ""); err != nil {
			return err
		}
	}
	for i := range l.Adaptations {
		a := &l.Adaptations[i]
		date, address, quote := place(&a.Attestation)
		_, from, _ := place(a.From)
		if err := row("adaptation", date, address, quote, a.Similarity, a.Direct != nil && *a.Direct, from); err != nil {
			return err
		}
	}
	return nil
}

func citations(c *call, p page, yield func(*library.Citation) error) error {
	addresses, name := c.all(citedParam), one[string](&c.query, styleParam)
	if c.err != nil {
		return c.err
	}
	var in []cite.Style
	if name != "" {
		in = []cite.Style{cite.Style(name)}
	}
	return each(addresses, p, func(address string) error {
		cited, err := c.l.Cite(c.ctx(), address, in...)
		if err != nil {
			return err
		}
		return yield(cited)
	})
}

func notes(c *call, p page, yield func(tifa.Annotation) error) error {
	f := library.NoteFilter{
		Edition: one[string](&c.query, notedParam), Work: one[string](&c.query, noteWorkParam), By: one[string](&c.query, noteByParam),
	}
	if c.err != nil {
		return c.err
	}
	if f.Edition == "" && f.Work == "" && p.most > 0 {
		some, err := c.l.NotesPage(c.ctx(), f, "", p.skip, p.most)
		if err != nil {
			return err
		}
		return each(some.Notes, page{}, yield)
	}
	all, err := c.l.Notes(c.ctx(), f)
	if err != nil {
		return err
	}
	return each(all, p, yield)
}

func replace(c *call) (*library.Replaced, error) {
	from, edition := c.source(), one[string](&c.query, replacedParam)
	o := library.ReplaceOptions{Why: one[string](&c.query, whyParam), Encoding: one[string](&c.query, encodingParam), Lines: one[bool](&c.query, linesParam)}
	if c.err != nil {
		return nil, c.err
	}
	return c.l.Replace(c.ctx(), edition, from, o, c.sent)
}
