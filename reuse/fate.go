package reuse

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// The states of a Fate, beside Moved.
const (
	Exact   = "exact"   // the same characters, in order with what stands around them
	Changed = "changed" // other characters, which stand where these did
	Gone    = "gone"
)

// Fate is what became of a passage of an older text in a newer one. Where it is
// exact or moved, the newer text has the very same characters at Span.
type Fate struct {
	State      string
	Span       tifa.Span // bytes of the newer text; nothing where it is gone
	Similarity float64   // of the words; 1 where it is exact or moved, 0 where it is gone
	Edits      []tifa.Edit
}

// Fates tells what became of the passages of an older text. It is safe for use
// by many goroutines.
type Fates struct {
	older, newer *tifa.Text
	sameBody     bool // only the division differs
	changes      []Change
	byA, byB     [][]int // the changes in which a sentence stands; from 1, as sentences are
}

// NewFates compares an older text with a newer one, as Compare does.
func NewFates(ctx context.Context, older, newer *tifa.Text, lang string) (*Fates, error) {
	f := &Fates{older: older, newer: newer, sameBody: older.Body == newer.Body}
	if f.sameBody {
		return f, nil
	}
	c, err := Compare(ctx, older, newer, lang)
	if err != nil {
		return nil, err
	}
	f.changes = c.Changes
	f.byA, f.byB = make([][]int, len(older.Sentences)+1), make([][]int, len(newer.Sentences)+1)
	for i, c := range f.changes {
		for _, n := range c.A {
			f.byA[n] = append(f.byA[n], i)
		}
		for _, n := range c.B {
			f.byB[n] = append(f.byB[n], i)
		}
	}
	return f, nil
}

// Sentence is what became of sentence n of the older text.
func (f *Fates) Sentence(n int) Fate { return f.Of(f.older.Sentences[n-1]) }

// Of is what became of a span of the older text: first where Compare says that
// its sentences went, then where else the same characters stand, and only then
// where words that were changed stand in its place. Words that nothing ties to
// a place in the newer text are gone, however often they occur there.
func (f *Fates) Of(span tifa.Span) Fate {
	if f.sameBody {
		return whole(Exact, span)
	}
	first, last := f.older.SentenceAt(span.Start), f.older.SentenceAt(max(span.Start, span.End-1))
	if fate, ok := f.kept(span, first, last); ok {
		return fate
	}
	quote := span.Of(f.older.Body)
	at, moved, ok := f.aligned(span, first, last)
	if ok && at.Of(f.newer.Body) == quote {
		return whole(state(moved), at)
	}
	if elsewhere, found := f.elsewhere(span, first, last); found {
		return whole(Moved, elsewhere)
	}
	if !ok {
		return Fate{State: Gone, Edits: []tifa.Edit{}}
	}
	now := at.Of(f.newer.Body)
	similarity, words := similarWords(quote, now)
	if similarity < fateSimilar && words >= fateWords {
		return Fate{State: Gone, Edits: []tifa.Edit{}}
	}
	return Fate{State: Changed, Span: at, Similarity: similarity, Edits: Edits(quote, now)}
}

const (
	// fateSimilar is the least similarity of a changed passage. Below, a
	// passage of fateWords words or more has no more than chance in common with
	// what stands in its place; a shorter one may have been replaced outright,
	// as a number is.
	fateSimilar = .3
	fateWords   = 4
	// fateHunk is how many times longer than the passage a change may be that
	// swallowed it whole, and fateHunkMore how many tokens come on top.
	fateHunk, fateHunkMore = 2, 4
)

func state(moved bool) string {
	if moved {
		return Moved
	}
	return Exact
}

func whole(state string, at tifa.Span) Fate {
	return Fate{State: state, Span: at, Similarity: 1, Edits: []tifa.Edit{}}
}

// kept finds a span whose sentences stand in the newer text one by one as they
// were and follow each other there.
func (f *Fates) kept(span tifa.Span, first, last int) (Fate, bool) {
	moved, start := false, 0
	for n := first; n <= last; n++ {
		if len(f.byA[n]) != 1 {
			return Fate{}, false
		}
		c := &f.changes[f.byA[n][0]]
		if len(c.A) != 1 || len(c.B) != 1 || n > first && c.B[0] != start+n-first {
			return Fate{}, false
		}
		if n == first {
			start = c.B[0]
		}
		moved = moved || c.Kind == Moved
	}
	from := f.newer.Sentences[start-1].Start + span.Start - f.older.Sentences[first-1].Start
	at := tifa.Span{Start: from, End: from + span.Len()}
	if at.Start < 0 || at.End > len(f.newer.Body) || at.Of(f.newer.Body) != span.Of(f.older.Body) {
		return Fate{}, false
	}
	return whole(state(moved), at), true
}

