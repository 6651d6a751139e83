package bitext

import (
	"cmp"
	"math"
	"slices"

	"tifa/reuse"
	"tifa/text"
)

// query is a passage that is searched for.
type query struct {
	MatchOptions
	marked        []string // all its tokens, folded
	words         []int32  // without punctuation; those that no unit has are below anyNumber
	number        map[int32]bool
	before, after []string
}

func (m *Memory) query(src string, o MatchOptions) *query {
	q := &query{MatchOptions: o, number: map[int32]bool{}, before: folded(o.Before), after: folded(o.After)}
	unknown := map[string]int32{}
	for _, t := range text.Tokens(src) {
		if t.Kind == text.Break {
			continue
		}
		q.marked = append(q.marked, t.Key)
		if t.Kind == text.Mark {
			continue
		}
		id, ok := m.ids[t.Key]
		if !ok {
			if id, ok = unknown[t.Key]; !ok {
				id = int32(anyNumber - 1 - len(unknown))
				unknown[t.Key] = id
				q.number[id] = isNumber([]byte(t.Key))
			}
		}
		q.words = append(q.words, id)
	}
	return q
}

// folded is the tokens of a text, folded, with punctuation.
func folded(s string) []string {
	var out []string
	for _, t := range text.Tokens(s) {
		if t.Kind != text.Break {
			out = append(out, t.Key)
		}
	}
	return out
}

// candidate is a unit that may be a match.
type candidate struct {
	unit  int32
	kind  string
	score float64
}

// memoryTally counts for sources how many pairs they share with a query.
type memoryTally struct {
	counts  []uint16
	touched []int32
}

// search finds the best matches, best first.
func (m *Memory) search(q *query) []candidate {
	// Those that share most come first, so that the rest can be left out as
	// soon as enough are found that are better than it can be.
	var found []candidate
	var worst float64
	for _, c := range m.candidates(q) {
		if c.bound < worst {
			break
		}
		score, kind := m.judge(q, c.source)
		if score < max(q.MinScore, worst) {
			continue
		}
		found = append(found, m.expand(q, c.source, score, kind)...)
		if q.Limit > 0 && len(found) >= q.Limit {
			m.sort(found)
			found = found[:q.Limit]
			worst = found[q.Limit-1].score
		}
	}
	m.sort(found)
	return found
}

// sort puts the best first: by score, then those in the same context, those
// that were checked, and those that stand first in the memory.
func (m *Memory) sort(found []candidate) {
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(rank(a.kind), rank(b.kind)),
			cmp.Compare(order(m.units[b.unit].Checked), order(m.units[a.unit].Checked)), cmp.Compare(a.unit, b.unit))
	})
}

// bounded is a source with the highest score that it can have.
type bounded struct {
	source int32
	bound  float64
}

// candidates are the sources that share enough pairs with the query, the most
// promising first.
func (m *Memory) candidates(q *query) []bounded {
	t := m.tallies.Get().(*memoryTally)
	defer func() {
		for _, source := range t.touched {
			t.counts[source] = 0
		}
		t.touched = t.touched[:0]
		m.tallies.Put(t)
	}()
	m.count(q, t)
	var out []bounded
	for _, source := range t.touched {
		if b := bound(len(q.words), len(m.of(source)), int(t.counts[source])); b >= q.MinScore {
			out = append(out, bounded{source, b})
		}
	}
	slices.SortFunc(out, func(a, b bounded) int {
		return cmp.Or(cmp.Compare(b.bound, a.bound), cmp.Compare(a.source, b.source))
	})
	return out
}

// expand gives the units of a source that count: of those with the same
// target one, in the same context if there is such a one, else a checked one.
func (m *Memory) expand(q *query, source int32, score float64, kind string) []candidate {
	var out []candidate
	before, after := neighbour{q.before, map[string]bool{}}, neighbour{q.after, map[string]bool{}}
	for _, same := range m.sources[source] {
		if q.CheckedOnly && same.checked == 0 {
			continue
		}
		c := candidate{same.units[0], kind, score}
		if same.checked > 0 {
			c.unit = same.checked - 1
		}
		if kind == MatchExact && len(q.before)+len(q.after) > 0 {
			for _, unit := range same.units {
				u := &m.units[unit]
				if (u.Checked || !q.CheckedOnly) && (before.is(u.Before) || after.is(u.After)) {
					c.unit, c.kind = unit, MatchContext
					break
				}
			}
		}
		out = append(out, c)
	}
	return out
}

