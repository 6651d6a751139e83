package bitext

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

// Explain writes the reasons of a bead of the texts of a pair, which are in
// the lexicon's languages, or turned round: equal numbers of articles or
// paragraphs, terms of the term base, figures and names that stand on both
// sides, the pairs of words that say most, and whether the lengths fit.
func (r *Reader) Explain(b tifa.Bead, p Pair, fromTarget bool) []string {
	if len(b.Src) == 0 || len(b.Tgt) == 0 {
		return []string{"no counterpart"}
	}
	src, tgt := Passage(p.Src, b.Src), Passage(p.Tgt, b.Tgt)
	var reasons []string
	if label := sameLabel(p, b); label != "" {
		reasons = append(reasons, label)
	}
	x := r.pair(src, tgt, fromTarget)
	reasons = append(reasons, x.shared(src, tgt)...)
	ratio := float64(len(p.Tgt.Body)) / float64(max(1, len(p.Src.Body)))
	if q := float64(len(tgt)) / (ratio * float64(max(1, len(src)))); q > .75 && q < 1.33 {
		reasons = append(reasons, "length")
	}
	if len(reasons) == 0 {
		reasons = append(reasons, "place")
	}
	return reasons
}

// Passage is the text of a run of sentences, which must not be empty.
func Passage(t *tifa.Text, run []int) string {
	return t.Body[t.Sentences[run[0]-1].Start:t.Sentences[run[len(run)-1]-1].End]
}

func sameLabel(p Pair, b tifa.Bead) string {
	label := func(t *tifa.Text, lang string, n int) string {
		at := t.Sentences[n-1].Start
		if block := t.BlockAt(at); block < 0 || t.Blocks[block].Start != at {
			return ""
		}
		l := text.Lookup(lang)
		return l.LabelKey(l.Label(t.Sentence(n)))
	}
	src := label(p.Src, p.SrcLang, b.Src[0])
	if src == "" || src != label(p.Tgt, p.TgtLang, b.Tgt[0]) {
		return ""
	}
	return "number " + src
}

// shared lists what both passages have: terms and figures by their values,
// and the best pairs of words as they stand there.
func (p *pairing) shared(src, tgt string) []string {
	const mostWords, least = 4, .3
	type pair struct {
		i, j  int
		value float64
	}
	var words []pair
	var figures, terms []string
	for i, f := range p.from {
		for j, t := range p.to {
			v := p.forward[i][j] * p.backward[i][j]
			switch {
			case v < least*least || f.stop || t.stop:
			case strings.HasPrefix(f.word, numberSign):
				figures = append(figures, strings.TrimPrefix(f.word, numberSign))
			case strings.HasPrefix(f.word, conceptSign):
				terms = append(terms, f.Of(src)+" = "+t.Of(tgt))
			default:
				words = append(words, pair{i, j, v})
			}
		}
	}
	slices.SortStableFunc(words, func(a, b pair) int { return cmp.Compare(b.value, a.value) })
	var out []string
	for _, t := range unique(terms) {
		out = append(out, "term "+t)
	}
	if figures = unique(figures); len(figures) > 0 {
		out = append(out, "figures "+strings.Join(figures, ", "))
	}
	var pairs []string
	for _, w := range words[:min(len(words), mostWords)] {
		pairs = append(pairs, fmt.Sprintf("%s = %s", p.from[w.i].Of(src), p.to[w.j].Of(tgt)))
	}
	if len(pairs) > 0 {
		out = append(out, "words "+strings.Join(unique(pairs), ", "))
	}
	return out
}

// unique leaves out what stands in the list before.
func unique(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
