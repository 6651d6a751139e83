package lineage

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"tifa/text"
)

const (
	longerCount   = 3    // a longer phrase occurs at least so often …
	longerShare   = 2000 // … and at least once in so many occurrences of the phrase
	longerReach   = 16   // tokens that are looked at on either side
	longerEntropy = 0.75 // nats on either side: not one neighbour alone, nor nearly
	longerNested  = 1.5  // a phrase within a longer one is shown where it is so much more frequent
	longerKept    = 300  // candidates that are held against each other
)

// extension is a phrase that reaches left and right tokens beyond the phrase.
type extension struct {
	left, right int
	hits        []uint32 // indices in tracer.hits, ascending
	tokens      string   // ids as bytes, for comparing
	score       float64
}

// longer fills in the longer fixed phrases that contain the phrase. From the
// phrase, the occurrences are divided by what follows, token by token, and
// those that share what follows by what precedes. Where both sides branch, as
// measured by the smaller of their entropies, the phrase is complete.
// Punctuation ends a phrase.
func (t *tracer) longer(out *Traced) error {
	out.Longer = []Phrase{}
	if !t.q.Simple() || len(t.hits) < longerCount {
		return nil
	}
	g := &grower{tracer: t, least: max(longerCount, len(t.hits)/longerShare)}
	all := make([]uint32, len(t.hits))
	for i := range all {
		all[i] = uint32(i)
	}
	if err := g.right(all, 0); err != nil {
		return err
	}
	for _, e := range g.best() {
		if len(out.Longer) == t.o.Limit {
			break
		}
		h := t.hits[e.hits[0]]
		h.From, h.To = h.From-e.left, h.To+e.right
		first, err := t.x.Attest(h)
		if err != nil {
			return err
		}
		out.Longer = append(out.Longer, Phrase{first.Quote, len(e.hits), first})
	}
	return nil
}

// grower finds extensions of the phrase of a tracer.
type grower struct {
	*tracer
	least int // occurrences
	found []extension
}

func (g *grower) after(hit uint32, n int) int32 {
	h := &g.hits[hit]
	return g.words.inside(h.Segment, h.To+n)
}

func (g *grower) before(hit uint32, n int) int32 {
	h := &g.hits[hit]
	return g.words.inside(h.Segment, h.From-1-n)
}

// divide sorts hits by a neighbour, which it gives in the same order.
func divide(hits []uint32, neighbour func(uint32) int32) (sorted []uint32, by []int32) {
	keys := make([]uint64, len(hits))
	for i, h := range hits {
		keys[i] = uint64(neighbour(h))<<32 | uint64(h)
	}
	slices.Sort(keys)
	sorted, by = make([]uint32, len(hits)), make([]int32, len(hits))
	for i, k := range keys {
		sorted[i], by[i] = uint32(k), int32(k>>32)
	}
	return sorted, by
}

// each calls yield for every group of equal neighbours that is large enough.
func (g *grower) each(by []int32, yield func(from, to int) error) error {
	for from := 0; from < len(by); {
		to := from + 1
		for to < len(by) && by[to] == by[from] {
			to++
		}
		if by[from] != 0 && to-from >= g.least {
			if err := yield(from, to); err != nil {
				return err
			}
		}
		from = to
	}
	return nil
}

// right looks at hits that share n tokens after the phrase.
func (g *grower) right(hits []uint32, n int) error {
	if err := g.ctx.Err(); err != nil {
		return err
	}
	sorted, by := divide(hits, func(h uint32) int32 { return g.after(h, n) })
	if entropy(by) >= longerEntropy {
		if err := g.left(hits, 0, n); err != nil {
			return err
		}
	}
	if n == longerReach {
		return nil
	}
	return g.each(by, func(from, to int) error { return g.right(sorted[from:to], n+1) })
}

// left looks at hits that share n tokens before the phrase and right tokens
// after it.
func (g *grower) left(hits []uint32, n, right int) error {
	sorted, by := divide(hits, func(h uint32) int32 { return g.before(h, n) })
	if n+right > 0 {
		if h := entropy(by); h >= longerEntropy {
			g.consider(hits, n, right, h)
		}
	}
	if n == longerReach {
		return nil
	}
	return g.each(by, func(from, to int) error { return g.left(sorted[from:to], n+1, right) })
}

// consider keeps an extension if it is complete on the right, too, and stands
// in more than one text. leftEntropy is its entropy on the left.
func (g *grower) consider(hits []uint32, left, right int, leftEntropy float64) {
	first := g.hits[hits[0]].Info()
	if !slices.ContainsFunc(hits, func(h uint32) bool { return g.hits[h].Info() != first }) {
		return
	}
	_, by := divide(hits, func(h uint32) int32 { return g.after(h, right) })
	h := min(leftEntropy, entropy(by))
	if h < longerEntropy || g.ragged(hits[0], left, right) {
		return
	}
	e := extension{left: left, right: right, hits: hits}
	e.tokens = g.spell(hits[0], left, right)
	e.score = math.Log(float64(len(hits))) * math.Log(1+float64(left+right)) * h
	g.found = append(g.found, e)
}

// ragged says whether an extension begins or ends with what is no word or, in
// scripts without spaces, adds a single character to a side: that is a
// particle (将, 与) or the end of a word (业) far more often than a word.
func (g *grower) ragged(hit uint32, left, right int) bool {
	h := g.hits[hit]
	at := func(pos int) int32 { return g.words.at(h.Segment, pos) }
	isLoose := func(n int, edge, inner int32, side int) bool {
		return n == 1 && g.words.words[edge].kind == text.Char || g.loose(edge, inner, side)
	}
	return left > 0 && isLoose(left, at(h.From-left), at(h.From-left+1), 1) ||
		right > 0 && isLoose(right, at(h.To+right-1), at(h.To+right-2), -1)
}

// spell gives the tokens of an extension as a string that can be searched.
func (g *grower) spell(hit uint32, left, right int) string {
	h := g.hits[hit]
	var b strings.Builder
	for pos := h.From - left; pos < h.To+right; pos++ {
		b.WriteString(g.words.words[g.words.at(h.Segment, pos)].key)
		b.WriteByte(' ')
	}
	return " " + b.String()
}

// best gives the extensions worth showing, best first: of those that hold
// each other the shorter only where it is clearly more frequent.
func (g *grower) best() []extension {
	slices.SortFunc(g.found, func(a, b extension) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.tokens, b.tokens))
	})
	found := g.found[:min(len(g.found), longerKept)]
	var out []extension
	for i, e := range found {
		covered := slices.ContainsFunc(found, func(l extension) bool {
			return len(l.tokens) > len(e.tokens) && strings.Contains(l.tokens, e.tokens) &&
				float64(len(e.hits)) < longerNested*float64(len(l.hits))
		})
		// A phrase that holds the phrase twice is found from both.
		twice := slices.ContainsFunc(found[:i], func(l extension) bool { return l.tokens == e.tokens })
		if !covered && !twice {
			out = append(out, e)
		}
	}
	return out
}
