package discourse

// carry finds the name that a cue shares with another one, or that stands in a
// clause before it: the nearest of those who can do what it says.
func (l *line) carry(c *cue, before []cue) {
	official := l.official(c)
	last, conditioned := len(before)-1, false
	for k := c.clause; k >= 0; k-- {
		if last >= 0 && before[last].clause == k {
			p := &before[last]
			if !p.described && (p.name.empty() || !official || l.authority(&p.name)) {
				c.carried, c.name = p, p.name
				return
			}
			for last >= 0 && before[last].clause == k {
				last--
			}
			continue
		}
		if k == c.clause || last >= 0 && l.units[c.at].is(roleAlone|roleDeclared) {
			continue
		}
		if !official && conditioned && l.agentOf(k) > 0 {
			continue // 由部门颁发证书；从事经营的，应当备案
		}
		conditioned = conditioned || l.conditional(k)
		n, ok := l.namedAt(k)
		if ok && l.law && last < 0 && l.ofThings(k, &n) {
			c.topic = true
			return
		}
		if !ok || official && !l.authority(&n) || last >= 0 && l.requested(k, &n) {
			continue
		}
		c.name, c.inferred = n, l.table.Rules.Statements.Dropped
		return
	}
}

// ofThings says whether clause k only names a thing of the one with whose name it
// begins: 国家禁止出境的文物.
func (l *line) ofThings(k int, n *name) bool {
	c := &l.clauses[k]
	if c.end != ',' || l.supposes(k) || n.behind >= c.to || l.units[n.behind].is(rolePreposition) {
		return false
	}
	told := l.lastAttributive(n.behind, c.to)
	if told < 0 || !l.verb(told-1) && !l.units[n.behind].cue() {
		return false
	}
	for i := told + 1; i < c.to; i++ {
		if u := &l.units[i]; !u.is(roleJoin) && (!u.bare() || l.table.doing[u.class]) {
			return false
		}
	}
	return true
}

// conditional says whether clause k is a condition of a law: 从事经营的.
func (l *line) conditional(k int) bool {
	c := &l.clauses[k]
	return c.from < c.to && l.units[c.to-1].is(roleAttributive)
}

// agentOf is the unit behind the word of the passive by which clause k of a law
// says who acts, before any verb: 由公安机关责令改正; 0 if there is none.
func (l *line) agentOf(k int) int {
	c := &l.clauses[k]
	if !l.law || l.supposes(k) {
		return 0
	}
	for i := c.from; i < c.to && !(l.units[i].bare() && l.table.doing[l.units[i].class]); i++ {
		if l.units[i].is(roleAgent) {
			return i + 1
		}
	}
	return 0
}

// official says whether a cue is about what only an authority does to another
// one: 可以处以罚款.
func (l *line) official(c *cue) bool {
	for i := c.at + 1; i < l.clauses[c.clause].to; i++ {
		u := &l.units[i]
		if l.table.official[u.key] {
			return true
		}
		if u.mark || l.table.verbs[u.class] {
			return false
		}
	}
	return false
}

// authority says whether the last word of a name is that of an authority.
func (l *line) authority(n *name) bool {
	return !n.empty() && l.table.authority(l.units[n.behind-1].key)
}

// authority says whether a folded name ends as that of an authority does.
func (t *StatementTable) authority(key string) bool {
	for at := range key {
		if t.authorities[key[at:]] {
			return true
		}
	}
	return false
}

// requested says whether clause k is a condition in which somebody asks for what
// another one then does: 当事人要求听证的.
func (l *line) requested(k int, n *name) bool {
	return n.behind < l.clauses[k].to && l.table.requests[l.units[n.behind].key] && l.supposes(k)
}

// namedBetween says whether a clause between two cues begins with a name.
func (l *line) namedBetween(c, p *cue) bool {
	for k := c.clause - 1; k > p.clause; k-- {
		if _, ok := l.namedAt(k); ok {
			return true
		}
	}
	return false
}

// namedBefore finds the name with which a clause before clause k begins.
func (l *line) namedBefore(k int) (name, bool) {
	for k--; k >= 0; k-- {
		if n, ok := l.namedAt(k); ok {
			return n, true
		}
	}
	return name{}, false
}

// toldByVerb says whether a name that begins with a verb is one, as in laws:
// 收养登记机关.
func (l *line) toldByVerb(n *name) bool {
	i := n.first + 1
	if !l.law {
		return false // 打破部门、行业的界限
	}
	for i < n.behind && !l.units[i].is(roleJoin) {
		if l.table.telling[l.units[i].key] {
			return false // 接受有关部门的检查
		}
		i++
	}
	last := l.units[i-1].key
	return l.table.bodies[last] || i-n.first == 2 && l.table.compounding[last]
}

func (l *line) namedAt(k int) (name, bool) {
	c := &l.clauses[k]
	first := c.from
	const ends = rolePreposition | roleSubordinator | roleCondition | roleRelative | roleJoin
	for first < c.to && (l.units[first].aside || (l.units[first].is(roleOpener) || l.adverb(first)) && !l.units[first].is(ends|roleActor)) {
		first++
	}
	if first >= c.to || l.units[first].is(ends) {
		return name{}, false
	}
	for i := first; i < c.to; i++ {
		if l.units[i].is(roleSpeech) && l.table.Rules.Statements.Dropped && !(l.law && l.supposes(k)) {
			return name{}, false // who speaks does not act, but 主管部门认为必要的 does
		}
	}
	if i := l.agentOf(k); i > 0 {
		return l.agent(i, c.to)
	}
	n, ok := l.lead(c.from, c.to)
	if ok && l.table.doing[l.units[n.first].class] && !l.toldByVerb(&n) {
		ok = false // 组织实施, 询问未成年人: a verb
	}
	if !ok && l.law && l.lastAttributive(c.from, c.to) > 0 && !l.table.governing[l.units[first].key] && !l.units[c.to-1].is(roleAttributive) {
		n = l.before(c.from, c.to) // 取得资格的经营者，应当
		if ok = n.known && n.behind > l.lastAttributive(c.from, c.to); !ok && l.verb(first) {
			n, ok = l.toldApart(first, c.to) // 接受移送的机关接到线索后，应当
			ok = ok && l.compounds(n.behind-1)
		}
	}
	return n, ok
}
