package suffix

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"index/suffixarray"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"unicode"
)

// collection is a number of documents as token ids.
type collection struct {
	bytes  int     // of text, in UTF-8
	s      []int32 // each document ended by the boundary
	starts []int32
	max    int32
}

const benchTokens = 4 << 20 // of a large segment

// real reads Chinese laws or UN debates. A token is a character of a script
// without spaces, a run of other letters and digits, or a mark; ids are in the
// order of first use. That is coarser than what the index does, and like it in
// all that matters to speed: the size of the alphabet and what repeats.
func real(b *testing.B, name string, limit int) collection {
	dir := os.Getenv("TIFA_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(dir, "speed", name))
	if err != nil {
		b.Skipf("no real text to measure on; set TIFA_DATA to the data folder: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	var c collection
	lexicon := map[string]int32{}
	add := func(word string) {
		id, ok := lexicon[word]
		if !ok {
			id = int32(len(lexicon) + 1)
			lexicon[word] = id
		}
		c.s = append(c.s, id)
	}
	for d := json.NewDecoder(bufio.NewReaderSize(z, 1<<20)); d.More() && len(c.s) < limit; {
		var record struct{ Text string }
		if err := d.Decode(&record); err != nil {
			b.Fatal(err)
		}
		c.starts = append(c.starts, int32(len(c.s)))
		c.bytes += len(record.Text)
		word := -1
		for i, r := range record.Text {
			letter := unicode.IsLetter(r) || unicode.IsDigit(r)
			if letter && !unicode.Is(unicode.Han, r) {
				if word < 0 {
					word = i
				}
				continue
			}
			if word >= 0 {
				add(record.Text[word:i])
				word = -1
			}
			switch {
			case r == '\n':
				c.s = append(c.s, 0)
			case !unicode.IsSpace(r):
				add(string(r))
			}
		}
		if word >= 0 {
			add(record.Text[word:])
		}
		c.s = append(c.s, 0)
	}
	c.max = int32(len(lexicon))
	return c
}

// synthetic is made of phrases of Zipf-distributed ids, some used again.
func synthetic(n int, alphabet int32) collection {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 3, uint64(alphabet-1))
	c := collection{s: make([]int32, 0, n), max: alphabet}
	for len(c.s) < n-1 {
		if len(c.s)%2000 < 20 || len(c.starts) == 0 {
			c.s = append(c.s, 0)
			c.starts = append(c.starts, int32(len(c.s)))
		}
		length := min(2+r.IntN(30), n-1-len(c.s))
		if from := r.IntN(len(c.s)); r.IntN(3) == 0 && from+length < len(c.s) {
			c.s = append(c.s, c.s[from:from+length]...)
			continue
		}
		for range length {
			c.s = append(c.s, int32(zipf.Uint64())+1)
		}
	}
	c.s = append(c.s, 0)
	c.starts[0] = 0
	c.bytes = 4 * len(c.s)
	return c
}

var collections = []struct {
	name string
	make func(b *testing.B) collection
}{
	{"laws", sync1(func(b *testing.B) collection { return real(b, "tw-laws.jsonl.gz", benchTokens) })},
	{"debates", sync1(func(b *testing.B) collection { return real(b, "ungdc-1980.jsonl.gz", benchTokens) })},
	{"synthetic", sync1(func(*testing.B) collection { return synthetic(benchTokens, 100_000) })},
}

// sync1 makes a collection when it is first asked for.
func sync1(make func(b *testing.B) collection) func(b *testing.B) collection {
	var once sync.Once
	var c collection
	return func(b *testing.B) collection {
		once.Do(func() { c = make(b) })
		if c.s == nil {
			b.Skip("no text")
		}
		return c
	}
}

// perToken reports the speed of a benchmark in tokens.
func perToken(b *testing.B, c collection) {
	b.ReportMetric(float64(len(c.s))*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mtokens/s")
	b.ReportMetric(0, "ns/op")
}

func BenchmarkArray(b *testing.B) {
	for _, kind := range collections {
		b.Run(kind.name, func(b *testing.B) {
			c := kind.make(b)
			b.ReportAllocs()
			for b.Loop() {
				Array(c.s, c.max)
			}
			perToken(b, c)
		})
	}
}

// The standard library sorts bytes. Laws are made of about 3 bytes a token, so
// to index the same text it sorts that many times the suffixes; here it gets as
// many bytes as we get tokens, ids cut to 8 bits, so the speeds compare.
func BenchmarkStandardLibraryOnBytes(b *testing.B) {
	for _, kind := range collections {
		b.Run(kind.name, func(b *testing.B) {
			c := kind.make(b)
			data := make([]byte, len(c.s))
			for i, id := range c.s {
				data[i] = byte(min(id, 255))
			}
			b.ReportAllocs()
			for b.Loop() {
				suffixarray.New(data)
			}
			perToken(b, c)
		})
	}
}

var _ = slices.Sort[[]int]
