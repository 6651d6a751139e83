package lineage

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa/concordance"
	"tifa/text"
)

const (
	mostWords  = 6  // words of the longest candidate
	mostTokens = 12 // tokens of the longest candidate
	leastChars = 3  // characters of the shortest in scripts without spaces
	boundShare = .005
	likelyVerb = .15
	oftenOpens = .1 // share of its uses at which a governing verb opens a clause
)

// candidate is a phrase of the text that is complete as far as can be seen:
// it begins and ends with words, none of them a function word or bound to
// what stands outside.
type candidate struct {
	phrase string // as it first stands in the text
	key    string
	words  []string
	tokens int
	places []place // where the words are cut as the phrase is
	count  int     // how often it stands in the text, however the words are cut …
	in     []int   // … and in which sentences, ascending
	score  float64
}

// place is where a candidate stands.
type place struct {
	clause   int
	from, to int // tokens of the clause
	before   string
	after    string // the words beside it; empty at the edge of the clause
}

// candidates collects phrases of a text that keep says yes to: keep gets a
// clause and a range of its tokens.
type candidates struct {
	w       *wordhood
	rules   *text.PhraseRules
	form    map[string]bool // function words
	inside  map[string]bool
	light   map[string]bool // heads of ordinary phrases
	clauses []clause
	body    string
	used    map[string]*usage // of the words that were asked for
	cuts    [][]int           // of each clause, the ends of its words; nil before cutAll
}

func newCandidates(w *wordhood, lang, body string, cs []clause) *candidates {
	rules := &text.Lookup(lang).Phrases
	c := &candidates{w: w, rules: rules, form: map[string]bool{}, inside: map[string]bool{}, light: map[string]bool{}, clauses: cs, body: body, used: map[string]*usage{}}
	for _, f := range rules.Function {
		c.form[text.Fold(f)] = true
	}
	for _, f := range text.Lookup(lang).StopWords {
		c.form[text.Fold(f)] = true
	}
	for _, f := range rules.LightHeads {
		c.light[text.Fold(f)] = true
	}
	for _, f := range rules.Inside {
		c.inside[text.Fold(f)] = true
	}
	return c
}

// use is how a word is used; nil if it was not counted.
func (c *candidates) use(word string) *usage {
	u, asked := c.used[word]
	if !asked {
		u = c.w.find(text.Tokens(word))
		c.used[word] = u
	}
	return u
}

// sureUse is the same, of a word that was not counted that of one met once.
func (c *candidates) sureUse(word string) *usage {
	if u := c.use(word); u != nil {
		return u
	}
	return &usage{count: 1, looked: 1}
}

// collect gives the candidates that keep says yes to, in the order of the
// text.
func (c *candidates) collect(ctx context.Context, keep func(clause, from, to int) bool) ([]*candidate, error) {
	byKey := map[string]*candidate{}
	var out []*candidate
	if err := c.cutAll(); err != nil {
		return nil, err
	}
	for i := range c.clauses {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		ts, ends := c.clauses[i].tokens, c.cuts[i]
		quoted := c.clauses[i].opener == `"` && c.clauses[i].closer == `"`
		starts := append([]int{0}, ends...)
		word := func(k int) string {
			if k < 0 || k >= len(ends) {
				return ""
			}
			return join(ts[starts[k]:ends[k]])
		}
		for a := range ends {
			for b := a; b < len(ends) && b < a+mostWords && ends[b]-starts[a] <= mostTokens; b++ {
				from, to := starts[a], ends[b]
				if c.w.list != nil && a > 0 && starts[a]-starts[a-1] == 1 && c.w.list.Class(join(ts[from-1:from+1])) != "" {
					break // the character before belongs to the first word: 着|力
				}
				if torn(ts, from) || torn(ts, to) || c.short(ts[from:to]) || c.clauses[i].debris(from, to) || !keep(i, from, to) {
					continue
				}
				key := join(ts[from:to])
				known := byKey[key]
				if known == nil {
					words := make([]string, 0, b-a+1)
					for k := a; k <= b; k++ {
						words = append(words, word(k))
					}
					// What the text itself puts between quotation marks is complete.
					if whole := quoted && from == 0 && to == len(ts); !whole && !c.complete(words) {
						continue
					}
					known = &candidate{phrase: c.body[ts[from].Start:ts[to-1].End], key: key, words: words, tokens: to - from}
					byKey[key] = known
					out = append(out, known)
				}
				known.places = append(known.places, place{i, from, to, word(a - 1), word(b + 1)})
			}
		}
	}
	out = slices.DeleteFunc(out, func(k *candidate) bool { return c.piece(k) || c.common(k) })
	c.countAll(out)
	return out, nil
}

