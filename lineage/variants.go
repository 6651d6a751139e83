package lineage

import "tifa"

// Variant is a near variant of a phrase.
type Variant struct {
	Phrase string           `json:"phrase"`
	Kind   string           `json:"kind"` // inserted, dropped, changed or reordered
	Count  int              `json:"count"`
	First  tifa.Attestation `json:"first"`
	Edits  []tifa.Edit      `json:"edits"` // from the phrase to the variant
}

func (t *tracer) variants(out *Traced) error { out.Variants = []Variant{}; return nil }
