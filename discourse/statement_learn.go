package discourse

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// learntNames are names that the table does not have and a text teaches,
// folded.
type learntNames struct {
	all    map[string]bool
	longer map[string]bool // of a language written without spaces, see longerThanTwo
}

var noNames = &learntNames{}

// learn finds names that the table does not have: what stands alone before
// verbs that only somebody can be the subject of (opposes, 敦促), at the
// beginning of a clause. An invented country is known that way. It gives the
// sentences as lines, those of them that the names change cut anew.
func (r *reader) learn() []*line {
	names := map[string]bool{}
	lines := make([]*line, len(r.text.Sentences))
	for i := range r.text.Sentences {
		l := newLine(r.table, r.text.Sentences[i].Of(r.text.Body), noNames)
		lines[i] = l
		for k := range l.clauses {
			if name := l.nameAt(&l.clauses[k]); name != "" {
				names[name] = true
			}
		}
	}
	if len(names) == 0 {
		return lines
	}
	learnt := &learntNames{all: names}
	if r.table.list != nil {
		learnt.longer = longerThanTwo(names)
	}
	for i, l := range lines {
		if r.table.list == nil || l.hasAny(names) {
			lines[i] = newLine(r.table, l.body, learnt)
		}
	}
	return lines
}

// hasAny says whether the characters of a line have one of some names, however
// they are cut.
func (l *line) hasAny(names map[string]bool) bool {
	var b strings.Builder
	for i := range l.units {
		b.WriteString(l.units[i].key)
	}
	keys := b.String()
	for name := range names {
		if strings.Contains(keys, name) {
			return true
		}
	}
	return false
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
