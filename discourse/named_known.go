package discourse

import (
	"slices"
	"strings"

	"tifa"
)

// Forms are the names of an entity, in the order of the tables, without those
// that only point to it: China, People's Republic of China, 中国, 中方.
func (n *Names) Forms(id string) []string { return n.forms[id] }

// Digest names the state of the list: a hash of its tables.
func (n *Names) Digest() string { return n.digest }

// Knows says whether the list has names in a language; without them those of
// other languages are looked for.
func (n *Names) Knows(lang string) bool { return n.langs[tifa.BaseLang(lang)] }

// Known are the entities of which a name is one, as it is written or as same
// folds it. Capitals alone have to be written so: us is no US.
func (n *Names) Known(name string, same func(string) string) []string {
	var out []string
	key := same(name)
	for _, e := range n.Entities {
		if slices.ContainsFunc(n.forms[e.ID], func(form string) bool {
			return form == name || !capitals(form) && same(form) == key
		}) {
			out = append(out, e.ID)
		}
	}
	return out
}

// Names says whether a name in a text is that of one of some entities, or of
// one of their organs: 中国 and 中国政府 speak for China, the Government of China
// does, 中国企业 and companies of China do not. What stands beside the name
// decides, by the words of the language for organs; a table without any lets
// all pass.
func (n *Names) Names(name string, ids []string, table *StatementTable) bool {
	return slices.ContainsFunc(n.Find(name), func(m Mention) bool {
		return !m.Adjective && slices.ContainsFunc(m.IDs, func(id string) bool { return slices.Contains(ids, id) }) &&
			(table == nil || len(table.Rules.Actors.Organs) == 0 || table.speaksFor(name, m))
	})
}

// speaksFor says whether a name whose mention is that of an entity stands for
// it: the head of the words behind the mention decides, else that of those
// before it, where one of them says that it belongs to the entity.
func (t *StatementTable) speaksFor(name string, m Mention) bool {
	behind := strings.TrimLeft(name[m.End:], " ")
	for _, of := range t.Rules.Actors.Possessives {
		behind = strings.TrimPrefix(strings.TrimPrefix(behind, of), strings.ReplaceAll(of, "'", "’"))
	}
	if head := t.head(behind); head != "" {
		return t.organ(head)
	}
	before := t.fold(name[:m.Start])
	for {
		rest, last, more := cutLast(before)
		switch {
		case t.determiners[last]:
			before = rest
			continue
		case more && slices.Contains(t.Rules.Actors.OrganOf, last):
			return t.organ(t.head(rest)) // the Government of the People's Republic of China
		}
		return true // rising China, Russia and China
	}
}

// cutLast cuts off the last word of folded words.
func cutLast(s string) (rest, last string, more bool) {
	if i := strings.LastIndexByte(s, ' '); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return "", s, false
}

// head is the words up to the first that joins others to them or leads to what
// they belong to, folded: Secretary of Secretary of State.
func (t *StatementTable) head(s string) string {
	var b strings.Builder
	for _, u := range t.cut(s, noNames) {
		if u.mark || u.is(roleJoin) || slices.Contains(t.Rules.Actors.OrganOf, u.key) {
			break
		}
		if b.Len() > 0 && !t.Lang.Sentence.Unspaced {
			b.WriteByte(' ')
		}
		b.WriteString(u.key)
	}
	return b.String()
}

// organ says whether folded words end with a word for an organ.
func (t *StatementTable) organ(words string) bool {
	return slices.ContainsFunc(t.Rules.Actors.Organs, func(organ string) bool {
		key := t.fold(organ)
		return strings.HasSuffix(words, key) && (t.Lang.Sentence.Unspaced || len(words) == len(key) || words[len(words)-len(key)-1] == ' ')
	})
}
