package bitext

import (
	"cmp"
	"slices"
)

// Rendering is a way in which a term was rendered.
type Rendering struct {
	Texts       []string // as it stands there, the commonest first; of those as common, the first
	Form        string   // see Counterpart
	Probability float64  // mean over the occurrences
	Of          []int    // the occurrences, by their place in the list
}

// Group gathers the counterparts of the occurrences of a term by their forms,
// ranked by their number times their mean probability. Occurrences without a
// counterpart stand in none.
func Group(list []Occurrence, counterparts []Counterpart) []Rendering {
	type texts struct {
		order []string
		count map[string]int
	}
	var out []Rendering
	byForm := map[string]int{}
	var surface []texts
	for i, c := range counterparts {
		if c.Form == "" {
			continue
		}
		k, ok := byForm[c.Form]
		if !ok {
			k = len(out)
			byForm[c.Form] = k
			out = append(out, Rendering{Form: c.Form})
			surface = append(surface, texts{count: map[string]int{}})
		}
		out[k].Of = append(out[k].Of, i)
		out[k].Probability += c.Probability
		words := c.Span.Of(list[i].Translation)
		if surface[k].count[words]++; surface[k].count[words] == 1 {
			surface[k].order = append(surface[k].order, words)
		}
	}
	for k := range out {
		r := &out[k]
		r.Probability /= float64(len(r.Of))
		slices.SortStableFunc(surface[k].order, func(a, b string) int {
			return cmp.Compare(surface[k].count[b], surface[k].count[a])
		})
		r.Texts = surface[k].order
	}
	weight := func(r Rendering) float64 { return float64(len(r.Of)) * r.Probability }
	slices.SortStableFunc(out, func(a, b Rendering) int { return cmp.Compare(weight(b), weight(a)) })
	return out
}
