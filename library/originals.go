package library

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"tifa"
	"tifa/bitext"
	"tifa/concordance"
	"tifa/evidence"
	"tifa/text"
)

// MostSought is for how many quotations of a report originals are looked for:
// each takes some 10 ms. LongestSought is how long a passage is that Originals
// takes, in code points.
const (
	MostSought    = 40
	LongestSought = 1000
)

// The limits of the search for what a translated quotation was translated
// from.
const (
	mostClues      = 24   // words of a quotation that are looked up
	commonClue     = 4000 // occurrences in the library beyond which a word is no clue
	mostCandidates = 120  // sentences that are looked at word by word
	mostOriginals  = 3
	leastOriginal  = .4 // score
	ownExplained   = .2 // weight of the share of the sentence that the quotation explains
)

// Originals finds the sentences in other languages that a passage may
// translate, the best first. They are candidates: nothing says that the
// original is among them.
// The language of the passage is told from its words where lang is empty.
func (l *Library) Originals(ctx context.Context, passage, lang string) ([]evidence.Original, error) {
	if n := utf8.RuneCountInString(passage); n > LongestSought {
		return nil, fmt.Errorf("the passage has %d characters, and originals are looked for up to %d; ask for a part of it: %w", n, LongestSought, tifa.ErrUsage)
	}
	lang = cmp.Or(lang, text.Detect(passage))
	all, err := l.seekers(ctx, lang)
	if err != nil {
		return nil, err
	}
	return originalsOf(ctx, all, passage)
}

// originals finds for the quotations that no text has the sentences in other
// languages that they may translate.
func (l *Library) originals(ctx context.Context, c *Checked) error {
	var lost []*evidence.Quotation
	for i := range c.Quotations {
		if q := &c.Quotations[i]; q.Verdict == evidence.NotFound {
			lost = append(lost, q)
		}
	}
	if len(lost) == 0 {
		return nil
	}
	if n := len(lost) - MostSought; n > 0 {
		c.Summary.Unsought = n
		lost = lost[:MostSought]
	}
	all, err := l.seekers(ctx, c.Lang)
	for i := 0; i < len(lost) && err == nil; i++ {
		lost[i].Originals, err = originalsOf(ctx, all, lost[i].Quote)
	}
	return err
}

