package concordance

import (
	"encoding/binary"
	"fmt"

	"tifa"
	"tifa/suffix"
)

// appendString appends s with its length before it.
func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// reader takes apart what the append functions wrote. After a read past the
// end err is set and all further reads give zero values.
type reader struct {
	b   []byte
	err error
}

func (r *reader) uvarint() int {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || v > 1<<62 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

func (r *reader) string() string { return string(r.bytes(r.uvarint())) }

func (r *reader) bytes(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.fail()
		return nil
	}
	v := r.b[:n]
	r.b = r.b[n:]
	return v
}

func (r *reader) fail() {
	if r.err == nil {
		r.err = fmt.Errorf("ends too early: %w", tifa.ErrDamaged)
	}
	r.b = nil
}

// appendPacked appends values, each below limit, with what is needed to read
// them back.
func appendPacked(b []byte, values []int32, limit int) ([]byte, error) {
	width := suffix.Width(int32(limit - 1))
	packed, err := suffix.Pack(values, width)
	if err != nil {
		return nil, err
	}
	b = binary.AppendUvarint(b, uint64(len(values)))
	b = binary.AppendUvarint(b, uint64(width))
	b = binary.AppendUvarint(b, uint64(len(packed)))
	return append(b, packed...), nil
}

// packed reads what appendPacked wrote; nothing is copied.
func (r *reader) packed() suffix.Packed {
	n, width, size := r.uvarint(), r.uvarint(), r.uvarint()
	data := r.bytes(size)
	if r.err != nil {
		return suffix.Packed{}
	}
	p, err := suffix.NewPacked(data, n, width)
	if err != nil {
		r.err = fmt.Errorf("%w: %w", err, tifa.ErrDamaged)
	}
	return p
}
