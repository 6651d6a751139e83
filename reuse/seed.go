package reuse

import (
	"cmp"
	"slices"
)

// seed is a run that the text at hand shares with a text of the index, to the
// token.
type seed struct {
	rank int32 // of the text of the index
	part int32
	pos  int32 // in the part
	at   int32 // token of the text at hand
	n    int32 // tokens
}

// finder looks things up in a scope. It keeps buffers and serves one
// goroutine.
type finder struct {
	*scope
	ranges, refined []run // ranks, for each part
	hits            []hit
	seeds           []seed
	covered         map[diagonal]int32 // how far in the text a seed reaches
	seen            map[int32]bool     // texts, by rank
	found           []match
	hit             []bool // tokens of a sentence
	near            stretch
	needles         []needle // a part
}

// hit is an occurrence of a run.
type hit struct{ rank, part, pos int32 }

// diagonal is a way to lay the text at hand along a part.
type diagonal struct{ part, shift int32 }

func newFinder(sc *scope) *finder {
	return &finder{
		scope: sc, ranges: make([]run, len(sc.parts)), refined: make([]run, len(sc.parts)),
		covered: map[diagonal]int32{}, seen: map[int32]bool{},
	}
}

const (
	// looksPerSeed bounds the occurrences that are looked at one by one: so
	// many times those a seed may have, if all texts counted, but
	looksPerSeed = 8
	// mostLooks whatever the share of the texts that count. A run that occurs
	// more often is made longer without a look.
	mostLooks = 8192
	// mostFrequent is how often a run that cannot go on may occur.
	mostFrequent = 1024
)

// seek fills f.seeds with the seeds of a run of tokens in texts of a standing
// (Kiełbasa et al. 2011): from every token the shortest run that is long
// enough and rare. Which segment a text lies in makes no difference.
func (f *finder) seek(span run, want standing) {
	f.seeds = f.seeds[:0]
	clear(f.covered)
	for at := span.from; at < span.to; at++ {
		to := int(f.seedTo[at])
		if !spoken(f.tokens[at].Kind) || to > span.to {
			continue
		}
		if total := f.begin(at, to); total > 0 {
			to = f.rare(run{at, to}, span.to, total, want)
			f.keep(run{at, to}, span.to)
		}
	}
	slices.SortFunc(f.seeds, func(a, b seed) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.pos, b.pos), cmp.Compare(a.at, b.at))
	})
}

// rare makes a run longer, up to token end, until it is rare in texts of a
// standing or cannot go on there, and tells where it then ends. f.ranges holds
// its ranks, total of them; f.hits gets its occurrences.
func (f *finder) rare(r run, end, total int, want standing) (to int) {
	looks := f.looks[want]
	for to = r.to; ; to++ {
		looked := total <= looks
		if looked {
			f.look(want)
			if len(f.hits) <= f.o.Thresholds.SeedFrequent {
				return to
			}
		}
		next := 0
		if to < end {
			next = f.refine(to-r.from, to)
		}
		if next == 0 || next <= looks && !f.stands(f.refined, want) {
			if !looked {
				f.hits = f.hits[:0]
				if total <= mostFrequent {
					f.look(want)
				}
			}
			return to
		}
		f.ranges, f.refined = f.refined, f.ranges
		total = next
	}
}

// begin finds the ranks of the tokens at to to in every part and counts them.
func (f *finder) begin(at, to int) (total int) {
	for i := range f.parts {
		p := &f.parts[i]
		f.ranges[i] = run{}
		if p.ids[at] > 0 {
			lo, hi := p.With(p.ids[at])
			lo, hi = p.Narrow(lo, hi, 1, p.ids[at:to])
			f.ranges[i] = run{lo, hi}
			total += hi - lo
		}
	}
	return total
}

// refine narrows f.ranges, of runs of n tokens, to those that go on with token
// to, into f.refined, and counts them.
func (f *finder) refine(n, to int) (total int) {
	for i := range f.parts {
		p, r := &f.parts[i], f.ranges[i]
		if r.from < r.to {
			r.from, r.to = p.Refine(r.from, r.to, n, p.ids[to])
		}
		f.refined[i] = r
		total += r.to - r.from
	}
	return total
}

