package evidence

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"tifa"
	"tifa/text"
)

// SaidOn is the date on which a text says that something was said.
type SaidOn struct {
	tifa.Span        // of the text
	Value     string // as text.Quantity has it: 2015-05-03, 2015, --05-03
	// Beside is what stands before a date that has nothing but a name beside it: “…”
	// (Jan Berg, 3 May 2015). It is of the saying if the name is of who said it.
	Beside string
}

// How far apart the words may stand that say when something was said, in words;
// characters of scripts without spaces weigh half.
const (
	farFromVerb = 10
	farFromNoun = 8
	nearSubject = 5
)

// SaidOn finds the date that the sentence of a quotation gives for the saying, by
// its form: On 3 May 2015 X said; X said in Munich in 2019; in his speech of 22
// July 2020 X said; “…”, said X on 3 May 2015. dates are all the dates around the
// quotation that are not quoted. said is nil where none is of the saying for
// certain: one before a verb can be of anything else that happened.
func (s *Setting) SaidOn(body, lang string) (said *SaidOn, dates []SaidOn) {
	l := text.Lookup(lang)
	z := &zone{l: l, body: body, from: s.Sentence.Start, to: min(s.quote.Start, s.Sentence.End)}
	for _, o := range s.others {
		if o.End <= s.quote.Start {
			z.from = max(z.from, o.End, s.bracket(body, o.End))
		}
	}
	z.read()
	dates = z.dates
	if len(z.dates) == 1 && (z.before() || z.behind(len(z.tokens)) || z.speech()) {
		said = &z.dates[0]
	}
	if s.quote.End < s.Sentence.End {
		tail := &zone{l: l, body: body, from: s.quote.End, to: s.Sentence.End, last: true}
		for _, o := range s.others {
			if o.Start >= s.quote.End {
				tail.to, tail.last = min(tail.to, o.Start), false
			}
		}
		tail.read()
		if len(tail.dates) == 1 && len(dates) == 0 {
			switch {
			case tail.after():
				said = &tail.dates[0]
			case tail.last && tail.beside():
				said = &tail.dates[0]
				said.Beside = tail.body[tail.from:said.Start]
			}
		}
		dates = append(dates, tail.dates...)
	}
	return said, dates
}

// zone is a part of a sentence without quotations.
type zone struct {
	l        *text.Language
	body     string
	from, to int
	tokens   []text.Token // of the text, from its beginning
	last     bool         // no quotation follows in the sentence
	dates    []SaidOn
	d0, d1   int // the tokens of the first date
}

func (z *zone) read() {
	z.from = min(z.from, z.to) // a quotation before can end in a later sentence
	part := z.body[z.from:z.to]
	for _, q := range z.l.Quantities(part) {
		if q.Kind == text.Day && !q.Weak {
			z.dates = append(z.dates, SaidOn{Span: tifa.Span{Start: z.from + q.Start, End: z.from + q.End}, Value: q.Value})
		}
	}
	for _, t := range text.Tokens(part) {
		if t.Kind != text.Break {
			t.Start, t.End = t.Start+z.from, t.End+z.from
			z.tokens = append(z.tokens, t)
		}
	}
	if len(z.dates) > 0 {
		for z.d0 < len(z.tokens) && z.tokens[z.d0].End <= z.dates[0].Start {
			z.d0++
		}
		for z.d1 = z.d0; z.d1 < len(z.tokens) && z.tokens[z.d1].Start < z.dates[0].End; {
			z.d1++
		}
	}
}

// at is the number of tokens that the longest of some words takes at a token.
func (z *zone) at(i int, words []string) int {
	longest := 0
	for _, w := range words {
		n := 0
		for _, t := range text.Tokens(w) {
			if i+n >= len(z.tokens) || z.tokens[i+n].Key != t.Key {
				n = 0
				break
			}
			n++
		}
		longest = max(longest, n)
	}
	return longest
}

