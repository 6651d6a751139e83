package claim

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
	"tifa/text"
)

// Subject is what a rule is tested on.
type Subject struct {
	Index  *concordance.Index
	Filter concordance.Filter // the scope, its editions by their present addresses
	// Named is the edition that the rule names in the place of a date; nil: none.
	Named *concordance.Doc
	// Passages are those of the claim, where they stand now.
	Passages []Passage
	// Names and Load are for rules with a set of names: the authority list, and the
	// present text of an edition.
	Names *discourse.Names
	Load  func(ctx context.Context, edition string) (*tifa.Edition, *tifa.Text, error)
	// Missing names an edition of the rule that the library does not have.
	Missing string
	// Lists is for enumerations: how texts count off in words; nil: blocks alone
	// are points.
	Lists *discourse.Enumerations
}

// Test tests a rule.
func Test(ctx context.Context, r *Rule, s *Subject) (*Outcome, error) {
	return newTrial(ctx, r, s).test()
}

func newTrial(ctx context.Context, r *Rule, s *Subject) *trial {
	return &trial{ctx: ctx, rule: r, subject: s, x: s.Index, f: s.Filter, covered: func(*concordance.Doc) bool { return false }, out: newOutcome()}
}

func (t *trial) test() (*Outcome, error) {
	o, r, s := t.out, t.rule, t.subject
	var err error
	switch {
	case r.Kind == Judgement:
		o.is(LeftOpen, ByPerson)
	case s.Missing != "":
		o.is(Untested, NoEdition)
	case r.Asks():
		err = t.phrases()
	default:
		t.passages()
	}
	if err != nil {
		return nil, err
	}
	o.guesses(r.Kind)
	o.Why = t.why() + o.guessed()
	o.Thin = t.thin()
	return o, nil
}

// trial is the state of one Test.
type trial struct {
	ctx     context.Context
	rule    *Rule
	subject *Subject
	x       *concordance.Index
	f       concordance.Filter
	queries []*concordance.Query
	covered func(*concordance.Doc) bool // the texts on which the outcome rests, once they are known
	out     *Outcome
}

func (t *trial) phrases() error {
	for _, phrase := range t.rule.Phrases {
		q, err := t.rule.parse(phrase)
		if err != nil {
			return err
		}
		t.queries = append(t.queries, q)
	}
	switch t.rule.Kind {
	case Absence, Count:
		return t.tally()
	case First, Novelty:
		return t.since()
	case Trend:
		return t.trend()
	case Contrast, Distance, Enumeration, Judgement:
	}
	return nil
}

// covers says which texts are looked at.
func (t *trial) covers(f concordance.Filter) {
	t.covered, t.out.Coverage = f.Fits, t.x.Coverage(f)
}

// tally counts the phrases in the scope.
func (t *trial) tally() error {
	o := t.out
	t.covers(t.f)
	texts := map[string]bool{}
	var hits []concordance.Hit
	for i, q := range t.queries {
		found, looked, err := t.hits(q)
		if err != nil {
			return err
		}
		looked.Phrase = t.rule.Phrases[i]
		if t.rule.Kind == Absence && looked.Count == 0 && looked.Excepted == 0 {
			if looked.Forms, err = t.forms(looked.Phrase); err != nil {
				return err
			}
		}
		o.Queries = append(o.Queries, looked)
		for _, h := range found {
			texts[h.Info().Edition] = true
		}
		hits = append(hits, found...)
	}
	hits = distinct(hits)
	o.Count = len(hits)
	if t.rule.Unit == Texts {
		o.Count = len(texts)
	}
	if err := t.show(hits); err != nil {
		return err
	}
	if t.rule.Named != "" {
		if err := t.named(); err != nil {
			return err
		}
	}
	switch {
	case o.Coverage.Editions == 0:
		o.is(Untested, NoTexts)
	case t.rule.Kind == Absence && o.Count == 0 && t.foreign() != "":
		o.is(Untested, OtherScript)
	case t.rule.Kind == Absence && o.Count == 0 && len(t.nameless()) > 0:
		o.is(Untested, NoNames)
	case t.rule.Kind == Absence && o.Count == 0:
		o.is(Supported, NotFound)
	case t.rule.Kind == Absence:
		o.is(Contradicted, Found)
	case t.rule.fits(o.Count):
		o.is(Supported, Counted)
	default:
		o.is(Contradicted, Miscounted)
	}
	return nil
}

