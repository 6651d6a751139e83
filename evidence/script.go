package evidence

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
	"tifa/text"
)

// Altered is what stands in brackets in a quotation.
type Altered struct {
	Mark string `json:"mark"` // [I], with the brackets
	For  string `json:"for"`  // what the passage has there; empty where it was put in
}

// Elided is what an ellipsis of a quotation hides.
type Elided struct {
	Mark   string `json:"mark"`
	Hidden string `json:"hidden"`
}

// Note is a difference that does not count.
type Note struct {
	Kind string `json:"kind"` // one of the constants below
	A    string `json:"a"`    // in the passage
	B    string `json:"b"`    // in the quotation
}

// The kinds of notes.
const (
	NoteScript  = "script"          // Simplified for Traditional characters or the reverse
	NoteCase    = "case"            // of the first letter, or of words in capitals
	NoteWidth   = "width"           // full or half width, the shape of a mark
	NoteWriting = "writing"         // another writing of the same characters
	NoteQuotes  = "quotation marks" // style or presence of marks of quotation inside
	NoteEnd     = "end"             // the stop at the end is the quoter's
	NoteRound   = "round brackets"  // taken for the quoter's
	NoteBlocks  = "blocks"          // the passage goes over the end of a paragraph
	NoteUnread  = "unreadable"      // the source has characters there that could not be read
)

// Fix is a change that makes a quotation right: the bytes from Start to End of it
// give way to Text.
type Fix struct {
	Start, End int
	Text       string
}

// reader reads an alignment of a quotation with a passage.
type reader struct {
	p      *pattern
	body   string // canonical text of the passage's document
	tokens []text.Token
	x      aligned

	edits   []tifa.Edit
	fixes   []Fix
	altered []Altered
	elided  []Elided
	notes   []Note
	unread  []bool // of the pairings: see unreadable; nil if none is
	words   int    // edited
	marks   int    // of punctuation, edited
	span    tifa.Span
}

// class of a pairing, for runs.
type class uint8

const (
	same class = iota
	changed
	taken  // into a sign
	unread // against characters of the source that could not be read
)

// read works out what an alignment says.
func read(p *pattern, body string, tokens []text.Token, x aligned) *reader {
	r := &reader{p: p, body: body, tokens: tokens, x: x}
	r.unreadable()
	x = r.x
	classes := make([]class, len(x.pairings))
	first, last := -1, -1
	for i, pr := range x.pairings {
		classes[i] = r.classOf(i)
		if pr.token >= 0 {
			if first < 0 {
				first = pr.token
			}
			last = pr.token
		}
	}
	if first < 0 {
		return r
	}
	r.span = tifa.Span{Start: tokens[first].Start, End: tokens[last].End}
	for from := 0; from < len(classes); {
		to := from + 1
		for to < len(classes) && classes[to] == classes[from] && (classes[from] != taken || x.pairings[to].element == x.pairings[from].element || x.pairings[to].element < 0) {
			to++
		}
		r.run(from, to, classes[from])
		from = to
	}
	end := tokens[last].End
	if r.completes(last) {
		end = r.span.End
	}
	r.outside()
	r.ends(tokens[first].Start, end)
	return r
}

// ends adds to the edit script what stands before the first element of the
// quotation and behind the last, so that the whole of it is shown. first and last
// are where the words of the passage begin and end.
func (r *reader) ends(first, last int) {
	es := r.p.elements
	if head := r.p.quote[:es[0].start]; head != "" {
		a := r.body[r.span.Start:first]
		if len(r.edits) > 0 && r.edits[0].Op == tifa.Equal {
			r.edits[0].A, r.edits[0].B = a+r.edits[0].A, head+r.edits[0].B
		} else {
			r.edits = slices.Insert(r.edits, 0, tifa.Edit{Op: tifa.Equal, A: a, B: head})
		}
	}
	// Two elements can come from one character.
	if tail := r.p.quote[es[len(es)-1].end:]; tail != "" {
		r.equal(r.body[last:max(last, r.span.End)], tail)
	}
}

// classOf classifies a pairing and counts and notes what it shows.
func (r *reader) classOf(i int) class {
	pr := r.x.pairings[i]
	switch {
	case r.unread != nil && r.unread[i]:
		return unread
	case pr.element >= 0 && loose(&r.p.elements[pr.element]) && (pr.token < 0 || !r.p.elements[pr.element].round):
		return taken
	case pr.element < 0:
		r.count(r.tokens[pr.token].Kind == text.Mark)
		return changed
	case pr.token < 0:
		r.count(r.p.elements[pr.element].sort == mark)
		return changed
	}
	e, t := &r.p.elements[pr.element], &r.tokens[pr.token]
	if pairCost(e, t) > 0 || !r.sameWriting(i, e, t) {
		r.count(e.sort == mark)
		return changed
	}
	return same
}

