package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tifa"
	"tifa/library"
	"tifa/lineage"
	"tifa/web/api"
	"tifa/web/chart"
)

// temperatureView is how widely formulations were used, year by year, on
// steps.
type temperatureView struct {
	frame
	Weighing weighing
	Ask      *queryForm
	Asked    bool
	Why      string // the question is none, and why
	Thin     string
	Coverage []string
	Any      bool // one of the formulations is used at all
	Heat     *heatView
	Others   []heatFormats // of each formulation, where there are several
}

// heatFormats are the other forms of one formulation's steps.
type heatFormats struct {
	Phrase, Lang string
	Formats      []format
}

// heatView is the steps of formulations, with all that makes them readable.
type heatView struct {
	Charts []*chart.Heat
	Lines  []heatLine
	Steps  []heatStep
	Table  string
	Source string
	Single bool // a year rests on one text
	Gaps   bool
}

// heatLine is one formulation.
type heatLine struct {
	Class        int
	Phrase, Lang string
	library.Heats
	Rows                  []heatRow
	Moves                 []heatMove
	Now                   heatRow // the last year
	Hottest               heatRow
	Trace, Spread, Search string
	Coverage              []string // where it is not that of the first
}

// heatRow is a year, or a run of years on the coldest step without a use.
type heatRow struct {
	lineage.Heat
	Until   string
	Name    string // of the step, in the language of the interface
	Percent string
	Address string
}

// heatMove is a change of step.
type heatMove struct {
	lineage.Move
	FromName, ToName string
	Address          string
}

// Down is how many steps a formulation came down.
func (m heatMove) Down() int { return -m.Steps }

// heatStep is a step with its threshold.
type heatStep struct {
	lineage.Step
	Name, Percent string
}

func (r *Room) temperaturePage(ctx context.Context, q *request) (reply, error) {
	c, err := r.catalogues.get(ctx)
	if err != nil {
		return reply{}, err
	}
	v := &temperatureView{
		frame: r.frame(q, "weight", r.say(q, "temperature.title")), Weighing: q.weighing("temperature"), Ask: q.queryForm("/temperature", c),
	}
	v.Phrase = v.Ask.Phrase
	if v.Phrase == "" {
		return page("temperature", v)
	}
	v.Asked, v.Title = true, r.say(q, "temperature.title-of", strings.Join(given(q.form["phrase"]), " · "))
	if err = r.warm(ctx, q, v, c); errors.Is(err, tifa.ErrUsage) {
		v.Why, v.Ask.Wrong = err.Error(), wrongParam(err)
		return reply{name: "temperature", page: v, status: 400}, nil
	}
	return reply{name: "temperature", page: v}, err
}

// warm fills in the answer.
func (r *Room) warm(ctx context.Context, q *request, v *temperatureView, c *catalogue) error {
	queries, err := api.QueriesIn(q.form)
	if err != nil {
		return err
	}
	if len(queries) > mostPhrases {
		return usage("%d phrases are given; at most %d can be told apart in one chart", len(queries), mostPhrases)
	}
	saying := r.sets[q.settings.Lang].saying
	within := limits(q.form)
	var lines []heatLine
	for i, query := range queries {
		t, err := r.library.Temperature(ctx, query)
		if err != nil {
			return err
		}
		l := r.heatLine(q, i+1, t.Phrase, &t.Heats, within)
		first, err := r.firstOf(ctx, query, c)
		if err != nil {
			return err
		}
		if first != nil {
			l.Lang, v.Any = first.Lang, true
		}
		looked := saying.Looked(&t.Coverage)
		if i == 0 {
			v.Coverage = looked
		} else if !slices.Equal(looked, v.Coverage) {
			l.Coverage = looked
		}
		if v.Thin == "" && t.Thin != "" {
			v.Thin = r.coarse(q, &t.Heats)
		}
		about := limits(q.form)
		about.Set("phrase", query.Phrase)
		v.Others = append(v.Others, heatFormats{query.Phrase, l.Lang, formats("temperature", about)})
		lines = append(lines, l)
	}
	if v.Formats = v.Others[0].Formats; len(v.Others) == 1 {
		v.Others = nil
	}
	v.Heat = r.heatOf(q, lines)
	v.Heat.Source = source(v.Coverage)
	return nil
}

