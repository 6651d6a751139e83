package library

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
	"tifa/evidence"
	"tifa/extract"
	"tifa/text"
)

// CheckOptions say what the quotations of a text are held against.
type CheckOptions struct {
	Against []string // editions or works; empty: the whole library
	Stated  Stated   // of a file: its language and so on
	Limits  evidence.Limits
	// NoCounterparts leaves out the passages in other languages, for which the
	// library's bitexts must have been aligned.
	NoCounterparts bool
	// NoOriginals leaves out the search for what quotations may translate, which
	// Originals does for one passage.
	NoOriginals bool
}

// Checked is a text whose quotations were held against the library.
type Checked struct {
	evidence.Report
	Text *tifa.Text `json:"-"` // for pages

	// file is the text as it was given, if it is plain text or Markdown in UTF-8,
	// or the text of a Word file.
	file    string
	word    *extract.WordText // of a Word file
	data    []byte            // the Word file
	broken  error             // why its places cannot be read: it came compressed
	changes []change
	// unplaced quotations differ and were not found in the file.
	unplaced int
	// unread differ from passages that have characters which could not be read.
	unread int
	// inside are those that differ, in another that is right or is corrected.
	inside int
	spans  []tifa.Span // of the quotations
	of     []int       // which of what was found each is
}

// Check finds the quotations of a text, an edition or a file, and holds each
// against the library.
func (l *Library) Check(ctx context.Context, arg string, o CheckOptions, in Stdin) (*Checked, error) {
	s, err := l.subject(ctx, arg, o.Stated, in)
	if err != nil {
		return nil, err
	}
	if o.Limits == (evidence.Limits{}) {
		o.Limits = evidence.DefaultLimits()
	}
	if err := tifa.CheckShare(o.Limits.Differs, tifa.LeastShare); err != nil {
		return nil, fmt.Errorf("similarity: %w", err)
	}
	f := concordance.Filter{NotText: s.edition.Version}
	if f.Editions, err = l.against(ctx, o.Against); err != nil {
		return nil, err
	}
	c := &Checked{Text: s.text, Report: evidence.Report{
		Edition: s.edition.Pinned(), Title: s.edition.Title, Date: s.edition.Date, Lang: s.edition.Lang,
		Coverage: l.index.Coverage(f), Against: orEmpty(f.Editions), Limits: o.Limits,
		Quotations: []evidence.Quotation{}, Others: []evidence.Other{}, Unbalanced: []evidence.Unbalanced{},
	}}
	if n := c.Coverage.Editions; n < Enough && len(o.Against) == 0 {
		c.Thin = fmt.Sprintf("not found here means not in %s", plural(n, "text"))
	}
	indented := map[int]bool{}
	switch {
	case isLines(&s.edition) && utf8.Valid(s.data):
		c.file = string(s.data)
		indented = evidence.IndentedIn(c.file, s.text)
	case s.edition.Source.MediaType == extract.WordType && s.data != nil:
		if c.word, c.broken = extract.ReadWordText(ctx, s.data); c.broken == nil {
			c.file, c.data = c.word.Text, s.data
		}
	}
	found, stray := evidence.Find(s.text, indented)
	judged, err := evidence.Judge(ctx, l.index, s.text, found, evidence.Options{Filter: f, Limits: o.Limits, Names: l.titles()})
	if err != nil {
		return nil, err
	}
	p := newPlaces(c, s.text, found)
	// Where the quotations so far end: all of them, and those that are right or
	// are corrected as a whole. What ends before that stands inside one.
	kept, settled := 0, 0
	for i := range found {
		q := &found[i]
		at := p.of(q.Span, i)
		if q.Kind == evidence.IsQuotation && !q.Meant(&judged[i]) {
			continue // the author's own words, for all that is known
		}
		if judged[i].Frame {
			q.Kind, q.Why = evidence.IsFrame, evidence.WhyFrame
		}
		if q.Kind != evidence.IsQuotation {
			n, err := l.other(ctx, q, s.text, f)
			if err != nil {
				return nil, err
			}
			n.At = at
			c.Others = append(c.Others, n)
			continue
		}
		out := quotation(q, &judged[i], s.text, at)
		out.Inner = q.End <= kept
		kept = max(kept, q.End)
		c.change(&judged[i], p.file[i], q.End <= settled)
		if judged[i].Verdict != evidence.NotFound {
			settled = max(settled, q.End)
		}
		c.Quotations = append(c.Quotations, out)
		c.spans, c.of = append(c.spans, q.Span), append(c.of, i)
	}
	for _, x := range stray {
		c.Unbalanced = append(c.Unbalanced, evidence.Unbalanced{Mark: x.Mark, At: p.of(tifa.Span{Start: x.At, End: x.At + len(x.Mark)}, -1)})
	}
	if len(f.Editions) > 0 {
		if err := l.elsewhere(ctx, s, c); err != nil {
			return nil, err
		}
	}
	texts := l.quotedTexts()
	if err := l.around(ctx, c, texts, o.NoCounterparts); err != nil {
		return nil, err
	}
	if err := l.misplaced(ctx, s, c, found, texts); err != nil {
		return nil, err
	}
	if err := l.said(ctx, s, c, found, texts); err != nil {
		return nil, err
	}
	if !o.NoCounterparts && !o.NoOriginals {
		if err := l.originals(ctx, c); err != nil {
			return nil, err
		}
	}
	c.summarise(len(o.Against) > 0)
	return c, nil
}

// titles are what the documents of the index are called, made once for each
// state of it.
func (l *Library) titles() *evidence.Names {
	made, _ := l.names.get(l.index.Record(), func() (*evidence.Names, error) { return evidence.NewNames(l.index), nil }) // does not fail
	return made
}

