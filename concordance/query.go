package concordance

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/suffix"
	"tifa/text"
)

// DefaultGap is how many tokens a gap holds at most, unless told otherwise.
const DefaultGap = 5

// Query is a phrase to look for: runs of tokens, perhaps with gaps between
// them, perhaps with beginnings of words.
//
// A phrase matches whole words in scripts with spaces and any run of
// characters in the others, up to folding. "govern*" matches the beginning of
// a word. "*" between Han characters, or between spaces, is a gap; from each
// start the shortest fill counts. Quotation marks round the whole are
// dropped; other punctuation has to match.
type Query struct {
	Phrase string // as it was given
	parts  []part
	exact  Exact
	gaps   int // how many gaps
}

// part is a run of tokens that stand together.
type part struct {
	text   string // as it was given, without spaces at its ends
	tokens []text.Token
	prefix bool // the last token need only begin so
	gap    int  // how many tokens may stand before the run
	isGap  bool // whether the user wrote a gap there
}

// Parse reads a phrase. gap is how many tokens a gap holds at most.
func Parse(phrase string, gap int, exact Exact) (*Query, error) {
	q := &Query{Phrase: phrase, exact: exact}
	s := unquote(strings.TrimSpace(phrase))
	next := part{}
	for s != "" {
		i := strings.IndexByte(s, '*')
		if i < 0 {
			i = len(s)
		}
		run, rest := s[:i], strings.TrimPrefix(s[i:], "*")
		next.text, next.tokens = strings.TrimSpace(run), tokensOf(run)
		switch {
		case len(next.tokens) > 0:
			star := i < len(s)
			if star && endsInWord(run) {
				if beginsWord(rest) {
					return nil, fmt.Errorf("%q has a * inside a word: write the beginning of the word and *, or words with \" * \" between them: %w", phrase, tifa.ErrUsage)
				}
				next.prefix = true
			}
			q.parts = append(q.parts, next)
			if next.isGap {
				q.gaps++
			}
			isGap := star && !next.prefix
			next = part{isGap: isGap}
			if isGap {
				next.gap = gap
			}
		case beginsWord(rest):
			return nil, fmt.Errorf("%q asks for the end of a word, which the index cannot find: %w", phrase, tifa.ErrUsage)
		case len(q.parts) > 0:
			next.gap, next.isGap = gap, true
		}
		s = rest
	}
	if len(q.parts) == 0 {
		return nil, fmt.Errorf("%q holds nothing to look for: %w", phrase, tifa.ErrUsage)
	}
	return q, nil
}

// Literal is the query for a phrase in which * has no meaning.
func Literal(phrase string) *Query {
	return &Query{Phrase: phrase, parts: []part{{text: phrase, tokens: tokensOf(phrase)}}}
}

func tokensOf(s string) []text.Token {
	var ts []text.Token
	for _, t := range text.Tokens(s) {
		if t.Kind != text.Break {
			ts = append(ts, t)
		}
	}
	return ts
}

// Simple says whether the query is one run of whole tokens.
func (q *Query) Simple() bool { return len(q.parts) == 1 && !q.parts[0].prefix }

// Gaps is how many gaps the query has.
func (q *Query) Gaps() int { return q.gaps }

// unquote drops quotation marks round the whole of s.
func unquote(s string) string {
	for _, pair := range []string{`""`, "“”", "„“", "«»", "「」", "『』", "''", "‘’", "＂＂"} {
		open, n := utf8.DecodeRuneInString(pair)
		inner, ok := strings.CutPrefix(s, string(open))
		if !ok {
			continue
		}
		if inner, ok = strings.CutSuffix(inner, pair[n:]); ok && !strings.Contains(inner, pair[n:]) {
			return inner
		}
	}
	return s
}

func endsInWord(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return text.KindOf(string(text.FoldRune(r))) == text.Word && !unicode.IsSpace(r)
}

func beginsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && r != '*' && text.KindOf(string(text.FoldRune(r))) == text.Word
}

// coded is a query in the ids of one segment.
type coded struct {
	s     *Segment
	parts []codedPart
	exact Exact
	query *Query
}

// codedPart matches ids, and after them, if last is not 0, one id from first
// to last.
type codedPart struct {
	ids         []int32
	first, last int32
	gap         int
}

func (p *codedPart) len() int {
	if p.last != 0 {
		return len(p.ids) + 1
	}
	return len(p.ids)
}

// code translates a query; ok is false where the segment lacks a token of it.
func (q *Query) code(s *Segment) (c coded, ok bool) {
	c = coded{s: s, exact: q.exact, query: q}
	for _, p := range q.parts {
		tokens := p.tokens
		if p.prefix {
			tokens = tokens[:len(tokens)-1]
		}
		cp := codedPart{ids: s.Encode(tokens), gap: p.gap}
		for _, id := range cp.ids {
			if id < 1 {
				return c, false
			}
		}
		if p.prefix {
			lo, hi := s.lexicon.prefixed(p.tokens[len(p.tokens)-1].Key)
			if lo == hi {
				return c, false
			}
			cp.first, cp.last = lo, hi-1
		}
		c.parts = append(c.parts, cp)
	}
	return c, true
}

// ranks is the range of ranks whose suffixes begin with the first part.
func (c *coded) ranks() (lo, hi int) {
	p := &c.parts[0]
	if len(p.ids) == 0 {
		lo, _ = c.s.With(p.first)
		_, hi = c.s.With(p.last)
		return lo, hi
	}
	lo, hi = c.s.With(p.ids[0])
	if len(p.ids) > 1 {
		lo, hi = c.s.Narrow(lo, hi, 1, p.ids)
	}
	if p.last != 0 && lo < hi {
		lo, hi = c.s.Between(lo, hi, len(p.ids), p.first, p.last)
	}
	return lo, hi
}

// whole says whether every rank of ranks is a match.
func (c *coded) whole() bool { return len(c.parts) == 1 && c.exact == 0 }

// end gives the end, in positions, of the match that begins at pos, where the
// first part is known to match; -1 if the rest does not. fills, if not nil, is
// where the gaps' fills are put: from and to positions in turn.
func (c *coded) end(pos int, fills *[]int) int {
	return c.rest(c.parts[1:], pos+c.parts[0].len(), fills)
}

func (c *coded) rest(parts []codedPart, at int, fills *[]int) int {
	if len(parts) == 0 {
		return at
	}
	p := &parts[0]
	for skip := 0; skip <= p.gap; skip++ {
		if skip > 0 && (at+skip-1 >= c.s.Text.Len() || c.s.Text.At(at+skip-1) == 0) {
			return -1 // a gap does not cross a boundary
		}
		if !p.matches(&c.s.Sorted, at+skip) {
			continue
		}
		kept := 0
		if fills != nil {
			kept = len(*fills)
			if p.gap > 0 {
				*fills = append(*fills, at, at+skip)
			}
		}
		if end := c.rest(parts[1:], at+skip+p.len(), fills); end >= 0 {
			return end
		}
		if fills != nil {
			*fills = (*fills)[:kept]
		}
	}
	return -1
}

func (p *codedPart) matches(s *suffix.Sorted, at int) bool {
	if at+p.len() > s.Text.Len() {
		return false
	}
	for i, id := range p.ids {
		if s.Text.At(at+i) != id {
			return false
		}
	}
	if p.last == 0 {
		return true
	}
	id := s.Text.At(at + len(p.ids))
	return id >= p.first && id <= p.last
}