// originalsOf are the best of what all languages have for a passage.
func originalsOf(ctx context.Context, all []*seeker, passage string) ([]evidence.Original, error) {
	out := []evidence.Original{}
	for _, s := range all {
		found, err := s.originals(ctx, passage)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.SortStableFunc(out, func(a, b evidence.Original) int { return cmp.Compare(b.Score, a.Score) })
	return out[:min(len(out), mostOriginals)], nil
}

// seeker looks in the texts of one language for what passages in another may
// translate.
type seeker struct {
	l      *Library
	finder *bitext.Finder
	into   string // base language
}

// seekers look from one language into each of the others that bitexts taught
// something of.
func (l *Library) seekers(ctx context.Context, from string) ([]*seeker, error) {
	from = tifa.BaseLang(from)
	var out []*seeker
	for _, into := range l.otherLangs(from, "") {
		r, err := l.reading(ctx, from, into)
		if err != nil {
			return nil, err
		}
		if learnt := r.corpus.stored.Lexicon; learnt != nil {
			out = append(out, &seeker{l: l, finder: bitext.NewFinder(from, into, learnt, r.corpus.resources), into: into})
		}
	}
	return out, nil
}

// sentenceAt is a sentence of a text of the index.
type sentenceAt struct {
	segment *concordance.Segment
	doc     int // of the segment
	n       int
}

func (s sentenceAt) of() *concordance.Doc { return &s.segment.Docs[s.doc] }

// compare orders by date, edition and place.
func (s sentenceAt) compare(t sentenceAt) int {
	a, b := s.of(), t.of()
	return cmp.Or(compareDates(a.Date, b.Date), cmp.Compare(a.Edition, b.Edition), cmp.Compare(s.n, t.n))
}

// originals are the sentences that explain a passage best.
func (s *seeker) originals(ctx context.Context, passage string) ([]evidence.Original, error) {
	found, err := s.candidates(ctx, passage)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	texts, sentences := make([]*tifa.Text, len(found)), make([]string, len(found))
	for i, at := range found {
		d := at.of()
		if texts[i], err = s.l.text(ctx, &tifa.Edition{Address: d.Edition, Version: d.Version}); err != nil {
			return nil, err
		}
		sentences[i] = texts[i].Sentence(at.n)
	}
	explained, own := s.finder.Explains(passage, sentences)
	score := func(i int) float64 { return (explained[i] + ownExplained*own[i]) / (1 + ownExplained) }
	var best []int
	for i := range found {
		if score(i) >= leastOriginal {
			best = append(best, i)
		}
	}
	slices.SortFunc(best, func(i, j int) int {
		return cmp.Or(cmp.Compare(round(score(j)), round(score(i))), found[i].compare(found[j]))
	})
	var out []evidence.Original
	for _, i := range best[:min(len(best), mostOriginals)] {
		e, err := s.l.store.Edition(ctx, found[i].of().Edition)
		if err != nil {
			return nil, err
		}
		if e.Version != found[i].of().Version {
			continue // replaced just now
		}
		t := texts[i]
		out = append(out, evidence.Original{
			Attestation: attest(&e, t, t.Sentences[found[i].n-1]), Lang: e.Lang, Explained: round(explained[i]), Score: round(score(i)),
		})
	}
	return out, nil
}

// candidates are the sentences with the rarest and likeliest words for those
// of a passage, the best first.
func (s *seeker) candidates(ctx context.Context, passage string) ([]sentenceAt, error) {
	clues := s.finder.Clues(passage)
	score := map[sentenceAt]float64{}
	for _, c := range clues[:min(len(clues), mostClues)] {
		best := map[sentenceAt]float64{}
		for _, o := range c.Options {
			found, err := s.with(ctx, o)
			if err != nil {
				return nil, err
			}
			weight := math.Sqrt(o.Share) * math.Log(float64(commonClue+1)/float64(len(found))+1)
			for _, at := range found {
				best[at] = max(best[at], weight)
			}
		}
		for at, w := range best {
			score[at] += w
		}
	}
	// Thousands of sentences have one of the words; few can be among the best,
	// and the order of the others is of no use.
	var out []sentenceAt
	compare := func(a, b sentenceAt) int { return cmp.Or(cmp.Compare(score[b], score[a]), a.compare(b)) }
	for at, w := range score {
		if len(out) == mostCandidates && w < score[out[mostCandidates-1]] {
			continue
		}
		i, _ := slices.BinarySearchFunc(out, at, compare)
		out = slices.Insert(out, i, at)
		out = out[:min(len(out), mostCandidates)]
	}
	return out, nil
}

// with are the sentences in which an option occurs, once for each occurrence;
// none of an option that is no clue.
func (s *seeker) with(ctx context.Context, o bitext.ClueOption) ([]sentenceAt, error) {
	q := concordance.Literal(o.Text)
	if o.Begins {
		var err error
		if q, err = concordance.Parse(o.Text+"*", concordance.DefaultGap, 0); err != nil {
			return nil, nil //nolint:nilerr // no word: a sign
		}
	}
	// To count in all texts takes a few binary searches; to list the uses of a
	// common word does not.
	n, err := s.l.index.Occurrences(ctx, q, concordance.Filter{})
	if err != nil || n == 0 || n > commonClue {
		return nil, err
	}
	var out []sentenceAt
	err = s.l.index.Each(ctx, q, func(h concordance.Hit) bool {
		if tifa.BaseLang(h.Info().Lang) == s.into {
			out = append(out, sentenceAt{h.Segment, h.Doc, h.Segment.SentenceOf(h.Doc, h.From)})
		}
		return true
	})
	return out, err
}
