package web

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"

	"tifa"
	"tifa/concordance"
	"tifa/library"
	"tifa/publish"
	"tifa/reuse"
)

// evidence is all that the library knows about one sentence.
type evidence struct {
	Edition  tifa.Edition
	N        int
	Address  string // of the sentence
	Pinned   string // the same, with the version
	Text     string
	Class    reuse.Class // empty while the ledger is being worked out
	Name     string      // of the class
	Mark     string
	Notes    []string // boilerplate, same work
	Ancestor *passage
	Same     int // percent that is the same as the ancestor
	Edits    []publish.Piece
	Runs     []heldRun // pieces of a new sentence that earlier texts have
	Others   []passage // that may be earlier or later

	Uses    []use // of the same words, in order of date
	Earlier int   // of the uses, in texts that are certainly earlier
	Later   int
	More    int // uses that are not shown
	Phrase  string

	Adapted     []adaptation // later sentences that were made of it
	MoreAdapted int          // that are not shown
	Undecided   bool         // of some it is not known whether they were
	LaterJSON   string

	Beads    []evidenceBead
	Aligning *aligningView // more beads come when it is done
	Cited    []library.Cited
	Written  []noteView    // notes on it
	Back     string        // where a form leads back to
	Now      *library.Move // what became of it; of a sentence of a former version
	NowEdits []publish.Piece
	Close    string // the page without the evidence
	Previous string
	Next     string
}

// heldRun is where a piece of a sentence stands first.
type heldRun struct {
	passage
	Texts int // earlier ones that have it
}

// passage is a place in an edition with its words.
type passage struct {
	tifa.Attestation
	Lang string
}

// use is another place where the words of a sentence stand.
type use struct {
	concordance.Line
	Title string
	Lang  string
	When  string // earlier, later, here, or empty where that is undecided
}

// evidenceBead is what stands for a sentence in another edition.
type evidenceBead struct {
	Edition   tifa.Edition
	Sentences []textSentence
	Score     float64
	Locked    bool
	Address   string // of the bead in its own page
}

// adaptation is a later sentence that was made of another.
type adaptation struct {
	passage
	Same  int // percent of the words
	Edits []publish.Piece
	From  *passage // an earlier passage that is closer to it
}

// laterPatience is how long a page looks for what became of a sentence;
// what is not known by then, the JSON says.
const laterPatience = 25 * time.Millisecond

// adaptations finds what later texts made of a sentence.
func (r *Room) adaptations(ctx context.Context, v *evidence, e *tifa.Edition) error {
	later, err := r.library.LaterOf(ctx, e, v.N, v.Text, laterPatience)
	if err != nil {
		return err
	}
	v.Undecided = !later.Complete
	v.LaterJSON = "/api/v1/later?" + url.Values{"address": {v.Address}}.Encode()
	for i := range later.Adaptations {
		if len(v.Adapted) == usesShown {
			v.MoreAdapted = len(later.Adaptations) - usesShown
			break
		}
		a := &later.Adaptations[i]
		x := adaptation{passage: passage{a.Attestation, e.Lang}, Same: publish.PercentOf(a.Similarity), Edits: publish.Pieces(a.Edits)}
		if a.From != nil {
			x.From = &passage{*a.From, e.Lang}
		}
		v.Adapted = append(v.Adapted, x)
	}
	return nil
}

// usesShown is how many uses of a sentence are listed.
const usesShown = 12

// evidence collects what is known of a sentence.
func (r *Room) evidence(ctx context.Context, q *request, s *library.Shown, ledger *library.Ledger, notes map[int][]tifa.Annotation, n int) (*evidence, error) {
	text := s.Sentences[n-1].Text
	v := &evidence{
		Edition: s.Edition, N: n, Text: text, Address: tifa.SentenceAddress(s.Pinned(), n, n),
		Pinned: tifa.SentenceAddress(s.Address+"@"+s.Version[:8], n, n), Close: withParam(q.URL.RequestURI(), "s", ""),
	}
	if n > 1 {
		v.Previous = documentAddress(tifa.SentenceAddress(s.Pinned(), n-1, n-1))
	}
	if n < len(s.Sentences) {
		v.Next = documentAddress(tifa.SentenceAddress(s.Pinned(), n+1, n+1))
	}
	v.Back = fmt.Sprintf("%s#s%d", q.URL.RequestURI(), n)
	if strings.HasPrefix(q.URL.Path, "/at/") { // the script says better where the reader is
		v.Back = documentAddress(v.Address)
	}
	for _, written := range notes[n] {
		v.Written = append(v.Written, r.noteView(written, v.Back))
	}
	if v.Now = s.Sentences[n-1].Now; v.Now != nil && v.Now.State == reuse.Changed {
		v.NowEdits = publish.Pieces(v.Now.Edits)
	}
	if ledger != nil && n <= len(ledger.Sentences) {
		r.classed(q, v, ledger, &ledger.Sentences[n-1])
	}
	if err := r.uses(ctx, v, &s.Edition); err != nil {
		return nil, err
	}
	if err := r.adaptations(ctx, v, &s.Edition); err != nil {
		return nil, err
	}
	if err := r.beads(ctx, q, v, s); err != nil {
		return nil, err
	}
	c, err := r.library.Cite(ctx, v.Address)
	if err != nil {
		return nil, err
	}
	v.Cited = c.Citations
	return v, nil
}

