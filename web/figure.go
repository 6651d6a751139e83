package web

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"

	"tifa"
	"tifa/library"
	"tifa/web/chart"
)

// figure is a chart of uses over time with all that makes it readable: title,
// unit, source, legend and the table of its values.
type figure struct {
	Title     string
	Show      string // what is shown: count, per10k or texts
	By        string
	Charts    []*chart.Chart // the same, wide and narrow
	Shows     []sortChoice
	Bys       []sortChoice
	Legend    []legendEntry // empty for one phrase
	Gaps      bool
	Thin      bool
	Weights   bool
	Cut       bool
	Zero      bool // a period has texts and no use
	Bars      bool
	Source    string // the texts
	Highest   string // in words, for those who do not see the chart
	Heads     []legendEntry
	Rows      []periodRow
	Left      int // rows that only the whole table has
	All       string
	Open      bool // the table was asked for
	Formats   []format
	Undecided bool // a period is less exact than the others
}

// legendEntry is a line of the chart.
type legendEntry struct {
	Class         int
	Name, Lang    string
	Swatch        string
	Address       string // its trace
	Count, Texts  int
	First         *passage
	Coverage      []string
	Search        string
	DifferentFrom bool // it is counted against other texts than the first
}

// periodRow is a row of the table: a period, or a run of periods without uses.
type periodRow struct {
	Period, Until string // Until is empty for a single period
	Cells         []periodCell
}

// periodCell is the value of one phrase.
type periodCell struct {
	None           bool // there are no texts
	Count, Texts   int
	Chars          int
	Per10k, Search string
}

// The measures of a chart.
const (
	showCount  = "count"
	showPer10k = "per10k"
	showTexts  = "texts"
)

// thinChars is how many characters of text a period has at least for its rate
// per 10,000 to be read like others: below, one use alone is 1 or more.
const thinChars = 10000

// mostRows is how many rows the table has, unless all are asked for: days
// can be thousands, and a page of 300 of them had 212 KB.
const mostRows = 120

// figureOf makes the figure of one phrase or several.
func (r *Room) figureOf(q *request, trends []*library.Trend, langs []string, usual string, o chart.Options) *figure {
	show := q.form.Get("show")
	if !slices.Contains([]string{showCount, showPer10k, showTexts}, show) {
		show = usual
	}
	f := &figure{Show: show, By: trends[0].By}
	for _, name := range []string{showCount, showPer10k, showTexts} {
		f.Shows = append(f.Shows, sortChoice{name, withParam(q.URL.RequestURI(), "show", name) + "#figure", name == show})
	}
	for _, name := range []string{"year", "month", "day"} {
		f.Bys = append(f.Bys, sortChoice{name, withParam(q.URL.RequestURI(), "by", name) + "#figure", name == f.By})
	}
	within := limits(q.form)
	var series []chart.Series
	for i, t := range trends {
		s := chart.Series{Name: t.Phrase, Lang: langs[i]}
		for _, p := range t.Points {
			period, err := tifa.ParseDate(p.Period)
			if err != nil {
				continue // the engine gives dates
			}
			s.Points = append(s.Points, chart.Point{
				Period: period, Value: valueOf(p, show), Weight: float64(p.Chars), Thin: show == showPer10k && p.Chars < thinChars,
				Name: r.pointName(q, p, t.Phrase, len(trends) > 1), Address: periodAddress(t.Phrase, within, p),
			})
			f.Zero = f.Zero || p.Count == 0
			f.Thin = f.Thin || show == showPer10k && p.Chars < thinChars && p.Count > 0
		}
		series = append(series, s)
		f.Highest += highest(r, q, t, show)
	}
	f.draw(series, o)
	f.Undecided = mixed(series)
	f.Open, f.All = q.form.Get("values") == "all", withParam(q.URL.RequestURI(), "values", "all")+"#values"
	f.table(trends, within)
	return f
}

// draw draws the chart twice: type must not shrink on a narrow screen.
func (f *figure) draw(series []chart.Series, o chart.Options) {
	o.Whole = f.Show != showPer10k
	o.Number = shortNumber
	f.Weights = o.Weights && len(series) == 1
	for _, size := range []struct {
		id    string
		width float64
		peaks int
	}{{"wide", 820, 5}, {"narrow", 344, 2}} {
		o := o
		o.ID, o.Width = size.id, size.width
		if size.id == "narrow" {
			series = f.short(series)
		}
		if o.Peaks > 0 {
			o.Peaks = size.peaks
		}
		f.Charts = append(f.Charts, chart.New(series, o))
	}
	f.Gaps, f.Cut, f.Bars = f.Charts[0].Gaps != "", f.Charts[0].Cut, o.Bars
}

// short names points by their values alone: there is room for no more.
func (f *figure) short(series []chart.Series) []chart.Series {
	out := slices.Clone(series)
	for i := range out {
		out[i].Points = slices.Clone(out[i].Points)
		for j := range out[i].Points {
			p := &out[i].Points[j]
			p.Name = p.Period.String() + ": " + shortNumber(p.Value)
		}
	}
	return out
}

func valueOf(p tifa.Point, show string) float64 {
	switch show {
	case showPer10k:
		return p.Per10k
	case showTexts:
		return float64(p.Editions)
	}
	return float64(p.Count)
}

