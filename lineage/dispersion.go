package lineage

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sort"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
)

// Part is one of the stretches that a dispersion is over: a section of a text,
// or one of several texts. Parts stand in order and leave no gap.
type Part struct {
	Edition  string
	Title    string // of the section, empty before the first heading and in tenths; of the text
	Date     tifa.Date
	Level    int // of the heading; 0 where there is none
	Sentence int // with which it begins, from 1
	Start    int // code points of its text
	End      int
}

// Chars is how many code points the part has.
func (p *Part) Chars() int { return p.End - p.Start }

// The kinds of parts.
const (
	Sections = "sections"
	Tenths   = "tenths" // of a text without sections
	Texts    = "texts"
)

const (
	fewSections = 3  // fewer say little of where in a text something stands
	tenths      = 10 // equal stretches, where a text has no sections
)

// SectionsOf divides a text at its headings down to a level; 0 is the highest
// level at which it has three sections. A text without as many is divided into
// ten stretches of equal length. kind says which.
func SectionsOf(e *tifa.Edition, t *tifa.Text, level int) (parts []Part, kind string) {
	least := 2
	if level == 0 {
		least = fewSections
		deepest := 0
		for _, b := range t.Blocks {
			if b.Kind == tifa.Heading {
				deepest = max(deepest, b.Level)
			}
		}
		for level = 1; level < deepest && len(cuts(t, level)) < least; {
			level++
		}
	}
	at := cuts(t, level)
	if len(at) < least {
		return stretches(e, t), Tenths
	}
	read := 0 // bytes
	for i, c := range at {
		p := Part{Edition: e.Address, Date: e.Date, Title: c.title, Level: c.level, Sentence: t.SentenceAt(c.at)}
		if i > 0 {
			p.Start = parts[i-1].End
		}
		next := len(t.Body)
		if i+1 < len(at) {
			next = at[i+1].at
		}
		p.End = p.Start + utf8.RuneCountInString(t.Body[read:next])
		read = next
		parts = append(parts, p)
	}
	return parts, Sections
}

// cut is where a section begins, in bytes.
type cut struct {
	at, level int
	title     string
}

// cuts are the sections of a text at headings down to a level. A heading under
// which another one of a lower level stands at once opens no section of its
// own: the title of a document would be one, of a dozen characters. The words
// of both are the title then, but for those of the document.
func cuts(t *tifa.Text, level int) []cut {
	var out []cut
	open := 0 // level of the heading before, if nothing else came since
	for i, b := range t.Blocks {
		isHeading := b.Kind == tifa.Heading && b.Level <= level
		switch {
		case isHeading && open > 0 && open < b.Level:
			c := &out[len(out)-1]
			if c.at > 0 {
				c.title += " · " + b.Of(t.Body)
			} else {
				c.title = b.Of(t.Body)
			}
			c.level = b.Level
		case isHeading:
			out = append(out, cut{b.Start, b.Level, b.Of(t.Body)})
		case i == 0:
			out = append(out, cut{at: b.Start})
		}
		open = 0
		if isHeading {
			open = b.Level
		}
	}
	if len(out) > 0 {
		out[0].at = 0
	}
	return out
}

// stretches divides a text into ten of equal length.
func stretches(e *tifa.Edition, t *tifa.Text) []Part {
	chars := utf8.RuneCountInString(t.Body)
	n := max(1, min(tenths, chars))
	parts := make([]Part, n)
	at, read := 0, 0
	for i := range parts {
		parts[i] = Part{Edition: e.Address, Date: e.Date, Sentence: max(1, t.SentenceAt(read)), Start: at, End: chars * (i + 1) / n}
		for ; at < parts[i].End; at++ {
			_, size := utf8.DecodeRuneInString(t.Body[read:])
			read += size
		}
	}
	return parts
}

// TextsOf are the texts that a filter chooses as parts, in the order of date.
func TextsOf(x *concordance.Index, f concordance.Filter) []Part {
	var parts []Part
	x.Docs(func(d *concordance.Doc) bool {
		if f.Fits(d) {
			parts = append(parts, Part{Edition: d.Edition, Title: d.Title, Date: d.Date, Sentence: 1, End: d.Chars})
		}
		return true
	})
	slices.SortFunc(parts, func(a, b Part) int {
		if a.Date.IsZero() != b.Date.IsZero() {
			return map[bool]int{true: 1, false: -1}[a.Date.IsZero()]
		}
		return cmp.Or(cmp.Compare(a.Date.First(), b.Date.First()), cmp.Compare(a.Edition, b.Edition))
	})
	return parts
}

