package api

import (
	"net/http"
	"reflect"
	"slices"

	"tifa/library"
)

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// endpoints is the table of the API.
func endpoints() []*endpoint {
	return slices.Concat(aboutLibrary(), aboutPhrases(), aboutTexts(), aboutBitexts(), aboutTerms(), aboutPassages(), aboutClaims(), aboutLists(), aboutTensions(), aboutStatements(), changes(), termChanges(), aboutAPI())
}

// aboutAPI are the endpoints that describe the others.
func aboutAPI() []*endpoint {
	spec := &endpoint{
		method: get, path: "openapi.json", summary: "this document", answers: []reflect.Type{reflect.TypeFor[object]()},
		run: func(c *call) error { return c.send("application/json", c.spec) },
	}
	kinds := several(endpoint{method: get, path: "problems", summary: "the types of errors"},
		func(_ *call, p page, yield func(ProblemKind) error) error {
			var all []ProblemKind
			for _, k := range problems() {
				all = append(all, ProblemKind{problemType(k.name), k.title, k.status, k.about})
			}
			return each(all, p, yield)
		}, nil)
	return []*endpoint{spec, kinds}
}

// with is some parameters and more.
func with(params []*param, more ...*param) []*param { return slices.Concat(params, more) }

// Parameters of texts.
var (
	editionParam = &param{name: "edition", needed: true, about: "the address of an edition: gwr-2015.zh, gwr-2015 where only one fits, gwr-2015.zh@9f2c1ab4 pinned to a version"}
	aParam       = &param{name: "a", needed: true, about: "an edition, the older or the source"}
	bParam       = &param{name: "b", needed: true, about: "an edition, the newer or the translation"}

	// A text can be sent instead of named.
	aSentParam    = &param{name: "a", about: "an edition, the older or the source, or a file"}
	bSentParam    = &param{name: "b", about: "an edition, the newer or the translation, or a file"}
	fileLangParam = &param{name: "lang", kind: tag, about: "the language of what is sent; else told from the text"}
	encodingParam = &param{name: "encoding", about: "the encoding of a text or page that does not say: gb18030, big5 …"}
	linesParam    = &param{name: "lines", kind: yes, about: "each line of a text file is a paragraph"}

	readingParams = []*param{fileLangParam, encodingParam, linesParam}
	twoFiles      = []file{{name: "a", about: "the older text or the source, as a file; or its address as a field"}, {name: "b", about: "the newer text or the translation, as a file; or its address as a field"}}
)

// stated is what a form says of the documents that it sends.
func (c *call) stated() library.Stated {
	if c.e.files == nil {
		return library.Stated{}
	}
	return library.Stated{
		Lang: one[string](&c.query, fileLangParam), Encoding: one[string](&c.query, encodingParam), Lines: one[bool](&c.query, linesParam),
	}
}

// two are the two texts of a question: editions, or files of a form.
func (c *call) two() (a, b string, err error) {
	if c.e.files == nil {
		a, b = one[string](&c.query, aParam), one[string](&c.query, bParam)
		return a, b, c.err
	}
	a, b = c.document("a", aSentParam), c.document("b", bSentParam)
	switch {
	case c.err != nil:
	case a == "":
		c.err = aSentParam.wrong("is missing")
	case b == "":
		c.err = bSentParam.wrong("is missing")
	}
	return a, b, c.err
}

// sending is an endpoint that takes documents in the place of editions.
func sending(e endpoint, files []file, params []*param) endpoint {
	e.method, e.files, e.params = post, files, with(params, readingParams...)
	e.summary += ", of documents that are sent and not kept"
	return e
}
