package bitext

// bags are the words of one side of many beads, bead after bead.
type bags struct {
	words []int32
	from  []int32   // of each bead: its first word; one more than beads
	times []float32 // of each word: how often it stands in its bead; nil where nothing asks
	last  []int32   // of each number of a word: one after its last index in words
}

func (b *bags) bead(i int) []int32 { return b.words[b.from[i]:b.from[i+1]] }

// timesOf is how often the words of a bead stand in it.
func (b *bags) timesOf(i int) []float32 { return b.times[b.from[i]:b.from[i+1]] }

// add takes the words of one more bead, each once with how often it stands
// there: a quarter of the words of a sentence are there again, and to EM they
// are all the same.
func (b *bags) add(words []int32) {
	if len(b.from) == 0 {
		b.from = append(b.from, 0)
	}
	first := int32(len(b.words))
	for _, w := range words {
		for int(w) >= len(b.last) {
			b.last = append(b.last, 0)
		}
		if at := b.last[w] - 1; at >= first {
			b.times[at]++
			continue
		}
		b.words, b.times = append(b.words, w), append(b.times, 1)
		b.last[w] = int32(len(b.words))
	}
	b.from = append(b.from, int32(len(b.words)))
}

// known marks a pair of the prior: more often than any word stands opposite.
const known = 1 << 30

// em learns a lexicon from beads by expectation maximisation for IBM model 1
// (Brown et al. 1993) in both directions at once. Both share their counts,
// so that each corrects the other (alignment by agreement, Liang et al. 2006;
// here with the harmonic mean of the two probabilities and not their product,
// which forgets too much in short texts).
//
// It goes row by row of source words over the beads that hold the word, so
// that no table of all pairs by hash is needed.
type em struct {
	p        *Params
	src, tgt *bags
	srcOdds  []float64 // unigram probabilities, which stand for the empty word
	tgtOdds  []float64
	beads    *bags // of each source word, and how often it stands in each
	table    *lexicon
	prior    *lexicon  // its rows begin those of table
	count    []float32 // the same
	slot     []int32   // of a target word in the row at hand, -1: none
	total    []float32 // of each target word of tgt: one over the sum over the source words of its bead
	back     []float32 // of each word of beads: one over the sum over the target words of the bead
}

func newEM(p *Params, src, tgt *bags, prior *lexicon, srcOdds, tgtOdds []float64) *em {
	m := &em{
		p: p, src: src, tgt: tgt, srcOdds: srcOdds, tgtOdds: tgtOdds, beads: occurrences(src, len(srcOdds)),
		slot: make([]int32, len(tgtOdds)), total: make([]float32, len(tgt.words)), back: make([]float32, len(src.words)),
	}
	for i := range m.slot {
		m.slot[i] = -1
	}
	m.rows(prior)
	m.count = make([]float32, len(m.table.entries))
	return m
}

// rows makes the table: for each source word the words of its prior and those
// that stand opposite it in a bead. In long texts once is not enough: two
// thirds of all pairs stand opposite each other once, and Params.Discount takes
// that off in the end. In short texts they are needed until then: without them
// their words would be given to others (.05 of F1 without a dictionary).
func (m *em) rows(prior *lexicon) {
	words := len(m.srcOdds)
	m.table = &lexicon{from: make([]int32, words+1)}
	m.prior = &lexicon{from: make([]int32, words+1), entries: prior.entries}
	copy(m.prior.from, prior.from)
	met := make([]float32, len(m.tgtOdds)) // how often a word stands opposite; 0 again after each row
	smoothing := float32(m.p.Smoothing)
	const long = 8000 // beads
	least := float32(1)
	if len(m.src.from) > long {
		least = 2
	}
	for src := range int32(words) {
		for _, e := range prior.row(src) {
			met[e.tgt] = known
			m.table.entries = append(m.table.entries, entry{src, e.tgt, e.forward + smoothing, e.backward + smoothing})
		}
		times := m.beads.timesOf(int(src))
		for q, bead := range m.beads.bead(int(src)) {
			here, often := times[q], m.tgt.timesOf(int(bead))
			for i, w := range m.tgt.bead(int(bead)) {
				before := met[w]
				if met[w] += here * often[i]; before < least && met[w] >= least {
					m.table.entries = append(m.table.entries, entry{src, w, smoothing, smoothing})
				}
			}
		}
		for _, e := range prior.row(src) {
			met[e.tgt] = 0
		}
		for _, bead := range m.beads.bead(int(src)) {
			for _, w := range m.tgt.bead(int(bead)) {
				met[w] = 0
			}
		}
		m.table.from[src+1] = int32(len(m.table.entries))
	}
}

