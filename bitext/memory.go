package bitext

import (
	"math/bits"
	"slices"
	"sync"

	"tifa"
	"tifa/reuse"
	"tifa/text"
)

// The kinds of matches.
const (
	MatchContext = "context" // the same passage with the same neighbour
	MatchExact   = "exact"   // the same passage, up to folding
	MatchFuzzy   = "fuzzy"   // a similar one
)

// nearlyExact is the score of a passage that differs in numbers or in
// punctuation alone: all words are the same, and yet somebody must look.
const nearlyExact = .99

// MinScore is the least similarity of a match that is worth a translator's
// while, where nothing else is asked for.
const MinScore = .6

// MatchOptions say what is searched for.
type MatchOptions struct {
	Before, After string  // the neighbours of the passage in its text, if known
	MinScore      float64 // above 0, at most 1; 0 means MinScore
	CheckedOnly   bool    // only units that a person has checked
	Limit         int     // most matches; 0 is no limit
}

// MemoryMatch is a unit whose source is like a passage.
type MemoryMatch struct {
	Unit  tifa.Unit   `json:"unit"`
	Kind  string      `json:"kind"`  // context, exact or fuzzy
	Score float64     `json:"score"` // 1 is the same; .99 the same but for numbers or punctuation; else the similarity
	Edits []tifa.Edit `json:"edits"` // from the source of the unit to the passage
}

// Memory is a translation memory in which passages are found by their source.
// It is safe for use by several goroutines.
//
// Every pair of neighbouring words (of characters in scripts without spaces)
// has a list of the sources in which it stands. Two passages of which the longer
// has n words, at an edit distance of d, share at least n+1-2d pairs, counted
// with the beginning and the end, because one change spoils at most two.
// Above a similarity of .5 this is at least one, so that no match is missed.
type Memory struct {
	units   []tifa.Unit
	sources [][]sameUnits // of each different source: laws say "Article 1" ten thousand times
	ids     map[string]int32
	number  []bool  // by id: whether the word is a number
	words   []int32 // of all sources, one behind the other
	starts  []int32 // where those of a source begin; one more than sources
	lists   []int32 // sources by the pairs in them
	heads   []int32 // where the list of a slot begins; one more than slots
	tallies sync.Pool
}

// NewMemory makes a memory of units, whose source languages should be one.
// Among equally good matches those that stand first are given first.
func NewMemory(units []tifa.Unit) *Memory {
	m := &Memory{units: units, ids: map[string]int32{}, starts: make([]int32, 1, len(units)+1)}
	type key struct{ src, tgt string }
	known := make(map[string]int32, len(units))
	same := make(map[key]int, len(units))
	sc := text.NewScanner("")
	for i := range units {
		u := &units[i]
		at, ok := known[u.Src]
		if ok {
			n, ok := same[key{u.Src, u.Tgt}]
			if !ok {
				n = len(m.sources[at])
				same[key{u.Src, u.Tgt}] = n
				m.sources[at] = append(m.sources[at], sameUnits{})
			}
			m.sources[at][n].add(int32(i), u.Checked)
			continue
		}
		known[u.Src] = int32(len(m.sources))
		same[key{u.Src, u.Tgt}] = 0
		m.sources = append(m.sources, make([]sameUnits, 1))
		m.sources[len(m.sources)-1][0].add(int32(i), u.Checked)
		for sc.Reset(units[i].Src); sc.Next(); {
			if sc.Kind == text.Word || sc.Kind == text.Char {
				m.words = append(m.words, m.id(sc.Key()))
			}
		}
		m.starts = append(m.starts, int32(len(m.words)))
	}
	m.index()
	m.tallies.New = func() any { return &memoryTally{counts: make([]uint16, len(m.sources))} }
	return m
}

// sameUnits are the units of one source and one target.
type sameUnits struct {
	units   []int32
	checked int32 // the first of them that was checked, from 1; 0 if none was
}

func (p *sameUnits) add(unit int32, checked bool) {
	p.units = append(p.units, unit)
	if checked && p.checked == 0 {
		p.checked = unit + 1
	}
}

// id numbers a word.
func (m *Memory) id(key []byte) int32 {
	id, ok := m.ids[string(key)]
	if !ok {
		id = int32(len(m.ids))
		m.ids[string(key)] = id
		m.number = append(m.number, isNumber(key))
	}
	return id
}

// isNumber says whether a word is made of digits.
func isNumber(key []byte) bool {
	for _, c := range key {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// index fills the lists. Pairs share slots where their hashes do, which costs
// time and loses nothing.
func (m *Memory) index() {
	slots := 1 << bits.Len(uint(len(m.words)+len(m.sources))/4+1)
	m.heads = make([]int32, slots+1)
	last := make([]int32, slots) // the source, from 1, that came to a slot last
	each := func(f func(slot uint32, source int32)) {
		clear(last)
		for i := range m.sources {
			m.pairs(m.of(int32(i)), func(pair uint64) {
				slot := m.slot(pair)
				if last[slot] != int32(i)+1 {
					last[slot] = int32(i) + 1
					f(slot, int32(i))
				}
			})
		}
	}
	each(func(slot uint32, _ int32) { m.heads[slot+1]++ })
	for i := range slots {
		m.heads[i+1] += m.heads[i]
	}
	m.lists = make([]int32, m.heads[slots])
	next := slices.Clone(m.heads[:slots])
	each(func(slot uint32, source int32) {
		m.lists[next[slot]] = source
		next[slot]++
	})
}

// of is the words of a source.
func (m *Memory) of(source int32) []int32 { return m.words[m.starts[source]:m.starts[source+1]] }

// memoryEdge stands before the first word and behind the last, anyNumber for every
// number, so that passages that differ in numbers are found.
const (
	memoryEdge = -1
	anyNumber  = -2
)

// pairs gives every pair of neighbours.
func (m *Memory) pairs(words []int32, f func(pair uint64)) {
	before := int32(memoryEdge)
	for _, w := range words {
		if w >= 0 && m.number[w] {
			w = anyNumber
		}
		f(uint64(uint32(before))<<32 | uint64(uint32(w)))
		before = w
	}
	f(uint64(uint32(before))<<32 | uint64(uint32(0xFFFFFFFF)))
}

func (m *Memory) slot(pair uint64) uint32 {
	pair *= 0x9E3779B97F4A7C15
	return uint32((pair ^ pair>>29) * 0xBF58476D1CE4E5B9 >> 32 & uint64(len(m.heads)-2))
}

// list is the sources in which a pair stands.
func (m *Memory) list(pair uint64) []int32 {
	slot := m.slot(pair)
	return m.lists[m.heads[slot]:m.heads[slot+1]]
}

// Match gives the units whose source is like src: best first, among equals
// those that were checked first. Units with the same source and target count
// once.
func (m *Memory) Match(src string, o MatchOptions) []MemoryMatch {
	if o.MinScore <= 0 {
		o.MinScore = MinScore
	}
	q := m.query(src, o)
	if len(q.marked) == 0 {
		return nil
	}
	out := []MemoryMatch{}
	for _, c := range m.search(q) {
		u := m.units[c.unit]
		out = append(out, MemoryMatch{u, c.kind, c.score, reuse.Edits(u.Src, src)})
	}
	return out
}

func rank(kind string) int { return slices.Index([]string{MatchContext, MatchExact, MatchFuzzy}, kind) }

func order(b bool) int {
	if b {
		return 1
	}
	return 0
}
