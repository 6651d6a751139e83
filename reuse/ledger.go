package reuse

import (
	"context"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"golang.org/x/sync/errgroup"

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
	Short     Class = "short" // too short to say, a heading, or a date alone
)

// Thresholds are the limits between the classes. They are printed with the
// answer.
type Thresholds struct {
	Similarity   float64 `json:"similarity"`    // from which a sentence can be adapted
	RunChars     int     `json:"run_chars"`     // shared run of an adapted sentence, in characters of scripts without spaces
	RunWords     int     `json:"run_words"`     // the same in words
	OneRun       float64 `json:"one_run"`       // below, one shared run alone must be a whole clause of the earlier text
	ShortChars   int     `json:"short_chars"`   // a sentence below is short
	ShortWords   int     `json:"short_words"`   // the same in words
	Tie          float64 `json:"tie"`           // among ancestors whose similarity differs less the earliest wins
	Boilerplate  int     `json:"boilerplate"`   // texts in which boilerplate stands at least …
	OneIn        int     `json:"one_in"`        // … and at least one text in so many
	SeedChars    int     `json:"seed_chars"`    // shortest seed
	SeedWords    int     `json:"seed_words"`    // the same in words
	SeedFrequent int     `json:"seed_frequent"` // a seed is extended until it occurs at most so often
}

// DefaultThresholds are those of the design; OneRun was found by reading
// ledgers of work reports (BENCHMARKS.md).
func DefaultThresholds() Thresholds {
	return Thresholds{
		Similarity: .5, RunChars: 8, RunWords: 5, OneRun: .75, ShortChars: 4, ShortWords: 3, Tie: .02,
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
	Runs       bool  // pieces of new sentences are looked for
	Only       []int // the numbers of the sentences that are asked for, ascending; nil: all
	// Progress, if not nil, is told how many sentences are done: every number
	// from 1 to total once, in this order, by one goroutine at a time.
	Progress func(done, total int)

	whenever bool // every text counts as earlier
}

// Sentence is a line of the ledger.
type Sentence struct {
	N     int    `json:"n"`
	Class Class  `json:"class"`
	Text  string `json:"text"`
	// Ancestor is the best stretch of an earlier text, widened to parts of the
	// sentence that stand near it in another order.
	Ancestor     *tifa.Attestation  `json:"ancestor"`
	Similarity   float64            `json:"similarity"` // to the best stretch
	Edits        []tifa.Edit        `json:"edits"`
	Runs         []Run              `json:"runs"` // of a new one: pieces that earlier texts have word for word
	Boilerplate  bool               `json:"boilerplate"`
	LaterUses    int                `json:"later_uses"` // later editions with the same words
	SameWork     bool               `json:"same_work"`  // the ancestor is an edition of the same work
	Contemporary []tifa.Attestation `json:"contemporary"`
	// Rendering is left to those who know of translations.
	Rendering *tifa.Rendering `json:"rendering"`
}

// Ledger holds the sentences of t against the earlier texts of the index.
func Ledger(ctx context.Context, x *concordance.Index, t *tifa.Text, o Options) ([]Sentence, error) {
	sc := newScope(x, t, o)
	asked := o.Only
	if asked == nil {
		asked = make([]int, len(t.Sentences))
		for i := range asked {
			asked[i] = i + 1
		}
	}
	out := make([]Sentence, len(asked))
	spans := sc.sentences()
	var next atomic.Int64
	var mu sync.Mutex // guards done and the calls of Progress
	done := 0
	tell := func() {
		mu.Lock()
		defer mu.Unlock()
		done++
		o.Progress(done, len(out))
	}
	g, ctx := errgroup.WithContext(ctx)
	for range min(runtime.GOMAXPROCS(0), len(out)) {
		g.Go(func() (err error) {
			defer concordance.Recover(&err)
			f := newFinder(sc)
			for {
				i := int(next.Add(1)) - 1
				if i >= len(out) {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				var err error
				n := asked[i] - 1
				if out[i], err = f.sentence(n, spans[n]); err != nil {
					return err
				}
				if o.Progress != nil {
					tell()
				}
			}
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return out, nil
}

// sentence is the line of the ledger for sentence i, whose tokens are those
// of span.
func (f *finder) sentence(i int, span run) (Sentence, error) {
	t, th := f.text, f.o.Thresholds
	s := Sentence{N: i + 1, Class: New, Text: t.Sentence(i + 1), Edits: []tifa.Edit{}, Runs: []Run{}, Contemporary: []tifa.Attestation{}}
	kind := t.Blocks[t.BlockAt(t.Sentences[i].Start)].Kind
	if kind == tifa.Heading || kind == tifa.Credit || weight(f.tokens[span.from:span.to], th.ShortChars, th.ShortWords) < 1 || onlyDate(f.lang, s.Text) {
		s.Class = Short
		return s, nil
	}
	found := f.exact(span)
	s.LaterUses = found.later
	s.Boilerplate = found.earlier >= f.many
	best := found.first
	if best == nil {
		best = f.closest(span, earlier, nil)
	}
	if best == nil {
		if len(found.undecided) == 0 && f.texts[undecided] > 0 {
			f.closest(span, undecided, &found.undecided)
		}
		for _, m := range found.undecided {
			a, err := f.attest(m)
			if err != nil {
				return s, err
			}
			s.Contemporary = append(s.Contemporary, a)
		}
		var err error
		if f.o.Runs {
			s.Runs, err = f.runs(span)
		}
		return s, err
	}
	a, err := f.attest(f.withMarks(*best, s.Text))
	if err != nil {
		return s, err
	}
	s.Ancestor = &a
	s.Similarity = best.similarity
	s.Class = Adapted
	if best.distance == 0 {
		s.Class = Inherited
	}
	s.SameWork = f.o.Work != "" && f.doc(*best).Work == f.o.Work
	s.Edits = Edits(a.Quote, s.Text)
	s.Boilerplate = s.Boilerplate || f.formulaic(span)
	return s, nil
}

// withMarks widens a match to the punctuation at both ends of a sentence
// where the same stands round the match, so that a full stop that was there
// does not look new.
func (f *finder) withMarks(m match, sentence string) match {
	p := &f.parts[m.part]
	first, end := p.Positions(m.doc)
	marks := text.Tokens(sentence)
	lead, trail := 0, len(marks)
	for lead < len(marks) && !spoken(marks[lead].Kind) {
		lead++
	}
	for trail > lead && !spoken(marks[trail-1].Kind) {
		trail--
	}
	for i := trail; i < len(marks) && m.to < end && p.Key(p.Text.At(m.to)) == marks[i].Key; i++ {
		m.to++
	}
	for i := lead; i > 0 && m.from > first && p.Key(p.Text.At(m.from-1)) == marks[i-1].Key; i-- {
		m.from--
	}
	return m
}

// spoken says whether tokens of a kind count as words; the others are
// punctuation and the ends of blocks.
func spoken(k text.Kind) bool { return k == text.Word || k == text.Char }

// onlyDate says whether a sentence is the line of a date: (5 March 2024), which
// no earlier text can have and which says nothing.
func onlyDate(l *text.Language, sentence string) bool {
	const most = 60 // bytes of a date in the words of any language, in brackets
	if len(sentence) > most {
		return false
	}
	days := l.Quantities(sentence)
	at := 0
	for _, q := range days {
		if q.Kind != text.Day || strings.ContainsFunc(sentence[at:q.Start], wordRune) {
			return false
		}
		at = q.End
	}
	return len(days) > 0 && !strings.ContainsFunc(sentence[at:], wordRune)
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

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
