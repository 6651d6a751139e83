package claim

import (
	"fmt"
	"slices"
	"strings"

	"tifa"
)

// State is what became of a claim.
type State string

// The states of claims.
const (
	Supported    State = "supported"
	Contradicted State = "contradicted"
	Untested     State = "untested"
	LeftOpen     State = "judgement"
)

// States are all states.
func States() []State { return []State{Supported, Contradicted, Untested, LeftOpen} }

// Reason is why a claim is in its state.
type Reason string

// The reasons.
const (
	NoTexts        Reason = "no-texts"        // the scope chooses no text
	NoEdition      Reason = "no-edition"      // the library does not have an edition that the claim names
	NotFound       Reason = "not-found"       // of an absence: none of the phrases stands there
	OtherScript    Reason = "other-script"    // of an absence: no text of the scope is written like a phrase
	NoNames        Reason = "no-names"        // of an absence of names: the authority list has none in the language of a text
	Found          Reason = "found"           // of an absence: it does
	Attested       Reason = "attested"        // of a first: since the date, and not before
	Earlier        Reason = "earlier"         // there is an earlier attestation
	LaterOnly      Reason = "later-only"      // of a first: there are only later attestations
	Nowhere        Reason = "nowhere"         // the phrase stands in no text of the scope
	Undated        Reason = "undecided"       // attestations cannot be ordered
	NoneBefore     Reason = "none-before"     // of a novelty
	NoEarlier      Reason = "no-earlier"      // of a novelty: there is no earlier text to hold it against
	NotInText      Reason = "not-in-text"     // the edition does not have the phrase itself
	NoDate         Reason = "no-date"         // the edition has no date
	Counted        Reason = "counted"         // the number fits
	Miscounted     Reason = "miscounted"      // it does not
	Rose           Reason = "rose"            // of a trend
	Fell           Reason = "fell"            // of a trend
	Same           Reason = "same"            // of a trend: neither
	EmptyPeriod    Reason = "empty-period"    // of a trend: one period has no text
	Stand          Reason = "stand"           // the passages stand word for word
	Moved          Reason = "moved"           // they stand word for word, but elsewhere
	Changed        Reason = "changed"         // a passage has other words now
	Gone           Reason = "gone"            // nothing stands in its place
	Apart          Reason = "apart"           // of a distance: as far as claimed
	NotSoFar       Reason = "not-so-far"      // it is another distance
	TwoTexts       Reason = "two-texts"       // of a distance: the passages are of two texts
	NoPoints       Reason = "no-points"       // of an enumeration: nothing that follows looks like points
	Announces      Reason = "announces"       // of an enumeration: the passage announces so many, and they are not told apart
	AnnouncesOther Reason = "announces-other" // it announces another number
	ByPerson       Reason = "by-person"       // a person has to judge
)

// Outcome is what a test came to. It depends on the rule and the texts alone.
type Outcome struct {
	State  State  `json:"state"`
	Reason Reason `json:"reason"`
	Why    string `json:"why"` // the reason in a sentence

	Queries   []Looked           `json:"queries"`   // every phrase that was looked for, zeros too
	Tried     []string           `json:"tried"`     // of a set of names: all that were looked for
	Pointed   int                `json:"pointed"`   // of a set of names: adjectives that point to one and do not name it
	Count     int                `json:"count"`     // occurrences, texts, paragraphs, sentences or points, as the rule counts
	Passages  []tifa.Attestation `json:"passages"`  // that decide; the first of them, where there are many
	More      int                `json:"more"`      // further ones
	Undecided []tifa.Attestation `json:"undecided"` // attestations whose order is not known
	Rates     []tifa.Point       `json:"rates"`     // of a trend: the two periods
	Places    []Place            `json:"places"`    // of the passages that the claim names
	Announced []int              `json:"announced"` // of an enumeration: the numbers in the passage
	Date      tifa.Date          `json:"date"`      // that attestations were held against; null in other kinds
	Coverage  tifa.Coverage      `json:"coverage"`
	// Guessed are the texts whose date nobody stated, of those that the order of
	// dates makes decide: of the passages, or held against.
	Guessed []string `json:"guessed,omitempty"`
	Thin    string   `json:"thin"` // why the coverage is too thin to trust; else empty
}

// Looked is a phrase that was looked for.
type Looked struct {
	Phrase    string `json:"phrase"`
	Count     int    `json:"count"`           // in the scope, exceptions left out
	Editions  int    `json:"editions"`        // texts of the scope that have it
	Excepted  int    `json:"excepted"`        // occurrences that stand within an exception
	Elsewhere int    `json:"elsewhere"`       // occurrences in texts outside the scope: the query does find what is there
	Forms     []Form `json:"forms,omitempty"` // of an absence: words of the scope with the same beginnings, not counted
}

// Place is where a passage of a claim stands now.
type Place struct {
	Address    string            `json:"address"` // as it was named, pinned where the version was replaced
	Quote      string            `json:"quote"`
	State      string            `json:"state"` // exact, moved, changed or orphan
	Now        *tifa.Attestation `json:"now"`   // null of an orphan
	Similarity float64           `json:"similarity"`
	Edits      []tifa.Edit       `json:"edits"`
}

// Enough is how many texts must stand behind an answer about all of them.
const Enough = 20

// mostPassages is how many passages an outcome shows.
const mostPassages = 20

func newOutcome() *Outcome {
	return &Outcome{
		Queries: []Looked{}, Passages: []tifa.Attestation{}, Undecided: []tifa.Attestation{}, Rates: []tifa.Point{},
		Places: []Place{}, Announced: []int{}, Tried: []string{}, Coverage: tifa.Coverage{Langs: []string{}, Gaps: [][2]string{}, Filters: map[string]string{}, Guessed: []string{}},
	}
}

// is settles an outcome.
func (o *Outcome) is(s State, r Reason) { o.State, o.Reason = s, r }

// guesses finds the texts whose guessed date an outcome rests on.
func (o *Outcome) guesses(kind Kind) {
	if kind != First && kind != Novelty {
		return
	}
	for _, passages := range [][]tifa.Attestation{o.Passages, o.Undecided} {
		for i := range passages {
			if passages[i].Date.Guessed() {
				o.Guessed = append(o.Guessed, passages[i].Edition)
			}
		}
	}
	slices.Sort(o.Guessed)
	o.Guessed = slices.Compact(o.Guessed)
}

// guessed says which texts these are.
func (o *Outcome) guessed() string {
	const most = 3
	n := len(o.Guessed)
	switch n {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("; the date of %s is a guess, stated by nobody", o.Guessed[0])
	}
	names := strings.Join(o.Guessed[:min(n, most)], ", ")
	if n > most {
		names += fmt.Sprintf(" and %d more", n-most)
	}
	return fmt.Sprintf("; the dates of %s are guesses, stated by nobody", names)
}

// Mark marks the dates of passages that nobody stated, in an outcome that was
// read: JSON has them with the coverage alone.
func (o *Outcome) Mark() {
	mark := func(p *tifa.Attestation) {
		if slices.Contains(o.Coverage.Guessed, p.Edition) {
			p.Date = p.Date.Guess()
		}
	}
	for _, passages := range [][]tifa.Attestation{o.Passages, o.Undecided} {
		for i := range passages {
			mark(&passages[i])
		}
	}
	for i := range o.Places {
		if now := o.Places[i].Now; now != nil {
			mark(now)
		}
	}
}
