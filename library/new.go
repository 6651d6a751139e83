package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"tifa"
	"tifa/concordance"
	"tifa/lineage"
	"tifa/reuse"
)

// NewOptions say what a text is held against.
type NewOptions struct {
	Before       tifa.Date // instead of the text's own date
	Since        tifa.Date // only texts from then on
	SameIssuer   bool
	SkipSameWork bool
	Filter       concordance.Filter // further limits: issuer, kind
	Stated       Stated             // of a file: its language and so on
	Into         string             // language of the renderings that are shown beside the sentences; empty: none
	Lasting      bool               // formulations by what later texts took up
	Thresholds   reuse.Thresholds   // the zero value means reuse.DefaultThresholds

	alone bool // the sentences without formulations, dropped and returned ones, which take most of the time
}

// Summary counts the sentences of a ledger by class.
type Summary struct {
	Sentences int `json:"sentences"`
	New       int `json:"new"`
	Adapted   int `json:"adapted"`
	Inherited int `json:"inherited"`
	Short     int `json:"short"`

	Rendered *Rendered `json:"rendered"` // null where no language was asked for
}

// Ledger is what is new in a text.
type Ledger struct {
	Edition    string           `json:"edition"`
	Title      string           `json:"title"`
	Date       tifa.Date        `json:"date"`
	Lang       string           `json:"lang"`
	Coverage   tifa.Coverage    `json:"coverage"`
	Thin       string           `json:"thin,omitempty"` // why the coverage is too thin to trust, if it is
	Summary    Summary          `json:"summary"`
	Thresholds reuse.Thresholds `json:"thresholds"`
	Sentences  []reuse.Sentence `json:"sentences"`

	Formulations []lineage.Formulation `json:"formulations"` // never attested before, best first
	TakenUp      []lineage.Formulation `json:"taken_up"`     // those that later texts took up, best first: lineage.TakenUp
	Dropped      []lineage.Dropped     `json:"dropped"`
	Predecessors []Predecessor         `json:"predecessors"` // the texts by which dropped is told, the last first
	Returned     []lineage.Returned    `json:"returned"`

	Text    *tifa.Text `json:"-"` // the text itself, for pages
	Lasting bool       `json:"-"` // what later texts took up stands among the formulations
}

// subject is the text that a question is about.
type subject struct {
	edition tifa.Edition
	text    *tifa.Text
	data    []byte // of a file that is read and not stored: its bytes
}

// subject finds the text that an argument names: an edition if the library
// has it, else a file, which is read and not stored; with Uploads, one of them
// or an edition, and nothing else. A passage of an edition is refused.
func (l *Library) subject(ctx context.Context, arg string, stated Stated, in Stdin) (*subject, error) {
	s, err := l.subjectOrPart(ctx, arg, stated, in)
	if err == nil && s.data == nil { // a file may be called x:s3
		err = alone(arg)
	}
	return s, err
}

// subjectOrPart is subject for those who look at a passage of the edition alone,
// where one is named.
func (l *Library) subjectOrPart(ctx context.Context, arg string, stated Stated, in Stdin) (*subject, error) {
	sent, closed := in.(Uploads)
	if doc, ok := sent[arg]; ok {
		return l.unstored(ctx, doc.source(), stated)
	}
	e, t, err := l.edition(ctx, arg)
	if err == nil {
		return &subject{edition: e, text: t}, nil
	}
	// A file must not stand in for an edition that is there and cannot be read.
	if closed || !errors.Is(err, tifa.ErrNotFound) && !errors.Is(err, tifa.ErrUsage) {
		return nil, err
	}
	inputs, fileErr := expand([]string{arg}, in)
	if fileErr != nil {
		if looksLikePath(arg) {
			return nil, fileErr
		}
		return nil, err
	}
	if len(inputs) != 1 {
		return nil, fmt.Errorf("%s: is a folder, give one document: %w", arg, tifa.ErrUsage)
	}
	src, err := inputs[0].read(ctx, l.o.Fetcher)
	if err != nil {
		return nil, err
	}
	return l.unstored(ctx, src, stated)
}

// unstored is a document that is read and not stored.
func (l *Library) unstored(ctx context.Context, src source, stated Stated) (*subject, error) {
	p, err := l.prepare(ctx, src, stated)
	if err != nil {
		return nil, err
	}
	e := p.record.Edition
	e.Address = "file:" + src.name
	e.Version = p.record.Text.Hash()
	if stated.Work == "" {
		e.Work = "" // a guessed id must not make others editions of the same work
	}
	return &subject{e, p.record.Text, src.data}, nil
}

