package suffix

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// fataler is what a test and a property have in common.
type fataler interface{ Fatal(...any) }

func pack(t fataler, numbers []int32) Packed {
	width := Width(maxID(numbers))
	data, err := Pack(numbers, width)
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewPacked(data, len(numbers), width)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func sorted(t fataler, s []int32) (Sorted, []int32) {
	sa := Array(s, maxID(s))
	return Sorted{Text: pack(t, s), SA: pack(t, sa)}, sa
}

// pattern draws a stretch of s, perhaps with an id changed, or anything.
func pattern(t *rapid.T, s []int32) []int32 {
	if len(s) == 0 || rapid.IntRange(0, 3).Draw(t, "any") == 0 {
		return rapid.SliceOfN(rapid.Int32Range(-1, 9), 0, 6).Draw(t, "pattern")
	}
	r := rand.New(rand.NewPCG(seed(t), 0))
	from := r.IntN(len(s))
	p := slices.Clone(s[from:min(len(s), from+r.IntN(20))])
	if len(p) > 0 && r.IntN(3) == 0 {
		p[r.IntN(len(p))] = r.Int32N(50)
	}
	return p
}

// shares is how many ids pattern and a suffix share before a boundary.
func shares(s []int32, p int32, pattern []int32) int {
	n := 0
	for n < len(pattern) && int(p)+n < len(s) && pattern[n] > 0 && pattern[n] == s[int(p)+n] {
		n++
	}
	return n
}

// same tells whether two ranges are one, all empty ones being the same.
func same(lo, hi, wantLo, wantHi int) bool {
	return lo == wantLo && hi == wantHi || lo == hi && wantLo == wantHi
}

// naiveRange looks at every rank that may hold what is asked for.
func naiveRange(sa []int32, lo, hi int, holds func(p int32) bool) (int, int) {
	for lo < hi && !holds(sa[lo]) {
		lo++
	}
	for lo < hi && !holds(sa[hi-1]) {
		hi--
	}
	return lo, hi
}

func TestRangeIsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sequence().Draw(t, "s")
		x, sa := sorted(t, s)
		q := pattern(t, s)
		wantLo, wantHi := naiveRange(sa, 0, len(sa), func(p int32) bool { return shares(s, p, q) == len(q) })
		if lo, hi := x.Range(q); !same(lo, hi, wantLo, wantHi) {
			t.Fatalf("%v: %d to %d, want %d to %d", q, lo, hi, wantLo, wantHi)
		}
		// The same in two steps.
		k := rapid.IntRange(0, len(q)).Draw(t, "k")
		lo, hi := x.Range(q[:k])
		if lo, hi = x.Narrow(lo, hi, k, q); !same(lo, hi, wantLo, wantHi) {
			t.Fatalf("%v after %d: %d to %d, want %d to %d", q, k, lo, hi, wantLo, wantHi)
		}
		// And id by id.
		lo, hi = 0, len(sa)
		for k, id := range q {
			lo, hi = x.Refine(lo, hi, k, id)
		}
		if !same(lo, hi, wantLo, wantHi) {
			t.Fatalf("%v by refining: %d to %d, want %d to %d", q, lo, hi, wantLo, wantHi)
		}
	})
}

func TestBetweenIsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sequence().Draw(t, "s")
		x, sa := sorted(t, s)
		q := pattern(t, s)
		first := rapid.Int32Range(-1, 50).Draw(t, "first")
		last := rapid.Int32Range(first-1, 60).Draw(t, "last")
		from, to := x.Range(q)
		wantLo, wantHi := naiveRange(sa, from, to, func(p int32) bool {
			at := int(p) + len(q)
			return at < len(s) && s[at] > 0 && s[at] >= first && s[at] <= last
		})
		if lo, hi := x.Between(from, to, len(q), first, last); !same(lo, hi, wantLo, wantHi) {
			t.Fatalf("%v and %d to %d: %d to %d, want %d to %d", q, first, last, lo, hi, wantLo, wantHi)
		}
	})
}

func TestLongestIsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sequence().Draw(t, "s")
		x, sa := sorted(t, s)
		q := pattern(t, s)
		want := 0
		for p := range s {
			want = max(want, shares(s, int32(p), q))
		}
		length, rank := x.Longest(q)
		if length != want {
			t.Fatalf("%v: %d, want %d", q, length, want)
		}
		if length > 0 && shares(s, sa[rank], q) != length {
			t.Fatalf("%v: rank %d does not begin with the first %d", q, rank, length)
		}
	})
}

// Every short pattern in every short text.
func TestSearchExhaustive(t *testing.T) {
	patterns := slices.Collect(shortSequences(3))
	for s := range shortSequences(6) {
		x, sa := sorted(t, s)
		for _, q := range patterns {
			wantLo, wantHi := naiveRange(sa, 0, len(sa), func(p int32) bool { return shares(s, p, q) == len(q) })
			if lo, hi := x.Range(q); !same(lo, hi, wantLo, wantHi) {
				t.Fatalf("%v in %v: %d to %d, want %d to %d", q, s, lo, hi, wantLo, wantHi)
			}
			want := 0
			for _, p := range sa {
				want = max(want, shares(s, p, q))
			}
			if length, _ := x.Longest(q); length != want {
				t.Fatalf("%v in %v: longest %d, want %d", q, s, length, want)
			}
		}
	}
}

// Damaged arrays give wrong answers and no panic.
func FuzzSortedDamaged(f *testing.F) {
	f.Add([]byte("mississippi and more bytes"), []byte("anything at all, as a suffix array"), 8, 8, []byte("issi"))
	f.Add([]byte("\x00\xff\x00\xff\x00\xff\x00\xff\x00\xff"), []byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), 1, 32, []byte("\x01\x01"))
	f.Fuzz(func(t *testing.T, text, array []byte, textWidth, arrayWidth int, pattern []byte) {
		fit := func(data []byte, width int) Packed {
			if width < 1 || width > 32 || len(data) < padding {
				return Packed{}
			}
			p, err := NewPacked(data, (len(data)-padding)*8/width, width)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		x := Sorted{Text: fit(text, textWidth), SA: fit(array, arrayWidth)}
		q := ids(string(pattern))
		lo, hi := x.Range(q)
		if lo < 0 || hi < lo || hi > x.SA.Len() {
			t.Fatalf("range %d to %d of %d", lo, hi, x.SA.Len())
		}
		x.Between(0, x.SA.Len(), len(q), 1, 9)
		if length, rank := x.Longest(q); length > len(q) || rank < 0 || rank > x.SA.Len() {
			t.Fatalf("longest %d at %d", length, rank)
		}
	})
}

func ExampleSorted_Longest() {
	text := []int32{1, 2, 3, 0, 1, 2, 4, 0}
	var x Sorted
	for _, part := range []struct {
		to   *Packed
		from []int32
	}{{&x.Text, text}, {&x.SA, Array(text, 4)}} {
		data, err := Pack(part.from, 4)
		if err != nil {
			fmt.Println(err)
			return
		}
		if *part.to, err = NewPacked(data, len(part.from), 4); err != nil {
			fmt.Println(err)
			return
		}
	}
	pattern := []int32{1, 2, 4, 9}
	length, rank := x.Longest(pattern)
	fmt.Println(length, "ids at position", x.SA.At(rank))
	lo, hi := x.Range(pattern[:2])
	fmt.Println(hi-lo, "occurrences of the first two")
	// Output:
	// 3 ids at position 4
	// 2 occurrences of the first two
}
