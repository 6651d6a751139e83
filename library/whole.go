package library

import (
	"context"
	"fmt"
	"strings"

	"tifa"
)

// alone refuses the address of a passage where only a whole text will do: what
// is asked or done would be of all of it, as if the sentence had not been named.
func alone(address string) error {
	if a, err := tifa.ParseAddress(address); err == nil && a.From > 0 {
		name, _, _ := strings.Cut(address, ":")
		return fmt.Errorf("%s: name the edition alone, %s; this is of whole texts: %w", address, name, tifa.ErrUsage)
	}
	return nil
}

// whole is edition where no passage of it can be meant.
func (l *Library) whole(ctx context.Context, address string) (tifa.Edition, *tifa.Text, error) {
	if err := alone(address); err != nil {
		return tifa.Edition{}, nil, err
	}
	return l.edition(ctx, address)
}

// present is whole for what is about to be changed, or corrected: it must be
// the version that the edition has now.
func (l *Library) present(ctx context.Context, address string) (tifa.Edition, *tifa.Text, error) {
	e, t, err := l.whole(ctx, address)
	if err == nil && e.ReplacedBy != "" {
		err = fmt.Errorf("%s is a former version and stays as it is; name %s: %w", e.Pinned(), e.Address, tifa.ErrUsage)
	}
	return e, t, err
}

// presentAddress is the address of an edition in which phrases are looked for:
// neither a passage of it nor a version.
func (l *Library) presentAddress(ctx context.Context, address string) (string, error) {
	if err := alone(address); err != nil {
		return "", err
	}
	e, err := l.store.Edition(ctx, address)
	if err != nil {
		return "", err
	}
	if e.ReplacedBy != "" || strings.Contains(address, "@") {
		return "", fmt.Errorf("%s: name the edition alone, %s; phrases are looked for in the present text: %w", address, e.Address, tifa.ErrUsage)
	}
	return e.Address, nil
}
