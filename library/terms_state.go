package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"tifa"
	"tifa/store"
)

// NamedConcept is a concept that has a term, and the language in which it has
// it.
type NamedConcept struct {
	tifa.Concept
	Lang string
}

// ConceptsOf gives the concepts that have a term, up to folding, in the order
// of their ids.
func (l *Library) ConceptsOf(ctx context.Context, term string) ([]NamedConcept, error) {
	base, err := l.termBase(ctx)
	if err != nil {
		return nil, err
	}
	key := foldedKey(term)
	var out []NamedConcept
	for _, i := range base.having[key] {
		out = append(out, NamedConcept{base.concepts[i], base.concepts[i].Terms[slices.Index(base.keys[i], key)].Lang})
	}
	return out, nil
}

// conceptState is a short name of a concept as it is.
func conceptState(c tifa.Concept) string {
	h := sha256.New()
	_ = json.NewEncoder(h).Encode(c) // writing into a hash does not fail
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// asItWas refuses a change of a concept that is another than its former state
// says.
func asItWas(c tifa.Concept, former string) error {
	if former == "" || former == conceptState(c) {
		return nil
	}
	return fmt.Errorf("concept %s is another than it was: %w", c.ID, store.ErrMeanwhile)
}

// gone is the error of a concept that is not there: where there was one when
// somebody looked, another removed it.
func gone(err error, name, former string) error {
	if former == "" || !errors.Is(err, tifa.ErrNotFound) {
		return err
	}
	return fmt.Errorf("concept %s was removed: %w", name, store.ErrMeanwhile)
}
