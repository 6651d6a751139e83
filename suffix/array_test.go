package suffix

import (
	"fmt"
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

// sequence draws sequences in which much repeats: few ids, or pieces of what
// went before. Ids are spread by a factor, so that some numbers are not used.
func sequence() *rapid.Generator[[]int32] {
	return rapid.Custom(func(t *rapid.T) []int32 {
		ids := int32(rapid.SampledFrom([]int{1, 2, 3, 5, 40}).Draw(t, "ids"))
		gap := int32(rapid.SampledFrom([]int{1, 1, 7}).Draw(t, "gap"))
		s := rapid.SliceOfN(rapid.Int32Range(0, ids-1), 0, 60).Draw(t, "s")
		for i := range s {
			s[i] *= gap
		}
		for range rapid.IntRange(0, 4).Draw(t, "copies") {
			if len(s) == 0 {
				break
			}
			a := rapid.IntRange(0, len(s)-1).Draw(t, "a")
			b := rapid.IntRange(a, len(s)).Draw(t, "b")
			s = append(s, s[a:b]...)
		}
		return s
	})
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

// Every short sequence over three ids.
func TestArrayExhaustive(t *testing.T) {
	for n := range 9 {
		s := make([]int32, n)
		for {
			if got, want := Array(s, 2), naiveArray(s); !slices.Equal(got, want) {
				t.Fatalf("%v: got %v, want %v", s, got, want)
			}
			i := 0
			for i < n && s[i] == 2 {
				s[i] = 0
				i++
			}
			if i == n {
				break
			}
			s[i]++
		}
	}
}

func ExampleArray() {
	fmt.Println(Array([]int32{2, 1, 2, 1, 3}, 3))
	// Output: [1 3 0 2 4]
}
