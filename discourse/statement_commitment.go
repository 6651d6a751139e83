package discourse

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// CommitmentRules are the words by which it is seen that a number is promised.
type CommitmentRules struct {
	Modalities []string `json:"modalities"` // of statements that promise what they say: will
	Before     []string `json:"before"`     // a date or length of time that is a deadline: by, 到
	Lasting    []string `json:"lasting"`    // before one of them: how long something lasts, and no deadline: it takes over two years
	AtMost     []string `json:"at_most"`    // behind a number that is the most: 以内
	Promised   []string `json:"promised"`   // before a length of time: a deadline where something is promised, else how long it took: in five years
	Periods    []string `json:"periods"`    // lengths of time without a number: a decade, 半年
	Ranges     []string `json:"ranges"`     // between two numbers of one length of time: three to five years
	Within     []string `json:"within"`     // behind a length of time: 内
	After      []string `json:"after"`      // the same behind it: 内
	Definite   []string `json:"definite"`   // before a number that is known already: the
	Named      []string `json:"named"`      // behind a number that is part of a name: 届
	From       []string `json:"from"`       // before a number that is to be left behind: 由
	About      []string `json:"about"`      // beside a number that is not exact: about, 左右
	Goals      []string `json:"goals"`      // before a number: a clause with one of them is a promise
	Dated      []string `json:"dated"`      // before a deadline: it is a promise of what is then to be, also where no number is: 力争, aim to
	Lengthens  []string `json:"lengthens"`  // before a length of time that is promised itself: 延期, extend
	Lists      []string `json:"lists"`      // those of them whose clauses follow as a list: 目标是
	Done       []string `json:"done"`       // behind a length of time: what is then done
	Past       []string `json:"past"`       // in a clause: it tells what was
	Reviews    []string `json:"reviews"`    // at the head of a paragraph that tells what was: 过去
	Hopes      []string `json:"hopes"`      // those of the goals that are promises even there: 力争
}

// Commitment is a number that is to be reached. Unknown is null.
type Commitment struct {
	Sentence int     `json:"sentence"`
	Actor    *string `json:"actor"`
	Action   *string `json:"action"`   // what is to be done, with the number
	Target   *string `json:"target"`   // what is counted
	Number   string  `json:"number"`   // in the words of the text, with its bound and unit; empty where only a deadline is promised
	Value    string  `json:"value"`    // see text.Quantity
	Unit     string  `json:"unit"`     // by its name in the tables: year; empty if it is none of them
	Bound    *string `json:"bound"`    // about, at least or at most
	Deadline *string `json:"deadline"` // in the words of the text
	Modality *string `json:"modality"` // of the statement that it stands in
	Inferred bool    `json:"inferred"`
	Quote    string  `json:"quote"` // the clause
	Cue      string  `json:"cue"`   // the word by which it is a promise

	Address string `json:"address"`
	Start   int    `json:"start"` // of the quote, in code points of the text
	End     int    `json:"end"`
	Key     string `json:"-"` // of the actor, see Statement
}

// The bounds of a number.
const (
	About   = "about"
	AtLeast = "at least"
	AtMost  = "at most"
)

// Commitments finds the numbers in a text that are to be reached, in its
// order: what a statement demands, and what a clause without one promises by a
// deadline or a word such as "target". The statements are those of the text.
//
// The year is that of the text, 0 if it is not known: a deadline before it has
// passed, and is none.
func Commitments(address string, t *tifa.Text, table *StatementTable, statements []Statement, year int) []Commitment {
	t = t.Own()
	found := []Commitment{}
	if table == nil {
		return found
	}
	base, at, next := 0, 0, 0
	aims := listOfAims{words: table.Rules.Commitments.Lists}
	before := review{words: table.Rules.Commitments.Reviews, block: -1}
	for i, span := range t.Sentences {
		base += utf8.RuneCountInString(t.Body[at:span.Start])
		at = span.Start
		from := next
		for next < len(statements) && statements[next].Sentence == i+1 {
			next++
		}
		b := t.Blocks[t.BlockAt(span.Start)]
		if b.Kind == tifa.Heading {
			continue
		}
		aim, review := aims.cue(t, span, b), before.told(t, span, b)
		quantities := table.Lang.Quantities(span.Of(t.Body))
		if len(quantities) == 0 {
			continue // before it is cut into words, which takes the most time
		}
		p := promises{
			quantities: quantities, year: year, item: b.Kind == tifa.ListItem || table.Lang.Label(b.Of(t.Body)) != "",
			line: newLine(table, span.Of(t.Body), noNames), words: &table.Rules.Commitments,
			statements: statements[from:next], base: base, sentence: i + 1, address: address, aim: aim, review: review,
		}
		found = append(found, p.find()...)
	}
	return found
}

