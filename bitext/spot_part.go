package bitext

import (
	"math"
	"strings"

	"tifa"
	"tifa/text"
)

// Counterpart is what stands for a part of a passage in its translation.
type Counterpart struct {
	Span        tifa.Span // in the translation, bytes; empty where nothing speaks for any word
	Probability float64   // mean over its words that they belong to the part
	Form        string    // its words as stems, without function words at the ends: equal for inflected forms
}

// Occurrence is a part of a passage and the translation of the passage. Both
// are of one bead.
type Occurrence struct {
	Passage     string
	Part        tifa.Span // of Passage
	Translation string
}

// spotParams are the weights of the search for counterparts.
type spotParams struct {
	rounds     int     // of learning what the term is rendered as, from its own occurrences
	own        float64 // share of what was so learnt in the posterior; the rest stays with the words of the term
	fresh      float64 // share of the words that any word is given before the first round
	others     float64 // weight of each word of a passage that the lexicon does not know
	again      int     // of choosing spans, with those of the other occurrences in view
	votes      float64 // for a form, by the logarithm of its other occurrences
	punctuated float64 // price of a mark within a span
	capitals   float64 // price of a cut between two words with capitals
	cohesion   float64 // price of a cut between words that always stand together near the term
	length     float64 // weight of the length that is expected of a span
	longest    int     // words of a span
	loose      float64 // of a function word that nothing speaks for or against
	even       float64 // odds at which a word neither gains nor costs
	empty      float64 // weight of the empty word
	least      float64 // a word below this speaks for nothing
}

func defaultSpotParams() spotParams {
	return spotParams{
		rounds: 8, own: .8, fresh: 1, others: .3, again: 2, votes: 2, punctuated: 2, capitals: 4, cohesion: 3, length: 1.5, longest: 16, loose: -.15, even: 3,
		empty: .3, least: .1,
	}
}

// Counterpart is Counterparts of a single occurrence. ok is false where
// nothing speaks for any word.
func (r *Reader) Counterpart(passage string, part tifa.Span, translation string, fromTarget bool) (c Counterpart, ok bool) {
	c = r.Counterparts([]Occurrence{{passage, part, translation}}, fromTarget)[0]
	return c, c.Span.Len() > 0
}

// Counterparts finds what stands for a term in the translation of each of its
// occurrences, which help one another. fromTarget says that the passages are
// in the lexicon's target language.
//
// A word of the translation belongs to the part with half the posterior of
// IBM model 1 and half the best posterior of the reverse model, both with a
// prior for the diagonal (Dyer et al. 2013). The term is then taken for a word
// of its own, whose translations are learnt from its occurrences by some
// rounds of EM. Of all spans that with the greatest sum of log-odds is taken;
// forms that stand in several translations are preferred.
func (r *Reader) Counterparts(list []Occurrence, fromTarget bool) []Counterpart {
	places := make([]*place, len(list))
	for i, o := range list {
		places[i] = newPlace(r.pair(o.Passage, o.Translation, fromTarget), o)
	}
	learn(places, &r.params)
	together := cohesion(places)
	for _, s := range places {
		s.measure(&r.params)
		s.price(together, &r.params)
	}
	return choose(places, &r.params)
}

// Known is the counterpart that a span of a translation is, where something
// surer than words has found it.
func (r *Reader) Known(translation string, span tifa.Span, fromTarget bool) Counterpart {
	side := &r.tgt
	if fromTarget {
		side = &r.src
	}
	c := Counterpart{Span: span, Probability: 1}
	var words []string
	kept := 0 // without function words at the end
	for _, u := range cutUnits(side.tokens(translation), translation) {
		if u.Start >= span.End || u.End <= span.Start || u.stop && len(words) == 0 {
			continue
		}
		words = append(words, u.word)
		if !u.stop {
			kept = len(words)
		}
	}
	if c.Form = strings.Join(words[:kept], " "); c.Form == "" {
		c.Form = text.Fold(span.Of(translation))
	}
	return c
}

