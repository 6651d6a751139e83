package discourse

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// titleMarks are the marks that titles stand in.
const titleOpens, titleCloses = '《', '》'

// marked finds titles in title marks, with the number in brackets and the
// pinpoint behind them.
func (f *finder) marked() {
	depth, start := 0, 0
	for i, r := range f.body {
		switch r {
		case titleOpens:
			if depth == 0 {
				start = i
			}
			depth++
		case titleCloses:
			if depth == 0 {
				continue
			}
			if depth--; depth == 0 {
				f.title(tifa.Span{Start: start, End: i + len(string(titleCloses))})
			}
		case '\n':
			depth = 0
		}
	}
}

// shortened finds the short forms of documents without title marks:
// 个人资料保护法（以下简称本法）.
func (f *finder) shortened() {
	if !f.lang.Sentence.Unspaced {
		return
	}
	for _, intro := range f.words[roleShort] {
		for _, at := range f.places(intro) {
			open, size := utf8.DecodeLastRuneInString(f.body[:at])
			if open != '（' && open != '(' {
				continue
			}
			head := f.body[max(0, at-size-90) : at-size]
			end := strings.IndexAny(f.body[at:min(len(f.body), at+60)], "）)，,、")
			if end < 0 || f.suffix(roleKind, head) == "" {
				continue
			}
			short := strings.Trim(f.body[at+len(intro):at+end], " ：:“”「」\"")
			if name := f.nameBefore(head); name != "" && short != "" && f.short[short] == "" {
				f.short[short] = name
			}
		}
	}
}

// nameBefore is the name without marks that head ends with.
func (f *finder) nameBefore(head string) string {
	start := len(head)
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(head[:start])
		if !text.IsHan(r) {
			break
		}
		start -= size
	}
	start += f.loosened(head[start:])
	for _, lead := range f.words[roleLead] {
		if i := strings.LastIndex(head[start:], lead); i >= 0 {
			start += i + len(lead)
		}
	}
	return head[start:]
}

// title takes in one title with its marks.
func (f *finder) title(span tifa.Span) {
	name := strings.TrimSuffix(strings.TrimPrefix(span.Of(f.body), string(titleOpens)), string(titleCloses))
	if strings.TrimSpace(name) == "" || utf8.RuneCountInString(name) > 120 {
		return
	}
	if f.suffix(rolePeriodical, name) != "" {
		return
	}
	r := Reference{Span: span, Kind: ByTitle, Name: name, Why: "a title in title marks"}
	core := strings.TrimSpace(withoutBrackets(name))
	r.Certain = f.suffix(roleKind, core) != "" || f.suffix(roleKind, strings.TrimRight(core, "0123456789年 ")) != ""
	if !r.Certain {
		r.Why = "a title without a word for a kind of document"
	}
	if long := f.short[name]; long != "" {
		r.Name, r.Certain, r.Why = long, true, "a short form that the text explains"
	}
	f.bracketed(&r)
	f.withUnit(&r)
	f.drop(r.Span) // a number in it was its own
	f.add(r)
}

// drop removes the numbers inside a span.
func (f *finder) drop(span tifa.Span) {
	f.out = slices.DeleteFunc(f.out, func(r Reference) bool {
		return r.Kind == ByNumber && r.Start >= span.Start && r.End <= span.End
	})
}

// bracketed reads the brackets behind a title: its number, or its short form.
func (f *finder) bracketed(r *Reference) {
	rest := f.body[r.End:]
	open, size := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	if open != '（' && open != '(' {
		return
	}
	at := len(rest) - len(strings.TrimLeft(rest, " ")) + size
	end := strings.IndexAny(rest, ")）\n")
	if end < at || end > at+160 || rest[end] == '\n' {
		return
	}
	inside := rest[at:end]
	_, closer := utf8.DecodeRuneInString(rest[end:])
	if f.prefix(roleShort, inside) != "" {
		if i := strings.IndexRune(inside, titleOpens); i >= 0 {
			if short, _, ok := strings.Cut(inside[i+len(string(titleOpens)):], string(titleCloses)); ok {
				f.short[short] = r.Name
			}
		} else if short := strings.Trim(inside[len(f.prefix(roleShort, inside)):], " ：:“”\""); short != "" {
			f.short[strings.TrimPrefix(short, "the ")] = r.Name
		}
		return
	}
	for i := range f.out {
		if o := &f.out[i]; o.Kind == ByNumber && o.Start >= r.End+at && o.End <= r.End+end {
			r.Number, r.Certain = o.Number, true
			r.End += end + closer
			return
		}
	}
}

