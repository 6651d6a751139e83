package bitext

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa"
)

// letters writes a number with letters, behind a first one.
func letters(first string, n int) string {
	s := first
	for ; n > 0; n /= 5 {
		s += string("bdgkt"[n%5]) + "o"
	}
	return s
}

// madeUp writes a bitext of random words, of which two in three are the same in
// both languages; now and then a sentence is cut in two, left out or empty.
func madeUp(random *rand.Rand, sentences int) Pair {
	var sides [2][]string
	for range sentences {
		var src, tgt []string
		for range 2 + random.IntN(9) {
			w := random.IntN(40 + sentences)
			s, t := letters("a", w), letters("z", w)
			if w%3 > 0 {
				t = s
			}
			src, tgt = append(src, s), append(tgt, t)
		}
		join := func(words []string) string { return strings.Join(words, " ") + "." }
		switch random.IntN(12) {
		case 0:
			sides[0] = append(sides[0], join(src))
		case 1:
			sides[1] = append(sides[1], join(tgt))
		case 2:
			sides[0] = append(sides[0], join(src), "")
			sides[1] = append(sides[1], join(tgt))
		case 3, 4:
			k := len(tgt) / 2
			sides[0] = append(sides[0], join(src))
			sides[1] = append(sides[1], join(tgt[:k]), join(tgt[k:]))
		default:
			sides[0] = append(sides[0], join(src))
			sides[1] = append(sides[1], join(tgt))
		}
	}
	return Pair{Src: plainText(sides[0]), Tgt: plainText(sides[1]), SrcLang: "de", TgtLang: "fr"}
}

// covers says what is wrong with beads that should hold every sentence of
// both sides once and in order.
func covers(beads []tifa.Bead, p Pair) error {
	s, t := 0, 0
	for _, b := range beads {
		if !slices.Equal(b.Src, tifa.Run(s+1, s+len(b.Src))) || !slices.Equal(b.Tgt, tifa.Run(t+1, t+len(b.Tgt))) {
			return fmt.Errorf("the bead %v : %v stands behind sentences %d and %d", b.Src, b.Tgt, s, t)
		}
		if len(b.Src)+len(b.Tgt) == 0 || b.Kind != tifa.BeadKind(len(b.Src), len(b.Tgt)) || b.Score < 0 || b.Score > 1 {
			return fmt.Errorf("a bead of %d and %d sentences is %s, with score %f", len(b.Src), len(b.Tgt), b.Kind, b.Score)
		}
		s, t = s+len(b.Src), t+len(b.Tgt)
	}
	if n, m := len(p.Src.Sentences), len(p.Tgt.Sentences); s != n || t != m {
		return fmt.Errorf("the beads hold %d and %d sentences of %d and %d", s, t, n, m)
	}
	return nil
}

