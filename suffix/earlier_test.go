package suffix

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func naiveEarlier(s, starts []int32) []int32 {
	longest := make([]int32, len(s))
	for p := range s {
		doc := naiveDocument(starts, int32(p))
		for q := range s[:p] {
			if naiveDocument(starts, int32(q)) < doc {
				longest[p] = max(longest[p], common(s, int32(p), int32(q)))
			}
		}
	}
	return longest
}

func TestEarlierIsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sequence().Draw(t, "s")
		starts := documentStarts(t, len(s))
		sa := Array(s, maxID(s))
		got, want := Earlier(sa, LCP(s, sa), starts), naiveEarlier(s, starts)
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

func ExampleEarlier() {
	s := []int32{
		7, 8, 9, 0,
		5, 7, 8, 9, 0,
		7, 8, 5, 7, 0,
	}
	sa := Array(s, 9)
	fmt.Println(Earlier(sa, LCP(s, sa), []int32{0, 4, 9}))
	// Output: [0 0 0 0 0 3 2 1 0 2 1 2 1 0]
}
