package discourse

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"tifa"
	"tifa/lineage"
	"tifa/suffix"
	"tifa/text"
)

// Key is a word or formulation that one set of texts uses more than another.
type Key struct {
	Phrase     string
	A, B       int     // uses
	G2         float64 // log-likelihood (Dunning 1993), as Rayson and Garside 2000 use it for two corpora
	LogRatio   float64 // binary logarithm of the ratio of the shares; half a use where there is none (Hardie 2014)
	DP         float64 // deviation of proportions over the texts of A (Gries 2008): 0 even, towards 1 in few texts
	Editions   int     // texts of A that have it
	Doc        int     // the first of them
	Span       tifa.Span
	tokens     int
	start, end int32
}

// Keyed is the key words and formulations, with the sizes of both sets in
// tokens without marks.
type Keyed struct {
	Keys  []Key
	SizeA int
	SizeB int
}

// KeyOptions bound what is looked for.
type KeyOptions struct {
	Least int // uses in A; 0: 3
	Limit int // 0: 100
}

const (
	keyLeast   = 3
	keyLimit   = 100
	keyTokens  = 12  // of the longest formulation
	keySure    = 6.6 // G² from which it is shown: p < .01 with one degree of freedom
	keyNested  = 1.5 // times as often as the longer one, to be shown beside it
	leastChars = 2   // of a formulation in a script without spaces
)

// LogLikelihood is G² of a uses among c tokens and b uses among d.
func LogLikelihood(a, c, b, d int) float64 {
	if c == 0 || d == 0 || a+b == 0 {
		return 0
	}
	share := float64(a+b) / float64(c+d)
	part := func(observed int, size int) float64 {
		if observed == 0 {
			return 0
		}
		return float64(observed) * math.Log(float64(observed)/(float64(size)*share))
	}
	return 2 * (part(a, c) + part(b, d))
}

// LogRatio is the binary logarithm of the ratio of two shares; where there is
// no use, half of one is taken.
func LogRatio(a, c, b, d int) float64 {
	half := func(n int) float64 { return max(float64(n), .5) }
	if c == 0 || d == 0 {
		return 0
	}
	return math.Log2(half(a) / float64(c) / (half(b) / float64(d)))
}

// sequence is texts as numbers of their tokens. A mark ends a run, as a block
// does: both are 0.
type sequence struct {
	ids    []int32
	spans  []tifa.Span // of each token in its text
	starts []int32     // of each text
	sizes  []int       // tokens without marks
}

func (s *sequence) size() int {
	n := 0
	for _, size := range s.sizes {
		n += size
	}
	return n
}

func sequenceOf(texts []*tifa.Text, ids map[string]int32) *sequence {
	s := &sequence{}
	for _, t := range texts {
		s.starts = append(s.starts, int32(len(s.ids)))
		size := 0
		for sc := text.NewScanner(t.Own().Body); sc.Next(); {
			id := int32(0)
			if sc.Kind == text.Word || sc.Kind == text.Char {
				size++
				var ok bool
				if id, ok = ids[string(sc.Key())]; !ok {
					id = int32(len(ids)) + 1
					ids[string(sc.Key())] = id
				}
			}
			s.ids, s.spans = append(s.ids, id), append(s.spans, tifa.Span{Start: sc.Start, End: sc.End})
		}
		s.ids, s.spans = append(s.ids, 0), append(s.spans, tifa.Span{})
		s.sizes = append(s.sizes, size)
	}
	return s
}

