package library

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
	"tifa/reuse"
)

// StatementOptions choose statements. What is empty does not choose.
type StatementOptions struct {
	Stated       Stated   // of a file
	Modality     []string // must, shall, should, should not …
	Stance       []string // supports, opposes, supports not …
	Actor        string   // in any of the forms of the name; a part of it is enough
	Experimental bool     // also what is worth too little to be shown unasked
}

// Statements are what somebody must, may, will, supports or opposes in a text.
type Statements struct {
	Edition    string                `json:"edition"`
	Title      string                `json:"title"`
	Date       tifa.Date             `json:"date"`
	Lang       string                `json:"lang"`
	Names      []string              `json:"names"` // under which the actor was looked for; empty if none was asked for
	Near       []string              `json:"near"`  // names of actors that may have been meant, where nothing was found
	Worth      []discourse.Worth     `json:"worth"` // of each kind: modality, stance
	Note       string                `json:"note"`  // what the answer does not have, and why; may be empty
	Statements []discourse.Statement `json:"statements"`
	Coverage   tifa.Coverage         `json:"coverage"`

	// What the statements leave, whatever was chosen: sentences without headings,
	// those of them without a modal word, and the modal words of others that made
	// no statement.
	Sentences  int                    `json:"sentences"`
	Wordless   int                    `json:"wordless"`
	Unresolved []discourse.Unresolved `json:"unresolved"`

	All  []discourse.Statement `json:"-"` // those that nothing was chosen from
	Text *tifa.Text            `json:"-"`
}

// The kinds of statements that are judged apart.
const (
	modalityKind   = "modality"
	stanceKind     = "stance"
	commitmentKind = "commitment"
	shiftKind      = "shift"
)

// Statements finds the statements of an edition, or of a file.
func (l *Library) Statements(ctx context.Context, arg string, o StatementOptions, in Stdin) (*Statements, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	s, err := l.subject(ctx, arg, o.Stated, in)
	if err != nil {
		return nil, err
	}
	tables, err := l.statementTables()
	if err != nil {
		return nil, err
	}
	actor, err := l.actorNames(ctx, o.Actor, tables)
	if err != nil {
		return nil, err
	}
	out, err := l.statementsOf(s, nil, tables, &o, actor)
	if err != nil {
		return nil, err
	}
	if tables.For(s.edition.Lang) != nil {
		left, err := l.modalsLeft(&s.edition, s.text, tables)
		if err != nil {
			return nil, err
		}
		out.Sentences, out.Wordless, out.Unresolved = left.Sentences, left.Wordless, left.Unresolved
	}
	out.Names = actor.names
	if len(out.Statements) == 0 && o.Actor != "" {
		pool := actorPool{}
		pool.add(out.All)
		out.Near = actor.near(pool)
	}
	return out, nil
}

// check says whether the words of the options are known.
func (o *StatementOptions) check() error {
	for _, m := range o.Modality {
		if all := discourse.ModalityKinds(); !slices.Contains(all, m) {
			return fmt.Errorf("%s is no modality; there are %s: %w", m, strings.Join(all, ", "), tifa.ErrUsage)
		}
	}
	return nil
}

// statementsOf chooses among the statements of a text: those that were kept, if
// they are given, else those found now.
func (l *Library) statementsOf(s *subject, kept []discourse.Statement, tables *statementTables, o *StatementOptions, actor *actorNames) (*Statements, error) {
	e := &s.edition
	out := &Statements{
		Edition: e.Pinned(), Title: e.Title, Date: e.Date, Lang: e.Lang,
		Names: []string{}, Near: []string{}, Worth: []discourse.Worth{}, Statements: []discourse.Statement{}, Coverage: l.coverageOfText(e), Text: s.text,
		Unresolved: []discourse.Unresolved{},
	}
	show, err := newShowing(e.Lang, tables, o, actor)
	if err != nil {
		return nil, err
	}
	out.Worth, out.Note = show.worth, show.note
	if show.keys == nil {
		return out, nil
	}
	if kept == nil {
		if kept, err = l.stated(e, s.text, tables); err != nil {
			return nil, err
		}
	}
	out.All, out.Statements = show.of(kept, o)
	return out, nil
}

