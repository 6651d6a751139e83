package bitext

import (
	"os"
	"slices"
	"testing"

	"tifa"
)

// repeatLast does the last pass of an aligner again and takes the likeliest
// path instead of the one with the greatest expected accuracy.
func repeatLast(a *aligner) {
	for _, d := range a.pairs {
		w := a.weights(a.lastPass(), a.weak(d), d.priors.structured)
		d.beads = d.lattice(d.priors, d.lexicalScores(a.lexicon, d.band, w), w, d.locked).best(d.locked)
	}
}

// ablation is the aligner without one of its parts.
type ablation struct {
	name   string
	change func(p *Params)
	after  func(a *aligner)
	bare   bool // without any dictionary
}

func ablations() []ablation {
	return []ablation{
		{name: "everything"},
		{name: "no dictionary", bare: true},
		{name: "dictionary only cuts words", change: func(p *Params) { p.NoDictionary = true }},
		{name: "no EM", change: func(p *Params) { p.NoEM = true }},
		{name: "no pinyin", change: func(p *Params) { p.NoPinyin = true }},
		{name: "no numbers", change: func(p *Params) { p.NoNumbers = true }},
		{name: "no cognates", change: func(p *Params) { p.NoCognates = true }},
		{name: "no punctuation", change: func(p *Params) { p.NoPunctuation = true }},
		{name: "no anchors", change: func(p *Params) { p.NoAnchors = true }},
		{name: "no structure", change: func(p *Params) { p.NoStructure = true }},
		{name: "no length", change: func(p *Params) { p.Length = 0 }},
		{name: "no single characters", change: func(p *Params) { p.CharBack = 0 }},
		{name: "beads up to 1-2, 2-1", change: func(p *Params) { p.MostSource, p.MostTarget, p.MostTogether = 2, 2, 3 }},
		{name: "beads up to 2-2, 1-3, 3-1", change: func(p *Params) { p.MostSource, p.MostTarget, p.MostTogether = 3, 3, 4 }},
		{name: "linear cost of nulls", change: func(p *Params) { p.NullExtend, p.WeakExtend = p.NullOpen, p.WeakOpen }},
		{name: "no learnt shapes", change: func(p *Params) { p.LearnPriors = 0 }},
		{name: "no agreement of directions", change: func(p *Params) { p.NoAgreement = true }},
		{name: "likeliest path", after: repeatLast},
	}
}

// beads aligns pairs together without one part.
func (x *ablation) beads(t *testing.T, pairs []Pair, r Resources) [][]span {
	p := DefaultParams()
	if x.change != nil {
		x.change(&p)
	}
	if x.bare {
		r = Resources{}
	}
	a := newAligner(p, pairs, r)
	if err := a.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if x.after != nil {
		x.after(a)
	}
	var out [][]span
	for _, d := range a.pairs {
		out = append(out, d.beads)
	}
	return out
}

// f1 is the strict score of documents that are aligned together, and the beads.
func (x *ablation) f1(t *testing.T, docs []goldDoc, r Resources) (float64, [][]span) {
	var pairs []Pair
	for _, d := range docs {
		pairs = append(pairs, d.pair)
	}
	var s tally
	all := x.beads(t, pairs, r)
	for i, beads := range all {
		s.add(goldOf(beads), docs[i].gold)
	}
	return s.f1(), all
}

// changed counts the beads that are not among others.
func changed(beads, others [][]span) int {
	n := 0
	for i := range beads {
		for _, x := range beads[i] {
			if !slices.Contains(others[i], x) {
				n++
			}
		}
	}
	return n
}

// whole is the share of articles of laws that no bead leaves.
func (x *ablation) whole(t *testing.T, docs []partsDoc, r Resources) float64 {
	var pairs []Pair
	for _, d := range docs {
		pairs = append(pairs, d.pair)
	}
	var s partsScore
	for i, spans := range x.beads(t, pairs, r) {
		beads := make([]tifa.Bead, len(spans))
		for k, b := range spans {
			beads[k] = tifa.Bead{Src: tifa.Run(b.s0+1, b.s1), Tgt: tifa.Run(b.t0+1, b.t1)}
		}
		s.add(&docs[i], beads)
	}
	return float64(s.whole) / float64(max(1, s.parts))
}

// TestAblation: what each part of the aligner is worth: strict F1 on MAC-Dev
// and on the development article of Text+Berg, and the share of whole articles
// of the laws, as one paragraph and, for structure, with paragraphs. It takes
// minutes: TIFA_REPORT=1; -short leaves the laws out.
func TestAblation(t *testing.T) {
	if os.Getenv("TIFA_REPORT") == "" {
		t.Skip("it takes minutes: TIFA_REPORT=1")
	}
	mac, berg, r := macDev(t), textBerg(t, "dev"), goldDictionary(t)
	var flat, paragraphs []partsDoc
	if !testing.Short() {
		flat, paragraphs = lawDocs(t, true), lawDocs(t, false)
	}
	dictionary := "without dictionary"
	if r.Dictionaries != nil {
		dictionary = "CC-CEDICT"
	}
	t.Logf("MAC-Dev and laws: %s", dictionary)
	var all [2]float64
	var beads [2][][]span
	for k, x := range ablations() {
		m, inMac := x.f1(t, mac, r)
		b, inBerg := x.f1(t, berg, Resources{})
		if k == 0 {
			all, beads = [2]float64{m, b}, [2][][]span{inMac, inBerg}
		}
		t.Logf("%-28s MAC-Dev %.4f (%+.4f, %d beads), Text+Berg %.4f (%+.4f, %d beads)", x.name,
			m, m-all[0], changed(inMac, beads[0]), b, b-all[1], changed(inBerg, beads[1]))
		if flat != nil {
			t.Logf("%-28s laws as one paragraph %.4f", x.name, x.whole(t, flat, r))
			if x.name == "everything" || x.name == "no structure" {
				t.Logf("%-28s laws with paragraphs %.4f", x.name, x.whole(t, paragraphs, r))
			}
		}
		if m == 0 || b == 0 {
			t.Errorf("%s: no bead is right", x.name)
		}
	}
}
