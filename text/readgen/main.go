// Command readgen writes the table of Chinese readings of package text.
//
// It needs Unicode's Unihan_Readings.txt (Unicode License v3), as it stands in
// Debian's package unicode-data, and pinyin_simp.dict.yaml, the dictionary of
// Android's Pinyin input method in the form of Rime (Apache License 2.0), as
// it stands in Debian's package rime-data-pinyin-simp. The first has tones
// and no words, the second words and no tones; own.txt, written for this
// project, has words whose tone neither tells.
//
// The table begins with lines of a syllable and the characters that are read
// so by themselves. After an empty line come the words, shorter ones first,
// that are read otherwise than their characters and the words within them.
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/bzip2"
	"compress/gzip"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tifa/text"
)

//go:embed own.txt
var own string

func main() {
	unihan := flag.String("unihan", "", "Unihan_Readings.txt, perhaps packed with bzip2")
	dict := flag.String("dict", "", "pinyin_simp.dict.yaml")
	out := flag.String("out", "lang/zh.readings.gz", "file to write")
	flag.Parse()
	if err := run(*unihan, *dict, *out); err != nil {
		log.Fatal(err)
	}
}

func run(unihan, dict, out string) error {
	tones, err := readUnihan(unihan)
	if err != nil {
		return err
	}
	words, err := readDict(dict)
	if err != nil {
		return err
	}
	t := table{tones: tones, chars: map[rune]string{}, words: map[string][]string{}}
	t.fill(words)
	var b bytes.Buffer
	t.write(&b)
	return pack(out, b.Bytes())
}

// table is the table as it is made.
type table struct {
	tones   map[rune][]string // all readings of a character, the commonest first
	chars   map[rune]string
	words   map[string][]string
	longest int // word, in characters
}

// word is an entry of the dictionary, its reading without tones.
type word struct {
	text   []rune
	plain  []string
	weight int
}

func (t *table) fill(words []word) {
	for r, all := range t.tones {
		t.chars[r] = all[0]
	}
	for _, w := range words { // by weight, so that the commonest reading comes last
		if reading := t.toned(w.text[0], w.plain[0]); len(w.text) == 1 && slices.Contains(t.tones[w.text[0]], reading) {
			t.chars[w.text[0]] = reading
		}
	}
	// The dictionary is of simplified characters. For a traditional one that
	// Unihan reads by its rarer sense (乾 qián) theirs is taken, if it has it.
	for r, all := range t.tones {
		folded, _ := utf8.DecodeRuneInString(text.Fold(string(r)))
		if reading := t.chars[folded]; folded != r && slices.Contains(all, reading) {
			t.chars[r] = reading
		}
	}
	for line := range strings.Lines(own) {
		f := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "#"):
		case len(f) == 2:
			t.chars[[]rune(f[0])[0]] = f[1]
		default:
			t.add(f[0], f[1:])
		}
	}
	slices.SortStableFunc(words, func(a, b word) int { return cmp.Compare(len(a.text), len(b.text)) })
	best := map[string]word{}
	for _, w := range words {
		best[string(w.text)] = w
	}
	for _, w := range words {
		if len(w.text) == 1 || !slices.Equal(best[string(w.text)].plain, w.plain) || t.words[string(w.text)] != nil {
			continue
		}
		got := t.read(w.text)
		same := true
		reading := make([]string, len(got))
		for i := range got {
			reading[i] = got[i]
			if plain(got[i]) != w.plain[i] {
				same = false
				reading[i] = t.toned(w.text[i], w.plain[i])
			}
		}
		if !same {
			t.add(string(w.text), reading)
		}
	}
}

func (t *table) add(word string, reading []string) {
	if utf8.RuneCountInString(word) != len(reading) {
		log.Fatalf("%s: %d syllables", word, len(reading))
	}
	t.words[word] = reading
	t.longest = max(t.longest, len(reading))
}

// read reads a word as the program will: from left to right, the longest word
// of the table first.
func (t *table) read(s []rune) []string {
	var out []string
	for i := 0; i < len(s); {
		n := min(t.longest, len(s)-i)
		for n > 1 && t.words[string(s[i:i+n])] == nil {
			n--
		}
		if n > 1 {
			out = append(out, t.words[string(s[i:i+n])]...)
		} else {
			out = append(out, t.chars[s[i]])
			n = 1
		}
		i += n
	}
	return out
}

