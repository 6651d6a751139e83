package bitext

import (
	"maps"
	"math"
	"strings"

	"tifa"
)

// join prepares form.
func (s *place) join() {
	var b strings.Builder
	for _, u := range s.units {
		s.starts = append(s.starts, b.Len())
		b.WriteString(u.word)
		b.WriteByte(' ')
	}
	s.starts = append(s.starts, b.Len())
	s.joined = b.String()
}

// form is the words of a run of units.
func (s *place) form(from, to int) string { return s.joined[s.starts[from] : s.starts[to+1]-1] }

// choose takes the best span of each occurrence: first with a bonus for forms
// that stand in other translations too, and then for those that others took.
func choose(places []*place, p *spotParams) []Counterpart {
	votes := present(places, p)
	for round := range 1 + p.again {
		next := map[string]float64{}
		for _, s := range places {
			s.best = s.span(votes, round == 0, p)
			if s.best.form != "" {
				next[s.best.form]++
			}
		}
		if maps.Equal(votes, next) {
			break
		}
		votes = next
	}
	out := make([]Counterpart, len(places))
	for i, s := range places {
		out[i] = s.counterpart(p)
	}
	return out
}

// present counts in how many translations each form stands that has a word
// which belongs to the term.
func present(places []*place, p *spotParams) map[string]float64 {
	votes := map[string]float64{}
	if len(places) < 2 {
		return votes
	}
	for _, s := range places {
		seen := map[string]bool{}
		for from, first := range s.units {
			belongs := false
			for to := from; to < min(len(s.units), from+p.longest) && !first.stop; to++ {
				belongs = belongs || s.probability(s.units[to]) > p.least
				if form := s.form(from, to); belongs && !s.units[to].stop && !seen[form] {
					seen[form] = true
					votes[form]++
				}
			}
		}
	}
	return votes
}

// span is the run of units that belongs best.
func (s *place) span(votes map[string]float64, present bool, p *spotParams) run {
	best := run{value: math.Inf(-1)}
	found := false
	for _, u := range s.units {
		found = found || s.probability(u) > p.least
	}
	if !found {
		return run{}
	}
	for from, first := range s.units {
		if first.stop {
			continue
		}
		sum := 0.0
		for to := from; to < min(len(s.units), from+p.longest); to++ {
			u := &s.units[to]
			if to > from && u.marked {
				sum -= p.punctuated
			}
			sum += s.values[to]
			if u.stop {
				continue
			}
			value := sum - first.before - u.after
			z := math.Log(float64(to-from+1) / max(.5, s.expected))
			value -= p.length * z * z
			form := s.form(from, to)
			if n := votes[form]; n > 0 {
				if present || form == s.best.form {
					n--
				}
				value += p.votes * math.Log1p(n)
			}
			if value > best.value {
				best = run{from, to, value, form}
			}
		}
	}
	if math.IsInf(best.value, -1) {
		return run{}
	}
	return best
}

func (s *place) counterpart(p *spotParams) Counterpart {
	if s.best.form == "" {
		return Counterpart{}
	}
	c := Counterpart{Form: s.best.form, Span: tifa.Span{Start: s.units[s.best.from].Start, End: s.units[s.best.to].End}}
	n := 0.0
	for k := s.best.from; k <= s.best.to; k++ {
		if s.values[k] != p.loose {
			c.Probability += s.probability(s.units[k])
			n++
		}
	}
	c.Probability = min(1, c.Probability/max(1, n))
	if c.Probability <= 0 { // chosen for its length alone
		return Counterpart{}
	}
	return c
}