// look fills f.hits with the occurrences of f.ranges in texts of a standing.
func (f *finder) look(want standing) {
	f.hits = f.hits[:0]
	for i, r := range f.ranges {
		p := &f.parts[i]
		for rank := r.from; rank < r.to; rank++ {
			pos := int(p.SA.At(rank))
			if doc := p.DocOf(pos); p.standing[doc] == want {
				f.hits = append(f.hits, hit{p.rank[doc], int32(i), int32(pos)})
			}
		}
	}
}

// stands says whether ranges of ranks hold an occurrence in a text of a
// standing.
func (f *finder) stands(ranges []run, want standing) bool {
	for i, r := range ranges {
		p := &f.parts[i]
		for rank := r.from; rank < r.to; rank++ {
			if p.standing[p.DocOf(int(p.SA.At(rank)))] == want {
				return true
			}
		}
	}
	return false
}

// keep makes seeds of f.hits, the occurrences of a run, each as long as the
// texts are the same, up to token end. Of a run that stayed frequent the
// oldest and the newest occurrences count, half and half: the one who said it
// first, and the text that was at hand.
func (f *finder) keep(r run, end int) {
	if most := f.o.Thresholds.SeedFrequent; len(f.hits) > most {
		slices.SortFunc(f.hits, func(a, b hit) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.pos, b.pos)) })
		f.hits = append(f.hits[:most-most/2], f.hits[len(f.hits)-most/2:]...)
	}
	for _, h := range f.hits {
		d := diagonal{h.part, h.pos - int32(r.from)}
		if int(f.covered[d]) >= r.to {
			continue
		}
		p := &f.parts[h.part]
		to, pos := r.to, int(h.pos)+r.to-r.from
		for to < end && pos < p.Text.Len() && p.ids[to] > 0 && p.Text.At(pos) == p.ids[to] {
			to++
			pos++
		}
		f.covered[d] = int32(to)
		f.seeds = append(f.seeds, seed{h.rank, h.part, h.pos, int32(r.from), int32(to - r.from)})
	}
}

// cluster is a group of seeds close together in one text, in whatever order,
// and how many tokens of the sentence they cover.
type cluster struct {
	rank, part int32
	from, to   int // positions
	covered    int
}

// looked is how many clusters of a sentence are aligned.
const looked = 32

// candidates gathers the seeds of a sentence into clusters and gives those
// that cover most of it, the older first among equals, most at the most.
func (f *finder) candidates(span run, want standing, most int) []cluster {
	f.seek(span, want)
	n := span.to - span.from
	var out []cluster
	for seeds := f.seeds; len(seeds) > 0; {
		count := 1
		first := seeds[0]
		reach := int(first.pos + first.n)
		for count < len(seeds) && seeds[count].rank == first.rank && int(seeds[count].pos) <= reach+n/2+8 &&
			int(seeds[count].pos) < int(first.pos)+3*n {
			reach = max(reach, int(seeds[count].pos+seeds[count].n))
			count++
		}
		out = append(out, cluster{first.rank, first.part, int(first.pos), reach, f.covers(seeds[:count], span)})
		seeds = seeds[count:]
	}
	slices.SortFunc(out, func(a, b cluster) int {
		return cmp.Or(cmp.Compare(b.covered, a.covered), cmp.Compare(a.rank, b.rank), cmp.Compare(a.from, b.from))
	})
	return out[:min(len(out), most)]
}

// covers counts the tokens of a sentence that seeds cover.
func (f *finder) covers(seeds []seed, span run) int {
	f.hit = append(f.hit[:0], make([]bool, span.to-span.from)...)
	count := 0
	for _, s := range seeds {
		for at := int(s.at) - span.from; at < int(s.at+s.n)-span.from; at++ {
			count += b2i(!f.hit[at])
			f.hit[at] = true
		}
	}
	return count
}