// Spread is how evenly uses lie over parts. What cannot be told, of no uses or
// of one part alone, is nil.
type Spread struct {
	In   int      // parts that have a use
	DP   *float64 // 0 as the parts are long, towards 1 in few of them
	Norm *float64 // DP on a scale that reaches 1
	D    *float64 // 1 evenly, 0 all in one part
}

// SpreadOf measures uses over parts of some sizes by DP, the deviation of
// proportions (Gries 2008, International Journal of Corpus Linguistics 13:4),
// by DP divided by its greatest value for these parts (Lijffijt and Gries
// 2012, the same 17:1), and by Juilland's D (Juilland and Chang-Rodríguez
// 1964) over the rates of use, since the parts are of several sizes.
func SpreadOf(uses, sizes []int) Spread {
	var s Spread
	all, whole, least := 0, 0, math.MaxInt
	for i, n := range uses {
		all, whole, least = all+n, whole+sizes[i], min(least, sizes[i])
		if n > 0 {
			s.In++
		}
	}
	if all == 0 || whole == 0 || len(uses) < 2 || least == 0 {
		return s
	}
	dp := DeviationOfProportions(uses, sizes)
	norm := min(1, dp/(1-float64(least)/float64(whole)))
	n, sum, squares := float64(len(uses)), 0., 0.
	for i := range uses {
		sum += float64(uses[i]) / float64(sizes[i])
	}
	for i := range uses {
		off := float64(uses[i])/float64(sizes[i]) - sum/n
		squares += off * off
	}
	d := max(0, 1-math.Sqrt(squares/n)/(sum/n)/math.Sqrt(n-1))
	s.DP, s.Norm, s.D = &dp, &norm, &d
	return s
}

// DeviationOfProportions is DP of uses over parts of some sizes (Gries 2008).
func DeviationOfProportions(uses, sizes []int) float64 {
	var all, whole int
	for i := range uses {
		all, whole = all+uses[i], whole+sizes[i]
	}
	if all == 0 || whole == 0 {
		return 0
	}
	d := 0.0
	for i := range uses {
		d += math.Abs(float64(uses[i])/float64(all) - float64(sizes[i])/float64(whole))
	}
	return d / 2
}

// Dispersed is where the uses of a query lie.
type Dispersed struct {
	Count  int
	Texts  int   // that have a use
	Counts []int // of each part
	Uses   []Use // in the order of the parts
	Spread
}

// Use is one use with its place.
type Use struct {
	tifa.Attestation
	Part int // index
}

// Disperse finds the uses of a query in texts that a filter chooses and counts
// them by parts, which must be those of the same texts. A use belongs to the
// part in which it begins. Only the first most uses are given, 0 for all; all
// are counted.
func Disperse(ctx context.Context, x *concordance.Index, q *concordance.Query, f concordance.Filter, parts []Part, most int) (*Dispersed, error) {
	hits, err := x.Hits(ctx, q, f, concordance.ByDate, 0, 0)
	if err != nil {
		return nil, err
	}
	out := &Dispersed{Count: len(hits), Counts: make([]int, len(parts)), Uses: []Use{}}
	first := map[string]int{} // part, by edition
	several := false          // parts of one text
	for i, p := range parts {
		if _, there := first[p.Edition]; there {
			several = true
		} else {
			first[p.Edition] = i
		}
	}
	sizes := make([]int, len(parts))
	for i := range parts {
		sizes[i] = parts[i].Chars()
	}
	last := ""
	for i, h := range hits {
		if err := ctx.Err(); i&0xFF == 0 && err != nil {
			return nil, err
		}
		edition := h.Info().Edition
		if edition != last {
			out.Texts, last = out.Texts+1, edition
		}
		part, ok := first[edition]
		if !ok {
			continue // the index changed since the parts were made
		}
		wanted := most == 0 || len(out.Uses) < most
		if !wanted && !several {
			out.Counts[part]++
			continue
		}
		a, err := x.Attest(h)
		if err != nil {
			return nil, err
		}
		if several {
			part += sort.Search(len(parts)-part, func(i int) bool {
				p := &parts[part+i]
				return p.Edition != edition || p.End > a.Start
			})
			if part == len(parts) || parts[part].Edition != edition {
				continue
			}
		}
		out.Counts[part]++
		if wanted {
			out.Uses = append(out.Uses, Use{a, part})
		}
	}
	out.Spread = SpreadOf(out.Counts, sizes)
	return out, nil
}
