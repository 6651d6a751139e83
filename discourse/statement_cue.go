package discourse

import (
	"slices"
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

	name      name // who or what stands before it; empty where nothing does
	inferred  bool
	carried   *cue // the cue before it whose actor it shares
	agent     bool // the name stands behind a word of the passive: 由
	keeps     bool // the cue is part of what is to be done
	topic     bool // a clause before it names the thing that it is about
	described bool // how something is to be of which nobody knows what it is
	nested    bool // a stance inside of what the modal word before it demands
}

// cues finds those units of a sentence that make statements. A word that only
// could is none where it stands in a question, in a clause that only supposes,
// or inside what another cue says is to be done.
func (r *reader) cues(l *line) []cue {
	var all []cue
	asked := l.ask
	for i := range l.units {
		u := &l.units[i]
		asked = asked || u.is(roleAsking) && l.asks(i)
		if !u.cue() {
			if c, ok := l.turn(i, all); ok {
				all = append(all, c)
			}
			continue
		}
		c := cue{at: i, clause: l.clauseOf(i), modality: u.word.modality, stance: u.word.stance, negated: u.word.negated, behind: i + 1}
		var why string
		switch {
		case asked:
			why = Asked
		case l.supposes(c.clause):
			why = Supposed
		case u.word == noPursuit && l.listed(&c, all):
			continue
		case !l.begin(&c, all):
			continue // part of what the cue before it demands
		case !r.who(l, &c, all):
			why = NoVerb
		default:
			why = l.refuses(&c)
		}
		if c.inferred && c.name.known && l.copula(c.behind) {
			c.name, c.described = name{}, true // who was named before is not what is to be so
		}
		if why != "" {
			r.refuse(l, i, why)
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
	if last > first && (l.units[last].is(roleAttributive) && !l.describes(c) || c.end == ',' && l.units[last].is(roleConditionEnd) && !l.dated(c)) {
		return true
	}
	if c.end != ',' || k+1 == len(l.clauses) {
		return false
	}
	next := &l.clauses[k+1]
	return next.from < next.to && l.units[next.from].is(roleThen)
}

// describes says whether a clause demands that something be as it then says:
// 必须是积极的.
func (l *line) describes(c *clause) bool {
	for i := c.from; i < c.to; i++ {
		if u := &l.units[i]; u.cue() && u.word.modality != "" && l.copula(i+1) {
			return true
		}
	}
	return false
}

// copula says whether at unit i, behind adverbs, something is said to be so.
func (l *line) copula(i int) bool {
	for i < len(l.units) && l.adverb(i) {
		i++
	}
	return i < len(l.units) && l.units[i].is(roleCopula)
}

// asks says whether a question stands behind a verb that asks: in a language
// without a word before it, behind a mark. 询问的时间不得超过 asks nothing.
func (l *line) asks(i int) bool {
	if l.table.Rules.Statements.Postmodified {
		return true
	}
	end := l.clauses[l.clauseOf(i)].end
	return end == ':' || end == '“'
}

// dated says whether a clause only says by when what it demands is to be done:
// 应当自收到之日起十日内，作出决定.
func (l *line) dated(c *clause) bool {
	for i := c.from; i < c.to; i++ {
		if u := &l.units[i]; u.cue() && u.word.modality != "" {
			i++
			for i < c.to && l.adverb(i) {
				i++
			}
			return i < c.to && l.units[i].is(rolePreposition)
		}
	}
	return false
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
		if u := &l.units[i]; u.is(roleConjunction) || u.is(roleJoin) && l.units[c.at].word == noPursuit || u.is(roleComplementiser|roleRelative) && i+1 < c.at {
			c.from = i + 1
			return true
		}
	}
	return false
}

// refuses is why a cue with what stands before it makes no statement; empty if
// it makes one.
func (l *line) refuses(c *cue) string {
	u := &l.units[c.at]
	switch {
	case u.is(roleBeforeVerb) && !l.verbFollows(c.behind), c.stance == "" && u.is(roleAmbiguous) && l.thing(c):
		return NoVerb
	case c.stance == "" && l.inside(c):
		return Describing
	case c.stance == "" && (l.asked(c) || l.asksWho(c)):
		return Asked
	case l.meta(c):
		return ByTheWay
	case c.stance != "":
		if !l.stands(c) {
			return NoVerb
		}
		return ""
	}
	known := c.name.known && !c.name.empty()
	if !known && !c.inferred && l.demanded(&c.name) {
		return NoVerb
	}
	if l.table.disposal[u.key] && (!known || c.inferred || l.complement(c)) && !l.promisedNext(c) && !l.announced(c) {
		return NoVerb
	}
	if u.is(roleNoThing) && !c.name.empty() && !known && !l.copula(c.behind) {
		return Nobody // 设备还不能制造
	}
	if l.table.known[c.modality] || l.table.known[u.key] {
		passive := l.passive(c.behind) > 0
		if c.modality == Will && l.announced(c) {
			return ""
		}
		if known && !(passive && c.modality == Will) || passive && c.modality == May || !known && (l.announces(c) || l.inCase(c) || l.ofThing(c) || l.inLaw(c)) {
			return ""
		}
		return Nobody
	}
	return ""
}

// demanded says whether what stands in the place of a name is what another
// modal word says: 可以决定 of 禁止, in 可以决定禁止其从业.
func (l *line) demanded(n *name) bool {
	in := false
	for i := n.first; i < n.behind; i++ {
		u := &l.units[i]
		in = (in || u.cue() && u.word.modality != "" && !u.is(roleAmbiguous)) && !u.is(roleAttributive)
	}
	return in
}

// thing says whether a modal word that can be a noun is one: 侦查犯罪的需要,
// 以满足需要为目的.
func (l *line) thing(c *cue) bool {
	if c.at > c.from && l.units[c.at-1].is(roleAttributive) {
		return true
	}
	if c.behind >= len(l.units) {
		return true
	}
	next := &l.units[c.behind]
	return c.at > c.from && l.units[c.at-1].is(rolePreposition) || next.is(roleAttributive) || next.is(roleFinite) && next.is(rolePreposition) || next.cue()
}

// inCase says whether a modal word opens its clause behind one that says in
// which case: nobody has to be named there, 逾期不改正的，可以查封.
func (l *line) inCase(c *cue) bool {
	if !l.table.Rules.Statements.Dropped || c.modality == Will || l.units[c.at].is(roleAmbiguous) || !c.name.empty() || c.clause == 0 || !l.opens(c) {
		return false
	}
	for k := c.clause - 1; k >= 0 && l.clauses[k].end == ','; k-- {
		if first := l.clauses[k].from; l.supposes(k) || l.introduces(k) || first < l.clauses[k].to && l.units[first].is(rolePreposition) {
			return true
		}
	}
	return false
}

// ofThing says whether a modal word stands between a thing and a verb, and is
// no part of another word: 发展人工智能应坚持.
func (l *line) ofThing(c *cue) bool {
	if !l.table.Rules.Statements.Dropped || c.modality == Will || c.modality == May || l.units[c.at].is(roleAmbiguous) || c.name.empty() || c.inferred || c.behind >= len(l.units) {
		return false
	}
	next, last := &l.units[c.behind], &l.units[c.name.behind-1]
	return (next.bare() && l.table.doing[next.class] || next.is(rolePreposition)) && !l.table.doing[last.class]
}

// inLaw says whether a word that elsewhere counts of somebody alone counts in
// the article of a law: there 争议可以通过协商解决 allows something too.
func (l *line) inLaw(c *cue) bool {
	if !l.law || !l.table.Rules.Statements.Dropped || c.modality == Will || l.units[c.at].is(roleAmbiguous) {
		return false
	}
	return l.doneNext(c.behind) && (utf8.RuneCountInString(l.units[c.at].key) > 1 || c.name.empty() || !l.table.doing[l.units[c.name.behind-1].class])
}

// doneNext says whether a verb, or a phrase before one, stands at unit i behind
// adverbs.
func (l *line) doneNext(i int) bool {
	for i < len(l.units) && l.adverb(i) {
		i++
	}
	return i < len(l.units) && (l.units[i].bare() && l.table.verbs[l.units[i].class] || l.units[i].is(rolePreposition|roleAgent) || l.units[i].word.stance != "")
}

// stands says whether a verb of stance with what stands before it makes a
// statement.
func (l *line) stands(c *cue) bool {
	u := &l.units[c.at]
	known := c.name.known && !c.name.empty()
	under := c.carried != nil && c.carried.modality != "" && c.carried.stance == "" // a modal word
	switch {
	case under && c.carried.clause == c.clause, l.nominal(c):
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
		if c.carried != nil && c.carried.stance != "" && known && l.opens(c) {
			c.nested = c.carried.nested
			return true
		}
		return l.alone(c)
	case c.name.empty():
		return c.from == c.at-l.skipped(c) || c.carried != nil
	}
	return known
}

// alone says whether a verb of stance that opens its clause makes a statement
// though nobody is named in it: 反对强权政治. One that elsewhere promises help,
// 支持企业, does so in a text that opposes in this way often. Behind a modal word it does so
// where that is of the speaker or of nobody in particular.
func (l *line) alone(c *cue) bool {
	u := &l.units[c.at]
	if !u.is(roleAlone) && !(l.declares && u.is(roleDeclared)) || !l.opens(c) || c.behind >= l.clauses[c.clause].to || l.units[c.behind].is(roleJoin) {
		return false
	}
	for i := c.behind; i < l.clauses[c.clause].to; i++ {
		if l.units[i].is(roleCondition) {
			return false // 反对军事化与组建部队是否矛盾
		}
	}
	if k := c.clause + 1; k < len(l.clauses) && l.clauses[k].from < l.clauses[k].to && l.units[l.clauses[k].from].is(roleFinite) {
		return false // 反对霸权主义，是我们的原则
	}
	if c.carried == nil || c.carried.stance != "" {
		c.nested = c.carried != nil && c.carried.nested
		return true
	}
	p := c.carried
	self := p.name.empty() || l.units[p.name.behind-1].is(roleSelf)
	c.nested = self && !p.negated && slices.Contains(nesting, p.modality)
	return c.nested
}

// nesting are the modalities under which a verb of stance tells the speaker's.
var nesting = []string{Must, Shall, Should, Will}

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
	noun := l.table.nouns[l.units[i].class] && !l.table.governing[l.units[i].key]
	return !l.units[i].is(roleAttributive|roleJoin) && !noun && !digit(l.body, l.units[i].Start)
}

