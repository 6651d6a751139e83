package library

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
	"tifa/text"
)

// Referred is what a text refers to, and what refers to it.
type Referred struct {
	Edition  string            `json:"edition"`
	Title    string            `json:"title"`
	Date     tifa.Date         `json:"date"`
	Lang     string            `json:"lang"`
	Items    []Reference       `json:"items"`          // in the order of the text
	Editions []CitedEdition    `json:"editions"`       // of the library that it refers to, the most often first
	Missing  []MissingText     `json:"missing"`        // what it refers to and the library does not have
	CitedBy  []CitedEdition    `json:"cited_by"`       // the editions that refer to it, by date; null unless asked for
	Worth    []discourse.Worth `json:"worth"`          // by kind
	Note     string            `json:"note,omitempty"` // what could not be found, and why
	Hidden   []string          `json:"hidden"`         // kinds that are worth too little to be shown unasked
	Coverage tifa.Coverage     `json:"coverage"`       // the texts in which what it refers to was looked for
}

// Reference is a place where a text refers to another, or to a part of itself.
type Reference struct {
	Said
	Kind       string      `json:"kind"`
	Name       string      `json:"name"`
	Number     string      `json:"number"`
	Unit       string      `json:"unit"`
	Target     *CitedText  `json:"target"`     // null: not in the library
	Candidates []CitedText `json:"candidates"` // what it may mean
	Certain    bool        `json:"certain"`
	Why        string      `json:"why"`
	of         *Reference
}

// CitedText is an edition that is referred to, with the place in it.
type CitedText struct {
	Edition string      `json:"edition"`
	Title   string      `json:"title"`
	Date    tifa.Date   `json:"date"`
	At      string      `json:"at"`    // the address of the part or passage, the first of several; else empty
	Parts   []CitedPart `json:"parts"` // where several are named, each: Articles 5 to 7; else []
	Later   bool        `json:"later"` // the library has no edition of it that is earlier than the reference
	Why     string      `json:"why"`
}

// CitedPart is one of several parts that a reference names.
type CitedPart struct {
	Part string `json:"part"` // its label in the text that is cited; else the key of what is named
	At   string `json:"at"`   // its address; empty: the text has no such part
}

// CitedEdition is an edition at the other end of references.
type CitedEdition struct {
	Edition   string    `json:"edition"`
	Title     string    `json:"title"`
	Date      tifa.Date `json:"date"`
	Count     int       `json:"count"`
	Addresses []string  `json:"addresses"` // of the references
}

// MissingText is what the library does not have.
type MissingText struct {
	Name      string   `json:"name"`
	Names     []string `json:"names"` // others by which the text refers to it
	Number    string   `json:"number"`
	Count     int      `json:"count"`
	Addresses []string `json:"addresses"`
	id        string   // of one that goes by several names
}

// ReferencesOptions say which references are told.
type ReferencesOptions struct {
	Kinds        []string // empty: all
	Experimental bool     // those that are worth little too
	CitedBy      bool     // also what refers to the text
	Stated       Stated   // of a file
}

// referring finds what texts refer to.
type referring struct {
	l         *Library
	finder    *discourse.References
	catalogue *discourse.Catalogue
	documents *discourse.Documents  // those that go by several names
	texts     map[string]*tifa.Text // of cited editions, by address
	labels    map[string][]label    // of the blocks of texts, by version
}

// label is the label of a block, and its key; both are empty where it has none.
type label struct{ text, key string }

// labelsOf are the labels of the blocks of a text: a long one that refers a
// hundred times to parts of its own is looked through once.
func (r *referring) labelsOf(e *tifa.Edition, t *tifa.Text) []label {
	if kept, ok := r.labels[e.Version]; ok {
		return kept
	}
	lang := text.Lookup(e.Lang)
	out := make([]label, len(t.Blocks))
	for i, b := range t.Blocks {
		if found := lang.Label(b.Of(t.Body)); found != "" {
			out[i] = label{found, lang.LabelKey(found)}
		}
	}
	r.labels[e.Version] = out
	return out
}

