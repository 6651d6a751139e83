package library

import (
	"context"
	"fmt"
	"strings"

	"tifa"
	"tifa/store"
)

// Judge keeps what a person holds of two passages that may pull against each
// other: tension, none or unsure; forget takes it back. The passages are
// addresses of sentences of editions.
func (l *Library) Judge(ctx context.Context, a, b, verdict, note string) error {
	x, err := l.verdictSide(ctx, a)
	if err != nil {
		return err
	}
	y, err := l.verdictSide(ctx, b)
	if err != nil {
		return err
	}
	if x.Version == y.Version && x.Span.Start > y.Span.Start || x.Version != y.Version && x.Edition > y.Edition {
		x, y = y, x
	}
	v := store.Verdict{A: *x, B: *y, Verdict: verdict, Note: note, By: l.o.By, At: l.now()}
	// A verdict that was given on a former version is still the one on these words.
	given, err := l.store.VerdictsOn(ctx, x.Edition, x.Version)
	if err != nil {
		return err
	}
	for i := range given {
		if wordsOf(&given[i]) == wordsOf(&v) {
			v.A, v.B = given[i].A, given[i].B
		}
	}
	if verdict == Forget {
		return l.store.TakeVerdict(ctx, v)
	}
	return l.store.GiveVerdict(ctx, v)
}

// wordsOf are the words of the passages of a verdict, in one order.
func wordsOf(v *store.Verdict) [2]string { return inOrder(v.A.Quote, v.B.Quote) }

func inOrder(a, b string) [2]string {
	if a > b {
		a, b = b, a
	}
	return [2]string{a, b}
}

// Forget takes a verdict back.
const Forget = "forget"

func (l *Library) verdictSide(ctx context.Context, address string) (*store.VerdictSide, error) {
	a, err := tifa.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	if a.From == 0 || a.To != a.From {
		return nil, fmt.Errorf("%s: a verdict is on two sentences: name one, as in %s: %w", address, tifa.SentenceAddress(a.Edition, 12, 12), tifa.ErrUsage)
	}
	at, _, _ := strings.Cut(address, ":")
	e, t, err := l.edition(ctx, at)
	if err != nil {
		return nil, err
	}
	if a.From > len(t.Sentences) {
		return nil, fmt.Errorf("%s: %w; the text has %s", address, tifa.ErrNotFound, plural(len(t.Sentences), "sentence"))
	}
	span := t.Sentences[a.From-1]
	return &store.VerdictSide{
		Edition: e.Address, Version: e.Version, Passage: fmt.Sprintf("s%d", a.From), Span: span, Quote: span.Of(t.Body),
	}, nil
}
