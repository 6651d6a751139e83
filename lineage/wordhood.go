package lineage

import (
	"context"
	"math"
	"runtime"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

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
	t = t.Own()
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

// debris says whether the tokens from to to stand beside characters that could
// not be read: 三五年 of 二〇三五年 is a piece of a phrase that nobody wrote.
func (c *clause) debris(from, to int) bool {
	return from == 0 && c.opener == text.Unreadable || to == len(c.tokens) && c.closer == text.Unreadable
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
	node
	count    float64
	looked   float64 // uses whose neighbours were looked at
	right    beside
	left     beside
	autonomy float64
}

// beside is what stands on one side of a string. The edge of a clause is no
// neighbour: what stands beyond is a neighbour of its own each time.
type beside struct {
	seen    []int32 // the number of a neighbour for each use that has one
	edges   float64
	entropy float64 // in nats
}

// share of the n uses that have one of keys beside them.
func (w *wordhood) share(b *beside, keys []string, n float64) float64 {
	sum := 0
	for _, k := range keys {
		number := w.numbers.of[k]
		for _, seen := range b.seen {
			if seen == number { // none is 0
				sum++
			}
		}
	}
	return float64(sum) / n
}

// wordhood judges which strings of a text are words. A language written
// without spaces may have a list of common words; what it lacks is learnt from
// the texts: a string is a word the more freely what stands beside it varies,
// compared with the string one token shorter (normalised variation of
// branching entropy: Magistry and Sagot, Unsupervized word segmentation, ACL
// 2012).
type wordhood struct {
	numbers  *numbers // of the tokens of the text, and of those beside its strings in earlier ones
	tree     stringTree
	all      []usage        // by node; of node 0 there is none
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
	w := &wordhood{numbers: newNumbers(), list: list, unspaced: table.Sentence.Unspaced}
	for _, f := range table.Phrases.Function {
		if utf8.RuneCountInString(f) == 1 && !slices.Contains(table.Phrases.Inside, f) {
			w.form += text.Fold(f)
		}
	}
	w.numbers.take(cs)
	own := w.tree.grow(w.numbers, cs)
	w.all = make([]usage, len(w.tree.nodes))
	for i, n := range w.tree.nodes {
		w.all[i].node = n
	}
	if err := w.countUses(ctx, own, x.Segments(lang), f); err != nil {
		return nil, err
	}
	w.judge()
	return w, nil
}

// find is the usage of a string; nil if the text does not have it, or it is
// too long to have been counted.
func (w *wordhood) find(ts []text.Token) *usage {
	if len(ts) > longestWord {
		return nil
	}
	at := int32(0)
	for _, t := range ts {
		if at = w.tree.step(at, w.numbers.own(t.Key)); at == 0 {
			return nil
		}
	}
	if at == 0 {
		return nil
	}
	return &w.all[at]
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
	var alone float64
	all := w.all[1:]
	for i := range all {
		if u := &all[i]; u.tokens == 1 {
			w.tokens += u.count
		}
	}
	for i := range all {
		if u := &all[i]; u.tokens == 1 {
			p := u.count / w.tokens
			alone -= p * math.Log(p)
		}
	}
	var sum, number [longestWord + 1]float64
	for i := range all {
		u := &all[i]
		r, l := alone, alone
		if u.tokens > 1 {
			r, l = w.all[u.shorter[0]].right.entropy, w.all[u.shorter[1]].left.entropy
		}
		u.autonomy = u.right.entropy - r + u.left.entropy - l
		sum[u.tokens] += u.autonomy
		number[u.tokens]++
	}
	for i := range all {
		all[i].autonomy -= sum[all[i].tokens] / number[all[i].tokens]
	}
}

// inParts does something for each of n things, on all processors. What is done
// for one must not touch another. A panic is an error: the server goes on.
func inParts(n int, do func(i int)) error {
	var g errgroup.Group
	parts := runtime.GOMAXPROCS(0)
	for part := range parts {
		g.Go(func() (err error) {
			defer concordance.Recover(&err)
			for i := n * part / parts; i < n*(part+1)/parts; i++ {
				do(i)
			}
			return nil
		})
	}
	return g.Wait()
}

// learntUses is how often a string that no list has must be used to be taken
// for a word.
const learntUses = 8

// boundEntropy is the least entropy, in nats, of what stands on each side of a
// word that is learnt: what nearly always follows or precedes the same token is
// a piece of something longer (人资料 of 个人资料).
const boundEntropy = .35

// gain is what a string of n tokens, used as u says, adds to a cut of a clause
// as a word. With a list of words it is the logarithm of how likely the word
// is, there or in the texts; without, its autonomy times its length.
func (w *wordhood) gain(key string, n int, u *usage) float64 {
	if w.list == nil {
		if u == nil {
			return 0
		}
		return u.autonomy * float64(n)
	}
	cost, known := w.list.Cost(key)
	if n > 1 && u != nil && u.count >= learntUses && u.autonomy > 0 && min(u.left.entropy, u.right.entropy) > boundEntropy && !strings.ContainsAny(key, w.form) {
		cost, known = min(cost, math.Log(w.tokens/u.count)), true
	}
	if !known && n > 1 {
		return math.Inf(-1)
	}
	return -cost
}

// gains are the gains of the strings that begin a run of tokens, the shortest
// first. None but the first holds a word of letters. Most pairs begin no longer
// word, of the list or used often enough to be learnt.
func (w *wordhood) gains(ts []text.Token, keys []string, to []float64) []float64 {
	if i := slices.IndexFunc(ts, func(t text.Token) bool { return t.Kind == text.Word }); i >= 0 {
		ts = ts[:max(i, 1)]
	}
	at := int32(0)
	for n, key := range prefixes(ts, keys) {
		var u *usage
		if n == 0 || at > 0 {
			if at = w.tree.step(at, w.numbers.own(ts[n].Key)); at > 0 {
				u = &w.all[at]
			}
		}
		to = append(to, w.gain(key, n+1, u))
		if n == 1 && w.list != nil && !w.list.Longer(key) && (u == nil || u.count < learntUses) {
			break
		}
	}
	return to
}

// words cuts the tokens of a clause into words so that their gains add up to
// the most. It gives the index at which each word ends. In languages with
// spaces every token is a word.
func (w *wordhood) words(ts []text.Token) []int {
	var ends []int
	if !w.unspaced {
		for i := range ts {
			ends = append(ends, i+1)
		}
		return ends
	}
	best := make([]float64, len(ts)+1)
	from := make([]int, len(ts)+1)
	for i := range ts {
		best[i+1] = math.Inf(-1)
	}
	var keys []string
	var gains []float64
	for i := range ts {
		gains = w.gains(ts[i:min(len(ts), i+longestWord)], keys[:0], gains[:0])
		for n, gain := range gains {
			end := i + n + 1
			if v := best[i] + gain; v >= best[end] { // of equals the last word is the shortest
				best[end], from[end] = v, i
			}
		}
	}
	for end := len(ts); end > 0; end = from[end] {
		ends = append(ends, end)
	}
	slices.Reverse(ends)
	return ends
}

// prefixes are the keys of the strings that begin a run of tokens, the shortest
// first. They share the bytes of the longest.
func prefixes(ts []text.Token, keys []string) []string {
	longest := join(ts)
	end := 0
	for i, t := range ts {
		if i > 0 && t.Kind == text.Word && ts[i-1].Kind == text.Word {
			end++ // the space
		}
		end += len(t.Key)
		keys = append(keys, longest[:end])
	}
	return keys
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
