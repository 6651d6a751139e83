package claim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
)

// Kind is what a claim says.
type Kind string

// The kinds of claims.
const (
	Absence     Kind = "absence"     // none of the phrases stands in the scope
	First       Kind = "first"       // a phrase is there since a date, and not before
	Novelty     Kind = "novelty"     // a phrase is not attested before a date or an edition
	Count       Kind = "count"       // the phrases stand in the scope so often
	Trend       Kind = "trend"       // a phrase is more, or less, frequent in a later period
	Contrast    Kind = "contrast"    // two passages or more, word for word
	Distance    Kind = "distance"    // a passage stands so far after another
	Enumeration Kind = "enumeration" // a passage announces so many points, and they follow
	Judgement   Kind = "judgement"   // no rule can tell
)

// Kinds are the kinds of claims.
func Kinds() []Kind {
	return []Kind{Absence, First, Novelty, Count, Trend, Contrast, Distance, Enumeration, Judgement}
}

// Rule is what a claim says, so that it can be tested. Which fields count
// depends on the kind; Check says what is missing.
type Rule struct {
	Kind    Kind     `json:"kind"`
	Phrases []string `json:"phrases,omitempty"` // each is looked for, as a query
	List    string   `json:"list,omitempty"`    // the name of the list that phrases came from
	Named   string   `json:"named,omitempty"`   // of absence: a set of the authority list, of which nobody is named
	Except  []string `json:"except,omitempty"`  // phrases that are not meant, nor what stands within them; of Named: ids too
	Gap     int      `json:"gap,omitempty"`     // tokens that a gap in a phrase holds at most
	Exact   []string `json:"exact,omitempty"`   // foldings that are switched off
	Scope   Scope    `json:"scope,omitzero"`

	Date    tifa.Date `json:"date,omitzero"`     // of first and novelty
	Edition string    `json:"edition,omitempty"` // of first and novelty, in the place of a date: its own
	Is      string    `json:"is,omitempty"`      // of count and distance: exactly, at-least, at-most
	N       int       `json:"n"`                 // of count, distance and enumeration
	Unit    string    `json:"unit,omitempty"`    // of count: times, texts; of distance: sentences, paragraphs
	Trend   string    `json:"trend,omitempty"`   // rising, falling
	Early   Period    `json:"early,omitzero"`    // of trend
	Late    Period    `json:"late,omitzero"`
}

// Period is a time from the first day of one date to the last of another.
type Period struct {
	From tifa.Date `json:"from"`
	To   tifa.Date `json:"to"`
}

func (p Period) String() string {
	if p.From == p.To {
		return p.From.String()
	}
	return p.From.String() + "/" + p.To.String()
}

// ParsePeriod reads "2015" and "2015/2019", with dates as tifa.ParseDate reads
// them; 2015-2019 is taken for the latter.
func ParsePeriod(s string) (Period, error) {
	from, to, isRun := strings.Cut(s, "/")
	if !isRun && len(s) == 9 && s[4] == '-' {
		from, to, isRun = s[:4], s[5:], true
	}
	if !isRun {
		to = from
	}
	var p Period
	var err error
	if p.From, err = tifa.ParseDate(from); err == nil {
		p.To, err = tifa.ParseDate(to)
	}
	if err != nil || p.From.IsZero() || p.To.IsZero() || p.To.Last() < p.From.First() {
		return Period{}, fmt.Errorf("%q is no period: write 2015, or 2015/2019 from one to the other: %w", s, tifa.ErrUsage)
	}
	return p, nil
}

// Scope chooses the texts that a claim is about; an empty one chooses all.
type Scope struct {
	Editions []string  `json:"editions,omitempty"` // addresses
	Work     string    `json:"work,omitempty"`
	Langs    []string  `json:"langs,omitempty"`
	From     tifa.Date `json:"from,omitzero"`
	To       tifa.Date `json:"to,omitzero"`
	Issuer   string    `json:"issuer,omitempty"`
	Kind     string    `json:"kind,omitempty"`
	Status   string    `json:"status,omitempty"`
}

// ScopeOf is the scope that a filter describes.
func ScopeOf(f concordance.Filter) Scope {
	return Scope{
		Editions: f.Editions, Work: f.Work, Langs: f.Langs, From: f.From, To: f.To, Issuer: f.Issuer, Kind: f.Kind, Status: f.Status,
	}
}

// Filter chooses the texts of the scope.
func (s *Scope) Filter() concordance.Filter {
	return concordance.Filter{
		Editions: s.Editions, Work: s.Work, Langs: s.Langs, From: s.From, To: s.To, Issuer: s.Issuer, Kind: s.Kind, Status: s.Status,
	}
}

// The values of Is, Unit and Trend.
const (
	Exactly = "exactly"
	AtLeast = "at-least"
	AtMost  = "at-most"

	Times      = "times"
	Texts      = "texts"
	Sentences  = "sentences"
	Paragraphs = "paragraphs"

	Rising  = "rising"
	Falling = "falling"
)

// The most that a rule may hold.
const (
	mostPhrases = 5000
	longest     = 1000 // code points of a phrase
	mostGap     = 100
	mostN       = 1_000_000_000
)

