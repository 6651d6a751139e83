package discourse

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa"
	"tifa/text"
)

// By hand: 20 uses among 10,000 tokens against 5 among 20,000. Expected are
// 25/30,000 of each, 8.3333 and 16.6667; 2(20 ln 2.4 + 5 ln .3) = 22.9791.
func TestKeynessByHand(t *testing.T) {
	near := func(got, want float64) bool { return math.Abs(got-want) < 1e-4 }
	if g := LogLikelihood(20, 10000, 5, 20000); !near(g, 2*(20*math.Log(2.4)+5*math.Log(.3))) || !near(g, 22.9790) && !near(g, 22.9791) {
		t.Errorf("G² %f", g)
	}
	if g := LogLikelihood(10, 1000, 20, 2000); !near(g, 0) {
		t.Errorf("equal shares: %f", g)
	}
	if r := LogRatio(20, 10000, 5, 20000); !near(r, 3) { // 8 times the share
		t.Errorf("log ratio %f", r)
	}
	if r := LogRatio(4, 1000, 0, 1000); !near(r, 3) { // 4 against half
		t.Errorf("log ratio without a use %f", r)
	}
}

// The counts are those of a naive search, whatever the texts are.
func TestKeynessCountsLikeNaive(t *testing.T) {
	count := func(texts []*tifa.Text, phrase string) int {
		var want []string
		for _, w := range text.Tokens(phrase) {
			want = append(want, w.Key)
		}
		n := 0
		for _, x := range texts {
			ts := text.Tokens(x.Body)
			for i := range ts {
				ok := i+len(want) <= len(ts)
				for k := 0; ok && k < len(want); k++ {
					ok = ts[i+k].Key == want[k]
				}
				if ok {
					n++
				}
			}
		}
		return n
	}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SampledFrom([]string{"港", "口", "数", "字", "渠", "网", "，", "。", "\n", "harbour ", "nets "})
		draw := func(name string) []*tifa.Text {
			var out []*tifa.Text
			for range rapid.IntRange(1, 3).Draw(t, name) {
				out = append(out, &tifa.Text{Body: strings.Join(rapid.SliceOfN(words, 20, 120).Draw(t, name), "")})
			}
			return out
		}
		a, b := draw("a"), draw("b")
		k := Keyness(a, b, "zh", KeyOptions{Least: 2})
		for _, key := range k.Keys {
			if n := count(a, key.Phrase); n != key.A {
				t.Fatalf("%q in a: %d, by hand %d", key.Phrase, key.A, n)
			}
			if n := count(b, key.Phrase); n != key.B {
				t.Fatalf("%q in b: %d, by hand %d", key.Phrase, key.B, n)
			}
			if g := LogLikelihood(key.A, k.SizeA, key.B, k.SizeB); g != key.G2 || key.DP < 0 || key.DP > 1 {
				t.Fatalf("%q: G² %f is not %f; DP %f", key.Phrase, key.G2, g, key.DP)
			}
		}
	})
}
