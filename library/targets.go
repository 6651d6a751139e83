package library

import (
	"context"
	"fmt"
	"math"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
)

// Targets are the passages of a text that are aimed at somebody whom it does
// not name.
type Targets struct {
	Edition  string          `json:"edition"`
	Title    string          `json:"title"`
	Date     tifa.Date       `json:"date"`
	Lang     string          `json:"lang"`
	Items    []Target        `json:"items"` // in the order of the text
	Worth    discourse.Worth `json:"worth"`
	Note     string          `json:"note,omitempty"`  // why nothing could be found
	Parallel discourse.Worth `json:"parallels_worth"` // of the named parallels
	Coverage tifa.Coverage   `json:"coverage"`        // of the texts in which parallels were looked for; without them, of the text
}

// Target is one of them; its quote is the sentence. That a parallel names
// somebody does not mean that the passage means them: it is a candidate, for a
// person to judge.
type Target struct {
	tifa.Attestation
	Kind       string          `json:"kind"` // pointed, bare or norm
	Cue        string          `json:"cue"`
	CueAt      tifa.Range      `json:"cue_at"` // code points in the canonical text
	Predicate  string          `json:"predicate"`
	Reproaches []string        `json:"reproaches"`
	Parallels  []NamedParallel `json:"parallels"` // the most certain first
	Why        string          `json:"why"`
}

// NamedParallel is a passage elsewhere in the library that says something like
// it of somebody whom it names.
type NamedParallel struct {
	tifa.Attestation
	Issuer    string   `json:"issuer"`
	Names     []string `json:"names"`     // who is named, in the language of the text
	Shared    []string `json:"shared"`    // words that both have, the rarest first
	Certainty float64  `json:"certainty"` // 0 to 1: how much of the shorter one is in the other
}

// TargetOptions say where parallels are looked for.
type TargetOptions struct {
	Stated    Stated // of a file
	Filter    concordance.Filter
	Parallels int // how many of each target; 0: none
}

// Targets finds the targets of an edition, or of a file, with named parallels.
func (l *Library) Targets(ctx context.Context, arg string, o TargetOptions, in Stdin) (*Targets, error) {
	finder, err := l.targetRules()
	if err != nil {
		return nil, err
	}
	s, err := l.subject(ctx, arg, o.Stated, in)
	if err != nil {
		return nil, err
	}
	e, t := &s.edition, s.text
	o.Filter.Langs = []string{tifa.BaseLang(e.Lang)}
	o.Filter.Except = append(o.Filter.Except, e.Address)
	o.Filter.NotText = e.Version
	out := &Targets{
		Edition: e.Pinned(), Title: e.Title, Date: e.Date, Lang: e.Lang, Items: []Target{}, Coverage: l.coverageOfText(e),
	}
	if o.Parallels > 0 {
		out.Coverage = l.index.Coverage(o.Filter)
	}
	if out.Worth, err = discourse.WorthOf("target", e.Lang); err != nil {
		return nil, err
	}
	if out.Parallel, err = discourse.WorthOf("parallel", ""); err != nil {
		return nil, err
	}
	if !finder.Knows(e.Lang) {
		out.Note = noWords("passages about somebody unnamed", e.Lang, "targets.tsv")
	}
	search, err := l.parallelSearch(ctx, e.Lang, o.Filter)
	if err != nil {
		return nil, err
	}
	at := newPassages(e, t)
	found, err := l.targetsIn(e, t, finder)
	if err != nil {
		return nil, err
	}
	for _, x := range found {
		cue := at.of(x.Cue)
		item := Target{
			Attestation: at.of(t.Sentences[x.Sentence-1]).Attestation, Kind: x.Kind,
			Cue: cue.Quote, CueAt: tifa.Range{Start: cue.Start, End: cue.End}, Predicate: x.Predicate.Of(t.Body),
			Reproaches: []string{}, Parallels: []NamedParallel{},
		}
		for _, r := range x.Reproaches {
			item.Reproaches = append(item.Reproaches, r.Of(t.Body))
		}
		item.Why = whyTarget(&item)
		if o.Parallels > 0 {
			if item.Parallels, err = search.of(ctx, item.Predicate, o.Parallels); err != nil {
				return nil, err
			}
		}
		out.Items = append(out.Items, item)
	}
	return out, nil
}

func (l *Library) targetRules() (*discourse.Targets, error) {
	nameless, err := l.nameless()
	if err != nil {
		return nil, err
	}
	own, err := l.ownTable("targets.tsv")
	if err != nil {
		return nil, err
	}
	return discourse.ReadTargets(nameless, own...)
}

func whyTarget(x *Target) string {
	reproaches := strings.Join(x.Reproaches, "”, “")
	switch {
	case x.Kind == discourse.Norm:
		return fmt.Sprintf("“%s” says what nobody is to do", x.Cue)
	case reproaches == "":
		return fmt.Sprintf("“%s” means somebody without a name", x.Cue)
	}
	return fmt.Sprintf("“%s” names nobody; “%s” reproaches", x.Cue, reproaches)
}

// rarity says how rare a phrase is in the library, from 0 to 1.
func (l *Library) rarity(ctx context.Context, lang string) func(phrase string) float64 {
	chars := 0
	l.index.Docs(func(d *concordance.Doc) bool {
		if tifa.BaseLang(d.Lang) == tifa.BaseLang(lang) {
			chars += d.Chars
		}
		return true
	})
	most := math.Log(2 + float64(chars))
	return func(phrase string) float64 {
		n, err := l.index.Occurrences(ctx, concordance.Literal(phrase), concordance.Filter{})
		if err != nil { // the search behind it tells of it
			return 0
		}
		return math.Log(1+float64(chars+1)/float64(n+1)) / most
	}
}
