package library

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/bitext"
)

// The states of an occurrence of a term, for PassagesOf.
const (
	IsRendered    = "rendered"     // with a rendering
	IsUnclear     = "unclear"      // what stands for the term is not sure enough
	IsNotRendered = "not rendered" // the sentence has no counterpart
)

// PassagesOf chooses occurrences of a term in bitexts. The zero value chooses
// all.
type PassagesOf struct {
	State     string // IsRendered, IsUnclear or IsNotRendered; empty: all
	Rendering string // only with this rendering, one of its forms
	Lang      string // only with a rendering in this language
}

// RenderedPassage is an occurrence of a term in a bead, in both languages.
type RenderedPassage struct {
	State       string  `json:"state"`
	Rendering   string  `json:"rendering"` // the commonest form of it; empty: there is none
	Term        string  `json:"term"`      // status in the term base of the rendering at this place, or nothing
	Src         Side    `json:"src"`
	Tgt         *Side   `json:"tgt"`         // null: the sentence has no counterpart
	Probability float64 `json:"probability"` // that the words marked stand for the term
	Score       float64 `json:"score"`       // of the bead
}

// Side is one side of a bead, with the part of it that is meant.
type Side struct {
	Address string    `json:"address"`
	Edition string    `json:"edition"`
	Lang    string    `json:"lang"`
	Date    tifa.Date `json:"date"`
	Title   string    `json:"title"`
	Issuer  string    `json:"issuer"`
	Status  string    `json:"status"`
	Text    string    `json:"text"`
	Start   *int      `json:"start"` // code points of Text; null: not clear which
	End     *int      `json:"end"`
}

// use is an occurrence of a term in a bitext, without the texts: answers are
// kept for as long as readers look at them.
type use struct {
	of          *[2]tifa.Edition // own, other
	own, other  []int            // sentences of the bead
	part        tifa.Span        // of the own passage
	tgt         tifa.Span        // of the other; empty: not clear
	at          tifa.Attestation // of tgt; where that is empty only the edition
	term        string
	probability float64
	score       float64
}

// Passages gives the occurrences of a term that are chosen, with their texts:
// those without clear rendering last, each group in the order of the dates of
// the translations. It skips some, gives at most limit (0: all), and says how
// many there are.
func (l *Library) Passages(ctx context.Context, r *RenderedTerm, of PassagesOf, skip, limit int) ([]RenderedPassage, int, error) {
	states := []string{IsRendered, IsUnclear, IsNotRendered}
	if of.State != "" && !slices.Contains(states, of.State) {
		return nil, 0, fmt.Errorf("%q is no state of an occurrence: %s, %s or %s: %w", of.State, IsRendered, IsUnclear, IsNotRendered, tifa.ErrUsage)
	}
	type chosen struct {
		use
		state, text string
	}
	var all []chosen
	add := func(state, text string, uses []use) {
		if of.State != "" && of.State != state {
			return
		}
		for _, u := range uses {
			all = append(all, chosen{u, state, text})
		}
	}
	for i := range r.Renderings {
		if x := &r.Renderings[i]; (of.Lang == "" || tifa.BaseLang(of.Lang) == tifa.BaseLang(x.Lang)) && (of.Rendering == "" || x.is(of.Rendering)) {
			add(IsRendered, x.Text, x.uses)
		}
	}
	if of.Rendering == "" && of.Lang == "" {
		add(IsUnclear, "", r.Unclear.uses)
		add(IsNotRendered, "", r.NotRendered.uses)
	}
	// What is equal stays in the order of the term's own places.
	slices.SortStableFunc(all, func(a, b chosen) int {
		return cmp.Or(cmp.Compare(slices.Index(states, a.state), slices.Index(states, b.state)), compareAttestations(a.at, b.at))
	})
	count := len(all)
	all = all[min(max(0, skip), count):]
	if limit > 0 {
		all = all[:min(limit, len(all))]
	}
	out := make([]RenderedPassage, 0, len(all))
	texts := map[string]*tifa.Text{}
	for _, c := range all {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		p := RenderedPassage{State: c.state, Rendering: c.text, Term: c.term, Probability: c.probability, Score: c.score}
		src, err := l.side(ctx, texts, &c.of[0], c.own, c.part)
		if err != nil {
			return nil, 0, err
		}
		p.Src = *src
		if len(c.other) > 0 {
			if p.Tgt, err = l.side(ctx, texts, &c.of[1], c.other, c.tgt); err != nil {
				return nil, 0, err
			}
		}
		out = append(out, p)
	}
	return out, count, nil
}

// side reads a side of a bead. part is of its passage; where it is empty
// nothing is meant in particular.
func (l *Library) side(ctx context.Context, texts map[string]*tifa.Text, e *tifa.Edition, run []int, part tifa.Span) (*Side, error) {
	t := texts[e.Version]
	if t == nil {
		var err error
		if t, err = l.store.Text(ctx, e); err != nil {
			return nil, err
		}
		texts[e.Version] = t
	}
	s := &Side{
		Address: runAddress(e.Address, run), Edition: e.Address, Lang: e.Lang, Date: e.Date, Title: e.Title, Issuer: e.Issuer, Status: e.Status,
		Text: bitext.Passage(t, run),
	}
	if part.End > part.Start && part.End <= len(s.Text) {
		start := utf8.RuneCountInString(s.Text[:part.Start])
		end := start + utf8.RuneCountInString(part.Of(s.Text))
		s.Start, s.End = &start, &end
	}
	return s, nil
}

// is says whether a rendering has a form, up to folding.
func (r *Rendering) is(text string) bool {
	key := foldedKey(text)
	return slices.ContainsFunc(append([]string{r.Text}, r.texts...), func(s string) bool { return foldedKey(s) == key })
}

// PeriodCount is how often something stands in a period.
type PeriodCount struct {
	Period string `json:"period"`
	Count  int    `json:"count"`
}

// years counts attestations by their years; those without a date stand in
// none.
func years(at []tifa.Attestation) []PeriodCount {
	out := []PeriodCount{}
	for _, a := range at {
		if a.Date.IsZero() {
			continue
		}
		year := tifa.Date{Year: a.Date.Year}.String()
		i, found := slices.BinarySearchFunc(out, year, func(p PeriodCount, y string) int { return strings.Compare(p.Period, y) })
		if !found {
			out = slices.Insert(out, i, PeriodCount{Period: year})
		}
		out[i].Count++
	}
	return out
}