// foreign is the first phrase in whose script no text of the scope is written:
// that 网络主权 stands in no English text says nothing. Empty if there is none.
func (t *trial) foreign() string {
	for _, phrase := range t.rule.Phrases {
		if !slices.ContainsFunc(t.out.Coverage.Langs, func(lang string) bool { return text.Lookup(lang).Writes(phrase) }) {
			return phrase
		}
	}
	return ""
}

// fits says whether a number is what the rule claims.
func (r *Rule) fits(n int) bool {
	switch r.Is {
	case AtLeast:
		return n >= r.N
	case AtMost:
		return n <= r.N
	}
	return n == r.N
}

// since tests first and novelty.
func (t *trial) since() error {
	o, r := t.out, t.rule
	date := r.Date
	if named := t.subject.Named; named != nil {
		date = named.Date
		if date.Guessed() {
			o.Guessed = append(o.Guessed, named.Edition)
		}
		t.f.NotText = named.Version // its other addresses are not other texts
		if len(t.f.Langs) == 0 {
			t.f.Langs = []string{tifa.BaseLang(named.Lang)}
		}
	}
	o.Date = date
	if err := t.attestedLangs(); err != nil {
		return err
	}
	before := t.f
	before.Before = date
	t.covers(t.f)
	if r.Kind == Novelty && !date.IsZero() {
		t.covers(before)
		all := t.f
		o.Coverage.Undated = t.x.Coverage(all).Undated // they are looked at, and can be against it
		t.covered = func(d *concordance.Doc) bool { return all.Fits(d) && !d.Later(date) }
	}
	if date.IsZero() {
		o.is(Untested, NoDate)
		return nil
	}
	earlier, err := t.all(before)
	if err != nil {
		return err
	}
	undecided, err := t.all(t.f)
	if err != nil {
		return err
	}
	undecided = keep(undecided, func(h concordance.Hit) bool {
		d := h.Info()
		return !d.Earlier(date) && (d.Date.IsZero() || d.NotLater || d.Date.First() < date.First())
	})
	if o.Undecided, _, err = t.attest(firsts(undecided)); err != nil {
		return err
	}
	own, err := t.own()
	if err != nil {
		return err
	}
	if len(earlier) > 0 {
		o.is(Contradicted, Earlier)
		o.Count = len(earlier)
		return t.show(firsts(earlier))
	}
	if t.subject.Named != nil && len(own) == 0 {
		o.is(Contradicted, NotInText)
		return nil
	}
	if r.Kind == Novelty {
		return t.novelty(own)
	}
	return t.first(own)
}

// novelty settles a novelty that nothing is against.
func (t *trial) novelty(own []concordance.Hit) error {
	o := t.out
	switch {
	case o.Coverage.Editions == 0:
		o.is(Untested, NoEarlier)
	case len(o.Undecided) > 0:
		o.is(Untested, Undated)
	default:
		o.is(Supported, NoneBefore)
	}
	return t.show(firsts(own))
}

// first settles a first that nothing is against.
func (t *trial) first(own []concordance.Hit) error {
	o := t.out
	hits := own
	if t.subject.Named == nil {
		until := t.f
		until.Before = dayAfter(o.Date)
		var err error
		if hits, err = t.all(until); err != nil {
			return err
		}
	}
	if len(hits) > 0 {
		o.Count = len(hits)
		o.is(Supported, Attested)
		return t.show(firsts(hits))
	}
	later, err := t.all(t.f)
	if err != nil {
		return err
	}
	switch {
	case len(later) == 0 && len(o.Undecided) == 0:
		o.is(Untested, Nowhere)
	case len(o.Undecided) > 0:
		o.is(Untested, Undated)
	default:
		o.is(Untested, LaterOnly)
	}
	return t.show(firsts(later))
}

