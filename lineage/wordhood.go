package lineage

import (
	"context"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
	"tifa/text"
)

const (
	longestWord = 6       // tokens of the longest word of a script without spaces
	usesLooked  = 512     // uses of a string whose neighbours are looked at
	tokensAsked = 4 << 20 // tokens of earlier texts, the last ones first, after which no more are counted
)

// clause is a run of tokens of a text without punctuation.
type clause struct {
	tokens   []text.Token // their Start and End count from the text's beginning
	opener   string       // the mark before it; empty at the beginning of a block
	hanging  bool         // that mark closes a quotation: what follows hangs on it
	closer   string       // the mark after it
	heading  bool         // it stands in a heading
	sentence int          // number of the sentence in which it begins
}

// clauses cuts a text at its punctuation.
func clauses(t *tifa.Text) []clause {
	var out []clause
	for _, b := range t.Blocks {
		c := clause{heading: b.Kind == tifa.Heading}
		end := func(mark string) {
			if len(c.tokens) > 0 {
				c.closer = mark
				c.sentence = t.SentenceAt(c.tokens[0].Start)
				out = append(out, c)
			}
			c = clause{heading: c.heading, opener: mark}
		}
		tokens := text.Tokens(b.Of(t.Body))
		for i, tok := range tokens {
			if tok.Kind == text.Mark && !insideWord(tokens, i) {
				end(tok.Key)
				r, _ := utf8.DecodeRuneInString(b.Of(t.Body)[tok.Start:])
				c.hanging = unicode.Is(unicode.Pf, r) || strings.ContainsRune("」』﹂﹄", r)
				continue
			}
			tok.Start, tok.End = tok.Start+b.Start, tok.End+b.Start
			c.tokens = append(c.tokens, tok)
		}
		end("")
	}
	return out
}

// insideWord says whether a mark is a hyphen or apostrophe within a word.
func insideWord(ts []text.Token, i int) bool {
	return (ts[i].Key == "-" || ts[i].Key == "'") && i > 0 && i+1 < len(ts) &&
		ts[i-1].Kind == text.Word && ts[i+1].Kind == text.Word &&
		ts[i-1].End == ts[i].Start && ts[i].End == ts[i+1].Start
}

// join is the key of a string of tokens: words are parted by spaces.
func join(ts []text.Token) string {
	switch len(ts) {
	case 0:
		return ""
	case 1:
		return ts[0].Key
	}
	var b strings.Builder
	for i, t := range ts {
		if i > 0 && t.Kind == text.Word && ts[i-1].Kind == text.Word {
			b.WriteByte(' ')
		}
		b.WriteString(t.Key)
	}
	return b.String()
}

// usage is how a string is used in the text and in earlier ones.
type usage struct {
	tokens  int
	shorter [2]string // the string without its last token and without its first
	count   float64
	looked  float64 // uses whose neighbours were looked at
	right   beside
	left    beside
}

// add counts a use with what stands before and after it.
func (u *usage) add(before, after string) {
	u.count++
	if u.looked < usesLooked {
		u.looked++
		u.left.add(before)
		u.right.add(after)
	}
}

// beside counts what stands on one side of a string. The edge of a clause is
// no neighbour: what stands beyond is a neighbour of its own each time.
type beside struct {
	keys  map[string]float64
	edges float64
}

func (b *beside) add(key string) {
	if key == "" {
		b.edges++
		return
	}
	if b.keys == nil {
		b.keys = make(map[string]float64, 4)
	}
	b.keys[key]++
}