// against finds the editions that quotations are held against. A bare work
// means all its editions.
func (l *Library) against(ctx context.Context, names []string) ([]string, error) {
	var out []string
	for _, name := range names {
		found := false
		l.index.Docs(func(d *concordance.Doc) bool {
			if d.Work == name {
				out, found = append(out, d.Edition), true
			}
			return true
		})
		if found {
			continue
		}
		address, err := l.presentAddress(ctx, name)
		if err != nil {
			return nil, err
		}
		out = append(out, address)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// isLines says whether an edition was read from a text with lines.
func isLines(e *tifa.Edition) bool {
	return e.Source.MediaType == "text/plain" || e.Source.MediaType == "text/markdown"
}

// quotation puts together what is told of a quotation.
func quotation(f *evidence.Found, g *evidence.Judgement, t *tifa.Text, at evidence.At) evidence.Quotation {
	q := evidence.Quotation{
		Quote: f.Of(t.Body), At: at, Form: f.Form, Inner: f.Inner, Verdict: g.Verdict, Marks: g.Marks, Passages: g.Passages,
		Editions: g.Editions, Nearest: g.Nearest, Similarity: round(g.Similarity), Edits: g.Edits, Altered: g.Altered, Elided: g.Elided,
		Notes: g.Notes, Alternatives: alternatives(g.Alternatives), Counterparts: []evidence.Counterpart{}, Originals: []evidence.Original{}, Fixes: []evidence.Replacement{}, Elsewhere: []tifa.Attestation{},
	}
	q.Marks, q.Passages, q.Edits = orEmpty(q.Marks), orEmpty(q.Passages), orEmpty(q.Edits)
	q.Altered, q.Elided, q.Notes = orEmpty(q.Altered), orEmpty(q.Elided), orEmpty(q.Notes)
	if g.Verdict == evidence.Differs && g.Correction != "" {
		q.Correction = &g.Correction
		for _, fix := range g.Fixes {
			start := at.Start + utf8.RuneCountInString(q.Quote[:fix.Start])
			q.Fixes = append(q.Fixes, evidence.Replacement{Start: start, End: start + utf8.RuneCountInString(q.Quote[fix.Start:fix.End]), Text: fix.Text})
		}
	}
	if len(g.Elided) > 0 {
		hidden := make([]string, len(g.Elided))
		for i, e := range g.Elided {
			hidden[i] = e.Hidden
		}
		s := strings.Join(hidden, " … ")
		q.Hidden = &s
	}
	if g.Named.Edition != "" {
		q.Named = &g.Named
	}
	if g.Misattributed != "" {
		q.MisattributedTo = &g.Misattributed
	}
	return q
}

// alternatives are as the report gives numbers.
func alternatives(all []evidence.Alternative) []evidence.Alternative {
	out := make([]evidence.Alternative, len(all))
	for i, a := range all {
		a.Similarity = round(a.Similarity)
		out[i] = a
	}
	return out
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// other counts a title or term.
func (l *Library) other(ctx context.Context, f *evidence.Found, t *tifa.Text, filter concordance.Filter) (evidence.Other, error) {
	out := evidence.Other{Quote: f.Of(t.Body), Kind: f.Kind, Why: f.Why}
	if !slices.ContainsFunc(text.Tokens(out.Quote), func(t text.Token) bool { return t.Kind != text.Break }) {
		return out, nil
	}
	var err error
	out.Count, err = l.index.Occurrences(ctx, concordance.Literal(out.Quote), filter)
	return out, err
}

// elsewhere looks in the whole library for what the editions that a text is
// held against do not have.
func (l *Library) elsewhere(ctx context.Context, s *subject, c *Checked) error {
	var found []evidence.Found
	var of []int
	for i := range c.Quotations {
		if q := &c.Quotations[i]; q.Verdict == evidence.Differs || q.Verdict == evidence.NotFound {
			found = append(found, evidence.Found{Span: c.spans[i], Form: q.Form, Kind: evidence.IsQuotation})
			of = append(of, i)
		}
	}
	judged, err := evidence.Judge(ctx, l.index, s.text, found, evidence.Options{
		Filter: concordance.Filter{NotText: s.edition.Version}, Limits: evidence.Limits{Differs: 2, Nearest: 2}, Names: l.titles(),
	})
	for k := range judged {
		if v := judged[k].Verdict; v == evidence.Exact || v == evidence.Faithful {
			c.Quotations[of[k]].Elsewhere = judged[k].Passages
		}
	}
	return err
}

// summarise counts. Where the text was held against certain editions each
// quotation is said to be from them.
func (c *Checked) summarise(against bool) {
	s := &c.Summary
	for i := range c.Quotations {
		q := &c.Quotations[i]
		switch q.Verdict {
		case evidence.Exact:
			s.Exact++
		case evidence.Faithful:
			s.Faithful++
		case evidence.Differs:
			s.Differs++
		case evidence.NotFound:
			s.NotFound++
			if against || q.Named != nil {
				s.Missed++
			}
		}
		if q.MisattributedTo != nil {
			s.Misattributed++
		}
		if q.Misplaced != nil {
			s.Misplaced++
		}
		if q.Misdated != nil {
			s.Misdated++
		}
		if q.Misspoken != nil {
			s.Misspoken++
		}
	}
	for i := range c.Others {
		switch c.Others[i].Kind {
		case evidence.IsTitle:
			s.Titles++
		case evidence.IsFrame:
			s.Frames++
		case evidence.IsTerm, evidence.IsQuotation:
			s.Terms++
		}
	}
}
