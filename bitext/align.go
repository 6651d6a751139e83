package bitext

import (
	"context"
	"fmt"
	"math"

	"tifa"
)

// Pair is a text and its translation, or two translations of one text.
type Pair struct {
	Src, Tgt         *tifa.Text
	SrcLang, TgtLang string      // BCP 47; of all pairs aligned together, of the same base language
	Locked           []tifa.Bead // beads that stay as they are
}

// credits are the sentences of both sides that stand in credits: they have no
// counterpart, unless a person says so.
func (p *Pair) credits() []span {
	var out []span
	for n := range p.Src.Sentences {
		if p.Src.IsCredit(n + 1) {
			out = append(out, span{n, n + 1, 0, 0})
		}
	}
	for n := range p.Tgt.Sentences {
		if p.Tgt.IsCredit(n + 1) {
			out = append(out, span{0, 0, n, n + 1})
		}
	}
	return out
}

// Resources are what an aligner knows besides the texts. All of them may be
// empty.
type Resources struct {
	Dictionaries []*Dictionary // from the source language to the target language
	Reverse      []*Dictionary // from the target language to the source language
	Concepts     []tifa.Concept
	Learnt       *Lexicon // from other texts; its source is the language that Turned makes the source
}

// weights are the factors of one pass.
type weights struct {
	lexical float64
	null    float64 // against the first sentence of a run without a counterpart …
	extend  float64 // … and each further one
	certain bool    // words without a counterpart say nothing
}

// nulls is w with other prices of sentences without a counterpart.
func (w weights) nulls(open, extend float64) weights {
	w.null, w.extend = open, extend
	return w
}

// leastOf is the score below which a bead is less likely than no counterparts
// at all.
func (w *weights) leastOf(x span) float64 {
	return -2*w.null - float64(x.src()+x.tgt()-2)*w.extend
}

// bitext is one pair while it is being aligned.
type bitext struct {
	p                  *Params
	src, tgt           *side
	srcVocab, tgtVocab *vocabulary
	srcInverse         []float64
	tgtInverse         []float64
	positions          *bags
	sentences          []int32
	locked             *fixed
	band               *band
	priors             *priors
	unlisted           bool // numbers of items say nothing
	beads              []span
	scores             []float32 // probability of each bead, after the last pass
}

func (d *bitext) targetPlaces() *bags {
	if d.positions == nil {
		d.positions = places(d.tgt, len(d.tgtVocab.words))
	}
	return d.positions
}

// targetSentences gives the sentence of each token of the target.
func (d *bitext) targetSentences() []int32 {
	if d.sentences == nil {
		d.sentences = make([]int32, len(d.tgt.tokens))
		for j := range d.tgt.sentences {
			for k := d.tgt.sentences[j].firstTok; k < d.tgt.sentences[j].afterTok; k++ {
				d.sentences[k] = int32(j)
			}
		}
	}
	return d.sentences
}

// aligner aligns several pairs together: each learns from the words of all.
type aligner struct {
	p        Params
	src, tgt *vocabulary
	pairs    []*bitext
	prior    *lexicon
	progress func(done, total int)
	lexicon  *lexicon
}

// newAligner prepares the texts.
func newAligner(p Params, pairs []Pair, r Resources) *aligner {
	a := &aligner{p: p, src: newVocabulary(), tgt: newVocabulary()}
	if len(pairs) == 0 {
		return a
	}
	src := newAnalyser(pairs[0].SrcLang, a.src, r.Dictionaries, r.Concepts, !p.NoNumbers)
	tgt := newAnalyser(pairs[0].TgtLang, a.tgt, r.Reverse, r.Concepts, !p.NoNumbers)
	for _, pair := range pairs {
		d := &bitext{p: &a.p, srcVocab: a.src, tgtVocab: a.tgt}
		d.src, d.tgt = src.side(pair.Src.Own(), pair.SrcLang), tgt.side(pair.Tgt.Own(), pair.TgtLang)
		if fixed := append(pair.credits(), spansOf(pair.Locked)...); len(fixed) > 0 {
			d.locked = d.fix(fixed)
		}
		a.pairs = append(a.pairs, d)
	}
	inverseSrc, inverseTgt := a.src.inverse(), a.tgt.inverse()
	for _, d := range a.pairs {
		d.srcInverse, d.tgtInverse = inverseSrc, inverseTgt
		d.priors = d.defaultPriors()
	}
	s := &supporter{p: &a.p, src: a.src, tgt: a.tgt}
	a.prior = s.prior(r.Dictionaries, r.Reverse, r.Learnt)
	a.lexicon = a.prior
	return a
}

// run aligns all pairs in passes, with EM between them.
func (a *aligner) run(ctx context.Context) error {
	passes := a.passes()
	done, total := 0, 0
	for _, d := range a.pairs {
		total += passes * d.src.len()
	}
	for pass := range passes {
		for _, d := range a.pairs {
			if err := a.align(ctx, d, pass, pass == passes-1); err != nil {
				return err
			}
			d.learnRatio()
			d.learnStructure()
			if done += d.src.len(); a.progress != nil {
				a.progress(done, total)
			}
		}
		if pass < passes-1 {
			a.learn()
			a.learnShapes()
		}
	}
	return nil
}

// passes is one more where the lexicon is weak, and one less where the texts
// are so long that EM learns enough from the first pass.
func (a *aligner) passes() int {
	if a.p.NoEM {
		return 1
	}
	const long = 6000 // source sentences
	sentences, weak := 0, 0
	for _, d := range a.pairs {
		sentences += d.src.len()
		if a.weak(d) {
			weak += d.src.len()
		}
	}
	passes := a.p.Passes
	if weak*2 > sentences {
		passes++
	}
	if sentences > long {
		passes--
	}
	return passes
}