func looksLikePath(arg string) bool {
	for _, r := range arg {
		if r == '/' || r == '\\' {
			return true
		}
	}
	return false
}

// New holds a text against everything earlier.
func (l *Library) New(ctx context.Context, arg string, o NewOptions, in Stdin) (*Ledger, error) {
	if o.Thresholds == (reuse.Thresholds{}) {
		o.Thresholds = reuse.DefaultThresholds()
	}
	if err := tifa.CheckShare(o.Thresholds.Similarity, tifa.LeastShare); err != nil {
		return nil, fmt.Errorf("similarity: %w", err)
	}
	s, err := l.subject(ctx, arg, o.Stated, in)
	if err != nil {
		return nil, err
	}
	if o.Into != "" && tifa.BaseLang(o.Into) == tifa.BaseLang(s.edition.Lang) {
		return nil, fmt.Errorf("%s is in %s itself; --into takes another language: %w", s.edition.Address, s.edition.Lang, tifa.ErrUsage)
	}
	out := &Ledger{
		Edition: s.edition.Pinned(), Title: s.edition.Title, Lang: s.edition.Lang, Thresholds: o.Thresholds, Text: s.text,
		Formulations: []lineage.Formulation{}, TakenUp: []lineage.Formulation{}, Dropped: []lineage.Dropped{}, Predecessors: []Predecessor{}, Returned: []lineage.Returned{},
	}
	f := o.Filter
	var guessed bool
	out.Date, guessed = l.dateOf(&s.edition, o.Before)
	f.Langs = []string{tifa.BaseLang(s.edition.Lang)}
	f.Since = o.Since
	if o.SameIssuer {
		if s.edition.Issuer == "" {
			return nil, fmt.Errorf("--same-issuer: %s has no issuer; say it with tifa edit --issuer: %w", s.edition.Address, tifa.ErrUsage)
		}
		f.Issuer = s.edition.Issuer
	}
	if o.SkipSameWork {
		f.NotWork = s.edition.Work
	}
	all := f // the ledger looks at every text, to count later uses
	f.Before, f.NotText = out.Date, s.edition.Version
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		defer concordance.Recover(&err)
		kept, err := l.comparedOnce(gctx, s, out.Date, all, o.Thresholds, nil)
		out.Sentences = slices.Clone(kept) // renderings are written into them
		return err
	})
	if !o.alone {
		l.phrases(gctx, g, out, &s.edition, lineage.Subject{Text: s.text, Lang: s.edition.Lang, Date: out.Date, Kind: s.edition.Kind, Issuer: s.edition.Issuer, Earlier: f})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	if o.Lasting {
		out.Lasting, out.Formulations = true, lineage.Lasting(out.TakenUp, out.Formulations)
	}
	out.Coverage = l.index.Coverage(f)
	if guessed {
		out.Coverage.Guessed = append([]string{s.edition.Address}, out.Coverage.Guessed...)
	}
	out.Thin = l.thin(f, s.edition.Issuer, out.Coverage.Editions)
	if o.Into != "" {
		if out.Summary.Rendered, err = l.render(ctx, out, f, o.Into); err != nil {
			return nil, err
		}
	}
	rendered := out.Summary.Rendered
	out.Summary = summarise(out.Sentences)
	out.Summary.Rendered = rendered
	return out, nil
}

// compared are the sentences of the ledger of a text, or only those with some
// numbers.
func (l *Library) compared(ctx context.Context, s *subject, date tifa.Date, f concordance.Filter, t reuse.Thresholds, only []int) ([]reuse.Sentence, error) {
	out, err := reuse.Ledger(ctx, l.index, s.text, reuse.Options{
		Lang: s.edition.Lang, Date: date, Work: s.edition.Work, Version: s.edition.Version, Filter: f, Thresholds: t, Only: only, Runs: true,
		Progress: func(done, total int) { l.o.Progress("comparing", int64(done), int64(total), "sentences") },
	})
	if err != nil {
		return nil, err
	}
	return out, l.wholeAncestors(ctx, out, t.Similarity)
}

// comparedOnce is compared, kept: the page of a text asks for it, that of its
// tensions, and each of the drafts of its translation. Whoever gets it must not
// change it. Where only some sentences are asked for, all are given if they are
// there.
func (l *Library) comparedOnce(ctx context.Context, s *subject, date tifa.Date, f concordance.Filter, t reuse.Thresholds, only []int) ([]reuse.Sentence, error) {
	e := &s.edition
	key := hashOf(l.index.Record(), e.Version, e.Lang, e.Work, date, f, t)
	if only != nil {
		if all, ok := l.ledgers.have(key); ok {
			return all, nil
		}
		key = hashOf(key, only)
	}
	return l.ledgers.get(key, func() ([]reuse.Sentence, error) {
		return l.compared(ctx, s, date, f, t, only)
	})
}

