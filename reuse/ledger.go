package reuse

import (
	"context"
	"slices"

	"tifa"
	"tifa/concordance"
	"tifa/text"
)

// Class tells what the earlier texts make of a sentence.
type Class string

// The classes of sentences.
const (
	New       Class = "new"
	Adapted   Class = "adapted"
	Inherited Class = "inherited"
	Short     Class = "short" // too short to say, or a heading
)

// Thresholds are the limits between the classes. They are printed with the
// answer.
type Thresholds struct {
	Similarity   float64 `json:"similarity"`    // from which a sentence can be adapted
	RunChars     int     `json:"run_chars"`     // shared run of an adapted sentence, in characters of scripts without spaces
	RunWords     int     `json:"run_words"`     // the same in words
	ShortChars   int     `json:"short_chars"`   // a sentence below is short
	ShortWords   int     `json:"short_words"`   // the same in words
	Tie          float64 `json:"tie"`           // among ancestors whose similarity differs less the earliest wins
	Boilerplate  int     `json:"boilerplate"`   // texts in which boilerplate stands at least …
	OneIn        int     `json:"one_in"`        // … and at least one text in so many
	SeedChars    int     `json:"seed_chars"`    // shortest seed
	SeedWords    int     `json:"seed_words"`    // the same in words
	SeedFrequent int     `json:"seed_frequent"` // a seed is extended until it occurs at most so often
}

// DefaultThresholds are those of the design.
func DefaultThresholds() Thresholds {
	return Thresholds{
		Similarity: .5, RunChars: 8, RunWords: 5, ShortChars: 4, ShortWords: 3, Tie: .02,
		Boilerplate: 8, OneIn: 50, SeedChars: 4, SeedWords: 2, SeedFrequent: 16,
	}
}

// Options say what a text is held against.
type Options struct {
	Lang       string             // of the text
	Date       tifa.Date          // of the text: what is certainly earlier counts
	Work       string             // of the text; ancestors of the same work are marked
	Version    string             // hash of the text, which is never its own ancestor
	Filter     concordance.Filter // which texts count at all; its Before is not used
	Thresholds Thresholds
	// Progress, if not nil, is told how many sentences are done.
	Progress func(done, total int)
}

// Sentence is a line of the ledger.
type Sentence struct {
	N            int                `json:"n"`
	Class        Class              `json:"class"`
	Text         string             `json:"text"`
	Ancestor     *tifa.Attestation  `json:"ancestor"`
	Similarity   float64            `json:"similarity"`
	Edits        []tifa.Edit        `json:"edits"`
	Boilerplate  bool               `json:"boilerplate"`
	LaterUses    int                `json:"later_uses"` // later editions with the same words
	SameWork     bool               `json:"same_work"`  // the ancestor is an edition of the same work
	Contemporary []tifa.Attestation `json:"contemporary"`
}

// Ledger holds every sentence of t against the earlier texts of the index.
func Ledger(ctx context.Context, x *concordance.Index, t *tifa.Text, o Options) ([]Sentence, error) {
	l := &ledger{x: x, t: t, o: o}
	l.prepare()
	out := make([]Sentence, len(t.Sentences))
	for i, span := range t.Sentences {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s, err := l.sentence(i, span)
		if err != nil {
			return nil, err
		}
		out[i] = s
		if o.Progress != nil {
			o.Progress(i+1, len(t.Sentences))
		}
	}
	return out, nil
}

// standing is where a text of the index stands in time to the one at hand.
type standing uint8

const (
	excluded standing = iota
	undecided
	earlier
	later
)

// ledger is the work on one text.
type ledger struct {
	x     *concordance.Index
	t     *tifa.Text
	o     Options
	parts []part
	many  int // texts from which a sentence is boilerplate
}

// part is a segment of the index as this ledger sees it.
type part struct {
	*concordance.Segment
	standing []standing // of each text
	earlier  int        // how many are earlier
}

func (l *ledger) prepare() {
	l.o.Filter.NotText = l.o.Version
	l.o.Filter.Before = tifa.Date{}
	count := 0
	for _, s := range l.x.Segments(l.o.Lang) {
		p := part{Segment: s, standing: make([]standing, len(s.Docs))}
		for i := range s.Docs {
			d := &s.Docs[i]
			switch {
			case !l.o.Filter.Fits(d):
			case d.Earlier(l.o.Date):
				p.standing[i] = earlier
				p.earlier++
			case d.Later(l.o.Date):
				p.standing[i] = later
			default:
				p.standing[i] = undecided
			}
		}
		count += p.earlier
		l.parts = append(l.parts, p)
	}
	l.many = max(l.o.Thresholds.Boilerplate, count/l.o.Thresholds.OneIn)
}

