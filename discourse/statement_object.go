package discourse

// objectEnd is where what a stance is about ends, of the units from first to to:
// before another thing that is done, or said.
func (l *line) objectEnd(c *cue, first, to int) int {
	if l.table.Rules.Statements.Dropped {
		return l.objectEndDropped(c, first, to)
	}
	return l.objectEndMarked(first, to)
}

// objectEndDropped is where an object ends in a language that leaves out who
// acts: a clause that begins with a verb says what else he does, 反对霸权，维护和平.
// What goes on with nouns is part of the list. Where the object is somebody with
// what he does, or the cue calls for deeds, more deeds are part of it:
// 欢迎他们回来，参加建设.
func (l *line) objectEndDropped(c *cue, first, to int) int {
	n, named := l.lead(first, to)
	deeds := l.units[c.at].is(roleDeeds) || c.stance == "supports" && l.verbFrom(first, to) && !l.toldBehind(first, to) || named && l.verbFrom(n.behind, to) && !l.toldBehind(n.behind, to)
	against := c.stance == "opposes" || c.stance == "condemns"
	for i := first + 1; i < to; i++ {
		switch u := &l.units[i]; {
		case u.aside || u.mentioned:
		case u.mark && u.key == ",":
			if !l.goesOnListing(first, i+1, to, deeds && !(against && l.onward(i+1, to))) {
				return i
			}
		case u.mark && u.is(roleJoin):
			if !deeds && l.onward(i+1, to) && !l.toldBehind(i, to) {
				return i // 反对分裂、促进统一
			}
		case i > first+1 && u.is(roleConjunction) && u.is(roleOpener) && l.verbFrom(i+1, to) && !l.toldBehind(i, to):
			return i // 支持实施并参与重建
		}
	}
	return to
}

// onward says whether at unit i stands a verb of what else is done, with what it
// is done to.
func (l *line) onward(i, to int) bool {
	for i < to && l.adverb(i) {
		i++
	}
	if i+1 >= to || !l.table.onwards[l.units[i].key] {
		return false
	}
	next := &l.units[i+1]
	return next.mentioned || !next.mark
}

// verbFrom says whether a verb or a cue stands at unit i, behind adverbs.
func (l *line) verbFrom(i, to int) bool {
	for i < to && (l.adverb(i) || l.units[i].bare() && l.table.adverbial[l.units[i].class]) {
		i++
	}
	return i < to && (l.verb(i) || l.units[i].cue() || l.table.governing[l.units[i].key])
}

// toldBehind says whether what stands from unit i to the end of its clause tells
// something apart.
func (l *line) toldBehind(i, to int) bool {
	for ; i < to && !(l.units[i].mark && l.units[i].key == ","); i++ {
		if l.units[i].is(roleAttributive) {
			return true
		}
	}
	return false
}

// goesOnListing says whether the clause that begins at unit i is one more part of
// an object that begins at first: it has no verb, or begins as the object does,
// 以大欺小，以强凌弱, or ends the phrase that tells what the object is about apart,
// 反对种族歧视，争取独立的斗争. Of deeds one more deed is part.
func (l *line) goesOnListing(first, i, to int, deeds bool) bool {
	if i >= to || l.units[i].is(roleConjunction|roleOpener|roleSubordinator|roleCondition) {
		return false
	}
	if deeds {
		return !l.units[i].is(roleFinite) && !l.stanceFrom(i, to)
	}
	if l.units[i].key == l.units[first].key || l.pursued(i, to) && l.deedAt(first, i-1) {
		return true
	}
	if l.verbFrom(i, to) || l.units[i].is(rolePreposition|roleFinite) {
		return false
	}
	for ; i < to && !(l.units[i].mark && l.units[i].key == ","); i++ {
		u := &l.units[i]
		if u.is(roleAttributive) {
			return true
		}
		if u.bare() && l.table.doing[u.class] || u.is(roleFinite|roleAgent) || u.cue() {
			return false
		}
	}
	return true
}

// stanceFrom says whether a stance stands at unit i, behind adverbs.
func (l *line) stanceFrom(i, to int) bool {
	for i < to && l.adverb(i) {
		i++
	}
	return i < to && l.units[i].cue() && l.units[i].word.stance != ""
}

// deedAt says whether the clause that begins at unit i has a verb, and nothing
// that it tells apart.
func (l *line) deedAt(i, to int) bool {
	if l.toldBehind(i, to) {
		return false
	}
	for ; i < to && !(l.units[i].mark && l.units[i].key == ","); i++ {
		if l.units[i].bare() && l.table.doing[l.units[i].class] || l.units[i].cue() {
			return true
		}
	}
	return false
}

