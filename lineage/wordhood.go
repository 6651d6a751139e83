package lineage

import (
	"context"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
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
	tokens   int
	at       int       // its place among all
	hand     int       // who counts it: one for all strings with the same first token
	shorter  [2]*usage // the string without its last token and without its first; nil of one token
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

// numbers are the numbers of tokens that are met beside strings. 0 is none.
// Several can ask at once; which token has which number is left to chance.
type numbers struct {
	mu sync.Mutex
	of map[string]int32
}

func newNumbers() *numbers { return &numbers{of: map[string]int32{}} }

func (x *numbers) number(key string) int32 {
	if key == "" {
		return 0
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	n, ok := x.of[key]
	if !ok {
		n = int32(len(x.of)) + 1
		x.of[key] = n
	}
	return n
}

// share of the n uses that have one of keys beside them.
func (w *wordhood) share(b *beside, keys []string, n float64) float64 {
	sum := 0
	for _, k := range keys {
		number, met := w.beside.of[k]
		if !met {
			continue
		}
		for _, seen := range b.seen {
			if seen == number {
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
	uses     map[string]*usage
	all      []*usage       // in the order in which the text has them first
	made     []usage        // not yet given out
	beside   *numbers       // of the tokens beside strings
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
	w := &wordhood{uses: map[string]*usage{}, beside: newNumbers(), list: list, unspaced: table.Sentence.Unspaced}
	for _, f := range table.Phrases.Function {
		if utf8.RuneCountInString(f) == 1 && !slices.Contains(table.Phrases.Inside, f) {
			w.form += text.Fold(f)
		}
	}
	at := make([]stringsAt, len(cs))
	var own []stringUse
	for i, c := range cs {
		at[i] = w.strings(c.tokens)
		for k, uses := range at[i] {
			for n, u := range uses {
				if u.tokens > 1 && u.shorter[0] == nil {
					u.shorter = [2]*usage{uses[n-1], at[i][k+1][n-1]}
				}
				own = append(own, stringUse{int32(u.at), w.beside.number(keyAt(c.tokens, k-1)), w.beside.number(keyAt(c.tokens, k+n+1))})
			}
		}
	}
	if err := w.countUses(ctx, own, x.Segments(lang), f, cs, at); err != nil {
		return nil, err
	}
	w.judge()
	return w, nil
}

// stringsAt are the strings that begin at each token of a clause, the shortest
// first.
type stringsAt [][]*usage

// strings are the entries of the strings of a clause, made where there are
// none.
func (w *wordhood) strings(ts []text.Token) stringsAt {
	out := make(stringsAt, len(ts))
	var keys []string
	for i := range ts {
		uses := make([]*usage, min(longestWord, len(ts)-i))
		keys = prefixes(ts[i:i+len(uses)], keys[:0])
		for n, key := range keys {
			u := w.uses[key]
			if u == nil {
				u = w.usage()
				u.tokens, u.at, u.hand = n+1, len(w.all), len(w.all)
				if n > 0 {
					u.hand = uses[0].hand
				}
				w.uses[key] = u
				w.all = append(w.all, u)
			}
			uses[n] = u
		}
		out[i] = uses
	}
	return out
}

// usage is one more, made many at a time: some ten thousands are needed.
func (w *wordhood) usage() *usage {
	if len(w.made) == 0 {
		w.made = make([]usage, 1024)
	}
	u := &w.made[0]
	w.made = w.made[1:]
	return u
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
	var alone float64
	for _, u := range w.all {
		if u.tokens == 1 {
			w.tokens += u.count
		}
	}
	for _, u := range w.all {
		if u.tokens == 1 {
			p := u.count / w.tokens
			alone -= p * math.Log(p)
		}
	}
	var sum, number [longestWord + 1]float64
	for _, u := range w.all {
		r, l := alone, alone
		if u.tokens > 1 {
			r, l = u.shorter[0].right.entropy, u.shorter[1].left.entropy
		}
		u.autonomy = u.right.entropy - r + u.left.entropy - l
		sum[u.tokens] += u.autonomy
		number[u.tokens]++
	}
	for _, u := range w.all {
		u.autonomy -= sum[u.tokens] / number[u.tokens]
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

// gain is what a string of n tokens adds to a cut of a clause as a word. With
// a list of words it is the logarithm of how likely the word is, there or in
// the texts; without, its autonomy times its length.
func (w *wordhood) gain(key string, n int) float64 {
	u := w.uses[key]
	if w.list == nil {
		if u == nil {
			return 0
		}
		return u.autonomy * float64(n)
	}
	cost, known := w.list.Cost(key)
	if n > 1 && u != nil && u.count >= learntUses && u.autonomy > 0 && !strings.ContainsAny(key, w.form) {
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
	reach := w.reach(ts)
	for end := 1; end <= len(ts); end++ {
		best[end] = math.Inf(-1)
		for n := 1; n <= longestWord && n <= end; n++ {
			if n > 1 && (!w.unspaced || ts[end-n].Kind == text.Word || ts[end-1].Kind == text.Word) {
				break
			}
			if reach != nil && n > reach[end-n] {
				continue // no word
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

// reach is how long a word can be that begins with each token: most pairs begin
// no longer one, of the list or used often enough to be learnt. Without a list
// any string can be a word, and it is nil.
func (w *wordhood) reach(ts []text.Token) []int {
	if w.list == nil || !w.unspaced {
		return nil
	}
	out := make([]int, len(ts))
	for i := range ts {
		out[i] = 2
		if i+2 >= len(ts) {
			continue
		}
		pair := join(ts[i : i+2])
		if u := w.uses[pair]; w.list.Longer(pair) || u != nil && u.count >= learntUses {
			out[i] = longestWord
		}
	}
	return out
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
