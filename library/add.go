package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"tifa"
	"tifa/extract"
	"tifa/fetch"
	"tifa/store"
	"tifa/text"
)

// ErrLanguage says that nobody stated the language of a document and that it
// cannot be told from the text.
var ErrLanguage = errors.New("its language cannot be told")

// Stated is what the user says of a document. It wins over what is found in
// it; empty fields are found.
type Stated struct {
	Work, Lang, Label           string
	Title, Issuer, Kind, Number string
	Status, URL                 string
	Date                        tifa.Date
	Encoding                    string
	Lines                       bool // each line of a text file is a block
}

// Added says what became of a document.
type Added struct {
	Edition     string      `json:"edition"`
	Work        string      `json:"work"`
	Lang        string      `json:"lang"`
	Date        tifa.Date   `json:"date"`
	Title       string      `json:"title"`
	Issuer      string      `json:"issuer,omitempty"`
	Number      string      `json:"number,omitempty"`
	Kind        string      `json:"kind,omitempty"`
	Sentences   int         `json:"sentences"`
	Chars       int         `json:"chars"`
	Source      tifa.Source `json:"source"`
	Guessed     []string    `json:"guessed"`
	DateFrom    string      `json:"date_from,omitempty"` // what a guessed date was taken from: adopted, promulgated or amended in the words; text, title, declared, name, file
	DuplicateOf *string     `json:"duplicate_of"`
	SameWork    []string    `json:"same_work,omitempty"` // editions that the library had of the work already, where it was guessed
	Warnings    []string    `json:"warnings"`
	Line        int         `json:"line,omitempty"` // of the import file
}

// prepared is a document ready to be stored.
type prepared struct {
	record   store.Record
	data     []byte // of its source; nil where that is kept already
	warnings []string
	address  string // of the edition that it became
	from     string // what its date was guessed from
	named    bool   // its work was guessed from nothing but the name of its file
}

// Add reads documents (paths, folders, patterns, addresses, "-" for stdin),
// stores them and indexes them. Each is told to yield when it is stored; one
// that fails is told with its error, and the rest go on.
func (l *Library) Add(ctx context.Context, args []string, stated Stated, in Stdin, yield func(name string, a *Added, err error)) error {
	var inputs []input
	for _, arg := range args {
		more, err := expand([]string{arg}, in)
		if err != nil { // told in its turn, so that the others are added
			more = []input{{arg, func(context.Context, *fetch.Fetcher) (source, error) { return source{}, err }}}
		}
		inputs = append(inputs, more...)
	}
	return l.addInputs(ctx, inputs, func(input) Stated { return stated }, yield)
}

// addInputs reads and stores inputs one by one, and indexes what came in.
func (l *Library) addInputs(ctx context.Context, inputs []input, stated func(input) Stated, yield func(string, *Added, error)) error {
	var fresh []*prepared // not indexed yet
	for i, in := range inputs {
		if err := ctx.Err(); err != nil {
			return errors.Join(err, l.sync(context.WithoutCancel(ctx)))
		}
		l.o.Progress("adding", int64(i), int64(len(inputs)), "files")
		a, err := l.addOne(ctx, in, stated(in), &fresh)
		if err != nil && ctx.Err() != nil {
			continue
		}
		yield(in.name, a, err)
	}
	l.o.Progress("adding", int64(len(inputs)), int64(len(inputs)), "files")
	if err := ctx.Err(); err != nil { // in the last one
		return errors.Join(err, l.sync(context.WithoutCancel(ctx)))
	}
	return l.sync(ctx)
}

func (l *Library) addOne(ctx context.Context, in input, stated Stated, fresh *[]*prepared) (*Added, error) {
	src, err := in.read(ctx, l.o.Fetcher)
	if err != nil {
		return nil, err
	}
	p, err := l.prepare(ctx, src, stated)
	if err != nil {
		return nil, err
	}
	var k kin
	if k.twin, err = l.twin(ctx, p, src); err == nil && k.twin == "" {
		k.passed, err = l.ownName(ctx, p, src)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", in.name, err)
	}
	added, err := l.put(ctx, []*prepared{p})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", in.name, err)
	}
	a := &added[0]
	if joins(a) {
		editions, err := l.store.OfWork(ctx, a.Work)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", in.name, err)
		}
		tellKin(a, k, editions)
	}
	more, err := l.alike(ctx, a, p, *fresh)
	if err != nil { // it is stored all the same
		l.o.Log.Warn("whether the library has the same text in another format could not be looked up", "edition", a.Edition, "why", err)
	}
	a.Warnings = append(a.Warnings, more...)
	if a.DuplicateOf == nil {
		p.data, p.address = nil, a.Edition // the bytes are on disk
		*fresh = append((*fresh)[max(0, len(*fresh)-freshKept+1):], p)
	}
	return a, nil
}

// freshKept is how many texts that were added together are looked at for the
// same text.
const freshKept = 16

// prepare extracts a document and finds its metadata. Errors begin with the
// document's path or address.
func (l *Library) prepare(ctx context.Context, src source, stated Stated) (*prepared, error) {
	doc, err := extract.Read(ctx, src.data, extract.Hint{
		Name: src.where(), MediaType: src.mediaType, Encoding: stated.Encoding, Lines: stated.Lines,
	})
	if err != nil {
		return nil, err
	}
	p, err := l.describe(doc.Blocks, doc.Meta, src.name, stated)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", src.where(), err)
	}
	p.data = src.data
	p.warnings = append(p.warnings, doc.Warnings...)
	p.record.Edition.Source = tifa.Source{URL: cmp.Or(stated.URL, src.url), MediaType: doc.MediaType, Retrieved: cmp.Or(src.retrieved, l.now())}
	return p, nil
}

