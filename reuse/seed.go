package reuse

import (
	"cmp"
	"slices"

	"tifa/text"
)

// seed is a stretch that a sentence shares with a text, to the token.
type seed struct {
	doc, pos int // in the segment
	at, n    int // in the sentence's tokens
}

// scanned is how many occurrences of a frequent match are looked at to count
// those that matter; beyond, the match is made longer.
const scanned = 512

// seeds finds the seeds of a sentence in one segment.
func (l *ledger) seeds(p *part, tokens []text.Token, ids []int32) []seed {
	th := l.o.Thresholds
	var out []seed
	covered := map[int]int{} // by diagonal: how far in the sentence a seed reaches
	var rare []int
	for at := range ids {
		if ids[at] < 1 || tokens[at].Kind == text.Mark {
			continue
		}
		lo, hi := p.With(ids[at])
		n := 1
		enough := weight(tokens[at:at+1], th.SeedChars, th.SeedWords) >= 1
		for lo < hi {
			last := at+n == len(ids) || ids[at+n] < 1
			if enough && (hi-lo <= scanned || last) {
				rare = l.relevant(p, lo, hi, rare[:0])
				if len(rare) <= th.SeedFrequent || last {
					break
				}
			}
			if last {
				lo = hi
				break
			}
			lo, hi = p.Refine(lo, hi, n, ids[at+n])
			n++
			enough = enough || weight(tokens[at:at+n], th.SeedChars, th.SeedWords) >= 1
		}
		if lo == hi {
			continue
		}
		if len(rare) > th.SeedFrequent { // the sentence's end is frequent: the earliest count
			slices.Sort(rare)
			rare = rare[:th.SeedFrequent]
		}
		for _, pos := range rare {
			if covered[pos-at] >= at+n {
				continue
			}
			long := n
			for at+long < len(ids) && pos+long < p.Text.Len() && ids[at+long] > 0 && p.Text.At(pos+long) == ids[at+long] {
				long++
			}
			covered[pos-at] = at + long
			out = append(out, seed{p.DocOf(pos), pos, at, long})
		}
	}
	return out
}

// relevant lists the positions of a range of ranks that lie in earlier texts
// or in such whose order is undecided.
func (l *ledger) relevant(p *part, lo, hi int, out []int) []int {
	for rank := lo; rank < hi; rank++ {
		pos := int(p.SA.At(rank))
		if s := p.standing[p.DocOf(pos)]; s == earlier || s == undecided {
			out = append(out, pos)
		}
	}
	return out
}

// cluster is a group of seeds close together in one text, and how many tokens
// of the sentence they cover.
type cluster struct {
	part     *part
	doc      int
	from, to int // positions
	covered  int
}

// looked is how many clusters of a sentence are aligned.
const looked = 32

// candidates gathers the seeds of a sentence into clusters over all segments
// and gives those that cover most of it, the older first among equals.
func (l *ledger) candidates(tokens []text.Token) []cluster {
	var out []cluster
	for i := range l.parts {
		p := &l.parts[i]
		seeds := l.seeds(p, tokens, p.Encode(tokens))
		slices.SortFunc(seeds, func(a, b seed) int { return cmp.Or(cmp.Compare(a.pos, b.pos), cmp.Compare(a.at, b.at)) })
		for len(seeds) > 0 {
			n := 1
			reach := seeds[0].pos + seeds[0].n
			for n < len(seeds) && seeds[n].doc == seeds[0].doc && seeds[n].pos <= reach+len(tokens)/2+8 &&
				seeds[n].pos < seeds[0].pos+3*len(tokens) {
				reach = max(reach, seeds[n].pos+seeds[n].n)
				n++
			}
			out = append(out, cluster{p, seeds[0].doc, seeds[0].pos, reach, covers(seeds[:n], len(tokens))})
			seeds = seeds[n:]
		}
	}
	slices.SortFunc(out, func(a, b cluster) int {
		return cmp.Or(cmp.Compare(b.covered, a.covered), older(match{part: a.part, doc: a.doc, from: a.from}, match{part: b.part, doc: b.doc, from: b.from}))
	})
	return out[:min(len(out), looked)]
}

// covers counts the tokens of the sentence, n in all, that seeds cover.
func covers(seeds []seed, n int) int {
	hit := make([]bool, n)
	count := 0
	for _, s := range seeds {
		for i := s.at; i < s.at+s.n; i++ {
			if !hit[i] {
				hit[i] = true
				count++
			}
		}
	}
	return count
}
