package lineage

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
	"tifa/text"
)

const (
	takenUpEditions = 2   // later texts that make a string one that was taken up
	takenUpKept     = 50  // formulations
	takenUpWhole    = .75 // share of those texts from which on a longer string is meant
	takenUpTokens   = 16  // of the longest
	takenUpWeight   = 1.5 // of the logarithm of the number of texts
)

// TakenUp finds the formulations of the text that no earlier text has and that
// later texts took up, best first: by the more texts, and by what speaks for it
// in this one. What later texts repeat
// shows where a phrase begins and ends better than any list of words: a string
// is whole where most of the texts that have it go on differently, on either
// side. 碳中和 is found so, of which a list of words knows only 中和.
func (r *Reading) TakenUp(ctx context.Context) ([]Formulation, error) {
	out := []Formulation{}
	if r.Date.IsZero() {
		return out, nil
	}
	f := r.later()
	if r.x.Coverage(f).Editions < takenUpEditions || r.x.Coverage(r.Earlier).Editions == 0 {
		return out, nil // where nothing is earlier, everything is new
	}
	c := r.cands
	if err := c.cutAll(); err != nil {
		return nil, err
	}
	t := takenUp{r: r, c: c, f: f, segments: r.x.Segments(r.Lang), asked: map[string]int{}}
	for _, s := range t.segments {
		t.fit = append(t.fit, f.Chosen(s))
	}
	// Each clause is looked at by one hand, and what they find is put together in
	// the order of the text.
	in, errs := make([][]*candidate, len(r.parts)), make([]error, len(r.parts))
	err := inParts(len(in), func(i int) {
		if errs[i] = ctx.Err(); errs[i] == nil {
			in[i], errs[i] = t.in(ctx, i)
		}
	})
	if err := cmp.Or(err, cmp.Or(errs...)); err != nil {
		return nil, err
	}
	var list []*candidate
	byKey := map[string]*candidate{}
	for _, found := range in {
		for _, k := range found {
			if have := byKey[k.key]; have != nil {
				have.places = append(have.places, k.places...)
				continue
			}
			byKey[k.key] = k
			list = append(list, k)
		}
	}
	c.countAll(list)
	for _, k := range list {
		k.score = c.weigh(k) + takenUpWeight*math.Log(float64(t.asked[k.key]))
	}
	byScore(list)
	for _, k := range families(list, takenUpKept) {
		out = append(out, Formulation{Phrase: k.phrase, Count: k.count, Score: k.score, Later: t.asked[k.key], Sentences: k.in})
	}
	return out, nil
}

// later chooses the texts that are certainly later.
func (r *Reading) later() concordance.Filter {
	f := r.Earlier
	f.Before, f.After = tifa.Date{}, r.Date
	return f
}

// takenUp looks for what later texts took up.
type takenUp struct {
	r        *Reading
	c        *candidates
	f        concordance.Filter // the later texts
	segments []*concordance.Segment
	fit      [][]bool // their texts that are later; nil: all

	mu    sync.Mutex
	asked map[string]int // by key, how many later texts have it
}

// in finds it in a clause.
func (t *takenUp) in(ctx context.Context, i int) ([]*candidate, error) {
	ts := t.r.parts[i].tokens
	known := t.r.known[i]
	if known[0] == len(ts) {
		return nil, nil // an earlier text has all of it
	}
	ends, reach := t.c.cuts[i], t.reach(ts)
	every := 0 // later texts that have the whole clause
	if reach(0, known[0]) == len(ts) {
		var err error
		if every, err = t.texts(ctx, ts); err != nil {
			return nil, err
		}
	}
	var out []*candidate
	for a := range ends {
		from := startOf(ends, a)
		if torn(ts, from) || from > 0 && !t.edge(join(ts[from:ends[a]])) {
			continue
		}
		most := from + min(reach(from, known[from]), takenUpTokens)
		for b := a; b < len(ends) && ends[b] <= most; b++ {
			to := ends[b]
			if to <= from+known[from] {
				continue
			}
			n, err := t.texts(ctx, ts[from:to])
			if err != nil {
				return nil, err
			}
			// What is longer has as many texts or fewer, and the whole clause the fewest.
			whole := from == 0 && to == len(ts)
			if n < takenUpEditions || n == every && from > 0 {
				break
			}
			if n == every && !whole {
				b = max(b, len(ends)-2)
				continue
			}
			if !t.fits(ts, ends, a, b) {
				continue
			}
			if ok, err := t.goesOnDifferently(ctx, ts, from, to, n); err != nil || !ok {
				if err != nil {
					return nil, err
				}
				continue
			}
			k := &candidate{phrase: t.r.Text.Body[ts[from].Start:ts[to-1].End], key: join(ts[from:to]), tokens: to - from, places: []place{{clause: i, from: from, to: to}}}
			for w := a; w <= b; w++ {
				k.words = append(k.words, join(ts[startOf(ends, w):ends[w]]))
			}
			out = append(out, k)
		}
	}
	return out, nil
}

