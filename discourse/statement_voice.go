package discourse

// voice is who says what stands in a passage, where it is not the text itself.
type voice struct {
	quoted bool
	of     string // in the words of the text; empty if it does not say
}

// spoken is a verb of speech with who speaks.
type spoken struct {
	at     int // unit
	clause int
	of     string
	self   bool
	opens  bool // what is said follows
}

// speech finds the verbs of speech in a sentence. They count where what is said
// follows: behind "that", a mark, or a name; or where a quotation ends before
// them.
func (l *line) speech() []spoken {
	var all []spoken
	for i := range l.units {
		u := &l.units[i]
		if !u.is(roleSpeech) || u.aside {
			continue
		}
		k := l.clauseOf(i)
		c := &l.clauses[k]
		if l.units[c.from].is(rolePreposition | roleCondition) {
			continue
		}
		if l.table.Rules.Statements.Dropped && i > c.from && l.units[i-1].bare() && l.table.doing[l.units[i-1].class] {
			continue // 给予警告: a noun
		}
		s := spoken{at: i, clause: k}
		s.opens = c.end == ',' || c.end == ':' || c.end == '“'
		if i+1 < c.to {
			s.opens = l.units[i+1].is(roleComplementiser) || l.units[i+1].is(roleDeterminer|roleActor) && l.table.Rules.Statements.Postmodified
		}
		n := l.before(c.from, i)
		if n.empty() {
			if before, ok := l.namedBefore(k); ok {
				n = before
			}
		}
		if !n.empty() {
			s.of = l.text(n.first, n.behind)
			s.self = n.behind-n.first == 1 && l.units[n.first].is(roleSelf)
		}
		all = append(all, s)
	}
	return all
}

// voices finds who says each clause of a sentence, and carries on the
// quotations that are open.
func (r *reader) voices(l *line) {
	l.said = l.speech()
	l.voice = make([]voice, len(l.clauses))
	for k := range l.clauses {
		l.voice[k] = r.voice
		if r.set {
			continue
		}
		switch l.clauses[k].end {
		case '“':
			r.voice = voice{quoted: true, of: r.speaker(l, k)}
		case '”':
			if of := l.speakerBehind(k); of != "" {
				l.requote(k, of)
			}
			r.voice = voice{}
		}
	}
	for i := range l.said {
		if s := &l.said[i]; s.of != "" && !s.self {
			r.said = s.of
		}
	}
}

// speaker is who speaks the quotation that opens behind clause k.
func (r *reader) speaker(l *line, k int) string {
	for i := len(l.said) - 1; i >= 0; i-- {
		if s := &l.said[i]; s.clause <= k {
			if s.self {
				return ""
			}
			if s.of != "" {
				return s.of
			}
			return r.said
		}
	}
	return ""
}

// speakerBehind is who is named as the speaker right behind the quotation that
// ends with clause k: "…", said the minister.
func (l *line) speakerBehind(k int) string {
	for i := range l.said {
		s := &l.said[i]
		if s.clause != k+1 || s.self {
			continue
		}
		if s.of != "" && s.at > l.clauses[k+1].from {
			return s.of
		}
		if n, ok := l.lead(s.at+1, l.clauses[k+1].to); ok {
			return l.text(n.first, n.behind)
		}
	}
	return ""
}

// requote names the speaker of the quotation that ends with clause k.
func (l *line) requote(k int, of string) {
	for ; k >= 0 && l.voice[k].quoted; k-- {
		l.voice[k].of = of
	}
}

// report says of a statement who says it, where it is not the text.
func (r *reader) report(l *line, c *cue, s *Statement) {
	v := l.voice[c.clause]
	s.Quoted = v.quoted
	if v.of != "" {
		s.ReportedOf = orNull(v.of)
	}
	if v.quoted {
		return
	}
	for i := len(l.said) - 1; i >= 0; i-- {
		p := &l.said[i]
		if p.at > c.at || !p.opens {
			continue
		}
		if !p.self && !l.breaks(p.clause, c.clause) {
			of := p.of
			if of == "" {
				of = r.said
			}
			s.ReportedOf = orNull(of)
		}
		return
	}
}

// breaks says whether a mark as strong as a semicolon stands between two clauses.
func (l *line) breaks(k, to int) bool {
	for ; k < to; k++ {
		if l.clauses[k].end == ';' {
			return true
		}
	}
	return false
}