// sentencesOf are the sentences of the ledger of a text against everything
// earlier, or at least those with some numbers: what New has of them, without
// its formulations, which take most of the time. Whoever gets them must not
// change them.
func (l *Library) sentencesOf(ctx context.Context, s *subject, only []int) ([]reuse.Sentence, error) {
	date, _ := l.dateOf(&s.edition, tifa.Date{})
	return l.comparedOnce(ctx, s, date, concordance.Filter{Langs: []string{tifa.BaseLang(s.edition.Lang)}}, reuse.DefaultThresholds(), only)
}

// phrases begins to fill in the formulations of a ledger: what is new, what
// came back and what was dropped.
func (l *Library) phrases(ctx context.Context, g *errgroup.Group, out *Ledger, e *tifa.Edition, s lineage.Subject) {
	g.Go(func() (err error) {
		defer concordance.Recover(&err)
		return l.formulations(ctx, out, s)
	})
	g.Go(func() (err error) {
		defer concordance.Recover(&err)
		load := func(d *concordance.Doc) (*tifa.Text, error) {
			_, t, err := l.edition(ctx, d.Edition)
			return t, err
		}
		before := l.predecessors(e, s.Earlier)
		if out.Dropped, err = lineage.FindDropped(ctx, l.index, s, before, load); err != nil {
			return err
		}
		for _, d := range lineage.Predecessors(before) {
			out.Predecessors = append(out.Predecessors, Predecessor{d.Edition, d.Title, d.Date})
		}
		return nil
	})
}

// summarise counts the sentences of a ledger by class.
func summarise(lines []reuse.Sentence) Summary {
	s := Summary{Sentences: len(lines)}
	for i := range lines {
		switch lines[i].Class {
		case reuse.New:
			s.New++
		case reuse.Adapted:
			s.Adapted++
		case reuse.Inherited:
			s.Inherited++
		case reuse.Short:
			s.Short++
		}
	}
	return s
}

// formulations fills in what is new and what came back.
func (l *Library) formulations(ctx context.Context, out *Ledger, s lineage.Subject) error {
	r, err := lineage.Read(ctx, l.index, s)
	if err != nil {
		return err
	}
	if out.Formulations, err = r.New(ctx); err != nil {
		return err
	}
	if out.TakenUp, err = r.TakenUp(ctx); err != nil {
		return err
	}
	out.Returned, err = r.Returned(ctx)
	return err
}

// Predecessor is a text before one in its series.
type Predecessor struct {
	Edition string    `json:"edition"`
	Title   string    `json:"title"`
	Date    tifa.Date `json:"date"`
}

// predecessors are the earlier texts of the series that an edition belongs
// to, the last first: of the same kind and issuer, or of the same kind where
// no issuer is known.
func (l *Library) predecessors(e *tifa.Edition, f concordance.Filter) []*concordance.Doc {
	if e.Kind == "" {
		return nil // the last text of an issuer is no series
	}
	f.Kind, f.Issuer = e.Kind, e.Issuer
	var out []*concordance.Doc
	l.index.Docs(func(d *concordance.Doc) bool {
		if f.Fits(d) {
			out = append(out, d)
		}
		return true
	})
	slices.SortFunc(out, func(a, b *concordance.Doc) int {
		return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(b.Edition, a.Edition))
	})
	return out
}

// dateOf is the date before which other texts are earlier: the one stated,
// else the text's own, else today; guessed unless a person stated it.
func (l *Library) dateOf(e *tifa.Edition, stated tifa.Date) (d tifa.Date, guessed bool) {
	if !stated.IsZero() {
		return stated, false
	}
	if e.Date.IsZero() {
		return tifa.DateOf(l.o.Now()), true
	}
	for _, field := range e.Guessed {
		guessed = guessed || field == "date"
	}
	return e.Date, guessed
}

// Enough is how many earlier texts an answer should stand on.
const Enough = 20

// thin says why an answer stands on too few texts; empty if it does not.
func (l *Library) thin(f concordance.Filter, issuer string, texts int) string {
	if texts < Enough {
		return fmt.Sprintf("new here means new among %s", plural(texts, "text"))
	}
	if f.Issuer == "" && issuer != "" {
		f.Issuer = issuer
		if l.index.Coverage(f).Editions == 0 {
			return fmt.Sprintf("none of the %d earlier texts is by %s", texts, issuer)
		}
	}
	return ""
}

func plural(n int, noun string) string {
	if n == 1 {
		return fmt.Sprintf("%d %s", n, noun)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