// reach gives a function that tells how many tokens of a clause, from one on,
// stand together in a later text; 0 where these are not more than an earlier
// text has, whose number it is told. Of most places in a text that is asked
// first, and answers it.
func (t *takenUp) reach(ts []text.Token) func(from, known int) int {
	codes := make([][]int32, len(t.segments))
	return func(from, known int) int {
		most := 0
		for k, s := range t.segments {
			if codes[k] == nil {
				codes[k] = s.Encode(ts)
			}
			ids := codes[k][from:]
			if known >= len(ids) || slices.ContainsFunc(ids[:known+1], func(id int32) bool { return id < 1 }) {
				continue
			}
			if lo, hi := s.Range(ids[:known+1]); anyFits(s, t.fit[k], lo, hi) {
				most = max(most, longestIn(s, t.fit[k], ids, known+1))
			}
		}
		return most
	}
}

// fits says whether the words from a to b can be a phrase. At the end of a
// clause in a script without spaces stands no word of form: one that seems to
// was cut wrongly (碳|中|和).
func (t *takenUp) fits(ts []text.Token, ends []int, a, b int) bool {
	from, to := startOf(ends, a), ends[b]
	switch {
	case torn(ts, to), t.c.short(ts[from:to]), digits(ts[from].Key), digits(ts[to-1].Key):
		return false
	case from == 0 && t.c.bare(join(ts[:ends[a]])):
		return false
	}
	return to == len(ts) && t.c.w.unspaced || t.edge(join(ts[startOf(ends, b):to]))
}

// edge says whether a word can begin or end a phrase within a clause: a single
// character is most often a piece of a word.
func (t *takenUp) edge(word string) bool {
	return !t.c.bare(word) && (!t.c.w.unspaced || utf8.RuneCountInString(word) > 1)
}

// startOf is where word k begins.
func startOf(ends []int, k int) int {
	if k == 0 {
		return 0
	}
	return ends[k-1]
}

// goesOnDifferently says whether most of the n later texts that have a string
// go on differently from this one, on either side.
func (t *takenUp) goesOnDifferently(ctx context.Context, ts []text.Token, from, to, n int) (bool, error) {
	for _, longer := range [][2]int{{from - 1, to}, {from, to + 1}} {
		if longer[0] < 0 || longer[1] > len(ts) {
			continue
		}
		m, err := t.texts(ctx, ts[longer[0]:longer[1]])
		if err != nil || float64(m) >= takenUpWhole*float64(n) {
			return false, err
		}
	}
	return true, nil
}

// texts is how many later texts have a string.
func (t *takenUp) texts(ctx context.Context, ts []text.Token) (int, error) {
	key := join(ts)
	t.mu.Lock()
	n, ok := t.asked[key]
	t.mu.Unlock()
	if ok {
		return n, nil
	}
	count, err := t.r.x.Count(ctx, concordance.Literal(t.r.Text.Body[ts[0].Start:ts[len(ts)-1].End]), t.f)
	t.mu.Lock()
	t.asked[key] = count.Editions
	t.mu.Unlock()
	return count.Editions, err
}

// Lasting are what later texts took up and the other new formulations, by how
// many later texts have them.
func Lasting(taken, best []Formulation) []Formulation {
	out := slices.Clone(taken)
	for _, f := range best {
		if !slices.ContainsFunc(taken, func(t Formulation) bool { return t.Phrase == f.Phrase }) {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b Formulation) int { return cmp.Compare(b.Later, a.Later) })
	return out
}
