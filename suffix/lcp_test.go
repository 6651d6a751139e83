package suffix

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// common is how many ids two suffixes share before a boundary.
func common(s []int32, p, q int32) int32 {
	n := int32(0)
	for int(max(p, q)+n) < len(s) && s[p+n] == s[q+n] && s[p+n] != 0 {
		n++
	}
	return n
}

func naiveLCP(s, sa []int32) []int32 {
	var lcp []int32
	for r := range sa {
		if r == 0 {
			lcp = append(lcp, 0)
			continue
		}
		lcp = append(lcp, common(s, sa[r-1], sa[r]))
	}
	return lcp
}

func TestLCPIsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sequence().Draw(t, "s")
		sa := Array(s, maxID(s))
		if got, want := LCP(s, sa), naiveLCP(s, sa); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// The shortest entry between two ranks is what they share, boundaries included.
func TestLCPBetweenRanks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sequence().Draw(t, "s")
		sa := Array(s, maxID(s))
		lcp := LCP(s, sa)
		for lo := range sa {
			for hi := lo + 1; hi < len(sa); hi++ {
				if got, want := slices.Min(lcp[lo+1:hi+1]), common(s, sa[lo], sa[hi]); got != want {
					t.Fatalf("ranks %d and %d: %d, want %d", lo, hi, got, want)
				}
			}
		}
	})
}

// documentStarts draws the first positions of some documents, ascending from 0,
// perhaps empty ones among them.
func documentStarts(t *rapid.T, n int) []int32 {
	r := rand.New(rand.NewPCG(seed(t), 0))
	starts := []int32{0}
	for range rapid.IntRange(0, 8).Draw(t, "more documents") {
		starts = append(starts, r.Int32N(int32(n)+1))
	}
	slices.Sort(starts)
	return starts
}

func naiveDocument(starts []int32, p int32) int {
	doc := 0
	for i, start := range starts {
		if start <= p {
			doc = i
		}
	}
	return doc
}

func TestDocuments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := 1 + int(seed(t)%2000)
		starts := documentStarts(t, n)
		docs := newDocuments(starts, n)
		for p := range int32(n) {
			if got, want := int(docs.at(p)), naiveDocument(starts, p); got != want {
				t.Fatalf("position %d: document %d, want %d", p, got, want)
			}
		}
	})
}