// showing is which statements of a language are shown.
type showing struct {
	worth []discourse.Worth
	shown map[string]bool // by kind
	note  string          // what is not shown, and why
	keys  *actorKeys      // nil: there is no table of the language
}

func newShowing(lang string, tables *statementTables, o *StatementOptions, actor *actorNames) (*showing, error) {
	out := &showing{worth: []discourse.Worth{}, shown: map[string]bool{}}
	table := tables.For(lang)
	if table == nil {
		out.note = noTable(lang)
		return out, nil
	}
	var err error
	if out.worth, err = worths(lang, modalityKind, stanceKind); err != nil {
		return nil, err
	}
	var withheld []string
	for i := range out.worth {
		w := &out.worth[i]
		out.shown[w.Rule] = o.Experimental || !w.Experimental()
		if !out.shown[w.Rule] {
			withheld = append(withheld, w.Rule)
		}
	}
	if len(withheld) > 0 {
		out.note = fmt.Sprintf("%s: worth too little to be shown unasked; --experimental shows it", strings.Join(withheld, " and "))
	}
	out.keys = actor.in(table)
	return out, nil
}

// of are those of some statements that are shown, and of them the ones that
// are asked for.
func (s *showing) of(found []discourse.Statement, o *StatementOptions) (all, chosen []discourse.Statement) {
	chosen = []discourse.Statement{}
	if s.keys == nil {
		return nil, chosen
	}
	for i := range found {
		if x := &found[i]; x.Modality != nil && s.shown[modalityKind] || x.Stance != nil && s.shown[stanceKind] {
			all = append(all, *x)
			if o.choose(x, s.keys) {
				chosen = append(chosen, *x)
			}
		}
	}
	return all, chosen
}

func noTable(lang string) string {
	return fmt.Sprintf("tifa has no words for statements in %s; a library can have them in tables/%s.json", lang, tifa.BaseLang(lang))
}

