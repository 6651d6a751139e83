package concordance

import (
	"fmt"
	"slices"
	"strings"

	"tifa"
)

// Filter chooses texts. Empty fields choose all.
type Filter struct {
	Langs    []string  // tags: zh chooses zh-Hans and zh-Hant, zh-Hant itself alone
	From, To tifa.Date // texts that may be of that time
	Before   tifa.Date // only texts that are certainly earlier
	Since    tifa.Date // with Before: only texts that are not certainly earlier than this
	After    tifa.Date // only texts that are certainly later
	Issuer   string
	Kind     string
	Work     string
	Status   string
	Editions []string // addresses
	Except   []string // addresses that are left out
	NotText  string   // hash of a text that is left out under all its addresses
	NotWork  string
}

// Empty says whether the filter chooses all texts.
func (f *Filter) Empty() bool {
	return len(f.Langs) == 0 && f.From.IsZero() && f.To.IsZero() && f.Before.IsZero() && f.Since.IsZero() &&
		f.After.IsZero() && f.Issuer == "" && f.Kind == "" && f.Work == "" && f.Status == "" &&
		len(f.Editions) == 0 && len(f.Except) == 0 && f.NotText == "" && f.NotWork == ""
}

// Fits says whether the filter chooses a text.
func (f *Filter) Fits(d *Doc) bool {
	return f.fitsDate(d) &&
		(len(f.Langs) == 0 || slices.ContainsFunc(f.Langs, func(l string) bool { return fitsLang(l, d.Lang) })) &&
		(f.Issuer == "" || strings.EqualFold(f.Issuer, d.Issuer)) &&
		(f.Kind == "" || strings.EqualFold(f.Kind, d.Kind)) &&
		(f.Work == "" || f.Work == d.Work) &&
		(f.Status == "" || strings.EqualFold(f.Status, d.Status)) &&
		(len(f.Editions) == 0 || slices.Contains(f.Editions, d.Edition)) &&
		!slices.Contains(f.Except, d.Edition) &&
		(f.NotText == "" || f.NotText != d.Version) &&
		(f.NotWork == "" || f.NotWork != d.Work)
}

func (f *Filter) fitsDate(d *Doc) bool {
	if !f.Before.IsZero() && !d.Earlier(f.Before) || !f.After.IsZero() && !d.Later(f.After) {
		return false
	}
	if !f.Since.IsZero() && (d.Date.IsZero() || d.Earlier(f.Since)) {
		return false
	}
	if f.From.IsZero() && f.To.IsZero() {
		return true
	}
	return !d.Date.IsZero() &&
		(f.From.IsZero() || d.latest() >= f.From.First()) &&
		(f.To.IsZero() || d.Date.First() <= f.To.Last())
}

func fitsLang(want, have string) bool {
	return strings.EqualFold(want, have) || !strings.Contains(want, "-") && tifa.BaseLang(want) == tifa.BaseLang(have)
}

// said is the filter as an answer's coverage states it.
func (f *Filter) said() map[string]string {
	m := map[string]string{}
	for name, value := range map[string]string{
		"lang": once(f.Langs), "from": f.From.String(), "to": f.To.String(), "since": f.Since.String(),
		"after": f.After.String(), "issuer": f.Issuer, "kind": f.Kind, "work": f.Work, "status": f.Status,
		"editions": once(f.Editions), "except": once(f.Except), "except_work": f.NotWork,
	} {
		if value != "" {
			m[name] = value
		}
	}
	return m
}

// once joins names, each of which is said once, whoever gave it twice.
func once(names []string) string {
	var out []string
	for _, name := range names {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, ",")
}

// Coverage says which texts a filter chooses.
func (x *Index) Coverage(f Filter) tifa.Coverage {
	c := tifa.Coverage{Langs: []string{}, Gaps: [][2]string{}, Guessed: []string{}, Filters: f.said(), Before: f.Before}
	years := map[int]bool{}
	x.Docs(func(d *Doc) bool {
		if !f.Fits(d) {
			return true
		}
		c.Editions++
		if !slices.Contains(c.Langs, d.Lang) {
			c.Langs = append(c.Langs, d.Lang)
		}
		if d.Guessed {
			c.Guessed = append(c.Guessed, d.Edition)
		}
		if d.Date.IsZero() {
			c.Undated++
			return true
		}
		years[d.Date.Year] = true
		if c.From.IsZero() || compareFirst(d.Date, c.From) < 0 {
			c.From = d.Date
		}
		if c.To.IsZero() || d.latest() > c.To.Last() {
			c.To = d.Date
		}
		return true
	})
	slices.Sort(c.Langs)
	slices.Sort(c.Guessed)
	for y := c.From.Year; y < c.To.Year; y++ {
		if years[y] {
			continue
		}
		from := y
		for !years[y+1] {
			y++
		}
		c.Gaps = append(c.Gaps, [2]string{fmt.Sprintf("%04d", from), fmt.Sprintf("%04d", y)})
	}
	return c
}

// Chosen tells for each text of a segment whether a filter chooses it; nil if
// it chooses all.
func (f *Filter) Chosen(s *Segment) []bool {
	if f.Empty() {
		return nil
	}
	all := true
	fits := make([]bool, len(s.Docs))
	for i := range s.Docs {
		fits[i] = f.Fits(&s.Docs[i])
		all = all && fits[i]
	}
	if all {
		return nil
	}
	return fits
}
