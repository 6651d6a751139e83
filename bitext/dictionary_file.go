package bitext

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"maps"
	"math"
	"os"
	"slices"
	"strings"

	"tifa"
)

// A compiled dictionary is one file, numbers little endian:
//
//	 0  magic, 8 bytes
//	 8  format, uint32
//	12  CRC-32C of everything from byte 16 on, uint32
//	16  length of the file, uint64
//	24  lengths in bytes of the parts that follow, uint32 each:
//	    information as JSON; trie; starts of postings; postings; ends of
//	    targets; targets; characters; ends of readings; readings
//
// Nothing is decoded when it is opened but the strings of targets and
// readings, which are cut out of one string each.

const (
	dictionaryMagic  = "tifadict"
	dictionaryFormat = 1
	dictionaryParts  = 9
	dictionaryHead   = 24 + 4*dictionaryParts
)

// encode writes a dictionary.
func encode(info DictionaryInfo, b *built) []byte {
	keys := slices.Sorted(maps.Keys(b.targets))
	ids := map[string]uint32{}
	for _, of := range b.targets {
		for target := range of {
			ids[target] = 0
		}
	}
	targets := slices.Sorted(maps.Keys(ids))
	for i, t := range targets {
		ids[t] = uint32(i)
	}
	le := binary.LittleEndian
	starts, posts := []byte{}, []byte{}
	for _, key := range keys {
		starts = le.AppendUint32(starts, uint32(len(posts)/8))
		for _, w := range normal(b.targets[key]) {
			posts = le.AppendUint32(posts, ids[w.target])
			posts = le.AppendUint32(posts, math.Float32bits(float32(w.weight)))
		}
	}
	starts = le.AppendUint32(starts, uint32(len(posts)/8))

	var runes []byte
	var reads []string
	for _, r := range slices.Sorted(maps.Keys(b.reads)) {
		runes = le.AppendUint32(runes, uint32(r))
		reads = append(reads, strings.Join(slices.Sorted(maps.Keys(b.reads[r])), " "))
	}
	head, _ := json.Marshal(info) // strings and numbers: it cannot fail
	targetEnds, targetBytes := packStrings(targets)
	readEnds, readBytes := packStrings(reads)

	parts := [dictionaryParts][]byte{
		head, buildTrie(keys), starts, posts, targetEnds, targetBytes, runes, readEnds, readBytes,
	}
	size := dictionaryHead
	for _, p := range parts {
		size += len(p)
	}
	out := append(make([]byte, 0, size), dictionaryMagic...)
	out = le.AppendUint32(out, dictionaryFormat)
	out = le.AppendUint32(out, 0) // the checksum comes when the rest is there
	out = le.AppendUint64(out, uint64(size))
	for _, p := range parts {
		out = le.AppendUint32(out, uint32(len(p)))
	}
	for _, p := range parts {
		out = append(out, p...)
	}
	le.PutUint32(out[12:], crc32.Checksum(out[16:], crc32.MakeTable(crc32.Castagnoli)))
	return out
}

// packStrings joins strings; ends are where each of them ends.
func packStrings(list []string) (ends, joined []byte) {
	for _, s := range list {
		joined = append(joined, s...)
		ends = binary.LittleEndian.AppendUint32(ends, uint32(len(joined)))
	}
	return ends, joined
}

// OpenDictionary reads a compiled dictionary. Where its bytes are not what
// they were when written, the error wraps tifa.ErrDamaged.
func OpenDictionary(path string) (*Dictionary, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("open dictionary: %w", err)
	}
	d, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("dictionary %s: %w: %w; remove it and add the dictionary again", path, tifa.ErrDamaged, err)
	}
	return d, nil
}

func decode(data []byte) (*Dictionary, error) {
	le := binary.LittleEndian
	switch {
	case len(data) < dictionaryHead || string(data[:len(dictionaryMagic)]) != dictionaryMagic:
		return nil, errors.New("it is no compiled dictionary")
	case le.Uint32(data[8:]) != dictionaryFormat:
		return nil, fmt.Errorf("it has format %d, this program reads %d", le.Uint32(data[8:]), dictionaryFormat)
	case le.Uint64(data[16:]) != uint64(len(data)):
		return nil, fmt.Errorf("it has %d bytes of %d", len(data), le.Uint64(data[16:]))
	case le.Uint32(data[12:]) != crc32.Checksum(data[16:], crc32.MakeTable(crc32.Castagnoli)):
		return nil, errors.New("its checksum is wrong")
	}
	var parts [dictionaryParts][]byte
	rest := data[dictionaryHead:]
	for i := range parts {
		n := le.Uint32(data[24+4*i:])
		if uint64(n) > uint64(len(rest)) {
			return nil, errors.New("a part reaches beyond its end")
		}
		parts[i], rest = rest[:n:n], rest[n:]
	}
	d := &Dictionary{trie: parts[1], starts: parts[2], posts: parts[3], runes: parts[6]}
	if err := json.Unmarshal(parts[0], &d.info); err != nil {
		return nil, fmt.Errorf("its information: %w", err)
	}
	var err error
	if d.targets, err = unpackStrings(parts[4], parts[5]); err != nil {
		return nil, err
	}
	if d.reads, err = unpackStrings(parts[7], parts[8]); err != nil {
		return nil, err
	}
	return d, d.check()
}

// InfoOf says what a dictionary is of which the compiled bytes are given.
func InfoOf(compiled []byte) (DictionaryInfo, error) {
	d, err := decode(compiled)
	if err != nil {
		return DictionaryInfo{}, fmt.Errorf("dictionary: %w: %w", tifa.ErrDamaged, err)
	}
	return d.info, nil
}

// check makes sure that no lookup can go beyond the tables.
func (d *Dictionary) check() error {
	posts := len(d.posts) / 8
	switch {
	case len(d.trie)%cellSize != 0 || len(d.trie) == 0, len(d.posts)%8 != 0,
		d.info.Headwords < 0 || d.info.Headwords != len(d.starts)/4-1, len(d.runes) != 4*len(d.reads):
		return errors.New("its tables do not fit together")
	}
	last := 0
	for i := range d.info.Headwords + 1 {
		n := number(d.starts, i)
		if n < last || n > posts {
			return errors.New("its postings do not fit its headwords")
		}
		last = n
	}
	for i := range posts {
		if number(d.posts, 2*i) >= len(d.targets) {
			return errors.New("its postings name words that are not there")
		}
	}
	return nil
}

// unpackStrings cuts strings out of one.
func unpackStrings(ends, joined []byte) ([]string, error) {
	all := string(joined)
	list := make([]string, len(ends)/4)
	last := 0
	for i := range list {
		end := number(ends, i)
		if end < last || end > len(all) {
			return nil, errors.New("its words do not fit together")
		}
		list[i], last = all[last:end], end
	}
	return list, nil
}
