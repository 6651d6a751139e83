package api

import (
	"errors"
	"net/url"
	"reflect"
	"slices"

	"tifa"
	"tifa/library"
	"tifa/store"
)

// Parameters of a document that is added.
var (
	addressParam    = &param{name: "url", about: "the address of the document, if no file is sent: http or https, and never in a private network"}
	workSaidParam   = &param{name: "work", about: "the id of the work: a-z, 0-9 and hyphens"}
	labelSaidParam  = &param{name: "label", about: "what tells this edition from others of its work: draft, 2020"}
	dateSaidParam   = &param{name: "date", kind: date, about: "first public day of this wording"}
	titleSaidParam  = &param{name: "title", about: "the title"}
	issuerSaidParam = &param{name: "issuer", about: "the body that issued it"}
	kindSaidParam   = &param{name: "kind", about: "the kind of document: law, report, speech …"}
	numberSaidParam = &param{name: "number", about: "the document number as it is written"}
	statusSaidParam = &param{name: "status", about: "original, official translation, translation, draft …"}

	addParams = []*param{
		addressParam, workSaidParam, labelSaidParam, dateSaidParam, titleSaidParam, issuerSaidParam, kindSaidParam, numberSaidParam, statusSaidParam,
	}
)

// editRequest states what an edition is. A field that is not there stays as it
// is.
type editRequest struct {
	Edition  string               `json:"edition" about:"its address"`
	Work     *string              `json:"work,omitempty"`
	Lang     *string              `json:"lang,omitempty"`
	Label    *string              `json:"label,omitempty"`
	Title    *string              `json:"title,omitempty"`
	Issuer   *string              `json:"issuer,omitempty"`
	Kind     *string              `json:"kind,omitempty"`
	Number   *string              `json:"number,omitempty"`
	Status   *string              `json:"status,omitempty"`
	Date     *tifa.Date           `json:"date,omitempty"`
	NotLater *bool                `json:"not_later,omitempty" about:"the date is only an upper bound"`
	Dates    map[string]tifa.Date `json:"dates,omitempty" about:"adopted, promulgated, effective, amended, repealed; null takes one away"`
	Former   map[string]string    `json:"former,omitempty" about:"what fields were when you looked, by their names, dates.adopted for one of dates; if one is another by now nothing is changed, and the answer is 409"`
}

// removeRequest names an edition.
type removeRequest struct {
	Edition string `json:"edition" about:"its address"`
}

// pairRequest names two editions.
type pairRequest struct {
	A   string `json:"a" about:"an edition"`
	B   string `json:"b" about:"an edition in another language"`
	Not bool   `json:"not,omitempty" about:"they are no bitext, whatever a machine thinks"`
}

// beadRequest names sentences of two editions.
type beadRequest struct {
	A      string   `json:"a" about:"an edition"`
	B      string   `json:"b" about:"its translation"`
	Places []string `json:"places,omitempty" about:"sentences: s12 of a, t20 of b, s12-14 a run"`
}

// seenRequest marks findings of qa.
type seenRequest struct {
	A      string   `json:"a" about:"an edition, the source"`
	B      string   `json:"b" about:"an edition, the translation"`
	Seen   []string `json:"seen,omitempty" about:"keys of findings that are right as they are: number:s5:t6, as check, src and tgt of the finding"`
	Unseen []string `json:"unseen,omitempty" about:"keys of findings whose mark is taken away"`
	Note   string   `json:"note,omitempty" about:"why they are right"`
}

// changing is an endpoint that takes a JSON body and changes the library.
func changing[B, T any](path, summary string, do func(*call, B) (T, error)) *endpoint {
	return single(endpoint{method: post, path: path, summary: summary, request: reflect.TypeFor[B]()}, func(c *call) (v T, err error) {
		body, err := decode[B](c)
		if err != nil {
			return v, err
		}
		return do(c, body)
	}, nil)
}

