package library

import (
	"context"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/lineage"
)

// Temperature is how widely a formulation was used, year by year, on steps.
type Temperature struct {
	Phrase   string         `json:"phrase"`
	Steps    lineage.Steps  `json:"steps"`
	Years    []lineage.Heat `json:"years"` // those that have texts
	Moves    []lineage.Move `json:"moves"`
	Coverage tifa.Coverage  `json:"coverage"`
}

// Temperature reads the temperature of a phrase: the share of each year's texts
// that use it, on the steps of the table. Texts without a date are not counted.
func (l *Library) Temperature(ctx context.Context, q Query) (*Temperature, error) {
	own, err := l.ownTable("temperature.tsv")
	if err != nil {
		return nil, err
	}
	out := &Temperature{Phrase: q.Phrase}
	if len(own) > 0 {
		out.Steps, err = lineage.ReadSteps(own[0].File, own[0].Data)
	} else {
		out.Steps, err = lineage.ReadSteps("", nil)
	}
	if err != nil {
		return nil, err
	}
	parsed, err := q.parse()
	if err != nil {
		return nil, err
	}
	if err := l.attestedLangs(ctx, parsed, &q.Filter); err != nil {
		return nil, err
	}
	points, err := l.index.Trend(ctx, parsed, q.Filter, concordance.Year)
	if err != nil {
		return nil, err
	}
	texts := map[string]int{}
	l.index.Docs(func(d *concordance.Doc) bool {
		if !d.Date.IsZero() && q.Filter.Fits(d) {
			year, _, _ := strings.Cut(d.Date.String(), "-")
			texts[year]++
		}
		return true
	})
	var years []string
	var using, all []int
	for _, p := range points {
		years, using, all = append(years, p.Period), append(using, p.Editions), append(all, texts[p.Period])
	}
	out.Years, out.Moves = out.Steps.Temperature(years, using, all)
	out.Coverage = l.index.Coverage(q.Filter)
	return out, nil
}
