package bitext

// bags are the words of one side of many beads, bead after bead.
type bags struct {
	words []int32
	from  []int32 // of each bead: its first word; one more than beads
}

func (b *bags) bead(i int) []int32 { return b.words[b.from[i]:b.from[i+1]] }

// expectation runs EM for IBM model 1 (Brown et al. 1993) over beads and gives
// the probability of each word of given, a row a word, to produce a word of
// made. prior pulls the rows that it has towards its forward probabilities
// with the weight of Params.Prior counts (a Dirichlet prior); background is
// the unigram probability of each word of made, which stands for the empty
// word.
//
// It goes row by row of given words over the beads that hold the word, so
// that no table of all pairs by hash is needed: a third of the time.
func expectation(p *Params, given, made *bags, prior *lexicon, background []float64, words int) *lexicon {
	rows := rowsOf(p, given, made, prior, background, words)
	total := make([]float32, len(made.words))
	slot := make([]int32, len(background))
	count := make([]float32, len(rows.entries))
	beads := occurrences(given, words)
	for iteration := range p.EMIterations {
		for i, w := range made.words {
			total[i] = float32(background[w])
		}
		for src := range words {
			row := rows.row(int32(src))
			for i, e := range row {
				slot[e.tgt] = int32(i)
			}
			for _, bead := range beads.bead(src) {
				at := made.from[bead]
				for i, w := range made.bead(int(bead)) {
					total[int(at)+i] += row[slot[w]].forward
				}
			}
		}
		last := iteration == p.EMIterations-1
		clear(count)
		for src := range words {
			row := rows.row(int32(src))
			counts := count[rows.from[src]:rows.from[src+1]]
			for i, e := range row {
				slot[e.tgt] = int32(i)
			}
			for _, bead := range beads.bead(src) {
				at := made.from[bead]
				for i, w := range made.bead(int(bead)) {
					k := slot[w]
					counts[k] += row[k].forward / total[int(at)+i]
				}
			}
			maximise(p, row, counts, last)
		}
	}
	return rows
}

// maximise sets the probabilities of a row by its counts. The backward field
// holds the prior.
func maximise(p *Params, row []entry, counts []float32, last bool) {
	var sum float32
	known := false
	for i := range row {
		sum += counts[i]
		known = known || row[i].backward > 0
	}
	weight, of := float32(0), sum+1
	if known {
		weight, of = float32(p.Prior), sum+float32(p.Prior)
	}
	for i := range row {
		e, c := &row[i], counts[i]
		if last && e.backward == 0 {
			c = max(0, c-float32(p.Discount))
		}
		e.forward = (c + weight*e.backward) / of
	}
}

// rowsOf makes the table that EM fills: for each word of given the words that
// stand opposite it in a bead and those of its prior. forward begins as the
// prior and a little more, backward keeps the prior.
func rowsOf(p *Params, given, made *bags, prior *lexicon, background []float64, words int) *lexicon {
	rows := &lexicon{from: make([]int32, words+1)}
	seen := make([]int32, len(background))
	for i := range seen {
		seen[i] = -1
	}
	beads := occurrences(given, words)
	smoothing := float32(p.Smoothing)
	for src := range words {
		for _, e := range prior.row(int32(src)) {
			seen[e.tgt] = int32(src)
			rows.entries = append(rows.entries, entry{int32(src), e.tgt, e.forward + smoothing, e.forward})
		}
		for _, bead := range beads.bead(src) {
			for _, w := range made.bead(int(bead)) {
				if seen[w] != int32(src) {
					seen[w] = int32(src)
					rows.entries = append(rows.entries, entry{int32(src), w, smoothing, 0})
				}
			}
		}
		rows.from[src+1] = int32(len(rows.entries))
	}
	return rows
}

// occurrences lists for each word the beads that hold it, once for each time
// that they do.
func occurrences(b *bags, words int) *bags {
	o := &bags{from: make([]int32, words+1), words: make([]int32, len(b.words))}
	for _, w := range b.words {
		o.from[w+1]++
	}
	for i := range words {
		o.from[i+1] += o.from[i]
	}
	at := make([]int32, words)
	copy(at, o.from)
	for bead := range len(b.from) - 1 {
		for _, w := range b.bead(bead) {
			o.words[at[w]] = int32(bead)
			at[w]++
		}
	}
	return o
}
