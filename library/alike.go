package library

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"tifa"
	"tifa/concordance"
	"tifa/text"
)

// alikeFrom is the share of the same sentences from which two texts are taken
// for one in two formats. What differs then is a page number or a letter that a
// PDF has lost; versions of a law differ in more.
const alikeFrom = .98

const (
	alikeProbes = 6   // sentences that are looked up to find texts that may be alike
	alikeLong   = 120 // code points: longer ones are more often divided otherwise
	alikeHits   = 40  // occurrences of each that are looked at
	alikeTexts  = 3   // texts that are compared
)

// alike warns of what the library has already of a text that was just stored:
// the same text as another edition in another format, or as the former version
// of an edition. fresh are the texts that were added with it and are not
// indexed yet.
func (l *Library) alike(ctx context.Context, added *Added, p *prepared, fresh []*prepared) ([]string, error) {
	if added.DuplicateOf != nil {
		return nil, nil
	}
	former, err := l.store.FormerHolder(ctx, p.record.Text.Hash())
	if err != nil {
		return nil, err
	}
	if former != "" && former != added.Edition {
		return []string{fmt.Sprintf("it is a former version of %s, which was replaced since: tifa show %s@%s shows it; tifa remove %s takes this one out",
			former, former, p.record.Text.Hash()[:8], added.Edition)}, nil
	}
	candidates, err := l.mayBeAlike(ctx, p)
	if err != nil {
		return nil, err
	}
	own := sentencesIn(p.record.Text)
	best, share := "", 0.0
	look := func(address string, t *tifa.Text) {
		if s := sameShare(own, sentencesIn(t)); address != added.Edition && s > share {
			best, share = address, s
		}
	}
	for _, address := range candidates {
		_, t, err := l.edition(ctx, address)
		if err != nil {
			return nil, err
		}
		look(address, t)
	}
	for _, f := range fresh {
		if f.address != "" && tifa.BaseLang(f.record.Edition.Lang) == tifa.BaseLang(p.record.Edition.Lang) {
			look(f.address, f.record.Text)
		}
	}
	if share < alikeFrom {
		return nil, nil
	}
	return []string{fmt.Sprintf("looks like %s in another format: %.0f %% of the sentences are the same; if it is, tifa remove %s takes this one out, or tifa replace %s FILE corrects that one",
		best, 100*share, added.Edition, best)}, nil
}

// mayBeAlike finds editions that have most of some long sentences of a text.
func (l *Library) mayBeAlike(ctx context.Context, p *prepared) ([]string, error) {
	t := p.record.Text
	var probes []string
	for n := range t.Sentences {
		if s := strings.TrimFunc(t.Sentence(n+1), notSpoken); len([]rune(s)) <= alikeLong {
			probes = append(probes, s)
		}
	}
	slices.SortStableFunc(probes, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	probes = slices.Compact(probes)
	probes = probes[:min(len(probes), alikeProbes)]
	found := map[string]int{}
	for _, probe := range probes {
		hits, err := l.index.Hits(ctx, concordance.Literal(probe), concordance.Filter{Langs: []string{tifa.BaseLang(p.record.Edition.Lang)}}, concordance.ByDate, 0, alikeHits)
		if err != nil {
			return nil, err
		}
		seen := map[string]bool{}
		for _, h := range hits {
			if e := h.Info().Edition; !seen[e] {
				seen[e] = true
				found[e]++
			}
		}
	}
	var out []string
	for e, n := range found {
		if 2*n >= len(probes) {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(found[b], found[a]), cmp.Compare(a, b)) })
	return out[:min(len(out), alikeTexts)], nil
}

func notSpoken(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// sentencesIn counts the sentences of a text by what is said in them.
func sentencesIn(t *tifa.Text) map[string]int {
	out := map[string]int{}
	for n := range t.Sentences {
		if s := text.Fold(strings.TrimFunc(t.Sentence(n+1), notSpoken)); s != "" {
			out[s]++
		}
	}
	return out
}

// sameShare is how many of the sentences of the longer text are in the other
// too.
func sameShare(a, b map[string]int) float64 {
	same, all := 0, [2]int{}
	for s, n := range a {
		same += min(n, b[s])
		all[0] += n
	}
	for _, n := range b {
		all[1] += n
	}
	return float64(same) / float64(max(all[0], all[1], 1))
}
