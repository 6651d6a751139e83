package evidence

import (
	"strings"
	"unicode"

	"tifa/text"
)

// sort tells what an element of a pattern is.
type sort uint8

const (
	word     sort = iota // a word or character, to the token
	mark                 // punctuation
	elision              // any run of tokens
	bracket              // none or a few tokens
	fragment             // a word of which a part stands in brackets
)

// element is a step of a pattern.
type element struct {
	sort
	start, end int // in the quotation
	key        string
	head, tail string // of a fragment: what stands outside the brackets, folded
	inside     string // of a bracket or fragment: what stands in it
	round      bool   // of a bracket: it only puts in, and stands for nothing
	edge       bool   // of a mark at an end of the quotation: no other mark stands for it
}

// pattern is a quotation as what it must match.
type pattern struct {
	quote    string
	how      reading
	elements []element
	first    *element // a bracket at the very beginning, which no element stands for
	last     *element
	open     bool // an ellipsis at one of its ends, which hides nothing that can be told
	altered  bool // has brackets
	round    bool // round ones among them
}

// reading says which signs of a quotation count as such.
type reading uint8

const (
	literal  reading = iota // none: the text may have them itself
	square                  // all but round brackets
	allSigns                // round brackets too
)

// parse reads a quotation.
func parse(s string, how reading) *pattern {
	p := &pattern{quote: s, how: how}
	at := 0
	if how != literal {
		for _, g := range marksOf(s) {
			if g.round && how != allSigns {
				continue
			}
			p.tokens(at, g.Start)
			p.sign(g)
			at = g.End
		}
	}
	p.tokens(at, len(s))
	p.tidy()
	return p
}

// tokens adds the tokens of a part of the quotation. Marks of quotation are
// left out: their style is the quoter's. Of a run of dashes or dots only the first
// counts, since a dash may be one character or two.
func (p *pattern) tokens(from, to int) {
	for _, t := range text.Tokens(p.quote[from:to]) {
		start, end := from+t.Start, from+t.End
		if !counts(t) {
			continue
		}
		n := len(p.elements)
		if n > 0 {
			// The rest of a word behind brackets, and the second token of one
			// character.
			last := &p.elements[n-1]
			if last.sort == fragment && last.end == start && last.tail == "" && t.Kind == text.Word {
				last.tail, last.end = t.Key, end
				continue
			}
			if t.Kind == text.Mark && last.sort == mark && last.key == t.Key && last.end == start && runs(p.quote[last.start:]) {
				last.end = end
				continue
			}
		}
		e := element{sort: word, start: start, end: end, key: t.Key}
		if t.Kind == text.Mark {
			e.sort = mark
		}
		p.elements = append(p.elements, e)
	}
}

// counts says whether a token is compared at all.
func counts(t text.Token) bool { return t.Kind != text.Break && t.Key != `"` && t.Key != "'" }

// runs says whether s begins with a mark that may be written as several of it:
// a dash, an ellipsis.
func runs(s string) bool {
	return strings.ContainsRune("-–—―－~～…⋯·・", firstRune(s)) || strings.HasPrefix(s, "...") || strings.HasPrefix(s, "。。。")
}

// sign adds what a sign stands for.
func (p *pattern) sign(g sign) {
	e := element{sort: bracket, start: g.Start, end: g.End, inside: g.content, round: g.round}
	if g.elision {
		e.sort = elision
		p.elements = append(p.elements, e)
		return
	}
	p.altered = true
	p.round = p.round || g.round
	before := len(p.elements) - 1
	joined := before >= 0 && p.elements[before].end == g.Start && latin(p.quote[:g.Start], true) &&
		(p.elements[before].sort == word || p.elements[before].sort == fragment)
	next := latin(p.quote[g.End:], false)
	content := strings.TrimSpace(g.content)
	if i := strings.LastIndexFunc(content, unicode.IsSpace); i >= 0 && next && !joined {
		// "[The i]nternational": words, and then a part of one.
		p.elements = append(p.elements, element{sort: bracket, start: g.Start, end: g.End, inside: content[:i]})
		content = content[i+1:]
	}
	switch {
	case joined && fills(content) && !g.round:
		last := &p.elements[before]
		if last.sort == word {
			last.sort, last.head, last.key = fragment, last.key, ""
		}
		last.tail, last.inside, last.end = "", last.inside+content, g.End
	case next && fills(content) && !g.round:
		e.sort, e.inside = fragment, content
		p.elements = append(p.elements, e)
	default:
		p.elements = append(p.elements, e)
	}
}

