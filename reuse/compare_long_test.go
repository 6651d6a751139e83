package reuse

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"tifa"
)

// Two versions of a real text of n sentences, of which the newer lacks every
// thirteenth sentence, has a word changed in every seventh and its two halves
// turned round:
//
//	go test ./reuse -run '^$' -bench CompareLong -benchtime 3x
func BenchmarkCompareLong(b *testing.B) {
	for _, n := range []int{1000, 13_000} {
		older, newer := longDebates(b, n)
		b.Run(fmt.Sprintf("%d-sentences", n), func(b *testing.B) {
			for b.Loop() {
				c := compareTexts(b, older, newer, "en")
				if c.Summary.Edited < n/20 || c.Summary.Removed < n/20 {
					b.Fatalf("%+v", c.Summary)
				}
			}
		})
	}
}

// longDebates makes two versions of a text out of real ones.
func longDebates(b *testing.B, n int) (older, newer *tifa.Text) {
	b.Helper()
	f, err := os.Open(dataFile(b, "speed/ungdc-1980.jsonl.gz"))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 64<<20)
	var sentences []string
	for len(sentences) < n && lines.Scan() {
		var r struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			b.Fatal(err)
		}
		t := textOf(r.Text, "en", false)
		for i := range t.Sentences {
			sentences = append(sentences, t.Sentence(i+1))
		}
	}
	sentences = sentences[:n]
	var changed []string
	for i := range sentences {
		s := sentences[(i+n/2)%n]
		switch {
		case i%13 == 0:
			continue
		case i%7 == 0:
			s = strings.Replace(s, " the ", " that same ", 1) + " And so it is."
		}
		changed = append(changed, s)
	}
	return textOf(strings.Join(sentences, "\n\n"), "en", false), textOf(strings.Join(changed, "\n\n"), "en", false)
}
