package library

import (
	"context"
	"fmt"
	"math"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/lineage"
	"tifa/store"
)

// Temperature is how widely a formulation was used, year by year, on steps.
type Temperature struct {
	Phrase string `json:"phrase"`
	Heats
	Coverage tifa.Coverage `json:"coverage"`
}

// Heats are the steps of the years.
type Heats struct {
	Steps lineage.Steps  `json:"steps"`
	Table string         `json:"table"` // the file of the steps, in the folder of the library; empty: those of the program
	Years []lineage.Heat `json:"years"` // those that have texts
	Moves []lineage.Move `json:"moves"`
	// Fewest is how many texts a year has at least for a single one not to be
	// on the hottest step; Coarse says how many years have fewer.
	Fewest int    `json:"fewest"`
	Coarse int    `json:"coarse"`
	Thin   string `json:"thin,omitempty"` // why the steps say little, if they do
}

const temperatureFile = "temperature.tsv"

// Temperature reads the temperature of a phrase: the share of each year's texts
// that use it, on the steps of the table. Texts without a date are not counted.
func (l *Library) Temperature(ctx context.Context, q Query) (*Temperature, error) {
	parsed, err := l.parse(ctx, &q)
	if err != nil {
		return nil, err
	}
	if err := l.attestedLangs(ctx, parsed, &q.Filter); err != nil {
		return nil, err
	}
	heats, err := l.heats(ctx, parsed, q.Filter)
	if err != nil {
		return nil, err
	}
	return &Temperature{q.Phrase, *heats, l.index.Coverage(q.Filter)}, nil
}

// heatSteps reads the table of steps, the library's own if it has one.
func (l *Library) heatSteps() (lineage.Steps, string, error) {
	own, err := l.ownTable(temperatureFile)
	if err != nil {
		return nil, "", err
	}
	if len(own) == 0 {
		steps, err := lineage.ReadSteps("", nil)
		return steps, "", err
	}
	steps, err := lineage.ReadSteps(own[0].File, own[0].Data)
	return steps, store.Tables + "/" + temperatureFile, err
}

// heats reads the steps of the years.
func (l *Library) heats(ctx context.Context, q *concordance.Query, f concordance.Filter) (*Heats, error) {
	out := &Heats{}
	var err error
	if out.Steps, out.Table, err = l.heatSteps(); err != nil {
		return nil, err
	}
	points, err := l.index.Trend(ctx, q, f, concordance.Year)
	if err != nil {
		return nil, err
	}
	texts := map[string]int{}
	l.index.Docs(func(d *concordance.Doc) bool {
		if !d.Date.IsZero() && f.Fits(d) {
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
	out.coarse()
	return out, nil
}

// coarse tells how many years have so few texts that a single one is on the
// hottest step: nothing is between that and none there.
func (h *Heats) coarse() {
	if h.Steps[0].Least == 0 { // a table of one step
		return
	}
	h.Fewest = int(math.Floor(1/h.Steps[0].Least+1e-9)) + 1
	for _, y := range h.Years {
		if y.Texts < h.Fewest {
			h.Coarse++
		}
	}
	if h.Coarse > 0 {
		h.Thin = fmt.Sprintf("%d of %s have fewer than %s, and there a single text is %s: no step between that and none can occur",
			h.Coarse, plural(len(h.Years), "year"), plural(h.Fewest, "text"), h.Steps[0].Name)
	}
}