// withoutBrackets is a title without what stands in brackets.
func withoutBrackets(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '(', '（', '[', '［', '〔', '【':
			depth++
		case ')', '）', ']', '］', '〕', '】':
			depth = max(0, depth-1)
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// run is a stretch of words with capitals.
type run struct {
	tokens []text.Token
	body   string
}

func (w run) word(i int) string { return w.body[w.tokens[i].Start:w.tokens[i].End] }

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func isYear(s string) bool {
	return len(s) == 4 && (s[0] == '1' || s[0] == '2') && strings.Trim(s, "0123456789") == ""
}

// capitalised finds titles in capitals: words with capitals, small words
// between them, and a word for a kind of document at the end or before of, on.
func (f *finder) capitalised() {
	if len(f.words[roleBetween]) == 0 {
		return
	}
	ts := text.Tokens(f.body)
	for i := 0; i < len(ts); {
		if w := f.body[ts[i].Start:ts[i].End]; ts[i].Kind != text.Word || !capital(w) && !isYear(w) {
			i++
			continue
		}
		n := f.stretch(ts[i:])
		f.inCapitals(run{ts[i : i+n], f.body})
		i += n
	}
}

// stretch is how many tokens from the first on belong together.
func (f *finder) stretch(ts []text.Token) int {
	n := 1
	for i := 1; i < len(ts); i++ {
		w := f.body[ts[i].Start:ts[i].End]
		joined := ts[i].Start == ts[i-1].End
		if (w == "and" || w == "or") && i+1 < len(ts) && slices.Contains([]string{"the", "its", "our", "their"}, ts[i+1].Key) {
			return n // the Paris Agreement and the Sendai Framework
		}
		switch {
		case ts[i].Kind == text.Word && (capital(w) || isYear(w)) && (!joined || i > 0 && (f.body[ts[i-1].Start] == '-' || f.body[ts[i-1].Start] == '\'')):
			n = i + 1
		case ts[i].Kind == text.Word && f.set[roleBetween][w] && i-n < 3:
		case ts[i].Kind == text.Mark && (w == "-" || w == "'" || w == "’") && joined:
		case ts[i].Kind == text.Word && w == "s" && joined:
			n = i + 1
		case ts[i].Kind == text.Word && joined && ts[i-1].Kind == text.Mark && i-n <= 1:
			n = i + 1 // Non-proliferation
		default:
			return n
		}
	}
	return n
}

// inCapitals takes in the title in a stretch of words, if there is one.
func (f *finder) inCapitals(w run) {
	from := 0
	for from < len(w.tokens) && (f.set[roleTitleOpens][w.word(from)] || !capital(w.word(from)) && !isYear(w.word(from))) {
		from++
	}
	for i := from; i+1 < len(w.tokens); i++ {
		// China's Cybersecurity Law is the Cybersecurity Law of somebody.
		if s := w.word(i); (s == "'" || s == "’") && w.word(i+1) == "s" && w.word(max(0, i-1)) != "People" && w.word(max(0, i-1)) != "Children" {
			from = i + 2
		}
	}
	for i := from; i < len(w.tokens); i++ {
		if cut := f.prefix(roleCut, f.body[w.tokens[i].Start:]); cut != "" {
			for from < len(w.tokens) && w.tokens[from].Start < w.tokens[i].Start+len(cut) {
				from++
			}
		}
	}
	from = f.afterThe(w, from)
	to := f.titleEnd(w, from)
	if to <= from {
		return
	}
	capitals := 0
	for i := from; i < to; i++ {
		if capital(w.word(i)) || isYear(w.word(i)) {
			capitals++
		}
	}
	span := tifa.Span{Start: w.tokens[from].Start, End: w.tokens[to-1].End}
	if capitals < 2 || span.Of(f.body) == strings.ToUpper(span.Of(f.body)) || f.heading(span) {
		return
	}
	if rest := f.body[span.End:]; strings.HasPrefix(rest, " (Draft)") || strings.HasPrefix(rest, " (draft)") {
		span.End += len(" (Draft)")
	}
	if m := yearBehind.FindString(f.body[span.End:]); m != "" {
		span.End += len(m)
	}
	r := Reference{Span: span, Kind: ByTitle, Name: span.Of(f.body), Certain: true, Why: "a title in capitals with a word for a kind of document"}
	if year := slices.IndexFunc(w.tokens[from:to], func(t text.Token) bool { return isYear(t.Key) }); capitals == 2 && year > 0 && to-from > 2 {
		r.Kind, r.Certain, r.Why = ByOblique, false, "a kind of document and its year"
	}
	f.bracketed(&r)
	f.withUnit(&r)
	f.drop(r.Span)
	f.add(r)
}

// afterThe cuts off what leads to a title: Progress on the, Respecting the; and
// what only stands beside one: the Goals and Agenda 2030.
func (f *finder) afterThe(w run, from int) int {
	start := from
	for i := from; i < len(w.tokens); i++ {
		if kind := f.prefix(roleKind, f.body[w.tokens[i].Start:]); kind != "" && capital(kind) {
			if i > from && (w.word(i-1) == "and" || w.word(i-1) == "or") && i+1 < len(w.tokens) && isYear(w.word(i+1)) {
				return i
			}
			return start
		}
		if w.word(i) == "the" {
			start = i + 1
		}
	}
	return start
}

// yearBehind is the year of a document in brackets.
var yearBehind = regexp.MustCompile(`^ \((?:1[89]|20)[0-9]{2}\)`)

// heading says whether a span is in a heading: there capitals mean nothing.
func (f *finder) heading(span tifa.Span) bool {
	return f.t.Blocks[f.t.BlockAt(span.Start)].Kind == tifa.Heading
}

// titleEnd is where the title ends that begins at from: after the last word for
// a kind that ends the stretch or has a small word or a year behind it; from
// if there is none.
func (f *finder) titleEnd(w run, from int) int {
	end := from
	for i := from; i < len(w.tokens); i++ {
		kind := f.prefix(roleKind, f.body[w.tokens[i].Start:])
		if kind == "" || !capital(kind) {
			continue
		}
		last := i
		for last+1 < len(w.tokens) && w.tokens[last+1].End <= w.tokens[i].Start+len(kind) {
			last++
		}
		switch {
		case last+1 == len(w.tokens):
			end = last + 1
		case isYear(w.word(last + 1)):
			end = last + 2
		case f.set[roleBetween][w.word(last+1)] && !f.notIn(w.word(last+1)):
			end = f.ofWhat(w, last+1)
		}
	}
	return end
}

// notIn says whether a small word behind a kind leads out of the title.
func (f *finder) notIn(word string) bool { return word == "and" || word == "or" || word == "as" }

// ofWhat goes on from the small word behind a kind: to the end of the stretch,
// but not over the beginning of another title.
func (f *finder) ofWhat(w run, at int) int {
	end := at
	for i := at; i < len(w.tokens); i++ {
		next := ""
		if i+1 < len(w.tokens) {
			next = w.word(i + 1)
		}
		if f.months[strings.ToLower(next)] || w.word(i) == "in" && isYear(next) {
			break // … in April
		}
		if capital(w.word(i)) || isYear(w.word(i)) || w.word(i) == "s" {
			end = i + 1
		}
	}
	if end == at {
		return at
	}
	return end
}
