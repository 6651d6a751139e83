package discourse

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// Forms are the patterns in which hinges.tsv writes cues; they are explained
// there.

// hingeElemKind tells what an element of a form stands for.
type hingeElemKind uint8

const (
	literal hingeElemKind = iota
	poleA
	poleB
	clauseEnd   // ,
	clauseBegin // ^
	few         // ~
	ahead       // *ing: of the next token, which belongs to what follows
)

type hingeElem struct {
	kind   hingeElemKind
	key    string // of a literal: a folded token; of ahead: the ending of a word
	clause bool   // of a pole: it does not cross a clause
	kept   bool   // of a literal: it belongs to the pole behind it too
}

// hingeForm is a pattern, made ready.
type hingeForm struct {
	kind        string
	subordinate string // a, b or empty
	across      bool
	order       int // in the table
	elems       []hingeElem
	anchor      int // index of the first literal
	weight      int // literals, and what is asked of other tokens
}

// newHingeForms reads a pattern with alternatives as one form for each choice; f
// has what they share.
func newHingeForms(f hingeForm, pattern string) ([]hingeForm, error) {
	pattern, f.across = strings.CutPrefix(pattern, "+ ")
	var out []hingeForm
	for _, p := range hingeChoices(pattern) {
		f.elems, f.anchor, f.weight = hingeElements(p), -1, 0
		var poles [2]int
		for i, e := range f.elems {
			switch e.kind {
			case literal:
				if f.anchor < 0 {
					f.anchor = i
				}
				f.weight++
			case ahead:
				f.weight++
			case poleA:
				poles[0]++
			case poleB:
				poles[1]++
			}
		}
		if f.anchor < 0 || poles != [2]int{1, 1} || !behindable(f.elems[:f.anchor]) {
			return nil, fmt.Errorf("the form %q needs a cue, {a} and {b} once each, and {b} behind a cue: %w", pattern, tifa.ErrUsage)
		}
		out = append(out, f)
	}
	return out, nil
}

// behindable says whether elements can be matched backwards from a cue.
func behindable(elems []hingeElem) bool {
	return !slices.ContainsFunc(elems, func(e hingeElem) bool { return e.kind == poleB || e.kind == ahead })
}

// hingeChoices writes out each choice of (x|y|).
func hingeChoices(pattern string) []string {
	open := strings.IndexByte(pattern, '(')
	if open < 0 {
		return []string{pattern}
	}
	end := open + strings.IndexByte(pattern[open:], ')')
	if end < open {
		return []string{pattern}
	}
	var out []string
	for choice := range strings.SplitSeq(pattern[open+1:end], "|") {
		out = append(out, hingeChoices(pattern[:open]+choice+pattern[end+1:])...)
	}
	return out
}

// hingeElements reads a pattern without alternatives.
func hingeElements(p string) []hingeElem {
	var out []hingeElem
	words, kept := "", false
	flush := func() {
		for _, t := range text.Tokens(words) {
			out = append(out, hingeElem{kind: literal, key: t.Key, kept: kept})
		}
		words, kept = "", false
	}
	for p != "" {
		named := false
		for _, x := range hingeMarkup {
			if strings.HasPrefix(p, x.sign) {
				flush()
				out = append(out, x.elem)
				p, named = p[len(x.sign):], true
				break
			}
		}
		if named {
			continue
		}
		switch p[0] {
		case '=':
			flush()
			p, kept = p[1:], true
			continue
		case '*':
			flush()
			end := strings.IndexAny(p, " {,")
			if end < 0 {
				end = len(p)
			}
			out = append(out, hingeElem{kind: ahead, key: p[1:end]})
			p = p[end:]
			continue
		}
		_, size := utf8.DecodeRuneInString(p)
		words += p[:size]
		p = p[size:]
	}
	flush()
	return out
}

var hingeMarkup = []struct {
	sign string
	elem hingeElem
}{
	{"{a}", hingeElem{kind: poleA}},
	{"{b}", hingeElem{kind: poleB}},
	{"{a,}", hingeElem{kind: poleA, clause: true}},
	{"{b,}", hingeElem{kind: poleB, clause: true}},
	{",", hingeElem{kind: clauseEnd}},
	{"，", hingeElem{kind: clauseEnd}},
	{"^", hingeElem{kind: clauseBegin}},
	{"~", hingeElem{kind: few}},
}

// fits says whether a token is the literal.
func (e *hingeElem) fits(t *text.Token) bool {
	if e.kind == ahead {
		return t.Kind == text.Word && len(t.Key) > len(e.key)+1 && strings.HasSuffix(t.Key, e.key)
	}
	return t.Key == e.key
}

// Marks by what they part. The comma of Chinese lists (、) parts neither.
func endsClause(t *text.Token) bool {
	return t.Kind == text.Mark && strings.Contains(",;:—–?!", t.Key)
}

func endsPart(t *text.Token) bool { return t.Kind == text.Mark && (t.Key == ";" || t.Key == ":") }

// mostHingeFew is how many tokens ~ stands for at most, and mostHingePole how many a pole
// between two cues has at most.
const (
	mostHingeFew  = 6
	mostHingePole = 90
)

// hingeMatch is a form in a sentence, in tokens, ends exclusive.
type hingeMatch struct {
	form   *hingeForm
	cues   []int  // tokens
	kept   []int  // those of them that belong to the pole behind
	a, b   [2]int // poles
	before bool   // pole a is the sentence before
}

// hingeMatcher finds forms in the tokens of one sentence.
type hingeMatcher struct {
	tokens  []text.Token
	openers map[string]bool
	masked  []bool // tokens of longer forms that only look like a cue
}

