package library

import (
	"context"

	"tifa"
	"tifa/discourse"
)

// Enumerated is what a text counts, perhaps against another text.
type Enumerated struct {
	Edition     string               `json:"edition"`
	Title       string               `json:"title"`
	Date        tifa.Date            `json:"date"`
	Lang        string               `json:"lang"`
	Items       []Enumeration        `json:"items"`
	Against     string               `json:"against"`     // the other text; empty: none
	Comparisons []EnumerationsBeside `json:"comparisons"` // of the same things in both
	Worth       discourse.Worth      `json:"worth"`
	Mismatches  discourse.Worth      `json:"mismatches"`     // what those are worth of which other numbers are found than are announced
	Withheld    int                  `json:"withheld"`       // mismatches of which only the number is told
	Note        string               `json:"note,omitempty"` // what could not be found, and why
	Coverage    tifa.Coverage        `json:"coverage"`
}

// Enumeration is a number of things that a text announces or counts off.
type Enumeration struct {
	Said
	Form      string `json:"form"` // announced, inline, series, list or headings
	Noun      string `json:"noun"` // what is counted
	Head      string `json:"head"` // the heading of a list
	Count     int    `json:"count"`
	Announced *int   `json:"announced"` // the number that is said; null: none
	Found     int    `json:"found"`     // items; 0: the number alone
	Agrees    bool   `json:"agrees"`    // no other number of items is found than is announced
	Members   []Said `json:"members"`
	Why       string `json:"why"`
}

// EnumerationsBeside is the same things counted in two texts.
type EnumerationsBeside struct {
	A      Enumeration `json:"a"`
	B      Enumeration `json:"b"`
	Differ bool        `json:"differ"`
	Why    string      `json:"why"`
}

// EnumerationsOptions are what Enumerations is asked.
type EnumerationsOptions struct {
	Against      string // a text that may count the same things; empty: none
	Experimental bool   // also the items of mismatches that are worth too little to be shown unasked
	Stated
}

// Enumerations tells what a text counts.
func (l *Library) Enumerations(ctx context.Context, arg string, o EnumerationsOptions, in Stdin) (*Enumerated, error) {
	finder, err := l.countings()
	if err != nil {
		return nil, err
	}
	s, err := l.subject(ctx, arg, o.Stated, in)
	if err != nil {
		return nil, err
	}
	e := &s.edition
	out := &Enumerated{
		Edition: e.Pinned(), Title: e.Title, Date: e.Date, Lang: e.Lang, Items: []Enumeration{}, Comparisons: []EnumerationsBeside{}, Coverage: l.coverageOfText(e),
	}
	if out.Worth, err = discourse.WorthOf("enumeration", e.Lang); err != nil {
		return nil, err
	}
	if out.Mismatches, err = discourse.WorthOf("mismatch", ""); err != nil {
		return nil, err
	}
	withhold := out.Mismatches.Experimental() && !o.Experimental
	if !finder.Knows(e.Lang) {
		out.Note = fewWords("what is counted", e.Lang, "numbered lists and headings", "enumerations.tsv")
	}
	found, err := l.enumerationsIn(e, s.text, finder)
	if err != nil {
		return nil, err
	}
	at := newPassages(e, s.text)
	for i := range found {
		e := found[i]
		if withhold && !e.Agrees() {
			e.Items, e.Form = nil, "announced"
			out.Withheld++
		}
		out.Items = append(out.Items, enumeration(&e, at))
	}
	if o.Against == "" {
		return out, nil
	}
	other, err := l.subject(ctx, o.Against, o.Stated, in)
	if err != nil {
		return nil, err
	}
	out.Against = other.edition.Pinned()
	others, err := l.enumerationsIn(&other.edition, other.text, finder)
	if err != nil {
		return nil, err
	}
	there := newPassages(&other.edition, other.text)
	for _, d := range discourse.Match(found, others, s.text, other.text) {
		a, b := &found[d.A], &others[d.B]
		told := *b
		if withhold && !told.Agrees() {
			told.Items, told.Form = nil, "announced"
		}
		out.Comparisons = append(out.Comparisons, EnumerationsBeside{
			A: out.Items[d.A], B: enumeration(&told, there), Differ: a.Count() != b.Count(), Why: d.Why,
		})
	}
	return out, nil
}

func enumeration(e *discourse.Enumeration, at *passages) Enumeration {
	out := Enumeration{
		Said: at.of(e.Span), Form: e.Form, Noun: e.Noun, Head: e.Head, Count: e.Count(), Found: len(e.Items), Agrees: e.Agrees(), Members: []Said{},
	}
	if e.Announced > 0 {
		out.Announced = &e.Announced
	}
	for _, item := range e.Items {
		out.Members = append(out.Members, at.of(item))
	}
	switch {
	case e.Announced == 0:
		out.Why = "counted off without a number"
	case len(e.Items) == 0:
		out.Why = "a number, whose items were not found"
	case !out.Agrees:
		out.Why = "another number of items is found than is announced"
	default:
		out.Why = "as many items are found as are announced"
	}
	return out
}

// countings is how texts announce and count off: the table of the program with
// the library's own added.
func (l *Library) countings() (*discourse.Enumerations, error) {
	own, err := l.ownTable("enumerations.tsv")
	if err != nil {
		return nil, err
	}
	return l.counts.get(stateOf(own), func() (*discourse.Enumerations, error) { return discourse.ReadEnumerations(own...) })
}
