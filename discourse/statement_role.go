package discourse

import (
	"unicode/utf8"

	"tifa"
)

// who finds who or what stands before a cue, or was carried over to it. It says
// no where the cue is no verb of a clause at all.
func (r *reader) who(l *line, c *cue, before []cue) bool {
	to := c.at
	// 网络安全由国家网信部门负责: who acts stands behind a word of the passive.
	for i := c.from; i < c.at; i++ {
		if l.units[i].is(roleAgent) && !l.table.Rules.Statements.Postmodified {
			if n, ok := l.agent(i+1, c.at); ok {
				c.name, c.agent = n, true
				return true
			}
		}
	}
	if c.at > c.from && l.units[c.at-1].is(roleInfinitive) && l.units[c.at].word.stance != "" {
		return false
	}
	if i := l.lastWord(c.from, to); i > c.from && l.units[i].is(roleConjunction) && l.table.Rules.Statements.Postmodified {
		// The Kingdom shares the concern and requests: of two verbs.
		if n, ok := l.lead(c.from, i); ok && !l.relativeIn(n.behind, i) {
			c.name = n
			return true
		}
		for j := c.from + 1; j < i; j++ {
			if l.units[j].is(roleFinite) { // weapons are prohibited and should
				to = j
				break
			}
		}
	}
	c.name = l.before(c.from, to)
	if !c.name.empty() {
		return true
	}
	c.inferred = true
	l.carry(c, before)
	return true
}

// agent finds the name behind a word of the passive, also behind what tells it
// apart: 由履行职责的部门.
func (l *line) agent(from, to int) (name, bool) {
	if n, ok := l.lead(from, to); ok {
		return n, true
	}
	return l.toldApart(from, to)
}

// relativeIn says whether a clause that tells something apart stands between
// two units: what follows may belong to it.
func (l *line) relativeIn(from, to int) bool {
	for i := from; i < to; i++ {
		if l.units[i].is(roleRelative | roleComplementiser) {
			return true
		}
	}
	return false
}

// lastWord is the last unit before to that is no adverb and no negation.
func (l *line) lastWord(from, to int) int {
	i := to - 1
	for i > from && (l.adverb(i) || l.units[i].is(roleNegation)) && !l.units[i].is(roleConjunction) {
		i--
	}
	return i
}

// state makes the statement of a cue: who by what stands before it, what by
// what stands behind it.
func (r *reader) state(l *line, cues []cue, k int) {
	c := &cues[k]
	to := l.reach(cues, k)
	s := Statement{Sentence: r.n, Address: tifa.SentenceAddress(r.address, r.n, r.n), Negated: c.negated, Inferred: c.inferred}
	s.Modality, s.Stance = orNull(c.modality), orNull(c.stance)
	subject := l.nameText(&c.name)
	switch {
	case c.name.empty() && r.carries(l, c):
		s.Actor = r.actor
	case c.name.empty():
		s.Own = c.stance != "" && l.table.Rules.Statements.Dropped && l.subject(c) == ""
		s.Inferred = false
	case c.name.known:
		s.Actor = subject
	}
	first := l.pastAside(c.behind, to)
	if c.keeps {
		first = c.at
	}
	switch {
	case c.stance != "":
		l.stance(&s, c, first, to)
	default:
		l.modal(&s, c, subject, first, to)
	}
	r.report(l, c, &s)
	if s.Actor == nil {
		s.Inferred = false
	}
	r.add(l, &s, c, first, to)
}

// carries says whether who acted before acts by a cue where nobody is named. A
// stance is carried on only from who had one, or speaks.
func (r *reader) carries(l *line, c *cue) bool {
	switch {
	case r.actor == nil || r.n-r.actorAt > actorLasts || c.topic:
		return false
	case c.stance != "" && (!l.table.Rules.Statements.Dropped || !r.actorStands):
		return false
	case l.official(c) && !l.table.authority(l.table.Key(*r.actor)):
		return false
	}
	if who := l.subject(c); who != "" && who != *r.actor {
		return false
	}
	return l.table.Rules.Statements.Dropped || r.opener != nil
}

// subject is what a clause before that of a cue says something of, and the cue
// may do so too: 宪章是根本遵循，必须加以维护. It is empty if none does.
func (l *line) subject(c *cue) string {
	for k := c.clause - 1; k >= 0 && !l.breaks(k, k+1); k-- {
		if l.supposes(k) {
			continue
		}
		first := l.clauses[k].from
		for first < l.clauses[k].to && l.leading(first) {
			first++
		}
		if first < l.clauses[k].to && l.units[first].is(rolePreposition|roleSubordinator) {
			continue
		}
		for i := first + 1; i < l.clauses[k].to; i++ {
			if u := &l.units[i]; u.is(roleFinite) && !u.is(rolePreposition) {
				return l.text(first, i)
			}
		}
	}
	return ""
}