// latin says whether s ends, or else begins, in a letter of a script with
// spaces.
func latin(s string, end bool) bool {
	r := firstRune(s)
	if end {
		r = lastRune(s)
	}
	return unicode.IsLetter(r) && !wide(r)
}

func lastRune(s string) rune {
	last := rune(-1)
	for _, r := range s[max(0, len(s)-4):] {
		last = r
	}
	return last
}

// tidy drops what need not match: punctuation at the ends and beside signs,
// signs at the ends. What says something stays: a question or exclamation mark at
// the end, the sign of a number and brackets at either end.
func (p *pattern) tidy() {
	var out []element
	for i, e := range p.elements {
		beside := i > 0 && loose(&p.elements[i-1]) || i+1 < len(p.elements) && loose(&p.elements[i+1])
		if e.sort == mark && (beside || len(out) == 0 && !says(e.key)) {
			continue
		}
		out = append(out, e)
	}
	for len(out) > 0 && (loose(&out[0]) || out[0].sort == mark && !says(out[0].key)) {
		p.edge(&out[0], &p.first)
		out = out[1:]
	}
	for n := len(out); n > 0; n = len(out) {
		last := &out[n-1]
		if !loose(last) && (last.sort != mark || strings.ContainsAny(last.key, "!?") || says(last.key)) {
			break
		}
		p.edge(last, &p.last)
		out = out[:n-1]
	}
	for i := 0; i < len(out) && out[i].sort == mark; i++ {
		out[i].edge = true
	}
	for i := len(out) - 1; i >= 0 && out[i].sort == mark; i-- {
		out[i].edge = says(out[i].key)
	}
	p.elements = out
}

// says says whether a mark at an end of a quotation is no punctuation of the
// quoter's: the sign of a number (3 % is not 3), a bracket.
func says(key string) bool {
	r := firstRune(key)
	return unicode.In(r, unicode.Sc, unicode.Ps, unicode.Pe) || strings.ContainsRune("%‰‱°℃℉′″+±−<>≤≥=§#№《》〈〉", r)
}

// edge keeps a sign that stands at an end.
func (p *pattern) edge(e *element, at **element) {
	switch e.sort {
	case elision:
		p.open = true
	case bracket:
		if *at == nil {
			*at = &element{sort: bracket, start: e.start, end: e.end, inside: e.inside, round: e.round}
		}
	case word, mark, fragment:
	}
}

// loose says whether an element stands for any number of tokens.
func loose(e *element) bool { return e.sort == elision || e.sort == bracket }

// words counts the words of the pattern, those in part too.
func (p *pattern) words() int {
	n := 0
	for i := range p.elements {
		if s := p.elements[i].sort; s == word || s == fragment {
			n++
		}
	}
	return n
}

// elided says whether the quotation marks that something was left out.
func (p *pattern) elided() bool {
	for i := range p.elements {
		if p.elements[i].sort == elision {
			return true
		}
	}
	return p.open
}

// fits says whether a fragment can be a part of the word with a key. The rest
// of the word may not be much longer than what stands for it.
func (e *element) fits(key string) bool {
	rest := len(key) - len(e.head) - len(e.tail)
	return rest >= 0 && rest <= len(e.inside)+6 && strings.HasPrefix(key, e.head) && strings.HasSuffix(key, e.tail)
}