// worths are what the kinds of candidates are worth in a language.
func worths(lang string, kinds ...string) ([]discourse.Worth, error) {
	out := []discourse.Worth{}
	for _, kind := range kinds {
		w, err := discourse.WorthOf(kind, lang)
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

// choose says whether a statement is one of those that are asked for.
func (o *StatementOptions) choose(s *discourse.Statement, of *actorKeys) bool {
	modality, stance := s.Kinds()
	if len(o.Modality)+len(o.Stance) > 0 && !slices.Contains(o.Modality, modality) && !slices.Contains(o.Stance, stance) {
		return false
	}
	return of.is(s.Actor, s.Key) || of.is(s.Target, s.TargetKey)
}

// Commitments are the numbers that a text promises.
type Commitments struct {
	Edition     string                 `json:"edition"`
	Title       string                 `json:"title"`
	Date        tifa.Date              `json:"date"`
	Lang        string                 `json:"lang"`
	Names       []string               `json:"names"`
	Near        []string               `json:"near"`
	Worth       []discourse.Worth      `json:"worth"`
	Note        string                 `json:"note"`
	Commitments []discourse.Commitment `json:"commitments"`
	Coverage    tifa.Coverage          `json:"coverage"`
}

// Commitments finds the commitments of an edition, or of a file.
func (l *Library) Commitments(ctx context.Context, arg string, o StatementOptions, in Stdin) (*Commitments, error) {
	s, err := l.subject(ctx, arg, o.Stated, in)
	if err != nil {
		return nil, err
	}
	tables, err := l.statementTables()
	if err != nil {
		return nil, err
	}
	e := &s.edition
	out := &Commitments{
		Edition: e.Pinned(), Title: e.Title, Date: e.Date, Lang: e.Lang, Worth: []discourse.Worth{},
		Names: []string{}, Near: []string{}, Commitments: []discourse.Commitment{}, Coverage: l.coverageOfText(e),
	}
	table := tables.For(e.Lang)
	if table == nil {
		out.Note = noTable(e.Lang)
		return out, nil
	}
	if out.Worth, err = worths(e.Lang, commitmentKind); err != nil {
		return nil, err
	}
	if out.Worth[0].Experimental() && !o.Experimental {
		out.Note = "commitments: worth too little to be shown unasked; --experimental shows them"
		return out, nil
	}
	actor, err := l.actorNames(ctx, o.Actor, tables)
	if err != nil {
		return nil, err
	}
	stated, err := l.stated(e, s.text, tables)
	if err != nil {
		return nil, err
	}
	of, pool := actor.in(table), actorPool{}
	for _, c := range discourse.Commitments(e.Pinned(), s.text, table, stated, e.Date.Year) {
		if pool.count(c.Actor); of.is(c.Actor, c.Key) {
			out.Commitments = append(out.Commitments, c)
		}
	}
	out.Names = actor.names
	if len(out.Commitments) == 0 && o.Actor != "" {
		out.Near = actor.near(pool)
	}
	return out, nil
}

// StatementShifts are the statements that bind otherwise in another text.
type StatementShifts struct {
	A        string            `json:"a"` // the older version, or the source
	B        string            `json:"b"`
	Kind     string            `json:"kind"` // version or translation
	Worth    []discourse.Worth `json:"worth"`
	Note     string            `json:"note"`
	Hidden   int               `json:"hidden"` // found, and not shown for what they are worth
	Shifts   []discourse.Shift `json:"shifts"`
	Coverage tifa.Coverage     `json:"coverage"`
	// Of two versions: how many statements each has, and those of the sentences
	// that one of them has alone. Null where the two are no versions of each other.
	Counts *[2]int             `json:"counts"`
	Gone   *discourse.Turnover `json:"gone"`
	New    *discourse.Turnover `json:"new"`
	// Those of them that the other version has too, elsewhere or in other words:
	// they are neither gone nor new.
	Moved []discourse.Moved `json:"moved"`
	// Apart says that the two are no versions of each other, or no bitext of the
	// library; Note says which.
	Apart bool `json:"apart"`

	Langs [2]string `json:"-"`
}

// The kinds of StatementShifts.
const (
	VersionShift     = "version"
	TranslationShift = "translation"
)

// StatementShifts finds the statements that bind more or less in b than in a:
// two versions in one language by the sentences that became one another, two
// languages by their bitext. Of two versions the older is a, whichever was named
// first, where their dates tell.
func (l *Library) StatementShifts(ctx context.Context, a, b string, o StatementOptions, in Stdin) (*StatementShifts, error) {
	x, err := l.subject(ctx, a, o.Stated, in)
	if err != nil {
		return nil, err
	}
	y, err := l.subject(ctx, b, o.Stated, in)
	if err != nil {
		return nil, err
	}
	if x.edition.Version == y.edition.Version {
		return nil, fmt.Errorf("%s and %s are the same text: %w", x.edition.Pinned(), y.edition.Pinned(), tifa.ErrUsage)
	}
	if tifa.BaseLang(x.edition.Lang) == tifa.BaseLang(y.edition.Lang) && y.edition.Date.Before(x.edition.Date) && !x.edition.NotLater {
		x, y = y, x // what the older has alone is gone, and not new
	}
	tables, err := l.statementTables()
	if err != nil {
		return nil, err
	}
	out := &StatementShifts{
		A: x.edition.Pinned(), B: y.edition.Pinned(), Kind: VersionShift, Worth: []discourse.Worth{},
		Shifts: []discourse.Shift{}, Moved: []discourse.Moved{}, Coverage: l.coverageOfTexts(&x.edition, &y.edition), Langs: [2]string{x.edition.Lang, y.edition.Lang},
	}
	for _, e := range []*tifa.Edition{&x.edition, &y.edition} {
		if tables.For(e.Lang) == nil {
			out.Note = noTable(e.Lang)
			return out, nil
		}
	}
	inX, err := l.stated(&x.edition, x.text, tables)
	if err != nil {
		return nil, err
	}
	inY, err := l.stated(&y.edition, y.text, tables)
	if err != nil {
		return nil, err
	}
	apart := ""
	if tifa.BaseLang(x.edition.Lang) == tifa.BaseLang(y.edition.Lang) {
		c, err := reuse.Compare(ctx, x.text, y.text, y.edition.Lang)
		if err != nil {
			return nil, err
		}
		out.Shifts = discourse.VersionShifts(c.Changes, inX, inY)
		if share := common(x.text, y.text, c.Changes); share < leastCommon && (x.edition.Work == "" || x.edition.Work != y.edition.Work) {
			apart = apartVersions(out.A, out.B, share)
		} else {
			out.Counts = &[2]int{len(inX), len(inY)}
			out.Gone, out.New, out.Moved = discourse.VersionTurnover(c.Changes, inX, inY, [2]*tifa.Text{x.text, y.text})
		}
	} else {
		out.Kind = TranslationShift
		beads, err := l.align(ctx, a, b, o.Stated, in)
		if err != nil {
			return nil, err
		}
		paired, err := l.bitextOfLibrary(ctx, &x.edition, &y.edition)
		if err != nil {
			return nil, err
		}
		if !paired {
			apart = apartLanguages(out.A, out.B)
		}
		out.Shifts = discourse.TranslationShifts(beads.Beads, inX, inY, [2]*tifa.Text{x.text, y.text}, [2]*discourse.StatementTable{tables.For(x.edition.Lang), tables.For(y.edition.Lang)})
	}
	if out.Worth, err = worths("", out.Kind+" "+shiftKind); err != nil {
		return nil, err
	}
	if out.Worth[0].Experimental() && !o.Experimental {
		out.Hidden, out.Shifts = len(out.Shifts), []discourse.Shift{}
		out.Note = hiddenShifts(out.Hidden, out.Kind, &out.Worth[0])
	}
	if apart != "" {
		out.apart(apart)
	}
	return out, nil
}

// hiddenShifts says how many shifts were found that are not shown, and for what
// reason.
func hiddenShifts(n int, kind string, w *discourse.Worth) string {
	if n == 0 {
		return ""
	}
	worth := "none was judged"
	if w.Precision != nil {
		worth = fmt.Sprintf("%.2f of %d judged ones were right", *w.Precision, w.Judged)
	}
	return fmt.Sprintf("%d found and not shown, since of shifts of a %s %s, which is too little; --experimental shows them", n, kind, worth)
}

// coverageOfTexts is the coverage of an answer about two texts.
func (l *Library) coverageOfTexts(a, b *tifa.Edition) tifa.Coverage {
	if a.ReplacedBy == "" && b.ReplacedBy == "" {
		if c := l.index.Coverage(concordance.Filter{Editions: []string{a.Address, b.Address}}); c.Editions == 2 {
			return c
		}
	}
	c, other := l.coverageOfText(a), l.coverageOfText(b)
	c.Editions += other.Editions
	c.Undated += other.Undated
	c.Langs = slices.Compact(slices.Sorted(slices.Values(slices.Concat(c.Langs, other.Langs))))
	c.Guessed = slices.Concat(c.Guessed, other.Guessed)
	if c.From.IsZero() || !other.From.IsZero() && other.From.Compare(c.From) < 0 {
		c.From = other.From
	}
	if other.To.Compare(c.To) > 0 {
		c.To = other.To
	}
	return c
}
