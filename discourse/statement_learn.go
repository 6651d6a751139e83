package discourse

import (
	"slices"
	"unicode/utf8"
)

// learn finds names that the table does not have: what stands alone before
// verbs that only somebody can be the subject of (opposes, 敦促), at the
// beginning of a clause. An invented country is known that way.
func (r *reader) learn() map[string]bool {
	names := map[string]bool{}
	for i := range r.text.Sentences {
		l := newLine(r.table, r.text.Sentences[i].Of(r.text.Body), nil)
		for k := range l.clauses {
			if name := l.nameAt(&l.clauses[k]); name != "" {
				names[name] = true
			}
		}
	}
	return names
}

// The longest name that is learnt.
const (
	learntUnits = 3
	learntRunes = 24
)

// nameAt is the unknown name at the beginning of a clause, folded, where a verb
// of stance follows it.
func (l *line) nameAt(c *clause) string {
	for i := c.from; i < c.to; i++ {
		u := &l.units[i]
		if u.word.stance == "" || u.is(roleAmbiguous) || u.aside || u.mentioned {
			continue
		}
		n := l.before(c.from, i)
		if n.known || n.empty() || n.behind-n.first > learntUnits {
			return ""
		}
		for j := n.first; j < n.behind; j++ {
			// A word that the list of common words has is no name.
			if u := &l.units[j]; !u.bare() || u.mark || u.class != "" && utf8.RuneCountInString(u.key) > 1 {
				return ""
			}
		}
		if n.behind-n.first == 1 && slices.Contains(l.table.Lang.StopWords, l.units[n.first].key) {
			return "" // it
		}
		name := l.text(n.first, n.behind)
		cased := !l.table.Lang.Sentence.Unspaced
		if utf8.RuneCountInString(name) > learntRunes || utf8.RuneCountInString(name) < 2 || cased && !l.capital(n.behind-1) {
			return ""
		}
		return l.table.fold(name)
	}
	return ""
}
