package library

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tifa"
	"tifa/bitext"
	"tifa/reuse"
	"tifa/store"
)

// QA is what the checks of a translation found.
type QA struct {
	Source      string           `json:"source"`      // address
	Translation string           `json:"translation"` // address
	Items       []bitext.Finding `json:"items"`       // in the order of the source
	Unseen      int              `json:"unseen"`      // items that nobody has marked as seen
	Worth       bitext.Worth     `json:"worth"`       // of the checks between these languages

	Texts bitext.Pair `json:"-"`
}

// QAOptions say what to check and what to show.
type QAOptions struct {
	Stated   Stated   // of files
	Only     []string // names of checks; empty: all
	Severity string   // the least: error, warning or note; empty: note
}

// severities are in order, the gravest first.
var severities = [...]string{bitext.Error, bitext.Warning, bitext.Notice}

// QA checks a translation b against its source a, bead by bead: editions of
// the library, or files. Where the library has the wording of the source that
// was in force when the translation was made, the passages that changed since
// are reported as stale.
func (l *Library) QA(ctx context.Context, a, b string, o QAOptions, in Stdin) (*QA, error) {
	x, err := l.align(ctx, a, b, o.Stated, in)
	if err != nil {
		return nil, err
	}
	return l.QAOf(ctx, x, o)
}

// QAOf is QA of a bitext that was asked for before.
func (l *Library) QAOf(ctx context.Context, x *Bitext, o QAOptions) (*QA, error) {
	for _, check := range o.Only {
		if !slices.Contains(bitext.Checks(), check) {
			return nil, fmt.Errorf("%s is no check; there are %s: %w", check, strings.Join(bitext.Checks(), ", "), tifa.ErrUsage)
		}
	}
	least := len(severities) - 1
	if o.Severity != "" {
		if least = slices.Index(severities[:], o.Severity); least < 0 {
			return nil, fmt.Errorf("%s is no severity; there are %s: %w", o.Severity, strings.Join(severities[:], ", "), tifa.ErrUsage)
		}
	}
	found, err := l.check(ctx, x, o.Only)
	if err != nil {
		return nil, err
	}
	qa := &QA{Source: x.Src.Address, Translation: x.Tgt.Address, Items: []bitext.Finding{}, Texts: x.Texts}
	if qa.Worth, err = bitext.WorthOf(x.Texts.SrcLang, x.Texts.TgtLang); err != nil {
		return nil, err
	}
	marks, err := l.store.SeenMarks(ctx, x.Src.Version, x.Tgt.Version)
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		if slices.Index(severities[:], f.Severity) > least {
			continue
		}
		f.Seen = seenBy(marks, &f)
		if f.Seen == nil {
			qa.Unseen++
		}
		qa.Items = append(qa.Items, f)
	}
	return qa, nil
}

// check makes the checks of a bitext. The same bitext is checked for every
// page of it that is looked at: what was found is kept until something changes
// that it depends on.
func (l *Library) check(ctx context.Context, x *Bitext, only []string) ([]bitext.Finding, error) {
	checks := bitext.CheckOptions{Only: only, SrcDate: x.Src.Date, TgtDate: x.Tgt.Date}
	var err error
	if checks.Concepts, err = l.store.Concepts(ctx); err != nil {
		return nil, err
	}
	older, err := l.rendered(ctx, x)
	if err != nil {
		return nil, err
	}
	before := ""
	if older != nil {
		before = older.Version
	}
	find := func() ([]bitext.Finding, error) {
		if checks.Changed, err = l.changedSince(ctx, x, older); err != nil {
			return nil, err
		}
		if checks.Suspicion, err = x.suspicion(ctx, only); err != nil {
			return nil, err
		}
		src, tgt := bitext.Side{Text: x.Texts.Src, Lang: x.Texts.SrcLang}, bitext.Side{Text: x.Texts.Tgt, Lang: x.Texts.TgtLang}
		return bitext.Check(x.Beads, src, tgt, checks), nil
	}
	if x.corpus.stored.Fingerprint == "" { // aligned for this question alone
		return find()
	}
	key := hashOf(x.corpus.stored.Fingerprint, x.Src.Version, x.Src.Lang, x.Src.Date, x.Tgt.Version, x.Tgt.Lang, x.Tgt.Date,
		x.Beads, only, checks.Concepts, before)
	return l.checked.get(key, find)
}

// suspicion of the sentences of a bitext, where the checks that need it are
// made.
func (x *Bitext) suspicion(ctx context.Context, only []string) (bitext.Suspicion, error) {
	if len(only) > 0 && !slices.Contains(only, bitext.CheckOmitted) && !slices.Contains(only, bitext.CheckAdded) {
		return bitext.Suspicion{}, nil
	}
	r := x.corpus.resourcesFor(x.turned)
	r.Learnt = nil // it is the lexicon
	return bitext.Suspect(ctx, x.corpus.stored.Lexicon, x.Texts, x.Beads, r)
}

