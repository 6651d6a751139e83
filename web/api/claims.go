package api

import (
	"net/url"
	"slices"

	"tifa/concordance"
	"tifa/evidence/claim"
	"tifa/evidence/pack"
	"tifa/library"
)

var (
	claimParam        = &param{name: "id", needed: true, about: "of the claim: c12"}
	claimStateParam   = &param{name: "state", kind: choice, values: claimStates(), about: "only claims in this state"}
	claimKindParam    = &param{name: "kind", kind: choice, values: claimKinds(), about: "only claims of this kind"}
	claimByParam      = &param{name: "by", about: "only claims that this person made"}
	claimEditionParam = &param{name: "edition", about: "only claims about this edition, or with evidence in it"}
	claimStaleParam   = &param{name: "stale", kind: yes, about: "only claims that were not tested since the library changed"}
	absentParam       = &param{name: "phrase", many: true, about: "what is looked for; may be repeated"}
	exceptParam       = &param{name: "except", many: true, about: "phrases that are not meant, nor what stands within them; may be repeated"}
	namedSetParam     = &param{name: "named", about: "nobody of this set of the authority list is named: states, organisations …"}
)

func claimStates() []string {
	return []string{string(claim.Supported), string(claim.Contradicted), string(claim.Untested), string(claim.LeftOpen)}
}

func claimKinds() []string {
	var out []string
	for _, k := range claim.Kinds() {
		out = append(out, string(k))
	}
	return out
}

// claimRequest is a claim.
type claimRequest struct {
	Sentence string           `json:"sentence" about:"what is claimed"`
	Rule     claim.Rule       `json:"rule" about:"how it can be tested"`
	Passages []passageRequest `json:"passages,omitempty" about:"that the rule is about"`
	Stands   string           `json:"stands,omitempty" about:"the address of the passage of an analysis where the sentence stands"`
}

// passageRequest names a passage.
type passageRequest struct {
	Address string `json:"address" about:"gwr-2015.zh:s42, gwr-2015.zh:s42-44, gwr-2015.zh:s42.3-17; with quote, an edition will do"`
	Quote   string `json:"quote,omitempty" about:"words of the passage"`
}

// claimChangeRequest is what changes of a claim. A field that is not there stays
// as it is; passages go with the rule.
type claimChangeRequest struct {
	ID       string           `json:"id" about:"of the claim"`
	Sentence *string          `json:"sentence,omitempty" about:"what is claimed"`
	Rule     *claim.Rule      `json:"rule,omitempty" about:"how it can be tested"`
	Passages []passageRequest `json:"passages,omitempty" about:"that the rule is about"`
	Stands   string           `json:"stands,omitempty" about:"where the sentence stands in an analysis"`
}

// claimsRequest names claims.
type claimsRequest struct {
	IDs []string `json:"ids,omitempty" about:"of claims; none: all"`
}

// unwantedClaimRequest names a claim.
type unwantedClaimRequest struct {
	ID string `json:"id" about:"of the claim"`
}

func stated(passages []passageRequest) []library.PassageStated {
	var out []library.PassageStated
	for _, p := range passages {
		out = append(out, library.PassageStated(p))
	}
	return out
}

