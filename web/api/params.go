package api

import (
	"net/url"

	"tifa"
	"tifa/bitext"
	"tifa/concordance"
	"tifa/evidence"
	"tifa/library"
	"tifa/reuse"
)

// The limits of a page of a list.
const (
	usualLimit = 50
	mostLimit  = 1000
)

// Parameters that choose texts.
var (
	langsParam  = &param{name: "lang", kind: tags, about: "only texts in these languages; zh takes in zh-Hans and zh-Hant"}
	fromParam   = &param{name: "from", kind: date, about: "only texts that can be of this date or later: one dated 2015 can be of any of its days"}
	toParam     = &param{name: "to", kind: date, about: "only texts that can be of this date or earlier"}
	issuerParam = &param{name: "issuer", about: "only texts by this body"}
	kindParam   = &param{name: "kind", about: "only texts of this kind: law, report, speech …"}
	workParam   = &param{name: "work", about: "only editions of this work"}
	statusParam = &param{name: "status", about: "only texts with this status: draft, translation …"}

	inParam = &param{name: "edition", many: true, about: "only these editions; may be repeated"}

	filterParams = []*param{langsParam, fromParam, toParam, issuerParam, kindParam, workParam, statusParam}
)

// Parameters of questions about phrases.
var (
	phraseParam  = &param{name: "phrase", needed: true, about: "what is looked for; govern* matches the beginning of a word, * between words or Han characters is a gap"}
	phrasesParam = &param{name: "phrase", needed: true, many: true, about: "what is counted; may be repeated"}
	termParam    = &param{name: "term", needed: true, about: "a term in any language"}
	gapParam     = &param{name: "gap", kind: whole, most: 100, usual: concordance.DefaultGap, about: "how many tokens a gap can hold"}
	exactParam   = &param{name: "exact", kind: list, values: []string{"all", "case", "width", "script", "spacing"}, about: "which foldings are switched off"}
	byParam      = &param{name: "by", kind: choice, values: []string{"year", "month", "day"}, usual: "year", about: "the length of a period"}
	intoParam    = &param{name: "into", kind: tag, about: "the language of the renderings"}
	sortParam    = &param{name: "sort", kind: choice, values: []string{"date", "left", "right"}, usual: "date", about: "the order of the hits: by date, or by what stands on that side"}
	contextParam = &param{name: "context", kind: whole, most: 1000, usual: 40, about: "code points on either side of a hit"}
	withParam    = &param{name: "with", kind: tag, about: "adds the passage that translates the sentence of each hit into this language"}
	countParam   = &param{name: "count", kind: yes, about: "only count"}
	acrossParam  = &param{name: "across", kind: yes, about: "with the renderings in other languages"}
	mostParam    = &param{name: "limit", kind: whole, most: mostLimit, about: "at most so many entries in each list of phrases; 0: 20"}
)

// Filter reads the parameters that choose texts: lang, from, to, issuer, kind,
// work and status. Like all errors here, its error is a *ParamError.
func Filter(v url.Values) (concordance.Filter, error) {
	q := &query{Values: v}
	f := q.filter()
	return f, q.err
}

func (q *query) filter() concordance.Filter {
	return concordance.Filter{
		Langs: q.all(langsParam), From: one[tifa.Date](q, fromParam), To: one[tifa.Date](q, toParam),
		Issuer: one[string](q, issuerParam), Kind: one[string](q, kindParam), Work: one[string](q, workParam),
		Status: one[string](q, statusParam),
	}
}

// Query reads a question about one phrase: phrase, gap, exact, edition and those
// of Filter.
func Query(v url.Values) (library.Query, error) {
	q := &query{Values: v}
	out := q.about(one[string](q, phraseParam))
	out.Filter.Editions = q.all(inParam)
	return out, q.err
}

// Queries reads the same question about several phrases.
func Queries(v url.Values) ([]library.Query, error) {
	q := &query{Values: v}
	var out []library.Query
	for _, phrase := range q.all(phrasesParam) {
		out = append(out, q.about(phrase))
	}
	return out, q.err
}

// QueriesIn is Queries within the editions that the parameter edition names.
func QueriesIn(v url.Values) ([]library.Query, error) {
	out, err := Queries(v)
	for i := range out {
		out[i].Filter.Editions = (&query{Values: v}).all(inParam)
	}
	return out, err
}

func (q *query) about(phrase string) library.Query {
	out := library.Query{Phrase: phrase, Gap: one[int](q, gapParam), Filter: q.filter()}
	for _, name := range q.all(exactParam) {
		e, err := concordance.ParseExact(name)
		if err != nil && q.err == nil {
			q.err = exactParam.wrong("%v", err)
		}
		out.Exact |= e
	}
	return out
}

// SearchOptions reads sort, context and limit.
func SearchOptions(v url.Values) (library.SearchOptions, error) {
	q := &query{Values: v}
	orders := map[string]concordance.Order{"date": concordance.ByDate, "left": concordance.ByLeft, "right": concordance.ByRight}
	out := library.SearchOptions{
		Order: orders[one[string](q, sortParam)], Context: one[int](q, contextParam), Limit: one[int](q, limitParam),
	}
	return out, q.err
}

