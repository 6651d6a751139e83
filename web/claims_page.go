package web

import (
	"bytes"
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"tifa"
	"tifa/evidence/claim"
	"tifa/library"
	"tifa/publish"
	"tifa/web/api"
)

// claimsView is the list of claims, in the order in which they were made.
type claimsView struct {
	frame
	Claims []claimView
	States []facetValue
	Kinds  []claim.Kind // that a form can be had for
	Total  int
	Stale  int
	More   string
}

// claimView is a claim as it is read.
type claimView struct {
	library.Claim
	Mark      string // tells the state without colour
	Why       string
	Coverage  []string
	Passages  []claimPassage // that decide
	Undecided []claimPassage
	Places    []placeView
	Stood     *passage // where the sentence stands in an analysis
}

// claimPassage is a passage in its sentence, with its words lit.
type claimPassage struct {
	passage
	Pieces []cuePiece
}

// placeView is a passage of a claim that is not where or what it was.
type placeView struct {
	claim.Place
	Lang  string
	Edits []publish.Piece
}

// claimsShown is how many claims a page has.
const claimsShown = 50

// stateMark is a mark of a state.
func stateMark(s claim.State) string {
	switch s {
	case claim.Supported:
		return "✓"
	case claim.Contradicted:
		return "✗"
	case claim.LeftOpen:
		return "§"
	case claim.Untested:
	}
	return "?"
}

func (r *Room) claimView(ctx context.Context, q *request, c *library.Claim) (claimView, error) {
	v := claimView{Claim: *c, Mark: stateMark(c.State)}
	known, err := r.catalogues.get(ctx)
	if err != nil || c.Outcome == nil {
		return v, err
	}
	o, say := c.Outcome, r.sets[q.settings.Lang].saying
	v.Why = say.Why(&c.Rule, o)
	if c.Rule.Asks() {
		v.Coverage = say.LookedFor(c.Rule.Kind, &o.Coverage)
	}
	of := func(all []tifa.Attestation) (out []claimPassage) {
		for i := range all {
			out = append(out, claimPassage{passage{all[i], known.lang(all[i].Edition)}, r.sentencePieces(ctx, &all[i])})
		}
		return out
	}
	v.Passages, v.Undecided = of(o.Passages), of(o.Undecided)
	for _, p := range o.Places {
		if p.State == tifa.PlacedExact {
			continue
		}
		pv := placeView{Place: p, Edits: publish.Pieces(p.Edits)}
		if a, err := tifa.ParsePassage(p.Address); err == nil {
			pv.Lang = known.lang(a.Edition)
		}
		v.Places = append(v.Places, pv)
	}
	if s := c.Stands; s != nil && s.Now != nil {
		v.Stood = &passage{*s.Now, known.lang(s.Now.Edition)}
	}
	return v, nil
}

// sentencePieces are the sentences in which a passage stands, with its words
// lit; the words alone where the text is another by now, or gone.
func (r *Room) sentencePieces(ctx context.Context, a *tifa.Attestation) []cuePiece {
	alone := []cuePiece{{a.Quote, false}}
	at, err := tifa.ParseAddress(a.Address)
	if err != nil {
		return alone
	}
	shown, err := r.texts.get(ctx, a.Edition)
	if err != nil || at.From < 1 || at.To > len(shown.Sentences) {
		return alone
	}
	var before, after string
	for _, s := range shown.Sentences[at.From-1 : at.To] {
		text := []rune(s.Text)
		if s.Start < a.Start {
			before += string(text[:min(len(text), a.Start-s.Start)])
		}
		if s.End > a.End {
			after += string(text[min(len(text), max(0, a.End-s.Start)):])
		}
	}
	if whole := sentencesOf(shown, at.From, at.To); !strings.HasPrefix(strings.TrimPrefix(whole, before), a.Quote) {
		return alone
	}
	if before == "" && after == "" {
		return alone
	}
	return []cuePiece{{before, false}, {a.Quote, true}, {after, false}}
}

// sentencesOf are the words of a run of sentences.
func sentencesOf(shown *library.Shown, from, to int) string {
	var b strings.Builder
	for _, s := range shown.Sentences[from-1 : to] {
		b.WriteString(s.Text)
	}
	return b.String()
}

func (r *Room) claimsPage(ctx context.Context, q *request) (reply, error) {
	v := &claimsView{frame: r.frame(q, "claims", r.say(q, "claims.title")), Kinds: claim.Kinds()}
	asked := url.Values{}
	for name, values := range q.form {
		if values = given(values); len(values) > 0 && name != "after" {
			asked[name] = values
		}
	}
	f, err := api.ClaimFilter(asked)
	if err != nil {
		return reply{}, err
	}
	v.Formats = formats("claim/list", asked)
	state := f.State
	f.State = ""
	all, err := r.library.Claims(ctx, f)
	if err != nil {
		return reply{}, err
	}
	v.Total, v.States = len(all), claimFacets(v.Here, state, all)
	from, shown := max(0, atoi(q.form.Get("after"))), 0
	for i := range all {
		c := &all[i]
		if c.Stale {
			v.Stale++
		}
		if state != "" && c.State != state {
			continue
		}
		if shown++; shown <= from || len(v.Claims) == claimsShown {
			if shown > from {
				v.More = withParam(v.Here, "after", itoa(from+claimsShown))
			}
			continue
		}
		one, err := r.claimView(ctx, q, c)
		if err != nil {
			return reply{}, err
		}
		v.Claims = append(v.Claims, one)
	}
	return page("claims", v)
}