// pursued says whether the clause that begins at unit i ends with a word for what
// is done that it tells apart: 的斗争.
func (l *line) pursued(i, to int) bool {
	told := false
	for ; i < to && !(l.units[i].mark && l.units[i].key == ","); i++ {
		told = told || l.units[i].is(roleAttributive)
	}
	return told && l.table.pursued[l.units[i-1].key]
}

// objectEndMarked is where an object ends in a language that names who acts:
// before a clause with a subject and a verb of its own, or a second verb. Inside
// of what somebody says or what tells a thing apart, a second verb is its own.
func (l *line) objectEndMarked(first, to int) int {
	inner := false
	verbal := first < to && ends(l.units[first].key, l.table.Rules.Statements.GerundEnds)
	for i := first; i < to; i++ {
		u := &l.units[i]
		switch {
		case u.aside || u.mentioned:
		case u.is(roleComplementiser | roleRelative):
			inner = true
		case u.is(roleInfinitive):
			verbal = true
		case u.mark && u.key == ",":
			if l.subjectAt(i+1, to, inner) {
				return i
			}
		case u.is(roleConjunction) && i > first && (l.otherVerb(i+1, to, inner) || !inner && !verbal && l.plainVerb(i+1, to)):
			if i-1 > first && l.units[i-1].mark {
				return i - 1
			}
			return i
		}
	}
	return to
}

// subjectAt says whether a clause begins at unit i: with a pronoun, or a name
// with its verb soon behind it.
func (l *line) subjectAt(i, to int, inner bool) bool {
	if i < to && l.units[i].is(roleConjunction) {
		i++
	}
	for i < to && l.adverb(i) {
		i++
	}
	if i >= to {
		return false
	}
	u := &l.units[i]
	if u.is(rolePronoun) || l.table.expletives[u.key] && i+1 < to && (l.units[i+1].is(roleFinite) || l.units[i+1].cue()) {
		return true
	}
	if inner || !u.is(roleDeterminer|roleActor) {
		return false
	}
	const soon = 5 // units
	for j := i + 1; j < min(to, i+soon); j++ {
		v := &l.units[j]
		if v.mark || v.is(roleRelative|roleComplementiser|roleConjunction|rolePreposition) {
			return false
		}
		if v.is(roleFinite) || v.cue() && v.word.modality != "" {
			return true
		}
	}
	return false
}

// otherVerb says whether behind a conjunction a second verb stands at unit i, or
// a pronoun with one.
func (l *line) otherVerb(i, to int, inner bool) bool {
	for i < to && l.adverb(i) {
		i++
	}
	if i >= to {
		return false
	}
	u := &l.units[i]
	return u.is(rolePronoun) || !inner && (u.is(roleFinite|roleSpeech) || u.cue() && !u.is(roleAmbiguous))
}

// plainVerb says whether behind a conjunction a verb stands at unit i that the
// table does not have, by what follows: condemn this and declare our will.
func (l *line) plainVerb(i, to int) bool {
	for i < to && l.adverb(i) {
		i++
	}
	if i+1 >= to {
		return false
	}
	u, next := &l.units[i], &l.units[i+1]
	return u.bare() && !u.mark && !l.capital(i) && !l.participle(i) && (next.is(roleDeterminer) || l.table.definite[next.key])
}

// inObject says whether a cue stands inside of what the stance of another one is
// about: supports the view that States should.
func (l *line) inObject(c, in *cue) bool {
	if c.stance == "" || l.table.Rules.Statements.Dropped || l.table.Rules.Statements.Directed[c.stance] != "" || in.clause != c.clause {
		return false
	}
	i := in.at - 1
	for i > c.behind && l.adverb(i) {
		i--
	}
	return l.relativeIn(c.behind, in.at) && !l.units[i].is(roleConjunction)
}

// shared is the cue whose object a cue shares that has none: we welcome and
// support it.
func (l *line) shared(cues []cue, k int) *cue {
	if k+1 >= len(cues) || cues[k+1].clause != cues[k].clause || cues[k+1].stance == "" {
		return nil
	}
	joined := false
	for i := cues[k].behind; i < cues[k+1].at; i++ {
		joined = joined || l.units[i].is(roleConjunction|roleJoin)
		if !l.units[i].is(roleConjunction|roleJoin) && !l.adverb(i) {
			return nil
		}
	}
	if !joined {
		return nil
	}
	return &cues[k+1]
}
