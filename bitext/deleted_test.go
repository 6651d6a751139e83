package bitext

import (
	"math/rand/v2"
	"testing"

	"tifa"
)

// deletable is what is deleted as a whole: a bead of a gold standard, or an article
// of a law. It holds sentence numbers from 0 of the source and the target.
type deletable [2][]int

// unitDoc is a bitext whose units are known.
type unitDoc struct {
	lines [2][]string
	langs [2]string
	units []deletable // in order
}

// macUnits are the chapters of MAC-Dev by gold beads.
func macUnits(t testing.TB) []unitDoc {
	var out []unitDoc
	for _, g := range macDev(t) {
		d := unitDoc{lines: [2][]string{linesOf(g.pair.Src), linesOf(g.pair.Tgt)}, langs: [2]string{g.pair.SrcLang, g.pair.TgtLang}}
		for _, b := range g.gold {
			d.units = append(d.units, deletable(b))
		}
		out = append(out, d)
	}
	return out
}

// lawUnits are the laws whose translation is not older than they are, as one
// paragraph without the numbers of articles, by articles.
func lawUnits(t testing.TB) []unitDoc {
	var out []unitDoc
	for _, l := range lawDocs(t, true) {
		if l.old {
			continue
		}
		d := unitDoc{lines: [2][]string{linesOf(l.pair.Src), linesOf(l.pair.Tgt)}, langs: [2]string{l.pair.SrcLang, l.pair.TgtLang}}
		at := map[string]int{}
		for side, ids := range [2][]string{l.src, l.tgt} {
			for i, id := range ids {
				if _, ok := at[id]; !ok {
					at[id] = len(d.units)
					d.units = append(d.units, deletable{})
				}
				u := &d.units[at[id]]
				u[side] = append(u[side], i)
			}
		}
		out = append(out, d)
	}
	return out
}

func linesOf(t *tifa.Text) []string {
	var out []string
	for n := range t.Sentences {
		out = append(out, t.Sentence(n+1))
	}
	return out
}

// deletion is the units that lose their sentences on one side.
type deletion [2]map[int]bool

// planted is a document after deletions: which of the sentences that are left
// have lost their counterpart, and which never had one.
type planted struct {
	pair        Pair
	lost, alone [2][]bool
}

func (d *unitDoc) without(x deletion) planted {
	var p planted
	var lines [2][]string
	for side := range 2 {
		kept := make([]bool, len(d.lines[side]))
		lost, alone := make([]bool, len(kept)), make([]bool, len(kept))
		for k, u := range d.units {
			for _, i := range u[side] {
				kept[i] = !x[side][k]
				lost[i] = x[1-side][k] && len(u[1-side]) > 0
				alone[i] = len(u[1-side]) == 0
			}
		}
		for i, line := range d.lines[side] {
			if kept[i] {
				lines[side] = append(lines[side], line)
				p.lost[side] = append(p.lost[side], lost[i])
				p.alone[side] = append(p.alone[side], alone[i])
			}
		}
	}
	p.pair = Pair{Src: plainText(lines[0]), Tgt: plainText(lines[1]), SrcLang: d.langs[0], TgtLang: d.langs[1]}
	return p
}

// runs chooses up to three runs of units, of 5 to 15 sentences of the side
// that loses them, with at least as many units between two runs.
func (d *unitDoc) runs(random *rand.Rand, side *int) deletion {
	x := deletion{{}, {}}
	taken := make([]bool, len(d.units))
	for range 1 + random.IntN(3) {
		const tries = 50
		for range tries {
			want := 5 + random.IntN(11)
			from := random.IntN(len(d.units))
			to, n := from, 0
			for to < len(d.units) && n < want {
				n += len(d.units[to][*side])
				to++
			}
			const between, most = 15, 15
			free := n >= want && n <= most && to-from < len(d.units)/3
			for k := max(0, from-between); k < min(len(d.units), to+between); k++ {
				free = free && !taken[k]
			}
			if !free {
				continue
			}
			for k := from; k < to; k++ {
				taken[k] = true
				x[*side][k] = true
			}
			*side = 1 - *side
			break
		}
	}
	return x
}

// singles deletes about one unit in twelve that has one sentence on the side
// that loses it, never two that are close to each other.
func (d *unitDoc) singles(random *rand.Rand) deletion {
	x := deletion{{}, {}}
	const oneIn, apart = 12, 5
	last := -apart
	for k, u := range d.units {
		side := random.IntN(2)
		if random.IntN(oneIn-apart) == 0 && k-last >= apart && len(u[side]) == 1 && len(u[1-side]) > 0 {
			x[side][k] = true
			last = k
		}
	}
	return x
}

func pairsOf(docs []planted) []Pair {
	out := make([]Pair, len(docs))
	for i := range docs {
		out[i] = docs[i].pair
	}
	return out
}

