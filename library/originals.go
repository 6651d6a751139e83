package library

import (
	"cmp"
	"context"
	"math"
	"slices"

	"tifa"
	"tifa/bitext"
	"tifa/concordance"
	"tifa/evidence"
)

// The limits of the search for what a translated quotation was translated
// from.
const (
	mostClues      = 24   // words of a quotation that are looked up
	commonClue     = 4000 // occurrences in the library beyond which a word is no clue
	mostCandidates = 120  // sentences that are looked at word by word
	mostOriginals  = 3
	mostSought     = 40 // quotations of a report: each takes some 10 ms
	leastOriginal  = .4 // score
	ownExplained   = .2 // weight of the share of the sentence that the quotation explains
)

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
	if n := len(lost) - mostSought; n > 0 {
		c.Summary.Unsought = n
		lost = lost[:mostSought]
	}
	from := tifa.BaseLang(c.Lang)
	for _, into := range l.otherLangs(from, "") {
		r, err := l.reading(ctx, from, into)
		if err != nil {
			return err
		}
		if r.corpus.stored.Lexicon == nil {
			continue
		}
		f := bitext.NewFinder(from, into, r.corpus.stored.Lexicon, r.corpus.resources)
		for _, q := range lost {
			found, err := l.originalsOf(ctx, f, q.Quote, into)
			if err != nil {
				return err
			}
			q.Originals = append(q.Originals, found...)
		}
	}
	for _, q := range lost {
		slices.SortStableFunc(q.Originals, func(a, b evidence.Original) int { return cmp.Compare(b.Score, a.Score) })
		q.Originals = q.Originals[:min(len(q.Originals), mostOriginals)]
	}
	return nil
}

// sentenceAt is a sentence of a text of the index.
type sentenceAt struct {
	edition string
	n       int
}

// originalsOf are the sentences of one language that explain a quotation best.
func (l *Library) originalsOf(ctx context.Context, f *bitext.Finder, quote, into string) ([]evidence.Original, error) {
	found, err := l.candidates(ctx, f, quote, into)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	texts := map[string]*tifa.Text{}
	editions := map[string]tifa.Edition{}
	sentences := make([]string, len(found))
	for i, at := range found {
		if texts[at.edition] == nil {
			e, t, err := l.edition(ctx, at.edition)
			if err != nil {
				return nil, err
			}
			texts[at.edition], editions[at.edition] = t, e
		}
		sentences[i] = texts[at.edition].Sentence(at.n)
	}
	explained, own := f.Explains(quote, sentences)
	var out []evidence.Original
	for i, at := range found {
		score := (explained[i] + ownExplained*own[i]) / (1 + ownExplained)
		if score < leastOriginal {
			continue
		}
		e, t := editions[at.edition], texts[at.edition]
		out = append(out, evidence.Original{
			Attestation: attest(&e, t, t.Sentences[at.n-1]), Lang: e.Lang, Explained: round(explained[i]), Score: round(score),
		})
	}
	slices.SortStableFunc(out, func(a, b evidence.Original) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), compareAttestations(a.Attestation, b.Attestation))
	})
	return out[:min(len(out), mostOriginals)], nil
}

// candidates are the sentences with the rarest and likeliest words for those
// of a quotation, the best first.
func (l *Library) candidates(ctx context.Context, f *bitext.Finder, quote, into string) ([]sentenceAt, error) {
	clues := f.Clues(quote)
	filter := concordance.Filter{Langs: []string{into}}
	score := map[sentenceAt]float64{}
	for _, c := range clues[:min(len(clues), mostClues)] {
		best := map[sentenceAt]float64{}
		for _, o := range c.Options {
			q := concordance.Literal(o.Text)
			if o.Begins {
				var err error
				if q, err = concordance.Parse(o.Text+"*", concordance.DefaultGap, 0); err != nil {
					continue // no word: a sign
				}
			}
			// To count in all texts takes a few binary searches; to list the uses
			// of a common word does not.
			n, err := l.index.Occurrences(ctx, q, concordance.Filter{})
			if err != nil {
				return nil, err
			}
			if n == 0 || n > commonClue {
				continue
			}
			hits, err := l.index.Hits(ctx, q, filter, concordance.ByDate, 0, n)
			if err != nil {
				return nil, err
			}
			weight := math.Sqrt(o.Share) * math.Log(float64(commonClue+1)/float64(len(hits))+1)
			for _, h := range hits {
				at := sentenceAt{h.Info().Edition, h.Segment.SentenceOf(h.Doc, h.From)}
				best[at] = max(best[at], weight)
			}
		}
		for at, w := range best {
			score[at] += w
		}
	}
	out := make([]sentenceAt, 0, len(score))
	for at := range score {
		out = append(out, at)
	}
	slices.SortFunc(out, func(a, b sentenceAt) int {
		return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(a.edition, b.edition), cmp.Compare(a.n, b.n))
	})
	return out[:min(len(out), mostCandidates)], nil
}
