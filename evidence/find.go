package evidence

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// Form is how a text sets a quotation off.
type Form string

// The forms of quotations.
const (
	InMarks    Form = "marks"    // marks of quotation
	InBlock    Form = "block"    // a block that the document sets off
	AfterColon Form = "colon"    // a paragraph after a colon, without marks
	Indented   Form = "indented" // an indented paragraph, without marks
)

// Found is a candidate for a quotation: a part of a text, without its marks.
type Found struct {
	tifa.Span
	Form  Form
	Marks string // the two marks, empty in a block
	Inner bool   // stands inside another quotation
	Kind  Kind
	Why   string // why it is no quotation; empty if it is one
}

// Tentative says whether only the library can tell that f is a quotation.
func (f *Found) Tentative() bool { return f.Form == AfterColon || f.Form == Indented }

// Meant says whether f is a quotation after all that is known: what has no marks
// must be nearly what the library has, or it is the author's own.
func (f *Found) Meant(g *Judgement) bool {
	const nearly = .85
	return !f.Tentative() || g.Verdict == Exact || g.Verdict == Faithful || g.Verdict == Differs && g.Similarity >= nearly
}

// Stray is a mark of quotation without its other half.
type Stray struct {
	At   int // byte offset
	Mark string
}

// Find finds what may be quotations in a text, in the order in which they
// begin, and marks that have no other half. indented tells which blocks stand
// indented in the file, by their index; it may be nil.
func Find(t *tifa.Text, indented map[int]bool) ([]Found, []Stray) {
	t = t.Own()
	var out []Found
	var stray []Stray
	lang := text.Lookup(text.Detect(t.Body))
	for i := range t.Blocks {
		found, lost := inMarks(t.Body, t.Blocks[i].Span)
		stray = append(stray, lost...)
		if whole, ok := set(t, i, indented, found); ok && (!whole.Tentative() || lang.Label(whole.Of(t.Body)) == "") {
			for k := range found {
				found[k].Inner = true
			}
			out = append(out, whole)
		}
		out = append(out, found...)
	}
	for i := range out {
		out[i].classify(t)
	}
	slices.SortStableFunc(out, func(a, b Found) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	return out, stray
}

// set says whether block i as a whole is set off as a quotation. A block that
// one quotation in marks fills is not: it has its marks.
func set(t *tifa.Text, i int, indented map[int]bool, found []Found) (Found, bool) {
	b := t.Blocks[i]
	s := b.Of(t.Body)
	if len(found) > 0 && 4*found[0].Len() > 3*len(s) {
		return Found{}, false
	}
	f := Found{Span: b.Span, Form: InBlock}
	switch {
	case b.Kind == tifa.Quotation:
	case b.Kind != tifa.Paragraph || strings.ContainsRune("—―–-", firstRune(s)):
		return f, false
	case i > 0 && t.Blocks[i-1].Kind == tifa.Paragraph && endsInColon(t.Blocks[i-1].Of(t.Body)):
		f.Form = AfterColon
	case indented[i]:
		f.Form = Indented
	default:
		return f, false
	}
	// The line that names the source is no part of what it is the source of.
	return f, !strings.ContainsRune("—―–", firstRune(s))
}

func endsInColon(s string) bool {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	return strings.HasSuffix(s, ":") || strings.HasSuffix(s, "：")
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// pairs are the marks that open, with those that close them. In German and
// Swedish use “ and ” close what they open elsewhere, and so do « and »: German
// books have »…«, Swedish ones »…».
var pairs = map[rune]string{
	'“': "”", '‘': "’", '「': "」", '『': "』", '«': "»", '‹': "›", '»': "«»", '”': "”", '›': "‹›", '„': "“”", '‚': "‘’", '《': "》", '〈': "〉",
	'〝': "〞〟", '﹁': "﹂", '﹃': "﹄", '｢': "｣", '"': `"`, '\'': "'", '＂': "＂",
}

// open is a mark that waits for its other half.
type open struct {
	mark rune
	at   int // where it stands
}

// scanner pairs the marks of one block.
type scanner struct {
	body  string
	block tifa.Span
	stack []open
	found []Found
	stray []Stray

	closed int // where the mark ends that closed a quotation last
}

// inMarks finds what stands in marks of quotation in a block.
func inMarks(body string, block tifa.Span) ([]Found, []Stray) {
	sc := &scanner{body: body, block: block}
	for at := block.Start; at < block.End; {
		r, n := utf8.DecodeRuneInString(body[at:block.End])
		sc.mark(r, at, n)
		at += n
	}
	sc.drop(0)
	slices.SortFunc(sc.found, func(a, b Found) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	reach := 0
	for i := range sc.found {
		sc.found[i].Inner = sc.found[i].End < reach && !strings.ContainsAny(sc.found[i].Marks, "《〈")
		if !strings.ContainsAny(sc.found[i].Marks, "《〈") { // a quotation in a title is its own
			reach = max(reach, sc.found[i].End)
		}
	}
	slices.SortFunc(sc.stray, func(a, b Stray) int { return cmp.Compare(a.At, b.At) })
	return sc.found, sc.stray
}

// mark takes one character, which may be a mark of quotation.
func (sc *scanner) mark(r rune, at, n int) {
	before, _ := utf8.DecodeLastRuneInString(sc.body[sc.block.Start:at])
	if at == sc.block.Start {
		before = ' '
	}
	after := ' '
	if at+n < sc.block.End {
		after = firstRune(sc.body[at+n : sc.block.End])
	}
	switch r {
	case '"', '＂':
		sc.straight(r, at, n, before, after)
	case '\'', '’', '‘':
		sc.single(r, at, n, before, after)
	case '«', '»', '‹', '›':
		sc.guillemet(r, at, n, before, after)
	case '”':
		if sc.close(r, at, n) {
			return
		}
		if (unicode.IsSpace(before) || opens(before)) && isLetter(after) { // Swedish and Finnish
			sc.stack = append(sc.stack, open{r, at})
		} else {
			sc.stray = append(sc.stray, Stray{at, string(r)})
		}
	case '“':
		// Typed for the closing mark, or closing what „ opened.
		if sc.on('„') || sc.on('“') && !opens(before) && !unicode.IsSpace(before) {
			sc.close(r, at, n)
			return
		}
		sc.stack = append(sc.stack, open{r, at})
	default:
		if _, ok := pairs[r]; ok {
			sc.stack = append(sc.stack, open{r, at})
		} else if closes(r) && !sc.close(r, at, n) {
			sc.stray = append(sc.stray, Stray{at, string(r)})
		}
	}
}

// guillemet takes a mark that opens in one country and closes in another: what
// is open says which it is, and then the space beside it.
func (sc *scanner) guillemet(r rune, at, n int, before, after rune) {
	other := map[rune]rune{'«': '»', '»': '«', '‹': '›', '›': '‹'}[r]
	inward := r == '«' || r == '‹'
	opening := (unicode.IsSpace(before) || opens(before)) && !unicode.IsSpace(after)
	switch {
	case sc.has(other) && !(opening && isLetter(after)), !inward && sc.has(r) && !opening:
		sc.close(r, at, n)
	case inward || opening:
		sc.stack = append(sc.stack, open{r, at})
	default:
		sc.stray = append(sc.stray, Stray{at, string(r)})
	}
}

// straight takes a mark that opens and closes alike.
func (sc *scanner) straight(r rune, at, n int, before, after rune) {
	digit := unicode.IsDigit(before)
	mayOpen := !unicode.IsSpace(after) && (unicode.IsSpace(before) || opens(before) || !isLetter(before) || wide(before))
	// Behind a mark that closed one inside, it closes: 'clash of civilizations'".
	mayClose := !unicode.IsSpace(before) && (!opens(before) || sc.closed == at)
	switch {
	case sc.has(r) && mayClose && sc.close(r, at, n):
	case sc.has(r) && unicode.IsSpace(before) && !mayOpen:
		sc.close(r, at, n) // " so "
	case mayOpen && at+n < sc.block.End:
		if i := sc.index(r); i >= 0 {
			sc.drop(i) // it was never closed
		}
		sc.stack = append(sc.stack, open{r, at})
	case digit: // inches
	default:
		sc.stray = append(sc.stray, Stray{at, string(r)})
	}
}

// single takes a single mark, which may be an apostrophe.
func (sc *scanner) single(r rune, at, n int, before, after rune) {
	opener := (unicode.IsSpace(before) || opens(before) || !isLetter(before) && !unicode.IsDigit(before) || wide(before)) && !unicode.IsSpace(after)
	if low := sc.has('‚') && !unicode.IsSpace(before); low && (r == '‘' || r == '’' && !sc.has('‘') && !isLetter(after)) {
		sc.close(r, at, n) // ‚German’, or ‚German‘
		return
	}
	mark := '‘'
	if r == '\'' {
		mark = '\''
	}
	if r != '‘' && sc.has(mark) && !unicode.IsSpace(before) && (!isLetter(after) || wide(after)) && !sc.possessive(r, at+n, before) {
		sc.close(r, at, n)
		return
	}
	// ’90s and ’tis begin with an apostrophe.
	if r == '‘' && opener || r == '\'' && opener && !unicode.IsDigit(after) && !sc.has(r) {
		sc.stack = append(sc.stack, open{mark, at})
	}
}

// possessive says whether a mark after an s is that of "the states’ duties": a
// word follows, and a better end of the quotation comes later.
func (sc *scanner) possessive(r rune, from int, before rune) bool {
	if before != 's' && before != 'S' {
		return false
	}
	rest := sc.body[from:sc.block.End]
	word := strings.TrimLeft(rest, " ")
	if word == rest || !unicode.IsLower(firstRune(word)) {
		return false
	}
	for i := 0; ; {
		j := strings.IndexRune(rest[i:], r)
		if j < 0 {
			return false
		}
		i += j + utf8.RuneLen(r)
		if k := strings.IndexAny(rest[:i], "‘“\""); k >= 0 {
			return false
		}
		if next := firstRune(rest[i:]); i == len(rest) || !isLetter(next) {
			return true
		}
	}
}

// on says whether mark is the last that was opened.
func (sc *scanner) on(mark rune) bool {
	return len(sc.stack) > 0 && sc.stack[len(sc.stack)-1].mark == mark
}

func (sc *scanner) has(mark rune) bool { return sc.index(mark) >= 0 }

// index is where in the stack a mark stands that is open, the last of several.
func (sc *scanner) index(mark rune) int {
	return lastIndex(sc.stack, func(o open) bool { return o.mark == mark })
}

func lastIndex[T any](s []T, is func(T) bool) int {
	for i := range slices.Backward(s) {
		if is(s[i]) {
			return i
		}
	}
	return -1
}

// close ends what the mark r closes, and says whether there is such a thing.
// What was opened inside and not closed is dropped.
func (sc *scanner) close(r rune, at, n int) bool {
	i := lastIndex(sc.stack, func(o open) bool {
		return strings.ContainsRune(pairs[o.mark], r) || o.mark == '“' && r == '“' || o.mark == '‘' && r == '’'
	})
	if i < 0 {
		return false
	}
	o := sc.stack[i]
	sc.closed = at + n
	sc.drop(i + 1)
	sc.stack = sc.stack[:i]
	inner := tifa.Span{Start: o.at + utf8.RuneLen(o.mark), End: at}
	s := inner.Of(sc.body)
	inner.Start += len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
	inner.End -= len(s) - len(strings.TrimRightFunc(s, unicode.IsSpace))
	if inner.End > inner.Start {
		sc.found = append(sc.found, Found{Span: inner, Form: InMarks, Marks: sc.body[o.at:o.at+utf8.RuneLen(o.mark)] + sc.body[at:at+n]})
	}
	return true
}

// drop gives up what is open from i on in the stack. A quotation that goes on
// over paragraphs opens each of them and closes the last: what is open at the
// end of a block and stands at its beginning is one up to there.
func (sc *scanner) drop(i int) {
	for k, o := range sc.stack[i:] {
		double := o.mark == '“' || o.mark == '「' || o.mark == '"' || o.mark == '«' || o.mark == '»'
		if k == 0 && i == 0 && o.at == sc.block.Start && double {
			sc.found = append(sc.found, Found{
				Span: tifa.Span{Start: o.at + utf8.RuneLen(o.mark), End: sc.block.End}, Form: InMarks, Marks: string(o.mark),
			})
			continue
		}
		if o.mark != '\'' && o.mark != '‘' { // more often an apostrophe
			sc.stray = append(sc.stray, Stray{o.at, string(o.mark)})
		}
	}
	sc.stack = sc.stack[:i]
}

func closes(r rune) bool { return strings.ContainsRune("”」』»›》〉〞〟﹂﹄｣", r) }

// opens says whether a quotation may begin after r as at the beginning of a
// line.
func opens(r rune) bool {
	return strings.ContainsRune("([{（［【〔—–-/“‘「『《〈„‚«\"'", r)
}

func isLetter(r rune) bool { return unicode.IsLetter(r) }

// wide says whether r is of a script without spaces, whose letters stand close
// to marks of quotation on both sides.
func wide(r rune) bool { return r >= 0x2E80 && unicode.IsLetter(r) }