// cutAll cuts all clauses into words, once.
func (c *candidates) cutAll() error {
	if c.cuts != nil {
		return nil
	}
	cuts := make([][]int, len(c.clauses))
	err := inParts(len(cuts), func(i int) {
		cuts[i] = c.cut(c.clauses[i].tokens)
	})
	if err == nil {
		c.cuts = cuts
	}
	return err
}

// cut cuts the tokens of a clause into words, and gives where each ends.
func (c *candidates) cut(ts []text.Token) []int {
	ends := c.w.words(ts)
	if c.w.list != nil {
		ends = merged(ts, ends, c.bare)
	}
	return ends
}

// bare says whether a word is none that a phrase begins or ends with.
func (c *candidates) bare(word string) bool { return c.form[word] || c.loosely(word) }

// countAll counts how often each candidate stands in the text, and where.
func (c *candidates) countAll(list []*candidate) {
	byKey := make(map[string]*candidate, len(list))
	longest := map[string]int{} // tokens of those that begin with a token
	for _, k := range list {
		byKey[k.key] = k
		p := k.places[0]
		first := c.clauses[p.clause].tokens[p.from].Key
		longest[first] = max(longest[first], k.tokens)
	}
	var keys []string
	for _, cl := range c.clauses {
		for from, first := range cl.tokens {
			keys = prefixes(cl.tokens[from:min(len(cl.tokens), from+longest[first.Key])], keys[:0])
			for _, key := range keys {
				if k := byKey[key]; k != nil {
					k.count++
					if n := len(k.in); n == 0 || k.in[n-1] != cl.sentence {
						k.in = append(k.in, cl.sentence)
					}
				}
			}
		}
	}
}

// torn says whether a cut before token i would tear a word with a hyphen or
// apostrophe.
func torn(ts []text.Token, i int) bool {
	return i > 0 && ts[i-1].Kind == text.Mark || i < len(ts) && ts[i].Kind == text.Mark
}

// short says whether tokens are too few for a phrase: in languages with
// spaces at least two words, in others three characters.
func (c *candidates) short(ts []text.Token) bool {
	if c.w.unspaced {
		return len(ts) < leastChars && ts[0].Kind == text.Char
	}
	return len(ts) < 2
}

// complete says whether words can be a phrase by themselves.
func (c *candidates) complete(words []string) bool {
	for i, word := range words {
		edge := i == 0 || i == len(words)-1
		if c.form[word] && (edge || !c.inside[word]) && !c.saying(words) || digits(word) {
			return false
		}
	}
	first, last := c.use(words[0]), c.use(words[len(words)-1])
	if first == nil || last == nil || !c.w.unspaced {
		return true
	}
	opens, _ := utf8.DecodeRuneInString(words[0])
	closes, _ := utf8.DecodeLastRuneInString(words[len(words)-1])
	if strings.ContainsRune(c.rules.Clitics, opens) || strings.ContainsRune(c.rules.Clitics, closes) {
		return false
	}
	return !bound(words[0], first.left.edges/first.looked) && !bound(words[len(words)-1], last.right.edges/last.looked)
}

// bound says whether a single character hardly ever stands at the edge of a
// clause: it is then rather a piece of a word (性 of 保障性). edges is the
// share of its uses that do.
func bound(word string, edges float64) bool {
	return utf8.RuneCountInString(word) == 1 && edges < boundShare
}

// share is part / whole, drawn a little towards none where the whole is small.
func share(part, whole float64) float64 { return (part + .1) / (whole + 2) }

// saying says whether words make four characters with a word of form inside:
// many sayings are such (执政为民).
func (c *candidates) saying(words []string) bool {
	return c.w.unspaced && utf8.RuneCountInString(strings.Join(words, "")) == 4 &&
		!c.form[words[0]] && !c.form[words[len(words)-1]]
}

// digits says whether a word is a number in figures.
func digits(word string) bool { return strings.Trim(word, "0123456789") == "" }

// loosely says whether a word is of a kind that sentences are made of rather
// than fixed phrases: numbers, measures, times, pronouns, prepositions,
// conjunctions, particles, words of place.
func (c *candidates) loosely(word string) bool {
	if strings.Trim(word, c.rules.Numerals) == "" {
		return true
	}
	return c.w.list != nil && strings.ContainsAny(c.w.list.Class(word), "cpruymqtfeo")
}

