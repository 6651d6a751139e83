package library

import (
	"cmp"
	"context"
	"slices"

	"tifa"
	"tifa/bitext"
	"tifa/concordance"
)

// Across is a formulation in the other languages of the library.
type Across struct {
	Renderings []TracedRendering `json:"renderings"` // those of the term base first, then by their beads
	// FirstIn is the language that certainly had it first, among the language
	// of the phrase and those of its main renderings; nil where that cannot be
	// ordered. FirstInUndecided are then the languages that can have been first.
	FirstIn          *string  `json:"first_in"`
	FirstInUndecided []string `json:"first_in_undecided"`
}

// TracedRendering is a rendering of a formulation in all texts of its
// language, whether they are translations or not.
type TracedRendering struct {
	Text   string            `json:"text"`
	Lang   string            `json:"lang"`
	Count  int               `json:"count"`
	First  *tifa.Attestation `json:"first"`
	Last   *tifa.Attestation `json:"last"`
	Source string            `json:"source"` // term base or beads
	Term   string            `json:"term"`   // status in the term base, or nothing
	Beads  int               `json:"beads"`  // in which it stands for the formulation
	Share  float64           `json:"share"`  // of the occurrences of the formulation in bitexts

	first, last *concordance.Hit
}

// mainShare is the share of the occurrences from which a rendering that the
// term base does not know speaks for its language when it is asked which had
// the formulation first.
const mainShare = .2

// across finds the renderings of a formulation and traces each.
func (l *Library) across(ctx context.Context, q Query, into string) (*Across, error) {
	rendered, err := l.Render(ctx, q, RenderOptions{Into: into})
	if err != nil {
		return nil, err
	}
	a := &Across{Renderings: []TracedRendering{}, FirstInUndecided: []string{}}
	concepts, err := l.store.Concepts(ctx)
	if err != nil {
		return nil, err
	}
	for _, from := range q.Filter.Langs {
		for _, c := range having(concepts, q.Phrase, from) {
			for _, lang := range l.otherLangs(from, into) {
				for _, t := range bitext.Renderings(c, lang) {
					r := TracedRendering{Text: t.Text, Lang: lang, Source: FromTerms, Term: t.Status}
					texts := []string{t.Text}
					rendered.Renderings = slices.DeleteFunc(rendered.Renderings, func(x Rendering) bool {
						if x.Lang != lang || !slices.ContainsFunc(x.texts, func(s string) bool { return foldedKey(s) == foldedKey(t.Text) }) {
							return false
						}
						r.Beads, r.Share = len(x.Beads), x.Share
						texts = append(texts, x.texts...)
						return true
					})
					if err := l.attestAll(ctx, q, &r, texts); err != nil {
						return nil, err
					}
					a.Renderings = append(a.Renderings, r)
				}
			}
		}
	}
	for _, x := range rendered.Renderings {
		r := TracedRendering{Text: x.Text, Lang: x.Lang, Source: FromBeads, Term: x.Term, Beads: len(x.Beads), Share: x.Share}
		if err := l.attestAll(ctx, q, &r, x.texts); err != nil {
			return nil, err
		}
		a.Renderings = append(a.Renderings, r)
	}
	return a, l.firstIn(ctx, q, a)
}

// attestAll counts the forms of a rendering in all texts of its language that
// the dates of the query allow.
func (l *Library) attestAll(ctx context.Context, q Query, r *TracedRendering, texts []string) error {
	f := concordance.Filter{Langs: []string{r.Lang}, From: q.Filter.From, To: q.Filter.To}
	done := map[string]bool{}
	for _, text := range texts {
		if done[foldedKey(text)] {
			continue
		}
		done[foldedKey(text)] = true
		phrase := concordance.Literal(text)
		n, err := l.index.Count(ctx, phrase, f)
		if err != nil {
			return err
		}
		r.Count += n.Count
		first, err := l.index.First(ctx, phrase, f)
		if err != nil {
			return err
		}
		last, err := l.index.Last(ctx, phrase, f)
		if err != nil || first == nil {
			return err
		}
		if r.first == nil || compareHits(*first, *r.first) < 0 {
			r.first = first
		}
		if r.last == nil || compareHits(*last, *r.last) > 0 && !last.Info().Date.IsZero() {
			r.last = last
		}
	}
	for _, x := range []struct {
		hit *concordance.Hit
		to  **tifa.Attestation
	}{{r.first, &r.First}, {r.last, &r.Last}} {
		if x.hit != nil {
			at, err := l.index.Attest(*x.hit)
			if err != nil {
				return err
			}
			*x.to = &at
		}
	}
	return nil
}

func compareHits(a, b concordance.Hit) int {
	return cmp.Or(compareDates(a.Info().Date, b.Info().Date), cmp.Compare(a.Info().Edition, b.Info().Edition), cmp.Compare(a.From, b.From))
}

// firstIn decides which language had the formulation first.
func (l *Library) firstIn(ctx context.Context, q Query, a *Across) error {
	parsed, err := l.parse(ctx, &q)
	if err != nil {
		return err
	}
	firsts := map[string]*concordance.Hit{}
	var langs []string
	add := func(h *concordance.Hit) {
		if h == nil {
			return
		}
		lang := tifa.BaseLang(h.Info().Lang)
		if have := firsts[lang]; have == nil {
			langs = append(langs, lang)
		} else if compareHits(*h, *have) >= 0 {
			return
		}
		firsts[lang] = h
	}
	for _, lang := range q.Filter.Langs {
		f := q.Filter
		f.Langs = []string{lang}
		h, err := l.index.First(ctx, parsed, f)
		if err != nil {
			return err
		}
		add(h)
	}
	if len(langs) == 0 {
		return nil
	}
	for i := range a.Renderings {
		if r := &a.Renderings[i]; r.Source == FromTerms || r.Share >= mainShare {
			add(r.first)
		}
	}
	slices.Sort(langs)
	for _, lang := range langs {
		certain, possible := true, true
		for _, other := range langs {
			if other == lang {
				continue
			}
			certain = certain && firsts[other].Info().Later(firsts[lang].Info().Date)
			possible = possible && !firsts[lang].Info().Later(firsts[other].Info().Date)
		}
		if certain {
			a.FirstIn, a.FirstInUndecided = &lang, []string{}
			return nil
		}
		if possible {
			a.FirstInUndecided = append(a.FirstInUndecided, lang)
		}
	}
	return nil
}
