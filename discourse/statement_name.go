package discourse

import (
	"strings"
	"unicode"
)

// name is who or what stands before a cue.
type name struct {
	first, behind int  // units
	known         bool // it can act
	negated       bool // no State
}

func (n *name) empty() bool { return n.first >= n.behind }

// longestName is the number of units beyond which the beginning of a name is
// not believed.
const longestName = 40

// before finds the name that stands between the units from and to, directly
// before what it does.
func (l *line) before(from, to int) name {
	for from < to && l.leading(from) {
		from++
	}
	to = l.withoutTime(from, to)
	if to-1 > from && l.units[to-1].is(roleRelative|roleComplementiser) {
		// Bodies which shall …: the name is the antecedent.
		return l.before(from, to-1)
	}
	if to-from > 1 && l.units[to-1].is(rolePronoun) && !l.units[to-2].is(roleJoin|roleQuantifier|rolePreposition) {
		from = to - 1 // to build it we must: no mark parts them
	}
	from = l.afterClause(from, to)
	if to > from && l.units[to-1].is(roleMoment) {
		return l.beforeMoment(from, to)
	}
	n := name{first: from, behind: to}
	if n.empty() {
		return n
	}
	if to-from == 1 && l.table.measures[l.units[from].class] {
		return name{first: to, behind: to} // 四要…: it counts
	}
	if l.units[from].is(rolePreposition) {
		n.first = l.afterPhrase(from, to)
		if n.empty() && l.units[to-1].is(roleSelf) {
			n.first = to - 1 // 对于私营工业我们
		}
		if n.empty() && l.toldByPhrase(from, to) {
			n.first = from
		}
	}
	n.negated = l.units[min(n.first, to-1)].is(roleNegatedSubject)
	n.known = l.canAct(&n)
	return n
}

// withoutTime is where a name ends that how and when stand behind: 机关一般,
// 主管人员10年内.
func (l *line) withoutTime(from, to int) int {
	counts := func(i int) bool {
		return i >= from && (l.table.measures[l.units[i].class] || l.times(i) || digit(l.body, l.units[i].Start))
	}
	for to > from {
		last := to - 1
		switch {
		case l.trailing(last):
			to--
			for l.times(last) && counts(to-1) {
				to--
			}
		case l.units[last].is(roleConditionEnd) && !l.units[last].is(roleActor) && counts(last-1):
			to -= 2
		default:
			return to
		}
	}
	return to
}

// times says whether unit i is a word of the list that says when.
func (l *line) times(i int) bool { return l.table.times[l.units[i].class] && l.units[i].bare() }

// leading says whether unit i stands before a name and is no part of it.
func (l *line) leading(i int) bool {
	u := &l.units[i]
	if i+1 < len(l.units) && l.table.Rules.Statements.Dropped && !u.mark && !u.aside {
		next := &l.units[i+1]
		if next.is(roleAttributive) || u.is(roleConditionEnd) && l.table.measures[next.class] {
			return false // 其中的人员, 前两款
		}
	}
	return u.aside || u.mark && !u.mentioned || l.table.times[u.class] && u.bare() ||
		(u.is(roleOpener|roleConjunction|roleSubordinator|roleConditionEnd) || l.adverb(i)) && !u.is(roleActor|roleQuantifier)
}

// trailing says whether unit i stands between a name and the cue.
func (l *line) trailing(i int) bool {
	u := &l.units[i]
	return u.aside || u.mark && !u.mentioned || (l.adverb(i) || u.is(roleNegation|roleConjunction)) && !u.is(roleActor|roleRelative) ||
		u.is(roleFinite) && l.table.Rules.Statements.Dropped || // 就是要
		l.times(i) || u.is(roleManner) || u.bare() && l.table.adverbial[u.class]
}

// afterClause is where the last clause between two units begins that has no
// mark before it: behind "that" in "we believe that States", behind "and" in
// "it has failed and States".
func (l *line) afterClause(from, to int) int {
	verb := false
	for i := from; i < to-1; i++ {
		u, next := &l.units[i], &l.units[i+1]
		goesOn := !next.is(roleFinite) && !next.cue()
		switch {
		case u.is(roleRelative) && next.is(roleDeterminer|roleActor),
			u.is(roleComplementiser) && goesOn && (i == from || !l.actor(i-1, from)),
			u.is(roleSubordinator) && goesOn && i > from,
			u.is(roleConjunction) && verb:
			from, verb = i+1, false
		case u.is(roleFinite|roleSpeech) || u.cue() && i > from:
			verb = true
		}
	}
	if from+1 < to && l.units[from].is(rolePronoun) {
		// We hope the community: a pronoun is a whole name, and what follows is
		// a verb with its own.
		for i := from + 1; i < to; i++ {
			if l.units[i].is(roleDeterminer | roleActor) {
				return i
			}
		}
	}
	return from
}

