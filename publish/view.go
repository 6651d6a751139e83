package publish

import (
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	"time"

	"tifa"
	"tifa/reuse"
)

//go:embed ledger.html ledger.css ledger.js
var files embed.FS

// view is the ledger as the template reads it: all choices made, all numbers
// in words.
type view struct {
	W      *words
	P      *LedgerPage
	Style  template.CSS
	Script template.JS
	Policy string // content security policy

	Coverage     []string // sentences
	Guessed      string   // heading of the list of editions dated by guess, if it is long
	Shares       []string // sentences
	Legend       []legend
	Strip        strip
	Formulations []formulation
	Further      []formulation // those below the best
	FurtherLabel string
	FurtherStart int
	Dropped      []formulation
	Returned     []formulation
	Contents     []heading
	Groups       []group
	Method       []string
	Made         string
}

type legend struct {
	Class       reuse.Class
	Mark, Label string
	Count       int
	Share       string // empty outside the shares
	Filter      bool   // whether readers would want these sentences alone
}

type formulation struct {
	Phrase, Lang string
	Notes        string
	LastIn       string // goes before Last
	Last         *passage
	Stands       string // goes before Sentences
	Sentences    []int
}

// passage is an attestation as it is quoted.
type passage struct {
	tifa.Attestation
	Lang string
}

type heading struct {
	N     int // of its first sentence
	Level int
	Text  string
}

// group is a run of blocks of one kind.
type group struct {
	Kind   tifa.BlockKind
	Blocks []block
}

type block struct {
	Level     int // of a heading: 1, 2 …
	Sentences []line
}

type line struct {
	reuse.Sentence
	Lang     string
	Mark     string
	Label    string // for those who do not see the mark
	Notes    []string
	Ancestor *ancestor
	Others   string // heading of the contemporary passages
	Passages []passage
	Known    bool // whether anything but the sentence itself is to be shown
}

type ancestor struct {
	passage
	Label   string
	Same    string
	Changes string      // goes before Edits
	Edits   []tifa.Edit // none where the words are the same to the letter
}

// best is how many formulations stand in the open.
const best = 20

// outline is how many headings make a list of contents worth while.
const outline = 3

// shortList is how many editions a sentence can name.
const shortList = 3

// marks tell the classes to the eye without colour.
var marks = map[reuse.Class]string{reuse.New: "●", reuse.Adapted: "◐", reuse.Inherited: "○", reuse.Short: "·"}

func newView(p *LedgerPage, w *words) (*view, error) {
	style, err := files.ReadFile("ledger.css")
	if err != nil {
		return nil, err
	}
	script, err := files.ReadFile("ledger.js")
	if err != nil {
		return nil, err
	}
	v := &view{
		W: w, P: p,
		Style: template.CSS(style), Script: template.JS(script), Policy: policy(script),
		Coverage: w.coverage(&p.Coverage),
		Shares:   w.shares(p.Summary),
		Strip:    newStrip(p.Sentences),
		Method:   w.method(p.Thresholds),
	}
	if len(p.Coverage.Guessed) > shortList {
		v.Guessed = w.ByGuess.of(len(p.Coverage.Guessed))
	}
	v.Made = w.made(p.Version, p.Made)
	v.legend()
	v.formulations()
	v.text()
	return v, nil
}

func (v *view) legend() {
	s := v.P.Summary
	counted := s.New + s.Adapted + s.Inherited
	for _, l := range []legend{
		{Class: reuse.New, Count: s.New}, {Class: reuse.Adapted, Count: s.Adapted},
		{Class: reuse.Inherited, Count: s.Inherited}, {Class: reuse.Short, Count: s.Short},
	} {
		l.Mark, l.Label = marks[l.Class], v.W.Class[l.Class]
		l.Filter = l.Class != reuse.Short
		if l.Filter && counted > 0 {
			l.Share = percent(l.Count, counted)
		}
		v.Legend = append(v.Legend, l)
	}
}

