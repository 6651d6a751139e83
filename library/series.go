package library

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/text"
)

// Candidate is an earlier text that might be held against one whose predecessor
// is not known.
type Candidate struct {
	Edition string    `json:"edition"`
	Title   string    `json:"title"`
	Date    tifa.Date `json:"date"`
	Why     string    `json:"why"`
}

const (
	// seriesFrom is the share of the words of two titles, weighted by how rare
	// they are in titles, from which the texts are of one series.
	seriesFrom = .7
	// seriesNear is that from which one is a candidate.
	seriesNear = .25
	// seriesClose is how far below the nearest title of a series another one may
	// be and be taken because it is later.
	seriesClose = .1
	// Within sameDays a text that has sameText of the sentences of another is the
	// same one published twice, and does not precede it: the agency has a speech
	// on the day before the newspaper.
	sameDays   = 31
	sameText   = .5
	candidates = 5
)

// predecessor finds the text before one in its series: the last earlier edition
// of its work, else the last earlier one whose title is the same but for year,
// number and the like, unless kind or issuer differ. Why says which it is. Where
// there is none the nearest earlier texts are given.
//
// That a text is of the same kind or by the same issuer does not do: of 40
// speeches and reports that were judged, it brought an unrelated one for 10.
func (l *Library) predecessor(ctx context.Context, e *tifa.Edition, t *tifa.Text, f concordance.Filter) (found *concordance.Doc, why string, near []Candidate, err error) {
	if e.Work != "" {
		same := f
		same.Work = e.Work
		if last := l.lastOf(same); last != nil {
			return last, "an earlier edition of the same work", nil, nil
		}
	}
	rated := l.rateTitles(e, f)
	best := 0.
	for _, r := range rated {
		if r.series && !r.other && r.share > best {
			best = r.share
		}
	}
	own := sentencesIn(t)
	for i := range rated { // in order, the last first
		r := &rated[i]
		if best < seriesFrom || !r.series || r.other || r.share < max(seriesFrom, best-seriesClose) {
			continue
		}
		if daysApart(e.Date, r.doc.Date) <= sameDays {
			_, other, err := l.edition(ctx, r.doc.Edition)
			if err != nil {
				return nil, "", nil, err
			}
			if sameShare(own, sentencesIn(other)) >= sameText {
				r.series = false
				continue
			}
		}
		why = "the last earlier text of the same title but for dates and numbers"
		if r.share < .995 {
			why = fmt.Sprintf("the last earlier text of a similar title (likeness %.2f)", r.share)
		}
		return r.doc, why, nil, nil
	}
	return nil, "", candidatesOf(e, rated), nil
}

// lastOf is the last text that a filter chooses.
func (l *Library) lastOf(f concordance.Filter) *concordance.Doc {
	var last *concordance.Doc
	l.index.Docs(func(d *concordance.Doc) bool {
		if f.Fits(d) && (last == nil || last.Date.First() < d.Date.First() || last.Date.First() == d.Date.First() && last.Edition < d.Edition) {
			last = d
		}
		return true
	})
	return last
}

// ratedTitle is an earlier text, and how near its title is.
type ratedTitle struct {
	doc    *concordance.Doc
	share  float64
	series bool // neither kind nor issuer speaks against it
	other  bool // but each title has a word that the other lacks
}

// lacks says whether a title has no place for a word of another. Two that lack
// one each are of two bodies rather than of one series (Strategy of Yunze,
// Strategy of Beiling), unless both are known to be issued by the same.
func lacks(a, b []string) bool {
	return slices.ContainsFunc(b, func(w string) bool { return !slices.Contains(a, w) })
}