func (l *Library) referring(ctx context.Context) (*referring, error) {
	own, err := l.ownTable("references.tsv")
	if err != nil {
		return nil, err
	}
	r := &referring{l: l, texts: map[string]*tifa.Text{}, labels: map[string][]label{}}
	if r.finder, err = discourse.ReadReferences(own...); err != nil {
		return nil, err
	}
	if own, err = l.ownTable("documents.tsv"); err != nil {
		return nil, err
	}
	if r.documents, err = discourse.ReadDocuments(own...); err != nil {
		return nil, err
	}
	r.catalogue, err = l.catalogueNow(ctx)
	return r, err
}

// References tells what a text refers to.
func (l *Library) References(ctx context.Context, arg string, o ReferencesOptions, in Stdin) (*Referred, error) {
	for _, k := range o.Kinds {
		if !slices.Contains(discourse.ReferenceKinds(), k) {
			return nil, unknownOf("kind of references", k, discourse.ReferenceKinds())
		}
	}
	s, err := l.subject(ctx, arg, o.Stated, in)
	if err != nil {
		return nil, err
	}
	r, err := l.referring(ctx)
	if err != nil {
		return nil, err
	}
	e := &s.edition
	out := &Referred{
		Edition: e.Pinned(), Title: e.Title, Date: e.Date, Lang: e.Lang, Items: []Reference{}, Hidden: []string{},
		Coverage: l.index.Coverage(concordance.Filter{NotText: e.Version}),
	}
	if !r.finder.Knows(e.Lang) {
		out.Note = fewWords("references", e.Lang, "document numbers and titles in title marks", "references.tsv")
	}
	for _, kind := range discourse.ReferenceKinds() {
		w, err := discourse.WorthOf("reference "+kind, e.Lang)
		if err != nil {
			return nil, err
		}
		if w.Experimental() && !o.Experimental {
			out.Hidden = append(out.Hidden, kind)
		}
		out.Worth = append(out.Worth, w)
	}
	all, err := r.of(ctx, e, s.text)
	if err != nil {
		return nil, err
	}
	for _, x := range all {
		if (len(o.Kinds) == 0 && !slices.Contains(out.Hidden, x.Kind)) || slices.Contains(o.Kinds, x.Kind) {
			out.Items = append(out.Items, *x)
		}
	}
	out.gather(r.documents)
	if o.CitedBy {
		if out.CitedBy, err = r.citedBy(ctx, e); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// gather groups the references by what they refer to.
func (c *Referred) gather(documents *discourse.Documents) {
	c.Editions, c.Missing = []CitedEdition{}, []MissingText{}
	missing := missingTexts{byID: map[string]int{}, byNumber: map[string]int{}, byName: map[string]int{}}
	for _, x := range c.Items {
		switch {
		case x.Target != nil && x.Target.Edition != c.Edition:
			i := slices.IndexFunc(c.Editions, func(e CitedEdition) bool { return e.Edition == x.Target.Edition })
			if i < 0 {
				i = len(c.Editions)
				c.Editions = append(c.Editions, CitedEdition{Edition: x.Target.Edition, Title: x.Target.Title, Date: x.Target.Date})
			}
			c.Editions[i].Count++
			c.Editions[i].Addresses = append(c.Editions[i].Addresses, x.Address)
		case x.Target == nil && (x.Kind == discourse.ByTitle || x.Kind == discourse.ByNumber):
			id := documents.ID(x.Name)
			i := missing.find(id, x.Number, x.Name)
			if i < 0 {
				i = len(c.Missing)
				c.Missing = append(c.Missing, MissingText{Name: cmp.Or(documents.Name(id, c.Lang), x.Name), Number: x.Number, Names: []string{}, id: id})
			}
			if name := x.Name; name != "" && name != c.Missing[i].Name && !slices.Contains(c.Missing[i].Names, name) {
				c.Missing[i].Names = append(c.Missing[i].Names, name)
			}
			c.Missing[i].Count++
			c.Missing[i].Number = cmp.Or(c.Missing[i].Number, x.Number)
			missing.add(i, &c.Missing[i])
			c.Missing[i].Addresses = append(c.Missing[i].Addresses, x.Address)
		}
	}
	slices.SortStableFunc(c.Editions, func(a, b CitedEdition) int { return cmp.Compare(b.Count, a.Count) })
	slices.SortStableFunc(c.Missing, func(a, b MissingText) int { return cmp.Compare(b.Count, a.Count) })
}

// missingTexts finds the missing text that a reference is to, among those that
// others were to: the first of its id, its number or its name. A text can refer
// to a thousand.
type missingTexts struct{ byID, byNumber, byName map[string]int }

func (m *missingTexts) find(id, number, name string) int {
	found := -1
	for _, in := range []struct {
		by  map[string]int
		key string
	}{{m.byID, id}, {m.byNumber, number}, {m.byName, text.Fold(name)}} {
		if i, ok := in.by[in.key]; ok && in.key != "" && (found < 0 || i < found) {
			found = i
		}
	}
	return found
}

func (m *missingTexts) add(i int, t *MissingText) {
	for _, in := range []struct {
		by  map[string]int
		key string
	}{{m.byID, t.id}, {m.byNumber, t.Number}, {m.byName, text.Fold(t.Name)}} {
		if former, ok := in.by[in.key]; !ok || i < former {
			in.by[in.key] = i
		}
	}
}

// of gives all references of a text, each with what it means.
func (r *referring) of(ctx context.Context, e *tifa.Edition, t *tifa.Text) ([]*Reference, error) {
	found, err := r.l.referencesIn(e, t, r.finder)
	if err != nil {
		return nil, err
	}
	return r.meant(ctx, e, t, found)
}

// meant gives what the references that were found in a text mean.
func (r *referring) meant(ctx context.Context, e *tifa.Edition, t *tifa.Text, found []discourse.Reference) ([]*Reference, error) {
	at := newPassages(e, t)
	out := make([]*Reference, len(found))
	for i, f := range found {
		x := &Reference{Said: at.of(f.Span), Kind: f.Kind, Name: f.Name, Number: f.Number, Unit: f.Unit, Certain: f.Certain, Why: f.Why, Candidates: []CitedText{}}
		out[i] = x
		if f.Of >= 0 {
			x.of = out[f.Of]
		}
		if err := r.resolve(ctx, e, t, &found[i], x); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// resolve finds what a reference means.
func (r *referring) resolve(ctx context.Context, e *tifa.Edition, t *tifa.Text, f *discourse.Reference, x *Reference) error {
	switch f.Kind {
	case discourse.ByUnit:
		x.Target = &CitedText{Edition: e.Pinned(), Title: e.Title, Date: e.Date, At: r.unitAt(e, t, f.UnitKey), Parts: r.partsAt(e, t, f.Units), Why: f.Why}
	case discourse.ByAbove:
		if x.of != nil && x.of.Target != nil {
			target := *x.of.Target
			target.At, target.Parts = "", []CitedPart{}
			x.Target = &target
		}
	case discourse.ByOblique:
		for _, like := range r.catalogue.Like(f.Name, e) {
			x.Candidates = append(x.Candidates, CitedText{Edition: like.Address, Title: like.Title, Date: like.Date, Parts: []CitedPart{}, Later: e.Date.Before(like.Date), Why: "its title has these words"})
		}
	case discourse.ByPromise:
		return r.promised(ctx, e, x)
	default:
		m := r.catalogue.Find(f.Name, f.Number, e)
		for _, name := range r.documents.Names(r.documents.ID(f.Name), e.Lang) {
			if m == nil {
				m = r.catalogue.Find(name, "", e)
			}
		}
		if m != nil {
			x.Target = &CitedText{Edition: m.Edition.Address, Title: m.Edition.Title, Date: m.Edition.Date, Parts: []CitedPart{}, Later: m.Later, Why: m.Why}
			x.Certain = true
		}
	}
	if x.Target == nil || f.UnitKey == "" || f.Kind == discourse.ByUnit {
		return nil
	}
	cited, err := r.l.store.Edition(ctx, x.Target.Edition)
	if err != nil {
		return err
	}
	if r.texts[cited.Address] == nil {
		if r.texts[cited.Address], err = r.l.store.Text(ctx, &cited); err != nil {
			return err
		}
	}
	x.Target.At = r.unitAt(&cited, r.texts[cited.Address], f.UnitKey)
	x.Target.Parts = r.partsAt(&cited, r.texts[cited.Address], f.Units)
	return nil
}

// promised finds the first earlier text that has the name of a programme.
func (r *referring) promised(ctx context.Context, e *tifa.Edition, x *Reference) error {
	f := concordance.Filter{Langs: []string{tifa.BaseLang(e.Lang)}, NotText: e.Version, Before: e.Date}
	if e.Date.IsZero() {
		return nil
	}
	hit, err := r.l.index.First(ctx, concordance.Literal(x.Name), f)
	if err != nil || hit == nil {
		return err
	}
	first, err := r.l.index.Attest(*hit)
	if err != nil {
		return err
	}
	x.Certain = true
	x.Target = &CitedText{Edition: first.Edition, Title: first.Title, Date: first.Date, At: first.Address, Parts: []CitedPart{}, Why: "the first earlier text that has the name"}
	return nil
}

// partsAt are the parts of a text with some keys.
func (r *referring) partsAt(e *tifa.Edition, t *tifa.Text, keys []string) []CitedPart {
	out := []CitedPart{}
	for _, key := range keys {
		at, label := r.partAt(e, t, key)
		out = append(out, CitedPart{Part: cmp.Or(label, key), At: at})
	}
	return out
}

// unitAt is the address of the part of a text with a key, empty if it has none.
func (r *referring) unitAt(e *tifa.Edition, t *tifa.Text, key string) string {
	at, _ := r.partAt(e, t, key)
	return at
}

// partAt is the address and the label of the part of a text with a key, empty
// if it has none: its block, and those behind it up to the next one with a
// label.
func (r *referring) partAt(e *tifa.Edition, t *tifa.Text, key string) (at, label string) {
	labels := r.labelsOf(e, t)
	from, to := 0, 0
	for i, b := range t.Blocks {
		next := labels[i]
		switch {
		case from == 0 && next.text != "" && next.key == key:
			from, label = t.SentenceAt(b.Start), strings.TrimSpace(next.text)
		case from > 0 && next.text != "" && sameLevel(next.key, key):
			return tifa.SentenceAddress(e.Pinned(), from, to), label
		}
		if from > 0 && b.Len() > 0 {
			to = t.SentenceAt(b.End - 1)
		}
	}
	switch number, isArticle := strings.CutPrefix(key, "article "); {
	case from > 0:
		return tifa.SentenceAddress(e.Pinned(), from, to), label
	case isArticle:
		return r.partAt(e, t, number) // its articles may be numbered without the word
	}
	return "", ""
}

// sameLevel says whether a label ends the part with a key: another of its kind,
// or one of a kind above it.
func sameLevel(label, key string) bool {
	kind := func(k string) string {
		word, _, numbered := strings.Cut(k, " ")
		if !numbered {
			return "" // a number alone
		}
		return word
	}
	return kind(label) == kind(key) || slices.Contains([]string{"part", "title", "chapter", "section"}, kind(label))
}

// citedBy finds the editions that refer to one. Only those are read that hold
// words of its title or its number.
func (r *referring) citedBy(ctx context.Context, e *tifa.Edition) ([]CitedEdition, error) {
	might, err := r.mightCite(ctx, e)
	if err != nil {
		return nil, err
	}
	out := []CitedEdition{}
	for i, address := range might {
		r.l.o.Progress("reading references", int64(i), int64(len(might)), "texts")
		by, t, err := r.l.edition(ctx, address)
		if err != nil {
			return nil, err
		}
		found, err := r.of(ctx, &by, t)
		if err != nil {
			return nil, err
		}
		c := CitedEdition{Edition: by.Address, Title: by.Title, Date: by.Date}
		for _, x := range found {
			if x.Target != nil && x.Target.Edition == e.Address && x.Kind != discourse.ByUnit && x.Kind != discourse.ByPromise {
				c.Count++
				c.Addresses = append(c.Addresses, x.Address)
			}
		}
		if c.Count > 0 {
			out = append(out, c)
		}
	}
	return out, nil
}

// mightCite are the addresses, by date, of the editions that hold the end of an
// edition's title, or its number.
func (r *referring) mightCite(ctx context.Context, e *tifa.Edition) ([]string, error) {
	might := map[string]bool{}
	for _, phrase := range discourse.TitleParts(e.Title, e.Number) {
		hits, err := r.l.index.Hits(ctx, concordance.Literal(phrase), concordance.Filter{}, concordance.ByDate, 0, 0)
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			might[h.Info().Edition] = true
		}
	}
	editions, err := r.l.editionsNow(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	for i := range editions {
		if a := editions[i].Address; might[a] && a != e.Address {
			out = append(out, a)
		}
	}
	return out, nil
}

// CitationGraph is who refers to whom in the library.
type CitationGraph struct {
	Items    []CitationEdge    `json:"items"`   // by the dates of who refers and who is referred to
	Missing  []MissingText     `json:"missing"` // most often first; the addresses are those of the references
	Worth    []discourse.Worth `json:"worth"`
	Coverage tifa.Coverage     `json:"coverage"`
}

// CitationEdge says that one edition refers to another.
type CitationEdge struct {
	From      string   `json:"from"`
	To        string   `json:"to"`
	Count     int      `json:"count"`
	Addresses []string `json:"addresses"`
}

// Citations reads the references of all texts that a filter chooses.
func (l *Library) Citations(ctx context.Context, f concordance.Filter) (*CitationGraph, error) {
	r, err := l.referring(ctx)
	if err != nil {
		return nil, err
	}
	chosen := map[string]bool{}
	l.index.Docs(func(d *concordance.Doc) bool {
		chosen[d.Edition] = f.Fits(d)
		return true
	})
	editions, err := l.editionsNow(ctx)
	if err != nil {
		return nil, err
	}
	editions = slices.DeleteFunc(editions, func(e tifa.Edition) bool { return !chosen[e.Address] })
	out := &CitationGraph{Items: []CitationEdge{}, Missing: []MissingText{}, Coverage: l.index.Coverage(f)}
	for _, kind := range []string{discourse.ByTitle, discourse.ByNumber, discourse.ByAbove} {
		w, err := discourse.WorthOf("reference "+kind, "")
		if err != nil {
			return nil, err
		}
		out.Worth = append(out.Worth, w)
	}
	a, err := l.analyser()
	if err != nil {
		return nil, err
	}
	missing := map[string]*MissingText{}
	var order []string
	for i := range editions {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		l.o.Progress("reading references", int64(i), int64(len(editions)), "texts")
		e := &editions[i]
		t, err := l.store.Text(ctx, e)
		if err != nil {
			return nil, err
		}
		kept, err := a.read(e)
		if err != nil { // not analysed, or since the tables changed
			kept = &Analysis{References: r.finder.Find(t, e.Lang)}
		}
		found, err := r.meant(ctx, e, t, kept.References)
		if err != nil {
			return nil, err
		}
		c := &Referred{Edition: e.Address}
		for _, x := range found {
			if x.Kind == discourse.ByTitle || x.Kind == discourse.ByNumber || x.Kind == discourse.ByAbove {
				c.Items = append(c.Items, *x)
			}
		}
		c.gather(r.documents)
		slices.SortStableFunc(c.Editions, func(a, b CitedEdition) int {
			return cmp.Or(compareDates(a.Date, b.Date), cmp.Compare(a.Edition, b.Edition))
		})
		for _, to := range c.Editions {
			out.Items = append(out.Items, CitationEdge{e.Address, to.Edition, to.Count, to.Addresses})
		}
		for _, m := range c.Missing {
			key := cmp.Or(m.id, text.Fold(m.Name), text.Fold(m.Number))
			if missing[key] == nil {
				missing[key] = &MissingText{Name: m.Name, Names: []string{}, Number: m.Number}
				order = append(order, key)
			}
			for _, name := range append([]string{m.Name}, m.Names...) {
				if x := missing[key]; name != "" && text.Fold(name) != text.Fold(x.Name) && !slices.Contains(x.Names, name) {
					x.Names = append(x.Names, name)
				}
			}
			missing[key].Count += m.Count
			missing[key].Addresses = append(missing[key].Addresses, m.Addresses...)
		}
	}
	for _, key := range order {
		out.Missing = append(out.Missing, *missing[key])
	}
	slices.SortStableFunc(out.Missing, func(a, b MissingText) int { return cmp.Compare(b.Count, a.Count) })
	return out, nil
}