// classed says what the ledger has of a sentence.
func (r *Room) classed(q *request, v *evidence, l *library.Ledger, s *reuse.Sentence) {
	v.Class, v.Mark, v.Name = s.Class, markOf(s.Class), r.sets[q.settings.Lang].saying.Class(s.Class)
	if s.Boilerplate {
		v.Notes = append(v.Notes, r.say(q, "evidence.boilerplate"))
	}
	if s.SameWork {
		v.Notes = append(v.Notes, r.say(q, "evidence.same-work"))
	}
	if s.Ancestor != nil {
		v.Ancestor = &passage{*s.Ancestor, l.Lang}
		v.Same = publish.PercentOf(s.Similarity)
		if s.Class != reuse.Inherited { // there only punctuation can differ
			v.Edits = publish.Pieces(s.Edits)
		}
	}
	for _, x := range s.Runs {
		v.Runs = append(v.Runs, heldRun{passage{x.First, l.Lang}, x.Texts})
	}
	for _, a := range s.Contemporary {
		v.Others = append(v.Others, passage{a, l.Lang})
	}
}

// uses finds the same words elsewhere.
func (r *Room) uses(ctx context.Context, v *evidence, e *tifa.Edition) error {
	v.Phrase = strings.TrimFunc(v.Text, func(c rune) bool { return unicode.IsPunct(c) || unicode.IsSpace(c) })
	if v.Phrase == "" || strings.Contains(v.Phrase, "*") { // which would stand for other words
		return nil
	}
	q := library.Query{Phrase: `"` + v.Phrase + `"`, Filter: concordance.Filter{Langs: []string{tifa.BaseLang(e.Lang)}}}
	count, err := r.library.Count(ctx, q)
	if err != nil {
		return nil //nolint:nilerr // words that are no query, such as a lone *, have no uses to show
	}
	about := map[string]*tifa.Edition{}
	all, err := r.library.List(ctx, concordance.Filter{})
	if err != nil {
		return err
	}
	for i := range all {
		about[all[i].Address] = &all[i]
	}
	err = r.library.Search(ctx, q, library.SearchOptions{Context: 60, Limit: usesShown}, func(l concordance.Line) error {
		u := use{Line: l, Lang: e.Lang}
		if o := about[l.Edition]; o != nil {
			u.Title, u.Lang = o.Title, o.Lang
		}
		switch {
		case l.Edition == e.Address:
			u.When = "here"
		case l.Date.Before(e.Date):
			u.When = "earlier"
			v.Earlier++
		case e.Date.Before(l.Date):
			u.When = "later"
			v.Later++
		}
		v.Uses = append(v.Uses, u)
		return nil
	})
	v.More = count.Count.Count - len(v.Uses)
	if len(v.Uses) == 1 && v.Uses[0].When == "here" {
		v.Uses = nil
	}
	return err
}

// beads finds what stands for a sentence in the other languages.
func (r *Room) beads(ctx context.Context, q *request, v *evidence, s *library.Shown) error {
	partners, err := r.library.Counterparts(ctx, s.Address)
	if err != nil {
		return err
	}
	for _, p := range partners {
		bitext, err := r.library.Beads(ctx, s.Pinned(), p.Address)
		if waiting := r.aligning(q, err); waiting != nil {
			waiting.Again = documentAddress(v.Address)
			v.Aligning = waiting
			continue
		}
		if err != nil {
			return err
		}
		for _, b := range bitext.Beads {
			if !holds(b.Src, v.N) {
				continue
			}
			e := evidenceBead{Edition: p, Score: b.Score, Locked: b.Locked}
			for _, n := range b.Tgt {
				e.Sentences = append(e.Sentences, textSentence{N: n, Text: bitext.Texts.Tgt.Sentence(n), Lang: p.Lang, Edition: p.Address})
			}
			v.Beads = append(v.Beads, e)
		}
	}
	return nil
}

func holds(run []int, n int) bool {
	return len(run) > 0 && run[0] <= n && n <= run[len(run)-1]
}

// evidenceFragment is the evidence of one sentence alone.
func (r *Room) evidenceFragment(ctx context.Context, q *request) (reply, error) {
	s, err := r.shown(ctx, q)
	if err != nil {
		return reply{}, err
	}
	n, err := q.sentence(s)
	if err != nil {
		return reply{}, err
	}
	if n == 0 {
		return reply{}, usage("say the sentence: ?s=42")
	}
	ledger, _, err := r.ledger(ctx, q, &s.Edition, 2*patience)
	if err != nil {
		return reply{}, err
	}
	notes, err := r.notesOn(ctx, &s.Edition)
	if err != nil {
		return reply{}, err
	}
	v := &documentView{Edition: s.Edition, Self: s.Pinned()}
	if v.Selected, err = r.evidence(ctx, q, s, ledger, notes, n); err != nil {
		return reply{}, err
	}
	v.Selected.Close = "/" + s.Pinned()
	return page("document#evidence", v)
}