// aligned aligns the sentences of a span with those that they became, and
// gives the place of the span there.
func (f *Fates) aligned(span tifa.Span, first, last int) (at tifa.Span, moved, ok bool) {
	from, to := f.cluster(first, last)
	if from == 0 {
		return tifa.Span{}, false, false
	}
	low, high := first, last // the sentences of the older text that went there too
	moved = true
	for n := from; n <= to; n++ {
		for _, i := range f.byB[n] {
			c := &f.changes[i]
			if len(c.A) == 0 || c.A[0] > last || c.A[len(c.A)-1] < first {
				continue
			}
			low, high = min(low, c.A[0]), max(high, c.A[len(c.A)-1])
			moved = moved && c.Kind == Moved
		}
	}
	older := tifa.Span{Start: f.older.Sentences[low-1].Start, End: f.older.Sentences[high-1].End}
	newer := tifa.Span{Start: f.newer.Sentences[from-1].Start, End: f.newer.Sentences[to-1].End}
	ids := make(cmpIDs)
	x := fateAlignment{a: ids.sequence(older.Of(f.older.Body)), b: ids.sequence(newer.Of(f.newer.Body))}
	x.align()
	part, ok := x.place(tifa.Span{Start: max(span.Start, older.Start) - older.Start, End: min(span.End, older.End) - older.Start})
	return tifa.Span{Start: newer.Start + part.Start, End: newer.Start + part.End}, moved, ok
}

// cluster is the run of newer sentences that holds most of what the sentences
// first to last became; 0 where they became nothing.
func (f *Fates) cluster(first, last int) (from, to int) {
	var all []int
	for n := first; n <= last; n++ {
		for _, i := range f.byA[n] {
			all = append(all, f.changes[i].B...)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	most := 0
	for i := 0; i < len(all); {
		j := i
		for j+1 < len(all) && all[j+1] == all[j]+1 {
			j++
		}
		if size := f.newer.Sentences[all[j]-1].End - f.newer.Sentences[all[i]-1].Start; size > most {
			from, to, most = all[i], all[j], size
		}
		i = j + 1
	}
	return from, to
}

// elsewhere finds the characters of a span anywhere in the newer text: the
// occurrence around which most is the same, and of these the nearest. It and
// what is the same around it, inside the block, must be long enough not to be
// chance: 8 Han characters or 5 words. Words that stood in the older text
// already are those, and not these.
func (f *Fates) elsewhere(span tifa.Span, first, last int) (tifa.Span, bool) {
	quote, body := span.Of(f.older.Body), f.newer.Body
	if strings.TrimSpace(quote) == "" {
		return tifa.Span{}, false
	}
	t := DefaultThresholds()
	place := span.Start * len(body) / len(f.older.Body)
	best, bestRun, bestAway := -1, 0, 0
	for at := 0; ; {
		i := strings.Index(body[at:], quote)
		if i < 0 {
			break
		}
		at += i
		found := tifa.Span{Start: at, End: at + len(quote)}
		run := f.sameAround(span, found)
		away := cmpAway(at, place)
		if (best < 0 || run.Len() > bestRun || run.Len() == bestRun && away < bestAway) &&
			weight(text.Tokens(run.Of(body)), t.RunChars, t.RunWords) >= 1 && !f.another(quote, found, first, last) {
			best, bestRun, bestAway = at, run.Len(), away
		}
		_, size := utf8.DecodeRuneInString(body[at:])
		at += size
	}
	return tifa.Span{Start: best, End: best + len(quote)}, best >= 0
}

// sameAround extends an occurrence to all that is the same around it and
// around the span, in their blocks.
func (f *Fates) sameAround(span, found tifa.Span) tifa.Span {
	a, b := f.older.Body, f.newer.Body
	for span.Start > 0 && found.Start > 0 && a[span.Start-1] == b[found.Start-1] && a[span.Start-1] != '\n' {
		span.Start--
		found.Start--
	}
	for span.End < len(a) && found.End < len(b) && a[span.End] == b[found.End] && a[span.End] != '\n' {
		span.End++
		found.End++
	}
	for !utf8.RuneStart(b[found.Start]) {
		found.Start++
	}
	for found.End < len(b) && !utf8.RuneStart(b[found.End]) {
		found.End--
	}
	return found
}

// another says whether an occurrence in the newer text stood in the older one
// too, in sentences other than first to last.
func (f *Fates) another(quote string, found tifa.Span, first, last int) bool {
	for n := f.newer.SentenceAt(found.Start); n <= f.newer.SentenceAt(found.End-1); n++ {
		for _, i := range f.byB[n] {
			for _, a := range f.changes[i].A {
				if (a < first || a > last) && strings.Contains(f.older.Sentence(a), quote) {
					return true
				}
			}
		}
	}
	return false
}

// similarWords is the similarity of two passages as in the ledger, and how many
// words the longer one has.
func similarWords(a, b string) (similarity float64, words int) {
	ids := make(cmpIDs)
	_, wordsA, _ := ids.cmpTokens(a, 0)
	_, wordsB, _ := ids.cmpTokens(b, 0)
	longer := max(len(wordsA), len(wordsB))
	if longer == 0 {
		return 0, 0
	}
	return 1 - float64(Distance(wordsA, wordsB))/float64(longer), longer
}