// piece says whether a phrase that occurs several times is a piece of a longer
// one: the same word stands beside it each time.
func (c *candidates) piece(k *candidate) bool {
	if len(k.places) < 2 {
		return false
	}
	same := func(side func(place) string) bool {
		first := side(k.places[0])
		return first != "" && !slices.ContainsFunc(k.places, func(p place) bool { return side(p) != first })
	}
	before, after := k.places[0].before, k.places[0].after
	// A verb before, or a word of form, is where phrases begin and end.
	if (!c.form[before] || c.inside[before]) && !c.governs(before) && same(func(p place) string { return p.before }) {
		return true
	}
	return (!c.form[after] || c.inside[after]) && same(func(p place) string { return keyAt(c.clauses[p.clause].tokens, p.to) })
}

// common says whether a phrase is a common word that the text happens to be
// the first to use, once.
func (c *candidates) common(k *candidate) bool {
	return c.w.list != nil && len(k.words) == 1 && len(k.places) == 1 && c.w.list.Class(k.words[0]) != ""
}

// loose says whether a phrase that is not new is too short or too loosely cut
// to be called a formulation: fewer than four characters, or a single
// character at an end.
func (c *candidates) loose(k *candidate) bool {
	if !c.w.unspaced {
		return false
	}
	return k.tokens < 4 || utf8.RuneCountInString(k.words[0]) == 1 || utf8.RuneCountInString(k.words[len(k.words)-1]) == 1
}

// weigh scores a candidate on the evidence of the text itself: how often it
// is said, quotation marks, headings and enumerations, clauses that it fills,
// nouns rather than verbs at its ends. The weights were set by reading lists
// of the work reports of 1998 to 2009; BENCHMARKS.md says how good they are.
func (c *candidates) weigh(k *candidate) float64 {
	n := float64(k.count)
	uses := float64(len(k.places))
	var quoted, heading, listed bool
	var whole, opens, closes, cut float64
	for _, p := range k.places {
		cl := &c.clauses[p.clause]
		atStart, atEnd := p.from == 0, p.to == len(cl.tokens)
		quoted = quoted || atStart && atEnd && cl.opener == `"` && cl.closer == `"`
		heading = heading || cl.heading
		listed = listed || atStart && cl.opener == "、" || atEnd && cl.closer == "、"
		if atStart && atEnd {
			whole++
		}
		switch {
		case cl.hanging && atStart, c.binds(p.before):
			opens--
		case atStart, c.form[p.before], c.governs(p.before):
			opens++
		}
		if atEnd && cl.closer == "、" && cl.opener != "、" && c.verb(k.words[0]) > 0 {
			cut++ // a verb with the first item of a list
		}
		if atEnd || c.form[p.after] {
			closes++
		}
	}
	first, last := c.sureUse(k.words[0]), c.sureUse(k.words[len(k.words)-1])
	score := 2*math.Log(n) + .5*whole/uses + .4*opens/uses + .5*closes/uses - 1.5*cut/uses
	if c.light[k.words[len(k.words)-1]] {
		score -= .6
	}
	for _, yes := range []struct {
		is bool
		by float64
	}{{quoted, 1.2}, {heading, .4}, {listed, .3}} {
		if yes.is {
			score += yes.by
		}
	}
	for i, word := range k.words {
		if c.form[word] && c.w.unspaced && !c.saying(k.words) {
			score -= .4
		}
		if c.loosely(word) && !quoted && (i == 0 || utf8.RuneCountInString(word) > 1) {
			score -= .8
			if whole == 0 {
				score -= .8
			}
		}
	}
	if c.w.list != nil && strings.ContainsAny(c.w.list.Class(k.words[len(k.words)-1])+" ", "nlij") {
		score += .4
	}
	score += 1.5 * min(share(last.right.edges, last.looked), .4)
	score -= 1.5 * min(share(first.left.edges, first.looked), .6)
	score -= 2*min(c.verb(k.words[0]), .5) + 2.5*min(c.verb(k.words[len(k.words)-1]), .5)
	if c.w.unspaced {
		score += sizes[min(k.tokens, len(sizes)-1)]
		for i, word := range k.words {
			if utf8.RuneCountInString(word) == 1 {
				score -= .2
				if i == 0 || i == len(k.words)-1 && share(last.right.edges, last.looked) < .1 {
					score -= .3
				}
			}
		}
	}
	return score - .25*float64(max(0, len(k.words)-3))
}

// sizes is what the number of characters of a phrase adds to its score: fixed
// phrases of four to eight characters are the most.
var sizes = [...]float64{0, 0, 0, -.7, .2, .3, .4, .3, .2, 0}

