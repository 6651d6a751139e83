package library

import (
	"context"

	"tifa/reuse"
)

// Compare compares two versions: editions of the library, or files.
func (l *Library) Compare(ctx context.Context, a, b string, stated Stated, in Stdin) (*reuse.Comparison, error) {
	older, err := l.subject(ctx, a, stated, in)
	if err != nil {
		return nil, err
	}
	newer, err := l.subject(ctx, b, stated, in)
	if err != nil {
		return nil, err
	}
	c := reuse.Compare(older.text, newer.text, newer.edition.Lang)
	c.A, c.B = older.edition.Pinned(), newer.edition.Pinned()
	return c, nil
}