// place is an occurrence while its counterpart is looked for.
type place struct {
	*pairing

	translation string
	weight      []float64 // of each word of the passage: the share that lies in the part
	words       float64   // how many words the part has
	expected    float64   // units that its counterpart should have
	belongs     []float64 // of each word of the translation
	units       []unit
	values      []float64 // of the units
	best        run
	joined      string // the words of the units with spaces between, and where each begins in it
	starts      []int
}

// run is units from to to, inclusive, and what speaks for them.
type run struct {
	from, to int
	value    float64
	form     string
}

func newPlace(p *pairing, o Occurrence) *place {
	s := &place{pairing: p, translation: o.Translation, weight: make([]float64, len(p.from)), belongs: make([]float64, len(p.to))}
	for i, t := range p.from {
		s.weight[i] = overlap(t.Span, o.Part)
		s.words += s.weight[i]
	}
	s.units = cutUnits(p.to, o.Translation)
	s.join()
	s.expected = float64(len(s.units)) * float64(o.Part.Len()) / float64(max(1, len(o.Passage)))
	for j := range p.to {
		var forward float64
		for i, w := range s.weight {
			forward += w * p.forward[i][j]
		}
		s.belongs[j] = (forward + s.backwards(j)) / 2
	}
	return s
}

// backwards is the best posterior of the reverse model.
func (s *place) backwards(j int) (best float64) {
	for i, w := range s.weight {
		if w > 0 {
			best = max(best, w*s.backward[i][j])
		}
	}
	return best
}

// pairs counts units, and pairs of neighbours, in the translations of a term.
type pairs struct {
	word map[string]float64
	pair map[[2]string]float64
}

func cohesion(places []*place) *pairs {
	c := &pairs{map[string]float64{}, map[[2]string]float64{}}
	for _, s := range places {
		for k, u := range s.units {
			c.word[u.word]++
			if last := s.neighbour(k); last >= 0 {
				c.pair[[2]string{s.units[last].word, u.word}]++
			}
		}
	}
	return c
}

// neighbour is the unit before a unit, past function words; -1 if either is
// one, or a mark stands between them.
func (s *place) neighbour(k int) int {
	if s.units[k].stop || s.units[k].marked {
		return -1
	}
	for last := k - 1; last >= 0; last-- {
		if !s.units[last].stop {
			return last
		}
		if s.units[last].marked {
			break
		}
	}
	return -1
}

// price says what a cut costs at each unit.
func (s *place) price(c *pairs, p *spotParams) {
	bound := func(pair, word float64) float64 {
		x := max(0, (pair-.5)/(word+.5)) // one occurrence shows little
		return p.cohesion * x * x
	}
	for k := range s.units {
		u := &s.units[k]
		if k > 0 {
			s.units[k-1].after += p.capitals * u.cut
			u.before += p.capitals * u.cut
		}
		if last := s.neighbour(k); last >= 0 {
			n := c.pair[[2]string{s.units[last].word, u.word}]
			s.units[last].after += bound(n, c.word[s.units[last].word])
			u.before += bound(n, c.word[u.word])
		}
	}
}

// measure gives each unit its value.
func (s *place) measure(p *spotParams) {
	s.values = make([]float64, len(s.units))
	for k, u := range s.units {
		x := s.probability(u)
		if x < .02 && u.stop {
			s.values[k] = p.loose
			continue
		}
		x = min(.98, max(.02, x))
		s.values[k] = math.Log(p.even * x / (1 - x))
	}
}

// probability is that of the words that cover a unit: a number or concept
// counts where it is surer than the words, and pairs of characters count by
// their mean.
func (s *place) probability(u unit) float64 {
	var sum, n, sign float64
	for _, j := range u.of {
		if isSign(s.to[j].word) {
			sign = max(sign, s.belongs[j])
			continue
		}
		sum += s.belongs[j]
		n++
	}
	return max(sign, sum/max(1, n))
}
