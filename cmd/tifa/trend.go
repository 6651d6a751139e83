package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/library"
)

func (a *app) trendCommand() *cobra.Command {
	var q library.Query
	var exact, by string
	cmd := &cobra.Command{
		Use:   "trend PHRASE... [flags]",
		Short: "how often phrases were used, by year, month or day",
		Long: `Trend counts phrases by period: how often, and how often for every 10,000
characters of the texts of that period, which is what the bars show. All phrases
have the same scale. Periods without a text are not listed: none of it there is
not the same as no text there.`,
		Example: `  tifa trend 和谐社会 小康社会
  tifa trend "artificial intelligence" --by month --from 2017 --json`,
		Args: usage(1, -1, "a phrase or several", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				var trends []*library.Trend
				for _, phrase := range args {
					q, err := query(q, phrase, exact)
					if err != nil {
						return err
					}
					t, err := l.Trend(cmd.Context(), q, by)
					if err != nil {
						return err
					}
					trends = append(trends, t)
				}
				if !a.asJSON {
					a.trends(trends)
					return nil
				}
				for _, t := range trends {
					if err := a.writeJSON(t); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	queryFlags(cmd, &q, &exact)
	editionFlag(cmd, &q.Filter)
	cmd.Flags().StringVar(&by, "by", "year", "`PERIOD` to count by: year, month or day")
	return cmd
}

// trends prints charts of several phrases side by side. All have the same
// periods, since those depend on the texts alone.
func (a *app) trends(ts []*library.Trend) {
	periods := ts[0].Points
	if len(periods) == 0 {
		a.write("no texts with a date fit")
		return
	}
	most := 0.0
	for _, t := range ts {
		for _, p := range t.Points {
			most = max(most, p.Per10k)
		}
	}
	const numbers = 16 // columns of count and rate
	room := max((a.screen.columns-20)/len(ts)-2, numbers+6)
	head, sub := padRight("", 18), padRight(ts[0].By, 10)+"  "+padLeft("texts", 5)+" "
	for _, t := range ts {
		head += padRight(cut(t.Phrase, room), room) + "  "
		sub += padRight(padLeft("count", 6)+padLeft("per 10k", 9), room) + "  "
	}
	a.write("%s", a.screen.paint(bold, strings.TrimRight(head, " ")))
	a.write("%s", a.screen.paint(dim, strings.TrimRight(sub, " ")))
	for i, period := range periods {
		var line strings.Builder
		fmt.Fprintf(&line, "%-10s  %5d ", period.Period, period.Editions)
		for _, t := range ts {
			p := t.Points[i]
			chart := bar(p.Per10k, most, room-numbers)
			fmt.Fprintf(&line, "%6d%9.2f %s%s  ", p.Count, p.Per10k,
				a.screen.paint(green, chart), strings.Repeat(" ", room-numbers-columns(chart)))
		}
		a.write("%s", strings.TrimRight(line.String(), " "))
	}
	a.write("")
	for _, t := range ts {
		sum := 0
		for _, p := range t.Points {
			sum += p.Count
		}
		a.write("%s: %s", t.Phrase, count(sum, "time"))
	}
	a.write("%s", a.screen.paint(dim, "looked at "+coverage(ts[0].Coverage, "text")))
}

// bar is a bar of at most width columns, in eighths of a column. What is not
// nothing shows.
func bar(value, most float64, width int) string {
	if most <= 0 || value <= 0 {
		return ""
	}
	eighths := max(1, int(value/most*float64(8*width)+.5))
	s := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		s += string([]rune(" ▏▎▍▌▋▊▉")[rest])
	}
	return s
}

// pointsOf leaves out the periods without a use.
func pointsOf(points []tifa.Point) []tifa.Point {
	var out []tifa.Point
	for _, p := range points {
		if p.Count > 0 {
			out = append(out, p)
		}
	}
	return out
}