func (r *reader) count(isMark bool) {
	if isMark {
		r.marks++
		return
	}
	r.words++
}

// sameWriting says whether an element and a token that fold to the same count
// as the same, and notes how they differ.
func (r *reader) sameWriting(i int, e *element, t *text.Token) bool {
	a, b := r.body[t.Start:t.End], r.p.quote[e.start:e.end]
	if a == b || e.sort == fragment || strings.Join(strings.Fields(a), "") == strings.Join(strings.Fields(b), "") {
		return true
	}
	switch {
	case e.sort == mark:
		r.note(NoteWidth, a, b)
	case text.IsHan(firstRune(a)):
		r.note(NoteScript, a, b)
	case strings.EqualFold(a, b):
		if !r.freeCase(i) && !allCapitals(a) && !allCapitals(b) {
			return false
		}
		r.note(NoteCase, a, b)
	case narrow(a) == narrow(b):
		r.note(NoteWidth, a, b)
	default:
		r.note(NoteWriting, a, b)
	}
	return true
}

// freeCase says whether the first letter of a word may be of either case: at
// the beginning, and behind a sign.
func (r *reader) freeCase(i int) bool {
	e := r.x.pairings[i].element
	a := []rune(r.body[r.tokens[r.x.pairings[i].token].Start:r.tokens[r.x.pairings[i].token].End])
	b := []rune(r.p.quote[r.p.elements[e].start:r.p.elements[e].end])
	return (e == 0 || loose(&r.p.elements[e-1])) && string(a[1:]) == string(b[1:])
}

func allCapitals(s string) bool {
	return utf8.RuneCountInString(s) > 1 && strings.ToUpper(s) == s && strings.ToLower(s) != s
}

// narrow maps full-width forms to their usual ones.
func narrow(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= 0xFF01 && c <= 0xFF5E {
			return c - 0xFEE0
		}
		return c
	}, s)
}

// note keeps a difference once, and few of a kind.
func (r *reader) note(kind, a, b string) {
	n := Note{kind, a, b}
	const most = 5
	have := 0
	for _, o := range r.notes {
		if o == n {
			return
		}
		if o.Kind == kind {
			have++
		}
	}
	if have < most {
		r.notes = append(r.notes, n)
	}
}

// run writes the pairings from to to, which are of one class.
func (r *reader) run(from, to int, c class) {
	t0, t1, e0, e1 := -1, -1, -1, -1
	for _, pr := range r.x.pairings[from:to] {
		if pr.token >= 0 {
			if t0 < 0 {
				t0 = pr.token
			}
			t1 = pr.token
		}
		if pr.element >= 0 {
			if e0 < 0 {
				e0 = pr.element
			}
			e1 = pr.element
		}
	}
	var a, aCore, b string
	if t0 >= 0 {
		a = r.body[r.tokens[t0].Start:r.before(t1)]
		aCore = r.body[r.tokens[t0].Start:r.tokens[t1].End]
	}
	if e0 >= 0 {
		es := r.p.elements
		b = r.p.quote[es[e0].start:es[e1].end]
		if e1+1 < len(es) {
			b = r.p.quote[es[e0].start:es[e1+1].start]
		}
	}
	switch c {
	case same:
		r.fragments(r.x.pairings[from:to])
		r.equal(a, b)
	case unread:
		r.note(NoteUnread, strings.TrimSpace(a), strings.TrimSpace(b))
		r.equal(a, b)
	case taken:
		r.sign(&r.p.elements[e0], from, to, aCore)
		r.equal(a, b)
	case changed:
		op := tifa.Replace
		if a == "" {
			op = tifa.Insert
		} else if b == "" {
			op = tifa.Delete
		}
		if op == tifa.Replace { // what stands behind the words is no part of the change
			bCore := r.p.quote[r.p.elements[e0].start:min(r.p.elements[e1].end, r.p.elements[e0].start+len(b))]
			aCore = aCore[:min(len(aCore), len(a))]
			r.edits = append(r.edits, tifa.Edit{Op: op, A: aCore, B: bCore})
			r.equal(a[len(aCore):], b[len(bCore):])
		} else {
			r.edits = append(r.edits, tifa.Edit{Op: op, A: a, B: b})
		}
		r.fix(t0, t1, e0, e1)
	}
}

// equal adds to the edit script what is the same, or is marked as changed.
func (r *reader) equal(a, b string) {
	switch n := len(r.edits); {
	case a+b == "":
	case n > 0 && r.edits[n-1].Op == tifa.Equal:
		r.edits[n-1].A += a
		r.edits[n-1].B += b
	default:
		r.edits = append(r.edits, tifa.Edit{Op: tifa.Equal, A: a, B: b})
	}
}