// afterPhrase is where the name begins that follows the phrase of a preposition
// without a mark; to if there is none.
func (l *line) afterPhrase(from, to int) int {
	marked := len(l.table.Rules.Statements.ConditionEnds) > 0 // such phrases have an end that can be seen
	for i := from + 2; i < to; i++ {
		before, u := &l.units[i-1], &l.units[i]
		if marked {
			if before.is(roleConditionEnd) && u.is(roleActor) {
				return i
			}
			continue
		}
		if u.is(roleDeterminer|roleActor|roleQuantifier|roleNegatedSubject) && !before.is(rolePreposition|roleDeterminer|roleQuantifier|roleConjunction) {
			return i
		}
	}
	return to
}

// canAct says whether a name is of somebody: its last word before what tells it
// apart is in the table. It cuts off what is no part of the name.
func (l *line) canAct(n *name) bool {
	if n.empty() || n.behind-n.first > longestName {
		return false
	}
	core := n.behind
	told := l.lastAttributive(n.first, n.behind)
	for i := n.first; i < n.behind; i++ {
		u := &l.units[i]
		if i < told && (u.is(rolePreposition|roleAgent) || u.cue() && u.is(roleAmbiguous)) && l.tellsApart(n, i, told) {
			continue // 为用户提供服务的机构, 负责检定工作的机构
		}
		if !l.table.Rules.Statements.Postmodified && i > n.first && i == n.behind-1 && u.is(rolePreposition) && l.units[i-1].is(roleJoin|roleAttributive) {
			break // 原因和依据应当: a noun there
		}
		if i > n.first && !l.units[i-1].is(roleDeterminer|roleQuantifier) && (u.is(rolePreposition|roleRelative|roleComplementiser|roleAgent) && !u.is(roleActor) || l.participle(i) && l.actor(i-1, n.first)) {
			core = i
			break
		}
		if u.is(roleFinite|roleSpeech) && !u.is(roleActor) || u.cue() && !u.is(roleActor) {
			return false
		}
	}
	if !l.table.Rules.Statements.Postmodified {
		n.behind = core
		return l.endsWithActor(n.first, core) && !l.governs(n.first, core)
	}
	if first := &l.units[n.first]; first.bare() && ends(first.key, l.table.Rules.Statements.GerundEnds) {
		return false // making the United Nations work
	}
	for i := n.first; i < core; i++ {
		if l.units[i].is(roleTitle) {
			return true
		}
	}
	if l.endsWithActor(n.first, core) {
		return true
	}
	// Each of the parties.
	return core < n.behind && core > n.first && l.units[core-1].is(roleQuantifier) && l.endsWithActor(core+1, l.nextPreposition(core+1, n.behind))
}

// nextPreposition is the first preposition from i on; to if there is none, also
// where the text breaks off before i.
func (l *line) nextPreposition(i, to int) int {
	for ; i < to; i++ {
		if l.units[i].is(rolePreposition) {
			return i
		}
	}
	return to
}

// endsWithActor says whether the last of some units is who can act.
func (l *line) endsWithActor(first, behind int) bool {
	for behind > first && (l.units[behind-1].aside || l.units[behind-1].mark && !l.units[behind-1].mentioned || l.units[behind-1].is(roleAdverb) && !l.units[behind-1].is(roleActor)) {
		behind--
	}
	if behind <= first {
		return false
	}
	if l.actor(behind-1, first) {
		return true
	}
	for i := first + 1; i < behind; i++ { // of two, one is enough
		if l.units[i].is(roleConjunction) && l.units[i].is(roleJoin) && l.actor(i-1, first) {
			return true
		}
	}
	return false
}

// governs says whether the last word of some units is what a verb before it is
// done to, and no name: 发展企业集团.
func (l *line) governs(first, behind int) bool {
	for i := behind - 2; i >= first && !l.units[i].is(roleAttributive); i-- {
		if l.table.governing[l.units[i].key] {
			return true
		}
	}
	if behind > first && l.compounds(behind-1) {
		return false // 管理部门
	}
	for i := behind - 2; i >= first; i-- {
		u := &l.units[i]
		if u.is(roleAttributive | roleJoin) {
			return false
		}
		if u.bare() && l.table.doing[u.class] {
			return true
		}
	}
	return false
}

// actor says whether unit i, the last word of a name that begins at first, is
// of somebody who can act.
func (l *line) actor(i, first int) bool {
	u := &l.units[i]
	switch {
	case u.is(roleActor | roleQuantifier):
		return true
	case u.mentioned || u.aside || !u.bare():
		return false
	case l.table.classes[u.class] && !l.table.noNames[u.key], l.acronym(i), l.compounds(i) && l.shortest(i, 3):
		return true
	}
	for _, ending := range l.table.Rules.Actors.Endings {
		if u.key == ending && i > first && l.units[i-1].bare() && (!l.table.doing[l.units[i-1].class] || l.compounds(i) && l.shortest(i-1, 2)) {
			return true
		}
	}
	return false
}

