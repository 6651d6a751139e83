package bitext

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
		rounds: 8, own: .8, fresh: 1, again: 2, votes: 2, punctuated: 2, capitals: 4, cohesion: 3, length: 1.5, longest: 16, loose: -.15, even: 3,
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
	spots := make([]*spot, len(list))
	for i, o := range list {
		spots[i] = newSpot(r.pair(o.Passage, o.Translation, fromTarget), o)
	}
	learn(spots, r.params.rounds, r.params.own, r.params.fresh)
	together := cohesion(spots)
	for _, s := range spots {
		s.measure(&r.params)
		s.price(together, &r.params)
	}
	return choose(spots, &r.params)
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
	for _, u := range unitsOf(side.tokens(translation), translation) {
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

// spot is an occurrence while its counterpart is looked for.
type spot struct {
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

// unit is a piece of a translation at which a span may begin or end: a word,
// or a character of a script without spaces.
type unit struct {
	tifa.Span

	of      []int // words of the translation that cover it
	word    string
	stop    bool
	capital bool
	cut     float64 // how dear it is to cut before it, by capitals
	before  float64 // price of a span that begins here
	after   float64 // price of a span that ends here
	marked  bool    // a mark stands before it
}

// run is units from to to, inclusive, and what speaks for them.
type run struct {
	from, to int
	value    float64
	form     string
}

func newSpot(p *pairing, o Occurrence) *spot {
	s := &spot{pairing: p, translation: o.Translation, weight: make([]float64, len(p.from)), belongs: make([]float64, len(p.to))}
	for i, t := range p.from {
		s.weight[i] = overlap(t.Span, o.Part)
		s.words += s.weight[i]
	}
	s.units = unitsOf(p.to, o.Translation)
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
func (s *spot) backwards(j int) (best float64) {
	for i, w := range s.weight {
		if w > 0 {
			best = max(best, w*s.backward[i][j])
		}
	}
	return best
}

// learn lets the term be a word of its own, with a probability for each word
// of the translations that is learnt from all occurrences.
func learn(spots []*spot, rounds int, own, fresh float64) {
	if len(spots) < 2 {
		return
	}
	for round := range rounds {
		table := map[string]float64{}
		total := 0.0
		for _, s := range spots {
			flat := 0.0
			if round == 0 {
				flat = fresh * s.words / float64(len(s.to)+1)
			}
			for j, t := range s.to {
				x := s.belongs[j]
				if !t.stop {
					x += flat
				}
				table[t.word] += x
				total += x
			}
		}
		if total == 0 {
			return
		}
		for _, s := range spots {
			s.relearn(table, total, own)
		}
	}
}

// relearn finds anew what belongs to the part, given how often each word
// belonged to it in all occurrences.
func (s *spot) relearn(table map[string]float64, total, own float64) {
	n, m := float64(max(1, len(s.from)-1)), float64(max(1, len(s.to)-1))
	for j, t := range s.to {
		var forward, near float64
		for i, w := range s.weight {
			if w > 0 {
				forward += w * s.forward[i][j]
				near = max(near, diagonal(float64(i)/n, float64(j)/m))
			}
		}
		rest := s.sums[j] * (1 - min(1, forward)) // of the other words and the empty word
		mine := s.words * table[t.word] / total * near
		learnt := 0.0
		if mine > 0 {
			learnt = mine / (mine + rest)
		}
		s.belongs[j] = ((1-own)*forward + own*learnt + s.backwards(j)) / 2
	}
}

// pairs counts units, and pairs of neighbours, in the translations of a term.
type pairs struct {
	word map[string]float64
	pair map[[2]string]float64
}

func cohesion(spots []*spot) *pairs {
	c := &pairs{map[string]float64{}, map[[2]string]float64{}}
	for _, s := range spots {
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
func (s *spot) neighbour(k int) int {
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
func (s *spot) price(c *pairs, p *spotParams) {
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
func (s *spot) measure(p *spotParams) {
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
func (s *spot) probability(u unit) float64 {
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

// join prepares form.
func (s *spot) join() {
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
func (s *spot) form(from, to int) string { return s.joined[s.starts[from] : s.starts[to+1]-1] }

// choose takes the best span of each occurrence: first with a bonus for forms
// that stand in other translations too, and then for those that others took.
func choose(spots []*spot, p *spotParams) []Counterpart {
	votes := present(spots, p)
	for round := range 1 + p.again {
		next := map[string]float64{}
		for _, s := range spots {
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
	out := make([]Counterpart, len(spots))
	for i, s := range spots {
		out[i] = s.counterpart(p)
	}
	return out
}

// present counts in how many translations each form stands that has a word
// which belongs to the term.
func present(spots []*spot, p *spotParams) map[string]float64 {
	votes := map[string]float64{}
	if len(spots) < 2 {
		return votes
	}
	for _, s := range spots {
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
func (s *spot) span(votes map[string]float64, present bool, p *spotParams) run {
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

func (s *spot) counterpart(p *spotParams) Counterpart {
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
	return c
}

// unitsOf cuts a translation into units: its words, and of overlapping words
// the smallest.
func unitsOf(words []token, translation string) []unit {
	var out []unit
	for j, t := range words {
		if isSign(t.word) {
			continue
		}
		u := unit{Span: t.Span, of: []int{j}, word: t.word, stop: t.stop}
		if n := len(out); n > 0 && out[n-1].End > t.Start {
			if t.Len() >= out[n-1].Len() {
				continue // a pair of characters
			}
			out[n-1] = u
			continue
		}
		out = append(out, u)
	}
	for _, t := range words { // figures are no words, but numbers alone
		if isSign(t.word) && !slices.ContainsFunc(out, func(u unit) bool { return u.Start < t.End && t.Start < u.End }) {
			out = append(out, unit{Span: t.Span, word: t.word})
		}
	}
	slices.SortStableFunc(out, func(a, b unit) int { return cmp.Compare(a.Start, b.Start) })
	for k := range out {
		u := &out[k]
		u.of = u.of[:0]
		for j, t := range words {
			if t.Start < u.End && u.Start < t.End {
				u.of = append(u.of, j)
			}
		}
		u.capital = beginsCapital(u.Of(translation))
		if k > 0 {
			u.marked = hasMark(translation[out[k-1].End:u.Start])
		}
	}
	priceCapitals(out)
	return out
}

// priceCapitals says how dear a cut before each unit is: between two words with
// capitals it is dear, less so where function words stand between them, and
// the less the more words of the passage have capitals.
func priceCapitals(units []unit) {
	const loosely = .3
	capitals := 0
	for k := range units {
		if units[k].capital {
			capitals++
		}
	}
	rare := 1 - float64(capitals)/float64(max(1, len(units)))
	last := -1 // word with a capital
	for k := range units {
		u := &units[k]
		if u.marked || (!u.capital && !u.stop) {
			last = -1
		}
		if !u.capital {
			continue
		}
		if last >= 0 {
			cost := rare
			if last < k-1 {
				cost *= loosely
			}
			for between := last + 1; between <= k; between++ {
				units[between].cut = cost
			}
		}
		last = k
	}
}

func beginsCapital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

func hasMark(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsSpace(r) && r != '-' && r != '’' && r != '\'' })
}
