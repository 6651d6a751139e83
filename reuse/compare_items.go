package reuse

import (
	"cmp"
	"math"
	"slices"

	"tifa/text"
)

// cmpItem is something to be matched: a sentence or a unit, without its own
// number.
type cmpItem struct {
	all    []int32   // every token
	words  []int32   // without punctuation
	grams  []cmpGram // by id
	weight float64   // of all grams
	han    bool      // most words are characters of a script without spaces
	number string    // of a unit, as it is written but for width and script
	word   string    // of a unit: article, chapter
}

// cmpGram is an n-gram of words: three characters or two words. n is how
// often it stands in the item.
type cmpGram struct {
	id int32
	n  int32
}

// cmpCorpus holds the items of two texts at one level and knows how rare
// their n-grams are.
type cmpCorpus struct {
	grams map[[3]int32]int32
	df    []int // items that hold each
	idf   []float64
	items []*cmpItem

	stopped func() bool // says that nobody waits for the answer any more
}

// add makes an item of tokens. What is nothing but punctuation is matched by
// that.
func (c *cmpCorpus) add(all, words []int32, han bool) *cmpItem {
	if len(words) == 0 {
		words = all
	}
	item := &cmpItem{all: all, words: words, han: han}
	size := 2
	if han {
		size = 3
	}
	var ids []int32
	for i := 0; i == 0 && len(words) > 0 || i+size <= len(words); i++ {
		key := [3]int32{-1, -1, -1}
		copy(key[:], words[i:min(i+size, len(words))])
		id, ok := c.grams[key]
		if !ok {
			id = int32(len(c.grams))
			c.grams[key] = id
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		if n := len(item.grams); n > 0 && item.grams[n-1].id == id {
			item.grams[n-1].n++
		} else {
			item.grams = append(item.grams, cmpGram{id, 1})
		}
	}
	c.items = append(c.items, item)
	return item
}

// weigh sets the weight of each n-gram, by the items that hold it, and of the
// items. It is called once, after the last add.
func (c *cmpCorpus) weigh() {
	c.df = make([]int, len(c.grams))
	for _, item := range c.items {
		for _, g := range item.grams {
			c.df[g.id]++
		}
	}
	c.idf = make([]float64, len(c.df))
	for id, n := range c.df {
		// Half the items are on the other side: what stands once on each side
		// is as rare as can be.
		c.idf[id] = math.Log(1 + float64(len(c.items))/float64(n))
	}
	for _, item := range c.items {
		item.weight = 0
		for _, g := range item.grams {
			item.weight += float64(g.n) * c.idf[g.id]
		}
	}
}

// shared is the weight of the n-grams that two lists have in common.
func (c *cmpCorpus) shared(a, b []cmpGram) float64 {
	sum := 0.0
	for len(a) > 0 && len(b) > 0 {
		switch d := cmp.Compare(a[0].id, b[0].id); {
		case d < 0:
			a = a[1:]
		case d > 0:
			b = b[1:]
		default:
			sum += float64(min(a[0].n, b[0].n)) * c.idf[a[0].id]
			a, b = a[1:], b[1:]
		}
	}
	return sum
}

// similarity is between 0 and 1: the greater of the token edit similarity and
// the weighted share of common n-grams. The first finds what was reworded
// everywhere, the second what was reordered or divided.
func (c *cmpCorpus) similarity(a, b *cmpItem) float64 {
	longer := max(len(a.words), len(b.words))
	if longer == 0 {
		if slices.Equal(a.all, b.all) {
			return 1
		}
		return 0
	}
	edit := 1 - float64(Distance(a.words, b.words))/float64(longer)
	return max(edit, 2*c.shared(a.grams, b.grams)/(a.weight+b.weight))
}

// cmpRest are the n-grams of a that b does not have.
func cmpRest(a, b []cmpGram) []cmpGram {
	var rest []cmpGram
	for _, g := range a {
		i, found := slices.BinarySearchFunc(b, g.id, func(x cmpGram, id int32) int { return cmp.Compare(x.id, id) })
		if found {
			g.n -= b[i].n
		}
		if g.n > 0 {
			rest = append(rest, g)
		}
	}
	return rest
}

// cmpUnion adds up the n-grams of several items.
func cmpUnion(items []*cmpItem) []cmpGram {
	var all []cmpGram
	for _, item := range items {
		all = append(all, item.grams...)
	}
	slices.SortFunc(all, func(x, y cmpGram) int { return cmp.Compare(x.id, y.id) })
	var union []cmpGram
	for _, g := range all {
		if n := len(union); n > 0 && union[n-1].id == g.id {
			union[n-1].n += g.n
		} else {
			union = append(union, g)
		}
	}
	return union
}

// cmpTokens are the token ids of s from byte skip on, with and without
// punctuation, and whether most words are characters of a script without
// spaces. Where nothing follows skip, all of s counts.
func (ids cmpIDs) cmpTokens(s string, skip int) (all, words []int32, han bool) {
	chars := 0
	for _, t := range text.Tokens(s) {
		if t.Start < skip || t.Kind == text.Break {
			continue
		}
		id := ids.of(t.Key)
		all = append(all, id)
		if t.Kind != text.Mark {
			words = append(words, id)
		}
		if t.Kind == text.Char {
			chars++
		}
	}
	if len(words) == 0 && skip > 0 {
		return ids.cmpTokens(s, 0)
	}
	return all, words, 2*chars > len(words)
}
