package discourse

import "slices"

// noPursuit is a negation before a verb of what somebody is after: it says what
// he will not do, 不称霸, do not seek.
var noPursuit = &word{roles: roleNegation, modality: Will, negated: true}

// pursuits makes cues of the negations before verbs of what somebody is after.
func (l *line) pursuits() {
	for i := range l.units {
		if !l.units[i].is(roleNegation) || l.units[i].is(roleConjunction) || l.units[i].cue() {
			continue
		}
		j := i + 1
		for j < len(l.units) && l.adverb(j) {
			j++
		}
		k := i - 1
		for k >= 0 && l.adverb(k) {
			k--
		}
		if j < len(l.units) && l.units[j].is(rolePursuit) && (k < 0 || !l.units[k].cue()) {
			l.units[i].word = noPursuit
		}
	}
}

// announced says whether a cue stands in what who speaks announces behind a colon:
// 我宣布：…基金将延期5年. There things will do something too.
func (l *line) announced(c *cue) bool {
	if c.name.empty() || c.inferred || !l.table.Rules.Statements.Dropped {
		return false
	}
	for i := range l.said {
		if s := &l.said[i]; s.self && s.clause < c.clause && l.clauses[s.clause].end == ':' {
			return true
		}
	}
	return false
}

// listed says whether a negated pursuit is one of the things that the cue before
// it demands: 要讲究实效，不搞形式主义.
func (l *line) listed(c *cue, before []cue) bool {
	if len(before) == 0 {
		return false
	}
	p := &before[len(before)-1]
	return p.modality != "" && p.stance == "" && !p.negated && l.onlyCommas(p.clause, c.clause) && !l.namedBetween(&cue{clause: c.clause + 1}, p)
}

// turn is the cue of what a sentence says is to be instead of what it has just
// said is not to be, or the other way round: 不应对抗，而是合作, rather than.
func (l *line) turn(i int, before []cue) (cue, bool) {
	u := &l.units[i]
	if len(before) == 0 || u.aside || u.mentioned || !u.is(roleTurn|roleTurnVerb|roleTurnBack) {
		return cue{}, false
	}
	p := &before[len(before)-1]
	k := l.clauseOf(i)
	if p.stance != "" || i <= p.behind || !l.onlyCommas(p.clause, k) || l.passive(p.behind) > 0 {
		return cue{}, false
	}
	c := cue{at: i, clause: k, from: i + 1, modality: p.modality, behind: i + 1, name: p.name, carried: p, inferred: true}
	if i == l.clauses[k].from {
		c.from = i
	}
	switch {
	case p.negated && u.is(roleTurn) && !l.units[p.behind].is(rolePassive) && l.turnsTo(i+1, k):
		j := i + 1
		for j < l.clauses[k].to && l.adverb(j) {
			j++
		}
		if j < l.clauses[k].to && l.units[j].is(roleInfinitive) {
			c.behind = j + 1 // do not seek to undo the past, but to smooth the future
		}
	case p.negated && u.is(roleTurnVerb) && k > p.clause && l.heads(i, k):
		c.keeps = true
	case !p.negated && p.modality != May && u.is(roleTurnBack) && !l.units[i-1].is(roleRelative|roleComplementiser) && l.turnsFrom(p, i+1, k):
		c.negated = true
		if c.modality == Must {
			c.modality = Prohibited
		}
		return c, true
	default:
		return cue{}, false
	}
	if m := l.table.Rules.Statements.Turned[c.modality]; m != "" {
		c.modality = m
	}
	return c, true
}

// onlyCommas says whether no mark stronger than a comma stands between two
// clauses.
func (l *line) onlyCommas(k, to int) bool {
	for ; k < to; k++ {
		if l.clauses[k].end != ',' {
			return false
		}
	}
	return true
}

// heads says whether unit i is the first word of clause k.
func (l *line) heads(i, k int) bool {
	for j := l.clauses[k].from; j < i; j++ {
		if !l.leading(j) && !l.adverb(j) {
			return false
		}
	}
	return true
}

// turnsTo says whether at unit i of clause k stands what is to be done: a verb,
// and no clause with a subject of its own.
func (l *line) turnsTo(i, k int) bool {
	to := l.clauses[k].to
	for i < to && l.adverb(i) {
		i++
	}
	if i >= to || l.units[i].mark || l.units[i].cue() {
		return false
	}
	if l.table.Rules.Statements.Dropped {
		return true
	}
	const soon = 4 // units, in which a subject has its verb
	for j := i + 1; j < min(to, i+soon) && !l.units[j].is(rolePreposition|roleRelative|roleComplementiser); j++ {
		if l.units[j].is(roleFinite) || l.units[j].cue() {
			return false // but their Governments do
		}
	}
	if ends(l.units[i].key, l.table.Rules.Statements.AdjectiveEnds) {
		return false // but peaceful means
	}
	return l.units[i].bare() || l.units[i].is(roleParticiple|roleInfinitive)
}

// turnsFrom says whether at unit i of clause k stands a verb, as behind p, with
// which the sentence ends: what follows is not to be known as negated or not.
func (l *line) turnsFrom(p *cue, i, k int) bool {
	to := l.clauses[k].to
	for i < to && l.adverb(i) {
		i++
	}
	if i >= to || !l.units[i].bare() || l.clauses[k].end == ',' && k+1 < len(l.clauses) {
		return false
	}
	if !l.table.Rules.Statements.Dropped {
		return ends(l.units[i].key, l.table.Rules.Statements.GerundEnds)
	}
	if l.units[p.behind].is(roleFinite) || !l.table.verbs[l.units[i].class] && !slices.Contains(l.table.Rules.Statements.AdverbClasses, l.units[i].class) {
		return false // 是机遇而不是挑战
	}
	for ; i < to; i++ {
		if l.units[i].is(roleAttributive) || l.units[i].mark {
			return false
		}
	}
	return true
}

// ownClause is where between two units a clause begins that has a subject of its
// own and of which a negation before it says nothing: to where none does.
func (l *line) ownClause(from, to int) int {
	dropped := l.table.Rules.Statements.Dropped
	for i := from; i+2 < to; i++ {
		if dropped && l.units[i].mark && l.units[i].key == "," && l.units[i+1].is(roleFinite) && !l.units[i+1].is(rolePreposition) {
			return i // 不称霸，是和平的力量
		}
		if l.units[i].mark && l.units[i].key == "," && l.units[i+1].is(roleConjunction) {
			next := &l.units[i+2]
			if next.is(rolePronoun|roleNegatedSubject) || l.units[i+1].is(roleTurn) && next.is(roleDeterminer|roleActor) {
				return i
			}
		}
	}
	return to
}

// promisedNext says whether a cue that may only mark an object tells what the
// actor of the one before it will do: 不会关门，将逐步形成, but not 将资金.
func (l *line) promisedNext(c *cue) bool {
	if c.carried == nil || c.carried.modality == "" || !c.name.known || c.behind >= len(l.units) || l.complement(c) {
		return false
	}
	next := &l.units[c.behind]
	instead := c.carried.negated && c.carried.modality == Will && l.table.doing[next.class]
	return l.adverb(c.behind) || next.bare() && (instead || slices.Contains(l.table.Rules.Statements.AdverbClasses, next.class))
}