// within says whether the tokens from i to j are words, no more than most, and
// none of them sets apart.
func (z *zone) within(i, j, most int) bool {
	weight := 0
	for k := i; k < j; k++ {
		switch {
		case z.tokens[k].Kind == text.Mark || z.at(k, z.l.Saying.Apart) > 0:
			return false
		case z.tokens[k].Kind == text.Char:
			weight++
		default:
			weight += 2
		}
	}
	return i <= j && weight <= 2*most
}

// passes says whether the tokens from i to j are small words, names and marks.
func (z *zone) passes(i, j int) bool {
	for k := i; k < j; k++ {
		t := &z.tokens[k]
		small := z.at(k, z.l.Saying.Small)
		if t.Kind != text.Mark && small == 0 && !unicode.IsUpper(firstRune(z.body[t.Start:])) {
			return false
		}
		k += max(small-1, 0)
	}
	return i <= j && j-i <= 2*nearSubject
}

// clause is the first token of the clause that token i stands in.
func (z *zone) clause(i int) int {
	for i > 0 && z.tokens[i-1].Kind != text.Mark {
		i--
	}
	return i
}

// longestDated is how many words may stand for a preposition: as far back as.
const longestDated = 4

// dated says whether the date stands as an adverb, and where it begins with its
// preposition.
func (z *zone) dated() (start int, ok bool) {
	if len(z.l.Saying.Dated) == 0 || z.bracketed() {
		return z.d0, true
	}
	for k := max(0, z.d0-longestDated); k < z.d0; k++ { // in the year of: no
		if n := z.at(k, z.l.Saying.Dated); n > 0 && k+n == z.d0 {
			return k, true
		}
	}
	return z.d0, z.d0 == z.clause(z.d0) && z.d1-z.d0 > 1
}

// verb is the verb of saying that introduces what stands at the end of the zone:
// the last behind which only small words stand. ok is false where there is none.
func (z *zone) verb() (from int, ok bool) {
	for k := range slices.Backward(z.tokens) {
		if n := z.at(k, z.l.Saying.Verbs); n > 0 && z.passes(k+n, len(z.tokens)) {
			return k, true
		}
	}
	return 0, false
}

// before is a date before the verb: On 3 May 2015, X said.
func (z *zone) before() bool {
	start, ok := z.dated()
	v, found := z.verb()
	if !ok || !found || v < z.d1 {
		return false
	}
	first := z.clause(start)
	opened := z.at(first, z.l.Saying.Opens)
	next := z.next(v)
	if opened > 0 {
		next += z.at(next, z.l.Saying.Links)
	}
	return z.within(min(first+opened, start), start, nearSubject) && z.within(next, v, farFromVerb)
}

// bracketed says whether the date stands in brackets by itself: X (2015) writes.
func (z *zone) bracketed() bool {
	return z.d0 > 0 && z.d1 < len(z.tokens) && z.tokens[z.d0-1].Key == "(" && z.tokens[z.d1].Key == ")"
}

// next is the token behind the date, and behind a comma and a clause that says
// where, but not behind end.
func (z *zone) next(end int) int {
	const longest = 40 // tokens of such a clause
	i := z.d1
	if z.bracketed() {
		i++
	}
	if z.at(i, z.l.Saying.Held) > 0 {
		for k := i; k < min(end, i+longest); k++ {
			if z.comma(k, end) {
				return k + 1
			}
		}
	}
	for k := i; k < min(end, i+longest) && !z.apart(i, k); k++ {
		if z.comma(k, end) && slices.ContainsFunc(z.l.Saying.While, func(w string) bool { return strings.HasSuffix(z.body[:z.tokens[k].Start], w) }) {
			return k + 1
		}
	}
	if z.comma(i, end) {
		i++
		if z.at(i, z.l.Saying.Where) > 0 {
			for k := i; k < min(end, i+longest); k++ {
				if z.comma(k, end) {
					return k + 1
				}
			}
		}
	}
	return i
}

func (z *zone) comma(i, end int) bool {
	return i < end && z.tokens[i].Kind == text.Mark && z.tokens[i].Key == ","
}

