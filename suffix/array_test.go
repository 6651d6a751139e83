package suffix

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// naiveArray sorts the suffixes one against the other.
func naiveArray(s []int32) []int32 {
	sa := make([]int32, len(s))
	for i := range sa {
		sa[i] = int32(i)
	}
	slices.SortFunc(sa, func(a, b int32) int { return slices.Compare(s[a:], s[b:]) })
	return sa
}

// sequence draws sequences in which much repeats: few ids, and pieces of what
// went before. Ids are spread by a factor, so that some numbers are not used.
// Half of them rapid draws and can shrink; the others are longer.
func sequence() *rapid.Generator[[]int32] {
	return rapid.Custom(func(t *rapid.T) []int32 {
		ids := rapid.SampledFrom([]int32{1, 2, 3, 5, 40}).Draw(t, "ids")
		gap := rapid.SampledFrom([]int32{1, 1, 7}).Draw(t, "gap")
		if rapid.Bool().Draw(t, "short") {
			s := rapid.SliceOfN(rapid.Int32Range(0, ids-1), 0, 60).Draw(t, "s")
			for i := range s {
				s[i] *= gap
			}
			return s
		}
		return randomSequence(seed(t), 80, ids, gap)
	})
}

// seed draws from a wide range: one draw leans towards small numbers.
func seed(t *rapid.T) uint64 {
	s := uint64(0)
	for range 4 {
		s = s*0x9e3779b97f4a7c15 + rapid.Uint64().Draw(t, "seed")
	}
	return s
}

// randomSequence is made of random ids, multiples of gap, and copied pieces. It
// is at most twice n long.
func randomSequence(seed uint64, n int, ids, gap int32) []int32 {
	r := rand.New(rand.NewPCG(seed, 0))
	var s []int32
	for length := r.IntN(n) + 1; len(s) < length; {
		if len(s) > 0 && r.IntN(4) == 0 {
			from := r.IntN(len(s))
			s = append(s, s[from:from+r.IntN(min(n, len(s)-from)+1)]...)
			continue
		}
		s = append(s, r.Int32N(ids)*gap)
	}
	return s
}

func maxID(s []int32) int32 {
	m := int32(0)
	for _, c := range s {
		m = max(m, c)
	}
	return m
}

// ids takes bytes for ids.
func ids(s string) []int32 {
	out := make([]int32, len(s))
	for i := range s {
		out[i] = int32(s[i])
	}
	return out
}

func fibonacci(n int) []int32 {
	a, b := []int32{1}, []int32{1, 0}
	for len(b) < n {
		a, b = b, slices.Concat(b, a)
	}
	return b[:n]
}

func TestArray(t *testing.T) {
	thueMorse := make([]int32, 1000)
	for i := 1; i < len(thueMorse); i++ {
		thueMorse[i] = thueMorse[i/2] ^ int32(i&1)
	}
	falling := make([]int32, 500)
	rising := make([]int32, 500)
	for i := range falling {
		falling[i] = int32(500 - i)
		rising[i] = int32(i)
	}
	for name, s := range map[string][]int32{
		"empty":       {},
		"one":         {0},
		"one high":    {9},
		"two equal":   {1, 1},
		"two rising":  {1, 2},
		"two falling": {2, 1},
		"boundaries":  {0, 0, 0, 0},
		"all equal":   slices.Repeat([]int32{3}, 1000),
		"mississippi": ids("mississippi"),
		"fibonacci":   fibonacci(2000),
		"thue-morse":  thueMorse,
		"falling":     falling,
		"rising":      rising,
		"zigzag":      slices.Repeat([]int32{2, 1}, 501),
		"deep":        slices.Repeat([]int32{2, 1, 3, 1, 2, 1, 4, 1}, 100),
		"blocks":      slices.Repeat([]int32{5, 6, 7, 0}, 100),
	} {
		t.Run(name, func(t *testing.T) {
			if got, want := Array(s, maxID(s)), naiveArray(s); !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
			if got, want := Array(s, maxID(s)+13), naiveArray(s); !slices.Equal(got, want) {
				t.Errorf("with unused high ids: got %v, want %v", got, want)
			}
		})
	}
}

func TestArrayIsNaiveSort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sequence().Draw(t, "s")
		before := slices.Clone(s)
		got, want := Array(s, maxID(s)), naiveArray(s)
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		if !slices.Equal(s, before) {
			t.Fatal("the sequence was changed")
		}
	})
}

// Long enough for the recursion to go several levels down.
func TestArrayLong(t *testing.T) {
	for seed := range uint64(100) {
		for _, ids := range []int32{2, 3, 300, 100_000} {
			s := randomSequence(seed, 3000, ids, 1+int32(seed%3))
			if !slices.Equal(Array(s, maxID(s)), naiveArray(s)) {
				t.Errorf("seed %d, %d ids: the suffixes are not in order", seed, ids)
			}
		}
	}
}

func TestArrayExhaustive(t *testing.T) {
	for s := range shortSequences(8) {
		if got, want := Array(s, 2), naiveArray(s); !slices.Equal(got, want) {
			t.Fatalf("%v: got %v, want %v", s, got, want)
		}
	}
}

// shortSequences yields every sequence over three ids up to a length.
func shortSequences(length int) iter.Seq[[]int32] {
	return func(yield func([]int32) bool) {
		last := [][]int32{{}}
		for range length + 1 {
			var longer [][]int32
			for _, s := range last {
				if !yield(s) {
					return
				}
				for id := range int32(3) {
					longer = append(longer, append(slices.Clone(s), id))
				}
			}
			last = longer
		}
	}
}

func ExampleArray() {
	fmt.Println(Array([]int32{2, 1, 2, 1, 3}, 3))
	// Output: [1 3 0 2 4]
}
