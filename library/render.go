package library

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"tifa"
	"tifa/bitext"
	"tifa/concordance"
)

// RenderOptions say which renderings are looked for.
type RenderOptions struct {
	Into   string // language of the renderings; empty: all
	Status string // of either text of a bitext
}

// RenderedTerm is how a term was rendered in all bitexts of the library.
type RenderedTerm struct {
	Term        string        `json:"term"`
	Occurrences int           `json:"occurrences"` // in bitexts; one of a text with two translations counts twice
	Renderings  []Rendering   `json:"renderings"`
	Unclear     Unrendered    `json:"unclear"`      // what stands for the term there is not sure enough
	NotRendered Unrendered    `json:"not_rendered"` // the sentence has no counterpart
	Elsewhere   int           `json:"elsewhere"`    // occurrences in texts that stand in no bitext
	Coverage    tifa.Coverage `json:"coverage"`     // of the texts of the bitexts
}

// Rendering is a rendering of a term, in all its inflected forms.
type Rendering struct {
	Text        string            `json:"text"` // the commonest form
	Lang        string            `json:"lang"`
	Count       int               `json:"count"`
	Share       float64           `json:"share"`       // of the occurrences in bitexts with this language
	Probability float64           `json:"probability"` // mean, that it stands for the term
	First       *tifa.Attestation `json:"first"`
	Last        *tifa.Attestation `json:"last"`
	Source      string            `json:"source"` // term base or beads
	Term        string            `json:"term"`   // status in the term base: preferred, admitted, deprecated, forbidden or nothing
	By          []RenderedBy      `json:"by"`
	Periods     []PeriodCount     `json:"periods"` // years of the translations that have it
	Beads       []BeadAddress     `json:"beads"`

	texts    []string // all its forms
	form     string   // see bitext.Counterpart
	editions []string // of the translations
	uses     []use
}

// RenderedBy is by whom a rendering was used, and in translations of which
// status.
type RenderedBy struct {
	Issuer string `json:"issuer"`
	Status string `json:"status"`
	Count  int    `json:"count"`
}

// BeadAddress names a bead by the addresses of its sides.
type BeadAddress struct {
	Src string `json:"src"` // where the term stands
	Tgt string `json:"tgt"` // its counterpart; empty where there is none
}

// Unrendered is occurrences without a rendering.
type Unrendered struct {
	Count int           `json:"count"`
	Beads []BeadAddress `json:"beads"`

	uses []use
}

// The sources of a Rendering.
const (
	FromTerms = "term base"
	FromBeads = "beads"
)

// clearFrom is the mean probability from which a rendering is given as one.
const clearFrom = .25

// Render finds how a term, in any language, was rendered in all bitexts.
func (l *Library) Render(ctx context.Context, q Query, o RenderOptions) (*RenderedTerm, error) {
	parsed, err := l.parse(ctx, &q)
	if err != nil {
		return nil, err
	}
	hits, err := l.index.Hits(ctx, parsed, q.Filter, concordance.ByDate, 0, 0)
	if err != nil {
		return nil, err
	}
	out := &RenderedTerm{
		Term: q.Phrase, Renderings: []Rendering{},
		Unclear: Unrendered{Beads: []BeadAddress{}}, NotRendered: Unrendered{Beads: []BeadAddress{}},
	}
	var langs []string
	for _, h := range hits {
		if lang := tifa.BaseLang(h.Info().Lang); !slices.Contains(langs, lang) {
			langs = append(langs, lang)
		}
	}
	slices.Sort(langs)
	within := map[concordance.Hit]bool{}
	for _, from := range langs {
		for _, into := range l.otherLangs(from, o.Into) {
			s := &renderSearch{options: o, out: out, within: within}
			if s.reading, err = l.reading(ctx, from, into); err != nil {
				return nil, err
			}
			if err := s.run(ctx, q.Phrase, hits); err != nil {
				return nil, err
			}
		}
	}
	slices.SortStableFunc(out.Renderings, func(a, b Rendering) int {
		return cmp.Compare(float64(b.Count)*b.Probability, float64(a.Count)*a.Probability)
	})
	out.Elsewhere = len(hits) - len(within)
	out.Coverage, err = l.bitextCoverage(ctx, q.Filter, langs, o)
	return out, err
}

// bitextCoverage is the coverage of the bitexts in which a term was looked
// for: those of the languages in which it stands, of all if it stands nowhere.
func (l *Library) bitextCoverage(ctx context.Context, f concordance.Filter, langs []string, o RenderOptions) (c tifa.Coverage, err error) {
	if len(langs) == 0 {
		langs = l.otherLangs("", "")
	}
	fits := map[string]bool{}
	l.index.Docs(func(d *concordance.Doc) bool {
		fits[d.Edition] = f.Fits(d)
		return true
	})
	covered := map[string]bool{}
	for _, from := range langs {
		for _, into := range l.otherLangs(from, o.Into) {
			a, b, side := from, into, 0
			if bitext.Turned(a, b) {
				a, b, side = b, a, 1
			}
			pairs, err := l.bitextPairs(ctx, a, b)
			if err != nil {
				return c, err
			}
			for _, p := range pairs {
				if fits[p[side].Address] && o.fits(&p[0], &p[1]) {
					covered[p[0].Address], covered[p[1].Address] = true, true
				}
			}
		}
	}
	return l.coverageOf(covered, f), nil
}

// fits says whether one of the texts of a bitext has the status asked for.
func (o RenderOptions) fits(a, b *tifa.Edition) bool {
	return o.Status == "" || strings.EqualFold(a.Status, o.Status) || strings.EqualFold(b.Status, o.Status)
}

// coverageOf is the coverage of the editions named.
func (l *Library) coverageOf(editions map[string]bool, f concordance.Filter) tifa.Coverage {
	said := l.index.Coverage(f).Filters
	c := l.index.Coverage(concordance.Filter{Editions: append(slices.Sorted(maps.Keys(editions)), "")})
	c.Filters = said
	return c
}
