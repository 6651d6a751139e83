package concordance

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"hash/maphash"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/width"

	"tifa"
	"tifa/text"
)

// realFiles are files of real documents in both languages, in the folder
// that TIFA_DATA names.
var realFiles = []string{
	"speed/tw-laws.jsonl.gz", "speed/ungdc-1980.jsonl.gz",
	"prc-gwr-congress/cpc_congress_reports.to17.jsonl", "prc-gwr-congress/government_work_reports.to2012.jsonl",
}

// realTexts reads up to limit bytes of each of the files.
func realTexts(t testing.TB, limit int) []string {
	dir := os.Getenv("TIFA_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "data")
	}
	var out []string
	for _, name := range realFiles {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			t.Skipf("no real texts to count in; set TIFA_DATA to the data folder: %v", err)
		}
		in := bufio.NewReader(f)
		if strings.HasSuffix(name, ".gz") {
			z, err := gzip.NewReader(f)
			if err != nil {
				t.Fatal(err)
			}
			in = bufio.NewReader(z)
		}
		size := 0
		for d := json.NewDecoder(in); d.More() && size < limit; {
			var r struct{ Text, Content string }
			if err := d.Decode(&r); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if body := strings.TrimSpace(r.Text + r.Content); body != "" {
				out = append(out, body)
				size += len(body)
			}
		}
		_ = f.Close()
	}
	return out
}