// behind is a date behind the verb, at the end of what introduces: X said in
// Munich in 2019.
func (z *zone) behind(end int) bool {
	start, ok := z.dated()
	if !ok || len(z.l.Saying.Dated) == 0 || !z.passes(z.d1, end) {
		return false
	}
	for k := start - 1; k >= 0; k-- {
		if n := z.at(k, z.l.Saying.Verbs); n > 0 && k+n <= start {
			return z.passes(k+n, start) && !slices.ContainsFunc(z.tokens[k+n:start], markToken)
		}
	}
	return false
}

// speech is the date of a speech in which it was said: in his speech of 22 July
// 2020, 2013年在议会的讲话中.
func (z *zone) speech() bool {
	nouns := slices.Concat(z.l.Kinds["speech"], z.l.Saying.Nouns)
	verb, introduced := z.verb()
	for k := range z.tokens {
		n := z.at(k, nouns)
		if n == 0 {
			continue
		}
		end := k + n
		switch {
		case end <= z.d0 && z.within(end, z.d0, farFromNoun) && !z.apart(z.clause(k), k):
			end = z.d1
		case k >= z.d1 && k-z.d1 <= 2*farFromNoun && !slices.ContainsFunc(z.tokens[z.next(k):k], markToken) && z.within(z.clause(z.d0), z.d0, nearSubject):
		default:
			continue
		}
		return introduced && !z.apart(end, verb) || z.passes(end, len(z.tokens))
	}
	return false
}

func markToken(t text.Token) bool { return t.Kind == text.Mark }

// apart says whether a word that shows that the date is of something else stands
// among the tokens from i to j.
func (z *zone) apart(i, j int) bool {
	for ; i < j; i++ {
		if z.at(i, z.l.Saying.Apart) > 0 {
			return true
		}
	}
	return false
}

// oblique says whether a name behind tokens i to j is not the subject: to Ada Holm
// he said.
func (z *zone) oblique(i, j int) bool {
	for ; i < j; i++ {
		if z.at(i, z.l.Saying.Oblique) > 0 {
			return true
		}
	}
	return false
}

// after is a date behind a quotation: “…”, X said on 3 May 2015; this is what he
// said on that day; … comes from his speech of that day.
func (z *zone) after() bool {
	first := 0
	for first < len(z.tokens) && z.tokens[first].Kind == text.Mark {
		first++
	}
	if z.last && (z.ofSpeech() || z.points(first)) {
		return true
	}
	for k := first; k < z.d0; k++ {
		if n := z.at(k, z.l.Saying.Verbs); n > 0 {
			end := z.d1
			for end < len(z.tokens) && z.tokens[end].Kind != text.Mark {
				end++
			}
			start, dated := z.dated()
			told := z.last && dated && len(z.l.Saying.Dated) > 0 && k+n <= start && z.within(k+n, start, mostTold) && z.passes(z.d1, end)
			return z.within(first, k, nearSubject) && (told || z.behind(end))
		}
	}
	return false
}

// mostTold is how many words may tell to whom something was said.
const mostTold = 3

// beside is a date behind a name in brackets, or behind a dash.
func (z *zone) beside() bool {
	first, opened := 0, false
	for first < z.d0 && z.tokens[first].Kind == text.Mark {
		key := z.tokens[first].Key
		opened = opened || key == "(" || key == "-" || key == "—" || key == "–"
		first++
	}
	return opened && first < z.d0 && z.tokens[z.d0-1].Kind == text.Mark && z.within(first, z.d0-1, nearSubject) && z.passes(z.d1, len(z.tokens))
}

// ofSpeech is the date of a speech, directly beside its noun.
func (z *zone) ofSpeech() bool {
	const beside = 2 // tokens: of, 的
	for k := range z.tokens {
		n := z.at(k, z.l.Kinds["speech"])
		if n == 0 {
			continue
		}
		before, behind := z.d0-k-n, k-z.d1
		if before >= 0 && before <= beside && z.passes(k+n, z.d0) || behind >= 0 && behind <= beside && !slices.ContainsFunc(z.tokens[z.d1:k], markToken) {
			return true
		}
	}
	return false
}

