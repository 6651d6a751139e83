package suffix

import (
	"encoding/binary"
	"fmt"
	"math/bits"
)

// Packed is a read-only array of numbers of equal width in bits, packed without
// gaps, the lowest bits first. Its bytes may be memory-mapped.
type Packed struct {
	data  []byte
	n     int
	width uint
	mask  uint64
}

// padding lets the last number be read as part of 8 bytes.
const padding = 7

// Width is how many bits numbers from 0 to highest take.
func Width(highest int32) int { return bits.Len32(uint32(highest) | 1) }

// PackedSize is how many bytes n numbers of a width in bits take.
func PackedSize(n, width int) int {
	return int((uint64(n)*uint64(width)+7)/8) + padding
}

// Pack writes numbers with width bits each, 1 to 32. It fails if one needs more.
func Pack(numbers []int32, width int) ([]byte, error) {
	if width < 1 || width > 32 {
		return nil, fmt.Errorf("pack numbers: a width of %d bits is not between 1 and 32", width)
	}
	out := make([]byte, 0, PackedSize(len(numbers), width))
	pending, held := uint64(0), 0 // bits not written yet
	for i, v := range numbers {
		if uint64(uint32(v))>>width != 0 {
			return nil, fmt.Errorf("pack numbers: %d at index %d does not fit into %d bits", v, i, width)
		}
		pending |= uint64(uint32(v)) << held
		for held += width; held >= 8; held -= 8 {
			out = append(out, byte(pending))
			pending >>= 8
		}
	}
	if held > 0 {
		out = append(out, byte(pending))
	}
	return append(out, make([]byte, padding)...), nil
}

// NewPacked reads data, which Pack wrote, as n numbers of a width in bits. It
// fails if data is too short for them; bytes that follow are let be.
func NewPacked(data []byte, n, width int) (Packed, error) {
	switch {
	case width < 1 || width > 32:
		return Packed{}, fmt.Errorf("packed numbers: a width of %d bits is not between 1 and 32", width)
	case n < 0 || int64(n) > 1<<31-1:
		return Packed{}, fmt.Errorf("packed numbers: there cannot be %d of them", n)
	case len(data) < PackedSize(n, width):
		return Packed{}, fmt.Errorf("packed numbers: %d of %d bits take %d bytes, here are %d",
			n, width, PackedSize(n, width), len(data))
	}
	return Packed{data: data, n: n, width: uint(width), mask: 1<<width - 1}, nil
}

// Len is how many numbers there are.
func (p Packed) Len() int { return p.n }

// At returns number i, which must be at least 0 and less than Len.
func (p Packed) At(i int) int32 {
	bit := uint(i) * p.width
	return int32(binary.LittleEndian.Uint64(p.data[bit>>3:]) >> (bit & 7) & p.mask)
}

// Append appends the numbers from one index to another, without it, to dst.
func (p Packed) Append(dst []int32, from, to int) []int32 {
	bit := uint(from) * p.width
	for range to - from {
		dst = append(dst, int32(binary.LittleEndian.Uint64(p.data[bit>>3:])>>(bit&7)&p.mask))
		bit += p.width
	}
	return dst
}