// similarity is the share of words that are right, of the longer of the
// quotation and the passage without what signs stand for.
func (r *reader) similarity() float64 {
	longer := 0
	for _, pr := range r.x.pairings {
		if pr.token >= 0 && r.tokens[pr.token].Kind != text.Mark && (pr.element < 0 || !loose(&r.p.elements[pr.element])) {
			longer++
		}
	}
	return 1 - float64(r.words)/float64(max(longer, r.p.words(), 1))
}

// fix keeps what has to be done so that the elements e0 to e1 read as the tokens
// t0 to t1; either may be missing.
func (r *reader) fix(t0, t1, e0, e1 int) {
	es, f := r.p.elements, Fix{}
	switch {
	case e0 < 0: // goes in behind the element before it
		for k := range r.x.pairings {
			if pr := r.x.pairings[k]; pr.token == t0 {
				break
			} else if pr.element >= 0 {
				f.Start = es[pr.element].end
			}
		}
		f.End = f.Start
		f.Text = r.body[r.tokens[max(t0-1, 0)].End:r.tokens[t1].End]
		if t0 == 0 {
			f.Text = r.body[r.tokens[t0].Start:r.before(t1)]
		}
	case t0 < 0:
		f.Start, f.End = es[e0].start, es[e1].end
		if e0 > 0 { // with the space before it
			f.Start = es[e0-1].end
		} else if e1+1 < len(es) {
			f.End = es[e1+1].start
		}
	default:
		f.Start, f.End = es[e0].start, es[e1].end
		f.Text = r.body[r.tokens[t0].Start:r.tokens[t1].End]
	}
	f.Text = r.spaced(strings.ReplaceAll(f.Text, "\n", " "), f, t0, t1, e0)
	r.fixes = append(r.fixes, f)
}

// spaced puts a space before and behind what goes in where the passage has one
// and the quotation has none.
func (r *reader) spaced(s string, f Fix, t0, t1, e0 int) string {
	if t0 < 0 { // nothing goes in: the words around are those of the passage
		for k, pr := range r.x.pairings {
			if pr.element == e0 {
				for j := k; j >= 0 && t0 < 0; j-- {
					t0 = r.x.pairings[j].token
				}
				break
			}
		}
		if t0 < 0 {
			return s
		}
		t1, t0 = t0, t0+1
	}
	space := func(from, to int) bool {
		return from >= 0 && to < len(r.tokens) && r.tokens[from].End < r.tokens[to].Start && strings.TrimSpace(r.body[r.tokens[from].End:r.tokens[to].Start]) == ""
	}
	es := r.p.elements
	before := slices.ContainsFunc(es, func(e element) bool { return e.end == f.Start })
	behind := slices.ContainsFunc(es, func(e element) bool { return e.start == f.End })
	if s != "" && before && space(t0-1, t0) && !strings.HasPrefix(s, " ") {
		s = " " + s
	}
	if behind && space(t1, t1+1) && !strings.HasSuffix(s, " ") && (s != "" || before) {
		s += " "
	}
	return s
}

// corrected is the quotation with all fixes.
func (r *reader) corrected() string {
	var b strings.Builder
	at := 0
	for _, f := range r.fixes {
		if f.Start < at {
			continue // two tokens of one character
		}
		b.WriteString(r.p.quote[at:f.Start])
		b.WriteString(f.Text)
		at = f.End
	}
	b.WriteString(r.p.quote[at:])
	return b.String()
}

// before is where the token behind token i that belongs to the passage begins;
// the end of token i if there is none.
func (r *reader) before(i int) int {
	last := r.x.pairings[len(r.x.pairings)-1]
	for k := len(r.x.pairings) - 1; k >= 0 && last.token < 0; k-- {
		last = r.x.pairings[k]
	}
	if i >= last.token {
		return r.tokens[i].End
	}
	return r.tokens[i+1].Start
}

// fragments keeps what stands for brackets inside words.
func (r *reader) fragments(run []pairing) {
	for _, pr := range run {
		if e := &r.p.elements[pr.element]; e.sort == fragment {
			t := r.tokens[pr.token]
			w := r.body[t.Start:t.End]
			r.altered = append(r.altered, Altered{Mark: r.p.quote[e.start:e.end], For: w})
		}
	}
}

