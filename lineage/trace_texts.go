package lineage

import (
	"slices"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/text"
)

// dated is a text in which the formulation could have stood.
type dated struct {
	period string
	count  int  // of the formulation
	chars  int  // code points
	akin   bool // of a kind, or by an issuer, that uses the formulation
}

func (d *dated) rate() float64 { return float64(d.count) / float64(max(d.chars, 1)) }

// texts lists the texts that the filter chooses, in the order of their
// periods. Only languages in which the formulation is attested count: a
// Chinese phrase is not silent because English texts lack it. Texts without a
// date, or whose date is an upper bound, tell nothing of a period.
func (t *tracer) texts() []dated {
	counts := make(map[*concordance.Doc]int, len(t.uses))
	langs, kinds, issuers := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, u := range t.uses {
		kinds[text.Fold(u.Kind)], issuers[text.Fold(u.Issuer)] = true, true
		counts[u.Doc] = u.count
		langs[tifa.BaseLang(u.Lang)] = true
	}
	var out []dated
	t.x.Docs(func(d *concordance.Doc) bool {
		if !d.Date.IsZero() && !d.NotLater && langs[tifa.BaseLang(d.Lang)] && t.o.Filter.Fits(d) {
			akin := d.Kind != "" && kinds[text.Fold(d.Kind)] || d.Issuer != "" && issuers[text.Fold(d.Issuer)]
			out = append(out, dated{periodOf(d.Date, t.o.By), counts[d], d.Chars, akin})
		}
		return true
	})
	slices.SortStableFunc(out, func(a, b dated) int { return strings.Compare(a.period, b.period) })
	return out
}

// periodOf is the period of a date; a date that is less exact is a period of
// its own.
func periodOf(d tifa.Date, by concordance.Period) string {
	s := d.String()
	return s[:min(int(by), len(s))]
}

// silence gives the last period with an attestation, and how many texts of the
// kinds and issuers that used the formulation have come in later periods, if
// they are enough to speak of silence: laws are not silent on what speeches say.
func (t *tracer) silence(texts []dated) (since *string, later int) {
	last := -1
	for i := range texts {
		if texts[i].count > 0 {
			last = i
		}
	}
	if last < 0 {
		return nil, 0
	}
	period := texts[last].period
	for _, d := range texts[last+1:] {
		if d.period != period && d.akin {
			later++
		}
	}
	if later < t.o.Silent {
		return nil, 0
	}
	return &period, later
}