// aboutClaims are the endpoints about claims, certificates and packs.
func aboutClaims() []*endpoint {
	return []*endpoint{
		several(endpoint{
			method: get, path: "claim/list", summary: "claims with what their last tests came to, in the order in which they were made",
			params: []*param{claimStateParam, claimKindParam, claimByParam, claimEditionParam, claimStaleParam},
			columns: []column{
				{"id", "of the claim"},
				{"sentence", "what is claimed"},
				{"kind", "of the claim"},
				{"state", "supported, contradicted, untested or judgement"},
				{"stale", "it was not tested since the library changed"},
				{"why", "it is in this state"},
				{"count", "occurrences, texts, paragraphs, sentences or points"},
				{"passage", "address of the first passage that decides"},
				{"quote", "its words"},
				{"editions", "texts behind the outcome"},
				{"tested", "when"},
				{"by", "who made it"},
				{"at", "when"},
			},
		}, claims, claimRow),
		single(endpoint{method: get, path: "claim/show", summary: "a claim with its evidence, its tests and its history, also one that was removed", params: []*param{claimParam}},
			func(c *call) (*library.ClaimShown, error) {
				id := one[string](&c.query, claimParam)
				if c.err != nil {
					return nil, c.err
				}
				return c.l.Claim(c.ctx(), id)
			}, nil),
		changing("claim/add", "keeps a claim and tests it", func(c *call, b claimRequest) (*library.Claim, error) {
			return c.l.AddClaim(c.ctx(), library.ClaimStated{Sentence: b.Sentence, Rule: b.Rule, Passages: stated(b.Passages), Stands: b.Stands})
		}),
		changing("claim/edit", "changes what a claim says, or how it is tested", func(c *call, b claimChangeRequest) (*library.Claim, error) {
			var change *library.ClaimStated
			if b.Rule != nil {
				change = &library.ClaimStated{Rule: *b.Rule, Passages: stated(b.Passages), Stands: b.Stands}
			}
			return c.l.EditClaim(c.ctx(), b.ID, b.Sentence, change)
		}),
		changing("claim/remove", "takes a claim back", func(c *call, b unwantedClaimRequest) (*library.Claim, error) {
			return c.l.RemoveClaim(c.ctx(), b.ID)
		}),
		changing("claim/test", "tests claims again", func(c *call, b claimsRequest) (testedClaims, error) {
			tested, err := c.l.TestClaims(c.ctx(), b.IDs)
			return testedClaims{Items: slices.Concat([]library.ClaimTested{}, tested)}, err
		}),
		single(endpoint{
			method: get, path: "claim/certificate", summary: "what was looked for, in which texts, and what was found", fresh: true, params: []*param{claimParam},
		}, func(c *call) (*claim.Certificate, error) {
			id := one[string](&c.query, claimParam)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Certificate(c.ctx(), id, c.tool())
		}, nil),
		single(endpoint{
			method: get, path: "absent", summary: "whether phrases stand nowhere in texts, with a certificate", fresh: true,
			params: with(filterParams, absentParam, namedSetParam, exceptParam, inParam, gapParam, exactParam),
		}, func(c *call) (*claim.Certificate, error) {
			rule := read(c, AbsentRule)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Absent(c.ctx(), rule, c.tool())
		}, nil),
		single(endpoint{
			method: post, path: "pack/verify", summary: "checks an evidence pack byte by byte and works its answers out again from the texts in it", fresh: true,
			files: []file{{name: "file", about: "the pack", needed: true}},
		}, verifyPack, nil),
	}
}

// testedClaims is what tests came to.
type testedClaims struct {
	Items []library.ClaimTested `json:"items"`
}

// tool is the program as certificates name it.
func (c *call) tool() string { return "tifa " + c.o.Version }

// ClaimFilter reads state, kind, by, edition and stale.
func ClaimFilter(v url.Values) (library.ClaimFilter, error) {
	q := &query{Values: v}
	f := library.ClaimFilter{
		State: claim.State(one[string](q, claimStateParam)), Kind: claim.Kind(one[string](q, claimKindParam)),
		By: one[string](q, claimByParam), Edition: one[string](q, claimEditionParam), Stale: one[bool](q, claimStaleParam),
	}
	return f, q.err
}

// AbsentRule reads phrase, except, edition, gap, exact and those of Filter.
func AbsentRule(v url.Values) (claim.Rule, error) {
	q := &query{Values: v}
	f := q.filter()
	f.Editions = q.all(inParam)
	r := claim.Rule{
		Kind: claim.Absence, Phrases: q.all(absentParam), Named: one[string](q, namedSetParam), Except: q.all(exceptParam), Gap: one[int](q, gapParam), Exact: q.all(exactParam), Scope: claim.ScopeOf(f),
	}
	if r.Gap == concordance.DefaultGap {
		r.Gap = 0 // it counts only where a phrase has one
	}
	return r, q.err
}

func claims(c *call, p page, yield func(library.Claim) error) error {
	f := read(c, ClaimFilter)
	if c.err != nil {
		return c.err
	}
	all, err := c.l.Claims(c.ctx(), f)
	if err != nil {
		return err
	}
	return each(all, p, yield)
}

func claimRow(x library.Claim, row row) error {
	why, passage, quote, tested := "", "", "", ""
	n, editions := 0, 0
	if o := x.Outcome; o != nil {
		why, n, editions = o.Why, o.Count, o.Coverage.Editions
		if len(o.Passages) > 0 {
			passage, quote = o.Passages[0].Address, o.Passages[0].Quote
		}
	}
	if x.Tested != nil {
		tested = x.Tested.LastAt
	}
	return row(x.ID, x.Sentence, string(x.Rule.Kind), string(x.State), x.Stale, why, n, passage, quote, editions, tested, x.By, x.At)
}

func verifyPack(c *call) (*library.PackVerified, error) {
	sent, ok := c.sent[upload("file")]
	if !ok {
		return nil, &ParamError{Name: "file", Why: "is missing", Takes: "an evidence pack"}
	}
	v, err := library.VerifyPack(c.ctx(), sent.Data, nil, library.Options{})
	if err != nil {
		return nil, &ParamError{Name: "file", Why: err.Error(), Takes: "an evidence pack of the form " + pack.Format}
	}
	return v, nil
}