// governs says whether a word before a phrase is a verb that the phrase is
// the object of: one that opens clauses (推进), not one that is part of a name
// (突发).
func (c *candidates) governs(word string) bool {
	u := c.sureUse(word)
	return c.verb(word) > likelyVerb && share(u.left.edges, u.looked) > oftenOpens
}

// binds says whether a word before a phrase ties it to what stands before: a
// conjunction or a preposition.
func (c *candidates) binds(word string) bool {
	return c.w.list != nil && word != "" && strings.ContainsAny(c.w.list.Class(word), "cp")
}

// class is the class of a word, or of the longest listed word that it ends
// in.
func (c *candidates) class(word string) string {
	for rest := word; rest != ""; {
		if class := c.w.list.Class(rest); class != "" {
			return class
		}
		_, n := utf8.DecodeRuneInString(rest)
		rest = rest[n:]
	}
	return ""
}

// verb judges how likely a word is a verb, or an adjective: from the list of
// words, else from what stands beside it.
func (c *candidates) verb(word string) float64 {
	if c.w.list != nil {
		switch class := c.class(word); {
		case class == "":
		case class == "vn", class == "an", class == "v" && utf8.RuneCountInString(word) > 2:
			return .1
		case class[0] == 'v', class[0] == 'a', class[0] == 'd', class[0] == 'z':
			return .4
		default:
			return 0
		}
	}
	u := c.use(word)
	if u == nil {
		return 0
	}
	return (2*c.w.share(&u.right, c.rules.AfterVerb, u.looked) + c.w.share(&u.left, c.rules.BeforeVerb, u.looked)) * u.looked / (u.looked + 5)
}

// families keeps of phrases that overlap the best one: list must be ordered,
// the best first. A phrase inside a better one stays where it is said much
// more often.
func families(list []*candidate, most int) []*candidate {
	var out []*candidate
	for _, k := range list {
		if len(out) == most {
			break
		}
		related := slices.ContainsFunc(out, func(o *candidate) bool {
			if strings.Contains(o.key, k.key) {
				return 2*k.count < 3*o.count
			}
			return strings.Contains(k.key, o.key) || overlap(k.key, o.key) || overlap(o.key, k.key)
		})
		if !related {
			out = append(out, k)
		}
	}
	return out
}

// overlap says whether a ends as b begins, over most of the shorter.
func overlap(a, b string) bool {
	ra, rb := []rune(a), []rune(b)
	for n := min(len(ra), len(rb)) - 1; n >= max(3, (min(len(ra), len(rb))*3+4)/5); n-- {
		if string(ra[len(ra)-n:]) == string(rb[:n]) {
			return true
		}
	}
	return false
}

// attested tells for every token of the clauses how many tokens from there on
// stand together in some text of the index that f chooses.
func attested(ctx context.Context, x *concordance.Index, cs []clause, lang string, f concordance.Filter) ([][]int, error) {
	out := make([][]int, len(cs))
	for i := range cs {
		out[i] = make([]int, len(cs[i].tokens))
	}
	for _, s := range x.Segments(lang) {
		fits := f.Chosen(s)
		err := inParts(len(cs), func(i int) {
			if ctx.Err() != nil {
				return
			}
			ids := s.Encode(cs[i].tokens)
			known := 0
			for at := range ids {
				known = longestIn(s, fits, ids[at:], max(known-1, 0))
				out[i][at] = max(out[i][at], known)
			}
		})
		if err := cmp.Or(err, ctx.Err()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// longestIn is the length of the longest beginning of ids that stands in a
// text that fits, where the first known of them are known to.
func longestIn(s *concordance.Segment, fits []bool, ids []int32, known int) int {
	lo, hi := s.Range(ids[:known])
	for n := known; ; n++ {
		if n > known || known == 0 {
			if n > 0 && !anyFits(s, fits, lo, hi) {
				return n - 1
			}
		}
		if n == len(ids) || ids[n] < 1 {
			return n
		}
		if n == 0 {
			lo, hi = s.With(ids[0])
		} else {
			lo, hi = s.Refine(lo, hi, n, ids[n])
		}
	}
}

// anyFits says whether a range of ranks has an occurrence in a text that fits.
func anyFits(s *concordance.Segment, fits []bool, lo, hi int) bool {
	if lo >= hi || fits == nil {
		return lo < hi
	}
	if fits[s.DocOf(s.Least(lo, hi))] {
		return true
	}
	for rank := lo; rank < hi; rank++ {
		if fits[s.DocOf(int(s.SA.At(rank)))] {
			return true
		}
	}
	return false
}