// promises reads one sentence.
type promises struct {
	*line

	words      *CommitmentRules
	statements []Statement
	base       int
	sentence   int
	address    string

	year   int    // of the text
	aim    string // the word of the line before that announces aims
	item   bool   // of a list, which can do without a verb that says who
	review bool   // its paragraph tells what was

	quantities []text.Quantity
	deadlines  []tifa.Span
	hoped      []tifa.Span // deadlines of what is promised alone
	passed     bool        // a year is named that is over
}

func (p *promises) find() []Commitment {
	if p.ask {
		return nil
	}
	for i := range p.quantities {
		p.deadline(i)
	}
	p.periods()
	var all []Commitment
	for i := range p.quantities {
		q := &p.quantities[i]
		if q.Weak && !p.lengthens(q) || q.Kind == text.Day || q.Kind == text.Ordinal || p.inDeadline(q.Span) || p.label(q) {
			continue
		}
		if c, ok := p.commitment(q); ok {
			all = append(all, c)
		}
	}
	return p.dated(all)
}

// label says whether a number is that of a part of a text, or one from which
// something is to change: Article 12, 由20元提高到40元.
func (p *promises) label(q *text.Quantity) bool {
	if p.longestPrefix(q.End, p.words.Named) > 0 || p.longestSuffix(q.Start, p.words.Definite) > 0 {
		return true
	}
	if p.longestSuffix(q.Start, p.words.From) > 0 || q.Start > 1 && letter(p.body[q.Start-1]) && p.body[q.Start-1] < utf8.RuneSelf ||
		q.Start > 1 && p.body[q.Start-1] == '-' && letter(p.body[q.Start-2]) { // COP26, COVID-19
		return true
	}
	for _, words := range p.table.Lang.Parts {
		if !p.table.Lang.Sentence.Unspaced && p.longestSuffix(q.Start, words) > 0 {
			return true
		}
	}
	return false
}

// small says whether a number is more likely part of a name or a way of
// speaking: 五项原则, two sides.
func small(q *text.Quantity, c *Commitment) bool {
	return q.Unit == "" && q.Kind == text.Number && len(q.Value) == 1 && c.Bound == nil && c.Deadline == nil
}