// at matches a form whose first literal is token i.
func (m *hingeMatcher) at(f *hingeForm, i int) (hingeMatch, bool) {
	out := hingeMatch{form: f, a: [2]int{-1, -1}, b: [2]int{-1, -1}}
	if !m.forward(f, f.anchor, i, &out) || !m.backward(f, i, &out) {
		return out, false
	}
	for _, c := range out.cues {
		if m.masked[c] {
			return out, false
		}
	}
	out.a, out.b = out.keep(m.trim(out.a)), out.keep(m.trim(out.b))
	return out, out.b[0] < out.b[1] && (out.before || out.a[0] < out.a[1])
}

// forward matches the elements from k on at token i and behind.
func (m *hingeMatcher) forward(f *hingeForm, k, i int, out *hingeMatch) bool {
	if k == len(f.elems) {
		return true
	}
	e := &f.elems[k]
	switch e.kind {
	case literal:
		if i >= len(m.tokens) || !e.fits(&m.tokens[i]) {
			return false
		}
		kept := len(out.kept)
		out.cues = append(out.cues, i)
		if e.kept {
			out.kept = append(out.kept, i)
		}
		if m.forward(f, k+1, i+1, out) {
			return true
		}
		out.cues, out.kept = out.cues[:len(out.cues)-1], out.kept[:kept]
		return false
	case ahead:
		return i < len(m.tokens) && e.fits(&m.tokens[i]) && m.forward(f, k+1, i, out)
	case clauseEnd:
		return i < len(m.tokens) && endsClause(&m.tokens[i]) && m.forward(f, k+1, i+1, out)
	case clauseBegin:
		return m.begins(i) && m.forward(f, k+1, i, out)
	case few:
		for j := i; j <= min(i+mostHingeFew, len(m.tokens)) && (j == i || m.tokens[j-1].Kind != text.Mark); j++ {
			if m.forward(f, k+1, j, out) {
				return true
			}
		}
		return false
	}
	return m.pole(f, k, i, out)
}

// pole matches a pole that begins at token i.
func (m *hingeMatcher) pole(f *hingeForm, k, i int, out *hingeMatch) bool {
	e := &f.elems[k]
	to := &out.a
	if e.kind == poleB {
		to = &out.b
	}
	if k == len(f.elems)-1 { // the last element
		end := i
		for end < len(m.tokens) && !endsPart(&m.tokens[end]) && (!e.clause || !endsClause(&m.tokens[end])) {
			end++
		}
		*to = [2]int{i, end}
		return end > i
	}
	for end := i + 1; end < len(m.tokens) && end-i <= mostHingePole; end++ {
		if e.clause && endsClause(&m.tokens[end-1]) {
			return false
		}
		if m.forward(f, k+1, end, out) {
			*to = [2]int{i, end}
			return true
		}
	}
	return false
}

// backward matches the elements before the first literal, which is token i.
func (m *hingeMatcher) backward(f *hingeForm, i int, out *hingeMatch) bool {
	across := f.across
	for k := f.anchor - 1; k >= 0; k-- {
		switch e := &f.elems[k]; e.kind {
		case clauseBegin:
			if !m.begins(i) {
				return false
			}
		case clauseEnd:
			if i == 0 && across {
				continue
			}
			if i == 0 || !endsClause(&m.tokens[i-1]) {
				return false
			}
			i--
		case few:
			n := 0
			for n < mostHingeFew && i > 0 && m.tokens[i-1].Kind != text.Mark {
				i, n = i-1, n+1
			}
			// what stands before the cue in its clause belongs to the pole behind
			out.b[0] = i
		case poleA:
			out.a = [2]int{m.partBegin(i), i}
			if trimmed := m.trim(out.a); trimmed[0] >= trimmed[1] {
				out.before = across
				return across
			}
		default:
			return false
		}
	}
	return true
}

// partBegin is where the part of the sentence begins that ends before token i:
// behind the last semicolon, but for one that stands directly before i.
func (m *hingeMatcher) partBegin(i int) int {
	j := i
	for j > 0 && m.tokens[j-1].Kind == text.Mark {
		j--
	}
	for j > 0 && !endsPart(&m.tokens[j-1]) {
		j--
	}
	return j
}

// begins says whether a clause begins at token i.
func (m *hingeMatcher) begins(i int) bool {
	if i == 0 {
		return true
	}
	t := &m.tokens[i-1]
	return t.Kind == text.Mark && t.Key != "、" && t.Key != "'" || m.openers[t.Key]
}

// keep lets a pole begin with the cue before it, where that belongs to it.
func (x *hingeMatch) keep(pole [2]int) [2]int {
	for slices.Contains(x.kept, pole[0]-1) {
		pole[0]--
	}
	return pole
}

// trim takes marks off both ends of a run of tokens.
func (m *hingeMatcher) trim(run [2]int) [2]int {
	for run[0] < run[1] && m.tokens[run[0]].Kind == text.Mark {
		run[0]++
	}
	for run[1] > run[0] && m.tokens[run[1]-1].Kind == text.Mark {
		run[1]--
	}
	return run
}

// sortHingeMatches puts those with the most cues first, the closest of them before
// the wider, so that a cue belongs to its best reading.
func sortHingeMatches(all []hingeMatch) {
	slices.SortStableFunc(all, func(x, y hingeMatch) int {
		if d := y.form.weight - x.form.weight; d != 0 {
			return d
		}
		if d := x.width() - y.width(); d != 0 {
			return d
		}
		return x.form.order - y.form.order
	})
}

func (x *hingeMatch) width() int { return x.cues[len(x.cues)-1] - x.cues[0] }
