package bitext

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestTrieAsNaive compares the trie with a look through all keys.
func TestTrieAsNaive(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	word := func(letters []string, most int) string {
		var b strings.Builder
		for range 1 + random.IntN(most) {
			b.WriteString(letters[random.IntN(len(letters))])
		}
		return b.String()
	}
	for round := range 60 {
		letters := []string{"a", "b", "灯", "塔", "港", "é", "\U00020000"}[:2+round%6]
		var keys []string
		for range 1 + random.IntN(300) {
			keys = append(keys, word(letters, 5))
		}
		slices.Sort(keys)
		keys = slices.Compact(keys)
		tr := buildTrie(keys)
		for range 100 {
			s := word(letters, 8)
			if random.IntN(4) == 0 {
				s += "\x00a"
			}
			var want, got []int
			for i, k := range keys {
				if strings.HasPrefix(s, k) {
					want = append(want, len(k), i)
				}
			}
			w := tr.walk(s)
			for {
				length, id, ok := w.next()
				if !ok {
					break
				}
				got = append(got, length, id)
			}
			if !slices.Equal(got, want) {
				t.Fatalf("prefixes of %q: %v, want %v", s, got, want)
			}
			at, has := slices.BinarySearch(keys, s)
			if id, ok := tr.find(s); ok != has || ok && id != at {
				t.Fatalf("%q is at %d %v, want %d %v", s, id, ok, at, has)
			}
		}
	}
}
