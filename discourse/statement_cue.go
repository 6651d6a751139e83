package discourse

import (
	"unicode"
	"unicode/utf8"
)

// cue is a unit that makes a statement, with what stands before it.
type cue struct {
	at       int // unit
	clause   int
	from     int // unit where its own part of the clause begins
	modality string
	stance   string
	negated  bool
	behind   int // unit behind the cue and its negation

	name     name // who or what stands before it; empty where nothing does
	inferred bool
	carried  *cue // the cue before it whose actor it shares
	agent    bool // the name stands behind a word of the passive: 由
}

// cues finds those units of a sentence that make statements. A word that only
// could is none where it stands in a question, in a clause that only supposes,
// or inside what another cue says is to be done.
func (r *reader) cues(l *line) []cue {
	var all []cue
	if l.ask {
		return nil
	}
	for i := range l.units {
		u := &l.units[i]
		if u.is(roleAsking) {
			break
		}
		if !u.cue() {
			continue
		}
		c := cue{at: i, clause: l.clauseOf(i), modality: u.word.modality, stance: u.word.stance, negated: u.word.negated, behind: i + 1}
		if l.supposes(c.clause) {
			continue
		}
		if !l.begin(&c, all) || !r.who(l, &c, all) || !l.counts(&c) {
			continue
		}
		l.negate(&c)
		all = append(all, c)
	}
	return all
}

// supposes says whether a clause sets a condition.
func (l *line) supposes(k int) bool {
	c := &l.clauses[k]
	first, last := c.from, c.to-1
	for first < c.to && l.leading(first) && !l.units[first].is(roleCondition) {
		first++
	}
	if first < c.to && l.units[first].is(roleCondition) && !l.units[first].cue() {
		return true
	}
	for last > first && l.units[last].aside {
		last--
	}
	if last > first && (l.units[last].is(roleAttributive) || c.end == ',' && l.units[last].is(roleConditionEnd)) {
		return true
	}
	if c.end != ',' || k+1 == len(l.clauses) {
		return false
	}
	next := &l.clauses[k+1]
	return next.from < next.to && l.units[next.from].is(roleThen)
}

// begin finds where the part of the clause begins that belongs to a cue; there
// is none where the cue stands inside what the cue before it demands.
func (l *line) begin(c *cue, before []cue) bool {
	c.from = l.clauses[c.clause].from
	if len(before) == 0 || before[len(before)-1].clause != c.clause {
		return true
	}
	p := &before[len(before)-1]
	for i := c.at - 1; i >= p.behind; i-- {
		// "measures that will" says something of the measures.
		if u := &l.units[i]; u.is(roleConjunction) || u.is(roleComplementiser|roleRelative) && i+1 < c.at {
			c.from = i + 1
			return true
		}
	}
	return false
}

// counts says whether a cue with what stands before it makes a statement.
func (l *line) counts(c *cue) bool {
	u := &l.units[c.at]
	if u.is(roleBeforeVerb) && !l.verbFollows(c.behind) {
		return false
	}
	if c.stance == "" && (l.inside(c) || l.asked(c)) || l.meta(c) {
		return false
	}
	known := c.name.known && !c.name.empty()
	if c.stance != "" {
		switch {
		case c.carried != nil && c.carried.modality != "" && c.carried.stance == "" && c.carried.clause == c.clause,
			l.nominal(c):
			return false
		case u.is(roleAmbiguous) && l.answered(c):
			return false
		case u.is(roleAmbiguous):
			if l.capital(c.at) && c.at > l.clauses[c.clause].from {
				return false // the Resolute Support Mission
			}
			if l.follows(c) {
				return known && !c.inferred
			}
			return c.carried != nil && c.carried.stance != "" && known && l.opens(c)
		case c.name.empty():
			return c.from == c.at-l.skipped(c) || c.carried != nil
		}
		return known
	}
	if l.table.disposal[u.key] && (!known || c.inferred || l.complement(c)) {
		return false
	}
	if u.is(roleNoThing) && !c.name.empty() && !known {
		return false // 设备还不能制造
	}
	if l.table.known[c.modality] || l.table.known[u.key] {
		passive := l.passive(c.behind) > 0
		return known && !(passive && c.modality == Will) || passive && c.modality == May || !known && l.announces(c)
	}
	return true
}

