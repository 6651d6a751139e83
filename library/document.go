package library

import (
	"context"
	"strings"

	"tifa"
	"tifa/bitext"
	"tifa/text"
)

// Generation counts the changes of the record that the index shows. Answers
// that were made of the texts alone hold as long as it stays.
func (l *Library) Generation() int64 { return l.index.Record() }

// Revision is what answers about texts and their records hold for. The record
// is ahead of the index for as long as another process takes to index what it
// has changed.
type Revision struct{ Record, Index int64 }

// Revision is the present one.
func (l *Library) Revision(ctx context.Context) (Revision, error) {
	record, err := l.store.Generation(ctx)
	return Revision{record, l.index.Record()}, err
}

// Edition is the record of an edition without its text. A passage of it is
// refused.
func (l *Library) Edition(ctx context.Context, address string) (tifa.Edition, error) {
	if err := alone(address); err != nil {
		return tifa.Edition{}, err
	}
	return l.store.Edition(ctx, address)
}

// Bitexts are all pairs of editions that form bitexts.
func (l *Library) Bitexts(ctx context.Context) ([][2]tifa.Edition, error) {
	langs, err := l.languagePairs(ctx)
	if err != nil {
		return nil, err
	}
	out := [][2]tifa.Edition{}
	for _, pair := range langs {
		if bitext.Turned(pair[0], pair[1]) {
			continue // the same the other way round
		}
		pairs, err := l.bitextPairs(ctx, pair[0], pair[1])
		if err != nil {
			return nil, err
		}
		out = append(out, pairs...)
	}
	return out, nil
}

// Counterparts are the editions that form bitexts with an edition, in the
// order of their languages and addresses.
func (l *Library) Counterparts(ctx context.Context, address string) ([]tifa.Edition, error) {
	e, err := l.store.Edition(ctx, address)
	if err != nil {
		return nil, err
	}
	out := []tifa.Edition{}
	from := tifa.BaseLang(e.Lang)
	for _, into := range l.otherLangs(from, "") {
		a, b, side := from, into, 0
		if bitext.Turned(a, b) {
			a, b, side = b, a, 1
		}
		pairs, err := l.bitextPairs(ctx, a, b)
		if err != nil {
			return nil, err
		}
		for _, p := range pairs {
			if p[side].Address == e.Address {
				out = append(out, p[1-side])
			}
		}
	}
	return out, nil
}

// Has says whether an edition has this very address: not a bare work, which a
// word of a text can be too.
func (l *Library) Has(address string) bool { return l.docOf(address) != nil }

// LooksLikeEdition says whether a word is written as the address of an edition,
// with a language behind its work: network.zh. Where a phrase or an edition can
// stand, one that the library lacks is a slip and no phrase.
func LooksLikeEdition(word string) bool {
	a, err := tifa.ParseAddress(word)
	if err != nil {
		return false
	}
	_, behind, ok := strings.Cut(a.Edition, ".")
	lang, _, _ := strings.Cut(behind, ".")
	known := text.Lookup(lang).Tag
	return ok && lang != "" && known == tifa.BaseLang(lang)
}