// own is what the edition that the rule names has of the phrases.
func (t *trial) own() ([]concordance.Hit, error) {
	if t.subject.Named == nil {
		return nil, nil
	}
	return t.all(concordance.Filter{Editions: []string{t.subject.Named.Edition}})
}

// trend compares two periods.
func (t *trial) trend() error {
	o, r := t.out, t.rule
	if err := t.attestedLangs(); err != nil {
		return err
	}
	t.covers(t.f)
	for _, p := range []Period{r.Early, r.Late} {
		f := t.f
		f.After, f.Before = dayBefore(p.From), dayAfter(p.To)
		hits, err := t.all(f)
		if err != nil {
			return err
		}
		point := tifa.Point{Period: p.String(), Count: len(hits), Editions: len(firsts(hits))}
		t.x.Docs(func(d *concordance.Doc) bool {
			if f.Fits(d) {
				point.Chars += d.Chars
			}
			return true
		})
		if point.Chars > 0 {
			point.Per10k = 1e4 * float64(point.Count) / float64(point.Chars)
		}
		o.Rates = append(o.Rates, point)
		o.Count += len(hits)
	}
	early, late := o.Rates[0], o.Rates[1]
	if early.Chars == 0 || late.Chars == 0 {
		o.is(Untested, EmptyPeriod)
		return nil
	}
	// Cross-multiplied, so that no rounding decides.
	a, b := early.Count*late.Chars, late.Count*early.Chars
	reason := Same
	if b > a {
		reason = Rose
	} else if b < a {
		reason = Fell
	}
	state := Contradicted
	if reason == Rose && r.Trend == Rising || reason == Fell && r.Trend == Falling {
		state = Supported
	}
	o.is(state, reason)
	return nil
}

// attestedLangs limits a rule that names no languages to those that have one of
// its phrases: texts that could not have it say nothing.
func (t *trial) attestedLangs() error {
	if len(t.f.Langs) > 0 {
		return nil
	}
	var langs []string
	seen := map[string]bool{}
	for _, lang := range t.x.Coverage(t.f).Langs {
		lang = tifa.BaseLang(lang)
		if seen[lang] {
			continue
		}
		seen[lang] = true
		within := t.f
		within.Langs = []string{lang}
		for _, q := range t.queries {
			first, err := t.x.First(t.ctx, q, within)
			if err != nil {
				return err
			}
			if first != nil {
				langs = append(langs, lang)
				break
			}
		}
	}
	t.f.Langs = langs
	return nil
}

// dayAfter is the day after the last day of a date, dayBefore that before its
// first.
func dayAfter(d tifa.Date) tifa.Date  { return day(d.Last(), 1) }
func dayBefore(d tifa.Date) tifa.Date { return day(d.First(), -1) }

func day(number, more int) tifa.Date {
	return tifa.DateOf(time.Date(number/10000, time.Month(number/100%100), number%100+more, 0, 0, 0, 0, time.UTC))
}

// thin says whether too few texts stand behind an answer about all of them.
func (t *trial) thin() string {
	n := t.out.Coverage.Editions
	if !t.rule.Asks() || t.rule.Kind == Count || n >= Enough || t.out.State != Supported && t.rule.Kind != Trend || len(t.rule.Scope.Editions) > 0 || t.rule.Scope.Work != "" {
		return ""
	}
	texts := fmt.Sprintf("%d texts", n)
	if n == 1 {
		texts = "1 text"
	}
	switch t.rule.Kind {
	case Novelty:
		return "new here means new among " + texts
	case First:
		return "first here means first among " + texts
	case Absence:
		return "absent here means absent from " + texts
	case Trend:
		return "a trend here is one of " + texts
	case Count, Contrast, Distance, Enumeration, Judgement:
	}
	return ""
}