// announces says whether what is to be done follows as a list: of things too,
// 平面圖應表示下列事項.
func (l *line) announces(c *cue) bool {
	if c.modality == Will || c.modality == May {
		return false
	}
	const farthest = 3 // clauses
	from := c.behind
	for k := c.clause; k < min(len(l.clauses), c.clause+farthest); k++ {
		for i := from; i < l.clauses[k].to; i++ {
			if l.units[i].is(roleAnnounced) {
				return true
			}
		}
		if from = l.clauses[k].to; l.clauses[k].end != ',' {
			return l.clauses[k].end == ':' && len(l.table.Rules.Statements.Announced) > 0
		}
	}
	return false
}

// verbFollows says whether a verb can stand at unit i, behind adverbs.
func (l *line) verbFollows(i int) bool {
	for i < len(l.units) && l.adverb(i) {
		i++
	}
	if i >= len(l.units) || l.units[i].mark && l.units[i].key != ":" {
		return false
	}
	return !l.units[i].is(roleAttributive|roleJoin) && !l.table.nouns[l.units[i].class] && !digit(l.body, l.units[i].Start)
}

// inside says whether a cue only tells something apart: 一项不能再拖的任务.
func (l *line) inside(c *cue) bool {
	i := c.behind
	if i < len(l.units) && l.units[i].is(roleAttributive) {
		return true // 负责的人员
	}
	for i < len(l.units) && l.adverb(i) {
		i++
	}
	if i+1 < len(l.units) && l.table.verbs[l.units[i].class] && l.units[i+1].is(roleAttributive) {
		return true // 应该正视的弱点
	}
	i = c.at - 1
	for i >= c.from && l.adverb(i) {
		i--
	}
	if i >= c.from && l.units[i].bare() && l.table.doing[l.units[i].class] && i > c.from {
		return true // 考虑到要优先解决: a reason
	}
	if i < c.from || !l.units[i].is(roleFinite|rolePreposition) && !l.table.measures[l.units[i].class] {
		return false
	}
	for j := c.at + 1; j < l.clauses[c.clause].to; j++ {
		if l.units[j].is(roleAttributive) {
			return true
		}
	}
	return false
}

// asked says whether a cue stands in an indirect question: decide who should
// cross.
func (l *line) asked(c *cue) bool {
	return c.at > c.from && l.units[c.at-1].is(roleRelative) && !c.name.known
}

// meta says whether what is to be done is only to be said, by nobody in
// particular or the text itself: it should be noted.
func (l *line) meta(c *cue) bool {
	self := !c.name.empty() && l.units[c.name.behind-1].is(roleSelf)
	if c.name.known && !c.inferred && !self {
		return false
	}
	i := c.behind
	for i < len(l.units) && l.adverb(i) {
		i++
	}
	return i < len(l.units) && l.units[i].is(roleMeta)
}

// capital says whether unit i begins with a capital letter.
func (l *line) capital(i int) bool {
	r, _ := utf8.DecodeRuneInString(l.body[l.units[i].Start:])
	return unicode.IsUpper(r)
}

// answered says whether the clause behind tells what somebody else then has to
// do: what stands before it is the condition. 任何人要求查看，处理者应当照办。
func (l *line) answered(c *cue) bool {
	if l.table.Rules.Statements.Directed[c.stance] == "" || l.clauses[c.clause].end != ',' || c.clause+1 == len(l.clauses) {
		return false
	}
	next := &l.clauses[c.clause+1]
	for i := next.from; i < next.to; i++ {
		if l.units[i].word.modality != "" && l.units[i].cue() {
			n := l.before(next.from, i)
			return n.known && !n.empty()
		}
	}
	return false
}

