package library

import (
	"context"
	"fmt"

	"tifa"
	"tifa/discourse"
)

// Hinges are the places of a text where a sentence sets two poles against each
// other.
type Hinges struct {
	Edition  string          `json:"edition"`
	Title    string          `json:"title"`
	Date     tifa.Date       `json:"date"`
	Lang     string          `json:"lang"`
	Items    []Hinge         `json:"items"` // in the order of the text
	Worth    discourse.Worth `json:"worth"`
	Note     string          `json:"note,omitempty"` // why nothing could be found
	Coverage tifa.Coverage   `json:"coverage"`
}

// Hinge is one of them. Its quote is the sentence, with the one before where
// the cue opens it.
type Hinge struct {
	tifa.Attestation
	Kind  string       `json:"kind"`  // concession, balance or exception
	Cue   string       `json:"cue"`   // as it stands there: 在 … 的同时
	Cues  []tifa.Range `json:"cues"`  // code points in the canonical text
	Poles [2]HingePole `json:"poles"` // in the order of the text
	Why   string       `json:"why"`
}

// HingePole is a side of a hinge. The subordinate one is said by the way.
type HingePole struct {
	Start       int    `json:"start"` // code points in the canonical text
	End         int    `json:"end"`
	Quote       string `json:"quote"`
	Subordinate bool   `json:"subordinate"`
}

// Hinges finds the hinges of an edition, or of a file.
func (l *Library) Hinges(ctx context.Context, arg string, stated Stated, in Stdin) (*Hinges, error) {
	own, err := l.ownTable("hinges.tsv")
	if err != nil {
		return nil, err
	}
	finder, err := discourse.ReadHinges(own...)
	if err != nil {
		return nil, err
	}
	s, err := l.subject(ctx, arg, stated, in)
	if err != nil {
		return nil, err
	}
	e, t := &s.edition, s.text
	out := &Hinges{
		Edition: e.Pinned(), Title: e.Title, Date: e.Date, Lang: e.Lang, Items: []Hinge{}, Coverage: l.coverageOfText(e),
	}
	if out.Worth, err = discourse.WorthOf("hinge", e.Lang); err != nil {
		return nil, err
	}
	if !finder.Knows(e.Lang) {
		out.Note = noWords("hinges", e.Lang, "hinges.tsv")
	}
	at := newPassages(e, t)
	found, err := l.hingesIn(e, t, finder)
	if err != nil {
		return nil, err
	}
	for _, h := range found {
		whole := t.Sentences[h.Sentence-1]
		if h.Across {
			whole.Start = t.Sentences[h.Sentence-2].Start
		}
		x := Hinge{Attestation: at.of(whole).Attestation, Kind: h.Kind, Cue: h.Cue, Why: whyHinge(&h)}
		for _, c := range h.Cues {
			p := at.of(c)
			x.Cues = append(x.Cues, tifa.Range{Start: p.Start, End: p.End})
		}
		for i, pole := range h.Poles {
			p := at.of(pole)
			x.Poles[i] = HingePole{Start: p.Start, End: p.End, Quote: p.Quote, Subordinate: h.Subordinate == i}
		}
		out.Items = append(out.Items, x)
	}
	return out, nil
}

// whyHinge says in words what a hinge is taken from.
func whyHinge(h *discourse.Hinge) string {
	poles := [...]string{"first", "second"}
	switch {
	case h.Across:
		return fmt.Sprintf("“%s” opens the sentence and sets it against the one before", h.Cue)
	case h.Kind == discourse.Exception && h.Subordinate >= 0:
		return fmt.Sprintf("“%s” makes the %s pole an exception from the other", h.Cue, poles[h.Subordinate])
	case h.Kind == discourse.Concession && h.Subordinate >= 0:
		return fmt.Sprintf("“%s” concedes the %s pole; the other holds", h.Cue, poles[h.Subordinate])
	case h.Kind == discourse.Concession:
		return fmt.Sprintf("“%s” sets the second pole, which has the last word, against the first", h.Cue)
	case h.Subordinate >= 0:
		return fmt.Sprintf("“%s” has both poles hold; the %s is said by the way", h.Cue, poles[h.Subordinate])
	}
	return fmt.Sprintf("“%s” has both poles hold", h.Cue)
}
