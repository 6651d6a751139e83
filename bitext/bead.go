package bitext

import "math"

// span is a bead while it is being aligned: source sentences from s0 up to
// s1 and target sentences from t0 up to t1, from 0, exclusive.
type span struct{ s0, s1, t0, t1 int }

func (x span) src() int { return x.s1 - x.s0 }
func (x span) tgt() int { return x.t1 - x.t0 }

// alone says whether a bead has one side only.
func (x span) alone() bool { return x.src() == 0 || x.tgt() == 0 }

// priors are what a document has shown of the shape of its beads.
type priors struct {
	ratio      float64         // target bytes a source byte
	shape      [][]float64     // by sentences of either side: against it, beyond nothing
	both, one  float64         // for a bead that begins a block on both sides; on one
	crossBoth  float64         // for a bead within which a block ends on both sides …
	crossOne   float64         // … on one
	structured bool            // both sides have more than one block
	matched    bool            // and about as many
	labels     map[string]bool // numbers that occur on both sides
}

// defaultPriors are those before anything is known of the document.
func (d *bitext) defaultPriors() *priors {
	p := d.p
	q := &priors{ratio: 1, both: p.BlockStart, one: -p.BlockStart, crossBoth: 0, crossOne: -p.BlockCross}
	if l := d.src.cumLength[d.src.len()]; l > 0 {
		q.ratio = d.tgt.cumLength[d.tgt.len()] / l
	}
	q.shape = make([][]float64, p.MostSource+1)
	for a := range q.shape {
		q.shape[a] = make([]float64, p.MostTarget+1)
		for b := range q.shape[a] {
			if a == 0 || b == 0 {
				continue
			}
			q.shape[a][b] = p.shape(a, b)
		}
	}
	blocks := func(s *side) (n int) {
		for i := range s.sentences {
			if s.sentences[i].blockStart {
				n++
			}
		}
		return n
	}
	n, m := blocks(d.src), blocks(d.tgt)
	q.structured = !p.NoStructure && n > 1 && m > 1
	q.matched = q.structured && 2*min(n, m) > max(n, m)
	q.labels = map[string]bool{}
	on := map[string]bool{}
	for i := range d.src.sentences {
		on[d.src.sentences[i].label] = true
	}
	for j := range d.tgt.sentences {
		if label := d.tgt.sentences[j].label; label != "" && on[label] {
			q.labels[label] = true
		}
	}
	return q
}

// shape is the prior of a bead of a source and b target sentences.
func (p *Params) shape(a, b int) float64 {
	v := p.MoreSource*float64(a-1) + p.MoreTarget*float64(b-1)
	if a > 1 && b > 1 {
		v += p.ManyToMany
	}
	return -v - p.Large*float64(max(0, a+b-3))
}

// formScore is what speaks for a bead besides its words, lengths and shape.
func (d *bitext) formScore(q *priors, x span) (v float64) {
	if !d.p.NoPunctuation {
		v += d.punctuationScore(x)
	}
	v += d.itemScore(q, x)
	if q.structured {
		v += d.structureScore(q, x)
	}
	return v
}

// itemScore compares the numbers of items that both sides begin with, unless
// they are compared as labels of blocks. Where the lexicon is weak they are not:
// lists are short and many, and with nothing else to hold on to, the same number
// of another list drew whole articles astray (.974 whole for .984).
func (d *bitext) itemScore(q *priors, x span) float64 {
	src, tgt := &d.src.sentences[x.s0], &d.tgt.sentences[x.t0]
	switch {
	case d.unlisted, d.p.NoStructure, src.item == "", tgt.item == "", q.structured && src.label != "" && tgt.label != "":
		return 0
	case src.item == tgt.item:
		return d.p.Item
	}
	return -d.p.ItemOther
}

func (d *bitext) lengthScore(q *priors, x span) float64 {
	src, tgt := d.src.span(x.s0, x.s1)*q.ratio, d.tgt.span(x.t0, x.t1)
	if src+tgt == 0 { // empty lines of plain files
		return 0
	}
	// half the square of the deviation in units of the expected one
	return -d.p.Length * (tgt - src) * (tgt - src) / ((src + tgt) * d.p.LengthSD * d.p.LengthSD)
}

// hopeless is the score of lengths and shape below which no words can help a
// bead.
const hopeless = -25

// limits are lengths of a target group.
type limits struct{ least, most float64 }

func (l limits) hold(length float64) bool { return length >= l.least && length <= l.most }

func (l *limits) unite(other limits) {
	l.least, l.most = min(l.least, other.least), max(l.most, other.most)
}

// lengthLimits are the lengths of b target sentences that leave hope for a
// bead of them and a source sentences from i: those for which lengthScore and
// the prior of the shape are not below hopeless, by solving its square.
func (d *bitext) lengthLimits(q *priors, i, a, b int) limits {
	room := (q.shape[a][b] - hopeless) * d.p.LengthSD * d.p.LengthSD / d.p.Length
	if room < 0 {
		return limits{math.Inf(1), math.Inf(-1)}
	}
	if math.IsInf(room, 1) { // lengths say nothing
		return limits{0, math.Inf(1)}
	}
	src := d.src.span(i, i+a) * q.ratio
	middle, width := src+room/2, math.Sqrt(room*room/4+2*src*room)
	const rounding = 1e-6 // lengths are whole numbers
	return limits{middle - width - rounding, middle + width + rounding}
}

