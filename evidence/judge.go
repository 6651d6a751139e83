package evidence

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"tifa"
	"tifa/concordance"
	"tifa/reuse"
	"tifa/text"
)

// Verdict is what the library makes of a quotation.
type Verdict string

// The verdicts.
const (
	Exact    Verdict = "exact"
	Faithful Verdict = "faithful"
	Differs  Verdict = "differs"
	NotFound Verdict = "not found"
)

// The marks of a quotation that says what it changes.
const (
	MarkAltered = "altered"
	MarkElided  = "elided"
)

// Limits decide where nothing is exact. They are printed with the answer.
type Limits struct {
	Differs float64 `json:"differs"` // from this similarity a passage is what the quotation means
	Nearest float64 `json:"nearest"` // from this one it is shown at all
}

// DefaultLimits were chosen on planted quotations (see the tests of package
// library).
func DefaultLimits() Limits { return Limits{Differs: .7, Nearest: .35} }

// Options say what quotations are held against.
type Options struct {
	Filter concordance.Filter // the texts that count; the text itself should be left out
	Limits Limits
	Names  *Names // those of the index; nil: they are made for this question
	// Progress, if not nil, is told how many quotations are done, by one
	// goroutine at a time.
	Progress func(done, total int)
}

// Judgement is what the texts make of one quotation.
type Judgement struct {
	Verdict    Verdict
	Marks      []string
	Passages   []tifa.Attestation // that have it, or that it differs from; those of the texts named nearby first, then of the works quoted most, then by date
	Editions   int                // how many texts have it, where they are more than Passages
	Altered    []Altered
	Elided     []Elided
	Notes      []Note
	Nearest    *tifa.Attestation // of a quotation that is not found
	Similarity float64           // of the words, to Passages or Nearest
	// Alternatives are passages of a quotation that differs or is not found which
	// are further off, those in other editions first.
	Alternatives []Alternative
	Edits        []tifa.Edit // from the passage to the quotation, where it differs
	Correction   string      // the quotation with the words of the passage; empty where some of these could not be read
	Fixes        []Fix       // what makes it so
	Named        Named       // the document that the text names as the source
	// Misattributed is the edition that the text names as the source, where
	// only others have the quotation.
	Misattributed string

	// Frame says that the quotation is the author's own sentence around another
	// quotation, which the texts have: it is not to be corrected.
	Frame bool

	inNamed bool        // a document that is named nearby has the passage
	script  []tifa.Edit // from the passage, or the nearest, to the quotation
	shown   []shown     // what is said of each of Passages
	others  []passage   // all that it was held against, the nearest first
}

// shown is a passage with what is said of a quotation beside it: texts with the
// same words differ in case, in writing and in what an ellipsis hides.
type shown struct {
	at         tifa.Attestation
	altered    []Altered
	elided     []Elided
	notes      []Note
	edits      []tifa.Edit
	correction string
	fixes      []Fix
}

// show says of the quotation what is to be said of its first passage.
func (g *Judgement) show() {
	for i := range g.shown {
		g.Passages[i] = g.shown[i].at
	}
	if len(g.shown) == 0 {
		return
	}
	s := &g.shown[0]
	g.Altered, g.Elided, g.Notes = s.altered, s.elided, s.notes
	if g.Verdict == Differs {
		g.Edits, g.Correction, g.Fixes = s.edits, s.correction, s.fixes
	}
}

// mostPassages is how many passages of a quotation are given.
const mostPassages = 50