func (v *view) formulations() {
	for _, f := range v.P.Formulations {
		notes := []string{v.W.Times.of(f.Count)}
		if f.Later > 0 {
			notes = append(notes, v.W.TakenUp.of(f.Later))
		}
		v.Formulations = append(v.Formulations, v.formulation(f.Phrase, strings.Join(notes, v.W.Comma), f.Sentences))
	}
	if len(v.Formulations) > best {
		v.Further, v.Formulations = v.Formulations[best:], v.Formulations[:best]
		v.FurtherLabel, v.FurtherStart = v.W.More.of(len(v.Further)), best+1
	}
	for _, d := range v.P.Dropped {
		notes := ""
		if d.Uses > 0 {
			notes = v.W.Predecessors.of(d.Uses)
		}
		v.Dropped = append(v.Dropped, v.formulation(d.Phrase, notes, nil).last(v, d.Last))
	}
	for _, r := range v.P.Returned {
		v.Returned = append(v.Returned, v.formulation(r.Phrase, v.W.Gap.of(r.GapYears), r.Sentences).last(v, r.Last))
	}
}

func (v *view) formulation(phrase, notes string, sentences []int) formulation {
	return formulation{Phrase: phrase, Lang: v.P.Lang, Notes: notes, Stands: v.W.Stands, Sentences: sentences}
}

func (f formulation) last(v *view, a tifa.Attestation) formulation {
	p := v.passage(a)
	f.LastIn, f.Last = v.W.LastIn, &p
	return f
}

// passage gives an attestation its language: that of the texts looked at if
// they are all of one, else what they have in common with the text at hand.
func (v *view) passage(a tifa.Attestation) passage {
	if len(v.P.Coverage.Langs) == 1 {
		return passage{a, v.P.Coverage.Langs[0]}
	}
	return passage{a, tifa.BaseLang(v.P.Lang)}
}

// text sorts the sentences into the blocks of the text.
func (v *view) text() {
	t := v.P.Text
	if t == nil {
		g := group{Kind: tifa.Paragraph}
		for i := range v.P.Sentences {
			g.Blocks = append(g.Blocks, block{Sentences: []line{v.line(&v.P.Sentences[i])}})
		}
		v.Groups = []group{g}
		return
	}
	next := 0
	for i, b := range t.Blocks {
		from := next
		// The last block takes what is left, so that no sentence is lost.
		for next < len(t.Sentences) && (t.Sentences[next].Start < b.End || i == len(t.Blocks)-1) {
			next++
		}
		if next == from {
			continue
		}
		out := block{Level: min(max(b.Level, 1), 4)}
		for j := from; j < next; j++ {
			out.Sentences = append(out.Sentences, v.line(&v.P.Sentences[j]))
		}
		if b.Kind == tifa.Heading {
			v.Contents = append(v.Contents, heading{out.Sentences[0].N, out.Level, b.Of(t.Body)})
		}
		if n := len(v.Groups); n == 0 || v.Groups[n-1].Kind != b.Kind {
			v.Groups = append(v.Groups, group{Kind: b.Kind})
		}
		last := &v.Groups[len(v.Groups)-1]
		last.Blocks = append(last.Blocks, out)
	}
	if len(v.Contents) < outline {
		v.Contents = nil
	}
}

func (v *view) line(s *reuse.Sentence) line {
	l := line{Sentence: *s, Lang: v.P.Lang, Mark: marks[s.Class], Label: fmt.Sprintf(v.W.SentenceNo, s.N, v.W.Class[s.Class])}
	if s.Boilerplate {
		l.Notes = append(l.Notes, v.W.Boilerplate)
	}
	if s.SameWork {
		l.Notes = append(l.Notes, v.W.SameWork)
	}
	if s.LaterUses > 0 {
		l.Notes = append(l.Notes, v.W.LaterUses.of(s.LaterUses))
	}
	if s.Ancestor != nil {
		l.Ancestor = &ancestor{passage: v.passage(*s.Ancestor), Label: v.W.Ancestor, Same: v.W.WordForWord, Changes: v.W.Changes}
		if s.Class != reuse.Inherited {
			l.Ancestor.Same = fmt.Sprintf(v.W.Same, percentOf(s.Similarity))
		}
		if slices.ContainsFunc(s.Edits, func(e tifa.Edit) bool { return e.Op != tifa.Equal }) {
			l.Ancestor.Edits = s.Edits
		}
	}
	if len(s.Contemporary) > 0 {
		l.Others = v.W.Undecided.of(len(s.Contemporary))
		for _, a := range s.Contemporary {
			l.Passages = append(l.Passages, v.passage(a))
		}
	}
	l.Known = l.Ancestor != nil || len(l.Passages)+len(l.Notes) > 0
	return l
}

