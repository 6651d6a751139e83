package lineage

import (
	"math"
	"slices"
)

// Breakout is the first period in which a formulation is used clearly more
// than ever before.
type Breakout struct {
	Period string  `json:"period"`
	Test   string  `json:"test"`
	P      float64 `json:"p"` // adjusted for the number of periods
}

const (
	breakoutTest  = "Fisher's exact test, one-sided, on the texts that use it most; Holm over periods; p < 0.01"
	breakoutLevel = 0.01
	// breakoutTexts is how many texts a period is judged by. Where it has
	// fewer, those of the next periods are added, breakoutSpan periods in all:
	// in a library with one report a year no single text can be told from
	// chance, but five years can.
	breakoutTexts = 5
	breakoutSpan  = 5
	// A breakout takes so many occurrences in so many texts.
	breakoutCount    = 3
	breakoutEditions = 2
	// A single text can show it where the period has at most so many.
	breakoutAlone = 2
	// breakoutRise is how many times the rate of the past its rate is: a small
	// rise, however certain, is no breakout.
	breakoutRise = 1.5
)

// breakout finds the first period whose n texts (see breakoutTexts) use the
// formulation more than the earlier texts. Texts and earlier texts are ranked
// together by occurrences per character; of the n that use it most, more than
// chance must lie in the period: Fisher's exact test (1935) on two groups of
// texts, made like the median test of Mood (1950) but with the n-th place for
// the median. Since texts are counted, and not occurrences, a report that
// repeats a phrase ten times counts once, and the test keeps its level when
// texts differ in how they cling to a phrase, which counts of occurrences
// (Poisson, log-likelihood) do not. P-values are adjusted over all periods by
// Holm's method (1979). Beside being certain the rise must be by half at least.
//
// texts must be in the order of their periods.
func breakout(texts []dated) *Breakout {
	tests := breakoutTests(texts)
	order := make([]int, len(tests))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case tests[a].P < tests[b].P:
			return -1
		case tests[a].P > tests[b].P:
			return 1
		}
		return 0
	})
	adjusted := 0.0
	for rank, i := range order {
		adjusted = max(adjusted, min(1, tests[i].P*float64(len(tests)-rank)))
		tests[i].P = adjusted
	}
	for i := range tests {
		if tests[i].P < breakoutLevel {
			tests[i].Test = breakoutTest
			return &tests[i]
		}
	}
	return nil
}

// breakoutTests tests each period that has a past, unless even the strongest
// use in it could not be told from chance: such a period cannot give a false
// alarm (Tarone 1990) and does not count among those looked at.
func breakoutTests(texts []dated) []Breakout {
	var tests []Breakout
	usual := usualChars(texts)
	var past []float64 // rates of the earlier texts with the phrase, ascending
	for from := 0; from < len(texts); {
		to := periodEnd(texts, from)
		if from > 0 {
			if p, least := above(past, texts, from, to); least < breakoutLevel {
				if !bears(texts[from:to], usual) || !rises(texts, from, to) {
					p = 1
				}
				tests = append(tests, Breakout{Period: texts[from].period, P: p})
			}
		}
		for ; from < to; from++ {
			if texts[from].count > 0 {
				rate := texts[from].rate()
				at, _ := slices.BinarySearch(past, rate)
				past = slices.Insert(past, at, rate)
			}
		}
	}
	return tests
}

// periodEnd is where the period that begins at from ends.
func periodEnd(texts []dated, from int) int {
	to := from + 1
	for to < len(texts) && texts[to].period == texts[from].period {
		to++
	}
	return to
}

// judged is the end of the texts that a period is judged by.
func judged(texts []dated, from, to int) int {
	for span := 1; to-from < breakoutTexts && to < len(texts) && span < breakoutSpan; span++ {
		to = periodEnd(texts, to)
	}
	return to
}

// bears says whether a period holds enough of its own to be named: uses in two
// texts, or, where it has hardly more than one, several in that or a text that
// is not much shorter than most. Later periods lend it texts to be judged by,
// and they do not show that it was this one. The rank of a text is its rate, and
// the rate of a single use in a short text is that of chance.
func bears(own []dated, usual int) bool {
	used := 0
	for i := range own {
		used += min(own[i].count, 1)
	}
	sum := total(own)
	return used >= breakoutEditions || used > 0 && len(own) <= breakoutAlone && (sum.count >= breakoutCount || 2*sum.chars >= usual)
}

// usualChars is the median length of texts.
func usualChars(texts []dated) int {
	if len(texts) == 0 {
		return 0
	}
	lengths := make([]int, len(texts))
	for i := range texts {
		lengths[i] = texts[i].chars
	}
	slices.Sort(lengths)
	return lengths[len(lengths)/2]
}

// rises says whether the rate of a period is clearly above that of the past.
func rises(texts []dated, from, to int) bool {
	now, past := total(texts[from:judged(texts, from, to)]), total(texts[:from])
	return now.rate() >= breakoutRise*past.rate()
}

func total(texts []dated) dated {
	var sum dated
	for i := range texts {
		sum.count += texts[i].count
		sum.chars += texts[i].chars
	}
	return sum
}

// above is the p-value of the period from..to against all texts before it, and
// the least p-value that so many texts with the phrase could have given.
func above(past []float64, texts []dated, from, to int) (p, least float64) {
	own := to
	to = judged(texts, from, to)
	n, count := to-from, 0
	var rates []float64
	best := 0.0 // rate in the period itself
	for i := from; i < to; i++ {
		if texts[i].count == 0 {
			continue
		}
		count += texts[i].count
		rates = append(rates, texts[i].rate())
		if i < own {
			best = max(best, texts[i].rate())
		}
	}
	slices.Sort(rates)
	limit := nthGreatest(past, rates, n)
	now, before := greater(rates, limit), greater(past, limit)
	least = fisher(min(n, now+before), now+before, n, to)
	if count < breakoutCount || len(rates) < breakoutEditions || best <= limit {
		return 1, least
	}
	return fisher(now, now+before, n, to), least
}

// nthGreatest is the greatest of two ascending lists but for n, or 0.
func nthGreatest(a, b []float64, n int) float64 {
	i, j := len(a)-1, len(b)-1
	for ; n > 0; n-- {
		switch {
		case i < 0 && j < 0:
			return 0
		case j < 0 || i >= 0 && a[i] >= b[j]:
			i--
		default:
			j--
		}
	}
	rest := 0.0
	if i >= 0 {
		rest = a[i]
	}
	if j >= 0 {
		rest = max(rest, b[j])
	}
	return rest
}

// greater counts the numbers of an ascending list above a limit.
func greater(sorted []float64, limit float64) int {
	n := 0
	for i := len(sorted) - 1; i >= 0 && sorted[i] > limit; i-- {
		n++
	}
	return n
}

// fisher is the chance that a sample of n out of total texts holds at least k
// of the marked ones.
func fisher(k, marked, n, total int) float64 {
	p := 0.0
	for i := k; i <= min(marked, n); i++ {
		if n-i <= total-marked {
			p += math.Exp(choose(marked, i) + choose(total-marked, n-i) - choose(total, n))
		}
	}
	return min(1, p)
}

// choose is the logarithm of a binomial coefficient.
func choose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}