// bare says whether a number counts nothing: resolution 2254, COP-23. Signs of
// money count.
func (p *promises) bare(q *text.Quantity, number tifa.Span) bool {
	if p.table.Lang.Sentence.Unspaced || q.Kind == text.Percent || q.Unit != "" || number.End > q.End {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(p.body[:q.Start])
	return !unicode.Is(unicode.Sc, r)
}

// times are the units of which a length of time can be a deadline.
var times = map[string]bool{"year": true, "month": true, "week": true, "day": true, "hour": true}

// deadline takes in a date or length of time that stands as a deadline.
func (p *promises) deadline(i int) {
	q := &p.quantities[i]
	if q.Kind != text.Day && !times[q.Unit] {
		return
	}
	if y, err := strconv.Atoi(q.Value[:min(4, len(q.Value))]); q.Kind == text.Day && err == nil && y < p.year {
		p.passed = true
		return
	}
	if p.lengthens(q) {
		return
	}
	span := tifa.Span{Start: p.rangeStart(i), End: p.behindUnit(q)}
	if q.Kind != text.Day {
		p.period(span)
		return
	}
	if w := p.longestPrefix(span.End, p.words.After); w > 0 {
		span.End += w
		span.Start -= p.longestSuffix(span.Start, p.words.Before)
		p.deadlines = append(p.deadlines, span)
	} else {
		p.behind(span)
	}
}

// period takes in a length of time, if it is a deadline: within five years.
func (p *promises) period(span tifa.Span) {
	if w := p.longestPrefix(span.End, p.words.Within); w > 0 {
		span.End += w
		span.Start -= p.longestSuffix(span.Start, p.words.Before)
		p.deadlines = append(p.deadlines, span)
		return
	}
	if p.behind(span) {
		return
	}
	if w := p.longestSuffix(span.Start, p.words.Promised); w > 0 && p.longestSuffix(span.Start-w, p.words.Lasting) == 0 {
		p.hoped = append(p.hoped, tifa.Span{Start: span.Start - w, End: span.End})
	}
}

// behind takes in a date or length of time behind a word that makes it a
// deadline.
func (p *promises) behind(span tifa.Span) bool {
	w := p.longestSuffix(span.Start, p.words.Before)
	if w == 0 || p.longestSuffix(span.Start-w, p.words.Lasting) > 0 {
		return false
	}
	p.deadlines = append(p.deadlines, tifa.Span{Start: span.Start - w, End: span.End})
	return true
}

// periods takes in lengths of time without a number: within a decade.
func (p *promises) periods() {
	body := strings.ToLower(p.body)
	if len(body) != len(p.body) {
		return
	}
	for _, period := range p.words.Periods {
		for at := 0; ; {
			i := strings.Index(body[at:], period)
			if i < 0 {
				break
			}
			span := tifa.Span{Start: at + i, End: at + i + len(period)}
			if at = span.End; p.wordEnds(span.Start) && p.wordEnds(span.End) && !p.inDeadline(span) {
				p.period(span)
			}
		}
	}
}

// rangeStart is where the number of a length of time begins: the first of two,
// in three to five years.
func (p *promises) rangeStart(i int) int {
	start := p.quantities[i].Start
	if i == 0 {
		return start
	}
	if w := p.longestSuffix(start, p.words.Ranges); w > 0 && p.quantities[i-1].Unit == "" {
		if before := &p.quantities[i-1]; before.End <= start-w && strings.TrimSpace(p.body[before.End:start-w]) == "" {
			return before.Start
		}
	}
	return start
}

// behindUnit is where the unit of a quantity ends.
func (p *promises) behindUnit(q *text.Quantity) int {
	if q.Unit == "" {
		return q.End
	}
	rest := p.body[q.End:]
	skip := len(rest) - len(strings.TrimLeft(rest, " -"))
	longest := 0
	for _, m := range p.table.Lang.Quantity.Measures[q.Unit] {
		if len(m) > longest && len(rest) >= skip+len(m) && strings.EqualFold(rest[skip:skip+len(m)], m) {
			longest = len(m)
		}
	}
	if longest == 0 {
		return q.End
	}
	return q.End + skip + longest
}

// longestPrefix is the length of the longest of some words that stands at i,
// with what parts it from there.
func (p *promises) longestPrefix(i int, words []string) int {
	rest := p.body[i:]
	skip := len(rest) - len(strings.TrimLeft(rest, " "))
	longest := 0
	for _, w := range words {
		if n := skip + len(w); n > longest && len(rest) >= n && strings.EqualFold(rest[skip:n], w) && p.wordEnds(i+n) {
			longest = n
		}
	}
	return longest
}

// longestSuffix is the length of the longest of some words that stands before
// i, with what parts it from there.
func (p *promises) longestSuffix(i int, words []string) int {
	rest := strings.TrimRight(p.body[:i], " ")
	longest := 0
	for _, w := range words {
		if n := len(w); n > longest && len(rest) >= n && strings.EqualFold(rest[len(rest)-n:], w) && p.wordEnds(len(rest)-n) {
			longest = n
		}
	}
	if longest == 0 {
		return 0
	}
	return longest + i - len(rest)
}

// wordEnds says whether no word goes over position i.
func (p *promises) wordEnds(i int) bool {
	if i == 0 || i >= len(p.body) || p.table.Lang.Sentence.Unspaced {
		return true
	}
	return !letter(p.body[i-1]) || !letter(p.body[i])
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf }

func (p *promises) inDeadline(s tifa.Span) bool {
	for _, d := range slices.Concat(p.deadlines, p.hoped) {
		if s.Start < d.End && d.Start < s.End {
			return true
		}
	}
	return false
}

// commitment makes of a quantity a commitment, if it is one.
func (p *promises) commitment(q *text.Quantity) (Commitment, bool) {
	k := p.clauseAt(q.Start)
	if k < 0 {
		return Commitment{}, false
	}
	clause, _ := p.span(p.clauses[k].from, p.clauses[k].to)
	clause.End = max(clause.End, q.End)
	c := Commitment{Sentence: p.sentence, Address: tifa.SentenceAddress(p.address, p.sentence, p.sentence), Value: q.Value, Unit: q.Unit}
	number := p.number(q, &c)
	c.Number = number.Of(p.body)
	s := p.statementAt(q.Start)
	deadline := p.deadlineFor(k, p.deadlines)
	if s != nil && deadline.Len() == 0 {
		deadline = p.deadlineFor(k, p.hoped)
	}
	if deadline.Len() > 0 {
		c.Deadline = orNull(strings.TrimSpace(deadline.Of(p.body)))
	}
	unspaced := p.table.Lang.Sentence.Unspaced
	done := times[q.Unit] && p.longestPrefix(p.behindUnit(q), p.words.Done) > 0
	switch {
	case small(q, &c) || p.bare(q, number) || times[q.Unit] && !done && !(s != nil && p.lengthens(q)):
		return c, false
	case s == nil && (p.passed || p.holds(tifa.Span{Start: 0, End: number.End}, p.words.Past) >= 0 || !unspaced && !p.item):
		return c, false
	case s != nil && !unspaced && p.tellsOfPast(s, clause):
		return c, false
	case s != nil:
		c.Actor, c.Modality, c.Inferred, c.Cue, c.Key = s.Actor, s.Modality, s.Inferred, s.Cue, s.Key
	case done:
		c.Cue = strings.TrimSpace(p.body[p.behindUnit(q):][:p.longestPrefix(p.behindUnit(q), p.words.Done)])
	case c.Deadline != nil && !p.told(k):
		c.Cue = *c.Deadline
	default:
		from := clause.Start
		if k > 0 && p.holds(tifa.Span{Start: 0, End: clause.Start}, p.words.Lists) >= 0 {
			from = 0 // the aims of this year are: …
		}
		goal := p.holds(tifa.Span{Start: from, End: q.Start}, p.words.Goals)
		if goal < 0 && p.aim == "" || p.told(k) || p.review && (goal < 0 || !slices.Contains(p.words.Hopes, p.words.Goals[goal])) {
			return c, false
		}
		c.Cue = p.aim
		if goal >= 0 {
			c.Cue = p.words.Goals[goal]
		}
	}
	c.Quote = clause.Of(p.body)
	c.Action = orNull(c.Quote)
	if s != nil && s.Action != nil && strings.Contains(*s.Action, c.Number) && strings.Contains(c.Quote, *s.Action) {
		c.Action = s.Action
	}
	c.Target = p.counted(q, number, clause)
	c.Start = p.base + utf8.RuneCountInString(p.body[:clause.Start])
	c.End = c.Start + utf8.RuneCountInString(c.Quote)
	return c, true
}

// told says whether a clause without a cue has a verb that tells what is or
// was: it promises nothing.
func (p *promises) told(k int) bool {
	c := &p.clauses[k]
	for i := c.from; i < c.to; i++ {
		u := &p.units[i]
		if u.is(roleFinite) && p.table.Rules.Statements.Postmodified || i > c.from && u.bare() && ends(u.key, p.table.Rules.Statements.ParticipleEnds) {
			return true
		}
	}
	return false
}

// clauseAt is the index of the clause that holds a byte; -1 if none does.
func (p *promises) clauseAt(at int) int {
	for k := range p.clauses {
		if s, ok := p.span(p.clauses[k].from, p.clauses[k].to); ok && s.Start <= at && at < s.End {
			return k
		}
	}
	return -1
}

// deadlineFor is the deadline in a clause, else in the one before it, else in
// the one behind.
func (p *promises) deadlineFor(k int, of []tifa.Span) tifa.Span {
	for _, at := range []int{k, k - 1, k + 1} {
		if at < 0 || at >= len(p.clauses) {
			continue
		}
		s, ok := p.span(p.clauses[at].from, p.clauses[at].to)
		if ok && at != k && p.holds(s, p.words.Dated) >= 0 {
			continue // that of another promise
		}
		for _, d := range of {
			if ok && s.Start <= d.Start && d.End <= s.End && (at == k || s.Len() < 3*d.Len()) {
				return d
			}
		}
	}
	return tifa.Span{}
}

// statementAt is the statement that demands or promises what stands at a byte.
func (p *promises) statementAt(at int) *Statement {
	point := p.base + utf8.RuneCountInString(p.body[:at])
	for i := len(p.statements) - 1; i >= 0; i-- {
		s := &p.statements[i]
		if s.CueAt <= point && point < s.End && slices.Contains(p.words.Modalities, class(s)) && !s.Negated && p.near(s.CueAt, point) {
			return s
		}
	}
	return nil
}

// near says whether two places, in code points of the text, are in one clause or
// in neighbouring ones.
func (p *promises) near(a, b int) bool {
	return p.clauseAt(p.byteAt(b))-p.clauseAt(p.byteAt(a)) <= 1
}

// byteAt is where a code point of the text stands in the sentence.
func (p *promises) byteAt(point int) int {
	n := point - p.base
	for i := range p.body {
		if n == 0 {
			return i
		}
		n--
	}
	return len(p.body)
}

// tellsOfPast says whether a clause has a word of what was, apart from the cue
// of its statement: has pledged promises.
func (p *promises) tellsOfPast(s *Statement, clause tifa.Span) bool {
	within := func(i int) int { return max(clause.Start, min(i, clause.End)) }
	from := p.byteAt(s.CueAt)
	before := tifa.Span{Start: clause.Start, End: within(from)}
	behind := tifa.Span{Start: within(from + len(s.Cue)), End: clause.End}
	return p.holds(before, p.words.Past) >= 0 || p.holds(behind, p.words.Past) >= 0
}

// holds is the index of the first of some words that stands in a part of the
// sentence, -1 if none does.
func (p *promises) holds(span tifa.Span, words []string) int {
	part := strings.ToLower(span.Of(p.body))
	for i, w := range words {
		for at := 0; ; {
			j := strings.Index(part[at:], w)
			if j < 0 {
				break
			}
			at += j
			if p.wordEnds(span.Start+at) && p.wordEnds(span.Start+at+len(w)) {
				return i
			}
			at += len(w)
		}
	}
	return -1
}

// number is a quantity with its bound and what is counted.
func (p *promises) number(q *text.Quantity, c *Commitment) tifa.Span {
	n := tifa.Span{Start: q.Start, End: p.behindUnit(q)}
	bound := func(b string) { c.Bound = &b }
	for _, b := range p.table.Lang.Bounds(p.body) {
		name := AtLeast
		if b.Class == text.AtMost {
			name = AtMost
		}
		switch {
		case b.End <= q.Start && strings.TrimSpace(p.body[b.End:q.Start]) == "":
			n.Start = b.Start
			bound(name)
		case b.Start >= n.End && b.Start-n.End <= 12 && strings.TrimSpace(p.body[n.End:b.Start]) == "":
			n.End = b.End
			bound(name)
		}
	}
	if w := p.longestSuffix(n.Start, p.words.About); w > 0 {
		n.Start -= w
		bound(About)
	}
	if w := p.longestPrefix(n.End, p.words.AtMost); w > 0 && c.Bound == nil && !times[q.Unit] {
		n.End += w
		bound(AtMost)
	}
	about := func() bool {
		w := p.longestPrefix(n.End, p.words.About)
		if w > 0 {
			n.End += w
			bound(About)
		}
		return w > 0
	}
	if !about() && q.Kind != text.Percent && n.End == q.End {
		n.End = p.unitBehind(n.End)
		about()
	}
	return n
}

// unitBehind goes over the words behind a number that say what is counted.
func (p *promises) unitBehind(end int) int {
	const most = 3
	n := 0
	for i := range p.units {
		u := &p.units[i]
		if u.Start < end {
			continue
		}
		counted := u.bare() || u.word.roles == roleActor || p.table.nouns[u.class] // 2,000 teachers
		if u.mark || u.aside || !counted || n == most || p.table.doing[u.class] || p.adverb(i) {
			break
		}
		if p.table.list != nil && !p.table.nouns[u.class] && !p.table.measures[u.class] && u.class != "" && len(u.key) > 3 {
			break
		}
		end = u.End
		n++
	}
	return end
}

// counted is what a number is of: what stands behind "of", else before it.
func (p *promises) counted(q *text.Quantity, number, clause tifa.Span) *string {
	first, behind := -1, -1
	for i := range p.units {
		u := &p.units[i]
		if u.Start >= number.End && u.End <= clause.End && first < 0 && u.is(roleJoin) && strings.TrimSpace(p.body[number.End:u.Start]) == "" {
			first = i + 1
		}
		if first >= 0 && i >= first && (u.is(rolePreposition) && !u.is(roleJoin) || u.Start >= clause.End) {
			behind = i
			break
		}
	}
	if first >= 0 {
		if behind < 0 {
			behind = len(p.units)
		}
		return p.optional(first, behind)
	}
	rest := p.body[clause.Start:max(clause.Start, min(number.Start, q.Start))]
	for _, d := range p.deadlines {
		if d.Start >= clause.Start && d.End <= clause.Start+len(rest) {
			if d.Start == clause.Start {
				rest = p.body[d.End : clause.Start+len(rest)]
			}
		}
	}
	return orNull(strings.Trim(rest, " ,，、"))
}
