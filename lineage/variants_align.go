package lineage

import "tifa/text"

// Costs are in quarters of a token: a replaced token 4, a gap 4 for its first
// token and 1 for each more, so that a dropped or inserted part is one change
// however long; words of form cost half.
const (
	fullCost  = 4
	lightCost = 2
	moreCost  = 1
	never     = 1 << 20

	variantShare = 0.375 // of what the whole phrase would cost token by token
	maxPhrase    = 40    // tokens of a phrase that is aligned
	maxInserted  = 6     // tokens that a variant has more than the phrase
)

// costs are what an alignment with a phrase may cost.
type costs struct {
	phrase []int32
	words  *vocabulary
	weight []int // of each token of the phrase
	whole  int   // of the phrase
	limit  int
}

func newCosts(phrase []int32, words *vocabulary) costs {
	c := costs{phrase: phrase, words: words}
	for _, id := range phrase {
		c.weight = append(c.weight, words.cost(id))
		c.whole += words.cost(id)
	}
	c.limit = int(variantShare * float64(c.whole))
	return c
}

// cost is what a token weighs. A character that can be a particle may be part of
// a word here (和 in 和谐), and costs as much as others.
func (v *vocabulary) cost(id int32) int {
	if w := v.words[id]; w.light && w.kind == text.Word || w.kind == text.Mark {
		return lightCost
	}
	return fullCost
}

// reading is how a stretch of a text was aligned with the phrase.
type reading struct {
	from, to int // tokens of the window
	cost     int
	kind     string
}

// cell is the best alignment that ends at a token of the phrase and of the
// window in one of three states.
type cell struct {
	cost                     int
	matched                  int // weight of equal tokens
	inserts, drops, replaces bool
	begun                    bool // a token of the window was used
}

const (
	inMatch = iota
	inInsert
	inDrop
	states
)

// readings aligns the phrase with every stretch of a window that begins at
// from: Needleman and Wunsch with Gotoh's gaps (1982). An insertion at an edge
// is none: the stretch would be longer than need be.
func (c *costs) readings(window []int32, from int, yield func(reading)) {
	m := len(c.phrase)
	row := make([][states]cell, m+1)
	next := make([][states]cell, m+1)
	none := cell{cost: never}
	row[0] = [states]cell{{}, none, none}
	for i := 1; i <= m; i++ {
		row[i] = [states]cell{none, none, c.drop(&row[i-1], i)}
	}
	for at := from; at < len(window) && at-from < m+maxInserted; at++ {
		next[0] = [states]cell{none, none, none}
		least := never
		for i := 1; i <= m; i++ {
			next[i] = [states]cell{c.pair(&row[i-1], i, window[at]), none, c.drop(&next[i-1], i)}
			if i < m {
				next[i][inInsert] = c.insert(&row[i], window[at])
			}
			for s := range next[i] {
				least = min(least, next[i][s].cost)
			}
		}
		if least > c.limit {
			return
		}
		row, next = next, row
		if best := bestOf(&row[m]); best.cost > 0 && best.cost <= c.limit && 2*best.matched >= c.whole {
			yield(reading{from, at + 1, best.cost, kindOf(best.inserts, best.drops, best.replaces)})
		}
	}
}

func bestOf(cells *[states]cell) cell {
	best := cells[inMatch]
	for _, c := range cells[1:] {
		if c.cost < best.cost {
			best = c
		}
	}
	return best
}

// pair aligns token i of the phrase, from 1, with a token of the window.
func (c *costs) pair(from *[states]cell, i int, token int32) cell {
	to := bestOf(from)
	if to.cost >= never {
		return to
	}
	if c.phrase[i-1] == token {
		to.matched += c.weight[i-1]
	} else {
		to.cost += max(c.weight[i-1], c.words.cost(token))
		to.replaces = true
	}
	to.begun = true
	return to
}

// insert puts a token of the window where the phrase has none. Before the
// first token of the window that is aligned it cannot stand.
func (c *costs) insert(from *[states]cell, token int32) cell {
	open, more := from[inMatch], from[inInsert]
	if from[inDrop].cost < open.cost {
		open = from[inDrop]
	}
	if !open.begun {
		open.cost = never
	}
	open.cost += c.words.cost(token)
	more.cost += moreCost
	if more.cost < open.cost {
		open = more
	}
	open.inserts = true
	return open
}

// drop leaves out token i of the phrase, from 1.
func (c *costs) drop(from *[states]cell, i int) cell {
	open, more := from[inMatch], from[inDrop]
	if from[inInsert].cost < open.cost {
		open = from[inInsert]
	}
	open.cost += c.weight[i-1]
	more.cost += moreCost
	if more.cost < open.cost {
		open = more
	}
	open.drops = true
	return open
}
