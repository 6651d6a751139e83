package publish

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"tifa"
	"tifa/evidence/claim"
	"tifa/reuse"
)

// Percent is a share for reading. What is not nothing is never told as 0 %,
// and what is not all never as 100 %.
func Percent(n, of int) string {
	switch {
	case n > 0 && n*200 < of:
		return "< 1%"
	case n < of && n*200 >= of*199:
		return "> 99%"
	}
	return fmt.Sprintf("%d%%", (n*200+of)/(2*of))
}

// LanguageName names a language in the language of a page, en or zh. A tag that
// is none stands as it is.
func LanguageName(page, tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	of := display.English.Tags()
	if tifa.BaseLang(page) == "zh" {
		of = display.Chinese.Tags()
	}
	if name := of.Name(t); name != "" {
		return name
	}
	return tag
}

// PercentOf is a similarity in percent, rounded down: changed words are never
// told as 100 %.
func PercentOf(similarity float64) int { return int(similarity*100 + 1e-9) }

// coverage says in sentences what the text was held against.
func (w *words) coverage(c *tifa.Coverage) []string {
	if c.Editions == 0 {
		return append([]string{w.HeldNone}, w.limits(c, w.Undated)...)
	}
	return append(w.texts(w.Held, c), w.limits(c, w.Undated)...)
}

// looked says in sentences in which texts something was looked for.
func (w *words) looked(c *tifa.Coverage) []string { return w.lookedWith(c, w.UndatedToo, c.Limits()) }

func (w *words) lookedWith(c *tifa.Coverage, undated counted, filters []string) []string {
	if c.Editions == 0 {
		return append([]string{w.LookedNone}, w.limitsOf(c, undated, filters)...)
	}
	return append(w.texts(w.Looked, c), w.limitsOf(c, undated, filters)...)
}

// lookedFor is the same of a claim, which is to be checked by others: all its
// limits are named. What a text without a date is good for depends on what is
// claimed.
func (w *words) lookedFor(kind claim.Kind, c *tifa.Coverage) []string {
	undated := w.UndatedToo
	switch kind {
	case claim.First, claim.Novelty:
		undated = w.UndatedOrder
	case claim.Trend:
		undated = w.UndatedTrend
	case claim.Absence, claim.Count, claim.Contrast, claim.Distance, claim.Enumeration, claim.Judgement:
	}
	return w.lookedWith(c, undated, slices.Sorted(maps.Keys(c.Filters)))
}

// texts says how many texts there are, of which time and which languages.
func (w *words) texts(count counted, c *tifa.Coverage) []string {
	parts := []string{count.of(c.Editions)}
	switch {
	case c.From.IsZero():
	case c.From == c.To:
		parts = append(parts, c.From.String())
	default:
		parts = append(parts, fmt.Sprintf(w.From, c.From, c.To))
	}
	if len(c.Langs) > 0 {
		names := make([]string, len(c.Langs))
		for i, tag := range c.Langs {
			names[i] = LanguageName(w.Lang, tag)
		}
		parts = append(parts, strings.Join(names, w.Separator))
	}
	return []string{strings.Join(parts, w.Comma) + w.Stop}
}

// limits says what the coverage lacks.
func (w *words) limits(c *tifa.Coverage, undated counted) []string {
	return w.limitsOf(c, undated, c.Limits())
}

// limitsOf is limits with the filters that are named.
func (w *words) limitsOf(c *tifa.Coverage, undated counted, filters []string) []string {
	var out []string
	if !c.Before.IsZero() {
		out = append(out, fmt.Sprintf(w.Before, c.Before))
	}
	if len(c.Gaps) > 0 {
		var runs []string
		for _, g := range c.Gaps {
			if g[0] == g[1] {
				runs = append(runs, g[0])
			} else {
				runs = append(runs, g[0]+"–"+g[1])
			}
		}
		out = append(out, fmt.Sprintf(w.Gaps, strings.Join(runs, w.Separator)))
	}
	if c.Undated > 0 {
		out = append(out, undated.of(c.Undated))
	}
	var limits []string
	for _, name := range filters {
		value := c.Filters[name]
		if name == "lang" {
			tags := strings.Split(value, ",")
			for i, tag := range tags {
				tags[i] = LanguageName(w.Lang, tag)
			}
			value = strings.Join(tags, w.Separator)
		}
		if name == "kind" || name == "status" {
			value = w.value(value)
		}
		limits = append(limits, cmp.Or(w.Filter[name], name)+" "+value)
	}
	if len(limits) > 0 {
		out = append(out, fmt.Sprintf(w.Filters, strings.Join(limits, w.Separator)))
	}
	if n := len(c.Guessed); n > 0 && n <= shortList {
		out = append(out, fmt.Sprintf(w.Guessed, strings.Join(c.Guessed, w.Separator)))
	}
	return out
}

// dated is a date for people, with a ? if nobody stated it.
func dated(d tifa.Date) string {
	if d.Guessed() {
		return d.String() + "?"
	}
	return d.String()
}

// shares says in sentences how much of the text is new.
func (w *words) shares(s Summary) []string {
	var out []string
	if n := s.New + s.Adapted + s.Inherited; n > 0 {
		out = append(out, fmt.Sprintf(w.Shares, n, s.New, Percent(s.New, n),
			s.Adapted, Percent(s.Adapted, n), s.Inherited, Percent(s.Inherited, n)))
	} else {
		out = append(out, w.NoShares)
	}
	if s.Short > 0 {
		out = append(out, w.Short.of(s.Short))
	}
	return out
}

// method says by which limits the classes were told.
func (w *words) method(t reuse.Thresholds) []string {
	return []string{
		fmt.Sprintf(w.HowShort, t.ShortChars, t.ShortWords),
		w.HowInherited,
		fmt.Sprintf(w.HowAdapted, PercentOf(t.Similarity), t.RunChars, t.RunWords),
		fmt.Sprintf(w.HowOneRun, PercentOf(t.OneRun)),
		w.HowNew,
		fmt.Sprintf(w.HowTie, fmt.Sprintf("%g", t.Tie)),
		fmt.Sprintf(w.HowBoilerplate, t.Boilerplate, t.OneIn),
		w.HowEarlier,
	}
}

// made says with what and when the page was made, as far as that is known.
func (w *words) made(version string, at time.Time) string {
	if at.IsZero() {
		return strings.TrimSpace(fmt.Sprintf(w.Made, version))
	}
	return strings.TrimSpace(fmt.Sprintf(w.Made, version)) + w.Comma + at.UTC().Format(time.DateOnly)
}