// toned is the commonest reading of a character that is spelt so.
func (t *table) toned(r rune, spelt string) string {
	for _, reading := range t.tones[r] {
		if plain(reading) == spelt {
			return reading
		}
	}
	return spelt
}

// plain takes the tone off a syllable.
func plain(syllable string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if strings.ContainsRune("\u0300\u0301\u0304\u030c", r) {
			return -1
		}
		return r
	}, norm.NFD.String(syllable)))
}

func (t *table) write(w *bytes.Buffer) {
	by := map[string][]rune{}
	for r, reading := range t.chars {
		by[reading] = append(by[reading], r)
	}
	for _, reading := range slices.Sorted(maps.Keys(by)) {
		slices.Sort(by[reading])
		w.WriteString(reading + " " + string(by[reading]) + "\n")
	}
	w.WriteByte('\n')
	words := slices.SortedFunc(maps.Keys(t.words), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	})
	for _, word := range words {
		w.WriteString(word + " " + strings.Join(t.words[word], " ") + "\n")
	}
}

// sources of readings in Unihan, the most trusted first. kMandarin gives the
// customary reading; kHanyuPinlu those of a corpus, with counts.
var sources = []string{"kMandarin", "kHanyuPinlu", "kTGHZ2013", "kXHC1983", "kHanyuPinyin"}

func readUnihan(path string) (map[rune][]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var in io.Reader = bytes.NewReader(data)
	if bytes.HasPrefix(data, []byte("BZh")) {
		in = bzip2.NewReader(in)
	}
	found := map[rune]map[string][]string{}
	sc := bufio.NewScanner(in)
	for sc.Scan() {
		f := strings.Split(sc.Text(), "\t")
		if len(f) != 3 || !slices.Contains(sources, f[1]) {
			continue
		}
		code, err := strconv.ParseInt(strings.TrimPrefix(f[0], "U+"), 16, 32)
		if err != nil {
			return nil, fmt.Errorf("%s: %q: %w", path, sc.Text(), err)
		}
		if found[rune(code)] == nil {
			found[rune(code)] = map[string][]string{}
		}
		found[rune(code)][f[1]] = syllables(f[2])
	}
	out := map[rune][]string{}
	for r, by := range found {
		if by["kMandarin"] == nil {
			continue // no character of today
		}
		for _, source := range sources {
			for _, s := range by[source] {
				if !slices.Contains(out[r], s) {
					out[r] = append(out[r], s)
				}
			}
		}
	}
	return out, sc.Err()
}

// syllables are those of a field: "yín háng", "hǎo(6060) hào(115)",
// "20811.060:háng,xìng".
func syllables(field string) []string {
	var out []string
	for part := range strings.FieldsSeq(field) {
		if _, after, ok := strings.Cut(part, ":"); ok {
			part = after
		}
		for s := range strings.SplitSeq(part, ",") {
			s, _, _ = strings.Cut(s, "(")
			out = append(out, norm.NFC.String(s))
		}
	}
	return out
}

// readDict reads the entries of characters and words, the commonest last.
func readDict(path string) ([]word, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []word
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		cells := strings.Split(sc.Text(), "\t")
		if len(cells) != 3 {
			continue
		}
		w := word{text: []rune(cells[0]), plain: strings.Fields(cells[1])}
		if len(w.text) != len(w.plain) || slices.ContainsFunc(w.text, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
			continue
		}
		if w.weight, err = strconv.Atoi(cells[2]); err != nil {
			return nil, fmt.Errorf("%s: %q: %w", path, sc.Text(), err)
		}
		for i, s := range w.plain {
			w.plain[i] = spelling(s)
		}
		out = append(out, w)
	}
	slices.SortStableFunc(out, func(a, b word) int { return cmp.Compare(a.weight, b.weight) })
	return out, sc.Err()
}

// spelling is a syllable as it is written, not typed.
func spelling(typed string) string {
	s := strings.ReplaceAll(typed, "v", "ü")
	if s == "lue" || s == "nue" {
		return s[:1] + "üe"
	}
	return s
}

func pack(path string, data []byte) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(data); err != nil {
		return err
	}
	return z.Close()
}