// Judge holds quotations against the index: those of found that are none are
// passed over, and their judgement is the zero value.
func Judge(ctx context.Context, x *concordance.Index, t *tifa.Text, found []Found, o Options) (_ []Judgement, err error) {
	defer concordance.Guard(&err)()
	if o.Limits == (Limits{}) {
		o.Limits = DefaultLimits()
	}
	if o.Names == nil {
		o.Names = NewNames(x)
	}
	j := &judge{x: x, t: t, o: o, names: o.Names.within(o.Filter)}
	out := make([]Judgement, len(found))
	quotes := make([]*quote, len(found))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range found {
		if found[i].Kind != IsQuotation {
			continue
		}
		g.Go(func() (err error) {
			defer concordance.Recover(&err)
			defer concordance.Guard(&err)()
			if err := gctx.Err(); err != nil {
				return err
			}
			quotes[i] = newQuote(found[i].Of(t.Body))
			quotes[i].named = j.names.near(t, found, i)
			out[i], err = j.verbatim(quotes[i])
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	if err := j.nearest(ctx, quotes, out); err != nil {
		return nil, err
	}
	for i := range out {
		out[i].alternatives(j.o.Limits.Nearest)
	}
	frames(t, found, out)
	order(x, t, found, out)
	return out, nil
}

// order puts first, of the passages of a quotation, that of the text which is
// named, or is of the date that the sentence gives for the saying; else of the
// work which the other quotations come from: the text at hand is about it.
func order(x *concordance.Index, t *tifa.Text, found []Found, out []Judgement) {
	work := map[string]string{}
	x.Docs(func(d *concordance.Doc) bool {
		work[d.Edition] = d.Work
		return true
	})
	lang := text.Detect(t.Body)
	quoted := map[string]int{}
	for i := range out {
		seen := map[string]bool{}
		for _, p := range out[i].Passages {
			if w := work[p.Edition]; !seen[w] {
				seen[w] = true
				quoted[w]++
			}
		}
	}
	for i := range out {
		named := func(p tifa.Attestation) int {
			if out[i].Named.has(work[p.Edition]) {
				return 0
			}
			return 1
		}
		var on *SaidOn
		if setting, ok := SettingOf(t, found, i); ok && len(out[i].Passages) > 1 {
			on, _ = setting.SaidOn(t.Body, lang)
		}
		dated := func(p tifa.Attestation) int {
			if on != nil && !p.Date.IsZero() && MayBe(on.Value, p.Date) {
				return 0
			}
			return 1
		}
		slices.SortStableFunc(out[i].shown, func(a, b shown) int {
			return cmp.Or(cmp.Compare(named(a.at), named(b.at)), cmp.Compare(dated(a.at), dated(b.at)), cmp.Compare(quoted[work[b.at.Edition]], quoted[work[a.at.Edition]]))
		})
		out[i].show()
	}
}

// judge holds what all quotations of a text need.
type judge struct {
	x     *concordance.Index
	t     *tifa.Text
	o     Options
	names *names
}

// quote is a quotation in the ways in which it can be read.
type quote struct {
	readings []*pattern
	named    Named
}

func newQuote(s string) *quote {
	q := &quote{readings: []*pattern{parse(s, literal)}}
	signs := marksOf(s)
	if len(signs) == 0 {
		return q
	}
	round := slices.ContainsFunc(signs, func(g sign) bool { return g.round })
	if !round || len(signs) > 1 {
		q.readings = append(q.readings, parse(s, square))
	}
	if round {
		q.readings = append(q.readings, parse(s, allSigns))
	}
	return q
}

// best is the reading by which a quotation is judged that is nowhere word for
// word: the signs count, round brackets do not.
func (q *quote) best() *pattern {
	if len(q.readings) > 1 && !q.readings[1].round {
		return q.readings[1]
	}
	return q.readings[0]
}

// verbatim judges a quotation whose words stand somewhere; the verdict is empty
// if they stand nowhere.
func (j *judge) verbatim(q *quote) (Judgement, error) {
	var differs *Judgement
	for _, p := range q.readings {
		if p.words() == 0 {
			continue
		}
		hits := verbatim(j.x, p, &j.o.Filter)
		if len(hits) == 0 {
			continue
		}
		got, err := j.judge(p, hits, q.named, false)
		if err != nil {
			return Judgement{}, err
		}
		if got.Verdict != Differs {
			return got, nil
		}
		if differs == nil {
			differs = &got
		}
	}
	if differs != nil {
		return *differs, nil
	}
	return Judgement{Named: q.named}, nil
}

// passage is a hit with the reading of its alignment.
type passage struct {
	hit  concordance.Hit
	r    *reader
	rank int // 0: in a text that is named nearby

	from, to int // sentences
}

// judge reads the alignments with hits, and judges by the best of them. With
// free ends the passage is somewhere in a hit.
func (j *judge) judge(p *pattern, hits []concordance.Hit, named Named, free bool) (Judgement, error) {
	list := make([]passage, 0, len(hits))
	cache := map[string]aligned{}
	for _, h := range hits {
		d := h.Info()
		body, err := j.x.Body(d.Version)
		if err != nil {
			return Judgement{}, err
		}
		span := h.Segment.Span(body, h.Doc, h.From, h.To)
		all := text.Tokens(span.Of(body))
		for i := range all {
			all[i].Start += span.Start
			all[i].End += span.Start
		}
		tokens := compared(body, slices.Clone(all))
		x, ok := cache[span.Of(body)]
		if !ok {
			x = align(p, tokens, free)
			cache[span.Of(body)] = x
		}
		ps := passage{hit: h, r: read(p, body, tokens, x), rank: 1}
		ps.from, ps.to = ps.r.sentences(h, all)
		if named.has(d.Work) {
			ps.rank = 0
		}
		if ps.r.span.Len() > 0 {
			list = append(list, ps)
		}
	}
	if len(list) == 0 {
		return Judgement{Named: named}, nil
	}
	slices.SortStableFunc(list, func(a, b passage) int {
		return cmp.Or(cmp.Compare(a.r.words, b.r.words), cmp.Compare(a.r.marks, b.r.marks), cmp.Compare(whole(&a), whole(&b)), cmp.Compare(a.rank, b.rank),
			cmp.Compare(undated(&a), undated(&b)), cmp.Compare(a.hit.Info().Date.First(), b.hit.Info().Date.First()),
			cmp.Compare(a.hit.Info().Edition, b.hit.Info().Edition), cmp.Compare(a.r.span.Start, b.r.span.Start))
	})
	r := list[0].r
	same := func(o passage) bool {
		return o.r.words == r.words && o.r.marks == r.marks && whole(&o) == whole(&list[0])
	}
	out := Judgement{Verdict: Exact, Named: named, Similarity: r.similarity()}
	if p.altered {
		out.Marks = append(out.Marks, MarkAltered)
	}
	if p.elided() {
		out.Marks = append(out.Marks, MarkElided)
	}
	if p.how == literal && r.cutOff() {
		out.Marks = append(out.Marks, MarkElided)
	}
	switch {
	case r.words+r.marks > 0:
		out.Verdict, out.script = Differs, r.edits
	case len(out.Marks) > 0:
		out.Verdict = Faithful
	}
	seen := map[string]bool{}
	for _, ps := range list {
		if !same(ps) || seen[ps.hit.Info().Edition] {
			continue
		}
		seen[ps.hit.Info().Edition] = true
		out.Editions++
		if len(out.Passages) == mostPassages {
			continue
		}
		ps.r.edges()
		s := shown{at: ps.attest(), altered: ps.r.altered, elided: ps.r.elided, notes: ps.r.notes, edits: ps.r.edits}
		if out.Verdict == Differs && !ps.r.damaged() {
			s.correction, s.fixes = ps.r.corrected(), ps.r.fixes
		}
		out.Passages, out.shown = append(out.Passages, s.at), append(out.shown, s)
	}
	out.show()
	if out.Verdict == Differs {
		out.others = list
	}
	if free {
		list[0].r.span = toClauses(list[0].r.body, list[0].r.span)
		nearest := list[0].attest()
		out.Nearest = &nearest
	}
	out.inNamed = slices.ContainsFunc(list, func(p passage) bool { return same(p) && p.rank == 0 })
	out.misattribute()
	return out, nil
}

// misattribute says so where the text names a document as the source of a right
// quotation that only others have.
func (g *Judgement) misattribute() {
	if g.Verdict != Exact && g.Verdict != Faithful || len(g.Named.works) == 0 {
		return
	}
	if !g.inNamed {
		g.Misattributed = g.Named.Edition
	}
}

// whole is 0 of a passage without characters that could not be read, else 1.
func whole(p *passage) int {
	if p.r.damaged() {
		return 1
	}
	return 0
}

func undated(p *passage) int {
	if p.hit.Info().Date.IsZero() {
		return 1
	}
	return 0
}

// attest makes the attestation of a passage.
func (p *passage) attest() tifa.Attestation {
	d, span := p.hit.Info(), p.r.span
	start := utf8.RuneCountInString(p.r.body[:span.Start])
	quote := span.Of(p.r.body)
	return tifa.Attestation{
		Address: tifa.SentenceAddress(d.Edition, p.from, p.to), Edition: d.Edition, Date: d.Date, Title: d.Title,
		Start: start, End: start + utf8.RuneCountInString(quote), Quote: quote,
	}
}

// nearest judges the quotations that stand nowhere word for word by the
// passages most like them.
func (j *judge) nearest(ctx context.Context, quotes []*quote, out []Judgement) error {
	var phrases []string
	var of []int
	for i, q := range quotes {
		if q == nil || out[i].Verdict != "" {
			continue
		}
		for _, s := range q.best().parts() {
			phrases = append(phrases, s)
			of = append(of, i)
		}
	}
	th := reuse.DefaultThresholds()
	th.Similarity, th.OneRun, th.Tie = .3, 0, .3
	th.RunChars, th.RunWords, th.SeedChars, th.SeedWords = 4, 3, 3, 2
	near, err := reuse.Nearest(ctx, j.x, phrases, reuse.Options{Filter: j.o.Filter, Version: j.o.Filter.NotText, Thresholds: th})
	if err != nil {
		return err
	}
	windows := make([][]concordance.Hit, len(quotes))
	for k, hits := range near {
		p := quotes[of[k]].best()
		for _, h := range hits {
			windows[of[k]] = append(windows[of[k]], widened(h.Hit, p))
		}
	}
	for i, q := range quotes {
		if q == nil || out[i].Verdict != "" {
			continue
		}
		if out[i], err = j.closest(ctx, q, windows[i]); err != nil {
			return err
		}
	}
	return nil
}

// parts are the parts of a quotation between its ellipses that are long enough
// to be looked for, the longest three.
func (p *pattern) parts() []string {
	var out []string
	from, words := -1, 0
	end := func(to int) {
		if from >= 0 && words > 0 {
			out = append(out, strings.ReplaceAll(p.quote[p.elements[from].start:p.elements[to-1].end], "\n", " "))
		}
		from, words = -1, 0
	}
	for i := range p.elements {
		switch p.elements[i].sort {
		case elision, bracket:
			end(i)
		case word, fragment, mark:
			if from < 0 {
				from = i
			}
			words++
		}
	}
	end(len(p.elements))
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return out[:min(len(out), 3)]
}

// widened is the text around a hit in which the whole of a quotation can stand.
func widened(h concordance.Hit, p *pattern) concordance.Hit {
	reach := len(p.elements) + len(p.elements)/4 + 16
	for i := range p.elements {
		switch p.elements[i].sort {
		case elision:
			reach += mostHidden / 4
		case bracket:
			reach += mostTaken
		case word, mark, fragment:
		}
	}
	reach = min(reach, mostHidden)
	from, to := h.Segment.Positions(h.Doc)
	h.From, h.To = max(from, h.From-reach), min(to-1, h.To+reach)
	return h
}

// closest judges a quotation by windows in which something like it stands.
func (j *judge) closest(ctx context.Context, q *quote, windows []concordance.Hit) (Judgement, error) {
	none := Judgement{Verdict: NotFound, Named: q.named}
	p := q.best()
	if p.words() == 0 || len(windows) == 0 {
		return none, nil
	}
	got, err := j.judge(p, windows, q.named, true)
	if err != nil || len(got.Passages) == 0 {
		return none, err
	}
	if got.Verdict != Differs {
		got.Nearest = nil
		return got, nil // but for characters that the source does not show
	}
	meant := true
	if q.short() && !got.inNamed && got.Similarity >= j.o.Limits.Differs {
		if meant, err = j.meant(ctx, got.Edits); err != nil {
			return none, err
		}
	}
	near := got.Nearest
	got.Nearest = nil
	if meant && got.Similarity >= j.o.Limits.Differs {
		got.Verdict = Differs
		return got, nil
	}
	none.script, none.others = got.Edits, got.others
	if got.Similarity >= j.o.Limits.Nearest {
		none.Nearest, none.Similarity = near, got.Similarity
	}
	return none, nil
}