// stance fills in what a stance is about, and towards whom it is.
func (l *line) stance(s *Statement, c *cue, first, to int) {
	directed := l.table.Rules.Statements.Directed[c.stance]
	if directed == "" {
		s.Object = l.optional(first, to)
		return
	}
	infinitive := -1
	for i := first; i < to && infinitive < 0; i++ {
		if l.units[i].is(roleInfinitive) {
			infinitive = i
		}
	}
	marked := len(l.table.Rules.Statements.Infinitive) > 0
	n, ok := l.lead(first, to)
	if !ok && !marked {
		n, ok = l.toldApart(first, to)
	}
	if first < to && l.units[first].is(roleComplementiser) { // requests that the Secretariat take
		if n, ok = l.lead(first+1, to); ok {
			infinitive, marked = -1, false
		}
	}
	switch {
	case marked && infinitive > first:
		target, action := infinitive, infinitive+1
		switch { // what is not to be done is told by the action too
		case l.units[target-1].is(roleNegatedBy):
			target--
			action = target
			s.Negated = !s.Negated
		case action < to && l.units[action].is(roleNegatedBy):
			s.Negated = !s.Negated
		}
		s.Target, s.Action = l.optional(first, target), l.optional(action, to)
	case !marked && ok:
		s.Target, s.Action = l.nameText(&n), l.optional(n.behind, to)
	case marked:
		s.Object = l.optional(first, to)
		return
	default:
		s.Action = l.optional(first, to)
	}
	s.Modality = &directed
}

// toldApart finds a name behind what tells it apart: 有条件的企业.
func (l *line) toldApart(first, to int) (name, bool) {
	const farthest = 10 // units
	for i := first + 1; i < min(to, first+farthest); i++ {
		if l.units[i].is(roleAttributive) {
			n, ok := l.lead(i+1, to)
			n.first = first
			return n, ok
		}
	}
	return name{}, false
}

// modal fills in what is to be done, and by whom where the voice is passive.
func (l *line) modal(s *Statement, c *cue, subject *string, first, to int) {
	s.Action = l.optional(first, to)
	if participle := l.passive(first); participle > 0 {
		s.Object, s.Actor, s.Inferred = subject, nil, false
		for i := participle; i < to; i++ {
			if !l.units[i].is(roleAgent) {
				continue
			}
			agent := name{first: i + 1, behind: l.nextPreposition(i+2, to), known: true}
			if l.endsWithActor(agent.first, agent.behind) {
				agent.behind = l.agentEnd(agent.behind, to)
				s.Actor = l.nameText(&agent)
				break
			}
		}
		return
	}
	if !c.name.known && !c.name.empty() {
		s.Topic = subject
	}
	if c.agent {
		s.Object = l.optional(c.from, c.name.first-1)
		return
	}
	if first < to && l.units[first].is(roleAgent) {
		if n, ok := l.agent(first+1, to); ok {
			if subject != nil && !c.inferred {
				s.Object, s.Topic = subject, nil
			}
			s.Actor, s.Inferred, s.Action = l.nameText(&n), false, l.optional(n.behind, to)
		}
	}
}

// agentEnd is the end of the name of an agent that goes on with "of".
func (l *line) agentEnd(i, to int) int {
	if i < to && l.units[i].is(roleJoin) {
		end := l.nextPreposition(i+1, to)
		if l.endsWithActor(i+1, end) {
			return end
		}
	}
	return i
}

// pastAside skips a parenthesis right behind a cue (shall, where needed, take),
// and what only leads on (therefore).
func (l *line) pastAside(i, to int) int {
	for i < to-1 && l.units[i].is(roleOpener) {
		i++
	}
	// 鼓励、支持和引导: of several verbs the first decides.
	for l.table.Rules.Statements.Dropped && i+2 < to && l.units[i].is(roleJoin) && (l.units[i+1].cue() || l.table.verbs[l.units[i+1].class]) {
		i += 2
	}
	if i >= to || !l.units[i].mark || l.units[i].key != "," {
		return i
	}
	for j := i + 1; j < to; j++ {
		if l.units[j].mark && l.units[j].key == "," {
			return j + 1
		}
	}
	return i
}

