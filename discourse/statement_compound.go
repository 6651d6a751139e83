package discourse

import (
	"strings"
	"unicode/utf8"
)

// compounds says whether unit i is a word, or ends with one, before which a verb
// tells a name apart and governs nothing: 管理部门, 停车人.
func (l *line) compounds(i int) bool {
	u := &l.units[i]
	if l.table.compounding[u.key] {
		return true
	}
	if !u.bare() || l.table.verbs[u.class] || u.class == "" {
		return false
	}
	for _, ending := range l.table.Rules.Actors.Compounding {
		if strings.HasSuffix(u.key, ending) {
			return true
		}
	}
	return false
}

// shortest says whether unit i has so many characters.
func (l *line) shortest(i, n int) bool { return utf8.RuneCountInString(l.units[i].key) >= n }

// compoundEnd is the unit with which a name ends that goes on at unit i with
// words that tell it apart, verbs too: 国务院 before 反洗钱行政主管部门; -1 if it does
// not. Before a person a verb does so directly alone: 停车人, but not 接待未成年人.
func (l *line) compoundEnd(i, to int) int {
	const farthest = 12 // units
	verb, joined, others := -1, false, false
	for j := i; j < min(to, i+farthest); j++ {
		u := &l.units[j]
		switch {
		case u.is(roleJoin):
			joined = true
			continue
		case l.table.others[u.key]:
			others = true
			continue
		case l.table.governing[u.key] || u.mark || !u.bare() && !l.actor(j, i):
			return -1
		}
		ends := l.actor(j, i) && (j+1 == to || !l.actor(j+1, j+1) && !l.compounds(j+1) && !l.goesOn(j+1, to))
		switch {
		case ends && others:
			return j // 新闻出版、电信等有关部门
		case ends && l.compounds(j):
			if !joined && (l.table.bodies[u.key] || verb < 0 || verb == j-1 && l.table.compounding[u.key]) {
				return j
			}
			if !joined {
				return -1
			}
		}
		if u.bare() && l.table.doing[u.class] {
			verb = j
		}
	}
	return -1
}

// chargedEnd is the unit with which a name ends that goes on at unit i with what
// somebody is charged with: 政府负责促进工作的部门; -1 if it does not.
func (l *line) chargedEnd(i, to int) int {
	u := &l.units[i]
	if u.word.modality == "" || !u.is(roleAmbiguous) || !u.cue() {
		return -1
	}
	const farthest = 12 // units
	for j := i + 1; j < min(to-1, i+farthest); j++ {
		switch v := &l.units[j]; {
		case v.mark && !v.is(roleJoin) || v.cue():
			return -1
		case v.is(roleAttributive) && l.compounds(j+1):
			return j + 1
		}
	}
	return -1
}

// toldEnd is the unit with which a name ends that is told apart from unit i on:
// 其他依法负有职责的部门; -1 if none does.
func (l *line) toldEnd(i, to int) int {
	const farthest = 14 // units
	for j := i; j < min(to-1, i+farthest); j++ {
		u := &l.units[j]
		if u.mark && !u.is(roleJoin) || u.cue() && !u.is(roleAmbiguous) {
			return -1
		}
		if u.is(roleAttributive) {
			if n, ok := l.lead(j+1, to); ok && l.compounds(n.behind-1) {
				return n.behind - 1
			}
			return -1
		}
	}
	return -1
}

// beforeMoment finds the name in a phrase of time that no mark parts from what
// is to be done: 登记机关收到申请后. Where nobody begins it, it says only when: 必要时.
func (l *line) beforeMoment(from, to int) name {
	if n, ok := l.lead(from, to); ok && n.behind < to-1 {
		return n
	}
	return name{first: to, behind: to}
}

// toldByPhrase says whether units that begin with a preposition are a name and
// what tells it apart: 收到举报的部门, 在中国境内从事经营的企业. Of a preposition that
// governs what stands behind it, they can be what that is: 对不准出境的人员.
func (l *line) toldByPhrase(from, to int) bool {
	j := l.lastAttributive(from, to)
	if j < 0 || l.units[from].is(roleOfObject) || !l.endsWithActor(j+1, to) || l.governs(j+1, to) {
		return false
	}
	for i := from; i < j; i++ {
		if l.table.verbs[l.units[i].class] {
			return true
		}
	}
	return false
}

// tellsApart says whether the phrase of a name that begins at unit i tells apart
// who or what the name ends with: 为用户提供服务的机构, 运营者在境内收集的数据. It does not
// where it stands behind a whole name, and no verb before the last 的.
func (l *line) tellsApart(n *name, i, told int) bool {
	if i > n.first && l.actor(i-1, n.first) && !l.verb(told-1) {
		return false
	}
	if l.endsWithActor(told+1, n.behind) {
		return true
	}
	if l.units[i].is(roleOfObject) || told+1 < len(l.units) && l.units[told+1].is(roleConditionEnd) {
		return false
	}
	for ; i < told; i++ {
		if l.verb(i) {
			return true
		}
	}
	return false
}

// verb says whether unit i is a verb of the list, and nothing of the table.
func (l *line) verb(i int) bool {
	u := &l.units[i]
	return u.bare() && l.table.verbs[u.class]
}

// lastAttributive is the last unit of some that tells apart what stands behind
// it; -1 if there is none.
func (l *line) lastAttributive(from, to int) int {
	for i := to - 1; i > from; i-- {
		if l.units[i].is(roleAttributive) {
			return i
		}
	}
	return -1
}