// points is a verb behind a date, of which the sentence says that the quotation is
// what was said: 这是他5月3日提出的.
func (z *zone) points(first int) bool {
	pointed := false
	for k := first; k < z.d0 && !pointed; k++ {
		n := z.at(k, z.l.Saying.Points)
		pointed = n > 0 && z.within(k+n, z.d0, nearSubject)
	}
	if !pointed {
		return false
	}
	for k := z.d1; k < len(z.tokens); k++ {
		if z.at(k, z.l.Saying.Verbs) > 0 {
			return z.within(z.d1, k, farFromVerb)
		}
	}
	return false
}

// SaidBy is which of some names is the subject of the verb that introduces a
// quotation: Jan Berg said in Green Bay. It is empty where none begins its clause,
// or nearly.
func (s *Setting) SaidBy(body, lang string, names []string) string {
	z := &zone{l: text.Lookup(lang), body: body, from: s.Sentence.Start, to: min(s.quote.Start, s.Sentence.End)}
	for _, o := range s.others {
		if o.End <= s.quote.Start {
			z.from = max(z.from, o.End)
		}
	}
	z.read()
	v, ok := z.verb()
	if !ok {
		if v, ok = z.verbAround(); !ok {
			return ""
		}
	}
	first := z.clause(v)
	for k := first; k < v && z.within(first, k, nearSubject); k++ {
		longest, name := 0, ""
		for _, x := range names {
			if n := z.at(k, []string{x}); n > longest {
				longest, name = n, x
			}
		}
		// In a script without spaces nothing but its place tells who says from who is
		// addressed or met (他对李海说, 会见李海时指出).
		lead := k == first || len(z.dates) > 0 && z.d0 == first && k == z.d1
		if longest > 0 && (lead || !z.l.Sentence.Unspaced && !z.oblique(first, k)) && z.within(k+longest, v, nearSubject) {
			return name
		}
	}
	return ""
}

// verbAround is the verb of saying before a date that introduces: said in Munich
// in 2019.
func (z *zone) verbAround() (int, bool) {
	if len(z.dates) != 1 || !z.behind(len(z.tokens)) {
		return 0, false
	}
	for k := z.d0 - 1; k >= 0; k-- {
		if z.at(k, z.l.Saying.Verbs) > 0 {
			return k, true
		}
	}
	return 0, false
}

// Quoted says whether a part of a text stands in marks of quotation in it: the
// text has it from another.
func Quoted(t *tifa.Text, span tifa.Span) bool {
	block := t.Blocks[t.BlockAt(span.Start)]
	if block.Kind == tifa.Quotation {
		return true
	}
	found, _ := inMarks(t.Body, block.Span)
	return slices.ContainsFunc(found, func(f Found) bool {
		return f.Start <= span.Start && span.End <= f.End && !strings.ContainsAny(f.Marks, "《〈")
	})
}

// MayBe says whether a date as a text gives it may be another: the same, as far as
// both are known, or the day before or behind, since papers print on the next day
// and days begin elsewhere at other hours.
func MayBe(value string, d tifa.Date) bool {
	day := func(d tifa.Date) time.Time {
		return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
	}
	if month, ok := strings.CutPrefix(value, "--"); ok {
		if d.Month == 0 {
			return true
		}
		for _, year := range []int{d.Year - 1, d.Year, d.Year + 1} { // 1 January is the day behind 31 December
			with := tifa.Date{Year: year}.String() + "-" + month
			if said, err := tifa.ParseDate(with); err == nil && MayBe(with, d) && (year == d.Year || said.Month != d.Month) {
				return true
			}
		}
		return false
	}
	said, err := tifa.ParseDate(value)
	if err != nil {
		return true
	}
	if said.Undecided(d) {
		return true
	}
	apart := day(said).Sub(day(d)).Abs()
	return said.Day > 0 && d.Day > 0 && apart <= 24*time.Hour
}
