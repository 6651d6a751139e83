package bitext

// learn lets the term be a word of its own, with a probability for each word
// of the translations that is learnt from all occurrences.
func learn(places []*place, p *spotParams) {
	if len(places) < 2 {
		return
	}
	for round := range p.rounds {
		table := map[string]float64{}
		total := 0.0
		for _, s := range places {
			flat := 0.0
			if round == 0 {
				flat = p.fresh * s.words / float64(len(s.to)+1)
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
		for _, s := range places {
			s.relearn(table, total, p)
		}
	}
}

// relearn finds anew what belongs to the part, given how often each word
// belonged to it in all occurrences.
func (s *place) relearn(table map[string]float64, total float64, p *spotParams) {
	n, m := float64(max(1, len(s.from)-1)), float64(max(1, len(s.to)-1))
	// Words of the passage that the lexicon does not know can stand for anything.
	others := 0.0
	for i, t := range s.from {
		if t.id < 0 && !isSign(t.word) {
			others += (1 - s.weight[i]) * p.others / float64(len(table)+1)
		}
	}
	for j, t := range s.to {
		var forward, near float64
		for i, w := range s.weight {
			if w > 0 {
				forward += w * s.forward[i][j]
				near = max(near, diagonal(float64(i)/n, float64(j)/m))
			}
		}
		rest := s.sums[j] * (1 - min(1, forward)) // of the other words and the empty word
		rest = max(rest, others)
		mine := s.words * table[t.word] / total * near
		learnt := 0.0
		if mine > 0 {
			learnt = mine / (mine + rest)
		}
		s.belongs[j] = ((1-p.own)*forward + p.own*learnt + s.backwards(j)) / 2
	}
}
