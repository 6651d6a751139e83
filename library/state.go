package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"tifa"
	"tifa/concordance"
	"tifa/store"
)

// State is a short name for the state of the library: as long as it is the
// same, so are the answers (but for those about texts without a date, which
// count as of today). What another process has added is shown from now on.
func (l *Library) State(ctx context.Context) (string, error) {
	work, err := l.store.Work(ctx)
	if err != nil {
		return "", err
	}
	return l.stateWith(ctx, work)
}

// TextState is State for answers that nothing depends on but the texts, what is
// recorded of them, tables and dictionaries: no work of people's changes it.
func (l *Library) TextState(ctx context.Context) (string, error) { return l.stateWith(ctx) }

// RenderingState is TextState for answers that depend on pairs, corrected beads,
// terms and imported units too, but not on notes, claims and verdicts.
func (l *Library) RenderingState(ctx context.Context) (string, error) {
	work, err := l.store.Work(ctx)
	if err != nil {
		return "", err
	}
	// Work is read first: what changes meanwhile makes the state newer than it
	// says, and it is read once more than is needed.
	state, err := l.renderings.get(work, func() (string, error) { return l.store.Renderings(ctx) })
	if err != nil {
		return "", err
	}
	return l.stateWith(ctx, state)
}

// stateWith names the state of the texts, the tables and the dictionaries, and
// of more.
func (l *Library) stateWith(ctx context.Context, more ...any) (string, error) {
	generation, err := l.refresh(ctx)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, _ = fmt.Fprintln(h, generation, l.index.Record(), more) // writing into a hash does not fail
	paths, err := dictionaryFiles(l.Dir())
	if err != nil {
		return "", err
	}
	tables, err := filepath.Glob(filepath.Join(l.Dir(), store.Tables, "*.tsv"))
	if err != nil {
		return "", fmt.Errorf("look at the tables: %w", err)
	}
	for _, path := range append(paths, tables...) {
		info, err := os.Stat(path)
		if err != nil {
			return "", fmt.Errorf("look at the dictionaries and tables: %w", err)
		}
		_, _ = fmt.Fprintln(h, path, info.Size(), info.ModTime().UnixNano())
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}

// Refresh lets answers show from now on what another process has changed.
func (l *Library) Refresh(ctx context.Context) error {
	_, err := l.refresh(ctx)
	return err
}

// refresh is Refresh, and gives the generation of the record.
func (l *Library) refresh(ctx context.Context) (int64, error) {
	generation, err := l.store.Generation(ctx)
	if err == nil && generation != l.index.Record() {
		err = l.index.Refresh()
	}
	return generation, err
}

// Langs are the base languages of the library's texts.
func (l *Library) Langs() []string { return l.otherLangs("", "") }

// Coverage says which texts a filter chooses.
func (l *Library) Coverage(f concordance.Filter) tifa.Coverage { return l.index.Coverage(f) }