// claimFacets are the states with how many claims are in each.
func claimFacets(here string, lit claim.State, all []library.Claim) []facetValue {
	var out []facetValue
	for _, s := range []claim.State{claim.Contradicted, claim.Untested, claim.Supported, claim.LeftOpen} {
		v := facetValue{Value: string(s), Label: stateMark(s), Lit: s == lit, Address: withParam(withParam(here, "state", string(s)), "after", "")}
		if v.Lit {
			v.Address = withParam(v.Address, "state", "")
		}
		for i := range all {
			if all[i].State == s {
				v.Count++
			}
		}
		if v.Count > 0 || v.Lit {
			out = append(out, v)
		}
	}
	return out
}

// claimPage is one claim with its evidence, its tests and its history.
type claimPage struct {
	frame
	Claim   claimView
	Tests   []testView
	History []changeView
}

// changeView is what somebody did to a claim, with the rule from then on and the
// one before, in words.
type changeView struct {
	library.ClaimChange
	Now, Then string
}

// testView is a test of a claim.
type testView struct {
	library.ClaimTest
	Mark string
}

func (r *Room) claimPage(ctx context.Context, q *request) (reply, error) {
	c, err := r.library.Claim(ctx, q.PathValue("id"))
	if err != nil {
		return reply{}, err
	}
	v := &claimPage{frame: r.frame(q, "claims", r.say(q, "claims.one", c.ID))}
	for i := range c.History {
		h := changeView{ClaimChange: c.History[i]}
		if h.Rule != nil {
			h.Now = r.sets[q.settings.Lang].saying.Rule(h.Rule)
		}
		if h.Former != nil {
			h.Then = r.sets[q.settings.Lang].saying.Rule(h.Former)
		}
		v.History = append(v.History, h)
	}
	v.Formats = formats("claim/show", url.Values{"id": {c.ID}})[:1] // it is no table
	if v.Claim, err = r.claimView(ctx, q, &c.Claim); err != nil {
		return reply{}, err
	}
	for _, t := range slices.Backward(c.Tests) {
		v.Tests = append(v.Tests, testView{t, stateMark(t.State)})
	}
	return page("claim", v)
}

// changeClaim tests a claim, changes its sentence, or takes it back.
func (r *Room) changeClaim(ctx context.Context, q *request) (reply, error) {
	if err := q.ParseForm(); err != nil {
		return reply{}, usage("the form cannot be read: %v", err)
	}
	id := q.PathValue("id")
	var err error
	switch q.PostForm.Get("do") {
	case "test":
		_, err = r.library.TestClaims(ctx, []string{id})
	case "remove":
		_, err = r.library.RemoveClaim(ctx, id)
	default:
		sentence := unixLines(q.PostForm.Get("sentence"))
		_, err = r.library.EditClaim(ctx, id, &sentence, nil)
	}
	if err != nil {
		return reply{}, err
	}
	return goTo("/claims/" + id)
}

// testClaims tests all claims.
func (r *Room) testClaims(ctx context.Context, _ *request) (reply, error) {
	if _, err := r.library.TestClaims(ctx, nil); err != nil {
		return reply{}, err
	}
	return goTo("/claims")
}

// certificateFile is the certificate of a claim as a file.
func (r *Room) certificateFile(ctx context.Context, q *request) (reply, error) {
	id := q.form.Get("id")
	c, err := r.library.Certificate(ctx, id, "tifa "+r.version)
	if err != nil {
		return reply{}, err
	}
	var b bytes.Buffer
	if q.form.Get("as") == "json" {
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(c); err != nil {
			return reply{}, err
		}
		return reply{file: &file{name: c.Claim + "-certificate.json", kind: "application/json", data: b.Bytes()}}, nil
	}
	if err := publish.WriteCertificate(&b, c, q.settings.Lang); err != nil {
		return reply{}, err
	}
	return reply{file: &file{name: c.Claim + "-certificate.md", kind: "text/markdown; charset=utf-8", data: b.Bytes()}}, nil
}

// packFile is an evidence pack of a claim, or of all.
func (r *Room) packFile(ctx context.Context, q *request) (reply, error) {
	o := library.PackOptions{Tool: "tifa " + r.version, HashesOnly: q.form.Get("hashes") != ""}
	name := "claims"
	if id := q.form.Get("id"); id != "" {
		o.Claims, name = []string{id}, id
	} else {
		o.AllClaims = true
	}
	var b bytes.Buffer
	if _, err := r.library.Pack(ctx, &b, o, library.Uploads(nil)); err != nil {
		return reply{}, err
	}
	return reply{file: &file{name: name + "-evidence.zip", kind: "application/zip", data: b.Bytes()}}, nil
}