// mixed says whether some periods are less exact than others.
func mixed(series []chart.Series) bool {
	seen := map[int]bool{}
	for _, s := range series {
		for _, p := range s.Points {
			seen[len(p.Period.String())] = true
		}
	}
	return len(seen) > 1
}

// pointName says all of a period that a chart can show.
func (r *Room) pointName(q *request, p tifa.Point, phrase string, named bool) string {
	w := r.sets[q.settings.Lang].words
	s := w.say("chart.point", p.Period, w.count("times", p.Count), rate(p.Per10k), w.count("search.texts", p.Editions), w.number(p.Chars))
	if named {
		return phrase + " · " + s
	}
	return s
}

// highest says where a phrase is used most.
func highest(r *Room, q *request, t *library.Trend, show string) string {
	best := -1
	for i, p := range t.Points {
		if v := valueOf(p, show); v > 0 && (best < 0 || v > valueOf(t.Points[best], show)) {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	return r.say(q, "chart.highest", t.Phrase, r.pointName(q, t.Points[best], "", false)) + ". "
}

// periodAddress is the search for the uses of a period, as far as the limits
// of the texts reach into it.
func periodAddress(phrase string, within url.Values, p tifa.Point) string {
	if p.Count == 0 {
		return ""
	}
	from, to := p.Period, p.Period
	period, err := tifa.ParseDate(p.Period)
	if err != nil {
		return ""
	}
	if d, err := tifa.ParseDate(within.Get("from")); err == nil && d.First() > period.First() {
		from = d.String()
	}
	if d, err := tifa.ParseDate(within.Get("to")); err == nil && !d.IsZero() && d.Last() < period.Last() {
		to = d.String()
	}
	return address("/search", phrase, within, "from", from, "to", to)
}

// table sets every value of the trends. Runs of periods without a use are one
// row, so that those with one are found.
func (f *figure) table(trends []*library.Trend, within url.Values) {
	at := map[string][]*tifa.Point{}
	var periods []string
	for i, t := range trends {
		for j := range t.Points {
			p := &t.Points[j]
			if at[p.Period] == nil {
				at[p.Period] = make([]*tifa.Point, len(trends))
				periods = append(periods, p.Period)
			}
			at[p.Period][i] = p
		}
	}
	slices.Sort(periods)
	if f.By == "year" {
		periods = allYears(periods, at, len(trends))
	}
	for i := 0; i < len(periods); {
		end := i
		for end < len(periods) && unused(at[periods[end]]) && sameTexts(at[periods[i]], at[periods[end]]) {
			end++
		}
		if end-i < 3 && (end == i || !empty(at[periods[i]])) {
			end = i + 1
		}
		row := periodRow{Period: periods[i]}
		if end > i+1 {
			row.Until = periods[end-1]
		}
		for j, t := range trends {
			cell := periodCell{None: true}
			for _, period := range periods[i:end] {
				if p := at[period][j]; p != nil {
					cell.None = false
					cell.Chars += p.Chars
					cell.Texts += p.Editions // each has one date
					cell.Count = p.Count
					cell.Per10k, cell.Search = rate(p.Per10k), periodAddress(t.Phrase, within, *p)
				}
			}
			row.Cells = append(row.Cells, cell)
		}
		f.Rows = append(f.Rows, row)
		i = end
	}
	if len(f.Rows) > mostRows && !f.Open {
		f.Left = len(f.Rows) - mostRows
		f.Rows = f.Rows[:mostRows]
	}
}

// allYears adds the years without texts between those with some, so that the
// table tells them from years without uses.
func allYears(periods []string, at map[string][]*tifa.Point, phrases int) []string {
	if len(periods) == 0 {
		return nil
	}
	var out []string
	for y, last := atoi(periods[0]), atoi(periods[len(periods)-1]); y <= last; y++ {
		period := tifa.Date{Year: y}.String()
		if at[period] == nil {
			at[period] = make([]*tifa.Point, phrases)
		}
		out = append(out, period)
	}
	return out
}

func unused(points []*tifa.Point) bool {
	return !slices.ContainsFunc(points, func(p *tifa.Point) bool { return p != nil && p.Count > 0 })
}

// empty says whether no phrase has texts.
func empty(points []*tifa.Point) bool {
	return !slices.ContainsFunc(points, func(p *tifa.Point) bool { return p != nil })
}

// sameTexts says whether in two periods the same phrases have texts.
func sameTexts(a, b []*tifa.Point) bool {
	for i := range a {
		if (a[i] == nil) != (b[i] == nil) {
			return false
		}
	}
	return true
}

// rate sets uses per 10,000 characters: two figures, since more are noise.
func rate(x float64) string {
	switch {
	case x == 0:
		return "0"
	case x < .01:
		return fmt.Sprintf("%.4f", x)
	case x < 10:
		return fmt.Sprintf("%.2f", x)
	}
	return fmt.Sprintf("%.1f", x)
}

// shortNumber sets a value of an axis: three figures, and whole numbers whole.
func shortNumber(x float64) string {
	if x >= 1000 || x == math.Trunc(x) {
		return (&words{}).number(int(math.Round(x)))
	}
	return strconv.FormatFloat(x, 'g', 3, 64)
}