// inside says whether a cue only tells something apart: 一项不能再拖的任务.
func (l *line) inside(c *cue) bool {
	i := c.behind
	if i < len(l.units) && l.units[i].is(roleAttributive) {
		return true // 负责的人员
	}
	for {
		for i < len(l.units) && l.adverb(i) {
			i++
		}
		if i+1 < len(l.units) && (l.table.verbs[l.units[i].class] || c.modality == Prohibited && l.table.nouns[l.units[i].class] && l.units[i].bare()) && l.units[i+1].is(roleAttributive) {
			return true // 应该正视的弱点, 不准入境的人员
		}
		if i+2 >= len(l.units) || !l.units[i+1].is(roleJoin) || !l.units[i+2].cue() {
			break
		}
		i += 3 // 不准出境或者不准入境的
	}
	i = c.at - 1
	for i >= c.from && l.adverb(i) {
		i--
	}
	if i > c.from && l.units[i].bare() && l.table.doing[l.units[i].class] && !l.doneTo(c) {
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

// doneTo says whether a cue can have as its subject the verb that stands before
// it: 区域的划定应当, 查阅、调取不得. Of the weaker words it has seldom one, and in
// an item of a list the verb is most often that of the item: 迫使应当入学的人.
func (l *line) doneTo(c *cue) bool {
	u := &l.units[c.at]
	return !l.item && l.doneNext(c.behind) && (c.modality == Must || c.modality == Shall || c.modality == Prohibited) && !u.is(roleBeforeVerb) && !l.table.known[u.key]
}

// asked says whether a cue stands in an indirect question: decide who should
// cross.
func (l *line) asked(c *cue) bool {
	return c.at > c.from && l.units[c.at-1].is(roleRelative) && !c.name.known
}

// asksWho says whether a cue stands in a question for who acts, with a word of the
// passive: 由谁负责, 应当由谁决定.
func (l *line) asksWho(c *cue) bool {
	if c.agent && l.units[c.name.first].is(roleInterrogative) {
		return true
	}
	return c.behind+1 < len(l.units) && l.units[c.behind].is(roleAgent) && l.units[c.behind+1].is(roleInterrogative)
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
	if i < c.from || l.adverb(i) && !l.actor(i, c.from) {
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