// TraceOptions reads by, limit, across and into.
func TraceOptions(v url.Values) (library.TraceOptions, error) {
	q := &query{Values: v}
	out := library.TraceOptions{
		By: one[string](q, byParam), Limit: one[int](q, mostParam), Across: one[bool](q, acrossParam), Into: one[string](q, intoParam),
	}
	if q.err == nil && out.Into != "" && !out.Across {
		q.err = intoParam.wrong("says nothing without across=true")
	}
	return out, q.err
}

// Parameters of new.
var (
	beforeParam      = &param{name: "before", kind: date, about: "hold against texts before this date, not before the text's own"}
	sinceParam       = &param{name: "since", kind: date, about: "hold against texts since this date alone"}
	sameIssuerParam  = &param{name: "same-issuer", kind: yes, about: "hold against texts of the same issuer alone"}
	skipWorkParam    = &param{name: "skip-same-work", kind: yes, about: "leave out other editions of the same work"}
	orderParam       = &param{name: "order", kind: choice, values: []string{"score", "lasting"}, usual: "score", about: "the order of new formulations: by score, or what later texts took up first"}
	similarityParam  = &param{name: "similarity", kind: share, least: tifa.LeastShare, most: 1, usual: reuse.DefaultThresholds().Similarity, about: "from this share of equal words a sentence can be adapted"}
	runCharsParam    = &param{name: "run-chars", kind: whole, least: 1, most: 1000, usual: reuse.DefaultThresholds().RunChars, about: "shared run of an adapted sentence, in characters of scripts without spaces"}
	runWordsParam    = &param{name: "run-words", kind: whole, least: 1, most: 1000, usual: reuse.DefaultThresholds().RunWords, about: "the same in words"}
	boilerplateParam = &param{name: "boilerplate", kind: whole, least: 1, most: 1e6, usual: reuse.DefaultThresholds().Boilerplate, about: "a sentence in at least so many texts is boilerplate"}
	issuerNewParam   = &param{name: "issuer", about: "hold against texts by this body alone"}
	kindNewParam     = &param{name: "kind", about: "hold against texts of this kind alone"}

	newParams = []*param{
		beforeParam, sinceParam, sameIssuerParam, skipWorkParam, issuerNewParam, kindNewParam, intoParam, orderParam,
		similarityParam, runCharsParam, runWordsParam, boilerplateParam,
	}
)

// NewOptions reads before, since, same-issuer, skip-same-work, issuer, kind,
// into, order and the thresholds.
func NewOptions(v url.Values) (library.NewOptions, error) {
	q := &query{Values: v}
	t := reuse.DefaultThresholds()
	t.Similarity, t.RunChars = one[float64](q, similarityParam), one[int](q, runCharsParam)
	t.RunWords, t.Boilerplate = one[int](q, runWordsParam), one[int](q, boilerplateParam)
	out := library.NewOptions{
		Before: one[tifa.Date](q, beforeParam), Since: one[tifa.Date](q, sinceParam),
		SameIssuer: one[bool](q, sameIssuerParam), SkipSameWork: one[bool](q, skipWorkParam),
		Filter: concordance.Filter{Issuer: one[string](q, issuerNewParam), Kind: one[string](q, kindNewParam)},
		Into:   one[string](q, intoParam), Lasting: one[string](q, orderParam) == "lasting", Thresholds: t,
	}
	return out, q.err
}

// Parameters of check.
var (
	againstParam        = &param{name: "against", many: true, about: "hold against this edition or work alone; may be repeated"}
	quotedParam         = &param{name: "similarity", kind: share, least: tifa.LeastShare, most: 1, usual: evidence.DefaultLimits().Differs, about: "from this share of right words a passage is what a quotation means"}
	quotedWordsParam    = &param{name: "passage", needed: true, about: "the words, as they are quoted"}
	quotedLangParam     = &param{name: "lang", kind: tag, about: "the language of the passage; without it, it is told from the words"}
	noCounterpartsParam = &param{name: "no-counterparts", kind: yes, about: "without the passages in other languages"}

	checkParams = []*param{againstParam, quotedParam, noCounterpartsParam}
)

