package api

import (
	"bytes"
	"cmp"
	"errors"
	"slices"

	"tifa"
	"tifa/library"
	"tifa/publish/exchange"
)

// termRequest puts a term and its renderings into the term base.
type termRequest struct {
	Term       string   `json:"term" about:"the term"`
	Lang       string   `json:"lang,omitempty" about:"its language; else told by its letters"`
	Renderings []string `json:"renderings,omitempty" about:"how it is rendered"`
	Into       string   `json:"into,omitempty" about:"the language of the renderings"`
	Status     string   `json:"status,omitempty" about:"of the renderings: preferred, admitted, deprecated or forbidden"`
	Variant    bool     `json:"variant,omitempty" about:"they are spellings or short forms of another term"`
	Source     string   `json:"source,omitempty" about:"where the renderings were taken from"`
	Note       string   `json:"note,omitempty" about:"about the renderings"`
	Definition string   `json:"definition,omitempty" about:"of the concept"`
	Scope      string   `json:"scope,omitempty" about:"where the concept holds"`
	ID         string   `json:"id,omitempty" about:"of the concept: a-z, 0-9 and hyphens"`
	Former     string   `json:"former,omitempty" about:"the state that the concept had when you looked, as in term/edit"`
}

// conceptRequest changes a concept, or one of its terms. A field that is not
// there stays as it is.
type conceptRequest struct {
	Concept    string  `json:"concept" about:"its id, or a term that no other concept has"`
	Term       string  `json:"term,omitempty" about:"change this term of it, written as it is there"`
	Definition *string `json:"definition,omitempty"`
	Scope      *string `json:"scope,omitempty"`
	Source     *string `json:"source,omitempty" about:"of the term, or of the concept"`
	Note       *string `json:"note,omitempty" about:"about the term, or the concept"`
	Text       *string `json:"text,omitempty" about:"what the term is to be"`
	Status     *string `json:"status,omitempty" about:"of the term: preferred, admitted, deprecated or forbidden"`
	Variant    *bool   `json:"variant,omitempty" about:"the term is a form of another"`
	Lang       string  `json:"lang,omitempty" about:"of the term, where two languages write it the same"`
	Former     string  `json:"former,omitempty" about:"the state that term/show gave when you looked; if the concept has another by now nothing is changed, and the answer is 409"`
}

// unwantedRequest names a concept, or one of its terms.
type unwantedRequest struct {
	Concept string `json:"concept" about:"its id, or a term that no other concept has"`
	Term    string `json:"term,omitempty" about:"only this term of it"`
	Lang    string `json:"lang,omitempty" about:"of the term, where two languages write it the same"`
	Former  string `json:"former,omitempty" about:"the state that the concept had when you looked, as in term/edit"`
}

// decisionRequest is a decision on how a concept is rendered.
type decisionRequest struct {
	Concept string   `json:"concept" about:"its id, or a term that no other concept has"`
	Choice  string   `json:"choice" about:"what was chosen"`
	Options []string `json:"options,omitempty" about:"what stood to choose"`
	Reasons string   `json:"reasons,omitempty" about:"why"`
	Lang    string   `json:"lang,omitempty" about:"of the options"`
	Others  string   `json:"others,omitempty" about:"status of the other options: admitted, deprecated or forbidden"`
	Former  string   `json:"former,omitempty" about:"the state that the concept had when you looked, as in term/edit"`
}

// importedTerms is what became of a file of terms.
type importedTerms struct {
	Concepts []tifa.Concept `json:"concepts" about:"as they now are in the term base"`
	Entries  int            `json:"entries" about:"of the file, without those refused"`
	New      int            `json:"new"`
	Changed  int            `json:"changed"`
	Same     int            `json:"same" about:"there already, with everything that the file says"`
	Refused  []refusedTerm  `json:"refused"`
	Unused   []string       `json:"unused" about:"columns of a table that were not read"`
}

// refusedTerm is an entry of a file of terms that could not be kept.
type refusedTerm struct {
	Line int    `json:"line"`
	Why  string `json:"why"`
}

var termFormatParam = &param{name: "as", kind: choice, values: []string{"csv", "tbx"}, about: "the format of the file; else what its name says"}