func seenBy(marks []store.Seen, f *bitext.Finding) *bitext.Seen {
	for i := range marks {
		m := &marks[i]
		if m.Check == f.Check && slices.Equal(m.SrcRun, f.Src) && slices.Equal(m.TgtRun, f.Tgt) {
			return &bitext.Seen{By: m.By, At: m.At, Note: m.Note}
		}
	}
	return nil
}

// rendered is the wording of the source that the translation renders: the last
// edition of the work in this language before or on the day of the translation.
// It is nil if the source is not certainly newer, or there is no such edition.
func (l *Library) rendered(ctx context.Context, x *Bitext) (*tifa.Edition, error) {
	if !x.Tgt.Date.Before(x.Src.Date) {
		return nil, nil
	}
	editions, err := l.editionsNow(ctx)
	if err != nil {
		return nil, err
	}
	var older *tifa.Edition
	for i := range editions {
		e := &editions[i]
		same := e.Work == x.Src.Work && tifa.BaseLang(e.Lang) == tifa.BaseLang(x.Src.Lang) && e.Version != x.Src.Version
		if same && !e.Date.IsZero() && !x.Tgt.Date.Before(e.Date) && e.Date.Before(x.Src.Date) {
			older = e
		}
	}
	return older, nil
}

// changedSince is the sentences of the source that an older wording did not
// have; nil where there is none.
func (l *Library) changedSince(ctx context.Context, x *Bitext, older *tifa.Edition) (map[int]bool, error) {
	if older == nil {
		return nil, nil
	}
	t, err := l.store.Text(ctx, older)
	if err != nil {
		return nil, err
	}
	c, err := reuse.Compare(ctx, t, x.Texts.Src, x.Src.Lang)
	if err != nil {
		return nil, err
	}
	changed := map[int]bool{}
	for _, c := range c.Changes {
		if c.Kind == reuse.Same || c.Kind == reuse.Moved {
			continue
		}
		for _, n := range c.B {
			changed[n] = true
		}
	}
	return changed, nil
}

// FindingKey names a finding of a bitext for MarkSeen: number:s5-6:t7,
// omitted:s5, and stale for one about the whole text.
func FindingKey(f *bitext.Finding) string {
	parts := []string{f.Check}
	for i, run := range [2][]int{f.Src, f.Tgt} {
		switch len(run) {
		case 0:
		case 1:
			parts = append(parts, fmt.Sprintf("%c%d", "st"[i], run[0]))
		default:
			parts = append(parts, fmt.Sprintf("%c%d-%d", "st"[i], run[0], run[len(run)-1]))
		}
	}
	return strings.Join(parts, ":")
}

// parseFindingKey reads what FindingKey writes.
func parseFindingKey(key string) (check string, src, tgt []int, err error) {
	parts := strings.Split(key, ":")
	bad := fmt.Errorf("%q names no finding: write it as qa prints it, number:s5-6:t7: %w", key, tifa.ErrUsage)
	if !slices.Contains(bitext.Checks(), parts[0]) || len(parts) > 3 {
		return "", nil, nil, bad
	}
	for _, part := range parts[1:] {
		run := &src
		if strings.HasPrefix(part, "t") {
			run = &tgt
		}
		from, to, isRun := strings.Cut(strings.TrimLeft(part, "st"), "-")
		if !isRun {
			to = from
		}
		first, errFrom := strconv.Atoi(from)
		last, errTo := strconv.Atoi(to)
		if errFrom != nil || errTo != nil || first < 1 || last < first || len(part) > 24 || last-first > 1e6 || *run != nil {
			return "", nil, nil, bad
		}
		*run = tifa.Run(first, last)
	}
	return parts[0], src, tgt, nil
}

// MarkSeen keeps a person's word that findings are right as they are, or with
// take takes it away. The keys are those of FindingKey; a and b must be editions
// of the library, and the mark holds for these versions of them.
func (l *Library) MarkSeen(ctx context.Context, a, b string, keys []string, note string, take bool) error {
	src, _, err := l.present(ctx, a)
	if err != nil {
		return err
	}
	tgt, _, err := l.present(ctx, b)
	if err != nil {
		return err
	}
	marks := make([]store.Seen, 0, len(keys))
	for _, key := range keys {
		m := store.Seen{Src: src.Version, Tgt: tgt.Version, Note: note, By: l.o.By}
		if m.Check, m.SrcRun, m.TgtRun, err = parseFindingKey(key); err != nil {
			return err
		}
		if last := slices.Max(append(m.SrcRun, 0)); last > src.Count {
			return fmt.Errorf("%s: %s has %d sentences: %w", key, src.Address, src.Count, tifa.ErrUsage)
		}
		if last := slices.Max(append(m.TgtRun, 0)); last > tgt.Count {
			return fmt.Errorf("%s: %s has %d sentences: %w", key, tgt.Address, tgt.Count, tifa.ErrUsage)
		}
		marks = append(marks, m)
	}
	for _, m := range marks {
		if take {
			err = l.store.UnmarkSeen(ctx, m)
		} else {
			err = l.store.MarkSeen(ctx, m)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
