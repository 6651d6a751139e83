package suffix

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"index/suffixarray"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
	"unicode"
)

// collection is a number of documents as token ids.
type collection struct {
	s      []int32 // each document ended by the boundary
	starts []int32
	maxID  int32
}

const benchTokens = 4 << 20 // of a large segment

// realText reads Chinese laws or UN debates. A token is a character of a script
// without spaces, a run of other letters and digits, or a mark; ids are in the
// order of first use. That is coarser than what the index does, and like it in
// all that matters to speed: the size of the alphabet and what repeats.
func realText(b *testing.B, name string, limit int) collection {
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
	c.maxID = int32(len(lexicon))
	return c
}

// synthetic is made of phrases of Zipf-distributed ids, some used again.
func synthetic(n int, alphabet int32) collection {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 3, uint64(alphabet-1))
	c := collection{s: make([]int32, 0, n), maxID: alphabet}
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
	return c
}

var collections = []struct {
	name string
	read func(b *testing.B) collection
}{
	{"laws", once(func(b *testing.B) collection { return realText(b, "tw-laws.jsonl.gz", benchTokens) })},
	{"debates", once(func(b *testing.B) collection { return realText(b, "ungdc-1980.jsonl.gz", benchTokens) })},
	{"synthetic", once(func(*testing.B) collection { return synthetic(benchTokens, 100_000) })},
}

// once reads or makes a collection when it is first asked for.
func once(read func(b *testing.B) collection) func(b *testing.B) collection {
	var done sync.Once
	var c collection
	return func(b *testing.B) collection {
		done.Do(func() { c = read(b) })
		if c.s == nil {
			b.Skip("no real text to measure on; set TIFA_DATA to the data folder")
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
			c := kind.read(b)
			b.ReportAllocs()
			for b.Loop() {
				Array(c.s, c.maxID)
			}
			perToken(b, c)
		})
	}
}

// The standard library sorts bytes: here as many as there are tokens, so that the
// speeds compare. For the text itself it would sort one suffix for each byte.
func BenchmarkStandardLibraryOnBytes(b *testing.B) {
	for _, kind := range collections {
		b.Run(kind.name, func(b *testing.B) {
			c := kind.read(b)
			data := make([]byte, len(c.s))
			for i, id := range c.s {
				data[i] = byte(id)
			}
			b.ReportAllocs()
			for b.Loop() {
				suffixarray.New(data)
			}
			perToken(b, c)
		})
	}
}

// arrays are what most benchmarks begin with.
type arrays struct {
	collection
	sa, lcp []int32
}

func sortedArrays(b *testing.B, read func(b *testing.B) collection) arrays {
	c := read(b)
	sa := Array(c.s, c.maxID)
	return arrays{collection: c, sa: sa, lcp: LCP(c.s, sa)}
}

func BenchmarkLCP(b *testing.B) {
	for _, kind := range collections {
		b.Run(kind.name, func(b *testing.B) {
			a := sortedArrays(b, kind.read)
			b.ReportAllocs()
			for b.Loop() {
				LCP(a.s, a.sa)
			}
			perToken(b, a.collection)
		})
	}
}

func BenchmarkEarlier(b *testing.B) {
	for _, kind := range collections {
		b.Run(kind.name, func(b *testing.B) {
			a := sortedArrays(b, kind.read)
			b.ReportAllocs()
			for b.Loop() {
				Earlier(a.sa, a.lcp, a.starts)
			}
			perToken(b, a.collection)
		})
	}
}

func BenchmarkRepeats(b *testing.B) {
	for _, kind := range collections {
		b.Run(kind.name, func(b *testing.B) {
			a := sortedArrays(b, kind.read)
			b.ReportAllocs()
			found := 0
			for b.Loop() {
				found = 0
				for range Repeats(a.s, a.sa, a.lcp, a.starts, 4, 5) {
					found++
				}
			}
			b.ReportMetric(float64(found), "repeats")
			perToken(b, a.collection)
		})
	}
}

func BenchmarkEntropy(b *testing.B) {
	for _, kind := range collections {
		b.Run(kind.name, func(b *testing.B) {
			a := sortedArrays(b, kind.read)
			all := slices.Collect(Repeats(a.s, a.sa, a.lcp, a.starts, 4, 5))
			i := 0
			for b.Loop() {
				all[i%len(all)].Entropy(a.s, a.sa)
				i++
			}
		})
	}
}

// The last twentieth of a collection is looked up in what comes before it.
func BenchmarkSearch(b *testing.B) {
	for _, kind := range collections {
		c := kind.read
		search := func(name string, one func(x Sorted, pattern []int32)) {
			b.Run(kind.name+"/"+name, func(b *testing.B) {
				s := c(b).s
				cut := len(s) / 20 * 19
				old, text := s[:cut], s[cut:len(s)-12]
				x, _ := sorted(b, old)
				i := 0
				for b.Loop() {
					at := i * 7919 % len(text)
					if text[at] > 0 {
						one(x, text[at:])
					}
					i++
				}
			})
		}
		search("Range2", func(x Sorted, pattern []int32) { x.Range(pattern[:2]) })
		search("Range12", func(x Sorted, pattern []int32) { x.Range(pattern[:min(12, len(pattern))]) })
		search("Longest", func(x Sorted, pattern []int32) { x.Longest(pattern) })
	}
}

func BenchmarkPackedAt(b *testing.B) {
	p := pack(b, synthetic(1<<16, 100_000).s)
	sum := int32(0)
	for b.Loop() {
		for i := range p.Len() {
			sum += p.At(i)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/float64(p.Len()), "ns/number")
	b.ReportMetric(0, "ns/op")
	_ = sum
}

// All laws in one array, the times of each step: about 27 million tokens.
func BenchmarkWhole(b *testing.B) {
	c := realText(b, "tw-laws.jsonl.gz", math.MaxInt)
	var last time.Time
	step := func(name string) {
		b.ReportMetric(time.Since(last).Seconds(), name+"-s")
		last = time.Now()
	}
	for b.Loop() {
		last = time.Now()
		sa := Array(c.s, c.maxID)
		step("array")
		lcp := LCP(c.s, sa)
		step("lcp")
		found := 0
		for range Repeats(c.s, sa, lcp, c.starts, 4, 5) {
			found++
		}
		step("repeats")
		b.ReportMetric(float64(found), "repeats")
		Earlier(sa, lcp, c.starts)
		step("earlier")
	}
	b.ReportMetric(float64(len(c.s))/1e6, "Mtokens")
}