// rateTitles rates the titles of the earlier texts, the last first.
func (l *Library) rateTitles(e *tifa.Edition, f concordance.Filter) []ratedTitle {
	own := shapesOf(e.Title, e.Lang)
	// A title that says nothing but its kind (Plan) makes a series of one issuer's
	// texts alone.
	bare := e.Kind != "" && len(own[0]) <= 1
	var docs []*concordance.Doc
	var shapes [][][]string
	in := map[string]float64{} // in how many titles a word stands
	l.index.Docs(func(d *concordance.Doc) bool {
		if f.Fits(d) {
			docs, shapes = append(docs, d), append(shapes, shapesOf(d.Title, d.Lang))
			for _, w := range shapes[len(shapes)-1][0] {
				in[w]++
			}
		}
		return true
	})
	weight := func(w string) float64 { return math.Log(1 + float64(len(docs)+50)/(1+in[w])) }
	out := make([]ratedTitle, len(docs))
	for i, d := range docs {
		r := ratedTitle{doc: d}
		if bare && len(own[0])+len(shapes[i][0]) == 0 && e.Kind == d.Kind {
			r.share = 1
		}
		replaced := false
		for _, a := range own {
			for _, b := range shapes[i] {
				if share := dice(a, b, weight); share > r.share {
					r.share, replaced = share, lacks(a, b) && lacks(b, a)
				}
			}
		}
		issued := e.Issuer != "" && sameName(e.Issuer, d.Issuer)
		r.series = (e.Kind == "" || d.Kind == "" || e.Kind == d.Kind) && (issued || !bare && (e.Issuer == "" || d.Issuer == ""))
		r.other = replaced && !issued
		out[i] = r
	}
	slices.SortFunc(out, func(a, b ratedTitle) int {
		return cmp.Or(b.doc.Date.Compare(a.doc.Date), cmp.Compare(b.doc.Edition, a.doc.Edition))
	})
	return out
}

// shapesOf are the shape of a title, and that of the occasion which it names.
func shapesOf(title, lang string) [][]string {
	out := [][]string{text.TitleShape(title, lang)}
	if occasion := text.TitleOccasion(title); occasion != "" {
		out = append(out, text.TitleShape(occasion, lang))
	}
	return out
}

// dice is the weight of the words that two lists share, by that of both; 0 where
// one of them is empty.
func dice(a, b []string, weight func(string) float64) float64 {
	shared, all := 0., 0.
	for _, w := range a {
		all += weight(w)
		if _, ok := slices.BinarySearch(b, w); ok {
			shared += weight(w)
		}
	}
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	for _, w := range b {
		all += weight(w)
	}
	return 2 * shared / all
}

func sameName(a, b string) bool { return text.Fold(a) == text.Fold(b) }

// daysApart is how many days two dates are from each other at least; very many
// where one is unknown.
func daysApart(a, b tifa.Date) int {
	if a.IsZero() || b.IsZero() {
		return math.MaxInt
	}
	return max(0, dayNumber(b.First())-dayNumber(a.Last()), dayNumber(a.First())-dayNumber(b.Last()))
}

// dayNumber counts days; n is yyyymmdd.
func dayNumber(n int) int { return n/10000*365 + n/100%100*30 + n%100 }

// candidatesOf are the earlier texts whose titles are nearest, and behind them
// the last ones of the same kind and issuer.
func candidatesOf(e *tifa.Edition, rated []ratedTitle) []Candidate {
	near := slices.DeleteFunc(slices.Clone(rated), func(r ratedTitle) bool { return r.share < seriesNear || !r.series })
	slices.SortStableFunc(near, func(a, b ratedTitle) int { return cmp.Compare(b.share, a.share) })
	var out []Candidate
	add := func(d *concordance.Doc, why string) {
		if len(out) < candidates && !slices.ContainsFunc(out, func(c Candidate) bool { return c.Edition == d.Edition }) {
			out = append(out, Candidate{d.Edition, d.Title, d.Date, why})
		}
	}
	for _, r := range near {
		add(r.doc, "its title is nearest")
	}
	for _, r := range rated {
		var alike []string
		if e.Kind != "" && r.doc.Kind == e.Kind {
			alike = append(alike, "kind")
		}
		if e.Issuer != "" && sameName(r.doc.Issuer, e.Issuer) {
			alike = append(alike, "issuer")
		}
		if len(alike) > 0 && r.series {
			add(r.doc, "of the same "+strings.Join(alike, " and "))
		}
	}
	return out
}