// percent is a share for reading. What is not nothing is never told as 0 %,
// and what is not all never as 100 %.
func percent(n, of int) string {
	switch {
	case n > 0 && n*200 < of:
		return "< 1 %"
	case n < of && n*200 > of*199:
		return "> 99 %"
	}
	return fmt.Sprintf("%d %%", (n*200+of)/(2*of))
}

// percentOf is a similarity in percent, rounded down: changed words are never
// told as 100 %.
func percentOf(similarity float64) int { return int(similarity*100 + 1e-9) }

// coverage says in sentences what the text was held against.
func (w *words) coverage(c *tifa.Coverage) []string {
	if c.Editions == 0 {
		return append([]string{w.HeldNone}, w.limits(c)...)
	}
	parts := []string{w.Held.of(c.Editions)}
	switch {
	case c.From.IsZero():
	case c.From == c.To:
		parts = append(parts, c.From.String())
	default:
		parts = append(parts, fmt.Sprintf(w.From, c.From, c.To))
	}
	if len(c.Langs) > 0 {
		parts = append(parts, strings.Join(c.Langs, w.Separator))
	}
	return append([]string{strings.Join(parts, w.Comma) + w.Stop}, w.limits(c)...)
}

// limits says what the coverage lacks.
func (w *words) limits(c *tifa.Coverage) []string {
	var out []string
	if !c.Before.IsZero() {
		out = append(out, fmt.Sprintf(w.Before, c.Before))
	}
	if len(c.Gaps) > 0 {
		var runs []string
		for _, g := range c.Gaps {
			if g[0] == g[1] {
				runs = append(runs, g[0])
			} else {
				runs = append(runs, g[0]+"–"+g[1])
			}
		}
		out = append(out, fmt.Sprintf(w.Gaps, strings.Join(runs, w.Separator)))
	}
	if c.Undated > 0 {
		out = append(out, w.Undated.of(c.Undated))
	}
	if len(c.Filters) > 0 {
		var limits []string
		for _, name := range slices.SortedFunc(maps.Keys(c.Filters), cmp.Compare) {
			limits = append(limits, name+" "+c.Filters[name])
		}
		out = append(out, fmt.Sprintf(w.Filters, strings.Join(limits, w.Separator)))
	}
	if n := len(c.Guessed); n > 0 && n <= shortList {
		out = append(out, fmt.Sprintf(w.Guessed, strings.Join(c.Guessed, w.Separator)))
	}
	return out
}

// shares says in sentences how much of the text is new.
func (w *words) shares(s Summary) []string {
	var out []string
	if n := s.New + s.Adapted + s.Inherited; n > 0 {
		out = append(out, fmt.Sprintf(w.Shares, n, s.New, percent(s.New, n),
			s.Adapted, percent(s.Adapted, n), s.Inherited, percent(s.Inherited, n)))
	} else {
		out = append(out, w.NoShares)
	}
	if s.Short > 0 {
		out = append(out, w.Short.of(s.Short))
	}
	return out
}

// method says by which limits the classes were told.
func (w *words) method(t reuse.Thresholds) []string {
	return []string{
		fmt.Sprintf(w.HowShort, t.ShortChars, t.ShortWords),
		w.HowInherited,
		fmt.Sprintf(w.HowAdapted, percentOf(t.Similarity), t.RunChars, t.RunWords),
		w.HowNew,
		fmt.Sprintf(w.HowTie, fmt.Sprintf("%g", t.Tie)),
		fmt.Sprintf(w.HowBoilerplate, t.Boilerplate, t.OneIn),
		w.HowEarlier,
	}
}

// made says with what and when the page was made, as far as that is known.
func (w *words) made(version string, at time.Time) string {
	if at.IsZero() {
		return strings.TrimSpace(fmt.Sprintf(w.Made, version))
	}
	return strings.TrimSpace(fmt.Sprintf(w.Made, version)) + w.Comma + at.UTC().Format(time.DateOnly)
}
