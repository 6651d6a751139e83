package evidence

import "tifa"

// Report is a text whose quotations were held against the library. Its JSON is a
// contract.
type Report struct {
	Edition    string        `json:"edition"` // or file:NAME
	Title      string        `json:"title"`
	Date       tifa.Date     `json:"date"`
	Lang       string        `json:"lang"`
	Coverage   tifa.Coverage `json:"coverage"`
	Thin       string        `json:"thin,omitempty"` // why the coverage is too thin to trust, if it is
	Against    []string      `json:"against"`        // editions that alone count; empty: all
	Limits     Limits        `json:"limits"`
	Summary    Summary       `json:"summary"`
	Quotations []Quotation   `json:"quotations"`
	Others     []Other       `json:"others"` // titles and terms in marks of quotation
	Unbalanced []Unbalanced  `json:"unbalanced"`
}

// Summary counts quotations by verdict.
type Summary struct {
	Exact         int `json:"exact"`
	Faithful      int `json:"faithful"`
	Differs       int `json:"differs"`
	NotFound      int `json:"not_found"`
	Misattributed int `json:"misattributed"` // among the exact and the faithful
	Misplaced     int `json:"misplaced"`     // in another article than the text names
	Misdated      int `json:"misdated"`      // among the right ones, of another date than the text says
	Misspoken     int `json:"misspoken"`     // among the right ones, of others than the text says
	Missed        int `json:"missed"`        // not found, though the text names a document of the library as the source
	Unsought      int `json:"unsought"`      // not found, and for want of time not looked for in other languages either: those after the first forty
	Titles        int `json:"titles"`
	Terms         int `json:"terms"`
	Frames        int `json:"frames"` // the author's own sentences around a quotation
}

// At is a part of the text, in code points, and the line of the file
// where it begins; that of the canonical text for formats without lines.
type At struct {
	Start int `json:"start"`
	End   int `json:"end"`
	Line  int `json:"line"`
}

// Quotation is a quotation and what the library makes of it.
type Quotation struct {
	Quote   string   `json:"quote"`
	At      At       `json:"at"`
	Form    Form     `json:"form"`
	Inner   bool     `json:"inner"` // stands inside another quotation
	Verdict Verdict  `json:"verdict"`
	Marks   []string `json:"marks"`
	// Passages are where the library has it, or has what it differs from; of
	// each edition the first. Editions counts all of them.
	Passages []tifa.Attestation `json:"passages"`
	Editions int                `json:"editions"`
	Hidden   *string            `json:"hidden"` // what its ellipses leave out
	Before   *string            `json:"before"` // the sentence before the first passage, or before Nearest
	After    *string            `json:"after"`
	Sentence *string            `json:"sentence"` // the sentences of that passage, whole
	Nearest  *tifa.Attestation  `json:"nearest"`
	// Alternatives are passages further off that a quotation which differs or is not
	// found may mean, those in other editions than Passages or Nearest first.
	Alternatives []Alternative `json:"alternatives"`
	// Counterparts are what stands for the first passage, or for Nearest, in
	// other languages.
	Counterparts []Counterpart `json:"counterparts"`
	// Originals are sentences in other languages that a quotation which was not
	// found may translate, the likeliest first: candidates.
	Originals  []Original    `json:"originals"`
	Similarity float64       `json:"similarity"`
	Edits      []tifa.Edit   `json:"edits"` // from the passage to the quotation
	Correction *string       `json:"correction"`
	Fixes      []Replacement `json:"fixes"`
	Named      *Named        `json:"named"` // the document that the text names near it
	// MisattributedTo is the edition that the text names as the source of a right
	// quotation and that does not have it; Passages tells who has.
	MisattributedTo *string            `json:"misattributed_to"`
	Misplaced       *Misplaced         `json:"misplaced"` // it stands in another article, or another place of it, than the text names
	Misdated        *Misdated          `json:"misdated"`  // no text with the words is of the date that the text gives
	Misspoken       *Misspoken         `json:"misspoken"` // all texts with the words are of others than the one who, the text says, said it
	Elsewhere       []tifa.Attestation `json:"elsewhere"` // where it stands word for word outside the editions that it was held against
	Altered         []Altered          `json:"altered"`
	Elided          []Elided           `json:"elided"`
	Notes           []Note             `json:"notes"` // differences that do not count
}

// Misplaced says in which numbered part of its source a quotation stands, where
// the text names another.
type Misplaced struct {
	Phrase string `json:"phrase"` // as the text names the other: 第二十七条
	Part   string `json:"part"`   // as the source writes the number of its own: 第四条
	// Within is where in the part it stands, if the text names another place in the
	// same one: ¶2 for the second paragraph, where the source does not number them,
	// and the numbers of items: ¶2 （三）. Empty where the part is another.
	Within  string `json:"within"`
	Address string `json:"address"` // of the passage
}

// Where is the part with the place inside it.
func (m *Misplaced) Where() string {
	if m.Within == "" {
		return m.Part
	}
	return m.Part + " " + m.Within
}

// Misdated says of which dates the texts with a quotation are, where the sentence
// gives another for the saying.
type Misdated struct {
	Phrase string      `json:"phrase"` // as the text gives it
	Date   string      `json:"date"`   // 2015-05-03; --05-03 without a year
	Dates  []tifa.Date `json:"dates"`
}

// Misspoken says who issued the texts with a quotation, where the sentence names
// another as the speaker.
type Misspoken struct {
	Phrase  string   `json:"phrase"` // the issuer, as the text names it
	Issuers []string `json:"issuers"`
}

// Wrong says whether a right quotation is not of the document, the article, the
// date or the speaker that the text says.
func (q *Quotation) Wrong() bool {
	return q.MisattributedTo != nil || q.Misplaced != nil || q.Misdated != nil || q.Misspoken != nil
}

// Counterpart is a passage in another language.
type Counterpart struct {
	tifa.Attestation
	Lang     string  `json:"lang"`
	Original bool    `json:"original"` // it is the original of the translation that was quoted
	Score    float64 `json:"score"`    // of the beads
}

// Original is a sentence that a quotation in another language may translate.
type Original struct {
	tifa.Attestation
	Lang      string  `json:"lang"`
	Explained float64 `json:"explained"` // share of the information of the quotation's words that the sentence explains
	Score     float64 `json:"score"`     // Explained, and a little of the reverse
}

// Replacement is a correction: the code points from Start to End of the text give
// way to Text.
type Replacement struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Other is what stands in marks of quotation and is no quotation, or a
// paragraph that might have been one.
type Other struct {
	Quote string `json:"quote"`
	At    At     `json:"at"`
	Kind  Kind   `json:"kind"`
	Why   string `json:"why"`
	Count int    `json:"count"` // how often the texts have it
}

// Unbalanced is a mark of quotation without its other half.
type Unbalanced struct {
	Mark string `json:"mark"`
	At   At     `json:"at"`
}

// Findings says whether something needs a look: a quotation that differs, that
// is in another document than the text says, or that is not in the one it
// names.
func (r *Report) Findings() bool {
	return r.Summary.Differs+r.Summary.Misattributed+r.Summary.Misplaced+r.Summary.Misdated+r.Summary.Misspoken+r.Summary.Missed > 0
}