// neighbour is a passage next to the query, with those of units that were held
// against it: the same stand beside many.
type neighbour struct {
	want  []string
	known map[string]bool
}

func (n neighbour) is(s string) bool {
	if len(n.want) == 0 || s == "" {
		return false
	}
	is, ok := n.known[s]
	if !ok {
		is = slices.Equal(n.want, folded(s))
		n.known[s] = is
	}
	return is
}

// count counts the pairs that sources share with the query. The rarest pairs
// come first; from where a source with no pair before can no longer reach the
// score, the lists add none.
func (m *Memory) count(q *query, t *memoryTally) {
	var pairs []uint64
	m.queryPairs(q, func(pair uint64) { pairs = append(pairs, pair) })
	slices.SortFunc(pairs, func(a, b uint64) int {
		return cmp.Or(cmp.Compare(len(m.list(a)), len(m.list(b))), cmp.Compare(a, b))
	})
	// A match shares at least need of the len(words)+1 pairs.
	need := max(1, int(math.Ceil(1+(2*q.MinScore-1)*float64(len(q.words))-1e-9)))
	left := len(pairs)
	for i := 0; i < len(pairs); {
		times := 1
		for i+times < len(pairs) && pairs[i+times] == pairs[i] {
			times++
		}
		opens := left >= need
		for _, source := range m.list(pairs[i]) {
			if t.counts[source] == 0 {
				if !opens {
					continue
				}
				t.touched = append(t.touched, source)
			}
			t.counts[source] = uint16(min(int(t.counts[source])+times, math.MaxUint16))
		}
		left -= times
		i += times
	}
}

// queryPairs are the pairs of a query as those of units are made.
func (m *Memory) queryPairs(q *query, f func(uint64)) {
	words := slices.Clone(q.words)
	for i, w := range words {
		if q.number[w] {
			words[i] = anyNumber
		}
	}
	m.pairs(words, f)
}

// bound is the highest similarity that passages of a and b words can have
// that share so many pairs.
func bound(a, b, shared int) float64 {
	longer, shorter := max(a, b), min(a, b)
	if longer == 0 {
		return 1
	}
	d := max((longer+1-shared+1)/2, longer-shorter, 0)
	return 1 - float64(d)/float64(longer)
}

// judge compares a query with a source.
func (m *Memory) judge(q *query, source int32) (score float64, kind string) {
	words := m.of(source)
	d := reuse.Distance(words, q.words)
	switch {
	case d == 0 && slices.Equal(folded(m.units[m.sources[source][0].units[0]].Src), q.marked):
		return 1, MatchExact
	case len(words) == 0 || len(q.words) == 0:
		return 0, MatchFuzzy // other punctuation is no match
	case d == 0 || m.sameButNumbers(q, words):
		return nearlyExact, MatchFuzzy
	}
	return 1 - float64(d)/float64(max(len(words), len(q.words))), MatchFuzzy
}

// sameButNumbers says whether all words are the same where each run of numbers
// counts as one, and there are other words than numbers.
func (m *Memory) sameButNumbers(q *query, words []int32) bool {
	isNumber := func(w int32) bool { return w >= 0 && m.number[w] || q.number[w] }
	run := func(s []int32) int {
		n := 0
		for n < len(s) && isNumber(s[n]) {
			n++
		}
		return n
	}
	others := 0
	for a, b := words, q.words; ; {
		na, nb := run(a), run(b)
		if (na == 0) != (nb == 0) {
			return false
		}
		a, b = a[na:], b[nb:]
		if len(a) == 0 || len(b) == 0 {
			return len(a) == len(b) && others > 0
		}
		if a[0] != b[0] {
			return false
		}
		others++
		a, b = a[1:], b[1:]
	}
}