// Keyness finds the words and formulations of the texts a against the texts b,
// which are all in one language: those whose G² is the greatest. A formulation
// is a run of tokens that repeats, cannot be made longer without losing uses,
// and whose neighbours on both sides vary; no segmentation is needed.
func Keyness(a, b []*tifa.Text, lang string, o KeyOptions) *Keyed {
	least, limit := cmp.Or(o.Least, keyLeast), cmp.Or(o.Limit, keyLimit)
	ids := map[string]int32{}
	sa, sb := sequenceOf(a, ids), sequenceOf(b, ids)
	out := &Keyed{SizeA: sa.size(), SizeB: sb.size(), Keys: []Key{}}
	if out.SizeA == 0 || out.SizeB == 0 {
		return out
	}
	array := suffix.Array(sa.ids, int32(len(ids)))
	lcp := suffix.LCP(sa.ids, array)
	counter := newCounter(sb.ids, int32(len(ids)))
	form := formWords(lang, ids)
	var keys []Key
	for r := range suffix.Repeats(sa.ids, array, lcp, sa.starts, 1, 1) {
		n := r.Hi - r.Lo
		if n < least || r.Len > keyTokens {
			continue
		}
		at := array[r.Lo]
		run := sa.ids[at : int(at)+r.Len]
		if form[run[0]] || form[run[len(run)-1]] || text.Lookup(lang).Sentence.Unspaced && r.Len < leastChars && text.KindOf(textOf(a, sa, at, 1)) == text.Char {
			continue
		}
		if left, right := r.Entropy(sa.ids, array); r.Len > 1 && (left == 0 || right == 0) {
			continue
		}
		m := counter.count(run)
		g := LogLikelihood(n, out.SizeA, m, out.SizeB)
		if g < keySure || float64(n)/float64(out.SizeA) <= float64(m)/float64(out.SizeB) {
			continue
		}
		keys = append(keys, Key{A: n, B: m, G2: g, tokens: r.Len, start: int32(r.Lo), end: int32(r.Hi)})
	}
	slices.SortFunc(keys, func(x, y Key) int {
		return cmp.Or(cmp.Compare(y.G2, x.G2), cmp.Compare(y.tokens, x.tokens), cmp.Compare(x.start, y.start))
	})
	for _, k := range keys {
		if len(out.Keys) == limit {
			break
		}
		k.place(a, sa, array)
		k.LogRatio = LogRatio(k.A, out.SizeA, k.B, out.SizeB)
		if !nested(out.Keys, &k) {
			out.Keys = append(out.Keys, k)
		}
	}
	return out
}

// place fills in where a key stands in the texts of a, and how evenly.
func (k *Key) place(a []*tifa.Text, s *sequence, array []int32) {
	uses := make([]int, len(a))
	first := array[k.start]
	for _, at := range array[k.start:k.end] {
		doc, found := slices.BinarySearch(s.starts, at)
		if !found {
			doc--
		}
		uses[doc]++
		first = min(first, at)
	}
	for _, n := range uses {
		if n > 0 {
			k.Editions++
		}
	}
	doc, found := slices.BinarySearch(s.starts, first)
	if !found {
		doc--
	}
	k.Doc, k.Span = doc, tifa.Span{Start: s.spans[first].Start, End: s.spans[int(first)+k.tokens-1].End}
	k.Phrase = k.Span.Of(a[doc].Body)
	k.DP = lineage.DeviationOfProportions(uses, s.sizes)
}

func textOf(a []*tifa.Text, s *sequence, at int32, n int) string {
	doc, found := slices.BinarySearch(s.starts, at)
	if !found {
		doc--
	}
	return text.Fold(a[doc].Body[s.spans[at].Start:s.spans[int(at)+n-1].End])
}

// nested says whether a key is a part of a better one and hardly more
// frequent, or holds one.
func nested(better []Key, k *Key) bool {
	fold := text.Fold(k.Phrase)
	for i := range better {
		other := text.Fold(better[i].Phrase)
		switch {
		case strings.Contains(other, fold):
			if float64(k.A) < keyNested*float64(better[i].A) {
				return true
			}
		case strings.Contains(fold, other):
			if float64(better[i].A) < keyNested*float64(k.A) {
				return true
			}
		}
	}
	return false
}

// formWords are the numbers of the words that no formulation begins or ends
// with.
func formWords(lang string, ids map[string]int32) map[int32]bool {
	out := map[int32]bool{}
	l := text.Lookup(lang)
	for _, list := range [][]string{l.StopWords, l.Phrases.Function} {
		for _, w := range list {
			if ts := text.Tokens(w); len(ts) == 1 {
				if id := ids[ts[0].Key]; id > 0 {
					out[id] = true
				}
			}
		}
	}
	return out
}

// counter counts runs of tokens in a sequence.
type counter struct {
	ids   []int32
	array []int32
}

func newCounter(ids []int32, most int32) *counter { return &counter{ids, suffix.Array(ids, most)} }

func (c *counter) count(run []int32) int {
	compare := func(at int32) int { return slices.Compare(c.ids[at:min(len(c.ids), int(at)+len(run))], run) }
	lo, _ := slices.BinarySearchFunc(c.array, 0, func(at int32, _ int) int {
		if compare(at) < 0 {
			return -1
		}
		return 1
	})
	hi, _ := slices.BinarySearchFunc(c.array, 0, func(at int32, _ int) int {
		if compare(at) <= 0 {
			return -1
		}
		return 1
	})
	return hi - lo
}