// importTerms puts the terms of a file that is sent into the term base.
func importTerms(c *call) (*importedTerms, error) {
	sent, ok := c.sent[upload("file")]
	if !ok {
		return nil, &ParamError{Name: "file", Why: "is missing", Takes: "a list of terms"}
	}
	f := library.TermsFile{Name: sent.Name, Format: cmp.Or(one[string](&c.query, termFormatParam), library.TermFormat(sent.Name))}
	if c.err != nil {
		return nil, c.err
	}
	done, err := c.l.ImportTerms(c.ctx(), bytes.NewReader(sent.Data), f)
	if errors.Is(err, exchange.ErrFormat) {
		err = &ParamError{Name: "file", Why: err.Error(), Takes: "a list of terms"}
	}
	if err != nil {
		return nil, err
	}
	out := &importedTerms{
		Concepts: append([]tifa.Concept{}, done.Concepts...), Entries: done.Entries, New: done.New, Changed: done.Changed, Same: done.Same,
		Refused: []refusedTerm{}, Unused: append([]string{}, done.Unused...),
	}
	for _, bad := range done.Refused {
		out.Refused = append(out.Refused, refusedTerm{bad.Line, bad.Err.Error()})
	}
	return out, nil
}

// termStatus refuses what is no status of a term.
func termStatus(name, s string) error {
	if s == "" || slices.Contains(termStatuses(), s) {
		return nil
	}
	return (&param{name: name, kind: choice, values: termStatuses()}).wrong("%q is no status", shorten(s, 60))
}

// termChanges are the endpoints that change the term base.
func termChanges() []*endpoint {
	return []*endpoint{
		changing("term/add", "puts a term and its renderings into the term base", func(c *call, b termRequest) (tifa.Concept, error) {
			if b.Term == "" {
				return tifa.Concept{}, &ParamError{Name: "term", Why: "is missing"}
			}
			if err := termStatus("status", b.Status); err != nil {
				return tifa.Concept{}, err
			}
			return c.l.AddTerm(c.ctx(), library.TermStated{
				ID: b.ID, Lang: b.Lang, Term: b.Term, Into: b.Into, Renderings: b.Renderings, Status: b.Status, Variant: b.Variant,
				Source: b.Source, Note: b.Note, Definition: b.Definition, Scope: b.Scope, Former: b.Former,
			})
		}),
		changing("term/edit", "changes a concept, or one of its terms", func(c *call, b conceptRequest) (tifa.Concept, error) {
			change := library.ConceptChange{
				Definition: b.Definition, Scope: b.Scope, Term: b.Term, Text: b.Text, Status: b.Status, Variant: b.Variant, Source: b.Source, Note: b.Note,
				Lang: b.Lang, Former: b.Former,
			}
			if change == (library.ConceptChange{Term: b.Term, Lang: b.Lang, Former: b.Former}) {
				return tifa.Concept{}, &ParamError{Name: "body", Why: "nothing to change is given"}
			}
			if b.Status != nil {
				if err := termStatus("status", *b.Status); err != nil {
					return tifa.Concept{}, err
				}
			}
			return c.l.EditTerm(c.ctx(), b.Concept, change)
		}),
		changing("term/remove", "takes a concept, or one of its terms, out of the term base", func(c *call, b unwantedRequest) (tifa.Concept, error) {
			return c.l.RemoveTerm(c.ctx(), b.Concept, library.Unwanted{Term: b.Term, Lang: b.Lang, Former: b.Former})
		}),
		single(endpoint{
			method: post, path: "term/import", summary: "puts the terms of a file into the term base: CSV, a table with tabs, or TBX",
			params: []*param{termFormatParam}, files: []file{{name: "file", about: "the list of terms", needed: true}},
		}, importTerms, nil),
		changing("term/decide", "records how a term is to be rendered, and why", func(c *call, b decisionRequest) (tifa.Concept, error) {
			if err := termStatus("others", b.Others); err != nil {
				return tifa.Concept{}, err
			}
			return c.l.Decide(c.ctx(), b.Concept, library.Choice{
				Options: b.Options, Choice: b.Choice, Reasons: b.Reasons, Lang: b.Lang, Others: b.Others, Former: b.Former,
			})
		}),
	}
}
