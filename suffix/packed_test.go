package suffix

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestPackedRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 32).Draw(t, "width")
		numbers := rapid.SliceOf(rapid.Custom(func(t *rapid.T) int32 {
			return int32(rapid.Uint32Range(0, uint32(1<<width-1)).Draw(t, "number"))
		})).Draw(t, "numbers")
		data, err := Pack(numbers, width)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) != PackedSize(len(numbers), width) {
			t.Fatalf("%d bytes, want %d", len(data), PackedSize(len(numbers), width))
		}
		p, err := NewPacked(data, len(numbers), width)
		if err != nil {
			t.Fatal(err)
		}
		if got := unpack(p); !slices.Equal(got, numbers) {
			t.Fatalf("got %v, want %v", got, numbers)
		}
	})
}

func unpack(p Packed) []int32 {
	out := make([]int32, p.Len())
	for i := range out {
		out[i] = p.At(i)
	}
	return out
}

func TestPackBytes(t *testing.T) {
	// 5, 2 and 7 in three bits each: 101, 010 and 111, the lowest bits first.
	data, err := Pack([]int32{5, 2, 7}, 3)
	if want := append([]byte{0b11_010_101, 0b1}, make([]byte, padding)...); err != nil || !slices.Equal(data, want) {
		t.Errorf("got %v, %v; want %v", data, err, want)
	}
}

func TestWidth(t *testing.T) {
	for highest, want := range map[int32]int{0: 1, 1: 1, 2: 2, 3: 2, 4: 3, 255: 8, 256: 9, math.MaxInt32: 31} {
		if got := Width(highest); got != want {
			t.Errorf("Width(%d) = %d, want %d", highest, got, want)
		}
	}
}

func TestPackedErrors(t *testing.T) {
	for _, width := range []int{-1, 0, 33} {
		if _, err := Pack([]int32{1}, width); err == nil {
			t.Errorf("Pack accepts a width of %d", width)
		}
		if _, err := NewPacked(make([]byte, 100), 1, width); err == nil {
			t.Errorf("NewPacked accepts a width of %d", width)
		}
	}
	for _, number := range []int32{8, -1} {
		if _, err := Pack([]int32{1, number}, 3); err == nil {
			t.Errorf("Pack accepts %d in 3 bits", number)
		}
	}
	for _, n := range []int{-1, 4, math.MaxInt32, math.MaxInt} {
		if _, err := NewPacked(make([]byte, PackedSize(3, 8)), n, 8); err == nil {
			t.Errorf("NewPacked accepts %d numbers in the bytes of 3", n)
		}
	}
}

// Whatever NewPacked accepts can be read to the end, and packs to the same bits.
func FuzzPacked(f *testing.F) {
	f.Add([]byte{}, 0, 1)
	f.Add(make([]byte, 8), 8, 1)
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 1, 32)
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), 2, 17)
	f.Add(make([]byte, 20), math.MaxInt, 32)
	f.Fuzz(func(t *testing.T, data []byte, n, width int) {
		p, err := NewPacked(data, n, width)
		if err != nil {
			return
		}
		numbers := unpack(p)
		again, err := Pack(numbers, width)
		if err != nil {
			t.Fatal(err)
		}
		q, err := NewPacked(again, n, width)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(unpack(q), numbers) {
			t.Fatalf("%v comes back as %v", numbers, unpack(q))
		}
	})
}
