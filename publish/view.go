package publish

import (
	"embed"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"

	"tifa"
	"tifa/lineage"
	"tifa/reuse"
)

//go:embed base.css ledger.html ledger.css ledger.js redline.html redline.css redline.js check.html check.css pack.html
var files embed.FS

// BaseStyle is the style that all pages of tifa share: type and colours.
func BaseStyle() ([]byte, error) { return files.ReadFile("base.css") }

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
	Formulations list
	TakenUp      list
	Dropped      list
	Returned     list
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

// list is a list of formulations, of which only the best stand in the open.
type list struct {
	Best, Rest []formulation
	More       string // goes before Rest
	None       string // stands instead of an empty list
}

type formulation struct {
	Phrase, Lang string
	Notes        string
	LastIn       string // goes before Last
	Last         *passage
	Quoted       bool   // whether the quotation of Last says more than the phrase
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
	Level     int // of a heading, from 1 to 4, or of a nested list item
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
	Rendered *rendered
	Known    bool // whether anything but the sentence itself is to be shown
}

type ancestor struct {
	passage
	Label   string
	Same    string
	Changes string  // goes before Edits
	Edits   []Piece // none where all words are the same
}

// best is how many formulations of a list stand in the open.
const best = 20

// bestTakenUp is the same of those that later texts took up.
const bestTakenUp = 12

// outline is how many headings make a list of contents worth while.
const outline = 3

// shortList is how many editions a sentence can name.
const shortList = 3

// marks tell the classes to the eye without colour.
var marks = map[reuse.Class]string{reuse.New: "●", reuse.Adapted: "◐", reuse.Inherited: "○", reuse.Short: "·"}

func newView(p *LedgerPage, w *words) (*view, error) {
	base, err := BaseStyle()
	if err != nil {
		return nil, err
	}
	style, err := files.ReadFile("ledger.css")
	if err != nil {
		return nil, err
	}
	style = slices.Concat(base, style)
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
		{Class: reuse.New, Count: s.New},
		{Class: reuse.Adapted, Count: s.Adapted},
		{Class: reuse.Inherited, Count: s.Inherited},
		{Class: reuse.Short, Count: s.Short},
	} {
		l.Mark, l.Label = marks[l.Class], v.W.Class[l.Class]
		l.Filter = l.Class != reuse.Short
		if l.Filter && counted > 0 {
			l.Share = Percent(l.Count, counted)
		}
		v.Legend = append(v.Legend, l)
	}
}

func (v *view) formulations() {
	var dropped, returned []formulation
	for _, d := range v.P.Dropped {
		notes := ""
		if d.Uses > 0 {
			notes = v.W.Predecessors.of(d.Uses)
		}
		dropped = append(dropped, v.formulation(d.Phrase, notes, nil).last(v, d.Last))
	}
	for _, r := range v.P.Returned {
		returned = append(returned, v.formulation(r.Phrase, v.W.Gap.of(r.GapYears), r.Sentences).last(v, r.Last))
	}
	v.Formulations, v.TakenUp = v.W.list(v.used(v.P.Formulations), best), v.W.list(v.used(v.P.TakenUp), bestTakenUp)
	v.Dropped, v.Returned = v.W.list(dropped, best), v.W.list(returned, best)
}

// used says of formulations of the text how often and where they are used.
func (v *view) used(all []lineage.Formulation) []formulation {
	var out []formulation
	for _, f := range all {
		notes := v.W.Times.of(f.Count)
		if f.Later > 0 {
			notes += v.W.Comma + v.W.TakenUp.of(f.Later)
		}
		out = append(out, v.formulation(f.Phrase, notes, f.Sentences))
	}
	return out
}

// list shows the first of some formulations, as many as stand in the open.
func (w *words) list(all []formulation, open int) list {
	n := min(len(all), open)
	return list{Best: all[:n], Rest: all[n:], More: w.More.of(len(all) - n), None: w.None}
}

func (v *view) formulation(phrase, notes string, sentences []int) formulation {
	return formulation{Phrase: phrase, Lang: v.P.Lang, Notes: notes, Stands: v.W.Stands.of(len(sentences)), Sentences: sentences}
}

func (f formulation) last(v *view, a tifa.Attestation) formulation {
	p := v.passage(a)
	f.LastIn, f.Last = v.W.LastIn, &p
	f.Quoted = !strings.EqualFold(a.Quote, f.Phrase)
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
	next, top := 0, topLevel(t)
	for i, b := range t.Blocks {
		from := next
		// The last block takes what is left, so that no sentence is lost.
		for next < len(t.Sentences) && (t.Sentences[next].Start < b.End || i == len(t.Blocks)-1) {
			next++
		}
		if next == from {
			continue
		}
		out := block{Level: b.Level}
		if b.Kind == tifa.Heading {
			out.Level = min(b.Level-top, 3) + 1
		}
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

// topLevel is the level of the highest heading of a text. Texts that begin at
// a lower one begin no lower on the page.
func topLevel(t *tifa.Text) int {
	top := math.MaxInt
	for _, b := range t.Blocks {
		if b.Kind == tifa.Heading {
			top = min(top, b.Level)
		}
	}
	return top
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
		if s.Class != reuse.Inherited { // there only punctuation can differ
			l.Ancestor.Same = fmt.Sprintf(v.W.Same, PercentOf(s.Similarity))
			l.Ancestor.Edits = Pieces(s.Edits)
		}
	}
	if len(s.Contemporary) > 0 {
		l.Others = v.W.Undecided.of(len(s.Contemporary))
		for _, a := range s.Contemporary {
			l.Passages = append(l.Passages, v.passage(a))
		}
	}
	l.Rendered = v.rendered(s.Rendering)
	l.Known = l.Ancestor != nil || l.Rendered != nil || len(l.Passages)+len(l.Notes) > 0
	return l
}
