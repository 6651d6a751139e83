package suffix

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// neighbour is the id before (or after) an occurrence; boundaries and the ends
// of the text get numbers that nothing else has.
func neighbour(s []int32, at int) int32 {
	if at < 0 || at >= len(s) || s[at] == 0 {
		return int32(-1 - at - len(s))
	}
	return s[at]
}

func distinct[T comparable](values []T) int {
	set := map[T]bool{}
	for _, v := range values {
		set[v] = true
	}
	return len(set)
}

// naiveRepeats tries every stretch of s.
func naiveRepeats(s, sa, starts []int32, minLen, minDocs int) []Repeat {
	var found []Repeat
	for n := max(minLen, 1); n <= len(s); n++ {
		for lo := 0; lo < len(sa); {
			hi := lo + 1
			for hi < len(sa) && int(common(s, sa[lo], sa[hi])) >= n {
				hi++
			}
			var before, after []int32
			var docs []int
			for _, p := range sa[lo:hi] {
				before = append(before, neighbour(s, int(p)-1))
				after = append(after, neighbour(s, int(p)+n))
				docs = append(docs, naiveDocument(starts, p))
			}
			if d := distinct(docs); hi-lo > 1 && distinct(before) > 1 && distinct(after) > 1 && d >= minDocs {
				found = append(found, Repeat{Lo: lo, Hi: hi, Len: n, Docs: d})
			}
			lo = hi
		}
	}
	return found
}

func TestRepeatsIsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sequence().Draw(t, "s")
		starts := documentStarts(t, len(s))
		minLen := rapid.IntRange(0, 5).Draw(t, "minLen")
		minDocs := rapid.IntRange(0, 4).Draw(t, "minDocs")
		sa := Array(s, maxID(s))
		all := Repeats(s, sa, LCP(s, sa), starts, minLen, minDocs)
		got, want := slices.Collect(all), naiveRepeats(s, sa, starts, minLen, minDocs)
		for i, inner := range got {
			for _, outer := range got[:i] {
				if outer.Lo <= inner.Lo && inner.Hi <= outer.Hi {
					t.Fatalf("%v comes before %v, which lies within it", outer, inner)
				}
			}
		}
		order := func(a, b Repeat) int { return cmp.Or(a.Len-b.Len, a.Lo-b.Lo) }
		slices.SortFunc(got, order)
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		for range all {
			break // a caller may stop, and the sequence may be walked again
		}
	})
}

func naiveEntropy(neighbours []int32) float64 {
	count := map[int32]float64{}
	for _, c := range neighbours {
		count[c]++
	}
	h := 0.0
	for _, c := range count {
		p := c / float64(len(neighbours))
		h -= p * math.Log(p)
	}
	return h
}

func TestEntropyIsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sequence().Draw(t, "s")
		sa := Array(s, maxID(s))
		for r := range Repeats(s, sa, LCP(s, sa), []int32{0}, 1, 1) {
			var before, after []int32
			for _, p := range sa[r.Lo:r.Hi] {
				before = append(before, neighbour(s, int(p)-1))
				after = append(after, neighbour(s, int(p)+r.Len))
			}
			left, right := r.Entropy(s, sa)
			if math.Abs(left-naiveEntropy(before)) > 1e-9 || math.Abs(right-naiveEntropy(after)) > 1e-9 {
				t.Fatalf("%v: %v and %v, want %v and %v", r, left, right, naiveEntropy(before), naiveEntropy(after))
			}
		}
	})
}

// Of many occurrences a sample is as good.
func TestEntropySample(t *testing.T) {
	var s []int32
	for i := range int32(4 * maxSample) {
		s = append(s, 10+i%4, 1, 2, 20+i%8)
	}
	sa := Array(s, maxID(s))
	lo := slices.IndexFunc(sa, func(p int32) bool { return s[p] == 1 })
	r := Repeat{Lo: lo, Hi: lo + 4*maxSample, Len: 2}
	left, right := r.Entropy(s, sa)
	if math.Abs(left-math.Log(4)) > .01 || math.Abs(right-math.Log(8)) > .01 {
		t.Errorf("got %v and %v, want %v and %v", left, right, math.Log(4), math.Log(8))
	}
}

func ExampleRepeats() {
	s := []int32{
		5, 1, 2, 3, 6, 0,
		7, 1, 2, 3, 8, 0,
		9, 1, 2, 0,
	}
	sa := Array(s, 9)
	for r := range Repeats(s, sa, LCP(s, sa), []int32{0, 6, 12}, 2, 2) {
		p := int(sa[r.Lo])
		left, right := r.Entropy(s, sa)
		fmt.Printf("%v: %d documents, entropies %.2f and %.2f\n", s[p:p+r.Len], r.Docs, left, right)
	}
	// Output:
	// [1 2 3]: 2 documents, entropies 0.69 and 0.69
	// [1 2]: 3 documents, entropies 1.10 and 0.64
}