// changes are the endpoints that change texts and bitexts.
func changes() []*endpoint {
	add := single(endpoint{
		method: post, path: "add", summary: "puts a document into the library: a file, or what stands at an address", made: true,
		about:  "What is not stated is found in the document, and stands in guessed. A text that is there already is not added again: duplicate_of names it.",
		params: with(addParams, readingParams...), files: []file{{name: "file", about: "the document; or url"}},
	}, add, nil)
	out := []*endpoint{
		add,
		changing("edit", "states what a text is: its date, title, issuer and so on", edit),
		changing("remove", "takes a text out of the library", func(c *call, b removeRequest) (tifa.Edition, error) {
			shown, err := c.l.Show(c.ctx(), b.Edition)
			if err != nil {
				return tifa.Edition{}, err
			}
			return shown.Edition, c.l.Remove(c.ctx(), b.Edition)
		}),
		changing("pair", "says that two editions form a bitext, or that they do not", func(c *call, b pairRequest) (pairRequest, error) {
			return b, c.l.SetPair(c.ctx(), b.A, b.B, b.Not)
		}),
		changing("qa/seen", "marks findings as right as they are; answers as qa does", func(c *call, b seenRequest) (*library.QA, error) {
			if len(b.Seen)+len(b.Unseen) == 0 {
				return nil, &ParamError{Name: "seen", Why: "neither seen nor unseen names a finding"}
			}
			err := c.l.MarkSeen(c.ctx(), b.A, b.B, b.Seen, b.Note, false)
			if err == nil {
				err = c.l.MarkSeen(c.ctx(), b.A, b.B, b.Unseen, "", true)
			}
			if err != nil {
				return nil, err
			}
			return c.l.QA(c.ctx(), b.A, b.B, library.QAOptions{}, c.sent)
		}),
		changing("bead/undo", "takes the last correction of two editions back", func(c *call, b beadRequest) (store.BeadEdit, error) {
			return c.l.UndoBeads(c.ctx(), b.A, b.B)
		}),
	}
	for op, summary := range map[string]string{
		"lock":   "locks the beads that hold the sentences",
		"unlock": "frees the beads that hold the sentences",
		"split":  "cuts a bead before the sentences",
		"merge":  "makes one bead of those that hold the sentences",
		"move":   "moves the sentences named first to the bead of the one named last",
	} {
		out = append(out, changing("bead/"+op, summary, func(c *call, b beadRequest) (store.BeadEdit, error) {
			return c.l.EditBeads(c.ctx(), op, b.A, b.B, b.Places)
		}))
	}
	return out
}

// add adds what a form sends or names.
func add(c *call) (*library.Added, error) {
	said := func(p *param) string { return one[string](&c.query, p) }
	stated := c.stated()
	stated.Work, stated.Label, stated.Date = said(workSaidParam), said(labelSaidParam), one[tifa.Date](&c.query, dateSaidParam)
	stated.Title, stated.Issuer, stated.Kind = said(titleSaidParam), said(issuerSaidParam), said(kindSaidParam)
	stated.Number, stated.Status = said(numberSaidParam), said(statusSaidParam)
	from := c.source()
	if c.err != nil {
		return nil, c.err
	}
	var added *library.Added
	var refused error
	err := c.l.Add(c.ctx(), []string{from}, stated, c.sent, func(_ string, a *library.Added, err error) { added, refused = a, err })
	if err := errors.Join(refused, err); err != nil {
		return nil, err
	}
	if added.DuplicateOf == nil {
		c.location = Prefix + "show?edition=" + url.QueryEscape(added.Edition)
		turned, err := c.l.ClaimsAfter(c.ctx(), []string{added.Edition})
		if err != nil { // the text is stored all the same
			_, _, words, _ := Told(err, c.l.Dir())
			added.Warnings = append(added.Warnings, "the claims were not tested anew: "+words)
			c.o.log().Warn("the claims were not tested after a text was added", "why", err)
		}
		for i := range turned {
			added.Warnings = append(added.Warnings, "claim "+turned[i].ID+" is "+string(turned[i].State)+" now")
		}
	}
	return added, nil
}

// source is the argument for the document that a form sends, or the address
// that it names.
func (c *call) source() string {
	address := one[string](&c.query, addressParam)
	_, sent := c.sent[upload("file")]
	if c.err == nil && sent && address != "" {
		c.err = addressParam.wrong("is given beside a file")
	}
	if c.err == nil && !sent && address == "" {
		c.err = &ParamError{Name: "file", Why: "is missing", Takes: "a document; or give url"}
	}
	if sent {
		return upload("file")
	}
	return address
}

// edit states what an edition is.
func edit(c *call, b editRequest) (tifa.Edition, error) {
	change := store.Change{
		Work: b.Work, Lang: b.Lang, Label: b.Label, Title: b.Title, Issuer: b.Issuer, Kind: b.Kind, Number: b.Number,
		Status: b.Status, Date: b.Date, Dates: b.Dates, NotLater: b.NotLater,
	}
	if reflect.DeepEqual(change, store.Change{}) {
		return tifa.Edition{}, &ParamError{Name: "body", Why: "nothing to change is given"}
	}
	change.Former = b.Former
	if b.Date != nil && b.Date.IsZero() {
		return tifa.Edition{}, &ParamError{Name: "date", Why: "is empty", Takes: "2015, 2015-03 or 2015-03-05"}
	}
	names := []string{"adopted", "promulgated", "effective", "amended", "repealed"}
	for name := range b.Dates {
		if !slices.Contains(names, name) {
			return tifa.Edition{}, &ParamError{Name: "dates", Why: "there is no date of the name " + shorten(name, 60), Takes: "adopted, promulgated, effective, amended, repealed"}
		}
	}
	return c.l.Edit(c.ctx(), b.Edition, change)
}