// weak says whether too few words of a pair have a counterpart before
// anything is learnt.
func (a *aligner) weak(d *bitext) bool { return a.prior.coverage(d.src) < a.p.WeakCoverage }

// align finds the beads of a pair in one pass; in the last one with their
// probabilities.
func (a *aligner) align(ctx context.Context, d *bitext, pass int, last bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	weak := a.weak(d)
	d.unlisted = weak
	d.place(a.lexicon, pass, weak)
	w := a.weights(pass, weak, d.priors.matched)
	x := d.lattice(d.priors, d.lexicalScores(a.lexicon, d.band, w), w, d.locked)
	if last {
		d.beads, d.scores = x.expected(x.posterior(d.locked, a.p.Sharpness), a.p.Price)
		a.again(d, x, w)
	} else {
		d.beads = x.best(d.locked)
	}
	if d.beads == nil && d.src.len()+d.tgt.len() > 0 {
		return fmt.Errorf("the locked beads leave no way through %d × %d sentences: undo the last of them", d.src.len(), d.tgt.len())
	}
	return nil
}

// place sets the band of a pass: around anchors in the first one, around the
// beads of the pass before in the others. Where the lexicon is weak, the first
// beads may have gone astray: then anchors are looked for again.
func (d *bitext) place(l *lexicon, pass int, weak bool) {
	n, m := d.src.len(), d.tgt.len()
	first, refined := d.p.BandAnchors, d.p.BandRefined
	if weak {
		first, refined = d.p.BandWeak, d.p.BandWeak
	}
	var found []anchor
	if pass == 0 || weak {
		found = d.firstAnchors(l)
	}
	switch {
	case pass > 0 && found != nil:
		d.band = bandOn(d.beads, n, m, refined)
		d.band.unite(bandAround(found, n, m, first, !weak))
	case pass > 0:
		d.band = bandOn(d.beads, n, m, refined)
	case found != nil:
		d.band = bandAround(found, n, m, first, !weak)
	default:
		d.band = wholeBand(n, m)
	}
	d.locked.include(d.band)
}

// firstAnchors are the anchors by a lexicon; nil if there are too few.
func (d *bitext) firstAnchors(l *lexicon) []anchor {
	if d.p.NoAnchors {
		return nil
	}
	const enough, sparse = 3, 40
	found := d.anchors(l)
	if len(found) < enough || len(found)*sparse < min(d.src.len(), d.tgt.len()) {
		return nil
	}
	return found
}

// weights are those of a pass: where the lexicon is weak, the first pass goes
// by length and anchors, and nearly forbids sentences without a counterpart.
func (a *aligner) weights(pass int, weak, matched bool) weights {
	p := &a.p
	w := weights{lexical: 1}
	if !weak {
		return w.nulls(p.NullOpen, p.NullExtend)
	}
	factor := 1.
	switch {
	case pass == 0:
		w.lexical, w.certain = p.WeakLexical, true
		factor = p.WeakNull
	case !matched: // blocks show where one is
		factor = max(p.WeakNullLater, p.WeakNull*math.Pow(p.WeakNullFalls, float64(pass)))
	}
	return w.nulls(p.WeakOpen*factor, p.WeakExtend*factor)
}

// mostOpposite is the pairs of words of a bead beyond which nothing is learnt
// from it: where a file has no ends of sentences, everything stands opposite
// everything, and the time grows with the square.
const mostOpposite = 1_000_000

// learn makes the lexicon of the next pass from the beads of this one.
func (a *aligner) learn() {
	src, tgt := new(bags), new(bags)
	for _, d := range a.pairs {
		for _, x := range d.beads {
			if x.src() == 0 || x.tgt() == 0 {
				continue
			}
			from := d.src.tokens[d.src.sentences[x.s0].firstTok:d.src.sentences[x.s1-1].afterTok]
			to := d.tgt.tokens[d.tgt.sentences[x.t0].firstTok:d.tgt.sentences[x.t1-1].afterTok]
			if len(from)*len(to) <= mostOpposite {
				src.add(from)
				tgt.add(to)
			}
		}
	}
	if len(src.from) > 0 {
		a.lexicon = newEM(&a.p, src, tgt, a.prior, a.src.unigrams(), a.tgt.unigrams()).run()
	}
}

func (v *vocabulary) unigrams() []float64 {
	p := v.inverse()
	for i := range p {
		p[i] = 1 / p[i]
	}
	return p
}

// learnRatio takes the ratio of lengths from the beads, so that a chapter
// that one side leaves out does not distort it.
func (d *bitext) learnRatio() {
	var src, tgt float64
	for _, x := range d.beads {
		if x.src() > 0 && x.tgt() > 0 {
			src += d.src.span(x.s0, x.s1)
			tgt += d.tgt.span(x.t0, x.t1)
		}
	}
	if src > 0 && tgt > 0 {
		d.priors.ratio = tgt / src
	}
}

func spansOf(beads []tifa.Bead) []span {
	var out []span
	for _, b := range beads {
		out = append(out, spanOf(b))
	}
	return out
}

func spanOf(b tifa.Bead) span {
	var x span
	if len(b.Src) > 0 {
		x.s0, x.s1 = b.Src[0]-1, b.Src[len(b.Src)-1]
	}
	if len(b.Tgt) > 0 {
		x.t0, x.t1 = b.Tgt[0]-1, b.Tgt[len(b.Tgt)-1]
	}
	return x
}