// claimForm is the form for a claim of one kind.
type claimForm struct {
	frame
	Kind  claim.Kind
	Kinds []claim.Kind
	Form  url.Values // as it was filled in
	Wrong string     // what is wrong with it
	Works []suggestion
	Sets  []string // of the authority list
}

// Asks says whether the kind takes phrases.
func (f *claimForm) Asks() bool { return (&claim.Rule{Kind: f.Kind}).Asks() }

func (r *Room) claimFormPage(ctx context.Context, q *request) (reply, error) {
	return r.claimFormOf(ctx, q, q.form, nil)
}

// claimFormOf is the form as it was filled in, and what is wrong with it.
func (r *Room) claimFormOf(ctx context.Context, q *request, form url.Values, wrong error) (reply, error) {
	v := &claimForm{frame: r.frame(q, "claims", r.say(q, "claims.make")), Kinds: claim.Kinds(), Form: form, Kind: claim.Kind(form.Get("kind"))}
	if !slices.Contains(v.Kinds, v.Kind) {
		v.Kind = claim.Absence
	}
	known, err := r.catalogues.get(ctx)
	if err != nil {
		return reply{}, err
	}
	for address, e := range known.editions {
		v.Works = append(v.Works, suggestion{address, e.Title})
	}
	slices.SortFunc(v.Works, func(a, b suggestion) int { return strings.Compare(a.Address, b.Address) })
	v.Works = v.Works[:min(len(v.Works), mostSuggested)]
	names, err := r.library.Authority()
	if err == nil {
		v.Sets = names.Sets()
	} else if wrong == nil { // the form can do without the list
		_, _, v.Wrong, _ = api.Told(err, r.library.Dir())
		r.log.Warn("the list of names cannot be read", "why", err)
	}
	out := reply{name: "claim_new", page: v}
	if wrong != nil {
		_, out.status, v.Wrong, _ = api.Told(wrong, r.library.Dir())
	}
	return out, nil
}

// makeClaim keeps a claim and leads to it. What is wrong is said beside the form
// as it was filled in.
func (r *Room) makeClaim(ctx context.Context, q *request) (reply, error) {
	if err := q.ParseForm(); err != nil {
		return reply{}, usage("the form cannot be read: %v", err)
	}
	stated, err := claimOf(q.PostForm)
	var made *library.Claim
	if err == nil {
		made, err = r.library.AddClaim(ctx, stated)
	}
	if err != nil {
		return r.claimFormOf(ctx, q, q.PostForm, err)
	}
	return goTo("/claims/" + made.ID)
}

// claimOf is the claim that a form states.
func claimOf(form url.Values) (library.ClaimStated, error) {
	get := func(name string) string { return strings.TrimSpace(form.Get(name)) }
	out := library.ClaimStated{Sentence: unixLines(get("sentence")), Stands: get("stands")}
	r := &out.Rule
	r.Kind = claim.Kind(get("kind"))
	asked := url.Values{}
	for _, name := range []string{"lang", "from", "to", "issuer", "status", "work"} {
		if value := get(name); value != "" {
			asked.Set(name, value)
		}
	}
	if kind := get("document-kind"); kind != "" {
		asked.Set("kind", kind)
	}
	f, err := api.Filter(asked)
	if err != nil {
		return out, err
	}
	f.Editions = strings.Fields(strings.ReplaceAll(get("editions"), ",", " "))
	r.Scope, r.Phrases, r.Except = claim.ScopeOf(f), linesIn(get("phrases")), linesIn(get("except"))
	if form.Get("exact") != "" {
		r.Exact = []string{"all"}
	}
	if r.Kind == claim.Absence {
		r.Named = get("named")
	}
	if !r.Asks() {
		r.Scope, r.Phrases, r.Except, r.Exact = claim.Scope{}, nil, nil, nil
	}
	for _, p := range linesIn(get("passages")) {
		out.Passages = append(out.Passages, library.ParsePassageStated(p))
	}
	r.Edition, r.Is, r.Unit, r.Trend = get("in"), get("is"), get("unit"), get("trend")
	if n := get("n"); n != "" {
		if r.N = atoi(n); itoa(r.N) != n {
			return out, usage("%q is no number", n)
		}
	}
	if r.Date, err = tifa.ParseDate(get("date")); err != nil {
		return out, usage("%v", err)
	}
	if r.Kind == claim.Trend {
		if r.Early, err = claim.ParsePeriod(get("early")); err == nil {
			r.Late, err = claim.ParsePeriod(get("late"))
		}
	}
	return out, err
}

// linesIn are the lines of a field that are not empty.
func linesIn(s string) []string {
	var out []string
	for line := range strings.SplitSeq(unixLines(s), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
