package library

import (
	"context"
	"fmt"
	"slices"

	"tifa"
	"tifa/concordance"
	"tifa/lineage"
)

// Dispersion is where the uses of phrases lie: in one text by its sections, or
// over several texts in the order of date.
type Dispersion struct {
	Over     string            `json:"over"`    // sections, tenths (of a text without sections) or texts
	Edition  *string           `json:"edition"` // the text, null over several
	Title    string            `json:"title"`
	Date     tifa.Date         `json:"date"`
	Chars    int               `json:"chars"` // code points of all parts
	Parts    []DispersionPart  `json:"parts"`
	Phrases  []PhraseDispersed `json:"phrases"`
	Measure  string            `json:"measure"`        // what dp is, and whose
	Thin     string            `json:"thin,omitempty"` // why it says little, if it does
	Coverage tifa.Coverage     `json:"coverage"`
}

// DispersionPart is a section or a text.
type DispersionPart struct {
	N       int       `json:"n"`       // from 1
	Address string    `json:"address"` // where it begins
	Edition string    `json:"edition"`
	Title   string    `json:"title"` // the heading; empty before the first, and of tenths
	Level   int       `json:"level"` // of the heading, 0 where there is none
	Date    tifa.Date `json:"date"`
	From    int       `json:"from"`  // code points of all parts before it
	Start   int       `json:"start"` // code points of its text
	End     int       `json:"end"`
	Chars   int       `json:"chars"`
}

// PhraseDispersed is where the uses of one phrase lie. What cannot be measured
// is null: without a use, and where there is one part alone.
type PhraseDispersed struct {
	Phrase   string          `json:"phrase"`
	Count    int             `json:"count"`
	Editions int             `json:"editions"`
	InParts  int             `json:"in_parts"` // parts that have a use
	Of       int             `json:"of"`       // parts in its languages, which are those that it is measured over
	DP       *float64        `json:"dp"`       // 0 evenly, towards 1 in few parts
	DPNorm   *float64        `json:"dp_norm"`
	D        *float64        `json:"juilland_d"`
	Counts   []int           `json:"counts"` // of each part
	Uses     []DispersionUse `json:"uses"`
	Coverage tifa.Coverage   `json:"coverage"`
}

// DispersionUse is a use with its place.
type DispersionUse struct {
	tifa.Attestation
	Part  int     `json:"part"`  // its n
	Share float64 `json:"share"` // of its text, 0 at the beginning
	At    float64 `json:"at"`    // of all parts, one after another
}

// DispersionOptions say over what uses are looked at.
type DispersionOptions struct {
	Edition string // one text; empty: all that the filter chooses
	Level   int    // of the headings at which a text is divided; 0: the highest with three sections
	Limit   int    // of the uses of each phrase; 0: all
}

// MostLevel is the lowest level of headings at which a text can be divided.
const MostLevel = 9

// MostDispersed is how many phrases are compared at most.
const MostDispersed = 12

// FewUses is how few uses, and FewTexts how few texts, make a measure of
// dispersion that means little.
const (
	FewUses  = 5
	FewTexts = 5
)

// Dispersion tells where the uses of phrases lie. All queries must have the
// same filter.
func (l *Library) Dispersion(ctx context.Context, queries []Query, o DispersionOptions) (*Dispersion, error) {
	switch {
	case len(queries) == 0:
		return nil, fmt.Errorf("no phrase is given: %w", tifa.ErrUsage)
	case len(queries) > MostDispersed:
		return nil, fmt.Errorf("%s are given; at most %d can be told apart: %w", plural(len(queries), "phrase"), MostDispersed, tifa.ErrUsage)
	case o.Edition != "" && !queries[0].Filter.Empty():
		return nil, fmt.Errorf("uses are looked for in one text, %s, or in those that a filter chooses, not both: %w", o.Edition, tifa.ErrUsage)
	case o.Limit < 0:
		return nil, fmt.Errorf("limit is a number from 0: %w", tifa.ErrUsage)
	case o.Level < 0 || o.Level > MostLevel:
		return nil, fmt.Errorf("level is a number from 0 to %d: %w", MostLevel, tifa.ErrUsage)
	}
	parsed := make([]*concordance.Query, len(queries))
	filters := make([]concordance.Filter, len(queries))
	all := queries[0].Filter
	var langs []string
	for i := range queries {
		var err error
		if parsed[i], err = l.parse(ctx, &queries[i]); err != nil {
			return nil, err
		}
		filters[i] = queries[i].Filter
		if o.Edition != "" {
			continue
		}
		if err := l.attestedLangs(ctx, parsed[i], &filters[i]); err != nil {
			return nil, err
		}
		langs = append(langs, filters[i].Langs...)
	}
	out := &Dispersion{Over: lineage.Texts, Measure: dispersionMeasure, Phrases: []PhraseDispersed{}}
	var parts []lineage.Part
	if o.Edition != "" {
		e, t, err := l.present(ctx, o.Edition)
		if err != nil {
			return nil, err
		}
		all = concordance.Filter{Editions: []string{e.Address}}
		for i := range filters {
			filters[i] = all
		}
		parts, out.Over = lineage.SectionsOf(&e, t, o.Level)
		out.Edition, out.Title, out.Date = &e.Address, e.Title, e.Date
	} else {
		slices.Sort(langs)
		all.Langs = slices.Compact(langs)
		parts = lineage.TextsOf(l.index, all)
	}
	out.Coverage = l.index.Coverage(all)
	out.parts(parts)
	for i := range queries {
		p, err := l.disperse(ctx, queries[i].Phrase, parsed[i], filters[i], parts, out, o.Limit)
		if err != nil {
			return nil, err
		}
		out.Phrases = append(out.Phrases, *p)
	}
	out.thin()
	return out, nil
}