func (d *bitext) punctuationScore(x span) float64 {
	p := d.p
	var questions, exclamations, quotes float64
	for i := x.s0; i < x.s1; i++ {
		s := &d.src.sentences[i]
		questions, exclamations, quotes = questions+s.questions, exclamations+s.exclamations, quotes+s.quotes
	}
	for j := x.t0; j < x.t1; j++ {
		t := &d.tgt.sentences[j]
		questions, exclamations, quotes = questions-t.questions, exclamations-t.exclamations, quotes-t.quotes
	}
	v := p.Question*math.Abs(questions) + p.Exclamation*math.Abs(exclamations) + p.Quotes*math.Abs(quotes)
	if d.src.sentences[x.s0].opensQuote != d.tgt.sentences[x.t0].opensQuote {
		v += p.QuoteStart
	}
	if d.src.sentences[x.s1-1].closesQuote != d.tgt.sentences[x.t1-1].closesQuote {
		v += p.QuoteEnd
	}
	return -v
}

// structureScore compares blocks, headings and numbers.
func (d *bitext) structureScore(q *priors, x span) float64 {
	v := 0.0
	src, tgt := &d.src.sentences[x.s0], &d.tgt.sentences[x.t0]
	switch {
	case src.blockStart && tgt.blockStart:
		v += q.both
	case src.blockStart != tgt.blockStart:
		v += q.one
	}
	a, b := crossings(d.src, x.s0, x.s1), crossings(d.tgt, x.t0, x.t1)
	v += q.crossBoth*float64(min(a, b)) + q.crossOne*float64(max(a, b)-min(a, b))
	if src.heading != tgt.heading {
		v -= d.p.HeadingAlone
	}
	return v + d.labelScore(q, src.label, tgt.label)
}

func (d *bitext) labelScore(q *priors, src, tgt string) float64 {
	p := d.p
	switch {
	case src == "" && tgt == "":
		return 0
	case src == tgt:
		return p.Label
	case q.labels[src] && q.labels[tgt]:
		return -p.LabelOther
	case q.labels[src], q.labels[tgt]:
		return -p.LabelAlone
	}
	return 0
}

// crossings counts the ends of blocks between the sentences from from to to.
func crossings(s *side, from, to int) int {
	n := 0
	for i := from + 1; i < to; i++ {
		if s.sentences[i].crossed {
			n++
		}
	}
	return n
}

// learnShapes moves the prior of each shape of bead towards how often the
// pairs show it: the default prior counts as many beads as Params.LearnPriors.
func (a *aligner) learnShapes() {
	p := &a.p
	if p.LearnPriors == 0 {
		return
	}
	counts := map[[2]int]float64{}
	total := 0.0
	for _, d := range a.pairs {
		for _, x := range d.beads {
			if x.src() > 0 && x.tgt() > 0 {
				counts[[2]int{x.src(), x.tgt()}]++
				total++
			}
		}
	}
	if total == 0 {
		return
	}
	shape := a.pairs[0].defaultPriors().shape
	mass := 0.0
	for n := 1; n < len(shape); n++ {
		for m := 1; m < len(shape[n]); m++ {
			mass += math.Exp(shape[n][m])
		}
	}
	probability := func(n, m int) float64 {
		return (counts[[2]int{n, m}] + p.LearnPriors*math.Exp(shape[n][m])/mass) / (total + p.LearnPriors)
	}
	learnt := make([][]float64, len(shape))
	for n := range shape {
		learnt[n] = make([]float64, len(shape[n]))
		for m := range shape[n] {
			if n > 0 && m > 0 {
				learnt[n][m] = p.KeepDefault*shape[n][m] + p.LearnWeight*math.Log(probability(n, m)/probability(1, 1))
			}
		}
	}
	for _, d := range a.pairs {
		d.priors.shape = learnt
	}
}

// learnStructure moves the prices of beads that do not respect the blocks of
// one side towards how often the beads of the document do so: where a
// translation keeps the paragraphs, a bead across the end of one is as good as
// excluded; where the blocks are those of a broken layout, they say nothing.
func (d *bitext) learnStructure() {
	if !d.priors.structured {
		return
	}
	var n, begins, crosses float64
	for _, x := range d.beads {
		if x.src() == 0 || x.tgt() == 0 {
			continue
		}
		n++
		if d.src.sentences[x.s0].blockStart != d.tgt.sentences[x.t0].blockStart {
			begins++
		}
		if crossings(d.src, x.s0, x.s1) != crossings(d.tgt, x.t0, x.t1) {
			crosses++
		}
	}
	const weight = 20 // beads that the default counts as
	price := func(times, usual float64) float64 {
		return -math.Log((times + weight*math.Exp(-usual)) / (n + weight))
	}
	d.priors.one = -price(begins, d.p.BlockStart)
	d.priors.crossOne = -price(crosses, d.p.BlockCross)
}
