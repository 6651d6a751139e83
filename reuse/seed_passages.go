package reuse

import (
	"cmp"
	"context"
	"slices"

	"tifa"
	"tifa/concordance"
	"tifa/text"
)

// Passage is a part of a text, not cut at its sentences, that stands in an
// earlier text, with edits. The Span is in bytes of the text.
type Passage struct {
	tifa.Span
	Ancestor   tifa.Attestation
	Similarity float64 // 1 - edit distance / longer length, in tokens without punctuation
}

// The shape of passages, in tokens.
const (
	chainGap     = 30 // between two seeds of a chain
	chainLook    = 64 // seeds before one that are tried as its predecessor
	mergeGap     = 50 // between two chains that become one
	passageChars = 12 // characters, or
	passageWords = 8  // words, that the seeds of a passage cover
	leastAlike   = .3 // similarity of a passage
)

// Passages finds the reused passages of t: for each earlier text the longest
// stretches that it shares with t, however they are edited. A passage that
// stands in several earlier texts comes once for each. They are ordered by
// where they begin, then by the date of the ancestor. It takes the same
// options as Ledger.
//
// The seeds are those of the ledger, found over the whole text. Those of one
// earlier text are chained, and a chain is extended at both ends by a banded
// alignment until its score drops too far below the best (X-drop).
func Passages(ctx context.Context, x *concordance.Index, t *tifa.Text, o Options) ([]Passage, error) {
	t = t.Own()
	f := newFinder(newScope(x, t, o))
	f.seek(run{0, len(f.tokens)}, earlier)
	var out []Passage
	for seeds := f.seeds; len(seeds) > 0; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n := 1
		for n < len(seeds) && seeds[n].rank == seeds[0].rank {
			n++
		}
		for _, b := range f.passagesOf(seeds[:n]) {
			p, err := f.passage(int(seeds[0].part), b)
			if err != nil {
				return nil, err
			}
			out = append(out, p)
		}
		seeds = seeds[n:]
	}
	slices.SortStableFunc(out, func(a, b Passage) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	return out, nil
}

// box is a run of tokens of the text at hand laid against a run of positions.
type box struct{ at, pos run }

func (f *finder) passage(part int, b box) (Passage, error) {
	p := &f.parts[part]
	// The stop of the sentence before is the same in all texts.
	for b.at.from+1 < b.at.to && f.ends(b.at.from) && p.ids[b.at.from] == p.Text.At(b.pos.from) {
		b.at.from, b.pos.from = b.at.from+1, b.pos.from+1
	}
	m := match{part: part, doc: p.DocOf(b.pos.from), from: b.pos.from, to: b.pos.to}
	a, err := f.attest(m)
	return Passage{
		Span:       tifa.Span{Start: f.tokens[b.at.from].Start, End: f.tokens[b.at.to-1].End},
		Ancestor:   a,
		Similarity: f.alike(p, b),
	}, err
}

// ends says whether a token is punctuation that ends a sentence, or a block.
func (f *finder) ends(at int) bool {
	t := f.tokens[at]
	return t.Kind == text.Break || t.Kind == text.Mark && len(f.text.Sentences) > 0 && f.text.Sentences[f.text.SentenceAt(t.Start)-1].End == t.End
}

// alike is the similarity of the two sides of a box.
func (f *finder) alike(p *part, b box) float64 {
	var left, right []int32
	for at := b.at.from; at < b.at.to; at++ {
		if spoken(f.tokens[at].Kind) {
			left = append(left, p.ids[at])
		}
	}
	for pos := b.pos.from; pos < b.pos.to; pos++ {
		if id := p.Text.At(pos); !p.skipped(id) {
			right = append(right, id)
		}
	}
	return 1 - float64(Distance(left, right))/float64(max(len(left), len(right), 1))
}

