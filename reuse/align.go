package reuse

import (
	"cmp"
	"slices"

	"tifa/text"
)

// stretch is a part of a text of the index without punctuation and
// boundaries: the ids that are left and the positions they stand at.
type stretch struct {
	ids []int32
	pos []int
}

// surroundings is the text around a cluster, far enough to hold the best
// stretch for a sentence of n tokens.
func (c *cluster) surroundings(n int) stretch {
	from, to := c.part.Positions(c.doc)
	reach := n + n/4 + 8
	from, to = max(from, c.from-reach), min(to, c.to+reach)
	s := stretch{make([]int32, 0, to-from), make([]int, 0, to-from)}
	for pos := from; pos < to; pos++ {
		id := c.part.Text.At(pos)
		if k := c.part.Kind(id); k != text.Mark && k != text.Break {
			s.ids = append(s.ids, id)
			s.pos = append(s.pos, pos)
		}
	}
	return s
}

// choose aligns the sentence with the surroundings of each cluster in texts
// of a standing and gives the matches that make it inherited or adapted, the
// ancestor first: among the most similar, within the tie, the oldest.
func (l *ledger) choose(tokens []text.Token, candidates []cluster, want standing) []match {
	words := slices.DeleteFunc(slices.Clone(tokens), func(t text.Token) bool { return t.Kind == text.Mark })
	var found []match
	best := 0.0
	for i := range candidates {
		c := &candidates[i]
		if c.part.standing[c.doc] != want {
			continue
		}
		s := c.surroundings(len(words))
		ids := c.part.Encode(words)
		distance, from, to := bestStretch(ids, s.ids)
		if from == to {
			continue
		}
		m := match{
			part: c.part, doc: c.doc, from: s.pos[from], to: s.pos[to-1] + 1, distance: distance,
			similarity: 1 - float64(distance)/float64(max(len(ids), to-from)),
		}
		if m.similarity < l.o.Thresholds.Similarity || m.similarity < best-l.o.Thresholds.Tie || !l.shares(words, ids, s.ids[from:to]) {
			continue
		}
		best = max(best, m.similarity)
		found = append(found, m)
	}
	found = slices.DeleteFunc(found, func(m match) bool { return m.similarity < best-l.o.Thresholds.Tie })
	slices.SortFunc(found, func(a, b match) int {
		// What was there word for word comes before what is nearly the same.
		if (a.distance == 0) != (b.distance == 0) {
			return cmp.Compare(a.distance, b.distance)
		}
		return older(a, b)
	})
	return found
}

// bestStretch finds the stretch of b with the least edit distance to a
// (Sellers 1980); among several the shortest, so that it begins and ends with
// tokens that a has, and of these the first.
func bestStretch(a, b []int32) (distance, from, to int) {
	// Column by column over b: cost[i] is the distance of a[:i] to the best
	// stretch that ends here, start[i] where that stretch begins.
	cost := make([]int, len(a)+1)
	start := make([]int, len(a)+1)
	for i := range cost {
		cost[i] = i
	}
	distance = len(a)
	for j, id := range b {
		corner, cornerStart := cost[0], start[0]
		start[0] = j + 1
		for i := 1; i <= len(a); i++ {
			d, s := corner, cornerStart
			if a[i-1] != id {
				d++
			}
			corner, cornerStart = cost[i], start[i]
			if c := cost[i] + 1; c < d || c == d && start[i] > s {
				d, s = c, start[i]
			}
			if c := cost[i-1] + 1; c < d || c == d && start[i-1] > s {
				d, s = c, start[i-1]
			}
			cost[i], start[i] = d, s
		}
		d, s := cost[len(a)], start[len(a)]
		if s <= j && (d < distance || d == distance && to > from && j+1-s < to-from) {
			distance, from, to = d, s, j+1
		}
	}
	return distance, from, to
}

// shares says whether a sentence and a stretch share a run that is long
// enough, or two of half that. ids are those of words.
func (l *ledger) shares(words []text.Token, ids, b []int32) bool {
	halves := 0
	for _, run := range runs(ids, b) {
		w := weight(words[run.from:run.to], l.o.Thresholds.RunChars, l.o.Thresholds.RunWords)
		if w >= 1 {
			return true
		}
		if w >= .5 {
			halves++
		}
	}
	return halves >= 2
}

// run is a part of a that stands in b, to the token.
type run struct{ from, to int }

// runs gives the runs of equal tokens in a best alignment of a and b.
func runs(a, b []int32) []run {
	// cost[i][j] is the edit distance of a[i:] and b[j:], so that the runs come
	// out in order.
	width := len(b) + 1
	cost := make([]int32, (len(a)+1)*width)
	for i := len(a); i >= 0; i-- {
		for j := len(b); j >= 0; j-- {
			at := i*width + j
			switch {
			case i == len(a):
				cost[at] = int32(len(b) - j)
			case j == len(b):
				cost[at] = int32(len(a) - i)
			case a[i] == b[j]:
				cost[at] = cost[at+width+1]
			default:
				cost[at] = 1 + min(cost[at+width+1], cost[at+width], cost[at+1])
			}
		}
	}
	var out []run
	for i, j := 0, 0; i < len(a) && j < len(b); {
		at := i*width + j
		switch {
		case a[i] == b[j]:
			if n := len(out); n > 0 && out[n-1].to == i && j > 0 && i > 0 && a[i-1] == b[j-1] {
				out[n-1].to++
			} else {
				out = append(out, run{i, i + 1})
			}
			i, j = i+1, j+1
		case cost[at] == 1+cost[at+width+1]:
			i, j = i+1, j+1
		case cost[at] == 1+cost[at+width]:
			i++
		default:
			j++
		}
	}
	return out
}

// formulaic says whether nearly all of a sentence is made of runs that each
// stand in many earlier texts.
func (l *ledger) formulaic(tokens []text.Token) bool {
	th := l.o.Thresholds
	hit := make([]bool, len(tokens))
	for i := range l.parts {
		if l.parts[i].earlier == 0 {
			continue
		}
		ids := l.parts[i].Encode(tokens)
		for at := range tokens {
			to := at + 1
			for to < len(tokens) && weight(tokens[at:to], th.RunChars, th.RunWords) < 1 {
				to++
			}
			if weight(tokens[at:to], th.RunChars, th.RunWords) < 1 {
				break
			}
			if l.inMany(&l.parts[i], ids[at:to]) {
				for k := at; k < to; k++ {
					hit[k] = true
				}
			}
		}
	}
	covered := 0
	for _, h := range hit {
		if h {
			covered++
		}
	}
	return covered*10 >= len(tokens)*8
}

// inMany says whether a run stands in many earlier texts of a segment.
func (l *ledger) inMany(p *part, ids []int32) bool {
	lo, hi := p.Sorted.Range(ids)
	if hi-lo < l.many {
		return false
	}
	seen := map[int]bool{}
	for rank := lo; rank < hi && len(seen) < l.many; rank++ {
		if doc := p.DocOf(int(p.SA.At(rank))); p.standing[doc] == earlier {
			seen[doc] = true
		}
	}
	return len(seen) >= l.many
}