const dispersionMeasure = "dp: deviation of proportions over the parts by their length in characters (Gries 2008): 0 as even as can be, towards 1 in few parts; " +
	"dp_norm: divided by its greatest value (Lijffijt and Gries 2012); juilland_d: 1 even, 0 all in one part (Juilland and Chang-Rodríguez 1964)"

// parts sets the parts of the answer.
func (d *Dispersion) parts(parts []lineage.Part) {
	d.Parts = make([]DispersionPart, len(parts))
	for i := range parts {
		p := &parts[i]
		d.Parts[i] = DispersionPart{
			N: i + 1, Address: tifa.SentenceAddress(p.Edition, p.Sentence, p.Sentence), Edition: p.Edition, Title: p.Title, Level: p.Level, Date: p.Date,
			From: d.Chars, Start: p.Start, End: p.End, Chars: p.Chars(),
		}
		d.Chars += p.Chars()
	}
}

// disperse finds the uses of one phrase. Texts in languages that do not have
// it are not among the parts that it is measured over.
func (l *Library) disperse(ctx context.Context, phrase string, q *concordance.Query, f concordance.Filter, parts []lineage.Part, d *Dispersion, most int) (*PhraseDispersed, error) {
	fits := map[string]bool{}
	l.index.Docs(func(x *concordance.Doc) bool {
		fits[x.Edition] = f.Fits(x)
		return true
	})
	var own []lineage.Part
	var at []int // of each own part, its index
	for i := range parts {
		if fits[parts[i].Edition] {
			own, at = append(own, parts[i]), append(at, i)
		}
	}
	found, err := lineage.Disperse(ctx, l.index, q, f, own, most)
	if err != nil {
		return nil, err
	}
	out := &PhraseDispersed{
		Phrase: phrase, Count: found.Count, Editions: found.Texts, InParts: found.In, Of: len(own),
		DP: rounded(found.DP), DPNorm: rounded(found.Norm), D: rounded(found.D),
		Counts: make([]int, len(parts)), Uses: make([]DispersionUse, len(found.Uses)), Coverage: l.index.Coverage(f),
	}
	for i, n := range found.Counts {
		out.Counts[at[i]] = n
	}
	for i := range found.Uses {
		u := &found.Uses[i]
		p := &d.Parts[at[u.Part]]
		whole := p.Chars // of the text
		if d.Edition != nil {
			whole = d.Chars
		}
		out.Uses[i] = DispersionUse{
			u.Attestation, p.N, share(u.Start, whole), share(p.From+u.Start-p.Start, d.Chars),
		}
	}
	return out, nil
}

// share is a part of a whole to five digits: a character in a text of 100,000.
func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(int(float64(part)/float64(whole)*1e5+.5)) / 1e5
}

func rounded(x *float64) *float64 {
	if x == nil {
		return nil
	}
	y := round(*x)
	return &y
}

// thin says why a measure says little.
func (d *Dispersion) thin() {
	most := 0
	for i := range d.Phrases {
		most = max(most, d.Phrases[i].Count)
	}
	switch {
	case most == 0:
	case most < FewUses:
		d.Thin = fmt.Sprintf("%s at most: so few always look uneven", plural(most, "use"))
	case d.Edition == nil && len(d.Parts) < FewTexts:
		d.Thin = fmt.Sprintf("over %s alone", plural(len(d.Parts), "text"))
	}
}
