package lineage

import "tifa"

// Formulation is a phrase of a text that stands in no earlier one.
type Formulation struct {
	Phrase    string  `json:"phrase"`
	Count     int     `json:"count"`     // in the text
	Score     float64 `json:"score"`     // the higher the more likely a formulation worth knowing
	Later     int     `json:"later"`     // later editions that took it up
	Sentences []int   `json:"sentences"` // where it stands
}

// Dropped is a formulation that the predecessors of a text used steadily and
// the text does not.
type Dropped struct {
	Phrase string           `json:"phrase"`
	Last   tifa.Attestation `json:"last"`
	Uses   int              `json:"uses"` // of the predecessors looked at, how many use it
}

// Returned is a formulation that the text uses again after a long silence.
type Returned struct {
	Phrase    string           `json:"phrase"`
	Last      tifa.Attestation `json:"last"` // before the silence
	GapYears  int              `json:"gap_years"`
	Sentences []int            `json:"sentences"`
}