// Variants makes phrases of their own of variants of one, which | divides, as in
// the tables: of a rule that somebody states. Any of them counts.
func (r *Rule) Variants() {
	r.Phrases, r.Except = variants(r.Phrases), variants(r.Except)
}

func variants(phrases []string) []string {
	var out []string
	for _, phrase := range phrases {
		if !strings.ContainsAny(phrase, "|｜") {
			out = append(out, phrase)
			continue
		}
		for part := range strings.FieldsFuncSeq(phrase, func(c rune) bool { return c == '|' || c == '｜' }) {
			if part = strings.TrimSpace(part); part != "" && !slices.Contains(out, part) {
				out = append(out, part)
			}
		}
	}
	return out
}

// Asks says whether the rule asks for phrases, and not for passages.
func (r *Rule) Asks() bool {
	return slices.Contains([]Kind{Absence, First, Novelty, Count, Trend}, r.Kind)
}

// Check says what of a rule cannot be tested. passages is how many passages
// come with it.
func (r *Rule) Check(passages int) error {
	bad := func(format string, args ...any) error {
		return fmt.Errorf("a claim of kind %s "+format+": %w", slices.Concat([]any{r.Kind}, args, []any{tifa.ErrUsage})...)
	}
	if !slices.Contains(Kinds(), r.Kind) {
		return fmt.Errorf("%q is no kind of claim: %w", r.Kind, tifa.ErrUsage)
	}
	if r.Asks() {
		if len(r.Phrases) == 0 && r.Named == "" {
			return bad("needs a phrase to look for")
		}
		if passages > 0 {
			return bad("takes no passages")
		}
	} else if len(r.Phrases) > 0 || len(r.Except) > 0 {
		return bad("takes no phrases")
	}
	if err := r.checkPhrases(); err != nil {
		return err
	}
	if r.Named != "" {
		if r.Kind != Absence {
			return bad("takes no set of names")
		}
		if len(r.Scope.Editions) == 0 && r.Scope.Work == "" {
			return bad("with a set of names is about editions or a work: name them")
		}
	}
	if len(r.Except) > 0 && r.Kind != Absence && r.Kind != Count {
		return bad("takes no exceptions")
	}
	if r.N < 0 || r.N > mostN {
		return bad("takes a number from 0 to %d, not %d", mostN, r.N)
	}
	switch r.Kind {
	case First, Novelty:
		if r.Date.IsZero() == (r.Edition == "") {
			return bad("needs a date or an edition, one of them")
		}
	case Count:
		return r.measured(bad, Times, Texts)
	case Distance:
		if passages != 2 {
			return bad("needs two passages, not %d", passages)
		}
		return r.measured(bad, Paragraphs, Sentences)
	case Trend:
		if r.Trend != Rising && r.Trend != Falling {
			return bad("says rising or falling, not %q", r.Trend)
		}
		if r.Early == (Period{}) || r.Late == (Period{}) || r.Early.To.Last() >= r.Late.From.First() {
			return bad("needs two periods, the first over before the second begins")
		}
	case Contrast:
		if passages < 2 {
			return bad("needs two passages at least")
		}
	case Enumeration:
		if passages != 1 {
			return bad("needs one passage, that which announces the points, not %d", passages)
		}
		if r.N == 0 {
			return bad("needs a number of points")
		}
	case Absence, Judgement:
	}
	return nil
}

// measured checks Is and Unit; the first unit is the usual one.
func (r *Rule) measured(bad func(string, ...any) error, units ...string) error {
	if !slices.Contains([]string{Exactly, AtLeast, AtMost}, r.Is) {
		return bad("says exactly, at-least or at-most, not %q", r.Is)
	}
	if !slices.Contains(units, r.Unit) {
		return bad("counts %s, not %q", strings.Join(units, " or "), r.Unit)
	}
	return nil
}

func (r *Rule) checkPhrases() error {
	if len(r.Phrases) > mostPhrases || len(r.Except) > mostPhrases {
		return fmt.Errorf("%d phrases are more than the %d that a claim can have: %w", max(len(r.Phrases), len(r.Except)), mostPhrases, tifa.ErrUsage)
	}
	if r.Gap < 0 || r.Gap > mostGap {
		return fmt.Errorf("a gap holds up to %d tokens, not %d: %w", mostGap, r.Gap, tifa.ErrUsage)
	}
	for _, phrase := range slices.Concat(r.Phrases, r.Except) {
		if n := utf8.RuneCountInString(phrase); n > longest {
			return fmt.Errorf("a phrase of %d characters, %d are the most: %w", n, longest, tifa.ErrUsage)
		}
		if _, err := r.parse(phrase); err != nil {
			return err
		}
	}
	return nil
}

func (r *Rule) exact() (concordance.Exact, error) {
	var out concordance.Exact
	for _, name := range r.Exact {
		e, err := concordance.ParseExact(name)
		if err != nil {
			return 0, err
		}
		out |= e
	}
	return out, nil
}

func (r *Rule) parse(phrase string) (*concordance.Query, error) {
	exact, err := r.exact()
	if err != nil {
		return nil, err
	}
	q, err := concordance.Parse(phrase, r.Gap, exact)
	if err != nil {
		return nil, fmt.Errorf("the phrase %s: %w", strconv.Quote(phrase), err)
	}
	return q, nil
}