// coarse says that the steps say little, and why.
func (r *Room) coarse(q *request, h *library.Heats) string {
	return r.say(q, "temperature.coarse", h.Coarse, len(h.Years), h.Fewest, r.stepName(q, h.Steps[0].Name, h.Steps[0].Zh))
}

// stepName is a step in the language of the interface: its Chinese name, and
// in English what that means.
func (r *Room) stepName(q *request, name, zh string) string {
	if q.settings.Lang == "zh" || zh == "" {
		return cmp.Or(zh, name)
	}
	return zh + " " + name
}

// heatLine sets one formulation.
func (r *Room) heatLine(q *request, class int, phrase string, h *library.Heats, within url.Values) heatLine {
	l := heatLine{
		Class: class, Phrase: phrase, Heats: *h,
		Trace: address("/trace", phrase, within), Spread: address("/dispersion", phrase, within), Search: address("/search", phrase, within),
	}
	zh := map[string]string{}
	for _, s := range h.Steps {
		zh[s.Name] = s.Zh
	}
	row := func(y lineage.Heat) heatRow {
		return heatRow{
			Heat: y, Name: r.stepName(q, y.Step, y.Zh), Percent: fmt.Sprintf("%.3g", 100*y.Share),
			Address: periodAddress(phrase, within, tifa.Point{Period: y.Period, Count: y.Editions}),
		}
	}
	for i := 0; i < len(h.Years); {
		x := row(h.Years[i])
		end := i + 1
		for x.Editions == 0 && end < len(h.Years) && h.Years[end].Editions == 0 && h.Years[end].Step == x.Step {
			x.Texts += h.Years[end].Texts
			x.Until = h.Years[end].Period
			end++
		}
		l.Rows = append(l.Rows, x)
		i = end
	}
	for i := range h.Years {
		y := row(h.Years[i])
		if l.Hottest.Period == "" || y.Share > l.Hottest.Share {
			l.Hottest = y
		}
		l.Now = y
	}
	for _, m := range h.Moves {
		l.Moves = append(l.Moves, heatMove{
			m, r.stepName(q, m.FromStep, zh[m.FromStep]), r.stepName(q, m.ToStep, zh[m.ToStep]), address("/search", phrase, within, "from", m.To, "to", m.To),
		})
	}
	return l
}

// heatOf draws formulations.
func (r *Room) heatOf(q *request, lines []heatLine) *heatView {
	v := &heatView{Lines: lines, Table: lines[0].Table}
	steps := lines[0].Steps
	names := make([]string, len(steps)) // the lowest first
	at := map[string]int{}
	for i, s := range steps {
		k := len(steps) - 1 - i
		names[k], at[s.Name] = r.stepName(q, s.Name, s.Zh), k
		v.Steps = append(v.Steps, heatStep{s, names[k], fmt.Sprintf("%.4g %%", 100*s.Least)})
	}
	var things []chart.Warmth
	for i := range lines {
		l := &lines[i]
		t := chart.Warmth{Name: l.Phrase, Lang: l.Lang}
		for _, y := range l.Years {
			year, err := strconv.Atoi(y.Period)
			if err != nil {
				continue // the engine gives years
			}
			t.Years = append(t.Years, chart.Year{
				Year: year, Step: at[y.Step], Thin: y.Editions == 1,
				Name:    r.say(q, "temperature.year", y.Period, names[at[y.Step]], y.Editions, y.Texts),
				Address: periodAddress(l.Phrase, limits(q.form), tifa.Point{Period: y.Period, Count: y.Editions}),
			})
			v.Single = v.Single || y.Editions == 1
		}
		things = append(things, t)
	}
	short := make([]string, len(names))
	for i := range short {
		short[i] = cmp.Or(steps[len(steps)-1-i].Zh, steps[len(steps)-1-i].Name)
	}
	v.Charts = []*chart.Heat{
		chart.NewHeat(things, chart.HeatOptions{ID: "wide", Width: 820, Steps: names}),
		chart.NewHeat(things, chart.HeatOptions{ID: "narrow", Width: 344, Steps: short}),
	}
	for _, s := range v.Charts[0].Staves {
		v.Gaps = v.Gaps || s.Gaps != ""
	}
	return v
}
