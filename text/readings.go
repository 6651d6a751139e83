package text

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io/fs"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// readings say how the characters of a script without letters are read in a
// language: each by itself, and in the words in which it is read otherwise.
type readings struct {
	chars   map[rune]string
	words   map[string][]string // by folded word, a syllable a character
	longest int                 // word, in characters
}

// loadReadings reads the tables lang/TAG.readings.gz once, by base language.
// Their form stands in the comment of readgen.
var loadReadings = sync.OnceValue(func() map[string]*readings {
	all := map[string]*readings{}
	for tag := range languages() {
		r, err := readReadings("lang/" + tag + ".readings.gz")
		if err != nil {
			panic(err) // part of the program, and read in every test
		}
		if r != nil {
			all[tag] = r
		}
	}
	return all
})

func readReadings(name string) (*readings, error) {
	f, err := tables.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	r := &readings{chars: make(map[rune]string, 1<<16), words: make(map[string][]string, 1<<11)}
	sc := bufio.NewScanner(z)
	for sc.Scan() && sc.Text() != "" {
		syllable, chars, _ := strings.Cut(sc.Text(), " ")
		for _, c := range chars {
			r.chars[c] = syllable
		}
	}
	for sc.Scan() {
		f := strings.Fields(sc.Text())
		r.words[Fold(f[0])] = f[1:]
		r.longest = max(r.longest, len(f)-1)
	}
	return r, sc.Err()
}

// read gives the syllables of a word, one a character; those of characters
// that the table does not have are empty.
func (r *readings) read(word []rune) []string {
	out := make([]string, 0, len(word))
	for i := 0; i < len(word); {
		n := min(r.longest, len(word)-i)
		for n > 1 && r.words[Fold(string(word[i:i+n]))] == nil {
			n--
		}
		if n > 1 {
			out = append(out, r.words[Fold(string(word[i:i+n]))]...)
		} else {
			out = append(out, r.chars[word[i]])
			n = 1
		}
		i += n
	}
	return out
}

// withoutTones takes the marks of tones off letters, and leaves the two dots
// of ü.
func withoutTones(s string) string {
	plain := strings.Map(func(r rune) rune {
		if strings.ContainsRune("\u0300\u0301\u0304\u030c", r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
	return norm.NFC.String(plain)
}
