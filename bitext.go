package tifa

import "fmt"

// Bead is a pair of sentence groups that translate each other. Src and Tgt
// hold sentence numbers, from 1, each a run without gaps; one of them is empty
// where the other side has nothing that corresponds.
type Bead struct {
	Src     []int    `json:"src"`
	Tgt     []int    `json:"tgt"`
	Score   float64  `json:"score"`   // 0 to 1: how sure the aligner is; 1 where a person locked it
	Kind    string   `json:"kind"`    // 1-1, 2-1, 1-0 (omitted), 0-1 (added), …
	Reasons []string `json:"reasons"` // what speaks for it, strongest first
	Locked  bool     `json:"locked"`  // a person decided on it; no re-alignment changes it
	By      string   `json:"by"`      // who locked it; empty where a machine made it
}

// BeadKind names a bead by the number of its sentences on both sides.
func BeadKind(src, tgt int) string { return fmt.Sprintf("%d-%d", src, tgt) }

// Run is the numbers from to to; empty where to is before from.
func Run(from, to int) []int {
	run := make([]int, 0, max(0, to-from+1))
	for n := from; n <= to; n++ {
		run = append(run, n)
	}
	return run
}

// The statuses of a Term.
const (
	Preferred  = "preferred"
	Admitted   = "admitted"
	Deprecated = "deprecated"
	Forbidden  = "forbidden"
)

// Concept is an entry of the term base: what is meant, and how it is said in
// each language.
type Concept struct {
	ID         string     `json:"id"`
	Terms      []Term     `json:"terms"` // in the order in which people put them
	Definition string     `json:"definition"`
	Scope      string     `json:"scope"`  // where the entry holds: a subject, an issuer, a project
	Source     string     `json:"source"` // where it was taken from
	Note       string     `json:"note"`
	Decisions  []Decision `json:"decisions"` // oldest first
	By         string     `json:"by"`        // who changed it last
	At         string     `json:"at"`        // RFC 3339, UTC
}

// Term is a word or phrase for a concept in one language.
type Term struct {
	Lang    string `json:"lang"` // BCP 47
	Text    string `json:"text"`
	Status  string `json:"status"`  // preferred, admitted, deprecated or forbidden
	Variant bool   `json:"variant"` // a spelling, abbreviation or short form of the preferred term
	Source  string `json:"source"`
	Note    string `json:"note"`
}

// Decision records why a rendering was chosen.
type Decision struct {
	Options []string `json:"options"` // what stood to choose
	Choice  string   `json:"choice"`
	Reasons string   `json:"reasons"`
	By      string   `json:"by"`
	At      string   `json:"at"` // RFC 3339, UTC
}

// Unit is a pair of passages of a translation memory: of a bead, or imported.
type Unit struct {
	ID      string `json:"id"`
	SrcLang string `json:"src_lang"`
	TgtLang string `json:"tgt_lang"`
	Src     string `json:"src"`
	Tgt     string `json:"tgt"`
	Before  string `json:"before"`  // the source passage before it, for context matches
	After   string `json:"after"`   // and the one behind it
	Checked bool   `json:"checked"` // a person locked the bead, or said so on import
	Origin  string `json:"origin"`  // addresses of the bead, or the file that it was imported from
	Date    Date   `json:"date"`
	Status  string `json:"status"` // of the translation: official translation, translation, draft
	Note    string `json:"note"`
	By      string `json:"by"`
	At      string `json:"at"` // RFC 3339, UTC
}
