package library

import (
	"context"
	"fmt"
	"time"

	"tifa"
	"tifa/concordance"
	"tifa/reuse"
)

// Later is what later texts made of a sentence.
type Later struct {
	Address string `json:"address"`
	Quote   string `json:"quote"`
	reuse.Afterlife
	Thresholds reuse.Thresholds `json:"thresholds"`
	Coverage   tifa.Coverage    `json:"coverage"` // of the texts from its date on
}

// Later finds the later texts that use a sentence, word for word or reworded.
// Whether an adaptation is of this sentence and not of another earlier one is
// looked up for as long as within; 0 is for as long as it takes.
func (l *Library) Later(ctx context.Context, address string, within time.Duration) (*Later, error) {
	a, err := tifa.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	if a.From == 0 || a.From != a.To {
		return nil, fmt.Errorf("%q names no single sentence: write gwr-2015.zh:s42: %w", address, tifa.ErrUsage)
	}
	e, t, err := l.edition(ctx, address)
	if err != nil {
		return nil, err
	}
	if a.From > len(t.Sentences) {
		return nil, noSentence(address, t)
	}
	return l.LaterOf(ctx, &e, a.From, t.Sentence(a.From), within)
}

// LaterOf is Later of sentence n of an edition, whose words the caller has.
func (l *Library) LaterOf(ctx context.Context, e *tifa.Edition, n int, sentence string, within time.Duration) (*Later, error) {
	date, guessed := l.dateOf(e, tifa.Date{})
	langs := []string{tifa.BaseLang(e.Lang)}
	found, err := reuse.Later(ctx, l.index, sentence, n, reuse.Options{
		Lang: e.Lang, Date: date, Work: e.Work, Version: e.Version,
		Filter: concordance.Filter{Langs: langs}, Thresholds: reuse.DefaultThresholds(),
	}, within)
	if err != nil {
		return nil, err
	}
	out := &Later{
		Address: tifa.SentenceAddress(e.Pinned(), n, n), Quote: sentence, Afterlife: *found, Thresholds: reuse.DefaultThresholds(),
		Coverage: l.index.Coverage(concordance.Filter{Langs: langs, From: date}),
	}
	if guessed {
		out.Coverage.Guessed = append([]string{e.Address}, out.Coverage.Guessed...)
	}
	return out, nil
}