// Parameters of what is about two languages.
var (
	bitextStatusParam = &param{name: "status", about: "only bitexts of which one text has this status: official translation, translation, draft …"}
	renderingsParam   = &param{name: "limit", kind: whole, most: mostLimit, about: "at most so many entries, 0 for all"}
	stateOfParam      = &param{name: "state", kind: choice, values: []string{library.IsRendered, library.IsUnclear, library.IsNotRendered}, about: "only occurrences that are rendered, unclear, or in a sentence without counterpart"}
	renderingParam    = &param{name: "rendering", about: "only occurrences with this rendering"}
	editionMaybeParam = &param{name: "edition", about: "only the bitexts of this edition"}
	termsParam        = &param{name: "terms", kind: whole, least: 1, most: 1000, usual: 100, about: "how many frequent phrases of the texts are looked at, beside the term base"}
	leastParam        = &param{name: "least", kind: whole, least: 1, most: 1e6, usual: 2, about: "only renderings that occur so often"}
	onlyParam         = &param{name: "only", kind: list, values: bitext.Checks(), about: "only these checks"}
	severityParam     = &param{name: "severity", kind: choice, values: []string{bitext.Error, bitext.Warning, bitext.Notice}, usual: bitext.Notice, about: "only findings of this severity or a graver one"}
	memoryLangParam   = &param{name: "lang", kind: tag, about: "from this language; else told from the text, or what the library has"}
	memoryIntoParam   = &param{name: "into", kind: tag, about: "into this language; else what the library has"}
	minParam          = &param{name: "min", kind: share, least: tifa.LeastShare, most: 1, usual: bitext.MinScore, about: "matches from this score"}
	matchesParam      = &param{name: "matches", kind: whole, most: mostLimit, usual: 5, about: "at most so many matches for each passage, 0 for all"}
	checkedParam      = &param{name: "checked", kind: yes, about: "only what people checked"}
	termLangParam     = &param{name: "lang", kind: tag, about: "only concepts with a term in this language"}
	termIntoParam     = &param{name: "into", kind: tag, about: "only concepts with a term in this language too"}
	termStatusParam   = &param{name: "status", kind: choice, values: termStatuses(), about: "only concepts with a term of this status"}
	scopeParam        = &param{name: "scope", about: "only concepts whose scope has these words"}
	phraseMaybeParam  = &param{name: "phrase", about: "only concepts with these words in a term"}
)

func termStatuses() []string {
	return []string{tifa.Preferred, tifa.Admitted, tifa.Deprecated, tifa.Forbidden}
}

// Render reads a question about how a term was rendered: term, gap, exact,
// into, status (of either text of a bitext), and those of Filter.
func Render(v url.Values) (library.Query, library.RenderOptions, error) {
	q := &query{Values: v}
	out := q.about(one[string](q, termParam))
	o := library.RenderOptions{Into: one[string](q, intoParam), Status: out.Filter.Status}
	out.Filter.Status = ""
	return out, o, q.err
}

// PassagesOf reads which occurrences of a term are looked at: state and
// rendering.
func PassagesOf(v url.Values) (library.PassagesOf, error) {
	q := &query{Values: v}
	return library.PassagesOf{State: one[string](q, stateOfParam), Rendering: one[string](q, renderingParam)}, q.err
}

// ConsistencyOptions reads edition, into, terms, least and those of Filter.
func ConsistencyOptions(v url.Values) (library.ConsistencyOptions, error) {
	q := &query{Values: v}
	out := library.ConsistencyOptions{
		Edition: one[string](q, editionMaybeParam), Filter: q.filter(), Into: one[string](q, intoParam),
		Terms: one[int](q, termsParam), Least: one[int](q, leastParam),
	}
	return out, q.err
}

// original is a passage whose original is looked for, and its language.
func (q *query) original() (passage, lang string) {
	return one[string](q, quotedWordsParam), one[string](q, quotedLangParam)
}

// Originals reads passage and lang.
func Originals(v url.Values) (passage, lang string, err error) {
	q := &query{Values: v}
	passage, lang = q.original()
	return passage, lang, q.err
}

// HiddenQuestion is a question about two versions of a work in two languages.
type HiddenQuestion struct{ A, B, Into, WithA, WithB string }

// Hidden reads a, b, into, with-a and with-b.
func Hidden(v url.Values) (HiddenQuestion, error) {
	q := &query{Values: v}
	out := HiddenQuestion{
		one[string](q, aParam), one[string](q, bParam), one[string](q, otherParam), one[string](q, withAParam), one[string](q, withBParam),
	}
	if q.err == nil && (out.WithA == "") != (out.WithB == "") {
		q.err = withAParam.wrong("and with-b go together")
	}
	return out, q.err
}

// QAOptions reads only and severity.
func QAOptions(v url.Values) (library.QAOptions, error) {
	q := &query{Values: v}
	out := library.QAOptions{Only: q.all(onlyParam), Severity: one[string](q, severityParam)}
	return out, q.err
}

// MatchOptions reads lang, into, min, matches and checked.
func MatchOptions(v url.Values) (library.MatchOptions, error) {
	q := &query{Values: v}
	out := library.MatchOptions{
		MemoryOptions: library.MemoryOptions{
			Lang: one[string](q, memoryLangParam), Into: one[string](q, memoryIntoParam), CheckedOnly: one[bool](q, checkedParam),
		},
		MinScore: one[float64](q, minParam), Limit: one[int](q, matchesParam),
	}
	return out, q.err
}

// TermFilter reads phrase, lang, into, status and scope.
func TermFilter(v url.Values) (library.TermFilter, error) {
	q := &query{Values: v}
	out := library.TermFilter{
		Phrase: one[string](q, phraseMaybeParam), Lang: one[string](q, termLangParam), Into: one[string](q, termIntoParam),
		Status: one[string](q, termStatusParam), Scope: one[string](q, scopeParam),
	}
	return out, q.err
}

// limitParam is the length of a page of a list.
var limitParam = &param{name: "limit", kind: whole, least: 1, most: mostLimit, usual: usualLimit, about: "at most so many entries"}