// sign keeps what a sign stands for. The hidden part begins and ends at the
// words around it.
func (r *reader) sign(e *element, from, to int, core string) {
	if e.sort == elision {
		hidden := core
		left, right := -1, -1
		for k := from - 1; k >= 0 && left < 0; k-- {
			left = r.x.pairings[k].token
		}
		for k := to; k < len(r.x.pairings) && right < 0; k++ {
			right = r.x.pairings[k].token
		}
		if left >= 0 && right >= 0 {
			hidden = r.body[min(r.tokens[left].End, r.tokens[right].Start):r.tokens[right].Start]
		}
		r.elided = append(r.elided, Elided{Mark: r.p.quote[e.start:e.end], Hidden: hidden})
		return
	}
	r.altered = append(r.altered, Altered{Mark: r.p.quote[e.start:e.end], For: strings.TrimFunc(core, aside)})
}

// aside says whether r is space or punctuation beside what brackets stand for.
func aside(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }

// outside looks at what is left out of the comparison.
func (r *reader) outside() {
	p := r.p
	if p.round {
		r.note(NoteRound, "", "")
	}
	passage := r.span.Of(r.body)
	if strings.Contains(passage, "\n") && len(r.elided) == 0 {
		r.note(NoteBlocks, "", "")
	}
	quotes := func(s string) string {
		return strings.Map(func(c rune) rune {
			if c == '"' || c != '\'' && c != '’' && (pairs[c] != "" || closes(c)) && !strings.ContainsRune("《》〈〉", c) {
				return c
			}
			return -1
		}, s)
	}
	if a, b := quotes(passage), quotes(p.quote); a != b && len(r.elided) == 0 {
		r.note(NoteQuotes, a, b)
	}
	end := strings.TrimSpace(p.quote[p.elements[len(p.elements)-1].end:])
	if stop := firstRune(end); end != "" && unicode.IsPunct(stop) && !closes(stop) && !strings.ContainsRune(`'"’`, stop) && p.last == nil && !p.open {
		next, n := utf8.DecodeRuneInString(r.body[r.span.End:])
		if text.FoldRune(next) == text.FoldRune(stop) {
			r.span.End += n
		} else if text.FoldRune(stop) != ',' { // some put a comma inside whatever the passage has
			r.note(NoteEnd, strings.TrimSpace(r.body[r.span.End:r.span.End+n]), string(stop))
		}
	}
}

// cutOff says whether an ellipsis at an end of a quotation that is read to the
// letter is the quoter's: the passage does not have it.
func (r *reader) cutOff() bool {
	p := r.p
	head, tail := p.quote[:p.elements[0].start], p.quote[p.elements[len(p.elements)-1].end:]
	has := func(s string) bool {
		return slices.ContainsFunc(marksOf(s), func(g sign) bool { return g.elision })
	}
	return has(head) && !has(r.body[max(0, r.span.Start-len(head)):r.span.Start]) ||
		has(tail) && !has(r.body[r.span.End:min(len(r.body), r.span.End+len(tail))])
}

// edges extends the passage to what a bracket at an end of the quotation stands
// for: the rest of the clause, if it is short.
func (r *reader) edges() {
	const longest = 60 // bytes
	clause := func(c rune) bool { return c == '\n' || unicode.IsPunct(c) && c != '-' && c != '\'' && c != '’' }
	if e := r.p.first; e != nil && !e.round {
		head := r.body[max(0, r.span.Start-longest):r.span.Start]
		i := strings.LastIndexFunc(head, clause)
		var said string
		switch {
		case i >= 0:
			_, n := utf8.DecodeRuneInString(head[i:])
			said = strings.TrimLeft(head[i+n:], " ")
		case r.span.Start <= longest:
			said = head
		}
		if own := strings.TrimSpace(e.inside); strings.HasSuffix(strings.TrimRight(said, " "), own) {
			said = said[strings.LastIndex(said, own):] // it only makes the reference plain
		}
		r.span.Start -= len(said)
		r.altered = slices.Insert(r.altered, 0, Altered{Mark: r.p.quote[e.start:e.end], For: strings.TrimSpace(said)})
	}
	if e := r.p.last; e != nil && !e.round {
		tail := r.body[r.span.End:min(len(r.body), r.span.End+longest)]
		i := strings.IndexFunc(tail, clause)
		if i < 0 && len(tail) < longest {
			i = len(tail)
		}
		said := tail[:max(i, 0)]
		r.span.End += len(strings.TrimRight(said, " "))
		r.altered = append(r.altered, Altered{Mark: r.p.quote[e.start:e.end], For: strings.TrimSpace(said)})
	}
}

// sentences are the sentences of the passage, as the index numbers them. all are
// the tokens of the window h, from its first position on.
func (r *reader) sentences(h concordance.Hit, all []text.Token) (from, to int) {
	first, last := h.From, h.From
	for i := range all {
		if all[i].End <= r.span.Start {
			first = h.From + i + 1
		}
		if all[i].Start < r.span.End {
			last = h.From + i
		}
	}
	return h.Segment.SentenceOf(h.Doc, min(first, last)), h.Segment.SentenceOf(h.Doc, last)
}