// run does the iterations and gives the pairs that are probable enough one
// way, and more so than without the other word: function words would fill the
// table with each other.
func (m *em) run() *lexicon {
	for iteration := range m.p.EMIterations {
		m.sums()
		m.expect()
		m.maximise(iteration == m.p.EMIterations-1)
	}
	kept := &lexicon{from: make([]int32, len(m.table.from))}
	least := float32(m.p.KeepPair)
	for src := range len(m.table.from) - 1 {
		for _, e := range m.table.row(int32(src)) {
			lift := max(e.forward/float32(m.tgtOdds[e.tgt]), e.backward/float32(m.srcOdds[src]))
			if (e.forward >= least || e.backward >= least) && lift >= float32(m.p.KeepLift) {
				kept.entries = append(kept.entries, e)
			}
		}
		kept.from[src+1] = int32(len(kept.entries))
	}
	return kept
}

// load notes where the target words of a row stand in it; unload forgets it.
func (m *em) load(row []entry) {
	for i, e := range row {
		m.slot[e.tgt] = int32(i)
	}
}

func (m *em) unload(row []entry) {
	for _, e := range row {
		m.slot[e.tgt] = -1
	}
}

// sums adds up, for each word of each bead, the probabilities of all words
// opposite and of the empty word, and keeps one over each sum.
func (m *em) sums() {
	for i, w := range m.tgt.words {
		m.total[i] = float32(m.tgtOdds[w])
	}
	for src := range len(m.srcOdds) {
		row := m.table.row(int32(src))
		m.load(row)
		times, back := m.beads.timesOf(src), m.back[m.beads.from[src]:m.beads.from[src+1]]
		for q, bead := range m.beads.bead(src) {
			words := m.tgt.bead(int(bead))
			total := m.total[m.tgt.from[bead]:][:len(words)]
			often := m.tgt.timesOf(int(bead))[:len(words)]
			here, sum := times[q], float32(m.srcOdds[src])
			for i, w := range words {
				if k := m.slot[w]; k >= 0 {
					total[i] += here * row[k].forward
					sum += often[i] * row[k].backward
				}
			}
			back[q] = 1 / sum
		}
		m.unload(row)
	}
	for i, v := range m.total {
		m.total[i] = 1 / v
	}
}

// expect counts the pairs.
func (m *em) expect() {
	clear(m.count)
	for src := range len(m.srcOdds) {
		row := m.table.row(int32(src))
		count := m.count[m.table.from[src]:m.table.from[src+1]]
		m.load(row)
		times, back := m.beads.timesOf(src), m.back[m.beads.from[src]:m.beads.from[src+1]]
		for q, bead := range m.beads.bead(src) {
			words := m.tgt.bead(int(bead))
			total := m.total[m.tgt.from[bead]:][:len(words)]
			often := m.tgt.timesOf(int(bead))[:len(words)]
			here := times[q]
			for i, w := range words {
				if k := m.slot[w]; k >= 0 {
					f, b := row[k].forward*total[i], row[k].backward*back[q]
					if m.p.NoAgreement {
						count[k] += here * often[i] * (f + b) / 2
						continue
					}
					count[k] += here * often[i] * agree(f, b)
				}
			}
		}
		m.unload(row)
	}
}

// agree is the harmonic mean of both directions' probabilities that two words
// belong together: close to the smaller, but not as small as their product.
func agree(f, b float32) float32 {
	const tiny = 1e-9
	return 2 * f * b / (f + b + tiny)
}

// maximise sets the probabilities by the counts. Rows that the dictionary has
// are pulled towards it with the weight of Params.Prior counts (a Dirichlet
// prior).
func (m *em) maximise(last bool) {
	backSum := make([]float32, len(m.tgtOdds))
	backKnown := make([]bool, len(m.tgtOdds))
	for k := range m.count {
		backSum[m.table.entries[k].tgt] += m.count[k]
	}
	for _, e := range m.prior.entries {
		backKnown[e.tgt] = true
	}
	weight := func(known bool) float32 {
		if known {
			return float32(m.p.Prior)
		}
		return 0
	}
	for src := range int32(len(m.srcOdds)) {
		row, prior := m.table.row(src), m.prior.row(src)
		count := m.count[m.table.from[src]:m.table.from[src+1]]
		sum := float32(0)
		for _, c := range count {
			sum += c
		}
		w := weight(len(prior) > 0)
		for i := range row {
			e, c, was := &row[i], count[i], entry{}
			if i < len(prior) {
				was = prior[i]
			} else if last {
				c = max(0, c-float32(m.p.Discount))
			}
			e.forward = (c + w*was.forward) / (sum + max(1, w))
			v := weight(backKnown[e.tgt])
			e.backward = (c + v*was.backward) / (backSum[e.tgt] + max(1, v))
		}
	}
}

// occurrences lists for each word the beads that hold it, and how often.
func occurrences(b *bags, words int) *bags {
	o := &bags{from: make([]int32, words+1), words: make([]int32, len(b.words)), times: make([]float32, len(b.words))}
	for _, w := range b.words {
		o.from[w+1]++
	}
	for i := range words {
		o.from[i+1] += o.from[i]
	}
	at := make([]int32, words)
	copy(at, o.from)
	for bead := range len(b.from) - 1 {
		for k, w := range b.bead(bead) {
			o.words[at[w]] = int32(bead)
			o.times[at[w]] = b.timesOf(bead)[k]
			at[w]++
		}
	}
	return o
}