// passagesOf makes passages of the seeds of one text, which are in the order
// of its positions.
func (f *finder) passagesOf(seeds []seed) []box {
	p := &f.parts[seeds[0].part]
	boxes := merged(chains(seeds), mergeGap)
	boxes = slices.DeleteFunc(boxes, func(c chain) bool { return f.evidence(c.seeds) < 1 })
	for i := range boxes {
		f.extend(p, &boxes[i].box)
	}
	boxes = merged(boxes, mergeGap)
	slices.SortStableFunc(boxes, func(a, b chain) int { return (b.at.to - b.at.from) - (a.at.to - a.at.from) })
	var out []box
	for _, c := range boxes {
		// A text that repeats itself needs to be named once for a passage.
		told := slices.ContainsFunc(out, func(b box) bool {
			return 2*(min(b.at.to, c.at.to)-max(b.at.from, c.at.from)) > c.at.to-c.at.from
		})
		if !told && f.alike(p, c.box) >= leastAlike {
			out = append(out, c.box)
		}
	}
	return out
}

// evidence weighs what the seeds of a chain cover.
func (f *finder) evidence(seeds []seed) float64 {
	var covered []text.Token
	reach := int32(0)
	for _, s := range seeds {
		if from := max(s.at, reach); from < s.at+s.n {
			covered = append(covered, f.tokens[from:s.at+s.n]...)
			reach = s.at + s.n
		}
	}
	return weight(covered, passageChars, passageWords)
}

// chain is a group of seeds that follow each other in both texts.
type chain struct {
	box
	seeds []seed // by the text at hand
}

// chains puts seeds into chains, the best first: the score of a chain is what
// its seeds cover, less a little for gaps and for sliding off the diagonal.
func chains(seeds []seed) []chain {
	score := make([]float64, len(seeds))
	before := make([]int, len(seeds))
	order := make([]int, len(seeds))
	for i, s := range seeds {
		score[i], before[i], order[i] = float64(s.n), -1, i
		for j := i - 1; j >= max(0, i-chainLook); j-- {
			r := seeds[j]
			gapPos, gapAt := int(s.pos-r.pos-r.n), int(s.at-r.at-r.n)
			if gapPos > chainGap || gapAt > chainGap || s.at <= r.at || gapPos <= -int(s.n) || gapAt <= -int(s.n) {
				continue
			}
			overlap, slide := max(0, -gapPos, -gapAt), gapPos-gapAt
			cost := float64(overlap) + float64(max(slide, -slide))/2 + float64(max(gapPos, gapAt, 0))/8
			if v := score[j] + float64(s.n) - cost; v > score[i] {
				score[i], before[i] = v, j
			}
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(score[j], score[i]) })
	used := make([]bool, len(seeds))
	var out []chain
	for _, i := range order {
		if used[i] {
			continue
		}
		var c chain
		for ; i >= 0 && !used[i]; i = before[i] {
			used[i] = true
			c.seeds = append(c.seeds, seeds[i])
		}
		slices.Reverse(c.seeds)
		first, last := c.seeds[0], c.seeds[len(c.seeds)-1]
		c.box = box{run{int(first.at), int(last.at + last.n)}, run{int(first.pos), int(last.pos + last.n)}}
		out = append(out, c)
	}
	return out
}

// merged joins chains that follow each other in both texts with at most so
// many tokens between them, or that overlap in both.
func merged(cs []chain, gap int) []chain {
	slices.SortStableFunc(cs, func(a, b chain) int {
		return cmp.Or(cmp.Compare(a.at.from, b.at.from), cmp.Compare(a.pos.from, b.pos.from))
	})
	var out []chain
	for _, c := range cs {
		joined := false
		for i := len(out) - 1; i >= 0 && !joined; i-- {
			o := &out[i]
			near := c.at.from-o.at.to < gap && c.pos.from-o.pos.to < gap && o.pos.from-c.pos.from < gap && o.pos.from < c.pos.to
			inside := c.at.to <= o.at.to && c.pos.from >= o.pos.from && c.pos.to <= o.pos.to
			at := run{min(o.at.from, c.at.from), max(o.at.to, c.at.to)}
			pos := run{min(o.pos.from, c.pos.from), max(o.pos.to, c.pos.to)}
			slide := (at.to - at.from) - (pos.to - pos.from)
			if joined = inside || near && max(slide, -slide) < gap; joined {
				o.at, o.pos = at, pos
				o.seeds = append(o.seeds, c.seeds...)
			}
		}
		if !joined {
			out = append(out, c)
		}
	}
	for i := range out {
		slices.SortFunc(out[i].seeds, func(a, b seed) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.n, a.n)) })
	}
	return out
}
