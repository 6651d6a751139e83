package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tifa/library"
	"tifa/lineage"
)

func (a *app) temperatureCommand() *cobra.Command {
	var q library.Query
	var exact string
	cmd := &cobra.Command{
		Use:   "temperature PHRASE [flags]",
		Short: "how hot a formulation was, year by year, on six steps",
		Long: `Temperature tells, for each year, which share of its texts use a phrase, and sets
it on a scale of six steps: boiling (沸), scorching (烫), hot (热), warm (暖),
lukewarm (温), cold (冷); then the moves from step to step.

The two upper limits are those that China Media Project publishes for articles of
a newspaper; the lower ones carry their factor on. All are a table: a library can
have its own, tables/temperature.tsv, of lines "step, name in Chinese, least
share" divided by tabs.

A share of few texts says little: in a year of ten texts a single one is boiling.
How many there are stands on each line.`,
		Example: `  tifa temperature 和谐社会
  tifa temperature "artificial intelligence" --kind statement --json`,
		Args: usage(1, 1, "a phrase", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				q, err := query(q, args[0], exact)
				if err != nil {
					return err
				}
				t, err := l.Temperature(cmd.Context(), q)
				if err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(t)
				}
				a.temperature(t)
				return nil
			})
		},
	}
	queryFlags(cmd, &q, &exact)
	editionFlag(cmd, &q.Filter)
	return cmd
}

func (a *app) temperature(t *library.Temperature) {
	if t.Thin != "" {
		a.write("%s", a.screen.paint(bold, "Thin: "+t.Thin))
	}
	a.write("%s in %s", t.Phrase, coverage(t.Coverage, "text"))
	limits := make([]string, len(t.Steps))
	for i, s := range t.Steps {
		limits[i] = fmt.Sprintf("%s %s from %.4g %%", s.Zh, s.Name, 100*s.Least)
	}
	a.write("%s", a.screen.paint(dim, strings.Join(limits, ", ")+"; "+cmp.Or(t.Table, "a library can have its own in tables/temperature.tsv")))
	for _, y := range t.Years {
		by := ""
		if y.Editions == 1 {
			by = a.screen.paint(dim, "  by one text alone")
		}
		a.write("  %s  %s %s  %d of %s, %.2f %%%s", y.Period, y.Zh, padRight(y.Step, 9), y.Editions, count(y.Texts, "text"), 100*y.Share, by)
	}
	if len(t.Moves) > 0 {
		a.heading("Moves")
	}
	for _, m := range t.Moves {
		a.write("  %s → %s  %s → %s  (%+d)", m.From, m.To, stepNamed(t.Steps, m.FromStep), stepNamed(t.Steps, m.ToStep), m.Steps)
	}
}

// stepNamed is a step with its Chinese name.
func stepNamed(steps lineage.Steps, name string) string {
	for _, s := range steps {
		if s.Name == name {
			return s.Zh + " " + name
		}
	}
	return name
}