// sentence is the line of the ledger for sentence i.
func (l *ledger) sentence(i int, span tifa.Span) (Sentence, error) {
	s := Sentence{N: i + 1, Class: New, Text: span.Of(l.t.Body), Edits: []tifa.Edit{}, Contemporary: []tifa.Attestation{}}
	tokens := trimMarks(text.Tokens(s.Text))
	heading := l.t.Blocks[l.t.BlockAt(span.Start)].Kind == tifa.Heading
	if heading || weight(tokens, l.o.Thresholds.ShortChars, l.o.Thresholds.ShortWords) < 1 {
		s.Class = Short
		return s, nil
	}
	found := l.exact(tokens)
	s.LaterUses = len(found.later)
	s.Boilerplate = len(found.earlier) >= l.many
	best := found.first
	if best == nil {
		candidates := l.candidates(tokens)
		if len(found.undecided) == 0 { // else the sentence itself stands there
			found.undecided = l.choose(tokens, candidates, undecided)
		}
		if chosen := l.choose(tokens, candidates, earlier); len(chosen) > 0 {
			best = &chosen[0]
		}
	}
	if best == nil {
		for _, m := range found.undecided {
			a, err := l.attest(m)
			if err != nil {
				return s, err
			}
			s.Contemporary = append(s.Contemporary, a)
		}
		return s, nil
	}
	a, err := l.attest(*best)
	if err != nil {
		return s, err
	}
	s.Ancestor = &a
	s.Similarity = best.similarity
	s.Class = Adapted
	if best.distance == 0 {
		s.Class = Inherited
	}
	s.SameWork = l.o.Work != "" && best.info().Work == l.o.Work
	s.Edits = Edits(a.Quote, s.Text)
	s.Boilerplate = s.Boilerplate || l.formulaic(tokens)
	return s, nil
}

// match is a stretch of a text of the index that a sentence is like.
type match struct {
	part       *part
	doc        int
	from, to   int // positions, end exclusive
	distance   int
	similarity float64
}

func (m match) info() *concordance.Doc { return &m.part.Docs[m.doc] }

func (l *ledger) attest(m match) (tifa.Attestation, error) {
	return l.x.Attest(concordance.Hit{Segment: m.part.Segment, Doc: m.doc, From: m.from, To: m.to})
}

// older orders matches by date, then as texts and positions do.
func older(a, b match) int {
	return concordance.CompareHits(
		concordance.Hit{Segment: a.part.Segment, Doc: a.doc, From: a.from, To: a.to},
		concordance.Hit{Segment: b.part.Segment, Doc: b.doc, From: b.from, To: b.to})
}

// trimMarks drops punctuation at both ends.
func trimMarks(ts []text.Token) []text.Token {
	for len(ts) > 0 && ts[0].Kind == text.Mark {
		ts = ts[1:]
	}
	for len(ts) > 0 && ts[len(ts)-1].Kind == text.Mark {
		ts = ts[:len(ts)-1]
	}
	return ts
}

// weight measures tokens by two limits, one for characters and one for words:
// it is at least 1 where they are enough.
func weight(ts []text.Token, chars, words int) float64 {
	c, w := 0, 0
	for _, t := range ts {
		switch t.Kind {
		case text.Char:
			c++
		case text.Word:
			w++
		}
	}
	return float64(c)/float64(chars) + float64(w)/float64(words)
}

// exactly is where a sentence stands word for word, with its punctuation.
type exactly struct {
	first          *match          // the earliest of the earlier
	earlier, later map[string]bool // editions
	undecided      []match
}

// exact looks the sentence up as a phrase.
func (l *ledger) exact(tokens []text.Token) exactly {
	e := exactly{earlier: map[string]bool{}, later: map[string]bool{}}
	for i := range l.parts {
		p := &l.parts[i]
		lo, hi := p.Sorted.Range(p.Encode(tokens))
		for rank := lo; rank < hi; rank++ {
			pos := int(p.SA.At(rank))
			doc := p.DocOf(pos)
			m := match{part: p, doc: doc, from: pos, to: pos + len(tokens), similarity: 1}
			switch p.standing[doc] {
			case earlier:
				e.earlier[m.info().Edition] = true
				if e.first == nil || older(m, *e.first) < 0 {
					e.first = &m
				}
			case later:
				e.later[m.info().Edition] = true
			case undecided:
				e.undecided = append(e.undecided, m)
			}
		}
	}
	slices.SortFunc(e.undecided, older)
	return e
}