// follows says whether a cue that can be a noun stands right behind who acts:
// we fully support, and not: their valuable support.
func (l *line) follows(c *cue) bool {
	i := l.lastWord(c.from, c.at)
	if i < c.from {
		return false
	}
	u := &l.units[i]
	if l.table.Rules.Statements.Postmodified {
		return l.actor(i, c.from)
	}
	return !u.is(rolePreposition|roleAttributive|roleConjunction) && !l.table.measures[u.class] && !l.table.doing[u.class]
}

// opens says whether a cue is the first word of its part of the sentence.
func (l *line) opens(c *cue) bool {
	i := l.lastWord(c.from, c.at)
	return i < c.from || l.leading(i) || l.adverb(i)
}

// nominal says whether a verb of stance is a noun there: 的要求, 要求是, 进行反对…的斗争.
func (l *line) nominal(c *cue) bool {
	if !l.table.Rules.Statements.Dropped {
		return false
	}
	to := l.clauses[c.clause].to
	if c.behind < to && l.units[c.behind].is(roleFinite|roleAttributive) {
		return true
	}
	i := l.lastWord(c.from, c.at)
	if i >= c.from && (l.units[i].is(roleAttributive) || i > c.from && l.table.doing[l.units[i].class] && l.units[i].bare()) {
		return true
	}
	if c.name.known && !c.inferred {
		return false
	}
	for j := c.behind; j < to; j++ {
		if l.units[j].is(roleFinite) { // 反对官僚主义是一场斗争
			return true
		}
	}
	return false
}

// skipped is the number of units between the beginning of a cue's part and the
// cue that are no words of it.
func (l *line) skipped(c *cue) int {
	n := 0
	for i := c.at - 1; i >= c.from && (l.leading(i) || l.trailing(i)); i-- {
		n++
	}
	return n
}

// complement says whether the clause goes on as only a clause does whose cue
// marks an object: 将资金用于.
func (l *line) complement(c *cue) bool {
	for i := c.at + 2; i < l.clauses[c.clause].to; i++ {
		if l.units[i].is(roleComplement) {
			return true
		}
	}
	return false
}

// negate looks for a negation behind the cue and before it.
func (l *line) negate(c *cue) {
	was := c.negated
	to := l.clauses[c.clause].to
	if c.stance == "" && c.behind < to && l.units[c.behind].is(roleNegatedBy) {
		c.negated = true
		// Encouraged not to wait: what is not to be done is told by the action.
		if c.behind+1 == to || !l.units[c.behind+1].is(roleInfinitive) {
			c.behind++
		}
	}
	for i := c.at - 1; i >= c.from && l.trailing(i); i-- {
		if l.units[i].is(roleNegation) {
			c.negated = !c.negated
		}
		if l.units[i].is(roleConjunction) {
			break // cannot and must not
		}
	}
	if c.name.negated {
		c.negated = true
	}
	if c.negated && !was {
		if class := l.table.Rules.Statements.NegatedClass[c.modality]; class != "" {
			c.modality = class
		}
	}
}

// passive is the unit behind a verb in the passive voice that stands at unit i;
// 0 if none does.
func (l *line) passive(i int) int {
	s := &l.table.Rules.Statements
	skip := func() {
		for i < len(l.units) && (l.adverb(i) || l.units[i].is(roleNegatedBy)) {
			i++
		}
	}
	skip()
	if i >= len(l.units) || !l.units[i].is(rolePassive) {
		return 0
	}
	for i < len(l.units) && l.units[i].is(rolePassive) {
		i++
	}
	skip()
	if i >= len(l.units) {
		return 0
	}
	u := &l.units[i]
	if u.is(roleAdjective) {
		return 0
	}
	if u.is(roleParticiple) || u.bare() && ends(u.key, s.ParticipleEnds) {
		return i + 1
	}
	return 0
}