// describe makes the canonical text of blocks and the record of an edition
// from what is stated, declared and found.
func (l *Library) describe(blocks []extract.Block, meta extract.Meta, name string, stated Stated) (*prepared, error) {
	e := tifa.Edition{
		Work: stated.Work, Lang: stated.Lang, Label: stated.Label, Title: stated.Title, Date: stated.Date,
		Issuer: stated.Issuer, Kind: stated.Kind, Number: stated.Number, Status: stated.Status,
		By: l.o.By, Added: l.now(), Guessed: []string{},
	}
	if e.Lang != "" {
		var err error
		if e.Lang, err = store.NormalLang(e.Lang); err != nil {
			return nil, err
		}
	}
	p := &prepared{}
	lang := e.Lang
	if lang == "" {
		lang = text.GuessLang(blocks, meta.Lang)
	}
	blocks = text.SetApartCredits(blocks, lang)
	found := text.Guess(blocks, meta, name, text.Guessed{
		Title: e.Title, Date: e.Date, Lang: lang, Issuer: e.Issuer, Number: e.Number, Kind: e.Kind,
	}, tifa.DateOf(l.o.Now().UTC()))
	guess := func(field string, have *string, value string) {
		if *have == "" && value != "" {
			*have = value
			e.Guessed = append(e.Guessed, field)
		}
	}
	guess("lang", &e.Lang, found.Lang)
	guess("title", &e.Title, found.Title)
	guess("issuer", &e.Issuer, found.Issuer)
	guess("kind", &e.Kind, found.Kind)
	guess("number", &e.Number, found.Number)
	if e.Date.IsZero() && !found.Date.IsZero() {
		e.Date = found.Date
		e.Guessed = append(e.Guessed, "date")
		e.Date = e.Date.Guess()
		p.from = found.From
		if words, name := found.Apart[0], found.Apart[1]; !name.IsZero() {
			p.warnings = append(p.warnings, fmt.Sprintf("its words are of %s and the name of its file of %s; %s was taken: say it with --date where that is wrong", words, name, e.Date))
		}
		if found.From == text.FromFile {
			p.warnings = append(p.warnings, fmt.Sprintf("the text says no date; %s is the day on which the file was made; say it with --date", e.Date))
		}
	}
	if len(found.Dates) > 0 {
		e.Dates = found.Dates
		e.Guessed = append(e.Guessed, "dates")
	}
	if e.Lang == "" {
		return nil, fmt.Errorf("%w: say it with --lang, or as lang in an import file", ErrLanguage)
	}
	if e.Date.IsZero() {
		p.warnings = append(p.warnings, "no date found: without one it is neither earlier nor later than anything; say it with --date")
	}
	t := text.Canonical(blocks, e.Lang)
	if len(t.Sentences) == 0 {
		return nil, fmt.Errorf("holds no sentence: %w", extract.ErrNoText)
	}
	p.warnings = append(p.warnings, unreadable(t)...)
	if e.Title == "" {
		e.Title = name
		e.Guessed = append(e.Guessed, "title")
	}
	if e.Work == "" {
		e.Work = workID(&e, name, t)
		p.named = found.OfName && e.Number == "" && slices.Contains(e.Guessed, "title")
		e.Guessed = append(e.Guessed, "work")
	} else {
		id, err := WorkID(e.Work)
		if err != nil {
			return nil, err
		}
		if id != e.Work {
			p.warnings = append(p.warnings, fmt.Sprintf("the id of the work %s is %s", e.Work, id))
		}
		e.Work = id
	}
	// A bad record must fail alone, not with the batch that it is stored in.
	if err := store.Check(&e, t); err != nil {
		return nil, err
	}
	p.record = store.Record{Edition: e, Text: t}
	return p, nil
}

// put keeps the sources of prepared documents and stores their records.
func (l *Library) put(ctx context.Context, docs []*prepared) ([]Added, error) {
	records := make([]store.Record, len(docs))
	for i, p := range docs {
		if p.data != nil {
			sha, err := l.store.PutSource(p.data)
			if err != nil {
				return nil, err
			}
			p.record.Edition.Source.SHA256 = sha
		}
		records[i] = p.record
	}
	stored, err := l.store.Put(ctx, records)
	if err != nil {
		return nil, err
	}
	out := make([]Added, len(docs))
	var unused []string // of texts that were there, perhaps from other bytes
	for i, s := range stored {
		if s.Duplicate != "" && docs[i].data != nil {
			unused = append(unused, records[i].Edition.Source.SHA256)
		}
		e := &records[i].Edition
		chars := 0
		for range records[i].Text.Body {
			chars++
		}
		out[i] = Added{
			Edition: cmp.Or(s.Address, s.Duplicate), Work: e.Work, Lang: e.Lang, Date: e.Date, Title: e.Title,
			Issuer: e.Issuer, Number: e.Number, Kind: e.Kind,
			Sentences: len(records[i].Text.Sentences), Chars: chars,
			Source: e.Source, Guessed: e.Guessed, DateFrom: docs[i].from, Warnings: slices.Clip(docs[i].warnings), Line: e.Source.Record,
		}
		if s.Duplicate != "" {
			out[i].DuplicateOf = &stored[i].Duplicate
		}
		if out[i].Warnings == nil {
			out[i].Warnings = []string{}
		}
	}
	_ = l.store.ClearSources(context.WithoutCancel(ctx), unused...) // what stays does no harm
	return out, nil
}
