// Command wordgen writes the list of Chinese words of package text.
//
// It needs jieba's dictionary dict.txt (MIT licence), one "word count class"
// a line, as it stands in jieba's source and in the npm package
// @node-rs/jieba.
//
// The list is a table that is looked up where it stands. Numbers are little
// endian:
//
//	8 bytes  the sum of all counts
//	1 byte   the logarithm to base 2 of the number of slots
//	1 byte   the number of classes
//	         each class: its length in a byte, its name
//	         the slots of 4 bytes: 3 of the place of an entry, 1 of the last
//	         byte of its hash; all 0 where there is none
//	         the entries: the length of the word in a byte, the word folded,
//	         4 bytes of its count, 1 of its class, 1 byte that is 1 where
//	         words of three and more characters begin with it
//
// A word stands in the first free slot from the one that the first bits of its
// hash name. Two characters that begin longer words and are no word have a
// count of 0.
package main

import (
	"bufio"
	"encoding/binary"
	"flag"
	"fmt"
	"log"
	"maps"
	"math/bits"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tifa/text"
)

const (
	rarest  = 5 // words that were counted less often are left out
	longest = 6 // as are longer ones, in characters
)

func main() {
	dict := flag.String("dict", "", "jieba's dict.txt")
	out := flag.String("out", "lang/zh.words", "file to write")
	flag.Parse()
	if err := run(*dict, *out); err != nil {
		log.Fatal(err)
	}
}

func run(dict, out string) error {
	words, err := read(dict)
	if err != nil {
		return fmt.Errorf("read jieba's dictionary: %w", err)
	}
	data, err := table(words)
	if err != nil {
		return err
	}
	return os.WriteFile(out, data, 0o644)
}

// word is a word of the list, folded.
type word struct {
	count  int
	class  string
	most   int  // the count of the word that gave the class
	longer bool // words of three and more characters begin with it
}

// read reads the words. Where several fold to one, their counts are added and
// the most frequent gives the class.
func read(dict string) (map[string]*word, error) {
	in, err := os.Open(dict)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	words := map[string]*word{}
	get := func(key string) *word {
		w := words[key]
		if w == nil {
			w = &word{}
			words[key] = w
		}
		return w
	}
	sc := bufio.NewScanner(in)
	for sc.Scan() {
		f := strings.Fields(sc.Text())
		if len(f) != 3 || len([]rune(f[0])) > longest || strings.ContainsFunc(f[0], func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
			continue
		}
		n, err := strconv.Atoi(f[1])
		if err != nil || n < rarest {
			continue
		}
		key := text.Fold(f[0])
		w := get(key)
		w.count += n
		if n > w.most || n == w.most && f[2] < w.class {
			w.most, w.class = n, f[2]
		}
		if chars := []rune(key); len(chars) > 2 {
			get(string(chars[:2])).longer = true
		}
	}
	return words, sc.Err()
}

// table is the table of the words.
func table(words map[string]*word) ([]byte, error) {
	classes := map[string]bool{}
	total := uint64(0)
	for _, w := range words {
		total += uint64(w.count)
		classes[w.class] = true
	}
	names := slices.Sorted(maps.Keys(classes))
	if len(names) > 255 {
		return nil, fmt.Errorf("%d classes of words, at most 255 have room", len(names))
	}
	size := bits.Len(uint(2 * len(words))) // at most half full
	out := binary.LittleEndian.AppendUint64(nil, total)
	out = append(out, byte(size), byte(len(names)))
	for _, name := range names {
		out = append(append(out, byte(len(name))), name...)
	}
	slots := make([]uint32, 1<<size)
	var entries []byte
	for _, key := range slices.Sorted(maps.Keys(words)) {
		h := text.WordHash(key)
		at := int(h >> (64 - size))
		for slots[at] != 0 {
			at = (at + 1) % len(slots)
		}
		if len(entries) >= 1<<24 {
			return nil, fmt.Errorf("the words take more than %d bytes", 1<<24)
		}
		slots[at] = uint32(len(entries)) | uint32(byte(h))<<24
		w := words[key]
		class, _ := slices.BinarySearch(names, w.class)
		entries = append(append(entries, byte(len(key))), key...)
		entries = binary.LittleEndian.AppendUint32(entries, uint32(w.count))
		entries = append(entries, byte(class), 0)
		if w.longer {
			entries[len(entries)-1] = 1
		}
	}
	for _, slot := range slots {
		out = binary.LittleEndian.AppendUint32(out, slot)
	}
	return append(out, entries...), nil
}
