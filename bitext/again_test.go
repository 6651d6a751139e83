package bitext

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa"
)

// TestWindow: a part of a lattice between two places of its best path has the
// beads that stay inside, and those added; its best path is that part of the
// whole's, but for what the first bead without a counterpart costs.
func TestWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, _, _ := tinyLattice(t)
		path := x.best(nil)
		if len(path) == 0 {
			return
		}
		from := rapid.IntRange(0, len(path)-1).Draw(t, "from")
		to := rapid.IntRange(from+1, len(path)).Draw(t, "to")
		z := spanOver(path[from:to])
		more := map[[2]int][]edge{{0, 0}: {{int16(z.src()), int16(z.tgt()), 1000}}}
		y := x.window(z, more)
		for i := range z.src() + 1 {
			for j := range z.tgt() + 1 {
				at := x.place(z.s0+i, z.t0+j)
				var want []edge
				for _, e := range x.edges[x.from[at]:x.from[at+1]] {
					if i+int(e.a) <= z.src() && j+int(e.b) <= z.tgt() {
						want = append(want, e)
					}
				}
				if want = append(want, more[[2]int{i, j}]...); !slices.Equal(want, y.edges[y.from[y.place(i, j)]:y.from[y.place(i, j)+1]]) {
					t.Fatalf("the beads from %d, %d are not %v", i, j, want)
				}
			}
		}
		if got := y.best(nil); len(got) != 1 || got[0].moved(z.s0, z.t0) != z {
			t.Fatalf("the path %v lacks the bead that was added", got)
		}
		y = x.window(z, nil)
		score := func(beads []span) float64 {
			best := never
			for _, r := range routes(y, z.src(), z.tgt()) {
				if slices.Equal(r.beads, beads) {
					best = r.score
				}
			}
			return best
		}
		var part []span
		for _, b := range path[from:to] {
			part = append(part, b.moved(-z.s0, -z.t0))
		}
		if got := y.best(nil); score(got) > score(part)+2*math.Abs(x.null-x.extend)+1e-9 {
			t.Fatalf("the path %v of the window scores %f, the part %v of the whole's %f", got, score(got), part, score(part))
		}
	})
}

// listed is a bitext of made-up words of which one sentence of the source is a
// list of items in the target, from the place given.
func listed(items int) (p Pair, place int) {
	random := rand.New(rand.NewPCG(5, 6))
	var src, tgt []string
	sentence := func(words int) string {
		var out []string
		for range words {
			out = append(out, letters("m", random.IntN(600)))
		}
		return strings.Join(out, " ")
	}
	const around = 30
	for k := range 2 * around {
		if k != around {
			s := sentence(8 + random.IntN(4))
			src, tgt = append(src, s+"."), append(tgt, s+".")
			continue
		}
		place = len(src)
		var list []string
		for range items {
			list = append(list, sentence(4))
		}
		src, tgt = append(src, strings.Join(list, "; ")+"."), append(tgt, list...)
	}
	return Pair{Src: plainText(src), Tgt: plainText(tgt), SrcLang: "de", TgtLang: "fr"}, place
}

// TestWideBead: a list that is one sentence of the other side is one bead,
// whichever side it stands on, also if the lattice has no bead so large.
func TestWideBead(t *testing.T) {
	const items = 11
	p, place := listed(items)
	for _, turned := range []bool{false, true} {
		want := tifa.Bead{Src: []int{place + 1}, Tgt: tifa.Run(place+1, place+items)}
		q := p
		if turned {
			q = Pair{Src: p.Tgt, Tgt: p.Src, SrcLang: p.SrcLang, TgtLang: p.TgtLang}
			want.Src, want.Tgt = want.Tgt, want.Src
		}
		beads := alignOne(t, q).Bitexts[0].Beads
		if err := covers(beads, q); err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(beads, func(b tifa.Bead) bool { return slices.Equal(b.Src, want.Src) && slices.Equal(b.Tgt, want.Tgt) }) {
			t.Errorf("turned %v: no bead %v : %v", turned, want.Src, want.Tgt)
		}
		// Locked as without a counterpart, the list stays so.
		q.Locked = []tifa.Bead{{Src: want.Src, Locked: true, By: "a"}}
		for _, b := range alignOne(t, q).Bitexts[0].Beads {
			if slices.Contains(b.Src, want.Src[0]) && len(b.Tgt) > 0 {
				t.Errorf("turned %v: %v has the counterpart %v although it is locked", turned, b.Src, b.Tgt)
			}
		}
	}
}

// TestWordSums holds the lexical score of one bead against that of the lattice.
func TestWordSums(t *testing.T) {
	a := newAligner(DefaultParams(), []Pair{madeUp(rand.New(rand.NewPCG(8, 8)), 40)}, Resources{})
	if err := a.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	d := a.pairs[0]
	lex, words := d.lexicalScores(a.lexicon, d.band, weights{}), &wordSums{d: d, l: a.lexicon}
	beads := 0
	for _, x := range d.beads {
		if x.alone() {
			continue
		}
		beads++
		f, b := lex.score(x.s0, x.src(), x.t0, x.tgt())
		forward, backward := words.score(x)
		if math.Abs(f-forward) > 1e-3 || math.Abs(b-backward) > 1e-3 {
			t.Errorf("%v scores %f and %f, in the lattice %f and %f", x, forward, backward, f, b)
		}
	}
	if beads < 20 {
		t.Errorf("only %d beads", beads)
	}
}

// TestItemScore: equal numbers of items speak for a bead whatever they are
// written like, different ones against it, and letters say nothing.
func TestItemScore(t *testing.T) {
	p := DefaultParams()
	for _, c := range []struct {
		src, tgt string
		want     float64
	}{
		{"（三）其他事項。", "(3) Other matters.", p.Item},
		{"三、其他事項。", "3. Other matters.", p.Item},
		{"三、其他事項。", "4. Other matters.", -p.ItemOther},
		{"三、其他事項。", "(c) Other matters.", 0},
		{"三、其他事項。", "Other matters.", 0},
		{"其他事項。", "3. Other matters.", 0},
	} {
		a := newAligner(p, []Pair{{Src: plainText([]string{c.src}), Tgt: plainText([]string{c.tgt}), SrcLang: "zh", TgtLang: "en"}}, Resources{})
		d := a.pairs[0]
		if got := d.itemScore(d.priors, span{0, 1, 0, 1}); got != c.want {
			t.Errorf("%s : %s scores %f, want %f", c.src, c.tgt, got, c.want)
		}
	}
}

// TestBandAroundGaps: where runs on both sides stand near each other, each
// sentence of either may still go with those of the other.
func TestBandAroundGaps(t *testing.T) {
	const run, width = 9, 2
	var beads []span
	add := func(n, a, b int) {
		at := span{}
		if len(beads) > 0 {
			at = beads[len(beads)-1]
		}
		for range n {
			at = span{at.s1, at.s1 + a, at.t1, at.t1 + b}
			beads = append(beads, at)
		}
	}
	add(40, 1, 1)
	add(run, 1, 0)
	add(3, 1, 1)
	add(run, 0, 1)
	add(40, 1, 1)
	b := bandOn(beads, 83+run, 83+run, width)
	for i := 40; i < 40+run; i++ { // what a straight path would pair
		if j := i; b.lo[i] > j || b.hi[i] <= j {
			t.Errorf("sentence %d may go with %d to %d", i, b.lo[i], b.hi[i])
		}
	}
	if b.lo[0] != 0 || b.hi[0] != 1+width {
		t.Errorf("far away the band is %d to %d", b.lo[0], b.hi[0])
	}
}
