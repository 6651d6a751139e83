package library

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
)

// How named parallels are looked for.
const (
	parallelTerms = 14  // the rarest terms of a predicate are looked up
	parallelHits  = 150 // places of each; a term with more is too common to tell
	leastCertain  = .25 // of a parallel that is shown
	leastTerms    = 2   // that both must share
)

// parallelSearch finds passages that say something like a predicate of
// somebody with a name.
type parallelSearch struct {
	l        *Library
	filter   concordance.Filter
	names    *discourse.Names
	contents *discourse.Contents
	texts    map[string]*parallelText
}

type parallelText struct {
	edition tifa.Edition
	text    *tifa.Text
	at      *passages
	own     map[string]bool // ids in the name of its issuer
}

func (l *Library) parallelSearch(ctx context.Context, lang string, f concordance.Filter) (*parallelSearch, error) {
	names, err := l.Authority()
	if err != nil {
		return nil, err
	}
	return &parallelSearch{
		l: l, filter: f, names: names, contents: discourse.NewContents(lang, l.rarity(ctx, lang)), texts: map[string]*parallelText{},
	}, nil
}

// parallelPlace is a sentence of an edition.
type parallelPlace struct {
	edition  string
	sentence int
}

// of finds parallels of a predicate, the most certain first.
func (s *parallelSearch) of(ctx context.Context, predicate string, most int) ([]NamedParallel, error) {
	content := s.contents.Of(predicate)
	places, err := s.places(ctx, predicate, &content)
	if err != nil {
		return nil, err
	}
	out := []NamedParallel{}
	for _, p := range places {
		x, err := s.judge(ctx, p, predicate, &content)
		if err != nil {
			return nil, err
		}
		if x != nil {
			out = append(out, *x)
		}
	}
	slices.SortStableFunc(out, func(a, b NamedParallel) int {
		return cmp.Or(cmp.Compare(b.Certainty, a.Certainty), compareAttestations(a.Attestation, b.Attestation))
	})
	return out[:min(most, len(out))], nil
}

// places are the sentences that have rare terms of a predicate, in order.
func (s *parallelSearch) places(ctx context.Context, predicate string, content *discourse.Content) ([]parallelPlace, error) {
	var terms []discourse.Term
	seen := map[string]bool{}
	for _, t := range content.Terms {
		if !seen[t.Key] {
			seen[t.Key], terms = true, append(terms, t)
		}
	}
	slices.SortStableFunc(terms, func(a, b discourse.Term) int { return cmp.Compare(b.Weight, a.Weight) })
	found := map[parallelPlace]int{}
	for _, t := range terms[:min(parallelTerms, len(terms))] {
		hits, err := s.l.index.Hits(ctx, concordance.Literal(t.Of(predicate)), s.filter, concordance.ByDate, 0, parallelHits+1)
		if err != nil {
			return nil, fmt.Errorf("look for parallels of %q: %w", predicate, err)
		}
		if len(hits) > parallelHits {
			continue
		}
		for _, h := range hits {
			found[parallelPlace{h.Info().Edition, h.Segment.SentenceOf(h.Doc, h.From)}]++
		}
	}
	var out []parallelPlace
	for p, n := range found {
		if n >= leastTerms {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b parallelPlace) int {
		return cmp.Or(cmp.Compare(a.edition, b.edition), cmp.Compare(a.sentence, b.sentence))
	})
	return out, nil
}

func (s *parallelSearch) open(ctx context.Context, edition string) (*parallelText, error) {
	if x := s.texts[edition]; x != nil {
		return x, nil
	}
	e, t, err := s.l.edition(ctx, edition)
	if err != nil {
		return nil, err
	}
	x := &parallelText{edition: e, text: t, at: newPassages(&e, t), own: map[string]bool{}}
	for _, m := range s.names.Find(e.Issuer) {
		for _, id := range m.IDs {
			x.own[id] = true
		}
	}
	s.texts[edition] = x
	return x, nil
}

// judge says whether a sentence names somebody, who is not its author, before
// what it shares with a predicate; nil if not.
func (s *parallelSearch) judge(ctx context.Context, p parallelPlace, predicate string, content *discourse.Content) (*NamedParallel, error) {
	x, err := s.open(ctx, p.edition)
	if err != nil {
		return nil, err
	}
	sentence := x.text.Sentence(p.sentence)
	whole := s.contents.Of(sentence)
	first := -1
	for i := range whole.Terms {
		if content.Has(whole.Terms[i].Key) > 0 {
			first = whole.Terms[i].Start
			break
		}
	}
	var names []string
	behind := 0
	for _, m := range s.names.Find(sentence) {
		if m.Adjective || m.Start >= first || inTitle(sentence, m.Start) {
			continue
		}
		for _, id := range m.IDs {
			n := s.names.Entity(id)
			if name := n.Name(x.edition.Lang); strings.HasSuffix(n.Set, "states") && !x.own[id] && !slices.Contains(names, name) {
				names, behind = append(names, name), m.End
			}
		}
	}
	if names == nil {
		return nil, nil
	}
	said := s.contents.Of(sentence[behind:])
	weight, n := content.Shared(&said)
	less := min(content.Weight, said.Weight)
	if n < leastTerms || less == 0 {
		return nil, nil
	}
	certainty := weight / less
	if n < 3 { // two terms can meet by chance
		certainty *= .75
	}
	if certainty < leastCertain {
		return nil, nil
	}
	return &NamedParallel{
		Attestation: x.at.of(x.text.Sentences[p.sentence-1]).Attestation, Issuer: x.edition.Issuer,
		Names: names, Shared: content.SharedWords(&said, predicate), Certainty: min(1, certainty),
	}, nil
}

// inTitle says whether a place stands in the title of a work.
func inTitle(sentence string, at int) bool {
	before := sentence[:at]
	return strings.LastIndex(before, "《") > strings.LastIndex(before, "》")
}
