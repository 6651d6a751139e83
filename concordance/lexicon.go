package concordance

import (
	"encoding/binary"
	"fmt"
	"sort"

	"tifa"
	"tifa/suffix"
	"tifa/text"
)

// lexicon is the sorted list of the distinct tokens of a segment. Ids count
// from 1 in byte order, so that comparing ids compares tokens, and the tokens
// that begin with some letters have neighbouring ids.
//
// On disk: the ends of the keys in the blob of keys (packed), the blob, a hash
// table of 4-byte ids with linear probing (0 is empty), and a byte a token
// with its kind.
type lexicon struct {
	ends  suffix.Packed
	blob  []byte
	slots []byte
	kinds []byte
}

func (l *lexicon) len() int { return l.ends.Len() }

// key is the token with an id.
func (l *lexicon) key(id int32) string { return string(l.bytes(id)) }

func (l *lexicon) bytes(id int32) []byte {
	start := int32(0)
	if id > 1 {
		start = l.ends.At(int(id) - 2)
	}
	return l.blob[start:l.ends.At(int(id)-1)]
}

// kind is the kind of the token with an id; the boundary is a text.Break.
func (l *lexicon) kind(id int32) text.Kind {
	if id == 0 {
		return text.Break
	}
	return text.Kind(l.kinds[id-1])
}

// id finds a token; 0 if the segment does not have it.
func (l *lexicon) id(key string) int32 {
	size := uint32(len(l.slots) / 4)
	h := hash(key)
	for i := range size { // no more, should the table be damaged and full
		slot := (h + i) & (size - 1)
		id := int32(binary.LittleEndian.Uint32(l.slots[4*slot:]))
		if id == 0 || string(l.bytes(id)) == key {
			return id
		}
	}
	return 0
}

// prefixed gives the half-open range of ids whose keys begin with prefix.
func (l *lexicon) prefixed(prefix string) (lo, hi int32) {
	n := l.len()
	from := sort.Search(n, func(i int) bool { return string(l.bytes(int32(i+1))) >= prefix })
	size := sort.Search(n-from, func(i int) bool {
		b := l.bytes(int32(from + i + 1))
		return len(b) < len(prefix) || string(b[:len(prefix)]) != prefix
	})
	return int32(from + 1), int32(from + size + 1)
}

// hash is FNV-1a.
func hash(key string) uint32 {
	h := uint32(2166136261)
	for i := range len(key) {
		h = (h ^ uint32(key[i])) * 16777619
	}
	return h
}

// appendLexicon writes sorted keys.
func appendLexicon(b []byte, keys []string) ([]byte, error) {
	size := 0
	ends := make([]int32, len(keys))
	kinds := make([]byte, len(keys))
	for i, k := range keys {
		size += len(k)
		ends[i] = int32(size)
		kinds[i] = byte(text.KindOf(k))
	}
	slots := 1
	for slots < 2*len(keys)+1 {
		slots *= 2
	}
	table := make([]byte, 4*slots)
	for i, k := range keys {
		slot := int(hash(k)) & (slots - 1)
		for binary.LittleEndian.Uint32(table[4*slot:]) != 0 {
			slot = (slot + 1) & (slots - 1)
		}
		binary.LittleEndian.PutUint32(table[4*slot:], uint32(i+1))
	}
	b, err := appendPacked(b, ends, size+1)
	if err != nil {
		return nil, err
	}
	b = binary.AppendUvarint(b, uint64(size))
	for _, k := range keys {
		b = append(b, k...)
	}
	b = binary.AppendUvarint(b, uint64(len(table)))
	b = append(b, table...)
	return append(b, kinds...), nil
}

func readLexicon(r *reader) (*lexicon, error) {
	l := &lexicon{ends: r.packed()}
	l.blob = r.bytes(r.uvarint())
	l.slots = r.bytes(r.uvarint())
	l.kinds = r.bytes(l.len())
	if r.err != nil {
		return nil, r.err
	}
	slots := len(l.slots) / 4
	if slots <= l.len() || slots&(slots-1) != 0 || l.len() > 0 && int(l.ends.At(l.len()-1)) != len(l.blob) {
		return nil, fmt.Errorf("the list of tokens does not fit together: %w", tifa.ErrDamaged)
	}
	return l, nil
}