// aloneTally counts sentences that are said to have no counterpart. Those that had
// none before anything was deleted are right, but not asked for.
type aloneTally struct{ said, right, lost, lostFound int }

func (f *aloneTally) add(said, lost, alone bool) {
	if lost {
		f.lost++
	}
	if said {
		f.said++
		if lost || alone {
			f.right++
		}
		if lost {
			f.lostFound++
		}
	}
}

func (f *aloneTally) precision() float64 { return float64(f.right) / float64(max(1, f.said)) }
func (f *aloneTally) recall() float64    { return float64(f.lostFound) / float64(max(1, f.lost)) }

// aloneIn are the sentences of both sides that beads leave without a
// counterpart.
func aloneIn(beads []tifa.Bead, p Pair) [2][]bool {
	out := [2][]bool{make([]bool, len(p.Src.Sentences)), make([]bool, len(p.Tgt.Sentences))}
	for _, b := range beads {
		for _, n := range b.Src {
			out[0][n-1] = len(b.Tgt) == 0
		}
		for _, n := range b.Tgt {
			out[1][n-1] = len(b.Src) == 0
		}
	}
	return out
}

// runOf keeps of the sentences without a counterpart those that stand in a
// run of at least three, whose beads' mean score is at least half.
func runOf(alone []bool, score []float64) []bool {
	const least, likely = 3, .5
	out := make([]bool, len(alone))
	for from := 0; from < len(alone); from++ {
		to, sum := from, 0.
		for to < len(alone) && alone[to] {
			sum += score[to]
			to++
		}
		if n := to - from; n >= least && sum >= likely*float64(n) {
			for k := from; k < to; k++ {
				out[k] = true
			}
		}
		from = max(from, to-1)
	}
	return out
}

// beadScores are the scores of the beads that the sentences of both sides are in.
func beadScores(beads []tifa.Bead, p Pair) [2][]float64 {
	out := [2][]float64{make([]float64, len(p.Src.Sentences)), make([]float64, len(p.Tgt.Sentences))}
	for _, b := range beads {
		for _, n := range b.Src {
			out[0][n-1] = b.Score
		}
		for _, n := range b.Tgt {
			out[1][n-1] = b.Score
		}
	}
	return out
}

// TestDeletedRuns: precision and recall of the sentences whose counterparts
// were deleted in runs of 5 to 15: of all that stand alone, and of those that
// stand alone in runs. The first seed's places were used while the aligner was
// made, the others' were not.
func TestDeletedRuns(t *testing.T) {
	for _, set := range deletionSets(t) {
		for seed := range uint64(3) {
			random := rand.New(rand.NewPCG(515, 1+seed))
			var all, inRuns aloneTally
			side, runs := 0, 0
			for range set.rounds {
				var docs []planted
				for i := range set.docs {
					x := set.docs[i].runs(random, &side)
					runs += len(x[0]) + len(x[1])
					docs = append(docs, set.docs[i].without(x))
				}
				for i, beads := range aligned(t, set.r)(pairsOf(docs)) {
					d := &docs[i]
					said, score := aloneIn(beads, d.pair), beadScores(beads, d.pair)
					for side := range 2 {
						run := runOf(said[side], score[side])
						for k := range said[side] {
							all.add(said[side][k], d.lost[side][k], d.alone[side][k])
							inRuns.add(run[k], d.lost[side][k], d.alone[side][k])
						}
					}
				}
			}
			if all.precision() < set.least || all.recall() < set.least {
				t.Errorf("%s, seed %d: precision %.4f or recall %.4f is below %.2f", set.name, 1+seed, all.precision(), all.recall(), set.least)
			}
			t.Logf("%s, seed %d: %d units deleted, %d sentences lost their counterpart; precision %.4f, recall %.4f; in runs of three and more: %.4f, %.4f",
				set.name, 1+seed, runs, all.lost, all.precision(), all.recall(), inRuns.precision(), inRuns.recall())
		}
	}
}

type deletionSet struct {
	name   string
	docs   []unitDoc
	rounds int
	r      Resources
	least  float64 // precision and recall of TestDeletedRuns
}

func deletionSets(t *testing.T) []deletionSet {
	mac := macUnits(t)
	sets := []deletionSet{{"MAC-Dev, no dictionary", mac, 3, Resources{}, .5}}
	r := goldDictionary(t)
	if r.Dictionaries != nil {
		sets = append(sets, deletionSet{"MAC-Dev, CC-CEDICT", mac, 3, r, .95})
	}
	if testing.Short() {
		return sets
	}
	laws := lawUnits(t)
	sets = append(sets, deletionSet{"laws as one paragraph, no dictionary", laws, 1, Resources{}, .8})
	if r.Dictionaries != nil {
		sets = append(sets, deletionSet{"laws as one paragraph, CC-CEDICT", laws, 1, r, .96})
	}
	return sets
}
