package publish

import (
	"tifa"
	"tifa/reuse"
)

// Saying is what all pages say alike, in one language of the interface.
type Saying struct{ w *words }

// SayingIn gives the sayings in "en" or "zh".
func SayingIn(lang string) (*Saying, error) {
	w, err := wordsFor(lang)
	if err != nil {
		return nil, err
	}
	return &Saying{w}, nil
}

// Naming has kinds and statuses of texts called by other words than those of the
// record. Give it before anything is said.
func (s *Saying) Naming(value func(string) string) { s.w.value = value }

// Coverage says in sentences what a text was held against.
func (s *Saying) Coverage(c *tifa.Coverage) []string { return s.w.coverage(c) }

// Looked says in sentences in which texts something was looked for.
func (s *Saying) Looked(c *tifa.Coverage) []string { return s.w.looked(c) }

// Method says in sentences by which limits the classes of a ledger were told.
func (s *Saying) Method(t reuse.Thresholds) []string { return s.w.method(t) }

// Class is the name of a class of a ledger.
func (s *Saying) Class(c reuse.Class) string { return s.w.Class[c] }

// Mark tells a class to the eye without colour.
func Mark(c reuse.Class) string { return marks[c] }

// Change is the name of a kind of change of a Redline.
func (s *Saying) Change(kind string) string { return s.w.Redline.Kind[kind] }

// Unit says what became of an article.
func (s *Saying) Unit(u *reuse.UnitChange) string { return s.w.unitName(u) }