// Counts against brute force: random passages of real texts, some written
// with other foldings, are counted by hashing every run of as many tokens.
// TIFA_FULL=1 takes 100,000 passages and all the texts (some minutes).
func TestCountsAgainstBruteForce(t *testing.T) {
	limit, wanted := 1<<20, 2000
	if os.Getenv("TIFA_FULL") != "" {
		limit, wanted = 1<<30, 100_000
	}
	bodies := realTexts(t, limit)
	fx := newFixture(t, t.TempDir())
	for change := range 7 { // so that there are several segments
		var add []*tifa.Edition
		for i := change; i < len(bodies); i += 7 {
			add = append(add, fx.edition(fmt.Sprintf("w%d.zh", i), []string{"zh", "en"}[i%2], fmt.Sprint(1980+i%40), bodies[i]))
		}
		if err := fx.apply(nil, add...); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d texts in %d segments", len(bodies), len(fx.Segments("")))
	if len(fx.Segments("")) < 4 {
		t.Error("too few segments to test counting across them")
	}
	random := rand.New(rand.NewPCG(3, 4))
	const longest = 24
	seed := maphash.MakeSeed()
	phrases := make([]string, wanted)
	byLength := make([]map[uint64][]int, longest+1)
	for i := range phrases {
		for phrases[i] == "" {
			phrases[i] = randomPassage(random, bodies[random.IntN(len(bodies))], longest)
		}
		tokens := tokensOf(phrases[i])
		if byLength[len(tokens)] == nil {
			byLength[len(tokens)] = map[uint64][]int{}
		}
		h := runHash(tokenHashes(seed, phrases[i]))
		byLength[len(tokens)][h] = append(byLength[len(tokens)][h], i)
	}
	counts := make([]int, wanted)
	for _, body := range bodies {
		countRuns(tokenHashes(seed, body), byLength, counts)
	}
	wrong, most := 0, 0
	for i, phrase := range phrases {
		got, err := fx.Occurrences(context.Background(), Literal(phrase), Filter{})
		if err != nil {
			t.Fatal(err)
		}
		most = max(most, got)
		if got != counts[i] || got == 0 {
			if wrong++; wrong < 10 {
				t.Errorf("%q: %d, by brute force %d", phrase, got, counts[i])
			}
		}
	}
	t.Logf("%d passages, %d counted differently; the most frequent occurs %d times", wanted, wrong, most)
}

// randomPassage takes up to longest tokens of body, and often writes them in
// another way that folds to the same. It may be empty.
func randomPassage(random *rand.Rand, body string, longest int) string {
	from := random.IntN(len(body))
	window := strings.ToValidUTF8(body[from:min(len(body), from+40*longest)], "")
	tokens := text.Tokens(window)
	if len(tokens) < 3 {
		return ""
	}
	tokens = tokens[1 : len(tokens)-1] // whole ones
	n := 1 + random.IntN(min(longest, len(tokens)))
	if random.IntN(2) == 0 {
		n = 1 + random.IntN(min(4, len(tokens)))
	}
	passage := window[tokens[0].Start:tokens[n-1].End]
	if strings.Contains(passage, "\n") {
		return ""
	}
	changed := passage
	switch random.IntN(4) {
	case 0:
		changed = strings.ToUpper(passage)
	case 1:
		changed = width.Widen.String(passage)
	case 2:
		changed = strings.Map(func(r rune) rune {
			if text.IsHan(r) {
				return text.FoldRune(r)
			}
			return r
		}, passage)
	}
	if k := len(tokensOf(changed)); k != n && k > 0 && k <= longest {
		changed = passage // upper case of a few letters is two letters
	}
	if k := len(tokensOf(changed)); k == 0 || k > longest {
		return ""
	}
	return changed
}

// tokenHashes gives a hash for each token, 0 for the boundary.
func tokenHashes(seed maphash.Seed, body string) []uint64 {
	var out []uint64
	for sc := text.NewScanner(body); sc.Next(); {
		h := uint64(0)
		if sc.Kind != text.Break {
			h = maphash.Bytes(seed, sc.Key()) | 1
		}
		out = append(out, h)
	}
	return out
}

const base = 0x9E3779B97F4A7C15

func runHash(tokens []uint64) uint64 {
	h := uint64(0)
	for _, t := range tokens {
		h = h*base + t
	}
	return h
}

// countRuns counts every run of tokens that is asked for, by a rolling hash a
// length. A run across a boundary has another hash than any phrase.
func countRuns(tokens []uint64, asked []map[uint64][]int, counts []int) {
	for n := range asked {
		if asked[n] == nil || n > len(tokens) {
			continue
		}
		first := uint64(1)
		for range n - 1 {
			first *= base
		}
		h := runHash(tokens[:n-1])
		for i := n - 1; i < len(tokens); i++ {
			h = h*base + tokens[i]
			for _, phrase := range asked[n][h] {
				counts[phrase]++
			}
			h -= tokens[i-n+1] * first
		}
	}
}

// Counts of Han phrases against a search for substrings of the folded text,
// which shares no tokens with the index.
func TestCountsOfSubstrings(t *testing.T) {
	fx := newFixture(t, t.TempDir())
	bodies := realTexts(t, 300<<10)
	var add []*tifa.Edition
	var folded strings.Builder
	for i, body := range bodies {
		add = append(add, fx.edition(fmt.Sprintf("w%d.zh", i), "zh", "2001", body))
		for line := range strings.SplitSeq(body, "\n") {
			folded.WriteString(text.Fold(line) + "\n")
		}
	}
	if err := fx.apply(nil, add...); err != nil {
		t.Fatal(err)
	}
	all := folded.String()
	random := rand.New(rand.NewPCG(5, 6))
	for tried := 0; tried < 150; {
		phrase := randomPassage(random, bodies[random.IntN(len(bodies))], 6)
		key := text.Fold(phrase)
		if key == "" || strings.ContainsFunc(key, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
			continue
		}
		tried++
		want := 0
		for rest := all; ; want++ {
			i := strings.Index(rest, key)
			if i < 0 {
				break
			}
			rest = rest[i+len("一"):]
		}
		if got, err := fx.Occurrences(context.Background(), Literal(phrase), Filter{}); err != nil || got != want {
			t.Errorf("%q: %d, %v, as substring %d", phrase, got, err, want)
		}
	}
}
