package tifa

// Annotation is a note that a person wrote on a passage. The passage is anchored to the
// version of the text in which it was read, and that is never rewritten: where
// it stands in the present version is worked out when the note is read.
type Annotation struct {
	ID string `json:"id"` // n12

	// The anchor.
	Address string `json:"address"` // of the passage, pinned where its version was replaced
	Edition string `json:"edition"`
	Version string `json:"version"`
	Start   int    `json:"start"` // code points in the text of the version
	End     int    `json:"end"`
	Quote   string `json:"quote"`  // the words themselves
	Before  string `json:"before"` // what stands before them there, up to 32 characters
	After   string `json:"after"`

	Body     string  `json:"body"`      // Markdown
	BodyLang string  `json:"body_lang"` // as far as it can be told; else empty
	Lang     string  `json:"lang"`      // of the passage
	By       string  `json:"by"`
	At       string  `json:"at"`        // RFC 3339, UTC
	EditedBy *string `json:"edited_by"` // who changed the body last; null: nobody did
	EditedAt *string `json:"edited_at"`

	RemovedBy string `json:"removed_by,omitempty"` // it was taken back, and is kept
	RemovedAt string `json:"removed_at,omitempty"`

	// Where the passage is now.
	State      string       `json:"state"`      // exact, moved, changed, orphan or damaged
	Then       *Attestation `json:"then"`       // the passage in its version, where that was replaced; else null
	Now        *Attestation `json:"now"`        // the passage in the present version; null of an orphan
	Similarity float64      `json:"similarity"` // of then and now; 0 of an orphan
	Edits      []Edit       `json:"edits"`      // from then to now
}

// The states of an Annotation.
const (
	PlacedExact   = "exact"   // the same characters, in order with what stands around them
	PlacedMoved   = "moved"   // the same characters elsewhere
	PlacedChanged = "changed" // other words stand in their place
	PlacedDamaged = "damaged" // the note, or the text, is not what it was when written
	Orphan        = "orphan"  // no place in the present version, or no edition in the library
)
