package library

import (
	"context"
	"fmt"

	"tifa"
	"tifa/reuse"
)

// Compared is two versions of a text, and how the older became the newer.
type Compared struct {
	*reuse.Comparison
	Older, Newer         tifa.Edition
	OlderText, NewerText *tifa.Text
}

// Compare compares two versions: editions of the library, or files.
func (l *Library) Compare(ctx context.Context, a, b string, stated Stated, in Stdin) (*reuse.Comparison, error) {
	c, err := l.CompareTexts(ctx, a, b, stated, in)
	if err != nil {
		return nil, err
	}
	return c.Comparison, nil
}

// CompareTexts is Compare with the texts, for those who set them side by side.
func (l *Library) CompareTexts(ctx context.Context, a, b string, stated Stated, in Stdin) (*Compared, error) {
	older, err := l.subject(ctx, a, stated, in)
	if err != nil {
		return nil, err
	}
	newer, err := l.subject(ctx, b, stated, in)
	if err != nil {
		return nil, err
	}
	if x, y := tifa.BaseLang(older.edition.Lang), tifa.BaseLang(newer.edition.Lang); x != "" && y != "" && x != y {
		return nil, fmt.Errorf("%s is in %s and %s in %s: two versions are compared in one language; align the two, and check the translation: %w", older.edition.Pinned(), x, newer.edition.Pinned(), y, tifa.ErrUsage)
	}
	c, err := reuse.Compare(ctx, older.text, newer.text, newer.edition.Lang)
	if err != nil {
		return nil, err
	}
	c.A, c.B = older.edition.Pinned(), newer.edition.Pinned()
	return &Compared{
		Comparison: c, Older: older.edition, Newer: newer.edition, OlderText: older.text, NewerText: newer.text,
	}, nil
}