// entropy is that of the neighbours, in nats. n is how many were looked at.
func (b *beside) entropy(n float64) float64 {
	h := 0.0
	for _, k := range sortedKeys(b.keys) { // in order, so that sums are the same each time
		p := b.keys[k] / n
		h -= p * math.Log(p)
	}
	if b.edges > 0 && n > 1 {
		h += b.edges / n * math.Log(n)
	}
	return h
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// share of the uses that have one of keys beside them.
func (b *beside) share(keys []string, n float64) float64 {
	sum := 0.0
	for _, k := range keys {
		sum += b.keys[k]
	}
	return sum / n
}

// wordhood judges which strings of a text are words. A language written
// without spaces may have a list of common words; what it lacks is learnt from
// the texts: a string is a word the more freely what stands beside it varies,
// compared with the string one token shorter (normalised variation of
// branching entropy: Magistry and Sagot, Unsupervized word segmentation, ACL
// 2012).
type wordhood struct {
	uses     map[string]*usage
	autonomy map[string]float64
	tokens   float64        // that were counted
	list     *text.WordList // nil: there is none
	form     string         // words of form of one character: no word learnt holds one
	unspaced bool           // words of the language have to be found
}

// learnWords looks at all strings of up to longestWord tokens of the clauses,
// in the clauses themselves and in the texts of the index that f chooses.
func learnWords(ctx context.Context, x *concordance.Index, cs []clause, lang string, f concordance.Filter) (*wordhood, error) {
	table := text.Lookup(lang)
	list, err := table.Words()
	if err != nil {
		return nil, err
	}
	w := &wordhood{uses: map[string]*usage{}, autonomy: map[string]float64{}, list: list, unspaced: table.Sentence.Unspaced}
	for _, f := range table.Phrases.Function {
		if utf8.RuneCountInString(f) == 1 && !slices.Contains(table.Phrases.Inside, f) {
			w.form += text.Fold(f)
		}
	}
	for _, c := range cs {
		for i := range c.tokens {
			for n := 1; n <= longestWord && i+n <= len(c.tokens); n++ {
				w.usage(c.tokens[i:i+n]).add(keyAt(c.tokens, i-1), keyAt(c.tokens, i+n))
			}
		}
	}
	if err := w.countEarlier(ctx, x.Segments(lang), f, cs); err != nil {
		return nil, err
	}
	w.judge()
	return w, nil
}

// usage is the entry of a string of tokens, made if there is none.
func (w *wordhood) usage(ts []text.Token) *usage {
	key := join(ts)
	u := w.uses[key]
	if u == nil {
		u = &usage{tokens: len(ts), shorter: [2]string{join(ts[:len(ts)-1]), join(ts[1:])}}
		w.uses[key] = u
	}
	return u
}

// use is the use of a string; that of one never seen for strings that are too
// long to have been counted.
func (w *wordhood) use(key string) *usage {
	if u := w.uses[key]; u != nil {
		return u
	}
	return &usage{count: 1, looked: 1}
}

func keyAt(ts []text.Token, i int) string {
	if i < 0 || i >= len(ts) {
		return ""
	}
	return ts[i].Key
}

// judge computes the autonomy of every string: how much freer its sides are
// than those of the string without its last or first token, against the mean
// for its length.
func (w *wordhood) judge() {
	keys := sortedKeys(w.uses)
	var alone float64
	right, left := make(map[string]float64, len(keys)), make(map[string]float64, len(keys))
	for _, k := range keys {
		u := w.uses[k]
		right[k], left[k] = u.right.entropy(u.looked), u.left.entropy(u.looked)
		if u.tokens == 1 {
			w.tokens += u.count
		}
	}
	for _, k := range keys {
		if u := w.uses[k]; u.tokens == 1 {
			p := u.count / w.tokens
			alone -= p * math.Log(p)
		}
	}
	right[""], left[""] = alone, alone
	var sum, number [longestWord + 1]float64
	for _, k := range keys {
		u := w.uses[k]
		w.autonomy[k] = right[k] - right[u.shorter[0]] + left[k] - left[u.shorter[1]]
		sum[u.tokens] += w.autonomy[k]
		number[u.tokens]++
	}
	for _, k := range keys {
		n := w.uses[k].tokens
		w.autonomy[k] -= sum[n] / number[n]
	}
}

// learntUses is how often a string that no list has must be used to be taken
// for a word.
const learntUses = 8

// gain is what a string of n tokens adds to a cut of a clause as a word. With
// a list of words it is the logarithm of how likely the word is, there or in
// the texts; without, its autonomy times its length.
func (w *wordhood) gain(key string, n int) float64 {
	if w.list == nil {
		return w.autonomy[key] * float64(n)
	}
	cost, known := w.list.Cost(key)
	if u := w.uses[key]; n > 1 && u != nil && u.count >= learntUses && w.autonomy[key] > 0 && !strings.ContainsAny(key, w.form) {
		cost, known = min(cost, math.Log(w.tokens/u.count)), true
	}
	if !known && n > 1 {
		return math.Inf(-1)
	}
	return -cost
}

// words cuts the tokens of a clause into words so that their gains add up to
// the most. It gives the index at which each word ends. In languages with
// spaces every token is a word.
func (w *wordhood) words(ts []text.Token) []int {
	best := make([]float64, len(ts)+1)
	from := make([]int, len(ts)+1)
	for end := 1; end <= len(ts); end++ {
		best[end] = math.Inf(-1)
		for n := 1; n <= longestWord && n <= end; n++ {
			if n > 1 && (!w.unspaced || ts[end-n].Kind == text.Word || ts[end-1].Kind == text.Word) {
				break
			}
			v := best[end-n] + w.gain(join(ts[end-n:end]), n)
			if v > best[end] || n == 1 {
				best[end], from[end] = v, end-n
			}
		}
	}
	var ends []int
	for end := len(ts); end > 0; end = from[end] {
		ends = append(ends, end)
	}
	slices.Reverse(ends)
	return ends
}

// merged joins single characters that stand side by side, where form says of
// none that it is a word of form: together they are most often a word that
// the list does not have (算力, 低碳).
func merged(ts []text.Token, ends []int, form func(key string) bool) []int {
	loose := func(k int) bool {
		from := 0
		if k > 0 {
			from = ends[k-1]
		}
		return ends[k] == from+1 && ts[from].Kind == text.Char && !form(ts[from].Key)
	}
	var out []int
	for k := 0; k < len(ends); k++ {
		if loose(k) {
			for k+1 < len(ends) && loose(k+1) {
				k++
			}
		}
		out = append(out, ends[k])
	}
	return out
}
