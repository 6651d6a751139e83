package evidence

import (
	"tifa/text"
)

// What an edit costs. To replace a word costs a little less than to leave one
// out or put one in, so that a wrong first or last word is replaced; what is the
// same is worth a little more than that, so that no right word is.
const (
	wordCost    = 1000
	replaceCost = 999
	markCost    = 400
	sameCost    = -3
	passedCost  = 500 // of a word of the passage that is not there: runs of them are what quoters drop
	passedMark  = 200
	never       = 1 << 20
	hiddenCost  = 1 // of a token that an ellipsis hides
	alteredCost = 4 // of one that brackets stand for
)

// pairing is a step of an alignment: an element and a token, either of which
// may be missing (-1).
type pairing struct{ element, token int }

// aligned is a pattern laid along the tokens of a text.
type aligned struct {
	cost     int
	pairings []pairing
}

// align lays a pattern along tokens at the least cost. With free ends it may
// begin and end anywhere in them.
func align(p *pattern, tokens []text.Token, free bool) aligned {
	n, m := len(p.elements), len(tokens)
	width := m + 1
	cost := make([]int32, (n+1)*width)
	for j := 1; j <= m && !free; j++ {
		cost[j] = cost[j-1] + int32(tokenCost(&tokens[j-1]))
	}
	for i := 1; i <= n; i++ {
		e := &p.elements[i-1]
		row, above := cost[i*width:(i+1)*width], cost[(i-1)*width:i*width]
		for j := 0; j <= m; j++ {
			best := above[j] + int32(elementCost(e))
			if j > 0 {
				best = min(best, row[j-1]+int32(passCost(e, &tokens[j-1])))
				if c := pairCost(e, &tokens[j-1]); c < never {
					best = min(best, above[j-1]+int32(c))
				}
			}
			row[j] = best
		}
	}
	end := m
	if free {
		for j := range width {
			if cost[n*width+j] < cost[n*width+end] || cost[n*width+j] == cost[n*width+end] && j < end {
				end = j
			}
		}
	}
	out := aligned{cost: int(cost[n*width+end])}
	for i, j := n, end; i > 0 || j > 0 && !free; {
		at := cost[i*width+j]
		if i > 0 && j > 0 {
			if c := pairCost(&p.elements[i-1], &tokens[j-1]); c < never && at == cost[(i-1)*width+j-1]+int32(c) {
				i, j = i-1, j-1
				out.pairings = append(out.pairings, pairing{i, j})
				continue
			}
		}
		if i > 0 && at == cost[(i-1)*width+j]+int32(elementCost(&p.elements[i-1])) {
			i--
			out.pairings = append(out.pairings, pairing{i, -1})
			continue
		}
		j--
		x := pairing{-1, j}
		if i > 0 && loose(&p.elements[i-1]) {
			x.element = i - 1
		}
		out.pairings = append(out.pairings, x)
	}
	for i, k := 0, len(out.pairings)-1; i < k; i, k = i+1, k-1 {
		out.pairings[i], out.pairings[k] = out.pairings[k], out.pairings[i]
	}
	return out
}

// pairCost is the cost of an element that stands for a token, never if it cannot.
func pairCost(e *element, t *text.Token) int {
	isMark := t.Kind == text.Mark
	switch e.sort {
	case word:
		if e.key == t.Key {
			return sameCost
		}
		if !isMark {
			return replaceCost
		}
	case mark:
		if e.key == t.Key {
			return sameCost
		}
		if isMark && !e.edge {
			return markCost
		}
	case fragment:
		if !isMark && e.fits(t.Key) {
			return sameCost
		}
		if !isMark {
			return replaceCost
		}
	case elision, bracket:
	}
	return never
}

// elementCost is the cost of an element for which the text has nothing.
func elementCost(e *element) int {
	switch e.sort {
	case word, fragment:
		return wordCost
	case mark:
		return markCost
	case elision, bracket:
	}
	return 0
}

// passCost is the cost of a token that stands after element e and is not in the
// quotation; signs take it in.
func passCost(e *element, t *text.Token) int {
	switch e.sort {
	case elision:
		return hiddenCost
	case bracket:
		if !e.round {
			return alteredCost
		}
	case word, mark, fragment:
	}
	return tokenCost(t)
}

func tokenCost(t *text.Token) int {
	if t.Kind == text.Mark {
		return passedMark
	}
	return passedCost
}

// compared drops the tokens that do not count, and all but the first of a run
// of dashes or dots. They are of body.
func compared(body string, tokens []text.Token) []text.Token {
	out := tokens[:0]
	for _, t := range tokens {
		if !counts(t) {
			continue
		}
		if n := len(out); n > 0 && t.Kind == text.Mark && out[n-1].Key == t.Key && out[n-1].End == t.Start && runs(body[out[n-1].Start:]) {
			out[n-1].End = t.End
			continue
		}
		out = append(out, t)
	}
	return out
}