// acronym says whether unit i is written in capitals: in official texts most
// often a body.
func (l *line) acronym(i int) bool {
	s := strings.TrimSuffix(l.units[i].Of(l.body), "s")
	return len(s) > 1 && strings.ToUpper(s) == s && strings.ToLower(s) != s && strings.Trim(s, "IVXLC") != "" && strings.IndexFunc(s, unicode.IsDigit) < 0
}

// participle says whether unit i can tell apart the name before it: the States
// participating in it, the persons named by it.
func (l *line) participle(i int) bool {
	u, s := &l.units[i], &l.table.Rules.Statements
	return u.is(roleParticiple) || u.bare() && (ends(u.key, s.ParticipleEnds) || ends(u.key, s.GerundEnds))
}

func ends(key string, endings []string) bool {
	for _, ending := range endings {
		if len(key) > len(ending)+1 && strings.HasSuffix(key, ending) {
			return true
		}
	}
	return false
}

// lead finds a name with which units begin: who is urged, or who is named at
// the beginning of a clause before.
func (l *line) lead(from, to int) (name, bool) {
	for from < to && l.leading(from) {
		from++
	}
	const farthest = 14 // units before the last word of a name
	found := name{first: from}
	for i := from; i < to && i < from+farthest; i++ {
		u := &l.units[i]
		if found.known && l.table.doing[u.class] && !l.units[i-1].is(roleJoin) {
			break // 学校组织学生: also a noun
		}
		if l.actor(i, from) && !u.is(roleQuantifier) {
			found.behind, found.known = i+1, true
			continue
		}
		joined := u.is(roleJoin)
		if !joined {
			end := l.compoundEnd(i, to)
			if end < 0 {
				end = l.chargedEnd(i, to)
			}
			if end < 0 && found.known && l.units[i-1].is(roleJoin) {
				end = l.toldEnd(i, to)
			}
			if end > i {
				found.behind, found.known = end+1, true
				i = end
				continue
			}
		}
		if !joined && (l.table.doing[u.class] && u.bare() || l.table.governing[u.key] || u.is(rolePreposition|roleFinite|roleRelative|roleConditionEnd|roleSpeech|roleAgent|roleInfinitive|roleConjunction) || u.cue() || u.mark && !u.mentioned) {
			break
		}
		if found.known && !joined && !u.is(roleDeterminer) && l.table.Rules.Statements.Dropped {
			if u.is(roleAttributive) {
				if l.actorSoon(i+1, min(to, i+6)) {
					continue // 未成年人的监护人
				}
				return name{}, false
			}
			// What follows may be one more word of the name, or what is done.
			if !l.actorSoon(i, min(to, i+6)) {
				break
			}
		}
	}
	if !found.known || l.goesOn(found.behind, to) {
		return name{}, false
	}
	found.negated = l.units[found.first].is(roleNegatedSubject)
	return found, true
}

// goesOn says whether the name goes on at unit i with words that make it
// something else: 人民身心健康的, 机构改革.
func (l *line) goesOn(i, to int) bool {
	if !l.table.Rules.Statements.Dropped {
		return false
	}
	if i < to && l.table.governing[l.units[i].key] {
		return false
	}
	if i < to && l.table.nouns[l.units[i].class] && l.units[i].bare() && !l.table.measures[l.units[i].class] {
		return true // 全国科学研究力量
	}
	compound := i < to && l.table.verbs[l.units[i].class] && !l.table.doing[l.units[i].class] && l.units[i].bare()
	if compound {
		i++
	}
	for ; i < to; i++ {
		u := &l.units[i]
		if u.is(roleAttributive) {
			return true
		}
		if u.mark || u.cue() || u.word.roles&^(roleActor|roleTurnVerb|rolePursuit) != 0 || l.table.verbs[u.class] {
			return compound && !l.table.verbs[u.class]
		}
		compound = false
	}
	return compound
}

func (l *line) actorSoon(i, to int) bool {
	for ; i < to; i++ {
		if l.actor(i, i) {
			return true
		}
		if l.units[i].is(roleJoin) {
			continue
		}
		if !l.units[i].bare() || l.table.verbs[l.units[i].class] {
			return false
		}
	}
	return false
}

// Key is a name as mentions of the same are equal: folded, without "the".
func (t *StatementTable) Key(s string) string {
	key := t.fold(s)
	for {
		first, rest, more := strings.Cut(key, " ")
		if !more || !t.determiners[first] {
			return key
		}
		key = rest
	}
}

// Key is a name as mentions of the same are equal in any language.
func (t *StatementTables) Key(s string) string {
	for _, tag := range sortedKeys(t.byTag) {
		s = t.byTag[tag].Key(s)
	}
	return s
}