// reach is the unit up to which what a cue demands goes: to the next cue's part
// of the sentence, or a mark stronger than a comma.
func (l *line) reach(cues []cue, k int) int {
	c := &cues[k]
	limit := len(l.units)
	for k++; k < len(cues); k++ {
		if !cues[k].nested || c.nested {
			limit = l.start(&cues[k])
			break
		}
	}
	end := l.clauses[c.clause].to
	if l.units[c.at].word == noPursuit && l.table.Rules.Statements.Dropped {
		limit = min(limit, end)
	}
	for j := c.clause; j < len(l.clauses); j++ {
		end = l.clauses[j].to
		if l.clauses[j].end != ',' || end >= limit {
			break
		}
	}
	to := max(c.behind, min(end, limit))
	if c.negated {
		to = l.ownClause(c.behind, to)
	}
	for to > c.behind && (l.units[to-1].mark && !l.units[to-1].mentioned && !l.units[to-1].aside || l.units[to-1].is(roleConjunction) && l.units[to-1].word.roles&roleActor == 0) {
		to--
	}
	return to
}

// start is where the clause of a cue begins: the name that it has, else its own
// part. Clauses before it that have no cue and only lead to it belong to it.
func (l *line) start(c *cue) int {
	k := c.clause
	if c.from > l.clauses[k].from {
		return c.from - 1
	}
	if !c.inferred && l.clauses[k].from < l.clauses[k].to && l.units[l.clauses[k].from].is(roleConjunction) {
		return l.clauses[k].from // what stands before belongs to the cue before
	}
	for k > 0 && l.clauses[k-1].end == ',' && (l.supposes(k-1) || l.introduces(k-1) && (!c.inferred || l.phrase(k-1))) {
		k--
	}
	return l.clauses[k].from
}

// introduces says whether a clause is only a phrase before another one.
func (l *line) introduces(k int) bool {
	c := &l.clauses[k]
	return c.from < c.to && l.units[c.from].is(rolePreposition|roleSubordinator|roleOpener) && !l.hasCue(c)
}

// phrase says whether a clause that begins with a preposition has no verb of its
// own: 对存在隐患的单位, but not 同各国合作.
func (l *line) phrase(k int) bool {
	c := &l.clauses[k]
	i := c.to - 1
	for ; i > c.from && !l.units[i].is(roleAttributive); i-- {
		if u := &l.units[i]; l.table.verbs[u.class] && !u.is(roleActor) {
			return false
		}
	}
	return i > c.from
}

func (l *line) hasCue(c *clause) bool {
	for i := c.from; i < c.to; i++ {
		if l.units[i].cue() {
			return true
		}
	}
	return false
}

// add puts a statement to the others, with where it stands.
func (r *reader) add(l *line, s *Statement, c *cue, first, to int) {
	span := tifa.Span{Start: l.units[c.at].Start, End: l.units[c.behind-1].End}
	for _, part := range [][2]int{{c.name.first, c.name.behind}, {c.from, c.at}, {first, to}} {
		if got, ok := l.span(part[0], part[1]); ok && part[0] < part[1] {
			span.Start, span.End = min(span.Start, got.Start), max(span.End, got.End)
		}
	}
	s.Quote = span.Of(l.body)
	s.Start = r.base + utf8.RuneCountInString(l.body[:span.Start])
	s.End = s.Start + utf8.RuneCountInString(s.Quote)
	s.Cue = l.text(c.at, c.behind)
	s.CueAt = r.base + utf8.RuneCountInString(l.body[:l.units[c.at].Start])
	r.keys(s)
	r.found = append(r.found, *s)
	switch {
	case s.ReportedOf != nil:
	case s.Actor != nil:
		r.actor, r.actorAt = s.Actor, r.n
		r.actorStands = s.Stance != nil || c.name.known && l.units[c.name.behind-1].is(roleSelf) || s.Inferred && c.name.empty() && r.actorStands
	case s.Topic != nil || s.Object != nil:
		r.actor = nil
	}
}

func (r *reader) keys(s *Statement) {
	if s.Actor != nil {
		s.Key = r.table.Key(*s.Actor)
	}
	if s.Target != nil {
		s.TargetKey = r.table.Key(*s.Target)
	}
}

// nameText is a name in the words of the text.
func (l *line) nameText(n *name) *string { return l.optional(n.first, n.behind) }

// optional is the words of some units; nil if there are none.
func (l *line) optional(first, behind int) *string { return orNull(l.text(first, behind)) }

// orNull is a word, nil where there is none.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