func alignOne(t testing.TB, p Pair) *Corpus {
	t.Helper()
	c, err := Align(t.Context(), []Pair{p}, Resources{}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestAlignCovers: whatever the lengths of the two sides, also none.
func TestAlignCovers(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	lines := func(n int) []string {
		out := make([]string, n)
		for i := range out {
			if random.IntN(10) > 0 {
				out[i] = fmt.Sprintf("w%d w%d, %d!", random.IntN(30), random.IntN(30), random.IntN(9))
			}
		}
		return out
	}
	for _, size := range [][2]int{{0, 0}, {0, 3}, {3, 0}, {1, 1}, {1, 500}, {500, 1}, {2, 700}, {700, 3}, {40, 400}, {300, 60}} {
		p := Pair{Src: plainText(lines(size[0])), Tgt: plainText(lines(size[1])), SrcLang: "en", TgtLang: "zh"}
		if err := covers(alignOne(t, p).Bitexts[0].Beads, p); err != nil {
			t.Errorf("%d × %d: %v", size[0], size[1], err)
		}
	}
}

// lockable draws beads in order, some of them without one side, with gaps.
func lockable(t *rapid.T, n, m int) []tifa.Bead {
	var out []tifa.Bead
	s, u := 0, 0
	for k := rapid.IntRange(0, 6).Draw(t, "locks"); k > 0; k-- {
		s += rapid.IntRange(0, n/3).Draw(t, "gap")
		u += rapid.IntRange(0, m/3).Draw(t, "gap")
		a, b := rapid.IntRange(0, 5).Draw(t, "sentences"), rapid.IntRange(0, 5).Draw(t, "sentences")
		if s+a > n || u+b > m || a+b == 0 {
			continue
		}
		out = append(out, tifa.Bead{Src: tifa.Run(s+1, s+a), Tgt: tifa.Run(u+1, u+b), Kind: tifa.BeadKind(a, b), Locked: true, By: fmt.Sprint("p", k)})
		s, u = s+a, u+b
	}
	return out
}

// respects says what is wrong with beads that should hold those locked; of a
// run of sentences without a counterpart each is one.
func respects(beads, locked []tifa.Bead) error {
	for _, l := range locked {
		for _, b := range beads {
			shares := func(x, y []int) bool {
				return slices.ContainsFunc(x, func(n int) bool { return slices.Contains(y, n) })
			}
			if !shares(b.Src, l.Src) && !shares(b.Tgt, l.Tgt) {
				continue
			}
			same := slices.Equal(b.Src, l.Src) && slices.Equal(b.Tgt, l.Tgt)
			alone := len(l.Tgt) == 0 && len(b.Tgt) == 0 || len(l.Src) == 0 && len(b.Src) == 0
			if !same && !alone || !b.Locked || b.By != l.By || b.Score != 1 {
				return fmt.Errorf("%v : %v was locked by %s; there is %v : %v, locked %t, by %s", l.Src, l.Tgt, l.By, b.Src, b.Tgt, b.Locked, b.By)
			}
		}
	}
	return nil
}

// TestLocked: what people locked stays, in either direction, whether it was
// locked before the first alignment or after it.
func TestLocked(t *testing.T) {
	p := madeUp(rand.New(rand.NewPCG(3, 4)), 50)
	for _, turnedRound := range []bool{false, true} {
		if turnedRound {
			p = turn([]Pair{p})[0]
		}
		c := alignOne(t, p)
		machine := slices.Clone(c.Bitexts[0].Beads)
		rapid.Check(t, func(t *rapid.T) {
			q := p
			q.Locked = lockable(t, len(p.Src.Sentences), len(p.Tgt.Sentences))
			before, err := Align(t.Context(), []Pair{q}, Resources{}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			after, err := Realign(t.Context(), c.Lexicon, q, machine, Resources{})
			if err != nil {
				t.Fatal(err)
			}
			for _, beads := range [][]tifa.Bead{before.Bitexts[0].Beads, after} {
				if err := covers(beads, q); err != nil {
					t.Fatal(err)
				}
				if err := respects(beads, q.Locked); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestLockedBesideRuns: where the path around a run that is looked at once more
// has fewer beads than before, what follows is looked at from behind the run.
func TestLockedBesideRuns(t *testing.T) {
	p := madeUp(rand.New(rand.NewPCG(3, 4)), 50)
	s, u := 0, 0
	for _, x := range [][4]int{{3, 1, 1, 1}, {17, 1, 4, 0}, {2, 16, 1, 1}, {5, 3, 1, 5}, {14, 11, 0, 4}} { // gaps, and sentences
		s, u = s+x[0], u+x[1]
		p.Locked = append(p.Locked, tifa.Bead{Src: tifa.Run(s+1, s+x[2]), Tgt: tifa.Run(u+1, u+x[3]), Kind: tifa.BeadKind(x[2], x[3]), Locked: true, By: "Ada"})
		s, u = s+x[2], u+x[3]
	}
	beads := alignOne(t, p).Bitexts[0].Beads
	if err := errors.Join(covers(beads, p), respects(beads, p.Locked)); err != nil {
		t.Error(err)
	}
}

// TestLockedLarge: a bead of more sentences than fit into a byte.
func TestLockedLarge(t *testing.T) {
	p := madeUp(rand.New(rand.NewPCG(3, 5)), 400)
	p.Locked = []tifa.Bead{{Src: tifa.Run(11, 211), Tgt: tifa.Run(12, 280), Locked: true, By: "Ada"}}
	beads := alignOne(t, p).Bitexts[0].Beads
	if err := covers(beads, p); err != nil {
		t.Error(err)
	}
	if err := respects(beads, p.Locked); err != nil {
		t.Error(err)
	}
}

// TestRealignIsLocal: what is far from a locked bead stays as it was, with its
// score near what it had.
func TestRealignIsLocal(t *testing.T) {
	p := madeUp(rand.New(rand.NewPCG(5, 6)), 200)
	c := alignOne(t, p)
	machine := c.Bitexts[0].Beads
	at := slices.IndexFunc(machine, func(b tifa.Bead) bool { return len(b.Src) == 1 && b.Src[0] > 100 && len(b.Tgt) == 1 })
	b := machine[at]
	p.Locked = []tifa.Bead{{Src: b.Src, Tgt: tifa.Run(b.Tgt[0], b.Tgt[0]+2), Locked: true, By: "Ada"}}
	got, err := Realign(t.Context(), c.Lexicon, p, machine, Resources{})
	if err != nil {
		t.Fatal(err)
	}
	far := func(beads []tifa.Bead) (out []goldBead) {
		for _, x := range beads {
			near := false
			for _, n := range x.Src {
				near = near || n > b.Src[0]-20 && n < b.Src[0]+20
			}
			for _, n := range x.Tgt {
				near = near || n > b.Tgt[0]-20 && n < b.Tgt[0]+22
			}
			if !near {
				out = append(out, goldBead{x.Src, x.Tgt})
			}
		}
		return out
	}
	if diff := cmp.Diff(far(machine), far(got)); diff != "" {
		t.Errorf("far from the locked bead (-before +after):\n%s", diff)
	}
	if err := respects(got, p.Locked); err != nil {
		t.Error(err)
	}
}

// TestAlignIsDeterministic: the same on one processor and on two.
func TestAlignIsDeterministic(t *testing.T) {
	p := madeUp(rand.New(rand.NewPCG(7, 8)), 300)
	was := runtime.GOMAXPROCS(1)
	one := alignOne(t, p)
	runtime.GOMAXPROCS(2)
	two := alignOne(t, p)
	runtime.GOMAXPROCS(was)
	a := &Stored{Keys: [][2]string{{"a", "b"}}, Corpus: *one}
	b := &Stored{Keys: [][2]string{{"a", "b"}}, Corpus: *two}
	if !slices.Equal(a.encode(), b.encode()) {
		t.Error("two processors give another result than one")
	}
}

// TestSuspect: a sentence without a counterpart that lies between others is
// the most suspect; one that people locked is not; turned round it is the same.
func TestSuspect(t *testing.T) {
	p := madeUp(rand.New(rand.NewPCG(9, 10)), 120)
	c := alignOne(t, p)
	beads := c.Bitexts[0].Beads
	s, err := Suspect(t.Context(), c.Lexicon, p, beads, Resources{})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Src) != len(p.Src.Sentences) || len(s.Tgt) != len(p.Tgt.Sentences) {
		t.Fatalf("%d and %d sentences", len(s.Src), len(s.Tgt))
	}
	alone := aloneIn(beads, p)
	for side, v := range [2][]float32{s.Src, s.Tgt} {
		var sum [2]float64
		var n [2]int
		for i, x := range v {
			if x < 0 || x > 1 {
				t.Fatalf("suspicion %f", x)
			}
			k := 0
			if alone[side][i] {
				k = 1
			}
			sum[k], n[k] = sum[k]+float64(x), n[k]+1
		}
		if n[1] == 0 || sum[1]/float64(n[1]) < .5 || sum[0]/float64(n[0]) > .1 {
			t.Errorf("side %d: mean suspicion of %d sentences alone %f, of others %f", side, n[1], sum[1]/float64(n[1]), sum[0]/float64(n[0]))
		}
	}
	q := turn([]Pair{p})[0]
	back := slices.Clone(beads)
	turnBeads(back)
	u, err := Suspect(t.Context(), c.Lexicon, q, back, Resources{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(u.Src, s.Tgt) || !slices.Equal(u.Tgt, s.Src) {
		t.Error("turned round the suspicion is another")
	}
	for i := range beads {
		beads[i].Locked = len(beads[i].Src) > 0 && len(beads[i].Tgt) > 0
	}
	if s, err = Suspect(t.Context(), c.Lexicon, p, beads, Resources{}); err != nil {
		t.Fatal(err)
	}
	for i, b := range beads {
		if b.Locked && s.Src[b.Src[0]-1] > 0 {
			t.Errorf("bead %d was locked, and its sentence is suspect: %f", i+1, s.Src[b.Src[0]-1])
		}
	}
}
