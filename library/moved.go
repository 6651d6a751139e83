package library

import (
	"context"
	"fmt"
	"strings"

	"tifa"
	"tifa/reuse"
)

// Moves is what became of the sentences of one version of an edition in
// another.
type Moves struct {
	Edition   string     `json:"edition"`
	From      string     `json:"from"` // versions
	To        string     `json:"to"`
	Counts    FateCounts `json:"counts"`
	Sentences []Move     `json:"sentences"`
}

// Move is what became of a sentence.
type Move struct {
	N          int               `json:"n"`       // its old number
	Address    string            `json:"address"` // its old address, pinned where the version was replaced
	State      string            `json:"state"`   // exact, moved, changed or gone
	Now        *tifa.Attestation `json:"now"`     // null where it is gone
	To         []int             `json:"to"`      // the sentences in which it stands now
	Similarity float64           `json:"similarity"`
	Edits      []tifa.Edit       `json:"edits"`
}

// Moved tells what became of the sentences of an edition from one of its
// versions to another. Versions are named by their first digits; an empty one
// is the present one.
func (l *Library) Moved(ctx context.Context, edition, from, to string) (*Moves, error) {
	older, a, err := l.atVersion(ctx, edition, from)
	if err != nil {
		return nil, err
	}
	newer, b, err := l.atVersion(ctx, edition, to)
	if err != nil {
		return nil, err
	}
	fates, err := l.fates.of(ctx, older.Version, &newer, a, b)
	if err != nil {
		return nil, err
	}
	return moves(&older, &newer, b, fates, 1, len(a.Sentences)), nil
}

// moves tells what became of sentences first to last.
func moves(older, newer *tifa.Edition, b *tifa.Text, fates *reuse.Fates, first, last int) *Moves {
	out := &Moves{Edition: newer.Address, From: older.Version, To: newer.Version, Sentences: []Move{}}
	for n := first; n <= last; n++ {
		fate := fates.Sentence(n)
		out.Counts.add(fate.State)
		m := Move{
			N: n, Address: tifa.SentenceAddress(older.Pinned(), n, n), State: fate.State, To: []int{},
			Similarity: fate.Similarity, Edits: fate.Edits,
		}
		if fate.State != reuse.Gone {
			at := attest(newer, b, fate.Span)
			m.Now = &at
			m.To = tifa.Run(b.SentenceAt(fate.Span.Start), b.SentenceAt(fate.Span.End-1))
		}
		out.Sentences = append(out.Sentences, m)
	}
	return out
}

// atVersion is an edition in one of its versions.
func (l *Library) atVersion(ctx context.Context, edition, version string) (tifa.Edition, *tifa.Text, error) {
	name, pinned, _ := strings.Cut(edition, "@")
	if pinned != "" || strings.Contains(name, ":") {
		return tifa.Edition{}, nil, fmt.Errorf("%q is not the bare address of an edition: %w", edition, tifa.ErrUsage)
	}
	if version != "" {
		name += "@" + version
	}
	return l.edition(ctx, name)
}
